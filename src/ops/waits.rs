//! After every operation: no record waits for itself, directly or through others.
//!
//! Knows no operation: it looks at what changed. A circle that an older release let in stays, and may be untied.

use super::Context;
use crate::{
    domain::{
        Blocker, Change, Decision, Id, Kind, Record, Ref, Refusal, Value,
        id::Refs,
        remedy,
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
        all_there(context, here)?;
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

/// Refuses what a decision waits for and is not in its cycle.
fn all_there(context: &Context<'_, '_>, here: Ref) -> Result<(), TxnError> {
    let cycle = context.cycle()?.id;
    if here.kind == Kind::Decision {
        let decision: Decision = context.txn.get(Id::new(here.number))?;
        for one in dependency_graph::decision_waits_for(&decision) {
            context.txn.resolve(cycle, one)?;
        }
    }
    Ok(())
}

/// Lets the list of what a decision waits for follow where an undo or a redo changes what an earlier release kept it in.
///
/// # Errors
/// When the file cannot be read or written.
pub(super) fn follow_earlier(context: &mut Context<'_, '_>) -> Result<(), TxnError> {
    let earlier = [("waits_on", Kind::Decision), ("blocked_by", Kind::Blocker)];
    let decisions = context.txn.changes().iter().filter(|it| it.kind == Kind::Decision && it.after.is_some());
    let changes: Vec<Change> = decisions.cloned().collect();
    for change in &changes {
        for (name, kind) in earlier {
            let side = |fields: &Option<crate::domain::Fields>| match fields.as_ref()?.get(name)? {
                Value::Integer(number) => Some(Ref::new(kind, *number)),
                Value::Null | Value::Real(_) | Value::Text(_) => None,
            };
            let (was, is) = (side(&change.before), side(&change.after));
            if was == is {
                continue;
            }
            context.txn.edit(Id::<Decision>::new(change.id), |it| {
                let mut waits = it.waits_for.take().unwrap_or_default().0;
                waits.retain(|one| Some(*one) != was && Some(*one) != is);
                waits.extend(is);
                it.waits_for = Some(Refs(waits)).filter(|waits| !waits.0.is_empty());
                Ok(())
            })?;
        }
    }
    Ok(())
}

/// Whether a change sets what a record waits for; what only ends a wait closes no circle.
fn begins_to_wait(change: &Change) -> bool {
    let Some(after) = &change.after else { return false };
    matches!(change.kind, Kind::Decision | Kind::Blocker)
        && WAITS.iter().any(|name| after.get(*name).is_some_and(|value| !value.is_blank()))
}

/// The open records that wait for a decision, as people call them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn waiting_for(context: &Context<'_, '_>, decision: Ref) -> Result<Vec<Ref>, TxnError> {
    let decisions: Vec<Decision> = context.txn.listing("waits_for", decision)?;
    let blockers: Vec<Blocker> = context.txn.all("decision", &Value::Integer(decision.number))?;
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
