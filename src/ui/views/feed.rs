//! The activity feed of the cycle, newest first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::detail_layout::Page;
use super::format;
use crate::app::App;
use crate::ui::pane::{self, Pane};
use crate::ui::theme::{Role, Theme};

/// Draws the feed.
pub(super) fn draw(app: &App, area: Rect, theme: &Theme, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let pane = Pane { title: "Lately", counts: "", focused: false };
    let inner = pane::body(pane::draw(&pane, theme, area, buf));
    let mut page = Page::new(theme, inner.width);
    if app.feed().is_empty() {
        page.put("Nothing has happened yet.", Role::Muted);
    }
    // One operation takes a row at least.
    for logged in app.feed().iter().take(usize::from(inner.height)) {
        page.entry(&format::lately(app, logged.at), app.board().handle(logged.actor), &app.describe(logged));
    }
    page.draw_top(inner, buf);
}
