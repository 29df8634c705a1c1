//! `gonogo intake …`

use crate::cli::{
    Failure, Session, capture,
    common_commands::{Edit, View},
    flags::{AnyOf, Flags, word},
    op_commands::{Noun, OpCommands},
    output::Answer,
    record_id::Named,
    words::Words,
};
use crate::{
    domain::{Intake, Kind, intake::Becomes},
    ops::{
        common,
        intake::Op,
        operation::{Declared, OpSpec},
    },
};

/// What can be done to the intake.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum IntakeCommand {
    #[command(flatten)]
    View(View),
    /// Changes what was noted
    Edit(Edit<Intake>),
    #[command(flatten)]
    Own(OwnIntakeCommand),
}

/// What can be done to it alone.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum OwnIntakeCommand {
    /// Notes something; @maya, due:fri and fallback: ... are kept for the day it is completed
    Add {
        /// What was said
        #[command(flatten)]
        line: Words,
        /// What it is to become
        #[arg(long, default_value = "decision", value_parser = word::<Becomes>())]
        becomes: Becomes,
    },
    /// Makes it a record, with what it lacked
    Complete {
        /// The intake item
        id: Named,
        /// What it becomes, when that changed
        #[arg(long, value_parser = word::<Becomes>())]
        becomes: Option<Becomes>,
        #[command(flatten)]
        given: Flags<AnyOf>,
    },
    #[command(flatten)]
    Op(OpCommands<IntakeOps>),
}

/// The operations on any record that the intake takes.
#[derive(Clone, Debug)]
pub(in crate::cli) struct IntakeOps;

impl Noun for IntakeOps {
    const SPECS: &'static [&'static OpSpec] = &[common::Note::SPEC, common::Drop::SPEC, common::Reopen::SPEC];
}

impl IntakeCommand {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::View(view) => view.run::<Intake>(session),
            Self::Edit(edit) => edit.run(session),
            Self::Own(act) => act.run(session),
        }
    }
}

impl OwnIntakeCommand {
    fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Op(acts) => acts.run_on(Kind::Intake, session),
            Self::Add { line, becomes } => add(&line.joined(), *becomes, session),
            Self::Complete { id, becomes, given } => {
                let subject = id.reference(Kind::Intake)?;
                // What it becomes is what the answer is about.
                session.go_to(subject)?;
                session.join()?;
                let typed = given.read(&session.reader())?;
                let becomes = *becomes;
                session.perform_typed(typed, |fields| Op::Complete { subject, becomes, fields }.into())
            }
        }
    }
}

fn add(text: &str, becomes: Becomes, session: &mut Session<'_>) -> Result<Answer, Failure> {
    session.join()?;
    let fields = crate::with_kind!(becomes.kind(), E => <E as crate::domain::Record>::FIELDS);
    let mut typed = capture::line(text, fields, &session.reader())?;
    let title = typed.fields.remove("title");
    let text = title.as_ref().and_then(crate::domain::Value::as_text).unwrap_or_default().to_owned();
    session.perform_typed(typed, |known| Op::Add { text, becomes, known, source: None }.into())
}
