//! How moments and distances are written on screens and by commands. Knows nothing of what is due.

use super::{Day, Moment, Zone};

const MINUTE: i64 = 60_000;

/// A distance between two moments as a calendar has it; fractions of a minute are dropped.
struct Parts {
    /// From one day of the calendar to the other.
    calendar: i64,
    /// Days after which clocks show the same time again, and what is left of hours and minutes then.
    days: i64,
    hours: i64,
    minutes: i64,
}

impl Parts {
    fn between(one: Moment, other: Moment, zone: Zone) -> Self {
        let (early, late) = if one < other { (one, other) } else { (other, one) };
        let (day, time) = (early.day(zone), early.in_zone(zone).time());
        let calendar = day.days_until(late.day(zone));
        let reached = |days: &i64| if *days == 0 { early } else { day.plus_days(*days).at(time, zone) };
        let days = [calendar, calendar - 1].into_iter().find(|days| *days >= 0 && reached(days) <= late);
        let days = days.unwrap_or(0);
        let minutes = (late.millis() - reached(&days).millis()) / MINUTE;
        Self { calendar, days, hours: minutes / 60, minutes: minutes % 60 }
    }

    fn is_zero(&self) -> bool {
        self.days == 0 && self.hours == 0 && self.minutes == 0
    }

    /// The largest unit that is not zero, as in `4d`, `22h` or `45m`.
    fn largest(&self) -> String {
        match self {
            Self { days: 1.., .. } => format!("{}d", self.calendar),
            Self { hours: 1.., .. } => format!("{}h", self.hours),
            Self { .. } => format!("{}m", self.minutes),
        }
    }
}

/// Writes the time left to `due` in one column: `4d`, `6h`, `45m`, `now`, or `−2d` when it is late.
///
/// From a day on, days of the calendar in `zone` are counted. The minus sign is U+2212, as wide as a digit.
pub fn short_due(due: Moment, now: Moment, zone: Zone) -> String {
    let parts = Parts::between(due, now, zone);
    if parts.is_zero() {
        return "now".to_owned();
    }
    let sign = if due < now { "\u{2212}" } else { "" };
    format!("{sign}{}", parts.largest())
}

