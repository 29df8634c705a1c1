//! Each reason why something is due, its moment and its owner, and when it starts to be.

use super::super::{fixture::*, responsibilities};
use super::*;
use crate::domain::{
    Blocker, Board, Decision, Kind, Risk, Step, Table,
    decision::DecisionState,
    mitigation::Mitigation,
    risk::RiskState,
    step::{ItemState, StepState},
    when::medium,
};
use chrono::Duration;

/// A sound board with nothing that is due: what falls due within two days is taken out.
fn quiet() -> Board {
    Board { dependencies: Table::default(), decisions: Table::new(vec![approved(1)]), ..sound() }
}

fn found(board: &Board, now: Moment) -> Vec<(Why, String, String, &str)> {
    let facts = RuleContext::at(board, now);
    let told = |due: Due| {
        let subject = due.subject.map_or_else(|| format!("{:?}", due.review.unwrap()), |it| it.to_string());
        let at = due.at.map_or_else(String::new, |at| medium(at, facts.schedule.zone));
        (due.why, subject, at, due.owner.map_or("nobody", |owner| board.handle(owner)))
    };
    due(&facts).into_iter().map(told).collect()
}

fn one(change: impl FnOnce(&mut Board)) -> Vec<(Why, String, String, &'static str)> {
    let mut board = quiet();
    change(&mut board);
    let found = found(&board, late_in_the_cycle());
    let known = ["maya", "jo", "ana", "sam"];
    let leak = |handle: &str| *known.iter().find(|known| **known == handle).unwrap_or(&"nobody");
    found.into_iter().map(|(why, subject, at, owner)| (why, subject, at, leak(owner))).collect()
}

fn single(
    why: Why,
    subject: &str,
    at: &str,
    owner: &'static str,
) -> Vec<(Why, String, String, &'static str)> {
    vec![(why, subject.to_owned(), at.to_owned(), owner)]
}

#[test]
fn nothing_is_due_on_a_quiet_board() {
    assert_eq!(one(|_| ()), []);
}

#[test]
fn a_blocker_is_due_soon_then_its_fallback_then_it_is_overdue_with_its_fallback_running() {
    let blocker = |due: &str, change: fn(&mut Blocker)| {
        let mut blocker = Blocker { due: berlin(due), ..open_blocker(2) };
        change(&mut blocker);
        one(|board| put(&mut board.blockers, blocker))
    };
    assert_eq!(blocker("2026-02-19 12:00", |_| ()), [], "two days are time enough");
    assert_eq!(blocker("2026-02-19 11:59", |_| ()), single(Why::Soon, "B-2", "Thu 19 Feb 11:59", "jo"));
    assert_eq!(blocker("2026-02-17 12:00", |_| ()), single(Why::Soon, "B-2", "Tue 17 Feb 12:00", "jo"));
    assert_eq!(
        blocker("2026-02-17 11:59", |_| ()),
        single(Why::FallbackDue, "B-2", "Tue 17 Feb 11:59", "jo")
    );
    let runs = blocker("2026-02-17 11:59", |it| it.fallback_at = Some(late_in_the_cycle()));
    assert_eq!(runs, single(Why::Overdue, "B-2", "Tue 17 Feb 11:59", "jo"));
    let escalated = blocker("2026-02-17 11:59", |it| it.escalated_at = Some(berlin("2026-02-16 10:00")));
    assert_eq!(escalated, single(Why::Escalated, "B-2", "Tue 17 Feb 11:59", "jo"));
    assert_eq!(blocker("2026-02-17 11:59", |it| it.resolve("done", late_in_the_cycle()).unwrap()), []);
}

#[test]
fn whoever_tells_owes_the_word_to_those_outside() {
    let blocker = |change: fn(&mut Blocker)| {
        let tell_by = Some(berlin("2026-02-17 11:00"));
        let mut blocker = Blocker { tell_by, due: berlin("2026-02-27 17:00"), ..open_blocker(2) };
        change(&mut blocker);
        one(|board| put(&mut board.blockers, blocker))
    };
    assert_eq!(blocker(|_| ()), single(Why::Untold, "B-2", "Tue 17 Feb 11:00", "jo"));
    assert_eq!(blocker(|it| it.teller = Some(ANA)), single(Why::Untold, "B-2", "Tue 17 Feb 11:00", "ana"));
    assert_eq!(blocker(|it| it.told_at = Some(berlin("2026-02-17 10:00"))), []);
    assert_eq!(blocker(|it| it.tell_by = Some(late_in_the_cycle())), []);
}

