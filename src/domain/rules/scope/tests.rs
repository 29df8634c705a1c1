//! What keeps a decision out of build scope, one thing at a time and together.

use super::super::fixture::*;
use super::*;
use crate::domain::decision::EvidenceKind;
use crate::domain::{
    Board, Id, SignOff, Table, mitigation::Mitigation, risk::RiskState, success_criterion::SuccessState,
};
use proptest::prelude::*;

fn lacking(board: &Board, id: i64) -> Vec<Lack> {
    let facts = RuleContext::at(board, late_in_the_cycle());
    let decision = board.decisions.get(Id::new(id)).unwrap();
    let standing = query(&facts).into_iter().find(|standing| standing.decision.number == id).unwrap();
    assert_eq!(standing.lacks, lacks_of(&facts, decision), "one by one and all in one walk");
    standing.lacks.iter().collect()
}

fn removal(id: i64, about: i64, change: ScopeChange, decided: &str) -> Decision {
    Decision {
        kind: DecisionKind::Tradeoff,
        change: Some(change),
        about: Some(Id::new(about)),
        decided_at: Some(berlin(decided)),
        ..approved(id)
    }
}

/// Takes one thing away from the decision in scope.
fn spoil(board: &mut Board, lack: Lack) {
    match lack {
        Lack::Success => edit(&mut board.successes, 1, |it| it.state = SuccessState::Dropped),
        Lack::Approval => edit(&mut board.decisions, 1, |it| it.state = DecisionState::Open),
        Lack::Criteria => without(&mut board.criteria, |it| it.decision == Id::new(1)),
        Lack::Tie => put(&mut board.criteria, Criterion { non_negotiable: false, ..criterion(9, 1) }),
        Lack::Evidence => edit(&mut board.evidence, 1, |it| it.kind = EvidenceKind::Assumption),
        Lack::Filter => edit(&mut board.decisions, 1, |it| it.filter = Some(Answer::No)),
        Lack::Isolation => put(&mut board.risks, isolating(9, Some(1), berlin("2026-02-17 09:00"))),
        Lack::Tradeoff => edit(&mut board.decisions, 1, |it| it.entered_at = None),
        Lack::Removed => put(&mut board.decisions, removal(9, 1, ScopeChange::Remove, "2026-02-01 12:00")),
    }
}

/// Mends it again.
fn mend(board: &mut Board, lack: Lack) {
    match lack {
        Lack::Success => edit(&mut board.successes, 1, |it| it.state = SuccessState::Open),
        Lack::Approval => edit(&mut board.decisions, 1, |it| it.state = DecisionState::Approved),
        Lack::Criteria => put(&mut board.criteria, criterion(1, 1)),
        Lack::Tie => without(&mut board.criteria, |it| !it.non_negotiable),
        Lack::Evidence => put(&mut board.evidence, evidence(8, 1, EvidenceKind::Review)),
        Lack::Filter => edit(&mut board.decisions, 1, |it| it.filter = Some(Answer::Yes)),
        Lack::Isolation => edit(&mut board.risks, 9, |it| it.state = RiskState::Mitigated),
        Lack::Tradeoff => {
            let before = Some(berlin("2026-01-14 12:00"));
            edit(&mut board.decisions, 1, |it| it.entered_at = before);
        }
        Lack::Removed => edit(&mut board.decisions, 9, |it| it.state = DecisionState::Open),
    }
}

#[test]
fn a_decision_that_lacks_nothing_is_in() {
    assert_eq!(lacking(&sound(), 1), []);
    assert_eq!(lacking(&sound(), 2), [Lack::Approval, Lack::Criteria, Lack::Tradeoff]);
}

#[test]
fn each_lack_alone_keeps_it_out_and_mending_it_brings_it_in() {
    for &lack in Lack::ALL {
        let mut board = sound();
        spoil(&mut board, lack);
        assert_eq!(lacking(&board, 1), [lack]);
        mend(&mut board, lack);
        assert_eq!(lacking(&board, 1), [], "{lack:?}");
    }
}

