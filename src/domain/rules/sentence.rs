//! What a rule says of one record, with what the record itself shows: since when, what it lacks, to whom it went.
//!
//! Knows neither who owns the record nor what clears it.

use super::{
    catalog::{self, RuleName},
    context::RuleContext,
    exit_criteria, measure, scope,
};
use crate::domain::{
    Id, Moment, Ref, Summary,
    launch_criterion::LaunchState,
    metric::OutcomeState,
    step::{StepState, unmet},
    when::medium,
};

/// The sentence without the record's id and title; the rule's own where there is nothing more to say.
pub(super) fn of(facts: &RuleContext<'_>, rule: RuleName, stored: Ref) -> String {
    let told = match rule {
        RuleName::BuildScopeEntry => lacks_scope(facts, stored),
        RuleName::LaunchCriteria => launch(facts, stored),
        RuleName::StepsDone => step(facts, stored),
        RuleName::Escalated => escalated(facts, stored),
        RuleName::DatesDiverge => slips(facts, stored),
        RuleName::IsolatedOverdue => {
            Some(format!("its {}-hour window is over", facts.board.policy.rhythm.window_hours))
        }
        RuleName::MetricAccountable => {
            let metric = facts.board.metrics.get(Id::new(stored.number));
            metric.map(|it| lacking(&measure::lacks(facts.board, it)))
        }
        RuleName::RiskPlan => facts
            .board
            .risks
            .get(Id::new(stored.number))
            .map(|it| format!("its plan lacks {}", it.plan_lacks().join(", ").replace('_', " "))),
        RuleName::PreservedOutcome => outcome(facts, stored),
        RuleName::DrillGaps => dependency(facts, stored),
        RuleName::DecisionOverdue | RuleName::DependencyOverdue | RuleName::SuccessReached => {
            dated(facts, stored).map(|at| format!("{}, {at}", catalog::rule_named(rule).fails))
        }
        RuleName::FallbackDue => {
            dated(facts, stored).map(|at| format!("was due {at}, and its fallback has not started"))
        }
        RuleName::BlockerOpen => dated(facts, stored).map(|at| format!("still open, due {at}")),
        RuleName::ItemsDone => item(facts, stored),
        RuleName::DecisionAccountable
        | RuleName::BlockerAccountable
        | RuleName::EvidenceDemonstrable
        | RuleName::EvidenceHeld
        | RuleName::DrillHeld
        | RuleName::SuccessCriteria
        | RuleName::ScopeCommitted
        | RuleName::AssumptionOnly
        | RuleName::DeferredBeyond
        | RuleName::RiskAppeared
        | RuleName::WarningSign
        | RuleName::MessagingHeld
        | RuleName::MetricRigor
        | RuleName::ReviewMissed
        | RuleName::MidpointAudit
        | RuleName::MessagingChecked
        | RuleName::PostLaunchOwner
        | RuleName::CheckpointSet
        | RuleName::IntakeWaiting => None,
    };
    told.unwrap_or_else(|| catalog::rule_named(rule).fails.to_owned())
}

fn date(facts: &RuleContext<'_>, stored: Ref) -> Option<Moment> {
    facts.board.summary(stored)?.date(facts.board)
}

fn dated(facts: &RuleContext<'_>, stored: Ref) -> Option<String> {
    Some(medium(date(facts, stored)?, facts.schedule.zone))
}

fn lacking(lacks: &[&'static str]) -> String {
    format!("lacks {}", lacks.iter().map(|it| with_article(it)).collect::<Vec<_>>().join(" and "))
}

fn with_article(word: &str) -> String {
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}

fn lacks_scope(facts: &RuleContext<'_>, stored: Ref) -> Option<String> {
    let decision = facts.board.decisions.get(Id::new(stored.number))?;
    let lacks: Vec<&str> = scope::lacks_of(facts, decision).iter().map(scope::Lack::label).collect();
    Some(format!("not in build scope: lacks {}", lacks.join(", ")))
}

fn launch(facts: &RuleContext<'_>, stored: Ref) -> Option<String> {
    let criterion = facts.board.launch_criteria.get(Id::new(stored.number))?;
    let said = if criterion.state == LaunchState::Fail { "fails" } else { "not checked yet" };
    Some(format!("{said} ({})", criterion.path))
}

fn step(facts: &RuleContext<'_>, stored: Ref) -> Option<String> {
    let step = facts.board.steps.get(Id::new(stored.number))?;
    if step.state == StepState::Done {
        let (check, items) = exit_criteria::open(facts, step.number).into_iter().next()?;
        return Some(format!("was completed, but a check fails again: {}", unmet(&check, &items)));
    }
    step.due.map(|due| format!("not complete, due {}", medium(due, facts.schedule.zone)))
}

fn item(facts: &RuleContext<'_>, stored: Ref) -> Option<String> {
    let due = date(facts, stored)?;
    let was = if due < facts.now { "was due" } else { "due" };
    Some(format!("not done, {was} {}", medium(due, facts.schedule.zone)))
}

fn escalated(facts: &RuleContext<'_>, stored: Ref) -> Option<String> {
    let act = facts.board.summary(stored).and_then(Summary::escalation)?;
    let at = medium(act.at, facts.schedule.zone);
    Some(format!("escalated to {} since {at}", facts.board.handle(act.to)))
}

fn slips(facts: &RuleContext<'_>, stored: Ref) -> Option<String> {
    let days = facts.board.dependencies.get(Id::new(stored.number))?.slips_days()?;
    let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    Some(format!("expected {days} later than promised"))
}

fn outcome(facts: &RuleContext<'_>, stored: Ref) -> Option<String> {
    let checks = facts.board.outcomes.children(stored.number);
    let last = checks.iter().max_by_key(|check| (check.at, check.id))?;
    let state = if last.state == OutcomeState::Lost { "lost" } else { "at risk" };
    Some(format!("the outcome that customers keep is {state}"))
}

fn dependency(facts: &RuleContext<'_>, stored: Ref) -> Option<String> {
    let dependency = facts.board.dependencies.get(Id::new(stored.number))?;
    facts.has_left(dependency.owner).then(|| "its owner has left".to_owned())
}
