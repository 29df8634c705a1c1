//! Reviews that were held. When one should be held is the calendar's matter.

use super::{
    calendar::{EntryKind, Schedule},
    cycle::Cycle,
    id::Id,
    person::Person,
    policy::Rhythm,
    record::{HISTORY, KEPT},
    value::Text,
    when::Moment,
};

crate::words! {
    /// What a review was for.
    pub enum ReviewKind {
        /// The review of the cadence.
        Weekly = "weekly" / "weekly review",
        /// The audit halfway.
        Midpoint = "midpoint" / "midpoint audit",
        /// What each promise can show.
        Evidence = "evidence" / "evidence review",
        /// The rehearsal of the escalation path.
        Drill = "drill" / "escalation drill",
        /// The look at the outcome a week after launch.
        Checkpoint = "checkpoint" / "post-launch checkpoint",
        /// The pass over post-launch support.
        Support = "support" / "support pass",
        /// The retrospective.
        Retro = "retro" / "retrospective",
        /// A review in the second and third month after launch.
        Monthly = "monthly" / "monthly review",
    }
}

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

    /// Whether it is held once in a cycle.
    pub const fn is_single(self) -> bool {
        !matches!(self, Self::Weekly | Self::Monthly)
    }

    /// What it is called in a cycle: a review of another cadence than seven days is not weekly.
    pub fn name_in(self, schedule: &Schedule) -> &'static str {
        if self == Self::Weekly && schedule.every_days != 7 { "review" } else { self.label() }
    }

    /// The reviews that an entry of the calendar asks for; `None` for the launch itself.
    pub const fn of(entry: EntryKind) -> Option<Self> {
        Some(match entry {
            EntryKind::Weekly => Self::Weekly,
            EntryKind::Midpoint => Self::Midpoint,
            EntryKind::Evidence => Self::Evidence,
            EntryKind::Drill => Self::Drill,
            EntryKind::Checkpoint => Self::Checkpoint,
            EntryKind::Support => Self::Support,
            EntryKind::Retro => Self::Retro,
            EntryKind::Monthly => Self::Monthly,
            EntryKind::Launch => return None,
        })
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
    }
}
