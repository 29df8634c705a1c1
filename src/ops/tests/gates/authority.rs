//! What moves a hard rule: who may, who is refused, and what stands on record.

use super::*;
use crate::ops::{dependency, launch};

const CYCLE: Ref = Ref::new(Kind::Cycle, 1);
const G: Ref = Ref::new(Kind::LaunchCriterion, 1);

/// Maya signs the verdict; jo owns G-1; ana is neither.
fn guarded() -> Bench {
    let mut bench = Bench::new();
    let given = fields(&[
        ("title", text("a guest can pay")),
        ("path", text("checkout")),
        ("owner", Value::Integer(2)),
    ]);
    bench.does(common::Op::Add { kind: Kind::LaunchCriterion, fields: given, on: None });
    bench.executor.actor = Some(Id::new(3));
    bench
}

fn record(bench: &Bench) -> String {
    bench.verdict().record.join("\n")
}

fn edit(name: &str, value: Value) -> common::Op {
    common::Op::Edit { subject: CYCLE, set: fields(&[(name, value)]) }
}

#[test]
fn the_charter_under_the_gate_is_changed_by_whoever_signs_the_verdict() {
    let changes = [
        ("outcome", text("another")),
        ("filter", text("Is it nice?")),
        ("filter", Value::Null),
        ("non_negotiable", text("none")),
        ("launch", text("2026-04-24")),
        ("sign_off", Value::Integer(3)),
        ("escalation", text("3")),
        ("self_approval", text("four-eyes")),
    ];
    for (name, value) in changes {
        let mut bench = guarded();
        let refusal = bench.refuses(edit(name, value.clone()));
        assert!(refusal.contains("only maya, who signs the verdict, can change"), "{name}: {refusal}");
        assert!(refusal.contains("ask maya"), "{refusal}");
        bench.executor.actor = Some(Id::new(1));
        bench.does(common::Op::edit(CYCLE, fields(&[(name, value)]), Some("as agreed".into()), false));
        let record = record(&bench);
        assert!(record.contains("maya changed") && record.contains(": as agreed ("), "{record}");
    }
    let mut bench = guarded();
    bench.does(edit("mandate", text("ours")));
    assert_eq!(record(&bench), "", "what the gate does not rest on is everybody's");
}

#[test]
fn a_launch_criterion_is_failed_by_anybody_passed_by_its_owner_and_dropped_by_whoever_signs() {
    let mut bench = guarded();
    let pass = || launch::Pass { subject: G, note: "run 14".into() };
    let drop = || common::Drop { subject: G, why: "no such path".into() };
    let state = launch_criterion::LaunchState::Fail;
    bench.does(launch::Look { subject: G, state, note: Some("cut off".into()) });
    assert!(bench.refuses(pass()).contains("can pass G-1, besides its owner jo"));
    assert!(bench.refuses(drop()).contains("only maya, who signs the verdict, can drop"));
    let take = common::Op::Assign { subjects: vec![G], owner: Id::new(3) };
    assert!(bench.refuses(take).contains("can give G-1 to another owner"));
    bench.executor.actor = Some(Id::new(2));
    assert!(bench.refuses(drop()).contains("only maya"));
    assert!(bench.refuses(launch::Pass { subject: G, note: " ".into() }).contains("say what shows"));
    bench.does(pass());
    assert!(record(&bench).contains("jo passed G-1: run 14"), "{}", record(&bench));
    bench.executor.actor = Some(Id::new(3));
    let other = fields(&[("path", text("returns"))]);
    bench.does(common::Op::Edit { subject: G, set: other });
    assert_eq!(
        bench.board().launch_criteria.rows()[0].state,
        launch_criterion::LaunchState::Unknown,
        "another path has not been looked at"
    );
    bench.executor.actor = Some(Id::new(1));
    bench.does(drop());
    assert!(record(&bench).contains("maya dropped G-1: no such path"), "{}", record(&bench));
}

#[test]
fn what_can_be_demonstrated_is_said_by_whoever_signs() {
    let mut bench = guarded();
    let shown = || gate::Demonstrate { answer: Answer::Yes, proof: "wiki/demo".into() };
    assert!(
        bench.refuses(shown()).contains("only maya, who signs the verdict, can say what can be demonstrated")
    );
    bench.executor.actor = Some(Id::new(1));
    bench.does(shown());
    assert!(record(&bench).contains("can be demonstrated: wiki/demo"), "{}", record(&bench));
}

