//! The questions that follow from the kind of a review: one for each of its steps.
//!
//! Knows no kind by name: the playbook of the cycle has them.

use crate::{
    app::flow::Flow,
    domain::{
        record::Input,
        review::{ReviewKind, ReviewStep, StepKind},
    },
    ops::form::{FormContext, Offer, Part, Question},
};

/// The names that a form and its draft have for the steps of a review, in order.
const NAMES: [&str; 16] = [
    "step_1", "step_2", "step_3", "step_4", "step_5", "step_6", "step_7", "step_8", "step_9", "step_10",
    "step_11", "step_12", "step_13", "step_14", "step_15", "step_16",
];

/// Asks the steps of the chosen kind, and no longer those of another.
pub(super) fn follow(flow: &mut Flow, form: &FormContext<'_>) {
    let Some(at) = flow.questions.iter().position(|question| flow.kind.asks_for_a_review(question)) else {
        return;
    };
    let chosen = form.board.policy.review(flow.answers[at].trim());
    let asked: Vec<&str> =
        flow.questions.iter().filter_map(|it| it.part.as_ref().map(|part| &*part.key)).collect();
    let wanted: Vec<&str> =
        chosen.map_or_else(Vec::new, |kind| kind.steps.iter().map(|step| &*step.key).collect());
    if asked == wanted && is_of(flow, chosen) {
        return;
    }
    flow.ask_no_parts();
    let steps = chosen.map_or(&[][..], |kind| &kind.steps);
    for ((step, name), place) in steps.iter().zip(NAMES).zip(at + 1..) {
        flow.ask_also(place, question(step, name), String::new());
    }
}

/// Whether the steps that are asked are those of this kind, and not of another with the same keys.
fn is_of(flow: &Flow, kind: Option<&ReviewKind>) -> bool {
    let asked = flow.questions.iter().filter(|question| question.part.is_some());
    asked.map(Question::ask).eq(kind.iter().flat_map(|kind| &kind.steps).map(words))
}

fn words(step: &ReviewStep) -> &str {
    &step.text
}

fn question(step: &ReviewStep, name: &'static str) -> Question {
    let plain = match step.kind {
        StepKind::Ask => "yes, no or not yet, then words",
        StepKind::Decide
        | StepKind::Walk
        | StepKind::Mark
        | StepKind::Name
        | StepKind::Sign
        | StepKind::Note => "In words",
    };
    let offered = match step.kind {
        StepKind::Ask => ["yes", "no", "not yet"].map(Offer::plain).to_vec(),
        StepKind::Decide
        | StepKind::Walk
        | StepKind::Mark
        | StepKind::Name
        | StepKind::Sign
        | StepKind::Note => Vec::new(),
    };
    Question {
        offered,
        required: step.required,
        instead: Some(step.text.clone()),
        part: Some(Part { of: "answers", key: step.key.clone() }),
        ..Question::optional(name, "step", plain, Input::Line)
    }
}
