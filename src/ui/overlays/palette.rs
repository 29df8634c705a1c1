//! The command palette: what can be done here, by name, with the key that does the same.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::text_input;
use crate::app::palette::Palette;
use crate::ui::dialog::{self, Dialog};
use crate::ui::hint_bar::Hint;
use crate::ui::key_labels::key;
use crate::ui::line_writer::{Pen, columns};
use crate::ui::text;
use crate::ui::theme::{Role, Theme};

const HINTS: &[Hint<'static>] = &[
    Hint { key: "enter", label: "run" },
    Hint { key: "up/down", label: "choose" },
    Hint { key: "esc", label: "close" },
];

/// Lines shown at once.
const SHOWN: u16 = 10;
/// The column of names.
const NAME: usize = 22;

pub(super) fn draw(palette: &Palette, theme: &Theme, frame: Rect, buf: &mut Buffer) -> Option<Position> {
    let dialog = Dialog { title: "Commands", hints: HINTS, columns: 66, rows: SHOWN + 4 };
    let inner = dialog::draw(&dialog, theme, frame, buf);
    Pen::new(buf, inner, 0).put(":", theme.accent.bold());
    let typed =
        Rect { x: inner.x + 2, width: inner.width.saturating_sub(2), height: inner.height.min(1), ..inner };
    let cursor = text_input::put(&palette.query, theme.text, typed, buf);
    let height = inner.height.saturating_sub(4);
    let list = Rect { y: inner.y + 2, height, ..inner };
    if palette.lines.is_empty() {
        Pen::new(buf, list, 0).put("Nothing is called that.", theme.muted);
    }
    let top = (palette.cursor + 1).saturating_sub(usize::from(height));
    for (row, (at, line)) in (0..height).zip(palette.lines.iter().enumerate().skip(top)) {
        let is_chosen = at == palette.cursor;
        let style = |role| {
            if is_chosen { theme.selected(role) } else { theme.role(role) }
        };
        let mut pen = Pen::new(buf, list, row);
        if is_chosen {
            pen.put(theme.glyphs.bar, theme.bar).put(" ", theme.select);
        } else {
            pen.skip(2);
        }
        let key = key(&line.key, &theme.glyphs);
        let key_room = columns(&key) + 1;
        pen.put(&text::fit(&line.name, NAME, theme.glyphs.ellipsis), style(Role::Text))
            .put(" ", style(Role::Text));
        let room = pen.left().saturating_sub(key_room);
        let help = text::fit(&line.help, usize::from(room), theme.glyphs.ellipsis);
        pen.put(&help, style(Role::Muted));
        pen.put(" ", style(Role::Muted)).put(&key, style(Role::Accent));
    }
    let foot = inner.height.saturating_sub(1);
    if foot > 2 {
        let words = "Also takes an id (d-31, b14) or a person (@jo).";
        Pen::new(buf, inner, foot).put(words, theme.subtle);
    }
    cursor
}
