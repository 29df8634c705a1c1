//! Operations on reviews.

use super::{
    Context, Outcome,
    operation::{Perform, ask},
};
use crate::{
    domain::{Id, Record, Review, Value, review::ReviewKind, when::medium},
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
    }
}

impl Perform for Hold {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { kind, note } = self;
        let (cycle, by, now) = (context.cycle()?, context.actor()?, context.now);
        let held: Vec<Review> = context.txn.all("cycle", &Value::Integer(cycle.id.number()))?;
        let slot = kind.slot(&cycle.schedule(), &context.policy()?.rhythm, &held, now);
        let note = note.as_deref().filter(|note| !note.trim().is_empty()).map(Into::into);
        let review = Review { id: Id::new(0), cycle: cycle.id, kind: *kind, slot, at: now, by, note };
        let id = context.txn.add(&review)?;
        let reference = review.with_id(id.number()).reference();
        let of = match slot {
            Some(slot) => format!("the one of {}", medium(slot, cycle.tz())),
            None => "none was scheduled".to_owned(),
        };
        Ok(Outcome::made(format!("{reference} {} held; {of}", kind.name_in(&cycle.schedule())), reference))
    }
}
