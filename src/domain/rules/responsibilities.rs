//! What somebody has to see to: every part they have in something open, as its fields say, and their roles in the cycle. It
//! is their load, their own list, and what they hand over when they leave: one and the same.

use crate::domain::{
    AnyRecord, Board, Id, Moment, Person, Record, Ref, Value,
    id::Ids,
    record::Field,
    summary::{BoardAt, Standing, Summary, Values},
    value::{Column, Mismatch},
};
use std::collections::BTreeMap;

/// One part that somebody has in a record.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    /// The record; the cycle for a role.
    pub record: &'a dyn Summary,
    /// The field that names them.
    pub field: &'static Field,
    /// Who they are.
    pub person: Id<Person>,
}

impl Part<'_> {
    /// The record, by the store's reference.
    pub fn subject(&self) -> Ref {
        self.record.stored()
    }

    /// What they are to it: `owns`, `reviews`, `signs the verdict`.
    pub const fn word(&self) -> &'static str {
        match self.field.duty {
            Some(duty) => duty,
            None => "",
        }
    }

    /// Whether they answer for it.
    pub fn is_owner(&self) -> bool {
        self.word() == OWNS
    }
}

/// The part of whoever answers for a record.
const OWNS: &str = "owns";

/// Gives every part that anybody has to `each`: the roles in the cycle, then record by record.
fn each_part<'a>(board: &'a Board, now: Moment, each: &mut dyn FnMut(Part<'a>)) {
    let roles = std::iter::once(&board.cycle as &dyn Summary);
    for record in roles.chain(board.summaries()) {
        record.each_duty(&mut |field, person| {
            if record.has_part(field, board, now) {
                each(Part { record, field, person });
            }
        });
    }
}

/// Every part that a person has: their roles, then what they own, then what they have another part in.
pub fn parts(board: &Board, person: Id<Person>, now: Moment) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    each_part(board, now, &mut |part| {
        if part.person == person {
            parts.push(part);
        }
    });
    let is_role = |part: &Part<'_>| part.subject() == board.cycle.stored();
    parts.sort_by_key(|part| (!is_role(part), !part.is_owner()));
    parts
}

/// The same by date; what has none comes last.
pub fn by_date(board: &Board, person: Id<Person>, now: Moment) -> Vec<Part<'_>> {
    let mut parts = parts(board, person, now);
    parts.sort_by_key(|part| (part.record.date(board).is_none(), part.record.date(board), part.subject()));
    parts
}

/// How much somebody has to see to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Parts in what is open.
    pub open: usize,
    /// Those of them in what is late or is escalated.
    pub late: usize,
}

/// The load of everybody who has one.
pub fn loads(board: &Board, now: Moment) -> BTreeMap<Id<Person>, Load> {
    let mut loads: BTreeMap<Id<Person>, Load> = BTreeMap::new();
    let values = Values::default();
    let at = BoardAt::new(board, now, &values);
    each_part(board, now, &mut |part| {
        let load = loads.entry(part.person).or_default();
        load.open += 1;
        load.late += usize::from(part.record.standing(at) <= Standing::Late);
    });
    loads
}

/// Gives what a field of a record says of one person to another; nobody is in a list twice.
///
/// # Errors
/// [`Mismatch`] when the record has no such field.
pub fn hand_over<E: Record>(
    record: &mut E,
    field: &Field,
    from: Id<Person>,
    to: Id<Person>,
) -> Result<(), Mismatch> {
    let value = match record.get(field.name) {
        Some(list @ Value::Text(_)) => {
            let mut people = Ids::<Person>::load(list)?;
            let mut seen = std::collections::BTreeSet::new();
            people.0.iter_mut().filter(|person| **person == from).for_each(|person| *person = to);
            people.0.retain(|person| seen.insert(*person));
            people.store()
        }
        Some(Value::Integer(_) | Value::Null | Value::Real(_)) | None => to.store(),
    };
    record.set(field.name, value)
}

#[cfg(test)]
mod tests;
