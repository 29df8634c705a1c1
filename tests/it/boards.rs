//! A board on disk with one cycle and two people, and desks at it.
#![expect(clippy::unwrap_used, reason = "a test may stop where it is")]

use gonogo::{
    domain::{Day, Fields, Id, Kind, Moment, Ref, Value},
    ops::{Desk, Meta, OpError, Operation, Receipt, cycle, person, record},
    playbook,
    store::Store,
};
use std::path::{Path, PathBuf};

/// Makes a board in a folder: maya is person 1, jo person 2, the cycle is cycle 1.
pub(crate) fn board(folder: &Path) -> PathBuf {
    let path = folder.join("board.db");
    let store = Store::create(&path).unwrap();
    let mut desk = Desk::new(store, None, None, "test");
    let join = person::Op::Join { name: "Maya Lind".into(), function: None, login: None };
    does(&mut desk, join, "join").unwrap();
    desk.actor = Some(Id::new(1));
    let add = person::Op::Add { name: "Jo Berg".into(), function: None, login: None };
    does(&mut desk, add, "add").unwrap();
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
    does(&mut desk, cycle::Op::New(Box::new(new)), "new").unwrap();
    path
}

/// Sits down at a board as one of its people.
pub(crate) fn sit(path: &Path, actor: i64) -> Desk {
    let store = Store::open(path).unwrap();
    Desk::new(store, Some(Id::new(actor)), Some(Id::new(1)), "test")
}

/// Does something; the token makes it one message.
pub(crate) fn does(desk: &mut Desk, op: impl Into<Operation>, token: &str) -> Result<Receipt, OpError> {
    let meta =
        Meta { now: Moment::parse("2026-03-02T12:00:00Z").unwrap(), token: token.to_owned(), seen: None };
    desk.execute(&op.into(), &meta)
}

/// Adds a decision.
pub(crate) fn decision(title: &str) -> record::Op {
    record::Op::Add { kind: Kind::Decision, fields: Fields::from([("title".to_owned(), Value::text(title))]) }
}

/// Gives a decision another title.
pub(crate) fn retitle(number: i64, title: &str) -> record::Op {
    record::Op::Edit {
        subject: Ref::new(Kind::Decision, number),
        set: Fields::from([("title".to_owned(), Value::text(title))]),
    }
}

/// Writes a note on a decision.
pub(crate) fn note(number: i64, text: &str) -> record::Op {
    record::Op::Note { subject: Ref::new(Kind::Decision, number), text: text.to_owned() }
}

/// Asserts that nothing is wrong with the file.
pub(crate) fn is_sound(desk: &Desk) {
    assert_eq!(desk.store.examine().unwrap().problems, Vec::<String>::new());
}
