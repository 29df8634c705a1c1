//! The command line: what each noun answers, how it refuses, what scripts get.

mod backfill;
mod environment;
mod escape_injection;
mod examples;
mod help;
mod identity;
mod import;
mod metrics;
mod nouns;
mod playbook_copy;
mod refusals;
mod reports;
mod schema;
mod scripts;
mod watch;
