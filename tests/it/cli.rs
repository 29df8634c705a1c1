//! The command line: what each noun answers, how it refuses, what scripts get.

mod help;
mod hostile;
mod import;
mod machine;
mod metrics;
mod nouns;
mod refusals;
mod scripts;
mod standing;
mod watch;
mod who;
