//! Due dates as people type them: `fri 5pm`, `+3d`, `48h`, `launch-7d`. Knows no record that has a due date.
//!
//! A day without a time means the end of its working day. `review` and `launch` alone keep their own time.
//! Days, weeks and months are civil; hours are elapsed time. Names that come round (a weekday, `eow`, `eom`,
//! a date without its year) take the next one ahead, so today's weekday means today until its time has
//! passed; `today` and `eod` name one day only and are refused once it is over. What is typed with its year
//! is taken as it stands, also in the past, and says so.

mod error;
mod grammar;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
mod token;

use chrono::{Datelike, Duration, NaiveTime, Weekday};

use crate::domain::when::{Day, Moment, Zone, day_month, distance, long};
pub use error::DueError;
use grammar::{Base, NextOf, Phrase, Span, Unit};

/// The furthest ahead a due date may lie, in days: ten years. What lies beyond is a slip of the fingers.
const FURTHEST_DAYS: i64 = 3_653;

/// The time that a day alone means on the command line's clock.
const MORNING: NaiveTime = NaiveTime::from_hms_opt(9, 0, 0).expect("nine is an hour");

/// The end of the working day unless the cycle says otherwise.
const END_OF_DAY: NaiveTime = NaiveTime::from_hms_opt(17, 0, 0).expect("five in the afternoon is an hour");

/// What a due date is read against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueContext {
    /// The moment of typing.
    pub now: Moment,
    /// The cycle's zone.
    pub zone: Zone,
    /// The time that a day without a time means.
    pub end_of_day: NaiveTime,
    /// The next scheduled review, if there is one.
    pub next_review: Option<Moment>,
    /// The launch, if it has a date.
    pub launch: Option<Moment>,
    /// Whether `3/4` is the third of April.
    pub day_first: bool,
}

impl DueContext {
    /// Makes a context with the defaults: days end at 17:00, the day comes first, no review and no launch.
    pub fn new(now: Moment, zone: Zone) -> Self {
        Self { now, zone, end_of_day: END_OF_DAY, next_review: None, launch: None, day_first: true }
    }

    fn today(&self) -> Day {
        self.now.day(self.zone)
    }
}

/// A due date as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// When it is due.
    pub due: Moment,
    /// The reading in words, to be shown at once: `Fri 13 Mar 2026, 17:00 CET, in 1 day 7 h`.
    pub echo: String,
    /// Whether it does not lie ahead; only a date typed with its year can. The caller decides whether
    /// that is allowed.
    pub past: bool,
}

/// Reads a due date; the grammar is described at the head of this module.
pub fn read(text: &str, ctx: &DueContext) -> Result<Reading, DueError> {
    if let Ok(due) = Moment::parse(text) {
        return reading(text, due, true, ctx);
    }
    let phrase = grammar::parse(text, ctx.day_first)?;
    let due = resolve(text, &phrase, ctx)?;
    let has_year = matches!(phrase.base, Base::Written { year: Some(_), .. });
    reading(text, due, has_year, ctx)
}

/// Reads the clock given by hand: an RFC 3339 instant, or a day such as `2026-03-05`, meaning 09:00 in
/// `zone`.
pub fn read_instant(text: &str, zone: Zone) -> Result<Moment, DueError> {
    if let Ok(moment) = Moment::parse(text) {
        return Ok(moment);
    }
    let day = Day::parse(text).map_err(|_| DueError::instant(text))?;
    Ok(day.at(MORNING, zone))
}

fn reading(text: &str, due: Moment, has_year: bool, ctx: &DueContext) -> Result<Reading, DueError> {
    let past = due <= ctx.now;
    if past && !has_year {
        return Err(DueError::passed(text, due, ctx.zone));
    }
    if due - ctx.now > Duration::days(FURTHEST_DAYS) {
        return Err(DueError::too_far(text, due, ctx.zone));
    }
    let echo = format!("{}, {}", long(due, ctx.zone), distance(due, ctx.now));
    Ok(Reading { due, echo, past })
}

