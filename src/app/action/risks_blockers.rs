//! Actions on risks, blockers, launch criteria and reviews.

use super::spec::{ActionSpec, act, can_write, choice, flow, is_blocker, is_escalated, is_risk, menu, only};
use crate::{
    app::{
        App,
        event::Effect,
        flow::FormKind,
        list::ListId,
        menu::{Choice, Command, Menu},
    },
    domain::{
        Id, Kind, LaunchCriterion, Ref, SuccessCriterion, launch_criterion::LaunchState, risk::RiskState,
    },
    ops,
};

pub(super) const ACTIONS: &[ActionSpec] = &[
    only(
        act("risk.appear", "appeared", "it happened; isolates its decision", &["m"], 6, is_risk, appear),
        &[ListId::Overview, ListId::Risks],
    ),
    only(
        act("risk.sign", "sign", "is its early sign there?", &["w"], 7, is_risk, |app| {
            flow(app, FormKind::of::<ops::risk::Sight>())
        }),
        &[ListId::Risks],
    ),
    only(
        act("launch.add", "criterion", "write a launch criterion", &["L"], 4, can_write, |app| {
            flow(app, FormKind::Add(Kind::LaunchCriterion))
        }),
        &[ListId::Gate],
    ),
    only(
        act("blocker.tell", "told", "its audience has been told", &["t"], 0, is_blocker, tell),
        &[ListId::Overview, ListId::Blockers],
    ),
    act("review.log", "", "write down that a review was held", &[], 0, can_write, |app| {
        app.open_flow_on(FormKind::of::<ops::review::Hold>(), Vec::new());
        Vec::new()
    }),
    act("risk.appear.on", "", "it happened on an earlier day", &[], 0, is_risk, |app| {
        flow(app, FormKind::of::<ops::risk::Appear>())
    }),
    act("deescalate", "", "take an escalation back, asks why", &[], 0, is_escalated, |app| {
        flow(app, FormKind::of::<ops::escalation::Deescalate>())
    }),
];

fn tell(app: &mut App) -> Vec<Effect> {
    app.selected_ref().map_or_else(Vec::new, |subject| App::execute(ops::blocker::Tell { subject }))
}

fn appear(app: &mut App) -> Vec<Effect> {
    app.selected_ref().map_or_else(Vec::new, |subject| App::execute(ops::risk::Appear { subject, on: None }))
}

/// How a risk goes on.
pub(super) fn risk_menu(subject: Ref, state: RiskState) -> Menu {
    let appear = Choice {
        key: 'a',
        label: "it appeared".to_owned(),
        help: "the clock of its plan starts".to_owned(),
        command: Command::Execute(Box::new(ops::risk::Appear { subject, on: None }.into())),
    };
    let mut choices = vec![
        choice('m', "mitigated", "contained, say how", FormKind::of::<ops::risk::Mitigate>()),
        choice('c', "closed", "over, say why", FormKind::of::<ops::risk::Close>()),
    ];
    if state == RiskState::Watching {
        choices.insert(0, appear);
    }
    Menu { title: format!("What about {subject}?"), lead: String::new(), choices, cursor: 0 }
}

/// Says how a launch criterion stands, takes a success criterion off, or opens either again.
pub(super) fn close_criterion(app: &mut App, subject: Ref) -> Vec<Effect> {
    let (number, board) = (subject.number, &app.board);
    if board.launch_criteria.get(Id::new(number)).is_some_and(LaunchCriterion::is_open)
        && subject.kind == Kind::LaunchCriterion
    {
        return menu(app, launch_menu(subject));
    }
    let stands = subject.kind == Kind::SuccessCriterion
        && board.successes.get(Id::new(number)).is_some_and(SuccessCriterion::is_open);
    flow(
        app,
        if stands { FormKind::of::<ops::common::Drop>() } else { FormKind::of::<ops::common::Reopen>() },
    )
}

/// What somebody saw of a launch criterion.
fn launch_menu(subject: Ref) -> Menu {
    let look = |key, label: &str, help: &str, state: LaunchState| Choice {
        key,
        label: label.to_owned(),
        help: help.to_owned(),
        command: Command::Execute(Box::new(ops::launch::Look { subject, state, note: None }.into())),
    };
    let choices = vec![
        choice('p', "passes", "it holds; say what shows it", FormKind::of::<ops::launch::Pass>()),
        choice('f', "fails", "say what; the launch does not go", FormKind::of::<ops::launch::Look>()),
        look('u', "unknown", "somebody has to look again", LaunchState::Unknown),
    ];
    Menu { title: format!("Does {subject} hold?"), lead: String::new(), choices, cursor: 0 }
}
