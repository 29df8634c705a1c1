//! Risks on a real file: what a plan must say, what happens when one appears, what proves one over, what a look is.

use crate::{
    domain::{
        Id, Kind, Ref, Value,
        decision::DecisionState,
        risk::RiskState,
        rules::{context::RuleContext, due, isolation, warning_signs::Signs},
    },
    ops::{
        common, decision, metric,
        risk::{Appear, Close, Mitigate, Sight},
        tests::{Bench, fields, new_cycle},
    },
};

fn r(number: i64) -> Ref {
    Ref::new(Kind::Risk, number)
}

fn m(number: i64) -> Ref {
    Ref::new(Kind::Metric, number)
}

/// Adds a risk that is met in this way, with more of its fields.
fn risk(mitigation: &str, more: &[(&str, Value)]) -> common::Op {
    let mut given = fields(&[
        ("title", Value::text("late labels")),
        ("chance", Value::Integer(2)),
        ("impact", Value::Integer(4)),
        ("mitigation", Value::text(mitigation)),
    ]);
    given.extend(fields(more));
    common::Op::Add { kind: Kind::Risk, fields: given, on: None }
}

fn set(subject: Ref, of: &[(&str, Value)]) -> common::Op {
    common::Op::Edit { subject, set: fields(of) }
}

fn close(number: i64) -> Close {
    Close { subject: r(number), why: "it is over".into() }
}

fn read(number: i64) -> metric::Read {
    metric::Read { subject: m(number), value: 4.0, at: None, note: None, risk: None }
}

/// Adds a risk and gives its number.
fn added(bench: &mut Bench, op: common::Op) -> i64 {
    bench.does(op).created[0].number
}

#[test]
fn a_plan_says_what_its_type_asks_for() {
    let mut bench = Bench::new();
    let deadline = ("deadline", Value::Integer(1_773_000_000_000));
    let refused = bench.refuses(risk("structured-escalation", std::slice::from_ref(&deadline)));
    assert_eq!(
        refused,
        "a risk with \"structured escalation\" needs: metric | Which metric proves it closed?: --metric TEXT"
    );
    bench.does(risk("structured-escalation", &[deadline, ("metric", Value::Integer(1))]));
    let criteria = [("criteria", Value::text("none late")), ("cadence", Value::text("weekly"))];
    bench.does(risk("cadence-integration", &criteria));
    let refused = bench.refuses(risk("fallback-first", &[]));
    assert!(refused.contains("needs: fallback | "), "{refused}");
}

#[test]
fn what_a_playbook_left_open_can_stay_open_but_nothing_is_taken_away() {
    let mut bench = Bench::new();
    let board = bench.board();
    let open = board.risks.rows().iter().find(|risk| !risk.plan_lacks().is_empty()).unwrap();
    bench.does(set(r(open.id.number()), &[("plan", Value::text("ask twice"))]));
    let number = added(&mut bench, risk("isolate-48h", &[("metric", Value::Integer(1))]));
    let refused = bench.refuses(set(r(number), &[("metric", Value::Null)]));
    assert!(refused.contains("\"isolate within 48 h\" needs: metric"), "{refused}");
    let refused = bench.refuses(set(r(number), &[("mitigation", Value::text("pre-commitment-gate"))]));
    assert!(refused.contains("\"pre-commitment gate\" needs: signal"), "{refused}");
    let signal =
        [("mitigation", Value::text("pre-commitment-gate")), ("signal", Value::text("one owner each"))];
    bench.does(set(r(number), &signal));
}

#[test]
fn a_risk_that_isolates_asks_for_a_decision_within_48_hours() {
    let mut bench = Bench::new();
    let isolating = risk("isolate-48h", &[("metric", Value::Integer(1)), ("owner", Value::Integer(2))]);
    let number = added(&mut bench, isolating);
    let receipt = bench.does(Appear { subject: r(number), on: None });
    assert_eq!(receipt.said, format!("R-{number} appeared; D-1 is isolated, owner jo, 48 h from now"));
    assert_eq!(receipt.created, [Ref::new(Kind::Decision, 1)]);
    let board = bench.board();
    let (risk, asked) = (board.risks.get(Id::new(number)).unwrap(), &board.decisions.rows()[0]);
    assert_eq!(&*asked.title, "It happened: late labels. What do we do now?");
    assert_eq!(
        (asked.owner, Some(asked.due), asked.impact),
        (risk.owner, risk.window_ends(&board.policy.rhythm), Some(4))
    );
    assert!(risk.isolates() && risk.decision == Some(asked.id));
    assert_eq!(isolation::isolating(&board, asked).map(|risk| risk.id), Some(risk.id));
    bench.does(crate::ops::Operation::Undo);
    let board = bench.board();
    let risk = board.risks.get(Id::new(number)).unwrap();
    assert_eq!((risk.state, risk.decision), (RiskState::Watching, None));
    assert!(board.decisions.rows().is_empty(), "one step back takes back all of it");
}

#[test]
fn the_window_is_as_long_as_the_playbook_gives_it() {
    let mut cycle = new_cycle();
    cycle.playbook.rhythm.window_hours = std::num::NonZeroU32::new(24).unwrap();
    let mut bench = Bench::with(cycle);
    let number = added(&mut bench, risk("isolate-48h", &[("metric", Value::Integer(1))]));
    let receipt = bench.does(Appear { subject: r(number), on: None });
    assert!(receipt.said.ends_with("24 h from now"), "{}", receipt.said);
    let board = bench.board();
    let asked = &board.decisions.rows()[0];
    let now = board.risks.get(Id::new(number)).unwrap().appeared_at.unwrap();
    assert_eq!(asked.due, now + chrono::Duration::hours(24));
    let facts = RuleContext::at(&board, now);
    assert_eq!(facts.window_of(asked), Some(asked.due));
    let due = due::due(&facts).into_iter().find(|due| due.why == due::Why::Window).unwrap();
    assert_eq!(due.said(&board, now), "24-hour window, 24:00 left");
}

