//! What a command answers: lines for people and one JSON document for scripts. Knows nothing of terminals.

use crate::domain::{Moment, Ref};
use unicode_width::UnicodeWidthStr;

/// How a piece of text stands out where colour is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// As text.
    Plain,
    /// A heading, or what was done.
    Strong,
    /// What can be skipped.
    Faint,
    /// What is late or broken.
    Alarm,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// What it says; cleaned when it is printed.
    pub text: String,
    /// How it stands out.
    pub look: Look,
}

impl Span {
    /// A piece that stands out so.
    pub(super) fn new(text: impl Into<String>, look: Look) -> Self {
        Self { text: text.into(), look }
    }
}

/// What a command exits with that found something, or whose verdict is CONDITIONAL. No error has this number.
pub(super) const FOUND: u8 = 10;
/// What a command exits with whose verdict is NO-GO. No error has this number.
pub(super) const NO_GO: u8 = 20;

/// What a command has to say.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    /// For people, line by line.
    pub lines: Vec<Vec<Span>>,
    /// For scripts: the data, which the printer puts into its envelope.
    pub json: serde_json::Value,
    /// In which cycle it holds, and as of when; nothing where no board was asked.
    pub holds: Option<Holds>,
    /// The exit code; 0 unless something was found.
    pub exit: u8,
}

/// Where and when an answer holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Holds {
    /// The id and the name of the cycle, where the board has one that is meant.
    pub cycle: Option<(Ref, String)>,
    /// The moment it answers as of.
    pub at: Moment,
}

impl Answer {
    /// An answer with nothing for people yet.
    pub(super) fn of(json: serde_json::Value) -> Self {
        Self { json, ..Self::default() }
    }

    /// Adds a line.
    pub(super) fn say(&mut self, text: impl Into<String>, look: Look) {
        self.lines.push(vec![Span::new(text, look)]);
    }

    /// Puts a line before all others.
    pub(super) fn begin(&mut self, text: impl Into<String>) {
        self.lines.insert(0, vec![Span::new(text, Look::Strong)]);
    }

    /// Adds a plain line.
    pub(super) fn line(&mut self, text: impl Into<String>) {
        self.say(text, Look::Plain);
    }

    /// Adds a heading with a blank line above it.
    pub(super) fn heading(&mut self, text: impl Into<String>) {
        if !self.lines.is_empty() {
            self.line("");
        }
        self.say(text, Look::Strong);
    }

    /// Adds rows whose cells line up by the width they have on a screen.
    pub(super) fn table(&mut self, indent: usize, rows: Vec<Vec<Span>>) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |at: usize| {
            let of = |row: &Vec<Span>| row.get(at).map_or(0, |cell| shown_width(&cell.text));
            rows.iter().map(of).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in rows {
            let last = row.iter().rposition(|cell| !cell.text.is_empty()).unwrap_or(0);
            let mut line = vec![Span::new(" ".repeat(indent), Look::Plain)];
            for (at, cell) in row.into_iter().enumerate().take(last + 1) {
                let gap = if at == last { 0 } else { widths[at] - shown_width(&cell.text) + 2 };
                line.push(cell);
                line.push(Span::new(" ".repeat(gap), Look::Plain));
            }
            self.lines.push(line);
        }
    }
}

fn shown_width(text: &str) -> usize {
    crate::domain::sanitize::clean_line(text).width()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_display_width() {
        let mut answer = Answer::default();
        let row = |cells: [&str; 3]| cells.map(|cell| Span::new(cell, Look::Plain)).to_vec();
        answer.table(2, vec![row(["日本", "a", "x"]), row(["ab", "", ""]), row(["c\u{200b}", "bb", "y"])]);
        let lines: Vec<String> =
            answer.lines.iter().map(|line| line.iter().map(|span| span.text.as_str()).collect()).collect();
        assert_eq!(lines, ["  日本  a   x", "  ab", "  c\u{200b}     bb  y"]);
    }
}
