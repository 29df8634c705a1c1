//! After every operation: which decisions that were put off beyond the launch are out of it, in the same transaction.
//!
//! Knows no operation: it looks at what changed and at what comes of it. Source: ruling on deferring.

use super::{Context, scope_tracking::linked, waits};
use crate::{
    domain::{
        Blocker, Change, Decision, Id, Kind, Record, Ref, Value,
        decision::DecisionState,
        id::Refs,
        rules::{context::removes_from_scope, dependency_graph},
        value::Column,
    },
    store::TxnError,
};
use std::collections::BTreeSet;

/// Brings every decision that the operation touched to where it belongs, and says which moved.
///
/// # Errors
/// When the file cannot be read or written.
pub(super) fn keep(context: &mut Context<'_, '_>) -> Result<Vec<String>, TxnError> {
    let Ok(cycle) = context.cycle() else { return Ok(Vec::new()) };
    let mut touched = BTreeSet::new();
    for change in context.txn.changes() {
        touched.extend(decisions_of(context, change)?);
    }
    let mut said = Vec::new();
    for id in touched.into_iter().map(Id::<Decision>::new) {
        let decision = match context.txn.get(id) {
            Ok(decision) => decision,
            // It was taken back in the same breath.
            Err(TxnError::NotFound(_)) => continue,
            Err(error) => return Err(error),
        };
        let is_quiet = decision.state != DecisionState::Deferred
            && decision.out_at.is_none()
            && decision.out_by.is_none();
        if is_quiet || decision.cycle != cycle.id {
            continue;
        }
        let waiting = waits::waiting_for(context, decision.reference())?;
        let is_free = waiting.is_empty() && (decision.out_by.is_some() || is_removed(context, id)?);
        let (now, mut moved) = (context.now, None);
        context.txn.edit(id, |it| {
            moved = it.settle_launch(&cycle, is_free, now);
            Ok(())
        })?;
        let (it, waits) = (decision.reference(), waiting.first());
        said.extend(match (moved, waits) {
            (None, _) => None,
            (Some(true), _) => Some(format!("{it} is out of this launch")),
            (Some(false), Some(one)) => Some(format!("{it} is in this launch again: {one} waits for it")),
            (Some(false), None) => Some(format!("{it} is in this launch again")),
        });
    }
    Ok(said)
}

/// The decisions that a change may bring in or out: itself, what it is about, what it waits for, and with the launch
/// day all that are put off.
fn decisions_of(context: &Context<'_, '_>, change: &Change) -> Result<Vec<i64>, TxnError> {
    if change.kind == Kind::Decision {
        let mut ids = linked::<Decision>(context, change, "about")?;
        ids.extend(waited_for(context, change)?);
        ids.push(change.id);
        return Ok(ids);
    }
    if change.kind == Kind::Blocker {
        return linked::<Blocker>(context, change, "decision");
    }
    if change.kind == Kind::Cycle && change.touched().any(|name| matches!(name, "launch" | "zone")) {
        let all: Vec<Decision> = context.txn.all("cycle", &Value::Integer(change.id))?;
        let deferred = all.iter().filter(|it| it.state == DecisionState::Deferred);
        return Ok(deferred.map(|it| it.id.number()).collect());
    }
    Ok(Vec::new())
}

/// The decisions that one waited for before a change, or waits for now.
fn waited_for(context: &Context<'_, '_>, change: &Change) -> Result<Vec<i64>, TxnError> {
    let sides = [&change.before, &change.after].into_iter().flatten();
    let lists = sides.filter_map(|fields| Refs::load(fields.get("waits_for")?.clone()).ok());
    let mut waits: Vec<Ref> = lists.flat_map(|list| list.0).collect();
    match context.txn.get(Id::<Decision>::new(change.id)) {
        Ok(decision) => waits.extend(dependency_graph::decision_waits_for(&decision)),
        // It was taken back in the same breath.
        Err(TxnError::NotFound(_)) => {}
        Err(error) => return Err(error),
    }
    Ok(waits.iter().filter(|it| it.kind == Kind::Decision).map(|it| it.number).collect())
}

/// Whether an approved tradeoff took it out of scope.
fn is_removed(context: &Context<'_, '_>, id: Id<Decision>) -> Result<bool, TxnError> {
    let about: Vec<Decision> = context.txn.all("about", &Value::Integer(id.number()))?;
    Ok(removes_from_scope(&about))
}

#[cfg(test)]
mod tests;
