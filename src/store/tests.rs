//! Contract tests of the store: what holds whatever is written.

mod files;
mod log;
mod races;

use super::*;
use crate::{
    domain::{Fields, Id, Kind, Ref, Value},
    ops::{Executor, OpError, Operation, Receipt, Request, common, tests::Bench},
};

/// A fresh database in memory with the newest tables.
pub(super) fn memory() -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate::create(&mut connection, Path::new(":memory:")).unwrap();
    connection
}

/// A second executor at the bench's board, for the second person.
fn second(bench: &Bench) -> Executor {
    let store = Store::open(bench.executor.store.path()).unwrap();
    Executor::new(store, Some(Id::new(2)), bench.executor.cycle, "test")
}

/// Any other program with the file open.
fn raw(bench: &Bench) -> Connection {
    Connection::open(bench.executor.store.path()).unwrap()
}

fn decision(title: &str) -> Operation {
    common::Op::Add {
        kind: Kind::Decision,
        fields: Fields::from([("title".to_owned(), Value::text(title))]),
        on: None,
    }
    .into()
}

fn retitle(number: i64, title: &str) -> Operation {
    common::Op::Edit {
        subject: Ref::new(Kind::Decision, number),
        set: Fields::from([("title".to_owned(), Value::text(title))]),
    }
    .into()
}

/// Does something at a executor that keeps no time of its own.
fn does(executor: &mut Executor, operation: &Operation, token: &str) -> Result<Receipt, OpError> {
    let now = crate::domain::Moment::parse("2026-03-02T12:00:00Z").unwrap();
    let meta = Request { now, real: now, clock_is_right: false, token: token.to_owned(), seen: None };
    executor.execute(operation, &meta)
}

#[test]
fn a_cycle_that_a_write_has_changed_is_read_anew() {
    let bench = Bench::new();
    let id = Id::<crate::domain::Cycle>::new(1);
    let looked = bench.executor.store.dry_run(|txn| {
        assert_eq!(txn.cycle(id)?, txn.get(id)?);
        txn.edit(id, |cycle| {
            cycle.name = "Another".into();
            Ok(())
        })?;
        assert_eq!(&*txn.cycle(id)?.name, "Another");
        Ok(())
    });
    assert_eq!(looked.unwrap().len(), 1);
}