#[test]
fn every_value_of_a_field_is_either_enough_or_not() {
    let lacks = |change: fn(&mut Board)| {
        let mut board = sound();
        change(&mut board);
        lacking(&board, 1)
    };
    assert_eq!(lacks(|board| edit(&mut board.decisions, 1, |it| it.filter = None)), [Lack::Filter]);
    assert_eq!(lacks(|board| without(&mut board.evidence, |it| it.id == Id::new(1))), [Lack::Evidence]);
    assert_eq!(lacks(|board| put(&mut board.evidence, evidence(9, 1, EvidenceKind::Assumption))), []);
    for kind in [EvidenceKind::Data, EvidenceKind::Review, EvidenceKind::Test] {
        let mut board = sound();
        edit(&mut board.evidence, 1, |it| it.kind = kind);
        assert_eq!(lacking(&board, 1), []);
    }
    let deferred = lacks(|board| edit(&mut board.decisions, 1, |it| it.state = DecisionState::Deferred));
    assert_eq!(deferred, [Lack::Approval]);
    assert_eq!(lacks(|board| board.successes = Table::default()), [Lack::Success]);
}

#[test]
fn a_risk_isolates_only_while_it_has_appeared_and_is_of_that_type() {
    let lacks = |state: RiskState, mitigation: Option<Mitigation>, decision: i64| {
        let mut board = sound();
        let risk = isolating(9, Some(decision), berlin("2026-02-17 09:00"));
        put(&mut board.risks, crate::domain::Risk { state, mitigation, ..risk });
        lacking(&board, 1)
    };
    let isolates = Some(Mitigation::IsolateWithin48h);
    assert_eq!(lacks(RiskState::Appeared, isolates, 1), [Lack::Isolation]);
    assert_eq!(lacks(RiskState::Appeared, isolates, 2), []);
    for state in [RiskState::Watching, RiskState::Mitigated, RiskState::Closed] {
        assert_eq!(lacks(state, isolates, 1), []);
    }
    for mitigation in Mitigation::ALL.into_iter().filter(|it| Some(*it) != isolates) {
        assert_eq!(lacks(RiskState::Appeared, Some(mitigation), 1), []);
    }
    assert_eq!(lacks(RiskState::Appeared, None, 1), []);
}

#[test]
fn after_commitment_a_plain_choice_needs_a_tradeoff_and_a_tradeoff_does_not() {
    let mut board = sound();
    let late = Decision { entered_at: None, ..approved(3) };
    put(&mut board.decisions, late.clone());
    put(&mut board.criteria, criterion(3, 3));
    put(&mut board.evidence, evidence(3, 3, EvidenceKind::Test));
    assert_eq!(lacking(&board, 3), [Lack::Tradeoff]);
    edit(&mut board.decisions, 3, |it| {
        (it.kind, it.change) = (DecisionKind::Tradeoff, Some(ScopeChange::Add));
    });
    assert_eq!(lacking(&board, 3), []);
    put(&mut board.decisions, late);
    board.cycle.committed_at = None;
    assert_eq!(lacking(&board, 3), [], "before commitment a choice is enough");
}

#[test]
fn the_baseline_is_what_was_in_when_scope_was_committed() {
    let committed = berlin("2026-01-14 12:00");
    let lacks = |entered: &str, left: Option<&str>| {
        let mut board = sound();
        edit(&mut board.decisions, 1, |it| {
            it.entered_at = Some(berlin(entered));
            it.left_at = left.map(berlin);
        });
        assert_eq!(board.cycle.committed_at, Some(committed));
        lacking(&board, 1)
    };
    assert_eq!(lacks("2026-01-14 12:00", None), []);
    assert_eq!(lacks("2026-01-14 12:01", None), [Lack::Tradeoff]);
    assert_eq!(lacks("2026-01-10 12:00", Some("2026-01-20 12:00")), [], "it may come back");
    assert_eq!(lacks("2026-01-10 12:00", Some("2026-01-12 12:00")), [Lack::Tradeoff], "it had left by then");
}

#[test]
fn the_last_approved_tradeoff_about_a_decision_says_whether_it_is_in() {
    let mut board = sound();
    put(&mut board.decisions, removal(5, 1, ScopeChange::Remove, "2026-02-01 12:00"));
    assert_eq!(lacking(&board, 1), [Lack::Removed]);
    put(&mut board.decisions, removal(6, 1, ScopeChange::Add, "2026-02-02 12:00"));
    assert_eq!(lacking(&board, 1), []);
    put(&mut board.decisions, removal(4, 1, ScopeChange::Remove, "2026-02-03 12:00"));
    assert_eq!(lacking(&board, 1), [Lack::Removed]);
    edit(&mut board.decisions, 4, |it| it.change = Some(ScopeChange::Narrow));
    assert_eq!(lacking(&board, 1), [], "narrowing leaves it in");
    edit(&mut board.decisions, 6, |it| it.about = Some(Id::new(2)));
    assert_eq!(lacking(&board, 1), [Lack::Removed], "what comes back is another one");
    edit(&mut board.decisions, 5, |it| it.state = DecisionState::Open);
    assert_eq!(lacking(&board, 1), [], "asked for is not decided");
}

