//! The language and the rules of a launch cycle. Knows no database, no terminal and no clock.

pub mod calendar;
pub mod due;
pub mod when;
