//! `gonogo blocker …`

use crate::cli::{
    Failure, Session,
    acts::Acts,
    common_commands::{Add, Hold, Line, Rewrite, View},
    output::Answer,
};
use crate::{
    domain::{Blocker, Kind},
    ops::blocker::Op,
};

/// What can be done to blockers.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Verb {
    /// Adds one: what is stuck, and what you do instead; owner and date have defaults
    Add(Add<Blocker>),
    #[command(flatten)]
    View(View),
    #[command(flatten)]
    Hold(Hold),
    #[command(flatten)]
    Rewrite(Rewrite<Blocker>),
    #[command(flatten)]
    Act(Act),
}

/// What can be done to them alone.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Act {
    /// Writes how it stands today
    Update(Line),
    #[command(flatten)]
    Op(Acts<Op>),
}

impl Verb {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Add(add) => add.run(session),
            Self::View(view) => view.run::<Blocker>(session),
            Self::Hold(hold) => hold.run(Kind::Blocker, session),
            Self::Rewrite(rewrite) => rewrite.run(session),
            Self::Act(act) => act.run(session),
        }
    }
}

impl Act {
    fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Update(line) => {
                session.join()?;
                session.perform(line.note(Kind::Blocker)?, Vec::new())
            }
            Self::Op(acts) => acts.run(session),
        }
    }
}
