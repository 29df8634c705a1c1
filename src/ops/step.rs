//! Operations on framework steps.

use super::{Context, Outcome, operation::OpSpec};
use crate::{
    domain::{
        Ref, Step,
        rules::{context::RuleContext, exit_criteria},
    },
    store::TxnError,
};
use serde::Serialize;

/// An operation on a framework step.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// Completes it.
    Done {
        /// The step.
        subject: Ref,
        /// Why it is completed although something is open.
        override_why: Option<String>,
    },
}

impl Op {
    /// None of them is declared with its arguments.
    pub const SPECS: &'static [&'static OpSpec] = &[];

    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Done { .. } => "step.done",
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self::Done { subject, override_why } = self;
        let (now, by) = (context.now, context.actor()?);
        let cycle = context.cycle()?.id;
        let board = context.txn.board(cycle)?;
        let open = exit_criteria::open(&RuleContext::at(&board, now), subject.number);
        let why = override_why.as_deref().filter(|why| !why.trim().is_empty());
        let step = context.change(*subject, |step: &mut Step| step.complete(why, &open, by, now))?;
        Ok(Outcome::said(format!("{subject} {} is done", step.title)))
    }
}
