//! A list in its pane: title, counts, and its visible rows as a table. Reads only the visible rows.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::list::{Line, view as view_of};
use super::{calendar, verdict};
use crate::app::App;
use crate::app::layout::{self, Areas};
use crate::app::list::{List, ListId, Row};
use crate::domain::Ref;
use crate::ui::line_writer::Pen;
use crate::ui::pane::{self, Pane};
use crate::ui::table::{self, RowView, Table};
use crate::ui::theme::Theme;

/// Draws the pane of a list.
pub(super) fn draw(app: &App, areas: &Areas, id: ListId, focused: bool, theme: &Theme, buf: &mut Buffer) {
    let pane = areas.panes.iter().find(|(shown, _)| *shown == id);
    let Some((_, area)) = pane.copied().filter(|(_, area)| !area.is_empty()) else {
        return;
    };
    let list = app.lists().of(id);
    let inner =
        pane::draw(&Pane { title: list.spec().title, counts: &counts(app, list), focused }, theme, area, buf);
    if inner.is_empty() {
        return;
    }
    if list.rows.is_empty() {
        nothing(list, theme, inner, buf);
        return;
    }
    put(app, areas, list, area.width, inner, theme, buf);
}

/// Draws the rows of a list's window into the inside of a pane `pane_width` wide.
pub(super) fn put(
    app: &App,
    areas: &Areas,
    list: &List,
    pane_width: u16,
    inner: Rect,
    theme: &Theme,
    buf: &mut Buffer,
) {
    let look = view_of(list.id);
    let height = areas.rows_of(list.id);
    let columns = (look.columns)(app, pane_width);
    let rows: Vec<RowView<'_>> = list
        .window(height)
        .iter()
        .zip(list.top..)
        .filter_map(|(row, at)| match *row {
            Row::Record(stored) => Some(view(app, list, (at, stored), (pane_width, theme))),
            Row::Reason(rule, item) => verdict::reason_row(app, rule, item),
            Row::Rule(rule) => Some(verdict::rule_row(app, rule)),
            Row::Date(kind, at) => app.date(kind, at).map(|date| calendar::row(app, date)),
            Row::Phase(_) => None,
        })
        .collect();
    let table = Table {
        columns: &columns,
        rows: &rows,
        selected: selected(app, list),
        head: layout::has_head(list.id, pane_width),
        id_width: id_width(app, list.id),
    };
    table::draw(&table, theme, inner, buf);
}

/// The selected row within the window. Of the overview's lists only the focused one has one.
pub(super) fn selected(app: &App, list: &List) -> Option<usize> {
    let shows = app.tab() != ListId::Overview || app.list().id == list.id;
    list.cursor.checked_sub(list.top).filter(|_| shows && !list.rows.is_empty())
}

/// One row of the window, by its place in the list and its record, in a pane of this width.
pub(super) fn view<'a>(
    app: &'a App,
    list: &List,
    (at, stored): (usize, Ref),
    (width, theme): (u16, &'a Theme),
) -> RowView<'a> {
    let Some(found) = crate::domain::summary::entry(app.board_at(), stored) else {
        return RowView {
            state: None,
            id: Cow::Borrowed(""),
            cells: Vec::new(),
            marked: false,
            flash: false,
        };
    };
    let in_range = list.range.is_some_and(|from| {
        let (low, high) = (from.min(list.cursor), from.max(list.cursor));
        (low..=high).contains(&at)
    });
    let id = Cow::Owned(found.reference.to_string());
    let (look, line) = (view_of(list.id), Line { app, stored, found, width, glyphs: &theme.glyphs });
    RowView {
        state: Some((look.state)(&line)),
        id,
        cells: (look.cells)(&line),
        marked: list.marked.contains(&stored) || in_range,
        flash: app.flashes().iter().any(|(changed, _)| *changed == stored),
    }
}

/// The width of a list's ids, so that they all stand in one column; none where rows show no id.
pub(super) fn id_width(app: &App, id: ListId) -> u16 {
    let Some(highest) = view_of(id).highest else {
        return 0;
    };
    let digits = highest(app.board()).checked_ilog10().unwrap_or(0) + 1;
    u16::try_from(digits + 2).unwrap_or(4).max(4)
}

/// What stands at the right end of a list's border.
pub(super) fn counts(app: &App, list: &List) -> String {
    if !list.filter().is_empty() {
        return format!("{} of {}  /{}", list.rows.len(), list.total, list.filter().text());
    }
    let words = (view_of(list.id).counts)(app, list);
    if words.is_empty() && list.rows.is_empty() { "none".to_owned() } else { words }
}

/// What an empty list says: that nothing fits the filter, or that there is nothing.
fn nothing(list: &List, theme: &Theme, inner: Rect, buf: &mut Buffer) {
    let words = if list.filter().is_empty() {
        list.spec().empty.claim
    } else {
        "Nothing fits the filter; esc shows all."
    };
    let area = pane::body(inner);
    Pen::new(buf, area, u16::from(area.height > 2)).skip(1).put_clipped(
        words,
        area.width,
        theme.glyphs.ellipsis,
        theme.muted,
    );
}
