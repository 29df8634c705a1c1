//! The line at the bottom that says what just happened. Good news fades; a problem stays until a key.

use crate::domain::Moment;

/// How a note is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Good,
    /// Something to know.
    Plain,
    /// It did not work.
    Bad,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it says.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
    /// When it was said.
    pub at: Moment,
}

impl Note {
    /// Whether it has been there long enough.
    pub fn is_over(&self, now: Moment) -> bool {
        self.tone != Tone::Bad && now - self.at >= chrono::Duration::seconds(4)
    }
}
