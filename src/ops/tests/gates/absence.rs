//! Who acts, and sees what is due, while somebody is away.

use super::*;
use crate::domain::{
    Day, Id,
    rules::{due::due, responsibilities},
};

const MAYA: Id<crate::domain::Person> = Id::new(1);
const JO: Id<crate::domain::Person> = Id::new(2);
const ANA: Id<crate::domain::Person> = Id::new(3);

fn away(bench: &mut Bench) {
    let [from, to] = ["2026-03-09", "2026-03-13"].map(|day| Day::parse(day).unwrap());
    let said = bench.does(person::Away { person: MAYA, from, to, cover: ANA }).said;
    assert_eq!(said, "maya is away from Mon 9 Mar to Fri 13 Mar; ana covers");
}

fn launch_moves(bench: &mut Bench, by: Id<crate::domain::Person>, day: &str) -> Result<(), String> {
    bench.executor.actor = Some(by);
    let set = fields(&[("launch", text(day))]);
    let edit = common::Op::Edit { subject: Ref::new(Kind::Cycle, 1), set };
    bench.tries(edit).map(drop).map_err(|error| error.to_string())
}

#[test]
fn whoever_covers_for_the_sign_off_owner_acts_while_they_are_away_and_nobody_else() {
    let mut bench = Bench::new();
    away(&mut bench);
    assert!(
        launch_moves(&mut bench, ANA, "2026-03-25").unwrap_err().contains("only maya, who signs the verdict")
    );
    bench.goes_to("2026-03-09 09:00");
    let refused = launch_moves(&mut bench, JO, "2026-03-25").unwrap_err();
    assert!(refused.contains("only ana, who stands in for the sign-off owner"), "{refused}");
    launch_moves(&mut bench, ANA, "2026-03-25").unwrap();
    launch_moves(&mut bench, MAYA, "2026-03-26").unwrap();
    bench.goes_to("2026-03-14 09:00");
    assert!(launch_moves(&mut bench, ANA, "2026-03-27").is_err(), "they are back");
}

#[test]
fn the_first_on_the_path_acts_where_whoever_covers_has_left() {
    let mut bench = Bench::new();
    away(&mut bench);
    bench.does(person::Off { person: ANA, hand_over: JO });
    bench.goes_to("2026-03-09 09:00");
    launch_moves(&mut bench, JO, "2026-03-25").unwrap();
}

#[test]
fn what_is_due_for_somebody_away_is_due_for_whoever_covers_and_no_clock_stops() {
    let mut bench = Bench::new();
    bench.does(decision("Wallet?"));
    bench.goes_to("2026-03-08 09:00");
    away(&mut bench);
    let seen = |bench: &Bench, by: Id<crate::domain::Person>, at: &str| {
        let board = bench.board();
        let facts = RuleContext::at(&board, berlin(at));
        let people = board.stands_for(by, facts.now);
        let parts = responsibilities::by_date(&facts, by);
        let is_mine = parts.iter().any(|part| part.subject() == d(1));
        (is_mine, due(&facts).iter().any(|it| it.subject == Some(d(1)) && it.concerns(&people)))
    };
    assert_eq!(seen(&bench, ANA, "2026-03-08 10:00"), (false, false));
    assert_eq!(seen(&bench, ANA, "2026-03-10 10:00"), (true, true));
    assert_eq!(seen(&bench, MAYA, "2026-03-10 10:00"), (true, true), "they keep it too");
    assert_eq!(seen(&bench, ANA, "2026-03-16 10:00"), (false, false));
}

#[test]
fn an_absence_has_an_end_after_its_beginning_and_somebody_else_who_covers() {
    let mut bench = Bench::new();
    let [from, to] = ["2026-03-13", "2026-03-09"].map(|day| Day::parse(day).unwrap());
    let refused = bench.refuses(person::Away { person: MAYA, from, to, cover: ANA });
    assert!(refused.contains("the last day lies before the first"), "{refused}");
    let refused = bench.refuses(person::Away { person: MAYA, from: to, to: from, cover: MAYA });
    assert!(refused.contains("nobody covers for themselves"), "{refused}");
    assert!(bench.refuses(person::Back { person: MAYA }).contains("Maya Lind is not away"));
    away(&mut bench);
    bench.does(person::Back { person: MAYA });
    assert_eq!(bench.board().people.get(MAYA).unwrap().cover, None);
}
