//! What may be approved, by whom, against what, and which step it lets go on.

use super::*;

#[test]
fn four_eyes_refuse_an_approval_by_the_owner() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    bench.does(common::Op::Assign { subjects: vec![d(1)], owner: Id::new(2) });
    bench.does(approve(d(1), &["one"]));
    bench.does(Operation::Undo);
    let set = fields(&[("self_approval", text("four-eyes"))]);
    bench.does(common::Op::Edit { subject: Ref::new(Kind::Cycle, 1), set });
    let refusal = bench.refuses(approve(d(1), &["one"]));
    assert!(refusal.contains("its owner cannot approve it") && refusal.contains("four-eyes"), "{refusal}");
    assert!(bench.board().criteria.rows().is_empty());
    bench.does(decision::Approve { by: Some(Id::new(1)), ..form_with(d(1), &["one"]) });
    assert_eq!(bench.decision(1).approved_by, Some(Id::new(1)));
}

fn form_with(subject: Ref, criteria: &[&str]) -> decision::Approve {
    let criteria = criteria.iter().map(|&text| text.to_owned()).collect();
    decision::Approve { criteria, ..form(subject) }
}

#[test]
fn an_approval_names_the_first_thing_that_is_missing() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    let undocumented = decision::Approve { proof: Some("  ".into()), ..form_with(d(1), &["one"]) };
    assert!(bench.refuses(undocumented).contains("the approval is not documented"));
    assert!(bench.refuses(approve(d(1), &[])).contains("no acceptance criterion"));
    let unfiltered = decision::Approve { filter: None, ..form_with(d(1), &["one"]) };
    let refusal = bench.refuses(unfiltered);
    let question = bench.board().cycle.filter.unwrap();
    assert!(refusal.contains(&*question), "the cycle's question is shown: {refusal}");
    bench.does(approve(d(1), &["one"]));
    assert_eq!(bench.decision(1).filter, Some(Answer::Yes));
    assert_eq!(bench.decision(1).choice.as_deref(), Some("yes"));
}

#[test]
fn each_criterion_refers_to_the_non_negotiable_where_the_playbook_says_so() {
    let mut bench = of("engineering-managers-stakeholder-alignment");
    bench.does(decision("A?"));
    bench.does(criterion(d(1), true));
    let loose =
        decision::Criterion { subject: d(1), text: "a loose one".into(), non_negotiable: false, why: None };
    bench.does(loose);
    let untied = decision::Approve { non_negotiable: false, ..approve(d(1), &[]) };
    let refusal = bench.refuses(untied.clone());
    assert!(refusal.contains("does not refer to the non-negotiable: a loose one"), "{refusal}");
    bench.does(decision::Tie { subject: d(1), why: None });
    bench.does(approve(d(1), &[]));
    assert!(
        bench.refuses(decision::Tie { subject: d(1), why: None }).contains("no criterion of it is loose")
    );
    // Where the playbook leaves it for later, build scope asks all the same.
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    bench.does(criterion(d(1), false));
    bench.does(untied);
    assert!(bench.lacks(1).contains(&Lack::Tie));
}

#[test]
fn assumptions_alone_keep_a_decision_open_and_raise_a_follow_up_that_evidence_answers() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    bench.does(common::Op::Assign { subjects: vec![d(1)], owner: Id::new(2) });
    let receipt = bench.does(evidence(d(1), EvidenceKind::Assumption));
    assert_eq!(receipt.created, [d(2)]);
    assert!(receipt.said.ends_with("so D-2 asks jo by Mon 9 Mar 10:00"), "{}", receipt.said);
    let follow_up = bench.decision(2);
    assert_eq!(
        (follow_up.kind, follow_up.about, follow_up.owner),
        (DecisionKind::FollowUp, Some(Id::new(1)), Id::new(2))
    );
    assert_eq!(follow_up.due, berlin("2026-03-09 10:00"), "the next scheduled review");
    let refusal = bench.refuses(unshown(d(1), &["one"]));
    assert!(refusal.contains("rests on assumptions alone"), "{refusal}");
    let receipt = bench.does(evidence(d(1), EvidenceKind::Assumption));
    assert_eq!(
        (receipt.created, bench.board().decisions.rows().len()),
        (vec![], 2),
        "one follow-up is enough"
    );
    let before = bench.board();
    let receipt = bench.does(evidence(d(1), EvidenceKind::Data));
    assert!(receipt.said.ends_with("1 follow-up answered"), "{}", receipt.said);
    let answered = bench.decision(2);
    assert_eq!(
        (answered.state, answered.choice.as_deref()),
        (DecisionState::Approved, Some("shown by data"))
    );
    bench.undone_and_done_again(&before);
    bench.does(approve(d(1), &["one"]));
    assert!(!bench.verdict().gate.reasons.iter().any(|reason| reason.items.contains(&d(2))));
}

