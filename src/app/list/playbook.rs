//! The checklist under its phases.

use super::{
    ListId, Sort,
    spec::{Empty, ListSpec, Rows, TabSpec, only},
};
use crate::{
    app::{action::spec::go, layout::Arrangement},
    domain::Kind,
};

pub(super) const SPEC: ListSpec = ListSpec {
    title: "Checklist",
    rows: Rows::UnderPhases(|board, phase| only(board.items.rows(), |item| item.phase == phase)),
    sort: Sort::Id,
    heads_from: None,
    adds: None,
    empty: Empty {
        claim: "No checklist.",
        what: "A cycle has sixteen items, copied from its playbook.",
        keys: &[],
    },
    home_of: &[Kind::Item],
    tab: Some(TabSpec {
        name: "Playbook",
        short: "Play",
        key: "",
        opened_by: &[go("tab.playbook", "", "Playbook", &["7"], 0, |app| app.open_list(ListId::Playbook))],
        arrangement: Arrangement::Beside,
        derives: &[],
        count: Some(|app| format!("{}/{}", app.derived().items_done, app.board().items.rows().len())),
    }),
};
