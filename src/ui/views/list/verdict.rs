//! How the list of rules looks; its rows are drawn in `views::verdict`.

use super::{ListView, column, last_of_all, left, standing, title};
use crate::ui::{
    table::{Align, Width},
    views::verdict,
};

pub(super) const VIEW: ListView = ListView {
    columns: |_, _| {
        vec![
            title("reason", 40),
            column("record", Width::Between { min: 16, max: 44 }, Align::Left, 3),
            column("owner", Width::Between { min: 6, max: 12 }, Align::Left, 1),
            left("asked", 10, 2),
        ]
    },
    cells: |_| Vec::new(),
    state: standing,
    counts: |app, _| verdict::counts(app),
    highest: Some(last_of_all),
};
