//! `gonogo scope …`

mod change;
mod show;

use crate::cli::{Failure, Session, output::Answer};
use change::OwnScopeCommand;

/// Build scope; says what is in it where no verb is given.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Scope {
    #[command(subcommand)]
    verb: Option<ScopeCommand>,
}

/// What can be asked of build scope, and done to it.
#[derive(Debug, clap::Subcommand)]
enum ScopeCommand {
    /// Lists what may be built, and what the rest lacks
    Ls {
        /// Only what may start in parallel: approved on a stated assumption, and not in build scope before its evidence
        #[arg(long)]
        parallel: bool,
    },
    /// Lists every request with its decision and what came of it; UNLINKED became nothing
    Log,
    #[command(flatten)]
    Own(OwnScopeCommand),
}

impl Scope {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match &self.verb {
            None | Some(ScopeCommand::Ls { parallel: false }) => show::ls(session),
            Some(ScopeCommand::Ls { parallel: true }) => show::parallel(session),
            Some(ScopeCommand::Log) => show::log(session),
            Some(ScopeCommand::Own(act)) => act.run(session),
        }
    }
}
