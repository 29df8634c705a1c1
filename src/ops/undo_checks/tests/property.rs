//! Random scripts of two people, with undo and redo: the board that follows is the one in the file, and nobody takes
//! back what another did.

use super::*;
use crate::{
    domain::{Board, Person},
    ops::{Executor, Request, blocker, item},
    store::StoreError,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// One step of a script: who does what, to which record.
fn operation(what: u8, on: i64, value: i64) -> Operation {
    let subject = Ref::new(Kind::Decision, on);
    match what {
        0 => add(Kind::Decision, &format!("decision {value}")),
        1 => add(Kind::Blocker, &format!("blocker {value}")),
        2 | 3 => edit(subject, "title", Value::text(format!("title {value}"))),
        4 => edit(subject, "impact", Value::Integer(1 + value)),
        5 => assign(subject, 1 + value % 3),
        6 => note(),
        7 => approve(&["one"]),
        8 => criterion(),
        9 => common::Reopen { subject, why: "new facts".into() }.into(),
        10 => item::Waive { subject: Ref::new(Kind::Item, on), why: "elsewhere".into() }.into(),
        11 => metric::Read {
            subject: Ref::new(Kind::Metric, on),
            value: value as f64 / 7.0,
            at: None,
            note: None,
            risk: None,
        }
        .into(),
        12 => blocker::Escalate { subject: Ref::new(Kind::Blocker, on), to: Some(Id::new(1 + value % 3)) }
            .into(),
        13 => zoe(),
        14 => person::Off { person: Id::new(3), hand_over: Id::new(1) }.into(),
        15..=19 => Operation::Undo,
        _ => Operation::Redo,
    }
}

/// Who set each field, one above the other: an undo takes the topmost off.
type Writers = BTreeMap<(Kind, i64, String), Vec<Id<Person>>>;

fn follow(
    board: &mut Board,
    writers: &mut Writers,
    actor: Id<Person>,
    operation: &Operation,
    receipt: &Receipt,
) {
    for change in &receipt.changes {
        board.apply(change).unwrap();
        for field in change.touched() {
            let of_field = writers.entry((change.kind, change.id, field.to_owned())).or_default();
            if *operation == Operation::Undo {
                assert_eq!(of_field.pop(), Some(actor), "{field} is not theirs: {change:?}");
            } else {
                of_field.push(actor);
            }
        }
    }
    board.seq = receipt.seq;
}

/// A refused approval may leave the question behind what shows it, and nothing else.
fn follow_question(board: &mut Board, writers: &mut Writers, actor: Id<Person>, bench: &Bench) {
    for logged in bench.executor.store.since(Id::new(1), board.seq).unwrap() {
        assert_eq!(logged.name, "decision.follow-up");
        for change in &logged.changes {
            board.apply(change).unwrap();
            for field in change.touched() {
                writers.entry((change.kind, change.id, field.to_owned())).or_default().push(actor);
            }
        }
        board.seq = logged.seq;
    }
}

fn play(executor: &mut Executor, operation: &Operation, meta: &Request) -> Option<Receipt> {
    match executor.execute(operation, meta) {
        Ok(receipt) => Some(receipt),
        Err(OpError::Store(error)) => panic!("{error}"),
        Err(OpError::Refused(_) | OpError::Conflict(_) | OpError::NotFound(_)) => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_board_that_follows_any_script_of_two_people_is_the_one_in_the_file(
        script in prop::collection::vec((1..=2_i64, 0..=24_u8, 1..=3_i64, 0..=4_i64), 1..60),
    ) {
        let mut bench = Bench::new();
        let mut board = bench.board();
        let mut writers = Writers::new();
        for (actor, what, on, value) in script {
            bench.executor.actor = Some(Id::new(actor));
            let (operation, meta) = (operation(what, on, value), bench.meta(None));
            let Some(receipt) = play(&mut bench.executor, &operation, &meta) else {
                follow_question(&mut board, &mut writers, Id::new(actor), &bench);
                prop_assert_eq!(&bench.board(), &board, "a refusal changes nothing");
                continue;
            };
            follow(&mut board, &mut writers, Id::new(actor), &operation, &receipt);
        }
        prop_assert_eq!(&board, &bench.board());
        let problems = bench.executor.store.examine().map_err(|error: StoreError| error.to_string());
        prop_assert_eq!(problems.map(|health| health.problems), Ok(Vec::new()));
    }
}
