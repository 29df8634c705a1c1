//! The forms that add a record by its fields, and the one line that may fill several of them.

use super::asked;
use crate::{
    app::flow::{Flow, FormKind},
    domain::{
        Kind, Refusal, capture,
        record::{Input, fields_of},
    },
    ops::form::{FormContext, Question},
};

/// Whether a question takes a whole line of quick capture.
pub(in crate::app) fn is_capture(kind: FormKind, question: &Question) -> bool {
    matches!(kind, FormKind::Add(_)) && question.field.name == "title"
}

/// Puts the named parts of a captured line into the answers they belong to.
pub(in crate::app) fn spread_capture(flow: &mut Flow, form: &FormContext<'_>) -> Result<(), Refusal> {
    let FormKind::Add(kind) = flow.kind else {
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

/// Opens the form that adds a record of this kind.
pub(super) fn open(kind: Kind, form: &FormContext<'_>) -> Flow {
    let me = form.my_handle().to_owned();
    let mut questions: super::Asked = asked(kind)
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
    if kind == Kind::Blocker {
        let on = Question::optional("on", "on", "On which day was it raised, if not today?", Input::PastDay);
        questions.push((on, String::new()));
    }
    let fallback = if kind == Kind::Blocker { " fallback: what instead" } else { "" };
    let lead = format!("One line will do: text @owner due:fri{fallback}");
    Flow::new(FormKind::Add(kind), Vec::new(), format!("Add a {}", kind.label()), lead, questions)
}

/// Optional fields that a new record's form shows besides the required ones.
fn is_worth_asking(name: &str) -> bool {
    matches!(name, "impact" | "cost" | "step" | "decision" | "mitigation" | "plan" | "warning")
}
