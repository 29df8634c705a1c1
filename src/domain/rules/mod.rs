//! Rules that look across records: pure functions of a board and a moment, one file for each family.

pub mod attention;
pub mod escalation;
pub mod exit;
pub mod facts;
pub mod held;
pub mod isolation;
pub mod scope;
pub mod signs;
