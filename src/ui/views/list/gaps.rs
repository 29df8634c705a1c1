//! How the list of gaps looks.

use super::{ListView, due, lasting, usual};
use crate::ui::{table::Cell, theme::Role};

pub(super) const VIEW: ListView = ListView {
    columns: |app, _| {
        let mut columns = usual(app, "", 20);
        columns.push(lasting("lacks"));
        columns
    },
    cells: |line| {
        let mut cells = line.usual();
        cells.push(Cell::new(line.why(), Role::Warn));
        cells
    },
    counts: |_, list| format!("{} lack something", list.total),
    ..due::VIEW
};
