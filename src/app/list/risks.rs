//! Risks: all of them, and on the overview those that are open.

use super::{
    ListId, Sort,
    spec::{Empty, ListSpec, Rows, TabSpec, all, only},
};
use crate::{
    app::{action::spec::go, flow::FormKind, layout::Arrangement},
    domain::{Kind, Risk},
};

pub(super) const SPEC: ListSpec = ListSpec {
    title: "Risks",
    rows: Rows::Board(|board| all(board.risks.rows())),
    sort: Sort::Score,
    heads_from: Some(0),
    adds: Some(FormKind::Add(Kind::Risk)),
    empty: Empty {
        claim: "No risks written down.",
        what: "A risk is what may go wrong: how likely, how bad, who watches it, and what you do if it happens.",
        keys: &[("a", "write down the first one")],
    },
    home_of: &[Kind::Risk, Kind::Sighting],
    tab: Some(TabSpec {
        name: "Risks",
        short: "Risk",
        key: "",
        opened_by: &[go("tab.risks", "", "Risks", &["5"], 0, |app| app.open_list(ListId::Risks))],
        arrangement: Arrangement::BesideMap,
        derives: &[],
        count: Some(|app| app.derived().risks.to_string()),
    }),
};

pub(super) const OPEN: ListSpec = ListSpec {
    title: "Risks",
    rows: Rows::Board(|board| only(board.risks.rows(), Risk::is_open)),
    sort: Sort::Score,
    heads_from: None,
    adds: Some(FormKind::Add(Kind::Risk)),
    empty: Empty::line("No risks yet."),
    home_of: &[],
    tab: None,
};
