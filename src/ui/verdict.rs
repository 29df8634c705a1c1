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
    /// The record it is about; nothing where there are several.
    pub id: &'a str,
    /// What that is called.
    pub title: &'a str,
    /// What is wrong with it.
    pub what: &'a str,
    /// Who owns it.
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
    /// How many there are besides.
    pub hidden: usize,
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
        let hidden = if at + 1 == shown { verdict.reasons.len() - shown + verdict.hidden } else { 0 };
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

/// How wide the parts of the reasons are. The title gives way to what is wrong, owners stand in a column at the right
/// where there is room for them.
#[derive(Debug, Clone, Copy)]
struct Spans {
    id: u16,
    owners: u16,
    room: u16,
}

/// Blanks between a sentence and its owner.
const GAP: u16 = 2;
/// A title is cut to no less than this before what is wrong is.
const TITLE: u16 = 16;
/// Where this much is not left for what is wrong beside such a title, the title leaves.
const MEANING: u16 = 24;
/// A sentence has at least this much beside the owners.
const SENTENCE: u16 = 44;

impl Spans {
    fn of(reasons: &[Reason<'_>], room: u16) -> Self {
        let widest = |part: fn(&Reason<'_>) -> u16| reasons.iter().map(part).max().unwrap_or(0);
        let owners = widest(|reason| columns(reason.owners));
        let owners = if owners.saturating_add(GAP + SENTENCE) <= room { owners } else { 0 };
        Self { id: widest(|reason| columns(reason.id)), owners, room }
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
        let more = if hidden == 0 { String::new() } else { format!(" +{hidden} more") };
        let tail = if self.owners == 0 { 0 } else { self.owners + GAP };
        let mut room = self.room.saturating_sub(tail.max(columns(&more)));
        if !reason.id.is_empty() {
            let id = text::fit(reason.id, usize::from(self.id + 1), "");
            pen.put(&id, if reason.is_later { theme.muted } else { theme.text.bold() });
            room = room.saturating_sub(self.id + 1);
        }
        let what = glyphs.own(reason.what);
        let before = room;
        let has_title = room >= TITLE + MEANING || columns(&what) + 2 + TITLE <= room;
        if !reason.title.is_empty() && has_title {
            let left = room.saturating_sub(columns(&what) + 2).max(TITLE);
            let title = columns(reason.title).min(left);
            pen.put_clipped(reason.title, left, glyphs.ellipsis, body).put(": ", body);
            room = room.saturating_sub(title + 2);
        }
        let used = columns(&what).min(room);
        pen.put_clipped(&what, room, glyphs.ellipsis, body);
        let blank = room.saturating_sub(used).min(before);
        if hidden > 0 {
            pen.put(&more, theme.subtle);
        } else if self.owners > 0 {
            pen.skip(blank + GAP).put(reason.owners, theme.muted);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::test_support::{drawn, theme};

    const REASON: Reason<'static> = Reason {
        state: State::Late,
        id: "D-31",
        title: "Ship without the wallet?",
        what: "no approval yet",
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
            hidden: 0,
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
             \u{20}┃         ✗ D-31 Ship without the wallet?: no approval yet\n\
             \u{20}┃         ✗ D-31 Ship without the wallet?: no approval yet\n\
             \u{20}┃         ✗ D-31 Ship without th…: no approval yet +2 more\n\
             \u{20}┃         criteria  ━━━━━━━━━━━━━━━━━━━━━━━━  12 of 12 met"
        );
    }

    #[test]
    fn progress_gives_way_to_reasons_and_tails_to_sentences() {
        assert_eq!(
            shown(34, 3, 1),
            " ┃  GO     this phase is clear\n\
             \u{20}┃  NO-GO  the gate\n\
             \u{20}┃         ✗ D-31 no approval yet"
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
