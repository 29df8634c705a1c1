//! `gonogo decision …`

use crate::cli::{
    Failure, Session,
    id::Named,
    page::Answer,
    verbs::{Add, Hold, Rewrite, View},
};
use crate::{
    domain::{Decision, Kind, decision::Answer as YesOrNo, decision::EvidenceKind},
    ops::decision::{Approve as Approval, Op},
};
use clap::builder::PossibleValuesParser;

/// What can be done to decisions.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Verb {
    /// Adds one: a question; owner and date have defaults
    Add(Add<Decision>),
    #[command(flatten)]
    View(View),
    #[command(flatten)]
    Hold(Hold),
    #[command(flatten)]
    Rewrite(Rewrite<Decision>),
    #[command(flatten)]
    Act(Box<Act>),
}

/// What can be done to them alone.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Act {
    /// Adds an acceptance criterion
    Criterion {
        /// The decision
        id: Named,
        /// What must be true when it is done, in a way that can be tested
        text: String,
        /// It refers to the cycle's non-negotiable
        #[arg(long)]
        non_negotiable: bool,
    },
    /// Attaches evidence
    Evidence {
        /// The decision
        id: Named,
        /// What it shows
        text: String,
        /// What it is made of
        #[arg(long, value_parser = PossibleValuesParser::new(EvidenceKind::KEYS))]
        kind: String,
        /// Where it is
        #[arg(long, value_name = "URL")]
        link: Option<String>,
    },
    /// Approves it, with everything an approval needs
    Approve(Approve),
    /// Decides against it
    Reject {
        /// The decision
        id: Named,
        /// Why
        #[arg(long, value_name = "TEXT", default_value = "")]
        why: String,
    },
    /// Puts it off
    Defer {
        /// The decision
        id: Named,
        /// Until when
        #[arg(long, value_name = "DAY")]
        until: String,
        /// Why
        #[arg(long, value_name = "TEXT", default_value = "")]
        why: String,
    },
}

/// An approval.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Approve {
    /// The decision
    id: Named,
    /// Who said yes
    #[arg(long, value_name = "P")]
    by: String,
    /// Their words, and where they are written
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// The answer to the cycle's filter question
    #[arg(long, value_parser = PossibleValuesParser::new(YesOrNo::KEYS))]
    filter: Option<String>,
    /// A word on that answer
    #[arg(long, value_name = "TEXT")]
    filter_note: Option<String>,
    /// What was chosen; without it the question is answered with yes
    #[arg(long, value_name = "TEXT")]
    choice: Option<String>,
    /// An acceptance criterion; may be given several times
    #[arg(long = "accept", value_name = "TEXT")]
    criteria: Vec<String>,
    /// These criteria refer to the cycle's non-negotiable
    #[arg(long)]
    non_negotiable: bool,
    /// The customer outcome or non-negotiable it protects
    #[arg(long, value_name = "TEXT")]
    protects: Option<String>,
    /// What it does to the impact metric
    #[arg(long, value_name = "TEXT")]
    effect: Option<String>,
}

impl Approve {
    fn operation(&self, session: &Session<'_>) -> Result<Op, Failure> {
        Ok(Op::Approve(Box::new(Approval {
            subject: self.id.of(Kind::Decision)?,
            by: session.person(&self.by)?,
            choice: self.choice.clone(),
            proof: self.why.clone(),
            criteria: self.criteria.clone(),
            non_negotiable: self.non_negotiable,
            protects: self.protects.clone(),
            effect: self.effect.clone(),
            filter: self.filter.clone(),
            filter_note: self.filter_note.clone(),
        })))
    }
}

impl Verb {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Add(add) => add.run(session),
            Self::View(view) => view.run::<Decision>(session),
            Self::Hold(hold) => hold.run(Kind::Decision, session),
            Self::Rewrite(rewrite) => rewrite.run(session),
            Self::Act(act) => act.run(session),
        }
    }
}

impl Act {
    fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        session.join()?;
        let mut echoes = Vec::new();
        let subject = |id: &Named| id.of(Kind::Decision);
        let op = match self {
            Self::Criterion { id, text, non_negotiable } => {
                Op::Criterion { subject: subject(id)?, text: text.clone(), non_negotiable: *non_negotiable }
            }
            Self::Evidence { id, text, kind, link } => Op::Evidence {
                subject: subject(id)?,
                text: text.clone(),
                kind: kind.clone(),
                link: link.clone(),
            },
            Self::Approve(approve) => approve.operation(session)?,
            Self::Reject { id, why } => Op::Reject { subject: subject(id)?, why: why.clone() },
            Self::Defer { id, until, why } => {
                let (until, echo) = session.moment(until)?;
                echoes.push(("until", echo));
                Op::Defer { subject: subject(id)?, until, why: why.clone() }
            }
        };
        session.perform(op, echoes)
    }
}
