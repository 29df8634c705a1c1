//! What can be done to dependencies beyond what every record takes.

use super::{Context, Outcome, operation::OpSpec};
use crate::{
    domain::{Dependency, Ref},
    store::TxnError,
};
use serde::Serialize;

/// An operation on a dependency.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// It was delivered.
    Done {
        /// The dependency.
        subject: Ref,
        /// A word on it.
        how: Option<String>,
    },
}

impl Op {
    /// None of them is declared with its arguments.
    pub const SPECS: &'static [&'static OpSpec] = &[];

    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Done { .. } => "dependency.done",
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self::Done { subject, how } = self;
        context.change(*subject, |it: &mut Dependency| it.deliver(how.as_deref()))?;
        Ok(Outcome::said(format!("{subject} is delivered")))
    }
}
