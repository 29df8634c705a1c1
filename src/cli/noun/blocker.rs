//! `gonogo blocker …`

use crate::cli::{
    Failure, Session,
    common_commands::{Add, Escalated, Hold, OneLine, Rewrite, View},
    op_commands::OpCommands,
    output::Answer,
};
use crate::{
    domain::{Blocker, Kind},
    ops::blocker::Op,
};

/// What can be done to blockers.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum BlockerCommand {
    /// Adds one: what is stuck, and what you do instead; owner and date have defaults
    Add(AddBlocker),
    #[command(flatten)]
    View(View),
    #[command(flatten)]
    Hold(Hold),
    #[command(flatten)]
    Rewrite(Rewrite<Blocker>),
    #[command(flatten)]
    Own(OwnBlockerCommand),
}

/// A new blocker.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct AddBlocker {
    #[command(flatten)]
    add: Add<Blocker>,
    /// The day it was raised, if not today; it counts from then on
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
}

/// What can be done to them alone.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum OwnBlockerCommand {
    /// Writes how it stands today
    Update(OneLine),
    #[command(flatten)]
    Op(OpCommands<Op>),
    #[command(flatten)]
    Escalated(OpCommands<Escalated>),
}

impl BlockerCommand {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Add(AddBlocker { add, on }) => add.run_on(on.as_deref(), session),
            Self::View(view) => view.run::<Blocker>(session),
            Self::Hold(hold) => hold.run(Kind::Blocker, session),
            Self::Rewrite(rewrite) => rewrite.run(session),
            Self::Own(act) => act.run(session),
        }
    }
}

impl OwnBlockerCommand {
    fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Update(line) => {
                let operation = line.note(Kind::Blocker, session)?;
                session.join()?;
                session.perform(operation, Vec::new())
            }
            Self::Op(acts) => acts.run(session),
            Self::Escalated(acts) => acts.run_on(Kind::Blocker, session),
        }
    }
}
