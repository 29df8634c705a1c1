//! Dates as people type them: `fri 5pm`, `+3d`, `48h`, `launch-7d`. Knows no record that has a date.
//!
//! A due date without a time means the end of its working day. `review` and `launch` alone keep their own time.
//! Days, weeks and months are civil; hours are elapsed time. Names that come round (a weekday, `eow`, `eom`) take
//! the next one ahead, so today's weekday means today until its time has passed; `today` and `eod` name one day
//! only and are refused once it is over. A day without its year that is over this year is asked, and so is `3/4`
//! where nothing says which of the two is the day. What is typed with its year is taken as it stands, also in the
//! past, and says so. A [day](read_day) may be today at any hour, or past.

mod error;
mod grammar;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
mod token;

use chrono::{DateTime, Datelike, Duration, NaiveTime, TimeZone, Weekday};

use crate::domain::when::{Day, Moment, Zone, day_month, distance, long};
pub use error::DueError;
use grammar::{Base, NextOf, Phrase, TextRange, Unit, Written};

/// The furthest ahead a due date may lie, in days: ten years. What lies beyond is a slip of the fingers.
const FURTHEST_DAYS: i64 = 3_653;

/// The time that a day alone means on the command line's clock.
pub const MORNING: NaiveTime = NaiveTime::from_hms_opt(9, 0, 0).expect("nine is an hour");

/// The end of a day of which any hour counts.
const LAST_SECOND: NaiveTime = NaiveTime::from_hms_opt(23, 59, 59).expect("a second to midnight exists");

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
    /// The day halfway between start and launch, if both have a date.
    pub midpoint: Option<Day>,
    /// Whether `3/4` is the third of April; `None` where nothing says so, and it is asked.
    pub day_first: Option<bool>,
}

