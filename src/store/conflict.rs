//! Conflicts: whether somebody else changed the same field, asked before every write and every undo.
#![expect(clippy::disallowed_types, reason = "the store owns the connection")]

use super::{error::StoreError, oplog::read_change};
use crate::domain::{Change, Fields, Id, Moment, Person, Ref};
use rusqlite::Connection;

/// The clock's number in the log. What it does follows from the board and the time, so every screen shows it before it
/// is written down, and nobody is surprised by it.
const CLOCK: i64 = 0;

/// Somebody else's change to the same field of the same record.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldConflict {
    /// The record.
    pub subject: Ref,
    /// Who.
    pub by: Id<Person>,
    /// When.
    pub at: Moment,
    /// The field.
    pub field: String,
    /// What they set.
    pub theirs: Fields,
}

/// Somebody else's operation after `seq` that still stands and set one of the fields that `change` touches, whatever
/// the value.
pub(super) fn stand(
    connection: &Connection,
    change: &Change,
    after_seq: i64,
    actor: Id<Person>,
) -> Result<Option<FieldConflict>, StoreError> {
    let sql = "SELECT c.kind, c.id, c.before, c.after, o.actor, o.at FROM change AS c JOIN operation AS o USING (seq)
         WHERE c.kind = ?1 AND c.id = ?2 AND c.seq > ?3 AND o.actor <> ?4 AND o.undoes IS NULL
           AND NOT EXISTS (SELECT 1 FROM operation AS u WHERE u.undoes = o.seq
             AND NOT EXISTS (SELECT 1 FROM operation AS r WHERE r.undoes = u.seq))
         ORDER BY c.seq DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query((change.kind.key(), change.id, after_seq, actor.number()))?;
    while let Some(row) = rows.next()? {
        let theirs = read_change(row, 0)?;
        let shared = theirs.touched().find(|name| change.touched().any(|mine| mine == *name));
        if let Some(field) = shared {
            return Ok(Some(FieldConflict {
                subject: Ref::new(change.kind, change.id),
                by: Id::new(row.get(4)?),
                at: Moment::from_millis(row.get(5)?),
                field: field.to_owned(),
                theirs: theirs.after.unwrap_or_default(),
            }));
        }
    }
    Ok(None)
}

/// Somebody else's value in one of the fields that `change` touches, set after `seq`. A field that its writer has
/// set again since, or that is again as it was, is nobody's.
pub(super) fn change(
    connection: &Connection,
    change: &Change,
    after_seq: i64,
    actor: Id<Person>,
) -> Result<Option<FieldConflict>, StoreError> {
    let sql = "SELECT c.kind, c.id, c.before, c.after, o.actor, o.at FROM change AS c JOIN operation AS o USING (seq)
         WHERE c.kind = ?1 AND c.id = ?2 AND c.seq > ?3 ORDER BY c.seq DESC, c.place DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query((change.kind.key(), change.id, after_seq))?;
    let mut newest_first: Vec<(Change, i64, i64)> = Vec::new();
    while let Some(row) = rows.next()? {
        newest_first.push((read_change(row, 0)?, row.get(4)?, row.get(5)?));
    }
    for field in change.touched() {
        let mut of_field =
            newest_first.iter().filter(|(other, ..)| other.touched().any(|name| name == field));
        let Some((newest, by, at)) = of_field.next() else {
            continue;
        };
        let oldest = of_field.next_back().map_or(newest, |(oldest, ..)| oldest);
        let value = |fields: &Option<Fields>| fields.as_ref().and_then(|fields| fields.get(field)).cloned();
        if ![actor.number(), CLOCK].contains(by) && value(&oldest.before) != value(&newest.after) {
            let theirs = newest.after.clone().unwrap_or_default();
            return Ok(Some(FieldConflict {
                subject: Ref::new(change.kind, change.id),
                by: Id::new(*by),
                at: Moment::from_millis(*at),
                field: field.to_owned(),
                theirs,
            }));
        }
    }
    Ok(None)
}
