//! What can be done to build scope: ask for a change, look at the assumptions, commit.

use crate::cli::{
    Failure, Session,
    flags::word,
    op_commands::{Noun, OpCommands},
    output::Answer,
    record_id::Named,
};
use crate::{
    domain::{Kind, decision::ScopeChange},
    ops::{
        decision, gate,
        operation::{Declared, OpSpec},
    },
};

/// An act.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum OwnScopeCommand {
    /// Asks for a change of scope: a tradeoff with what it costs
    // Its first word is the question of a new decision, or none with --decision: no declaration says so.
    Change(Box<Change>),
    #[command(flatten)]
    Gate(OpCommands<ScopeOps>),
}

/// What is answered and committed about scope as a whole.
#[derive(Clone, Debug)]
pub(in crate::cli) struct ScopeOps;

impl Noun for ScopeOps {
    const SPECS: &'static [&'static OpSpec] = &[gate::Assume::SPEC, gate::Commit::SPEC];
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

impl OwnScopeCommand {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Change(change) => change.run(session),
            Self::Gate(acts) => acts.run(session),
        }
    }
}

impl Change {
    fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let about = self.about.map(|id| session.subject(id, Kind::Decision)).transpose()?;
        let subject = self.decision.map(|id| session.subject(id, Kind::Decision)).transpose()?;
        session.join()?;
        let due = self.due.as_deref().map(|due| session.moment(due)).transpose()?;
        let echoes = due.iter().map(|(_, echo)| ("due", echo.clone())).collect();
        let change = decision::Change {
            subject,
            title: self.title.clone(),
            change: self.kind,
            about,
            effect: self.effect.clone(),
            trade: self.trade.clone(),
            request: self.request.clone(),
            owner: self.owner.as_deref().map(|owner| session.person(owner)).transpose()?,
            due: due.map(|(due, _)| due),
        };
        session.perform(change, echoes)
    }
}
