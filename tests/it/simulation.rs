//! Clocks that are given by hand: on a real board they are for reading, in a simulation they date what is written.
#![expect(clippy::disallowed_types, reason = "looks into the file, as any other program could")]
#![expect(clippy::unwrap_used, reason = "a test may stop where it is")]

use crate::{
    cli_harness::{Bench, NOW, Ran, finish},
    migration,
    tui_harness::{Seat, setup},
};
use gonogo::{
    domain::{Id, Moment},
    ops::Executor,
    store::Store,
    terminal::Clock,
};
use rusqlite::Connection;
use std::{fs, path::Path};

const CYCLE: &str = "cycle new --playbook engineering-managers-launch-readiness --name Checkout --start today \
                     --launch +4w --sign-off maya --narrative jo --escalation jo,ana --zone Europe/Berlin";

/// Types a line without a clock of its own: it is whatever time it is.
fn really(bench: &Bench, line: &str) -> Ran {
    let words: Vec<&str> = line.split(' ').collect();
    finish(bench.program().env_remove("GONOGO_NOW").args(words))
}

/// A board that nobody gave a clock to.
fn real_board() -> Bench {
    let bench = Bench::bare();
    let ran = really(&bench, CYCLE);
    assert_eq!(ran.exit, 0, "{ran:?}");
    bench
}

/// How many operations are in the log, and how many of them are known to have been written when they count for.
fn log(path: &Path) -> (i64, i64) {
    let sql = "SELECT count(*), count(*) FILTER (WHERE recorded_at = at) FROM operation";
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    Connection::open(path).unwrap().query_row(sql, [], row).unwrap()
}

#[test]
fn a_write_under_a_given_clock_leaves_a_real_board_as_it_is() {
    let bench = real_board();
    let before = log(&bench.db());
    assert_eq!(before.0, before.1, "what is written counts for the moment it is written");
    for line in ["decision add Which?", "undo", "b B-1 text", "review log standup", CYCLE, "person add sam"] {
        let said = bench.refuses(line);
        assert!(said.starts_with("exit 1\n"), "{line}: {said}");
        assert!(said.contains("this board is no simulation"), "{line}: {said}");
        assert!(said.contains("gonogo simulate FILE -o COPY"), "{line}: {said}");
    }
    let said = finish(bench.program().env_remove("GONOGO_NOW").args([
        "decision",
        "add",
        "A?",
        "--now",
        "2031-01-01",
    ]));
    assert_eq!((said.exit, said.out.as_str()), (1, ""));
    assert_eq!(log(&bench.db()), before);
    assert_eq!(really(&bench, "decision add Which?").exit, 0);
    assert_eq!(log(&bench.db()), (before.0 + 1, before.1 + 1));
}

#[test]
fn a_clock_that_was_given_far_ahead_escalates_nothing_for_good() {
    let bench = real_board();
    assert_eq!(really(&bench, "blocker add Stuck --due +2d --fallback ship").exit, 0);
    let said = bench.refuses("b B-1 text --now 2040-01-01");
    assert!(said.starts_with("exit 1\n"), "{said}");
    // As of that moment it is escalated, to read; nothing of it is on the board.
    let ahead = bench.types("blocker show B-1 --json --now 2040-01-01").json();
    assert_eq!(ahead["escalated_to"], "jo");
    let shown = really(&bench, "blocker show B-1 --json").json();
    assert_eq!(shown["escalated_at"], serde_json::Value::Null, "{shown}");
    assert!(!really(&bench, "log").out.contains("clock.escalate"));
}

#[test]
fn commands_answer_as_of_a_given_moment_and_say_so() {
    let bench = real_board();
    let status = bench.does("status --now 2031-03-07");
    assert!(status.starts_with("as of Fri 7 Mar 2031, 09:00 CET\n"), "{status}");
    assert_eq!(bench.types("status --json").json()["simulation"], false);
    assert!(!really(&bench, "status").out.contains("as of"));
}

#[test]
fn a_board_made_under_a_given_clock_asks_to_be_called_a_simulation() {
    let bench = Bench::bare();
    let said = bench.refuses(CYCLE);
    assert!(said.starts_with("exit 2\n") && said.contains("--simulation"), "{said}");
    assert!(!bench.db().exists());
    let said = bench.does(&format!("{CYCLE} --simulation"));
    assert!(said.starts_with("this board is a simulation"), "{said}");
    assert_eq!(bench.types("status --json").json()["simulation"], true);
    assert!(bench.does("status --short").contains("simulation"));
    // There a given clock dates what is written, and the log keeps when that really was.
    bench.does("decision add Which? --now 2026-03-05");
    assert_eq!(bench.types("log --json").json()[0]["at"], "2026-03-05T08:00:00Z");
    let (all, at_once) = log(&bench.db());
    assert_eq!((all, at_once), (3, 0));
    let recorded = bench.types("log --json").json()[0]["recorded_at"].as_str().unwrap().to_owned();
    assert!(Moment::parse(&recorded).unwrap() > Moment::parse(NOW).unwrap(), "{recorded}");
    assert_eq!(bench.types("doctor").exit, 0);
}

