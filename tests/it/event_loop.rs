//! The loop of an open terminal without a terminal: bytes or keys go in, frames and what was sent come out.

use crate::{
    cli_harness::{Bench, NOW},
    tui_harness::{Seat, setup},
};
use gonogo::{
    input::{Input, Parser, parse_script},
    terminal::{Clock, End, EventLoop, LoopEvent, MemoryConsole},
};
use std::time::Duration;

fn open(bench: &Bench, handle: &str) -> EventLoop<MemoryConsole> {
    EventLoop::open(setup(&bench.db(), Some(handle), NOW), MemoryConsole::new(100, 30)).unwrap()
}

fn frame(event_loop: &mut EventLoop<MemoryConsole>) -> String {
    event_loop.host().console.frame.content.iter().map(ratatui::buffer::Cell::symbol).collect()
}

fn types(event_loop: &mut EventLoop<MemoryConsole>, bytes: &[u8]) {
    let (mut parser, mut inputs) = (Parser::new(), Vec::new());
    parser.feed(bytes, Duration::ZERO, &mut inputs);
    event_loop.turn(inputs.into_iter().map(LoopEvent::Input)).unwrap();
}

fn presses(event_loop: &mut EventLoop<MemoryConsole>, script: &str) {
    let keys = parse_script(script).unwrap();
    event_loop.turn(keys.into_iter().map(|chord| LoopEvent::Input(Input::Key(chord)))).unwrap();
}

#[test]
fn everything_that_has_arrived_makes_one_frame_and_nothing_makes_none() {
    let bench = Bench::new();
    let mut event_loop = open(&bench, "maya");
    types(&mut event_loop, b"4aPrinter is stuck fallback: print by hand\r");
    assert!(frame(&mut event_loop).contains("Printer is stuck"));
    assert_eq!(event_loop.host().console.frames, 1);
    event_loop.turn([]).unwrap();
    event_loop.turn([]).unwrap();
    assert_eq!(event_loop.host().console.frames, 1);
    assert!(bench.does("blocker ls").contains("Printer is stuck"));
}

#[test]
fn what_others_wrote_shows_at_the_next_turn_and_what_stood_before_comes_before() {
    let bench = Bench::new();
    let (mut maya, mut jo) = (open(&bench, "maya"), open(&bench, "jo"));
    presses(&mut jo, "3aSell on Sundays?<enter>");
    // Her own write comes first to her turn; what he did before it is shown before it.
    presses(&mut maya, "3aSell on Mondays?<enter>");
    let names: Vec<&str> = maya.app().feed().iter().map(|logged| logged.name.as_str()).collect();
    assert_eq!(names[..2], ["decision.add", "decision.add"]);
    let by: Vec<&str> =
        maya.app().feed().iter().take(2).map(|logged| maya.app().board().handle(logged.actor)).collect();
    assert_eq!(by, ["maya", "jo"], "newest first");
    jo.turn([]).unwrap();
    assert!(frame(&mut jo).contains("Sell on Mondays?"));
    assert_eq!(maya.app().board(), jo.app().board());
}

#[test]
fn another_size_is_asked_for_and_drawn() {
    let bench = Bench::new();
    let mut event_loop = open(&bench, "maya");
    event_loop.host().console.size = (80, 24);
    event_loop.turn([LoopEvent::Resize]).unwrap();
    assert_eq!((event_loop.app().size(), event_loop.host().console.frames), ((80, 24), 1));
    event_loop.turn([LoopEvent::Continued]).unwrap();
    assert_eq!(event_loop.host().console.frames, 2, "what covered the screen is drawn over");
}

#[test]
fn the_feed_is_read_as_far_as_it_shows_and_further_when_there_is_room() {
    let bench = Bench::new();
    for number in 1..=12 {
        bench.does(&format!("blocker add \"printer {number}\" --fallback \"by hand\""));
    }
    let mut event_loop = open(&bench, "maya");
    event_loop.turn([LoopEvent::Resize]).unwrap();
    assert_eq!(event_loop.app().feed().len(), 0, "there is no room for it at 100 columns");
    for (size, rows) in [((160, 15), 5), ((160, 20), 10)] {
        event_loop.host().console.size = size;
        event_loop.turn([LoopEvent::Resize]).unwrap();
        assert_eq!(event_loop.app().feed().len(), rows, "{size:?}");
    }
}

#[test]
fn a_minute_that_passes_is_drawn_and_a_second_is_not() {
    let bench = Bench::new();
    let mut event_loop = open(&bench, "maya");
    event_loop.turn([LoopEvent::Resize]).unwrap();
    for (moment, frames) in [("2026-03-02T09:00:40Z", 1), ("2026-03-02T09:01:00Z", 2)] {
        event_loop.host().setup.clock = Clock::Given(gonogo::domain::Moment::parse(moment).unwrap());
        event_loop.turn([]).unwrap();
        assert_eq!(event_loop.host().console.frames, frames, "{moment}");
    }
}

