//! Operations on reviews.

use super::{
    Context, Outcome,
    operation::{Perform, ask},
};
use crate::{
    domain::{
        Id, Record, Review, Value,
        fact_day::{Dated, FactDay},
        review::ReviewKind,
        when::medium,
    },
    noun, operation,
    store::TxnError,
};

noun! {
    /// An operation on reviews.
    Review(Op): Hold
}

operation! {
    /// Writes down that one is held now
    pub struct Hold as "review.hold", past "held", title "A review was held" {
        /// Which
        kind: ReviewKind = ask(
            "review",
            "Which review is held? weekly, midpoint, evidence, drill, checkpoint, support, retro, monthly",
        )
        .next()
        .start("weekly"),
        /// What came of it
        note: Option<String> = ask("note", "What came of it?"),
        /// The day it counts for, if not today; never one ahead
        #[serde(skip_serializing_if = "Option::is_none")]
        on: Option<FactDay> = ask("on", "On which day, if not today?").flag_only(),
    }
}

impl Perform for Hold {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { kind, note, on } = self;
        let (cycle, by) = (context.cycle()?, context.actor()?);
        let Dated { at, recorded_at } = context.dated(*on)?;
        let held: Vec<Review> = context.txn.all("cycle", &Value::Integer(cycle.id.number()))?;
        let slot = kind.slot(&cycle.schedule(), &context.policy()?.rhythm, &held, at);
        let note = note.as_deref().filter(|note| !note.trim().is_empty()).map(Into::into);
        let review = Review { id: Id::new(0), cycle: cycle.id, kind: *kind, slot, at, by, note, recorded_at };
        let id = context.txn.add(&review)?;
        let reference = review.with_id(id.number()).reference();
        let of = match slot {
            Some(slot) => format!("the one of {}", medium(slot, cycle.tz())),
            None => "none was scheduled".to_owned(),
        };
        Ok(Outcome::made(format!("{reference} {} held; {of}", kind.name_in(&cycle.schedule())), reference))
    }
}
