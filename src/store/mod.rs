//! The board file: SQLite, opened with care. The only module that contains SQL.
//!
//! Reads are short and never write; every write is one `BEGIN IMMEDIATE` transaction that changes rows and log
//! together. The identity of the file and of its write-ahead log is checked before a write and again before anybody
//! is told that it is saved.
#![expect(clippy::disallowed_types, reason = "this module owns the connection")]

mod commit;
mod conflict;
mod error;
mod file_identity;
mod hash_chain;
mod integrity;
mod migrate;
mod open;
mod oplog;
mod rows;
mod simulation;
mod snapshot;
mod txn;

pub use commit::{Direction, WriteError, Written};
pub use conflict::FieldConflict;
pub use error::StoreError;
pub use integrity::Health;
pub use migrate::Migrated;
pub use oplog::{Account, Entry, FINAL, Logged};
pub use txn::{Txn, TxnError};

use crate::domain::{
    Board, Cycle, Id, Import, Kind, Metric, Moment, Person, Record, Ref, board::Rows, id::Scope,
    policy::Escalates,
};
use file_identity::Identity;
use rusqlite::{Connection, OptionalExtension};
use std::path::{Path, PathBuf};

/// An open board file.
pub struct Store {
    connection: Connection,
    path: PathBuf,
    identity: Identity,
    read_only: bool,
    is_simulation: bool,
    migrated: Option<Migrated>,
}

impl Store {
    /// The path it was opened by.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it can only be read.
    pub const fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Whether it is marked as a simulation: a board whose clock may be given by hand. One without the mark is real.
    pub const fn is_simulation(&self) -> bool {
        self.is_simulation
    }

    /// The change of its format that opening it has made, if it was an older one.
    pub const fn migrated(&self) -> Option<&Migrated> {
        self.migrated.as_ref()
    }

    pub(self) const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// A number that changes whenever somebody else commits; costs some microseconds.
    ///
    /// # Errors
    /// [`StoreError::Replaced`], or when the file cannot be read.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        self.identity.verify()?;
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

    /// The metrics of a cycle, which are few.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn metrics(&self, cycle: Id<Cycle>) -> Result<Vec<Metric>, StoreError> {
        rows::select(&self.connection, "WHERE cycle = ?1", &[&cycle.number()])
    }

    /// The traces of the rows that were imported into a cycle, which are on no board.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn imports(&self, cycle: Id<Cycle>) -> Result<Vec<Import>, StoreError> {
        rows::select(&self.connection, "WHERE cycle = ?1", &[&cycle.number()])
    }

    /// One record by the store's id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn record<E: Record>(&self, id: Id<E>) -> Result<Option<E>, StoreError> {
        rows::get(&self.connection, id.number())
    }

    /// The open records of a kind that nobody has escalated and that were opened by a moment: id and opening, in the
    /// order of ids.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn escalation_candidates(
        &self,
        cycle: Id<Cycle>,
        kind: Escalates,
        opened_by: Moment,
    ) -> Result<Vec<(i64, Moment)>, StoreError> {
        let table = match kind {
            Escalates::Blocker => Kind::Blocker,
            Escalates::Decision => Kind::Decision,
        };
        let sql = format!(
            "SELECT id, opened FROM \"{}\" WHERE cycle = ?1 AND opened <= ?2 AND {} AND escalated_at IS NULL
               ORDER BY id",
            rows::table_of(table),
            txn::lingers(table)
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map((cycle.number(), opened_by.millis()), |row| {
            Ok((row.get(0)?, Moment::from_millis(row.get(1)?)))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The store's reference for one that people use; `None` when this cycle has no such record.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn resolve(&self, cycle: Id<Cycle>, reference: Ref) -> Result<Option<Ref>, StoreError> {
        resolve(&self.connection, cycle, reference)
    }

    /// The cycle that a record lies in; nothing for what lies in none, what is numbered within its own, and what is not
    /// there.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn cycle_of(&self, reference: Ref) -> Result<Option<Id<Cycle>>, StoreError> {
        if reference.kind.scope() != Scope::Cycle {
            return Ok(None);
        }
        let sql = format!("SELECT cycle FROM \"{}\" WHERE id = ?1", rows::table_of(reference.kind));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let cycle: Option<i64> = statement.query_row([reference.number], |row| row.get(0)).optional()?;
        Ok(cycle.map(Id::new))
    }

    /// The reference people use for a stored record.
    pub fn people_reference(&self, kind: Kind, id: i64) -> Ref {
        Txn::new(&self.connection).people_reference(kind, id)
    }

    /// Loads all records of one cycle, as they are at one moment.
    ///
    /// # Errors
    /// [`StoreError::Replaced`], or when the file cannot be read.
    pub fn board(&self, cycle: Id<Cycle>) -> Result<Option<Board>, StoreError> {
        self.identity.verify()?;
        // One read transaction, so that the records and the sequence number belong together.
        let read = self.connection.unchecked_transaction()?;
        load(&read, cycle)
    }
}

/// All records of one cycle, as the connection sees them.
fn load(connection: &Connection, cycle: Id<Cycle>) -> Result<Option<Board>, StoreError> {
    let Some(found) = rows::get::<Cycle>(connection, cycle.number())? else {
        return Ok(None);
    };
    let seq = connection.query_row("SELECT coalesce(max(seq), 0) FROM operation", [], |row| row.get(0))?;
    Board::load(found, seq, &OfCycle { connection, cycle: cycle.number() }).map(Some)
}

/// The rows of one cycle, for its board.
struct OfCycle<'a> {
    connection: &'a Connection,
    cycle: i64,
}

