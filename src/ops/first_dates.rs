//! After every operation: a decision whose date moved keeps the date it had first, by which its closing counts.
//!
//! Knows no operation: it looks at what changed. Source: rulings on metrics, decision closure rate.

use super::Context;
use crate::{
    domain::{Decision, Id, Kind, Moment, Value},
    store::TxnError,
};

/// Keeps the first date of every decision whose date the operation moved.
///
/// # Errors
/// When the file cannot be read or written.
pub(super) fn keep(context: &mut Context<'_, '_>) -> Result<(), TxnError> {
    let moved = |change: &crate::domain::Change| {
        let before =
            change.before.as_ref().filter(|_| change.kind == Kind::Decision && change.after.is_some())?;
        match before.get("due")? {
            Value::Integer(due) => Some((Id::<Decision>::new(change.id), Moment::from_millis(*due))),
            Value::Null | Value::Real(_) | Value::Text(_) => None,
        }
    };
    let moved: Vec<_> = context.txn.changes().iter().filter_map(moved).collect();
    for (id, due) in moved {
        context.txn.edit(id, |it| {
            it.first_due.get_or_insert(due);
            Ok(())
        })?;
    }
    Ok(())
}
