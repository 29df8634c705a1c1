//! What lies over a tab: forms, pickers, menus, the palette, the help.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::App;
use crate::app::flow::FormKind;
use crate::app::overlay::Overlay;
use crate::ui::theme::Theme;

mod approval_preview;
mod due;
mod flow;
mod handover;
mod help;
mod menu;
mod owner;
mod palette;
mod text_input;

/// Draws the overlay, if there is one, and says where the text cursor stands. The filter line lies in the hints.
pub(super) fn draw(app: &App, theme: &Theme, frame: Rect, buf: &mut Buffer) -> Option<Position> {
    match app.overlay()? {
        Overlay::Filter(editor) => filter(app, editor, theme, buf),
        Overlay::Flow(form) if form.kind == FormKind::Due => due::draw(app, form, theme, frame, buf),
        Overlay::Flow(form) => flow::draw(app, form, theme, frame, buf),
        Overlay::Owner(picker) => owner::draw(app, picker, theme, frame, buf),
        Overlay::Menu(choices) => {
            menu::draw(choices, theme, frame, buf);
            None
        }
        Overlay::Palette(commands) => palette::draw(commands, theme, frame, buf),
        Overlay::Help { scroll, query } => help::draw(app, *scroll, query.as_ref(), theme, frame, buf),
    }
}

/// The filter line, in the row of the hints: `/ label @jo  12 of 340`.
fn filter(
    app: &App,
    editor: &crate::app::editor::Editor,
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    use crate::ui::line_writer::{Pen, columns};
    let area = app.areas().hints;
    let list = app.list();
    let count = format!("{} of {}", list.rows.len(), list.total);
    let help = "enter keep  esc clear";
    let tail = columns(&count) + 1;
    let mut pen = Pen::new(buf, area, 0);
    pen.skip(1).put("/", theme.accent.bold());
    let typed = Rect { x: area.x + 3, width: area.width.saturating_sub(3 + tail + 2), ..area };
    let cursor = text_input::put(editor, theme.text, typed, buf);
    let used = columns(&editor.text()).saturating_add(4 + columns(help) + tail + 4);
    if used < area.width {
        let room = Rect { width: area.width - tail - 2, ..area };
        Pen::new(buf, room, 0).skip_to_last(columns(help)).put(help, theme.subtle);
    }
    Pen::new(buf, area, 0).skip_to_last(tail).put(&count, theme.subtle);
    cursor
}
