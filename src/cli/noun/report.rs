//! `gonogo report`: artefacts to pass on, as Markdown or plain text on standard output.

use crate::{
    cli::{Failure, Session, output::Answer},
    report::{self, Doc},
};
use serde_json::json;

/// Which report.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum ReportCommand {
    /// How things stand: the verdict, what is late, what is missing, what comes next
    Status(Form),
}

/// In which form.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Form {
    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "md")]
    format: Format,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// Markdown
    Md,
    /// Plain text
    Txt,
}

impl ReportCommand {
    pub(super) fn run(&self, session: &Session<'_>) -> Result<Answer, Failure> {
        let board = session.board()?;
        let (operation, head) = session.executor.store.head()?;
        // Somebody may have written between the two; then the hash is of another state than the records.
        let head = if operation == board.seq { head } else { String::new() };
        match self {
            Self::Status(form) => Ok(form.write(&report::status(&board, session.now, &head))),
        }
    }
}

impl Form {
    fn write(&self, doc: &Doc) -> Answer {
        let (name, text) = match self.format {
            Format::Md => ("md", report::markdown(doc)),
            Format::Txt => ("txt", report::plain(doc)),
        };
        let mut answer = Answer::of(json!({ "format": name, "text": text }));
        text.lines().for_each(|line| answer.line(line));
        answer
    }
}
