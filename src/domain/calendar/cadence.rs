//! The schedules of reviews that a cycle had, one after the other: what was scheduled stays as it was, and a new schedule
//! counts from the moment it was chosen.

use super::Schedule;
use crate::domain::when::{Day, Moment};
use chrono::{NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

/// How often and when reviews are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cadence {
    /// The weekday of the first review, and of all when they are whole weeks apart.
    pub weekday: Weekday,
    /// The time of reviews; clocks on the wall show it all year round.
    pub at: NaiveTime,
    /// Days from one review to the next; zero counts as one.
    pub every_days: u32,
}

/// A cadence that counted up to a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Era {
    /// How reviews were scheduled.
    #[serde(flatten)]
    pub cadence: Cadence,
    /// Reviews up to this moment are its.
    pub until: Moment,
}

/// Reviews of one cadence between two moments.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    cadence: Cadence,
    /// The day from which its first review is looked for.
    from: Day,
    /// How many of its reviews lie before it counts.
    skipped: i64,
    /// How many count; nothing where it goes on.
    count: Option<i64>,
}

impl Cadence {
    fn interval(&self) -> i64 {
        i64::from(self.every_days.max(1))
    }
}

impl Serialize for Cadence {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written {
            on: self.weekday.to_string().to_lowercase(),
            at: self.at.format("%H:%M").to_string(),
            every: self.every_days,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Cadence {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { on, at, every } = Written::deserialize(deserializer)?;
        let weekday = on.parse().map_err(|_| serde::de::Error::custom(format!("`{on}` is no weekday")))?;
        let at = NaiveTime::parse_from_str(&at, "%H:%M").map_err(serde::de::Error::custom)?;
        Ok(Self { weekday, at, every_days: every })
    }
}

/// A cadence as it is kept.
#[derive(Serialize, Deserialize)]
struct Written {
    on: String,
    at: String,
    every: u32,
}

impl Schedule {
    /// The cadence that counts now.
    pub const fn cadence(&self) -> Cadence {
        Cadence { weekday: self.weekday, at: self.at, every_days: self.every_days }
    }

    /// The cadence that counts for what happens on a day.
    pub fn cadence_on(&self, day: Day) -> Cadence {
        let earlier = self.earlier.iter().find(|era| day.at(era.cadence.at, self.zone) <= era.until);
        earlier.map_or_else(|| self.cadence(), |era| era.cadence)
    }

    /// The scheduled review of this number, from the first of the cycle on.
    pub(super) fn review(&self, index: i64) -> Moment {
        let mut left = index;
        for stretch in self.stretches() {
            match stretch.count {
                Some(count) if left >= count => left -= count,
                Some(_) | None => return self.review_of(&stretch, stretch.skipped.saturating_add(left)),
            }
        }
        Moment::MAX
    }

    /// The number of the first review at a moment or after it.
    pub(super) fn index_at_or_after(&self, moment: Moment) -> i64 {
        let mut before = 0;
        for stretch in self.stretches() {
            let index = (self.number_of(&stretch, moment) - stretch.skipped).max(0);
            match stretch.count {
                Some(count) if index >= count => before += count,
                Some(_) | None => return before + index,
            }
        }
        before
    }

    /// The stretches of the schedule in order; the last one goes on.
    fn stretches(&self) -> impl Iterator<Item = Stretch> + '_ {
        let mut after: Option<Moment> = None;
        let eras = self.earlier.iter().map(|era| (era.cadence, Some(era.until)));
        eras.chain([(self.cadence(), None)]).map(move |(cadence, until)| {
            let from = after.map_or(self.start, |after| after.day(self.zone).max(self.start));
            let mut stretch = Stretch { cadence, from, skipped: 0, count: None };
            let past = |stretch: &Stretch, moment: Moment| {
                let next = self.number_of(stretch, moment);
                if self.review_of(stretch, next) == moment { next + 1 } else { next }
            };
            stretch.skipped = after.map_or(0, |after| past(&stretch, after));
            stretch.count = until.map(|until| (past(&stretch, until) - stretch.skipped).max(0));
            after = until;
            stretch
        })
    }

    fn first_day(stretch: &Stretch) -> Day {
        stretch.from.on_or_next(stretch.cadence.weekday)
    }

    fn review_of(&self, stretch: &Stretch, number: i64) -> Moment {
        let days = number.saturating_mul(stretch.cadence.interval());
        Self::first_day(stretch).plus_days(days).at(stretch.cadence.at, self.zone)
    }

