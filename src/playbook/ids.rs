//! The ids that playbook files may name and that code elsewhere computes.
//! Does not know how any of them is computed.

/// Ids of the exit checks a framework step may ask for.
pub use crate::domain::rules::exit_criteria::CHECKS as EXIT_CHECKS;

/// Ids of the formulas a metric may name; `entered` stands for none.
pub use crate::domain::rules::measure::FORMULAS;

/// Kinds of review that a checklist item may ask for.
pub const REVIEWS: &[&str] = crate::domain::review::ReviewKind::KEYS;

/// Ids of the verdict rules; every playbook gives each of them a severity.
pub const RULES: &[&str] = crate::domain::rules::catalog::RuleName::KEYS;
