//! A record may wait for others, which may wait in turn, and never for itself.

use crate::{
    domain::{Blocker, Decision, Fields, Id, Kind, Ref, Value, id::Refs},
    ops::{OpError, Operation, common, tests::Bench},
    store::{Entry, Txn},
};

fn add(kind: Kind, title: &str, waits: &[(&str, i64)]) -> Operation {
    let mut fields = Fields::from([("title".to_owned(), Value::text(title))]);
    if kind == Kind::Blocker {
        fields.insert("fallback".to_owned(), Value::text("ship without"));
    }
    fields.extend(waits.iter().map(|(name, on)| value(name, *on)));
    common::Op::Add { kind, fields, on: None }.into()
}

/// What a record waits for: a decision names its kind in the list, a blocker waits for a decision.
fn value(name: &str, on: i64) -> (String, Value) {
    match name {
        "waits_on" => ("waits_for".to_owned(), Value::text(format!("D-{on}"))),
        "blocked_by" => ("waits_for".to_owned(), Value::text(format!("B-{on}"))),
        name => (name.to_owned(), Value::Integer(on)),
    }
}

fn edit(kind: Kind, number: i64, field: &str, on: i64) -> Operation {
    let set = Fields::from([value(field, on)]);
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
fn a_blocker_is_told_how_in_its_own_command() {
    let mut bench = Bench::new();
    bench.does(add(Kind::Blocker, "No printer", &[]));
    bench.does(add(Kind::Decision, "Which printer?", &[("blocked_by", 1)]));
    match bench.tries(edit(Kind::Blocker, 1, "decision", 1)) {
        Err(OpError::Refused(refusal)) => {
            assert_eq!(refusal.hint.command(), Some("blocker edit B-1 --decision D-n"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_circle_of_an_older_release_can_be_untied_one_wait_at_a_time() {
    let mut bench = Bench::new();
    bench.does(add(Kind::Blocker, "No printer", &[]));
    bench.does(add(Kind::Decision, "Ship?", &[("blocked_by", 1)]));
    bench.does(add(Kind::Decision, "Which printer?", &[]));
    bench.does(edit(Kind::Decision, 1, "waits_on", 2));
    // As a release wrote them that did not look for circles.
    let request = bench.meta(None);
    let entry = Entry {
        at: request.now,
        recorded_at: request.now,
        actor: Some(Id::new(1)),
        account: None,
        via: "test",
        name: "edit",
        cycle: Some(Id::new(1)),
        payload: "{}",
        token: &request.token,
        undoes: None,
    };
    let old = |txn: &mut Txn<'_>| {
        txn.edit(Id::new(1), |it: &mut Blocker| {
            it.decision = Some(Id::new(1));
            Ok(())
        })?;
        txn.edit(Id::new(2), |it: &mut Decision| {
            it.waits_for = Some(Refs(vec![Ref::new(Kind::Decision, 1), Ref::new(Kind::Blocker, 1)]));
            Ok(())
        })
        .map(drop)
    };
    bench.executor.store.write(&entry, None, old).unwrap();
    for number in [1, 2] {
        let set = Fields::from([("waits_for".to_owned(), Value::Null)]);
        bench.does(common::Op::Edit { subject: Ref::new(Kind::Decision, number), set });
    }
}

#[test]
fn an_undo_closes_no_circle() {
    let mut bench = Bench::new();
    bench.does(add(Kind::Decision, "Ship?", &[]));
    bench.does(add(Kind::Decision, "Where?", &[("waits_on", 1)]));
    let free = Fields::from([("waits_for".to_owned(), Value::Null)]);
    bench.does(common::Op::Edit { subject: Ref::new(Kind::Decision, 2), set: free });
    bench.executor.actor = Some(Id::new(2));
    bench.does(edit(Kind::Decision, 1, "waits_on", 2));
    bench.executor.actor = Some(Id::new(1));
    let said = refused(&mut bench, Operation::Undo);
    assert_eq!(said, "it would wait for itself: D-2, which waits for D-1, which waits for D-2");
}

#[test]
fn a_decision_waits_for_several_and_each_closes_a_circle() {
    let mut bench = Bench::new();
    for title in ["Ship?", "Where?", "When?"] {
        bench.does(add(Kind::Decision, title, &[]));
    }
    bench.does(add(Kind::Blocker, "No printer", &[("decision", 3)]));
    let waits = |on: &str| -> Operation {
        let set = Fields::from([("waits_for".to_owned(), Value::text(on))]);
        common::Op::Edit { subject: Ref::new(Kind::Decision, 1), set }.into()
    };
    bench.does(waits("D-2,B-1"));
    let said = refused(&mut bench, edit(Kind::Decision, 2, "waits_on", 1));
    assert_eq!(said, "it would wait for itself: D-2, which waits for D-1, which waits for D-2");
    // Through the second of them, too.
    let said = refused(&mut bench, edit(Kind::Decision, 3, "waits_on", 1));
    assert_eq!(
        said,
        "it would wait for itself: D-3, which waits for D-1, which waits for B-1, which waits for D-3"
    );
    assert_eq!(bench.tries(waits("D-9")).unwrap_err().to_string(), "there is no D-9 in this cycle");
}
