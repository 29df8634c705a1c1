//! Undo and redo: how they walk, and what stands in their way.

mod property;

use crate::{
    domain::{
        Fields, Id, Kind, Ref, Value,
        decision::{Answer, EvidenceKind},
    },
    ops::{OpError, Operation, Receipt, common, cycle, decision, metric, person, tests::Bench},
};

const DECISION: Ref = Ref::new(Kind::Decision, 1);

fn add(kind: Kind, title: &str) -> Operation {
    let mut fields = Fields::from([("title".to_owned(), Value::text(title))]);
    if kind == Kind::Blocker {
        fields.insert("fallback".to_owned(), Value::text("ship without"));
    }
    common::Op::Add { kind, fields, on: None }.into()
}

fn edit(subject: Ref, field: &str, value: Value) -> Operation {
    let set = Fields::from([(field.to_owned(), value)]);
    common::Op::Edit { subject, set }.into()
}

fn assign(subject: Ref, owner: i64) -> Operation {
    let (subjects, owner) = (vec![subject], Id::new(owner));
    common::Op::Assign { subjects, owner }.into()
}

fn criterion() -> Operation {
    decision::Criterion { subject: DECISION, text: "40 labels a day".into(), non_negotiable: true, why: None }
        .into()
}

fn approve(criteria: &[&str]) -> Operation {
    decision::Approve {
        subject: DECISION,
        by: Some(Id::new(2)),
        choice: None,
        proof: Some("minutes of Monday".into()),
        criteria: criteria.iter().map(|&text| text.to_owned()).collect(),
        non_negotiable: true,
        protects: None,
        effect: None,
        filter: Some(Answer::Yes),
        filter_note: None,
        on: None,
        evidence: Some("the pilot".into()),
        evidence_kind: Some(EvidenceKind::Test),
        evidence_link: None,
    }
    .into()
}

fn note() -> Operation {
    let text = "soon".into();
    common::Note { subject: DECISION, text }.into()
}

fn zoe() -> Operation {
    person::Add { name: "Zoe".into(), function: None, login: None }.into()
}

impl Bench {
    fn as_person(&mut self, actor: i64, operation: impl Into<Operation>) -> Result<Receipt, OpError> {
        self.executor.actor = Some(Id::new(actor));
        self.tries(operation)
    }

    /// Says why an undo by this person is refused; nothing may change.
    fn undo_refused(&mut self, actor: i64) -> String {
        let before = self.board();
        let refused = self.as_person(actor, Operation::Undo).unwrap_err();
        assert_eq!(self.board(), before);
        if let OpError::Refused(refusal) = &refused {
            return format!("{refusal} | {}", crate::ops::tests::told(&refusal.hint));
        }
        refused.to_string()
    }
}

#[test]
fn undo_redo_and_undo_again_walk_the_same_path() {
    let mut bench = Bench::new();
    let mut boards = vec![bench.board()];
    for title in ["A?", "B?", "C?"] {
        bench.does(add(Kind::Decision, title));
        boards.push(bench.board());
    }
    let same = |bench: &Bench, at: usize| assert_eq!(bench.board().decisions, boards[at].decisions);
    for _ in 0..3 {
        for at in [2, 1, 0] {
            bench.does(Operation::Undo);
            same(&bench, at);
        }
        for at in [1, 2, 3] {
            bench.does(Operation::Redo);
            same(&bench, at);
        }
        bench.does(Operation::Undo);
        bench.does(Operation::Redo);
        same(&bench, 3);
    }
    assert!(bench.tries(Operation::Redo).is_err());
}

#[test]
fn an_undo_sent_twice_is_done_once() {
    let mut bench = Bench::new();
    bench.does(add(Kind::Decision, "A?"));
    bench.does(add(Kind::Decision, "B?"));
    for operation in [Operation::Undo, Operation::Redo] {
        let meta = bench.meta(None);
        let first = bench.executor.execute(&operation, &meta).unwrap();
        let second = bench.executor.execute(&operation, &meta).unwrap();
        assert_eq!(first, second);
    }
    assert_eq!(bench.board().decisions.rows().len(), 2);
}

#[test]
fn a_message_sent_twice_says_what_it_did() {
    let mut bench = Bench::new();
    let meta = bench.meta(None);
    let operation = add(Kind::Decision, "A?");
    bench.executor.execute(&operation, &meta).unwrap();
    let again = bench.executor.execute(&operation, &meta).unwrap();
    assert_eq!(again.said, "done already: decision add D-1");
}

