//! The log: what was done, by whom and from where. Audit, history, undo, redo and live refresh are queries on it.

use super::{
    Store,
    chain::{self, Link, StoredChange},
    error::StoreError,
};
use crate::domain::{Change, Cycle, Fields, Id, Kind, Moment, Person, Ref, Value};
use rusqlite::{Connection, OptionalExtension, Row};

/// Names of operations that a key does not take back.
pub const FINAL: &[&str] = &["person.join", "cycle.new"];

/// Who does something, from where, when, and as which message.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// When.
    pub at: Moment,
    /// Who; `None` when the operation itself makes the person.
    pub actor: Option<Id<Person>>,
    /// From where: the command line, a terminal, an import.
    pub via: &'a str,
    /// The operation's name, such as `decision.approve`.
    pub name: &'a str,
    /// The cycle it belongs to.
    pub cycle: Option<Id<Cycle>>,
    /// The operation as JSON.
    pub payload: &'a str,
    /// Unique in the log, so that a message sent twice is done once.
    pub token: &'a str,
    /// The operation it takes back.
    pub undoes: Option<i64>,
}

/// One operation of the log, with what it changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// Its place in the log.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: Id<Person>,
    /// From where.
    pub via: String,
    /// What.
    pub name: String,
    /// The operation it takes back.
    pub undoes: Option<i64>,
    /// What it changed.
    pub changes: Vec<Change>,
}

/// Appends an operation and says its place in the log.
pub(super) fn append(
    connection: &Connection,
    entry: &Entry<'_>,
    changes: &[Change],
) -> Result<i64, StoreError> {
    let last = "SELECT seq, hash FROM operation ORDER BY seq DESC LIMIT 1";
    let last: Option<(i64, String)> =
        connection.prepare_cached(last)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let (last_seq, previous) = last.unwrap_or_else(|| (0, chain::ROOT.to_owned()));
    let stored: Vec<StoredChange> = changes.iter().map(StoredChange::of).collect();
    let joined = changes.iter().find(|change| change.kind == Kind::Person).map(|change| change.id);
    let link = Link {
        seq: last_seq + 1,
        at: entry.at.millis(),
        actor: entry.actor.map(Id::number).or(joined).unwrap_or_default(),
        via: entry.via,
        name: entry.name,
        cycle: entry.cycle.map(Id::number),
        payload: entry.payload,
        token: entry.token,
        undoes: entry.undoes,
    };
    let hash = chain::hash(&previous, &link, &stored);
    connection
        .prepare_cached(
            "INSERT INTO operation (seq, at, actor, via, name, cycle, payload, token, undoes, prev_hash, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(rusqlite::params![
            link.seq, link.at, link.actor, link.via, link.name, link.cycle, link.payload, link.token, link.undoes,
            previous, hash
        ])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO change (seq, place, kind, id, about, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (place, (change, stored)) in changes.iter().zip(&stored).enumerate() {
        let about = parent_of(change);
        insert.execute(rusqlite::params![
            link.seq,
            place as i64,
            stored.kind,
            stored.id,
            about,
            stored.before,
            stored.after
        ])?;
    }
    Ok(link.seq)
}

/// The operation that a message with this token already was.
pub(super) fn by_token(connection: &Connection, token: &str) -> Result<Option<i64>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT seq FROM operation WHERE token = ?1")?
        .query_row([token], |row| row.get(0))
        .optional()?)
}

/// The newest operation of this person that still stands and can be taken back.
pub(super) fn to_undo(
    connection: &Connection,
    actor: Id<Person>,
    cycle: Id<Cycle>,
) -> Result<Option<i64>, StoreError> {
    let finals = FINAL.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "SELECT seq FROM operation AS o
         WHERE actor = ?1 AND cycle IS ?2 AND undoes IS NULL AND name NOT IN ({finals})
           AND NOT EXISTS (SELECT 1 FROM operation AS u WHERE u.undoes = o.seq
             AND NOT EXISTS (SELECT 1 FROM operation AS r WHERE r.undoes = u.seq))
         ORDER BY seq DESC LIMIT 1"
    );
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([actor.number(), cycle.number()], |row| row.get(0))
        .optional()?)
}

/// The newest undo of this person that still stands, unless they did something new since.
pub(super) fn to_redo(
    connection: &Connection,
    actor: Id<Person>,
    cycle: Id<Cycle>,
) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT u.seq FROM operation AS u JOIN operation AS o ON o.seq = u.undoes
         WHERE u.actor = ?1 AND u.cycle IS ?2 AND o.undoes IS NULL
           AND NOT EXISTS (SELECT 1 FROM operation AS r WHERE r.undoes = u.seq)
           AND u.seq > coalesce((SELECT max(seq) FROM operation WHERE actor = ?1 AND cycle IS ?2 AND undoes IS NULL), 0)
         ORDER BY u.seq DESC LIMIT 1";
    Ok(connection
        .prepare_cached(sql)?
        .query_row([actor.number(), cycle.number()], |row| row.get(0))
        .optional()?)
}

/// The changes of one operation, in the order they were made.
pub(super) fn changes_of(connection: &Connection, seq: i64) -> Result<Vec<Change>, StoreError> {
    let sql = "SELECT kind, id, before, after FROM change WHERE seq = ?1 ORDER BY place";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([seq])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        changes.push(read_change(row, 0)?);
    }
    Ok(changes)
}