#[test]
fn the_mark_stays_whatever_is_written_to_the_file() {
    let bench = Bench::new();
    let file = Connection::open(bench.db()).unwrap();
    for sql in ["DELETE FROM mark", "UPDATE mark SET name = 'simulation'"] {
        let refused = file.execute_batch(sql).unwrap_err().to_string();
        assert!(refused.contains("a simulation stays one"), "{sql}: {refused}");
    }
}

#[test]
fn a_marked_copy_takes_a_given_clock_and_the_board_stays_as_it_is() {
    let bench = real_board();
    let before = fs::read(bench.db()).unwrap();
    let copy = bench.path("copy.db");
    let said = bench.does("simulate board.db -o copy.db");
    assert!(said.contains("copy.db is a simulation of board.db, at operation 2"), "{said}");
    assert_eq!(
        bench.does("--db copy.db decision add Which? --now 2031-01-07").lines().next(),
        Some("added D-1")
    );
    assert!(fs::read(bench.db()).unwrap() == before);
    assert!(!Store::open(&bench.db()).unwrap().is_simulation());
    let said = bench.refuses("simulate board.db -o copy.db");
    assert!(said.starts_with("exit 1\n") && said.contains("exists already"), "{said}");
    let said = bench.refuses("simulate nothing.db -o other.db");
    assert!(said.starts_with("exit 4\n"), "{said}");
    fs::write(bench.path("letter"), "to the landlord").unwrap();
    assert!(bench.refuses("simulate letter -o other.db").starts_with("exit 1\n"));
    assert!(!bench.path("other.db").exists());
    // A copy of a simulation is one.
    bench.does("simulate copy.db -o second.db");
    assert!(Store::open(&bench.path("second.db")).unwrap().is_simulation());
    assert!(Store::open(&copy).unwrap().examine().unwrap().problems.is_empty());
}

#[test]
fn a_board_of_an_older_format_is_real_and_its_copy_is_not() {
    let bench = Bench::bare();
    migration::older_board(&bench.db());
    let before = fs::read(bench.db()).unwrap();
    bench.does("simulate board.db -o copy.db");
    assert!(fs::read(bench.db()).unwrap() == before, "the board keeps its format");
    assert!(!bench.path("board.db.format-2").exists());
    let store = Store::open(&bench.path("copy.db")).unwrap();
    assert!(store.is_simulation());
    let health = store.examine().unwrap();
    assert_eq!(health.problems, Vec::<String>::new(), "what was logged before is verified as it was hashed");
    drop(Executor::new(store, Some(Id::new(1)), Some(Id::new(1)), "test"));
    assert_eq!(bench.types("--db copy.db decision add Which? --as maya --now 2026-03-20").exit, 0);
    assert_eq!(bench.types("--db copy.db doctor --as maya").exit, 0);
    assert!(!Store::open(&bench.db()).unwrap().is_simulation(), "without a mark it is real");
    let said = bench.refuses("decision add Which? --as maya");
    assert!(said.starts_with("exit 1\n") && said.contains("no simulation"), "{said}");
}

#[test]
fn a_terminal_at_a_real_board_under_a_given_clock_only_reads_and_says_so() {
    let bench = real_board();
    let before = log(&bench.db());
    let mut seat = Seat::at(&bench.db(), Some("maya"), "2031-03-07T08:00:00Z");
    assert!(
        seat.screen().lines().next().unwrap().contains("gonogo  as of 7 Mar  Checkout"),
        "{}",
        seat.screen()
    );
    seat.press("3a");
    assert!(seat.note().contains("as of 7 Mar"), "{}", seat.state());
    assert_eq!(log(&bench.db()), before);
    drop(seat);
    let mut seat = Seat::from(gonogo::terminal::Setup {
        clock: Clock::Machine,
        ..setup(&bench.db(), Some("maya"), NOW)
    });
    assert!(!seat.shows("as of"));
    seat.press("3aWhich?<enter>");
    assert!(log(&bench.db()) > before, "{}", seat.state());
}