#[test]
fn what_needs_evidence_first_waits_for_it_and_what_may_proceed_does_not() {
    let mut bench = Bench::new();
    for (number, validation) in [(1, "evidence-first"), (2, "may-proceed")] {
        bench.does(decision("A?"));
        bench.does(common::Op::Edit { subject: d(number), set: fields(&[("validation", text(validation))]) });
    }
    let refusal = bench.refuses(unshown(d(1), &["one"]));
    assert!(refusal.contains("its evidence comes first"), "{refusal}");
    let refusal = bench.refuses(unshown(d(2), &["one"]));
    assert!(refusal.contains("may proceed on an assumption, and none is stated"), "{refusal}");
    bench.does(evidence(d(2), EvidenceKind::Assumption));
    let receipt = bench.does(unshown(d(2), &["one"]));
    assert!(
        receipt.said.contains("it lacks a success criterion of the cycle, evidence beyond"),
        "{}",
        receipt.said
    );
    assert!(bench.lacks(2).contains(&Lack::Evidence), "it enters build scope with its evidence");
    let parallel = |bench: &Bench| {
        let board = bench.board();
        let facts = RuleContext::at(&board, bench.now);
        crate::domain::rules::scope::starts_in_parallel(&facts, board.decisions.get(Id::new(2)).unwrap())
    };
    assert!(!parallel(&bench), "there is no success criterion yet");
    bench.does(success());
    assert!(parallel(&bench));
    bench.does(evidence(d(2), EvidenceKind::Data));
    assert!(!parallel(&bench) && bench.lacks(2).is_empty());
    bench.does(evidence(d(1), EvidenceKind::Review));
    bench.does(unshown(d(1), &["one"]));
}

#[test]
fn nothing_is_approved_without_evidence_and_one_question_stays_however_often_it_is_tried() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    let refusal = bench.refuses(unshown(d(1), &["one"]));
    assert!(
        refusal.contains("nothing shows that it holds, so it stays open; D-2 asks maya by Mon 9 Mar"),
        "{refusal}"
    );
    let follow_up = bench.decision(2);
    assert_eq!((follow_up.kind, follow_up.about), (DecisionKind::FollowUp, Some(Id::new(1))));
    let refusal = bench.refuses(unshown(d(1), &["one"]));
    assert!(!refusal.contains("asks maya"), "{refusal}");
    assert_eq!(bench.board().decisions.rows().len(), 2);
    // What only takes away needs no evidence; what adds does.
    bench.does(change(ScopeChange::Remove, Some(d(1))));
    bench.does(unshown(d(3), &[]));
    bench.does(change(ScopeChange::Add, None));
    assert!(bench.refuses(unshown(d(4), &["one"])).contains("nothing shows"));
}

#[test]
fn all_that_an_approval_lacks_is_named_at_once_with_the_flags_that_give_it() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    let nothing = decision::Approve { proof: None, filter: None, ..unshown(d(1), &[]) };
    let refusal = bench.refuses(nothing);
    assert!(
        refusal.contains("4 things are missing: the approval is not documented; it has no acceptance"),
        "{refusal}"
    );
    assert!(
        refusal.ends_with("--why TEXT --accept TEXT --evidence TEXT --evidence-kind test --filter yes|no"),
        "{refusal}"
    );
}

#[test]
fn putting_a_decision_off_asks_why() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    let defer =
        |why: &str| decision::Defer { subject: d(1), until: berlin("2026-03-20 10:00"), why: why.into() };
    let refusal = bench.refuses(defer(" "));
    assert!(refusal.contains("say why it is put off") && refusal.ends_with("--why TEXT"), "{refusal}");
    bench.does(defer("no data yet"));
    assert_eq!(bench.decision(1).state, DecisionState::Deferred);
}

