//! How the list of the steps looks.

use super::{Line, ListView, right, standing, usual};
use crate::ui::{table::Cell, theme::Role};

pub(super) const VIEW: ListView = ListView {
    columns: |app, _| {
        let mut columns = usual(app, "step", 16);
        columns.push(right("met", 4, 1));
        columns
    },
    cells: |line| {
        let mut cells = line.usual();
        cells.push(Cell::new(met(line), Role::Muted));
        cells
    },
    state: standing,
    counts: |_, list| format!("{} of {} done", list.total - list.tally.open, list.total),
    highest: Some(|_| 6),
};

/// Exit checks that the board shows to be met, of those it can answer.
fn met(line: &Line<'_>) -> String {
    let number = line.found.reference.number;
    let at = usize::try_from(number - 1).unwrap_or(usize::MAX);
    match line.app.derived().steps.get(at) {
        Some(step) if step.answerable() > 0 => format!("{}/{}", step.met(), step.answerable()),
        _ => String::new(),
    }
}
