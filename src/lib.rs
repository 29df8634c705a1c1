//! `gonogo` takes a launch or an alignment from "we should" to a go/no-go that holds.

pub mod app;
pub mod cli;
pub mod demo;
pub mod domain;
pub mod import;
pub mod input;
pub mod ops;
pub mod playbook;
pub mod run;
pub mod store;
pub mod ui;
