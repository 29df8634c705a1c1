//! What can stand in the calendar of a cycle. Knows no dates.

use serde::{Deserialize, Serialize};

/// What happens at an entry of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    /// A scheduled review; weekly unless the cycle has another cadence.
    Weekly,
    /// The audit halfway between start and launch.
    Midpoint,
    /// The review of what each promise can show, a week before launch.
    Evidence,
    /// The rehearsal of the escalation path, five days before launch.
    Drill,
    /// The launch.
    Launch,
    /// The look at the outcome a week after launch.
    Checkpoint,
    /// The pass over post-launch support; may be held from a week after launch, is late two weeks after.
    Support,
    /// The last day for the retrospective.
    Retro,
    /// A review in the second and third month after launch.
    Monthly,
}

impl EntryKind {
    /// Returns the name a person reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Weekly => "Weekly review",
            Self::Midpoint => "Midpoint audit",
            Self::Evidence => "Evidence review",
            Self::Drill => "Escalation drill",
            Self::Launch => "Launch",
            Self::Checkpoint => "Post-launch checkpoint",
            Self::Support => "Week-two support pass due",
            Self::Retro => "Retrospective due",
            Self::Monthly => "Monthly review",
        }
    }
}
