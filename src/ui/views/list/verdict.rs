//! How the list of rules looks; its rows are drawn in `views::verdict`.

use super::{ListView, column, left, standing, title};
use crate::ui::{
    table::{Align, Width},
    views::verdict,
};

pub(super) const VIEW: ListView = ListView {
    columns: |_, _| {
        vec![
            title("reason", 40),
            left("records", 9, 1),
            column("owners", Width::Between { min: 6, max: 18 }, Align::Left, 2),
            left("asked", 13, 3),
        ]
    },
    cells: |_| Vec::new(),
    state: standing,
    counts: |app, _| verdict::counts(app),
    highest: None,
};
