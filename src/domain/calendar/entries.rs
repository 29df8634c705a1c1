//! What stands in the calendar of a cycle, from its first review to the last one after launch.
//! Knows nothing of whether it was held.

use super::{EntryKind, Schedule};
use crate::domain::policy::Rhythm;
use crate::domain::when::{Day, Moment};
use chrono::NaiveTime;

/// One line of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// When it takes place; for a last day, when that day ends in the cycle's zone.
    pub at: Moment,
    /// The civil day in the cycle's zone.
    pub day: Day,
    /// What takes place.
    pub kind: EntryKind,
    /// The name a person reads.
    pub label: &'static str,
}

impl Entry {
    /// Tells whether its time has passed; what has a last day is late from the following midnight on.
    pub fn is_past(&self, now: Moment) -> bool {
        now > self.at
    }
}

// Whole days from launch; the playbook says the others.
const EVIDENCE_DAYS_BEFORE: i64 = 7;
const DRILL_DAYS_BEFORE: i64 = 5;
const CHECKPOINT_DAYS_AFTER: i64 = 7;
/// A learning period of this many days is a month of the calendar, so that its reviews keep their date.
const MONTH: u32 = 30;
/// Reviews keep their cadence for one learning period after launch, and there is one more at the end of each up to this.
const LEARNING_PERIODS: u32 = 3;

impl Schedule {
    /// The day of the checkpoint after launch: the one that was set, else a week after it.
    pub fn checkpoint_day(&self) -> Day {
        self.checkpoint.unwrap_or_else(|| self.working_day(self.launch.plus_days(CHECKPOINT_DAYS_AFTER)))
    }

    /// Lists the calendar of the cycle in order of time, with the durations of its playbook.
    ///
    /// Reviews run from start to launch and for a learning period (a month) after it, then once in each period up to the
    /// third, on the cycle's own review days. In a cycle shorter than a week nothing is scheduled before its first day.
    pub fn entries(&self, rhythm: &Rhythm) -> Vec<Entry> {
        let mut entries = self.reviews_to_launch_and_after(rhythm);
        let before = |days: i64| self.working_day(self.launch.plus_days(-days).max(self.start));
        let after = |days: i64| self.launch.plus_days(days);
        let checkpoint = self.checkpoint_day();
        let support_ends = self.working_day(after(i64::from(rhythm.support_week.get()) * 7));
        let support = Entry {
            label: if rhythm.support_week.get() == 2 {
                EntryKind::Support.label()
            } else {
                "Support pass due"
            },
            ..self.last_day(EntryKind::Support, support_ends)
        };
        entries.extend([
            self.meeting(EntryKind::Midpoint, self.working_day(self.midpoint())),
            self.meeting(EntryKind::Evidence, before(EVIDENCE_DAYS_BEFORE)),
            self.meeting(EntryKind::Drill, before(DRILL_DAYS_BEFORE)),
            self.entry(EntryKind::Launch, self.launch_at()),
            self.meeting(EntryKind::Checkpoint, checkpoint),
            support,
            self.last_day(EntryKind::Retro, self.working_day(after(i64::from(rhythm.retro_days.get())))),
        ]);
        entries.sort_by_key(|entry| (entry.at, entry.kind));
        entries
    }

    fn reviews_to_launch_and_after(&self, rhythm: &Rhythm) -> Vec<Entry> {
        let days = rhythm.learning_days.get();
        let is_months = days.is_multiple_of(MONTH);
        let period = |number: u32| {
            if is_months {
                self.launch.plus_months(i32::try_from(days / MONTH * number).unwrap_or(i32::MAX))
            } else {
                self.launch.plus_days(i64::from(days) * i64::from(number))
            }
        };
        let cadence_ends = period(1);
        let weekly =
            self.reviews().take_while(|review| review.day(self.zone) <= cadence_ends).map(|review| {
                let every_days = self.cadence_on(review.day(self.zone)).every_days;
                Entry {
                    label: name_of(EntryKind::Weekly, every_days),
                    ..self.entry(EntryKind::Weekly, review)
                }
            });
        let label = if days == MONTH { EntryKind::Monthly.label() } else { "Learning review" };
        let learning = (2..=LEARNING_PERIODS).map(|number| {
            let ends = period(number).at(NaiveTime::MIN, self.zone);
            Entry { label, ..self.entry(EntryKind::Monthly, self.first_review_at_or_after(ends)) }
        });
        weekly.chain(learning).collect()
    }

    /// Names what happens at an entry; the reviews of the cadence need not be weekly.
    pub fn name_of(&self, kind: EntryKind) -> &'static str {
        name_of(kind, self.every_days)
    }

    fn entry(&self, kind: EntryKind, at: Moment) -> Entry {
        Entry { at, day: at.day(self.zone), kind, label: self.name_of(kind) }
    }

    fn meeting(&self, kind: EntryKind, day: Day) -> Entry {
        self.entry(kind, day.at(self.cadence_on(day).at, self.zone))
    }

    fn last_day(&self, kind: EntryKind, day: Day) -> Entry {
        self.entry(kind, day.end(self.zone))
    }
}

