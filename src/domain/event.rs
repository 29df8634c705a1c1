//! Events of records: the moments that metric formulas count, written with the change that made them. A record knows
//! its state; its events say how often it got there.

use super::{
    cycle::Cycle,
    id::{Id, Ref},
    person::Person,
    record::{HISTORY, KEPT},
    value::Text,
    when::Moment,
};

crate::words! {
    /// What happened.
    pub enum EventKind {
        /// A decision came into build scope.
        Entered = "entered" / "entered build scope",
        /// A decision fell out of build scope.
        Left = "left" / "left build scope",
        /// A decision is out of build scope until it has again what it lacks: isolated, or not tied. No move of scope.
        Paused = "paused" / "was set aside from build scope",
        /// A decision that was set aside is back in build scope. No move of scope.
        Resumed = "resumed" / "is back in build scope",
        /// Something closed was opened again.
        Reopened = "reopened" / "was reopened",
        /// An approval was taken back.
        Withdrawn = "withdrawn" / "lost its approval",
        /// Something went up the escalation path.
        Escalated = "escalated" / "was escalated",
        /// An escalation was taken back.
        Deescalated = "deescalated" / "was taken back from escalation",
        /// A fallback was started.
        FellBack = "fell-back" / "runs on its fallback",
        /// A delivery package was handed off.
        HandedOff = "handed-off" / "was handed off",
        /// A delivery package came back.
        Returned = "returned" / "came back",
        /// Work was done again after approval.
        Reworked = "reworked" / "was reworked",
        /// Words of what was approved were corrected.
        Corrected = "corrected" / "was corrected",
        /// What a hard rule rests on was moved.
        GateChanged = "gate-changed" / "changed what the gate rests on",
        /// Scope was committed.
        Committed = "committed" / "scope was committed",
    }
}

crate::entity! {
    /// Something that happened to a record.
    pub struct Event in "event" {
        /// The cycle it happened in.
        cycle: Id<Cycle> = KEPT,
        /// The record, by the store's id.
        subject: Ref = KEPT,
        /// What happened.
        kind: EventKind = KEPT,
        /// When.
        at: Moment = KEPT,
        /// Who did it; nobody when the clock did.
        by: Option<Id<Person>> = HISTORY,
        /// Hours it took, where that counts.
        hours: Option<f64> = KEPT,
        /// Why.
        why: Option<Text> = KEPT,
    }

    fn parent(&self) -> i64 {
        self.subject.parent_key()
    }
}
