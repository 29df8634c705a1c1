//! What can be done to metrics beyond what every record takes.

use super::{Context, Outcome};
use crate::{
    domain::{
        Decision, Id, Metric, Moment, OutcomeCheck, Reading, Record, Ref, Refusal, Risk, Value,
        metric::OutcomeState,
        rules::measure::{Heading, course},
    },
    store::TxnError,
};
use serde::{Deserialize, Serialize};

/// What the answer to a reading off its target ends with while no risk explains it.
pub const WHICH_RISK: &str = "which risk explains it?";

/// An operation on a metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// Enters a reading.
    Read {
        /// The metric.
        subject: Ref,
        /// The value, in the metric's unit.
        value: f64,
        /// When it was read, if not now.
        at: Option<Moment>,
        /// A word on it.
        note: Option<String>,
        /// The risk that explains why it is off its target.
        #[serde(default)]
        risk: Option<Ref>,
    },
    /// Says how the customer outcome that it must not cost stands.
    Outcome {
        /// The metric.
        subject: Ref,
        /// `held`, `at-risk` or `lost`.
        state: String,
        /// A word on it.
        note: Option<String>,
    },
    /// Names a decision that is meant to move it.
    Link {
        /// The metric.
        subject: Ref,
        /// The decision.
        decision: Ref,
    },
}

impl Op {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Read { .. } => "metric.read",
            Self::Outcome { .. } => "metric.outcome",
            Self::Link { .. } => "metric.link",
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        match self {
            Self::Read { subject, value, at, note, risk } => {
                let metric: Id<Metric> = context.id(*subject)?;
                let risk = risk.map(|risk| context.id::<Risk>(risk)).transpose()?;
                let reading = Reading {
                    metric,
                    value: *value,
                    at: at.unwrap_or(context.now),
                    note: note.as_deref().map(Into::into),
                    by: context.actor()?,
                    risk,
                    ..Reading::blank()
                };
                read(context, *subject, &reading, at.is_none())
            }
            Self::Outcome { subject, state, note } => {
                look(context, *subject, state, note.as_deref()).map(Outcome::said)
            }
            Self::Link { subject, decision } => {
                let (metric, linked): (Id<Metric>, Id<Decision>) =
                    (context.id(*subject)?, context.id(*decision)?);
                context.txn.edit(metric, |metric| {
                    if metric.decisions.0.contains(&linked) {
                        return Err(Refusal::new(
                            "metric.linked",
                            format!("{decision} is linked already"),
                            "nothing is left to do",
                        ));
                    }
                    metric.decisions.0.push(linked);
                    Ok(())
                })?;
                Ok(Outcome::said(format!("{subject} is meant to move by {decision}")))
            }
        }
    }
}

/// Enters a reading and says which way it goes.
fn read(
    context: &mut Context<'_, '_>,
    subject: Ref,
    reading: &Reading,
    is_now: bool,
) -> Result<Outcome, TxnError> {
    let metric = context.txn.get(reading.metric)?;
    let known: Vec<Reading> = context.txn.all("metric", &Value::Integer(metric.id.number()))?;
    let (value, unit) = (reading.value, &metric.unit);
    if let Some(risk) = reading.risk
        && is_now
        && let Some(last) = known.iter().max_by_key(|known| (known.at, known.id))
        && last.risk.is_none()
        && last.by == reading.by
        && last.value.total_cmp(&value).is_eq()
    {
        // Who answers the question after a reading types it again; it is the same reading.
        context.txn.edit(last.id, |last| {
            last.risk = Some(risk);
            last.note = reading.note.clone().or(last.note.take());
            Ok(())
        })?;
        let risk = Ref::new(Risk::KIND, risk.number());
        return Ok(Outcome::said(format!("{risk} explains the reading {value} {unit} of {subject}")));
    }
    let before = known.iter().filter(|known| known.at <= reading.at).max_by_key(|known| (known.at, known.id));
    context.txn.add(reading)?;
    let course = course(&metric, before.map(|before| before.value), value);
    let mut said = format!("{subject} {} read {value} {unit}", metric.title);
    if course.heading != Heading::Unset {
        said += &format!(" {} {}", course.arrow.label(), course.heading.label());
    }
    match reading.risk {
        Some(risk) => said += &format!(", explained by {}", Ref::new(Risk::KIND, risk.number())),
        None if course.deviates() => said += &format!("; {WHICH_RISK}"),
        None => {}
    }
    Ok(Outcome::said(said))
}

/// Writes down how the outcome behind a metric stands.
fn look(
    context: &mut Context<'_, '_>,
    subject: Ref,
    state: &str,
    note: Option<&str>,
) -> Result<String, TxnError> {
    let metric = context.id(subject)?;
    let Some(state) = OutcomeState::parse(state) else {
        let known = OutcomeState::KEYS.join(", ");
        let reason = format!("`{state}` is no state of an outcome");
        return Err(Refusal::new("outcome.state", reason, format!("type one of {known}")).on("state").into());
    };
    let check = OutcomeCheck {
        metric,
        state,
        note: note.filter(|note| !note.trim().is_empty()).map(Into::into),
        at: context.now,
        by: context.actor()?,
        ..OutcomeCheck::blank()
    };
    context.txn.add(&check)?;
    let outcome = context.txn.get(metric)?.preserves;
    let outcome = if outcome.trim().is_empty() { "its outcome" } else { &*outcome };
    Ok(format!("{subject} {outcome}: {}", state.label()))
}
