//! The board file: SQLite, opened with care. The only module that contains SQL.
//!
//! Reads are short and never write; every write is one `BEGIN IMMEDIATE` transaction that changes rows and log
//! together. The identity of the file and of its write-ahead log is checked before a write and again before anybody
//! is told that it is saved.
#![expect(clippy::disallowed_types, reason = "this module owns the connection")]

mod chain;
mod error;
mod file;
mod health;
mod log;
mod migrate;
mod rows;
mod txn;

pub use error::StoreError;
pub use health::Health;
pub use log::{Entry, FINAL, Logged};
pub use txn::{Txn, TxnError};

use crate::domain::{Board, Change, Cycle, Fields, Id, Kind, Moment, Person, Record, Ref, Table};
use file::Identity;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// An open board file.
pub struct Store {
    connection: Connection,
    path: PathBuf,
    identity: Identity,
    read_only: bool,
}

/// Somebody else's change to the same field of the same record.
#[derive(Clone, Debug, PartialEq)]
pub struct Foreign {
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

/// What a write did.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// Its place in the log.
    pub seq: i64,
    /// What it changed.
    pub changes: Vec<Change>,
}

/// Why a write did not happen.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The operation itself said no, or the file did.
    #[error(transparent)]
    Txn(#[from] TxnError),
    /// Somebody else changed the same field since the writer last looked.
    #[error("{} was changed meanwhile", .0.subject)]
    Conflict(Box<Foreign>),
    /// There is nothing of this person's left to take back or to do again.
    #[error("nothing to {0}")]
    Nothing(&'static str),
}

impl From<StoreError> for WriteError {
    fn from(error: StoreError) -> Self {
        Self::Txn(error.into())
    }
}

impl From<rusqlite::Error> for WriteError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Txn(StoreError::from(error).into())
    }
}

