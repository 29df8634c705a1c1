//! What enters build scope and leaves it, before scope is committed and after.

use super::*;
use proptest::prelude::*;

fn assume(answer: Answer) -> gate::Assume {
    gate::Assume { answer, why: "the last pilot".into() }
}

#[test]
fn scope_is_committed_once_after_everything_that_comes_before() {
    let mut bench = Bench::new();
    assert!(bench.refuses(gate::Commit {}).contains("no success criterion"));
    bench.does(success());
    assert!(bench.refuses(gate::Commit {}).contains("nobody has looked at the assumptions"));
    let blank = gate::Assume { answer: Answer::Yes, why: " ".into() };
    assert!(bench.refuses(blank).contains("say what the answer rests on"));
    bench.does(assume(Answer::Yes));
    assert!(bench.refuses(gate::Commit {}).contains("nothing is in build scope"));
    bench.in_scope(1);
    bench.in_scope(2);
    let before = bench.board();
    let receipt = bench.does(gate::Commit {});
    assert!(receipt.said.starts_with("committed scope: 2 decisions"), "{}", receipt.said);
    let cycle = bench.board().cycle;
    assert_eq!((cycle.baseline, cycle.committed_by), (Some(2), Some(Id::new(1))));
    assert!(bench.refuses(gate::Commit {}).contains("committed already"));
    bench.undone_and_done_again(&before);
    assert_eq!(bench.lacks(1), []);
}

#[test]
fn a_target_out_of_reach_asks_for_narrowing_that_is_decided_after_the_answer() {
    let mut bench = Bench::new();
    bench.in_scope(1);
    let narrow = |bench: &mut Bench, number: i64| {
        bench.does(change(ScopeChange::Narrow, None));
        bench.does(approve(d(number), &[]));
    };
    narrow(&mut bench, 2);
    bench.does(assume(Answer::No));
    let refusal = bench.refuses(gate::Commit {});
    assert!(refusal.contains("nothing was narrowed since"), "{refusal}");
    bench.does(change(ScopeChange::Narrow, None));
    assert!(
        bench.refuses(gate::Commit {}).contains("nothing was narrowed since"),
        "asked for is not decided"
    );
    bench.does(approve(d(3), &[]));
    bench.does(gate::Commit {});
    let mut bench = Bench::new();
    bench.in_scope(1);
    bench.in_scope(2);
    bench.does(assume(Answer::No));
    bench.does(change(ScopeChange::Remove, Some(d(2))));
    bench.does(approve(d(3), &[]));
    let receipt = bench.does(gate::Commit {});
    assert!(receipt.said.starts_with("committed scope: 1 decision;"), "{}", receipt.said);
}

#[test]
fn losing_the_last_criterion_moves_a_decision_out_at_once_and_adding_one_brings_it_back() {
    let mut bench = Bench::new();
    bench.in_scope(1);
    assert_eq!((bench.lacks(1), bench.record_event(1)), (vec![], vec![ENTERED]));
    let entered = bench.decision(1).entered_at;
    let why = || Some("measured elsewhere".to_owned());
    bench.moves(decision::Uncriterion { subject: d(1), place: 1, why: why() }, 1, LEFT);
    assert_eq!(bench.lacks(1), [Lack::Approval, Lack::Criteria]);
    assert_eq!(bench.decision(1).state, DecisionState::Open);
    bench.does(criterion(d(1), true));
    bench.moves(unshown(d(1), &[]), 1, ENTERED);
    assert_eq!(bench.record_event(1), [ENTERED, EventKind::Reopened, LEFT, ENTERED]);
    assert_eq!((bench.decision(1).entered_at, bench.decision(1).left_at), (entered, None));
    // Whoever signs may add what was not there; without the tie it is out until it has it.
    bench.moves(criterion(d(1), false), 1, PAUSED);
    bench.moves(decision::Tie { subject: d(1), why: None }, 1, RESUMED);
    let set = fields(&[("non_negotiable", Value::Integer(0))]);
    let subject = Ref::new(Kind::Criterion, bench.board().criteria.rows()[0].id.number());
    bench.moves(common::Op::edit(subject, set, why(), false), 1, LEFT);
}

