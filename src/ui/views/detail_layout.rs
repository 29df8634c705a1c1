//! The layout of a detail pane: running text under labels. Wraps, never cuts in silence, and scrolls. Knows no records.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::ui::glyphs::State;
use crate::ui::line_writer::Pen;
use crate::ui::text;
use crate::ui::theme::{Role, Theme};

/// The column that labels take.
const LABEL: usize = 11;

/// A piece of a line.
#[derive(Debug, Clone)]
struct Span {
    words: String,
    role: Role,
    is_bold: bool,
}

/// One line; a line of air leaves first where room is short.
#[derive(Debug, Clone, Default)]
struct Line {
    spans: Vec<Span>,
    is_air: bool,
}

/// Lines for a width.
#[derive(Debug)]
pub(super) struct Page<'a> {
    theme: &'a Theme,
    width: usize,
    lines: Vec<Line>,
}

impl<'a> Page<'a> {
    /// An empty page for text of so many columns.
    pub(super) fn new(theme: &'a Theme, width: u16) -> Self {
        Self { theme, width: usize::from(width), lines: Vec::new() }
    }

    /// How many lines there are.
    pub(super) fn rows(&self) -> usize {
        self.lines.len()
    }

    /// What the record is called.
    pub(super) fn title(&mut self, words: &str) {
        for line in text::wrap(words, self.width) {
            self.push(vec![Span { words: line, role: Role::Text, is_bold: true }]);
        }
    }

    /// A blank line, where there is room for it and something stands above.
    pub(super) fn air(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_air) {
            self.lines.push(Line { spans: Vec::new(), is_air: true });
        }
    }

    /// A label and what people wrote; nothing where there is nothing.
    pub(super) fn field(&mut self, label: &str, words: &str) {
        self.field_in(label, words, Role::Text);
    }

    /// A label and what people wrote, which now presses.
    pub(super) fn pressing(&mut self, label: &str, words: &str) {
        self.field_in(label, words, Role::Danger);
    }

    /// A label and our own words in a role.
    pub(super) fn own(&mut self, label: &str, words: &str, role: Role) {
        let words = self.theme.glyphs.own(words).into_owned();
        self.field_in(label, &words, role);
    }

    fn field_in(&mut self, label: &str, words: &str, role: Role) {
        if words.trim().is_empty() {
            return;
        }
        let label =
            if text::width(label) < LABEL { text::fit(label, LABEL, "") } else { format!("{label} ") };
        self.hanging(&[(label, Role::Subtle)], words, role);
    }

    /// A heading within the page.
    pub(super) fn head(&mut self, words: &str) {
        self.air();
        self.put(words, Role::Subtle);
    }

    /// A line of a check list.
    pub(super) fn check(&mut self, state: State, words: &str) {
        let sign = self.theme.glyphs.state(state).to_owned();
        self.mark(&sign, state.role(), words);
    }

    /// A line of a check list that nobody has answered.
    pub(super) fn unanswered(&mut self, words: &str) {
        let sign = self.theme.glyphs.dot.to_owned();
        self.mark(&sign, Role::Muted, words);
    }

    /// A record in a list of several, with its state.
    pub(super) fn record(&mut self, state: State, words: &str) {
        let sign = self.theme.glyphs.state(state);
        self.hanging(&[(format!(" {sign} "), state.role())], words, Role::Text);
    }

    /// What people wrote, after a lead.
    pub(super) fn plain(&mut self, lead: &str, words: &str) {
        self.hanging(&[(lead.to_owned(), Role::Muted)], words, Role::Text);
    }

    fn mark(&mut self, sign: &str, role: Role, words: &str) {
        let words = self.theme.glyphs.own(words).into_owned();
        self.hanging(&[(format!(" {sign} "), role)], &words, Role::Text);
    }

    /// Something that happened: when, and what in words.
    pub(super) fn entry(&mut self, when: &str, who: &str, words: &str) {
        let mut lead = vec![(format!(" {when:<6} "), Role::Subtle)];
        if !who.is_empty() {
            lead.push((format!("{} ", text::fit(who, 6, "")), Role::Muted));
        }
        self.hanging(&lead, words, Role::Text);
    }

    /// A line or more of text.
    pub(super) fn put(&mut self, words: &str, role: Role) {
        self.hanging(&[], words, role);
    }

    /// Text that wraps under itself, after a lead on its first line.
    fn hanging(&mut self, lead: &[(String, Role)], words: &str, role: Role) {
        let indent: usize = lead.iter().map(|(part, _)| text::width(part)).sum();
        // Where the lead takes nearly all, the text goes under it.
        let indent = if indent + 8 > self.width { indent.min(2) } else { indent };
        let room = self.width.saturating_sub(indent).max(1);
        let mut first = true;
        for line in text::wrap(words, room) {
            let mut spans: Vec<Span> = Vec::new();
            let span = |words: String, role| Span { words, role, is_bold: false };
            if first {
                spans.extend(lead.iter().map(|(part, role)| span(part.clone(), *role)));
            } else if indent > 0 {
                spans.push(span(" ".repeat(indent), Role::Text));
            }
            first = false;
            spans.push(span(line, role));
            self.push(spans);
        }
    }

    fn push(&mut self, spans: Vec<Span>) {
        self.lines.push(Line { spans, is_air: false });
    }

    /// Draws as many lines as fit, without a mark for the rest: what is left out is older, not needed.
    pub(super) fn draw_top(mut self, area: Rect, buf: &mut Buffer) {
        self.lines.truncate(usize::from(area.height));
        self.draw(0, area, buf);
    }

    /// Draws the lines from `scroll` on; where they do not fit the air leaves first, and what is left is counted on
    /// the last row.
    pub(super) fn draw(mut self, scroll: u16, area: Rect, buf: &mut Buffer) {
        let rows = usize::from(area.height);
        if rows == 0 {
            return;
        }
        if self.lines.len() > rows {
            self.lines.retain(|line| !line.is_air);
        }
        let hidden_most = self.lines.len().saturating_sub(rows);
        let from = usize::from(scroll).min(hidden_most);
        let below = self.lines.len() - from - rows.min(self.lines.len() - from);
        let shown = if below > 0 { rows - 1 } else { rows };
        for (row, line) in (0..area.height).zip(self.lines.iter().skip(from).take(shown)) {
            let mut pen = Pen::new(buf, area, row);
            for span in &line.spans {
                let mut style = self.theme.role(span.role);
                if span.is_bold {
                    style = style.add_modifier(Modifier::BOLD);
                }
                if span.words.trim().is_empty() {
                    pen.skip(u16::try_from(span.words.len()).unwrap_or(u16::MAX));
                } else {
                    pen.put(&span.words, style);
                }
            }
        }
        if below > 0 {
            let more = format!("{} {} more, J", self.theme.glyphs.ellipsis, below + 1);
            Pen::new(buf, area, area.height - 1).put(&more, self.theme.subtle);
        }
    }
}
