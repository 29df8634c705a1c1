//! All blockers, then all dependencies.

use super::{
    ListId, Sort,
    spec::{Empty, ListSpec, Rows, TabSpec, all},
};
use crate::{
    app::{action::spec::go, derived::Derives, flow::FormKind, layout::Arrangement},
    domain::{Board, Kind, Ref},
};

pub(super) const SPEC: ListSpec = ListSpec {
    title: "Blockers",
    rows: Rows::Board(rows),
    sort: Sort::Due,
    heads_from: Some(0),
    adds: Some(FormKind::Add(Kind::Blocker)),
    empty: Empty {
        claim: "No blockers. Nice.",
        what: "A blocker stops the launch and needs a decision. It has one owner, a date and a fallback, so it can never just sit here.",
        keys: &[
            ("a", "raise the first one"),
            ("L", "write down a dependency"),
            ("3", "or start from an open decision"),
        ],
    },
    home_of: &[Kind::Blocker, Kind::Dependency],
    tab: Some(TabSpec {
        name: "Blockers",
        short: "Blks",
        key: "",
        opened_by: &[go("tab.blockers", "", "Blockers", &["4"], 0, |app| app.open_list(ListId::Blockers))],
        arrangement: Arrangement::Stacked,
        derives: &[Derives::HeldUp],
        count: Some(|app| app.derived().blockers.to_string()),
    }),
};

fn rows(board: &Board) -> Vec<Ref> {
    let mut rows = all(board.blockers.rows());
    rows.extend(all(board.dependencies.rows()));
    rows
}
