//! What is watched until launch, by keys: forms that follow from an answer, menus, filters, and what a leaver holds.

use crate::{
    cli_harness::{Bench, NOW},
    tui_harness::{Seat, boards},
};
use gonogo::domain::{launch_criterion::LaunchState, mitigation::Mitigation, risk::RiskState};

fn maya(bench: &Bench) -> Seat {
    Seat::at(&bench.db(), Some("maya"), NOW)
}

#[test]
fn a_form_asks_what_the_chosen_way_to_meet_a_risk_asks_for() {
    let bench = Bench::new();
    let mut seat = maya(&bench);
    seat.press("5alate labels<enter>2<enter>4<tab>structured<enter>");
    assert_eq!(seat.answer("deadline"), Some(""), "{}", seat.state());
    seat.press("fri<enter>");
    assert_eq!(seat.answer("metric"), Some(""), "{}", seat.state());
    assert!(boards(&bench.db())[0].risks.rows().len() == 6, "it is not saved without its metric");
    seat.press("M-1<enter>");
    let board = &boards(&bench.db())[0];
    let risk = &board.risks.rows()[6];
    assert_eq!(risk.mitigation, Some(Mitigation::StructuredEscalation), "{}", seat.state());
    assert!(risk.plan_lacks().is_empty());
}

#[test]
fn a_draft_of_a_risk_keeps_what_followed_from_its_answers() {
    let bench = Bench::new();
    let mut seat = maya(&bench);
    seat.press("5alate labels<enter>2<enter>4<tab>structured<enter>fri<enter><esc>");
    seat.press("a");
    assert_eq!((seat.answer("deadline"), seat.answer("metric")), (Some("fri"), Some("")), "{}", seat.state());
    seat.press("M-1<enter>");
    assert_eq!(boards(&bench.db())[0].risks.rows().len(), 7, "{}", seat.state());
}

#[test]
fn an_edit_that_changes_how_a_risk_is_met_asks_for_the_rest() {
    let bench = Bench::new();
    bench.does("risk add \"late labels\" --chance 2 --impact 4");
    let mut seat = maya(&bench);
    // Owner, chance, impact, then the way it is met.
    seat.press(":r-7<enter>e<tab><tab><tab><tab>isolate-48h<enter>");
    assert!(seat.answer("metric").is_some() && seat.app().overlay().is_some(), "{}", seat.state());
    seat.press("M-2<enter>");
    let board = &boards(&bench.db())[0];
    assert_eq!(board.risks.rows()[6].mitigation, Some(Mitigation::IsolateWithin48h), "{}", seat.state());
}

#[test]
fn one_key_says_that_a_risk_appeared_and_the_clock_runs_on_the_screen() {
    let bench = Bench::new();
    bench.does("risk add \"late labels\" --chance 5 --impact 5 --mitigation isolate-48h --metric M-1");
    let mut seat = maya(&bench);
    seat.press(":r-7<enter>m");
    assert_eq!(seat.note(), "R-7 appeared; D-1 is isolated, owner maya, 48 h from now · u undoes");
    assert_eq!(boards(&bench.db())[0].risks.rows()[6].state, RiskState::Appeared);
    seat.goes_to("2026-03-02T09:00:30Z");
    assert!(seat.shows("47:59"), "{}", seat.screen());
    seat.goes_to("2026-03-04T10:00:00Z");
    assert!(seat.shows("48 h are over, −1:00"), "{}", seat.screen());
    seat.press("3");
    assert!(seat.shows("isolated"), "{}", seat.screen());
}

#[test]
fn a_sign_that_is_there_is_counted_in_its_row() {
    let bench = Bench::new();
    let mut seat = maya(&bench);
    seat.press(":r-2<enter>wyes<enter>");
    assert_eq!(seat.note(), "the sign of R-2 was there · u undoes");
    assert!(
        seat.shows(" 1× ") && seat.shows("warning sign seen 1× in 1 look since Mon 2 Mar"),
        "{}",
        seat.screen()
    );
}

