//! The intake: what waits there, then what became something or was dropped.

use super::{
    ListId, Sort,
    spec::{Empty, ListSpec, Rows, TabSpec, all},
};
use crate::{
    app::{action::spec::go, flow::FormKind, layout::Arrangement},
    domain::Kind,
};

pub(super) const SPEC: ListSpec = ListSpec {
    title: "Intake",
    rows: Rows::Board(|board| all(board.intake.rows())),
    sort: Sort::Due,
    heads_from: Some(0),
    adds: Some(FormKind::AddIntake),
    empty: Empty {
        claim: "The intake is empty.",
        what: "What is noted in a hurry or imported incomplete waits here until it has an owner, a date and what else it needs.",
        keys: &[("a", "note something"), ("esc", "go back")],
    },
    home_of: &[Kind::Intake],
    tab: Some(TabSpec {
        name: "Intake",
        short: "Inta",
        key: "I",
        opened_by: &[go("tab.intake", "intake", "what waits in the intake", &["I"], 9, |app| {
            app.open_list(ListId::Intake)
        })],
        arrangement: Arrangement::Beside,
        derives: &[],
        count: Some(|app| app.derived().intake.to_string()),
    }),
};
