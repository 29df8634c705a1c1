//! The six steps of the framework.

use super::{
    ListId, Sort,
    spec::{Empty, ListSpec, Rows, TabSpec, all},
};
use crate::{
    app::{action::spec::go, derived::Derives, flow::FormKind, layout::Arrangement},
    domain::Kind,
};

pub(super) const SPEC: ListSpec = ListSpec {
    title: "Steps",
    rows: Rows::Board(|board| all(board.steps.rows())),
    sort: Sort::Id,
    heads_from: Some(0),
    adds: Some(FormKind::Add(Kind::Decision)),
    empty: Empty { claim: "No steps.", what: "A cycle has six, copied from its playbook.", keys: &[] },
    home_of: &[Kind::Step],
    tab: Some(TabSpec {
        name: "Framework",
        short: "Step",
        key: "",
        opened_by: &[go("tab.framework", "", "Framework", &["2"], 0, |app| app.open_list(ListId::Framework))],
        arrangement: Arrangement::UnderRail,
        derives: &[Derives::Steps],
        count: None,
    }),
};
