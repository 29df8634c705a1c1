//! What needs somebody first: the list of the overview where it has room for one only.

use super::{
    ListId, Sort,
    spec::{Empty, ListSpec, Rows, TabSpec},
};
use crate::{
    app::{action::spec::go, derived::Derives, flow::FormKind, layout::Arrangement},
    domain::{Kind, rules::urgency},
};

pub(super) const SPEC: ListSpec = ListSpec {
    title: "Needs you first",
    rows: Rows::Ranked(|board, now| {
        urgency::needs(board, now).into_iter().map(|need| need.subject).collect()
    }),
    sort: Sort::Standing,
    heads_from: None,
    adds: Some(FormKind::Add(Kind::Blocker)),
    empty: Empty {
        claim: "Nothing needs you.",
        what: "Whatever is late, due soon or not accountable shows here first, with its owner.",
        keys: &[("3 a", "open a decision"), ("4 a", "raise a blocker")],
    },
    home_of: &[],
    tab: Some(TabSpec {
        name: "Overview",
        short: "Over",
        key: "",
        opened_by: &[go("tab.overview", "", "Overview", &["1"], 0, |app| app.open_list(ListId::Overview))],
        arrangement: Arrangement::Overview,
        derives: &[Derives::Verdict, Derives::Steps, Derives::Waiting, Derives::Events, Derives::Gauges],
        count: None,
    }),
};