#[test]
fn evidence_and_approval_are_what_brings_a_decision_in() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    bench.does(success());
    bench.does(criterion(d(1), true));
    let may_proceed = fields(&[("validation", text("may-proceed"))]);
    bench.does(common::Op::Edit { subject: d(1), set: may_proceed });
    bench.does(evidence(d(1), EvidenceKind::Assumption));
    bench.does(unshown(d(1), &[]));
    assert_eq!((bench.lacks(1), bench.record_event(1)), (vec![Lack::Evidence], vec![]));
    bench.moves(evidence(d(1), EvidenceKind::Data), 1, ENTERED);
    bench.moves(
        decision::Retract { subject: d(1), place: 2, why: "the counter was broken".into() },
        1,
        PAUSED,
    );
    bench.moves(evidence(d(1), EvidenceKind::Data), 1, RESUMED);
    bench.moves(decision::Withdraw { subject: d(1), why: "new numbers".into() }, 1, LEFT);
    bench.moves(approve(d(1), &[]), 1, ENTERED);
    bench.moves(common::Reopen { subject: d(1), why: "new facts".into() }, 1, LEFT);
}

#[test]
fn without_a_success_criterion_everything_leaves_and_with_it_everything_is_back() {
    let mut bench = Bench::new();
    bench.in_scope(1);
    bench.in_scope(2);
    let drop = common::Drop { subject: SUCCESS, why: "measured elsewhere".into() };
    bench.moves(drop, 2, PAUSED);
    assert_eq!((bench.lacks(1), bench.lacks(2)), (vec![Lack::Success], vec![Lack::Success]));
    assert_eq!(
        (bench.record_event(1), bench.record_event(2)),
        (vec![ENTERED, PAUSED], vec![ENTERED, PAUSED])
    );
    bench.moves(common::Reopen { subject: SUCCESS, why: "here after all".into() }, 1, RESUMED);
    assert_eq!(bench.record_event(2), [ENTERED, PAUSED, RESUMED]);
}

#[test]
fn a_risk_that_appears_isolates_its_decision_and_gives_it_back() {
    let mut bench = Bench::new();
    bench.in_scope(1);
    let board = bench.board();
    let isolating = crate::domain::mitigation::Mitigation::IsolateWithin48h;
    let risk = board.risks.rows().iter().find(|risk| risk.mitigation == Some(isolating)).unwrap().reference();
    let link = fields(&[("decision", Value::Integer(1))]);
    bench.does(common::Op::Edit { subject: risk, set: link });
    assert_eq!(bench.lacks(1), []);
    bench.moves(risk::Appear { subject: risk, on: None }, 1, PAUSED);
    assert!(bench.lacks(1).contains(&Lack::Isolation));
    bench.moves(risk::Mitigate { subject: risk, how: "assumptions closed".into() }, 1, RESUMED);
    bench.does(Operation::Undo);
    assert!(bench.lacks(1).contains(&Lack::Isolation));
    let elsewhere = fields(&[("decision", Value::Null)]);
    bench.moves(common::Op::Edit { subject: risk, set: elsewhere }, 1, RESUMED);
}

