//! The ids that playbook files may name and that code elsewhere computes.
//! Does not know how any of them is computed.

/// Ids of the exit checks a framework step may ask for.
pub use crate::domain::rules::exit_criteria::CHECKS as EXIT_CHECKS;

/// Ids of the formulas a metric may name; `entered` stands for none.
pub use crate::domain::rules::measure::FORMULAS;

/// The answers of a cycle that a step of a review may give.
pub const SETS: &[&str] = &["demonstrable", "achievable"];

/// Ids of the verdict rules; every playbook gives each of them a severity.
pub const RULES: &[&str] = crate::domain::rules::catalog::RuleName::KEYS;
