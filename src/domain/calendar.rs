//! The calendar of a cycle: its scheduled reviews, when an open item escalates, and what happens on which
//! day.
//! Knows neither records nor the clock.

mod cadence;
mod computed;
mod date_rule;
mod entries;
mod entry_kind;
mod phase;

use std::str::FromStr;

use chrono::{NaiveTime, Weekday, WeekdaySet};
use serde::{Deserialize, Serialize};

use crate::domain::when::{Day, Moment, Zone};
pub use cadence::{Cadence, Era};
pub use computed::{ComputedDates, RiskDates};
pub use date_rule::DateRule;
pub use entries::Entry;
pub use entry_kind::EntryKind;
pub use phase::Phase;

/// Days of the kick-off, and the days before launch in which the gate is prepared.
const KICK_OFF_DAYS: i64 = 7;
const LAST_DAYS: i64 = 7;

const LAUNCH_TIME: NaiveTime = NaiveTime::from_hms_opt(9, 0, 0).expect("nine is an hour");
const REVIEW_TIME: NaiveTime = NaiveTime::from_hms_opt(10, 0, 0).expect("ten is an hour");

/// When a cycle runs, launches and reviews; everything else in its calendar follows from this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The zone in which the cycle's clock times hold.
    pub zone: Zone,
    /// The first day.
    pub start: Day,
    /// The day of launch.
    pub launch: Day,
    /// The time of launch.
    pub launch_time: NaiveTime,
    /// The weekday of the first review, and of all when they are whole weeks apart.
    pub weekday: Weekday,
    /// The time of reviews; clocks on the wall show it all year round.
    pub at: NaiveTime,
    /// Days from one review to the next; zero counts as one.
    pub every_days: u32,
    /// The day of the checkpoint after launch, where somebody has set one.
    pub checkpoint: Option<Day>,
    /// The weekdays that computed single dates avoid.
    pub weekend: WeekdaySet,
    /// How reviews were scheduled before, the oldest first.
    pub earlier: Vec<Era>,
}

/// Saturday and Sunday.
pub const WEEKEND: WeekdaySet = WeekdaySet::from_array([Weekday::Sat, Weekday::Sun]);

/// A day that the date rules of playbooks count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Anchor {
    /// The first day of the cycle.
    Start,
    /// The day halfway between start and launch.
    Midpoint,
    /// The day of launch.
    Launch,
}

/// A text that names no day to count from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no day to count from; there are start, midpoint and launch")]
pub struct UnknownAnchor(String);

impl FromStr for Anchor {
    type Err = UnknownAnchor;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "start" => Ok(Self::Start),
            "midpoint" => Ok(Self::Midpoint),
            "launch" => Ok(Self::Launch),
            _ => Err(UnknownAnchor(text.to_owned())),
        }
    }
}

impl Schedule {
    /// Makes a schedule with the defaults: launch at 09:00, reviews every Monday at 10:00.
    pub fn new(zone: Zone, start: Day, launch: Day) -> Self {
        Self {
            zone,
            start,
            launch,
            launch_time: LAUNCH_TIME,
            weekday: Weekday::Mon,
            at: REVIEW_TIME,
            every_days: 7,
            checkpoint: None,
            weekend: WEEKEND,
            earlier: Vec::new(),
        }
    }

    /// Returns the moment of launch.
    pub fn launch_at(&self) -> Moment {
        self.launch.at(self.launch_time, self.zone)
    }

    /// Returns the day halfway between start and launch, the earlier one of two.
    pub fn midpoint(&self) -> Day {
        self.start.plus_days(self.start.days_until(self.launch).div_euclid(2))
    }

    /// Returns the day that lies `days` after an anchor, or before it when negative.
    pub fn resolve(&self, anchor: Anchor, days: i64) -> Day {
        let day = match anchor {
            Anchor::Start => self.start,
            Anchor::Midpoint => self.midpoint(),
            Anchor::Launch => self.launch,
        };
        day.plus_days(days)
    }

    /// Returns this day, or the last working day before it where it falls on the weekend; never one before the cycle.
    ///
    /// Source: rulings on time; single dates that are computed avoid the weekend, the reviews of the cadence do not.
    pub fn working_day(&self, day: Day) -> Day {
        let is_free = |day: &Day| self.weekend.contains(day.weekday());
        let before = (0..7).map(|back| day.plus_days(-back)).find(|day| !is_free(day)).unwrap_or(day);
        if before < self.start { day } else { before }
    }

