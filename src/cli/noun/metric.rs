//! `gonogo metric …`

use crate::cli::{
    Failure, Session,
    id::Named,
    page::Answer,
    verbs::{Edit, Line, Look},
};
use crate::{
    domain::{Fields, Kind, Metric, Moment, Value, due},
    ops::{Operation, metric::Op, record},
};

/// What can be done to metrics.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Verb {
    #[command(flatten)]
    Look(Look),
    /// Enters a reading
    Read {
        /// The metric
        id: Named,
        /// The value, in the metric's unit
        #[arg(allow_negative_numbers = true)]
        value: f64,
        /// The day it was read, if not now: 2026-03-05
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
        /// A word on it
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// Says who answers for it
    Own {
        /// The metric
        id: Named,
        /// The person
        #[arg(value_name = "P")]
        owner: String,
    },
    /// Links a decision that is meant to move it
    Link {
        /// The metric
        id: Named,
        /// The decision
        #[arg(value_name = "D-n")]
        decision: Named,
    },
    /// Sets the value to reach
    Target {
        /// The metric
        id: Named,
        /// The value, in the metric's unit
        #[arg(allow_negative_numbers = true)]
        value: f64,
    },
    /// Changes its fields
    Edit(Edit<Metric>),
    /// Writes a line on it
    Note(Line),
}

impl Verb {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        if let Self::Look(look) = self {
            return look.run::<Metric>(session);
        }
        session.join()?;
        let subject = |id: &Named| id.of(Kind::Metric);
        let operation: Operation = match self {
            Self::Look(look) => return look.run::<Metric>(session),
            Self::Edit(edit) => return edit.run(session),
            Self::Note(line) => line.note(Kind::Metric)?,
            Self::Read { id, value, on, note } => {
                let read = Op::Read {
                    subject: subject(id)?,
                    value: *value,
                    at: on.as_deref().map(|on| day(on, session)).transpose()?,
                    note: note.clone(),
                };
                read.into()
            }
            Self::Own { id, owner } => {
                let assign =
                    record::Op::Assign { subjects: vec![subject(id)?], owner: session.person(owner)? };
                assign.into()
            }
            Self::Link { id, decision } => {
                let link = Op::Link { subject: subject(id)?, decision: decision.of(Kind::Decision)? };
                link.into()
            }
            Self::Target { id, value } => {
                let edit = record::Op::Edit {
                    subject: subject(id)?,
                    set: Fields::from([("target".to_owned(), Value::Real(*value))]),
                };
                edit.into()
            }
        };
        session.perform(operation, Vec::new())
    }
}

/// The moment of a reading. Readings lie in the past, where due dates may not, so a plain day is understood too.
fn day(text: &str, session: &Session<'_>) -> Result<Moment, Failure> {
    if let Ok(moment) = due::read_instant(text, session.zone()) {
        return Ok(moment);
    }
    if text.trim() == "today" {
        return Ok(session.now);
    }
    if text.trim() == "yesterday" {
        return Ok(session.now - chrono::Duration::days(1));
    }
    Ok(session.moment(text)?.0)
}
