//! Two connections to one file: who waits, who sees what.

use super::*;
use std::time::Duration;

#[test]
fn a_write_waits_for_the_lock_and_then_happens() {
    let mut bench = Bench::new();
    let other = raw(&bench);
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let waiting = std::thread::spawn(move || bench.does(decision("A?")).seq);
    std::thread::sleep(Duration::from_millis(60));
    assert!(!waiting.is_finished());
    other.execute_batch("COMMIT").unwrap();
    assert!(waiting.join().unwrap() > 0);
}

#[test]
fn a_lock_held_for_too_long_is_busy_and_changes_nothing() {
    let mut bench = Bench::new();
    let before = bench.board();
    let other = raw(&bench);
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let connection = &mut bench.executor.store.connection;
    connection.busy_timeout(Duration::from_millis(40)).unwrap();
    let refused = bench.tries(decision("A?")).unwrap_err();
    assert!(matches!(refused, OpError::Store(StoreError::Busy)), "{refused}");
    assert_eq!(bench.board(), before);
    other.execute_batch("ROLLBACK").unwrap();
    bench.does(decision("A?"));
}

#[test]
fn patience_ends() {
    assert!(open::wait_for_lock(0));
    assert!(open::wait_for_lock(1_199));
    assert!(!open::wait_for_lock(1_200));
}

#[test]
fn the_tide_turns_when_somebody_else_commits_and_only_then() {
    let mut bench = Bench::new();
    let mut other = second(&bench);
    let (mine, theirs) = (bench.executor.store.data_version().unwrap(), other.store.data_version().unwrap());
    bench.does(decision("A?"));
    assert_eq!(bench.executor.store.data_version().unwrap(), mine, "one's own commit");
    assert_ne!(other.store.data_version().unwrap(), theirs);
    let seen = other.store.data_version().unwrap();
    bench.tries(decision(" ")).unwrap_err();
    assert_eq!(other.store.data_version().unwrap(), seen, "nothing was committed");
    does(&mut other, &decision("B?"), "b").unwrap();
    assert_ne!(bench.executor.store.data_version().unwrap(), mine);
}

#[test]
fn a_checkpoint_may_turn_the_tide_but_brings_nothing() {
    let mut bench = Bench::new();
    let other = second(&bench);
    let seq = bench.does(decision("A?")).seq;
    other.store.connection().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    assert_eq!(bench.executor.store.since(Id::new(1), seq).unwrap(), []);
    drop(other);
    bench.does(decision("B?"));
    assert_eq!(bench.executor.store.since(Id::new(1), seq).unwrap().len(), 1);
}

#[test]
fn what_others_did_since_comes_in_order_with_its_changes() {
    let bench = Bench::new();
    let mut board = bench.board();
    let mut other = second(&bench);
    let added = does(&mut other, &decision("A?"), "a").unwrap();
    let edited = does(&mut other, &retitle(1, "B?"), "b").unwrap();
    let since = bench.executor.store.since(Id::new(1), board.seq).unwrap();
    let told: Vec<_> = since.iter().map(|logged| (logged.seq, &logged.changes)).collect();
    assert_eq!(told, [(added.seq, &added.changes), (edited.seq, &edited.changes)]);
    for logged in &since {
        assert_eq!(logged.actor, Id::new(2));
        for change in &logged.changes {
            board.apply(change).unwrap();
        }
        board.seq = logged.seq;
    }
    assert_eq!(board, bench.board());
}

#[test]
fn a_board_hears_of_people_and_of_its_cycle_from_wherever_they_changed() {
    use crate::ops::{cycle, person};
    let mut bench = Bench::new();
    bench.second_cycle();
    let mut board = bench.board();
    let mut other = second(&bench);
    other.cycle = Some(Id::new(2));
    let zoe = person::Add { name: "Zoe".into(), function: None, login: None };
    let off = person::Off { person: Id::new(3), hand_over: Id::new(1) };
    let close = cycle::Op::Close { cycle: Id::new(1) };
    for (at, op) in [zoe.into(), decision("of the other cycle"), off.into(), close.into(), Operation::Undo]
        .iter()
        .enumerate()
    {
        does(&mut other, op, &format!("o{at}")).unwrap();
    }
    for logged in bench.executor.store.since(Id::new(1), board.seq).unwrap() {
        for change in &logged.changes {
            board.apply(change).unwrap();
        }
        board.seq = logged.seq;
    }
    assert_eq!(board, bench.board());
}

#[test]
fn while_somebody_tries_something_out_others_write() {
    let bench = Bench::new();
    let mut other = second(&bench);
    let renamed = |txn: &mut Txn<'_>| {
        txn.edit(Id::<Person>::new(1), |person| {
            person.name = "Somebody Else".into();
            Ok(())
        })?;
        // On the file itself this would wait for a lock that its own thread holds.
        does(&mut other, &decision("B?"), "b").unwrap();
        Ok(())
    };
    assert_eq!(bench.executor.store.dry_run(renamed).unwrap().len(), 1);
    assert!(bench.executor.store.people().unwrap().iter().all(|person| &*person.name != "Somebody Else"));
    assert_eq!(bench.board().decisions.rows().len(), 1);
}
