//! Rules across records: pure functions of a board and a moment.

pub mod attention;
pub mod exit;
