//! Rules that look across records: pure functions of a board and a moment, one file for each family. [`catalog`] names
//! the rules of the verdict, [`evaluate`] finds what they are about, [`verdict`] says what comes of it.

pub mod authority;
pub mod catalog;
pub mod context;
pub mod cycle_rules;
pub mod deescalation;
pub mod dependency_graph;
pub mod due;
pub mod escalation;
pub mod evaluate;
pub mod exit_criteria;
#[cfg(test)]
pub(crate) mod fixture;
pub mod isolation;
pub mod measure;
pub mod next;
pub mod out_of_step;
pub mod ownership_gaps;
pub mod reason;
pub mod responsibilities;
pub mod review_status;
pub mod scope;
mod sentence;
pub mod urgency;
pub mod velocity;
pub mod verdict;
pub mod warning_signs;