#[test]
fn a_launch_criterion_passes_and_fails_from_a_menu() {
    let bench = Bench::new();
    let mut seat = maya(&bench);
    seat.press("0");
    assert!(seat.shows("Nothing measures this cycle yet."), "{}", seat.screen());
    seat.press("Lguests can pay<enter>guest checkout<enter>cprun 14<enter>");
    let state = || boards(&bench.db())[0].launch_criteria.rows()[0].state;
    assert_eq!(state(), LaunchState::Pass, "{}", seat.state());
    seat.press("cfthe queue is cut off<enter>");
    assert_eq!(state(), LaunchState::Fail, "{}", seat.state());
    assert!(seat.shows("fails"), "{}", seat.screen());
    seat.press("cu");
    assert_eq!(state(), LaunchState::Unknown);
    seat.press("xno guests<enter>");
    assert_eq!(state(), LaunchState::Dropped, "{}", seat.state());
    seat.press("cguests after all<enter>");
    assert_eq!(state(), LaunchState::Unknown, "{}", seat.state());
    seat.press("d");
    assert_eq!(seat.note(), "a launch criterion has no date; it must hold at launch");
}

#[test]
fn success_criteria_are_dropped_and_put_back() {
    let bench = Bench::new();
    let mut seat = maya(&bench);
    seat.press("0aless rework<enter>M-1<enter>4<enter>");
    assert!(seat.shows("M-1 ≤ 4 h"), "{}", seat.screen());
    seat.press("ctwo will do<enter>");
    assert!(!boards(&bench.db())[0].successes.rows()[0].is_open(), "{}", seat.state());
    seat.press("cthey will not<enter>");
    assert!(boards(&bench.db())[0].successes.rows()[0].is_open(), "{}", seat.state());
}

#[test]
fn what_the_constraint_caused_can_be_filtered_and_is_counted() {
    let bench = Bench::new();
    bench.does("blocker add \"PSP cert expired\" --fallback \"cards only\" --by-constraint yes");
    bench.does("blocker add \"labels wrong\" --fallback \"print by hand\"");
    let mut seat = maya(&bench);
    seat.press("4");
    assert!(seat.shows("2 open  1 by constraint"), "{}", seat.screen());
    seat.press("/constraint<enter>");
    assert!(seat.shows("1 of 2  /constraint") && !seat.shows("labels wrong"), "{}", seat.screen());
}

#[test]
fn who_is_told_stands_with_the_blocker() {
    let bench = Bench::new();
    bench.does(
        "blocker add \"PSP cert expired due:+4d\" --fallback \"cards only\" --audience partners --message \"cards only\" \
         --tell-by tomorrow --teller jo",
    );
    let mut seat = maya(&bench);
    seat.goes_to("2026-03-04T09:00:00Z");
    seat.press("4");
    assert!(seat.shows("not told yet: t"), "{}", seat.screen());
    seat.press("t");
    assert_eq!(seat.note(), "B-1: partners told · u undoes");
    assert!(!seat.shows("not told yet"), "{}", seat.screen());
    seat.goes_to("2026-03-09T09:00:00Z");
    assert!(seat.shows("fallback due"), "{}", seat.screen());
    seat.press("f");
    assert!(!seat.shows("fallback due") && seat.shows("started"), "{}", seat.screen());
}

#[test]
fn whoever_leaves_sees_all_they_hold_before_somebody_takes_it() {
    let bench = Bench::new();
    bench.does("blocker add \"PSP cert expired @jo\" --fallback \"cards only\" --teller jo");
    let mut seat = maya(&bench);
    seat.press(":person off<enter>b");
    for held in ["jo holds 4 open things:", "tells the customer story", "is on the escalation path", "B-1"] {
        assert!(seat.shows(held), "{held}\n{}", seat.screen());
    }
    seat.press("ana<enter>");
    assert_eq!(seat.note(), "jo has left; 4 open things now belong to ana \u{b7} u undoes");
}
