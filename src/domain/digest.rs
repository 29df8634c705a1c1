//! The digest of a sequence of texts: what the log's chain and an approval's seal are told apart by.

use sha2::{Digest as _, Sha256};
use std::fmt::Write;

/// A SHA-256 over texts that are added one after the other.
#[derive(Debug, Default)]
pub struct Digest(Sha256);

impl Digest {
    /// Adds a text.
    pub fn add(&mut self, part: &str) {
        // The length first, so that no two contents run together into the same bytes.
        self.0.update((part.len() as u64).to_be_bytes());
        self.0.update(part.as_bytes());
    }

    /// The digest of these texts.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut digest = Self::default();
        parts.into_iter().for_each(|part| digest.add(part));
        digest
    }

    /// It in 64 hex digits.
    pub fn hex(self) -> String {
        self.0.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_one_text_ends_and_the_next_begins_counts() {
        assert_ne!(Digest::of(["ab", "c"]).hex(), Digest::of(["a", "bc"]).hex());
        assert_eq!(
            Digest::default().hex(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
