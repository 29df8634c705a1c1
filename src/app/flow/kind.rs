//! What a flow can be for.

use crate::ops::{
    self,
    operation::{Declared, OpSpec},
};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// What a flow is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FlowKind {
    /// Add a decision.
    AddDecision,
    /// Raise a blocker.
    AddBlocker,
    /// Write down a risk.
    AddRisk,
    /// Write down a dependency.
    AddDependency,
    /// Write a success criterion.
    AddSuccess,
    /// Write a launch criterion.
    AddLaunch,
    /// Note something in the intake.
    AddIntake,
    /// Edit all fields.
    Edit,
    /// Set the date.
    Due,
    /// Write a delivery package.
    Package,
    /// Set what must be set before launch.
    Prepare,
    /// Set a metric's target.
    Target,
    /// Complete an intake item.
    CompleteIntake,
    /// Bring a register in from a file.
    Import,
    /// Start a cycle.
    StartCycle,
    /// Make an operation of its declared arguments.
    #[serde(untagged)]
    Op(#[serde(deserialize_with = "operation")] &'static OpSpec),
}

/// What a draft of an earlier release calls an operation.
const EARLIER: &[(&str, &str)] = &[
    ("add-person", "person.add"),
    ("person-off", "person.off"),
    ("join", "person.join"),
    ("fail", "launch.look"),
    ("read", "metric.read"),
    ("outcome", "metric.outcome"),
    ("link", "metric.link"),
    ("approve", "decision.approve"),
    ("reject", "decision.reject"),
    ("defer", "decision.defer"),
    ("criterion", "decision.criterion"),
    ("uncriterion", "decision.uncriterion"),
    ("evidence", "decision.evidence"),
    ("withdraw", "decision.withdraw"),
    ("scope-change", "decision.change"),
    ("hand-off", "decision.handoff"),
    ("return", "decision.return"),
    ("rework", "decision.rework"),
    ("complete-step", "step.done"),
    ("tick", "item.done"),
    ("waive", "item.waive"),
    ("deliver", "dependency.done"),
    ("hold-review", "review.hold"),
    ("mitigate", "risk.mitigate"),
    ("close-risk", "risk.close"),
    ("sight", "risk.sight"),
    ("escalate", "blocker.escalate"),
    ("resolve", "blocker.resolve"),
    ("assume", "gate.assume"),
    ("demonstrate", "gate.demonstrate"),
    ("sign", "gate.sign"),
    ("override", "gate.override"),
];

/// The operation that a draft names.
fn operation<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static OpSpec, D::Error> {
    let name = String::deserialize(deserializer)?;
    let today = EARLIER.iter().find(|(earlier, _)| *earlier == name).map_or(&*name, |(_, today)| *today);
    ops::named(today).ok_or_else(|| D::Error::custom(format!("`{name}` is no form")))
}

impl FlowKind {
    /// A form that makes this operation.
    pub const fn of<O: Declared>() -> Self {
        Self::Op(O::SPEC)
    }

    /// Whether it asks one question at a time, each of which wants a look even when it is answered already.
    pub fn is_guided(self) -> bool {
        self == Self::StartCycle || self == Self::of::<ops::person::Join>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_of_an_earlier_release_still_opens() {
        for (earlier, today) in EARLIER {
            let kind: FlowKind = serde_json::from_str(&format!("\"{earlier}\"")).unwrap();
            assert_eq!(kind, FlowKind::Op(ops::named(today).unwrap()));
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{today}\""));
        }
        assert!(serde_json::from_str::<FlowKind>("\"no-such-form\"").is_err());
    }
}