/// What happens at an entry, in a cycle whose reviews are this far apart.
fn name_of(kind: EntryKind, every_days: u32) -> &'static str {
    if kind == EntryKind::Weekly && every_days != 7 { "Review" } else { kind.label() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::when::Zone;
    use std::num::NonZeroU32;

    fn usual() -> Rhythm {
        Rhythm::default()
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn schedule(start: &str, launch: &str) -> Schedule {
        Schedule::new(Zone::parse("Europe/Berlin").unwrap(), day(start), day(launch))
    }

    #[test]
    fn the_calendar_of_a_cycle_runs_from_its_first_review_to_the_third_month_after_launch() {
        let listed: Vec<String> = schedule("2026-01-19", "2026-02-20")
            .entries(&usual())
            .iter()
            .map(|entry| format!("{} {}", entry.day, entry.label))
            .collect();
        assert_eq!(
            listed,
            [
                "2026-01-19 Weekly review",
                "2026-01-26 Weekly review",
                "2026-02-02 Weekly review",
                "2026-02-04 Midpoint audit",
                "2026-02-09 Weekly review",
                "2026-02-13 Evidence review",
                "2026-02-13 Escalation drill",
                "2026-02-16 Weekly review",
                "2026-02-20 Launch",
                "2026-02-23 Weekly review",
                "2026-02-27 Post-launch checkpoint",
                "2026-03-02 Weekly review",
                "2026-03-06 Week-two support pass due",
                "2026-03-06 Retrospective due",
                "2026-03-09 Weekly review",
                "2026-03-16 Weekly review",
                "2026-04-20 Monthly review",
                "2026-05-25 Monthly review",
            ]
        );
    }

    #[test]
    fn a_retrospective_is_late_from_the_midnight_after_its_last_day() {
        let schedule = schedule("2026-01-05", "2026-02-20");
        let entries = schedule.entries(&usual());
        let retro = entries.iter().find(|entry| entry.kind == EntryKind::Retro).unwrap();
        assert_eq!(retro.day, day("2026-03-06"));
        let midnight = day("2026-03-07").at(NaiveTime::MIN, schedule.zone);
        assert!(!retro.is_past(midnight - chrono::Duration::milliseconds(1)));
        assert!(retro.is_past(midnight));
    }

    #[test]
    fn the_durations_of_the_playbook_are_obeyed() {
        let schedule = schedule("2026-01-05", "2026-02-20");
        let some = |number| NonZeroU32::new(number).unwrap();
        let day_of = |kind: EntryKind, rhythm: &Rhythm| {
            let days = schedule.entries(rhythm).into_iter().filter(|entry| entry.kind == kind);
            days.map(|entry| format!("{} {}", entry.day, entry.label)).collect::<Vec<_>>()
        };
        let retro = Rhythm { retro_days: some(10), ..usual() };
        assert_eq!(day_of(EntryKind::Retro, &retro), ["2026-03-02 Retrospective due"]);
        let support = Rhythm { support_week: some(3), ..usual() };
        assert_eq!(day_of(EntryKind::Support, &support), ["2026-03-13 Support pass due"]);
        assert_eq!(day_of(EntryKind::Support, &usual()), ["2026-03-06 Week-two support pass due"]);
        let learning = Rhythm { learning_days: some(10), ..usual() };
        assert_eq!(
            day_of(EntryKind::Monthly, &learning),
            ["2026-03-16 Learning review", "2026-03-23 Learning review"]
        );
        let weekly = |rhythm| day_of(EntryKind::Weekly, rhythm).pop();
        assert_eq!(weekly(&learning).as_deref(), Some("2026-03-02 Weekly review"));
        let quarter = Rhythm { learning_days: some(60), ..usual() };
        assert_eq!(weekly(&quarter).as_deref(), Some("2026-04-20 Weekly review"));
    }

    #[test]
    fn a_checkpoint_that_was_set_is_obeyed() {
        let set = Schedule { checkpoint: Some(day("2026-03-10")), ..schedule("2026-01-05", "2026-02-20") };
        let checkpoint = set.entries(&usual()).into_iter().find(|entry| entry.kind == EntryKind::Checkpoint);
        assert_eq!(checkpoint.map(|entry| entry.day), Some(day("2026-03-10")));
    }

    #[test]
    fn reviews_are_called_weekly_only_when_they_are() {
        let fortnightly = Schedule { every_days: 14, ..schedule("2026-01-05", "2026-02-20") };
        assert_eq!(fortnightly.entries(&usual())[0].label, "Review");
    }

    #[test]
    fn a_calendar_ends_where_days_end() {
        let schedule = schedule("9999-12-01", "9999-12-31");
        assert_eq!(schedule.entries(&usual()).last().map(|entry| entry.day), Some(day("9999-12-31")));
    }

    #[test]
    fn a_cycle_of_three_days_schedules_nothing_before_its_start() {
        let schedule = schedule("2026-02-17", "2026-02-20");
        let entries = schedule.entries(&usual());
        assert!(entries.iter().all(|entry| entry.day >= schedule.start));
        assert!(entries.is_sorted_by_key(|entry| entry.at));
        assert_eq!(entries.iter().filter(|entry| entry.kind == EntryKind::Drill).count(), 1);
    }
}
