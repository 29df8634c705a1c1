//! One write to the board: the single writer of rows. What it changes is collected for the log.

use super::{error::StoreError, rows};
use crate::domain::{
    Board, Change, Cycle, Fields, Id, Kind, Moment, Record, Ref, Refusal, Value, id::Scope,
    sanitize::clean_text,
};
use rusqlite::{Connection, OptionalExtension};
use std::cell::RefCell;

/// Why an operation inside a transaction did not happen. The transaction is rolled back.
#[derive(Debug, thiserror::Error)]
pub enum TxnError {
    /// A rule said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Somebody changed the record meanwhile.
    #[error("{0} was changed meanwhile")]
    Stale(Ref),
    /// There is no such record.
    #[error("there is no {0}")]
    NotFound(Ref),
    /// The file.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for TxnError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// A running write. Dropping it without a commit leaves everything as it was.
pub struct Txn<'a> {
    connection: &'a Connection,
    changes: Vec<Change>,
    /// The cycle as it was last read, until it is changed.
    cycle: RefCell<Option<Cycle>>,
}

impl<'a> Txn<'a> {
    pub(super) const fn new(connection: &'a Connection) -> Self {
        Self { connection, changes: Vec::new(), cycle: RefCell::new(None) }
    }

    pub(super) fn into_changes(self) -> Vec<Change> {
        self.changes
    }

    /// What it has changed so far.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The record with this id.
    ///
    /// # Errors
    /// [`TxnError::NotFound`] when there is none.
    pub fn get<E: Record>(&self, id: Id<E>) -> Result<E, TxnError> {
        rows::get(self.connection, id.number())?.ok_or(TxnError::NotFound(Ref::new(E::KIND, id.number())))
    }

    /// The cycle with this id, which nearly every rule asks for: read once, until the transaction changes it.
    ///
    /// # Errors
    /// [`TxnError::NotFound`] when there is none.
    pub fn cycle(&self, id: Id<Cycle>) -> Result<Cycle, TxnError> {
        if let Some(cycle) = self.cycle.borrow().as_ref().filter(|cycle| cycle.id == id) {
            return Ok(cycle.clone());
        }
        let cycle = self.get(id)?;
        self.cycle.replace(Some(cycle.clone()));
        Ok(cycle)
    }

    /// Writes a change down; what was read of a record that it changes holds no more.
    fn note(&mut self, change: Change) {
        if change.kind == Kind::Cycle {
            self.cycle.take();
        }
        self.changes.push(change);
    }

    /// All records of a kind whose `field` has this value.
    pub fn all<E: Record>(&self, field: &'static str, value: &Value) -> Result<Vec<E>, TxnError> {
        // An index over what is not null serves `=` and not `IS`.
        let is = if *value == Value::Null { "IS" } else { "=" };
        Ok(rows::select(self.connection, &format!("WHERE \"{field}\" {is} ?1"), &[&rows::Sql(value)])?)
    }

    /// All records of a kind whose list `field` names this record.
    pub fn listing<E: Record>(&self, field: &'static str, named: Ref) -> Result<Vec<E>, TxnError> {
        let clause = format!("WHERE ',' || \"{field}\" || ',' LIKE '%,' || ?1 || ',%'");
        Ok(rows::select(self.connection, &clause, &[&named.to_string()])?)
    }

    /// The open records of a cycle that nobody has escalated and that were opened by a moment.
    pub fn escalation_candidates<E: Record>(
        &self,
        cycle: Id<Cycle>,
        opened_by: Moment,
    ) -> Result<Vec<E>, TxnError> {
        let lingers = lingers(E::KIND);
        let clause = format!("WHERE cycle = ?1 AND opened <= ?2 AND {lingers} AND escalated_at IS NULL");
        Ok(rows::select(self.connection, &clause, &[&cycle.number(), &opened_by.millis()])?)
    }

    /// Every record of a kind; for the small tables only.
    pub fn every<E: Record>(&self) -> Result<Vec<E>, TxnError> {
        Ok(rows::select(self.connection, "", &[])?)
    }

    /// The store's reference for one that people use: steps and items are numbered within their cycle.
    ///
    /// # Errors
    /// [`TxnError::NotFound`] when there is no such record, or it belongs to another cycle.
    pub fn resolve(&self, cycle: Id<Cycle>, reference: Ref) -> Result<Ref, TxnError> {
        super::resolve(self.connection, cycle, reference)?.ok_or(TxnError::NotFound(reference))
    }

    /// Stores a new record and says its id.
    ///
    /// # Errors
    /// The [`Refusal`] of its invariants.
    pub fn add<E: Record>(&mut self, record: &E) -> Result<Id<E>, TxnError> {
        let record = cleaned(record)?;
        record.check()?;
        let after = rows::fields_of(&record);
        let id = rows::insert(self.connection, E::KIND, record.id().number(), &after)
            .map_err(|error| refused(error, None))?;
        self.note(Change { kind: E::KIND, id, before: None, after: Some(after) });
        Ok(Id::new(id))
    }

