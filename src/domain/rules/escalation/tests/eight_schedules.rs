//! Escalation on eight schedules of reviews beside an oracle that shares nothing with the calendar: it looks at every
//! minute of the year, on UTC, for the hands of a clock in the zone.

use super::*;
use chrono::{DateTime, Datelike, TimeDelta, TimeZone, Timelike, Utc};

/// Zone, first day, weekday, time on the wall, days between two reviews.
type Calendar = (&'static str, &'static str, Weekday, &'static str, u32);

/// Half hours, a zone past the date line, changes of clocks on the very day and hour, and cadences of 1, 10 and 14 days.
const CALENDARS: [Calendar; 8] = [
    ("Europe/Berlin", "2026-01-05", Weekday::Mon, "10:00", 7),
    ("Europe/Berlin", "2026-10-01", Weekday::Thu, "16:30", 7),
    ("America/New_York", "2026-02-25", Weekday::Wed, "09:00", 7),
    ("Asia/Kathmandu", "2026-05-01", Weekday::Fri, "11:15", 7),
    ("Pacific/Apia", "2026-03-03", Weekday::Tue, "08:00", 14),
    ("America/Sao_Paulo", "2026-06-10", Weekday::Wed, "18:00", 1),
    ("Europe/Berlin", "2026-03-19", Weekday::Thu, "02:30", 10),
    ("Australia/Lord_Howe", "2026-03-22", Weekday::Sun, "02:15", 7),
];

fn schedule((zone, start, weekday, at, every_days): Calendar) -> Schedule {
    let start = day(start);
    Schedule {
        weekday,
        every_days,
        at: NaiveTime::parse_from_str(at, "%H:%M").unwrap(),
        ..Schedule::new(Zone::parse(zone).unwrap(), start, start.plus_days(40))
    }
}

/// The reviews of a calendar, found minute by minute: on each review day the first minute at which the wall shows the time,
/// or, where clocks jump over it, as long after the jump as the time is after the last minute before it.
fn reviews((zone, start, weekday, at, every_days): Calendar) -> Vec<DateTime<Utc>> {
    let zone: chrono_tz::Tz = zone.parse().unwrap();
    let wanted = NaiveTime::parse_from_str(at, "%H:%M").unwrap();
    let wanted = wanted.hour() * 60 + wanted.minute();
    let mut date = chrono::NaiveDate::parse_from_str(start, "%Y-%m-%d").unwrap();
    while date.weekday() != weekday {
        date = date.succ_opt().unwrap();
    }
    let mut minute = Utc.from_utc_datetime(&date.and_hms_opt(0, 0, 0).unwrap()) - TimeDelta::hours(30);
    let (mut found, mut before) = (Vec::new(), 0);
    while found.len() < 8 {
        let wall = minute.with_timezone(&zone);
        let shown = wall.hour() * 60 + wall.minute();
        if wall.date_naive() == date && shown >= wanted {
            let skipped = if shown > wanted { wanted - before - 1 } else { 0 };
            found.push(minute + TimeDelta::minutes(i64::from(skipped)));
            date += TimeDelta::days(i64::from(every_days));
        }
        before = shown;
        minute += TimeDelta::minutes(1);
    }
    found
}

/// When something goes up that was opened then: one full cycle of reviews after its first.
fn oracle(reviews: &[DateTime<Utc>], opened: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let mut later = reviews.iter().filter(|at| **at >= opened);
    later.next()?;
    later.next().copied()
}

#[test]
fn the_oracle_and_the_calendar_name_the_same_reviews() {
    for calendar in CALENDARS {
        let expected: Vec<Moment> = reviews(calendar).iter().map(Moment::from_time).collect();
        let found: Vec<Moment> = schedule(calendar).reviews().take(expected.len()).collect();
        assert_eq!(found, expected, "{calendar:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn on_eight_schedules_a_blocker_goes_up_when_the_oracle_says(
        which in 0..CALENDARS.len(),
        at_review in any::<bool>(),
        review in 0usize..5,
        seconds in -700_000i64..700_000,
        beside in -1i64..=1,
    ) {
        let calendar = CALENDARS[which];
        let reviews = reviews(calendar);
        // A second before a review, at it and a second after it, or anywhere around.
        let off = if at_review { TimeDelta::seconds(beside) } else { TimeDelta::seconds(seconds) };
        let opened = reviews[review] + off;
        let Some(expected) = oracle(&reviews, opened) else { return Ok(()) };
        let mut board = sound();
        board.cycle = cycle_of(&schedule(calendar));
        board.blockers = Table::new(vec![Blocker { opened: Moment::from_time(&opened), ..open_blocker(1) }]);
        let expected = Moment::from_time(&expected);
        prop_assert_eq!(wound(&board, expected - Duration::milliseconds(1)).escalated_at, None);
        prop_assert_eq!(wound(&board, expected).escalated_at, Some(expected));
        prop_assert_eq!(wound(&board, expected + Duration::days(400)).escalated_at, Some(expected));
    }
}
