//! Refusals: a rule said no, with the reason and what to do next.

use super::id::Ref;
use std::fmt;

/// What every rule returns instead of doing: the reason and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The rule's stable name, such as `blocker.fallback`.
    pub rule: &'static str,
    /// Why not, one sentence without a full stop.
    pub reason: String,
    /// What to type or press to mend it.
    pub hint: String,
    /// The field to look at, when one is to blame.
    pub field: Option<&'static str>,
    /// The record it is about.
    pub subject: Option<Ref>,
}

impl Refusal {
    /// Makes a refusal of the rule named `rule`.
    pub fn new(rule: &'static str, reason: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { rule, reason: reason.into(), hint: hint.into(), field: None, subject: None }
    }

    /// The refusal to reopen what is open.
    pub fn open_already() -> Self {
        Self::new("record.open", "it is open already", "only what is closed can be reopened")
    }

    /// Says which field is to blame.
    #[must_use]
    pub const fn on(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// Says which record it is about, unless somebody nearer to it already did.
    #[must_use]
    pub fn about(mut self, subject: Ref) -> Self {
        self.subject.get_or_insert(subject);
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(subject) = self.subject {
            write!(f, "{subject}: ")?;
        }
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Refusal {}
