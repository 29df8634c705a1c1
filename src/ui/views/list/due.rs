//! How the lists of what is due look, one person's among them.

use super::{ListView, last_of_all, lasting, open_late_escalated, standing, usual};
use crate::ui::{table::Cell, theme::Role};

pub(super) const VIEW: ListView = ListView {
    columns: |app, _| {
        let mut columns = usual(app, "", 20);
        columns.push(lasting("why"));
        columns
    },
    cells: |line| {
        let mut cells = line.usual();
        cells.push(Cell::new(line.why(), Role::Muted));
        cells
    },
    state: standing,
    counts: open_late_escalated,
    highest: Some(last_of_all),
};
