//! Writing: one transaction that changes rows and log together, or nothing.
#![expect(clippy::disallowed_types, reason = "the store owns the connection")]

use super::{
    Entry, Store, Txn, TxnError,
    conflict::{self, FieldConflict},
    error::StoreError,
    open, oplog,
};
use crate::domain::{Change, Id, Moment, Person};
use rusqlite::{Connection, TransactionBehavior, backup::Backup};

/// All pages of a copy in one step.
const WHOLE: i32 = -1;

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
    Conflict(Box<FieldConflict>),
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
            if let Some(done) = done_already(connection, entry.token)? {
                return Ok(done);
            }
            let changes = changes_of(connection, entry, seen, work)?;
            Ok(Written { seq: oplog::append(connection, entry, &changes)?, changes })
        })
    }

    /// The same for what may turn out to change nothing: then nothing is logged, and the place in the log is 0.
    ///
    /// # Errors
    /// As for [`Store::write`].
    pub fn write_if_changed(
        &mut self,
        entry: &Entry<'_>,
        seen: Option<i64>,
        work: impl FnOnce(&mut Txn<'_>) -> Result<(), TxnError>,
    ) -> Result<Written, WriteError> {
        self.transact(|connection| {
            if let Some(done) = done_already(connection, entry.token)? {
                return Ok(done);
            }
            let changes = changes_of(connection, entry, seen, work)?;
            let seq = if changes.is_empty() { 0 } else { oplog::append(connection, entry, &changes)? };
            Ok(Written { seq, changes })
        })
    }

    /// Does `work` as the product's own act; when it changes nothing, nothing is logged.
    ///
    /// # Errors
    /// What `work` said, or what is wrong with the file.
    pub fn act(
        &mut self,
        entry: &Entry<'_>,
        work: impl FnOnce(&mut Txn<'_>) -> Result<(), TxnError>,
    ) -> Result<Option<Written>, WriteError> {
        self.transact(|connection| {
            let mut txn = Txn::new(connection);
            work(&mut txn)?;
            let changes = txn.into_changes();
            if changes.is_empty() {
                return Ok(None);
            }
            Ok(Some(Written { seq: oplog::append(connection, entry, &changes)?, changes }))
        })
    }

    /// Takes back the newest operation of this person, or does the newest undone one again; `check` looks at what
    /// comes of it, knowing when that operation was done, and may refuse.
    ///
    /// # Errors
    /// [`WriteError::Nothing`], a conflict naming who changed the record since, what `check` said, or what is wrong
    /// with the file.
    pub fn reverse(
        &mut self,
        entry: &Entry<'_>,
        actor: Id<Person>,
        direction: Direction,
        check: impl FnOnce(&mut Txn<'_>, Moment) -> Result<(), TxnError>,
    ) -> Result<Written, WriteError> {
        self.transact(|connection| {
            if let Some(done) = done_already(connection, entry.token)? {
                return Ok(done);
            }
            let target = match direction {
                Direction::Undo => oplog::to_undo(connection, actor, entry.cycle)?,
                Direction::Redo => oplog::to_redo(connection, actor, entry.cycle)?,
            };
            let Some(target) = target else {
                return Err(WriteError::Nothing(direction.word()));
            };
            let changes = oplog::changes_of(connection, target)?;
            let mut txn = Txn::new(connection);
            for change in changes.iter().rev() {
                if let Some(foreign) = conflict::stand(connection, change, target, actor)? {
                    return Err(conflict(connection, foreign));
                }
                match txn.apply(change.inverse()) {
                    Ok(()) => {}
                    Err(stale @ TxnError::Stale(_)) => {
                        let foreign = conflict::change(connection, change, target, actor)?;
                        return Err(foreign.map_or(stale.into(), |foreign| conflict(connection, foreign)));
                    }
                    Err(error) => return Err(error.into()),
                }
            }
            check(&mut txn, oplog::done_at(connection, target)?)?;
            let changes = txn.into_changes();
            let entry = Entry { undoes: Some(target), ..entry.clone() };
            Ok(Written { seq: oplog::append(connection, &entry, &changes)?, changes })
        })
    }

    /// Does `work` on a copy in memory: what would happen, without its happening and without keeping anybody waiting.
    ///
    /// The copy is taken in one read, so it is the board as it was at one moment; others go on writing to the file.
    ///
    /// # Errors
    /// What `work` said, or what is wrong with the file.
    pub fn dry_run(
        &self,
        work: impl FnOnce(&mut Txn<'_>) -> Result<(), TxnError>,
    ) -> Result<Vec<Change>, WriteError> {
        if self.read_only {
            return Err(StoreError::ReadOnly(self.path.clone()).into());
        }
        self.identity.verify()?;
        let mut copy = open::in_memory()?;
        Backup::new(&self.connection, &mut copy)?.step(WHOLE)?;
        let transaction = copy.transaction()?;
        let mut txn = Txn::new(&transaction);
        work(&mut txn)?;
        Ok(txn.into_changes())
    }

    pub(super) fn transact<T>(
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

impl Direction {
    const fn word(self) -> &'static str {
        match self {
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }
}

/// What `work` changes in a running transaction, unless somebody else set one of the same fields since `seen`.
fn changes_of(
    connection: &Connection,
    entry: &Entry<'_>,
    seen: Option<i64>,
    work: impl FnOnce(&mut Txn<'_>) -> Result<(), TxnError>,
) -> Result<Vec<Change>, WriteError> {
    let mut txn = Txn::new(connection);
    work(&mut txn)?;
    let changes = txn.into_changes();
    if let (Some(seen), Some(actor)) = (seen, entry.actor) {
        refuse_foreign(connection, &changes, seen, actor)?;
    }
    Ok(changes)
}

/// What a message with this token did when it came the first time.
fn done_already(connection: &Connection, token: &str) -> Result<Option<Written>, StoreError> {
    let Some(seq) = oplog::by_token(connection, token)? else {
        return Ok(None);
    };
    let changes = oplog::changes_of(connection, seq)?;
    Ok(Some(Written { seq, changes }))
}

fn refuse_foreign(
    connection: &Connection,
    changes: &[Change],
    seen: i64,
    actor: Id<Person>,
) -> Result<(), WriteError> {
    for change in changes.iter().filter(|change| change.before.is_some()) {
        if let Some(foreign) = conflict::change(connection, change, seen, actor)? {
            return Err(conflict(connection, foreign));
        }
    }
    Ok(())
}

/// The conflict, under the name that people have for the record.
fn conflict(connection: &Connection, foreign: FieldConflict) -> WriteError {
    let subject = Txn::new(connection).people_reference(foreign.subject.kind, foreign.subject.number);
    WriteError::Conflict(Box::new(FieldConflict { subject, ..foreign }))
}
