//! Taking an escalation back: by whom it went to, or the sign-off owner, and always on record.
//!
//! Source: ruling on time; what was escalated wrongly is taken back, never forgotten.

use super::escalation::EscalationPolicy;
use crate::domain::{Blocker, Decision, Id, Moment, Person, Refusal, remedy};

/// Who takes an escalation back, and when.
#[derive(Clone, Copy, Debug)]
pub struct TakesBack<'a> {
    /// The person.
    pub by: Id<Person>,
    /// When.
    pub now: Moment,
    /// Whether they are the sign-off owner, or act for them.
    pub signs: bool,
    /// Its clock at that moment.
    pub clock: &'a EscalationPolicy,
}

impl TakesBack<'_> {
    /// Refuses what is not escalated, and whoever it did not go to.
    fn may(&self, to: Option<Id<Person>>, is_escalated: bool) -> Result<(), Refusal> {
        if !is_escalated {
            let reason = "it is not escalated";
            return Err(Refusal::new("deescalate.none", reason, "there is nothing to take back"));
        }
        if self.signs || to == Some(self.by) {
            return Ok(());
        }
        Err(Refusal::new(
            "deescalate.who",
            "only whom it was escalated to, or the sign-off owner, takes that back",
            remedy::ASK_WHO_HAS_IT,
        ))
    }

    /// From when on it counts again: from its opening, unless the clock would escalate it at once.
    fn counts_from(&self, opened: Moment) -> Moment {
        if self.clock.opened_by().is_some_and(|last| opened <= last) { self.now } else { opened }
    }
}

impl Blocker {
    /// Gives it back to its owner.
    ///
    /// # Errors
    /// A [`Refusal`] when it is not escalated, or this person may not.
    pub fn deescalate(&mut self, act: TakesBack<'_>) -> Result<(), Refusal> {
        act.may(self.escalated_to, self.is_escalated())?;
        // Whoever became its reviewer by the escalation is so no more.
        self.reviewer = self.reviewer.filter(|reviewer| Some(*reviewer) != self.escalated_to);
        (self.escalated_at, self.escalated_to) = (None, None);
        self.opened = act.counts_from(self.opened);
        Ok(())
    }
}

impl Decision {
    /// Gives it back to its owner.
    ///
    /// # Errors
    /// A [`Refusal`] when it is not escalated, or this person may not.
    pub fn deescalate(&mut self, act: TakesBack<'_>) -> Result<(), Refusal> {
        act.may(self.escalated_to, self.is_escalated())?;
        (self.escalated_at, self.escalated_to) = (None, None);
        self.opened = act.counts_from(self.opened);
        Ok(())
    }
}
