//! The rules about the cycle as a whole: scope, evidence, reviews and what is set before launch.

use super::{facts::Facts, list::RuleName, survey::Survey};
use crate::domain::{
    Kind, Moment, Ref,
    calendar::{Entry, EntryKind},
    decision::Answer,
    review::ReviewKind,
    step::Phase,
    when::{medium, weekday_day},
};
use chrono::Duration;

/// How long after its time a review counts as missed.
const GRACE: Duration = Duration::hours(24);

/// Looks at what is about the cycle as a whole.
pub(super) fn look(facts: &Facts<'_>, survey: &mut Survey) {
    scope(facts, survey);
    launch(facts, survey);
    reviews(facts, survey);
}

const fn item(number: i64) -> Ref {
    Ref::new(Kind::Item, number)
}

const fn step(number: i64) -> Ref {
    Ref::new(Kind::Step, number)
}

fn scope(facts: &Facts<'_>, survey: &mut Survey) {
    let cycle = &facts.board.cycle;
    let signs = Some(cycle.sign_off);
    if survey.in_scope == 0 && survey.found(RuleName::BuildScopeEntry).hits.is_empty() {
        survey.whole(facts, RuleName::BuildScopeEntry, true, "nothing is in build scope", (item(7), signs));
        survey.of_rule(RuleName::BuildScopeEntry).clears =
            Some("approve a decision with criteria and evidence; gonogo scope ls says what each lacks");
    }
    let has = facts.door.has_success;
    let said = if has { "a success criterion stands" } else { "the cycle has no success criterion" };
    survey.whole(facts, RuleName::SuccessCriteria, !has, said, (step(1), signs));
    let said = match (cycle.committed_at, cycle.achievable) {
        (Some(at), _) => format!("scope was committed on {}", medium(at, facts.schedule.zone)),
        (None, None) => "scope is not committed, and nobody has looked at the assumptions".to_owned(),
        (None, Some(Answer::No)) => {
            "scope is not committed; the target signal is out of reach as it is".to_owned()
        }
        (None, Some(Answer::Yes)) => "scope is not committed".to_owned(),
    };
    survey.whole(facts, RuleName::ScopeCommitted, cycle.committed_at.is_none(), said, (step(5), signs));
}

fn launch(facts: &Facts<'_>, survey: &mut Survey) {
    let cycle = &facts.board.cycle;
    let signs = Some(cycle.sign_off);
    if survey.found(RuleName::LaunchCriteria).looked == 0 {
        let said = "no launch criterion guards a path";
        survey.whole(facts, RuleName::LaunchCriteria, true, said, (item(9), signs));
        survey.of_rule(RuleName::LaunchCriteria).clears =
            Some("0, then L writes one, or: gonogo launch add TEXT --path PATH");
    }
    let shown = cycle.demonstrable == Some(Answer::Yes);
    let said = match cycle.demonstrable {
        Some(Answer::Yes) => "the evidence outcome can be demonstrated",
        Some(Answer::No) => "the evidence outcome is not demonstrable",
        None => "nobody has said whether the evidence outcome can be demonstrated",
    };
    survey.whole(facts, RuleName::EvidenceDemonstrable, !shown, said, (item(9), signs));
    let owner = cycle.post_launch.filter(|owner| !facts.has_left(*owner));
    let said = owner.map_or_else(
        || "nobody follows up after launch".to_owned(),
        |owner| format!("{} follows up after launch", facts.board.handle(owner)),
    );
    survey.whole(facts, RuleName::PostLaunchOwner, owner.is_none(), said, (item(9), signs));
    let is_set = cycle.checkpoint_on.is_some_and(|day| day > cycle.launch)
        && cycle.checkpoint_owner.is_some_and(|owner| !facts.has_left(owner))
        && cycle.checkpoint_expects.is_some();
    let said = match cycle.checkpoint_on.filter(|_| is_set) {
        Some(day) => format!("the checkpoint after launch is on {}", weekday_day(day)),
        None => "the checkpoint after launch lacks its day, its owner or what is expected".to_owned(),
    };
    survey.whole(facts, RuleName::CheckpointSet, !is_set, said, (step(6), signs));
}

fn reviews(facts: &Facts<'_>, survey: &mut Survey) {
    let signs = Some(facts.board.cycle.sign_off);
    let missed = missed(facts);
    let weekly = missed.iter().find(|entry| entry.kind == EntryKind::Weekly);
    let said = weekly.map_or_else(
        || "no scheduled review was missed last".to_owned(),
        |entry| format!("the review of {} was not held", medium(entry.at, facts.schedule.zone)),
    );
    survey.whole(facts, RuleName::ReviewMissed, weekly.is_some(), said, (item(10), signs));
    if facts.phase >= Phase::Midpoint {
        let audit = missed.iter().any(|entry| entry.kind == EntryKind::Midpoint);
        let said = if audit { "the midpoint audit was not held" } else { "the midpoint audit is not missed" };
        survey.whole(facts, RuleName::MidpointAudit, audit, said, (item(11), signs));
    }
}

/// The scheduled reviews whose time has passed by a day without anybody holding them: of each kind the last one.
/// Nothing counts that lay before the cycle was written down.
pub fn missed(facts: &Facts<'_>) -> Vec<Entry> {
    let mut last: Vec<Entry> = Vec::new();
    let passed = |at: Moment| at + GRACE < facts.now && at > facts.board.cycle.opened;
    for entry in facts.schedule.entries().into_iter().filter(|entry| passed(entry.at)) {
        if ReviewKind::of(entry.kind).is_none() {
            continue;
        }
        last.retain(|other| other.kind != entry.kind);
        last.push(entry);
    }
    last.retain(|entry| !is_held(facts, entry));
    last
}

/// From when on a review that names no slot counts for an entry: after the review before it, by the clock on the
/// wall; what has a last day may be held from launch on.
fn counts_from(facts: &Facts<'_>, entry: &Entry) -> Moment {
    let schedule = &facts.schedule;
    if matches!(entry.kind, EntryKind::Support | EntryKind::Retro) {
        return schedule.launch_at();
    }
    let before = entry.day.plus_days(-i64::from(schedule.every_days.max(1)));
    before.at(schedule.at, schedule.zone) + Duration::milliseconds(1)
}

/// Whether somebody held the review of an entry: for its slot, or at any time since the one before it.
pub fn is_held(facts: &Facts<'_>, entry: &Entry) -> bool {
    let Some(kind) = ReviewKind::of(entry.kind) else { return false };
    let since = counts_from(facts, entry);
    let ticked = |number: i64| {
        facts.board.item(number).is_some_and(|item| item.state != crate::domain::step::ItemState::Todo)
    };
    let held =
        facts.board.reviews.rows().iter().any(|review| {
            review.kind == kind && review.slot.map_or(review.at >= since, |slot| slot == entry.at)
        });
    held || match kind {
        ReviewKind::Midpoint => ticked(11),
        ReviewKind::Evidence => ticked(9),
        ReviewKind::Drill => ticked(13),
        ReviewKind::Retro => ticked(14),
        ReviewKind::Support => ticked(15),
        ReviewKind::Weekly | ReviewKind::Checkpoint | ReviewKind::Monthly => false,
    }
}

#[cfg(test)]
mod tests;
