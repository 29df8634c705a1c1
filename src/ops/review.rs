//! Operations on reviews.

use super::{Context, Outcome, operation::OpSpec};
use crate::{
    domain::{Id, Record, Review, Value, review::ReviewKind, when::medium},
    store::TxnError,
};
use serde::Serialize;

/// An operation on reviews.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// One is held now.
    Hold {
        /// Which.
        kind: ReviewKind,
        /// What came of it.
        note: Option<String>,
    },
}

impl Op {
    /// None of them is declared with its arguments.
    pub const SPECS: &'static [&'static OpSpec] = &[];

    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Hold { .. } => "review.hold",
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self::Hold { kind, note } = self;
        let (cycle, by, now) = (context.cycle()?, context.actor()?, context.now);
        let held: Vec<Review> = context.txn.all("cycle", &Value::Integer(cycle.id.number()))?;
        let slot = kind.slot(&cycle.schedule(), &held, now);
        let note = note.as_deref().filter(|note| !note.trim().is_empty()).map(Into::into);
        let review = Review { id: Id::new(0), cycle: cycle.id, kind: *kind, slot, at: now, by, note };
        let id = context.txn.add(&review)?;
        let reference = review.with_id(id.number()).reference();
        let of = match slot {
            Some(slot) => format!("the one of {}", medium(slot, cycle.tz())),
            None => "none was scheduled".to_owned(),
        };
        Ok(Outcome { said: format!("{reference} {} held; {of}", kind.label()), created: vec![reference] })
    }
}
