//! A short menu: a question and a few choices, each with its letter.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::menu::{Choice, Menu};
use crate::ui::dialog::{self, Dialog};
use crate::ui::hint_bar::Hint;
use crate::ui::line_writer::{Pen, columns};
use crate::ui::text;
use crate::ui::theme::{Role, Theme};

const HINTS: &[Hint<'static>] = &[Hint { key: "enter", label: "do" }, Hint { key: "esc", label: "cancel" }];

pub(super) fn draw(menu: &Menu, theme: &Theme, frame: Rect, buf: &mut Buffer) {
    let label = menu.choices.iter().map(|choice| columns(&choice.label)).max().unwrap_or(0);
    let help = menu.choices.iter().map(|choice| columns(&choice.help)).max().unwrap_or(0);
    let wide = (label + help + 8).max(columns(&menu.title) + 4).clamp(32, 64);
    let lead = if menu.lead.is_empty() { Vec::new() } else { text::wrap(&menu.lead, usize::from(wide)) };
    let lead_rows = u16::try_from(lead.len()).unwrap_or(0);
    let gap = u16::from(lead_rows > 0);
    let rows = lead_rows + gap + u16::try_from(menu.choices.len()).unwrap_or(u16::MAX);
    let hints = if menu.can_be_left() { HINTS } else { &HINTS[..1] };
    let dialog = Dialog { title: &menu.title, hints, columns: wide, rows };
    let inner = dialog::draw(&dialog, theme, frame, buf);
    for (row, line) in (0..inner.height).zip(&lead) {
        Pen::new(buf, inner, row).put(line, theme.text);
    }
    let first = lead_rows + gap;
    let height = usize::from(inner.height.saturating_sub(first));
    let top = (menu.cursor + 1).saturating_sub(height);
    for (row, (at, choice)) in (first..inner.height).zip(menu.choices.iter().enumerate().skip(top)) {
        put(choice, at == menu.cursor, label, theme, Pen::new(buf, inner, row));
    }
}

fn put(choice: &Choice, is_chosen: bool, label: u16, theme: &Theme, mut pen: Pen<'_>) {
    let style = |role| {
        if is_chosen { theme.selected(role) } else { theme.role(role) }
    };
    if is_chosen {
        pen.put(theme.glyphs.bar, theme.bar);
    } else {
        pen.skip(1);
    }
    pen.put(&format!("{} ", choice.key), style(Role::Accent).bold());
    let name = text::fit(&choice.label, usize::from(label) + 2, theme.glyphs.ellipsis);
    pen.put(&name, style(Role::Text));
    let room = pen.left();
    pen.put_clipped(&choice.help, room, theme.glyphs.ellipsis, style(Role::Muted));
    if is_chosen {
        let rest = pen.left();
        pen.repeat(" ", rest, theme.select);
    }
}
