//! `gonogo decision …`

use crate::cli::{
    Failure, Session,
    common_commands::{Add, Hold, Rewrite, View},
    flags::word,
    output::{Answer, Look, Span},
    record_id::Named,
};
use crate::{
    domain::{Decision, Id, Kind, decision::Answer as YesOrNo, decision::EvidenceKind},
    ops::decision::{Approve as Approval, Op},
};
use serde_json::json;

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
    /// Says that every criterion of it refers to the non-negotiable
    Tie {
        /// The decision
        id: Named,
    },
    /// Takes an acceptance criterion away
    Uncriterion {
        /// The decision
        id: Named,
        /// Which of its criteria, counted from 1 as `show` lists them
        place: usize,
    },
    /// Takes the approval back
    Withdraw {
        /// The decision
        id: Named,
        /// Why
        #[arg(long, value_name = "TEXT", default_value = "")]
        why: String,
    },
    /// Shows its delivery package, and hands it to a builder with --to
    #[command(alias = "handoff")]
    Package {
        /// The decision
        id: Named,
        /// Who builds it
        #[arg(long, value_name = "P")]
        to: Option<String>,
    },
    /// Says that its delivery package came back
    Return {
        /// The decision
        id: Named,
        /// Why
        #[arg(long, value_name = "TEXT", default_value = "")]
        why: String,
    },
    /// Logs hours of work done again after approval
    Rework {
        /// The decision
        id: Named,
        /// How many hours
        hours: f64,
        /// What was done again
        #[arg(long, value_name = "TEXT", default_value = "")]
        why: String,
    },
    /// Attaches evidence
    Evidence {
        /// The decision
        id: Named,
        /// What it shows
        text: String,
        /// What it is made of
        #[arg(long, value_parser = word::<EvidenceKind>())]
        kind: EvidenceKind,
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
    #[arg(long, value_parser = word::<YesOrNo>())]
    filter: Option<YesOrNo>,
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
            filter: self.filter,
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
        if let Self::Package { id, to: None } = self {
            return package(*id, session);
        }
        session.join()?;
        let mut echoes = Vec::new();
        let subject = |id: &Named| id.of(Kind::Decision);
        let op = match self {
            Self::Criterion { id, text, non_negotiable } => {
                Op::Criterion { subject: subject(id)?, text: text.clone(), non_negotiable: *non_negotiable }
            }
            Self::Evidence { id, text, kind, link } => {
                Op::Evidence { subject: subject(id)?, text: text.clone(), kind: *kind, link: link.clone() }
            }
            Self::Tie { id } => Op::Tie { subject: subject(id)? },
            Self::Uncriterion { id, place } => Op::Uncriterion { subject: subject(id)?, place: *place },
            Self::Withdraw { id, why } => Op::Withdraw { subject: subject(id)?, why: why.clone() },
            Self::Package { id, to } => {
                let to = session.person(to.as_deref().unwrap_or_default())?;
                Op::HandOff { subject: subject(id)?, to }
            }
            Self::Return { id, why } => Op::Return { subject: subject(id)?, why: why.clone() },
            Self::Rework { id, hours, why } => {
                Op::Rework { subject: subject(id)?, hours: *hours, why: why.clone() }
            }
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

/// Shows the delivery package of a decision; exits with 1 while a part is missing.
fn package(id: Named, session: &Session<'_>) -> Result<Answer, Failure> {
    let stored = session.stored(id.of(Kind::Decision)?)?;
    let found = session.executor.store.record::<Decision>(Id::new(stored.number))?;
    let decision = found.ok_or(crate::ops::OpError::NotFound(stored))?;
    let lacks = decision.package_lacks();
    let parts: serde_json::Map<_, _> =
        decision.package().iter().map(|(name, text)| ((*name).to_owned(), json!(text))).collect();
    let to = decision.handed_to.map(|to| session.speech().handle(to.number()));
    let mut answer = session.answer(|| {
        json!({
            "id": stored, "package": parts, "lacks": lacks, "handed_to": to,
            "handed_at": decision.handed_at, "returned_at": decision.returned_at,
        })
    });
    answer.say(format!("{stored}  {}", decision.title), Look::Strong);
    let row = |(name, text): &(&str, Option<&str>)| {
        let look = if text.is_some() { Look::Plain } else { Look::Alarm };
        vec![Span::new(name.replace('_', " "), Look::Faint), Span::new(text.unwrap_or("missing"), look)]
    };
    answer.table(2, decision.package().iter().map(row).collect());
    if let Some(first) = lacks.first() {
        let flag = first.replace('_', "-");
        answer.line(format!("  write it: gonogo decision edit {stored} --{flag} TEXT"));
    } else if decision.handed_at.is_none() {
        answer.line(format!("  hand it off: gonogo decision package {stored} --to P"));
    }
    answer.exit = u8::from(!lacks.is_empty());
    Ok(answer)
}
