//! Is the file sound? SQLite's own checks, the hash chain over the log, and whether log and rows tell the same story.

use super::{
    Store,
    chain::{self, Link, StoredChange},
    error::StoreError,
    rows,
};
use crate::domain::{Change, Fields, Kind, Record, Ref};
use std::collections::BTreeMap;

/// What an examination found.
#[derive(Clone, Debug, PartialEq)]
pub struct Health {
    /// How many operations the log has.
    pub operations: i64,
    /// The hash the chain ends with; written down elsewhere, it shows a log that was cut short.
    pub head: String,
    /// The version of SQLite in use.
    pub sqlite: String,
    /// The journal mode of the file.
    pub journal: String,
    /// Everything that is wrong, one sentence each; empty when the file is sound.
    pub problems: Vec<String>,
}

impl Store {
    /// Examines the whole file; only reads.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn examine(&self) -> Result<Health, StoreError> {
        let text = |sql: &str| self.connection().query_row(sql, [], |row| row.get::<_, String>(0));
        let mut problems = Vec::new();
        let integrity = text("PRAGMA integrity_check(5)")?;
        if integrity != "ok" {
            problems.push(format!("SQLite finds damage: {integrity}"));
        }
        let dangling: i64 =
            self.connection()
                .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
        if dangling > 0 {
            problems.push(format!("{dangling} rows refer to records that are not there"));
        }
        problems.extend(self.broken_links()?);
        problems.extend(self.rows_unlike_log()?);
        let (operations, head) = self.head()?;
        let (sqlite, journal) = (text("SELECT sqlite_version()")?, text("PRAGMA journal_mode")?);
        Ok(Health { operations, head, sqlite, journal, problems })
    }

    /// Walks the chain and says where it breaks first.
    fn broken_links(&self) -> Result<Option<String>, StoreError> {
        let sql = "SELECT seq, at, actor, via, name, cycle, payload, token, undoes, prev_hash, hash FROM operation ORDER BY seq";
        let mut statement = self.connection().prepare(sql)?;
        let mut operations = statement.query([])?;
        let (mut previous, mut expected_seq) = (chain::ROOT.to_owned(), 1);
        while let Some(row) = operations.next()? {
            let (via, name, payload, token): (String, String, String, String) =
                (row.get(3)?, row.get(4)?, row.get(6)?, row.get(7)?);
            let link = Link {
                seq: row.get(0)?,
                at: row.get(1)?,
                actor: row.get(2)?,
                via: &via,
                name: &name,
                cycle: row.get(5)?,
                payload: &payload,
                token: &token,
                undoes: row.get(8)?,
            };
            let (prev_hash, hash): (String, String) = (row.get(9)?, row.get(10)?);
            let computed = chain::hash(&previous, &link, &self.stored_changes(link.seq)?);
            if link.seq != expected_seq || prev_hash != previous || hash != computed {
                return Ok(Some(format!("the log was altered at operation {expected_seq}")));
            }
            previous = hash;
            expected_seq += 1;
        }
        Ok(None)
    }

    fn stored_changes(&self, seq: i64) -> Result<Vec<StoredChange>, StoreError> {
        let sql = "SELECT kind, id, before, after FROM change WHERE seq = ?1 ORDER BY place";
        let mut statement = self.connection().prepare_cached(sql)?;
        let found = statement.query_map([seq], |row| {
            Ok(StoredChange { kind: row.get(0)?, id: row.get(1)?, before: row.get(2)?, after: row.get(3)? })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Replays the log and compares what it gives with the rows.
    fn rows_unlike_log(&self) -> Result<Vec<String>, StoreError> {
        let mut replayed: BTreeMap<Ref, Fields> = BTreeMap::new();
        let last: i64 = self.head()?.0;
        for seq in 1..=last {
            for change in super::log::changes_of(self.connection(), seq)? {
                replay(&mut replayed, change);
            }
        }
        let mut problems = Vec::new();
        for &kind in Kind::ALL {
            let stored = crate::with_kind!(kind, E => self.all_fields::<E>()?);
            for (id, fields) in stored {
                match replayed.remove(&Ref::new(kind, id)) {
                    Some(told) if told == fields => {}
                    Some(_) => problems.push(format!("{} {id} is not as the log tells", kind.label())),
                    None => problems.push(format!("{} {id} is in no operation of the log", kind.label())),
                }
            }
        }
        problems
            .extend(replayed.keys().map(|gone| format!("{} {} is missing", gone.kind.label(), gone.number)));
        problems.truncate(20);
        Ok(problems)
    }

    fn all_fields<E: Record>(&self) -> Result<Vec<(i64, Fields)>, StoreError> {
        let records: Vec<E> = rows::select(self.connection(), "", &[])?;
        Ok(records.iter().map(|record| (record.id().number(), rows::fields_of(record))).collect())
    }
}

fn replay(records: &mut BTreeMap<Ref, Fields>, change: Change) {
    let key = Ref::new(change.kind, change.id);
    let Some(after) = change.after else {
        records.remove(&key);
        return;
    };
    records.entry(key).or_default().extend(after);
}
