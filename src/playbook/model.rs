//! A playbook as a cycle uses it: fully composed, every slot filled, ready to be stored with the cycle.
//! Does not know the files it came from, nor the people, days and readings a running cycle adds.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

pub use crate::domain::policy::{Escalates, Escalation, ExitCheck, Gate, Severity};
use crate::domain::{calendar::DateRule, mitigation::Mitigation, review::ReviewKind};

/// Describes everything a cycle starts with: charter, rhythm, steps, items, metrics, risks and patterns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Playbook {
    /// Name of the playbook's file without its ending; what commands take.
    pub slug: String,
    /// What people read, such as "Ecommerce launch readiness for engineering managers".
    pub title: String,
    /// True when the combination was put together from the axes alone, without a source of its own.
    pub derived: bool,
    /// The industry axis: its slug and the name people read.
    pub industry: Named,
    /// The role axis.
    pub role: Named,
    /// The objective axis.
    pub objective: Named,
    /// What the cycle is for and what it must protect.
    pub charter: Charter,
    /// How often things are looked at and how long they may take.
    pub rhythm: Rhythm,
    /// When an unresolved thing goes up the escalation path.
    pub escalation: Escalation,
    /// What an approval asks of acceptance criteria.
    #[serde(default)]
    pub gate: Gate,
    /// The functions that dependencies and people belong to.
    pub functions: Vec<String>,
    /// The industry's pressures, each with the outcome it threatens and the signal that it is under control.
    pub pairs: Vec<Pair>,
    /// The industry's safeguards.
    pub safeguards: Vec<Named>,
    /// The six steps of the framework, in order.
    pub steps: Vec<Step>,
    /// The items of the checklist, in order; as many as the method has.
    pub items: Vec<Item>,
    /// The kinds of review; a copy made before playbooks had them has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<ReviewKind>,
    /// The six metrics, in the role's order.
    pub metrics: Vec<Metric>,
    /// The five patterns other teams have used, three practices each.
    pub patterns: Vec<Pattern>,
    /// The six risks to watch from the first day, each with its treatment.
    pub risks: Vec<Risk>,
    /// The three parts of the product this objective leans on most.
    pub features: Vec<Feature>,
    /// How hard each verdict rule is, by rule id.
    pub severity: BTreeMap<String, Severity>,
}

impl Playbook {
    /// Finds a metric by its key.
    pub fn metric(&self, key: &str) -> Option<&Metric> {
        self.metrics.iter().find(|metric| metric.key == key)
    }

    /// Finds a risk by its key.
    pub fn risk(&self, key: &str) -> Option<&Risk> {
        self.risks.iter().find(|risk| risk.key == key)
    }

    /// Finds a pair of pressure and outcome by its key.
    pub fn pair(&self, key: &str) -> Option<&Pair> {
        self.pairs.iter().find(|pair| pair.key == key)
    }
}

/// Couples a stable key with the words people read for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Stable key, unique among its kind.
    pub key: String,
    /// The wording.
    pub text: String,
}

/// Says one thing twice: as a statement that can stand inside a sentence, and as a question to a room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Lower case, without a full stop.
    pub statement: String,
    /// A whole question, answerable with yes or no.
    pub question: String,
}

/// Holds the words a cycle is steered by. A key of [`Named`] points into the playbook's own lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charter {
    /// The one outcome of the cycle.
    pub outcome: String,
    /// The one filter every decision passes.
    pub filter: Claim,
    /// What must be demonstrable before launch.
    pub evidence: Claim,
    /// Name of the span the cycle runs in; its dates belong to the cycle.
    pub window: String,
    /// What makes this team drift; blockers are benchmarked against it.
    pub constraint: String,
    /// Why now.
    pub urgency: String,
    /// The market signal behind the urgency.
    pub market_signal: Named,
    /// The market signal that grounds each journey's three states.
    pub states_signal: Named,
    /// What the role answers for.
    pub mandate: String,
    /// The practice that keeps scope from growing unnoticed.
    pub scope_guard: String,
    /// The practice that orders the building.
    pub sequencing: String,
    /// What every acceptance criterion must honour.
    pub non_negotiable: String,
    /// The habit that has to be held, not just meant.
    pub ritual: String,
    /// Metric read in every weekly review.
    pub headline_metric: Named,
    /// Metric that scope changes and first journeys are judged by.
    pub impact_metric: Named,
    /// Metric read at the post-release checkpoint.
    pub closing_metric: Named,
    /// Metric whose reading proves that a risk or an escalation is closed.
    pub closure_metric: Named,
    /// Outcome read at the post-release checkpoint; the key is a pair's.
    pub closing_outcome: Named,
    /// The pressure to expect; the key is a pair's.
    pub pressure: Named,
    /// Customer outcome that is kept through that pressure; the key is a pair's.
    pub protected_outcome: Named,
    /// Customer outcome that launch messages must not break; the key is a pair's.
    pub messaging_outcome: Named,
    /// Pressure that is put to the test before any other; the key is a pair's.
    pub tested_first: Named,
    /// Pressure the escalation drill rehearses; the key is a pair's.
    pub drill_scenario: Named,
    /// Target signal the weekly review asks about.
    pub weekly_target: Target,
    /// Risk whose sign is watched from the first review; the key is a risk's.
    pub warning_sign: Named,
    /// Risk the midpoint audit looks for; the key is a risk's.
    pub midpoint_risk: Named,
    /// Safeguard that is in force before building starts.
    pub safeguard: Named,
    /// Where the owner checkpoints hang in the flow of work.
    pub track: Named,
    /// Why such cycles fail.
    pub root_cause: String,
    /// What happens to a choice without an owner.
    pub unowned_consequence: String,
    /// What makes one function's trouble everybody's.
    pub compounding_cause: String,
}

