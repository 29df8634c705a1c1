//! Invariants checked after an undo or redo.
//!
//! Does not know what was reversed: it looks at what changed, and at the board that comes of it.

use super::Context;
use crate::{
    domain::{
        Change, Criterion, Decision, Id, Kind, Moment, Record, Ref, Refusal, Value, decision::DecisionState,
    },
    store::TxnError,
    with_kind,
};

/// Checks the outcome of an undo or a redo of what was done at `done_at`.
///
/// # Errors
/// A [`Refusal`]: the cycle is closed, a record would break its own rules, something would go to a person who has
/// left, or an approved decision would lose its last criterion.
pub(super) fn check(context: &Context<'_, '_>, done_at: Moment) -> Result<(), TxnError> {
    if context.has_cycle() {
        context.cycle()?;
    }
    for change in context.txn.changes() {
        match &change.after {
            Some(after) => {
                with_kind!(change.kind, E => keeps_its_rules::<E>(context, change.id)?);
                if let Some(Value::Integer(owner)) = after.get("owner") {
                    context.assignable(Id::new(*owner))?;
                }
            }
            None => leaves_a_criterion(context, change, done_at)?,
        }
    }
    Ok(())
}

fn keeps_its_rules<E: Record>(context: &Context<'_, '_>, id: i64) -> Result<(), TxnError> {
    match context.txn.get::<E>(Id::new(id)) {
        Ok(record) => Ok(record.check().map_err(|refusal| refusal.about(record.reference()))?),
        // Later changes of the same operation removed it.
        Err(TxnError::NotFound(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// What was approved was approved against its criteria; one that came after may go again.
fn leaves_a_criterion(context: &Context<'_, '_>, removed: &Change, done_at: Moment) -> Result<(), TxnError> {
    let fields = removed.before.as_ref();
    let (Kind::Criterion, Some(&Value::Integer(decision))) =
        (removed.kind, fields.and_then(|fields| fields.get("decision")))
    else {
        return Ok(());
    };
    let approved = match context.txn.get::<Decision>(Id::new(decision)) {
        Ok(decision) => {
            decision.state == DecisionState::Approved && decision.decided_at.is_none_or(|at| done_at < at)
        }
        Err(TxnError::NotFound(_)) => false,
        Err(error) => return Err(error),
    };
    let remaining: Vec<Criterion> = context.txn.all("decision", &Value::Integer(decision))?;
    if !approved || !remaining.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        "undo.criterion",
        "it is approved against this criterion, its only one",
        "reopen the decision first, with a reason",
    )
    .about(Ref::new(Kind::Decision, decision))
    .into())
}

#[cfg(test)]
mod tests;
