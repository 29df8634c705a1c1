//! x
pub mod ui;
