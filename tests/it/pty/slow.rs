//! Lines slower than the keys, and terminals that do not say how far they are.

use crate::{
    cli_harness::Bench,
    terminal::{Start, Terminal},
};

/// The example board at a terminal that says only when told to that it has read everything.
fn slow() -> (Bench, Terminal) {
    let bench = Bench::bare();
    bench.does("demo --print");
    let mut terminal = Start::of(&bench).without_answers().run();
    terminal.shows("Do next").sends(b"\x1b[5n", 0);
    (bench, terminal)
}

#[test]
fn tabs_changed_on_a_slow_line_cost_one_frame_and_the_last_screen_is_whole() {
    let (bench, mut terminal) = slow();
    let first = terminal.sent.len();
    for key in ["2", "3", "4", "5", "6", "7", "I", "1", "3", "j", "5"] {
        terminal.types(key);
    }
    // The keys lie before the answer, so they have all been taken when it comes.
    terminal.answers().sends(b"\x1b[5n", first);
    assert_eq!(terminal.frames(first), 1, "the keys between are not drawn");
    let shown = terminal.text();
    assert_eq!(terminal.questions(), 2);

    let mut calm = Start::of(&bench).run();
    calm.shows("Do next");
    for (key, shows) in [("3", "3 Decisions"), ("j", "2 of "), ("5", "5 Risks")] {
        calm.types(key).shows(shows);
    }
    calm.until("the same screen", |screen| screen.contents() == shown);
    calm.types("q").leaves(0);
    terminal.answers().types("q").leaves(0);
}

#[test]
fn a_key_held_down_on_a_slow_line_sends_little_and_ends_where_it_should() {
    let (_bench, mut terminal) = slow();
    let first = terminal.sent.len();
    terminal.types("3").answers().shows("1 of ");
    for _ in 0..10 {
        terminal.types("j");
    }
    terminal.answers().shows("11 of ");
    let frames = terminal.frames(first);
    assert!(frames <= 4, "{frames} frames");
    terminal.types("q").answers().leaves(0);
}

#[test]
fn leaving_waits_for_the_answer_so_that_no_shell_reads_it() {
    let (_bench, mut terminal) = slow();
    terminal.types("q").answers();
    terminal.leaves(0);
    assert!(terminal.text().is_empty(), "{}", terminal.text());
}

#[test]
fn a_terminal_that_never_answers_is_waited_for_once() {
    let (_bench, mut terminal) = slow();
    terminal.types("3").shows("1 of ").types("j").shows("2 of ").types("4").shows("4 Blockers");
    assert_eq!(terminal.questions(), 1, "and is asked no more");
    terminal.types("q").leaves(0);
}
