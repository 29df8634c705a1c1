//! The exit checks of a framework step, answered from the board. A check is named by its id in the playbook.
//!
//! Source: the six framework steps; table 2.3 of the capabilities names what each has to show.

use super::{context::RuleContext, dependency_graph, scope};
use crate::domain::{
    Blocker, Board, Decision, Id, Kind, Record, Ref, Step,
    decision::{DecisionKind, DecisionState, is_assumed},
    step::{NOTHING_YET, StepState},
};
use std::{cmp::Reverse, collections::BTreeSet};

/// Every check a playbook may ask for.
pub const CHECKS: &[&str] = &[
    "one-outcome",
    "success-criterion",
    "criteria-before-scope",
    "all-scored",
    "condition-tested",
    "top-blockers-owned",
    "no-open-without-owner",
    "no-open-without-due",
    "filter-answered",
    "evidence-not-assumption",
    "gaps-followed-up",
    "package-complete",
    "safeguard-active",
    "checkpoint-dated",
    "checkpoint-owned",
    "direction-expected",
];

/// How many of the records that hold up most others are looked at.
const TOP: usize = 5;

/// How a check stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// The board shows that it is met.
    Met,
    /// These records stand in the way.
    Open(Vec<Ref>),
    /// There was never a record to look at in this cycle, and nobody has said that there is none.
    Nothing,
    /// There was never a record to look at, and the owner of the step has said that there is none here.
    NoneHere,
    /// A check that this program does not know; whoever completes the step answers for it.
    Unknown,
}

impl Check {
    fn unless(open: Vec<Ref>) -> Self {
        if open.is_empty() { Self::Met } else { Self::Open(open) }
    }
}

/// The checks of a step with their wording, and how they stand.
pub fn checks<'a>(facts: &RuleContext<'a>, step: i64) -> Vec<(&'a str, Check)> {
    let rows = facts.board.steps.rows().iter();
    let is_none_here = rows.clone().any(|it| it.number == step && it.none_why.is_some());
    let answer = |id: &str| {
        let answered = check(facts, id);
        if is_none_here && answered == Check::Nothing { Check::NoneHere } else { answered }
    };
    let policy = facts.board.policy.checks(step);
    policy.iter().map(|asked| (asked.text.as_str(), answer(&asked.id))).collect()
}

/// The checks of a step that do not hold, with the records in their way.
pub fn open(facts: &RuleContext<'_>, step: i64) -> Vec<(String, Vec<Ref>)> {
    let open = |(text, check)| match check {
        Check::Open(items) => Some((str::to_owned(text), items)),
        Check::Nothing => Some((format!("{text}{NOTHING_YET}"), Vec::new())),
        Check::Met | Check::NoneHere | Check::Unknown => None,
    };
    checks(facts, step).into_iter().filter_map(open).collect()
}

/// Whether a step was completed and checks of it fail again: it counts as not complete until that is mended, or somebody
/// says why it is complete all the same.
pub fn fails_again(facts: &RuleContext<'_>, step: &Step) -> bool {
    let is_done = step.state == StepState::Done && step.override_why.is_none();
    is_done && !open(facts, step.number).is_empty()
}

/// Whether there was ever a record in this cycle that a check looks at, open or closed. A check of the charter always has
/// something to look at.
fn has_looked(board: &Board, id: &str) -> bool {
    let choices = || board.decisions.rows().iter().filter(|it| it.kind != DecisionKind::FollowUp);
    match id {
        "all-scored" | "top-blockers-owned" | "no-open-without-owner" | "no-open-without-due" => {
            !board.blockers.rows().is_empty() || !board.decisions.rows().is_empty()
        }
        "filter-answered" | "evidence-not-assumption" | "gaps-followed-up" => choices().next().is_some(),
        "package-complete" => choices().any(|it| it.decided_at.is_some()),
        _ => true,
    }
}

/// Answers the check with this id.
pub fn check(facts: &RuleContext<'_>, id: &str) -> Check {
    let cycle = &facts.board.cycle;
    let charter = Ref::new(Kind::Cycle, cycle.id.number());
    let holds = |holds: bool| if holds { Check::Met } else { Check::Open(vec![charter]) };
    if !has_looked(facts.board, id) {
        return Check::Nothing;
    }
    match id {
        // The charter has one field for it, and is refused without.
        "one-outcome" => holds(!cycle.outcome.trim().is_empty()),
        "success-criterion" => holds(facts.door.has_success),
        "criteria-before-scope" => criteria_before_scope(facts, charter),
        "all-scored" => Check::unless(unscored(facts)),
        "condition-tested" => holds(cycle.pressure_test.is_some()),
        "top-blockers-owned" => Check::unless(top_without_owner(facts)),
        "no-open-without-owner" => Check::unless(without_owner(facts)),
        // The file refuses an open choice without a date.
        "no-open-without-due" => Check::Met,
        "filter-answered" => Check::unless(in_review(facts, |decision| decision.filter.is_none())),
        "evidence-not-assumption" => Check::unless(unshown(facts)),
        "gaps-followed-up" => Check::unless(not_followed_up(facts)),
        "package-complete" => Check::unless(incomplete_packages(facts)),
        "safeguard-active" => {
            let today = facts.now.day(facts.schedule.zone);
            let owner = cycle.safeguard_owner.is_some_and(|owner| !facts.has_left(owner));
            holds(owner && cycle.safeguard_on.is_some_and(|day| day <= today))
        }
        // Nobody has to set it: a launch has a checkpoint a week later.
        "checkpoint-dated" => holds(cycle.checkpoint_on.is_none_or(|day| day > cycle.launch)),
        "checkpoint-owned" => holds(cycle.checkpoint_owner.is_some_and(|owner| !facts.has_left(owner))),
        "direction-expected" => holds(cycle.checkpoint_expects.is_some()),
        _ => Check::Unknown,
    }
}

