//! The closing form of a decision, as one operation.

use super::{super::Context, super::Outcome, add_criterion};
use crate::{
    domain::{
        Decision, Id, Person, Ref, Terms, Text, Value,
        decision::{Answer, Approval, Dossier},
    },
    store::TxnError,
};
use serde::Serialize;

/// The closing form of a decision.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// Whether those refer to the non-negotiable.
    pub non_negotiable: bool,
    /// What it protects.
    pub protects: Option<String>,
    /// What it does to the impact metric.
    pub effect: Option<String>,
    /// The answer to the filter question.
    pub filter: Option<Answer>,
    /// A word on that answer.
    pub filter_note: Option<String>,
}

impl Approve {
    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let id: Id<Decision> = context.id(self.subject)?;
        let by = context.assignable(self.by)?;
        for text in self.criteria.iter().filter(|text| !text.trim().is_empty()) {
            add_criterion(context, id, text, self.non_negotiable)?;
        }
        let of_decision = Value::Integer(id.number());
        let criteria = context.txn.all("decision", &of_decision)?;
        let evidence = context.txn.all("decision", &of_decision)?;
        let cycle = context.cycle()?;
        let gate = Terms::of(&cycle).map_err(|unreadable| unreadable.refusal())?.gate;
        let now = context.now;
        let given =
            |text: &Option<String>| text.as_deref().filter(|text| !text.trim().is_empty()).map(Text::from);
        context.txn.edit(id, |decision| {
            decision.choice =
                given(&self.choice).or_else(|| decision.choice.take()).or_else(|| Some("yes".into()));
            decision.protects = given(&self.protects).or_else(|| decision.protects.take());
            decision.effect = given(&self.effect).or_else(|| decision.effect.take());
            let approval = Approval {
                by: self.by,
                proof: given(&self.proof),
                filter: self.filter,
                filter_note: given(&self.filter_note),
            };
            let dossier = Dossier { cycle: &cycle, gate, criteria: &criteria, evidence: &evidence };
            decision.approve(approval, dossier, now)
        })?;
        Ok(Outcome::said(format!("approved {} by {}", self.subject, by.handle)))
    }
}
