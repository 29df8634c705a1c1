//! What can be done to decisions beyond what every record takes.

mod approve;
mod evidence;
mod scope;

pub use approve::Approve;
pub use scope::Change;

use super::{Context, Outcome, common::reasoned, operation::OpSpec};
use crate::{
    domain::{
        Criterion, Decision, Id, Moment, Person, Ref, Refusal,
        decision::{DecisionState, EvidenceKind},
        event::EventKind,
        remedy,
        when::medium,
    },
    store::TxnError,
};
use serde::Serialize;

/// An operation on a decision.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// Adds an acceptance criterion.
    Criterion {
        /// The decision.
        subject: Ref,
        /// What must be true.
        text: String,
        /// Whether it refers to the non-negotiable.
        non_negotiable: bool,
    },
    /// Says that every criterion of it refers to the non-negotiable.
    Tie {
        /// The decision.
        subject: Ref,
    },
    /// Takes an acceptance criterion away.
    Uncriterion {
        /// The decision.
        subject: Ref,
        /// Which of its criteria, counted from 1.
        place: usize,
    },
    /// Attaches evidence.
    Evidence {
        /// The decision.
        subject: Ref,
        /// What it shows.
        text: String,
        /// What it is made of.
        kind: EvidenceKind,
        /// Where it is.
        link: Option<String>,
    },
    /// Approves it, with everything the closing form asks in one go.
    Approve(Box<Approve>),
    /// Takes the approval back.
    Withdraw {
        /// The decision.
        subject: Ref,
        /// Why.
        why: String,
    },
    /// Decides against it.
    Reject {
        /// The decision.
        subject: Ref,
        /// Why.
        why: String,
    },
    /// Puts it off.
    Defer {
        /// The decision.
        subject: Ref,
        /// Until when.
        until: Moment,
        /// Why.
        why: String,
    },
    /// Asks for a change of scope, with what it costs.
    Change(Box<Change>),
    /// Hands its delivery package to whoever builds it.
    HandOff {
        /// The decision.
        subject: Ref,
        /// To whom.
        to: Id<Person>,
    },
    /// Says that the package came back.
    Return {
        /// The decision.
        subject: Ref,
        /// Why.
        why: String,
    },
    /// Logs hours of work done again after approval.
    Rework {
        /// The decision.
        subject: Ref,
        /// How many hours.
        hours: f64,
        /// Why.
        why: String,
    },
}

impl Op {
    /// None of them is declared with its arguments.
    pub const SPECS: &'static [&'static OpSpec] = &[];

    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Criterion { .. } => "decision.criterion",
            Self::Tie { .. } => "decision.tie",
            Self::Uncriterion { .. } => "decision.uncriterion",
            Self::Evidence { .. } => "decision.evidence",
            Self::Approve(_) => "decision.approve",
            Self::Withdraw { .. } => "decision.withdraw",
            Self::Reject { .. } => "decision.reject",
            Self::Defer { .. } => "decision.defer",
            Self::Change(_) => "decision.change",
            Self::HandOff { .. } => "decision.handoff",
            Self::Return { .. } => "decision.return",
            Self::Rework { .. } => "decision.rework",
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        match self {
            Self::Criterion { subject, text, non_negotiable } => {
                add_criterion(context, context.id(*subject)?, text, *non_negotiable)?;
                Ok(Outcome::said(format!("{subject} has a new acceptance criterion")))
            }
            Self::Tie { subject } => tie(context, *subject),
            Self::Uncriterion { subject, place } => take_criterion(context, *subject, *place),
            Self::Evidence { subject, text, kind, link } => {
                evidence::attach(context, *subject, text, *kind, link.as_deref())
            }
            Self::Approve(approve) => approve.apply(context),
            Self::Withdraw { subject, why } => withdraw(context, *subject, why),
            Self::Reject { subject, why } => {
                reasoned(why, "say why it is rejected")?;
                settle(context, *subject, DecisionState::Rejected, why, None)?;
                Ok(Outcome::said(format!("rejected {subject}: {why}")))
            }
            Self::Defer { subject, until, why } => {
                settle(context, *subject, DecisionState::Deferred, why, Some(*until))?;
                let zone = context.cycle()?.tz();
                Ok(Outcome::said(format!("deferred {subject} until {}", medium(*until, zone))))
            }
            Self::Change(change) => change.apply(context),
            Self::HandOff { subject, to } => hand_off(context, *subject, *to),
            Self::Return { subject, why } => {
                let now = context.now;
                context.change(*subject, |it: &mut Decision| it.give_back(why, now))?;
                context.record_event(*subject, EventKind::Returned, None, Some(why))?;
                Ok(Outcome::said(format!("the package of {subject} came back: {why}")))
            }
            Self::Rework { subject, hours, why } => rework(context, *subject, *hours, why),
        }
    }
}

