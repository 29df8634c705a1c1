//! The six ways to treat a risk and what each plan must state.
//! Does not know which risk gets which way: that is the playbook's row, never the risk's name.

use serde::{Deserialize, Serialize};

/// Names how a risk is treated, which decides what its plan must state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Mitigation {
    /// A fallback is written down before building starts and hangs on a safeguard.
    #[serde(rename = "fallback-first")]
    FallbackFirst,
    /// Explicit criteria are enforced, and one owner checks them on a date.
    #[serde(rename = "criteria-checkpoint")]
    CriteriaCheckpoint,
    /// One owner, one deadline, and a metric that proves the closure.
    #[serde(rename = "structured-escalation")]
    StructuredEscalation,
    /// Criteria stand on the agenda of a recurring review, so the risk shows early.
    #[serde(rename = "cadence-integration")]
    CadenceIntegration,
    /// The affected decision is isolated and settled within 48 hours of the risk appearing.
    #[serde(rename = "isolate-48h")]
    IsolateWithin48h,
    /// Before scope is committed somebody answers whether the target signal can still be reached.
    #[serde(rename = "pre-commitment-gate")]
    PreCommitmentGate,
}

impl Mitigation {
    /// Lists every way, in the order screens offer them.
    pub const ALL: [Self; 6] = [
        Self::FallbackFirst,
        Self::CriteriaCheckpoint,
        Self::StructuredEscalation,
        Self::CadenceIntegration,
        Self::IsolateWithin48h,
        Self::PreCommitmentGate,
    ];

    /// Returns the stable name used in files, commands and the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::FallbackFirst => "fallback-first",
            Self::CriteriaCheckpoint => "criteria-checkpoint",
            Self::StructuredEscalation => "structured-escalation",
            Self::CadenceIntegration => "cadence-integration",
            Self::IsolateWithin48h => "isolate-48h",
            Self::PreCommitmentGate => "pre-commitment-gate",
        }
    }

    /// Reads a [`key`](Self::key) back; anything else is `None`.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mitigation| mitigation.key() == key)
    }

    /// Returns the name people read, short enough for a table column.
    pub const fn label(self) -> &'static str {
        match self {
            Self::FallbackFirst => "fallback first",
            Self::CriteriaCheckpoint => "criteria and checkpoint",
            Self::StructuredEscalation => "structured escalation",
            Self::CadenceIntegration => "part of the cadence",
            Self::IsolateWithin48h => "isolate within 48 h",
            Self::PreCommitmentGate => "pre-commitment gate",
        }
    }

    /// Names the risk fields a plan of this kind needs before it counts as complete.
    pub const fn required(self) -> &'static [&'static str] {
        match self {
            Self::FallbackFirst => &["fallback", "fallback_by", "safeguard"],
            Self::CriteriaCheckpoint => &["criteria", "checkpoint_owner", "checkpoint_on", "track"],
            Self::StructuredEscalation => &["deadline", "metric"],
            Self::CadenceIntegration => &["criteria", "cadence"],
            Self::IsolateWithin48h => &["metric"],
            Self::PreCommitmentGate => &["signal"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_key_reads_back_as_itself() {
        for mitigation in Mitigation::ALL {
            assert_eq!(Mitigation::parse(mitigation.key()), Some(mitigation));
        }
        assert_eq!(Mitigation::parse("hope"), None);
    }

    #[test]
    fn stored_form_is_the_key() {
        for mitigation in Mitigation::ALL {
            let stored = serde_json::to_string(&mitigation).unwrap();
            assert_eq!(stored, format!("\"{}\"", mitigation.key()));
            assert_eq!(serde_json::from_str::<Mitigation>(&stored).unwrap(), mitigation);
        }
    }

    #[test]
    fn no_two_ways_share_a_key_or_a_label_and_none_asks_for_nothing() {
        let keys: BTreeSet<_> = Mitigation::ALL.map(Mitigation::key).into();
        let labels: BTreeSet<_> = Mitigation::ALL.map(Mitigation::label).into();
        assert_eq!((keys.len(), labels.len()), (6, 6));
        assert!(Mitigation::ALL.iter().all(|mitigation| !mitigation.required().is_empty()));
    }

    #[test]
    fn an_escalated_risk_needs_a_metric_and_one_in_the_cadence_does_not() {
        assert!(Mitigation::StructuredEscalation.required().contains(&"metric"));
        assert!(!Mitigation::CadenceIntegration.required().contains(&"metric"));
    }
}
