//! Decisions and gates in a real file: what may be approved, what enters build scope and leaves it, and what the log
//! and undo make of it.

use super::*;
use crate::domain::{
    Decision, Record,
    decision::{Answer, DecisionKind, DecisionState, EvidenceKind, ScopeChange},
    event::EventKind,
    rules::{
        context::RuleContext,
        scope::{Lack, lacks_of},
        verdict::{Call, Verdict, verdict},
    },
    step::{Phase, StepState},
};
use proptest::prelude::*;

/// A bench of a shipped playbook.
fn of(slug: &str) -> Bench {
    let playbook = playbook::shipped().into_iter().find(|playbook| playbook.slug == slug).unwrap();
    Bench::with(cycle::New { playbook, ..new_cycle() })
}

fn text(text: &str) -> Value {
    Value::text(text)
}

fn success() -> common::Op {
    let fields = fields(&[
        ("title", text("nine of ten")),
        ("metric", Value::Integer(1)),
        ("target", Value::Real(90.0)),
        ("due", Value::Integer(berlin("2026-03-24 17:00").millis())),
    ]);
    common::Op::Add { kind: Kind::SuccessCriterion, fields }
}

const SUCCESS: Ref = Ref::new(Kind::SuccessCriterion, 1);

fn evidence(subject: Ref, kind: EvidenceKind) -> decision::Evidence {
    decision::Evidence { subject, text: format!("shown by {}", kind.key()), kind, link: None }
}

fn criterion(subject: Ref, non_negotiable: bool) -> decision::Criterion {
    decision::Criterion { subject, text: "40 labels a day".into(), non_negotiable }
}

fn change(kind: ScopeChange, about: Option<Ref>) -> decision::Change {
    decision::Change {
        subject: None,
        title: format!("{} it?", kind.key()),
        change: kind,
        about,
        effect: "two points of confidence".into(),
        trade: "limits are known".into(),
        request: None,
        owner: None,
        due: None,
    }
}

/// The closing form with nothing but what approves.
fn form(subject: Ref) -> decision::Approve {
    approve(subject, &[])
}

impl Bench {
    fn decision(&self, number: i64) -> Decision {
        self.board().decisions.get(Id::new(number)).unwrap().clone()
    }

    fn lacks(&self, number: i64) -> Vec<Lack> {
        let board = self.board();
        let facts = RuleContext::at(&board, self.now);
        lacks_of(&facts, board.decisions.get(Id::new(number)).unwrap()).iter().collect()
    }

    fn verdict(&self) -> Verdict {
        verdict(&self.board(), self.now)
    }

    /// What happened to a decision so far, in order.
    fn record_event(&self, number: i64) -> Vec<EventKind> {
        let board = self.board();
        let mut events: Vec<_> =
            board.events.rows().iter().filter(|event| event.subject == d(number)).collect();
        events.sort_by_key(|event| event.id.number());
        events.into_iter().map(|event| event.kind).collect()
    }

    /// A decision with all it needs, approved; the cycle has a success criterion.
    fn in_scope(&mut self, number: i64) {
        self.does(decision(&format!("Question {number}?")));
        if self.board().successes.rows().is_empty() {
            self.does(success());
        }
        self.does(criterion(d(number), true));
        self.does(evidence(d(number), EvidenceKind::Test));
        self.does(approve(d(number), &[]));
    }

    /// Does an operation that brings the scope of one decision to something new, sees the event in the same
    /// operation, and that undo and redo restore the board before and after it exactly.
    fn moves(&mut self, operation: impl Into<Operation>, number: i64, kind: EventKind) {
        let before = self.board();
        let receipt = self.does(operation);
        let is_event = |change: &crate::domain::Change| {
            change.kind == Kind::Event
                && change.after.as_ref().is_some_and(|after| {
                    after.get("kind") == Some(&text(kind.key()))
                        && after.get("subject") == Some(&text(&d(number).to_string()))
                })
        };
        assert_eq!(
            receipt.changes.iter().filter(|change| is_event(change)).count(),
            1,
            "{:?}",
            receipt.changes
        );
        let word = if kind == EventKind::Left { "leaves" } else { "enters" };
        assert!(receipt.said.contains(word) || receipt.said.contains("more"), "{}", receipt.said);
        self.undone_and_done_again(&before);
    }

    fn undone_and_done_again(&mut self, before: &Board) {
        let after = self.board();
        self.does(Operation::Undo);
        same(&self.board(), before);
        self.does(Operation::Redo);
        same(&self.board(), &after);
    }
}

/// The same records, whatever came into the log meanwhile.
fn same(one: &Board, other: &Board) {
    let other = Board { seq: one.seq, ..other.clone() };
    assert!(*one == other, "{:?} {:?}", one.decisions.rows(), other.decisions.rows());
}

