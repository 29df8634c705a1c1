//! How the list of dates looks; its rows are drawn in `views::calendar`.

use super::{ListView, left, standing, title};
use crate::ui::views::calendar;

pub(super) const VIEW: ListView = ListView {
    columns: |_, _| vec![title("what", 24), left("when", 16, 0), left("stands", 22, 1)],
    cells: |_| Vec::new(),
    state: standing,
    counts: |app, _| calendar::counts(app),
    highest: None,
};
