//! `gonogo simulate`: a marked copy of a board, in which the clock may be given by hand.

use crate::{
    cli::{Failure, output::Answer, output::Look, printer::Printer},
    store::Store,
};
use serde_json::json;
use std::path::PathBuf;

/// Copies a board, of this or an older format, as a simulation: only there does what is written take the time that
/// `--now` gives.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Simulate {
    /// The board; it stays as it is
    #[arg(value_name = "FILE")]
    board: PathBuf,
    /// Where the copy goes; a file that is there already stays
    #[arg(short, long, value_name = "COPY")]
    output: PathBuf,
}

impl Simulate {
    pub(super) fn run(&self, printer: Printer) -> Result<Answer, Failure> {
        let copy = Store::simulate(&self.board, &self.output)?;
        let (operations, _) = copy.head()?;
        let path = self.output.display().to_string();
        if printer.json {
            return Ok(Answer::of(json!({ "db": path, "simulation": true, "operations": operations })));
        }
        let mut answer = Answer::default();
        answer.say(
            format!("{path} is a simulation of {}, at operation {operations}", self.board.display()),
            Look::Strong,
        );
        answer.line(format!("  gonogo --db {path} --now DAY verdict"));
        Ok(answer)
    }
}
