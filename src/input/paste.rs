//! The text of one bracketed paste, from `ESC [ 200 ~` to `ESC [ 201 ~`, made safe to insert.
//!
//! It does not know how long to wait for an end that does not come; [`super::parse`] does.

use super::Input;

/// The most bytes of a paste that are kept: far more than any field holds, far less than would hurt.
pub(super) const LIMIT: usize = 64 * 1024;

const END: &[u8] = b"\x1b[201~";

/// A paste while it arrives.
#[derive(Debug, Default)]
pub(super) struct PasteText {
    bytes: Vec<u8>,
    /// How many bytes of the end mark have been seen.
    matched: usize,
    truncated: bool,
}

impl PasteText {
    /// Takes one byte and tells whether it completes the end mark.
    pub(super) fn ends_with(&mut self, byte: u8) -> bool {
        if byte == END[self.matched] {
            self.matched += 1;
            return self.matched == END.len();
        }
        let almost = std::mem::take(&mut self.matched);
        self.keep(&END[..almost]);
        // The mark starts with the only ESC in it, so a mark can begin here and nowhere before.
        if byte == END[0] {
            self.matched = 1;
        } else {
            self.keep(&[byte]);
        }
        false
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = LIMIT - self.bytes.len();
        self.truncated |= bytes.len() > room;
        self.bytes.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    /// The paste as it arrived in whole.
    pub(super) fn complete(self) -> Input {
        let whole = match std::str::from_utf8(&self.bytes) {
            Err(error) if self.truncated && error.error_len().is_none() => error.valid_up_to(),
            Ok(_) | Err(_) => self.bytes.len(),
        };
        let text = plain(&String::from_utf8_lossy(&self.bytes[..whole]));
        Input::Paste { text, truncated: self.truncated }
    }

    /// The paste as far as it came, when no end came.
    pub(super) fn cut_off(mut self) -> Input {
        self.truncated = true;
        self.complete()
    }
}

/// Terminals send CR for a line end; other controls could act on whatever shows the text.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                plain.push('\n');
            }
            '\n' | '\t' => plain.push(c),
            c if c.is_control() => {}
            c => plain.push(c),
        }
    }
    plain
}
