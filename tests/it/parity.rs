//! Whatever can be done can be typed: every operation has a command that is logged under the operation's name.

use crate::bench::Bench;
use gonogo::{
    domain::{Fields, Id, Kind, Moment, Ref},
    ops::{
        Operation, blocker, cycle, decision, dependency, import, intake, item, metric, person, record, risk,
        step,
    },
    playbook,
};

/// The command for an operation, after the commands that it needs first. A new operation does not compile until it
/// is here.
fn commands(operation: &Operation) -> &'static [&'static str] {
    match operation {
        Operation::Record(op) => of_record(op),
        Operation::Person(op) => match op {
            // Whoever starts the first cycle joins the board with it.
            person::Op::Join { .. } => &[],
            person::Op::Add { .. } => &["person add \"Li Wei\" --function design"],
            person::Op::Off { .. } => &["person off jo --hand-over ana"],
        },
        Operation::Cycle(op) => match op {
            cycle::Op::New(_) => &[
                "cycle new --playbook innovation-teams-launch-readiness --name Second --start 2026-03-02 --launch 2026-04-24 --sign-off me",
            ],
            cycle::Op::Close { .. } => &["cycle close Checkout"],
        },
        Operation::Step(op) => match op {
            step::Op::Done { .. } => &["step done S-1 --override \"agreed in the kick-off\""],
        },
        Operation::Item(op) => match op {
            item::Op::Done { .. } => &["check done P-7 --evidence wiki/7"],
            item::Op::Waive { .. } => &["check waive P-7 --why \"no such scope\""],
        },
        Operation::Decision(op) => of_decision(op),
        Operation::Blocker(op) => match op {
            blocker::Op::Escalate { .. } => &[BLOCKER, "blocker escalate B-1"],
            blocker::Op::Fallback { .. } => &[BLOCKER, "blocker fallback B-1"],
            blocker::Op::Resolve { .. } => &[BLOCKER, "blocker resolve B-1 --how renewed"],
        },
        Operation::Risk(op) => match op {
            risk::Op::Appear { .. } => &["risk appear R-1"],
            risk::Op::Mitigate { .. } => &["risk mitigate R-1 --how contained"],
            risk::Op::Close { .. } => &["risk close R-1 --why over"],
        },
        Operation::Metric(op) => match op {
            metric::Op::Read { .. } => &["metric read M-1 4.5 --note \"first week\""],
            metric::Op::Link { .. } => &[DECISION, "metric link M-1 D-1"],
        },
        Operation::Intake(op) => match op {
            intake::Op::Add { .. } => &["intake add \"labels look wrong\" --becomes blocker"],
            intake::Op::Complete { .. } => &[
                "intake add \"labels look wrong\" --becomes blocker",
                "intake complete N-1 --fallback \"print by hand\" --owner jo --due fri",
            ],
        },
        Operation::Dependency(op) => match op {
            dependency::Op::Done { .. } => &["dependency add \"label texts\"", "dependency done L-1"],
        },
        Operation::Import(import::Op { .. }) => &["import register.csv --as risks"],
        Operation::Undo => &[DECISION, "undo"],
        Operation::Redo => &[DECISION, "undo", "redo"],
    }
}

const DECISION: &str = "decision add \"Ship without wallet?\"";
const BLOCKER: &str = "blocker add \"PSP cert expired\" --fallback \"cards only\"";

fn of_record(op: &record::Op) -> &'static [&'static str] {
    match op {
        record::Op::Add { kind, .. } => match kind {
            Kind::Decision => &[DECISION],
            Kind::Blocker => &[BLOCKER],
            Kind::Risk => &["risk add \"carrier strikes\" --chance 2 --impact 4"],
            Kind::Dependency => &["dependency add \"label texts\""],
            // These are not added this way.
            Kind::Cycle
            | Kind::Person
            | Kind::Step
            | Kind::Item
            | Kind::Criterion
            | Kind::Evidence
            | Kind::Metric
            | Kind::Reading
            | Kind::Intake
            | Kind::Note
            | Kind::Import => &[],
        },
        record::Op::Edit { .. } => &["risk score R-1 4 5"],
        record::Op::Assign { .. } => &["check assign P-1 P-2 jo"],
        record::Op::AssignNew { .. } => &["check assign P-1 \"Sam Amadi\" --create"],
        record::Op::Due { .. } => &["step due S-1 fri"],
        record::Op::Note { .. } => &[BLOCKER, "b 1 \"vendor called back\""],
        record::Op::Drop { .. } => &[DECISION, "decision drop D-1 --why \"no longer asked\""],
        record::Op::Reopen { .. } => &["risk close R-1 --why over", "risk reopen R-1 --why back"],
    }
}

