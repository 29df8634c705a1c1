//! What a command answers: lines for people and one JSON document for scripts. Knows nothing of terminals.

use crate::domain::{Moment, Ref};
use std::rc::Rc;
use unicode_segmentation::UnicodeSegmentation;
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
    /// Whether it is cut where the terminal is too narrow for its table.
    pub gives_way: bool,
    /// Its place in a table.
    pub cell: Option<Cell>,
}

/// A place in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// The columns of the table.
    pub columns: Rc<Columns>,
    /// The column.
    pub at: usize,
    /// Whether it is the last of its row, after which nothing has to line up.
    pub is_last: bool,
}

/// The columns of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// Blanks before the first.
    pub indent: usize,
    /// How wide each is.
    pub widths: Vec<usize>,
    /// Which may be narrower than what stands in them.
    pub give_way: Vec<bool>,
}

/// Below this no column is cut.
const NARROWEST: usize = 8;
/// Blanks between two columns.
const GAP: usize = 2;
/// Text that may be cut makes the other rows no wider than this, where it is not cut.
const PADDED: usize = 60;

impl Columns {
    /// How wide each is on a terminal of this width, the widest giving way first; in a pipe as wide as it wants.
    pub(super) fn fitted(&self, width: Option<usize>) -> Vec<usize> {
        let mut widths = self.widths.clone();
        let Some(width) = width else { return widths };
        let taken = |widths: &[usize]| {
            self.indent + widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
        };
        let mut over = taken(&widths).saturating_sub(width);
        while over > 0 {
            let giving = (0..widths.len()).filter(|&at| self.give_way[at] && widths[at] > NARROWEST);
            let Some(widest) = giving.max_by_key(|&at| widths[at]) else { break };
            let next = (0..widths.len()).filter(|&at| self.give_way[at] && widths[at] < widths[widest]);
            let next = next.map(|at| widths[at]).max().unwrap_or(NARROWEST).max(NARROWEST);
            let less = over.min((widths[widest] - next).max(1));
            widths[widest] -= less;
            over -= less;
        }
        widths
    }
}

impl Span {
    /// A piece that stands out so.
    pub(super) fn new(text: impl Into<String>, look: Look) -> Self {
        Self { text: text.into(), look, gives_way: false, cell: None }
    }

    /// The same, cut where a terminal is too narrow.
    pub(super) fn giving_way(self) -> Self {
        Self { gives_way: true, ..self }
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
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let cells = |at: usize| rows.iter().filter_map(move |row| row.get(at));
        let widest = |at: usize| cells(at).map(|cell| shown_width(&cell.text)).max().unwrap_or(0);
        let columns = Rc::new(Columns {
            indent,
            widths: (0..count).map(widest).collect(),
            give_way: (0..count).map(|at| cells(at).any(|cell| cell.gives_way)).collect(),
        });
        for row in rows {
            let last = row.iter().rposition(|cell| !cell.text.is_empty()).unwrap_or(0);
            let mut line = vec![Span::new(" ".repeat(indent), Look::Plain)];
            for (at, span) in row.into_iter().enumerate().take(last + 1) {
                let cell = Cell { columns: Rc::clone(&columns), at, is_last: at == last };
                line.push(Span { cell: Some(cell), ..span });
            }
            self.lines.push(line);
        }
    }
}

/// A cell as it stands on a terminal of this width: cut where its column is narrower, and the blanks that follow it.
pub(super) fn fitted(text: &str, cell: &Cell, terminal: Option<usize>) -> (String, usize) {
    let (columns, at) = (&cell.columns, cell.at);
    let width = columns.fitted(terminal)[at];
    let shown = shown_width(text);
    let gives_way = columns.give_way[at];
    let text =
        if terminal.is_some() && gives_way && shown > width { cut(text, width) } else { text.to_owned() };
    if cell.is_last {
        return (text, 0);
    }
    let padded = if terminal.is_none() && gives_way { width.min(PADDED) } else { width };
    let blanks = padded.saturating_sub(shown_width(&text)) + GAP;
    (text, blanks)
}

/// The beginning of a text, with a mark that it goes on.
fn cut(text: &str, width: usize) -> String {
    let clean = crate::domain::sanitize::clean_line(text);
    let mut kept = String::new();
    for part in clean.graphemes(true) {
        if kept.width() + part.width() + 1 > width {
            break;
        }
        kept.push_str(part);
    }
    format!("{}…", kept.trim_end())
}

fn shown_width(text: &str) -> usize {
    crate::domain::sanitize::clean_line(text).width()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(rows: Vec<Vec<Span>>, terminal: Option<usize>) -> Vec<String> {
        let mut answer = Answer::default();
        answer.table(2, rows);
        let said = |span: &Span| match &span.cell {
            Some(cell) => {
                let (text, blanks) = fitted(&span.text, cell, terminal);
                format!("{text}{}", " ".repeat(blanks))
            }
            None => span.text.clone(),
        };
        answer.lines.iter().map(|line| line.iter().map(said).collect()).collect()
    }

    #[test]
    fn columns_line_up_by_display_width() {
        let row = |cells: [&str; 3]| cells.map(|cell| Span::new(cell, Look::Plain)).to_vec();
        let rows = vec![row(["日本", "a", "x"]), row(["ab", "", ""]), row(["c\u{200b}", "bb", "y"])];
        assert_eq!(lines(rows, None), ["  日本  a   x", "  ab", "  c\u{200b}     bb  y"]);
    }

    #[test]
    fn text_gives_way_where_the_terminal_is_narrow_and_ids_and_owners_never_do() {
        let row = |id: &str, title: &str, fallback: &str, owner: &str| {
            let plain = |text: &str| Span::new(text, Look::Plain);
            vec![plain(id), plain(title).giving_way(), plain(fallback).giving_way(), plain(owner)]
        };
        let rows = || {
            vec![
                row("B-1", "a title of thirty columns, ok", "ship without", "maya"),
                row("B-22", "short", "", "jo"),
            ]
        };
        assert_eq!(
            lines(rows(), Some(40)),
            ["  B-1   a title of…   ship without  maya", "  B-22  short                       jo"]
                .map(str::to_owned)
        );
        assert!(lines(rows(), Some(200))[0].contains("a title of thirty columns, ok"));
        assert!(lines(rows(), None)[0].contains("a title of thirty columns, ok"));
        assert!(lines(rows(), Some(10)).iter().all(|line| line.ends_with("maya") || line.ends_with("jo")));
    }

    #[test]
    fn one_long_text_in_a_pipe_does_not_widen_all_the_others() {
        let row =
            |title: String| vec![Span::new(title, Look::Plain).giving_way(), Span::new("x", Look::Plain)];
        let found = lines(vec![row("y".repeat(20_000)), row("short".to_owned())], None);
        assert!(found[0].len() > 20_000);
        assert!(found[1].len() < 80, "{}", found[1].len());
    }
}
