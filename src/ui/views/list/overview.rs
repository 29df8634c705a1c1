//! How the list of what needs somebody first looks.

use super::{ListView, last_of_all, left, standing, usual};
use crate::ui::{table::Cell, theme::Role, views::format};

pub(super) const VIEW: ListView = ListView {
    columns: |app, _| {
        let mut columns = usual(app, "", 20);
        columns.push(left("", 13, 1));
        columns
    },
    cells: |line| {
        let mut cells = line.usual();
        cells.push(Cell::new(line.wanted(), Role::Muted));
        cells
    },
    state: standing,
    counts: |_, list| {
        let tally = list.tally;
        format::counts(&[(tally.late, "late"), (tally.unowned, "incomplete"), (tally.escalated, "escalated")])
    },
    highest: Some(last_of_all),
};
