//! The forms that edit fields of a record: all of them, or those that belong to one thing.

use super::{Asked, asked};
use crate::{
    app::flow::FieldSet,
    domain::{Decision, Ref, parse},
    ops::form::{FormContext, Question},
};

/// The fields of the charter that are set on the way to the gate.
const BEFORE_LAUNCH: &[&str] = &[
    "safeguard_owner",
    "safeguard_on",
    "pressure_test",
    "post_launch",
    "checkpoint_on",
    "checkpoint_owner",
    "checkpoint_expects",
];

/// The fields that a form edits, by name and in the order in which it asks.
fn names(fields: FieldSet, subject: Ref) -> Vec<&'static str> {
    match fields {
        FieldSet::All => asked(subject.kind).map(|field| field.name).collect(),
        FieldSet::Target => vec!["target", "baseline"],
        FieldSet::Package => Decision::blank().package().map(|(name, _)| name).to_vec(),
        FieldSet::BeforeLaunch => BEFORE_LAUNCH.to_vec(),
    }
}

/// What is asked about a record, and what stands there now. A target that is set has a value.
pub(super) fn questions(fields: FieldSet, subject: Ref, form: &FormContext<'_>) -> Option<Asked> {
    let stored = form.board.stored_ref(subject)?;
    let (people, zone) = (form.people(), form.board.cycle.tz());
    let values = form.board.values(stored)?;
    let question = |name| {
        let (field, value) = values.iter().find(|(field, _)| field.name == name)?;
        let mut question = Question::of(field);
        question.required |= fields == FieldSet::Target && name == "target";
        Some((question, parse::typed(field, value, people, zone)))
    };
    Some(names(fields, subject).into_iter().filter_map(question).collect())
}
