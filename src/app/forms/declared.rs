//! The form of an operation that is declared with its arguments: what it asks, and the operation that the answers make.
//!
//! Knows no operation by name.

use crate::{
    app::flow::{Flow, FlowKind},
    domain::{Ref, Refusal},
    ops::{
        Operation, common,
        form::{FormContext, Questions},
        operation::{Given, OpSpec},
    },
};

/// The flow that makes an operation of its declared arguments.
pub(super) fn open(
    spec: &'static OpSpec,
    subjects: Vec<Ref>,
    lead: String,
    form: &FormContext<'_>,
) -> Option<Flow> {
    let subject = subjects.first().copied();
    if subject.is_none() && spec.subject().is_some_and(|subject| subject.needed) {
        return None;
    }
    let mut asked = Questions::of(spec, &common::list(&subjects));
    (spec.prepare)(form, subject, &mut asked);
    Some(Flow::new(FlowKind::Op(spec), subjects, asked.title, lead, asked.asked))
}

/// The operation that is declared with the answers as its arguments.
pub(super) fn finish(spec: &OpSpec, flow: &Flow, form: &FormContext<'_>) -> Result<Operation, Refusal> {
    let (reader, mut given) = (form.reader(), Given::about(flow.subjects.first().copied()));
    for (question, answer) in flow.questions.iter().zip(&flow.answers) {
        let name = question.field.name;
        let read = reader.read(&question.field, answer).map_err(|refusal| refusal.on(name))?;
        given.put(name, read.value);
    }
    (spec.make)(&mut given)
}
