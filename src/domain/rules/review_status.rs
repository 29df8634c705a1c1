//! The calendar against what was held: which dates lie ahead, were kept, are overdue, and which reviews were missed.
//!
//! Source: context and checklist on the weekly rhythm; checklist items P9 to P15; ruling on missed reviews.

use super::context::RuleContext;
use crate::domain::{
    Board, Item, Kind, Moment, Record, Ref, Review,
    calendar::{Entry, EntryKind},
    review::ReviewKind,
};
use chrono::Duration;

/// How long after its time a review counts as missed.
const GRACE: Duration = Duration::hours(24);

crate::words! {
    /// How a date of the calendar stands.
    pub enum Kept {
        /// Its time has passed, and its review can still be held.
        Overdue = "overdue" / "overdue",
        /// Its time is still to come.
        Ahead = "ahead" / "ahead",
        /// Somebody held its review.
        Held = "held" / "held",
        /// It went by without its review, for good.
        Missed = "missed" / "missed",
        /// Its time has passed, and nothing had to be held then: it is the launch, or lay before the cycle was written down.
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
    slots(facts).iter().map(|slot| Date { entry: slot.entry, kept: slot.kept(facts) }).collect()
}

/// How late a review was held, in words.
pub fn late(days: i64) -> String {
    if days == 1 { "1 day late".to_owned() } else { format!("{days} days late") }
}

/// A date of the calendar with the review that fills it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot<'a> {
    /// What and when.
    pub entry: Entry,
    /// The kind of review it asks for; nothing at the launch.
    pub kind: Option<&'a ReviewKind>,
    /// The review that was held for it.
    pub held: Option<&'a Review>,
    /// Until when a review can be held for it; nothing where that never ends.
    closes: Option<Moment>,
}

impl Slot<'_> {
    /// How it stands.
    pub fn kept(&self, facts: &RuleContext<'_>) -> Kept {
        if self.held.is_some() {
            Kept::Held
        } else if !self.entry.is_past(facts.now) {
            Kept::Ahead
        } else if self.kind.is_none() || self.lay_before(facts) {
            Kept::Past
        } else if self.closes.is_some_and(|closes| closes <= facts.now) {
            Kept::Missed
        } else {
            Kept::Overdue
        }
    }

    /// How many days after its date the review was held; nothing when it was held by then.
    pub fn days_late(&self, facts: &RuleContext<'_>) -> Option<i64> {
        let days = self.entry.day.days_until(self.held?.at.day(facts.schedule.zone));
        (days > 0).then_some(days)
    }

    /// Whether it lay before the cycle was written down.
    fn lay_before(&self, facts: &RuleContext<'_>) -> bool {
        self.entry.at <= facts.board.cycle.opened
    }
}

/// The dates of the cycle in order of time, each with the review that fills it. One review fills one date: the one it
/// was written down for, else the oldest open one of its kind that it can fill. A review of a cadence is for a date
/// from the one before it on, until the day of the one after it.
///
/// Source: ruling on missed reviews.
pub fn slots<'a>(facts: &RuleContext<'a>) -> Vec<Slot<'a>> {
    with(facts, &facts.board.reviews.rows().iter().collect::<Vec<_>>())
}

/// The time that a review of this kind stands for which is held at a moment, where there is one.
pub fn slot_of(facts: &RuleContext<'_>, review: &Review) -> Option<Moment> {
    let reviews = facts.board.reviews.rows().iter().chain(std::iter::once(review));
    let slots = with(facts, &reviews.collect::<Vec<_>>());
    slots.iter().find(|slot| slot.held.is_some_and(|held| std::ptr::eq(held, review))).map(|it| it.entry.at)
}