    /// Loads a record, lets `edit` change it, and stores the fields that differ.
    ///
    /// # Errors
    /// The [`Refusal`] of `edit` or of the record's invariants, naming the record.
    pub fn edit<E: Record>(
        &mut self,
        id: Id<E>,
        edit: impl FnOnce(&mut E) -> Result<(), Refusal>,
    ) -> Result<E, TxnError> {
        let old = self.get(id)?;
        let mut new = old.clone();
        let about = |refusal: Refusal| refusal.about(old.reference());
        edit(&mut new).map_err(about)?;
        let new = cleaned(&new)?;
        new.check().map_err(about)?;
        let (before, after) = difference(&old, &new);
        if !after.is_empty() {
            rows::update(self.connection, E::KIND, id.number(), &before, &after)
                .map_err(|error| refused(error, Some(old.reference())))?;
            self.note(Change { kind: E::KIND, id: id.number(), before: Some(before), after: Some(after) });
        }
        Ok(new)
    }

    /// Removes a part of a record; a record itself is closed, never removed.
    ///
    /// # Errors
    /// [`TxnError::Stale`] when it is not as given any more.
    pub fn remove<E: Record>(&mut self, record: &E) -> Result<(), TxnError> {
        let before = Some(rows::fields_of(record));
        self.apply(Change { kind: E::KIND, id: record.id().number(), before, after: None })
    }

    /// Everything of a cycle, with what this transaction has changed so far; for the rules that look across records.
    ///
    /// # Errors
    /// [`TxnError::NotFound`] when there is no such cycle.
    pub fn board(&self, cycle: Id<Cycle>) -> Result<Board, TxnError> {
        let none = || TxnError::NotFound(Ref::new(Kind::Cycle, cycle.number()));
        super::load(self.connection, cycle)?.ok_or_else(none)
    }

    /// Makes a change exactly as given, where its old values still hold; undo and redo are made of these.
    ///
    /// # Errors
    /// [`TxnError::Stale`] when the record is not as the change expects it.
    pub fn apply(&mut self, change: Change) -> Result<(), TxnError> {
        let Change { kind, id, .. } = change;
        let held = match (&change.before, &change.after) {
            (None, None) => Ok(true),
            (None, Some(after)) => rows::insert(self.connection, kind, id, after).map(|_| true),
            (Some(before), Some(after)) => rows::update(self.connection, kind, id, before, after),
            (Some(_), None) if rows::is_referred_to(self.connection, kind, id)? => Ok(false),
            (Some(before), None) => rows::delete(self.connection, kind, id, before),
        };
        // What others have built on it since shows in the file's own rules.
        let held = match held {
            Err(StoreError::Sqlite(error)) if is_constraint(&error) => false,
            held => held?,
        };
        if !held {
            return Err(TxnError::Stale(self.people_reference(kind, id)));
        }
        self.note(change);
        Ok(())
    }

    /// The reference people use for a stored record.
    pub fn people_reference(&self, kind: Kind, id: i64) -> Ref {
        if kind.scope() != Scope::Numbered {
            return Ref::new(kind, id);
        }
        let sql = format!("SELECT number FROM \"{}\" WHERE id = ?1", rows::table_of(kind));
        let number = self.connection.query_row(&sql, [id], |row| row.get(0)).optional().ok().flatten();
        Ref::new(kind, number.unwrap_or(id))
    }
}

/// What a row of this kind says while its clock runs: a decision that is put off still counts, unless it is out of the
/// launch.
pub(super) fn lingers(kind: Kind) -> &'static str {
    if kind == Kind::Decision { "state IN ('open', 'deferred') AND out_at IS NULL" } else { "state = 'open'" }
}

fn is_constraint(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
}

/// The refusal for what the file's own rules do not let in; the domain's rules usually speak first.
fn refused(error: StoreError, subject: Option<Ref>) -> TxnError {
    use rusqlite::ffi::{SQLITE_CONSTRAINT_FOREIGNKEY, SQLITE_CONSTRAINT_UNIQUE};
    let StoreError::Sqlite(sqlite) = &error else {
        return error.into();
    };
    if !is_constraint(sqlite) {
        return error.into();
    }
    let (reason, hint) = match sqlite.sqlite_error().map(|found| found.extended_code) {
        Some(SQLITE_CONSTRAINT_FOREIGNKEY) => {
            ("it refers to something that is not on the board".to_owned(), "choose something that is there")
        }
        Some(SQLITE_CONSTRAINT_UNIQUE) => {
            (format!("another has that already ({sqlite})"), "choose another value")
        }
        _ => (format!("the board does not take such a value ({sqlite})"), "look at the fields again"),
    };
    let refusal = Refusal::new("record.file", reason, hint);
    match subject {
        Some(subject) => refusal.about(subject).into(),
        None => refusal.into(),
    }
}

/// The same record with its text cleaned: nothing that steers a terminal or hides is ever stored.
fn cleaned<E: Record>(record: &E) -> Result<E, StoreError> {
    let mut cleaned = record.clone();
    for (field, value) in E::FIELDS.iter().zip(record.values()) {
        let Value::Text(text) = value else { continue };
        let clean = clean_text(&text);
        if *clean != *text {
            cleaned.set(field.name, Value::text(clean))?;
        }
    }
    Ok(cleaned)
}

/// The fields in which two versions of a record differ, old and new.
fn difference<E: Record>(old: &E, new: &E) -> (Fields, Fields) {
    let (mut before, mut after) = (Fields::new(), Fields::new());
    for ((field, old), new) in E::FIELDS.iter().zip(old.values()).zip(new.values()) {
        if old != new {
            before.insert(field.name.to_owned(), old);
            after.insert(field.name.to_owned(), new);
        }
    }
    (before, after)
}