#[test]
fn only_what_people_add_take_out_or_reopen_is_a_move_of_scope() {
    let mut bench = Bench::new();
    for number in 1..=4 {
        bench.in_scope(number);
    }
    bench.does(assume(Answer::Yes));
    bench.does(gate::Commit {});
    let volatility = |bench: &Bench| {
        let board = bench.board();
        let metric = board.metrics.rows().iter().find(|it| &*it.key == "scope-volatility").unwrap();
        crate::domain::rules::measure::measure(
            &crate::domain::rules::context::RuleContext::at(&board, bench.now),
            metric,
        )
        .value
    };
    bench.goes_to("2026-03-04 09:00");
    let isolating = crate::domain::mitigation::Mitigation::IsolateWithin48h;
    let board = bench.board();
    let risk = board.risks.rows().iter().find(|risk| risk.mitigation == Some(isolating)).unwrap().reference();
    bench.does(common::Op::Edit { subject: risk, set: fields(&[("decision", Value::Integer(1))]) });
    bench.moves(risk::Appear { subject: risk, on: None }, 1, PAUSED);
    bench.moves(risk::Mitigate { subject: risk, how: "assumptions closed".into() }, 1, RESUMED);
    bench.moves(criterion(d(1), false), 1, PAUSED);
    bench.moves(decision::Tie { subject: d(1), why: None }, 1, RESUMED);
    assert_eq!(volatility(&bench), Some(0.0), "what fell out and came back by itself is none");
    bench.does(common::Reopen { subject: d(2), why: "new facts".into() });
    assert_eq!(volatility(&bench), Some(25.0));
}

#[test]
fn a_removal_that_is_approved_takes_its_decision_out_and_another_tradeoff_brings_it_back() {
    let mut bench = Bench::new();
    bench.in_scope(1);
    bench.in_scope(2);
    bench.does(change(ScopeChange::Remove, Some(d(1))));
    assert_eq!(bench.record_event(1), [ENTERED], "asked for is not decided");
    bench.moves(approve(d(3), &[]), 1, LEFT);
    assert_eq!(bench.lacks(1), [Lack::Removed]);
    let names = |bench: &Bench| {
        let gate = bench.verdict().gate;
        gate.reasons.into_iter().any(|it| it.rule.key() == "build-scope-entry")
    };
    assert!(!names(&bench), "what was taken out is not missing");
    bench.does(change(ScopeChange::Add, Some(d(1))));
    bench.moves(approve(d(4), &[]), 1, ENTERED);
    assert!(!names(&bench), "the one that brings it back is not built itself");
    bench.moves(common::Reopen { subject: d(4), why: "not yet".into() }, 1, LEFT);
    bench.moves(common::Reopen { subject: d(3), why: "not yet".into() }, 1, ENTERED);
}

#[test]
fn after_commitment_only_a_tradeoff_brings_something_in() {
    let mut bench = Bench::new();
    bench.in_scope(1);
    bench.does(assume(Answer::Yes));
    bench.does(gate::Commit {});
    bench.in_scope(2);
    assert_eq!((bench.lacks(2), bench.record_event(2)), (vec![Lack::Tradeoff], vec![]));
    bench.does(common::Reopen { subject: d(2), why: "as a tradeoff".into() });
    bench.does(decision::Change { subject: Some(d(2)), ..change(ScopeChange::Add, None) });
    bench.moves(approve(d(2), &[]), 2, ENTERED);
    let again = decision::Change { subject: Some(d(2)), ..change(ScopeChange::Add, None) };
    assert!(bench.refuses(again).contains("it is approved already"));
}

#[test]
fn taking_the_commitment_back_lets_in_what_waited_for_it() {
    let mut bench = Bench::new();
    bench.in_scope(1);
    bench.does(assume(Answer::Yes));
    bench.does(gate::Commit {});
    bench.executor.actor = Some(Id::new(2));
    bench.in_scope(2);
    assert_eq!(bench.lacks(2), [Lack::Tradeoff]);
    bench.executor.actor = Some(Id::new(1));
    bench.does(Operation::Undo);
    assert_eq!((bench.lacks(2), bench.record_event(2)), (vec![], vec![ENTERED]));
    assert!(bench.decision(2).entered_at.is_some());
    bench.does(Operation::Redo);
    assert_eq!((bench.lacks(1), bench.lacks(2)), (vec![], vec![Lack::Tradeoff]));
    assert_eq!(bench.decision(2).entered_at, None);
}

