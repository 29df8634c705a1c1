//! Scales: from words and numbers of any range to steps from 1 to 5, and which step each word got and why.
//!
//! It does not know what chance or impact mean; it reads columns of levels that share one scale.

use super::fault::{Fault, Problem};
use super::rating::{Level, Levels, ScaleRange, level};
use super::sheet::{Column, says_nothing};

/// Where a scale was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    Usual,
    Told,
    Numbers,
    /// Read from the column of this name.
    Score(String),
    /// Usual, although the column of this name follows another reading.
    Despite(String),
}

/// Steps of the five ranks of the words we know, from the lowest.
type Steps = [u8; 5];

const USUAL: Steps = [1, 2, 3, 4, 5];

/// The rule by which one column of levels was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    column: String,
    rule: Rule,
    source: Source,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Rule {
    /// The words of the column with their steps, the highest first.
    Words(Steps, Vec<(String, u8)>),
    /// A span, and whether its percents are written as parts of one.
    Numbers(ScaleRange, bool),
}

impl Rule {
    fn step(&self, cell: &str) -> Option<u8> {
        match (self, level(cell)?) {
            (Rule::Words(steps, _), Level::Rank(rank)) => Some(steps[rank - 1]),
            (Rule::Numbers(span, true), Level::Number(number)) => span.step(number * 100.0),
            (Rule::Numbers(span, _), Level::Number(number) | Level::Percent(number)) => span.step(number),
            (Rule::Words(..), Level::Number(_) | Level::Percent(_)) | (Rule::Numbers(..), Level::Rank(_)) => {
                None
            }
        }
    }
}

impl Scale {
    /// Reads the scales of columns that belong together; a score is the product of the first two, which are
    /// chance and impact.
    ///
    /// Fails on a word or a number that is on no scale, and where words and numbers are mixed.
    pub fn of(
        columns: &[Option<Levels<'_>>],
        score: Option<Column<'_>>,
    ) -> Result<Vec<Option<Scale>>, Fault> {
        let (steps, source) = match (columns, score) {
            ([Some(chance), Some(impact), ..], Some(score)) => steps_of(chance.column, impact.column, score),
            _ => (USUAL, Source::Usual),
        };
        let mut widest = None;
        for levels in columns.iter().flatten() {
            widest = widest.max(levels.span().filter(|&span| span != ScaleRange::Percent));
        }
        let read = |levels: &Option<Levels<'_>>| {
            levels.map(|levels| read_scale(levels, steps, source.clone(), widest)).transpose()
        };
        columns.iter().map(read).collect()
    }

    /// Reads one cell of the column the scale was found in, as a step from 1 to 5.
    pub fn read(&self, cell: &str) -> Option<u8> {
        if says_nothing(cell) { None } else { self.rule.step(cell) }
    }

    /// Says in words which steps the column's levels became, and why.
    pub fn describe(&self) -> String {
        let rule = match &self.rule {
            Rule::Words(_, words) => {
                words.iter().map(|(word, step)| format!("{word}={step}")).collect::<Vec<_>>().join(" ")
            }
            Rule::Numbers(span, _) => span.rule().to_owned(),
        };
        let source = match &self.source {
            Source::Usual => "the usual reading".to_owned(),
            Source::Told => "as its header or the mapping says".to_owned(),
            Source::Numbers => "read from the numbers".to_owned(),
            Source::Score(name) => format!("read from {name}"),
            Source::Despite(name) => format!("the usual reading; {name} follows another"),
        };
        format!("{}: {rule} ({source})", self.column)
    }
}

fn read_scale(
    levels: Levels<'_>,
    steps: Steps,
    source: Source,
    widest: Option<ScaleRange>,
) -> Result<Scale, Fault> {
    let column = levels.column.name().to_owned();
    let Some(words) = words_of(levels.column, steps)? else {
        let (rule, source) = number_rule(levels, widest)?;
        return Ok(Scale { column, rule, source });
    };
    Ok(Scale { column, rule: Rule::Words(steps, words), source })
}