#[test]
fn a_decision_is_due_soon_overdue_or_with_leadership_and_put_off_only_until_its_new_date() {
    let decision = |due: &str, change: fn(&mut Decision)| {
        let mut decision = Decision { due: berlin(due), ..open_decision(2) };
        change(&mut decision);
        one(|board| put(&mut board.decisions, decision))
    };
    assert_eq!(decision("2026-02-19 12:00", |_| ()), []);
    assert_eq!(decision("2026-02-18 12:00", |_| ()), single(Why::Soon, "D-2", "Wed 18 Feb 12:00", "jo"));
    assert_eq!(decision("2026-02-16 12:00", |_| ()), single(Why::Overdue, "D-2", "Mon 16 Feb 12:00", "jo"));
    let escalated = decision("2026-02-26 12:00", |it| it.escalated_at = Some(berlin("2026-02-16 10:00")));
    assert_eq!(escalated, single(Why::Escalated, "D-2", "Thu 26 Feb 12:00", "jo"));
    assert_eq!(decision("2026-02-18 12:00", |it| it.state = DecisionState::Deferred), []);
    let late = decision("2026-02-16 12:00", |it| it.state = DecisionState::Deferred);
    assert_eq!(late, single(Why::Overdue, "D-2", "Mon 16 Feb 12:00", "jo"));
}

#[test]
fn a_window_of_48_hours_is_due_from_its_first_moment_with_its_decision() {
    let at = berlin("2026-02-17 11:00");
    let isolated = one(|board| {
        put(&mut board.decisions, Decision { due: berlin("2026-03-27 17:00"), ..open_decision(2) });
        put(&mut board.risks, isolating(2, Some(2), at));
    });
    assert_eq!(isolated, single(Why::Window, "D-2", "Thu 19 Feb 11:00", "jo"));
    let twice = one(|board| {
        put(&mut board.decisions, Decision { due: berlin("2026-02-20 17:00"), ..open_decision(2) });
        put(&mut board.risks, isolating(2, Some(2), at));
        put(&mut board.risks, isolating(3, Some(2), at - Duration::hours(3)));
    });
    assert_eq!(twice, single(Why::Window, "D-2", "Thu 19 Feb 08:00", "jo"), "the window that ends first");
    let alone = one(|board| put(&mut board.risks, isolating(2, None, at)));
    assert_eq!(alone, single(Why::Window, "R-2", "Thu 19 Feb 11:00", "jo"));
    let decided = one(|board| {
        edit(&mut board.decisions, 1, |it| it.decided_at = Some(at));
        put(&mut board.risks, isolating(2, Some(1), at));
    });
    assert_eq!(decided, [], "its decision is made");
    let contained = one(|board| {
        put(&mut board.risks, Risk { state: RiskState::Mitigated, ..isolating(2, None, at) });
    });
    assert_eq!(contained, []);
}

#[test]
fn a_window_counts_elapsed_hours_when_clocks_change() {
    let window = |appeared: &str| {
        let risk = isolating(2, None, berlin(appeared));
        medium(
            risk.window_ends(&crate::domain::policy::Rhythm::default()).unwrap(),
            crate::domain::when::Zone::parse("Europe/Berlin").unwrap(),
        )
    };
    assert_eq!(window("2026-03-28 10:00"), "Mon 30 Mar 11:00");
    assert_eq!(window("2026-10-24 10:00"), "Mon 26 Oct 09:00");
    assert_eq!(window("2026-03-26 10:00"), "Sat 28 Mar 10:00");
    let mut board = Board { decisions: Table::new(vec![approved(1), open_decision(2)]), ..quiet() };
    put(&mut board.risks, isolating(2, Some(2), berlin("2026-03-28 10:00")));
    let over = |now: &str| {
        let facts = RuleContext::at(&board, berlin(now));
        let survey = super::super::evaluate::Findings::of(&facts);
        !survey.found(super::super::catalog::RuleName::IsolatedOverdue).hits.is_empty()
    };
    assert!(!over("2026-03-30 11:00"));
    assert!(over("2026-03-30 11:01"));
}