fn of_decision(op: &decision::Op) -> &'static [&'static str] {
    match op {
        decision::Op::Criterion { .. } => {
            &[DECISION, "decision criterion D-1 \"40 labels a day\" --non-negotiable"]
        }
        decision::Op::Evidence { .. } => {
            &[DECISION, "decision evidence D-1 \"pilot ran\" --kind test --link wiki/1"]
        }
        decision::Op::Approve(_) => &[
            DECISION,
            "decision approve D-1 --by jo --why \"jo, in the standup\" --filter yes --accept \"40 labels a day\"",
        ],
        decision::Op::Reject { .. } => &[DECISION, "decision reject D-1 --why \"too late\""],
        decision::Op::Defer { .. } => {
            &[DECISION, "decision defer D-1 --until launch-7d --why \"no data yet\""]
        }
    }
}

/// One of every operation; only which it is matters here.
fn every_operation() -> Vec<Operation> {
    let (text, subject, at) = (String::new, Ref::new(Kind::Decision, 1), Moment::from_millis(0));
    let (somebody, fields) = (Id::new(1), Fields::new);
    let kinds = [Kind::Decision, Kind::Blocker, Kind::Risk, Kind::Dependency];
    let mut all: Vec<Operation> =
        kinds.into_iter().map(|kind| record::Op::Add { kind, fields: fields() }.into()).collect();
    all.extend(
        [
            record::Op::Edit { subject, set: fields() },
            record::Op::Assign { subjects: vec![], owner: somebody },
            record::Op::AssignNew { subjects: vec![], name: text() },
            record::Op::Due { subjects: vec![], due: at },
            record::Op::Note { subject, text: text() },
            record::Op::Drop { subject, why: text() },
            record::Op::Reopen { subject, why: text() },
        ]
        .map(Operation::from),
    );
    all.extend([
        person::Op::Join { name: text(), function: None, login: None }.into(),
        person::Op::Add { name: text(), function: None, login: None }.into(),
        person::Op::Off { person: somebody, hand_over: somebody }.into(),
        cycle::Op::New(Box::new(new_cycle())).into(),
        cycle::Op::Close { cycle: Id::new(1) }.into(),
        step::Op::Done { subject, override_why: None }.into(),
        item::Op::Done { subject, proof: None }.into(),
        item::Op::Waive { subject, why: text() }.into(),
        decision::Op::Criterion { subject, text: text(), non_negotiable: false }.into(),
        decision::Op::Evidence { subject, text: text(), kind: text(), link: None }.into(),
        decision::Op::Approve(Box::new(approval(subject))).into(),
        decision::Op::Reject { subject, why: text() }.into(),
        decision::Op::Defer { subject, until: at, why: text() }.into(),
        blocker::Op::Escalate { subject, to: None }.into(),
        blocker::Op::Fallback { subject }.into(),
        blocker::Op::Resolve { subject, how: text() }.into(),
        risk::Op::Appear { subject }.into(),
        risk::Op::Mitigate { subject, how: text() }.into(),
        risk::Op::Close { subject, why: text() }.into(),
        metric::Op::Read { subject, value: 0.0, at: None, note: None }.into(),
        metric::Op::Link { subject, decision: subject }.into(),
        intake::Op::Add { text: text(), becomes: text(), known: fields(), source: None }.into(),
        intake::Op::Complete { subject, becomes: None, fields: fields() }.into(),
        dependency::Op::Done { subject, how: None }.into(),
        import::Op { source: text(), rows: vec![] }.into(),
        Operation::Undo,
        Operation::Redo,
    ]);
    all
}

fn new_cycle() -> cycle::New {
    let day = Moment::from_millis(0).day(gonogo::domain::when::Zone::UTC);
    cycle::New {
        playbook: playbook::shipped().remove(0),
        name: String::new(),
        start: day,
        launch: day,
        zone: String::new(),
        sign_off: String::new(),
        narrative: None,
        escalation: vec![],
        people: vec![],
        charter: Fields::new(),
    }
}

fn approval(subject: Ref) -> decision::Approve {
    decision::Approve {
        subject,
        by: Id::new(1),
        choice: None,
        proof: None,
        criteria: vec![],
        protects: None,
        effect: None,
        filter: None,
        filter_note: None,
    }
}

#[test]
fn every_operation_can_be_typed_and_is_logged_under_its_name() {
    for operation in every_operation() {
        let name = operation.name();
        let bench = Bench::new();
        std::fs::write(
            bench.path("register.csv"),
            "ID,Title,Likelihood,Impact,Owner\n1,late labels,2,4,Jo\n",
        )
        .unwrap();
        if name == "person.join" {
            // A new board is joined by whoever starts it.
            assert_eq!(bench.log().last().map(String::as_str), Some(name));
            continue;
        }
        for command in commands(&operation) {
            bench.does(command);
        }
        assert_eq!(bench.log()[0], name, "{:?}", commands(&operation));
    }
}
