//! `gonogo blocker …`

use crate::cli::{
    Failure, Session,
    id::Named,
    page::Answer,
    verbs::{Add, Hold, Line, Look, Rewrite},
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
    Look(Look),
    #[command(flatten)]
    Hold(Hold),
    #[command(flatten)]
    Rewrite(Rewrite<Blocker>),
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
        let subject = |id: &Named| id.of(Kind::Blocker);
        let op = match self {
            Self::Add(add) => return add.run(session),
            Self::Look(look) => return look.run::<Blocker>(session),
            Self::Hold(hold) => return hold.run(Kind::Blocker, session),
            Self::Rewrite(rewrite) => return rewrite.run(session),
            Self::Update(line) => return super::update(line, session),
            Self::Escalate { id, to } => Op::Escalate {
                subject: subject(id)?,
                to: to.as_deref().map(|to| session.person(to)).transpose()?,
            },
            Self::Fallback { id } => Op::Fallback { subject: subject(id)? },
            Self::Resolve { id, how } => Op::Resolve { subject: subject(id)?, how: how.clone() },
        };
        session.join()?;
        session.perform(op, Vec::new())
    }
}