#[test]
fn risks_dependencies_steps_and_items_are_due_by_their_dates() {
    let mitigation = Some(Mitigation::StructuredEscalation);
    let deadline = Some(berlin("2026-02-16 17:00"));
    let risk =
        one(|board| edit(&mut board.risks, 1, |it| (it.mitigation, it.deadline) = (mitigation, deadline)));
    assert_eq!(risk, single(Why::Overdue, "R-1", "Mon 16 Feb 17:00", "jo"));
    let closed = one(|board| {
        edit(&mut board.risks, 1, |it| (it.deadline, it.state) = (deadline, RiskState::Closed));
    });
    assert_eq!(closed, []);
    assert_eq!(
        one(|board| edit(&mut board.risks, 1, |it| it.state = RiskState::Appeared)),
        [],
        "it has no date"
    );
    let dependency = |due: &str| {
        let due = berlin(due);
        one(|board| {
            put(
                &mut board.dependencies,
                crate::domain::Dependency { due, ..sound().dependencies.rows()[0].clone() },
            );
        })
    };
    assert_eq!(dependency("2026-02-18 17:00"), single(Why::Soon, "L-1", "Wed 18 Feb 17:00", "ana"));
    assert_eq!(dependency("2026-02-16 17:00"), single(Why::Overdue, "L-1", "Mon 16 Feb 17:00", "ana"));
    let step = |step: &mut Step, due: &str| (step.state, step.due) = (StepState::Open, Some(berlin(due)));
    let late = one(|board| edit(&mut board.steps, 12, |it| step(it, "2026-02-16 17:00")));
    assert_eq!((late[0].0, late[0].3, late.len()), (Why::Overdue, "jo", 1));
    let item = one(|board| edit(&mut board.items, 103, |it| (it.state, it.owner) = (ItemState::Todo, None)));
    assert_eq!((item[0].0, item[0].3, item.len()), (Why::Overdue, "nobody", 1));
}

#[test]
fn a_missed_review_is_due_by_the_one_who_signs() {
    let missed = one(|board| without(&mut board.reviews, |it| it.slot == Some(berlin("2026-02-16 10:00"))));
    assert_eq!(missed, single(Why::Missed, "Weekly", "Mon 16 Feb 10:00", "maya"));
    let audit = one(|board| {
        without(&mut board.reviews, |it| &*it.kind == "midpoint");
        edit(&mut board.items, 111, |it| (it.state, it.due) = (ItemState::Todo, None));
    });
    assert_eq!(audit, single(Why::Missed, "Midpoint", "Wed 28 Jan 10:00", "maya"));
}

#[test]
fn the_most_pressing_comes_first_and_then_the_earliest() {
    let mut board = quiet();
    for (id, due) in [(2, "2026-02-18 12:00"), (3, "2026-02-18 11:00"), (4, "2026-02-16 12:00")] {
        put(&mut board.decisions, Decision { due: berlin(due), ..open_decision(id) });
    }
    let escalated_at = Some(berlin("2026-02-16 10:00"));
    put(&mut board.decisions, Decision { escalated_at, due: berlin("2026-02-27 12:00"), ..open_decision(5) });
    put(&mut board.risks, isolating(2, None, berlin("2026-02-17 11:00")));
    let blocker = Blocker { tell_by: Some(berlin("2026-02-17 11:00")), ..open_blocker(2) };
    put(&mut board.blockers, Blocker { due: berlin("2026-02-16 11:00"), ..blocker });
    without(&mut board.reviews, |it| it.slot == Some(berlin("2026-02-16 10:00")));
    let found = found(&board, late_in_the_cycle());
    let order: Vec<(Why, &str)> = found.iter().map(|(why, subject, ..)| (*why, subject.as_str())).collect();
    assert_eq!(
        order,
        [
            (Why::Escalated, "D-5"),
            (Why::Window, "R-2"),
            (Why::Overdue, "D-4"),
            (Why::FallbackDue, "B-2"),
            (Why::Untold, "B-2"),
            (Why::Missed, "Weekly"),
            (Why::Soon, "D-3"),
            (Why::Soon, "D-2"),
        ]
    );
    assert_eq!(
        order.iter().map(|(why, _)| *why).collect::<std::collections::BTreeSet<_>>().len(),
        Why::ALL.len()
    );
}

