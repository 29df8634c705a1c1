//! Artefacts worked out from a board, as a tree of headings, paragraphs, lists and tables, and the writers that turn
//! the tree into text. Knows the domain and nothing else: no file, no terminal, no clock.
//!
//! A report is a function from a board at a moment to a [`Doc`]; a writer is a function from a [`Doc`] to text. The
//! bytes depend on nothing else, so that the same board at the same moment gives the same file.

mod doc;
mod markdown;
mod plain;
mod status;

pub use doc::{Align, Block, Column, Doc, Inline, Text};
pub use markdown::markdown;
pub use plain::plain;
pub use status::{Status, Wanting, status};

/// Words in one line with single blanks: a report has no room for the line breaks that people put into a field.
fn one_line(words: &str) -> String {
    let clean = crate::domain::sanitize::clean_line(words);
    let mut line = String::with_capacity(clean.len());
    for letter in clean.chars() {
        if letter != ' ' || !line.ends_with(' ') {
            line.push(letter);
        }
    }
    line
}