    /// Returns the scheduled reviews from the start of the cycle to the end of the year 9999.
    pub fn reviews(&self) -> impl Iterator<Item = Moment> + use<> {
        let schedule = self.clone();
        let before = self.clone();
        // Days stop at the end of the calendar, where the same review would come for ever.
        let is_new = move |index: &i64| *index == 0 || before.review(*index) > before.review(index - 1);
        (0..).take_while(is_new).map(move |index| schedule.review(index))
    }

    /// Returns the first scheduled review at `moment` or after it.
    pub fn first_review_at_or_after(&self, moment: Moment) -> Moment {
        self.review(self.index_at_or_after(moment))
    }

    /// Returns the first scheduled review after `moment`.
    pub fn next_review(&self, moment: Moment) -> Moment {
        let first = self.index_at_or_after(moment);
        let review = self.review(first);
        if review > moment { review } else { self.review(first + 1) }
    }

    /// Returns when an item opened at `opened` escalates: `after_cycles` reviews after its first
    /// scheduled one.
    ///
    /// Scheduled times count, so a review that is not held does not stop the clock (one full review cycle).
    pub fn escalates_at(&self, opened: Moment, after_cycles: u32) -> Moment {
        self.review(self.index_at_or_after(opened).saturating_add(i64::from(after_cycles)))
    }

    /// Returns the latest moment at which an item can have been opened that has escalated by `now`; `None` before
    /// the first item can have.
    pub fn gone_up_by(&self, now: Moment, after_cycles: u32) -> Option<Moment> {
        let next = self.index_at_or_after(now);
        let last = if self.review(next) == now { next } else { next - 1 };
        let first = last - i64::from(after_cycles);
        (first >= 0).then(|| self.review(first))
    }

    /// Returns where in the cycle a moment lies. The stretches never change their order, however short the cycle.
    pub fn phase(&self, now: Moment) -> Phase {
        let day = now.day(self.zone);
        let midpoint = self.midpoint();
        let building = self.start.plus_days(KICK_OFF_DAYS).min(midpoint);
        let launching = self.launch.plus_days(-LAST_DAYS).max(midpoint);
        if now >= self.launch_at() {
            Phase::AfterLaunch
        } else if day >= launching {
            Phase::BeforeLaunch
        } else if day >= midpoint {
            Phase::Midpoint
        } else if day >= building {
            Phase::BeforeBuild
        } else {
            Phase::KickOff
        }
    }

