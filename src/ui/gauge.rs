//! A bar of what is done and what is left. Knows numbers only.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::line_writer::Pen;
use super::theme::Theme;

/// So much of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gauge {
    /// How many are done.
    pub done: usize,
    /// Of how many.
    pub of: usize,
}

impl Gauge {
    /// How many of `width` columns are full. Only nothing is drawn as nothing, and only all as all.
    pub fn filled(self, width: u16) -> u16 {
        if self.done == 0 || self.of == 0 {
            return 0;
        }
        if self.done >= self.of {
            return width;
        }
        let exact = f64::from(width) * self.done as f64 / self.of as f64;
        (exact.round() as u16).clamp(1, width.saturating_sub(1).max(1)).min(width)
    }
}

/// Draws the bar along the first row of an area.
pub fn draw(gauge: Gauge, theme: &Theme, area: Rect, buf: &mut Buffer) {
    put(&mut Pen::new(buf, area, 0), gauge, area.width, theme);
}

/// Writes the bar within a row.
pub(super) fn put(pen: &mut Pen<'_>, gauge: Gauge, width: u16, theme: &Theme) {
    let width = width.min(pen.left());
    let filled = gauge.filled(width);
    pen.repeat(theme.glyphs.full, filled, theme.accent);
    pen.repeat(theme.glyphs.rest, width - filled, theme.border);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::test_support::{drawn, theme};

    #[test]
    fn nearly_all_is_not_all_and_a_little_is_not_nothing() {
        assert_eq!(Gauge { done: 999, of: 1000 }.filled(10), 9);
        assert_eq!(Gauge { done: 1, of: 1000 }.filled(10), 1);
        assert_eq!(Gauge { done: 0, of: 9 }.filled(10), 0);
        assert_eq!(Gauge { done: 9, of: 9 }.filled(10), 10);
        assert_eq!(Gauge { done: 0, of: 0 }.filled(10), 0);
        assert_eq!(Gauge { done: 1, of: 2 }.filled(0), 0);
    }

    #[test]
    fn the_bar_shows_its_share() {
        let shown = drawn(24, 1, |area, buf| {
            draw(Gauge { done: 9, of: 12 }, &theme(), area, buf);
        });
        assert_eq!(shown, "━━━━━━━━━━━━━━━━━━╌╌╌╌╌╌");
    }
}