const ENTERED: EventKind = EventKind::Entered;
const LEFT: EventKind = EventKind::Left;

#[test]
fn the_schedule_of_reviews_is_chosen_before_the_first_and_the_escalation_path_at_any_time() {
    let mut bench = Bench::new();
    let cycle = Ref::new(Kind::Cycle, 1);
    let edit = |set: &[(&str, Value)]| common::Op::Edit { subject: cycle, set: fields(set) };
    let thursdays =
        [("review_on", text("thu")), ("review_at", text("16:30")), ("review_every", Value::Integer(14))];
    bench.does(edit(&thursdays));
    let board = bench.board();
    let schedule = board.cycle.schedule();
    let reviews: Vec<String> =
        schedule.reviews().take(2).map(|at| crate::domain::when::medium(at, schedule.zone)).collect();
    assert_eq!(reviews, ["Thu 5 Mar 16:30", "Thu 19 Mar 16:30"]);
    let audit = board.items.rows().iter().find(|item| item.number == 11).unwrap().due.unwrap();
    assert_eq!(crate::domain::when::medium(audit, schedule.zone), "Fri 13 Mar 16:30", "it moves along");
    // Tuesday's review would have been since the cycle began.
    bench.goes_to("2026-03-04 09:00");
    let refused = bench.refuses(edit(&[("review_on", text("tue"))]));
    assert!(refused.contains("Tue 3 Mar 16:30 would have been already"), "{refused}");
    bench.goes_to("2026-03-06 09:00");
    let refused = bench.refuses(edit(&[("review_on", text("mon"))]));
    assert!(refused.contains("Thu 5 Mar 16:30 has been already"), "{refused}");
    bench.does(edit(&[("escalation", text("3,1"))]));
    assert_eq!(bench.board().cycle.escalation.0, [Id::new(3), Id::new(1)]);
    let refused = bench.refuses(edit(&[("escalation", text(""))]));
    assert!(refused.contains("a cycle needs an escalation"), "{refused}");
}

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
    bench.does(decision::Approve { by: Id::new(1), ..form_with(d(1), &["one"]) });
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
    let loose = decision::Criterion { subject: d(1), text: "a loose one".into(), non_negotiable: false };
    bench.does(loose);
    let refusal = bench.refuses(approve(d(1), &[]));
    assert!(refusal.contains("does not refer to the non-negotiable: a loose one"), "{refusal}");
    bench.does(decision::Tie { subject: d(1) });
    bench.does(approve(d(1), &[]));
    assert!(bench.refuses(decision::Tie { subject: d(1) }).contains("no criterion of it is loose"));
    // Where the playbook leaves it for later, build scope asks all the same.
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    bench.does(criterion(d(1), false));
    bench.does(approve(d(1), &[]));
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
    let refusal = bench.refuses(approve(d(1), &["one"]));
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
    let refusal = bench.refuses(approve(d(1), &["one"]));
    assert!(refusal.contains("its evidence comes first"), "{refusal}");
    bench.does(approve(d(2), &["one"]));
    bench.does(evidence(d(1), EvidenceKind::Review));
    bench.does(approve(d(1), &["one"]));
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
    assert!(refusal.contains("1 more check is open") && refusal.contains("--override"), "{refusal}");
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
    bench.moves(decision::Uncriterion { subject: d(1), place: 1 }, 1, LEFT);
    assert_eq!(bench.lacks(1), [Lack::Criteria]);
    assert_eq!(bench.decision(1).state, DecisionState::Approved);
    bench.moves(criterion(d(1), true), 1, ENTERED);
    assert_eq!(bench.record_event(1), [ENTERED, LEFT, ENTERED]);
    assert_eq!((bench.decision(1).entered_at, bench.decision(1).left_at), (entered, None));
    bench.moves(criterion(d(1), false), 1, LEFT);
    bench.moves(decision::Tie { subject: d(1) }, 1, ENTERED);
    let loose = fields(&[("non_negotiable", Value::Integer(0))]);
    let subject = Ref::new(Kind::Criterion, bench.board().criteria.rows()[0].id.number());
    bench.moves(common::Op::Edit { subject, set: loose }, 1, LEFT);
}

