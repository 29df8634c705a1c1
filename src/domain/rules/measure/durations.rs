//! How long decisions and blockers were open: a small table, so that formulas can look at thousands of them at several
//! moments. Knows no formula.

use crate::domain::{
    Moment,
    blocker::BlockerState,
    decision::{DecisionKind, DecisionState},
    rules::context::RuleContext,
};
use chrono::Duration;

/// What became of something that was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is open.
    Open,
    /// It was closed then.
    Closed(Moment),
    /// It was put off or taken off the board, and counts as neither.
    Aside,
}

/// Something with a date, from its opening to its closing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lifetime {
    /// When it was opened, or reopened.
    pub opened: Moment,
    /// Its date.
    pub due: Moment,
    /// The date it had first.
    pub first_due: Moment,
    /// Whether it was taken off the board, and counts for nothing.
    pub is_dropped: bool,
    /// Whether somebody asked for it, and not the program.
    pub is_asked: bool,
    /// What became of it.
    pub fate: Fate,
    /// Whether it was closed on the day of its date, in the cycle's zone, or before.
    pub is_in_time: bool,
}

impl Lifetime {
    /// Whether it was open at a moment.
    pub(super) fn is_open_at(&self, at: Moment) -> bool {
        self.opened <= at
            && match self.fate {
                Fate::Open => true,
                Fate::Closed(closed) => closed > at,
                Fate::Aside => false,
            }
    }

    /// Whether it was closed by a moment.
    pub(super) fn is_closed_by(&self, at: Moment) -> bool {
        matches!(self.fate, Fate::Closed(closed) if closed <= at)
    }

    /// Milliseconds from opening to closing.
    pub(super) fn took(&self) -> Option<i64> {
        match self.fate {
            Fate::Closed(closed) => Some((closed - self.opened).num_milliseconds().max(0)),
            Fate::Open | Fate::Aside => None,
        }
    }
}

/// The spans of a board.
#[derive(Debug)]
pub(super) struct Lifetimes {
    /// The decisions.
    pub decisions: Vec<Lifetime>,
    /// The blockers.
    pub blockers: Vec<Lifetime>,
    /// How long each closed one took, in milliseconds, and when it was closed; shortest first.
    pub took: Vec<(i64, Moment)>,
}

impl Lifetimes {
    /// Reads them from a board.
    pub(super) fn of(facts: &RuleContext<'_>) -> Self {
        let zone = facts.schedule.zone;
        let decisions: Vec<Lifetime> = facts
            .board
            .decisions
            .rows()
            .iter()
            .map(|it| {
                let fate = match it.state {
                    DecisionState::Open => Fate::Open,
                    DecisionState::Deferred | DecisionState::Dropped => Fate::Aside,
                    DecisionState::Approved | DecisionState::Rejected => {
                        it.decided_at.map_or(Fate::Aside, Fate::Closed)
                    }
                };
                let is_in_time = match fate {
                    // Only what was closed within a day after its hour can still be of the same day.
                    Fate::Closed(closed) => {
                        let due = it.first_due();
                        closed <= due
                            || (closed - due <= Duration::hours(25) && closed.day(zone) == due.day(zone))
                    }
                    Fate::Open | Fate::Aside => false,
                };
                Lifetime {
                    opened: it.opened,
                    due: it.due,
                    first_due: it.first_due(),
                    is_dropped: it.state == DecisionState::Dropped,
                    is_asked: it.kind != DecisionKind::FollowUp,
                    fate,
                    is_in_time,
                }
            })
            .collect();
        let blockers: Vec<Lifetime> = facts
            .board
            .blockers
            .rows()
            .iter()
            .map(|it| {
                let fate = match it.state {
                    BlockerState::Open => Fate::Open,
                    BlockerState::Resolved => it.resolved_at.map_or(Fate::Aside, Fate::Closed),
                    BlockerState::Dropped => Fate::Aside,
                };
                let is_dropped = it.state == BlockerState::Dropped;
                let (first_due, is_asked, is_in_time) = (it.due, true, false);
                Lifetime { opened: it.opened, due: it.due, first_due, is_dropped, is_asked, fate, is_in_time }
            })
            .collect();
        let closed = decisions.iter().chain(&blockers);
        let mut took: Vec<(i64, Moment)> = closed
            .filter_map(|span| match span.fate {
                Fate::Closed(at) => Some((span.took()?, at)),
                Fate::Open | Fate::Aside => None,
            })
            .collect();
        took.sort_unstable();
        Self { decisions, blockers, took }
    }

    /// How long what was closed by a moment took, in milliseconds, shortest first.
    pub(super) fn took_by(&self, at: Moment) -> Vec<i64> {
        self.took.iter().filter(|(_, closed)| *closed <= at).map(|(took, _)| *took).collect()
    }
}
