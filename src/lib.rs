//! x
pub mod domain;
pub mod input;
pub mod run;
