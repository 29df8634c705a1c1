//! The forms: what each asks, the words in its border, and what its answers end in.
//!
//! Knows no operation that is declared with its arguments by name.

mod add;
mod answering;
mod declared;
mod edit;
mod intake;
mod offers;
mod plan;
mod start;
mod steps;

pub use answering::{AnswerState, Turn};
pub use offers::Offers;

use add::{is_capture, spread_capture};
use start::known;

use super::{
    event::Effect,
    flow::{FieldSet, Flow, FormKind},
};
use crate::{
    domain::{
        Fields, Kind, Ref, Refusal,
        argument::Argument,
        fact_day::FactDay,
        record::{Field, Input, fields_of},
        value::Column,
        when::Day,
    },
    ops::{
        Operation, common,
        form::{FormContext, Question},
        import::As,
    },
};

/// Asks what follows from the answers so far.
fn follow(flow: &mut Flow, form: &FormContext<'_>) {
    plan::follow(flow);
    steps::follow(flow, form);
}

/// Questions with the answers they start with.
type Asked = Vec<(Question, String)>;

/// The fields of a kind that people are asked for.
fn asked(kind: Kind) -> impl Iterator<Item = &'static Field> {
    fields_of(kind).iter().filter(|field| field.input != Input::Kept)
}

/// Opens a form on these records; `lead` is the line of the first. `None` when it is about a record and there is none.
pub(super) fn open(kind: FormKind, subjects: Vec<Ref>, lead: String, form: &FormContext<'_>) -> Option<Flow> {
    let (subject, names) = (subjects.first().copied(), common::list(&subjects));
    let (title, questions) = match kind {
        FormKind::Op(spec) => declared::questions(spec, &subjects, form)?,
        FormKind::Add(added) => return Some(add::open(added, form)),
        FormKind::Edit(fields) => {
            (fields.label().replace("{}", &names), edit::questions(fields, subject?, form)?)
        }
        FormKind::Due => {
            subject?;
            (format!("Decide {names} by"), vec![required("due", "due", "By when?", Input::Due)])
        }
        FormKind::AddIntake => ("Note in the intake".to_owned(), intake::questions()),
        FormKind::CompleteIntake => (format!("Complete {names}"), intake::completion(subject?, form)?),
        FormKind::Import => ("Bring a register in".to_owned(), import_questions()),
        FormKind::StartCycle => ("Start a cycle".to_owned(), start::questions(form)),
    };
    let mut flow = Flow::new(kind, subjects, title, lead, questions);
    steps::follow(&mut flow, form);
    Some(flow)
}

/// What a form's answers ask for: to read a file, or an operation.
fn finish(flow: &Flow, form: &FormContext<'_>) -> Result<Effect, Refusal> {
    let subject = || {
        let nothing = || Refusal::new("flow.subject", "there is nothing selected", "select a row first");
        flow.subjects.first().copied().ok_or_else(nothing)
    };
    let operation: Operation = match flow.kind {
        FormKind::Op(spec) => declared::finish(spec, flow, form)?,
        FormKind::Add(kind) => {
            let mut fields = answers(flow, form)?;
            let on = fields.remove("on").map(|day| Day::load(day).map(FactDay));
            let on = on
                .transpose()
                .map_err(|mismatch| Refusal::new("flow.answer", mismatch.to_string(), "type a day"))?;
            common::Op::Add { kind, fields, on }.into()
        }
        FormKind::Edit(_) => edit::finish(subject()?, answers(flow, form)?).into(),
        FormKind::Due => {
            let due = one(&answers(flow, form)?, "due")?;
            common::Op::Due { subjects: flow.subjects.clone(), due }.into()
        }
        FormKind::AddIntake => intake::add(&answers(flow, form)?)?.into(),
        FormKind::CompleteIntake => intake::complete(subject()?, answers(flow, form)?).into(),
        FormKind::StartCycle => start::cycle(flow, form)?.into(),
        FormKind::Import => {
            let fields = answers(flow, form)?;
            let (path, rows): (String, String) = (one(&fields, "file")?, one(&fields, "rows")?);
            return Ok(Effect::Import { path, rows: As::parse(&rows).unwrap_or(As::Auto) });
        }
    };
    Ok(Effect::Execute(Box::new(operation)))
}

/// The fields that a form's answers give; blank ones are left out unless something stood there before.
fn answers(flow: &Flow, form: &FormContext<'_>) -> Result<Fields, Refusal> {
    let reader = form.reader_of(&flow.subjects);
    let mut fields = Fields::new();
    for ((question, answer), before) in flow.questions.iter().zip(&flow.answers).zip(&flow.before) {
        let is_kept = flow.kind == FormKind::Edit(FieldSet::All) && answer == before;
        if is_kept || (answer.trim().is_empty() && before.trim().is_empty()) {
            continue;
        }
        // A date that stood there before may have passed since; only what is typed must lie ahead.
        let read = reader.read(&question.field, answer).map_err(|refusal| refusal.on(question.field.name));
        fields.insert(question.field.name.to_owned(), read?.value);
    }
    Ok(fields)
}

/// One of the answers.
fn one<T: Argument>(fields: &Fields, name: &'static str) -> Result<T, Refusal> {
    let missing = || Refusal::new("flow.answer", format!("{name} is needed"), "answer the question").on(name);
    T::from_values(&mut fields.get(name).cloned().into_iter(), T::INPUT).ok_or_else(missing)
}

/// A question that needs an answer and starts without one.
fn required(name: &'static str, label: &'static str, ask: &'static str, input: Input) -> (Question, String) {
    (Question::required(name, label, ask, input), String::new())
}

/// A register is read from its file before there is an operation.
fn import_questions() -> Asked {
    let rows = "What are its rows? auto reads it from the file";
    vec![
        required("file", "file", "Which file? For example ~/register.csv", Input::Line),
        (Question::required("rows", "rows", rows, Input::Choice(As::KEYS)), As::KEYS[0].to_owned()),
    ]
}
