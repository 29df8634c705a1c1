//! Which decisions that are put off are out of the launch, and what brings them back.

use crate::{
    domain::{
        Decision, Id, Kind, Ref, Value,
        decision::{DecisionState, ScopeChange},
        rules::{
            catalog::RuleName,
            verdict::{Reason, verdict},
        },
    },
    ops::{
        Operation, blocker, common, cycle, decision,
        tests::{Bench, berlin, fields, new_cycle},
    },
    playbook,
};

const D1: Ref = Ref::new(Kind::Decision, 1);

/// A bench whose clock counts decisions, with one open decision; the launch is on 24 March.
fn bench() -> Bench {
    let slug = "engineering-managers-stakeholder-alignment";
    let playbook = playbook::shipped().into_iter().find(|playbook| playbook.slug == slug).unwrap();
    let mut bench = Bench::with(cycle::New { playbook, ..new_cycle() });
    bench.does(add(Kind::Decision, &[("title", Value::text("Gift wrap?"))]));
    bench
}

fn add(kind: Kind, of: &[(&str, Value)]) -> common::Op {
    common::Op::Add { kind, fields: fields(of), on: None }
}

fn defer(until: &str) -> decision::Defer {
    decision::Defer { subject: D1, until: berlin(until), why: "nobody has time".into() }
}

fn leave_out() -> decision::LeaveOut {
    decision::LeaveOut { subject: D1, why: "nobody will miss it".into() }
}

fn is_by(bench: &mut Bench, person: i64) {
    bench.executor.actor = Some(Id::new(person));
}

fn decision(bench: &Bench) -> Decision {
    bench.board().decisions.get(Id::new(1)).unwrap().clone()
}

fn reason(bench: &Bench, rule: RuleName) -> Option<Reason> {
    let board = bench.board();
    verdict(&board, bench.now).gate.reasons.into_iter().find(|reason| reason.rule == rule)
}

/// Lets the clock write down what it has escalated.
fn escalated_by(bench: &mut Bench, moment: &str) -> bool {
    bench.goes_to(moment);
    bench.does(common::Note { subject: D1, text: "still here".into() });
    decision(bench).is_escalated()
}

#[test]
fn deferring_within_the_launch_does_not_stop_the_clock_that_counts_decisions() {
    let mut bench = bench();
    bench.does(defer("2026-03-23 10:00"));
    assert!(!escalated_by(&mut bench, "2026-03-09 09:00"));
    assert!(escalated_by(&mut bench, "2026-03-16 10:01"), "its second review has been");
    assert_eq!(reason(&bench, RuleName::DeferredBeyond), None);
}

#[test]
fn deferred_beyond_launch_by_the_sign_off_owner_it_is_out_of_it_with_no_reason_and_no_clock() {
    let mut bench = bench();
    let before = bench.board();
    let said = bench.does(defer("2026-05-04 10:00")).said;
    assert_eq!(said, "deferred D-1 until Mon 4 May 10:00; D-1 is out of this launch");
    assert!(decision(&bench).is_out());
    assert!(!escalated_by(&mut bench, "2026-03-23 10:01"));
    let board = bench.board();
    let verdict = verdict(&board, bench.now);
    assert!(
        verdict.gate.reasons.iter().all(|reason| !reason.items.contains(&D1)),
        "{:?}",
        verdict.gate.reasons
    );
    let told = "maya left D-1 out of this launch: nobody has time (Mon 2 Mar 10:05)";
    assert!(verdict.record.iter().any(|line| line == told), "{:?}", verdict.record);
    assert!(bench.refuses(defer("2026-06-01 10:00")).contains("it is out of this launch already"));
    // The note, then the deferral.
    bench.does(Operation::Undo);
    bench.does(Operation::Undo);
    assert_eq!(bench.board().decisions, before.decisions);
}

