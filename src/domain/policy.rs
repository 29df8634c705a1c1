//! The policy of a cycle: what its playbook asks of the rules, read from the copy that the cycle keeps.
//!
//! Knows no files and no texts for people beyond the wording of exit checks; an older copy that lacks a term gets the
//! usual one. A copy that cannot be read at all is an error, never silently the usual policy.

use super::{
    calendar::{DateRule, EntryKind},
    review_kind::{self, ReviewKind},
};
use chrono::Duration;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, num::NonZeroU32};

/// Says whether a failing rule stops a launch or conditions it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// No way round but a recorded override.
    Hard,
    /// Possible with a named owner.
    Condition,
}

impl Severity {
    /// Its stable name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Hard => "hard",
            Self::Condition => "condition",
        }
    }
}

/// States when the clock escalates, and what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// Full review cycles a thing may stay open.
    pub after_cycles: NonZeroU32,
    /// The kinds that escalate; a playbook names at least one.
    pub includes: Vec<Escalates>,
}

impl Default for Escalation {
    fn default() -> Self {
        Self { after_cycles: NonZeroU32::MIN, includes: vec![Escalates::Blocker] }
    }
}

/// Names a kind of record that the clock can escalate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Escalates {
    /// A blocker.
    Blocker,
    /// A decision.
    Decision,
}

impl Escalates {
    /// Returns the word sentences use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blocker => "blocker",
            Self::Decision => "decision",
        }
    }
}

/// Says what an approval asks of the acceptance criteria.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// How many of them refer to the non-negotiable before anybody may approve.
    pub criteria: Tied,
}

/// How many acceptance criteria refer to the non-negotiable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tied {
    /// It may be said later; build scope asks all the same.
    #[default]
    Later,
    /// Each of them.
    Each,
}

/// One computed condition at the end of a framework step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExitCheck {
    /// One of the checks of [`exit_criteria`](super::rules::exit_criteria).
    pub id: String,
    /// The wording.
    pub text: String,
}

/// The exit checks of one framework step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct StepPolicy {
    /// What must hold before the step can be left.
    pub checks: Vec<ExitCheck>,
}

/// How one metric comes about.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct MetricPolicy {
    /// The metric's stable key.
    pub key: String,
    /// The formula it is computed by, or `entered`.
    pub formula: String,
}

/// What one item of the checklist is there for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ItemPolicy {
    /// The item's stable key.
    pub key: String,
    /// When it is due, unless a review that it asks for says so.
    pub due: Option<DateRule>,
    /// The kinds of review that complete it.
    pub reviews: Vec<String>,
    /// The rules of the verdict that are mended where it stands.
    pub rules: Vec<String>,
}

/// When the plan of one risk is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RiskPolicy {
    /// The risk's stable key.
    pub key: String,
    /// Its dates.
    pub plan: PlanPolicy,
}

/// The dates in the plan of a risk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PlanPolicy {
    /// By when the fallback is written.
    pub fallback_by: Option<DateRule>,
    /// When the checkpoint owner looks.
    pub checkpoint_on: Option<DateRule>,
    /// By when the escalation is settled.
    pub deadline: Option<DateRule>,
}

/// What the items of a checklist are there for whose playbook does not say: key, reviews, rules.
const USUAL: &[(&str, &[&str], &[&str])] = &[
    ("P1", &["kick-off"], &[]),
    ("P6", &["messaging"], &[]),
    ("P7", &[], &["build-scope-entry"]),
    ("P9", &["evidence"], &["launch-criteria", "evidence-demonstrable", "post-launch-owner"]),
    ("P10", &["weekly", "monthly"], &[]),
    ("P11", &["midpoint"], &[]),
    ("P13", &["drill"], &[]),
    ("P14", &["retro"], &[]),
    ("P15", &["support"], &[]),
    ("P16", &["wrap-up"], &[]),
];

/// A choice of the playbook by its key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Chosen {
    /// The key.
    pub key: String,
    /// The words for it.
    pub text: String,
}

/// What the charter of a playbook chooses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CharterPolicy {
    /// Metric read in every weekly review.
    pub headline_metric: Chosen,
    /// Metric that scope changes are judged by.
    pub impact_metric: Chosen,
    /// Metric read at the checkpoint after launch.
    pub closing_metric: Chosen,
    /// Risk whose sign is watched from the first review.
    pub warning_sign: Chosen,
    /// Pressure that is put to the test before any other.
    pub tested_first: Chosen,
    /// Safeguard that is in force before building starts.
    pub safeguard: Chosen,
}

