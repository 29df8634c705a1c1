//! The verbs that several nouns share, each said once.

use super::{
    error::Failure,
    flags::{Every, Flags, Typed},
    op_commands::{Noun, OpCommands},
    output::Answer,
    record::{Listed, Ls, Show},
    record_id::Named,
    session::Session,
    words::Words,
};
use crate::{
    domain::{
        Kind, Record, Ref, Refusal, argument::Argument, fact_day::FactDay, parse::InputParser, record::Field,
    },
    ops::{
        Operation, common, escalation,
        operation::{Declared, OpSpec},
    },
};
use clap::{Args, Subcommand};

/// Looking at records.
#[derive(Clone, Debug, Subcommand)]
pub(super) enum View {
    /// Lists them
    Ls(Ls),
    /// Shows one with its notes and history
    Show(Show),
}

impl View {
    /// Does it for a kind of record.
    ///
    /// # Errors
    /// What stands in the way.
    pub(super) fn run<E: Listed>(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Ls(ls) => ls.run::<E>(session),
            Self::Show(show) => show.run::<E>(session),
        }
    }
}

/// What can be done to any record that somebody owns.
#[derive(Clone, Debug, Subcommand)]
pub(super) enum Hold {
    /// Gives records to one owner
    Assign {
        /// The records
        #[arg(required = true, value_name = "ID")]
        ids: Vec<Named>,
        /// The owner
        #[arg(required = true, value_name = "P")]
        owner: String,
        /// Adds the owner, who is new here, under this name
        #[arg(long)]
        create: bool,
    },
    /// Sets the date of records
    Due {
        /// The records
        #[arg(required = true, value_name = "ID")]
        ids: Vec<Named>,
        /// The date, such as fri, "fri 5pm", +3d, 2026-03-24, review, launch-7d
        #[arg(required = true, value_name = "DAY")]
        day: String,
    },
    #[command(flatten)]
    Op(OpCommands<Held>),
}

/// The operations that take a record of any kind that somebody owns.
#[derive(Clone, Debug)]
pub(super) struct Held;

impl Noun for Held {
    const SPECS: &'static [&'static OpSpec] = &[common::Reopen::SPEC, common::Note::SPEC];
}

/// The operations on what the clock or a person has escalated.
#[derive(Clone, Debug)]
pub(super) struct Escalated;

impl Noun for Escalated {
    const SPECS: &'static [&'static OpSpec] = &[escalation::Deescalate::SPEC];
}

/// A record and a line of text.
#[derive(Clone, Debug, Args)]
pub(super) struct OneLine {
    /// The record
    pub id: Named,
    /// The line
    #[command(flatten)]
    pub line: Words,
}

impl OneLine {
    /// The operation that writes the line on a record of this kind.
    ///
    /// # Errors
    /// When the id is of another kind.
    pub(super) fn note(&self, kind: Kind, session: &mut Session<'_>) -> Result<Operation, Failure> {
        let op = common::Note { subject: session.subject(self.id, kind)?, text: self.line.joined() };
        Ok(op.into())
    }
}

impl Hold {
    /// Does it to records of a kind.
    ///
    /// # Errors
    /// What stands in the way.
    pub(super) fn run(&self, kind: Kind, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Assign { ids, owner, create } => {
                let subjects = session.subjects(ids, kind)?;
                session.join()?;
                session.perform_all(assign(subjects, owner, *create, session)?, &Vec::new())
            }
            Self::Due { ids, day } => {
                let subjects = session.subjects(ids, kind)?;
                session.join()?;
                let (due, echo) = session.moment(day)?;
                session.perform_all(common::Op::Due { subjects, due }, &vec![("due", echo)])
            }
            Self::Op(acts) => acts.run_on(kind, session),
        }
    }
}

/// The operation that gives records to one owner, who is new when `create` says so.
///
/// # Errors
/// When nobody is called so.
pub(super) fn assign(
    subjects: Vec<Ref>,
    owner: &str,
    create: bool,
    session: &Session<'_>,
) -> Result<common::Op, Failure> {
    if create {
        return Ok(common::Op::AssignNew { subjects, name: owner.to_owned() });
    }
    Ok(common::Op::Assign { subjects, owner: session.person(owner)? })
}

/// What can be done to records that people write down.
#[derive(Clone, Debug, Subcommand)]
pub(super) enum Rewrite<E: Record> {
    /// Changes its fields
    Edit(Edit<E>),
    #[command(flatten)]
    Op(OpCommands<Written>),
}

/// The operations that take what people write down.
#[derive(Clone, Debug)]
pub(super) struct Written;

