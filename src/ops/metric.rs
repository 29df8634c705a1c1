//! What can be done to metrics beyond what every record takes.

use super::{Context, Outcome};
use crate::{
    domain::{Decision, Id, Metric, Moment, Reading, Ref, Refusal},
    store::TxnError,
};
use serde::{Deserialize, Serialize};

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
            Self::Link { .. } => "metric.link",
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        match self {
            Self::Read { subject, value, at, note } => {
                let (metric, by): (Id<Metric>, _) = (context.id(*subject)?, context.actor()?);
                context.txn.add(&Reading {
                    id: Id::new(0),
                    metric,
                    value: *value,
                    at: at.unwrap_or(context.now),
                    note: note.as_deref().map(Into::into),
                    by,
                    ..Reading::blank()
                })?;
                let metric = context.txn.get(metric)?;
                Ok(Outcome::said(format!("{subject} {} read {value} {}", metric.title, metric.unit)))
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
