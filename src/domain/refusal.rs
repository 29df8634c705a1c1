//! A rule said no: why, and the way out. Knows neither keys nor how a command is written.

use super::{id::Ref, remedy::Remedy};
use std::{borrow::Cow, fmt};

/// What every rule returns instead of doing: the reason and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The rule's stable name, such as `blocker.fallback`.
    pub rule: &'static str,
    /// Why not, one sentence without a full stop.
    pub reason: String,
    /// How to mend it.
    pub hint: Hint,
    /// The field to look at, when one is to blame.
    pub field: Option<&'static str>,
    /// The record it is about.
    pub subject: Option<Ref>,
}

impl Refusal {
    /// Makes a refusal of the rule named `rule`.
    pub fn new(rule: &'static str, reason: impl Into<String>, hint: impl Into<Hint>) -> Self {
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

    /// Says how to mend it in other words.
    #[must_use]
    pub fn hinting(self, hint: impl Into<Hint>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// Says which record it is about, unless somebody nearer to it already did.
    #[must_use]
    pub fn about(mut self, subject: Ref) -> Self {
        let subject = *self.subject.get_or_insert(subject);
        self.hint = self.hint.about(subject);
        self
    }
}

/// A way out: what to do in words, the action of the terminal that does it, the command that does it. What a reader
/// is told of it is its door's matter: the terminal shows the key of the action, the shell shows the command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint(Box<Way>);

/// What a hint says; apart from it, so that a refusal stays small.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Way {
    text: Cow<'static, str>,
    action: Option<&'static str>,
    command: Option<String>,
}

impl Hint {
    /// What to do, in words that hold at both doors; may be empty where there is an action and a command.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The actions that do it, by the names of the table of actions, separated by spaces when one follows another.
    pub fn action(&self) -> Option<&'static str> {
        self.0.action
    }

    /// The command that does it, without the program's name; what begins with `--` is added to what was typed.
    pub fn command(&self) -> Option<&str> {
        self.0.command.as_deref()
    }

    /// It in other words.
    #[must_use]
    pub fn saying(mut self, text: impl Into<Cow<'static, str>>) -> Self {
        self.0.text = text.into();
        self
    }

    /// It about this record, whose id takes the place of `ID` in the command.
    #[must_use]
    pub fn about(self, subject: Ref) -> Self {
        self.with("ID", &subject.to_string())
    }

    /// It with this command.
    #[must_use]
    pub(super) fn commanding(mut self, command: &str) -> Self {
        self.0.command = Some(command.to_owned()).filter(|command| !command.is_empty());
        self
    }

    /// It with `value` in the place of a word of the command, such as `ID`.
    #[must_use]
    pub fn with(mut self, word: &str, value: &str) -> Self {
        if let Some(command) = &mut self.0.command {
            let put = |part| if part == word { value } else { part };
            *command = command.split(' ').map(put).collect::<Vec<_>>().join(" ");
        }
        self
    }
}

impl From<&'static str> for Hint {
    fn from(text: &'static str) -> Self {
        Self(Box::new(Way { text: text.into(), ..Way::default() }))
    }
}

impl From<String> for Hint {
    fn from(text: String) -> Self {
        Self(Box::new(Way { text: text.into(), ..Way::default() }))
    }
}

impl From<Remedy> for Hint {
    fn from(remedy: Remedy) -> Self {
        let command = remedy.command.map(str::to_owned);
        Self(Box::new(Way { text: remedy.text.into(), action: remedy.action, command }))
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
