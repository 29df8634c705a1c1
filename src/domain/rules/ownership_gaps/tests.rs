//! Every kind of gap, and that nothing else is one.

use super::super::fixture::*;
use super::*;
use crate::domain::{
    Blocker, Board, Id, Intake, Risk, id::Ids, intake::Becomes, launch_criterion::LaunchState,
    mitigation::Mitigation, risk::RiskState, step::StepState,
};

fn named(board: &Board) -> Vec<(String, Vec<&'static str>)> {
    let gaps = gaps(&RuleContext::at(board, late_in_the_cycle()));
    gaps.into_iter().map(|gap| (gap.subject.to_string(), gap.lacks.into_iter().collect())).collect()
}

fn one(change: impl FnOnce(&mut Board)) -> Vec<(String, Vec<&'static str>)> {
    let mut board = sound();
    change(&mut board);
    named(&board)
}

fn gap(subject: &str, lacks: &[&'static str]) -> Vec<(String, Vec<&'static str>)> {
    vec![(subject.to_owned(), lacks.to_vec())]
}

#[test]
fn a_sound_board_has_none() {
    assert_eq!(named(&sound()), []);
}

#[test]
fn whoever_has_left_owns_nothing() {
    assert_eq!(one(|board| edit(&mut board.decisions, 2, |it| it.owner = SAM)), gap("D-2", &["owner"]));
    assert_eq!(one(|board| edit(&mut board.decisions, 1, |it| it.owner = SAM)), [], "it is decided");
    let blocker = |owner| crate::domain::Blocker { owner, ..open_blocker(2) };
    assert_eq!(one(|board| put(&mut board.blockers, blocker(SAM))), gap("B-2", &["owner"]));
    assert_eq!(one(|board| put(&mut board.blockers, blocker(ANA))), []);
    assert_eq!(one(|board| edit(&mut board.risks, 1, |it| it.owner = SAM)), gap("R-1", &["owner"]));
    assert_eq!(one(|board| edit(&mut board.dependencies, 1, |it| it.owner = SAM)), gap("L-1", &["owner"]));
    assert_eq!(one(|board| edit(&mut board.items, 116, |it| it.owner = Some(SAM))).len(), 1);
    assert_eq!(one(|board| edit(&mut board.items, 116, |it| it.owner = None)).len(), 1);
    assert_eq!(one(|board| edit(&mut board.items, 103, |it| it.owner = None)), [], "it is ticked");
    let step = |board: &mut Board, owner| {
        edit(&mut board.steps, 12, |it| (it.state, it.owner) = (StepState::Open, owner));
    };
    assert_eq!(one(|board| step(board, None)).len(), 1);
    assert_eq!(one(|board| step(board, Some(SAM))).len(), 1);
    assert_eq!(one(|board| step(board, Some(JO))), []);
    assert_eq!(one(|board| edit(&mut board.successes, 1, |it| it.owner = SAM))[0].1, ["owner"]);
    assert_eq!(one(|board| edit(&mut board.launch_criteria, 1, |it| it.owner = SAM))[0].1, ["owner"]);
    let dropped = one(|board| {
        edit(&mut board.launch_criteria, 1, |it| (it.state, it.owner) = (LaunchState::Dropped, SAM));
    });
    assert_eq!(dropped, []);
}

#[test]
fn a_metric_needs_an_owner_and_a_decision() {
    let metric = |owner, decisions: &[i64]| {
        one(|board| {
            edit(&mut board.metrics, 1, |it| {
                it.owner = owner;
                it.decisions = Ids(decisions.iter().map(|&id| Id::new(id)).collect());
            });
        })
    };
    assert_eq!(metric(None, &[]), gap("M-1", &["owner", "decision"]));
    assert_eq!(metric(Some(SAM), &[1]), gap("M-1", &["owner"]));
    assert_eq!(metric(Some(JO), &[]), gap("M-1", &["decision"]));
}

#[test]
fn a_dependency_needs_both_functions_its_metric_and_a_response() {
    let gaps = one(|board| {
        edit(&mut board.dependencies, 1, |it| {
            (it.from_function, it.to_function) = (None, Some(" ".into()));
            (it.metric, it.response) = (None, None);
        });
    });
    assert_eq!(gaps, gap("L-1", &["from", "to", "checkpoint metric", "response"]));
    let delivered = crate::domain::dependency::DependencyState::Done;
    let done = one(|board| {
        edit(&mut board.dependencies, 1, |it| (it.response, it.state) = (None, delivered));
    });
    assert_eq!(done, []);
}

#[test]
fn a_blocker_that_somebody_outside_has_to_hear_of_needs_the_rest_of_that_plan() {
    let blocker = |change: fn(&mut Blocker)| {
        let mut blocker = open_blocker(2);
        blocker.audience = Some("wholesale customers".into());
        change(&mut blocker);
        one(|board| put(&mut board.blockers, blocker))
    };
    assert_eq!(blocker(|_| ()), gap("B-2", &["message", "told by", "tell by"]));
    assert_eq!(blocker(|it| it.told_at = Some(late_in_the_cycle())), []);
    assert_eq!(blocker(|it| it.audience = None), []);
    let planned = blocker(|it| {
        (it.message, it.teller, it.tell_by) =
            (Some("cards only".into()), Some(ANA), Some(late_in_the_cycle()));
    });
    assert_eq!(planned, []);
}

#[test]
fn a_risk_needs_what_its_type_asks_for_until_it_is_closed() {
    let risk = |change: fn(&mut Risk)| one(|board| edit(&mut board.risks, 1, change));
    assert_eq!(risk(|it| it.mitigation = None), gap("R-1", &["mitigation"]));
    for mitigation in Mitigation::ALL {
        let gaps = one(|board| {
            let blank = Risk { title: "a risk".into(), ..Risk::blank() };
            let (id, owner, mitigation) = (Id::new(2), JO, Some(mitigation));
            put(&mut board.risks, Risk { id, owner, mitigation, ..blank });
        });
        assert_eq!(gaps, gap("R-2", mitigation.required()));
    }
    let closed = risk(|it| (it.mitigation, it.state) = (None, RiskState::Closed));
    assert_eq!(closed, []);
}

#[test]
fn a_note_in_the_intake_lists_what_its_kind_must_have() {
    let note = |becomes, known: &str| {
        let (id, known) = (Id::new(2), known.into());
        one(|board| put(&mut board.intake, Intake { id, becomes, known, ..Intake::blank() }))
    };
    assert_eq!(note(Becomes::Decision, "{}"), gap("N-2", &["owner", "due"]));
    assert_eq!(note(Becomes::Blocker, r#"{"owner":1,"due":5}"#), gap("N-2", &["fallback"]));
    assert_eq!(note(Becomes::Blocker, r#"{"owner":1,"due":5,"fallback":" "}"#), gap("N-2", &["fallback"]));
    let needs = ["owner", "due", "from_function", "to_function", "metric"];
    assert_eq!(note(Becomes::Dependency, "{}"), gap("N-2", &needs));
}

#[test]
fn a_cycle_needs_a_path_a_narrative_owner_and_somebody_who_signs() {
    assert_eq!(one(|board| board.cycle.escalation = Ids(Vec::new())), gap("CY-1", &["escalation path"]));
    assert_eq!(one(|board| board.cycle.escalation = Ids(vec![SAM])), gap("CY-1", &["escalation path"]));
    assert_eq!(one(|board| board.cycle.escalation = Ids(vec![SAM, JO])), []);
    assert_eq!(one(|board| board.cycle.narrative = None), gap("CY-1", &["comms owner"]));
    assert_eq!(one(|board| board.cycle.narrative = Some(SAM)), gap("CY-1", &["comms owner"]));
    assert_eq!(one(|board| board.cycle.sign_off = SAM), gap("CY-1", &["sign-off owner"]));
}

#[test]
fn gaps_come_by_kind_and_number() {
    let mut board = sound();
    edit(&mut board.metrics, 1, |it| it.owner = None);
    for id in [4, 3] {
        put(&mut board.decisions, crate::domain::Decision { owner: SAM, ..open_decision(id) });
    }
    board.cycle.narrative = None;
    let subjects: Vec<String> = named(&board).into_iter().map(|(subject, _)| subject).collect();
    assert_eq!(subjects, ["CY-1", "D-3", "D-4", "M-1"]);
}
