//! What a terminal sends that is no single key: parts of sequences, answers, pastes, keys held down.
#![expect(clippy::disallowed_methods, reason = "a key in two parts is one only while the parts lie close")]

use crate::{
    cli_harness::Bench,
    terminal::{Start, Terminal},
};
use std::{
    fmt::Write as _,
    thread,
    time::{Duration, Instant},
};

/// How long the two parts of a key may lie apart, with some room for the test itself.
const APART: Duration = Duration::from_millis(35);

/// A list of decisions, with the cursor on the first.
fn list(bench: &Bench, count: usize) -> Terminal {
    // Through a file, since a process for each would take long.
    let mut rows = "title,owner,due\n".to_owned();
    for number in 1..=count {
        let _ = writeln!(rows, "Question {number}?,maya,2026-03-09");
    }
    std::fs::write(bench.path("rows.csv"), rows).unwrap();
    bench.does("import rows.csv --as decisions");
    let mut terminal = Start::of(bench).run();
    terminal.types("3").shows(&format!("1 of {count}"));
    terminal
}

#[test]
fn a_key_that_arrives_in_two_parts_is_one_key() {
    let bench = Bench::new();
    for _ in 0..20 {
        let mut terminal = list(&bench, 3);
        terminal.types("\x1b");
        let first = Instant::now();
        thread::sleep(Duration::from_millis(20));
        terminal.types("[B");
        if first.elapsed() > APART {
            // The machine was busy elsewhere, and these really were two keys.
            continue;
        }
        terminal.shows("2 of 3");
        assert!(!terminal.text().contains("does nothing here"), "{}", terminal.text());
        return terminal.types("q").leaves(0);
    }
    panic!("the machine is too busy to type a key");
}

#[test]
fn answers_of_the_terminal_are_no_keys() {
    let bench = Bench::new();
    let mut terminal = list(&bench, 3);
    let before = terminal.text();
    for answer in
        ["\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\", "\x1b]11;rgb:ffff/ffff/ffff\x07", "\x1b[?62;22c", "\x1b[12;40R"]
    {
        terminal.types(answer);
    }
    terminal.types("\x1b]11;rgb:1e1e");
    thread::sleep(Duration::from_millis(60));
    terminal.types("/1e1e/2e2e\x07").falls_silent(Duration::from_millis(400));
    assert_eq!(terminal.text(), before);
    terminal.types("j").shows("2 of 3").types("q").leaves(0);
}

#[test]
fn a_huge_paste_into_a_list_opens_the_form_and_runs_no_key() {
    let bench = Bench::new();
    let mut terminal = list(&bench, 3);
    let hostile = "Sell\x03 on\x1a\x1b[2J Sundays\x07?\rq\ncx ";
    terminal.pastes(hostile.repeat(1_000_000 / hostile.len()));
    terminal.shows("Add a decision").shows("the paste was too long; its end is missing");
    assert!(terminal.text().contains("[2J Sundays? q cx"), "{}", terminal.text());
    // What comes right behind a paste is taken for more of it.
    terminal.falls_silent(Duration::from_millis(200)).types("\x1b").hides("Add a decision").shows("1 of 3");
    terminal.types("q").leaves(0);
    assert_eq!(bench.types("decision ls --json").json().as_array().unwrap().len(), 3);
}

#[test]
fn a_paste_that_holds_its_own_end_runs_no_key() {
    let bench = Bench::new();
    let mut terminal = list(&bench, 3);
    terminal.pastes("Sell on Sundays?\x1b[201~\rq\x03");
    terminal.shows("Add a decision").shows("Sell on Sundays?").falls_silent(Duration::from_millis(400));
    terminal.types(" or not").shows("Sell on Sundays? or not");
    terminal.types("\x1b").hides("Add a decision").types("q").leaves(0);
}

#[test]
fn a_key_held_down_moves_as_far_as_it_was_pressed_and_draws_little() {
    let bench = Bench::new();
    let mut terminal = list(&bench, 100);
    let from = terminal.sent.len();
    terminal.types("j".repeat(80)).shows("81 of 100");
    let frames = terminal.frames(from);
    assert!(frames <= 8, "{frames} frames for 80 keys");
    terminal.types("q").leaves(0);
}
