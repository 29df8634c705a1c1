//! `gonogo blocker …`

use crate::cli::{
    Failure, Session,
    common_commands::{Add, Hold, Line, Rewrite, View},
    output::Answer,
    record_id::Named,
};
use crate::{
    domain::{Blocker, Kind},
    ops::{Operation, blocker::Op},
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
    /// Hands it to the next person on the escalation path
    Escalate {
        /// The blocker
        id: Named,
        /// To this person instead
        #[arg(long, value_name = "P")]
        to: Option<String>,
    },
    /// Starts its fallback
    Fallback {
        /// The blocker
        id: Named,
    },
    /// Says that its audience has been told
    Tell {
        /// The blocker
        id: Named,
    },
    /// Resolves it
    Resolve {
        /// The blocker
        id: Named,
        /// How
        #[arg(long, value_name = "TEXT", default_value = "")]
        how: String,
    },
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
        session.join()?;
        let subject = |id: &Named| id.of(Kind::Blocker);
        let operation: Operation = match self {
            Self::Update(line) => line.note(Kind::Blocker)?,
            Self::Escalate { id, to } => {
                let (subject, to) = (subject(id)?, to.as_deref().map(|to| session.person(to)).transpose()?);
                Op::Escalate { subject, to }.into()
            }
            Self::Fallback { id } => Op::Fallback { subject: subject(id)? }.into(),
            Self::Tell { id } => Op::Tell { subject: subject(id)? }.into(),
            Self::Resolve { id, how } => {
                let (subject, how) = (subject(id)?, how.clone());
                Op::Resolve { subject, how }.into()
            }
        };
        session.perform(operation, Vec::new())
    }
}
