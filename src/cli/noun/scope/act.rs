//! What can be done to build scope: ask for a change, look at the assumptions, commit.

use crate::cli::{Failure, Session, flags::word, output::Answer, record_id::Named};
use crate::{
    domain::{
        Kind,
        decision::{Answer as YesOrNo, ScopeChange},
    },
    ops::{Operation, decision, gate},
};

/// An act.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Act {
    /// Asks for a change of scope: a tradeoff with what it costs
    Change(Box<Change>),
    /// Answers whether the target signal can still be reached in this window
    Assume {
        /// yes or no
        #[arg(value_parser = word::<YesOrNo>())]
        answer: YesOrNo,
        /// What the answer rests on
        #[arg(long, value_name = "TEXT", default_value = "")]
        why: String,
    },
    /// Commits scope as it is; from then on what comes in is a tradeoff
    Commit,
}

/// A change of scope.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Change {
    /// What is asked for; not needed with --decision
    #[arg(default_value = "", required_unless_present = "decision")]
    title: String,
    /// An open decision that turns out to change scope
    #[arg(long, value_name = "D-n", conflicts_with = "title")]
    decision: Option<Named>,
    /// Whether something comes in, goes out, or less is promised
    #[arg(long = "change", value_parser = word::<ScopeChange>(), default_value = "add")]
    kind: ScopeChange,
    /// The decision that goes out or is narrowed
    #[arg(long, value_name = "D-n")]
    about: Option<Named>,
    /// What it does to the impact metric
    #[arg(long, value_name = "TEXT", default_value = "")]
    effect: String,
    /// What it does to the non-negotiable
    #[arg(long, value_name = "TEXT", default_value = "")]
    trade: String,
    /// Who asked for it, and where
    #[arg(long, value_name = "TEXT")]
    request: Option<String>,
    /// Brings it to a decision
    #[arg(long, value_name = "P")]
    owner: Option<String>,
    /// Decide by
    #[arg(long, value_name = "DAY")]
    due: Option<String>,
}

impl Act {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        session.join()?;
        let mut echoes = Vec::new();
        let operation: Operation = match self {
            Self::Change(change) => {
                let due = change.due.as_deref().map(|due| session.moment(due)).transpose()?;
                echoes.extend(due.iter().map(|(_, echo)| ("due", echo.clone())));
                let of = |id: &Named| id.of(Kind::Decision);
                decision::Op::Change(Box::new(decision::Change {
                    subject: change.decision.as_ref().map(of).transpose()?,
                    title: change.title.clone(),
                    change: change.kind,
                    about: change.about.as_ref().map(of).transpose()?,
                    effect: change.effect.clone(),
                    trade: change.trade.clone(),
                    request: change.request.clone(),
                    owner: change.owner.as_deref().map(|owner| session.person(owner)).transpose()?,
                    due: due.map(|(due, _)| due),
                }))
                .into()
            }
            Self::Assume { answer, why } => gate::Op::Assume { answer: *answer, why: why.clone() }.into(),
            Self::Commit => gate::Op::Commit.into(),
        };
        session.perform(operation, echoes)
    }
}
