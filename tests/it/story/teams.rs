//! The same cycle told by other teams: one person alone, five of whom nobody works in design; and what is no cycle at all,
//! a board on which everything was ticked on its first day.

use super::{PLOTS, Plot, STORY, verdict};
use crate::{
    cli_harness::Bench,
    parity::difference,
    tui_harness::{Seat, boards},
};

/// A line or keys with everybody in them being maya.
fn alone(line: &str) -> String {
    let mut line = line.to_owned();
    for (theirs, hers) in [
        (" jo", " maya"),
        (" ana", " maya"),
        ("=jo", "=maya"),
        ("ojo<", "omaya<"),
        ("hjo<", "hmaya<"),
        (">jo ", ">maya "),
        (">jo<", ">maya<"),
        (">ana<", ">maya<"),
        ("maya,jo", "maya"),
    ] {
        line = line.replace(theirs, hers);
    }
    line
}

/// The chapters until the verdict is signed.
fn to_the_signature() -> impl Iterator<Item = &'static super::Chapter> {
    let signed = STORY.iter().position(|chapter| chapter.title == "it is signed").expect("it is told");
    STORY.iter().take(signed + 1)
}

/// Tells the story by commands and by keys, each line put into the words of a team, and holds that both reach GO.
fn reaches_go(plot: &Plot, team: &[&str], words: fn(&str) -> String) -> Bench {
    let begin = || {
        let bench = Bench::bare();
        bench.does(&words(&plot.charter()));
        for line in team {
            bench.does(&format!("--now 2026-03-02T09:00:00Z {line}"));
        }
        bench
    };
    let (typed, pressed) = (begin(), begin());
    let mut last = "";
    for chapter in to_the_signature() {
        last = chapter.at;
        for line in chapter.typed {
            typed.does(&format!("--now {} {}", chapter.at, words(&plot.tell(line))));
        }
        let mut seat = Seat::at(&pressed.db(), Some("maya"), chapter.at);
        for keys in chapter.pressed {
            seat.press(&words(&plot.tell(keys)));
            assert!(seat.app().overlay().is_none(), "{}: {keys}: {}", chapter.title, seat.state());
        }
    }
    for bench in [&typed, &pressed] {
        let said = verdict(bench, last);
        assert!(said.starts_with("exit 0\n") && said.contains("maya signed GO"), "{}: {said}", plot.playbook);
        let reviews = bench.does(&format!("--now {last} review ls"));
        assert!(reviews.lines().any(|line| line.contains("missed")), "one weekly was skipped: {reviews}");
    }
    assert_eq!(difference(&boards(&typed.db()), &boards(&pressed.db())), None, "{}", plot.playbook);
    typed
}

#[test]
fn one_person_alone_reaches_go_by_commands_and_by_keys() {
    for plot in PLOTS {
        let bench = reaches_go(plot, &[], alone);
        assert_eq!(boards(&bench.db())[0].people.rows().len(), 1, "there is nobody else");
    }
}

#[test]
fn five_of_whom_nobody_works_in_design_reach_go_by_commands_and_by_keys() {
    let team = [
        "person edit maya --function planning",
        "person edit jo --function delivery",
        "person edit ana --function support",
        "person add \"Li Wen\" --function go-to-market",
        "person add \"Sam Roe\" --function leadership",
    ];
    for plot in PLOTS {
        reaches_go(plot, &team, str::to_owned);
    }
}

#[test]
fn a_board_with_everything_ticked_on_its_first_day_is_a_no_go_that_names_drill_and_evidence_review() {
    const DAY_ONE: &str = "2026-03-02T15:00:00Z";
    let plot = &PLOTS[0];
    let bench = Bench::bare();
    bench.does(&plot.charter());
    let does = |line: &str| bench.does(&format!("--now {DAY_ONE} {line}"));
    for number in 1..=16 {
        does(&format!("check done P-{number} --evidence wiki/{number}"));
    }
    for number in 1..=6 {
        does(&format!("step done S-{number} --override \"we know what we do\""));
    }
    does("success add \"fewer defects\" --metric M-2 --target 4 --due 2026-06-30");
    does("launch add \"orders go through\" --path \"guest checkout\"");
    does("launch pass G-1 --note \"run 14\"");
    does("cycle demonstrate yes --proof wiki/evidence");
    does(
        "dependency add \"label texts\" --from-function design --to-function delivery --metric M-1 \
         --response \"print them by hand\" --due 2026-03-20",
    );
    let said = verdict(&bench, DAY_ONE);
    assert!(said.starts_with("exit 20\n"), "{said}");
    let hard: Vec<&str> = said.lines().filter(|line| line.trim_start().starts_with("hard ")).collect();
    for review in ["the evidence review was not held", "the escalation drill was not held"] {
        assert_eq!(hard.iter().filter(|line| line.contains(review)).count(), 1, "{review}: {said}");
    }
}
