//! Reviews that were held. When one should be held is the calendar's matter.

pub use super::calendar::ReviewKind;

use super::{
    calendar::Schedule,
    cycle::Cycle,
    id::Id,
    person::Person,
    policy::Rhythm,
    record::{HISTORY, KEPT},
    value::Text,
    when::Moment,
};

impl ReviewKind {
    /// The scheduled time that a review of this kind stands for when it is held now: the latest one up to tomorrow
    /// that nobody has held yet.
    pub fn slot(self, schedule: &Schedule, rhythm: &Rhythm, held: &[Review], now: Moment) -> Option<Moment> {
        let last = now.day(schedule.zone).plus_days(1);
        let is_its = |slot: Moment, at: Moment| slot == at || self.is_single();
        let is_held = |at: Moment| {
            held.iter().any(|review| review.kind == self && review.slot.is_some_and(|slot| is_its(slot, at)))
        };
        let entries = schedule.entries(rhythm).into_iter();
        let mine = entries.filter(|entry| Self::of(entry.kind) == Some(self) && entry.day <= last);
        mine.map(|entry| entry.at).filter(|at| !is_held(*at)).max()
    }
}

crate::entity! {
    /// A review that was held.
    pub struct Review in "review" {
        /// The cycle it belongs to.
        cycle: Id<Cycle> = KEPT,
        /// What it was for.
        kind: ReviewKind = KEPT,
        /// The scheduled time it stands for; nothing when none was scheduled.
        slot: Option<Moment> = KEPT,
        /// When it was held.
        at: Moment = KEPT,
        /// Who held it.
        by: Id<Person> = HISTORY,
        /// What came of it.
        note: Option<Text> = KEPT,
        /// When it was written down, where that was on a later day.
        recorded_at: Option<Moment> = KEPT,
    }
}