/// The words of a column with their steps, the highest first; nothing when the column holds numbers.
fn words_of(column: Column<'_>, steps: Steps) -> Result<Option<Vec<(String, u8)>>, Fault> {
    let mut words: Vec<(String, u8)> = Vec::new();
    let mut numbers = false;
    for (place, cell) in column.filled() {
        let value = || cell.to_owned();
        let mixed = |others| column.fault(place, Problem::MixedScale { value: value(), others });
        let unknown = || column.fault(place, Problem::UnknownLevel(value()));
        match level(cell).ok_or_else(unknown)? {
            Level::Rank(_) if numbers => return Err(mixed("numbers")),
            Level::Rank(rank) => {
                if !words.iter().any(|(word, _)| word.eq_ignore_ascii_case(cell)) {
                    words.push((value(), steps[rank - 1]));
                }
            }
            Level::Number(_) | Level::Percent(_) if !words.is_empty() => return Err(mixed("words")),
            Level::Number(_) | Level::Percent(_) => numbers = true,
        }
    }
    words.sort_by_key(|(_, step)| std::cmp::Reverse(*step));
    Ok((!numbers).then_some(words))
}

/// The rule for a column of numbers, under which each of them is a step.
fn number_rule(levels: Levels<'_>, widest: Option<ScaleRange>) -> Result<(Rule, Source), Fault> {
    let own = levels.span().unwrap_or(ScaleRange::Percent);
    // Neighbours share a scale: a column of small numbers beside a larger one was only lucky.
    let shared = own.max(widest.unwrap_or(own));
    let span = if levels.told.is_some() || own == ScaleRange::Percent { own } else { shared };
    let rule = Rule::Numbers(span, span == ScaleRange::Percent && levels.are_parts_of_one());
    for (place, cell) in levels.column.filled() {
        if rule.step(cell).is_none() {
            let problem = Problem::OffScale { field: levels.field, value: cell.to_owned(), span };
            return Err(levels.column.fault(place, problem));
        }
    }
    let source = if levels.told.is_some() { Source::Told } else { Source::Numbers };
    Ok((rule, source))
}

