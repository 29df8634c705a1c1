//! Where the cursor is as far as that is sure, and the shortest way to bring it elsewhere. Knows no styles.

use std::io::Write as _;

/// Where the cursor is, from 0.
///
/// The column is unsure behind a sign that terminals draw in different widths, and after the last column, where a
/// terminal waits for the next sign before it wraps. The row is unsure once that could have wrapped the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Place {
    /// The row and column at which the next sign appears if widths are what we take them for.
    likely: Option<(u16, u16)>,
    /// The row, if it is the same whatever the widths.
    row: Option<u16>,
    /// The column, if it is the same whatever the widths.
    column: Option<u16>,
    /// The rightmost column at which any terminal can have its cursor.
    furthest: u16,
}

impl Place {
    /// Tells whether the next sign appears there. Nothing may be reckoned from that.
    pub(super) fn is(&self, row: u16, column: u16) -> bool {
        self.likely == Some((row, column))
    }

    /// Tells whether the cursor is there whatever the widths.
    pub(super) fn is_surely(&self, row: u16, column: u16) -> bool {
        self.column_in(row) == Some(column)
    }

    /// The column, if the cursor surely is in this row.
    pub(super) fn column_in(&self, row: u16) -> Option<u16> {
        self.column.filter(|_| self.row == Some(row))
    }

    /// Moves along by signs of one column each, about which all terminals agree.
    pub(super) fn advance(&mut self, columns: u16, width: u16) {
        let sure = self.column.map(|column| column + columns).filter(|column| *column < width);
        self.go_on(columns, columns, width);
        self.column = sure;
    }

    /// Moves along by a sign of so many columns, which may be `most` in some terminals.
    pub(super) fn go_on(&mut self, columns: u16, most: u16, width: u16) {
        self.column = None;
        self.likely = self.likely.map(|(row, column)| (row, column + columns));
        self.likely = self.likely.filter(|(_, column)| *column < width);
        self.furthest = self.furthest.saturating_add(most);
        if self.furthest > width {
            self.row = None;
        }
    }

    /// Moves along by a sign after which the cursor may be anywhere in the next columns.
    pub(super) fn lose(&mut self, most: u16, width: u16) {
        self.go_on(0, most, width);
        self.likely = None;
    }

    /// Brings the cursor to a place, in as few bytes as is safe.
    pub(super) fn move_to(&mut self, row: u16, column: u16, out: &mut Vec<u8>) {
        match self.way_to(row, column) {
            Way::Absolute => absolute(row, column, out),
            Way::Relative { across, down } => {
                across.push(column, out);
                let by = down.unsigned_abs() as u16;
                match down {
                    0 => {}
                    1.. => lower(by, out),
                    _ => sequence(by, b'A', out),
                }
            }
        }
        *self = Self { likely: Some((row, column)), row: Some(row), column: Some(column), furthest: column };
    }

    /// How many bytes [`Place::move_to`] appends.
    pub(super) fn cost(&self, row: u16, column: u16) -> usize {
        match self.way_to(row, column) {
            Way::Absolute => absolute_cost(row, column),
            Way::Relative { across, down } => across.cost(column) + vertical_cost(down),
        }
    }

    fn way_to(&self, row: u16, column: u16) -> Way {
        let Some(from) = self.row else { return Way::Absolute };
        let across = Across::shortest(self.column, column);
        let down = i32::from(row) - i32::from(from);
        if across.cost(column) + vertical_cost(down) <= absolute_cost(row, column) {
            Way::Relative { across, down }
        } else {
            Way::Absolute
        }
    }
}

enum Way {
    Absolute,
    Relative { across: Across, down: i32 },
}

/// A move within a row.
#[derive(Clone, Copy)]
enum Across {
    Nowhere,
    /// CR.
    Start,
    /// CUF, by so many columns.
    Right(u16),
    /// BS or CUB, by so many columns.
    Left(u16),
    /// CHA.
    Column,
}

impl Across {
    fn shortest(from: Option<u16>, to: u16) -> Self {
        let Some(from) = from else {
            return if to == 0 { Self::Start } else { Self::Column };
        };
        let near = match to {
            _ if to == from => Self::Nowhere,
            0 => Self::Start,
            _ if to > from => Self::Right(to - from),
            _ => Self::Left(from - to),
        };
        if near.cost(to) <= Self::Column.cost(to) { near } else { Self::Column }
    }

    fn cost(self, to: u16) -> usize {
        match self {
            Self::Nowhere => 0,
            Self::Start => 1,
            Self::Right(by) => sequence_cost(by),
            Self::Left(by) => usize::from(by).min(sequence_cost(by)),
            Self::Column => sequence_cost(to + 1),
        }
    }

