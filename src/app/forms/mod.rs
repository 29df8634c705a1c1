//! The forms: which questions each flow asks, and what they start with. The operation they end in is made in
//! `finish`.
#![expect(clippy::wildcard_enum_match_arm, reason = "each function takes the few kinds it is about")]

mod declared;
mod finish;
mod gate;
pub(super) mod plan;
mod start;

pub(super) use finish::finish;
pub(super) use start::{is_playbook, known, playbook_from};

use super::flow::{Flow, FlowKind};
use crate::{
    domain::{
        Id, Kind, Ref, Refusal, capture,
        intake::Becomes,
        parse,
        record::{Field, Input, fields_of},
    },
    ops::{
        self,
        form::{FormContext, Question},
    },
};

/// Whether a question takes a whole line of quick capture.
pub(super) fn is_capture(kind: FlowKind, question: &Question) -> bool {
    added(kind).is_some() && question.field.name == "title"
}

/// The kind of record that a flow adds by its fields.
const fn added(kind: FlowKind) -> Option<Kind> {
    match kind {
        FlowKind::AddDecision => Some(Kind::Decision),
        FlowKind::AddBlocker => Some(Kind::Blocker),
        FlowKind::AddRisk => Some(Kind::Risk),
        FlowKind::AddDependency => Some(Kind::Dependency),
        FlowKind::AddSuccess => Some(Kind::SuccessCriterion),
        FlowKind::AddLaunch => Some(Kind::LaunchCriterion),
        _ => None,
    }
}

fn asked(kind: Kind) -> impl Iterator<Item = &'static Field> {
    fields_of(kind).iter().filter(|field| field.input != Input::Kept)
}

/// Puts the named parts of a captured line into the answers they belong to.
pub(super) fn spread_capture(flow: &mut Flow, form: &FormContext<'_>) -> Result<(), Refusal> {
    let Some(kind) = added(flow.kind) else {
        return Ok(());
    };
    let captured = capture::capture(&flow.answers[flow.at]);
    captured.fields(fields_of(kind), &form.reader())?;
    for (name, text) in captured.parts {
        if let Some(at) = flow.questions.iter().position(|question| question.field.name == name) {
            flow.answers[at] = text;
        } else if let Some(field) = fields_of(kind).iter().find(|field| field.name == name) {
            // What the line says is kept, whether the form asks for it or not.
            flow.ask_also(flow.questions.len(), Question::of(field), text);
        }
    }
    flow.answers[flow.at].clone_from(&captured.text);
    Ok(())
}

/// Opens the flow of a kind on these records; `lead` is the line of the first.
pub(super) fn open(kind: FlowKind, subjects: Vec<Ref>, lead: String, form: &FormContext<'_>) -> Option<Flow> {
    if let Some(added) = added(kind) {
        return Some(adding(kind, added, form));
    }
    let subject = subjects.first().copied();
    if let FlowKind::Op(spec) = kind {
        return declared::open(spec, subjects, lead, form);
    }
    let questions = match subject {
        Some(subject) => asked_of(kind, subject, form),
        None => None,
    };
    let questions = questions.or_else(|| asked_at_large(kind, form))?;
    let title = title(kind, &ops::common::list(&subjects));
    Some(Flow::new(kind, subjects, title, lead, questions))
}

/// The words in a flow's border.
fn title(kind: FlowKind, names: &str) -> String {
    match kind {
        FlowKind::AddDecision
        | FlowKind::AddBlocker
        | FlowKind::AddRisk
        | FlowKind::AddDependency
        | FlowKind::AddSuccess
        | FlowKind::AddLaunch => "Add".to_owned(),
        FlowKind::AddIntake => "Note in the intake".to_owned(),
        FlowKind::Edit => format!("Edit {names}"),
        FlowKind::Due => format!("Decide {names} by"),
        FlowKind::Package => format!("Delivery package of {names}"),
        FlowKind::Prepare => "Set before launch".to_owned(),
        FlowKind::CompleteIntake => format!("Complete {names}"),
        FlowKind::Target => format!("Target of {names}"),
        FlowKind::Import => "Bring a register in".to_owned(),
        FlowKind::StartCycle => "Start a cycle".to_owned(),
        FlowKind::Op(spec) => spec.title.replace("{}", names),
    }
}

