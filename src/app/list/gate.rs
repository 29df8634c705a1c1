//! What success and launch are measured by: success criteria, then launch criteria.

use super::{
    ListId, Sort,
    spec::{Empty, ListSpec, Rows, TabSpec, all},
};
use crate::{
    app::{action::spec::go, flow::FormKind, layout::Arrangement},
    domain::{Board, Kind, Ref},
};

pub(super) const SPEC: ListSpec = ListSpec {
    title: "Gate",
    rows: Rows::Board(rows),
    sort: Sort::Due,
    heads_from: Some(0),
    adds: Some(FormKind::Add(Kind::SuccessCriterion)),
    empty: Empty {
        claim: "Nothing measures this cycle yet.",
        what: "A success criterion says which metric reaches which value by when, and comes before any scope. A launch criterion says what must hold on a path that earns money.",
        keys: &[("a", "write a success criterion"), ("L", "write a launch criterion"), ("esc", "go back")],
    },
    home_of: &[Kind::SuccessCriterion, Kind::LaunchCriterion],
    tab: Some(TabSpec {
        name: "Gate",
        short: "Gate",
        key: "0",
        opened_by: &[go("tab.gate", "gate", "what success and launch hang on", &["0"], 0, |app| {
            app.open_list(ListId::Gate)
        })],
        arrangement: Arrangement::Beside,
        derives: &[],
        count: None,
    }),
};

fn rows(board: &Board) -> Vec<Ref> {
    let mut rows = all(board.successes.rows());
    rows.extend(all(board.launch_criteria.rows()));
    rows
}
