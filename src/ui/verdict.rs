//! The verdict: a heavy bar, the one filled block of the page, a headline and the reasons with their ids and
//! owners. Knows no rules: it is told the verdict.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::gauge::{self, Gauge};
use super::glyphs::State;
use super::pen::{Pen, columns};
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
    /// What the block says.
    pub word: &'a str,
    /// The verdict in one sentence.
    pub headline: &'a str,
    /// Why, worst first.
    pub reasons: &'a [Reason<'a>],
    /// How far it is to go.
    pub progress: Option<Progress<'a>>,
}

/// Draws headline, reasons and progress into the rows there are; reasons that do not fit are counted.
pub fn draw(verdict: &Verdict<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let progress = verdict.progress.filter(|_| area.height >= 3 || verdict.reasons.is_empty());
    let room = area.height.saturating_sub(1 + u16::from(progress.is_some()));
    let shown = verdict.reasons.len().min(usize::from(room));
    let indent = columns(verdict.word).saturating_add(6);

    headline(verdict, theme, area, buf);
    let spans = Spans::of(&verdict.reasons[..shown], area.width.saturating_sub(indent.saturating_add(3)));
    let mut rows = 1..area.height;
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

fn headline(verdict: &Verdict<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let mut pen = start(verdict, theme, area, buf, 0);
    let badge = theme.badge(verdict.badge);
    pen.skip(1).put(" ", badge).put(verdict.word, badge).put(" ", badge).skip(1);
    let room = pen.left();
    pen.put_clipped(&theme.glyphs.own(verdict.headline), room, theme.glyphs.ellipsis, theme.text.bold());
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
        pen.put(glyphs.state(reason.state), theme.role(reason.state.role())).skip(1);
        let words = glyphs.own(reason.text);
        let more = if hidden == 0 { String::new() } else { format!(" +{hidden} more") };
        let all = self.text + self.ids + 2 * GAP + columns(reason.owners) + columns(&more);
        if self.in_columns && (hidden == 0 || all <= self.room) {
            let ids = text::fit(reason.ids, usize::from(self.ids + GAP), "");
            pen.put(&text::fit(&words, usize::from(self.text), ""), theme.text).skip(GAP);
            pen.put(&ids, theme.muted).put(reason.owners, theme.muted).put(&more, theme.subtle);
            return;
        }
        let tail = columns(reason.ids).saturating_add(columns(&more)).saturating_add(2);
        pen.put_clipped(&words, self.room.saturating_sub(tail), glyphs.ellipsis, theme.text);
        pen.skip(2).put(reason.ids, theme.muted).put(&more, theme.subtle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::samples::{drawn, theme};

    const REASON: Reason<'static> =
        Reason { state: State::Late, text: "D-31 has no approval yet", ids: "D-31", owners: "maya" };

    fn shown(width: u16, height: u16, reasons: usize) -> String {
        let reasons = vec![REASON; reasons];
        let progress =
            Some(Progress { label: "criteria", gauge: Gauge { done: 12, of: 12 }, words: "of 12 met" });
        let verdict = Verdict {
            badge: Badge::Go,
            word: "GO",
            headline: "clear to launch",
            reasons: &reasons,
            progress,
        };
        drawn(width, height, |area, buf| draw(&verdict, &theme(), area, buf))
    }

    #[test]
    fn reasons_that_do_not_fit_are_counted() {
        assert_eq!(
            shown(60, 4, 5),
            " ┃  GO  clear to launch\n\
             \u{20}┃      ✗ D-31 has no approval yet    D-31    maya\n\
             \u{20}┃      ✗ D-31 has no approval yet    D-31    maya +3 more\n\
             \u{20}┃      criteria  ━━━━━━━━━━━━━━━━━━━━━━━━  12 of 12 met"
        );
    }

    #[test]
    fn owners_leave_and_ids_stay() {
        assert_eq!(shown(34, 3, 1).lines().nth(1), Some(" ┃      ✗ D-31 has no appr…  D-31"));
    }

    #[test]
    fn no_reasons_leave_no_gap() {
        assert_eq!(
            shown(60, 5, 0).lines().nth(1),
            Some(" ┃      criteria  ━━━━━━━━━━━━━━━━━━━━━━━━  12 of 12 met")
        );
    }
}
