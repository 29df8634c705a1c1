//! The forms that edit fields of a record: all of them, or those that belong to one thing.

use super::{Asked, asked};
use crate::{
    app::flow::FieldSet,
    domain::{
        Fields, Id, Kind, Ref, Value,
        decision::{DecisionState, PACKAGE},
        parse,
        record::{Field, Input},
    },
    ops::{
        common,
        form::{FormContext, Question},
    },
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
        FieldSet::Package => PACKAGE.to_vec(),
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
    let mut asked: Asked = names(fields, subject).into_iter().filter_map(question).collect();
    asked.extend(because(subject, form));
    Some(asked)
}

/// What is asked beside the fields, where an approval or a hard rule rests on them.
fn because(subject: Ref, form: &FormContext<'_>) -> Asked {
    let decision =
        (subject.kind == Kind::Decision).then(|| form.board.decisions.get(Id::new(subject.number)));
    let approver =
        decision.flatten().filter(|it| it.state == DecisionState::Approved).map(|it| it.approved_by);
    let ask = |name, label, ask, input| (Question::of(&Field::asked(name, input, label, ask)), String::new());
    let mut asked = Asked::new();
    if let Some(approver) = approver {
        let why = "It is approved. Why does it change? The approval is taken back by it.";
        asked.push(ask(WHY, "why", why, Input::Line));
        if approver.is_some() && approver == form.me {
            let only = "Do only words change? Then your approval holds; both wordings stay on record.";
            asked.push(ask(CORRECTION, "correction", only, Input::Flag));
        }
    }
    if subject.kind == Kind::Cycle {
        asked.push(ask(WHY, "why", "Why does the charter change? It stands on record.", Input::Line));
    }
    asked
}

/// The answer that says why.
const WHY: &str = "why";
/// The answer that says whether only words change.
const CORRECTION: &str = "correction";

/// The operation that the answers ask for.
pub(super) fn finish(subject: Ref, mut set: Fields) -> common::Op {
    let why = match set.remove(WHY) {
        Some(Value::Text(why)) => Some(why.into()),
        Some(Value::Null | Value::Integer(_) | Value::Real(_)) | None => None,
    };
    let correction = matches!(set.remove(CORRECTION), Some(Value::Integer(1)));
    common::Op::edit(subject, set, why, correction)
}
