//! x
pub mod domain;
pub mod input;
