//! A month as a grid of days, for choosing a date. Knows no calendar: it is told on which weekday the month
//! begins and how many days it has.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::line_writer::Pen;
use super::theme::Theme;

/// A month and the days in it that matter, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// The weekday of the first, 0 for Monday.
    pub begins: u8,
    /// How many days it has.
    pub days: u8,
    /// Today, underlined.
    pub today: Option<u8>,
    /// The chosen day, filled.
    pub chosen: Option<u8>,
    /// Launch day, marked.
    pub launch: Option<u8>,
}

/// Draws the weekdays and the weeks, 21 columns and up to 7 rows.
pub fn draw(month: &Month, theme: &Theme, area: Rect, buf: &mut Buffer) {
    Pen::new(buf, area, 0).put("Mo Tu We Th Fr Sa Su", theme.subtle);
    let begins = u16::from(month.begins % 7);
    for day in 1..=month.days.min(31) {
        let place = begins + u16::from(day) - 1;
        let mut pen = Pen::new(buf, area, 1 + place / 7);
        pen.skip(place % 7 * 3);
        put_day(&mut pen, *month, day, theme);
    }
}

fn put_day(pen: &mut Pen<'_>, month: Month, day: u8, theme: &Theme) {
    let launch = month.launch == Some(day);
    let past = month.today.is_some_and(|today| day < today);
    let mut style = if past { theme.subtle } else { theme.text };
    if launch {
        style = theme.danger;
    }
    if month.chosen == Some(day) {
        style = theme.accent.bold().reversed();
    }
    if month.today == Some(day) {
        style = style.underlined();
    }
    pen.put(&format!("{day:>2}"), style);
    if launch {
        // Colour alone would not do: the chosen day may be the launch day, and not every terminal has red.
        pen.put(theme.glyphs.mark, theme.danger);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::test_support::{drawn, theme};

    #[test]
    fn weeks_begin_on_monday_and_launch_is_marked() {
        let month = Month { begins: 6, days: 31, today: Some(12), chosen: Some(13), launch: Some(24) };
        let shown = drawn(21, 7, |area, buf| draw(&month, &theme(), area, buf));
        assert_eq!(
            shown,
            "Mo Tu We Th Fr Sa Su\n\
             \u{20}                  1\n\
             \u{20}2  3  4  5  6  7  8\n\
             \u{20}9 10 11 12 13 14 15\n\
             16 17 18 19 20 21 22\n\
             23 24•25 26 27 28 29\n\
             30 31"
        );
    }
}
