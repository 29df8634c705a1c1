//! The operation log: what was done, by whom and through which door. Audit, history, undo, redo and live refresh are
//! queries on it.

use super::{
    Store,
    error::StoreError,
    hash_chain::{self, Link, StoredChange},
    rows,
};
use crate::domain::{
    Change, Cycle, Fields, Id, Kind, Moment, Person, Ref,
    change::{parent_field, parent_from},
};
use rusqlite::{Connection, OptionalExtension, Row};

/// Names of operations that a key does not take back.
pub const FINAL: &[&str] = &["person.join", "cycle.new"];

/// The operations of one cycle, and those outside any.
const OF_CYCLE: &str = "WHERE cycle IS ?1 OR cycle IS NULL";

/// The operations that touched one record or what belongs to it.
pub(super) const OF_RECORD: &str = "WHERE seq IN (SELECT seq FROM change WHERE kind = ?1 AND id = ?2
       UNION SELECT seq FROM change WHERE about = ?3)";

/// The operations after one that a board of one cycle shows.
pub(super) const SINCE: &str = "WHERE seq > ?2 AND (cycle IS ?1 OR cycle IS NULL OR EXISTS (
       SELECT 1 FROM change AS c WHERE c.seq = operation.seq AND (c.kind = ?3 OR (c.kind = ?4 AND c.id = ?1))))";

/// From which account of the machine somebody works, beside who they say they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// The login name; `None` where the program does not know it.
    pub login: Option<String>,
    /// The fingerprint of the key that opened the session, as `SHA256:…`; `None` where none did.
    pub key: Option<String>,
}

/// Who does something, from where, when, and as which message.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// When, as it counts.
    pub at: Moment,
    /// When it is really written: the same, but where the clock was given by hand or the product catches up.
    pub recorded_at: Moment,
    /// Who; `None` when the operation itself makes the person.
    pub actor: Option<Id<Person>>,
    /// From which account; nothing where the product acts by itself.
    pub account: Option<&'a Account>,
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
    /// When, as it counts.
    pub at: Moment,
    /// When it was really written; `None` in entries from before that was kept.
    pub recorded_at: Option<Moment>,
    /// Who.
    pub actor: Id<Person>,
    /// From which account, where that is known.
    pub account: Account,
    /// From where.
    pub via: String,
    /// What.
    pub name: String,
    /// The operation it takes back.
    pub undoes: Option<i64>,
    /// What it changed: all of it, or as much as was asked for.
    pub changes: Vec<Change>,
    /// How many changes it made.
    pub count: usize,
}

/// How much of an operation is wanted: an import may have changed a hundred thousand records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// All its changes.
    Whole,
    /// The first few.
    Glimpse,
    /// Those of one record and what belongs to it.
    Of(Ref),
}

/// How many changes a glimpse shows.
const GLIMPSE: i64 = 8;