fn in_review(facts: &RuleContext<'_>, is_lacking: impl Fn(&Decision) -> bool) -> Vec<Ref> {
    let rows = facts.board.decisions.rows().iter().filter(|it| is_in_review(it));
    rows.filter(|decision| is_lacking(decision)).map(Record::reference).collect()
}

/// Whether a decision waits for somebody to make it; a follow-up is only done.
fn is_in_review(decision: &Decision) -> bool {
    decision.state == DecisionState::Open && decision.kind != DecisionKind::FollowUp
}

/// What entered build scope before the first success criterion was written.
fn criteria_before_scope(facts: &RuleContext<'_>, charter: Ref) -> Check {
    // One that was dropped and replaced was there before scope all the same.
    let first = facts.board.successes.rows().iter().map(|criterion| criterion.opened).min();
    let Some(first) = first.filter(|_| facts.door.has_success) else {
        return Check::Open(vec![charter]);
    };
    let rows = facts.board.decisions.rows().iter();
    let early = rows.filter(|it| it.entered_at.is_some_and(|entered| entered < first));
    Check::unless(early.map(Record::reference).collect())
}

fn unscored(facts: &RuleContext<'_>) -> Vec<Ref> {
    let mut open = in_review(facts, |decision| decision.impact.is_none() || decision.cost.is_none());
    let blockers = facts.board.blockers.rows().iter();
    open.extend(blockers.filter(|it| it.is_open() && it.impact.is_none()).map(Record::reference));
    open
}

/// What holds up most others and has no owner. Only what is open holds up anything; of equals what nobody owns comes
/// first.
fn top_without_owner(facts: &RuleContext<'_>) -> Vec<Ref> {
    let board = facts.board;
    let is_open = |item: Ref| {
        let decision = board.decisions.get(Id::new(item.number)).filter(|_| item.kind == Kind::Decision);
        let blocker = board.blockers.get(Id::new(item.number)).filter(|_| item.kind == Kind::Blocker);
        decision.is_some_and(Decision::is_open) || blocker.is_some_and(Blocker::is_open)
    };
    let unowned: BTreeSet<Ref> = without_owner(facts).into_iter().collect();
    let held_up = dependency_graph::waiting(board);
    let open = held_up.iter().filter(|(item, _)| is_open(**item));
    let mut top: Vec<_> =
        open.map(|(item, waiting)| (Reverse(waiting.len()), !unowned.contains(item), *item)).collect();
    top.sort_unstable();
    top.into_iter().take(TOP).map(|(.., item)| item).filter(|item| unowned.contains(item)).collect()
}

/// Open decisions and blockers whose owner has left; one without an owner cannot be stored.
fn without_owner(facts: &RuleContext<'_>) -> Vec<Ref> {
    let decisions = facts.board.decisions.rows().iter();
    let mut open: Vec<Ref> =
        decisions.filter(|it| it.is_open() && facts.has_left(it.owner)).map(Record::reference).collect();
    let blockers = facts.board.blockers.rows().iter();
    open.extend(blockers.filter(|it| it.is_open() && facts.has_left(it.owner)).map(Record::reference));
    open
}

fn unshown(facts: &RuleContext<'_>) -> Vec<Ref> {
    let cases = facts.cases().filter(|case| is_in_review(case.decision));
    let lacking = cases.filter(|case| case.evidence.is_empty() || is_assumed(case.evidence));
    lacking.map(|case| case.decision.reference()).collect()
}

/// Open decisions that rest on assumptions and that nobody follows up.
fn not_followed_up(facts: &RuleContext<'_>) -> Vec<Ref> {
    let rows = facts.board.decisions.rows().iter();
    let followed: BTreeSet<i64> = rows
        .filter(|it| it.kind == DecisionKind::FollowUp && it.is_open() && !facts.has_left(it.owner))
        .filter_map(|it| it.about.map(crate::domain::Id::number))
        .collect();
    let assumed = facts.cases().filter(|case| case.decision.is_open() && is_assumed(case.evidence));
    let lacking = assumed.filter(|case| !followed.contains(&case.decision.id.number()));
    lacking.map(|case| case.decision.reference()).collect()
}

fn incomplete_packages(facts: &RuleContext<'_>) -> Vec<Ref> {
    let rows = facts.board.decisions.rows().iter();
    let built = rows.filter(|it| it.state == DecisionState::Approved && scope::is_candidate(it));
    built.filter(|it| !it.package_lacks().is_empty()).map(Record::reference).collect()
}

#[cfg(test)]
mod tests;