    /// Counts the scheduled reviews from `opened` to `now`, both included: how many it has survived.
    pub fn survived(&self, opened: Moment, now: Moment) -> usize {
        let first = self.index_at_or_after(opened);
        let next = self.index_at_or_after(now);
        let end = if self.review(next) == now { next + 1 } else { next };
        usize::try_from(end - first).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::when::{long, medium};
    use proptest::prelude::*;

    fn zone(name: &str) -> Zone {
        Zone::parse(name).unwrap()
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    /// Weekly on Mondays at 10:00 in Berlin, from 5 January to a launch on 20 February 2026.
    fn winter() -> Schedule {
        Schedule::new(zone("Europe/Berlin"), day("2026-01-05"), day("2026-02-20"))
    }

    fn berlin(day_text: &str, hour: u32, minute: u32) -> Moment {
        day(day_text).at(NaiveTime::from_hms_opt(hour, minute, 0).unwrap(), zone("Europe/Berlin"))
    }

    #[test]
    fn reviews_begin_with_the_first_scheduled_weekday() {
        let shown = |schedule: Schedule| -> Vec<String> {
            schedule.reviews().take(4).map(|review| medium(review, schedule.zone)).collect()
        };
        assert_eq!(
            shown(winter()),
            ["Mon 5 Jan 10:00", "Mon 12 Jan 10:00", "Mon 19 Jan 10:00", "Mon 26 Jan 10:00"]
        );
        let fortnightly = Schedule { weekday: Weekday::Sun, every_days: 14, ..winter() };
        assert_eq!(shown(fortnightly)[..2], ["Sun 11 Jan 10:00", "Sun 25 Jan 10:00"]);
        let daily = Schedule { every_days: 0, ..winter() };
        assert_eq!(shown(daily)[..2], ["Mon 5 Jan 10:00", "Tue 6 Jan 10:00"]);
    }

    #[test]
    fn an_item_escalates_at_the_review_after_its_first() {
        for (opened, escalates) in [
            (berlin("2026-01-05", 9, 0), "Mon 12 Jan 10:00"),
            (berlin("2026-01-05", 10, 0), "Mon 12 Jan 10:00"),
            (berlin("2026-01-05", 10, 1), "Mon 19 Jan 10:00"),
            (berlin("2026-01-07", 12, 0), "Mon 19 Jan 10:00"),
            // Resolved on the 18th and reopened on the 20th: the reopening counts.
            (berlin("2026-01-20", 9, 0), "Mon 2 Feb 10:00"),
            // Known before the cycle began: its first review is the cycle's first.
            (berlin("2025-11-01", 9, 0), "Mon 12 Jan 10:00"),
        ] {
            assert_eq!(medium(winter().escalates_at(opened, 1), winter().zone), escalates);
        }
        let opened = berlin("2026-01-07", 12, 0);
        assert_eq!(winter().escalates_at(opened, 0), winter().first_review_at_or_after(opened));
        assert_eq!(medium(winter().escalates_at(opened, 2), winter().zone), "Mon 26 Jan 10:00");
    }

    #[test]
    fn the_next_review_lies_after_the_moment_and_the_first_may_be_now() {
        let review = berlin("2026-01-12", 10, 0);
        assert_eq!(winter().first_review_at_or_after(review), review);
        assert_eq!(winter().next_review(review), berlin("2026-01-19", 10, 0));
        assert_eq!(winter().next_review(review - chrono::Duration::milliseconds(1)), review);
        assert_eq!(winter().next_review(Moment::MIN), berlin("2026-01-05", 10, 0));
    }

    #[test]
    fn reviews_stay_at_ten_on_the_wall_when_clocks_change() {
        let cases = [
            ("Europe/Berlin", "2026-03-23", "2026-03-29", ["CET", "CEST"]),
            ("Europe/Berlin", "2026-10-19", "2026-10-25", ["CEST", "CET"]),
            ("America/New_York", "2026-03-02", "2026-03-08", ["EST", "EDT"]),
            ("Australia/Lord_Howe", "2026-03-30", "2026-04-05", ["+11", "+1030"]),
            ("Pacific/Kiritimati", "2026-03-23", "2026-03-29", ["+14", "+14"]),
        ];
        for (name, monday, night, [before, after]) in cases {
            let schedule = Schedule::new(zone(name), day(monday), day("2026-12-01"));
            let reviews: Vec<String> = schedule.reviews().take(2).map(|at| long(at, schedule.zone)).collect();
            assert!(reviews[0].ends_with(&format!("10:00 {before}")), "{reviews:?}");
            assert!(reviews[1].ends_with(&format!("10:00 {after}")), "{reviews:?}");
            // The night itself belongs to a day that has a review too when reviews are daily.
            let daily = Schedule { every_days: 1, ..schedule };
            let on_the_day = daily.first_review_at_or_after(day(night).at(NaiveTime::MIN, schedule.zone));
            assert_eq!(on_the_day, day(night).at(schedule.at, schedule.zone));
        }
    }

    #[test]
    fn the_launch_and_the_midpoint_follow_from_the_window() {
        assert_eq!(medium(winter().launch_at(), winter().zone), "Fri 20 Feb 09:00");
        assert_eq!(winter().midpoint(), day("2026-01-28"));
        assert_eq!(winter().resolve(Anchor::Start, 0), day("2026-01-05"));
        assert_eq!(winter().resolve(Anchor::Midpoint, 1), day("2026-01-29"));
        assert_eq!(winter().resolve(Anchor::Launch, -7), day("2026-02-13"));
        assert_eq!("midpoint".parse(), Ok(Anchor::Midpoint));
        assert_eq!(serde_json::from_str::<Anchor>("\"launch\"").unwrap(), Anchor::Launch);
        let refused = "end".parse::<Anchor>().unwrap_err();
        assert_eq!(
            refused.to_string(),
            "`end` is no day to count from; there are start, midpoint and launch"
        );
    }

    proptest! {
        #[test]
        fn any_moment_has_its_place_among_the_reviews(
            millis in any::<i64>(), every_days in 0u32..40, hour in 0u32..24, minute in 0u32..60,
        ) {
            let at = NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
            let schedule = Schedule { at, every_days, ..winter() };
            for moment in [Moment::from_millis(millis), Moment::from_millis(millis % 3_000_000_000_000)] {
                let first = schedule.first_review_at_or_after(moment);
                let next = schedule.next_review(moment);
                prop_assert!(first <= next);
                // At the very end of the calendar there is no later review.
                if moment.day(schedule.zone) < day("9999-11-01") {
                    prop_assert!(first >= moment && next > moment);
                    prop_assert!(schedule.escalates_at(moment, 1) > first);
                    let earlier = first - chrono::Duration::days(i64::from(every_days.max(1)) + 1);
                    prop_assert!(earlier < moment || first == schedule.review(0));
                }
            }
        }
    }
}
