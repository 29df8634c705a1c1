//! A board on disk with one cycle and two people, and executors on it.
#![expect(clippy::unwrap_used, reason = "a test may stop where it is")]

use gonogo::{
    domain::{Day, Fields, Id, Kind, Moment, Ref, Value},
    ops::{Executor, OpError, Operation, Receipt, Request, common, cycle, person},
    playbook,
    store::Store,
};
use std::path::{Path, PathBuf};

/// Makes a board in a folder: maya is person 1, jo person 2, the cycle is cycle 1.
pub(crate) fn board(folder: &Path) -> PathBuf {
    let path = folder.join("board.db");
    let store = Store::create_simulation(&path).unwrap();
    let mut executor = Executor::new(store, None, None, "test");
    let join = person::Join { name: "Maya Lind".into(), function: None, login: None };
    does(&mut executor, join, "join").unwrap();
    executor.actor = Some(Id::new(1));
    let add = person::Add { name: "Jo Berg".into(), function: None, login: None };
    does(&mut executor, add, "add").unwrap();
    let new = cycle::New {
        playbook: playbook::shipped().remove(0),
        name: "Checkout 2.0".into(),
        start: Day::parse("2026-03-02").unwrap(),
        launch: Day::parse("2026-03-24").unwrap(),
        zone: "Europe/Berlin".into(),
        sign_off: "maya".into(),
        narrative: Some("jo".into()),
        escalation: vec!["jo".into()],
        people: Vec::new(),
        charter: Fields::new(),
    };
    does(&mut executor, cycle::Op::New(Box::new(new)), "new").unwrap();
    path
}

/// Sits down at a board as one of its people.
pub(crate) fn sit(path: &Path, actor: i64) -> Executor {
    let store = Store::open(path).unwrap();
    Executor::new(store, Some(Id::new(actor)), Some(Id::new(1)), "test")
}

/// Does something; the token makes it one message.
pub(crate) fn does(
    executor: &mut Executor,
    op: impl Into<Operation>,
    token: &str,
) -> Result<Receipt, OpError> {
    let now = Moment::parse("2026-03-02T12:00:00Z").unwrap();
    let meta = Request { now, real: now, clock_is_right: false, token: token.to_owned(), seen: None };
    executor.execute(&op.into(), &meta)
}

/// Adds a decision.
pub(crate) fn decision(title: &str) -> common::Op {
    common::Op::Add {
        kind: Kind::Decision,
        fields: Fields::from([("title".to_owned(), Value::text(title))]),
        on: None,
    }
}

/// Gives a decision another title.
pub(crate) fn retitle(number: i64, title: &str) -> common::Op {
    common::Op::Edit {
        subject: Ref::new(Kind::Decision, number),
        set: Fields::from([("title".to_owned(), Value::text(title))]),
    }
}

/// Writes a note on a decision.
pub(crate) fn note(number: i64, text: &str) -> common::Note {
    common::Note { subject: Ref::new(Kind::Decision, number), text: text.to_owned() }
}

/// Asserts that nothing is wrong with the file.
pub(crate) fn is_sound(executor: &Executor) {
    assert_eq!(executor.store.examine().unwrap().problems, Vec::<String>::new());
}
