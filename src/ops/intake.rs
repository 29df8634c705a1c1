//! What can be done to the intake: note something, complete it into an accountable record.

use super::{Context, Outcome, common, operation::OpSpec};
use crate::{
    domain::{Cycle, Fields, Id, Intake, Ref, Value, intake::Becomes, intake::IntakeState},
    store::TxnError,
};
use serde::Serialize;

/// An operation on the intake.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// Notes something.
    Add {
        /// What was said.
        text: String,
        /// What it is to become.
        becomes: Becomes,
        /// The fields already known.
        known: Fields,
        /// Where it came from.
        source: Option<String>,
    },
    /// Makes it a record, with what it lacked.
    Complete {
        /// The intake item.
        subject: Ref,
        /// What it becomes, when that changed.
        becomes: Option<Becomes>,
        /// The fields given now.
        fields: Fields,
    },
}

impl Op {
    /// None of them is declared with its arguments.
    pub const SPECS: &'static [&'static OpSpec] = &[];

    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Add { .. } => "intake.add",
            Self::Complete { .. } => "intake.complete",
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        match self {
            Self::Add { text, becomes, known, source } => {
                let cycle = context.cycle()?.id;
                let id = add(context, cycle, text, *becomes, known, source.as_deref())?;
                let reference = Ref::new(crate::domain::Kind::Intake, id.number());
                Ok(Outcome::made(format!("noted {reference} in the intake"), reference))
            }
            Self::Complete { subject, becomes, fields } => complete(context, *subject, *becomes, fields),
        }
    }
}

/// Notes something and says its id.
pub(super) fn add(
    context: &mut Context<'_, '_>,
    cycle: Id<Cycle>,
    text: &str,
    becomes: Becomes,
    known: &Fields,
    source: Option<&str>,
) -> Result<Id<Intake>, TxnError> {
    let known = serde_json::to_string(known).expect("field values are plain JSON");
    let intake = Intake {
        id: Id::new(0),
        cycle,
        title: text.into(),
        becomes,
        known: known.into(),
        source: source.map(Into::into),
        state: IntakeState::Waiting,
        became: None,
        why: None,
        opened: context.now,
    };
    context.txn.add(&intake)
}

fn complete(
    context: &mut Context<'_, '_>,
    subject: Ref,
    becomes: Option<Becomes>,
    fields: &Fields,
) -> Result<Outcome, TxnError> {
    let id: Id<Intake> = context.id(subject)?;
    let intake = context.txn.get(id)?;
    intake.must_wait().map_err(|refusal| refusal.about(subject))?;
    let becomes = becomes.unwrap_or(intake.becomes);
    let mut all = Fields::from([("title".to_owned(), Value::Text(intake.title.clone()))]);
    all.extend(intake.known_fields());
    all.extend(
        fields
            .iter()
            .filter(|(_, value)| !value.is_blank())
            .map(|(name, value)| (name.clone(), value.clone())),
    );
    let outcome = common::add(context, becomes.kind(), &all)?;
    let became = outcome.created[0];
    context.txn.edit(id, |intake| {
        intake.state = IntakeState::Done;
        intake.becomes = becomes;
        intake.became = Some(became);
        Ok(())
    })?;
    Ok(Outcome::made(format!("{subject} is now {became}"), became))
}
