//! The words of a due date taken apart: what it counts from, how far, at what time. Knows no clock and no
//! calendar.

use chrono::{NaiveTime, Weekday};

use super::DueError;
use super::token::Token::{self, Number, Ordinal, Sign, Word};
use super::token::tokens;

/// The time that `tonight` means.
const TONIGHT: NaiveTime = NaiveTime::from_hms_opt(20, 0, 0).expect("eight in the evening is an hour");

/// A due date as it was said, before it meets a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) base: Base,
    pub(super) span: Option<TextRange>,
    pub(super) time: Option<NaiveTime>,
    /// What the clock that shows the time is called: `cet`, `z`, `+0100`.
    pub(super) clock: Option<String>,
}

impl Phrase {
    /// Tells whether the words themselves point back: `yesterday`, `3 days ago`, `last fri`.
    pub(super) fn looks_back(&self) -> bool {
        matches!(self.base, Base::Yesterday | Base::Last(_))
            || (self.base == Base::Now && self.span.is_some_and(|span| span.amount < 0))
    }
}

/// What a phrase counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Now,
    Today,
    Tomorrow,
    Yesterday,
    /// A time alone.
    Clock,
    Weekday(Weekday),
    /// The weekday that was.
    Last(Weekday),
    EndOfWeek,
    EndOfMonth,
    Review,
    Midpoint,
    Launch,
    /// A day of the month alone: `the 24th`.
    DayOfMonth(u32),
    Written(Written),
    /// Two numbers and a stroke, of which either may be the day.
    Slashed {
        one: u32,
        two: u32,
        year: Option<i32>,
        weekday: Option<Weekday>,
    },
    Next(NextOf),
}