#[test]
fn the_linked_decision_keeps_its_owner_and_its_date_and_has_the_window_of_the_risk() {
    let mut bench = Bench::new();
    let asked = common::Op::Add {
        kind: Kind::Decision,
        fields: fields(&[("title", Value::text("Wallet?"))]),
        on: None,
    };
    bench.does(asked);
    let d1 = Ref::new(Kind::Decision, 1);
    let until = crate::domain::Moment::parse("2026-03-20T09:00:00Z").unwrap();
    bench.does(decision::Defer { subject: d1, until, why: "later".into() });
    let linked =
        [("metric", Value::Integer(1)), ("decision", Value::Integer(1)), ("owner", Value::Integer(2))];
    let number = added(&mut bench, risk("isolate-48h", &linked));
    let receipt = bench.does(Appear { subject: r(number), on: None });
    assert_eq!(receipt.said, format!("R-{number} appeared; D-1 is isolated, owner maya, 48 h from now"));
    let board = bench.board();
    let asked = &board.decisions.rows()[0];
    assert_eq!(board.decisions.rows().len(), 1);
    assert_eq!(asked.state, DecisionState::Open, "what was put off is in review again");
    assert_eq!(asked.due, until, "a risk moves no date");
    let window = board.risks.get(Id::new(number)).unwrap().window_ends(&board.policy.rhythm);
    assert_eq!(asked.window_ends(&board), window);
    // Contained, it keeps nothing apart any more.
    bench.does(Mitigate { subject: r(number), how: "two people on it".into() });
    assert!(isolation::isolating(&bench.board(), asked).is_none());
}

#[test]
fn a_decision_that_is_over_is_not_taken_up_again_but_asked_anew() {
    let mut bench = Bench::new();
    let asked = common::Op::Add {
        kind: Kind::Decision,
        fields: fields(&[("title", Value::text("Wallet?"))]),
        on: None,
    };
    bench.does(asked);
    bench.does(decision::Reject { subject: Ref::new(Kind::Decision, 1), why: "no".into() });
    let linked = [("metric", Value::Integer(1)), ("decision", Value::Integer(1))];
    let number = added(&mut bench, risk("isolate-48h", &linked));
    let receipt = bench.does(Appear { subject: r(number), on: None });
    assert_eq!(receipt.created, [Ref::new(Kind::Decision, 2)]);
    assert_eq!(bench.board().risks.get(Id::new(number)).unwrap().decision, Some(Id::new(2)));
}

#[test]
fn any_other_risk_only_appears() {
    let mut bench = Bench::new();
    let criteria = [("criteria", Value::text("none late")), ("cadence", Value::text("weekly"))];
    let number = added(&mut bench, risk("cadence-integration", &criteria));
    assert_eq!(bench.does(Appear { subject: r(number), on: None }).said, format!("R-{number} appeared"));
    assert!(bench.board().decisions.rows().is_empty());
}

#[test]
fn a_risk_is_over_when_its_metric_was_read_since() {
    let mut bench = Bench::new();
    bench.does(read(1));
    let number = added(&mut bench, risk("isolate-48h", &[("metric", Value::Integer(1))]));
    let metric = bench.board().metrics.rows()[0].title.clone();
    let refused = |since: &str| {
        format!(
            "R-{number}: its metric M-1 {metric} has no reading since {since} | \
             enter one: metric read M-1 VALUE"
        )
    };
    assert_eq!(bench.refuses(close(number)), refused("it was written down"));
    let dropped = common::Drop { subject: r(number), why: "gone".into() };
    assert_eq!(bench.refuses(dropped), refused("it was written down"), "no door around it");
    bench.does(Appear { subject: r(number), on: None });
    bench.does(read(1));
    assert_eq!(
        bench.refuses(close(number)),
        format!(
            "R-{number}: it appeared and nobody has contained it yet | \
             say what was done: risk mitigate R-{number} --note TEXT"
        )
    );
    bench.does(Mitigate { subject: r(number), how: "two people on it".into() });
    assert_eq!(bench.refuses(close(number)), refused("it was mitigated"));
    bench.does(read(1));
    bench.does(close(number));
}

#[test]
fn a_risk_without_a_metric_is_over_when_somebody_says_so() {
    let mut bench = Bench::new();
    let criteria = [("criteria", Value::text("none late")), ("cadence", Value::text("weekly"))];
    let number = added(&mut bench, risk("cadence-integration", &criteria));
    bench.does(Appear { subject: r(number), on: None });
    bench.does(close(number));
    let look = Sight { subject: r(number), seen: true, note: None };
    assert!(bench.refuses(look).starts_with(&format!("R-{number}: it is closed already")));
}

#[test]
fn looks_for_the_sign_are_counted_and_taken_back() {
    let mut bench = Bench::new();
    let look = |seen| Sight { subject: r(1), seen, note: Some("in the standup".into()) };
    assert_eq!(bench.does(look(false)).said, "the sign of R-1 was not there");
    assert_eq!(bench.does(look(true)).said, "the sign of R-1 was there");
    let signs = |bench: &Bench| {
        let board = bench.board();
        Signs::on(&board, &board.risks.rows()[0])
    };
    assert_eq!((signs(&bench).looks, signs(&bench).count, signs(&bench).is_there), (2, 1, true));
    bench.does(crate::ops::Operation::Undo);
    assert_eq!((signs(&bench).looks, signs(&bench).count), (1, 0));
}
