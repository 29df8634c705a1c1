//! Why a command did not do what it was asked, as a sentence, as JSON and as an exit code.

use super::envelope;
use crate::{
    domain::{Hint, Ref, Refusal, remedy},
    ops::OpError,
    store::StoreError,
    terminal::NoTerminal,
};
use std::path::PathBuf;

/// Everything that ends a command early.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// An operation was not done.
    #[error(transparent)]
    Op(#[from] OpError),
    /// There is no board where one was looked for.
    #[error("there is no board at {}", .0.display())]
    NoBoard(PathBuf),
    /// There is no such thing on the board, and it is not a record that has an id.
    #[error("{0}")]
    NotFound(String),
    /// There is no terminal to show a screen in.
    #[error(transparent)]
    NoTerminal(#[from] NoTerminal),
    /// Nothing is wrong with the board, but with the machine.
    #[error("{0}")]
    Fault(String),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Op(refusal.into())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        if let StoreError::Missing(path) = error {
            return Self::NoBoard(path);
        }
        Self::Op(error.into())
    }
}

impl Failure {
    /// The exit code of the contract: 1 refused, 2 called in a way that cannot work, 3 busy or conflict, 4 not
    /// found, 70 fault. An answer never has one of these.
    pub fn exit(&self) -> u8 {
        match self {
            Self::Op(OpError::Refused(refusal)) => refused_exit(refusal),
            Self::Op(OpError::Conflict(_)) => 3,
            Self::Op(OpError::NotFound(_)) | Self::NoBoard(_) | Self::NotFound(_) => 4,
            Self::Op(OpError::Store(error)) => store_exit(error),
            Self::NoTerminal(_) => 2,
            Self::Fault(_) => 70,
        }
    }

    /// The stable name of what stood in the way.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Op(OpError::Refused(refusal)) => refusal.rule,
            Self::Op(OpError::Conflict(_)) => "conflict",
            Self::Op(OpError::NotFound(_)) | Self::NotFound(_) => "not_found",
            Self::Op(OpError::Store(StoreError::Busy)) => "busy",
            Self::Op(OpError::Store(_)) => "board",
            Self::NoBoard(_) => "board.missing",
            Self::NoTerminal(_) => "terminal",
            Self::Fault(_) => "fault",
        }
    }

    /// What to do next, when something can be said about it.
    pub fn hint(&self) -> Hint {
        match self {
            Self::Op(OpError::Refused(refusal)) => refusal.hint.clone(),
            Self::Op(OpError::Conflict(conflict)) => remedy::SEE_CONFLICT.of(conflict.subject),
            Self::Op(OpError::NotFound(reference)) => listing(*reference),
            Self::NoBoard(_) => remedy::START_BOARD.into(),
            Self::Op(OpError::Store(_)) | Self::NotFound(_) | Self::NoTerminal(_) | Self::Fault(_) => {
                Hint::default()
            }
        }
    }

    /// The record it is about.
    pub fn subject(&self) -> Option<Ref> {
        match self {
            Self::Op(OpError::Refused(refusal)) => refusal.subject,
            Self::Op(OpError::Conflict(conflict)) => Some(conflict.subject),
            Self::Op(OpError::NotFound(reference)) => Some(*reference),
            Self::Op(OpError::Store(_))
            | Self::NoBoard(_)
            | Self::NotFound(_)
            | Self::NoTerminal(_)
            | Self::Fault(_) => None,
        }
    }

    /// It as the one JSON document on standard error.
    pub fn json(&self) -> serde_json::Value {
        let reason = match self {
            // Which record it is about stands beside it.
            Self::Op(OpError::Refused(refusal)) => refusal.reason.clone(),
            Self::Op(_) | Self::NoBoard(_) | Self::NotFound(_) | Self::NoTerminal(_) | Self::Fault(_) => {
                self.to_string()
            }
        };
        envelope::error(self.rule(), self.subject(), &reason, &self.hint())
    }
}

/// What was named and is not there is not found; what was typed and cannot be read was called in a way that cannot
/// work; the rest is a rule's no. By the last word of the rule's name.
fn refused_exit(refusal: &Refusal) -> u8 {
    match refusal.rule.rsplit('.').next() {
        Some("unknown") => 4,
        Some("reading" | "range" | "ambiguous" | "sort") => 2,
        // What a flag answers that no question can be asked about.
        Some("asked") if refusal.rule.starts_with("clock.") => 2,
        Some(_) | None => 1,
    }
}

/// A file that is not what it should be is the caller's to mend; one that could not be read or written is a fault.
const fn store_exit(error: &StoreError) -> u8 {
    match error {
        StoreError::Busy => 3,
        StoreError::Missing(_) => 4,
        StoreError::Exists(_)
        | StoreError::NotAFile(_)
        | StoreError::FieldConflict(_)
        | StoreError::Empty(_)
        | StoreError::Newer { .. }
        | StoreError::Network { .. }
        | StoreError::ReadOnly(_)
        | StoreError::OlderReadOnly { .. }
        | StoreError::Snapshot { .. }
        | StoreError::Replaced(_) => 1,
        StoreError::Full | StoreError::Damaged(_) | StoreError::Sqlite(_) | StoreError::Io { .. } => 70,
    }
}

/// Where records of this kind are listed.
fn listing(reference: Ref) -> Hint {
    use crate::domain::Kind;
    let noun = match reference.kind {
        Kind::Cycle => return remedy::SEE_CYCLES.into(),
        Kind::Person => "person",
        Kind::Step => "step",
        Kind::Item => "check",
        Kind::Decision | Kind::Criterion | Kind::Evidence => "decision",
        Kind::Blocker => "blocker",
        Kind::Risk | Kind::Sighting => "risk",
        Kind::Metric | Kind::Reading | Kind::OutcomeCheck => "metric",
        Kind::Intake => "intake",
        Kind::Dependency => "dependency",
        Kind::SuccessCriterion => "success",
        Kind::LaunchCriterion => "launch",
        Kind::Review | Kind::ReviewAnswer => return remedy::SEE_REVIEWS.into(),
        Kind::Note | Kind::Import | Kind::Event | Kind::SignOff => return remedy::SEE_LOG.into(),
    };
    remedy::SEE_LIST.with("decision", noun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_are_those_of_the_contract() {
        let refusal = Refusal::new("blocker.fallback", "a blocker needs a fallback", "type one");
        for (failure, exit) in [
            (Failure::from(refusal), 1),
            (Refusal::new("person.unknown", "nobody here is called `x`", "").into(), 4),
            (Refusal::new("due.reading", "`x` is no date", "").into(), 2),
            (StoreError::Busy.into(), 3),
            (StoreError::Missing("x.db".into()).into(), 4),
            (StoreError::FieldConflict("x.db".into()).into(), 1),
            (StoreError::Full.into(), 70),
            (Failure::Fault("the clock stands still".into()), 70),
        ] {
            assert_eq!(failure.exit(), exit, "{failure}");
        }
    }

    #[test]
    fn a_refusal_says_its_rule_and_its_way_out_in_json() {
        let failure =
            Failure::from(Refusal::new("blocker.fallback", "a blocker needs a fallback", "type one"));
        assert_eq!(
            failure.json().to_string(),
            r#"{"error":{"hint":{"action":null,"command":null,"text":"type one"},"reason":"a blocker needs a fallback","rule":"blocker.fallback","subject":null},"schema":"gonogo/1"}"#
        );
    }
}
