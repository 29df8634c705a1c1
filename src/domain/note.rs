//! Notes on a record, and the link from an imported row to its record.

use super::{
    cycle::Cycle,
    id::{Id, Kind, Ref},
    person::Person,
    record::{HISTORY, KEPT},
    refusal::Refusal,
    value::{Json, Text},
    when::Moment,
};

crate::entity! {
    /// A line somebody wrote on a record; on a blocker it is its update.
    pub struct Note in "note" {
        /// The cycle it belongs to.
        cycle: Id<Cycle> = KEPT,
        /// The record it is on, by the store's id.
        subject: Ref = KEPT,
        /// What was written.
        text: Text = KEPT,
        /// When.
        at: Moment = KEPT,
        /// By whom.
        by: Id<Person> = HISTORY,
    }

    fn parent(&self) -> i64 {
        self.subject.parent_key()
    }
    fn check(&self) -> Result<(), Refusal> {
        if self.text.trim().is_empty() {
            return Err(Refusal::new("note.text", "there is nothing in the note", "type a line").on("text"));
        }
        Ok(())
    }
}

crate::entity! {
    /// The trace of an imported row, so that importing it again changes only what changed.
    pub struct Import in "import" {
        /// The cycle it belongs to.
        cycle: Id<Cycle> = KEPT,
        /// The name of the register.
        source: Text = KEPT,
        /// The row's own id in it.
        external: Text = KEPT,
        /// A hash of the row's content.
        fingerprint: Text = KEPT.internal(),
        /// The record it became, by the store's id.
        subject: Ref = KEPT,
        /// The columns that have no field here, as JSON.
        extra: Option<Json> = KEPT,
    }
}

/// Whether people can write notes on a record of this kind: on what is listed, and on reviews.
pub const fn takes_notes(kind: Kind) -> bool {
    kind.is_listed() || matches!(kind, Kind::Review)
}
