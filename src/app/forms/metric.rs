//! The forms around metrics: their questions and the operations they end in.
#![expect(clippy::wildcard_enum_match_arm, reason = "each function takes the few kinds it is about")]

use super::{
    Asked,
    finish::{Given, id, some_text},
};
use crate::{
    app::flow::FlowKind,
    domain::{Fields, Id, Kind, Ref, Refusal, Value, metric::OutcomeState, record::Input},
    ops::{
        form::{FormContext, Question},
        metric::Op,
    },
};

/// What is asked about a metric.
pub(super) fn questions(kind: FlowKind, subject: Ref, form: &FormContext<'_>) -> Option<Asked> {
    let blank = |question| (question, String::new());
    Some(match kind {
        FlowKind::Read => {
            let why = "Off target? Which risk explains it?";
            vec![
                blank(Question::required("value", "value", "Which value?", Input::Number)),
                blank(Question::optional("note", "note", "A word on it?", Input::Line)),
                blank(Question::optional("risk", "risk", why, Input::Link(Kind::Risk))),
            ]
        }
        FlowKind::Outcome => {
            let (states, which) = (Input::Choice(OutcomeState::KEYS), "Does it hold: held, at-risk or lost?");
            vec![
                blank(Question::required("state", "outcome is", which, states)),
                blank(Question::optional("note", "note", "A word on it?", Input::Line)),
            ]
        }
        FlowKind::Target => target(subject, form)?,
        FlowKind::Link => {
            let ask = "Which decision is meant to move it?";
            vec![blank(Question::required("decision", "decision", ask, Input::Link(Kind::Decision)))]
        }
        _ => return None,
    })
}

fn target(subject: Ref, form: &FormContext<'_>) -> Option<Asked> {
    let metric = form.board.metrics.get(Id::new(subject.number))?;
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    Some(vec![
        (
            Question::required("target", "target", "Which value do you want to reach?", Input::Number),
            number(metric.target),
        ),
        (
            Question::optional("baseline", "baseline", "What was it at the start?", Input::Number),
            number(metric.baseline),
        ),
    ])
}

/// The operation that answers about a metric make; a target is set like any field.
pub(super) fn operation(given: &Given<'_>, subject: Ref) -> Result<Option<Op>, Refusal> {
    let fields = &given.fields;
    Ok(Some(match given.flow.kind {
        FlowKind::Read => read(subject, fields),
        FlowKind::Outcome => Op::Outcome { subject, state: given.word("state")?, note: given.some("note") },
        FlowKind::Link => {
            let decision = Ref::new(Kind::Decision, id(fields.get("decision")).unwrap_or_default());
            Op::Link { subject, decision }
        }
        _ => return Ok(None),
    }))
}

fn read(subject: Ref, fields: &Fields) -> Op {
    let value = match fields.get("value") {
        Some(Value::Real(value)) => *value,
        Some(Value::Null | Value::Integer(_) | Value::Text(_)) | None => f64::NAN,
    };
    let risk = id(fields.get("risk")).map(|risk| Ref::new(Kind::Risk, risk));
    Op::Read { subject, value, at: None, note: some_text(fields.get("note")), risk }
}
