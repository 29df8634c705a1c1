//! `gonogo launch …`

use crate::cli::{
    Failure, Session,
    common_commands::{Add, Hold, Rewrite, View},
    output::Answer,
    record_id::Named,
};
use crate::{
    domain::{Kind, LaunchCriterion, launch_criterion::LaunchState},
    ops::launch,
};

/// What can be done to launch criteria.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum LaunchCommand {
    /// Adds one: what must hold on which path that earns money
    Add(Add<LaunchCriterion>),
    #[command(flatten)]
    View(View),
    #[command(flatten)]
    Hold(Hold),
    #[command(flatten)]
    Rewrite(Rewrite<LaunchCriterion>),
    #[command(flatten)]
    Look(Look),
}

/// What somebody saw.
// Three commands for one operation, whose state each of them says.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Look {
    /// Says that it holds
    Pass(Seen),
    /// Says that it does not, and what fails
    Fail(Seen),
    /// Says that somebody has to look again
    Unknown(Seen),
}

/// A look at a launch criterion.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Seen {
    /// The launch criterion
    id: Named,
    /// What was seen, and where it can be looked up
    #[arg(long, value_name = "TEXT", visible_alias = "proof", allow_hyphen_values = true)]
    note: Option<String>,
}

impl LaunchCommand {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Add(add) => add.run(session),
            Self::View(view) => view.run::<LaunchCriterion>(session),
            Self::Hold(hold) => hold.run(Kind::LaunchCriterion, session),
            Self::Rewrite(rewrite) => rewrite.run(session),
            Self::Look(look) => look.run(session),
        }
    }
}

impl Look {
    fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let (state, Seen { id, note }) = match self {
            Self::Pass(seen) => (LaunchState::Pass, seen),
            Self::Fail(seen) => (LaunchState::Fail, seen),
            Self::Unknown(seen) => (LaunchState::Unknown, seen),
        };
        let subject = session.subject(*id, Kind::LaunchCriterion)?;
        session.join()?;
        if state == LaunchState::Pass {
            let note = note.clone().unwrap_or_default();
            return session.perform(launch::Pass { subject, note }, Vec::new());
        }
        session.perform(launch::Look { subject, state, note: note.clone() }, Vec::new())
    }
}