#[test]
fn an_operation_that_changed_nothing_takes_no_undo() {
    let mut bench = Bench::new();
    bench.does(add(Kind::Decision, "A?"));
    bench.does(edit(DECISION, "title", Value::text("B?")));
    bench.does(Operation::Undo);
    bench.does(edit(DECISION, "title", Value::text("A?")));
    bench.does(Operation::Redo);
    assert_eq!(&*bench.board().decisions.rows()[0].title, "B?");
    bench.does(edit(DECISION, "title", Value::text("B?")));
    bench.does(Operation::Undo);
    assert_eq!(&*bench.board().decisions.rows()[0].title, "A?");
}

#[test]
fn what_was_done_before_there_was_a_cycle_can_be_taken_back() {
    let mut bench = Bench::new();
    bench.executor.cycle = None;
    bench.does(zoe());
    assert_eq!(bench.board().people.rows().len(), 4);
    bench.does(Operation::Undo);
    assert_eq!(bench.board().people.rows().len(), 3);
}

#[test]
fn what_somebody_wrote_a_note_on_cannot_be_unmade() {
    let mut bench = Bench::new();
    bench.as_person(1, add(Kind::Decision, "A?")).unwrap();
    bench.as_person(2, note()).unwrap();
    assert_eq!(
        bench.undo_refused(1),
        "D-1: something else depends on it by now | see what came after, and take that back first: log"
    );
    bench.as_person(2, Operation::Undo).unwrap();
    bench.as_person(1, Operation::Undo).unwrap();
}

#[test]
fn a_decision_that_a_metric_waits_for_cannot_be_unmade() {
    let mut bench = Bench::new();
    bench.as_person(1, add(Kind::Decision, "A?")).unwrap();
    let link = metric::Link { subject: Ref::new(Kind::Metric, 1), decision: DECISION };
    bench.as_person(2, link).unwrap();
    assert!(bench.undo_refused(1).starts_with("D-1: something else depends on it"));
}

#[test]
fn a_person_who_did_something_cannot_be_unmade() {
    let mut bench = Bench::new();
    bench.as_person(1, zoe()).unwrap();
    bench.as_person(2, add(Kind::Decision, "A?")).unwrap();
    bench.as_person(4, edit(DECISION, "impact", Value::Integer(3))).unwrap();
    assert!(bench.undo_refused(1).contains("something else depends on it"));
}

#[test]
fn an_approved_decision_keeps_its_last_criterion() {
    let mut bench = Bench::new();
    bench.as_person(2, add(Kind::Decision, "A?")).unwrap();
    bench.as_person(1, criterion()).unwrap();
    bench.as_person(2, approve(&[])).unwrap();
    assert_eq!(
        bench.undo_refused(1),
        "D-1: it is approved against this criterion, its only one | reopen the decision first, with a reason"
    );
    bench.as_person(2, Operation::Undo).unwrap();
    bench.as_person(1, Operation::Undo).unwrap();
    bench.as_person(2, approve(&["one", "two"])).unwrap();
    bench.as_person(2, Operation::Undo).unwrap();
    assert!(bench.board().criteria.rows().is_empty());
}

#[test]
fn nothing_goes_back_to_a_person_who_has_left() {
    let mut bench = Bench::new();
    bench.as_person(1, zoe()).unwrap();
    bench.as_person(2, add(Kind::Decision, "A?")).unwrap();
    bench.as_person(2, assign(DECISION, 4)).unwrap();
    bench.as_person(1, assign(DECISION, 1)).unwrap();
    let off = person::Off { person: Id::new(4), hand_over: Id::new(2) };
    bench.as_person(2, off).unwrap();
    assert!(bench.undo_refused(1).starts_with("Zoe has left"));
}

#[test]
fn a_closed_cycle_only_reads_but_its_closing_can_be_taken_back() {
    let mut bench = Bench::new();
    bench.as_person(2, add(Kind::Decision, "A?")).unwrap();
    bench.as_person(1, cycle::Op::Close { cycle: Id::new(1) }).unwrap();
    assert!(bench.undo_refused(2).starts_with("the cycle \"Checkout 2.0\" is closed"));
    bench.as_person(1, Operation::Undo).unwrap();
    bench.as_person(2, Operation::Undo).unwrap();
}

