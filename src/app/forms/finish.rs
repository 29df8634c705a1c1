//! The operation that a form's answers make.

use super::added;
use crate::{
    app::{
        App,
        flow::{Flow, FlowKind},
    },
    domain::{Fields, Id, Kind, Moment, Person, Ref, Refusal, Value},
    ops::{self, Operation},
};

/// The fields a flow's answers give; blank ones are left out unless something stood there before.
fn given(flow: &Flow, app: &App) -> Result<Fields, Refusal> {
    let reader = app.reader();
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

fn id(value: Option<&Value>) -> Option<i64> {
    match value {
        Some(Value::Integer(id)) => Some(*id),
        Some(Value::Null | Value::Real(_) | Value::Text(_)) | None => None,
    }
}

fn text(value: Option<&Value>) -> String {
    value.and_then(Value::as_text).unwrap_or_default().to_owned()
}

pub(super) fn some_text(value: Option<&Value>) -> Option<String> {
    Some(text(value)).filter(|text| !text.is_empty())
}

/// The operation that a flow's answers make.
pub(in crate::app) fn finish(flow: &Flow, app: &App) -> Result<Operation, Refusal> {
    let fields = given(flow, app)?;
    if let Some(kind) = added(flow.kind) {
        return Ok(ops::record::Op::Add { kind, fields }.into());
    }
    let nothing = || Refusal::new("flow.subject", "there is nothing selected", "select a row first");
    let subject = flow.subjects.first().copied().ok_or_else(nothing);
    let get = |name: &str| fields.get(name);
    let person = |name: &str| {
        id(get(name))
            .map(Id::<Person>::new)
            .ok_or_else(|| Refusal::new("person.unknown", "a person is needed", "type a name"))
    };
    let moment = |name: &str| {
        id(get(name))
            .map(Moment::from_millis)
            .ok_or_else(|| Refusal::new("due.reading", "a date is needed", "for example: fri"))
    };
    Ok(match flow.kind {
        FlowKind::AddIntake => ops::intake::Op::Add {
            text: text(get("title")),
            becomes: text(get("becomes")),
            known: Fields::new(),
            source: None,
        }
        .into(),
        FlowKind::AddPerson => ops::person::Op::Add {
            name: text(get("name")),
            function: some_text(get("function")),
            login: some_text(get("login")),
        }
        .into(),
        FlowKind::Edit => ops::record::Op::Edit { subject: subject?, set: fields }.into(),
        FlowKind::Note => ops::record::Op::Note { subject: subject?, text: text(get("text")) }.into(),
        FlowKind::Due => ops::record::Op::Due { subjects: flow.subjects.clone(), due: moment("due")? }.into(),
        FlowKind::Approve => approve(subject?, person("by")?, &fields).into(),
        FlowKind::Reject => ops::decision::Op::Reject { subject: subject?, why: text(get("why")) }.into(),
        FlowKind::Defer => {
            ops::decision::Op::Defer { subject: subject?, until: moment("until")?, why: text(get("why")) }
                .into()
        }
        FlowKind::Criterion => ops::decision::Op::Criterion {
            subject: subject?,
            text: text(get("text")),
            non_negotiable: id(get("non_negotiable")) == Some(1),
        }
        .into(),
        FlowKind::Evidence => ops::decision::Op::Evidence {
            subject: subject?,
            text: text(get("text")),
            kind: text(get("kind")),
            link: some_text(get("link")),
        }
        .into(),
        FlowKind::Resolve => ops::blocker::Op::Resolve { subject: subject?, how: text(get("how")) }.into(),
        FlowKind::Mitigate => ops::risk::Op::Mitigate { subject: subject?, how: text(get("how")) }.into(),
        FlowKind::CloseRisk => ops::risk::Op::Close { subject: subject?, why: text(get("why")) }.into(),
        FlowKind::Deliver => {
            ops::dependency::Op::Done { subject: subject?, how: some_text(get("how")) }.into()
        }
        FlowKind::Drop => ops::record::Op::Drop { subject: subject?, why: text(get("why")) }.into(),
        FlowKind::Reopen => ops::record::Op::Reopen { subject: subject?, why: text(get("why")) }.into(),
        FlowKind::Tick => ops::item::Op::Done { subject: subject?, proof: some_text(get("proof")) }.into(),
        FlowKind::Waive => ops::item::Op::Waive { subject: subject?, why: text(get("why")) }.into(),
        FlowKind::CompleteStep => {
            ops::step::Op::Done { subject: subject?, override_why: some_text(get("override")) }.into()
        }
        FlowKind::Read => read(subject?, &fields).into(),
        FlowKind::Target => ops::record::Op::Edit { subject: subject?, set: fields }.into(),
        FlowKind::Link => ops::metric::Op::Link {
            subject: subject?,
            decision: Ref::new(Kind::Decision, id(get("decision")).unwrap_or_default()),
        }
        .into(),
        FlowKind::CompleteIntake => {
            ops::intake::Op::Complete { subject: subject?, becomes: None, fields }.into()
        }
        FlowKind::PersonOff => {
            ops::person::Op::Off { person: Id::new(subject?.number), hand_over: person("hand_over")? }.into()
        }
        FlowKind::StartCycle => super::start::cycle(flow, app)?.into(),
        FlowKind::Join => super::start::join(&fields, app.joins_by_login.then(|| app.login.clone())).into(),
        FlowKind::AddDecision | FlowKind::AddBlocker | FlowKind::AddRisk | FlowKind::AddDependency => {
            return Err(nothing());
        }
    })
}

fn approve(subject: Ref, by: Id<Person>, fields: &Fields) -> ops::decision::Op {
    let get = |name: &str| some_text(fields.get(name));
    ops::decision::Op::Approve(Box::new(ops::decision::Approve {
        subject,
        by,
        choice: get("choice"),
        proof: get("proof"),
        criteria: get("criteria").into_iter().collect(),
        protects: get("protects"),
        effect: get("effect"),
        filter: get("filter"),
        filter_note: None,
    }))
}

fn read(subject: Ref, fields: &Fields) -> ops::metric::Op {
    let value = match fields.get("value") {
        Some(Value::Real(value)) => *value,
        Some(Value::Null | Value::Integer(_) | Value::Text(_)) | None => f64::NAN,
    };
    ops::metric::Op::Read { subject, value, at: None, note: some_text(fields.get("note")) }
}
