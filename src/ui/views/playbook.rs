//! The checklist under its phases, which fold.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::list_pane;
use crate::app::App;
use crate::app::list::{List, Row};
use crate::domain::step::{ItemState, Phase};
use crate::ui::gauge::{self, Gauge};
use crate::ui::line_writer::Pen;
use crate::ui::pane::{self, Pane};
use crate::ui::table::{self, Table};
use crate::ui::text;
use crate::ui::theme::{Role, Theme};
use crate::ui::views;

/// Items stand this much to the right of their phase.
const INDENT: u16 = 2;

/// Draws the checklist.
pub(super) fn draw(app: &App, list: &List, (area, height): (Rect, usize), theme: &Theme, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let pane = Pane {
        title: list.spec().title,
        counts: &list_pane::counts(app, list),
        focused: !app.is_in_detail(),
    };
    let inner = pane::draw(&pane, theme, area, buf);
    let selected = list_pane::selected(app, list);
    for (at, (row, y)) in list.window(height).iter().zip(0..inner.height).enumerate() {
        let is_selected = selected == Some(at);
        let line = Rect { y: inner.y + y, height: 1, ..inner };
        match row {
            Row::Reason(..) | Row::Rule(_) | Row::Date(..) => {}
            Row::Phase(phase) => {
                let is_folded = list.folded.contains(phase);
                draw_phase(app, *phase, is_folded, is_selected, theme, line, buf);
            }
            Row::Record(stored) => {
                let view = list_pane::view(app, list, (list.top + at, *stored), (area.width, theme));
                let columns = (views::list::view(list.id).columns)(app, area.width);
                let table = Table {
                    columns: &columns,
                    rows: &[view],
                    selected: is_selected.then_some(0),
                    head: false,
                    id_width: list_pane::id_width(app, list.id),
                };
                let cut = INDENT.min(line.width);
                let inset = Rect { x: line.x + cut, width: line.width - cut, ..line };
                table::draw(&table, theme, inset, buf);
                if is_selected {
                    // The bar belongs to the edge of the pane, as in every other list.
                    Pen::new(buf, line, 0).put(theme.glyphs.bar, theme.bar).put("  ", theme.select);
                }
            }
        }
    }
}

fn draw_phase(
    app: &App,
    phase: Phase,
    is_folded: bool,
    is_selected: bool,
    theme: &Theme,
    line: Rect,
    buf: &mut Buffer,
) {
    let items = app.board().items.rows().iter().filter(|item| item.phase == phase);
    let (mut done, mut of) = (0, 0);
    for item in items {
        of += 1;
        done += usize::from(item.state != ItemState::Todo);
    }
    let style = |role| {
        if is_selected { theme.selected(role) } else { theme.role(role) }
    };
    let mut pen = Pen::new(buf, line, 0);
    if is_selected {
        pen.put(theme.glyphs.bar, theme.bar);
    } else {
        pen.skip(1);
    }
    let sign = if is_folded { "▸ " } else { "▾ " };
    pen.put(&theme.glyphs.own(sign), style(Role::Muted))
        .put(&text::fit(phase.label(), 18, ""), style(Role::Text).bold());
    let rest = pen.left();
    if rest >= 24 && !is_selected {
        gauge::put(&mut pen, Gauge { done, of }, 14, theme);
        pen.skip(1);
    } else if rest >= 24 {
        let filled = Gauge { done, of }.filled(14);
        pen.repeat(theme.glyphs.full, filled, style(Role::Accent))
            .repeat(theme.glyphs.rest, 14 - filled, style(Role::Muted))
            .put(" ", theme.select);
    }
    pen.put(&format!("{done}/{of}"), style(Role::Muted));
    if is_selected {
        let rest = pen.left();
        pen.repeat(" ", rest, theme.select);
    }
}
