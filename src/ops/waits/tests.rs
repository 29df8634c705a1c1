//! A record may wait for others, which may wait in turn, and never for itself.

use crate::{
    domain::{Fields, Id, Kind, Ref, Value},
    ops::{OpError, Operation, common, tests::Bench},
};

fn add(kind: Kind, title: &str, waits: &[(&str, i64)]) -> Operation {
    let mut fields = Fields::from([("title".to_owned(), Value::text(title))]);
    if kind == Kind::Blocker {
        fields.insert("fallback".to_owned(), Value::text("ship without"));
    }
    fields.extend(waits.iter().map(|(name, on)| ((*name).to_owned(), Value::Integer(*on))));
    common::Op::Add { kind, fields }.into()
}

fn edit(kind: Kind, number: i64, field: &str, on: i64) -> Operation {
    let set = Fields::from([(field.to_owned(), Value::Integer(on))]);
    common::Op::Edit { subject: Ref::new(kind, number), set }.into()
}

fn refused(bench: &mut Bench, operation: Operation) -> String {
    match bench.tries(operation) {
        Err(OpError::Refused(refusal)) => refusal.reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_decision_never_waits_for_itself() {
    let mut bench = Bench::new();
    bench.does(add(Kind::Decision, "Ship?", &[]));
    let said = refused(&mut bench, edit(Kind::Decision, 1, "waits_on", 1));
    assert_eq!(said, "it would wait for itself: D-1, which waits for D-1");
}

#[test]
fn a_circle_is_refused_where_it_would_close_however_long_it_is() {
    let mut bench = Bench::new();
    bench.does(add(Kind::Decision, "Ship?", &[]));
    bench.does(add(Kind::Blocker, "No printer", &[("decision", 1)]));
    bench.does(add(Kind::Decision, "Which printer?", &[("blocked_by", 1)]));
    bench.does(add(Kind::Decision, "Where?", &[("waits_on", 2)]));
    let said = refused(&mut bench, edit(Kind::Decision, 1, "waits_on", 3));
    assert_eq!(
        said,
        "it would wait for itself: D-1, which waits for D-3, which waits for D-2, which waits for B-1, which waits for D-1"
    );
    // The same records may wait in a row, and two may wait for one.
    bench.does(edit(Kind::Decision, 3, "blocked_by", 1));
}

#[test]
fn an_undo_closes_no_circle() {
    let mut bench = Bench::new();
    bench.does(add(Kind::Decision, "Ship?", &[]));
    bench.does(add(Kind::Decision, "Where?", &[("waits_on", 1)]));
    let free = Fields::from([("waits_on".to_owned(), Value::Null)]);
    bench.does(common::Op::Edit { subject: Ref::new(Kind::Decision, 2), set: free });
    bench.executor.actor = Some(Id::new(2));
    bench.does(edit(Kind::Decision, 1, "waits_on", 2));
    bench.executor.actor = Some(Id::new(1));
    let said = refused(&mut bench, Operation::Undo);
    assert_eq!(said, "it would wait for itself: D-2, which waits for D-1, which waits for D-2");
}
