//! Several terminals and a command line on one file.

use crate::{cli_harness::Bench, terminal::Start};

#[test]
fn what_one_writes_the_others_see_without_a_key() {
    let bench = Bench::new();
    bench.does("blocker add \"Printer is stuck\" --fallback \"print by hand\"");
    let mut maya = Start::of(&bench).run();
    let mut jo = Start::of(&bench).env("GONOGO_AS", "jo").run();
    jo.shows("Do next").types("3").shows("No decisions yet.");
    maya.shows("Do next").types("3a").shows("Add a decision");
    maya.types("Sell on Sundays?").shows("Sell on Sundays?").types("\r").hides("Add a decision");
    maya.shows("D-1").shows("Sell on Sundays?");
    jo.shows("Sell on Sundays?").shows("maya opened D-1");
    for terminal in [&mut maya, &mut jo] {
        terminal.types("4").shows("Printer is stuck");
    }
    bench.does("b B-1 \"A new one comes tomorrow\"");
    for terminal in [&mut maya, &mut jo] {
        terminal.shows("A new one comes tomorrow").types("q").leaves(0);
    }
}
