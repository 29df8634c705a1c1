//! Notes on a record, and the link from an imported row to its record.

use super::{
    cycle::Cycle,
    id::{Id, Kind, Ref},
    person::Person,
    record::{HISTORY, KEPT, Record},
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
        shelf(self.subject)
    }
    fn check(&self) -> Result<(), Refusal> {
        if self.text.trim().is_empty() {
            return Err(Refusal::new("note.text", "there is nothing in the note", "type a line").on("text"));
        }
        Ok(())
    }
}

/// Where the notes of one record lie in a board: one number for kind and id.
pub const fn shelf(subject: Ref) -> i64 {
    ((subject.kind as i64) << 48) | subject.number
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

/// The reference by which the store knows a record: its kind and its id.
pub fn stored<E: Record>(record: &E) -> Ref {
    Ref::new(E::KIND, record.id().number())
}

/// Whether people can write notes on a record of this kind: on what is listed, and on reviews.
pub const fn takes_notes(kind: Kind) -> bool {
    kind.is_listed() || matches!(kind, Kind::Review)
}