fn with<'a, 'r>(facts: &RuleContext<'a>, reviews: &[&'r Review]) -> Vec<Slot<'r>>
where
    'a: 'r,
{
    let entries = facts.schedule.entries(&facts.board.policy.rhythm);
    let slot = |entry: &Entry| Slot {
        entry: *entry,
        kind: facts.board.policy.review_at(entry.kind),
        held: None,
        closes: closes(facts, &entries, entry),
    };
    let mut slots: Vec<Slot<'r>> = entries.iter().map(slot).collect();
    let mut left: Vec<&'r Review> = Vec::new();
    for review in reviews {
        let is_its = |slot: &Slot<'_>| {
            let is_same = slot.kind.is_some_and(|kind| *kind.key == *review.kind);
            is_same && review.slot.is_some_and(|at| at == slot.entry.at || is_single(slot.entry.kind))
        };
        match slots.iter_mut().find(|slot| slot.held.is_none() && is_its(slot)) {
            Some(slot) => slot.held = Some(review),
            None => left.push(review),
        }
    }
    left.sort_by_key(|review| (review.at, review.id));
    for review in left {
        let can_fill = |slot: &&mut Slot<'_>| {
            slot.kind.is_some_and(|kind| *kind.key == *review.kind)
                && slot.held.is_none()
                && review.at >= counts_from(facts, &slot.entry)
                && slot.closes.is_none_or(|closes| review.at < closes)
        };
        if let Some(slot) = slots.iter_mut().find(can_fill) {
            slot.held = Some(review);
        }
    }
    slots
}

/// Whether there is one such date in a cycle.
const fn is_single(kind: EntryKind) -> bool {
    !matches!(kind, EntryKind::Weekly | EntryKind::Monthly)
}

/// The beginning of the day of the next date of the kind.
fn closes(facts: &RuleContext<'_>, entries: &[Entry], entry: &Entry) -> Option<Moment> {
    let next = entries.iter().find(|it| it.kind == entry.kind && it.at > entry.at)?;
    Some(next.day.at(chrono::NaiveTime::MIN, facts.schedule.zone))
}

/// The record that an entry is about, as people call it: the checklist item that its review completes, else the step of
/// the launch, else the charter.
pub fn place(board: &Board, kind: EntryKind) -> Ref {
    match (board.policy.review_at(kind), kind) {
        (Some(review), _) => place_of(board, review),
        (None, EntryKind::Launch) => Ref::new(Kind::Step, LAST_STEP),
        (None, _) => board.cycle.reference(),
    }
}

/// The record that a kind of review is about: the checklist item that it completes, else the step of the launch where it
/// looks at the outcome, else the charter.
pub fn place_of(board: &Board, review: &ReviewKind) -> Ref {
    match item_of(board, review) {
        Some(item) => item.reference(),
        None if review.entry == Some(EntryKind::Checkpoint) => Ref::new(Kind::Step, LAST_STEP),
        None => board.cycle.reference(),
    }
}

/// The checklist item that a kind of review completes.
pub fn item_of<'a>(board: &'a Board, review: &ReviewKind) -> Option<&'a Item> {
    board.policy.item_of_review(&review.key).and_then(|key| board.item_of_key(key))
}

/// The framework has six steps, and the last one looks at the launch and after it.
const LAST_STEP: i64 = 6;

/// Whether a review of this kind was held in the cycle by now.
pub fn was_held(facts: &RuleContext<'_>, kind: &ReviewKind) -> bool {
    held_of(facts, kind).next().is_some()
}

fn held_of<'a>(facts: &RuleContext<'a>, kind: &ReviewKind) -> impl Iterator<Item = &'a Review> {
    let now = facts.now;
    facts.board.reviews.rows().iter().filter(move |it| *it.kind == *kind.key && it.at <= now)
}

/// The scheduled reviews whose time has passed by a day, and no review of the kind was held since: of each kind the last
/// one. Nothing counts that lay before the cycle was written down.
pub fn missed(facts: &RuleContext<'_>) -> Vec<Entry> {
    let mut last: Vec<Entry> = Vec::new();
    for slot in slots(facts) {
        let Some(kind) = slot.kind else { continue };
        let passed = slot.entry.at + GRACE < facts.now && !slot.lay_before(facts);
        let is_open = slot.held.is_none() && !held_of(facts, kind).any(|review| review.at >= slot.entry.at);
        last.retain(|other| other.kind != slot.entry.kind || !passed);
        if passed && is_open {
            last.push(slot.entry);
        }
    }
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

/// The date of the calendar of this kind and time, with the review that fills it.
pub fn slot_at<'a>(facts: &RuleContext<'a>, entry: &Entry) -> Option<Slot<'a>> {
    slots(facts).into_iter().find(|slot| slot.entry.kind == entry.kind && slot.entry.at == entry.at)
}

#[cfg(test)]
mod tests;
