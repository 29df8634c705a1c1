//! How the lists of decisions look.

use super::{Line, ListView, last, left, order, standing, usual};
use crate::app::App;
use crate::domain::Id;
use crate::ui::{glyphs::State, line_writer, table::Cell, theme::Role, views::format};

pub(super) const VIEW: ListView = ListView {
    columns: |app, _| {
        let mut columns = usual(app, "decision", 36);
        columns.extend([left("in", 2, 0), left("step", step_width(app), 2), left("state", 9, 1)]);
        columns
    },
    cells: |line| {
        let mut cells = line.usual();
        cells.extend([in_scope(line), step(line), state(line)]);
        cells
    },
    state: standing,
    counts: |_, list| {
        let late = format::counts(&[(list.tally.late, "late")]);
        let counts = format!("{} open of {}  {late}", list.tally.open, list.total);
        format!("{}  {}", counts.trim_end(), order(list))
    },
    highest: Some(|board| last(&board.decisions)),
};

/// As wide as the longest step with its number, within reason.
fn step_width(app: &App) -> u16 {
    let steps = app.board().steps.rows().iter();
    let longest = steps.map(|step| line_writer::columns(&step.short) + 2).max();
    longest.unwrap_or(0).clamp(6, 16)
}

/// Whether a decision is in build scope or in review; nothing for one that is not about what is built.
fn in_scope(line: &Line<'_>) -> Cell<'static> {
    match line.app.derived().lacks(line.stored) {
        Some(lacks) if lacks.is_empty() => Cell::new(line.glyphs.state(State::Done), Role::Go),
        Some(_) => Cell::new(line.glyphs.state(State::InReview), Role::Muted),
        None => Cell::default(),
    }
}

fn step(line: &Line<'_>) -> Cell<'static> {
    let board = line.app.board();
    let decision = board.decisions.get(Id::new(line.stored.number));
    let step = decision.and_then(|it| board.step(it.step?));
    Cell::new(step.map(|step| format!("{} {}", step.number, step.short)).unwrap_or_default(), Role::Muted)
}

fn state(line: &Line<'_>) -> Cell<'static> {
    let Some(decision) = line.app.board().decisions.get(Id::new(line.stored.number)) else {
        return Cell::default();
    };
    if line.app.derived().isolated.contains(&decision.id.number()) {
        Cell::new("isolated", Role::Danger)
    } else {
        let label = if decision.is_out() { "left out" } else { decision.state.label() };
        Cell::new(label, Role::Muted)
    }
}
