//! The dates that a playbook gives the checklist and the risks of a cycle, computed from its schedule.
//! Knows no records: whether somebody has set another date by hand shows when it is compared with these.

use chrono::NaiveTime;

use super::{DateRule, EntryKind, Schedule};
use crate::domain::{
    policy::{PlanPolicy, Policy},
    when::{Day, Moment},
};

/// The end of a working day.
const EVENING: NaiveTime = NaiveTime::from_hms_opt(17, 0, 0).expect("five in the afternoon is an hour");

/// The reviews that are held once in a cycle, at a date that an item can be due by.
const SINGLE: [EntryKind; 6] = [
    EntryKind::Midpoint,
    EntryKind::Evidence,
    EntryKind::Drill,
    EntryKind::Checkpoint,
    EntryKind::Support,
    EntryKind::Retro,
];

/// What the schedule of a cycle and the rules of its playbook make of dates.
#[derive(Clone, Debug)]
pub struct ComputedDates<'a> {
    schedule: Schedule,
    policy: &'a Policy,
}

/// The computed dates in the plan of a risk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RiskDates {
    /// The day by which its fallback is written.
    pub fallback_by: Option<Day>,
    /// The day of its checkpoint.
    pub checkpoint_on: Option<Day>,
    /// By when it is resolved.
    pub deadline: Option<Moment>,
}

impl<'a> ComputedDates<'a> {
    /// The dates of a schedule under the rules of a playbook.
    pub const fn new(schedule: Schedule, policy: &'a Policy) -> Self {
        Self { schedule, policy }
    }

    /// When the checklist item with this key is due: when the review is that completes it, otherwise as the playbook
    /// says, but not on a weekend.
    pub fn item(&self, key: &str) -> Option<Moment> {
        let completes = |kind: EntryKind| {
            let review = self.policy.review_at(kind).filter(|_| SINGLE.contains(&kind));
            review.and_then(|it| self.policy.item_of_review(&it.key)) == Some(key)
        };
        let entries = self.schedule.entries(&self.policy.rhythm).into_iter();
        let review = entries.filter(|entry| completes(entry.kind)).map(|entry| entry.at).max();
        review.or_else(|| self.rule_of(key).map(|rule| self.evening(self.day(rule))))
    }

    /// The dates of the risk with this key.
    pub fn risk(&self, key: &str) -> RiskDates {
        let plan = self.plan_of(key);
        RiskDates {
            fallback_by: plan.fallback_by.map(|rule| self.day(rule)),
            checkpoint_on: plan.checkpoint_on.map(|rule| self.day(rule)),
            deadline: plan.deadline.map(|rule| self.evening(self.day(rule))),
        }
    }

    /// When an item was due by the rule of its own alone, as it was computed before reviews and weekends counted.
    pub fn item_by_rule(&self, key: &str) -> Option<Moment> {
        self.rule_of(key).map(|rule| self.evening(self.plain(rule)))
    }

    /// The dates of a risk as they were computed before weekends counted.
    pub fn risk_by_rule(&self, key: &str) -> RiskDates {
        let plan = self.plan_of(key);
        RiskDates {
            fallback_by: plan.fallback_by.map(|rule| self.plain(rule)),
            checkpoint_on: plan.checkpoint_on.map(|rule| self.plain(rule)),
            deadline: plan.deadline.map(|rule| self.evening(self.plain(rule))),
        }
    }

    fn rule_of(&self, key: &str) -> Option<DateRule> {
        self.policy.items.iter().find(|item| item.key == key)?.due
    }

    fn plan_of(&self, key: &str) -> PlanPolicy {
        self.policy.risks.iter().find(|risk| risk.key == key).map(|risk| risk.plan).unwrap_or_default()
    }

    fn plain(&self, rule: DateRule) -> Day {
        self.schedule.resolve(rule.anchor, rule.days)
    }

    fn day(&self, rule: DateRule) -> Day {
        self.schedule.working_day(self.plain(rule))
    }

    fn evening(&self, day: Day) -> Moment {
        day.at(EVENING, self.schedule.zone)
    }
}
