//! `gonogo` takes a launch or an alignment from "we should" to a go/no-go that holds.

pub mod cli;
pub mod domain;
pub mod import;
pub mod ops;
pub mod playbook;
pub mod store;
