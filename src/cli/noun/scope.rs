//! `gonogo scope …`

mod act;

use crate::cli::{Failure, Session, page::Answer};
use act::Act;

/// What can be asked of build scope, and done to it.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Verb {
    #[command(flatten)]
    Act(Act),
}

impl Verb {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Act(act) => act.run(session),
        }
    }
}
