//! What can be done to risks beyond what every record takes.

use super::{Context, Outcome, operation::OpSpec};
use crate::{
    domain::{
        Decision, Id, Metric, Moment, Reading, Record, Ref, Risk, Value, risk::Proof, rules::isolation,
    },
    store::TxnError,
};
use serde::Serialize;

/// An operation on a risk.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// It happened.
    Appear {
        /// The risk.
        subject: Ref,
    },
    /// It is contained.
    Mitigate {
        /// The risk.
        subject: Ref,
        /// How.
        how: String,
    },
    /// It is over.
    Close {
        /// The risk.
        subject: Ref,
        /// Why.
        why: String,
    },
    /// Somebody looked for its early sign.
    Sight {
        /// The risk.
        subject: Ref,
        /// Whether it was there.
        seen: bool,
        /// A word on it.
        note: Option<String>,
    },
}

impl Op {
    /// None of them is declared with its arguments.
    pub const SPECS: &'static [&'static OpSpec] = &[];

    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Appear { .. } => "risk.appear",
            Self::Mitigate { .. } => "risk.mitigate",
            Self::Close { .. } => "risk.close",
            Self::Sight { .. } => "risk.sight",
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let now = context.now;
        match self {
            Self::Appear { subject } => appear(context, *subject),
            Self::Mitigate { subject, how } => {
                let risk = context.change(*subject, |risk: &mut Risk| risk.mitigate(how, now))?;
                Ok(Outcome::said(format!("{subject} is {}", risk.state.label())))
            }
            Self::Close { subject, why } => {
                close(context, *subject, why)?;
                Ok(Outcome::said(format!("{subject} is closed")))
            }
            Self::Sight { subject, seen, note } => sight(context, *subject, *seen, note.as_deref()),
        }
    }
}

/// It happened. Of the isolating type, it sets apart the decision it touches, or asks for one.
fn appear(context: &mut Context<'_, '_>, subject: Ref) -> Result<Outcome, TxnError> {
    let now = context.now;
    let risk = context.change(subject, |risk: &mut Risk| risk.appear(now))?;
    let Some(until) = risk.window_ends() else {
        return Ok(Outcome::said(format!("{subject} appeared")));
    };
    let linked = risk.decision.map(|decision| context.txn.get(decision)).transpose()?;
    let (decision, created) = if let Some(decision) = linked.filter(Decision::can_be_isolated) {
        (context.txn.edit(decision.id, |it| it.isolate(until))?, Vec::new())
    } else {
        let asked: Decision = context.compose(&isolation::question(&risk, until))?;
        let id = context.txn.add(&asked)?;
        context.txn.edit(risk.id, |risk| {
            risk.decision = Some(id);
            Ok(())
        })?;
        let asked = asked.with_id(id.number());
        let reference = asked.reference();
        (asked, vec![reference])
    };
    let (decision, owner) = (decision.reference(), context.handle(decision.owner));
    let said = format!("{subject} appeared; {decision} is isolated, owner {owner}, 48 h from now");
    Ok(Outcome { said, created })
}

/// Closes a risk, with the latest reading of the metric it names.
pub(super) fn close(context: &mut Context<'_, '_>, subject: Ref, why: &str) -> Result<(), TxnError> {
    let now = context.now;
    let id: Id<Risk> = context.id(subject)?;
    let metric = context.txn.get(id)?.metric.map(|metric| context.txn.get(metric)).transpose()?;
    let latest = metric.as_ref().map(|metric| latest(context, metric)).transpose()?.flatten();
    let proof = metric.as_ref().map(|metric| Proof { metric, latest });
    context.txn.edit(id, |risk| risk.close(why, proof, now))?;
    Ok(())
}

/// When a metric was read last.
fn latest(context: &Context<'_, '_>, metric: &Metric) -> Result<Option<Moment>, TxnError> {
    let readings: Vec<Reading> = context.txn.all("metric", &Value::Integer(metric.id.number()))?;
    Ok(readings.into_iter().map(|reading| reading.at).max())
}

fn sight(
    context: &mut Context<'_, '_>,
    subject: Ref,
    seen: bool,
    note: Option<&str>,
) -> Result<Outcome, TxnError> {
    let (id, by): (Id<Risk>, _) = (context.id(subject)?, context.actor()?);
    let risk = context.txn.get(id)?;
    let look = risk.sight(seen, note, by, context.now).map_err(|refusal| refusal.about(subject))?;
    context.txn.add(&look)?;
    let was = if seen { "was there" } else { "was not there" };
    Ok(Outcome::said(format!("the sign of {subject} {was}")))
}

#[cfg(test)]
mod tests;
