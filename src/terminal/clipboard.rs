//! Copying through the terminal (OSC 52), which works over any number of network hops.
//!
//! The terminal does not answer, so nobody can know whether it took the text. This file does not write; it says what
//! to write.

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

/// The longest text that terminals take: 100 000 bytes of sequence, base64 inside.
pub const LONGEST: usize = 74_994;

/// Why a text cannot be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotCopy {
    /// The text is longer than terminals take; its length in bytes.
    #[error("{0} bytes are more than a terminal's clipboard takes; copy fewer rows, or export to a file")]
    TooLong(usize),
}

/// The bytes that make the terminal copy a text; hand them to [`super::Screen::send`].
///
/// `tmux` is the value of `TMUX`, which is set inside tmux: there the sequence is sent once for tmux itself and once
/// packed, so that tmux passes it on to the terminal around it if it is allowed to.
///
/// # Errors
/// When the text is too long.
pub fn copy(text: &str, tmux: Option<&str>) -> Result<Vec<u8>, CannotCopy> {
    if text.len() > LONGEST {
        return Err(CannotCopy::TooLong(text.len()));
    }
    let mut sequence = String::new();
    CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence).expect("a string takes every write");
    if tmux.is_some_and(|value| !value.is_empty()) {
        let packed = sequence.replace('\x1b', "\x1b\x1b");
        sequence.push_str("\x1bPtmux;");
        sequence.push_str(&packed);
        sequence.push_str("\x1b\\");
    }
    Ok(sequence.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_packed_for_the_terminal() {
        let copied = copy("D-31", None).unwrap();
        assert_eq!(copied.escape_ascii().to_string(), r"\x1b]52;c;RC0zMQ==\x1b\\");
        assert_eq!(copy("D-31", Some("")).unwrap(), copied);
    }

    #[test]
    fn inside_tmux_it_is_sent_to_both() {
        let copied = copy("D-31", Some("/tmp/tmux-0/default,1,0")).unwrap();
        let expected = r"\x1b]52;c;RC0zMQ==\x1b\\\x1bPtmux;\x1b\x1b]52;c;RC0zMQ==\x1b\x1b\\\x1b\\";
        assert_eq!(copied.escape_ascii().to_string(), expected);
    }

    #[test]
    fn a_text_that_no_terminal_takes_is_refused() {
        assert!(copy(&"x".repeat(LONGEST), None).is_ok_and(|bytes| bytes.len() <= 100_000 + 2));
        assert_eq!(copy(&"x".repeat(LONGEST + 1), None), Err(CannotCopy::TooLong(LONGEST + 1)));
    }

    #[test]
    fn what_is_copied_cannot_break_out_of_the_sequence() {
        let copied = copy("\x1b\\\x07\x1b]0;x\x07", None).unwrap();
        assert_eq!(copied.iter().filter(|byte| **byte < 0x20).count(), 2, "only its own start and end");
    }
}
