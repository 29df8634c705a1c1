//! The form of an operation that is declared with its arguments: what it asks, and the operation that the answers make.
//!
//! Knows no operation by name.

use super::Asked;
use crate::{
    app::flow::Flow,
    domain::{Ref, Refusal, Value},
    ops::{
        Operation, common,
        form::{FormContext, Questions},
        operation::{Given, OpSpec},
    },
};

/// The words in the form's border and its questions. `None` when it is about a record and there is none.
pub(super) fn questions(
    spec: &'static OpSpec,
    subjects: &[Ref],
    form: &FormContext<'_>,
) -> Option<(String, Asked)> {
    if subjects.is_empty() && spec.subject().is_some_and(|subject| subject.needed) {
        return None;
    }
    let Questions { title, asked, .. } = prepared(spec, subjects, form);
    Some((title, asked))
}

/// What an operation asks about these records, and what it is given without asking.
fn prepared(spec: &'static OpSpec, subjects: &[Ref], form: &FormContext<'_>) -> Questions {
    let mut asked = Questions::of(spec, &common::list(subjects));
    (spec.prepare)(form, subjects.first().copied(), &mut asked);
    asked
}

/// The operation that is declared with the answers as its arguments.
pub(super) fn finish(
    spec: &'static OpSpec,
    flow: &Flow,
    form: &FormContext<'_>,
) -> Result<Operation, Refusal> {
    let (reader, mut given) = (form.reader_of(&flow.subjects), Given::about(flow.subjects.first().copied()));
    for (question, answer) in flow.questions.iter().zip(&flow.answers) {
        if let Some(part) = &question.part {
            if !answer.trim().is_empty() {
                given.put(part.of, Value::text(format!("{}={}", part.key, answer.trim())));
            }
            continue;
        }
        let name = question.field.name;
        let read = reader.read(&question.field, answer).map_err(|refusal| refusal.on(name))?;
        given.put(name, read.value);
    }
    for (name, answer) in prepared(spec, &flow.subjects, form).given {
        let arg = spec.args.iter().find(|arg| arg.field.name == name);
        let arg = arg.expect("an operation is given only what it takes; a test submits every form");
        given.put(name, reader.read(&arg.field, &answer)?.value);
    }
    (spec.make)(&mut given)
}
