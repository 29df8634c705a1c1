//! What can be done to risks beyond what every record takes.

use super::{
    Context, Outcome,
    operation::{Perform, ask, subject},
};
use crate::{
    domain::{
        Decision, Id, Kind, Metric, Record, Ref, Risk,
        fact_day::FactDay,
        risk::Proof,
        rules::{
            context::RuleContext,
            isolation,
            measure::{How, by_time, measure},
        },
        when::medium,
    },
    noun, operation,
    store::TxnError,
};

noun! {
    /// An operation on a risk.
    Risk(Op): Appear, Sight, Mitigate, Close
}

operation! {
    /// Says that it happened; one to isolate sets its decision apart for its window
    pub struct Appear as "risk.appear", past "reported that it happened:", title "{} appeared" {
        /// The risk
        subject: Ref = subject(Kind::Risk),
        /// The day it counts for, if not today; never one ahead
        #[serde(skip_serializing_if = "Option::is_none")]
        on: Option<FactDay> = ask("on", "On which day, if not today?"),
    }
}

impl Perform for Appear {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        appear(context, self.subject, self.on)
    }
}

operation! {
    /// Says whether its early sign is there
    pub struct Sight as "risk.sight", typed "sign", past "looked for the sign of", title "The early sign of {}" {
        /// The risk
        subject: Ref = subject(Kind::Risk),
        /// yes or no
        seen: bool = ask("there", "Is its early sign there, yes or no?").next().wanted(),
        /// A word on it
        note: Option<String> = ask("note", "A word on it?"),
    }
}

impl Perform for Sight {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        sight(context, self.subject, self.seen, self.note.as_deref())
    }
}

operation! {
    /// Says that it is contained
    pub struct Mitigate as "risk.mitigate", past "mitigated", title "Mitigate {}" {
        /// The risk
        subject: Ref = subject(Kind::Risk),
        /// What was done about it
        how: String = ask("how", "What was done about it?"),
    }
}

impl Perform for Mitigate {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let (Self { subject, how }, now) = (self, context.now);
        let risk = context.change(*subject, |risk: &mut Risk| risk.mitigate(how, now))?;
        Ok(Outcome::said(format!("{subject} is {}", risk.state.label())))
    }
}

operation! {
    /// Says that it is over
    pub struct Close as "risk.close", past "closed", title "Close {}" {
        /// The risk
        subject: Ref = subject(Kind::Risk),
        /// Why
        why: String = ask("why", "Why is it over?"),
    }
}

impl Perform for Close {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        close(context, self.subject, &self.why)?;
        Ok(Outcome::said(format!("{} is closed", self.subject)))
    }
}

/// It happened. Of the isolating type, it sets apart the decision it touches, or asks for one.
fn appear(context: &mut Context<'_, '_>, subject: Ref, on: Option<FactDay>) -> Result<Outcome, TxnError> {
    let (dated, zone) = (context.dated(on)?, context.cycle()?.tz());
    let risk = context.change(subject, |risk: &mut Risk| risk.appear(dated))?;
    let rhythm = context.policy()?.rhythm;
    let Some(until) = risk.window_ends(&rhythm) else {
        return Ok(Outcome::said(format!("{subject} appeared")));
    };
    let linked = risk.decision.map(|decision| context.txn.get(decision)).transpose()?;
    let (decision, created) = if let Some(decision) = linked.filter(Decision::can_be_isolated) {
        (context.txn.edit(decision.id, Decision::isolate)?, Vec::new())
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
    let hours = rhythm.window_hours;
    let window = match dated.recorded_at {
        None => format!("{hours} h from now"),
        Some(_) => format!("until {}", medium(until, zone)),
    };
    let said = format!("{subject} appeared; {decision} is isolated, owner {owner}, {window}");
    Ok(Outcome { created, ..Outcome::said(said) })
}

/// Closes a risk, with what the metric that it names reads.
pub(super) fn close(context: &mut Context<'_, '_>, subject: Ref, why: &str) -> Result<(), TxnError> {
    let now = context.now;
    let risk = context.txn.get(context.id::<Risk>(subject)?)?;
    let metric = risk.metric.map(|metric| context.txn.get(metric)).transpose()?;
    let proof = metric.as_ref().map(|metric| proof(context, &risk, metric)).transpose()?;
    context.txn.edit(risk.id, |risk| risk.close(why, proof, now))?;
    Ok(())
}

/// What a metric reads, and read before a risk was contained. One that is computed here is read at any moment.
fn proof<'a>(context: &Context<'_, '_>, risk: &Risk, metric: &'a Metric) -> Result<Proof<'a>, TxnError> {
    let board = context.txn.board(risk.cycle)?;
    let facts = RuleContext::at(&board, context.now);
    let from = risk.proof_counts_from();
    let computed = measure(&facts, metric);
    if computed.how == How::Computed {
        let before = measure(&RuleContext::at(&board, from), metric);
        let before = before.value.filter(|_| before.how == How::Computed);
        return Ok(Proof { metric, latest: Some(context.now), values: before.zip(computed.value) });
    }
    let readings = by_time(board.readings_of(metric.id));
    let before = readings.iter().rev().find(|(at, _)| *at < from).map(|(_, value)| *value);
    let last = readings.last().copied();
    Ok(Proof { metric, latest: last.map(|(at, _)| at), values: before.zip(last.map(|(_, value)| value)) })
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