#[test]
fn what_had_left_before_scope_was_committed_is_not_in_the_baseline() {
    let mut bench = Bench::new();
    bench.in_scope(1);
    bench.in_scope(2);
    bench.does(decision::Retract { subject: d(2), place: 1, why: "another shop".into() });
    bench.does(assume(Answer::Yes));
    bench.does(gate::Commit {});
    bench.does(evidence(d(2), EvidenceKind::Test));
    assert_eq!((bench.lacks(2), bench.record_event(2)), (vec![Lack::Tradeoff], vec![ENTERED, PAUSED]));
    bench.moves(decision::Retract { subject: d(1), place: 1, why: "another shop".into() }, 1, PAUSED);
    bench.moves(evidence(d(1), EvidenceKind::Test), 1, RESUMED);
}

/// What somebody may do to two decisions and what is around them.
fn act(choice: u8) -> Option<Operation> {
    let subject = d(1 + i64::from(choice % 2));
    let risk = Ref::new(Kind::Risk, 5);
    Some(match choice / 2 {
        0 => criterion(subject, true).into(),
        1 => criterion(subject, false).into(),
        2 => decision::Tie { subject, why: None }.into(),
        3 => decision::Uncriterion { subject, place: 1, why: None }.into(),
        4 => evidence(subject, EvidenceKind::Assumption).into(),
        5 => evidence(subject, EvidenceKind::Test).into(),
        6 => approve(subject, &["one"]).into(),
        7 => decision::Withdraw { subject, why: "no".into() }.into(),
        8 => common::Reopen { subject, why: "no".into() }.into(),
        9 => common::Drop { subject: SUCCESS, why: "no".into() }.into(),
        10 => common::Reopen { subject: SUCCESS, why: "yes".into() }.into(),
        11 => risk::Appear { subject: risk, on: None }.into(),
        12 => risk::Mitigate { subject: risk, how: "done".into() }.into(),
        13 => change(ScopeChange::Remove, Some(subject)).into(),
        14 => approve(d(3), &["one"]).into(),
        15 => gate::Commit {}.into(),
        16 => assume(Answer::Yes).into(),
        17 => Operation::Undo,
        18 => Operation::Redo,
        19 => decision::Reject { subject, why: "no".into() }.into(),
        20 => change(ScopeChange::Add, Some(subject)).into(),
        21 => approve(d(4), &["one"]).into(),
        _ => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn after_anything_that_is_done_the_records_say_who_is_in_scope_as_the_query_does(
        script in proptest::collection::vec((0u8..44, 1i64..3), 10..40),
    ) {
        let mut bench = Bench::new();
        bench.does(success());
        for title in ["A?", "B?"] {
            bench.does(decision(title));
        }
        let link = fields(&[("decision", Value::Integer(1)), ("mitigation", text("isolate-48h"))]);
        bench.does(common::Op::Edit { subject: Ref::new(Kind::Risk, 5), set: link });
        for (choice, actor) in script {
            let Some(operation) = act(choice) else { continue };
            bench.executor.actor = Some(Id::new(actor));
            // What is refused changes nothing, and that is as good a case as any.
            let _ = bench.tries(operation);
            let board = bench.board();
            let facts = RuleContext::at(&board, bench.now);
            for decision in board.decisions.rows() {
                let is_in = crate::domain::rules::scope::is_candidate(decision)
                    && lacks_of(&facts, decision).is_empty();
                let is_told_in = decision.entered_at.is_some() && decision.left_at.is_none();
                prop_assert_eq!(is_in, is_told_in, "{} after {}: {:?}", decision.reference(), choice, lacks_of(&facts, decision).words());
                let ways = |kind: EventKind| {
                    let (comes, goes) = (matches!(kind, ENTERED | RESUMED), matches!(kind, LEFT | PAUSED));
                    (comes || goes).then_some(comes)
                };
                let moves: Vec<bool> = bench.record_event(decision.id.number()).into_iter().filter_map(ways).collect();
                prop_assert_eq!(moves.last() == Some(&true), is_in, "{:?}", moves);
                prop_assert!(moves.windows(2).all(|pair| pair[0] != pair[1]), "in and out take turns: {:?}", moves);
            }
        }
        prop_assert_eq!(bench.executor.store.examine().unwrap().problems, Vec::<String>::new());
    }
}
