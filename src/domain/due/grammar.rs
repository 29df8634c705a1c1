//! The words of a due date taken apart: what it counts from, how far, at what time. Knows no clock and no
//! calendar.

use chrono::{NaiveTime, Weekday};

use super::DueError;
use super::token::Token::{self, Number, Sign, Word};
use super::token::tokens;

/// A due date as it was said, before it meets a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) base: Base,
    pub(super) span: Option<Span>,
    pub(super) time: Option<NaiveTime>,
}

/// What a phrase counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Now,
    Today,
    Tomorrow,
    /// A time alone.
    Clock,
    Weekday(Weekday),
    EndOfWeek,
    EndOfMonth,
    Review,
    Launch,
    Written {
        day: u32,
        month: u32,
        year: Option<i32>,
        weekday: Option<Weekday>,
    },
    Next(NextOf),
}

/// What `next` was said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NextOf {
    Weekday(Weekday),
    Week,
    Month,
}

/// A distance, negative when it points back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) amount: i32,
    pub(super) unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Hours,
    Days,
    Weeks,
    Months,
}

/// Takes a due date apart.
pub(super) fn parse(said: &str, day_first: bool) -> Result<Phrase, DueError> {
    let lower = said.to_lowercase();
    let tokens = tokens(&lower).ok_or_else(|| DueError::unknown(said))?;
    if tokens.is_empty() {
        return Err(DueError::Empty);
    }
    refuse_minutes_and_past(&tokens, said)?;
    let (rest, time) = split_time(&tokens).ok_or_else(|| DueError::no_such_time(said))?;
    let (base, span) = match rest {
        [] => (Base::Clock, None),
        rest => place(rest, day_first).ok_or_else(|| DueError::unknown(said))?,
    };
    Ok(Phrase { base, span, time })
}

/// Refuses what reads well but cannot be a due date, before it is mistaken for something else.
fn refuse_minutes_and_past(tokens: &[Token<'_>], said: &str) -> Result<(), DueError> {
    for pair in tokens.windows(2) {
        match pair {
            [Number(value, _), Word("m")] => return Err(DueError::minutes_or_months(said, *value)),
            [Number(..), Word("min" | "mins" | "minute" | "minutes")] => {
                return Err(DueError::minutes(said));
            }
            _ => {}
        }
    }
    match tokens {
        [Word("yesterday" | "last"), ..] | [.., Word("ago")] | [Sign('-'), Number(..), Word(_), ..] => {
            Err(DueError::looks_back(said))
        }
        _ => Ok(()),
    }
}

/// Splits a time of day off the end; `None` when there is one that no clock shows.
fn split_time<'t, 'a>(tokens: &'t [Token<'a>]) -> Option<(&'t [Token<'a>], Option<NaiveTime>)> {
    let (rest, time) = match tokens {
        [rest @ .., Number(hour, _), Sign(':'), Number(minute, 2), Word(half @ ("am" | "pm"))] => {
            (rest, half_day(*hour, *minute, half)?)
        }
        [rest @ .., Number(hour, _), Word(half @ ("am" | "pm"))] => (rest, half_day(*hour, 0, half)?),
        [rest @ .., Number(hour, _), Sign(':'), Number(minute, 2)] => {
            (rest, NaiveTime::from_hms_opt(*hour, *minute, 0)?)
        }
        [rest @ .., Word("noon")] => (rest, half_day(12, 0, "pm")?),
        rest if rest.contains(&Sign(':')) => return None,
        rest => return Some((rest, None)),
    };
    let rest = match rest {
        [before @ .., Word("at")] => before,
        rest => rest,
    };
    Some((rest, Some(time)))
}

/// Reads a time on the twelve-hour clock: 12am is midnight, 12pm is noon.
fn half_day(hour: u32, minute: u32, half: &str) -> Option<NaiveTime> {
    let hour = (1..=12).contains(&hour).then_some(hour % 12)?;
    NaiveTime::from_hms_opt(if half == "pm" { hour + 12 } else { hour }, minute, 0)
}