    /// The number, within a stretch, of its first review at a moment or after it.
    fn number_of(&self, stretch: &Stretch, moment: Moment) -> i64 {
        let days = Self::first_day(stretch).days_until(moment.day(self.zone));
        // The review of that day or interval may lie on either side of the moment.
        let guess = days.div_euclid(stretch.cadence.interval()).max(0);
        if self.review_of(stretch, guess) >= moment { guess } else { guess + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::when::{Zone, medium};
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    /// Mondays at ten until the afternoon of 14 January, from then on Thursdays at four.
    fn moved() -> Schedule {
        let winter = Schedule::new(Zone::UTC, day("2026-01-05"), day("2026-02-20"));
        let era = Era { cadence: winter.cadence(), until: at("2026-01-14T15:00:00Z") };
        Schedule {
            weekday: Weekday::Thu,
            at: NaiveTime::from_hms_opt(16, 30, 0).unwrap(),
            earlier: vec![era],
            ..winter
        }
    }

    #[test]
    fn earlier_slots_stay_as_they_were_and_the_new_schedule_counts_from_its_moment_on() {
        let reviews: Vec<String> = moved().reviews().take(5).map(|it| medium(it, Zone::UTC)).collect();
        assert_eq!(
            reviews,
            [
                "Mon 5 Jan 10:00",
                "Mon 12 Jan 10:00",
                "Thu 15 Jan 16:30",
                "Thu 22 Jan 16:30",
                "Thu 29 Jan 16:30"
            ]
        );
    }

    #[test]
    fn what_was_opened_before_goes_up_at_the_second_review_of_both_schedules_together() {
        for (opened, escalates) in [
            ("2026-01-05T09:00:00Z", "Mon 12 Jan 10:00"),
            ("2026-01-07T09:00:00Z", "Thu 15 Jan 16:30"),
            ("2026-01-13T09:00:00Z", "Thu 22 Jan 16:30"),
        ] {
            assert_eq!(medium(moved().escalates_at(at(opened), 1), Zone::UTC), escalates, "{opened}");
        }
    }

    #[test]
    fn a_schedule_of_a_day_that_has_been_counts_for_that_day() {
        assert_eq!(moved().cadence_on(day("2026-01-14")).at, NaiveTime::from_hms_opt(10, 0, 0).unwrap());
        assert_eq!(moved().cadence_on(day("2026-01-15")).at, NaiveTime::from_hms_opt(16, 30, 0).unwrap());
    }

    #[test]
    fn a_cadence_is_kept_as_people_write_it() {
        let kept = serde_json::to_string(&moved().earlier).unwrap();
        assert_eq!(kept, r#"[{"on":"mon","at":"10:00","every":7,"until":"2026-01-14T15:00:00Z"}]"#);
        assert_eq!(serde_json::from_str::<Vec<Era>>(&kept).unwrap(), moved().earlier);
    }

    proptest! {
        #[test]
        fn a_change_of_schedule_moves_no_review_that_has_been(
            changed in 0i64..60_000, weekday in 0u8..7, every_days in 1u32..20, hour in 0u32..24, opened in 0i64..60_000,
        ) {
            let before = Schedule::new(Zone::parse("Europe/Berlin").unwrap(), day("2026-01-05"), day("2026-02-20"));
            let moment = |minutes: i64| at("2026-01-04T00:00:00Z") + chrono::Duration::minutes(minutes);
            let until = moment(changed);
            let after = Schedule {
                weekday: Weekday::try_from(weekday).unwrap(),
                every_days,
                at: NaiveTime::from_hms_opt(hour, 0, 0).unwrap(),
                earlier: vec![Era { cadence: before.cadence(), until }],
                ..before.clone()
            };
            let has_been = |schedule: &Schedule| -> Vec<Moment> {
                schedule.reviews().take_while(|it| *it <= until).collect()
            };
            prop_assert_eq!(has_been(&before), has_been(&after));
            let opened = moment(opened);
            let (was, is) = (before.escalates_at(opened, 1), after.escalates_at(opened, 1));
            prop_assert!(if was <= until { is == was } else { is > until }, "{} {}", was, is);
            prop_assert!(after.reviews().take(30).collect::<Vec<_>>().is_sorted());
            // Each review has its number.
            for (index, review) in (0..).zip(after.reviews().take(30)) {
                prop_assert_eq!(after.index_at_or_after(review), index);
            }
        }
    }
}