#[test]
fn only_what_is_about_what_is_built_is_asked() {
    let is_asked = |change: fn(&mut Decision)| {
        let mut decision = approved(1);
        change(&mut decision);
        is_candidate(&decision)
    };
    assert!(is_asked(|_| ()));
    assert!(is_asked(|it| it.state = DecisionState::Deferred));
    assert!(!is_asked(|it| it.state = DecisionState::Rejected));
    assert!(!is_asked(|it| it.state = DecisionState::Dropped));
    assert!(!is_asked(|it| it.kind = DecisionKind::FollowUp));
    for (change, asked) in
        [(ScopeChange::Add, true), (ScopeChange::Remove, false), (ScopeChange::Narrow, false)]
    {
        let tradeoff = Decision { kind: DecisionKind::Tradeoff, change: Some(change), ..approved(1) };
        assert_eq!(is_candidate(&tradeoff), asked, "{change:?}");
        assert!(!is_candidate(&Decision { about: Some(Id::new(2)), ..tradeoff }), "{change:?}");
    }
}

#[test]
fn evidence_is_assumed_when_there_is_some_and_nothing_else() {
    let of = |kinds: &[EvidenceKind]| {
        crate::domain::decision::is_assumed(
            &kinds.iter().map(|&kind| evidence(1, 1, kind)).collect::<Vec<_>>(),
        )
    };
    assert!(!of(&[]));
    assert!(of(&[EvidenceKind::Assumption, EvidenceKind::Assumption]));
    assert!(!of(&[EvidenceKind::Assumption, EvidenceKind::Data]));
}

#[test]
fn what_is_lacking_is_said_in_the_order_it_is_mended() {
    let mut board = sound();
    for lack in [Lack::Filter, Lack::Approval, Lack::Evidence] {
        spoil(&mut board, lack);
    }
    let facts = RuleContext::at(&board, late_in_the_cycle());
    let lacks = lacks_of(&facts, &board.decisions.rows()[0]);
    assert_eq!(lacks.words(), "an approval, evidence beyond assumptions, a yes to the filter question");
}

/// What no signature changes: an override lets a verdict pass, and nothing into scope.
#[test]
fn an_override_brings_nothing_in() {
    let mut board = sound();
    spoil(&mut board, Lack::Criteria);
    let until = Some(berlin("2026-02-19 12:00"));
    let kind = crate::domain::sign_off::SignOffKind::Override;
    put(&mut board.sign_offs, SignOff { kind, rules: "build-scope-entry".into(), until, ..SignOff::blank() });
    assert_eq!(lacking(&board, 1), [Lack::Criteria]);
}

/// `Criteria` and `Tie` exclude each other: without a criterion none is loose.
fn some_lacks() -> impl Strategy<Value = Vec<Lack>> {
    let all: Vec<Lack> = Lack::ALL.to_vec();
    let count = all.len();
    (proptest::sample::subsequence(all, 0..=count), any::<bool>()).prop_map(|(mut lacks, tied)| {
        if lacks.contains(&Lack::Criteria) && lacks.contains(&Lack::Tie) {
            let out = if tied { Lack::Tie } else { Lack::Criteria };
            lacks.retain(|lack| *lack != out);
        }
        lacks
    })
}

proptest! {
    #[test]
    fn it_is_in_when_nothing_lacks_in_whatever_order_it_is_mended(
        (lacks, order) in some_lacks().prop_flat_map(|lacks| (Just(lacks.clone()), Just(lacks).prop_shuffle())),
    ) {
        let mut board = sound();
        for &lack in &lacks {
            spoil(&mut board, lack);
        }
        prop_assert_eq!(lacking(&board, 1), lacks.clone());
        let mut left = lacks;
        for &lack in &order {
            mend(&mut board, lack);
            left.retain(|other| *other != lack);
            prop_assert_eq!(lacking(&board, 1), left.clone());
        }
        prop_assert!(lacking(&board, 1).is_empty());
    }
}
