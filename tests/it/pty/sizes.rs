//! Windows of every size, and what is sent while nothing happens.

use crate::{
    cli_harness::Bench,
    terminal::{Start, stays_silent},
};
use std::time::Duration;

/// Longer than the loop waits before it looks around.
const SETTLED: Duration = Duration::from_millis(600);

#[test]
fn a_storm_of_sizes_ends_in_the_right_frame() {
    let bench = Bench::bare();
    bench.does("demo --print");
    let mut calm = Start::of(&bench).run();
    calm.shows("Do next").types("?").shows("Keys on Overview").falls_silent(SETTLED);

    let mut terminal = Start::of(&bench).run();
    terminal.shows("Do next");
    let mut random = fastrand::Rng::with_seed(7);
    for round in 0..200 {
        let (columns, rows) = if round % 20 == 0 { (1, 1) } else { (random.u16(1..300), random.u16(1..100)) };
        terminal.resize(columns, rows).types(["j", "k", "\t", "3", "5", "\x1b[B", "z", "1"][round % 8]);
    }
    terminal.resize(120, 40).types("1ggr").types("?").shows("Keys on Overview").falls_silent(SETTLED);
    assert_eq!(terminal.text(), calm.text());
    terminal.types("\x1b").hides("Keys on Overview").types("q").leaves(0);
}

#[test]
fn a_window_too_small_for_a_board_says_so_and_grows_again() {
    let bench = Bench::new();
    let mut terminal = Start::of(&bench).size(59, 16).run();
    terminal.shows("60");
    assert!(!terminal.text().contains("Checkout"));
    terminal.resize(60, 15).shows("60");
    assert!(!terminal.text().contains("Checkout"));
    terminal.resize(60, 16).shows("Checkout").resize(1, 1).resize(120, 40).shows("Do next");
    terminal.types("q").leaves(0);
}

#[test]
fn silence_costs_nothing() {
    let bench = Bench::new();
    let mut terminal = Start::of(&bench).run();
    terminal.shows("Do next").falls_silent(SETTLED);
    stays_silent(&mut terminal, Duration::from_secs(2));
    terminal.types("q").leaves(0);
}
