//! The formulas, one function each: what they count, and from when on they can be computed at all.
//!
//! The period of a formula runs from the start of the cycle to the moment asked for, unless it says otherwise.

use super::{
    Formula, Gauge,
    durations::Lifetime,
    forecast::{self, LEAST},
    stats::{days, median, percent, tenths},
};
use crate::domain::{
    Event, Kind, Moment,
    calendar::EntryKind,
    event::EventKind,
    rules::{
        context::RuleContext,
        scope::{self, DecisionContext},
    },
};
use chrono::{Duration, NaiveTime};
use std::collections::BTreeSet;

/// A value with what it is made of.
pub(super) struct Computed {
    /// The value in the metric's unit.
    pub value: f64,
    /// How many events it rests on.
    pub observations: usize,
    /// What it is made of.
    pub from: String,
}

/// A value, or from when on there is one.
type Outcome = Result<Computed, String>;

/// Computes a formula at a moment.
pub(super) fn compute(gauge: &Gauge<'_>, formula: Formula, at: Moment) -> Outcome {
    match formula {
        Formula::Entered => Err(String::new()),
        Formula::ReworkHours => rework(gauge.facts, at),
        Formula::HandoffDefects => defects(gauge.facts, at),
        Formula::ScopeVolatility => volatility(gauge.facts, at),
        Formula::DeliveryConfidence => delivery(gauge, at),
        Formula::DecisionClosure => closure(gauge, at),
        Formula::ExceptionCompletion => Err("the board keeps no journeys to compute it from".to_owned()),
        Formula::DecisionVelocity => velocity(gauge, at),
        Formula::HypothesisRatio => Err("the board keeps no hypotheses to compute it from".to_owned()),
        Formula::TransitionReadiness => readiness(gauge.facts, at),
        Formula::ExecutionStability => stability(gauge.facts, at),
    }
}

/// When the period of a cycle begins.
pub(super) fn began(facts: &RuleContext<'_>) -> Moment {
    facts.schedule.start.at(NaiveTime::MIN, facts.schedule.zone)
}

/// The events of these kinds after `from` and up to `at`.
fn events<'a>(
    facts: &RuleContext<'a>,
    kinds: &'static [EventKind],
    from: Moment,
    at: Moment,
) -> impl Iterator<Item = &'a Event> {
    let rows = facts.board.events.rows().iter();
    rows.filter(move |event| kinds.contains(&event.kind) && from < event.at && event.at <= at)
}

/// Just before a moment, so that what happens at it counts.
fn before(moment: Moment) -> Moment {
    moment - Duration::milliseconds(1)
}

fn rework(facts: &RuleContext<'_>, at: Moment) -> Outcome {
    let logged: Vec<f64> = events(facts, &[EventKind::Reworked], before(began(facts)), at)
        .filter_map(|event| event.hours)
        .filter(|hours| hours.is_finite())
        .collect();
    if logged.is_empty() {
        return Err("computed once hours of rework are logged".to_owned());
    }
    let (value, count) = (tenths(logged.iter().sum()), logged.len());
    let entries = if count == 1 { "entry" } else { "entries" };
    Ok(Computed { value, observations: count, from: format!("{count} {entries} of rework in this cycle") })
}

fn defects(facts: &RuleContext<'_>, at: Moment) -> Outcome {
    let count = |kinds| events(facts, kinds, before(began(facts)), at).count();
    let (handed, back) = (count(&[EventKind::HandedOff]), count(&[EventKind::Returned]));
    if handed == 0 {
        return Err("computed once a package is handed off".to_owned());
    }
    let from = format!("{back} of {handed} handed off came back");
    Ok(Computed { value: percent(back, handed), observations: handed, from })
}

/// Days over which moves of scope are summed: a sprint.
const SPRINT: Duration = Duration::days(14);

fn volatility(facts: &RuleContext<'_>, at: Moment) -> Outcome {
    let cycle = &facts.board.cycle;
    let committed = cycle.committed_at.filter(|committed| *committed <= at);
    let baseline = cycle.baseline.and_then(|items| usize::try_from(items).ok()).filter(|items| *items > 0);
    let (Some(committed), Some(baseline)) = (committed, baseline) else {
        return Err("computed once scope is committed".to_owned());
    };
    let moves = &[EventKind::Entered, EventKind::Left, EventKind::Reopened, EventKind::Withdrawn];
    // What one act does to one decision is one move, though it may both open it again and take it out.
    let moved: BTreeSet<(Moment, i64)> = events(facts, moves, committed.max(at - SPRINT), at)
        .filter(|event| event.subject.kind == Kind::Decision)
        .map(|event| (event.at, event.subject.number))
        .collect();
    let count = moved.len();
    let moves = if count == 1 { "move" } else { "moves" };
    let from = format!("{count} {moves} in 14 days on a baseline of {baseline}");
    Ok(Computed { value: percent(count, baseline), observations: count, from })
}