/// A date by its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) day: u32,
    pub(super) month: u32,
    pub(super) year: Option<i32>,
    pub(super) weekday: Option<Weekday>,
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
pub(super) struct TextRange {
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
pub(super) fn parse(said: &str) -> Result<Phrase, DueError> {
    let lower = said.to_lowercase();
    let tokens = with_digits(tokens(&lower).ok_or_else(|| DueError::unknown(said))?);
    if tokens.is_empty() {
        return Err(DueError::Empty);
    }
    refuse_minutes(&tokens, said)?;
    if let [.., Word("midnight")] = tokens[..] {
        return Err(DueError::midnight(said));
    }
    if let [Word("tonight")] = tokens[..] {
        return Ok(Phrase { base: Base::Today, span: None, time: Some(TONIGHT), clock: None });
    }
    let (rest, clock) = split_clock(&tokens);
    let (rest, time) = split_time(rest).ok_or_else(|| DueError::no_such_time(said))?;
    let (base, span) = match rest {
        [] => (Base::Clock, None),
        rest => place(rest).ok_or_else(|| DueError::unknown(said))?,
    };
    Ok(Phrase { base, span, time, clock })
}

/// Puts digits where a number was said in words, `a` before a unit being one.
fn with_digits(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    const NAMES: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let is_unit = |token: Option<&Token<'_>>| matches!(token, Some(Word(word)) if unit(word).is_some());
    let mut said = tokens;
    for place in 0..said.len() {
        let Word(word) = said[place] else { continue };
        let named = (1..).zip(NAMES).find(|(_, name)| *name == word).map(|(number, _)| number);
        let one = (matches!(word, "a" | "an") && is_unit(said.get(place + 1))).then_some(1);
        if let Some(number) = named.or(one) {
            said[place] = Number(number, 1);
        }
    }
    said
}

/// Refuses minutes, and `m`, which may be months, before they are mistaken for something else.
fn refuse_minutes(tokens: &[Token<'_>], said: &str) -> Result<(), DueError> {
    for pair in tokens.windows(2) {
        match pair {
            [Number(value, _), Word("m")] => return Err(DueError::minutes_or_months(said, *value)),
            [Number(..), Word("min" | "mins" | "minute" | "minutes")] => {
                return Err(DueError::minutes(said));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Splits off what the clock of a time is called: `17:00 CET`, `15:00Z`, `17:00 +1030`, `15:00+01:00`.
fn split_clock<'t, 'a>(tokens: &'t [Token<'a>]) -> (&'t [Token<'a>], Option<String>) {
    let ends_in_time = |rest: &[Token<'_>]| {
        matches!(rest, [.., Sign(':'), Number(_, 2)] | [.., Number(..), Word("am" | "pm")])
    };
    let (rest, clock) = match tokens {
        [rest @ .., Word(name)] if !matches!(*name, "am" | "pm") => (rest, (*name).to_owned()),
        [rest @ .., Sign(sign @ ('+' | '-')), Number(hours, 2), Sign(':'), Number(minutes, 2)] => {
            (rest, format!("{sign}{hours:02}{minutes:02}"))
        }
        [rest @ .., Sign(sign @ ('+' | '-')), Number(hours, 2)] => (rest, format!("{sign}{hours:02}")),
        [rest @ .., Sign(sign @ ('+' | '-')), Number(both, 4)] => (rest, format!("{sign}{both:04}")),
        _ => return (tokens, None),
    };
    if ends_in_time(rest) { (rest, Some(clock)) } else { (tokens, None) }
}

/// Splits a time of day off the end; `None` when there is one that no clock shows.
fn split_time<'t, 'a>(tokens: &'t [Token<'a>]) -> Option<(&'t [Token<'a>], Option<NaiveTime>)> {
    let (rest, time) = match tokens {
        [rest @ .., Number(hour, _), Sign(':'), Number(minute, 2), Word(half @ ("am" | "pm"))] => {
            (rest, half_day(*hour, *minute, half)?)
        }
        [rest @ .., Number(hour, _), Word(half @ ("am" | "pm"))] => (rest, half_day(*hour, 0, half)?),
        [rest @ .., Number(hour, _), Sign(':'), Number(minute, 2), Sign(':'), Number(second, 2)] => {
            (rest, NaiveTime::from_hms_opt(*hour, *minute, *second)?)
        }
        [rest @ .., Number(hour, _), Sign(':'), Number(minute, 2)] => {
            (rest, NaiveTime::from_hms_opt(*hour, *minute, 0)?)
        }
        [rest @ .., Word("noon")] => (rest, half_day(12, 0, "pm")?),
        [rest @ .., Word("morning")] => (rest, half_day(9, 0, "am")?),
        [rest @ .., Word("afternoon")] => (rest, half_day(3, 0, "pm")?),
        [rest @ .., Word("evening")] => (rest, half_day(6, 0, "pm")?),
        rest if rest.contains(&Sign(':')) => return None,
        rest => return Some((rest, None)),
    };
    let rest = match rest {
        // The `t` of 2026-03-24T15:00.
        [before @ .., Word("at" | "t")] => before,
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
fn place(tokens: &[Token<'_>]) -> Option<(Base, Option<TextRange>)> {
    if let [Number(day, _), Ordinal] | [Word("the"), Number(day, _), Ordinal] = tokens {
        return Some((Base::DayOfMonth(*day), None));
    }
    let without: Vec<Token<'_>> = tokens.iter().copied().filter(|token| *token != Ordinal).collect();
    let tokens = &without[..];
    if let Some(span) = span_from_now(tokens) {
        return Some((Base::Now, Some(span)));
    }
    match tokens {
        // T-7, as launches are counted down to.
        [Word("t"), Sign(sign @ ('+' | '-')), Number(value, _)] => {
            Some((Base::Launch, Some(span(*sign, *value, "d")?)))
        }
        [Word("t"), Sign(sign @ ('+' | '-')), Number(value, _), Word(word)] => {
            Some((Base::Launch, Some(span(*sign, *value, word)?)))
        }
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

/// Reads `3d`, `+3d`, `-3d`, `in 3 days`, `3 days ago` and `3 days from now`.
fn span_from_now(tokens: &[Token<'_>]) -> Option<TextRange> {
    match tokens {
        [Number(value, _), Word(word)]
        | [Sign('+') | Word("in"), Number(value, _), Word(word)]
        | [Number(value, _), Word(word), Word("from"), Word("now" | "today")]
        | [Word("in"), Sign('+'), Number(value, _), Word(word)] => span('+', *value, word),
        [Sign('-'), Number(value, _), Word(word)] | [Number(value, _), Word(word), Word("ago")] => {
            span('-', *value, word)
        }
        _ => None,
    }
}

fn span(sign: char, amount: u32, unit_word: &str) -> Option<TextRange> {
    let amount = i32::try_from(amount).ok()?;
    Some(TextRange { amount: if sign == '-' { -amount } else { amount }, unit: unit(unit_word)? })
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

fn base(tokens: &[Token<'_>]) -> Option<Base> {
    match tokens {
        [Word("now")] => Some(Base::Now),
        [Word("today" | "eod" | "this")] => Some(Base::Today),
        [Word("tomorrow" | "tom")] => Some(Base::Tomorrow),
        [Word("yesterday")] => Some(Base::Yesterday),
        [Word("eow")] | [Word("this"), Word("week")] => Some(Base::EndOfWeek),
        [Word("eom")] | [Word("this"), Word("month")] => Some(Base::EndOfMonth),
        [Word("end"), Word("of"), Word("the" | "this"), Word(unit)]
        | [Word("end"), Word("of"), Word(unit)] => end_of(unit),
        [Word("review")] | [Word("next" | "the"), Word("review")] => Some(Base::Review),
        [Word("next"), Word("week")] => Some(Base::Next(NextOf::Week)),
        [Word("next"), Word("month")] => Some(Base::Next(NextOf::Month)),
        [Word("next"), Word(word)] => Some(Base::Next(NextOf::Weekday(weekday(word)?))),
        [Word("last"), Word(word)] => Some(Base::Last(weekday(word)?)),
        [Word("midpoint")] => Some(Base::Midpoint),
        [Word("launch")] => Some(Base::Launch),
        [Word("this" | "coming"), Word(word)] | [Word(word)] => Some(Base::Weekday(weekday(word)?)),
        [Word(word), date @ ..] if weekday(word).is_some() => written(date, weekday(word)),
        date => written(date, None),
    }
}

fn end_of(unit: &str) -> Option<Base> {
    match unit {
        "day" => Some(Base::Today),
        "week" => Some(Base::EndOfWeek),
        "month" => Some(Base::EndOfMonth),
        _ => None,
    }
}

/// Reads a date by its numbers or its month's name.
///
/// A year beside a month's name has four digits: `24 mar 17` would be an hour to some readers. With dots the day
/// comes first, as it does wherever they are written so.
fn written(tokens: &[Token<'_>], weekday: Option<Weekday>) -> Option<Base> {
    let (day, month, year) = match *tokens {
        [Number(year, 4), Sign('-'), Number(month, _), Sign('-'), Number(day, _)] => {
            (day, month, Some(century(year, 4)?))
        }
        [Number(day, _), Word(name)]
        | [Word(name), Number(day, _)]
        | [Number(day, _), Word("of"), Word(name)] => (day, month(name)?, None),
        [Number(day, _), Word(name), Number(year, 4)] | [Word(name), Number(day, _), Number(year, 4)] => {
            (day, month(name)?, Some(century(year, 4)?))
        }
        [Number(day, _), Sign('.'), Number(month, _)]
        | [Number(day, _), Sign('.'), Number(month, _), Sign('.')] => (day, month, None),
        [Number(day, _), Sign('.'), Number(month, _), Sign('.'), Number(year, digits)] => {
            (day, month, Some(century(year, digits)?))
        }
        [Number(one, _), Sign('/'), Number(two, _)] => {
            return Some(Base::Slashed { one, two, year: None, weekday });
        }
        [Number(one, _), Sign('/'), Number(two, _), Sign('/'), Number(year, digits)] => {
            return Some(Base::Slashed { one, two, year: Some(century(year, digits)?), weekday });
        }
        _ => return None,
    };
    Some(Base::Written(Written { day, month, year, weekday }))
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
