//! Many people writing to one file at once: nothing is lost, nobody is shown a lock.
#![expect(clippy::unwrap_used, reason = "a test may stop where it is")]

use crate::board_fixture::{board, decision, does, is_sound, note, retitle, sit};
use gonogo::domain::Id;
use std::{
    collections::BTreeSet,
    path::Path,
    sync::{
        Barrier,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

const WRITERS: usize = 8;

/// Runs one writer in each of several threads, each with its own connection; gives what each was told is saved.
fn all_at_once(
    path: &Path,
    write: impl Fn(usize, &mut gonogo::ops::Executor) -> Vec<i64> + Sync,
) -> Vec<Vec<i64>> {
    let start = Barrier::new(WRITERS);
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (start, write) = (&start, &write);
                scope.spawn(move || {
                    let mut executor = sit(path, 1 + writer as i64 % 2);
                    start.wait();
                    write(writer, &mut executor)
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    })
}

#[test]
fn eight_writers_lose_nothing_and_see_no_lock() {
    const WRITES: usize = 100;
    let folder = tempfile::tempdir().unwrap();
    let path = board(folder.path());
    let mut executor = sit(&path, 1);
    for writer in 0..WRITERS {
        does(&mut executor, decision("A?"), &format!("first of {writer}")).unwrap();
    }
    let before = executor.store.head().unwrap().0;
    let acknowledged = all_at_once(&path, |writer, executor| {
        let number = 1 + writer as i64;
        (0..WRITES)
            .map(|at| {
                let token = format!("{writer}/{at}");
                let receipt = match at % 3 {
                    0 => does(executor, decision(&token), &token),
                    1 => does(executor, retitle(number, &token), &token),
                    _ => does(executor, note(number, &token), &token),
                };
                receipt.unwrap().seq
            })
            .collect()
    });
    let seqs: BTreeSet<i64> = acknowledged.iter().flatten().copied().collect();
    let expected: BTreeSet<i64> = (1..=(WRITERS * WRITES) as i64).map(|at| before + at).collect();
    assert_eq!(seqs, expected, "each acknowledged write has its own place in the log");
    let board = executor.store.board(Id::new(1)).unwrap().unwrap();
    assert_eq!(board.decisions.rows().len(), WRITERS + WRITERS * 34);
    assert_eq!(board.notes.rows().len(), WRITERS * 33);
    for writer in 0..WRITERS {
        let decision = board.decisions.get(Id::new(1 + writer as i64)).unwrap();
        assert_eq!(*decision.title, *format!("{writer}/97"), "the last of its writer's titles");
    }
    is_sound(&executor);
}

#[test]
fn nobody_starves_when_all_write_as_fast_as_they_can() {
    let folder = tempfile::tempdir().unwrap();
    let path = board(folder.path());
    let over = AtomicBool::new(false);
    let acknowledged = std::thread::scope(|scope| {
        let over = &over;
        scope.spawn(move || {
            std::thread::sleep(Duration::from_secs(2));
            over.store(true, Ordering::Relaxed);
        });
        all_at_once(&path, |writer, executor| {
            let mut saved = Vec::new();
            while !over.load(Ordering::Relaxed) {
                let token = format!("{writer}/{}", saved.len());
                saved.push(does(executor, decision(&token), &token).unwrap().seq);
            }
            saved
        })
    });
    let mut counts: Vec<usize> = acknowledged.iter().map(Vec::len).collect();
    counts.sort_unstable();
    println!("writes in two seconds, by writer: {counts:?}");
    assert!(counts[0] > 0, "a writer starved: {counts:?}");
    let executor = sit(&path, 1);
    let board = executor.store.board(Id::new(1)).unwrap().unwrap();
    assert_eq!(board.decisions.rows().len(), counts.iter().sum::<usize>());
    is_sound(&executor);
}