#[test]
fn evidence_and_approval_are_what_brings_a_decision_in() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    bench.does(success());
    bench.does(criterion(d(1), true));
    bench.does(approve(d(1), &[]));
    assert_eq!((bench.lacks(1), bench.record_event(1)), (vec![Lack::Evidence], vec![]));
    bench.does(evidence(d(1), EvidenceKind::Assumption));
    assert_eq!(bench.record_event(1), []);
    bench.moves(evidence(d(1), EvidenceKind::Data), 1, ENTERED);
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
    bench.moves(drop, 2, LEFT);
    assert_eq!((bench.lacks(1), bench.lacks(2)), (vec![Lack::Success], vec![Lack::Success]));
    assert_eq!((bench.record_event(1), bench.record_event(2)), (vec![ENTERED, LEFT], vec![ENTERED, LEFT]));
    bench.moves(common::Reopen { subject: SUCCESS, why: "here after all".into() }, 1, ENTERED);
    assert_eq!(bench.record_event(2), [ENTERED, LEFT, ENTERED]);
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
    bench.moves(risk::Appear { subject: risk }, 1, LEFT);
    assert!(bench.lacks(1).contains(&Lack::Isolation));
    bench.moves(risk::Mitigate { subject: risk, how: "assumptions closed".into() }, 1, ENTERED);
    bench.does(Operation::Undo);
    assert!(bench.lacks(1).contains(&Lack::Isolation));
    let elsewhere = fields(&[("decision", Value::Null)]);
    bench.moves(common::Op::Edit { subject: risk, set: elsewhere }, 1, ENTERED);
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
    bench.does(decision::Uncriterion { subject: d(2), place: 1 });
    bench.does(assume(Answer::Yes));
    bench.does(gate::Commit {});
    bench.does(criterion(d(2), true));
    assert_eq!((bench.lacks(2), bench.record_event(2)), (vec![Lack::Tradeoff], vec![ENTERED, LEFT]));
    bench.moves(decision::Uncriterion { subject: d(1), place: 1 }, 1, LEFT);
    bench.moves(criterion(d(1), true), 1, ENTERED);
}

/// Brings the gate of a fresh bench to where nothing hard is left, but for the launch criterion.
fn prepare(bench: &mut Bench) {
    bench.in_scope(1);
    let launch = fields(&[("title", text("a guest can pay")), ("path", text("guest checkout"))]);
    bench.does(common::Op::Add { kind: Kind::LaunchCriterion, fields: launch });
    bench.does(gate::Demonstrate { answer: Answer::Yes, proof: "the dashboard".into() });
}

fn pass(bench: &mut Bench, state: &str) {
    // There is no operation for it here yet; the record's own rule decides.
    let number = bench.board().launch_criteria.rows()[0].id.number();
    let state = crate::domain::launch_criterion::LaunchState::parse(state).unwrap();
    let meta = bench.meta(None);
    let entry = crate::store::Entry {
        at: meta.now,
        actor: bench.executor.actor,
        via: "test",
        name: "launch.look",
        cycle: Some(Id::new(1)),
        payload: "{}",
        token: &meta.token,
        undoes: None,
    };
    let look = |it: &mut crate::domain::LaunchCriterion| it.look(state, Some("seen"), Id::new(1), meta.now);
    bench.executor.store.write(&entry, None, |txn| txn.edit(Id::new(number), look).map(drop)).unwrap();
}

#[test]
fn a_no_go_is_not_signed_but_overridden_by_the_one_who_signs_with_a_risk_and_a_date() {
    let mut bench = Bench::new();
    prepare(&mut bench);
    assert_eq!(bench.verdict().gate.call, Call::NoGo);
    let sign = || gate::Sign { why: "ready".into() };
    let override_verdict = |accepts: &str, until: &str| gate::Override {
        why: "the sale".into(),
        accepts: accepts.into(),
        until: berlin(until),
    };
    let refusal = bench.refuses(sign());
    assert!(refusal.contains("the gate says NO-GO: 1 launch criterion does not pass"), "{refusal}");
    bench.executor.actor = Some(Id::new(2));
    assert!(bench.refuses(sign()).contains("maya signs the verdict"));
    assert!(bench.refuses(override_verdict("calls", "2026-03-09 10:00")).contains("maya signs the verdict"));
    bench.executor.actor = Some(Id::new(1));
    assert!(bench.refuses(override_verdict("  ", "2026-03-09 10:00")).contains("names the risk it takes"));
    assert!(bench.refuses(override_verdict("calls", "2026-03-02 09:00")).contains("ends on a day"));
    let before = bench.board();
    let receipt = bench.does(override_verdict("guests may call", "2026-03-09 10:00"));
    assert!(
        receipt.said.starts_with("went on in spite of launch-criteria until Mon 9 Mar 10:00"),
        "{}",
        receipt.said
    );
    assert_eq!(bench.verdict().gate.call, Call::Conditional);
    bench.undone_and_done_again(&before);
    assert!(bench.refuses(override_verdict("more", "2026-03-10 10:00")).contains("nothing to override"));
    bench.does(sign());
    let signed = bench.board().sign_offs.rows().last().unwrap().clone();
    assert_eq!((&*signed.verdict, &*signed.rules), ("CONDITIONAL", ""));
    bench.goes_to("2026-03-09 10:00");
    assert_eq!(bench.verdict().gate.call, Call::NoGo, "the override is over");
    pass(&mut bench, "pass");
    assert_eq!(bench.verdict().gate.call, Call::Conditional);
    bench.does(sign());
}