#[test]
fn yes_after_no_asks_for_a_narrower_scope_and_for_whoever_signs() {
    let mut bench = guarded();
    let assume = |answer| gate::Assume { answer, why: "the numbers".into() };
    bench.does(assume(Answer::No));
    assert!(bench.refuses(assume(Answer::Yes)).contains("nothing was narrowed since"));
    bench.does(change(ScopeChange::Narrow, None));
    bench.does(decision::Approve { by: None, ..unshown(d(1), &[]) });
    assert!(bench.refuses(assume(Answer::Yes)).contains("can be reached after all"));
    bench.executor.actor = Some(Id::new(1));
    bench.does(assume(Answer::Yes));
    assert!(record(&bench).contains("can be reached after all: the numbers"), "{}", record(&bench));
}

#[test]
fn an_open_dependency_is_dropped_by_whoever_signs_and_delivered_with_a_reading() {
    let mut bench = guarded();
    let given = fields(&[
        ("title", text("labels")),
        ("from_function", text("design")),
        ("to_function", text("delivery")),
        ("metric", Value::Integer(2)),
        ("due", Value::Integer(berlin("2026-03-05 10:00").millis())),
    ]);
    bench.does(common::Op::Add { kind: Kind::Dependency, fields: given, on: None });
    let l = Ref::new(Kind::Dependency, 1);
    let drop = || common::Drop { subject: l, why: "not needed".into() };
    assert!(
        bench.refuses(drop()).contains("only maya, who signs the verdict, can drop the open dependency L-1")
    );
    let done = || dependency::Done { subject: l, how: None };
    let read =
        |value| metric::Read { subject: Ref::new(Kind::Metric, 2), value, at: None, note: None, risk: None };
    bench.does(read(4.0));
    let refusal = bench.refuses(done());
    assert!(refusal.contains("M-2 was not read at its checkpoint, Thu 5 Mar 10:00, or after"), "{refusal}");
    assert!(refusal.contains("metric read M-2 VALUE"), "{refusal}");
    bench.goes_to("2026-03-05 10:00");
    bench.does(read(4.0));
    bench.does(done());
    assert_eq!(bench.board().dependencies.rows()[0].state, crate::domain::dependency::DependencyState::Done);
}

#[test]
fn a_sign_off_owner_names_who_follows_or_the_next_on_the_path_does() {
    let mut bench = guarded();
    let off = |to| person::Off { person: Id::new(1), hand_over: Id::new(to) };
    let refusal = bench.refuses(off(3));
    assert!(
        refusal.contains("only maya or jo, who is next on the escalation path can name who follows"),
        "{refusal}"
    );
    bench.executor.actor = Some(Id::new(2));
    bench.does(off(3));
    assert_eq!(bench.board().cycle.sign_off, Id::new(3));
    assert!(
        record(&bench).contains("jo named ana to sign the verdict instead of maya"),
        "{}",
        record(&bench)
    );
    bench.executor.actor = Some(Id::new(3));
    bench.does(edit("outcome", text("another")));
}

#[test]
fn success_is_measured_as_it_was_when_scope_was_committed() {
    let mut bench = Bench::new();
    bench.in_scope(1);
    bench.executor.actor = Some(Id::new(3));
    let easier = || common::Op::Edit { subject: SUCCESS, set: fields(&[("target", Value::Real(10.0))]) };
    bench.does(easier());
    bench.does(Operation::Undo);
    bench.does(gate::Assume { answer: Answer::Yes, why: "the numbers".into() });
    bench.does(gate::Commit {});
    assert!(bench.refuses(easier()).contains("only maya"));
    assert!(bench.refuses(common::Drop { subject: SUCCESS, why: "hard".into() }).contains("only maya"));
    bench.executor.actor = Some(Id::new(1));
    bench.does(easier());
    assert!(record(&bench).contains("changed what C-1 asks for"), "{}", record(&bench));
}

#[test]
fn somebody_elses_login_is_changed_on_record() {
    let mut bench = guarded();
    let login = fields(&[("login", text("root"))]);
    bench.does(common::Op::Edit { subject: Ref::new(Kind::Person, 2), set: login });
    assert!(
        record(&bench).contains("ana changed the login of jo from nothing to \"root\""),
        "{}",
        record(&bench)
    );
}
