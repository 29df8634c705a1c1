//! Integrity checks: those of SQLite, the hash chain over the log, and whether log and rows agree.

use super::{
    Store,
    commit::WriteError,
    error::StoreError,
    hash_chain::{self, Link, StoredChange},
    migrate, rows,
};
use crate::domain::{Change, Cycle, Fields, Id, Kind, Record, Ref};
use rusqlite::OptionalExtension;
use std::collections::BTreeMap;

/// The changes of one operation, as they are hashed.
pub(super) const CHANGES: &str =
    "SELECT kind, id, about, before, after FROM change WHERE seq = ?1 ORDER BY place";

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
        // One read transaction, so that rows and log are compared as of one moment.
        let _read = self.connection().unchecked_transaction()?;
        let text = |sql: &str| self.connection().query_row(sql, [], |row| row.get::<_, String>(0));
        let mut problems = Vec::new();
        for check in
            [Self::damage, Self::unlike_format, Self::dangling, Self::broken_links, Self::rows_unlike_log]
        {
            match check(self) {
                Ok(found) => problems.extend(found),
                // One part that cannot be read keeps nobody from looking at the others.
                Err(StoreError::Damaged(what)) => problems.push(what),
                Err(error) => return Err(error),
            }
        }
        let (operations, head) = self.head()?;
        let (sqlite, journal) = (text("SELECT sqlite_version()")?, text("PRAGMA journal_mode")?);
        Ok(Health { operations, head, sqlite, journal, problems })
    }

    /// Brings a cycle's copy of its playbook back to what the log tells of it; says whether the log tells anything. Rows are
    /// made of the log, so nothing happens by this that the log would have to tell.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn restore_playbook(&mut self, cycle: Id<Cycle>) -> Result<bool, WriteError> {
        self.transact(|connection| {
            let told = "SELECT json_extract(after, '$.playbook_copy') FROM change
                WHERE kind = ?1 AND id = ?2 AND json_type(after, '$.playbook_copy') = 'text'
                ORDER BY seq DESC, place DESC LIMIT 1";
            let told: Option<String> = connection
                .query_row(told, (Kind::Cycle.key(), cycle.number()), |row| row.get(0))
                .optional()?;
            let Some(told) = told else { return Ok(false) };
            connection
                .execute("UPDATE cycle SET playbook_copy = ?1 WHERE id = ?2", (told, cycle.number()))?;
            Ok(true)
        })
    }

    /// What SQLite itself finds.
    fn damage(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection().prepare("PRAGMA integrity_check(5)")?;
        let found = statement.query_map([], |row| row.get::<_, String>(0))?;
        let found: Vec<String> = found.collect::<Result<_, _>>()?;
        Ok(found
            .iter()
            .filter(|line| *line != "ok")
            .map(|line| format!("SQLite finds damage: {line}"))
            .collect())
    }

    /// Tables, rules and guards that are not those of a fresh file.
    fn unlike_format(&self) -> Result<Vec<String>, StoreError> {
        let (here, fresh) = (migrate::schema(self.connection())?, migrate::fresh()?);
        let missing = fresh.iter().filter(|part| !here.contains(part));
        let foreign = here.iter().filter(|part| !fresh.contains(part));
        Ok(missing
            .map(|part| format!("the {} {} is missing or altered", part.kind, part.name))
            .chain(foreign.map(|part| format!("the {} {} is not one of ours", part.kind, part.name)))
            .collect())
    }

    fn dangling(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT count(*) FROM pragma_foreign_key_check";
        let dangling: i64 = self.connection().query_row(sql, [], |row| row.get(0))?;
        Ok(Vec::from_iter(
            (dangling > 0).then(|| format!("{dangling} rows refer to records that are not there")),
        ))
    }

    /// Walks the chain and says where it breaks first.
    fn broken_links(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT seq, at, actor, via, name, cycle, payload, token, undoes, prev_hash, hash, recorded_at, login, \"key\"
             FROM operation ORDER BY seq";
        let mut statement = self.connection().prepare(sql)?;
        let mut operations = statement.query([])?;
        let (mut previous, mut expected_seq) = (hash_chain::ROOT.to_owned(), 1);
        while let Some(row) = operations.next()? {
            let (via, name, payload, token): (String, String, String, String) =
                (row.get(3)?, row.get(4)?, row.get(6)?, row.get(7)?);
            let (login, key): (Option<String>, Option<String>) = (row.get(12)?, row.get(13)?);
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
                recorded_at: row.get(11)?,
                login: login.as_deref(),
                key: key.as_deref(),
            };
            let (prev_hash, hash): (String, String) = (row.get(9)?, row.get(10)?);
            let computed = hash_chain::hash(&previous, &link, &self.stored_changes(link.seq)?);
            if link.seq != expected_seq || prev_hash != previous || hash != computed {
                return Ok(vec![format!("the log was altered at operation {expected_seq}")]);
            }
            previous = hash;
            expected_seq += 1;
        }
        Ok(Vec::new())
    }

    fn stored_changes(&self, seq: i64) -> Result<Vec<StoredChange>, StoreError> {
        let mut statement = self.connection().prepare_cached(CHANGES)?;
        let found = statement.query_map([seq], |row| {
            Ok(StoredChange {
                kind: row.get(0)?,
                id: row.get(1)?,
                about: row.get(2)?,
                before: row.get(3)?,
                after: row.get(4)?,
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Replays the log and compares what it gives with the rows.
    fn rows_unlike_log(&self) -> Result<Vec<String>, StoreError> {
        let mut replayed: BTreeMap<Ref, Fields> = BTreeMap::new();
        super::oplog::each_change(self.connection(), |change| replay(&mut replayed, change))?;
        let mut problems = Vec::new();
        for &kind in Kind::ALL {
            let stored = crate::with_kind!(kind, E => self.all_fields::<E>()?);
            for (id, fields) in stored {
                match replayed.remove(&Ref::new(kind, id)) {
                    Some(told) if is_told(&fields, &told) => {}
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
        let records: Vec<E> = match rows::select(self.connection(), "", &[]) {
            Err(StoreError::Damaged(what)) => {
                let what = format!("a {} cannot be read: {what}", E::KIND.label());
                return Err(StoreError::Damaged(what));
            }
            records => records?,
        };
        Ok(records.iter().map(|record| (record.id().number(), rows::fields_of(record))).collect())
    }
}

/// Whether a row is as the log tells. What the log does not tell of came with a later format.
fn is_told(fields: &Fields, told: &Fields) -> bool {
    told.keys().all(|name| fields.contains_key(name))
        && fields.iter().all(|(name, value)| told.get(name).is_none_or(|told| told == value))
}

fn replay(records: &mut BTreeMap<Ref, Fields>, change: Change) {
    let key = Ref::new(change.kind, change.id);
    let Some(after) = change.after else {
        records.remove(&key);
        return;
    };
    records.entry(key).or_default().extend(after);
}
