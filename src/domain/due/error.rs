//! Why a due date was not taken, each time with what to type instead. Knows no grammar.

use thiserror::Error;

use crate::domain::when::{Day, Moment, Zone, long, quoted, weekday_day};

/// A due date that was refused; the message says what reads which way or gives examples.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DueError {
    /// Nothing was typed.
    #[error("a date is needed")]
    Empty,
    /// The text is no due date.
    #[error("`{0}` is not a date")]
    Unknown(String),
    /// The text is taken to mean one day by some people and another day by others.
    #[error("`{text}` is ambiguous; type {near} or {far}")]
    TwoReadings {
        /// What was typed.
        text: String,
        /// What to type for the nearer day, and that day.
        near: String,
        /// What to type for the other day, and that day.
        far: String,
    },
    /// `1m`, which is a minute or a month.
    #[error(
        "`{text}` is ambiguous: minutes are too short for a due date (1h is the least), months are {months}"
    )]
    MinutesOrMonths {
        /// What was typed.
        text: String,
        /// What to type for months.
        months: String,
    },
    /// A due date in minutes.
    #[error("`{0}`: minutes are too short for a due date; the least is 1h")]
    Minutes(String),
    /// The words themselves point back: `yesterday`, `3 days ago`, `-2d`.
    #[error("`{0}` looks back, a due date lies ahead")]
    LooksBack(String),
    /// The reading does not lie ahead.
    #[error("`{text}` is {when}, which has passed; a due date lies ahead: give a later time or a later day")]
    Passed {
        /// What was typed.
        text: String,
        /// How it was read.
        when: String,
    },
    /// A fact that has not happened yet.
    #[error("`{text}` is {day}, which lies ahead; a fact counts for today or an earlier day")]
    LiesAhead {
        /// What was typed.
        text: String,
        /// How it was read.
        day: String,
    },
    /// The reading lies further ahead than any cycle runs.
    #[error("`{text}` is {when}, more than ten years ahead; check the number")]
    TooFar {
        /// What was typed.
        text: String,
        /// How it was read.
        when: String,
    },
    /// `review` where none is scheduled.
    #[error(
        "no review is scheduled, so `review` names no date; give the cycle a review cadence, or type a day such as fri"
    )]
    NoReview,
    /// `launch` where it has no date.
    #[error("the launch has no date yet; set it, or type a day such as 24 mar")]
    NoLaunch,
    /// A date that no calendar has.
    #[error("`{text}` is not a day of the calendar{order}")]
    NoSuchDay {
        /// What was typed.
        text: String,
        /// The order in which numbers are read, where it matters.
        order: &'static str,
    },
    /// A time on a clock that the cycle does not go by.
    #[error("`{text}` names a clock, {clock}, that {zone} does not show then; leave it out, or write +01:00")]
    OtherClock {
        /// What was typed.
        text: String,
        /// The clock it names.
        clock: String,
        /// The cycle's zone.
        zone: &'static str,
    },
    /// A time that no clock shows.
    #[error("`{0}` has a time that no clock shows; examples: 5pm, 9:30am, 17:00")]
    NoSuchTime(String),
    /// A weekday that is not the date's own.
    #[error("`{text}` contradicts itself: {date} is a {weekday}; drop the weekday or mend the date")]
    OtherWeekday {
        /// What was typed.
        text: String,
        /// The date alone.
        date: String,
        /// Its weekday.
        weekday: String,
    },
    /// Hours and a time of day together.
    #[error("`{0}` counts hours and names a time of day as well; drop the time, or count in days: +2d 5pm")]
    HoursWithTime(String),
    /// A clock given by hand that is no instant.
    #[error(
        "`{0}` is not an instant; write 2026-03-05T10:00:00Z, or 2026-03-05 for 09:00 in the cycle's zone"
    )]
    Instant(String),
}

impl DueError {
    pub(super) fn unknown(text: &str) -> Self {
        Self::Unknown(quoted(text))
    }

    pub(super) fn two_readings(text: &str, near: String, far: String) -> Self {
        Self::TwoReadings { text: quoted(text), near, far }
    }

    pub(super) fn minutes_or_months(text: &str, number: u32) -> Self {
        Self::MinutesOrMonths { text: quoted(text), months: format!("{number}mo") }
    }

    pub(super) fn minutes(text: &str) -> Self {
        Self::Minutes(quoted(text))
    }

    pub(super) fn looks_back(text: &str) -> Self {
        Self::LooksBack(quoted(text))
    }

    pub(super) fn passed(text: &str, due: Moment, zone: Zone) -> Self {
        Self::Passed { text: quoted(text), when: long(due, zone) }
    }

    pub(super) fn too_far(text: &str, due: Moment, zone: Zone) -> Self {
        Self::TooFar { text: quoted(text), when: long(due, zone) }
    }

    pub(super) fn midnight(text: &str) -> Self {
        let named = text.trim().to_lowercase();
        let day = named.trim_end_matches("midnight").trim();
        let at = |time: &str| quoted(format!("{day} {time}").trim());
        Self::two_readings(
            text,
            format!("{} (as it begins)", at("0:00")),
            format!("{} (as it ends)", at("23:59")),
        )
    }

    pub(super) fn other_clock(text: &str, clock: &str, zone: Zone) -> Self {
        Self::OtherClock { text: quoted(text), clock: quoted(clock).to_uppercase(), zone: zone.name() }
    }

    pub(super) fn lies_ahead(text: &str, day: Day) -> Self {
        let day = format!("{} {}", weekday_day(day), day.date().format("%Y"));
        Self::LiesAhead { text: quoted(text), day }
    }

    pub(super) fn no_such_day(text: &str, day_first: Option<bool>) -> Self {
        let order = match day_first {
            Some(true) => " (here the day comes first: 20/3)",
            Some(false) => " (here the month comes first: 3/20)",
            None => "",
        };
        Self::NoSuchDay { text: quoted(text), order: if text.contains('/') { order } else { "" } }
    }

    pub(super) fn no_such_time(text: &str) -> Self {
        Self::NoSuchTime(quoted(text))
    }

    pub(super) fn other_weekday(text: &str, day: Day) -> Self {
        let date = day.date().format("%-d %b %Y").to_string();
        Self::OtherWeekday { text: quoted(text), date, weekday: day.date().format("%A").to_string() }
    }

    pub(super) fn hours_with_time(text: &str) -> Self {
        Self::HoursWithTime(quoted(text))
    }

    pub(super) fn instant(text: &str) -> Self {
        Self::Instant(quoted(text))
    }
}
