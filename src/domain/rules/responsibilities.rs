//! What somebody has to see to: every part they have in something open, as its fields say, and their roles in the cycle. It
//! is their load, their own list, and what they hand over when they leave: one and the same.

use super::context::RuleContext;
use crate::domain::{
    AnyRecord, Board, Id, Kind, Moment, Person, Record, Ref, Value,
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

    /// Whether it is escalated to them.
    pub fn leads(&self) -> bool {
        self.word() == LEADS
    }

    /// Whether they answer for it.
    pub fn is_owner(&self) -> bool {
        self.word() == OWNS
    }
}

/// The part of whoever answers for a record.
const OWNS: &str = "owns";
/// The part of whoever a record is escalated to.
const LEADS: &str = "leads";
/// The part of whoever answers for the review of a blocker.
const REVIEWS: &str = "reviews";

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

/// The date by which somebody has to act on a record: the end of its window, else the date it stands by.
pub fn date_of(facts: &RuleContext<'_>, record: &dyn Summary) -> Option<Moment> {
    let stored = record.stored();
    let decision =
        facts.board.decisions.get(Id::new(stored.number)).filter(|_| stored.kind == Kind::Decision);
    decision.and_then(|it| facts.window_of(it)).or_else(|| record.date(facts.board))
}

/// The same by date, of a window its end; what has none comes last. Whoever something is escalated to reviews it too, which
/// needs no second line.
pub fn by_date<'a>(facts: &RuleContext<'a>, person: Id<Person>) -> Vec<Part<'a>> {
    // Whoever covers for somebody away sees to what would go to them.
    let people = facts.board.stands_for(person, facts.now);
    let mut parts: Vec<Part<'a>> =
        people.into_iter().flat_map(|person| parts(facts.board, person, facts.now)).collect();
    parts.retain(|part| {
        part.word() != REVIEWS || part.record.escalation().is_none_or(|escalated| escalated.to != person)
    });
    parts.sort_by_cached_key(|part| {
        let date = date_of(facts, part.record);
        (date.is_none(), date, part.subject())
    });
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
