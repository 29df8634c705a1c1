//! A dialog: a box on its own surface in the middle of the frame, with its keys in the bottom border. Knows
//! nothing of the question it asks; it hands back the room there is.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Margin, Rect};

use super::hint_bar::{self, Hint};
use super::line_writer::Pen;
use super::pane::{self, Pane};
use super::theme::Theme;

/// A dialog and how much room its content would like.
#[derive(Debug, Clone, Copy)]
pub struct Dialog<'a> {
    /// What it is about.
    pub title: &'a str,
    /// Its keys, in the bottom border; each whole or not at all.
    pub hints: &'a [Hint<'a>],
    /// Columns of content wanted.
    pub columns: u16,
    /// Rows of content wanted.
    pub rows: u16,
}

impl Dialog<'_> {
    /// Where the dialog stands in a frame: centred, and never larger than the frame less a column at each side.
    pub fn area(&self, frame: Rect) -> Rect {
        let width = self.columns.saturating_add(4).min(frame.width.saturating_sub(2));
        let height = self.rows.saturating_add(2).min(frame.height);
        let x = frame.x + (frame.width - width) / 2;
        let y = frame.y + (frame.height - height) / 2;
        Rect { x, y, width, height }
    }
}

/// Draws the dialog over what is there and returns the room for its content.
pub fn draw(dialog: &Dialog<'_>, theme: &Theme, frame: Rect, buf: &mut Buffer) -> Rect {
    let area = dialog.area(frame.intersection(buf.area));
    if area.is_empty() {
        return area;
    }
    clear(theme, area, buf);
    let title = Pane { title: dialog.title, counts: "", focused: true };
    if area.height < 3 || area.width < 4 {
        pane::title_row(&title, theme, [theme.glyphs.frame.across; 2], area, buf);
        return Rect::new(area.x, area.y, 0, 0);
    }
    let [top_left, top_right, _, _] = theme.glyphs.frame.corners;
    pane::title_row(&title, theme, [top_left, top_right], area, buf);
    pane::sides(theme, theme.focus, area, buf);
    hint_row(dialog, theme, area, buf);
    area.inner(Margin::new(2, 1))
}

/// Wipes what was there, whole signs at a time: half of a wide sign would stick out on the left.
fn clear(theme: &Theme, area: Rect, buf: &mut Buffer) {
    for row in area.rows() {
        if let Some(before) = row.x.checked_sub(1).and_then(|x| buf.cell_mut((x, row.y)))
            && before.cell_width() > 1
        {
            before.set_symbol(" ");
        }
        for at in row.positions() {
            buf[at].reset();
        }
    }
    buf.set_style(area, theme.surface);
}

/// Writes the keys over the bottom border, with a blank on each side of them.
fn hint_row(dialog: &Dialog<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let room = area.width.saturating_sub(6);
    let (shown, used) = hint_bar::fitting(dialog.hints, room, theme);
    if shown.is_empty() {
        return;
    }
    let line = area.inner(Margin::new(2, 0));
    Pen::new(buf, line, area.height - 1).repeat(" ", used + 2, theme.surface);
    hint_bar::put_all(Pen::new(buf, line, area.height - 1).skip(1), shown, theme);
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::*;
    use crate::ui::test_support::{drawn, text_of, theme};

    const DIALOG: Dialog<'static> = Dialog {
        title: "Close D-31",
        hints: &[Hint { key: "enter", label: "next" }, Hint { key: "esc", label: "keep open" }],
        columns: 30,
        rows: 2,
    };

    #[test]
    fn keys_stand_in_the_bottom_border() {
        let shown = drawn(36, 4, |area, buf| {
            assert_eq!(draw(&DIALOG, &theme(), area, buf), Rect::new(3, 1, 30, 2));
        });
        assert_eq!(
            shown,
            " ╭─ Close D-31 ───────────────────╮\n\
             \u{20}│                                │\n\
             \u{20}│                                │\n\
             \u{20}╰─ enter next  esc keep open ────╯"
        );
    }

    #[test]
    fn a_dialog_never_leaves_its_frame() {
        let large = Dialog { columns: 500, rows: 500, ..DIALOG };
        for (width, height) in [(80, 24), (20, 4), (3, 1), (0, 0)] {
            let frame = Rect::new(5, 5, width, height);
            assert_eq!(large.area(frame).intersection(frame), large.area(frame));
        }
    }

    #[test]
    fn what_was_there_before_is_gone_even_half_a_wide_sign() {
        let mut buf = Buffer::with_lines(["語語語語語語語語語"; 3]);
        let small = Dialog { columns: 7, rows: 1, ..DIALOG };
        let area = buf.area;
        draw(&small, &theme(), Rect { width: 17, ..area }, &mut buf);
        assert!(text_of(&buf).lines().all(|line| !line.contains("語語語語")), "{}", text_of(&buf));
        assert_eq!(buf[(3, 0)].symbol(), "╭");
        assert_eq!(buf[(2, 0)].symbol(), " ");
        assert_eq!(buf[(5, 1)].bg, Color::Rgb(0x1a, 0x20, 0x2b));
    }
}
