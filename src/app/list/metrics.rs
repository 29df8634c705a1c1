//! The metrics of the cycle; on the overview too.

use super::{
    ListId, Sort,
    spec::{Empty, ListSpec, Rows, TabSpec, all},
};
use crate::{
    app::{action::spec::go, derived::Derives, flow::FormKind, layout::Arrangement},
    domain::Kind,
    ops::metric::Read,
};

pub(super) const SPEC: ListSpec = ListSpec {
    title: "Metrics",
    rows: Rows::Board(|board| all(board.metrics.rows())),
    sort: Sort::Id,
    heads_from: Some(90),
    adds: Some(FormKind::of::<Read>()),
    empty: Empty { claim: "No metrics.", what: "A cycle has six, copied from its playbook.", keys: &[] },
    home_of: &[Kind::Metric, Kind::Reading, Kind::OutcomeCheck],
    tab: Some(TabSpec {
        name: "Metrics",
        short: "Metr",
        key: "",
        opened_by: &[go("tab.metrics", "", "Metrics", &["6"], 0, |app| app.open_list(ListId::Metrics))],
        arrangement: Arrangement::OverChart,
        derives: &[Derives::Events, Derives::Gauges],
        count: None,
    }),
};