impl Store {
    /// Opens an existing board; never makes one. Read-only where the file or its folder is.
    ///
    /// # Errors
    /// One sentence that says what is wrong with the file, which stays as it was.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        file::inspect(path)?;
        let read_only = !file::is_writable(path);
        let access =
            if read_only { OpenFlags::SQLITE_OPEN_READ_ONLY } else { OpenFlags::SQLITE_OPEN_READ_WRITE };
        let mut connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        prepare(&mut connection, read_only)?;
        if read_only {
            migrate::version(&connection, path)?;
        } else {
            migrate::migrate(&mut connection, path)?;
        }
        Ok(Self { connection, path: path.to_owned(), identity: Identity::of(path), read_only })
    }

    /// Makes a new board file, readable by its owner alone, and opens it.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is a file already, which stays as it was.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        use std::os::unix::fs::OpenOptionsExt;
        let io = |source: std::io::Error| match source.kind() {
            std::io::ErrorKind::AlreadyExists => StoreError::Exists(path.to_owned()),
            _ => StoreError::Io { path: path.to_owned(), source },
        };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(io)?;
        }
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(io)?;
        let made = Self::fill(path);
        if made.is_err() {
            // Half a board would be taken for a foreign file next time.
            let _ = std::fs::remove_file(path);
        }
        made
    }

    fn fill(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags)?;
        prepare(&mut connection, false)?;
        migrate::migrate(&mut connection, path)?;
        // The header is read without SQLite when the file is next opened, so it must have left the log.
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(Self { connection, path: path.to_owned(), identity: Identity::of(path), read_only: false })
    }

    /// The path it was opened by.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it can only be read.
    pub const fn is_read_only(&self) -> bool {
        self.read_only
    }

    pub(self) const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// A number that changes whenever somebody else commits; costs two microseconds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn tide(&self) -> Result<i64, StoreError> {
        Ok(self.connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?)
    }

    /// Everybody in the file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn people(&self) -> Result<Vec<Person>, StoreError> {
        rows::select(&self.connection, "", &[])
    }

    /// Every cycle in the file, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn cycles(&self) -> Result<Vec<Cycle>, StoreError> {
        rows::select(&self.connection, "", &[])
    }

    /// One record by the store's id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn record<E: Record>(&self, id: Id<E>) -> Result<Option<E>, StoreError> {
        rows::get(&self.connection, id.number())
    }

    /// The store's reference for one that people use; `None` when this cycle has no such record.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn resolve(&self, cycle: Id<Cycle>, reference: Ref) -> Result<Option<Ref>, StoreError> {
        resolve(&self.connection, cycle, reference)
    }

    /// The reference people use for a stored record.
    pub fn people_reference(&self, kind: Kind, id: i64) -> Ref {
        Txn::new(&self.connection).people_reference(kind, id)
    }

    /// Loads all records of one cycle, as they are at one moment.
    ///
    /// # Errors
    /// When the file cannot be read, or there is no such cycle.
    pub fn board(&self, cycle: Id<Cycle>) -> Result<Option<Board>, StoreError> {
        // One read transaction, so that the records and the sequence number belong together.
        let read = self.connection.unchecked_transaction()?;
        let Some(found) = rows::get::<Cycle>(&read, cycle.number())? else {
            return Ok(None);
        };
        let id = cycle.number();
        let of_cycle = "WHERE cycle = ?1";
        let board = Board {
            cycle: found,
            people: Table::new(rows::select(&read, "", &[])?),
            steps: Table::new(rows::select(&read, of_cycle, &[&id])?),
            items: Table::new(rows::select(&read, of_cycle, &[&id])?),
            decisions: Table::new(rows::select(&read, of_cycle, &[&id])?),
            criteria: Table::new(rows::select(
                &read,
                "WHERE decision IN (SELECT id FROM decision WHERE cycle = ?1)",
                &[&id],
            )?),
            evidence: Table::new(rows::select(
                &read,
                "WHERE decision IN (SELECT id FROM decision WHERE cycle = ?1)",
                &[&id],
            )?),
            blockers: Table::new(rows::select(&read, of_cycle, &[&id])?),
            risks: Table::new(rows::select(&read, of_cycle, &[&id])?),
            metrics: Table::new(rows::select(&read, of_cycle, &[&id])?),
            readings: Table::new(rows::select(
                &read,
                "WHERE metric IN (SELECT id FROM metric WHERE cycle = ?1)",
                &[&id],
            )?),
            intake: Table::new(rows::select(&read, of_cycle, &[&id])?),
            dependencies: Table::new(rows::select(&read, of_cycle, &[&id])?),
            notes: Table::new(rows::select(&read, of_cycle, &[&id])?),
            seq: read.query_row("SELECT coalesce(max(seq), 0) FROM operation", [], |row| row.get(0))?,
        };
        Ok(Some(board))
    }

    /// Does `work` in one transaction and logs it; on any error nothing has happened.
    ///
    /// `seen` is the last operation the writer had seen: when somebody else has since set one of the same fields
    /// to something else, the write is refused with their change.
    ///
    /// # Errors
    /// What `work` said, a conflict, or what is wrong with the file.
    pub fn write(
        &mut self,
        entry: &Entry<'_>,
        seen: Option<i64>,
        work: impl FnOnce(&mut Txn<'_>) -> Result<(), TxnError>,
    ) -> Result<Written, WriteError> {
        self.transact(|connection| {
            if let Some(seq) = log::by_token(connection, entry.token)? {
                return Ok(Written { seq, changes: log::changes_of(connection, seq)? });
            }
            let mut txn = Txn::new(connection);
            work(&mut txn)?;
            let changes = txn.into_changes();
            if let (Some(seen), Some(actor)) = (seen, entry.actor) {
                refuse_foreign(connection, &changes, seen, actor)?;
            }
            Ok(Written { seq: log::append(connection, entry, &changes)?, changes })
        })
    }

    /// Takes back the newest operation of this person, or does the newest undone one again.
    ///
    /// # Errors
    /// [`WriteError::Nothing`], a conflict naming who changed the record since, or what is wrong with the file.
    pub fn reverse(
        &mut self,
        entry: &Entry<'_>,
        actor: Id<Person>,
        direction: Direction,
    ) -> Result<Written, WriteError> {
        let cycle = entry.cycle.unwrap_or(Id::new(0));
        self.transact(|connection| {
            let (target, word) = match direction {
                Direction::Undo => (log::to_undo(connection, actor, cycle)?, "undo"),
                Direction::Redo => (log::to_redo(connection, actor, cycle)?, "redo"),
            };
            let Some(target) = target else {
                return Err(WriteError::Nothing(word));
            };
            let changes = log::changes_of(connection, target)?;
            let mut txn = Txn::new(connection);
            for change in changes.iter().rev() {
                if let Err(error) = txn.apply(change.inverse()) {
                    let foreign = blame(connection, change, target, actor)?;
                    return Err(
                        foreign.map_or(error.into(), |foreign| WriteError::Conflict(Box::new(foreign)))
                    );
                }
            }
            let changes = txn.into_changes();
            let entry = Entry { undoes: Some(target), ..entry.clone() };
            Ok(Written { seq: log::append(connection, &entry, &changes)?, changes })
        })
    }

    /// Does `work` and takes all of it back: what would happen, without its happening.
    ///
    /// # Errors
    /// What `work` said, or what is wrong with the file.
    pub fn rehearse(
        &mut self,
        work: impl FnOnce(&mut Txn<'_>) -> Result<(), TxnError>,
    ) -> Result<Vec<Change>, WriteError> {
        if self.read_only {
            return Err(StoreError::ReadOnly(self.path.clone()).into());
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut txn = Txn::new(&transaction);
        work(&mut txn)?;
        let changes = txn.into_changes();
        transaction.rollback()?;
        Ok(changes)
    }

    fn transact<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, WriteError>,
    ) -> Result<T, WriteError> {
        if self.read_only {
            return Err(StoreError::ReadOnly(self.path.clone()).into());
        }
        self.identity.verify()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        // A commit into a file that somebody moved away would be lost: only now may anybody hear "saved".
        self.identity.verify()?;
        Ok(done)
    }
}

/// Which way to walk in one's own history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Take back.
    Undo,
    /// Do again.
    Redo,
}

