//! What a person does at a terminal, read from the bytes the terminal sends.
//!
//! One [`Parser`] turns bytes into [`Input`]; a [`Chord`] is one key press with its modifiers. Everything here is
//! pure: bytes and times come in as values, so the same code reads a local terminal, a test and a network session.
//! It does not know what a key does, where the bytes come from, or how to draw.
//!
//! Three promises hold whatever arrives: a sequence cut in two is put together again, an answer from the terminal
//! never becomes a key, and nothing that fails to end can hold back the keys that follow for long.

mod chord;
mod escape_codes;
mod parse;
mod partial_sequence;
mod paste;
mod script;
#[cfg(test)]
mod tests;

pub use chord::{Chord, Key, UnknownChord};
pub use parse::Parser;
pub use script::{BadScript, parse_script};

/// One thing that a terminal reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key press.
    Key(Chord),
    /// Text from the clipboard, with LF line ends and without control characters other than LF and TAB.
    Paste {
        /// What was pasted.
        text: String,
        /// Whether the paste was longer than is accepted, and its end is missing.
        truncated: bool,
    },
    /// The terminal's window gained (`true`) or lost (`false`) the keyboard.
    Focus(bool),
    /// The terminal answered a status request (`CSI 0 n`): it has handled everything written before the request.
    Ready,
}
