//! What the log keeps of each operation, letter by letter. Nothing here reads it back, but others read logs: an
//! operation may gain an argument, and none may change its name or the way its arguments are written.

use super::*;
use crate::domain::{
    decision::{Answer, EvidenceKind, ScopeChange},
    intake::Becomes,
    launch_criterion::LaunchState,
    metric::{Better, OutcomeState},
};
use std::collections::BTreeSet;

const B: Ref = Ref::new(Kind::Blocker, 1);
const C: Ref = Ref::new(Kind::SuccessCriterion, 1);
const D: Ref = Ref::new(Kind::Decision, 1);
const G: Ref = Ref::new(Kind::LaunchCriterion, 1);
const L: Ref = Ref::new(Kind::Dependency, 1);
const M: Ref = Ref::new(Kind::Metric, 1);
const N: Ref = Ref::new(Kind::Intake, 1);
const P: Ref = Ref::new(Kind::Item, 7);
const R: Ref = Ref::new(Kind::Risk, 1);
const S: Ref = Ref::new(Kind::Step, 3);

fn text(text: &str) -> String {
    text.to_owned()
}

fn at() -> Moment {
    Moment::from_millis(1_774_000_000_000)
}

/// Operations with their name and what the log keeps of them.
type Pins = Vec<(Operation, &'static str)>;

/// To any record, and to people.
fn common() -> Pins {
    let jo = Id::new(2);
    let fields = || fields(&[("title", Value::text("Ship?")), ("cost", Value::Integer(2))]);
    vec![
        (
            common::Op::Add { kind: Kind::Decision, fields: fields(), on: None }.into(),
            r#"decision.add {"record":{"add":{"kind":"Decision","fields":{"cost":2,"title":"Ship?"}}}}"#,
        ),
        (
            common::Op::Add { kind: Kind::LaunchCriterion, fields: fields(), on: None }.into(),
            r#"launch.add {"record":{"add":{"kind":"LaunchCriterion","fields":{"cost":2,"title":"Ship?"}}}}"#,
        ),
        (
            common::Op::Edit { subject: D, set: fields() }.into(),
            r#"edit {"record":{"edit":{"subject":"D-1","set":{"cost":2,"title":"Ship?"}}}}"#,
        ),
        (
            common::Op::Assign { subjects: vec![D, R], owner: jo }.into(),
            r#"assign {"record":{"assign":{"subjects":["D-1","R-1"],"owner":2}}}"#,
        ),
        (
            common::Op::AssignNew { subjects: vec![D, R], name: text("Li") }.into(),
            r#"assign {"record":{"assign-new":{"subjects":["D-1","R-1"],"name":"Li"}}}"#,
        ),
        (
            common::Op::Due { subjects: vec![D, R], due: at() }.into(),
            r#"due {"record":{"due":{"subjects":["D-1","R-1"],"due":"2026-03-20T09:46:40Z"}}}"#,
        ),
        (
            common::Note { subject: B, text: text("renewed") }.into(),
            r#"note {"record":{"note":{"subject":"B-1","text":"renewed"}}}"#,
        ),
        (
            escalation::Deescalate { subject: B, why: text("a wrong clock") }.into(),
            r#"deescalate {"escalation":{"deescalate":{"subject":"B-1","why":"a wrong clock"}}}"#,
        ),
        (
            common::Drop { subject: C, why: text("late") }.into(),
            r#"drop {"record":{"drop":{"subject":"C-1","why":"late"}}}"#,
        ),
        (
            common::Reopen { subject: C, why: text("early") }.into(),
            r#"reopen {"record":{"reopen":{"subject":"C-1","why":"early"}}}"#,
        ),
    ]
}

/// To people, and what stands alone.
fn people() -> Pins {
    let jo = Id::new(2);
    vec![
        (
            person::Join { name: text("Li"), function: Some(text("design")), login: None }.into(),
            r#"person.join {"person":{"join":{"name":"Li","function":"design","login":null}}}"#,
        ),
        (
            person::Add { name: text("Li"), function: None, login: Some(text("li")) }.into(),
            r#"person.add {"person":{"add":{"name":"Li","function":null,"login":"li"}}}"#,
        ),
        (
            person::Off { person: Id::new(1), hand_over: jo }.into(),
            r#"person.off {"person":{"off":{"person":1,"hand_over":2}}}"#,
        ),
        (
            person::Away {
                person: Id::new(1),
                from: Day::parse("2026-03-09").unwrap(),
                to: Day::parse("2026-03-13").unwrap(),
                cover: Id::new(2),
            }
            .into(),
            r#"person.away {"person":{"away":{"person":1,"from":"2026-03-09","to":"2026-03-13","cover":2}}}"#,
        ),
        (gate::Confirm {}.into(), r#"gate.confirm {"gate":"confirm"}"#),
        (person::Back { person: Id::new(1) }.into(), r#"person.back {"person":{"back":{"person":1}}}"#),
        (cycle::Op::Close { cycle: Id::new(1) }.into(), r#"cycle.close {"cycle":{"close":{"cycle":1}}}"#),
        (Operation::Undo, r#"undo "undo""#),
        (Operation::Redo, r#"redo "redo""#),
    ]
}

/// To steps and checklist items.
fn worked() -> Pins {
    vec![
        (
            step::Done { subject: S, override_why: None }.into(),
            r#"step.done {"step":{"done":{"subject":"S-3","override_why":null}}}"#,
        ),
        (
            step::NoneHere { subject: S, why: text("one person decides") }.into(),
            r#"step.none-here {"step":{"none-here":{"subject":"S-3","why":"one person decides"}}}"#,
        ),
        (
            item::Done { subject: P, proof: Some(text("wiki/7")) }.into(),
            r#"item.done {"item":{"done":{"subject":"P-7","proof":"wiki/7"}}}"#,
        ),
        (
            item::Waive { subject: P, why: text("no scope") }.into(),
            r#"item.waive {"item":{"waive":{"subject":"P-7","why":"no scope"}}}"#,
        ),
    ]
}

/// To blockers and risks.
fn watched() -> Pins {
    vec![
        (
            blocker::Escalate { subject: B, to: None }.into(),
            r#"blocker.escalate {"blocker":{"escalate":{"subject":"B-1","to":null}}}"#,
        ),
        (
            blocker::Escalate { subject: B, to: Some(Id::new(2)) }.into(),
            r#"blocker.escalate {"blocker":{"escalate":{"subject":"B-1","to":2}}}"#,
        ),
        (
            blocker::Fallback { subject: B }.into(),
            r#"blocker.fallback {"blocker":{"fallback":{"subject":"B-1"}}}"#,
        ),
        (blocker::Tell { subject: B }.into(), r#"blocker.tell {"blocker":{"tell":{"subject":"B-1"}}}"#),
        (
            blocker::Resolve { subject: B, how: text("renewed"), on: None }.into(),
            r#"blocker.resolve {"blocker":{"resolve":{"subject":"B-1","how":"renewed"}}}"#,
        ),
        (
            risk::Appear { subject: R, on: None }.into(),
            r#"risk.appear {"risk":{"appear":{"subject":"R-1"}}}"#,
        ),
        (
            risk::Mitigate { subject: R, how: text("warmed up") }.into(),
            r#"risk.mitigate {"risk":{"mitigate":{"subject":"R-1","how":"warmed up"}}}"#,
        ),
        (
            risk::Close { subject: R, why: text("over") }.into(),
            r#"risk.close {"risk":{"close":{"subject":"R-1","why":"over"}}}"#,
        ),
        (
            risk::Sight { subject: R, seen: true, note: None }.into(),
            r#"risk.sight {"risk":{"sight":{"subject":"R-1","seen":true,"note":null}}}"#,
        ),
    ]
}

/// To metrics and to what else hangs on them.
fn measured() -> Pins {
    vec![
        (
            metric::Read { subject: M, value: 4.5, at: None, note: None, risk: None }.into(),
            r#"metric.read {"metric":{"read":{"subject":"M-1","value":4.5,"at":null,"note":null,"risk":null}}}"#,
        ),
        (
            metric::Read { subject: M, value: 4.0, at: Some(at()), note: Some(text("wet")), risk: Some(R) }
                .into(),
            r#"metric.read {"metric":{"read":{"subject":"M-1","value":4.0,"at":"2026-03-20T09:46:40Z","note":"wet","risk":"R-1"}}}"#,
        ),
        (
            metric::Outcome { subject: M, state: OutcomeState::AtRisk, note: Some(text("two calls")) }.into(),
            r#"metric.outcome {"metric":{"outcome":{"subject":"M-1","state":"at-risk","note":"two calls"}}}"#,
        ),
        (
            metric::Unlink { subject: M, decision: D }.into(),
            r#"metric.unlink {"metric":{"unlink":{"subject":"M-1","decision":"D-1"}}}"#,
        ),
        (
            metric::Correct { subject: M, place: 1, value: 6.5, why: text("a slip") }.into(),
            r#"metric.correct {"metric":{"correct":{"subject":"M-1","place":1,"value":6.5,"why":"a slip"}}}"#,
        ),
        (
            metric::Add {
                title: text("Orders confirmed"),
                unit: text("s"),
                better: Better::Down,
                owner: None,
                target: Some(5.0),
                baseline: None,
                min: Some(0.0),
                max: None,
            }
            .into(),
            r#"metric.add {"metric":{"add":{"title":"Orders confirmed","unit":"s","better":"down","owner":null,"target":5.0,"baseline":null,"min":0.0,"max":null}}}"#,
        ),
        (
            metric::Link { subject: M, decision: D }.into(),
            r#"metric.link {"metric":{"link":{"subject":"M-1","decision":"D-1"}}}"#,
        ),
    ]
}

/// To the intake, dependencies, launch criteria and reviews.
fn noted() -> Pins {
    vec![
        (
            intake::Op::Add {
                text: text("labels"),
                becomes: Becomes::Blocker,
                known: fields(&[("fallback", Value::text("by hand"))]),
                source: Some(text("a call")),
            }
            .into(),
            r#"intake.add {"intake":{"add":{"text":"labels","becomes":"blocker","known":{"fallback":"by hand"},"source":"a call"}}}"#,
        ),
        (
            intake::Op::Complete { subject: N, becomes: None, fields: Fields::new() }.into(),
            r#"intake.complete {"intake":{"complete":{"subject":"N-1","becomes":null,"fields":{}}}}"#,
        ),
        (
            intake::Op::Complete { subject: N, becomes: Some(Becomes::Risk), fields: Fields::new() }.into(),
            r#"intake.complete {"intake":{"complete":{"subject":"N-1","becomes":"risk","fields":{}}}}"#,
        ),
        (
            dependency::Done { subject: L, how: Some(text("early")) }.into(),
            r#"dependency.done {"dependency":{"done":{"subject":"L-1","how":"early"}}}"#,
        ),
        (
            launch::Pass { subject: G, note: text("run 14") }.into(),
            r#"launch.pass {"launch":{"pass":{"subject":"G-1","note":"run 14"}}}"#,
        ),
        (
            launch::Look { subject: G, state: LaunchState::Fail, note: Some(text("cut off")) }.into(),
            r#"launch.look {"launch":{"look":{"subject":"G-1","state":"fail","note":"cut off"}}}"#,
        ),
        (
            review::Hold {
                kind: "midpoint".into(),
                note: None,
                on: None,
                answers: vec!["appeared=no".into()],
            }
            .into(),
            r#"review.hold {"review":{"hold":{"kind":"midpoint","note":null,"answers":["appeared=no"]}}}"#,
        ),
    ]
}

/// To the acceptance criteria of decisions.
fn of_criteria() -> Pins {
    vec![
        (
            decision::Criterion { subject: D, text: text("40 a day"), non_negotiable: false, why: None }
                .into(),
            r#"decision.criterion {"decision":{"criterion":{"subject":"D-1","text":"40 a day","non_negotiable":false}}}"#,
        ),
        (
            decision::Tie { subject: D, why: None }.into(),
            r#"decision.tie {"decision":{"tie":{"subject":"D-1"}}}"#,
        ),
        (
            decision::Uncriterion { subject: D, place: 2, why: None }.into(),
            r#"decision.uncriterion {"decision":{"uncriterion":{"subject":"D-1","place":2}}}"#,
        ),
        (
            decision::Reword {
                subject: D,
                place: 1,
                text: text("50 a day"),
                why: Some(text("new case")),
                correction: false,
            }
            .into(),
            r#"decision.reword {"decision":{"reword":{"subject":"D-1","place":1,"text":"50 a day","why":"new case"}}}"#,
        ),
        (
            decision::Met { subject: D, place: 1, how: text("run 14") }.into(),
            r#"decision.met {"decision":{"met":{"subject":"D-1","place":1,"how":"run 14"}}}"#,
        ),
        (
            decision::Unmet { subject: D, place: 1, why: text("run 14 fell over") }.into(),
            r#"decision.unmet {"decision":{"unmet":{"subject":"D-1","place":1,"why":"run 14 fell over"}}}"#,
        ),
    ]
}

/// To decisions that are open.
fn of_decisions() -> Pins {
    let approval = decision::Approve {
        subject: D,
        by: Some(Id::new(2)),
        choice: Some(text("A")),
        proof: Some(text("in the standup")),
        criteria: vec![text("40 a day"), text("no loss")],
        non_negotiable: true,
        protects: None,
        effect: Some(text("none")),
        filter: Some(Answer::Yes),
        filter_note: None,
        on: None,
        evidence: None,
        evidence_kind: None,
        evidence_link: None,
    };
    vec![
        (
            decision::Retract { subject: D, place: 1, why: text("wrong shop") }.into(),
            r#"decision.retract {"decision":{"retract":{"subject":"D-1","place":1,"why":"wrong shop"}}}"#,
        ),
        (
            decision::FollowUp { subject: D }.into(),
            r#"decision.follow-up {"decision":{"follow-up":{"subject":"D-1"}}}"#,
        ),
        (
            decision::Evidence {
                subject: D,
                text: text("pilot ran"),
                kind: EvidenceKind::Test,
                link: Some(text("wiki/1")),
                against: false,
            }
            .into(),
            r#"decision.evidence {"decision":{"evidence":{"subject":"D-1","text":"pilot ran","kind":"test","link":"wiki/1"}}}"#,
        ),
        (
            approval.into(),
            r#"decision.approve {"decision":{"approve":{"subject":"D-1","by":2,"choice":"A","proof":"in the standup","criteria":["40 a day","no loss"],"non_negotiable":true,"protects":null,"effect":"none","filter":"yes","filter_note":null}}}"#,
        ),
    ]
}

/// To decisions that are made, and requests to change scope.
fn settled() -> Pins {
    let change = decision::Change {
        subject: None,
        title: text("Gift wrap?"),
        change: ScopeChange::Narrow,
        about: Some(D),
        effect: text("2 days"),
        trade: text("none"),
        request: Some(text("sales")),
        owner: Some(Id::new(2)),
        due: Some(at()),
    };
    vec![
        (
            decision::Withdraw { subject: D, why: text("wrong") }.into(),
            r#"decision.withdraw {"decision":{"withdraw":{"subject":"D-1","why":"wrong"}}}"#,
        ),
        (
            decision::Reject { subject: D, why: text("late") }.into(),
            r#"decision.reject {"decision":{"reject":{"subject":"D-1","why":"late"}}}"#,
        ),
        (
            decision::LeaveOut { subject: D, why: text("nobody will miss it") }.into(),
            r#"decision.leave-out {"decision":{"leave-out":{"subject":"D-1","why":"nobody will miss it"}}}"#,
        ),
        (
            decision::Defer { subject: D, until: at(), why: text("no data") }.into(),
            r#"decision.defer {"decision":{"defer":{"subject":"D-1","until":"2026-03-20T09:46:40Z","why":"no data"}}}"#,
        ),
        (
            change.into(),
            r#"decision.change {"decision":{"change":{"subject":null,"title":"Gift wrap?","change":"narrow","about":"D-1","effect":"2 days","trade":"none","request":"sales","owner":2,"due":"2026-03-20T09:46:40Z"}}}"#,
        ),
        (
            decision::HandOff { subject: D, to: Id::new(2) }.into(),
            r#"decision.handoff {"decision":{"hand-off":{"subject":"D-1","to":2}}}"#,
        ),
        (
            decision::Return { subject: D, why: text("no texts") }.into(),
            r#"decision.return {"decision":{"return":{"subject":"D-1","why":"no texts"}}}"#,
        ),
        (
            decision::Rework { subject: D, hours: 3.5, why: text("again") }.into(),
            r#"decision.rework {"decision":{"rework":{"subject":"D-1","hours":3.5,"why":"again"}}}"#,
        ),
    ]
}

/// To the gate.
fn gated() -> Pins {
    vec![
        (
            gate::Assume { answer: Answer::Yes, why: text("pilot") }.into(),
            r#"gate.assume {"gate":{"assume":{"answer":"yes","why":"pilot"}}}"#,
        ),
        (gate::Commit {}.into(), r#"gate.commit {"gate":"commit"}"#),
        (
            gate::Demonstrate { answer: Answer::No, proof: text("none") }.into(),
            r#"gate.demonstrate {"gate":{"demonstrate":{"answer":"no","proof":"none"}}}"#,
        ),
        (gate::Sign { why: text("fine") }.into(), r#"gate.sign {"gate":{"sign":{"why":"fine"}}}"#),
        (
            gate::Override { why: text("season"), accepts: text("returns"), until: at() }.into(),
            r#"gate.override {"gate":{"override":{"why":"season","accepts":"returns","until":"2026-03-20T09:46:40Z"}}}"#,
        ),
    ]
}

fn pins() -> impl Iterator<Item = (Operation, &'static str)> {
    [common, people, worked, watched, measured, noted, of_criteria, of_decisions, settled, gated]
        .into_iter()
        .flat_map(|pins| pins())
}

#[test]
fn every_operation_stands_in_the_log_as_it_always_did() {
    for (operation, expected) in pins() {
        assert_eq!(format!("{} {}", operation.name(), operation.payload()), expected);
    }
}

#[test]
fn no_declared_operation_is_without_its_letters_here() {
    let pinned: BTreeSet<&str> = pins().map(|(operation, _)| operation.name()).collect();
    let missing: Vec<&str> = declared().map(|spec| spec.name).filter(|name| !pinned.contains(name)).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn a_register_stands_in_the_log_by_its_name_and_size_alone() {
    let bytes = b"ID,Title,Likelihood,Impact\n1,late labels,2,4\n";
    let zone = crate::domain::when::Zone::UTC;
    let (register, _) = import::read("r.csv", bytes, import::As::Auto, &[], zone).unwrap();
    let operation = Operation::from(register);
    assert_eq!(operation.payload(), r#"{"import":{"rows":1,"source":"r.csv"}}"#);
}

#[test]
fn a_new_cycle_stands_in_the_log_with_its_playbook() {
    let new = new_cycle();
    let playbook = serde_json::to_string(&new.playbook).unwrap();
    let payload = Operation::from(cycle::Op::New(Box::new(new))).payload();
    assert_eq!(
        payload.replace(&playbook, "PLAYBOOK"),
        r#"{"cycle":{"new":{"playbook":PLAYBOOK,"name":"Checkout 2.0","start":"2026-03-02","launch":"2026-03-24","zone":"Europe/Berlin","sign_off":"maya","narrative":"jo","escalation":["jo","Ana Ruiz"],"people":[],"charter":{}}}}"#
    );
}
