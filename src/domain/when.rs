//! Moments, days and zones, and how they are written. Knows neither the clock nor what is due.

mod day;
mod format;
mod tzdb;
mod zone;

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

use chrono::{DateTime, Duration, SecondsFormat, TimeZone, Utc};
use serde::{Deserialize, Serialize};

pub use day::Day;
pub(crate) use format::quoted;
pub use format::{countdown, day_month, distance, hours_left, long, medium, short_due, weekday_day};
pub use zone::{UnknownZone, Zone, ZoneOffset};

/// A text that is not a moment or a day as the product writes them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    /// Not an RFC 3339 instant between the years 1 and 9999.
    #[error("`{0}` is not an instant; write it as 2026-03-05T10:00:00Z")]
    Moment(String),
    /// Not an ISO 8601 calendar day between the years 1 and 9999.
    #[error("`{0}` is not a day; write it as 2026-03-05")]
    Day(String),
}

/// An instant in milliseconds since the Unix epoch, always between the years 1 and 9999 in UTC.
///
/// The bounds make every moment writable as RFC 3339; arithmetic stops at them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment(i64);

impl Moment {
    /// The first moment of the year 1.
    pub const MIN: Self = Self(-62_135_596_800_000);
    /// The last millisecond of the year 9999.
    pub const MAX: Self = Self(253_402_300_799_999);

    /// Makes a moment from milliseconds since the Unix epoch, held within [`Moment::MIN`] and
    /// [`Moment::MAX`].
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// Makes a moment from a date and time of any zone; what is finer than a millisecond is dropped.
    pub fn from_time<Z: TimeZone>(time: &DateTime<Z>) -> Self {
        Self::from_millis(time.timestamp_millis())
    }

    /// Returns the milliseconds since the Unix epoch.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// Returns the moment as a UTC date and time.
    pub fn to_utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).expect("moments lie between the years 1 and 9999")
    }

    /// Returns the moment as people in `zone` read it from their wall.
    pub fn in_zone(self, zone: Zone) -> DateTime<Zone> {
        self.to_utc().with_timezone(&zone)
    }

    /// Returns the civil day it is in `zone`.
    pub fn day(self, zone: Zone) -> Day {
        Day::from_date(self.in_zone(zone).date_naive())
    }

    /// Reads an RFC 3339 instant; any offset is accepted.
    pub fn parse(text: &str) -> Result<Self, WhenError> {
        let refused = || WhenError::Moment(quoted(text));
        let millis = DateTime::parse_from_rfc3339(text.trim()).map_err(|_| refused())?.timestamp_millis();
        if !(Self::MIN.0..=Self::MAX.0).contains(&millis) {
            return Err(refused());
        }
        Ok(Self(millis))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_utc().to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl Add<Duration> for Moment {
    type Output = Self;

    fn add(self, elapsed: Duration) -> Self {
        Self::from_millis(self.0.saturating_add(elapsed.num_milliseconds()))
    }
}

impl Sub<Duration> for Moment {
    type Output = Self;

    fn sub(self, elapsed: Duration) -> Self {
        Self::from_millis(self.0.saturating_sub(elapsed.num_milliseconds()))
    }
}

impl Sub for Moment {
    type Output = Duration;

    fn sub(self, earlier: Self) -> Duration {
        Duration::milliseconds(self.0 - earlier.0)
    }
}

/// Gives a type that is stored as its own text the conversions that serde and the command line ask for.
macro_rules! stored_as_text {
    ($($name:ty, $error:ty;)+) => {$(
        impl FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.to_string()
            }
        }
    )+};
}

stored_as_text! {
    Moment, WhenError;
    Day, WhenError;
    Zone, UnknownZone;
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveTime;

    fn zone(name: &str) -> Zone {
        Zone::parse(name).unwrap()
    }

    fn time(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn a_moment_is_written_in_utc_and_reads_back() {
        let moment = Moment::parse("2026-03-05T10:00:00.250+01:00").unwrap();
        assert_eq!(moment.to_string(), "2026-03-05T09:00:00.250Z");
        assert_eq!(Moment::parse(&moment.to_string()), Ok(moment));
        assert_eq!(serde_json::to_string(&moment).unwrap(), "\"2026-03-05T09:00:00.250Z\"");
        assert_eq!(serde_json::from_str::<Moment>("\"2026-03-05T09:00:00.25Z\"").unwrap(), moment);
        assert!(serde_json::from_str::<Moment>("\"yesterday\"").is_err());
    }

    #[test]
    fn moments_stop_at_the_years_that_can_be_written() {
        assert_eq!(Moment::from_millis(i64::MAX), Moment::MAX);
        assert_eq!(Moment::from_millis(i64::MIN), Moment::MIN);
        assert_eq!(Moment::MAX + Duration::days(400), Moment::MAX);
        assert_eq!(Moment::MIN - Duration::MAX, Moment::MIN);
        assert_eq!(Moment::MIN.to_string(), "0001-01-01T00:00:00Z");
        assert_eq!(Moment::MAX.to_string(), "9999-12-31T23:59:59.999Z");
        assert_eq!(Moment::MAX.day(zone("Pacific/Kiritimati")).to_string(), "9999-12-31");
        assert!(Moment::parse("0000-12-31T23:59:59Z").is_err());
    }

    #[test]
    fn the_day_of_a_moment_depends_on_the_zone() {
        let moment = Moment::parse("2026-03-05T11:00:00Z").unwrap();
        assert_eq!(moment.day(zone("UTC")).to_string(), "2026-03-05");
        assert_eq!(moment.day(zone("Pacific/Kiritimati")).to_string(), "2026-03-06");
    }

    #[test]
    fn forty_eight_hours_are_elapsed_time_over_a_change_of_clocks() {
        let opened = Day::new(2026, 3, 28).unwrap().at(time(10, 0), zone("Europe/Berlin"));
        let closes = opened + Duration::hours(48);
        assert_eq!((closes - opened).num_seconds(), 172_800);
        assert_eq!(medium(closes, zone("Europe/Berlin")), "Mon 30 Mar 11:00");
    }
}