pub(super) fn add_criterion(
    context: &mut Context<'_, '_>,
    decision: Id<Decision>,
    text: &str,
    non_negotiable: bool,
) -> Result<(), TxnError> {
    let criterion = Criterion { id: Id::new(0), decision, text: text.into(), non_negotiable };
    context.txn.add(&criterion).map(drop)
}

fn criteria(context: &Context<'_, '_>, decision: Id<Decision>) -> Result<Vec<Criterion>, TxnError> {
    context.txn.all("decision", &crate::domain::Value::Integer(decision.number()))
}

fn tie(context: &mut Context<'_, '_>, subject: Ref) -> Result<Outcome, TxnError> {
    let loose: Vec<Criterion> =
        criteria(context, context.id(subject)?)?.into_iter().filter(|it| !it.non_negotiable).collect();
    if loose.is_empty() {
        let hint = remedy::ADD_TIED_CRITERION;
        return Err(Refusal::new("criterion.tied", "no criterion of it is loose", hint)
            .about(subject)
            .into());
    }
    for criterion in &loose {
        context.txn.edit(criterion.id, |criterion| {
            criterion.non_negotiable = true;
            Ok(())
        })?;
    }
    Ok(Outcome::said(format!("the criteria of {subject} refer to the non-negotiable")))
}

fn take_criterion(context: &mut Context<'_, '_>, subject: Ref, place: usize) -> Result<Outcome, TxnError> {
    let all = criteria(context, context.id(subject)?)?;
    let Some(criterion) = place.checked_sub(1).and_then(|at| all.get(at)) else {
        let reason = format!("it has no criterion number {place}");
        let hint = remedy::SEE_CRITERIA.saying(format!("it has {}", all.len()));
        return Err(Refusal::new("criterion.place", reason, hint).on("place").about(subject).into());
    };
    context.txn.remove(criterion)?;
    Ok(Outcome::said(format!("{subject} lost a criterion: {}", criterion.text)))
}

fn withdraw(context: &mut Context<'_, '_>, subject: Ref, why: &str) -> Result<Outcome, TxnError> {
    reasoned(why, "say why the approval is withdrawn")?;
    let (cycle, by, now) = (context.cycle()?, context.actor()?, context.now);
    context.change(subject, |it: &mut Decision| it.withdraw(why, by, &cycle, now))?;
    context.record_event(subject, EventKind::Withdrawn, None, Some(why))?;
    Ok(Outcome::said(format!("{subject} has no approval any more: {why}")))
}

fn hand_off(context: &mut Context<'_, '_>, subject: Ref, to: Id<Person>) -> Result<Outcome, TxnError> {
    let (to, now) = (context.assignable(to)?, context.now);
    context.change(subject, |it: &mut Decision| it.hand_off(to.id, now))?;
    context.record_event(subject, EventKind::HandedOff, None, Some(&to.name))?;
    Ok(Outcome::said(format!("handed the package of {subject} to {}", to.handle)))
}

fn rework(context: &mut Context<'_, '_>, subject: Ref, hours: f64, why: &str) -> Result<Outcome, TxnError> {
    reasoned(why, "say what was done again")?;
    if !(hours.is_finite() && hours > 0.0) {
        return Err(Refusal::new("rework.hours", "that is no number of hours", "type hours such as 3.5")
            .on("hours")
            .into());
    }
    let decision = context.txn.get::<Decision>(context.id(subject)?)?;
    if decision.state != DecisionState::Approved {
        let hint = "hours count once it is approved; until then they are work, not rework";
        return Err(Refusal::new("rework.approval", "it is not approved", hint).about(subject).into());
    }
    context.record_event(subject, EventKind::Reworked, Some(hours), Some(why))?;
    Ok(Outcome::said(format!("{subject} took {hours} h again: {why}")))
}

fn settle(
    context: &mut Context<'_, '_>,
    subject: Ref,
    state: DecisionState,
    why: &str,
    until: Option<Moment>,
) -> Result<(), TxnError> {
    let now = context.now;
    context.change(subject, |it: &mut Decision| it.settle(state, why, until, now))?;
    Ok(())
}
