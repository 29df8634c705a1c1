//! The questions that follow from an answer: how a risk is met decides what its plan must say.

use crate::{
    app::flow::{FieldSet, Flow, FormKind},
    domain::{Kind, Record, Risk, mitigation::Mitigation, parse, risk::MITIGATIONS},
    ops::form::Question,
};

/// Whether a flow fills in a risk.
fn is_about_a_risk(flow: &Flow) -> bool {
    match flow.kind {
        FormKind::Add(kind) => kind == Kind::Risk,
        FormKind::Edit(FieldSet::All) => flow.subjects.first().is_some_and(|it| it.kind == Kind::Risk),
        FormKind::CompleteIntake => true,
        FormKind::Op(_)
        | FormKind::Edit(FieldSet::Target | FieldSet::Package | FieldSet::BeforeLaunch)
        | FormKind::Due
        | FormKind::AddIntake
        | FormKind::Import
        | FormKind::StartCycle => false,
    }
}

/// Asks what the chosen way to meet a risk asks for, and no longer what only another way does. An edit that leaves the
/// way as it was asks for nothing new.
pub(super) fn follow(flow: &mut Flow) {
    if !is_about_a_risk(flow) {
        return;
    }
    let Some(at) = flow.questions.iter().position(|question| question.field.name == "mitigation") else {
        return;
    };
    let is_new = flow.kind != FormKind::Edit(FieldSet::All) || flow.answers[at] != flow.before[at];
    let chosen = parse::choice(MITIGATIONS, flow.answers[at].trim()).ok().and_then(Mitigation::parse);
    let chosen = chosen.filter(|_| is_new);
    let needed = chosen.map_or(&[][..], Mitigation::required);
    for question in &mut flow.questions {
        question.required = needed.contains(&question.field.name) || question.field.is_needed();
    }
    let missing = needed.iter().filter(|name| !flow.questions.iter().any(|it| it.field.name == **name));
    let missing: Vec<_> = missing.filter_map(|name| Risk::field(name)).collect();
    for (place, field) in (at + 1..).zip(missing) {
        let question = Question { required: true, ..Question::of(field) };
        flow.ask_also(place, question, String::new());
    }
}