#[test]
fn a_tradeoff_states_what_it_does_before_it_is_even_asked_for() {
    let mut bench = Bench::new();
    for (missing, field) in [("effect", "impact metric"), ("trade", "non-negotiable")] {
        let mut asked = change(ScopeChange::Add, None);
        if missing == "effect" {
            asked.effect = " ".into();
        } else {
            asked.trade = String::new();
        }
        let refusal = bench.refuses(asked);
        assert!(refusal.contains(field) && refusal.contains(&format!("--{missing}")), "{refusal}");
    }
    let refusal = bench.refuses(change(ScopeChange::Remove, None));
    assert!(refusal.contains("say what goes out"), "{refusal}");
    bench.does(change(ScopeChange::Add, None));
    // An imported or edited one may lack it; approval asks again.
    for field in ["effect", "trade"] {
        let before = bench.board();
        bench.does(common::Op::Edit { subject: d(1), set: fields(&[(field, Value::Null)]) });
        let refusal = bench.refuses(approve(d(1), &["one"]));
        assert!(refusal.contains("a scope change states"), "{refusal}");
        bench.undone_and_done_again(&before);
        bench.does(Operation::Undo);
    }
    bench.does(approve(d(1), &["one"]));
}

#[test]
fn an_approval_is_withdrawn_by_whoever_gave_it_or_by_the_one_who_signs() {
    let mut bench = Bench::new();
    let withdraw = || decision::Withdraw { subject: d(1), why: "new numbers".into() };
    bench.does(decision("A?"));
    assert!(bench.refuses(withdraw()).contains("no approval to withdraw"));
    bench.does(approve(d(1), &["one"]));
    bench.executor.actor = Some(Id::new(3));
    assert!(bench.refuses(withdraw()).contains("by whoever gave it, or by the sign-off owner"));
    for actor in [2, 1] {
        bench.executor.actor = Some(Id::new(actor));
        bench.does(withdraw());
        let decision = bench.decision(1);
        assert_eq!((decision.state, decision.approved_by), (DecisionState::Open, None));
        assert_eq!(decision.opened, bench.now, "its clock starts anew");
        bench.does(Operation::Undo);
    }
    let blank = decision::Withdraw { subject: d(1), why: " ".into() };
    assert!(bench.refuses(blank).contains("say why"));
    bench.does(withdraw());
    assert_eq!(bench.record_event(1), [EventKind::Withdrawn]);
}

#[test]
fn a_package_is_handed_off_whole_and_comes_back_with_a_reason() {
    let mut bench = Bench::new();
    let (hand_off, back) = (
        || decision::HandOff { subject: d(1), to: Id::new(2) },
        |why: &str| decision::Return { subject: d(1), why: why.into() },
    );
    bench.does(decision("A?"));
    assert!(bench.refuses(hand_off()).contains("only what is approved"));
    bench.does(approve(d(1), &["one"]));
    let refusal = bench.refuses(hand_off());
    assert!(refusal.contains("lacks constraints, behaviour, edge cases, target, measured"), "{refusal}");
    for part in ["constraints", "behaviour", "edge_cases", "target", "measured"] {
        bench.does(common::Op::Edit { subject: d(1), set: fields(&[(part, text("said"))]) });
    }
    let refusal = bench.refuses(hand_off());
    assert!(
        refusal.ends_with(
            "its delivery package lacks target | decision edit D-1 --target-metric M-n --target-value N --target-on DAY"
        ),
        "free text is a note: {refusal}"
    );
    let target = [
        ("target_metric", Value::Integer(2)),
        ("target_value", Value::Real(4.0)),
        ("target_on", text("2026-04-07")),
    ];
    bench.does(common::Op::Edit { subject: d(1), set: fields(&target) });
    assert_eq!(bench.decision(1).measurable_target().as_deref(), Some("M-2 reaches 4 by 2026-04-07"));
    assert!(bench.refuses(back("too thin")).contains("nobody has its package"));
    bench.does(hand_off());
    assert!(bench.refuses(hand_off()).contains("handed off already"));
    assert!(bench.refuses(back(" ")).contains("say why it came back"));
    bench.does(back("too thin"));
    bench.does(hand_off());
    assert_eq!((bench.decision(1).handed_to, bench.decision(1).returned_at), (Some(Id::new(2)), None));
    let [handed, returned] = [EventKind::HandedOff, EventKind::Returned];
    assert_eq!(bench.record_event(1), [handed, returned, handed]);
}

#[test]
fn rework_counts_hours_on_what_is_approved() {
    let mut bench = Bench::new();
    let rework = |hours: f64| decision::Rework { subject: d(1), hours, why: "labels again".into() };
    bench.does(decision("A?"));
    assert!(bench.refuses(rework(2.0)).contains("not approved"));
    bench.does(approve(d(1), &["one"]));
    for hours in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(bench.refuses(rework(hours)).contains("no number of hours"));
    }
    bench.does(rework(2.5));
    let board = bench.board();
    let event = &board.events.rows()[0];
    assert_eq!((event.kind, event.hours, event.by), (EventKind::Reworked, Some(2.5), Some(Id::new(1))));
}

