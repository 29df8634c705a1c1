//! Takes a launch or an alignment from "we should" to a go/no-go that holds.
//!
//! [`domain`] holds the language and the rules; [`playbook`] the plans a cycle can start from.

pub mod domain;
pub mod playbook;
