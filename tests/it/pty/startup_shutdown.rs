//! Start and end: the demo board, a file that is not there yet, a panic.

use crate::{
    cli_harness::Bench,
    terminal::{Start, Terminal},
};
use gonogo::terminal::{Tty, install_panic_hook};
use std::path::Path;

/// Where the process that meets a bug writes its report.
const REPORT: &str = "GONOGO_TEST_PANIC_REPORT";
/// In which of its threads.
const THREAD: &str = "GONOGO_TEST_PANIC_THREAD";

/// The board's name in the header, with the person's at its end.
fn is_open(terminal: &mut Terminal, cycle: &str) {
    terminal.until(cycle, |screen| screen.rows(0, 120).next().is_some_and(|header| header.contains(cycle)));
}

#[test]
fn the_example_opens_and_the_terminal_comes_back_as_it_was() {
    let bench = Bench::bare();
    let mut terminal = Start::of(&bench).args(&["demo"]).run();
    terminal.shows("Checkout 2.0 relaunch").shows("Do next");
    assert!(terminal.screen().alternate_screen() && terminal.screen().hide_cursor());
    assert!(terminal.screen().bracketed_paste() && !terminal.is_cooked());
    terminal.types("q").leaves(0);
}

#[test]
fn a_board_begins_with_one_screen_and_is_found_again() {
    let bench = Bench::bare();
    let mut terminal = Start::of(&bench).args(&["--simulation"]).run();
    terminal.shows("No board here yet").types("n");
    for (asked, typed) in [
        ("Which playbook does it follow?", "innovation-teams-l"),
        ("What do you call this cycle?", "Tea shop"),
        ("On which day do you launch?", "24 mar"),
    ] {
        terminal.shows(asked).types(typed).shows(typed);
        assert!(!bench.db().exists(), "nothing is written before the last answer");
        terminal.types("\r");
    }
    terminal.hides("Start a cycle");
    is_open(&mut terminal, "Tea shop · cycle 1");
    terminal.types("q").leaves(0);
    assert_eq!(bench.log(), ["cycle.new", "person.join"]);

    let mut again = Start::of(&bench).run();
    is_open(&mut again, "Tea shop · cycle 1");
    again.hides("No board here yet").types("q").leaves(0);
}

#[test]
fn the_example_can_be_looked_at_from_the_welcome() {
    let bench = Bench::bare();
    let mut terminal = Start::of(&bench).args(&["--simulation"]).run();
    terminal.shows("No board here yet").types("d");
    is_open(&mut terminal, "Checkout 2.0 relaunch");
    terminal.hides("No board here yet").types("q").leaves(0);
}

#[test]
fn whoever_only_looks_around_is_not_asked_who_they_are() {
    let bench = Bench::bare();
    let mut terminal = Start::of(&bench).env("GONOGO_AS", "kim").args(&["demo"]).run();
    is_open(&mut terminal, "Checkout 2.0 relaunch");
    terminal.hides("First time here").types("q").leaves(0);
    let bench = Bench::bare();
    let mut terminal = Start::of(&bench).env("GONOGO_AS", "").args(&["--simulation"]).run();
    terminal.shows("No board here yet").types("d");
    is_open(&mut terminal, "Checkout 2.0 relaunch");
    terminal.hides("First time here").types("q").leaves(0);
}

#[test]
fn leaving_the_welcome_writes_nothing() {
    let bench = Bench::bare();
    let mut terminal = Start::of(&bench).args(&["--simulation"]).run();
    terminal.shows("No board here yet").types("q").leaves(0);
    assert!(!bench.db().exists());
}

/// The process that meets a bug with the terminal in its hands. Returns at once when run as an ordinary test.
#[test]
fn meets_a_bug_with_the_terminal_in_its_hands() {
    let Some(report) = std::env::var_os(REPORT) else {
        return;
    };
    install_panic_hook(Some(report.into())).unwrap();
    let _tty = Tty::enter(Some("xterm-256color")).unwrap();
    let stdout = std::io::stdout();
    rustix::io::write(&stdout, b"what was drawn").unwrap();
    let bug = || panic!("a bug in a board");
    if std::env::var_os(THREAD).is_some_and(|thread| thread == "main") {
        bug();
    }
    // The process must end although this thread waits for nothing and the other is never joined.
    let _ = std::thread::spawn(bug);
    std::thread::park();
}

#[test]
fn a_bug_in_any_thread_gives_the_terminal_back_and_leaves_a_report() {
    for thread in ["main", "worker"] {
        let bench = Bench::bare();
        let report = bench.path("report.txt");
        let this = "pty::startup_shutdown::meets_a_bug_with_the_terminal_in_its_hands";
        let mut terminal = Start::other(&bench, &std::env::current_exe().unwrap())
            .args(&[this, "--exact", "--nocapture", "--test-threads=1"])
            .env(REPORT, &report)
            .env(THREAD, thread)
            .run();
        terminal.leaves(101);
        assert!(terminal.text().contains("a bug in a board"), "{}", terminal.text());
        assert!(!terminal.text().contains("what was drawn"), "{}", terminal.text());
        assert!(is_in(&report, "a bug in a board") && is_in(&report, "startup_shutdown.rs"), "{thread}");
    }
}

fn is_in(file: &Path, text: &str) -> bool {
    std::fs::read_to_string(file).is_ok_and(|kept| kept.contains(text))
}
