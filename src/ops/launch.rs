//! What can be done to launch criteria beyond what every record takes.

use super::{Context, Outcome, operation::OpSpec};
use crate::{
    domain::{LaunchCriterion, Ref, Refusal, launch_criterion::LaunchState},
    store::TxnError,
};
use serde::Serialize;

/// An operation on a launch criterion.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// Somebody looked whether it holds.
    Look {
        /// The launch criterion.
        subject: Ref,
        /// What was seen.
        state: LaunchState,
        /// A word on it.
        note: Option<String>,
    },
}

impl Op {
    /// None of them is declared with its arguments.
    pub const SPECS: &'static [&'static OpSpec] = &[];

    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Look { .. } => "launch.look",
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self::Look { subject, state, note } = self;
        if *state == LaunchState::Dropped {
            let reason = format!("`{}` is nothing that can be seen", state.key());
            return Err(Refusal::new("launch.state", reason, "one of pass, fail, unknown").into());
        }
        let (by, now) = (context.actor()?, context.now);
        context.change(*subject, |it: &mut LaunchCriterion| it.look(*state, note.as_deref(), by, now))?;
        Ok(Outcome::said(format!("{subject} {}", said(*state))))
    }
}

const fn said(state: LaunchState) -> &'static str {
    match state {
        LaunchState::Unknown => "has to be checked again",
        LaunchState::Pass | LaunchState::Fail | LaunchState::Dropped => state.label(),
    }
}
