//! How long a board takes to load, to change, to search and to judge, at three sizes. `cargo bench` prints a table.

mod generate;
mod rules;

use divan::{Bencher, black_box};
use gonogo::{
    domain::{Board, Change, Decision, Fields, Id, Kind, Moment, Ref, Value},
    ops::{Executor, Request, common},
    store::Store,
};
use std::{
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering},
};

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

fn main() {
    // Percentiles of everything the rules say, which the table of the other figures does not give.
    if std::env::args().any(|argument| argument == "rules") {
        return rules::measure(&SIZES, board, now());
    }
    divan::main();
}

fn now() -> Moment {
    Moment::parse("2026-03-12T08:30:00Z").expect("it is a moment")
}

/// A board file of this size. Made once, and kept for the next run: making the largest takes seconds.
fn file(size: usize) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!("board-{size}.db"));
    if !path.exists() {
        let unfinished = folder.join(format!("unfinished-{size}-{}.db", std::process::id()));
        drop(generate::board(&unfinished, size, generate::SEED, now()).expect("the folder can be written"));
        std::fs::rename(&unfinished, &path).expect("the folder can be written");
    }
    path
}

fn store(size: usize) -> Store {
    Store::open(&file(size)).expect("the board was just made")
}

fn board(size: usize) -> Board {
    let loaded = store(size).board(Id::new(1)).expect("the board can be read");
    loaded.expect("the board has a cycle")
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn load(bencher: Bencher<'_, '_>, size: usize) {
    let store = store(size);
    bencher.bench_local(|| store.board(Id::new(1)));
}

/// From the operation to its receipt: rules, rows, log and a commit that is on disk.
#[divan::bench(args = SIZES, sample_count = 50, sample_size = 1)]
fn one_operation(bencher: Bencher<'_, '_>, size: usize) {
    static MESSAGE: AtomicU64 = AtomicU64::new(0);
    let mut executor = Executor::new(store(size), Some(Id::new(1)), Some(Id::new(1)), "bench");
    // Tokens of an earlier run on the same file must not come up again.
    let (before, _) = executor.store.head().expect("the log can be read");
    bencher.bench_local(|| {
        let number = MESSAGE.fetch_add(1, Ordering::Relaxed);
        let operation = common::Op::Due {
            subjects: vec![Ref::new(Kind::Decision, 1 + number as i64 % 600)],
            due: now() + chrono::Duration::minutes(number as i64),
        };
        let meta = Request {
            now: now(),
            real: now(),
            clock_is_right: false,
            token: format!("bench-{before}-{number}"),
            seen: Some(before),
        };
        executor.execute(&operation.into(), &meta).expect("nobody else is at this board")
    });
}

/// A colleague's change arriving on a loaded board.
#[divan::bench(args = SIZES)]
fn apply_one_change(bencher: Bencher<'_, '_>, size: usize) {
    let mut board = board(size);
    let middle = board.decisions.rows()[board.decisions.rows().len() / 2].id;
    let owner = |number| Some(Fields::from([("owner".to_owned(), Value::Integer(number))]));
    let change = Change { kind: Kind::Decision, id: middle.number(), before: owner(1), after: owner(2) };
    bencher.bench_local(|| board.apply(black_box(&change)));
}

/// Of a record that came in with all the others.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn history_of_one_record(bencher: Bencher<'_, '_>, size: usize) {
    let store = store(size);
    bencher.bench_local(|| store.history(Id::new(1), Some(Ref::new(Kind::Decision, 1)), 50));
}

/// The plainest filter there is, for comparison: every title read, none folded.
#[divan::bench(args = SIZES)]
fn titles_that_contain(bencher: Bencher<'_, '_>, size: usize) {
    let board = board(size);
    bencher.bench_local(|| {
        let matches = |decision: &&Decision| decision.title.contains(black_box("parcel"));
        board.decisions.rows().iter().filter(matches).count()
    });
}

/// The example cycle, from no file to its last act; some two hundred commits.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn example_cycle(bencher: Bencher<'_, '_>) {
    let folder = || tempfile::tempdir().expect("the folder can be written");
    bencher.with_inputs(folder).bench_local_refs(|folder| {
        gonogo::demo::write(&folder.path().join("demo.db"), gonogo::demo::Story::Launch, now(), now())
    });
}