/// Who last changed one of these fields of a record after `seq`, when it was somebody else.
pub(super) fn foreign_change(
    connection: &Connection,
    change: &Change,
    after_seq: i64,
    actor: Id<Person>,
) -> Result<Option<(Id<Person>, Moment, String, Fields)>, StoreError> {
    let sql = "SELECT c.kind, c.id, c.before, c.after, o.actor, o.at FROM change AS c JOIN operation AS o USING (seq)
         WHERE c.kind = ?1 AND c.id = ?2 AND c.seq > ?3 AND o.actor <> ?4 ORDER BY c.seq DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows =
        statement.query(rusqlite::params![change.kind.key(), change.id, after_seq, actor.number()])?;
    while let Some(row) = rows.next()? {
        let theirs = read_change(row, 0)?;
        let (by, at): (i64, i64) = (row.get(4)?, row.get(5)?);
        let differs = |name: &str| {
            let value = |change: &Change| change.after.as_ref().and_then(|fields| fields.get(name)).cloned();
            change.touched().any(|mine| mine == name) && value(change) != value(&theirs)
        };
        let field = theirs.touched().find(|name| differs(name)).map(str::to_owned);
        if let Some(field) = field {
            return Ok(Some((Id::new(by), Moment::from_millis(at), field, theirs.after.unwrap_or_default())));
        }
    }
    Ok(None)
}

fn read_change(row: &Row<'_>, from: usize) -> Result<Change, StoreError> {
    let kind: String = row.get(from)?;
    let fields = |json: Option<String>| -> Result<Option<Fields>, StoreError> {
        json.map(|json| serde_json::from_str(&json))
            .transpose()
            .map_err(|error| StoreError::Damaged(error.to_string()))
    };
    Ok(Change {
        kind: Kind::parse(&kind)
            .ok_or_else(|| StoreError::Damaged(format!("the log names a record of kind {kind}")))?,
        id: row.get(from + 1)?,
        before: fields(row.get(from + 2)?)?,
        after: fields(row.get(from + 3)?)?,
    })
}

impl Store {
    /// The log of a cycle, newest first; of one record only when `subject` (by the store's id) is given.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn history(
        &self,
        cycle: Id<Cycle>,
        subject: Option<Ref>,
        limit: usize,
    ) -> Result<Vec<Logged>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        match subject {
            Some(subject) => self.operations(
                "WHERE seq IN (SELECT seq FROM change WHERE kind = ?1 AND id = ?2
                   UNION SELECT seq FROM change WHERE about = ?3)",
                &[&subject.kind.key(), &subject.number, &subject.to_string(), &limit],
                4,
            ),
            None => self.operations("WHERE cycle IS ?1 OR cycle IS NULL", &[&cycle.number(), &limit], 2),
        }
    }

    /// What happened in a cycle after `seq`, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn since(&self, cycle: Id<Cycle>, seq: i64) -> Result<Vec<Logged>, StoreError> {
        let mut logged = self.operations(
            "WHERE (cycle IS ?1 OR cycle IS NULL) AND seq > ?2",
            &[&cycle.number(), &seq, &i64::MAX],
            3,
        )?;
        logged.reverse();
        Ok(logged)
    }

    /// One operation of the log.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn operation(&self, seq: i64) -> Result<Option<Logged>, StoreError> {
        Ok(self.operations("WHERE seq = ?1", &[&seq, &1], 2)?.pop())
    }

    fn operations(
        &self,
        clause: &str,
        parameters: &[&dyn rusqlite::ToSql],
        limit_at: usize,
    ) -> Result<Vec<Logged>, StoreError> {
        let sql = format!(
            "SELECT seq, at, actor, via, name, undoes FROM operation {clause} ORDER BY seq DESC LIMIT ?{limit_at}"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query(parameters)?;
        let mut logged = Vec::new();
        while let Some(row) = rows.next()? {
            let seq = row.get(0)?;
            logged.push(Logged {
                seq,
                at: Moment::from_millis(row.get(1)?),
                actor: Id::new(row.get(2)?),
                via: row.get(3)?,
                name: row.get(4)?,
                undoes: row.get(5)?,
                changes: changes_of(self.connection(), seq)?,
            });
        }
        Ok(logged)
    }

    /// The last operation in the log, and its hash: what the chain ends with.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn head(&self) -> Result<(i64, String), StoreError> {
        let sql = "SELECT seq, hash FROM operation ORDER BY seq DESC LIMIT 1";
        let head = self
            .connection()
            .prepare_cached(sql)?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(head.unwrap_or_else(|| (0, chain::ROOT.to_owned())))
    }
}

/// The record that a change of a child belongs to: a criterion's decision, a note's subject.
fn parent_of(change: &Change) -> Option<String> {
    let fields = change.after.as_ref().or(change.before.as_ref())?;
    let number = |field: &str, kind: Kind| match fields.get(field) {
        Some(Value::Integer(id)) => Some(Ref::new(kind, *id).to_string()),
        Some(Value::Null | Value::Real(_) | Value::Text(_)) | None => None,
    };
    match change.kind {
        Kind::Criterion | Kind::Evidence => number("decision", Kind::Decision),
        Kind::Reading => number("metric", Kind::Metric),
        Kind::Note => fields.get("subject").and_then(Value::as_text).map(str::to_owned),
        Kind::Cycle
        | Kind::Person
        | Kind::Step
        | Kind::Item
        | Kind::Decision
        | Kind::Blocker
        | Kind::Risk
        | Kind::Metric
        | Kind::Intake
        | Kind::Dependency
        | Kind::Import => None,
    }
}
