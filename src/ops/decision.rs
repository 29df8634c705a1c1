//! What can be done to decisions beyond what every record takes.

use super::{Context, Outcome, record::reasoned};
use crate::{
    domain::{
        Criterion, Decision, Evidence, Id, Moment, Person, Ref, Refusal,
        decision::{Answer, Approval, DecisionState, EvidenceKind},
        when::medium,
    },
    store::TxnError,
};
use serde::{Deserialize, Serialize};

/// An operation on a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Attaches evidence.
    Evidence {
        /// The decision.
        subject: Ref,
        /// What it shows.
        text: String,
        /// `data`, `test`, `review` or `assumption`.
        kind: String,
        /// Where it is.
        link: Option<String>,
    },
    /// Approves it, with everything the closing form asks in one go.
    Approve(Box<Approve>),
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
}

/// The closing form of a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Approve {
    /// The decision.
    pub subject: Ref,
    /// Who said yes.
    pub by: Id<Person>,
    /// What was chosen; without one the question is answered with yes.
    pub choice: Option<String>,
    /// Who said yes, when, and where it is written.
    pub proof: Option<String>,
    /// Acceptance criteria to add.
    pub criteria: Vec<String>,
    /// What it protects.
    pub protects: Option<String>,
    /// What it does to the impact metric.
    pub effect: Option<String>,
    /// `yes` or `no` to the filter question.
    pub filter: Option<String>,
    /// A word on that answer.
    pub filter_note: Option<String>,
}

impl Op {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Criterion { .. } => "decision.criterion",
            Self::Evidence { .. } => "decision.evidence",
            Self::Approve(_) => "decision.approve",
            Self::Reject { .. } => "decision.reject",
            Self::Defer { .. } => "decision.defer",
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        match self {
            Self::Criterion { subject, text, non_negotiable } => {
                let decision = context.id(*subject)?;
                let criterion = Criterion {
                    id: Id::new(0),
                    decision,
                    text: text.as_str().into(),
                    non_negotiable: *non_negotiable,
                };
                context.txn.add(&criterion)?;
                Ok(Outcome::said(format!("{subject} has a new acceptance criterion")))
            }
            Self::Evidence { subject, text, kind, link } => {
                evidence(context, *subject, text, kind, link.as_deref())
            }
            Self::Approve(approve) => approve.apply(context),
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
        }
    }
}

fn evidence(
    context: &mut Context<'_, '_>,
    subject: Ref,
    text: &str,
    kind: &str,
    link: Option<&str>,
) -> Result<Outcome, TxnError> {
    let Some(kind) = EvidenceKind::parse(kind) else {
        let reason = format!("`{kind}` is no kind of evidence");
        return Err(Refusal::new("evidence.kind", reason, "--kind data, test, review or assumption")
            .on("kind")
            .into());
    };
    let (decision, by) = (context.id(subject)?, context.actor()?);
    context.txn.add(&Evidence {
        id: Id::new(0),
        decision,
        text: text.into(),
        kind,
        link: link.map(Into::into),
        at: context.now,
        by,
    })?;
    Ok(Outcome::said(format!("{subject} has new evidence ({})", kind.label())))
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

impl Approve {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let id: Id<Decision> = context.id(self.subject)?;
        let by = context.assignable(self.by)?;
        for text in self.criteria.iter().filter(|text| !text.trim().is_empty()) {
            let criterion =
                Criterion { id: Id::new(0), decision: id, text: text.as_str().into(), non_negotiable: false };
            context.txn.add(&criterion)?;
        }
        let criteria =
            context.txn.all::<Criterion>("decision", &crate::domain::Value::Integer(id.number()))?.len();
        let cycle = context.cycle()?;
        let now = context.now;
        let given = |text: &Option<String>| {
            text.as_deref().filter(|text| !text.trim().is_empty()).map(crate::domain::Text::from)
        };
        context.txn.edit(id, |decision| {
            decision.choice =
                given(&self.choice).or_else(|| decision.choice.take()).or_else(|| Some("yes".into()));
            decision.protects = given(&self.protects).or_else(|| decision.protects.take());
            decision.effect = given(&self.effect).or_else(|| decision.effect.take());
            let approval = Approval {
                by: self.by,
                proof: given(&self.proof),
                filter: self.filter.as_deref().and_then(Answer::parse),
                filter_note: given(&self.filter_note),
            };
            decision.approve(approval, criteria, cycle.filter.as_deref(), now)
        })?;
        Ok(Outcome::said(format!("approved {} by {}", self.subject, by.handle)))
    }
}
