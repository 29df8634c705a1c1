//! `gonogo decision …`

use crate::cli::{
    Failure, Session,
    common_commands::{Add, Escalated, Hold, Rewrite, View},
    op_commands::{Noun, OpCommands},
    output::{Answer, FOUND, Look, Span},
    record_id::Named,
};
use crate::{
    domain::{Decision, Id, Kind, decision::TARGET_FLAGS},
    ops::{
        decision,
        operation::{Declared, OpSpec},
    },
};
use serde_json::json;
use std::borrow::Cow;

/// What can be done to decisions.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum DecisionCommand {
    /// Adds one: a question; owner and date have defaults
    Add(Add<Decision>),
    #[command(flatten)]
    View(View),
    #[command(flatten)]
    Hold(Hold),
    #[command(flatten)]
    Rewrite(Rewrite<Decision>),
    #[command(flatten)]
    Own(Box<OwnDecisionCommand>),
}

/// What can be done to them alone.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum OwnDecisionCommand {
    /// Shows its delivery package, and hands it to a builder with --to
    // With and without --to it is two things, so that its command is no declaration.
    #[command(alias = "handoff")]
    Package {
        /// The decision
        id: Named,
        /// Who builds it
        #[arg(long, value_name = "P")]
        to: Option<String>,
    },
    #[command(flatten)]
    Op(OpCommands<DecisionOps>),
    #[command(flatten)]
    Escalated(OpCommands<Escalated>),
}

/// The operations that are typed after `decision`: all but `package --to` and `scope change`.
#[derive(Clone, Debug)]
pub(in crate::cli) struct DecisionOps;

impl Noun for DecisionOps {
    const SPECS: &'static [&'static OpSpec] = &[
        decision::Criterion::SPEC,
        decision::Tie::SPEC,
        decision::Uncriterion::SPEC,
        decision::Reword::SPEC,
        decision::Met::SPEC,
        decision::Unmet::SPEC,
        decision::Withdraw::SPEC,
        decision::Return::SPEC,
        decision::Rework::SPEC,
        decision::Evidence::SPEC,
        decision::Retract::SPEC,
        decision::FollowUp::SPEC,
        decision::Approve::SPEC,
        decision::Reject::SPEC,
        decision::Defer::SPEC,
        decision::LeaveOut::SPEC,
    ];
}

impl DecisionCommand {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Add(add) => add.run(session),
            Self::View(view) => view.run::<Decision>(session),
            Self::Hold(hold) => hold.run(Kind::Decision, session),
            Self::Rewrite(rewrite) => rewrite.run(session),
            Self::Own(act) => act.run(session),
        }
    }
}

impl OwnDecisionCommand {
    fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Package { id, to: None } => package(*id, session),
            Self::Package { id, to: Some(to) } => {
                let subject = session.subject(*id, Kind::Decision)?;
                session.join()?;
                let to = session.person(to)?;
                session.perform(decision::HandOff { subject, to }, Vec::new())
            }
            Self::Op(acts) => acts.run(session),
            Self::Escalated(acts) => acts.run_on(Kind::Decision, session),
        }
    }
}

/// Shows the delivery package of a decision; exits with 10 while a part is missing.
fn package(id: Named, session: &mut Session<'_>) -> Result<Answer, Failure> {
    let subject = session.subject(id, Kind::Decision)?;
    let session = &*session;
    let stored = session.stored(subject)?;
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
    let note = decision.target.as_deref().map_or_else(String::new, |note| format!(" ({note})"));
    let row = |(name, text): &(&str, Option<Cow<'_, str>>)| {
        let look = if text.is_some() { Look::Plain } else { Look::Alarm };
        let note = if *name == "target" { note.as_str() } else { "" };
        let said = format!("{}{note}", text.as_deref().unwrap_or("missing"));
        vec![Span::new(name.replace('_', " "), Look::Faint), Span::new(said, look)]
    };
    answer.table(2, decision.package().iter().map(row).collect());
    if let Some(first) = lacks.first() {
        let flag = match *first {
            "target" => TARGET_FLAGS.to_owned(),
            part => format!("--{} TEXT", part.replace('_', "-")),
        };
        answer.line(format!("  write it: gonogo decision edit {stored} {flag}"));
    } else if decision.handed_at.is_none() {
        answer.line(format!("  hand it off: gonogo decision package {stored} --to P"));
    }
    answer.exit = if lacks.is_empty() { 0 } else { FOUND };
    Ok(answer)
}
