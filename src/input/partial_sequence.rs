//! Sequences that stopped half-way: whether what arrives later is their rest, or a person typing.
//!
//! On a slow line an answer from the terminal can come in two parts with a long pause between. After the pause the
//! parser gives up, so that keys work again, but it keeps what it was reading for a moment. The rest of an answer
//! arrives in one piece and looks like the rest; a person presses one key. This file does not read clocks; it
//! looks only at the bytes that came together.

use std::time::Duration;

use super::parse::State;

/// How many bytes that came together cannot have been typed.
const MORE_THAN_TYPED: usize = 256;
/// How many bytes that came together after a paste stalled are taken as more of it.
const MORE_OF_A_PASTE: usize = 8;

/// A sequence that was given up, and the bytes held back until it is clear whether they belong to it.
#[derive(Debug)]
pub(super) struct Stalled {
    /// What was being read.
    pub(super) state: State,
    /// When it was given up.
    pub(super) since: Duration,
    /// What arrived since.
    pub(super) held: Vec<u8>,
    /// When the first held byte arrived.
    pub(super) held_since: Duration,
}

/// Whether held bytes belong to a stalled sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// They are its rest.
    Rest,
    /// They may become its rest.
    Perhaps,
    /// They are something new.
    New,
}

impl Stalled {
    pub(super) fn new(state: State, since: Duration) -> Self {
        Self { state, since, held: Vec::new(), held_since: since }
    }

    /// Compares what is held with what the sequence still needs.
    pub(super) fn fit(&self) -> Fit {
        let Some((&first, rest)) = self.held.split_first() else {
            return Fit::Perhaps;
        };
        match &self.state {
            State::Escape { in_string: true } if first == b'\\' => Fit::Rest,
            State::Escape { in_string: false } => after_escape(first, rest),
            // A single final byte is far more likely a key than the end of a sequence.
            State::Control { .. } if is_parameter(first) || first == b'$' => control(rest),
            State::String => string(&self.held),
            State::Paste(_) if first == 0x1b => Fit::New,
            State::Paste(_) if self.held.len() >= MORE_OF_A_PASTE => Fit::Rest,
            State::Paste(_) => Fit::Perhaps,
            State::Background
            | State::Escape { .. }
            | State::Control { .. }
            | State::LinuxFunctionKey
            | State::Mouse { .. }
            | State::Utf8(_) => Fit::New,
        }
    }
}

/// A lone Esc has been delivered; only what is plainly an answer may still be taken for its rest.
fn after_escape(first: u8, rest: &[u8]) -> Fit {
    if !matches!(first, b'[' | b']' | b'P' | b'_') {
        return Fit::New;
    }
    match rest.split_first() {
        None => Fit::Perhaps,
        Some((second, rest)) if first == b'[' && is_parameter(*second) => control(rest),
        Some((b'0'..=b'9' | b'>' | b'!' | b'G', rest)) if first != b'[' => string(rest),
        Some(_) => Fit::New,
    }
}

fn control(rest: &[u8]) -> Fit {
    match rest.iter().position(|byte| !matches!(byte, 0x20..=0x3f)) {
        None if rest.len() > MORE_THAN_TYPED => Fit::Rest,
        None => Fit::Perhaps,
        Some(end) if matches!(rest[end], 0x40..=0x7e) => Fit::Rest,
        Some(_) => Fit::New,
    }
}

fn string(rest: &[u8]) -> Fit {
    if rest.len() > MORE_THAN_TYPED {
        return Fit::Rest;
    }
    let Some(end) = rest.iter().position(|byte| *byte < 0x20) else {
        return Fit::Perhaps;
    };
    match (rest[end], rest.get(end + 1)) {
        (0x07, _) | (0x1b, Some(b'\\')) => Fit::Rest,
        (0x1b, None) => Fit::Perhaps,
        _ => Fit::New,
    }
}

fn is_parameter(byte: u8) -> bool {
    matches!(byte, 0x30..=0x3f)
}
