//! `gonogo schema`: what scripts can rely on, as JSON Schema.

use crate::cli::{Failure, output::Answer, schema};
use crate::domain::Refusal;

/// The JSON Schema of what a command prints for scripts; without one, of all of them.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Schema {
    /// The command, such as decision show
    command: Vec<String>,
}

impl Schema {
    pub(super) fn run(&self) -> Result<Answer, Failure> {
        let command = self.command.join(" ");
        let found = if command.is_empty() { Some(schema::all()) } else { schema::of(&command) };
        let Some(found) = found else {
            let reason = format!("no command is typed `{command}`");
            let hint = "gonogo --help lists them; a noun needs its verb, such as decision show";
            return Err(Refusal::new("schema.unknown", reason, hint).into());
        };
        let mut answer = Answer::of(found.clone());
        format!("{found:#}").lines().for_each(|line| answer.line(line));
        Ok(answer)
    }
}