/// Finds the steps under which chance times impact is the score in every row that has all three.
///
/// The middle stays the middle. Low and high may be the ends of the scale where no word lies beyond them.
fn steps_of(chance: Column<'_>, impact: Column<'_>, score: Column<'_>) -> (Steps, Source) {
    let rank = |cell| match level(cell) {
        Some(Level::Rank(rank)) => Some(rank),
        Some(Level::Number(_) | Level::Percent(_)) | None => None,
    };
    let rows = chance.cells().zip(impact.cells()).zip(score.cells());
    let scored: Vec<(usize, usize, u8)> = rows
        .filter_map(|(((_, chance), (_, impact)), (_, score))| {
            Some((rank(chance)?, rank(impact)?, score.parse().ok()?))
        })
        .collect();
    if scored.is_empty() {
        return (USUAL, Source::Usual);
    }
    let has = |wanted: usize| scored.iter().any(|&(chance, impact, _)| chance == wanted || impact == wanted);
    let lows: &[u8] = if has(1) { &[2] } else { &[2, 1] };
    let highs: &[u8] = if has(5) { &[4] } else { &[4, 5] };
    for &low in lows {
        for &high in highs {
            let steps: Steps = [1, low, 3, high, 5];
            let fits = |&(chance, impact, score): &(usize, usize, u8)| {
                steps[chance - 1] * steps[impact - 1] == score
            };
            if scored.iter().all(fits) {
                return (steps, Source::Score(score.name().to_owned()));
            }
        }
    }
    (USUAL, Source::Despite(score.name().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::fault::Place;
    use super::super::field::Field;
    use super::super::sheet::Sheet;
    use super::*;

    /// The scales in words, and the steps of each row.
    type Read = (Vec<String>, Vec<[Option<u8>; 2]>);

    /// Reads a sheet of chance, impact and, where the header says so, score.
    fn scales(text: &str, told: [Option<ScaleRange>; 2]) -> Result<Read, Fault> {
        let sheet = Sheet::read("x.csv", text.as_bytes())?;
        let levels = |index: usize| {
            Some(Levels { field: Field::SCALES[index], column: sheet.column(index), told: told[index] })
        };
        let score = (sheet.headers.len() > 2).then(|| sheet.column(2));
        let scales: Vec<Scale> = Scale::of(&[levels(0), levels(1)], score)?.into_iter().flatten().collect();
        let steps =
            |row: &super::super::sheet::SheetRow| [0, 1].map(|index| scales[index].read(row.cell(index)));
        Ok((scales.iter().map(Scale::describe).collect(), sheet.rows.iter().map(steps).collect()))
    }

    #[test]
    fn words_take_their_usual_steps_where_no_score_says_otherwise() {
        let (said, steps) =
            scales("L,I\nHigh,low\nvery-high,Medium\nn/a,Critical\n", [None; 2]).expect("scales");
        assert_eq!(
            said,
            ["L: very-high=5 High=4 (the usual reading)", "I: Critical=5 Medium=3 low=2 (the usual reading)"]
        );
        assert_eq!(steps, [[Some(4), Some(2)], [Some(5), Some(3)], [None, Some(5)]]);
    }

    #[test]
    fn a_score_that_fits_decides_what_low_and_high_are() {
        let (said, steps) = scales("L,I,Score\nHigh,Medium,15\nLow,High,5\n", [None; 2]).expect("scales");
        assert_eq!(said[0], "L: High=5 Low=1 (read from Score)");
        assert_eq!(steps, [[Some(5), Some(3)], [Some(1), Some(5)]]);
    }

    #[test]
    fn a_score_that_fits_nothing_is_said() {
        let (said, steps) = scales("L,I,Score\nHigh,Medium,6\nLow,High,3\n", [None; 2]).expect("scales");
        assert_eq!(said[0], "L: High=4 Low=2 (the usual reading; Score follows another)");
        assert_eq!(steps[0], [Some(4), Some(3)]);
    }

    #[test]
    fn numbers_tell_their_range_and_neighbours_share_it() {
        let cases = [
            ("L,I\n1,3\n2,1\n", "L: 1, 2, 3 as 2, 3, 4 (read from the numbers)", [2, 4]),
            ("L,I\n1,3\n2,5\n", "L: 1 to 5 as it is (read from the numbers)", [1, 3]),
            ("L,I\n1,3\n2,9\n", "L: 1 to 10 halved, rounded up (read from the numbers)", [1, 2]),
            ("L,I\n30%,3\n100%,4\n", "L: percent, 20 to a step (read from the numbers)", [2, 3]),
            ("L,I\n0.3,3\n1,4\n", "L: percent, 20 to a step (read from the numbers)", [2, 3]),
            ("L,I\n30,3\n60,4\n", "L: percent, 20 to a step (read from the numbers)", [2, 3]),
            ("L,I\n4 - High,High (3)\n5,5\n", "L: 1 to 5 as it is (read from the numbers)", [4, 3]),
        ];
        for (text, said, first) in cases {
            let (all, steps) = scales(text, [None; 2]).expect(text);
            assert_eq!(all[0], said, "{text}");
            assert_eq!(steps[0], first.map(Some), "{text}");
        }
    }

    #[test]
    fn a_range_that_is_told_holds() {
        let (said, steps) = scales("L,I\n1,3\n2,3\n", [Some(ScaleRange::Five), None]).expect("scales");
        assert_eq!(said[0], "L: 1 to 5 as it is (as its header or the mapping says)");
        assert_eq!(steps[0], [Some(1), Some(3)], "the neighbour follows");
        let fault = scales("L,I\n1,3\n6,3\n", [Some(ScaleRange::Five), None]).expect_err("a fault");
        assert_eq!(
            fault.problem,
            Problem::OffScale { field: Field::Chance, value: "6".into(), span: ScaleRange::Five }
        );
    }

    #[test]
    fn what_is_on_no_scale_is_placed() {
        for (text, problem) in [
            ("L,I\nHigh,Low\nSpicy,Low\n", Problem::UnknownLevel("Spicy".into())),
            ("L,I\n1,2\n-1,2\n", Problem::UnknownLevel("-1".into())),
            ("L,I\nHigh,2\n3,2\n", Problem::MixedScale { value: "3".into(), others: "words" }),
            ("L,I\n3,2\nHigh,2\n", Problem::MixedScale { value: "High".into(), others: "numbers" }),
            (
                "L,I\n3,2\n0,2\n",
                Problem::OffScale { field: Field::Chance, value: "0".into(), span: ScaleRange::Three },
            ),
            (
                "L,I\n3,2\n250,2\n",
                Problem::OffScale { field: Field::Chance, value: "250".into(), span: ScaleRange::Percent },
            ),
        ] {
            let fault = scales(text, [None; 2]).expect_err(text);
            assert_eq!(fault.problem, problem);
            assert_eq!((fault.place, fault.column.as_deref()), (Some(Place { row: 3, line: 3 }), Some("L")));
        }
    }
}