/// How long the routine of a cycle takes; a playbook gives each, and none can be zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Rhythm {
    /// Days between two learning reviews after launch.
    pub learning_days: NonZeroU32,
    /// Days after launch by which the retrospective has been held.
    pub retro_days: NonZeroU32,
    /// Week after launch in which support feedback is gone through, the launch week being the first.
    pub support_week: NonZeroU32,
    /// Hours in which an isolated decision is settled.
    pub window_hours: NonZeroU32,
}

impl Default for Rhythm {
    fn default() -> Self {
        let some = |number| NonZeroU32::new(number).expect("the usual durations are not zero");
        Self { learning_days: some(30), retro_days: some(14), support_week: some(2), window_hours: some(48) }
    }
}

impl Rhythm {
    /// The hours in which an isolated decision is settled, as elapsed time.
    pub fn window(&self) -> Duration {
        Duration::hours(i64::from(self.window_hours.get()))
    }
}

/// What a cycle's playbook asks of the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// How long its routine takes.
    pub rhythm: Rhythm,
    /// When something goes up the escalation path.
    pub escalation: Escalation,
    /// How hard each rule is, by its name; one that is not there is as hard as [usual](super::rules::catalog::usual).
    pub severity: BTreeMap<String, Severity>,
    /// What an approval asks of criteria.
    pub gate: Gate,
    /// The exit checks of the six steps, in order.
    pub steps: Vec<StepPolicy>,
    /// What each item of the checklist is there for.
    pub items: Vec<ItemPolicy>,
    /// The kinds of review as they stand in the copy; none in one from before playbooks had them. See
    /// [`Policy::review_kinds`].
    pub reviews: Vec<ReviewKind>,
    /// When the plan of each risk is looked at.
    pub risks: Vec<RiskPolicy>,
    /// How each metric comes about.
    pub metrics: Vec<MetricPolicy>,
    /// What the charter chooses.
    pub charter: CharterPolicy,
}

impl Policy {
    /// The exit checks of the step with this number, 1 to 6.
    pub fn checks(&self, step: i64) -> &[ExitCheck] {
        let place = usize::try_from(step - 1).unwrap_or(usize::MAX);
        self.steps.get(place).map_or(&[], |step| &step.checks)
    }

    /// The key of the item that a kind of review completes.
    pub fn item_of_review(&self, review: &str) -> Option<&str> {
        let said = self.item(|it| &it.reviews, |(_, reviews, _)| reviews, review);
        if said.is_some() || !self.reviews.is_empty() {
            return said;
        }
        // A copy from before the kinds were told may name some of them, though not all.
        USUAL.iter().find(|(_, reviews, _)| reviews.contains(&review)).map(|(key, ..)| *key)
    }

    /// The kinds of review that complete the item with this key.
    pub fn reviews_of_item<'a>(&'a self, item: &'a str) -> impl Iterator<Item = &'a ReviewKind> {
        self.review_kinds().iter().filter(move |kind| self.item_of_review(&kind.key) == Some(item))
    }

    /// Every kind of review of the cycle.
    pub fn review_kinds(&self) -> &[ReviewKind] {
        if self.reviews.is_empty() { review_kind::usual() } else { &self.reviews }
    }

    /// The kind of review with this key.
    pub fn review(&self, key: &str) -> Option<&ReviewKind> {
        self.review_kinds().iter().find(|kind| kind.key == key)
    }

    /// The kind of review that an entry of the calendar asks for; `None` for the launch itself.
    pub fn review_at(&self, entry: EntryKind) -> Option<&ReviewKind> {
        self.review_kinds().iter().find(|kind| kind.entry == Some(entry))
    }

    /// The kind of review that meets a rule of the verdict.
    pub fn review_meeting(&self, rule: &str) -> Option<&ReviewKind> {
        self.review_kinds().iter().find(|kind| kind.meets.iter().any(|it| it == rule))
    }

    /// The key of the item where a rule of the verdict is mended.
    pub fn item_of_rule(&self, rule: &str) -> Option<&str> {
        self.item(|it| &it.rules, |(_, _, rules)| rules, rule)
    }

    fn item(
        &self,
        given: impl Fn(&ItemPolicy) -> &[String],
        usual: impl Fn(&(&str, &'static [&'static str], &'static [&'static str])) -> &'static [&'static str],
        name: &str,
    ) -> Option<&str> {
        // A copy from before playbooks said it says it of no item.
        if self.items.iter().all(|it| it.reviews.is_empty() && it.rules.is_empty()) {
            return USUAL.iter().find(|it| usual(it).contains(&name)).map(|(key, ..)| *key);
        }
        self.items.iter().find(|it| given(it).iter().any(|one| one == name)).map(|it| it.key.as_str())
    }

    /// The formula of the metric with this key.
    pub fn formula(&self, key: &str) -> &str {
        self.metrics.iter().find(|metric| metric.key == key).map_or("entered", |metric| &metric.formula)
    }
}
