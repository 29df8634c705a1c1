//! How an item of the checklist looks; the headings of its phases are drawn in `views::playbook`.

use super::{ListView, standing, usual, usual_cells};

pub(super) const VIEW: ListView = ListView {
    columns: |app, _| usual(app, "", 16),
    cells: usual_cells,
    state: standing,
    counts: |app, list| format!("{} of {} done", app.derived().items_done, list.total),
    highest: Some(|_| 99),
};
