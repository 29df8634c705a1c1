//! The picker's count, somebody's own list and the hand-over are one and the same, over every kind of record.

use super::*;
use crate::{
    domain::{
        Change, Cycle, Fields, Kind,
        cycle::CycleState,
        record::{Field, fields_of},
        value::FieldType,
    },
    with_kind,
};

const MAYA: Id<Person> = Id::new(1);
const JO: Id<Person> = Id::new(2);

fn duties(kind: Kind) -> impl Iterator<Item = &'static Field> {
    fields_of(kind).iter().filter(|field| field.duty.is_some())
}

/// A record of a kind that is open, with maya in one field and jo in every other that asks for somebody.
fn record(kind: Kind, hers: &Field) -> Fields {
    let now = Moment::MIN;
    let value = |field: &Field| match field.ty {
        FieldType::Ref(Kind::Person) if field == hers => MAYA.store(),
        FieldType::Refs(Kind::Person) if field == hers => Ids(vec![JO, MAYA, MAYA]).store(),
        FieldType::Ref(Kind::Person) if field.required => JO.store(),
        // The package lies with whoever builds it.
        FieldType::Moment if field.name == "handed_at" && hers.name == "handed_to" => now.store(),
        _ if !field.required => Value::Null,
        FieldType::Text | FieldType::Refs(_) | FieldType::AnyRefs => Value::text(""),
        FieldType::Words(words) => Value::text(words[0]),
        FieldType::Day => Value::text("2026-03-02"),
        FieldType::AnyRef => Value::text("D-1"),
        FieldType::Json => Value::text("{}"),
        FieldType::Real => Value::Real(1.0),
        FieldType::Integer | FieldType::Score | FieldType::Flag | FieldType::Moment | FieldType::Ref(_) => {
            Value::Integer(1)
        }
    };
    fields_of(kind).iter().map(|field| (field.name.to_owned(), value(field))).collect()
}

fn board_with(kind: Kind, hers: &Field) -> Board {
    let cycle = Cycle { sign_off: JO, state: CycleState::Active, ..Cycle::blank() }.with_id(1);
    let mut board = Board::empty(cycle);
    let before = (kind == Kind::Cycle).then(Fields::new);
    board.apply(&Change { kind, id: 1, before, after: Some(record(kind, hers)) }).unwrap();
    board
}

#[test]
fn every_duty_of_every_kind_is_counted_listed_and_handed_over() {
    let mut looked = 0;
    for &kind in Kind::ALL {
        for field in duties(kind) {
            let board = board_with(kind, field);
            let called = format!("{}.{}", kind.label(), field.name);
            let before_launch = Moment::MIN;
            let times = if matches!(field.ty, FieldType::Refs(_)) { 2 } else { 1 };
            let mine = parts(&board, MAYA, before_launch);
            assert_eq!(mine.len(), times, "{called} is handed over");
            assert!(
                mine.iter().all(|part| part.field == field && part.subject() == Ref::new(kind, 1)),
                "{called}"
            );
            assert_eq!(loads(&board, before_launch)[&MAYA].open, times, "{called} counts in the picker");
            assert_eq!(
                by_date(&RuleContext::at(&board, before_launch), MAYA).len(),
                times,
                "{called} is in the own list"
            );
            looked += 1;
        }
    }
    assert!(looked >= 20, "{looked} duties are looked at");
}

#[test]
fn nothing_is_left_of_whoever_hands_over_and_nobody_is_twice_on_a_path() {
    for &kind in Kind::ALL {
        for field in duties(kind) {
            let mut fields = record(kind, field);
            fields.insert("state".to_owned(), Value::Null);
            let held = with_kind!(kind, E => {
                let mut values = E::FIELDS.iter().map(|one| record(kind, field)[one.name].clone());
                let mut record = E::from_values(1, &mut values).unwrap();
                hand_over(&mut record, field, MAYA, JO).unwrap();
                record.get(field.name).unwrap()
            });
            let left = if matches!(field.ty, FieldType::Refs(_)) { Value::text("2") } else { JO.store() };
            assert_eq!(held, left, "{} {}", kind.label(), field.name);
        }
    }
}

#[test]
fn only_records_that_are_listed_have_duties() {
    for &kind in Kind::ALL.iter().filter(|kind| duties(**kind).next().is_some()) {
        let board = board_with(kind, duties(kind).next().unwrap());
        assert!(
            board.summary(Ref::new(kind, 1)).is_some(),
            "nobody would see the duties of a {}",
            kind.label()
        );
    }
}

#[test]
fn what_is_over_is_nobodys_and_a_package_is_built_until_the_launch() {
    use crate::domain::rules::fixture::{self, berlin, sound};
    let mut board = sound();
    let people: Vec<_> = [fixture::MAYA, fixture::JO, fixture::ANA].into();
    let builds = |board: &Board, when: &str| {
        let parts = people.iter().flat_map(|person| parts(board, *person, berlin(when)));
        parts.filter(|part| part.word() == "builds").count()
    };
    let before = builds(&board, "2026-02-17 12:00");
    fixture::edit(&mut board.decisions, 1, |it| {
        (it.handed_to, it.handed_at, it.returned_at) =
            (Some(fixture::ANA), Some(berlin("2026-02-10 12:00")), None);
    });
    assert_eq!(builds(&board, "2026-02-17 12:00"), before.max(1));
    assert_eq!(builds(&board, "2026-02-21 12:00"), 0, "it is launched");
    fixture::edit(&mut board.decisions, 1, |it| it.returned_at = Some(berlin("2026-02-11 12:00")));
    assert_eq!(builds(&board, "2026-02-17 12:00"), before.saturating_sub(1));
    for subject in board.summaries().filter(|it| !it.is_open()).map(AnyRecord::stored) {
        let is_in = |person: &Id<Person>| {
            parts(&board, *person, berlin("2026-02-21 12:00")).iter().any(|part| part.subject() == subject)
        };
        assert!(!people.iter().any(is_in), "{subject} is over");
    }
}
