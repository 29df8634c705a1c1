//! Beginning and end: the example board, a file that is not there yet, a bug.

use crate::{
    bench::Bench,
    terminal::{Start, Terminal},
};

/// The board's name in the header, with the person's at its end.
fn is_open(terminal: &mut Terminal, cycle: &str) {
    terminal.until(cycle, |screen| screen.rows(0, 120).next().is_some_and(|header| header.contains(cycle)));
}

#[test]
fn the_example_opens_and_the_terminal_comes_back_as_it_was() {
    let bench = Bench::bare();
    let mut terminal = Start::of(&bench).args(&["demo"]).run();
    terminal.shows("Checkout 2.0 relaunch").shows("Decisions due");
    assert!(terminal.screen().alternate_screen() && terminal.screen().hide_cursor());
    assert!(terminal.screen().bracketed_paste() && !terminal.is_cooked());
    terminal.types("q").leaves(0);
}

#[test]
fn a_board_begins_with_ten_short_questions_and_is_found_again() {
    let bench = Bench::bare();
    let mut terminal = Start::of(&bench).run();
    terminal.shows("No board here yet").types("n");
    for (asked, typed) in [
        ("Which playbook?", "innovation-teams-l"),
        ("What do you call this cycle?", "Tea shop"),
        ("Which single outcome", ""),
        ("On which day does it start?", ""),
        ("On which day do you launch?", "24 mar"),
        ("In which time zone", ""),
        ("Who signs", ""),
        ("Who is asked when", ""),
        ("Who owns what customers", ""),
        ("Who else takes part?", ""),
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
    let mut terminal = Start::of(&bench).run();
    terminal.shows("No board here yet").types("d");
    is_open(&mut terminal, "Checkout 2.0 relaunch");
    terminal.hides("No board here yet").types("q").leaves(0);
}

#[test]
fn leaving_the_welcome_writes_nothing() {
    let bench = Bench::bare();
    let mut terminal = Start::of(&bench).run();
    terminal.shows("No board here yet").types("q").leaves(0);
    assert!(!bench.db().exists());
}