#[test]
fn every_screen_of_a_simulation_says_so_at_every_width() {
    let bench = Bench::new();
    let mut seat = Seat::at(&bench.db(), Some("maya"), NOW);
    for key in ["1", "2", "3", "4", "5", "6", "7", "8", "9"] {
        seat.press(key);
        for columns in [60, 80, 160] {
            seat.event_loop.feed(gonogo::app::Event::Resize(columns, 24)).unwrap();
            let head = seat.screen().lines().next().unwrap().to_owned();
            assert!(head.contains("simulation"), "{key} at {columns}: {head}");
        }
    }
}

#[test]
fn the_example_is_a_simulation() {
    let bench = Bench::bare();
    bench.does("demo --print");
    assert!(Store::open(&bench.db()).unwrap().is_simulation());
}

/// Puts the newest entry of the log an hour or more from what the machine says, as a machine with another clock would.
fn written_on(bench: &Bench, at: &str) {
    let other = Executor::new(Store::open(&bench.db()).unwrap(), Some(Id::new(1)), Some(Id::new(1)), "test");
    let mut other = other;
    let now = Moment::parse(at).unwrap();
    let note = crate::board_fixture::note(1, "from a machine whose clock is another");
    let meta =
        gonogo::ops::Request { now, real: now, clock_is_right: true, token: at.to_owned(), seen: None };
    other.execute(&note.into(), &meta).unwrap();
}

#[test]
fn a_machine_whose_clock_runs_wrong_asks_in_a_pipe_by_a_flag_and_writes_nothing() {
    let bench = real_board();
    assert_eq!(really(&bench, "decision add Which?").exit, 0);
    for at in ["2124-01-01T00:00:00Z", "2024-01-01T00:00:00Z"] {
        written_on(&bench, at);
        let before = log(&bench.db());
        let ran = really(&bench, "decision note D-1 text");
        assert_eq!((ran.exit, ran.out.as_str()), (2, ""), "{ran:?}");
        assert!(
            ran.err.contains("the clock of this machine says") && ran.err.contains("--clock-is-right"),
            "{ran:?}"
        );
        let ran = really(&bench, "decision note D-1 text --json");
        let error: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
        assert_eq!((ran.exit, &error["error"]["rule"]), (2, &"clock.skew.asked".into()));
        assert_eq!(log(&bench.db()), before);
        assert_eq!(really(&bench, "verdict").exit, 20, "reading asks nothing");
        assert_eq!(really(&bench, "decision note D-1 text --clock-is-right").exit, 0);
        assert_eq!(really(&bench, "decision note D-1 text").exit, 0, "asked once");
    }
}

#[test]
fn a_terminal_on_a_machine_whose_clock_runs_wrong_asks_and_takes_the_same_act_again_for_a_yes() {
    let bench = real_board();
    assert_eq!(really(&bench, "decision add Which?").exit, 0);
    written_on(&bench, "2124-01-01T00:00:00Z");
    let machine = gonogo::terminal::Setup { clock: Clock::Machine, ..setup(&bench.db(), Some("maya"), NOW) };
    let mut seat = Seat::from(machine);
    let before = log(&bench.db());
    seat.press("3iwaiting<enter>");
    assert!(seat.problem().contains("the clock of this machine says"), "{}", seat.state());
    assert_eq!(log(&bench.db()), before);
    seat.press("<enter>");
    assert_eq!(log(&bench.db()).0, before.0 + 1, "{}", seat.state());
}

/// Writes an empty board as the release with this format left it.
fn released(path: &Path, format: i64, schema: &str) {
    let old = Connection::open(path).unwrap();
    old.execute_batch("PRAGMA application_id = 1735288687").unwrap();
    old.execute_batch(schema).unwrap();
    old.pragma_update(None, "user_version", format).unwrap();
}

#[test]
fn a_board_of_every_released_format_is_real_and_can_be_copied_as_a_simulation() {
    let bench = Bench::bare();
    let schemas = [
        include_str!("../schemas/0001.sql"),
        include_str!("../schemas/0002.sql"),
        include_str!("../schemas/0003.sql"),
    ];
    for (format, schema) in (1..).zip(schemas) {
        let (board, copy) = (bench.path(&format!("{format}.db")), bench.path(&format!("{format}-copy.db")));
        released(&board, format, schema);
        let marked = Store::simulate(&board, &copy).unwrap();
        assert!(marked.is_simulation() && marked.examine().unwrap().problems.is_empty(), "format {format}");
        let real = Store::open(&board).unwrap();
        assert_eq!(real.migrated().unwrap().from, format);
        assert!(!real.is_simulation() && real.examine().unwrap().problems.is_empty(), "format {format}");
    }
}
