//! Writes along one row of a buffer, from left to right, never outside its area and never anything a terminal would act
//! on. Knows no widgets; every primitive writes through it.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text;

/// A place in one row and where the row ends.
#[derive(Debug)]
pub struct Pen<'a> {
    buf: &'a mut Buffer,
    x: u16,
    y: u16,
    end: u16,
}

impl<'a> Pen<'a> {
    /// Starts at the left of the `row`th row of an area; a row outside area or buffer has no room.
    pub fn new(buf: &'a mut Buffer, area: Rect, row: u16) -> Self {
        let area = area.intersection(buf.area);
        let end = if row < area.height { area.right() } else { area.x };
        Self { buf, x: area.x, y: area.y.saturating_add(row), end }
    }

    /// The columns left in the row.
    pub fn left(&self) -> u16 {
        self.end.saturating_sub(self.x)
    }

    /// The next column, absolute.
    pub fn x(&self) -> u16 {
        self.x
    }

    /// Writes a text as far as there is room. A wide sign that would be cut is left out.
    pub fn put(&mut self, text: &str, style: Style) -> &mut Self {
        for grapheme in text::graphemes(&text::clean(text)) {
            let width = grapheme.cell_width();
            if width == 0 {
                continue;
            }
            if width > self.left() {
                self.x = self.end;
                break;
            }
            self.buf[(self.x, self.y)].set_symbol(grapheme).set_style(style);
            for hidden in 1..width {
                self.buf[(self.x + hidden, self.y)].reset();
            }
            self.x += width;
        }
        self
    }

    /// Writes a text cut to `width` columns, without padding.
    pub fn put_clipped(&mut self, text: &str, width: u16, ellipsis: &str, style: Style) -> &mut Self {
        let width = width.min(self.left());
        self.put(&text::clip(text, usize::from(width), ellipsis), style)
    }

    /// Moves on without writing.
    pub fn skip(&mut self, columns: u16) -> &mut Self {
        self.x = self.x.saturating_add(columns).min(self.end);
        self
    }

    /// Writes one sign `columns` times.
    pub fn repeat(&mut self, sign: &str, columns: u16, style: Style) -> &mut Self {
        for _ in 0..columns.min(self.left()) {
            self.put(sign, style);
        }
        self
    }

    /// Moves to just before the last `columns` columns of the row, and no further left than here.
    pub fn skip_to_last(&mut self, columns: u16) -> &mut Self {
        self.x = self.end.saturating_sub(columns).max(self.x);
        self
    }
}

/// The columns a text takes, for arithmetic with cells.
pub(super) fn columns(text: &str) -> u16 {
    u16::try_from(text::width(text)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(buf: &Buffer) -> String {
        buf.content.iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn nothing_is_written_outside_the_area() {
        let mut buf = Buffer::with_lines([".........."]);
        Pen::new(&mut buf, Rect::new(2, 0, 5, 1), 0).put("abcdefgh", Style::new());
        Pen::new(&mut buf, Rect::new(0, 0, 10, 1), 1).put("never", Style::new());
        Pen::new(&mut buf, Rect::new(8, 0, 10, 4), 3).put("never", Style::new());
        assert_eq!(row(&buf), "..abcde...");
    }

    #[test]
    fn a_wide_sign_is_not_cut_in_half() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 4, 1));
        Pen::new(&mut buf, Rect::new(0, 0, 3, 1), 0).put("a日本", Style::new());
        assert_eq!(row(&buf), "a日  ");
    }

    #[test]
    fn escape_sequences_arrive_harmless() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 6, 1));
        Pen::new(&mut buf, Rect::new(0, 0, 6, 1), 0).put("\u{1b}]0;x\u{7}", Style::new());
        assert_eq!(row(&buf), "]0;x  ");
    }
}
