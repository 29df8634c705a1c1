//! Brings a file to the newest format. Fresh and old files run the same list; a released migration is never edited.

use super::{error::StoreError, file_identity::APPLICATION_ID, snapshot};
use rusqlite::{Connection, TransactionBehavior};
use std::path::{Path, PathBuf};

/// Every migration, oldest first. A file's `user_version` says how many it has.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_board.sql"),
    include_str!("migrations/0002_rules.sql"),
    include_str!("migrations/0003_keys.sql"),
    include_str!("migrations/0004_gates.sql"),
    include_str!("migrations/0005_charter.sql"),
];

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

/// A change of the file's format that has just been made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// The format it had.
    pub from: i64,
    /// The format it has.
    pub to: i64,
    /// The copy of the file as it was.
    pub snapshot: PathBuf,
}

impl std::fmt::Display for Migrated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { from, to, snapshot } = self;
        write!(
            f,
            "the board had format {from} and has format {to} now; as it was it lies at {}",
            snapshot.display()
        )
    }
}

/// Runs what is pending, all in one transaction, and says what that was. A file that is up to date is only read; of one
/// that held a board already a copy is kept first.
///
/// # Errors
/// When no copy can be kept, or the file cannot be changed; then it is as it was.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<Option<Migrated>, StoreError> {
    upgrade(connection, path, |from| Ok(Migrated { from, to: NEWEST, snapshot: snapshot::take(path, from)? }))
}

/// The same for a database that only lives in memory, or is just being made.
pub(super) fn create(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    upgrade(connection, path, |_| Ok(())).map(drop)
}

/// Lets `keep` see to a copy while the lock is held, then runs what is pending.
fn upgrade<T>(
    connection: &mut Connection,
    path: &Path,
    keep: impl FnOnce(i64) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    if version(connection, path)? == NEWEST {
        return Ok(None);
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Somebody else may have migrated while we waited for the lock.
    let from = version(&transaction, path)?;
    if from == NEWEST {
        return Ok(None);
    }
    let kept = keep(from)?;
    for sql in MIGRATIONS.iter().skip(from as usize) {
        transaction.execute_batch(sql)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", NEWEST)?;
    transaction.commit()?;
    Ok(Some(kept))
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
    create(&mut connection, Path::new(":memory:"))?;
    schema(&connection)
}