fn delivery(gauge: &Gauge<'_>, at: Moment) -> Outcome {
    let spans = gauge.spans();
    let took = spans.took_by(at);
    if took.len() < LEAST {
        return Err(format!("computed once {LEAST} items have closed; {} have", took.len()));
    }
    let launch = gauge.facts.schedule.launch_at();
    let decisions = spans.decisions.iter().filter(|span| span.due <= launch);
    let open = decisions.chain(&spans.blockers).filter(|span| span.is_open_at(at));
    let ages: Vec<i64> = open.map(|span| (at - span.opened).num_milliseconds()).collect();
    let chance = forecast::chance(&ages, &took, (launch - at).num_milliseconds());
    let (open, closed) = (ages.len(), took.len());
    let from = format!("{open} open by the times of {closed} closed");
    Ok(Computed { value: tenths(chance.share * 100.0), observations: closed, from })
}

/// Source: closed by their first due date ÷ due in the period. A date is a day: what is closed later on that day is in time;
/// what was put off was due all the same, and later dates are counted beside it.
fn closure(gauge: &Gauge<'_>, at: Moment) -> Outcome {
    let began = began(gauge.facts);
    let is_due = |span: &&Lifetime| !span.is_dropped && began <= span.first_due && span.first_due <= at;
    let due: Vec<&Lifetime> = gauge.spans().decisions.iter().filter(is_due).collect();
    if due.is_empty() {
        return Err("computed once a decision is due".to_owned());
    }
    let closed = due.iter().filter(|span| span.is_closed_by(at)).count();
    let in_time = due.iter().filter(|span| span.is_in_time && span.is_closed_by(at)).count();
    let late = match closed - in_time {
        0 => String::new(),
        late => format!(", {late} later"),
    };
    let moved = match due.iter().filter(|span| span.due != span.first_due).count() {
        0 => String::new(),
        1 => "; 1 was given another date".to_owned(),
        moved => format!("; {moved} were given another date"),
    };
    let from = format!("{in_time} of {} due closed by their first date{late}{moved}", due.len());
    Ok(Computed { value: percent(in_time, due.len()), observations: due.len(), from })
}

fn velocity(gauge: &Gauge<'_>, at: Moment) -> Outcome {
    // What the program asked for it also closes by itself.
    let closed = gauge.spans().decisions.iter().filter(|span| span.is_asked && span.is_closed_by(at));
    let took: Vec<f64> = closed.filter_map(Lifetime::took).map(days).collect();
    let Some(median) = median(&took) else {
        return Err("computed once a decision is closed".to_owned());
    };
    let count = took.len();
    let decisions = if count == 1 { "decision" } else { "decisions" };
    Ok(Computed { value: tenths(median), observations: count, from: format!("{count} {decisions} closed") })
}

/// Counted as it stands: packages and criteria carry no dates, so it cannot be asked for an earlier moment.
fn readiness(facts: &RuleContext<'_>, at: Moment) -> Outcome {
    if at < facts.now {
        return Err("it is only known as it stands".to_owned());
    }
    let is_in_scope = |case: &DecisionContext<'_>| {
        scope::is_candidate(case.decision) && scope::lacks(*case, facts.door).is_empty()
    };
    let (mut count, mut passed) = (0, 0);
    for case in facts.cases().filter(is_in_scope) {
        count += 1;
        let checks = [
            case.decision.package_lacks().is_empty() && case.decision.returned_at.is_none(),
            case.decision.handed_to.is_some(),
            !case.criteria.is_empty() && case.criteria.iter().all(|criterion| criterion.met == Some(true)),
        ];
        passed += checks.into_iter().filter(|passed| *passed).count();
    }
    if count == 0 {
        return Err("computed once a decision is in build scope".to_owned());
    }
    let follows_up = facts.board.cycle.post_launch.is_some_and(|owner| facts.board.is_here(owner));
    // A checklist need not have an item for support.
    let policy = &facts.board.policy;
    let asked = policy.review_at(EntryKind::Support).and_then(|kind| policy.item_of_review(&kind.key));
    let is_owned = |key| facts.board.item_of_key(key).is_some_and(|item| item.owner.is_some());
    let support = asked.map(is_owned);
    let support: Vec<bool> = std::iter::once(follows_up).chain(support).collect();
    passed += support.iter().filter(|passed| **passed).count();
    let of = count * 3 + support.len();
    let from = format!("{passed} of {of} checks on {count} in build scope");
    Ok(Computed { value: percent(passed, of), observations: of, from })
}

fn stability(facts: &RuleContext<'_>, at: Moment) -> Outcome {
    let launch = facts.schedule.launch_at();
    if at < launch {
        return Err("computed from launch on".to_owned());
    }
    let zone = facts.schedule.zone;
    let days = facts.schedule.launch.days_until(at.day(zone)) + 1;
    let days = usize::try_from(days).unwrap_or(1).max(1);
    let stirs = &[EventKind::FellBack, EventKind::Reopened];
    let escalated = crate::domain::rules::escalation::recorded(facts.board).into_iter().map(|(when, _)| when);
    let escalated = escalated.filter(|when| *when >= launch && *when <= at);
    let stirred = events(facts, stirs, before(launch), at).map(|event| event.at).chain(escalated);
    let stirred: BTreeSet<_> = stirred.map(|when| when.day(zone)).collect();
    let quiet = days.saturating_sub(stirred.len());
    let from = format!("{quiet} quiet of {days} days since launch");
    Ok(Computed { value: percent(quiet, days), observations: days, from })
}
