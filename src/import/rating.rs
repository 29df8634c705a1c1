//! Levels as cells state them, in words, numbers or percentages, and the ranges that numbers run over.
//!
//! It does not know which step a word is worth: that is settled for a whole sheet.

use std::fmt;

use super::field::Field;
use super::sheet::Column;

/// The range that a column of numbers runs over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScaleRange {
    /// 1 to 3, read as low, medium and high: 2, 3, 4.
    Three,
    /// 1 to 5, read as it is.
    Five,
    /// 1 to 10, two numbers to a step.
    Ten,
    /// 0 to 100 (or 0 to 1), twenty percent to a step.
    Percent,
}

impl ScaleRange {
    /// Reads `1-3`, `1-5`, `1-10` or `percent`.
    pub fn parse(text: &str) -> Option<ScaleRange> {
        match text {
            "1-3" => Some(ScaleRange::Three),
            "1-5" => Some(ScaleRange::Five),
            "1-10" => Some(ScaleRange::Ten),
            "percent" | "%" => Some(ScaleRange::Percent),
            _ => None,
        }
    }

    /// The step from 1 to 5 of a number, unless it lies outside.
    pub(super) fn step(self, number: f64) -> Option<u8> {
        let whole = number.fract() == 0.0;
        match self {
            ScaleRange::Three if whole && (1.0..=3.0).contains(&number) => Some(number as u8 + 1),
            ScaleRange::Five if whole && (1.0..=5.0).contains(&number) => Some(number as u8),
            ScaleRange::Ten if whole && (1.0..=10.0).contains(&number) => Some((number / 2.0).ceil() as u8),
            ScaleRange::Percent if (0.0..=100.0).contains(&number) => {
                Some((number / 20.0).ceil().max(1.0) as u8)
            }
            ScaleRange::Three | ScaleRange::Five | ScaleRange::Ten | ScaleRange::Percent => None,
        }
    }

    /// Says how numbers become steps.
    pub(super) fn rule(self) -> &'static str {
        match self {
            ScaleRange::Three => "1, 2, 3 as 2, 3, 4",
            ScaleRange::Five => "1 to 5 as it is",
            ScaleRange::Ten => "1 to 10 halved, rounded up",
            ScaleRange::Percent => "percent, 20 to a step",
        }
    }
}

impl fmt::Display for ScaleRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ScaleRange::Three => "1 to 3",
            ScaleRange::Five => "1 to 5",
            ScaleRange::Ten => "1 to 10",
            ScaleRange::Percent => "0 to 100 percent",
        })
    }
}

/// The words of each rank from 1 to 5, with a comma between them.
const WORDS: [&str; 5] = [
    "very low, vl, negligible, insignificant, trivial, rare, very unlikely, remote, improbable",
    "low, l, minor, unlikely, small",
    "medium, med, m, moderate, possible, average",
    "high, h, major, likely, probable, significant, large",
    "very high, vh, critical, severe, extreme, catastrophic, very likely, almost certain, certain",
];

/// One cell of a column of levels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Level {
    /// A rank of [`WORDS`], 1 to 5.
    Rank(usize),
    /// A number, on a span that its column decides.
    Number(f64),
    /// A number with a percent sign.
    Percent(f64),
}

/// Reads `High`, `4`, `40%`, `4 - High` and `High (4)`; where a number is given it counts.
pub(super) fn level(cell: &str) -> Option<Level> {
    let cell = cell.trim();
    if let Some(number) = cell.strip_suffix('%') {
        return finite(number).map(Level::Percent);
    }
    if let Some(number) = finite(cell) {
        return Some(Level::Number(number));
    }
    let words: Vec<String> = cell
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect();
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let (number, words) = match words.as_slice() {
        [number, words @ ..] if is_number(number) => (Some(number), words),
        [words @ .., number] if is_number(number) => (Some(number), words),
        words => (None, words),
    };
    let word = words.join(" ");
    let rank = 1 + WORDS.iter().position(|known| known.split(", ").any(|known| known == word))?;
    match number {
        Some(number) => finite(number).map(Level::Number),
        None => Some(Level::Rank(rank)),
    }
}

fn finite(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',');
    let number: f64 = text.replace(',', ".").parse().ok()?;
    (plain && number.is_finite()).then_some(number)
}

/// A column of levels, with the range that its header or the person names.
#[derive(Debug, Clone, Copy)]
pub struct Levels<'a> {
    /// The field the column holds.
    pub field: Field,
    /// The column.
    pub column: Column<'a>,
    /// The range of its numbers, where it is told.
    pub told: Option<ScaleRange>,
}

impl Levels<'_> {
    /// The span that is told, else the one that the column's numbers need by themselves.
    pub(super) fn span(self) -> Option<ScaleRange> {
        if self.told.is_some() {
            return self.told;
        }
        let has_percents = self.levels().any(|level| matches!(level, Level::Percent(_)));
        if has_percents || self.are_parts_of_one() {
            return Some(ScaleRange::Percent);
        }
        let largest = self.numbers().reduce(f64::max)?;
        Some(match largest {
            ..=3.0 => ScaleRange::Three,
            ..=5.0 => ScaleRange::Five,
            ..=10.0 => ScaleRange::Ten,
            _ => ScaleRange::Percent,
        })
    }

    /// Tells `0.25, 0.5, 1` from counted steps.
    pub(super) fn are_parts_of_one(self) -> bool {
        self.numbers().all(|number| (0.0..=1.0).contains(&number))
            && self.numbers().any(|number| number.fract() != 0.0)
    }

    fn numbers(self) -> impl Iterator<Item = f64> {
        self.levels().filter_map(|level| match level {
            Level::Number(number) => Some(number),
            Level::Rank(_) | Level::Percent(_) => None,
        })
    }

    fn levels(self) -> impl Iterator<Item = Level> {
        self.column.filled().filter_map(|(_, cell)| level(cell))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_a_word_a_number_or_both() {
        let cases = [
            ("HIGH", Some(Level::Rank(4))),
            ("very-low", Some(Level::Rank(1))),
            ("Almost certain", Some(Level::Rank(5))),
            ("4", Some(Level::Number(4.0))),
            ("0,5", Some(Level::Number(0.5))),
            ("4 - High", Some(Level::Number(4.0))),
            ("High (4)", Some(Level::Number(4.0))),
            ("40 %", Some(Level::Percent(40.0))),
            ("Medium/High", None),
            ("-1", None),
            ("inf", None),
            ("NaN", None),
            ("1e3", None),
            ("3 apples", None),
            ("%", None),
        ];
        for (cell, expected) in cases {
            assert_eq!(level(cell), expected, "{cell}");
        }
    }

    #[test]
    fn the_ends_of_every_span_are_steps_and_what_lies_beyond_is_not() {
        let ends = [
            (ScaleRange::Three, 1.0, 2, 3.0, 4),
            (ScaleRange::Five, 1.0, 1, 5.0, 5),
            (ScaleRange::Ten, 1.0, 1, 10.0, 5),
            (ScaleRange::Percent, 0.0, 1, 100.0, 5),
        ];
        for (span, least, lowest, most, highest) in ends {
            assert_eq!((span.step(least), span.step(most)), (Some(lowest), Some(highest)), "{span}");
            assert_eq!((span.step(least - 1.0), span.step(most + 1.0)), (None, None), "{span}");
        }
    }
}
