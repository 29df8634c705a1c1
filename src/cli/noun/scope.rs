//! `gonogo scope …`

mod act;
mod show;

use crate::cli::{Failure, Session, output::Answer};
use act::Act;

/// Build scope; says what is in it where no verb is given.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Scope {
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// What can be asked of build scope, and done to it.
#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Lists what may be built, and what the rest lacks
    Ls,
    /// Lists every request with its decision and what came of it; UNLINKED became nothing
    Log,
    #[command(flatten)]
    Act(Act),
}

impl Scope {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match &self.verb {
            None | Some(Verb::Ls) => show::ls(session),
            Some(Verb::Log) => show::log(session),
            Some(Verb::Act(act)) => act.run(session),
        }
    }
}
