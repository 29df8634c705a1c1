//! What is watched until launch: risks and their signs, blockers and who is told of them, criteria, reviews.

use super::{
    ActionSpec,
    change::{act, choice, flow, is_risk, only},
};
use crate::{
    app::{
        App,
        event::Effect,
        flow::FlowKind,
        menu::{Choice, Command, Menu},
        tabs::TabId,
    },
    domain::{Ref, risk::RiskState},
    ops,
};

pub(super) const ACTIONS: &[ActionSpec] = &[
    only(
        act("risk.appear", "appeared", "it happened; isolates its decision", &["m"], 6, is_risk, appear),
        &[TabId::Overview, TabId::Risks],
    ),
    only(
        act("risk.sign", "sign", "is its early sign there?", &["w"], 7, is_risk, |app| {
            flow(app, FlowKind::Sight)
        }),
        &[TabId::Risks],
    ),
];

fn appear(app: &mut App) -> Vec<Effect> {
    app.selected_ref().map_or_else(Vec::new, |subject| App::execute(ops::risk::Op::Appear { subject }))
}

/// How a risk goes on.
pub(super) fn risk_menu(subject: Ref, state: RiskState) -> Menu {
    let appear = Choice {
        key: 'a',
        label: "it appeared".to_owned(),
        help: "the clock of its plan starts".to_owned(),
        command: Command::Execute(Box::new(ops::risk::Op::Appear { subject }.into())),
    };
    let mut choices = vec![
        choice('m', "mitigated", "contained, say how", FlowKind::Mitigate),
        choice('c', "closed", "over, say why", FlowKind::CloseRisk),
    ];
    if state == RiskState::Watching {
        choices.insert(0, appear);
    }
    Menu { title: format!("What about {subject}?"), lead: String::new(), choices, cursor: 0 }
}