#[test]
fn an_operation_that_nobody_does_is_refused() {
    let mut bench = Bench::new();
    bench.does(add(Kind::Decision, "A?"));
    let before = bench.board();
    bench.executor.actor = None;
    for operation in [edit(DECISION, "title", Value::text("B?")), Operation::Undo] {
        let refused = bench.tries(operation).unwrap_err();
        assert_eq!(refused.to_string(), "the board does not know who you are");
    }
    assert_eq!(bench.board(), before);
}

#[test]
fn a_link_to_what_is_not_there_is_refused_with_a_reason() {
    let mut bench = Bench::new();
    bench.does(add(Kind::Blocker, "PSP"));
    let refused = bench.tries(edit(Ref::new(Kind::Blocker, 1), "decision", Value::Integer(77))).unwrap_err();
    assert_eq!(refused.to_string(), "B-1: it refers to something that is not on the board");
}

#[test]
fn a_criterion_is_edited_from_its_own_cycle_only() {
    let mut bench = Bench::new();
    bench.second_cycle();
    bench.does(add(Kind::Decision, "A?"));
    bench.does(criterion());
    bench.executor.cycle = Some(Id::new(2));
    let rename = edit(Ref::new(Kind::Criterion, 1), "text", Value::text("none"));
    assert!(matches!(bench.tries(rename), Err(OpError::NotFound(_))));
}

/// Edits the title as one person who had seen the board at `seen`.
fn saves(bench: &mut Bench, actor: i64, title: &str, seen: i64) -> Result<Receipt, OpError> {
    bench.executor.actor = Some(Id::new(actor));
    let meta = bench.meta(Some(seen));
    bench.executor.execute(&edit(DECISION, "title", Value::text(title)), &meta)
}

#[test]
fn only_a_value_that_the_writer_has_not_seen_is_a_conflict() {
    let mut bench = Bench::new();
    let seen = bench.does(add(Kind::Decision, "A?")).seq;
    saves(&mut bench, 2, "B?", seen).unwrap();
    let conflict = saves(&mut bench, 1, "C?", seen).unwrap_err();
    assert_eq!(conflict.to_string(), "D-1 was changed by jo meanwhile (title)");
    saves(&mut bench, 1, "B?", seen).expect("both want the same");
    bench.as_person(2, Operation::Undo).unwrap();
    saves(&mut bench, 1, "C?", seen).expect("it is again as it was seen");
    saves(&mut bench, 1, "D?", seen).expect("one's own change is known");
    saves(&mut bench, 2, "E?", seen).expect_err("that of the other is not");
}

#[test]
fn a_measured_number_survives_the_log_to_the_last_digit() {
    let mut bench = Bench::new();
    let mut random = fastrand::Rng::with_seed(7);
    let scales = [1e-9, 1.0, 1e5, 1e9];
    let anything = (0..200).map(|at| random.f64() * scales[at % scales.len()]);
    let at_the_edge = [5e-324, 1e9, f64::MIN_POSITIVE, 4.0, -0.0, 0.1 + 0.2];
    for value in anything.chain(at_the_edge) {
        bench.does(metric::Read {
            subject: Ref::new(Kind::Metric, 1),
            value,
            at: None,
            note: None,
            risk: None,
        });
    }
    assert_eq!(bench.executor.store.examine().unwrap().problems, Vec::<String>::new());
    bench.does(Operation::Undo);
}

#[test]
fn agreeing_with_somebody_is_a_stand_of_ones_own() {
    let mut bench = Bench::new();
    bench.as_person(2, add(Kind::Decision, "A?")).unwrap();
    bench.as_person(1, edit(DECISION, "title", Value::text("B?"))).unwrap();
    bench.as_person(2, edit(DECISION, "title", Value::text("C?"))).unwrap();
    bench.as_person(2, edit(DECISION, "title", Value::text("B?"))).unwrap();
    assert_eq!(bench.undo_refused(1), "D-1 was changed by jo meanwhile (title)");
    bench.as_person(2, Operation::Undo).unwrap();
    bench.as_person(2, Operation::Undo).unwrap();
    bench.as_person(1, Operation::Undo).expect("nobody else stands by it any more");
}
