//! What can be done to risks beyond what every record takes.

use super::{Context, Outcome};
use crate::{
    domain::{Ref, Risk},
    store::TxnError,
};
use serde::{Deserialize, Serialize};

/// An operation on a risk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
}

impl Op {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Appear { .. } => "risk.appear",
            Self::Mitigate { .. } => "risk.mitigate",
            Self::Close { .. } => "risk.close",
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let now = context.now;
        let (Self::Appear { subject } | Self::Mitigate { subject, .. } | Self::Close { subject, .. }) = self;
        let risk = context.change(*subject, |risk: &mut Risk| match self {
            Self::Appear { .. } => risk.appear(now),
            Self::Mitigate { how, .. } => risk.mitigate(how, now),
            Self::Close { why, .. } => risk.close(why, now),
        })?;
        Ok(Outcome::said(format!("{subject} is {}", risk.state.label())))
    }
}
