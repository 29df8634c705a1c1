//! Brings a file to the newest format. Fresh and old files run the same list; a released migration is never edited.

use super::{error::StoreError, file_identity::APPLICATION_ID};
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// Every migration, oldest first. A file's `user_version` says how many it has.
const MIGRATIONS: &[&str] =
    &[include_str!("migrations/0001_board.sql"), include_str!("migrations/0002_rules.sql")];

/// The newest format this program knows.
pub(super) const NEWEST: i64 = MIGRATIONS.len() as i64;

/// Says which format the file has.
///
/// # Errors
/// [`StoreError::Newer`] when a later program wrote it.
pub(super) fn version(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > NEWEST {
        return Err(StoreError::Newer { path: path.to_owned(), found, known: NEWEST });
    }
    Ok(found)
}

/// Runs what is pending, all in one transaction. A file that is up to date is only read.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    if version(connection, path)? == NEWEST {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Somebody else may have migrated while we waited for the lock.
    let from = version(&transaction, path)?;
    for sql in MIGRATIONS.iter().skip(from as usize) {
        transaction.execute_batch(sql)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", NEWEST)?;
    transaction.commit()?;
    Ok(())
}

/// One table, index or trigger.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) kind: String,
    pub(super) name: String,
    sql: String,
}

/// What a file consists of, besides what SQLite keeps for itself.
pub(super) fn schema(connection: &Connection) -> Result<Vec<Part>, StoreError> {
    let sql = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
               ORDER BY type, name";
    let mut statement = connection.prepare(sql)?;
    let parts =
        statement.query_map([], |row| Ok(Part { kind: row.get(0)?, name: row.get(1)?, sql: row.get(2)? }))?;
    Ok(parts.collect::<Result<_, _>>()?)
}

/// What a fresh file consists of.
pub(super) fn fresh() -> Result<Vec<Part>, StoreError> {
    let mut connection = Connection::open_in_memory()?;
    migrate(&mut connection, Path::new(":memory:"))?;
    schema(&connection)
}
