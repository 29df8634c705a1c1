//! `gonogo demo`: a cycle in flight, to look around in.

use crate::{
    cli::{Config, Failure, Globals, clock, page::Answer, place, print::Printer},
    domain::Moment,
};
use serde_json::json;
use std::path::Path;

/// Writes a cycle in flight and opens it.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Demo {
    /// Only write it, and print where it lies
    #[arg(long)]
    print: bool,
}

impl Demo {
    pub(super) fn run(
        &self,
        globals: &Globals,
        config: &Config,
        printer: Printer,
    ) -> Result<Answer, Failure> {
        let path = match &globals.db {
            Some(path) => path.clone(),
            None => place::demo(),
        };
        let now = clock::given(globals.now.as_deref(), place::zone())?.unwrap_or_else(clock::real);
        write(&path, now)?;
        if self.print {
            let mut answer = Answer::of(json!({ "db": path.display().to_string() }));
            answer.line(path.display().to_string());
            return Ok(answer);
        }
        let globals = Globals {
            db: Some(path),
            ..globals.clone()
        };
        crate::cli::start::open_board(&globals, config, printer)
    }
}

/// Stands in until the demonstration cycle is there.
fn write(path: &Path, _now: Moment) -> Result<(), Failure> {
    let path = path.display();
    Err(Failure::Fault(format!(
        "there is no demonstration to write to {path} in this build"
    )))
}