fn resolve(text: &str, phrase: &Phrase, ctx: &DueContext) -> Result<Moment, DueError> {
    let time = phrase.time.unwrap_or(ctx.end_of_day);
    let start = start(text, phrase.base, time, ctx)?;
    let day = start.day(ctx.zone);
    let Some(Span { amount, unit }) = phrase.span else {
        let keeps_its_time = matches!(phrase.base, Base::Review | Base::Launch) && phrase.time.is_none();
        return Ok(if keeps_its_time { start } else { day.at(time, ctx.zone) });
    };
    let day = match unit {
        Unit::Hours if phrase.time.is_some() => return Err(DueError::hours_with_time(text)),
        Unit::Hours => return Ok(start + Duration::hours(i64::from(amount))),
        Unit::Days => day.plus_days(i64::from(amount)),
        Unit::Weeks => day.plus_days(i64::from(amount) * 7),
        Unit::Months => day.plus_months(amount),
    };
    Ok(day.at(time, ctx.zone))
}

/// Finds the moment that a phrase counts from.
fn start(text: &str, base: Base, time: NaiveTime, ctx: &DueContext) -> Result<Moment, DueError> {
    let today = ctx.today();
    let at = |day: Day| day.at(time, ctx.zone);
    let ahead = |moment: &Moment| *moment > ctx.now;
    Ok(match base {
        Base::Now => ctx.now,
        Base::Today => at(today),
        Base::Tomorrow => at(today.plus_days(1)),
        Base::Clock => Some(at(today)).filter(ahead).unwrap_or_else(|| at(today.plus_days(1))),
        Base::Weekday(weekday) => next_weekday(weekday, time, ctx),
        Base::EndOfWeek => next_weekday(Weekday::Fri, time, ctx),
        Base::EndOfMonth => Some(at(today.end_of_month()))
            .filter(ahead)
            .unwrap_or_else(|| at(today.end_of_month().plus_days(1).end_of_month())),
        Base::Review => ctx.next_review.ok_or(DueError::NoReview)?,
        Base::Launch => ctx.launch.ok_or(DueError::NoLaunch)?,
        Base::Written { day, month, year, weekday } => {
            let day = written(day, month, year, time, ctx)
                .ok_or_else(|| DueError::no_such_day(text, ctx.day_first))?;
            if let Some(weekday) = weekday
                && weekday != day.weekday()
            {
                return Err(DueError::other_weekday(text, day));
            }
            at(day)
        }
        Base::Next(next) => return Err(two_readings(text, next, time, ctx)),
    })
}

/// Finds the next day that falls on `weekday` and whose `time` lies ahead.
fn next_weekday(weekday: Weekday, time: NaiveTime, ctx: &DueContext) -> Moment {
    let day = ctx.today().on_or_next(weekday);
    let due = day.at(time, ctx.zone);
    if due > ctx.now { due } else { day.plus_days(7).at(time, ctx.zone) }
}

/// Finds a written date; without its year it is the first one ahead, this year or next.
fn written(day: u32, month: u32, year: Option<i32>, time: NaiveTime, ctx: &DueContext) -> Option<Day> {
    if let Some(year) = year {
        return Day::new(year, month, day);
    }
    let this_year = ctx.today().date().year();
    [this_year, this_year + 1]
        .into_iter()
        .filter_map(|year| Day::new(year, month, day))
        .find(|day| day.at(time, ctx.zone) > ctx.now)
}

/// Spells out both things that `next …` is taken to mean.
fn two_readings(text: &str, next: NextOf, time: NaiveTime, ctx: &DueContext) -> DueError {
    let today = ctx.today();
    let (near, far) = match next {
        NextOf::Weekday(weekday) => {
            let near = next_weekday(weekday, time, ctx).day(ctx.zone);
            let name = weekday.to_string().to_lowercase();
            ((name.clone(), near), (format!("{name}+1w"), near.plus_days(7)))
        }
        NextOf::Week => {
            let monday = next_weekday(Weekday::Mon, time, ctx).day(ctx.zone);
            (("mon".to_owned(), monday), ("+1w".to_owned(), today.plus_days(7)))
        }
        NextOf::Month => {
            let first = today.end_of_month().plus_days(1);
            ((day_month(first).to_lowercase(), first), ("+1mo".to_owned(), today.plus_months(1)))
        }
    };
    let spelled = |(typed, day): (String, Day)| format!("{typed} ({})", day_month(day));
    DueError::two_readings(text, spelled(near), spelled(far))
}