/// Appends an operation and says its place in the log.
pub(super) fn append(
    connection: &Connection,
    entry: &Entry<'_>,
    changes: &[Change],
) -> Result<i64, StoreError> {
    let last = "SELECT seq, hash FROM operation ORDER BY seq DESC LIMIT 1";
    let last: Option<(i64, String)> =
        connection.prepare_cached(last)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let (last_seq, previous) = last.unwrap_or_else(|| (0, hash_chain::ROOT.to_owned()));
    let stored: Vec<StoredChange> = changes
        .iter()
        .map(|change| Ok(StoredChange::of(change, parent_of(connection, change)?)))
        .collect::<Result<_, StoreError>>()?;
    let joined = changes
        .iter()
        .find(|change| change.kind == Kind::Person && change.before.is_none())
        .map(|change| change.id);
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
        recorded_at: Some(entry.recorded_at.millis()),
        login: entry.account.and_then(|account| account.login.as_deref()),
        key: entry.account.and_then(|account| account.key.as_deref()),
    };
    let hash = hash_chain::hash(&previous, &link, &stored);
    connection
        .prepare_cached(
            "INSERT INTO operation (seq, at, actor, via, name, cycle, payload, token, undoes, prev_hash, hash, recorded_at,
               login, \"key\")
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute(rusqlite::params![
            link.seq, link.at, link.actor, link.via, link.name, link.cycle, link.payload, link.token, link.undoes,
            previous, hash, link.recorded_at, link.login, link.key
        ])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO change (seq, place, kind, id, about, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (place, stored) in stored.iter().enumerate() {
        insert.execute(rusqlite::params![
            link.seq,
            place as i64,
            stored.kind,
            stored.id,
            stored.about,
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
    cycle: Option<Id<Cycle>>,
) -> Result<Option<i64>, StoreError> {
    let finals = FINAL.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "SELECT seq FROM operation AS o
         WHERE actor = ?1 AND cycle IS ?2 AND undoes IS NULL AND name NOT IN ({finals})
           AND EXISTS (SELECT 1 FROM change AS c WHERE c.seq = o.seq)
           AND NOT EXISTS (SELECT 1 FROM operation AS u WHERE u.undoes = o.seq
             AND NOT EXISTS (SELECT 1 FROM operation AS r WHERE r.undoes = u.seq))
         ORDER BY seq DESC LIMIT 1"
    );
    Ok(connection
        .prepare_cached(&sql)?
        .query_row((actor.number(), cycle.map(Id::number)), |row| row.get(0))
        .optional()?)
}

/// The newest undo of this person that still stands, unless they changed something since.
pub(super) fn to_redo(
    connection: &Connection,
    actor: Id<Person>,
    cycle: Option<Id<Cycle>>,
) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT u.seq FROM operation AS u JOIN operation AS o ON o.seq = u.undoes
         WHERE u.actor = ?1 AND u.cycle IS ?2 AND o.undoes IS NULL
           AND NOT EXISTS (SELECT 1 FROM operation AS r WHERE r.undoes = u.seq)
           AND u.seq > coalesce((SELECT max(n.seq) FROM operation AS n
             WHERE n.actor = ?1 AND n.cycle IS ?2 AND n.undoes IS NULL
               AND EXISTS (SELECT 1 FROM change AS c WHERE c.seq = n.seq)), 0)
         ORDER BY u.seq DESC LIMIT 1";
    Ok(connection
        .prepare_cached(sql)?
        .query_row((actor.number(), cycle.map(Id::number)), |row| row.get(0))
        .optional()?)
}

/// When an operation was done.
pub(super) fn done_at(connection: &Connection, seq: i64) -> Result<Moment, StoreError> {
    let sql = "SELECT at FROM operation WHERE seq = ?1";
    Ok(Moment::from_millis(connection.prepare_cached(sql)?.query_row([seq], |row| row.get(0))?))
}

/// The changes of one operation, in the order they were made.
pub(super) fn changes_of(connection: &Connection, seq: i64) -> Result<Vec<Change>, StoreError> {
    read_changes(
        connection,
        "SELECT kind, id, before, after FROM change WHERE seq = ?1 ORDER BY place",
        &[&seq],
    )
}

fn read_changes(
    connection: &Connection,
    sql: &str,
    parameters: &[&dyn rusqlite::ToSql],
) -> Result<Vec<Change>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        changes.push(read_change(row, 0)?);
    }
    Ok(changes)
}

fn extent_of(connection: &Connection, seq: i64, extent: Extent) -> Result<Vec<Change>, StoreError> {
    match extent {
        Extent::Whole => changes_of(connection, seq),
        Extent::Glimpse => read_changes(
            connection,
            "SELECT kind, id, before, after FROM change WHERE seq = ?1 ORDER BY place LIMIT ?2",
            &[&seq, &GLIMPSE],
        ),
        Extent::Of(subject) => read_changes(
            connection,
            "SELECT kind, id, before, after FROM change WHERE kind = ?1 AND id = ?2 AND seq = ?4
             UNION ALL SELECT kind, id, before, after FROM change WHERE about = ?3 AND seq = ?4",
            &[&subject.kind.key(), &subject.number, &subject.to_string(), &seq],
        ),
    }
}

