//! The shapes of the playbook files as they are written. Every text keeps its place in the file, so that a
//! fault found later can still name a line. Does not know how the axes fit together.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use serde::Deserialize;
use toml::Spanned;

use super::model::{self, Escalation, Gate, Good, Phase, Severity};
use crate::domain::{
    calendar::{DateRule, EntryKind},
    mitigation::Mitigation,
    review::StepKind,
};

/// A text and where it stands in its file.
pub(super) type Text = Spanned<String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Industry {
    pub(super) name: Text,
    pub(super) pair: Vec<Pair>,
    pub(super) signal: Vec<Keyed>,
    pub(super) safeguard: Vec<Keyed>,
}

/// The durations of a method; a knob that nothing reads is a fault.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rhythm {
    review_days: NonZeroU32,
    learning_days: NonZeroU32,
    retro_days: NonZeroU32,
    support_week: NonZeroU32,
    window_hours: NonZeroU32,
}

impl From<Rhythm> for model::Rhythm {
    fn from(rhythm: Rhythm) -> Self {
        let Rhythm { review_days, learning_days, retro_days, support_week, window_hours } = rhythm;
        Self { review_days, learning_days, retro_days, support_week, window_hours }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pair {
    pub(super) key: Text,
    pub(super) condition: Text,
    pub(super) outcome: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Keyed {
    pub(super) key: Text,
    pub(super) text: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Role {
    pub(super) name: Text,
    pub(super) mandate: Text,
    pub(super) scope_guard: Text,
    pub(super) sequencing: Text,
    pub(super) non_negotiable: Text,
    pub(super) ritual: Text,
    pub(super) root_cause: Text,
    pub(super) unowned_consequence: Text,
    pub(super) compounding_cause: Text,
    pub(super) headline_metric: Text,
    pub(super) impact_metric: Text,
    pub(super) closing_metric: Text,
    pub(super) closing_outcome: Text,
    pub(super) metric: Vec<RoleMetric>,
    pub(super) shared_metric: Vec<SharedMetric>,
    pub(super) risk: Vec<Keyed>,
    pub(super) pattern: Vec<Pattern>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleMetric {
    pub(super) pair: Text,
    pub(super) measure: Measure,
}

/// Points at a measure of the method and says under which pair this role reads it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SharedMetric {
    pub(super) key: Text,
    pub(super) pair: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Measure {
    pub(super) key: Text,
    pub(super) name: Text,
    pub(super) unit: Text,
    pub(super) good: Good,
    pub(super) formula: Text,
    pub(super) how: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pattern {
    pub(super) title: Text,
    pub(super) story: Text,
    pub(super) practices: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Objective {
    pub(super) name: Text,
    pub(super) outcome: Text,
    pub(super) window: Text,
    pub(super) constraint: Text,
    pub(super) urgency: Text,
    pub(super) filter: Claim,
    pub(super) evidence: Claim,
    pub(super) target: Vec<Target>,
    pub(super) track: Vec<Keyed>,
    pub(super) risk: Vec<Keyed>,
    pub(super) step: Vec<Step>,
    pub(super) feature: Vec<Feature>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Claim {
    pub(super) statement: Text,
    pub(super) question: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Target {
    pub(super) pair: Text,
    pub(super) statement: Text,
    pub(super) question: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub(super) title: Text,
    pub(super) short: Text,
    pub(super) guidance: Text,
    pub(super) checks: Vec<ExitCheck>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExitCheck {
    pub(super) id: Text,
    pub(super) text: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Feature {
    pub(super) key: Text,
    pub(super) name: Text,
    pub(super) summary: Text,
}

/// How a cycle is run, whatever its industry, role and objective.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Method {
    pub(super) functions: Vec<Text>,
    pub(super) rhythm: Rhythm,
    pub(super) severity: BTreeMap<Text, Severity>,
    pub(super) measure: Vec<Measure>,
    pub(super) item: Vec<Item>,
    /// The kinds of review; without any it has the usual ones.
    #[serde(default)]
    pub(super) review: Vec<Review>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Review {
    pub(super) key: Text,
    pub(super) name: Text,
    pub(super) purpose: Text,
    /// The date of the calendar at which it is held.
    pub(super) entry: Option<EntryKind>,
    pub(super) minutes: u32,
    #[serde(default)]
    pub(super) attend: Vec<Text>,
    /// The verdict rules that are met once it was held.
    #[serde(default)]
    pub(super) meets: Vec<Text>,
    pub(super) step: Vec<ReviewStep>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReviewStep {
    pub(super) key: Text,
    pub(super) kind: StepKind,
    #[serde(default)]
    pub(super) required: bool,
    /// The answer of the cycle that it gives.
    pub(super) sets: Option<Text>,
    pub(super) text: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Item {
    pub(super) key: Text,
    pub(super) phase: Phase,
    pub(super) due: DateRule,
    pub(super) proof: bool,
    /// The kinds of review it asks for.
    #[serde(default)]
    pub(super) reviews: Vec<Text>,
    /// The verdict rules that are mended where it stands.
    #[serde(default)]
    pub(super) rules: Vec<Text>,
    pub(super) title: Text,
    pub(super) text: Text,
}

/// Names the axes and chooses what they leave open.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Variant {
    pub(super) industry: Text,
    pub(super) role: Text,
    pub(super) objective: Text,
    pub(super) method: Text,
    #[serde(default)]
    pub(super) derived: bool,
    pub(super) choice: Choice,
    pub(super) escalation: Spanned<Escalation>,
    /// What an approval asks of acceptance criteria.
    #[serde(default)]
    pub(super) gate: Gate,
    /// Overrides of the method's severities.
    #[serde(default)]
    pub(super) severity: BTreeMap<Text, Severity>,
    pub(super) risk: Vec<Risk>,
}

/// Keys into the lists of the axes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Choice {
    pub(super) market_signal: Text,
    pub(super) states_signal: Text,
    pub(super) protected_outcome: Text,
    pub(super) messaging_outcome: Text,
    pub(super) tested_first: Text,
    pub(super) drill_scenario: Text,
    pub(super) weekly_target: Text,
    pub(super) closure_metric: Text,
    pub(super) safeguard: Text,
    pub(super) warning_sign: Text,
    pub(super) midpoint_risk: Text,
    pub(super) track: Text,
}

/// A row of the risk table: which risk, how treated, and what that treatment needs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Risk {
    pub(super) key: Text,
    pub(super) mitigation: Mitigation,
    pub(super) fallback_by: Option<DateRule>,
    pub(super) safeguard: Option<Text>,
    pub(super) criteria: Option<Text>,
    pub(super) checkpoint_on: Option<DateRule>,
    pub(super) track: Option<Text>,
    pub(super) deadline: Option<DateRule>,
    pub(super) metric: Option<Text>,
    pub(super) cadence: Option<Text>,
    pub(super) signal: Option<Text>,
}