#[test]
fn a_promise_that_cannot_be_demonstrated_is_a_no_go_that_says_so() {
    let mut bench = Bench::new();
    prepare(&mut bench);
    pass(&mut bench, "pass");
    assert_eq!(bench.verdict().gate.call, Call::Conditional);
    bench.does(gate::Demonstrate { answer: Answer::No, proof: "no numbers".into() });
    let verdict = bench.verdict();
    assert_eq!(verdict.gate.call, Call::NoGo);
    assert_eq!(verdict.gate.reasons[0].text, "the evidence outcome is not demonstrable");
    assert_eq!(verdict.look_again, Some(berlin("2026-03-09 10:00")));
    let blank = gate::Demonstrate { answer: Answer::Yes, proof: " ".into() };
    assert!(bench.refuses(blank).contains("--proof"));
}

#[test]
fn whoever_leaves_hands_over_success_and_launch_criteria_too() {
    let mut bench = Bench::new();
    prepare(&mut bench);
    bench.does(person::Off { person: Id::new(1), hand_over: Id::new(2) });
    let board = bench.board();
    assert_eq!(board.successes.rows()[0].owner, Id::new(2));
    assert_eq!(board.launch_criteria.rows()[0].owner, Id::new(2));
}

#[test]
fn a_new_cycle_of_any_playbook_asks_in_its_first_week_for_nothing_of_later() {
    for playbook in playbook::shipped() {
        let slug = playbook.slug.clone();
        let bench = Bench::with(cycle::New { playbook, ..new_cycle() });
        let board = bench.board();
        for (name, hard) in [("drill-gaps", true), ("launch-criteria", true), ("steps-done", false)] {
            let severity = board.terms.severity[name];
            assert_eq!(severity == crate::domain::policy::Severity::Hard, hard, "{slug} {name}");
        }
        assert_eq!(board.terms.severity.len(), crate::domain::rules::catalog::RULES.len(), "{slug}");
        assert!(board.terms.steps.iter().all(|step| !step.checks.is_empty()) && board.terms.steps.len() == 6);
        let first = verdict(&board, berlin("2026-03-02 11:00"));
        assert_eq!((first.here.call, first.gate.call), (Call::Go, Call::NoGo), "{slug} {:?}", first.here);
        let mut now = berlin("2026-03-02 11:00");
        while now < berlin("2026-03-09 00:00") {
            let verdict = verdict(&board, now);
            assert_eq!(verdict.phase, Phase::KickOff);
            for reason in &verdict.here.reasons {
                // Dates of the playbook's own first days pass; nothing else is asked.
                assert_eq!(reason.rule.key(), "items-done", "{slug} {now} {reason:?}");
                let due = |item: &Ref| board.item(item.number).unwrap().due.unwrap();
                assert!(reason.items.iter().all(|item| due(item) < now));
            }
            now = now + chrono::Duration::hours(6);
        }
    }
}

/// What somebody may do to two decisions and what is around them.
fn act(choice: u8) -> Option<Operation> {
    let subject = d(1 + i64::from(choice % 2));
    let risk = Ref::new(Kind::Risk, 5);
    Some(match choice / 2 {
        0 => criterion(subject, true).into(),
        1 => criterion(subject, false).into(),
        2 => decision::Tie { subject }.into(),
        3 => decision::Uncriterion { subject, place: 1 }.into(),
        4 => evidence(subject, EvidenceKind::Assumption).into(),
        5 => evidence(subject, EvidenceKind::Test).into(),
        6 => approve(subject, &["one"]).into(),
        7 => decision::Withdraw { subject, why: "no".into() }.into(),
        8 => common::Reopen { subject, why: "no".into() }.into(),
        9 => common::Drop { subject: SUCCESS, why: "no".into() }.into(),
        10 => common::Reopen { subject: SUCCESS, why: "yes".into() }.into(),
        11 => risk::Appear { subject: risk }.into(),
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
                let moves = bench.record_event(decision.id.number());
                let moves = moves.into_iter().filter(|kind| matches!(*kind, ENTERED | LEFT)).collect::<Vec<_>>();
                prop_assert_eq!(moves.last() == Some(&ENTERED), is_in, "{:?}", moves);
                prop_assert!(moves.windows(2).all(|pair| pair[0] != pair[1]), "in and out take turns: {:?}", moves);
            }
        }
        prop_assert_eq!(bench.executor.store.examine().unwrap().problems, Vec::<String>::new());
    }
}