fn count_of(connection: &Connection, seq: i64) -> Result<usize, StoreError> {
    // Places count up from 0, so the last one tells, whatever their number.
    let sql = "SELECT coalesce(max(place) + 1, 0) FROM change WHERE seq = ?1";
    let count: i64 = connection.prepare_cached(sql)?.query_row([seq], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// Walks through all changes ever made, oldest first.
pub(super) fn each_change(connection: &Connection, mut visit: impl FnMut(Change)) -> Result<(), StoreError> {
    let sql = "SELECT kind, id, before, after FROM change ORDER BY seq, place";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        visit(read_change(row, 0)?);
    }
    Ok(())
}

/// A change from four columns of a row.
pub(super) fn read_change(row: &Row<'_>, from: usize) -> Result<Change, StoreError> {
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
    /// The log of a cycle, newest first, with all that each operation changed; of one record only, and then only
    /// what changed of it, when `subject` (by the store's id) is given.
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
        let Some(subject) = subject else {
            return self.operations(OF_CYCLE, &[&cycle.number(), &limit], 2, Extent::Whole);
        };
        let parameters: [&dyn rusqlite::ToSql; 4] =
            [&subject.kind.key(), &subject.number, &subject.to_string(), &limit];
        self.operations(OF_RECORD, &parameters, 4, Extent::Of(subject))
    }

    /// What happened lately in a cycle, newest first, with a glimpse of what each operation changed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn lately(&self, cycle: Id<Cycle>, limit: usize) -> Result<Vec<Logged>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.operations(OF_CYCLE, &[&cycle.number(), &limit], 2, Extent::Glimpse)
    }

    /// What happened after `seq` that a board of this cycle shows, oldest first: in the cycle, to people, or to the
    /// cycle itself from elsewhere.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn since(&self, cycle: Id<Cycle>, seq: i64) -> Result<Vec<Logged>, StoreError> {
        let mut logged = self.operations(
            SINCE,
            &[&cycle.number(), &seq, &Kind::Person.key(), &Kind::Cycle.key(), &i64::MAX],
            5,
            Extent::Whole,
        )?;
        logged.reverse();
        Ok(logged)
    }

    /// One operation of the log, with a glimpse of what it changed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn operation(&self, seq: i64) -> Result<Option<Logged>, StoreError> {
        Ok(self.operations("WHERE seq = ?1", &[&seq, &1], 2, Extent::Glimpse)?.pop())
    }

    fn operations(
        &self,
        clause: &str,
        parameters: &[&dyn rusqlite::ToSql],
        limit_at: usize,
        extent: Extent,
    ) -> Result<Vec<Logged>, StoreError> {
        let sql = format!(
            "SELECT seq, at, actor, via, name, undoes, recorded_at, login, \"key\" FROM operation {clause} ORDER BY seq DESC LIMIT ?{limit_at}"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query(parameters)?;
        let mut logged = Vec::new();
        while let Some(row) = rows.next()? {
            let seq = row.get(0)?;
            let changes = extent_of(self.connection(), seq, extent)?;
            let count = match extent {
                Extent::Glimpse => count_of(self.connection(), seq)?,
                Extent::Whole | Extent::Of(_) => changes.len(),
            };
            logged.push(Logged {
                seq,
                at: Moment::from_millis(row.get(1)?),
                actor: Id::new(row.get(2)?),
                via: row.get(3)?,
                name: row.get(4)?,
                undoes: row.get(5)?,
                recorded_at: row.get::<_, Option<i64>>(6)?.map(Moment::from_millis),
                account: Account { login: row.get(7)?, key: row.get(8)? },
                changes,
                count,
            });
        }
        Ok(logged)
    }

    /// When the newest operation in the log was written: as it counts, where the log does not keep more.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn newest_entry(&self) -> Result<Option<Moment>, StoreError> {
        let sql = "SELECT coalesce(recorded_at, at) FROM operation ORDER BY seq DESC LIMIT 1";
        let newest = self.connection().prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
        Ok(newest.map(Moment::from_millis))
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
        Ok(head.unwrap_or_else(|| (0, hash_chain::ROOT.to_owned())))
    }
}

/// The record that a change of a child belongs to: a criterion's decision, a note's subject.
fn parent_of(connection: &Connection, change: &Change) -> Result<Option<String>, StoreError> {
    // A trace is not history of the record it led to: the import is.
    let Some(field) = parent_field(change.kind).filter(|_| change.kind != Kind::Import) else {
        return Ok(None);
    };
    let of_change =
        [&change.after, &change.before].into_iter().flatten().find_map(|fields| fields.get(field));
    let value = match of_change {
        Some(value) => value.clone(),
        // An edit carries only what it changed.
        None => rows::field(connection, change.kind, change.id, field)?,
    };
    Ok(parent_from(change.kind, &value).map(|parent| parent.to_string()))
}
