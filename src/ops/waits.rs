//! After every operation: no record waits for itself, directly or through others.
//!
//! Knows no operation: it looks at what changed. A circle that an older release let in stays, and may be untied.

use super::Context;
use crate::{
    domain::{
        Blocker, Change, Decision, Id, Kind, Record, Ref, Refusal, Value, remedy,
        rules::dependency_graph::{self, WAITS},
    },
    store::TxnError,
};

/// Looks at every record that the operation made wait for something.
///
/// # Errors
/// A [`Refusal`] that names the circle.
pub(super) fn check(context: &Context<'_, '_>) -> Result<(), TxnError> {
    for change in context.txn.changes().iter().filter(|change| begins_to_wait(change)) {
        let here = Ref::new(change.kind, change.id);
        if let Some(circle) = dependency_graph::circle(here, |one| waits_for(context, one))? {
            let circle: Vec<String> = circle
                .into_iter()
                .map(|one| context.txn.people_reference(one.kind, one.number).to_string())
                .collect();
            let reason = format!("it would wait for itself: {}", circle.join(", which waits for "));
            let remedy = if here.kind == Kind::Blocker {
                remedy::WAIT_FOR_A_DECISION
            } else {
                remedy::WAIT_FOR_ANOTHER
            };
            return Err(Refusal::new("record.circle", reason, remedy)
                .about(context.txn.people_reference(here.kind, here.number))
                .into());
        }
    }
    Ok(())
}

/// Whether a change sets what a record waits for; what only ends a wait closes no circle.
fn begins_to_wait(change: &Change) -> bool {
    let Some(after) = &change.after else { return false };
    matches!(change.kind, Kind::Decision | Kind::Blocker)
        && WAITS.iter().any(|name| matches!(after.get(*name), Some(Value::Integer(_))))
}

/// The open records that wait for a decision, as people call them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn waiting_for(context: &Context<'_, '_>, decision: Ref) -> Result<Vec<Ref>, TxnError> {
    let of_it = Value::Integer(decision.number);
    let decisions: Vec<Decision> = context.txn.all("waits_on", &of_it)?;
    let blockers: Vec<Blocker> = context.txn.all("decision", &of_it)?;
    let decisions = decisions.iter().filter(|it| it.is_open()).map(Record::reference);
    Ok(decisions.chain(blockers.iter().filter(|it| it.is_open()).map(Record::reference)).collect())
}

fn waits_for(context: &Context<'_, '_>, one: Ref) -> Result<Vec<Ref>, TxnError> {
    let found = if one.kind == Kind::Decision {
        context.txn.get::<Decision>(Id::new(one.number)).map(|it| dependency_graph::decision_waits_for(&it))
    } else {
        context.txn.get::<Blocker>(Id::new(one.number)).map(|it| dependency_graph::blocker_waits_for(&it))
    };
    match found {
        // It was removed, or made and taken back, in the same operation.
        Err(TxnError::NotFound(_)) => Ok(Vec::new()),
        found => found,
    }
}

#[cfg(test)]
mod tests;
