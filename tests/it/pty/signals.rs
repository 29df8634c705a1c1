//! Told to end: what was typed is kept, the terminal is given back, and the next start offers it again.
#![expect(clippy::disallowed_methods, reason = "how long it takes to leave is what is tested")]

use crate::{
    cli_harness::Bench,
    terminal::{Start, Terminal},
};
use rustix::process::Signal;
use std::time::{Duration, Instant};

/// A second to keep drafts and leave, and another for a busy machine.
const SOON: Duration = Duration::from_secs(2);

fn with_a_form(bench: &Bench) -> Terminal {
    let mut terminal = Start::of(bench).run();
    terminal.shows("Do next").types("3a").shows("Add a decision");
    terminal.types("Sell on Sundays?").shows("Sell on Sundays?");
    terminal
}

#[track_caller]
fn is_offered_again(bench: &Bench) {
    let mut terminal = Start::of(bench).run();
    terminal.shows("Add a decision").shows("Sell on Sundays?").shows("this was open when the line dropped");
    terminal.types("\r").hides("Add a decision").shows("added D-1").types("q").leaves(0);
    let mut after = Start::of(bench).run();
    after.shows("Do next").types("3").shows("Sell on Sundays?").hides("Add a decision").types("q").leaves(0);
}

#[track_caller]
fn ends_by(signal: Signal, code: u32) {
    let bench = Bench::new();
    let mut terminal = with_a_form(&bench);
    let told = Instant::now();
    terminal.signal(signal);
    terminal.leaves(code);
    assert!(told.elapsed() < SOON, "{:?}", told.elapsed());
    assert!(!terminal.text().contains("Sell on Sundays?"), "the main screen is as it was");
    is_offered_again(&bench);
}

#[test]
fn a_request_to_end_keeps_the_open_form() {
    ends_by(Signal::TERM, 143);
}

#[test]
fn a_dropped_line_keeps_the_open_form() {
    ends_by(Signal::HUP, 129);
}

#[test]
fn a_closed_window_keeps_the_open_form() {
    let bench = Bench::new();
    let mut terminal = with_a_form(&bench);
    let told = Instant::now();
    terminal.hang_up();
    assert_eq!(terminal.gone(), 129);
    assert!(told.elapsed() < SOON, "{:?}", told.elapsed());
    is_offered_again(&bench);
}
