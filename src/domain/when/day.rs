//! Civil days, and the moments at which clocks show a time on them. Knows neither today nor what is due.

use std::fmt;

use chrono::{Datelike, Days, Duration, Months, NaiveDate, NaiveTime, Offset, TimeZone, Weekday};
use serde::{Deserialize, Serialize};

use super::{Moment, WhenError, Zone, quoted};

/// A civil day, without a zone, between the years 1 and 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(NaiveDate);

impl Day {
    /// Makes a day from its numbers; `None` where the calendar has no such day.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let date = NaiveDate::from_ymd_opt(year, month, day)?;
        (1..=9999).contains(&year).then_some(Self(date))
    }

    /// Makes a day from a date, held within the years 1 and 9999.
    pub fn from_date(date: NaiveDate) -> Self {
        let edge = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("the edge is a date");
        Self(date.clamp(edge(1, 1, 1), edge(9999, 12, 31)))
    }

    /// Returns the plain date.
    pub fn date(self) -> NaiveDate {
        self.0
    }

    /// Returns the day of the week.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// Reads an ISO 8601 day such as `2026-03-05`, digits and dashes exactly so.
    pub fn parse(text: &str) -> Result<Self, WhenError> {
        let refused = || WhenError::Day(quoted(text));
        let trimmed = text.trim();
        // The library reads shorter and signed forms too; a file should hold one form only.
        let is_iso = trimmed.len() == 10
            && trimmed.bytes().enumerate().all(
                |(i, b)| {
                    if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() }
                },
            );
        if !is_iso {
            return Err(refused());
        }
        let date = trimmed.parse::<NaiveDate>().map_err(|_| refused())?;
        Self::new(date.year(), date.month(), date.day()).ok_or_else(refused)
    }

    /// Returns the day `days` later, or earlier when negative, held within the years 1 and 9999.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let distance = Days::new(days.unsigned_abs());
        if days < 0 {
            return Self::from_date(self.0.checked_sub_days(distance).unwrap_or(NaiveDate::MIN));
        }
        Self::from_date(self.0.checked_add_days(distance).unwrap_or(NaiveDate::MAX))
    }

    /// Returns the same day of the month `months` later or earlier, or that month's last day when it
    /// is shorter.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let distance = Months::new(months.unsigned_abs());
        if months < 0 {
            return Self::from_date(self.0.checked_sub_months(distance).unwrap_or(NaiveDate::MIN));
        }
        Self::from_date(self.0.checked_add_months(distance).unwrap_or(NaiveDate::MAX))
    }

    /// Returns the last day of this day's month.
    #[must_use]
    pub fn end_of_month(self) -> Self {
        let first = Self(self.0.with_day(1).expect("every month has a first day"));
        first.plus_months(1).plus_days(-1)
    }

    /// Returns this day or the first one after it that falls on `weekday`.
    #[must_use]
    pub fn on_or_next(self, weekday: Weekday) -> Self {
        self.plus_days(i64::from(weekday.days_since(self.weekday())))
    }

    /// Counts the civil days from this day to `later`, negative when that lies before.
    pub fn days_until(self, later: Self) -> i64 {
        (later.0 - self.0).num_days()
    }

    /// Returns the moment at which clocks in `zone` show `time` on this day.
    ///
    /// A time that clocks skip in spring moves forward by as much as they do; of a time they show twice in
    /// autumn the first is meant.
    pub fn at(self, time: NaiveTime, zone: Zone) -> Moment {
        let wall = self.0.and_time(time);
        if let Some(moment) = zone.from_local_datetime(&wall).earliest() {
            return Moment::from_time(&moment);
        }
        // The offset that held just before the gap; a gap is a day long at most.
        let before = (1..=48).find_map(|hours| {
            let earlier = wall.checked_sub_signed(Duration::hours(hours))?;
            zone.offset_from_local_datetime(&earlier).latest()
        });
        let offset = before.map_or(0, |offset| offset.fix().local_minus_utc());
        Moment::from_time(&(wall.and_utc() - Duration::seconds(i64::from(offset))))
    }

    /// Returns the last millisecond of this day in `zone`: what must happen on a day is late after it.
    pub fn end(self, zone: Zone) -> Moment {
        self.plus_days(1).at(NaiveTime::MIN, zone) - Duration::milliseconds(1)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::parse(name).unwrap()
    }

    fn time(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    fn at(zone_name: &str, day: &str, hour: u32, minute: u32) -> String {
        Day::parse(day).unwrap().at(time(hour, minute), zone(zone_name)).to_string()
    }

    #[test]
    fn a_day_is_read_in_its_iso_form_only() {
        assert_eq!(Day::parse("2026-03-05").unwrap().to_string(), "2026-03-05");
        for text in ["2026-3-5", "+2026-03-05", "2026-02-29", "0000-01-01", "5 mar", "", "2026-03-0é"] {
            assert_eq!(Day::parse(text), Err(WhenError::Day(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn days_move_over_months_and_stop_at_the_edge() {
        let day = Day::new(2026, 1, 31).unwrap();
        assert_eq!(day.plus_months(1).to_string(), "2026-02-28");
        assert_eq!(day.plus_months(-2).to_string(), "2025-11-30");
        assert_eq!(day.plus_days(-31).to_string(), "2025-12-31");
        assert_eq!(Day::new(2028, 2, 3).unwrap().end_of_month().to_string(), "2028-02-29");
        assert_eq!(day.on_or_next(Weekday::Sat), day);
        assert_eq!(day.on_or_next(Weekday::Fri).to_string(), "2026-02-06");
        assert_eq!(day.plus_days(i64::MAX).to_string(), "9999-12-31");
        assert_eq!(day.plus_days(i64::MIN).to_string(), "0001-01-01");
        assert_eq!(day.plus_months(i32::MIN).to_string(), "0001-01-01");
    }

    #[test]
    fn a_time_that_clocks_skip_moves_forward() {
        assert_eq!(at("Europe/Berlin", "2026-03-29", 2, 30), "2026-03-29T01:30:00Z");
        assert_eq!(at("America/New_York", "2026-03-08", 2, 30), "2026-03-08T07:30:00Z");
        // Lord Howe turns its clocks by half an hour: 02:15 is read as 02:45 at +11.
        assert_eq!(at("Australia/Lord_Howe", "2026-10-04", 2, 15), "2026-10-03T15:45:00Z");
        // Samoa left out a whole day.
        assert_eq!(at("Pacific/Apia", "2011-12-30", 12, 0), "2011-12-30T22:00:00Z");
    }

    #[test]
    fn of_a_time_shown_twice_the_first_is_meant() {
        assert_eq!(at("Europe/Berlin", "2026-10-25", 2, 30), "2026-10-25T00:30:00Z");
        assert_eq!(at("America/New_York", "2026-11-01", 1, 30), "2026-11-01T05:30:00Z");
        assert_eq!(at("Australia/Lord_Howe", "2026-04-05", 1, 45), "2026-04-04T14:45:00Z");
    }

    #[test]
    fn a_day_ends_at_local_midnight() {
        let end = |name| Day::new(2026, 3, 6).unwrap().end(zone(name)).to_string();
        assert_eq!(end("Europe/Berlin"), "2026-03-06T22:59:59.999Z");
        assert_eq!(end("Pacific/Kiritimati"), "2026-03-06T09:59:59.999Z");
    }
}