    fn push(self, to: u16, out: &mut Vec<u8>) {
        match self {
            Self::Nowhere => {}
            Self::Start => out.push(b'\r'),
            Self::Right(by) => sequence(by, b'C', out),
            Self::Left(by) if usize::from(by) <= sequence_cost(by) => {
                out.extend(std::iter::repeat_n(b'\x08', usize::from(by)));
            }
            Self::Left(by) => sequence(by, b'D', out),
            Self::Column => sequence(to + 1, b'G', out),
        }
    }
}

/// Line feeds or CUD. Raw mode leaves line feeds as they are, and there always is a row below to go to.
fn lower(by: u16, out: &mut Vec<u8>) {
    if usize::from(by) <= sequence_cost(by) {
        out.extend(std::iter::repeat_n(b'\n', usize::from(by)));
    } else {
        sequence(by, b'B', out);
    }
}

fn vertical_cost(down: i32) -> usize {
    let by = down.unsigned_abs() as u16;
    match down {
        0 => 0,
        1.. => usize::from(by).min(sequence_cost(by)),
        _ => sequence_cost(by),
    }
}

/// CUP.
fn absolute(row: u16, column: u16, out: &mut Vec<u8>) {
    let _ = match (row, column) {
        (0, 0) => out.write_all(b"\x1b[H"),
        (_, 0) => write!(out, "\x1b[{}H", row + 1),
        _ => write!(out, "\x1b[{};{}H", row + 1, column + 1),
    };
}

fn absolute_cost(row: u16, column: u16) -> usize {
    match (row, column) {
        (0, 0) => 3,
        (_, 0) => 3 + digits(row + 1),
        _ => 4 + digits(row + 1) + digits(column + 1),
    }
}

/// `CSI n` and a last byte; a 1 need not be said.
pub(super) fn sequence(number: u16, last: u8, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    if number != 1 {
        let _ = write!(out, "{number}");
    }
    out.push(last);
}

/// How many bytes [`sequence`] appends.
pub(super) fn sequence_cost(number: u16) -> usize {
    if number == 1 { 3 } else { 3 + digits(number) }
}

fn digits(number: u16) -> usize {
    match number {
        0..10 => 1,
        10..100 => 2,
        100..1000 => 3,
        1000..10000 => 4,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(from: Place, row: u16, column: u16) -> String {
        let (mut place, mut out) = (from, Vec::new());
        place.move_to(row, column, &mut out);
        assert_eq!(out.len(), from.cost(row, column));
        assert!(place.is(row, column));
        out.escape_ascii().to_string()
    }

    fn at(row: u16, column: u16) -> Place {
        let mut place = Place::default();
        place.move_to(row, column, &mut Vec::new());
        place
    }

    #[test]
    fn a_near_place_is_reached_by_its_distance() {
        assert_eq!(moved(at(2, 6), 2, 6), "");
        assert_eq!(moved(at(2, 6), 2, 7), r"\x1b[C");
        assert_eq!(moved(at(2, 6), 2, 40), r"\x1b[34C");
        assert_eq!(moved(at(2, 6), 2, 4), r"\x08\x08");
        assert_eq!(moved(at(2, 60), 2, 2), r"\x1b[3G");
        assert_eq!(moved(at(2, 60), 3, 0), r"\r\n");
        assert_eq!(moved(at(2, 6), 5, 6), r"\n\n\n");
        assert_eq!(moved(at(9, 6), 5, 6), r"\x1b[4A");
        assert_eq!(moved(at(2, 60), 22, 30), r"\x1b[23;31H");
    }

    #[test]
    fn nothing_is_reckoned_from_a_place_in_doubt() {
        assert_eq!(moved(Place::default(), 2, 7), r"\x1b[3;8H");
        assert_eq!(moved(Place::default(), 0, 0), r"\x1b[H");
        let mut behind_a_rule = at(2, 6);
        behind_a_rule.go_on(1, 2, 80);
        assert!(behind_a_rule.is(2, 7), "what stands right behind it needs no move");
        assert_eq!(moved(behind_a_rule, 2, 8), r"\x1b[9G");
        assert_eq!(moved(behind_a_rule, 3, 0), r"\r\n");
        let mut behind_a_picture = at(2, 6);
        behind_a_picture.lose(4, 80);
        assert!(!behind_a_picture.is(2, 8));
    }

    #[test]
    fn behind_the_last_column_the_row_is_sure_unless_a_sign_could_have_been_wider() {
        let mut last = at(2, 78);
        last.advance(2, 80);
        assert!(!last.is(2, 80) && !last.is(3, 0));
        assert_eq!(moved(last, 2, 0), r"\r");
        let mut wrapped = at(2, 78);
        wrapped.go_on(1, 2, 80);
        wrapped.advance(1, 80);
        assert_eq!(moved(wrapped, 3, 0), r"\x1b[4H");
    }
}