/// Counts the days and hours of a cycle's routine; none of them can be zero. The copy of a cycle may still hold more, which
/// nothing reads any longer; in a file that is a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rhythm {
    /// Days between two scheduled reviews.
    pub review_days: NonZeroU32,
    /// Days between two learning reviews after launch.
    pub learning_days: NonZeroU32,
    /// Days after launch by which the retrospective has been held.
    pub retro_days: NonZeroU32,
    /// Week after launch in which support feedback is gone through, the launch week being the first.
    pub support_week: NonZeroU32,
    /// Hours in which an isolated decision or a comment needing its owner is settled.
    pub window_hours: NonZeroU32,
}

/// Couples a pressure with the customer outcome it threatens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// Stable key.
    pub key: String,
    /// The pressure, as a noun phrase.
    pub condition: String,
    /// The outcome to preserve, as a noun phrase.
    pub outcome: String,
    /// The objective's sign that the pressure is under control.
    pub target: Claim,
}

/// Points at the target signal of one pair.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Key of the pair.
    pub pair: String,
    /// The signal as a statement and as a question.
    pub claim: Claim,
}

/// Describes one step of the framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The full title.
    pub title: String,
    /// One or two words for the rail.
    pub short: String,
    /// What to do and why.
    pub guidance: String,
    /// What must hold before the step can be left.
    pub checks: Vec<ExitCheck>,
}

/// Describes one item of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Stable key, such as `P7`; rules find the item by it.
    pub key: String,
    /// When in the cycle it belongs.
    pub phase: Phase,
    /// When it is due.
    pub due: DateRule,
    /// A few words for a row.
    pub title: String,
    /// The whole instruction.
    pub text: String,
    /// True when ticking it takes a link to what satisfied it.
    pub proof: bool,
    /// The kinds of review it asks for; each belongs to one item at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<String>,
    /// The verdict rules that are mended where it stands; each belongs to one item at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
}

/// Names the five stretches of a cycle that the checklist is grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// The first days.
    KickOff,
    /// Until the first item enters build scope.
    BeforeBuild,
    /// Around the midpoint.
    Midpoint,
    /// The last days before launch.
    BeforeLaunch,
    /// From launch to wrap-up.
    AfterLaunch,
}

/// Describes one metric; its owner and readings belong to the cycle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metric {
    /// Stable key.
    pub key: String,
    /// The full name.
    pub name: String,
    /// Unit of a reading.
    pub unit: String,
    /// Which way is better.
    pub good: Good,
    /// One of [`FORMULAS`](super::ids::FORMULAS).
    pub formula: String,
    /// How a reading comes about, in a sentence.
    pub how: String,
    /// Key of the pair it is read under.
    pub pair: String,
    /// The pressure under which it is read.
    pub condition: String,
    /// The signal that should come true.
    pub target: Claim,
    /// The customer outcome that must not pay for it.
    pub preserved: String,
}

/// Says which way a metric should move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Good {
    /// Higher is better.
    Up,
    /// Lower is better.
    Down,
}

/// Describes one risk and how this playbook treats it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    /// Stable key.
    pub key: String,
    /// The full name.
    pub name: String,
    /// How it is treated.
    pub mitigation: Mitigation,
    /// What the playbook already knows of the treatment; people, days and the fallback itself are the team's.
    pub plan: Plan,
}

/// Carries the fields of a risk that a playbook can fill in; which ones, follows from the [`Mitigation`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// By when the fallback is written.
    pub fallback_by: Option<DateRule>,
    /// Key and wording of the safeguard the fallback hangs on.
    pub safeguard: Option<Named>,
    /// The criteria to enforce.
    pub criteria: Option<String>,
    /// When the checkpoint owner looks.
    pub checkpoint_on: Option<DateRule>,
    /// Where the checkpoint hangs in the flow of work.
    pub track: Option<Named>,
    /// By when the escalation is settled.
    pub deadline: Option<DateRule>,
    /// Key and name of the metric that shows the effect or proves the closure.
    pub metric: Option<Named>,
    /// The recurring review that carries the criteria.
    pub cadence: Option<String>,
    /// The target signal to ask about before committing scope.
    pub signal: Option<Target>,
}

/// Describes what other teams in this situation did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    /// A few words.
    pub title: String,
    /// What was done and why.
    pub story: String,
    /// Three things to copy.
    pub practices: Vec<String>,
}

/// Describes a part of the product that the objective leans on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feature {
    /// Stable key.
    pub key: String,
    /// The name people read.
    pub name: String,
    /// What it is for.
    pub summary: String,
}
