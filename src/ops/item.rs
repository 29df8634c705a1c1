//! What can be done to checklist items.

use super::{Context, Outcome, operation::OpSpec};
use crate::{
    domain::{Item, Ref},
    store::TxnError,
};
use serde::Serialize;

/// An operation on a checklist item.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// None of them is declared with its arguments.
    pub const SPECS: &'static [&'static OpSpec] = &[];

    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Done { .. } => "item.done",
            Self::Waive { .. } => "item.waive",
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let (now, by) = (context.now, context.actor()?);
        let (Self::Done { subject, .. } | Self::Waive { subject, .. }) = self;
        let item = context.change(*subject, |item: &mut Item| match self {
            Self::Done { proof, .. } => item.tick(proof.as_deref(), by, now),
            Self::Waive { why, .. } => item.waive(why, by, now),
        })?;
        Ok(Outcome::said(format!("{subject} {}: {}", item.state.label(), item.title)))
    }
}
