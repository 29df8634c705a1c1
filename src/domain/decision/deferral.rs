//! A decision that is put off beyond the launch: it counts until the sign-off owner leaves it out of this launch.
//!
//! Knows no board: whether others wait for it, and whether a tradeoff took it out of scope, comes in. Source: ruling on
//! deferring.

use super::{Decision, DecisionState};
use crate::domain::{Cycle, Id, Moment, Person, Record, Refusal, remedy};

impl Decision {
    /// Whether it is put off to a day after the launch.
    pub fn is_beyond(&self, cycle: &Cycle) -> bool {
        self.state == DecisionState::Deferred && self.due.day(cycle.tz()) > cycle.launch
    }

    /// Whether it is out of this launch: on record, and nothing that this cycle still has to do.
    pub const fn is_out(&self) -> bool {
        matches!(self.state, DecisionState::Deferred) && self.out_at.is_some()
    }

    /// The sign-off owner's yes to its being put off beyond the launch.
    ///
    /// # Errors
    /// A [`Refusal`] when it is not put off beyond the launch, or is out of it already.
    pub fn leave_out(&mut self, by: Id<Person>, cycle: &Cycle) -> Result<(), Refusal> {
        let refuse = |reason: &str, remedy: remedy::Remedy| {
            Err(Refusal::new("decision.leave_out", reason, remedy).about(self.reference()))
        };
        if self.is_out() {
            return refuse("it is out of this launch already", remedy::REOPEN_DECISION);
        }
        if !self.is_beyond(cycle) {
            return refuse("it is not put off beyond the launch", remedy::DEFER_BEYOND);
        }
        self.out_by = Some(by);
        Ok(())
    }

    /// Brings it to where it belongs now, and says whether that is in this launch or out of it, where it has moved. One that
    /// comes back counts from now on, as one that is reopened does.
    pub fn settle_launch(&mut self, cycle: &Cycle, is_free: bool, now: Moment) -> Option<bool> {
        let was_out = self.out_at.is_some();
        let is_beyond = self.is_beyond(cycle);
        if !is_beyond {
            self.out_by = None;
        }
        let is_out = is_beyond && is_free;
        if is_out == was_out {
            return None;
        }
        self.out_at = is_out.then_some(now);
        if !is_out && self.state == DecisionState::Deferred {
            (self.escalated_at, self.escalated_to) = (None, None);
            self.opened = now;
        }
        Some(is_out)
    }
}
