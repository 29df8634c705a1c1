//! Rules that look across records: pure functions of a board and a moment, one file for each family. [`list`] names
//! the rules of the verdict, [`survey`] finds what they are about, [`verdict`] says what comes of it.

pub mod agenda;
pub mod attention;
pub mod due;
pub mod escalation;
pub mod exit;
pub mod facts;
#[cfg(test)]
pub(crate) mod fixture;
pub mod gaps;
pub mod gates;
pub mod held;
pub mod isolation;
pub mod list;
pub mod measure;
pub mod pace;
pub mod ranking;
pub mod scope;
pub mod signs;
pub mod survey;
pub mod verdict;
