//! The language of a cycle and its rules. Knows no storage, no screen, no clock.

pub mod mitigation;
