//! What can be done to checklist items.

use super::{Context, Outcome};
use crate::{
    domain::{Item, Ref, Refusal, step::ItemState},
    store::TxnError,
};
use serde::{Deserialize, Serialize};

/// An operation on a checklist item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// Ticks it.
    Done {
        /// The item.
        subject: Ref,
        /// Where others can see that it was done.
        proof: Option<String>,
    },
    /// Sets it aside.
    Waive {
        /// The item.
        subject: Ref,
        /// Why it does not apply.
        why: String,
    },
}

impl Op {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Done { .. } => "item.done",
            Self::Waive { .. } => "item.waive",
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let (now, by) = (context.now, context.actor()?);
        let (Self::Done { subject, .. } | Self::Waive { subject, .. }) = self;
        let item = context.txn.edit(context.id::<Item>(*subject)?, |item| {
            if item.state != ItemState::Todo {
                let reason = format!("it is {} already", item.state.label());
                return Err(Refusal::new(
                    "item.closed",
                    reason,
                    "reopen it first: space on the row, or: gonogo check reopen ID",
                ));
            }
            match self {
                Self::Done { proof, .. } => {
                    item.state = ItemState::Done;
                    if let Some(proof) = proof.as_deref().filter(|proof| !proof.trim().is_empty()) {
                        item.proof = Some(proof.into());
                    }
                }
                Self::Waive { why, .. } => {
                    item.state = ItemState::Waived;
                    item.why = Some(why.as_str().into());
                }
            }
            item.done_at = Some(now);
            item.done_by = Some(by);
            Ok(())
        })?;
        Ok(Outcome::said(format!("{subject} {}: {}", item.state.label(), item.title)))
    }
}
