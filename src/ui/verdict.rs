//! The verdict: a heavy bar, its two lines, of which the one that matters now is the one filled block of the page, and
//! the reasons with their ids and owners. Knows no rules: it is told the verdict.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::gauge::{self, Gauge};
use super::glyphs::State;
use super::line_writer::{Pen, columns};
use super::text;
use super::theme::{Badge, Theme};

/// The bar of the progress line is this wide where there is room.
const GAUGE: u16 = 24;

/// One thing that stands in the way, or nearly.
#[derive(Debug, Clone, Copy)]
pub struct Reason<'a> {
    /// How bad it is.
    pub state: State,
    /// What it is.
    pub text: &'a str,
    /// The ids it is about.
    pub ids: &'a str,
    /// Who owns those.
    pub owners: &'a str,
    /// Whether it is not asked for yet, so that it does not shout.
    pub is_later: bool,
}

/// One line of the verdict.
#[derive(Debug, Clone, Copy, Default)]
pub struct Head<'a> {
    /// What it says: `NO-GO`.
    pub word: &'a str,
    /// The same in one sentence.
    pub text: &'a str,
    /// What follows where there is room.
    pub tail: &'a str,
}

/// How far the criteria are met.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    /// What is counted.
    pub label: &'a str,
    /// How many of how many.
    pub gauge: Gauge,
    /// What follows the number done: `of 12 met, go at 12`.
    pub words: &'a str,
}

/// The verdict and what it rests on.
#[derive(Debug, Clone, Copy)]
pub struct Verdict<'a> {
    /// What the block is filled with.
    pub badge: Badge,
    /// The line in the block.
    pub head: Head<'a>,
    /// The other line, quietly under it.
    pub other: Head<'a>,
    /// Why, worst first.
    pub reasons: &'a [Reason<'a>],
    /// How far it is to go.
    pub progress: Option<Progress<'a>>,
}

/// From this many rows on, progress takes one of them.
const ROOMY: u16 = 6;

/// Draws both lines, the reasons and progress into the rows there are; reasons that do not fit are counted.
pub fn draw(verdict: &Verdict<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let has_room = area.height >= ROOMY || (area.height >= 3 && verdict.reasons.is_empty());
    let progress = verdict.progress.filter(|_| has_room);
    let room = area.height.saturating_sub(2 + u16::from(progress.is_some()));
    let shown = verdict.reasons.len().min(usize::from(room));
    let indent = columns(verdict.head.word).max(columns(verdict.other.word)).saturating_add(6);

    headline(verdict, indent, theme, area, buf);
    other(verdict, indent, theme, area, buf);
    let spans = Spans::of(&verdict.reasons[..shown], area.width.saturating_sub(indent.saturating_add(3)));
    let mut rows = 2..area.height;
    for (at, (reason, row)) in verdict.reasons.iter().take(shown).zip(rows.by_ref()).enumerate() {
        let mut pen = start(verdict, theme, area, buf, row);
        pen.skip(indent - 2);
        let hidden = if at + 1 == shown { verdict.reasons.len() - shown } else { 0 };
        spans.put(&mut pen, reason, hidden, theme);
    }
    if let (Some(progress), Some(row)) = (progress, rows.next()) {
        let mut pen = start(verdict, theme, area, buf, row);
        pen.skip(indent - 2).put(&theme.glyphs.own(progress.label), theme.muted).skip(2);
        gauge::put(&mut pen, progress.gauge, GAUGE, theme);
        let words = format!(" {}", progress.words);
        pen.skip(2).put(&progress.gauge.done.to_string(), theme.text.bold());
        pen.put(&theme.glyphs.own(&words), theme.muted);
    }
}

/// Starts a row with the bar.
fn start<'a>(verdict: &Verdict<'_>, theme: &Theme, area: Rect, buf: &'a mut Buffer, row: u16) -> Pen<'a> {
    let mut pen = Pen::new(buf, area, row);
    pen.skip(1).put(theme.glyphs.heavy, theme.role(verdict.badge.role()));
    pen
}

/// Blanks from the end of a word that starts at the fifth column to where sentences start.
fn gap(word: &str, indent: u16) -> u16 {
    indent.saturating_sub(columns(word).saturating_add(4))
}

fn headline(verdict: &Verdict<'_>, indent: u16, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let head = verdict.head;
    let mut pen = start(verdict, theme, area, buf, 0);
    let badge = theme.badge(verdict.badge);
    pen.skip(1).put(" ", badge).put(head.word, badge).put(" ", badge);
    pen.skip(gap(head.word, indent).saturating_sub(1));
    words(&mut pen, head, (theme.text.bold(), theme.muted), theme);
}

fn other(verdict: &Verdict<'_>, indent: u16, theme: &Theme, area: Rect, buf: &mut Buffer) {
    if area.height < 2 {
        return;
    }
    let other = verdict.other;
    let mut pen = start(verdict, theme, area, buf, 1);
    pen.skip(2).put(other.word, theme.muted).skip(gap(other.word, indent));
    words(&mut pen, other, (theme.muted, theme.muted), theme);
}