#[test]
fn a_long_text_goes_to_the_editor_and_comes_back() {
    let bench = Bench::new();
    let mut event_loop = open(&bench, "maya");
    event_loop.host().console.edits.push_back("Because it pays.".to_owned());
    presses(&mut event_loop, "3aSell on Sundays?<enter>E");
    assert!(bench.does("decision show D-1").contains("Because it pays."));
    presses(&mut event_loop, "E");
    assert_eq!(event_loop.app().note().unwrap().text, "nothing was changed");
}

#[test]
fn what_is_copied_is_sent_to_the_terminal_and_said() {
    let bench = Bench::new();
    let mut event_loop = open(&bench, "maya");
    presses(&mut event_loop, "3aSell on Sundays?<enter>y");
    assert!(event_loop.host().console.sent.starts_with(b"\x1b]52;c;"));
    assert_eq!(event_loop.app().note().unwrap().text, "copied D-1");
}

#[test]
fn the_shell_behind_gets_the_terminal_and_gives_it_back() {
    let bench = Bench::new();
    let mut event_loop = open(&bench, "maya");
    presses(&mut event_loop, "<c-z>");
    assert_eq!(event_loop.host().console.suspended, 1);
    assert!(frame(&mut event_loop).contains("Checkout"), "everything is drawn again");
}

#[test]
fn another_cycle_is_opened_with_what_belongs_to_the_terminal() {
    let bench = Bench::new();
    bench.does(
        "cycle new --playbook engineering-managers-launch-readiness --name Returns --start 2026-03-02 \
         --launch 2026-03-24 --sign-off maya --narrative jo --escalation jo --zone Europe/Berlin",
    );
    let mut event_loop = open(&bench, "maya");
    presses(&mut event_loop, "T3aHalf a thou<esc>:Returns<enter>");
    assert_eq!(&*event_loop.app().board().cycle.name, "Returns");
    assert_eq!(event_loop.app().note().unwrap().text, "working in \"Returns\"");
    assert!(event_loop.app().is_light(), "the palette stays");
    assert_eq!(event_loop.app().drafts().len(), 1, "what was typed stays");
    presses(&mut event_loop, "4aNo courier fallback: walk<enter>");
    assert!(bench.does("--cycle Returns blocker ls").contains("No courier"));
}

#[test]
fn a_cycle_that_was_started_here_is_not_asked_for_again() {
    let bench = Bench::new();
    let mut event_loop = open(&bench, "maya");
    presses(&mut event_loop, ":cycle new<enter>engineering-managers-l<enter>By keys<enter>");
    // The form is kept while the person thinks.
    event_loop.turn([]).unwrap();
    presses(&mut event_loop, "+3w<enter>");
    assert_eq!(&*event_loop.app().board().cycle.name, "By keys");
    assert!(event_loop.app().overlay().is_none(), "{:?}", event_loop.app().overlay());
}

#[test]
fn a_first_board_begins_in_the_welcome() {
    let bench = Bench::bare();
    let mut seat = Seat::from(setup(&bench.db(), None, NOW));
    seat.press("nengineering-managers-l<enter>Tea shop<enter>+3w");
    assert!(!bench.db().exists(), "nothing is written before the last answer");
    seat.press("<enter>");
    assert_eq!(seat.note(), "working in \"Tea shop\"", "{}", seat.state());
    assert!(seat.app().me().is_some() && seat.app().overlay().is_none(), "{}", seat.state());
    let again = Seat::from(setup(&bench.db(), None, NOW));
    assert!(again.app().drafts().is_empty());
}

#[test]
fn the_example_is_opened_without_asking_who_looks() {
    let bench = Bench::bare();
    let mut seat = Seat::from(setup(&bench.db(), None, NOW));
    seat.press("d");
    assert!(seat.shows("Checkout 2.0 relaunch") && seat.app().overlay().is_none(), "{}", seat.state());
}

#[test]
fn it_ends_when_the_person_leaves_a_signal_comes_or_the_terminal_goes() {
    let bench = Bench::new();
    let quit = LoopEvent::Input(Input::Key(parse_script("q").unwrap()[0]));
    let ends =
        [(quit, End::Quit), (LoopEvent::Terminate(15), End::Signal(15)), (LoopEvent::Hangup, End::Hangup)];
    for (event, end) in ends {
        let mut event_loop = open(&bench, "maya");
        event_loop.turn([event, LoopEvent::Resize]).unwrap();
        assert_eq!(event_loop.host().ends(), Some(end));
        assert_eq!(event_loop.host().console.frames, 0, "nothing is drawn on the way out");
    }
}
