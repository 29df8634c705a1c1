//! Decisions: all of them, and on the overview those that are open.

use super::{
    ListId, Sort,
    spec::{Empty, ListSpec, Rows, TabSpec, all},
};
use crate::{
    app::{action::spec::go, derived::Derives, flow::FormKind, layout::Arrangement},
    domain::Kind,
};

pub(super) const SPEC: ListSpec = ListSpec {
    title: "Decisions",
    rows: Rows::Board(|board| all(board.decisions.rows())),
    sort: Sort::Due,
    heads_from: Some(0),
    adds: Some(FormKind::Add(Kind::Decision)),
    empty: Empty {
        claim: "No decisions yet.",
        what: "A decision is a choice somebody has to make by a day. It has one owner and a date, and it is closed with proof, so that it stays closed.",
        keys: &[("a", "open the first one"), (":", "every command, by name")],
    },
    home_of: &[Kind::Decision, Kind::Criterion, Kind::Evidence],
    tab: Some(TabSpec {
        name: "Decisions",
        short: "Decs",
        key: "",
        opened_by: &[go("tab.decisions", "", "Decisions", &["3"], 0, |app| app.open_list(ListId::Decisions))],
        arrangement: Arrangement::Beside,
        derives: &[Derives::Scope, Derives::HeldUp, Derives::Waiting, Derives::Isolated],
        count: Some(|app| app.derived().decisions.to_string()),
    }),
};
