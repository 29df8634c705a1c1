//! The ids that playbook files may name and that code elsewhere computes.
//! Does not know how any of them is computed.

/// Ids of the exit checks a framework step may ask for.
pub use crate::domain::rules::exit::CHECKS as EXIT_CHECKS;

/// Formula of a metric that nobody can compute: its readings are typed in.
pub const ENTERED: &str = "entered";

/// Ids of the formulas a metric may name; [`ENTERED`] stands for none.
pub const FORMULAS: &[&str] = &[
    ENTERED,
    "rework-hours",
    "handoff-defects",
    "scope-volatility",
    "delivery-confidence",
    "decision-closure",
    "exception-completion",
    "decision-velocity",
    "hypothesis-ratio",
    "transition-readiness",
    "execution-stability",
];

/// Ids of the verdict rules; every playbook gives each of them a severity.
pub const RULES: &[&str] = crate::domain::rules::list::RuleName::KEYS;
