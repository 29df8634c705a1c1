//! Two people at open terminals on one file: each sees what the other does, and nothing typed is lost.

use crate::{
    cli_harness::{Bench, NOW},
    tui_harness::Seat,
};
use gonogo::domain::{Id, Kind, Ref, decision::DecisionState};

const D1: Ref = Ref::new(Kind::Decision, 1);

/// maya and jo, with one decision that both see.
fn two_at_one_board() -> (Bench, Seat, Seat) {
    let bench = Bench::new();
    let mut maya = Seat::at(&bench.db(), Some("maya"), NOW);
    let mut jo = Seat::at(&bench.db(), Some("jo"), NOW);
    maya.press("3aShip without wallet?<enter>");
    jo.look_around();
    jo.press("3");
    (bench, maya, jo)
}

fn state(seat: &Seat) -> DecisionState {
    seat.app().board().decisions.get(Id::new(1)).unwrap().state
}

#[test]
fn what_a_colleague_does_arrives_with_the_name_and_lights_up() {
    let (_bench, mut maya, mut jo) = two_at_one_board();
    assert_eq!(jo.app().selected(), Some(D1), "it stands in the list without a key pressed");
    jo.press("iasked the PSP<enter>");
    maya.look_around();
    assert_eq!(maya.note(), "jo wrote on D-1");
    assert_eq!(maya.app().board().notes.rows().len(), 1);
    jo.press("dfri<enter>");
    maya.look_around();
    assert_eq!(maya.note(), "jo moved D-1 to Fri 6 Mar 17:00");
    assert!(maya.app().flashes().iter().any(|(record, _)| *record == D1));
    assert_eq!(maya.app().feed()[0].name, "due");
    assert_eq!(maya.app().board(), jo.app().board(), "both screens hold the same board");
}

#[test]
fn ones_own_change_does_not_hide_what_came_in_between() {
    let (_bench, mut maya, mut jo) = two_at_one_board();
    jo.press("aFreeze the catalogue?<enter>");
    maya.press("iasked the PSP<enter>");
    assert_eq!(maya.app().board().decisions.rows().len(), 2);
    jo.look_around();
    assert_eq!(maya.app().board(), jo.app().board());
}

#[test]
fn a_date_moved_meanwhile_names_who_and_keeps_what_was_typed() {
    let (_bench, mut maya, mut jo) = two_at_one_board();
    maya.press("dfri");
    jo.press("dthu<enter>");
    maya.press("<enter>");
    assert_eq!(maya.problem(), "jo set due of D-1 to \"Thu 5 Mar 2026, 17:00 CET\" at 10:00");
    assert_eq!(maya.answer("due"), Some("fri"));
    maya.press("<enter>");
    assert_eq!(maya.note(), "D-1 due Fri 6 Mar 17:00 · u undoes");
}

#[test]
fn a_change_that_showed_behind_the_open_form_is_no_less_a_conflict() {
    let (_bench, mut maya, mut jo) = two_at_one_board();
    maya.press("dfri");
    jo.press("dthu<enter>");
    maya.look_around();
    maya.press("<enter>");
    assert_eq!(maya.problem(), "jo set due of D-1 to \"Thu 5 Mar 2026, 17:00 CET\" at 10:00");
    maya.press("<enter>");
    assert_eq!(maya.note(), "D-1 due Fri 6 Mar 17:00 · u undoes");
}

#[test]
fn a_decision_closed_meanwhile_keeps_the_form_with_every_answer() {
    let (_bench, mut maya, mut jo) = two_at_one_board();
    maya.press("camaya, in the standup<enter>40 labels a day<enter>the pilot<enter>test<enter>yes");
    jo.press("crtoo late<enter>");
    maya.press("<enter>");
    assert_eq!(maya.problem(), "D-1: it is rejected already; jo rejected D-1 at 10:00");
    assert_eq!(maya.answer("proof"), Some("maya, in the standup"));
    assert_eq!(maya.answer("criteria"), Some("40 labels a day"));
    assert_eq!(state(&maya), DecisionState::Rejected, "what the form says is what stands in the file");
    assert!(maya.app().board().criteria.rows().is_empty());
}

#[test]
fn undo_at_one_seat_leaves_the_other_seat_s_work() {
    let (_bench, mut maya, mut jo) = two_at_one_board();
    jo.press("aFreeze the catalogue?<enter>");
    maya.press("u");
    jo.look_around();
    let titles: Vec<&str> = jo.app().board().decisions.rows().iter().map(|it| &*it.title).collect();
    assert_eq!(titles, ["Freeze the catalogue?"]);
    assert_eq!(jo.note(), "maya took back D-1");
}
