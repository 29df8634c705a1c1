//! What a tab says when nothing is in it: what it is for and which key begins.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::ui::line_writer::Pen;
use crate::ui::pane::{self, Pane};
use crate::ui::text;
use crate::ui::theme::Theme;

/// The widest the words become.
const WIDEST: u16 = 56;

/// Draws the empty state over the body of a tab.
pub(super) fn draw(app: &App, area: Rect, theme: &Theme, buf: &mut Buffer) {
    let spec = app.tab().spec();
    let inner = pane::draw(&Pane { title: spec.title, counts: "none", focused: true }, theme, area, buf);
    let inner = pane::body(inner);
    if inner.is_empty() {
        return;
    }
    let width = inner.width.min(WIDEST);
    let what = text::wrap(spec.empty.what, usize::from(width));
    let keys = spec.empty.keys;
    let rows = u16::try_from(what.len() + keys.len() + 3).unwrap_or(u16::MAX);
    let top = inner.height.saturating_sub(rows) / 3;
    let column = Rect { x: inner.x + (inner.width - width) / 2, width, ..inner };
    Pen::new(buf, column, top).put(spec.empty.claim, theme.text.bold());
    for (row, line) in (top + 2..).zip(&what) {
        Pen::new(buf, column, row).put(line, theme.text);
    }
    let first = top + 3 + u16::try_from(what.len()).unwrap_or(0);
    for (row, (key, does)) in (first..).zip(keys) {
        Pen::new(buf, column, row).put(&text::fit(key, 6, ""), theme.accent.bold()).put(does, theme.muted);
    }
}