/// Writes the time left of a window of hours, as it counts down: `47:59`, or `−0:20` once it is over. Where
/// that would be wider, a hundred hours before or ten after, minutes no longer help: `4d`, `−10h`. Hours elapse, so
/// a day of them is 24 wherever one is.
pub fn hours_left(ends: Moment, now: Moment) -> String {
    let minutes = (ends - now).num_milliseconds().div_euclid(MINUTE);
    let sign = if minutes < 0 { "\u{2212}" } else { "" };
    if minutes >= 6_000 || minutes <= -600 {
        let hours = (ends - now).num_hours().abs();
        return if hours < 24 { format!("{sign}{hours}h") } else { format!("{sign}{}d", hours / 24) };
    }
    format!("{sign}{}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// Writes a moment in full: `Fri 13 Mar 2026, 17:00 CET`.
pub fn long(moment: Moment, zone: Zone) -> String {
    moment.in_zone(zone).format("%a %-d %b %Y, %H:%M %Z").to_string()
}

/// Writes a moment of the running year: `Tue 10 Mar 12:00`.
pub fn medium(moment: Moment, zone: Zone) -> String {
    moment.in_zone(zone).format("%a %-d %b %H:%M").to_string()
}

/// Writes a day of the running year: `13 Mar`.
pub fn day_month(day: Day) -> String {
    day.date().format("%-d %b").to_string()
}

/// Writes a day of the running year with its weekday: `Fri 13 Mar`.
pub fn weekday_day(day: Day) -> String {
    day.date().format("%a %-d %b").to_string()
}

/// Writes how far away `due` is in words: `in 1 day 7 h`, `2 days late`, `now`.
///
/// Hours are left out from a week on, where they no longer help and days of the calendar in `zone` are counted.
pub fn distance(due: Moment, now: Moment, zone: Zone) -> String {
    let parts = Parts::between(due, now, zone);
    let whole = if parts.days < 7 { parts.days } else { parts.calendar };
    let days = match whole {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    };
    let amount = match parts {
        parts if parts.is_zero() => return "now".to_owned(),
        Parts { days: 7.., .. } | Parts { days: 1.., hours: 0, .. } => days,
        Parts { days: 1.., hours, .. } => format!("{days} {hours} h"),
        Parts { hours: 0, minutes, .. } => format!("{minutes} min"),
        Parts { hours, minutes: 0, .. } => format!("{hours} h"),
        Parts { hours, minutes, .. } => format!("{hours} h {minutes} min"),
    };
    if due < now { format!("{amount} late") } else { format!("in {amount}") }
}

/// Writes the time to launch: `T−12d 4h`, in the last day `T−4h 20m`, and `T+3d` afterwards.
pub fn countdown(launch: Moment, now: Moment, zone: Zone) -> String {
    let parts = Parts::between(launch, now, zone);
    if now >= launch {
        return format!("T+{}", parts.largest());
    }
    match parts {
        Parts { days: 1.., .. } => format!("T\u{2212}{}d {}h", parts.days, parts.hours),
        Parts { hours: 1.., .. } => format!("T\u{2212}{}h {}m", parts.hours, parts.minutes),
        Parts { .. } => format!("T\u{2212}{}m", parts.minutes),
    }
}

/// Makes what was typed fit to stand in a sentence: one line, no control characters, at most 40 characters.
pub(crate) fn quoted(text: &str) -> String {
    let plain: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let plain = plain.join(" ");
    match plain.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &plain[..end]),
        None => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    fn now() -> Moment {
        Moment::parse("2026-03-12T10:00:00+01:00").unwrap()
    }

    fn berlin() -> Zone {
        Zone::parse("Europe/Berlin").unwrap()
    }

    fn minutes(minutes: i64) -> Moment {
        now() + Duration::minutes(minutes)
    }

    #[test]
    fn a_due_column_shows_the_largest_unit() {
        for (away, shown) in [
            (4 * 1_440, "4d"),
            (47 * 60, "2d"),
            (24 * 60, "1d"),
            (22 * 60 + 59, "22h"),
            (60, "1h"),
            (59, "59m"),
            (0, "now"),
            (-45, "−45m"),
            (-6 * 60, "−6h"),
            (-2 * 1_440, "−2d"),
        ] {
            assert_eq!(short_due(minutes(away), now(), berlin()), shown, "{away}");
        }
    }

    #[test]
    fn days_are_those_of_the_calendar_and_not_bundles_of_hours() {
        let at = |text: &str| Moment::parse(text).unwrap();
        let thursday = at("2026-03-12T22:00:00+01:00");
        for (due, short, said) in [
            // Eleven hours are no day, though the next one has begun.
            ("2026-03-13T09:00:00+01:00", "11h", "in 11 h"),
            ("2026-03-14T21:00:00+01:00", "2d", "in 1 day 23 h"),
            ("2026-03-19T21:00:00+01:00", "7d", "in 6 days 23 h"),
            ("2026-03-24T09:00:00+01:00", "12d", "in 12 days"),
            ("2026-03-10T23:00:00+01:00", "\u{2212}2d", "1 day 23 h late"),
            ("2026-03-01T23:00:00+01:00", "\u{2212}11d", "11 days late"),
            // A day of 23 hours.
            ("2026-03-29T22:00:00+02:00", "17d", "in 17 days"),
        ] {
            assert_eq!(short_due(at(due), thursday, berlin()), short, "{due}");
            assert_eq!(distance(at(due), thursday, berlin()), said, "{due}");
        }
        let (before, after) = (at("2026-03-28T10:00:00+01:00"), at("2026-03-29T10:00:00+02:00"));
        assert_eq!(distance(after, before, berlin()), "in 1 day");
        assert_eq!(distance(after, before, Zone::UTC), "in 23 h");
        assert_eq!(countdown(at("2026-03-09T09:00:00+01:00"), thursday, berlin()), "T+3d");
    }

    #[test]
    fn a_window_is_counted_down_in_hours_and_minutes() {
        for (away, shown) in [(48 * 60 - 1, "47:59"), (61, "1:01"), (9, "0:09"), (-65, "−1:05")] {
            assert_eq!(hours_left(minutes(away), now()), shown, "{away}");
        }
    }

    #[test]
    fn distances_are_said_in_words() {
        for (away, said) in [
            (31 * 60, "in 1 day 7 h"),
            (48 * 60, "in 2 days"),
            (-48 * 60, "2 days late"),
            (-30 * 60, "1 day 6 h late"),
            (12 * 1_440 + 90, "in 12 days"),
            (90, "in 1 h 30 min"),
            (120, "in 2 h"),
            (5, "in 5 min"),
            (0, "now"),
        ] {
            assert_eq!(distance(minutes(away), now(), berlin()), said, "{away}");
        }
    }

    #[test]
    fn the_countdown_runs_to_the_launch_and_on() {
        for (away, shown) in [
            (12 * 1_440 + 4 * 60 + 59, "T−12d 4h"),
            (1_440, "T−1d 0h"),
            (4 * 60 + 20, "T−4h 20m"),
            (20, "T−20m"),
            (0, "T+0m"),
            (-90, "T+1h"),
            (-3 * 1_440 - 600, "T+3d"),
        ] {
            assert_eq!(countdown(minutes(away), now(), berlin()), shown, "{away}");
        }
    }

    #[test]
    fn what_was_typed_stands_in_a_sentence_as_one_short_line() {
        assert_eq!(quoted("fri\u{1b}[31m\n 5pm"), "fri [31m 5pm");
        assert_eq!(quoted(&"é".repeat(41)), format!("{}…", "é".repeat(40)));
        assert_eq!(quoted(&"é".repeat(40)), "é".repeat(40));
    }

    #[test]
    fn moments_are_written_in_the_zone_of_the_cycle() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        let due = Moment::parse("2026-03-13T16:00:00Z").unwrap();
        assert_eq!(long(due, berlin), "Fri 13 Mar 2026, 17:00 CET");
        assert_eq!(long(due + Duration::days(20), berlin), "Thu 2 Apr 2026, 18:00 CEST");
        assert_eq!(medium(due, berlin), "Fri 13 Mar 17:00");
        assert_eq!(day_month(due.day(berlin)), "13 Mar");
        assert_eq!(weekday_day(due.day(berlin)), "Fri 13 Mar");
    }

    #[test]
    fn a_window_of_hours_counts_down_by_the_minute_and_on_when_it_is_over() {
        let ends = Moment::from_millis(48 * 3_600_000);
        let after = |seconds: i64| hours_left(ends, Moment::from_millis(seconds * 1_000));
        assert_eq!(
            [after(0), after(1), after(3_600), after(48 * 3_600 - 61)],
            ["48:00", "47:59", "47:00", "0:01"]
        );
        assert_eq!(
            [after(48 * 3_600), after(48 * 3_600 + 1), after(51 * 3_600)],
            ["0:00", "\u{2212}0:01", "\u{2212}3:00"]
        );
        assert_eq!([after(58 * 3_600), after(168 * 3_600)], ["\u{2212}10h", "\u{2212}5d"]);
    }
}