impl DueContext {
    /// Makes a context with the defaults: days end at 17:00, no order of numbers, no review and no launch.
    pub fn new(now: Moment, zone: Zone) -> Self {
        Self {
            now,
            zone,
            end_of_day: END_OF_DAY,
            next_review: None,
            launch: None,
            midpoint: None,
            day_first: None,
        }
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
///
/// # Errors
/// [`DueError`] that says how it could be read.
pub fn read(text: &str, ctx: &DueContext) -> Result<Reading, DueError> {
    if let Ok(due) = Moment::parse(text) {
        return reading(text, due, true, ctx);
    }
    let phrase = grammar::parse(without_distance(text))?;
    if phrase.looks_back() {
        return Err(DueError::looks_back(text));
    }
    let due = resolve(text, &phrase, ctx)?;
    let has_year = matches!(
        phrase.base,
        Base::Written(Written { year: Some(_), .. }) | Base::Slashed { year: Some(_), .. }
    );
    reading(text, due, has_year, ctx)
}

/// Reads a whole day, which may be today at any hour, or past: `today`, `yesterday`, `3 days ago`, `last fri`, and
/// all that a due date may be.
///
/// # Errors
/// [`DueError`] that says how it could be read.
pub fn read_day(text: &str, ctx: &DueContext) -> Result<Day, DueError> {
    let ctx = DueContext { end_of_day: LAST_SECOND, ..*ctx };
    let at = match Moment::parse(text) {
        Ok(at) => at,
        Err(_) => resolve(text, &grammar::parse(without_distance(text))?, &ctx)?,
    };
    if at - ctx.now > Duration::days(FURTHEST_DAYS) {
        return Err(DueError::too_far(text, at, ctx.zone));
    }
    Ok(at.day(ctx.zone))
}

/// Reads a day that is today or past: names that come round take the last one, a date without its year the year in which
/// it is not ahead.
///
/// # Errors
/// [`DueError`] that says how it could be read, or that it lies ahead.
pub fn read_past_day(text: &str, ctx: &DueContext) -> Result<Day, DueError> {
    let today = ctx.today();
    let day = match grammar::parse(text).ok().filter(|phrase| phrase.span.is_none()).map(|phrase| phrase.base)
    {
        Some(Base::Weekday(weekday)) => today.plus_days(-6).on_or_next(weekday),
        Some(Base::DayOfMonth(number)) => {
            last_day_of_month(number, today).ok_or_else(|| DueError::no_such_day(text, None))?
        }
        Some(Base::Written(date)) if date.year.is_none() && date.weekday.is_none() => {
            let years = [0, 1, 2, 3, 4].map(|back| today.date().year() - back);
            let mut days = years.into_iter().filter_map(|year| Day::new(year, date.month, date.day));
            days.find(|day| *day <= today).ok_or_else(|| DueError::no_such_day(text, None))?
        }
        _ => read_day(text, ctx)?,
    };
    if day > today { Err(DueError::lies_ahead(text, day)) } else { Ok(day) }
}

/// The last day with this number, up to today.
fn last_day_of_month(number: u32, today: Day) -> Option<Day> {
    let in_month = |back: i32| {
        let month = today.plus_months(-back).date();
        Day::new(month.year(), month.month(), number)
    };
    (0..3).filter_map(in_month).find(|day| *day <= today)
}

/// Takes off the distance with which a date is shown, `, in 1 day 7 h`; the date in front of it says it all.
fn without_distance(text: &str) -> &str {
    let is_distance = |tail: &str| {
        let amount = tail.strip_prefix("in ").or_else(|| tail.strip_suffix(" late"));
        tail == "now" || amount.is_some_and(|amount| amount.starts_with(|c: char| c.is_ascii_digit()))
    };
    match text.trim_end().rsplit_once(", ") {
        Some((date, tail)) if date.contains(':') && is_distance(tail) => date,
        _ => text,
    }
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
    let echo = format!("{}, {}", long(due, ctx.zone), distance(due, ctx.now, ctx.zone));
    Ok(Reading { due, echo, past })
}

fn resolve(text: &str, phrase: &Phrase, ctx: &DueContext) -> Result<Moment, DueError> {
    let time = phrase.time.unwrap_or(ctx.end_of_day);
    let start = start(text, phrase.base, time, ctx)?;
    let day = start.day(ctx.zone);
    let day = match phrase.span {
        None => {
            let keeps_its_time = matches!(phrase.base, Base::Now | Base::Review | Base::Launch);
            if keeps_its_time && phrase.time.is_none() {
                return Ok(start);
            }
            day
        }
        Some(TextRange { unit: Unit::Hours, .. }) if phrase.time.is_some() => {
            return Err(DueError::hours_with_time(text));
        }
        Some(TextRange { amount, unit: Unit::Hours }) => {
            return Ok(start + Duration::hours(i64::from(amount)));
        }
        Some(TextRange { amount, unit: Unit::Days }) => day.plus_days(i64::from(amount)),
        Some(TextRange { amount, unit: Unit::Weeks }) => day.plus_days(i64::from(amount) * 7),
        Some(TextRange { amount, unit: Unit::Months }) => day.plus_months(amount),
    };
    match &phrase.clock {
        Some(clock) => on_clock(text, clock, day, time, ctx.zone),
        None => Ok(day.at(time, ctx.zone)),
    }
}

/// Finds the moment at which the clock that was named shows `time`: the zone's own, which tells the two hours of
/// autumn apart, or one that is given by its distance from UTC.
fn on_clock(text: &str, clock: &str, day: Day, time: NaiveTime, zone: Zone) -> Result<Moment, DueError> {
    let wall = day.date().and_time(time);
    let shown = zone.from_local_datetime(&wall);
    let is_named = |at: &DateTime<Zone>| at.offset().to_string().eq_ignore_ascii_case(clock);
    if let Some(at) = [shown.earliest(), shown.latest()].into_iter().flatten().find(is_named) {
        return Ok(Moment::from_time(&at));
    }
    let minutes = match clock {
        "z" | "utc" | "gmt" => 0,
        clock => {
            let (sign, digits) = clock.split_at_checked(1).unwrap_or_default();
            let number: i64 = digits.parse().map_err(|_| DueError::other_clock(text, clock, zone))?;
            let minutes = if digits.len() == 2 { number * 60 } else { number / 100 * 60 + number % 100 };
            if sign == "-" { -minutes } else { minutes }
        }
    };
    Ok(Moment::from_time(&(wall.and_utc() - Duration::minutes(minutes))))
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
        Base::Yesterday => at(today.plus_days(-1)),
        Base::Clock => Some(at(today)).filter(ahead).unwrap_or_else(|| at(today.plus_days(1))),
        Base::Weekday(weekday) => next_weekday(weekday, time, ctx),
        Base::Last(weekday) => at(today.plus_days(-7).on_or_next(weekday)),
        Base::EndOfWeek => next_weekday(Weekday::Fri, time, ctx),
        Base::EndOfMonth => Some(at(today.end_of_month()))
            .filter(ahead)
            .unwrap_or_else(|| at(today.end_of_month().plus_days(1).end_of_month())),
        Base::Review => ctx.next_review.ok_or(DueError::NoReview)?,
        Base::Midpoint => at(ctx.midpoint.ok_or(DueError::NoLaunch)?),
        Base::Launch => ctx.launch.ok_or(DueError::NoLaunch)?,
        Base::DayOfMonth(number) => at(day_of_month(text, number, time, ctx)?),
        Base::Written(date) => at(written(text, date, ctx)?),
        Base::Slashed { one, two, year, weekday } => {
            at(written(text, in_order(text, [one, two], year, weekday, ctx)?, ctx)?)
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

/// Finds the day with this number in this month, or in the next one when it is over.
fn day_of_month(text: &str, number: u32, time: NaiveTime, ctx: &DueContext) -> Result<Day, DueError> {
    let this_month = ctx.today().date();
    let next_month = ctx.today().end_of_month().plus_days(1).date();
    [this_month, next_month]
        .into_iter()
        .filter_map(|month| Day::new(month.year(), month.month(), number))
        .find(|day| day.at(time, ctx.zone) > ctx.now)
        .ok_or_else(|| DueError::no_such_day(text, None))
}

/// Finds a written date. Without its year it is this year's; one that is over this year is asked, unless the next
/// one lies in the cycle or the month after its launch.
fn written(text: &str, date: Written, ctx: &DueContext) -> Result<Day, DueError> {
    let in_year = |year| Day::new(year, date.month, date.day);
    let none = || DueError::no_such_day(text, ctx.day_first);
    let this_year = ctx.today().date().year();
    let Written { year, weekday, .. } = date;
    if let Some(weekday) = weekday {
        // The same date falls on another weekday in each of three years, so the weekday says which.
        let years = year.map_or_else(|| vec![this_year, this_year + 1, this_year - 1], |year| vec![year]);
        let days: Vec<Day> = years.into_iter().filter_map(in_year).collect();
        let nearest = *days.first().ok_or_else(none)?;
        let named = days.into_iter().find(|day| day.weekday() == weekday);
        return named.ok_or_else(|| DueError::other_weekday(text, nearest));
    }
    if let Some(year) = year {
        return in_year(year).ok_or_else(none);
    }
    let last = ctx.launch.map(|launch| launch.day(ctx.zone).plus_months(1));
    match (in_year(this_year), in_year(this_year + 1)) {
        (Some(day), _) if day >= ctx.today() => Ok(day),
        (None, Some(day)) => Ok(day),
        (Some(_), Some(day)) if last.is_some_and(|last| day <= last) => Ok(day),
        (Some(over), Some(ahead)) => {
            let over = spelled(over).replace(')', ", which is over)");
            Err(DueError::two_readings(text, over, spelled(ahead)))
        }
        (Some(over), None) => Ok(over),
        (None, None) => Err(none()),
    }
}

/// Says which of two numbers is the day: the one that is no month, or as the cycle has it, or as the weekday beside
/// them has it; otherwise both readings are asked.
fn in_order(
    text: &str,
    [one, two]: [u32; 2],
    year: Option<i32>,
    weekday: Option<Weekday>,
    ctx: &DueContext,
) -> Result<Written, DueError> {
    let day_first = Written { day: one, month: two, year, weekday };
    let month_first = Written { day: two, month: one, year, weekday };
    match ctx.day_first {
        Some(true) => return Ok(day_first),
        Some(false) => return Ok(month_first),
        None if one == two || one > 12 => return Ok(day_first),
        None if two > 12 => return Ok(month_first),
        None => {}
    }
    let named = |date| written(text, date, ctx).ok();
    match (named(day_first), named(month_first)) {
        (Some(_), None) if weekday.is_some() => return Ok(day_first),
        (None, Some(_)) if weekday.is_some() => return Ok(month_first),
        _ => {}
    }
    let this_year = ctx.today().date().year();
    let day = |date: Written| {
        let in_year = |year| Day::new(year, date.month, date.day);
        let this = in_year(year.unwrap_or(this_year)).filter(|day| year.is_some() || *day >= ctx.today());
        this.or_else(|| in_year(this_year + 1)).ok_or_else(|| DueError::no_such_day(text, None))
    };
    Err(DueError::two_readings(text, spelled(day(day_first)?), spelled(day(month_first)?)))
}

/// A day as it can be typed whatever the year is, and its weekday: `3 apr 2026 (Fri)`.
fn spelled(day: Day) -> String {
    let typed = day.date().format("%-d %b %Y").to_string().to_lowercase();
    format!("{typed} ({})", day.weekday())
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
