//! Actions on decisions: closing one, what follows its approval, build scope and the gate.

use super::spec::{ActionSpec, act, can_write, choice, flow, is_decision, menu};
use crate::{
    app::{
        App,
        event::Effect,
        flow::{FieldSet, FormKind},
        menu::{Command, Menu},
    },
    domain::{Id, Kind, Ref, decision::DecisionState},
    ops::{common, decision, gate},
};

pub(super) const ACTIONS: &[ActionSpec] = &[
    act("criterion.tie", "", "criteria refer to the non-negotiable", &[], 0, is_decision, tie),
    act("criterion.remove", "", "take a criterion away", &[], 0, is_decision, |app| {
        flow(app, FormKind::of::<decision::Uncriterion>())
    }),
    act("criterion.reword", "", "say a criterion in other words", &[], 0, is_decision, |app| {
        flow(app, FormKind::of::<decision::Reword>())
    }),
    act("criterion.met", "", "a criterion is met", &[], 0, is_decision, |app| {
        flow(app, FormKind::of::<decision::Met>())
    }),
    act("criterion.unmet", "", "a criterion is not met", &[], 0, is_decision, |app| {
        flow(app, FormKind::of::<decision::Unmet>())
    }),
    act("evidence.retract", "", "take evidence back", &[], 0, is_decision, |app| {
        flow(app, FormKind::of::<decision::Retract>())
    }),
    act("evidence.ask", "", "ask its owner for evidence", &[], 0, is_decision, |app| {
        let Some(subject) = app.selected_ref() else { return Vec::new() };
        App::execute(decision::FollowUp { subject })
    }),
    act("package", "", "write the delivery package", &[], 0, is_decision, |app| {
        flow(app, FormKind::Edit(FieldSet::Package))
    }),
    act("scope.change", "", "ask for a change of scope", &[], 0, can_write, |app| {
        at_large(app, FormKind::of::<decision::Change>())
    }),
    act("scope.assume", "", "can the target still be reached?", &[], 0, can_write, |app| {
        at_large(app, FormKind::of::<gate::Assume>())
    }),
    act("scope.commit", "", "commit build scope as it is", &[], 0, can_write, commit),
    act("gate.demonstrate", "", "can the promise be demonstrated?", &[], 0, can_write, |app| {
        at_large(app, FormKind::of::<gate::Demonstrate>())
    }),
    act("gate.confirm", "", "confirm the non-negotiable", &[], 0, can_write, |app| {
        let lead = app.board.cycle.non_negotiable.to_string();
        let yes = Command::Execute(Box::new(gate::Confirm {}.into()));
        menu(app, Menu::confirm("Confirm the non-negotiable?", lead, yes))
    }),
    act("gate.prepare", "", "set what must be set before launch", &[], 0, can_write, |app| {
        let cycle = Ref::new(Kind::Cycle, app.board.cycle.id.number());
        app.open_flow_on(FormKind::Edit(FieldSet::BeforeLaunch), vec![cycle]);
        Vec::new()
    }),
    act("gate.sign", "", "sign the verdict", &[], 0, can_write, |app| {
        at_large(app, FormKind::of::<gate::Sign>())
    }),
    act("gate.override", "", "go on in spite of hard rules", &[], 0, can_write, |app| {
        at_large(app, FormKind::of::<gate::Override>())
    }),
];

/// How an open decision is closed.
pub(super) fn open_menu(subject: Ref) -> Menu {
    Menu {
        title: format!("Close {subject}"),
        lead: String::new(),
        choices: vec![
            choice('a', "approve", "decided, with proof and criteria", FormKind::of::<decision::Approve>()),
            choice('r', "reject", "decided against, with a reason", FormKind::of::<decision::Reject>()),
            choice('d', "defer", "put off to a later day", FormKind::of::<decision::Defer>()),
            choice('l', "leave out", "of this launch, says who signs", FormKind::of::<decision::LeaveOut>()),
            choice(
                't',
                "tradeoff",
                "it changes scope; say what it costs",
                FormKind::of::<decision::Change>(),
            ),
        ],
        cursor: 0,
    }
}

/// What can come after an approval.
pub(super) fn approved_menu(subject: Ref) -> Menu {
    Menu {
        title: format!("{subject} is approved"),
        lead: String::new(),
        choices: vec![
            choice('p', "package", "what builders get, in five parts", FormKind::Edit(FieldSet::Package)),
            choice(
                'h',
                "hand off",
                "its delivery package goes to a builder",
                FormKind::of::<decision::HandOff>(),
            ),
            choice('b', "came back", "the package was returned, say why", FormKind::of::<decision::Return>()),
            choice('w', "rework", "hours of work done again", FormKind::of::<decision::Rework>()),
            choice('x', "withdraw", "the approval is taken back", FormKind::of::<decision::Withdraw>()),
            choice('o', "reopen", "decide it once more, with a reason", FormKind::of::<common::Reopen>()),
        ],
        cursor: 0,
    }
}

/// Opens a flow that is about the cycle and not about the row.
fn at_large(app: &mut App, kind: FormKind) -> Vec<Effect> {
    app.open_flow_on(kind, Vec::new());
    Vec::new()
}

fn tie(app: &mut App) -> Vec<Effect> {
    let Some(subject) = app.selected_ref() else { return Vec::new() };
    let decision = app.board.decisions.get(Id::new(subject.number));
    if decision.is_some_and(|it| it.state == DecisionState::Approved) {
        return flow(app, FormKind::of::<decision::Tie>());
    }
    App::execute(decision::Tie { subject, why: None })
}

fn commit(app: &mut App) -> Vec<Effect> {
    let lead = "From then on whatever comes into scope is a tradeoff.";
    let yes = Command::Execute(Box::new(gate::Commit {}.into()));
    menu(app, Menu::confirm("Commit build scope as it is?", lead, yes))
}