impl Noun for Written {
    const SPECS: &'static [&'static OpSpec] = &[common::Drop::SPEC];
}

impl<E: Record> Rewrite<E> {
    /// Does it.
    ///
    /// # Errors
    /// What stands in the way.
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Edit(edit) => edit.run(session),
            Self::Op(acts) => acts.run_on(E::KIND, session),
        }
    }
}

/// New values for the fields of a record.
#[derive(Clone, Debug, Args)]
pub(super) struct Edit<E: Record> {
    /// The record
    pub id: Named,
    /// The new values.
    #[command(flatten)]
    pub set: Flags<Every<E>>,
    #[command(flatten)]
    pub because: Because,
    /// Only words change, says whoever approved it: the approval holds
    #[arg(long, hide = E::KIND != Kind::Decision)]
    pub correction: bool,
}

/// Why fields change, where an approval or a hard rule rests on them.
#[derive(Clone, Debug, Args)]
pub(super) struct Because {
    /// Why it changes, where it was approved or a hard rule rests on it
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub why: Option<String>,
}

impl<E: Record> Edit<E> {
    /// Does it.
    ///
    /// # Errors
    /// What stands in the way.
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let subject = session.subject(self.id, E::KIND)?;
        session.join()?;
        let typed = typed(subject, &self.set, session)?;
        let (why, correction) = (self.because.why.clone(), self.correction);
        session.perform_typed(typed, |set| common::Op::edit(subject, set, why, correction).into())
    }
}

/// Sets fields of a record.
///
/// # Errors
/// What stands in the way.
pub(super) fn set<S: super::flags::Flagged>(
    subject: crate::domain::Ref,
    flags: &Flags<S>,
    because: &Because,
    session: &mut Session<'_>,
) -> Result<Answer, Failure> {
    let typed = typed(subject, flags, session)?;
    let why = because.why.clone();
    session.perform_typed(typed, |set| common::Op::edit(subject, set, why, false).into())
}

/// The new values of fields, as they were typed.
fn typed<S: super::flags::Flagged>(
    subject: Ref,
    flags: &Flags<S>,
    session: &Session<'_>,
) -> Result<Typed, Failure> {
    if flags.given.is_empty() {
        let names: Vec<String> =
            S::fields().iter().map(|field| format!("--{}", field.name.replace('_', "-"))).collect();
        let hint = format!("give at least one of {}", names.join(", "));
        return Err(crate::domain::Refusal::new("edit.nothing", "there is nothing to change", hint)
            .about(subject)
            .into());
    }
    Ok(flags.read(&session.reader_of(Some(subject)))?)
}

/// Reads the day that a fact counts for.
///
/// # Errors
/// A [`Refusal`] that says how it could be read.
pub(super) fn fact_day(text: &str, reader: &InputParser<'_>) -> Result<FactDay, Refusal> {
    let field = Field::asked("on", FactDay::INPUT, "on", "On which day, if not today?");
    let read = reader.read(&field, text)?;
    FactDay::from_values(&mut std::iter::once(read.value), field.input)
        .ok_or_else(|| Refusal::new("due.reading", "a day is needed", "for example: yesterday").on("on"))
}

/// A new record: one line, which may carry `@owner`, `due:` and `fallback:`, and flags, which win.
#[derive(Clone, Debug, Args)]
pub(super) struct Add<E: Record> {
    /// One line; @maya, due:fri and fallback: ... are understood in it
    #[command(flatten)]
    pub line: Words,
    /// The fields.
    #[command(flatten)]
    pub given: Flags<super::flags::ButTitle<E>>,
}

impl<E: Record> Add<E> {
    /// Adds it.
    ///
    /// # Errors
    /// What stands in the way.
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        self.run_on(None, session)
    }

    /// Adds it as of an earlier day, where it takes one.
    ///
    /// # Errors
    /// What stands in the way.
    pub(super) fn run_on(&self, day: Option<&str>, session: &mut Session<'_>) -> Result<Answer, Failure> {
        session.join()?;
        let reader = session.reader();
        let on = day.map(|day| fact_day(day, &reader)).transpose()?;
        let mut typed = super::capture::line(&self.line.joined(), E::FIELDS, &reader)?;
        let flags = self.given.read(&reader)?;
        typed.fields.extend(flags.fields);
        typed.echoes.retain(|(name, _)| !flags.echoes.iter().any(|(given, _)| given == name));
        typed.echoes.extend(flags.echoes);
        let kind = E::KIND;
        session.perform_typed(typed, |fields| common::Op::Add { kind, fields, on }.into())
    }
}
