//! How build scope looks.

use super::{ListView, due, last, lasting, usual};
use crate::app::App;
use crate::ui::{glyphs::State, views::format};

pub(super) const VIEW: ListView = ListView {
    columns: |app, _| {
        let mut columns = usual(app, "decision", 20);
        columns.push(lasting("stands"));
        columns
    },
    // The sign says whether the decision is in it.
    state: |line| match line.app.derived().lacks(line.stored) {
        Some(lacks) if lacks.is_empty() => State::Done,
        Some(_) => State::InReview,
        None => format::state(line.found.standing),
    },
    counts: |app, _| in_scope(app),
    highest: Some(|board| last(&board.decisions)),
    ..due::VIEW
};

/// How many decisions are in build scope, and how many are not.
fn in_scope(app: &App) -> String {
    let all = app.derived().scope.len();
    let inside = app.derived().scope.iter().filter(|standing| standing.lacks.is_empty()).count();
    format!("{inside} in scope  {} in review", all - inside)
}