/// Writes a sentence, and its tail where both fit.
fn words(pen: &mut Pen<'_>, head: Head<'_>, (style, quiet): (Style, Style), theme: &Theme) {
    let (text, tail) = (theme.glyphs.own(head.text), theme.glyphs.own(head.tail));
    let room = pen.left();
    let fits = columns(&text).saturating_add(columns(&tail)) <= room;
    pen.put_clipped(&text, room, theme.glyphs.ellipsis, style);
    if fits {
        pen.put(&tail, quiet);
    }
}

/// How wide the parts of the reasons are. Where all fit, ids and owners stand in columns; else owners leave and ids
/// follow their text.
#[derive(Debug, Clone, Copy)]
struct Spans {
    text: u16,
    ids: u16,
    in_columns: bool,
    room: u16,
}

/// Blanks between parts that stand in columns.
const GAP: u16 = 4;

impl Spans {
    fn of(reasons: &[Reason<'_>], room: u16) -> Self {
        let widest = |part: fn(&Reason<'_>) -> u16| reasons.iter().map(part).max().unwrap_or(0);
        let text = widest(|reason| columns(reason.text));
        let ids = widest(|reason| columns(reason.ids));
        let owners = widest(|reason| columns(reason.owners));
        let all = text.saturating_add(ids).saturating_add(owners).saturating_add(2 * GAP);
        Self { text, ids, in_columns: all <= room, room }
    }

    /// Writes one reason; the last one shown also tells how many are hidden after it.
    fn put(self, pen: &mut Pen<'_>, reason: &Reason<'_>, hidden: usize, theme: &Theme) {
        let glyphs = &theme.glyphs;
        let (sign, body) = if reason.is_later {
            (theme.muted, theme.muted)
        } else {
            (theme.role(reason.state.role()), theme.text)
        };
        pen.put(glyphs.state(reason.state), sign).skip(1);
        let words = glyphs.own(reason.text);
        let more = if hidden == 0 { String::new() } else { format!(" +{hidden} more") };
        let all = self.text + self.ids + 2 * GAP + columns(reason.owners) + columns(&more);
        let with_owners = hidden == 0 || all <= self.room;
        let without = all.saturating_sub(columns(reason.owners).saturating_add(GAP));
        if self.in_columns && (with_owners || without <= self.room) {
            pen.put(&text::fit(&words, usize::from(self.text), ""), body).skip(GAP);
            if with_owners {
                let ids = text::fit(reason.ids, usize::from(self.ids + GAP), "");
                pen.put(&ids, theme.muted).put(reason.owners, theme.muted);
            } else {
                pen.put(reason.ids, theme.muted);
            }
            pen.put(&more, theme.subtle);
            return;
        }
        let tail = columns(reason.ids).saturating_add(columns(&more)).saturating_add(2);
        pen.put_clipped(&words, self.room.saturating_sub(tail), glyphs.ellipsis, body);
        pen.skip(2).put(reason.ids, theme.muted).put(&more, theme.subtle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::test_support::{drawn, theme};

    const REASON: Reason<'static> = Reason {
        state: State::Late,
        text: "D-31 has no approval yet",
        ids: "D-31",
        owners: "maya",
        is_later: false,
    };

    fn shown(width: u16, height: u16, reasons: usize) -> String {
        let reasons = vec![REASON; reasons];
        let progress =
            Some(Progress { label: "criteria", gauge: Gauge { done: 12, of: 12 }, words: "of 12 met" });
        let verdict = Verdict {
            badge: Badge::Go,
            head: Head { word: "GO", text: "this phase is clear", tail: "; and it stays so" },
            other: Head { word: "NO-GO", text: "the gate", tail: "; look again on Monday" },
            reasons: &reasons,
            progress,
        };
        drawn(width, height, |area, buf| draw(&verdict, &theme(), area, buf))
    }

    #[test]
    fn both_lines_stand_first_and_reasons_that_do_not_fit_are_counted() {
        assert_eq!(
            shown(60, 6, 5),
            " ┃  GO     this phase is clear; and it stays so\n\
             \u{20}┃  NO-GO  the gate; look again on Monday\n\
             \u{20}┃         ✗ D-31 has no approval yet    D-31    maya\n\
             \u{20}┃         ✗ D-31 has no approval yet    D-31    maya\n\
             \u{20}┃         ✗ D-31 has no approval yet    D-31 +2 more\n\
             \u{20}┃         criteria  ━━━━━━━━━━━━━━━━━━━━━━━━  12 of 12 met"
        );
    }

    #[test]
    fn progress_gives_way_to_reasons_and_tails_to_sentences() {
        assert_eq!(
            shown(34, 3, 1),
            " ┃  GO     this phase is clear\n\
             \u{20}┃  NO-GO  the gate\n\
             \u{20}┃         ✗ D-31 has no a…  D-31"
        );
    }

    #[test]
    fn no_reasons_leave_no_gap() {
        assert_eq!(
            shown(60, 5, 0).lines().nth(2),
            Some(" ┃         criteria  ━━━━━━━━━━━━━━━━━━━━━━━━  12 of 12 met")
        );
    }
}