/// Questions with the answers they start with.
type Asked = Vec<(Question, String)>;

fn line(name: &'static str, label: &'static str, ask: &'static str) -> (Question, String) {
    (Question::required(name, label, ask, Input::Line), String::new())
}

/// What a flow asks that is about no record.
fn asked_at_large(kind: FlowKind, form: &FormContext<'_>) -> Option<Asked> {
    match kind {
        FlowKind::AddIntake => Some(intake_questions()),
        FlowKind::Import => Some(import_questions()),
        FlowKind::StartCycle => Some(start::questions(form)),
        _ => None,
    }
}

/// What a flow asks about a record.
fn asked_of(kind: FlowKind, subject: Ref, form: &FormContext<'_>) -> Option<Asked> {
    let due = |name, ask| (Question::required(name, name, ask, Input::Due), String::new());
    Some(match kind {
        FlowKind::Edit => edit_questions(subject, form)?,
        FlowKind::Due => vec![due("due", "By when?")],
        FlowKind::Package | FlowKind::Prepare => gate::asked_of(kind, subject, form)?,
        FlowKind::CompleteIntake => intake_completion(subject, form)?,
        FlowKind::Target => target(subject, form)?,
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

fn adding(kind: FlowKind, added: Kind, form: &FormContext<'_>) -> Flow {
    let me = form.my_handle().to_owned();
    let questions = asked(added)
        .filter(|field| field.is_needed() || is_worth_asking(field.name))
        .map(|field| {
            let start = match field.name {
                "owner" => me.clone(),
                "due" => "review".to_owned(),
                "step" => form.board.current_step().map(|step| step.to_string()).unwrap_or_default(),
                _ => String::new(),
            };
            (Question::of(field), start)
        })
        .collect();
    let title = format!("Add a {}", added.label());
    let lead = "One line will do: text @owner due:fri fallback: what instead"
        .replace(if added == Kind::Blocker { "\u{0}" } else { " fallback: what instead" }, "");
    Flow::new(kind, Vec::new(), title, lead, questions)
}

/// Optional fields that a new record's form shows besides the required ones.
fn is_worth_asking(name: &str) -> bool {
    matches!(name, "impact" | "cost" | "step" | "decision" | "mitigation" | "plan" | "warning")
}

fn intake_questions() -> Asked {
    vec![
        (Question::required("title", "note", "What was said?", Input::Line), String::new()),
        (
            Question::required(
                "becomes",
                "becomes",
                "decision, blocker, risk or dependency?",
                Input::Choice(Becomes::KEYS),
            ),
            "blocker".into(),
        ),
    ]
}

fn import_questions() -> Asked {
    let rows = "What are its rows? auto reads it from the file";
    vec![
        line("file", "file", "Which file? For example ~/register.csv"),
        (Question::required("rows", "rows", rows, Input::Choice(ops::import::As::KEYS)), "auto".to_owned()),
    ]
}

fn edit_questions(subject: Ref, form: &FormContext<'_>) -> Option<Asked> {
    let stored = form.board.stored_ref(subject)?;
    let (people, zone) = (form.people(), form.board.cycle.tz());
    let values = form.board.values(stored)?.into_iter().filter(|(field, _)| field.input != Input::Kept);
    Some(
        values
            .map(|(field, value)| (Question::of(field), parse::typed(field, &value, people, zone)))
            .collect(),
    )
}

fn intake_completion(subject: Ref, form: &FormContext<'_>) -> Option<Asked> {
    let intake = form.board.intake.get(Id::new(subject.number))?;
    let known = intake.known_fields();
    let people = form.people();
    let zone = form.board.cycle.tz();
    let kind = intake.becomes.kind();
    let questions =
        asked(kind).filter(|field| field.is_needed() || known.contains_key(field.name)).map(|field| {
            let start = match field.name {
                "title" => intake.title.to_string(),
                name => {
                    known.get(name).map(|value| parse::typed(field, value, people, zone)).unwrap_or_default()
                }
            };
            (Question::of(field), start)
        });
    Some(questions.collect())
}