fn refuse_foreign(
    connection: &Connection,
    changes: &[Change],
    seen: i64,
    actor: Id<Person>,
) -> Result<(), WriteError> {
    for change in changes.iter().filter(|change| change.before.is_some()) {
        if let Some(foreign) = blame(connection, change, seen, actor)? {
            return Err(WriteError::Conflict(Box::new(foreign)));
        }
    }
    Ok(())
}

fn blame(
    connection: &Connection,
    change: &Change,
    after_seq: i64,
    actor: Id<Person>,
) -> Result<Option<Foreign>, StoreError> {
    let found = log::foreign_change(connection, change, after_seq, actor)?;
    Ok(found.map(|(by, at, field, theirs)| {
        let subject = Txn::new(connection).people_reference(change.kind, change.id);
        Foreign { subject, by, at, field, theirs }
    }))
}

fn resolve(connection: &Connection, cycle: Id<Cycle>, reference: Ref) -> Result<Option<Ref>, StoreError> {
    let table = rows::table_of(reference.kind);
    let clause = match reference.kind {
        Kind::Step | Kind::Item => "number = ?1 AND cycle = ?2",
        Kind::Decision
        | Kind::Blocker
        | Kind::Risk
        | Kind::Metric
        | Kind::Intake
        | Kind::Dependency
        | Kind::Note
        | Kind::Import => "id = ?1 AND cycle = ?2",
        Kind::Cycle | Kind::Person | Kind::Criterion | Kind::Evidence | Kind::Reading => {
            "id = ?1 AND ?2 = ?2"
        }
    };
    let id: Option<i64> = connection
        .prepare_cached(&format!("SELECT id FROM \"{table}\" WHERE {clause}"))?
        .query_row([reference.number, cycle.number()], |row| row.get(0))
        .optional()?;
    Ok(id.map(|id| Ref::new(reference.kind, id)))
}

/// Sets a connection up: what must hold for every one of them.
fn prepare(connection: &mut Connection, read_only: bool) -> Result<(), StoreError> {
    use rusqlite::config::DbConfig;
    connection.busy_handler(Some(wait_for_lock))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    if !read_only {
        connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    }
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON; PRAGMA journal_size_limit = 16777216; PRAGMA cache_size = -16000;
         PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;",
    )?;
    Ok(())
}

/// Waits a moment for the lock, a little differently each time, so that no writer starves; gives up after about
/// five seconds.
fn wait_for_lock(tries: i32) -> bool {
    const PATIENCE: i32 = 1_200;
    let longest = if tries < 10 { 500 } else { 8_000 };
    std::thread::sleep(Duration::from_micros(fastrand::u64(100..=longest)));
    tries < PATIENCE
}

#[cfg(test)]
mod tests;