#[test]
fn deferred_beyond_launch_by_anybody_else_it_is_one_condition_until_the_sign_off_owner_says_yes() {
    let mut bench = bench();
    is_by(&mut bench, 2);
    let said = bench.does(defer("2026-05-04 10:00")).said;
    assert!(said.ends_with("it counts until the sign-off owner leaves it out"), "{said}");
    let reason_now = reason(&bench, RuleName::DeferredBeyond).unwrap();
    assert_eq!(
        (reason_now.items.as_slice(), reason_now.clears.command()),
        ([D1].as_slice(), Some("decision leave-out D-1 --why TEXT"))
    );
    let refused = bench.refuses(leave_out());
    assert!(
        refused.contains("only maya, who signs the verdict, can leave D-1 out of this launch"),
        "{refused}"
    );
    assert!(escalated_by(&mut bench, "2026-03-16 10:01"), "its clock runs on");
    is_by(&mut bench, 1);
    let said = bench.does(leave_out()).said;
    assert_eq!(said, "left D-1 out: nobody will miss it; D-1 is out of this launch");
    assert_eq!(reason(&bench, RuleName::DeferredBeyond), None);
    assert_eq!(reason(&bench, RuleName::Escalated), None, "nothing is asked of anybody any more");
    assert!(bench.refuses(leave_out()).contains("it is out of this launch already"));
}

#[test]
fn what_others_wait_for_is_not_out_of_the_launch() {
    let mut bench = bench();
    bench.does(add(
        Kind::Decision,
        &[("title", Value::text("Which paper?")), ("waits_for", Value::text("D-1"))],
    ));
    bench.does(defer("2026-05-04 10:00"));
    assert!(!decision(&bench).is_out());
    assert!(reason(&bench, RuleName::DeferredBeyond).is_some());
    assert!(bench.refuses(leave_out()).contains("D-2 waits for it"));
    // Once nothing waits any more, the yes that was given holds.
    let said = bench.does(common::Drop { subject: Ref::new(Kind::Decision, 2), why: "no paper".into() }).said;
    assert!(said.ends_with("D-1 is out of this launch"), "{said}");
    let blocker = [("title", "No paper"), ("fallback", "foil")].map(|(name, text)| (name, Value::text(text)));
    bench
        .does(add(Kind::Blocker, &[blocker[0].clone(), blocker[1].clone(), ("decision", Value::Integer(1))]));
    let back = decision(&bench);
    assert!(!back.is_out());
    assert_eq!(back.opened, bench.now, "it counts anew from here on");
    bench.does(blocker::Resolve { subject: Ref::new(Kind::Blocker, 1), how: "found".into(), on: None });
    assert!(decision(&bench).is_out());
}

#[test]
fn an_approved_tradeoff_takes_it_out_of_the_launch_as_the_sign_off_owner_does() {
    let mut bench = bench();
    is_by(&mut bench, 2);
    bench.does(defer("2026-05-04 10:00"));
    let change = decision::Change {
        subject: None,
        title: "Do without gift wrap?".into(),
        change: ScopeChange::Remove,
        about: Some(D1),
        effect: "none".into(),
        trade: "none".into(),
        request: None,
        owner: None,
        due: None,
    };
    let tradeoff = bench.does(change).created[0];
    assert!(!decision(&bench).is_out());
    let approval = crate::ops::tests::approve(tradeoff, &[]);
    bench.does(decision::Approve { evidence: None, evidence_kind: None, ..approval });
    assert!(decision(&bench).is_out());
}

#[test]
fn a_launch_that_moves_behind_its_date_brings_it_back() {
    let mut bench = bench();
    bench.does(defer("2026-04-06 10:00"));
    let launch = |day: &str| common::Op::Edit {
        subject: Ref::new(Kind::Cycle, 1),
        set: fields(&[("launch", Value::text(day))]),
    };
    let said = bench.does(launch("2026-04-20")).said;
    assert!(said.ends_with("more") || said.contains("D-1 is in this launch again"), "{said}");
    let back = decision(&bench);
    assert_eq!((back.is_out(), back.out_by, back.state), (false, None, DecisionState::Deferred));
    bench.does(launch("2026-03-24"));
    assert!(!decision(&bench).is_out(), "the yes was to another launch");
}

#[test]
fn reopening_brings_it_back() {
    let mut bench = bench();
    bench.does(defer("2026-05-04 10:00"));
    bench.does(common::Reopen { subject: D1, why: "somebody has time".into() });
    let back = decision(&bench);
    assert_eq!((back.state, back.out_by, back.out_at), (DecisionState::Open, None, None));
}
