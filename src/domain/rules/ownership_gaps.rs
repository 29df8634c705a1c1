//! Gaps in ownership: every open thing without owner, date, fallback, checkpoint, response, plan or decision.
//!
//! Source: context and challenges on ownership; framework step 3; checklist item P13.

use super::{context::RuleContext, urgency::Stands};
use crate::domain::{
    Blocker, Dependency, Kind, Metric, Ref, Risk,
    dependency::DependencyState,
    intake::IntakeState,
    note::stored,
    step::{ItemState, StepState},
};

/// A record that lacks what it should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The record, as the store knows it.
    pub subject: Ref,
    /// What it lacks, in a word each.
    pub lacks: Vec<&'static str>,
}

/// Every gap on the board, by kind of record and in the order of ids.
pub fn gaps(facts: &RuleContext<'_>) -> Vec<Gap> {
    let board = facts.board;
    let mut gaps = cycle(facts);
    let waits = |it: &&crate::domain::Intake| it.state == IntakeState::Waiting;
    collect(&mut gaps, board.intake.rows().iter().filter(waits), |it| {
        it.lacks().iter().map(|field| field.name).collect()
    });
    collect(&mut gaps, board.decisions.rows().iter().filter(|it| it.is_open()), |it| {
        owner(facts, Some(it.owner))
    });
    collect(&mut gaps, board.blockers.rows().iter().filter(|it| it.is_open()), |it| blocker(facts, it));
    collect(&mut gaps, board.risks.rows().iter().filter(|it| it.is_open()), |it| risk(facts, it));
    let open = |it: &&Dependency| it.state == DependencyState::Open;
    collect(&mut gaps, board.dependencies.rows().iter().filter(open), |it| dependency(facts, it));
    collect(&mut gaps, board.metrics.rows().iter(), |it| metric(facts, it));
    let open = board.successes.rows().iter().filter(|it| it.is_open());
    collect(&mut gaps, open, |it| owner(facts, Some(it.owner)));
    let open = board.launch_criteria.rows().iter().filter(|it| it.is_open());
    collect(&mut gaps, open, |it| owner(facts, Some(it.owner)));
    let open = |it: &&crate::domain::Step| it.state == StepState::Open;
    collect(&mut gaps, board.steps.rows().iter().filter(open), |it| owner(facts, it.owner));
    let open = |it: &&crate::domain::Item| it.state == ItemState::Todo;
    collect(&mut gaps, board.items.rows().iter().filter(open), |it| owner(facts, it.owner));
    gaps
}

fn collect<'a, E: Stands>(
    gaps: &mut Vec<Gap>,
    rows: impl Iterator<Item = &'a E>,
    lacks: impl Fn(&E) -> Vec<&'static str>,
) {
    let named = rows.map(|row| Gap { subject: stored(row), lacks: lacks(row) });
    gaps.extend(named.filter(|gap| !gap.lacks.is_empty()));
}

fn owner(
    facts: &RuleContext<'_>,
    owner: Option<crate::domain::Id<crate::domain::Person>>,
) -> Vec<&'static str> {
    match owner {
        Some(owner) if !facts.has_left(owner) => Vec::new(),
        Some(_) | None => vec!["owner"],
    }
}

/// What the cycle lacks to escalate and to speak with one voice.
fn cycle(facts: &RuleContext<'_>) -> Vec<Gap> {
    let cycle = &facts.board.cycle;
    let mut lacks = Vec::new();
    if cycle.escalation.0.iter().all(|person| facts.has_left(*person)) {
        lacks.push("escalation path");
    }
    if cycle.narrative.is_none_or(|person| facts.has_left(person)) {
        lacks.push("narrative owner");
    }
    if facts.has_left(cycle.sign_off) {
        lacks.push("sign-off owner");
    }
    if lacks.is_empty() {
        return Vec::new();
    }
    vec![Gap { subject: Ref::new(Kind::Cycle, cycle.id.number()), lacks }]
}

fn blocker(facts: &RuleContext<'_>, it: &Blocker) -> Vec<&'static str> {
    let mut lacks = owner(facts, Some(it.owner));
    // Who outside has to hear of it makes it customer-facing, and then the rest of the plan is needed.
    if it.audience.is_some() && it.told_at.is_none() {
        lacks.extend(
            [
                ("message", it.message.is_none()),
                ("told by", it.teller.is_none()),
                ("tell by", it.tell_by.is_none()),
            ]
            .iter()
            .filter(|(_, is_missing)| *is_missing)
            .map(|(name, _)| *name),
        );
    }
    lacks
}

fn risk(facts: &RuleContext<'_>, it: &Risk) -> Vec<&'static str> {
    let mut lacks = owner(facts, Some(it.owner));
    lacks.extend(it.plan_lacks());
    lacks
}

fn dependency(facts: &RuleContext<'_>, it: &Dependency) -> Vec<&'static str> {
    let mut lacks = owner(facts, Some(it.owner));
    let is_blank = |text: Option<&str>| text.is_none_or(|text| text.trim().is_empty());
    lacks.extend(
        [
            ("from", is_blank(it.from_function.as_deref())),
            ("to", is_blank(it.to_function.as_deref())),
            ("checkpoint metric", it.metric.is_none()),
            ("response", is_blank(it.response.as_deref())),
        ]
        .iter()
        .filter(|(_, is_missing)| *is_missing)
        .map(|(name, _)| *name),
    );
    lacks
}

fn metric(facts: &RuleContext<'_>, it: &Metric) -> Vec<&'static str> {
    let mut lacks = owner(facts, it.owner);
    if it.decisions.0.is_empty() {
        lacks.push("decision");
    }
    lacks
}

#[cfg(test)]
mod tests;
