//! The calendar against what was held: which dates lie ahead, were kept, are overdue, and which reviews were missed.
//!
//! Source: context and checklist on the weekly rhythm; checklist items P9 to P15; ruling on missed reviews.

use super::context::RuleContext;
use crate::domain::{
    Board, Item, Kind, Moment, Record, Ref, Review,
    calendar::{Entry, EntryKind},
    review::ReviewKind,
    step::ItemState,
};
use chrono::Duration;

/// How long after its time a review counts as missed.
const GRACE: Duration = Duration::hours(24);

crate::words! {
    /// How a date of the calendar stands.
    pub enum Kept {
        /// Its checklist item is open, and its time has passed.
        Overdue = "overdue" / "overdue",
        /// Its time is still to come.
        Ahead = "ahead" / "ahead",
        /// Somebody held its review.
        Held = "held" / "held",
        /// Its checklist item is ticked or waived.
        Done = "done" / "done",
        /// Its time has passed, and nothing had to be done by then or nobody wrote down that it was.
        Past = "past" / "past",
    }
}

/// A date of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// What and when.
    pub entry: Entry,
    /// How it stands.
    pub kept: Kept,
}

/// The dates of the cycle in order of time.
pub fn agenda(facts: &RuleContext<'_>) -> Vec<Date> {
    let date = |entry: Entry| Date { entry, kept: kept(facts, &entry) };
    facts.schedule.entries(&facts.board.policy.rhythm).into_iter().map(date).collect()
}

fn kept(facts: &RuleContext<'_>, entry: &Entry) -> Kept {
    let is_past = entry.is_past(facts.now);
    match asked(facts.board, entry.kind).map(Asked::is_ticked) {
        _ if review_of(facts, entry).is_some() => Kept::Held,
        Some(true) => Kept::Done,
        _ if !is_past => Kept::Ahead,
        Some(false) => Kept::Overdue,
        None => Kept::Past,
    }
}

/// The record that an entry is about, as people call it: the checklist item that the playbook names for it, else the step
/// of the launch, else the charter.
pub fn place(board: &Board, kind: EntryKind) -> Ref {
    match (key(board, kind).and_then(|key| board.item_of_key(key)), kind) {
        (Some(item), _) => item.reference(),
        (None, EntryKind::Launch | EntryKind::Checkpoint) => Ref::new(Kind::Step, LAST_STEP),
        (None, _) => board.cycle.reference(),
    }
}

/// The framework has six steps, and the last one looks at the launch and after it.
const LAST_STEP: i64 = 6;

/// What asks for a date of the calendar.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    /// The checklist item that the playbook names; nothing when the board lacks it.
    pub item: Option<&'a Item>,
}

impl Asked<'_> {
    fn is_ticked(self) -> bool {
        self.item.is_some_and(|item| item.state != ItemState::Todo)
    }
}

/// What asks for this one date, where the playbook names an item; one that asks for every review of a cadence is not done
/// with one.
pub(super) fn asked(board: &Board, kind: EntryKind) -> Option<Asked<'_>> {
    match kind {
        EntryKind::Weekly | EntryKind::Monthly | EntryKind::Launch => None,
        EntryKind::Midpoint
        | EntryKind::Evidence
        | EntryKind::Drill
        | EntryKind::Checkpoint
        | EntryKind::Support
        | EntryKind::Retro => key(board, kind).map(|key| Asked { item: board.item_of_key(key) }),
    }
}

/// The key of the checklist item that the playbook names for a kind of review.
fn key(board: &Board, kind: EntryKind) -> Option<&str> {
    board.policy.item_of_review(ReviewKind::of(kind)?.key())
}

/// The scheduled reviews whose time has passed by a day without anybody holding them: of each kind the last one.
/// Nothing counts that lay before the cycle was written down.
pub fn missed(facts: &RuleContext<'_>) -> Vec<Entry> {
    let mut last: Vec<Entry> = Vec::new();
    let passed = |at: Moment| at + GRACE < facts.now && at > facts.board.cycle.opened;
    for entry in
        facts.schedule.entries(&facts.board.policy.rhythm).into_iter().filter(|entry| passed(entry.at))
    {
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
fn counts_from(facts: &RuleContext<'_>, entry: &Entry) -> Moment {
    let schedule = &facts.schedule;
    if matches!(entry.kind, EntryKind::Support | EntryKind::Retro) {
        return schedule.launch_at();
    }
    let before = entry.day.plus_days(-i64::from(schedule.every_days.max(1)));
    before.at(schedule.at, schedule.zone) + Duration::milliseconds(1)
}

/// The review that was held for an entry: for its slot, or at any time since the one before it. What is held once in a
/// cycle keeps its review wherever its date moves.
pub fn review_of<'a>(facts: &RuleContext<'a>, entry: &Entry) -> Option<&'a Review> {
    let kind = ReviewKind::of(entry.kind)?;
    let since = counts_from(facts, entry);
    let counts = |review: &&Review| {
        let is_its = |slot| slot == entry.at || kind.is_single();
        review.kind == kind && review.slot.map_or(review.at >= since, is_its)
    };
    facts.board.reviews.rows().iter().find(counts)
}

/// Whether somebody held the review of an entry, or ticked the item that asks for it.
pub fn is_held(facts: &RuleContext<'_>, entry: &Entry) -> bool {
    review_of(facts, entry).is_some() || asked(facts.board, entry.kind).is_some_and(Asked::is_ticked)
}

#[cfg(test)]
mod tests;
