//! `gonogo intake …`

use crate::cli::{
    Failure, Session, capture,
    common_commands::{Edit, Line, View, drop_one},
    flags::{AnyOf, Flags, word},
    output::Answer,
    record_id::Named,
};
use crate::{
    domain::{Intake, Kind, intake::Becomes},
    ops::{common, intake::Op},
};

/// What can be done to the intake.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Verb {
    #[command(flatten)]
    View(View),
    /// Changes what was noted
    Edit(Edit<Intake>),
    #[command(flatten)]
    Act(Act),
}

/// What can be done to it alone.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Act {
    /// Notes something; @maya, due:fri and fallback: ... are kept for the day it is completed
    Add {
        /// What was said
        text: String,
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
    /// Writes a line on it
    Note(Line),
    /// Takes it off, with a reason
    Drop {
        /// The intake item
        id: Named,
        /// Why it goes
        #[arg(long, value_name = "TEXT", default_value = "")]
        why: String,
    },
    /// Puts it back
    Reopen {
        /// The intake item
        id: Named,
        /// Why it is open again
        #[arg(long, value_name = "TEXT", default_value = "")]
        why: String,
    },
}

impl Verb {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::View(view) => view.run::<Intake>(session),
            Self::Edit(edit) => edit.run(session),
            Self::Act(act) => act.run(session),
        }
    }
}

impl Act {
    fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        session.join()?;
        match self {
            Self::Drop { id, why } => drop_one(*id, Kind::Intake, why, session),
            Self::Note(line) => session.perform(line.note(Kind::Intake)?, Vec::new()),
            Self::Reopen { id, why } => {
                let op = common::Op::Reopen { subject: id.of(Kind::Intake)?, why: why.clone() };
                session.perform(op, Vec::new())
            }
            Self::Add { text, becomes } => add(text, *becomes, session),
            Self::Complete { id, becomes, given } => {
                let subject = id.of(Kind::Intake)?;
                let typed = given.read(&session.reader())?;
                let becomes = *becomes;
                session.perform_typed(typed, |fields| Op::Complete { subject, becomes, fields }.into())
            }
        }
    }
}

fn add(text: &str, becomes: Becomes, session: &mut Session<'_>) -> Result<Answer, Failure> {
    let fields = crate::with_kind!(becomes.kind(), E => <E as crate::domain::Record>::FIELDS);
    let mut typed = capture::line(text, fields, &session.reader())?;
    let title = typed.fields.remove("title");
    let text = title.as_ref().and_then(crate::domain::Value::as_text).unwrap_or_default().to_owned();
    session.perform_typed(typed, |known| Op::Add { text, becomes, known, source: None }.into())
}
