//! What is wrong with a playbook file, and where. Does not know how to mend it beyond saying so.

use std::fmt;
use std::ops::Range;

/// Names one thing that is missing or wrong in a playbook file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file as the reader knows it.
    pub file: String,
    /// Line in that file, counted from 1; `None` when the file itself is missing or unreadable.
    pub line: Option<usize>,
    /// What is missing or wrong, in words.
    pub missing: String,
}

impl Fault {
    /// States a fault at a stretch of bytes of `text`.
    pub(super) fn at(file: &str, text: &str, span: &Range<usize>, missing: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: Some(line_of(text, span.start)), missing: missing.into() }
    }

    /// States a fault of a file as a whole.
    pub(super) fn of(file: &str, missing: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: None, missing: missing.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.missing),
            None => write!(f, "{}: {}", self.file, self.missing),
        }
    }
}

impl std::error::Error for Fault {}

fn line_of(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_reads_file_line_and_what_is_missing() {
        let text = "a = 1\nb = 2\n";
        assert_eq!(Fault::at("x.toml", text, &(6..7), "no c").to_string(), "x.toml:2: no c");
        assert_eq!(Fault::at("x.toml", text, &(0..1), "no a").to_string(), "x.toml:1: no a");
        assert_eq!(Fault::of("x.toml", "cannot be read").to_string(), "x.toml: cannot be read");
    }
}
