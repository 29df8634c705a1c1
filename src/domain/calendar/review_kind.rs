//! The kinds of review that a calendar schedules. Knows no review that was held.

use super::{EntryKind, Schedule};

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