/// Reads what is left without its time: a place in the calendar, and how far from it.
fn place(tokens: &[Token<'_>], day_first: bool) -> Option<(Base, Option<Span>)> {
    let base = |tokens| base(tokens, day_first);
    if let Some(span) = span_from_now(tokens) {
        return Some((Base::Now, Some(span)));
    }
    match tokens {
        [Number(value, _), Word(word), Word(side @ ("before" | "after")), rest @ ..] => {
            let sign = if *side == "before" { '-' } else { '+' };
            Some((base(rest)?, Some(span(sign, *value, word)?)))
        }
        [rest @ .., Sign(sign @ ('+' | '-')), Number(value, _), Word(word)] => {
            Some((base(rest)?, Some(span(*sign, *value, word)?)))
        }
        [Word(word), Word("week")] if weekday(word).is_some() => {
            Some((Base::Weekday(weekday(word)?), span('+', 1, "w")))
        }
        rest => Some((base(rest)?, None)),
    }
}

/// Reads `3d`, `+3d`, `in 3 days` and `in a week`.
fn span_from_now(tokens: &[Token<'_>]) -> Option<Span> {
    match tokens {
        [Number(value, _), Word(word)]
        | [Sign('+') | Word("in"), Number(value, _), Word(word)]
        | [Word("in"), Sign('+'), Number(value, _), Word(word)] => span('+', *value, word),
        [Word("in"), Word("a" | "an" | "one"), Word(word)] => span('+', 1, word),
        _ => None,
    }
}

fn span(sign: char, amount: u32, unit_word: &str) -> Option<Span> {
    let amount = i32::try_from(amount).ok()?;
    Some(Span { amount: if sign == '-' { -amount } else { amount }, unit: unit(unit_word)? })
}

fn unit(word: &str) -> Option<Unit> {
    match word {
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(Unit::Hours),
        "d" | "day" | "days" => Some(Unit::Days),
        "w" | "wk" | "wks" | "week" | "weeks" => Some(Unit::Weeks),
        "mo" | "mos" | "month" | "months" => Some(Unit::Months),
        _ => None,
    }
}

fn base(tokens: &[Token<'_>], day_first: bool) -> Option<Base> {
    match tokens {
        [Word("today" | "eod")] => Some(Base::Today),
        [Word("tomorrow" | "tom")] => Some(Base::Tomorrow),
        [Word("eow")] => Some(Base::EndOfWeek),
        [Word("eom")] => Some(Base::EndOfMonth),
        [Word("review")] => Some(Base::Review),
        [Word("launch")] => Some(Base::Launch),
        [Word("next"), Word("week")] => Some(Base::Next(NextOf::Week)),
        [Word("next"), Word("month")] => Some(Base::Next(NextOf::Month)),
        [Word("next"), Word(word)] => Some(Base::Next(NextOf::Weekday(weekday(word)?))),
        [Word(word)] => Some(Base::Weekday(weekday(word)?)),
        [Word(word), date @ ..] if weekday(word).is_some() => written(date, day_first, weekday(word)),
        date => written(date, day_first, None),
    }
}

/// Reads a date by its numbers or its month's name.
///
/// A year beside a month's name has four digits: `24 mar 17` would be an hour to some readers.
fn written(tokens: &[Token<'_>], day_first: bool, weekday: Option<Weekday>) -> Option<Base> {
    let (day, month, year) = match *tokens {
        [Number(year, 4), Sign('-'), Number(month, _), Sign('-'), Number(day, _)] => {
            (day, month, Some(century(year, 4)?))
        }
        [Number(day, _), Word(name)] | [Word(name), Number(day, _)] => (day, month(name)?, None),
        [Number(day, _), Word(name), Number(year, 4)] | [Word(name), Number(day, _), Number(year, 4)] => {
            (day, month(name)?, Some(century(year, 4)?))
        }
        [Number(day, _), Sign('.'), Number(month, _)]
        | [Number(day, _), Sign('.'), Number(month, _), Sign('.')] => (day, month, None),
        [Number(day, _), Sign('.'), Number(month, _), Sign('.'), Number(year, digits)] => {
            (day, month, Some(century(year, digits)?))
        }
        [Number(one, _), Sign('/'), Number(two, _)] => in_order(one, two, None, day_first),
        [Number(one, _), Sign('/'), Number(two, _), Sign('/'), Number(year, digits)] => {
            in_order(one, two, Some(century(year, digits)?), day_first)
        }
        _ => return None,
    };
    Some(Base::Written { day, month, year, weekday })
}

fn in_order(one: u32, two: u32, year: Option<i32>, day_first: bool) -> (u32, u32, Option<i32>) {
    if day_first { (one, two, year) } else { (two, one, year) }
}

/// Reads a year of four digits, or of two in this century.
fn century(year: u32, digits: usize) -> Option<i32> {
    match digits {
        4 => i32::try_from(year).ok(),
        2 => i32::try_from(2000 + year).ok(),
        _ => None,
    }
}

/// Reads a weekday by its name or three or more of its first letters.
fn weekday(word: &str) -> Option<Weekday> {
    const NAMES: [(&str, Weekday); 7] = [
        ("monday", Weekday::Mon),
        ("tuesday", Weekday::Tue),
        ("wednesday", Weekday::Wed),
        ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri),
        ("saturday", Weekday::Sat),
        ("sunday", Weekday::Sun),
    ];
    NAMES.iter().find(|(name, _)| begins(name, word)).map(|(_, weekday)| *weekday)
}

/// Reads a month by its name or three or more of its first letters.
fn month(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    (1..).zip(NAMES).find(|(_, name)| begins(name, word)).map(|(number, _)| number)
}

fn begins(name: &str, word: &str) -> bool {
    word.len() >= 3 && name.starts_with(word)
}