#[test]
fn a_step_with_an_open_check_names_the_records_and_an_override_stands_on_record() {
    let mut bench = Bench::new();
    for title in ["A?", "B?"] {
        bench.does(decision(title));
    }
    let done = |why: Option<&str>| step::Done {
        subject: Ref::new(Kind::Step, 2),
        override_why: why.map(str::to_owned),
    };
    let refusal = bench.refuses(done(None));
    assert!(refusal.contains("Every open item is scored") && refusal.contains("D-1, D-2"), "{refusal}");
    assert!(refusal.contains("1 more check is open") && refusal.contains("--why TEXT"), "{refusal}");
    assert!(bench.refuses(done(Some("  "))).contains("D-1, D-2"), "a blank reason is none");
    let before = bench.board();
    bench.does(done(Some("scores follow on Monday")));
    let record = bench.verdict().record;
    assert_eq!(record, ["S-2 was completed by maya with checks open: scores follow on Monday"]);
    bench.undone_and_done_again(&before);
    bench.does(common::Reopen { subject: Ref::new(Kind::Step, 2), why: "scored".into() });
    assert!(bench.verdict().record.is_empty());
    for number in [1, 2] {
        let set = fields(&[("impact", Value::Integer(3)), ("cost", Value::Integer(2))]);
        bench.does(common::Op::Edit { subject: d(number), set });
    }
    let set = fields(&[("pressure_test", text("load run of Monday"))]);
    bench.does(common::Op::Edit { subject: Ref::new(Kind::Cycle, 1), set });
    bench.does(done(Some("not needed")));
    assert_eq!(bench.board().step(2).unwrap().state, StepState::Done);
    assert!(bench.verdict().record.is_empty(), "where nothing was open, nothing was overridden");
}

#[test]
fn a_decision_of_somebody_who_left_keeps_the_step_of_ownership_open() {
    let mut bench = Bench::new();
    bench.does(person::Add { name: "Zoe".into(), function: None, login: None });
    bench.does(decision("A?"));
    bench.does(common::Op::Assign { subjects: vec![d(1)], owner: Id::new(4) });
    bench.does(decision::Reject { subject: d(1), why: "no".into() });
    bench.does(person::Off { person: Id::new(4), hand_over: Id::new(1) });
    bench.does(common::Reopen { subject: d(1), why: "after all".into() });
    let done = step::Done { subject: Ref::new(Kind::Step, 3), override_why: None };
    let refusal = bench.refuses(done.clone());
    assert!(refusal.contains("No open decision is without an owner: D-1"), "{refusal}");
    assert_eq!(bench.verdict().here.call, Call::NoGo);
    bench.does(common::Op::Assign { subjects: vec![d(1)], owner: Id::new(1) });
    bench.does(done);
}

#[test]
fn an_approval_tells_the_target_signal_and_asks_once_where_it_has_not_come_true() {
    let mut bench = Bench::new();
    for title in ["A?", "B?"] {
        bench.does(decision(title));
    }
    for number in [1, 2] {
        bench.does(metric::Link { subject: Ref::new(Kind::Metric, 2), decision: d(number) });
    }
    let signal = fields(&[("signal_state", text("not-yet"))]);
    bench.does(common::Op::Edit { subject: Ref::new(Kind::Metric, 2), set: signal });
    let said = bench.does(approve(d(1), &["one"])).said;
    assert!(said.contains("the target signal of M-2 is not yet; D-3 asks maya by"), "{said}");
    let asked = bench.decision(3);
    assert_eq!((asked.kind, asked.about), (DecisionKind::FollowUp, Some(Id::new(1))));
    // Approved again it asks nothing more.
    bench.does(common::Reopen { subject: d(1), why: "once more".into() });
    let said = bench.does(approve(d(1), &["two"])).said;
    assert!(!said.contains("asks maya"), "{said}");
    // Evidence that names the metric answers it.
    let shown = "M-2 fell in the pilot".to_owned();
    bench.does(decision::Evidence { text: shown, ..evidence(d(2), EvidenceKind::Data) });
    let said = bench.does(approve(d(2), &["one"])).said;
    assert!(said.contains("is not yet") && !said.contains("asks"), "{said}");
}
