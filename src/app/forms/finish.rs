//! The operation that a form's answers make.
#![expect(clippy::wildcard_enum_match_arm, reason = "each function takes the few kinds it is about")]

use super::added;
use crate::{
    app::{
        event::Effect,
        flow::{Flow, FlowKind},
    },
    domain::{Fields, Moment, Ref, Refusal, Value, argument::Argument},
    ops::{self, Operation, form::FormContext, import::As},
};

/// The fields a flow's answers give; blank ones are left out unless something stood there before.
fn given(flow: &Flow, form: &FormContext<'_>) -> Result<Fields, Refusal> {
    let reader = form.reader_of(&flow.subjects);
    let mut fields = Fields::new();
    for ((question, answer), before) in flow.questions.iter().zip(&flow.answers).zip(&flow.before) {
        let is_kept = flow.kind == FlowKind::Edit && answer == before;
        if is_kept || (answer.trim().is_empty() && before.trim().is_empty()) {
            continue;
        }
        // A date that stood there before may have passed since; only what is typed must lie ahead.
        let read = reader.read(&question.field, answer).map_err(|refusal| refusal.on(question.field.name));
        fields.insert(question.field.name.to_owned(), read?.value);
    }
    Ok(fields)
}

pub(super) fn id(value: Option<&Value>) -> Option<i64> {
    match value {
        Some(Value::Integer(id)) => Some(*id),
        Some(Value::Null | Value::Real(_) | Value::Text(_)) | None => None,
    }
}

fn text(value: Option<&Value>) -> String {
    value.and_then(Value::as_text).unwrap_or_default().to_owned()
}

/// What a form's answers give, ready to be made into an operation.
pub(super) struct Given<'a> {
    pub(super) flow: &'a Flow,
    pub(super) fields: Fields,
}

impl Given<'_> {
    pub(super) fn subject(&self) -> Result<Ref, Refusal> {
        let nothing = || Refusal::new("flow.subject", "there is nothing selected", "select a row first");
        self.flow.subjects.first().copied().ok_or_else(nothing)
    }

    pub(super) fn text(&self, name: &str) -> String {
        text(self.fields.get(name))
    }

    /// A word of an enum.
    pub(super) fn word<T: Argument>(&self, name: &'static str) -> Result<T, Refusal> {
        let missing =
            || Refusal::new("flow.word", format!("{name} is needed"), "type one of the words").on(name);
        T::from_values(&mut self.fields.get(name).cloned().into_iter(), T::INPUT).ok_or_else(missing)
    }

    pub(super) fn moment(&self, name: &str) -> Result<Moment, Refusal> {
        let missing = || Refusal::new("due.reading", "a date is needed", "for example: fri");
        id(self.fields.get(name)).map(Moment::from_millis).ok_or_else(missing)
    }
}

/// What a flow's answers ask for: to read a file, or an operation.
pub(in crate::app) fn finish(flow: &Flow, form: &FormContext<'_>) -> Result<Effect, Refusal> {
    if flow.kind == FlowKind::Import {
        let given = Given { flow, fields: given(flow, form)? };
        let rows = As::parse(&given.text("rows")).unwrap_or(As::Auto);
        return Ok(Effect::Import { path: given.text("file"), rows });
    }
    Ok(Effect::Execute(Box::new(operation(flow, form)?)))
}

/// The operation that a flow's answers make.
fn operation(flow: &Flow, form: &FormContext<'_>) -> Result<Operation, Refusal> {
    if flow.kind == FlowKind::StartCycle {
        return Ok(super::start::cycle(flow, form)?.into());
    }
    if let FlowKind::Op(spec) = flow.kind {
        return super::declared::finish(spec, flow, form);
    }
    let given = Given { flow, fields: given(flow, form)? };
    if let Some(kind) = added(flow.kind) {
        return Ok(ops::common::Op::Add { kind, fields: given.fields }.into());
    }
    let Some(operation) = to_any(&given)? else { return to_one_kind(&given) };
    Ok(operation.into())
}

/// What can be done to any kind of record.
fn to_any(given: &Given<'_>) -> Result<Option<ops::common::Op>, Refusal> {
    use ops::common::Op;
    Ok(Some(match given.flow.kind {
        FlowKind::Edit | FlowKind::Target | FlowKind::Package | FlowKind::Prepare => {
            Op::Edit { subject: given.subject()?, set: given.fields.clone() }
        }
        FlowKind::Due => Op::Due { subjects: given.flow.subjects.clone(), due: given.moment("due")? },
        _ => return Ok(None),
    }))
}

/// What is about no record that is there already.
fn at_large(given: &Given<'_>) -> Result<Option<Operation>, Refusal> {
    Ok(Some(match given.flow.kind {
        FlowKind::AddIntake => {
            let (known, becomes) = (Fields::new(), given.word("becomes")?);
            ops::intake::Op::Add { text: given.text("title"), becomes, known, source: None }.into()
        }
        _ => return Ok(None),
    }))
}

/// What can be done to one kind of record only.
fn to_one_kind(given: &Given<'_>) -> Result<Operation, Refusal> {
    if let Some(operation) = at_large(given)? {
        return Ok(operation);
    }
    Ok(match given.flow.kind {
        FlowKind::CompleteIntake => {
            let (subject, fields) = (given.subject()?, given.fields.clone());
            ops::intake::Op::Complete { subject, becomes: None, fields }.into()
        }
        other => unreachable_kind(other)?,
    })
}

/// The flows that end elsewhere; asked for here they would be a mistake of ours, not of the person.
fn unreachable_kind(kind: FlowKind) -> Result<Operation, Refusal> {
    Err(Refusal::new(
        "flow.kind",
        format!("{kind:?} does not end in an operation"),
        "press esc; nothing is lost",
    ))
}