#[test]
fn what_a_person_has_to_see_to_comes_by_date_and_what_has_none_last() {
    let board = sound();
    let facts = RuleContext::at(&board, late_in_the_cycle());
    let mine = |person| responsibilities::by_date(&facts, person);
    let of = |person| mine(person).iter().map(|part| part.subject().to_string()).collect::<Vec<_>>();
    assert_eq!(of(JO), ["D-2", "CY-1", "CY-1", "CY-1", "R-1", "M-1", "G-1"]);
    assert_eq!(of(ANA), ["C-1", "L-1", "P-114", "P-115", "P-116", "CY-1", "CY-1", "CY-1"]);
    assert_eq!(of(SAM), Vec::<String>::new());
    assert_eq!(of(MAYA), ["CY-1"], "she signs");
    assert!(mine(JO).iter().all(|part| part.subject().kind != Kind::Blocker), "it is resolved");
}

#[test]
fn the_window_of_a_decision_that_was_approved_before_is_due_and_its_owners_until_it_is_decided_again() {
    let at = berlin("2026-02-16 11:00");
    let mut board = quiet();
    edit(&mut board.decisions, 1, |it| it.due = berlin("2026-03-01 17:00"));
    put(&mut board.risks, isolating(2, Some(1), at));
    let owner = board.decisions.rows()[0].owner;
    let seen = |board: &Board, now: Moment| {
        let facts = RuleContext::at(board, now);
        let mine = responsibilities::by_date(&facts, owner);
        let part = mine.iter().find(|part| part.subject().kind == Kind::Decision);
        let said = due(&facts).iter().find(|due| due.why == Why::Window).map(|due| due.said(board, now));
        let survey = super::super::evaluate::Findings::of(&facts);
        let overdue = !survey.found(super::super::catalog::RuleName::IsolatedOverdue).hits.is_empty();
        (said, part.and_then(|part| responsibilities::date_of(&facts, part.record)), overdue)
    };
    let end = Some(berlin("2026-02-18 11:00"));
    let runs = Some("48-hour window, 23:00 left".to_owned());
    assert_eq!(seen(&board, late_in_the_cycle()), (runs, end, false));
    let over = Some("48 hours are over".to_owned());
    assert_eq!(seen(&board, berlin("2026-02-19 12:00")), (over, end, true));
    edit(&mut board.decisions, 1, |it| it.decided_at = Some(berlin("2026-02-17 09:00")));
    assert_eq!(seen(&board, berlin("2026-02-19 12:00")), (None, None, false), "it was decided again");
    put(&mut board.risks, isolating(3, Some(1), berlin("2026-02-17 10:00")));
    let later = Some("48-hour window, 46:00 left".to_owned());
    assert_eq!(
        seen(&board, late_in_the_cycle()),
        (later, Some(berlin("2026-02-19 10:00")), false),
        "a later risk asks anew"
    );
    edit(&mut board.decisions, 1, |it| it.state = DecisionState::Dropped);
    assert_eq!(seen(&board, berlin("2026-02-23 12:00")), (None, None, false));
}

#[test]
fn what_is_escalated_is_due_for_both_whom_it_went_to_and_its_owner() {
    let mut board = quiet();
    let escalated_at = Some(berlin("2026-02-16 10:00"));
    let it = Blocker { escalated_at, escalated_to: Some(ANA), reviewer: Some(ANA), ..open_blocker(2) };
    put(&mut board.blockers, it);
    let facts = RuleContext::at(&board, late_in_the_cycle());
    let [found] = due(&facts)[..] else { panic!("one thing is due") };
    assert_eq!(found.said(&board, facts.now), "escalated to ana since Mon 16 Feb 10:00 from jo");
    assert!(found.concerns(&[ANA]) && found.concerns(&[JO]) && !found.concerns(&[MAYA]));
    let words = |person| {
        let parts = responsibilities::by_date(&facts, person).into_iter();
        parts.filter(|part| part.subject().kind == Kind::Blocker).map(|part| part.word()).collect::<Vec<_>>()
    };
    assert_eq!((words(ANA), words(JO)), (vec!["leads"], vec!["owns"]));
}