impl Rows for OfCycle<'_> {
    type Error = StoreError;

    fn rows<E: Record>(&self, scope: Scope) -> Result<Vec<E>, StoreError> {
        let clause = match scope {
            Scope::File => return rows::select(self.connection, "", &[]),
            // Most rows of a file belong to the cycle that is opened: reading the table through beats looking each row
            // up by the index, which the plus sign keeps out.
            Scope::Cycle | Scope::Numbered | Scope::Subject => "WHERE +cycle = ?1".to_owned(),
            Scope::Part { by, .. } => of_parent::<E>(by),
        };
        rows::select(self.connection, &clause, &[&self.cycle])
    }
}

/// The clause for the parts of a cycle's records, by the column that names the record they belong to.
///
/// Looking the parent up by its id for each row that exists costs less than a list of all parents' ids, and nothing
/// where the table is empty. The column is qualified: the parent's table may have one of the same name.
fn of_parent<E: Record>(parent: &str) -> String {
    let table = E::TABLE;
    format!(
        "WHERE EXISTS (SELECT 1 FROM \"{parent}\" AS parent WHERE parent.id = \"{table}\".\"{parent}\" AND parent.cycle = ?1)"
    )
}

fn resolve(connection: &Connection, cycle: Id<Cycle>, reference: Ref) -> Result<Option<Ref>, StoreError> {
    let table = rows::table_of(reference.kind);
    let clause = match reference.kind.scope() {
        Scope::File => "id = ?1 AND ?2 = ?2".to_owned(),
        Scope::Cycle | Scope::Subject => "id = ?1 AND cycle = ?2".to_owned(),
        Scope::Numbered => "number = ?1 AND cycle = ?2".to_owned(),
        Scope::Part { by, .. } => {
            format!("id = ?1 AND \"{by}\" IN (SELECT id FROM \"{by}\" WHERE cycle = ?2)")
        }
    };
    let id: Option<i64> = connection
        .prepare_cached(&format!("SELECT id FROM \"{table}\" WHERE {clause}"))?
        .query_row([reference.number, cycle.number()], |row| row.get(0))
        .optional()?;
    Ok(id.map(|id| Ref::new(reference.kind, id)))
}

#[cfg(test)]
mod tests;
