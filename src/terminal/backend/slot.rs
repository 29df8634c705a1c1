//! One column of the screen as it should be, and how far terminals agree on the sign in it.

use ratatui::buffer::{Cell, CellDiffOption, CellWidth};
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthChar;

use super::pen::Pen;

/// How far terminals agree on the columns that a sign takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// ASCII: one column everywhere.
    Sure,
    /// One character whose width stands in tables that may be older or set otherwise, as box lines and ideographs.
    /// What follows is written right behind it, but nothing is reckoned from it.
    Likely,
    /// Emoji, and signs of several characters: some terminals draw each character on its own. What follows is
    /// addressed anew.
    Doubtful,
}

/// One column.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub(super) cell: Cell,
    /// How many columns its sign covers; none when it lies under the sign to its left.
    pub(super) columns: u16,
    pub(super) trust: Trust,
    /// Whether the terminal may show something else.
    pub(super) is_stale: bool,
}

impl Slot {
    /// What an erased column shows.
    pub(super) const BLANK: Self =
        Self { cell: Cell::EMPTY, columns: 1, trust: Trust::Sure, is_stale: false };

    /// What a cell of a buffer shows. A doubtful sign near the end of the screen is a blank: a terminal that draws it
    /// wider would scroll.
    pub(super) fn at(cell: &Cell, index: usize, area: Rect) -> Self {
        let width = usize::from(area.width);
        let slot = Self::of(cell, (width - index % width) as u16);
        let is_cornered = index + usize::from(slot.most_columns()) > width * usize::from(area.height);
        if slot.trust == Trust::Doubtful && is_cornered {
            return Self { is_stale: true, ..Self::blank_like(cell) };
        }
        slot
    }

    /// What a cell shows in so much room to the right margin. A sign that cannot be drawn there is a blank.
    fn of(cell: &Cell, room: u16) -> Self {
        let symbol = cell.symbol();
        if let [b' '..=b'~'] = symbol.as_bytes() {
            return Self { cell: cell.clone(), columns: 1, trust: Trust::Sure, is_stale: true };
        }
        let is_raw = matches!(cell.diff_option, CellDiffOption::ForcedWidth(_));
        let columns = if is_raw || is_drawable(symbol) { cell.cell_width() } else { 0 };
        if columns == 0 || columns > room {
            return Self { is_stale: true, ..Self::blank_like(cell) };
        }
        Self { cell: cell.clone(), columns, trust: trust(symbol, columns), is_stale: true }
    }

    /// What lies under the further columns of a sign, and shows when the sign goes.
    pub(super) fn under(&self) -> Self {
        Self { columns: 0, ..Self::blank_like(&self.cell) }
    }

    /// A blank in a cell's style.
    pub(super) fn blank_like(cell: &Cell) -> Self {
        let mut blank = Cell::EMPTY;
        blank.set_style(cell.style());
        Self { cell: blank, ..Self::BLANK }
    }

    pub(super) fn pen(&self) -> Pen {
        Pen::of(&self.cell)
    }

    pub(super) fn is_blank(&self) -> bool {
        self.columns == 1 && self.cell.symbol() == " "
    }

    /// Tells whether the column looks like an erased one.
    pub(super) fn is_erased(&self) -> bool {
        self.is_blank() && self.pen().leaves_no_trace()
    }

    /// The most columns that a terminal can take for the sign.
    pub(super) fn most_columns(&self) -> u16 {
        match self.trust {
            Trust::Sure => 1,
            Trust::Likely => 2,
            Trust::Doubtful => {
                let widths = self.cell.symbol().chars().map(|sign| sign.width().unwrap_or(1).max(1) as u16);
                // A narrow sign may be drawn wide, as a digit in a box.
                widths.sum::<u16>().max(self.columns).max(2)
            }
        }
    }
}

/// Tells whether a sign stands on its own: a control character would act, and a mark would join what is on the left.
fn is_drawable(symbol: &str) -> bool {
    let first = symbol.chars().next().and_then(UnicodeWidthChar::width);
    first.is_some_and(|width| width > 0) && !symbol.chars().any(char::is_control)
}

fn trust(symbol: &str, columns: u16) -> Trust {
    let mut signs = symbol.chars();
    match (signs.next(), signs.next()) {
        (Some(sign), None) if sign.width() == Some(usize::from(columns)) => match columns {
            1 if sign < '\u{1f000}' => Trust::Likely,
            2 if is_ideograph(sign) => Trust::Likely,
            _ => Trust::Doubtful,
        },
        _ => Trust::Doubtful,
    }
}

/// The blocks of scripts that are written in wide signs. Wide signs elsewhere are pictures, which were made wide late.
fn is_ideograph(sign: char) -> bool {
    matches!(sign,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_agree_on_ascii_mostly_on_single_signs_and_not_on_pictures() {
        for (symbol, expected) in [
            ("a", Trust::Sure),
            (" ", Trust::Sure),
            ("─", Trust::Likely),
            ("é", Trust::Likely),
            ("漢", Trust::Likely),
            ("한", Trust::Likely),
            ("e\u{301}", Trust::Doubtful),
            ("⌚", Trust::Doubtful),
            ("👩", Trust::Doubtful),
            ("👩\u{200d}👩\u{200d}👧", Trust::Doubtful),
            ("🇨🇭", Trust::Doubtful),
            ("ｶﾞ", Trust::Doubtful),
        ] {
            assert_eq!(Slot::of(&Cell::new(symbol), 9).trust, expected, "{symbol}");
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_a_blank() {
        for (symbol, room) in [("", 9), ("\u{301}a", 9), ("\x1b", 9), ("a\x07", 9), ("漢", 1)] {
            let slot = Slot::of(&Cell::new(symbol), room);
            assert!(slot.is_blank(), "{symbol:?}");
        }
    }

    #[test]
    fn a_picture_made_of_others_may_take_the_columns_of_all() {
        assert!(Slot::of(&Cell::new("👩\u{200d}👩\u{200d}👧"), 9).most_columns() >= 6);
        assert_eq!(Slot::of(&Cell::new("─"), 9).most_columns(), 2);
    }
}
