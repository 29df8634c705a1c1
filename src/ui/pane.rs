//! A pane: a rounded border with its title in it and its counts at the border's right end. Knows nothing of what
//! stands inside; it hands back the room there is.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;

use super::line_writer::{Pen, columns};
use super::theme::Theme;

/// Fewer inner rows than this are not worth a box: only the title is drawn.
const LEAST_INNER_ROWS: u16 = 3;

/// What a pane says on its border.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pane<'a> {
    /// What the pane shows.
    pub title: &'a str,
    /// How much of it, at the right end; leaves first where room is short.
    pub counts: &'a str,
    /// Whether keys go to this pane.
    pub focused: bool,
}

/// Draws the border and returns the room inside it; empty where only the title fits.
pub fn draw(pane: &Pane<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) -> Rect {
    let area = area.intersection(buf.area);
    let line = if pane.focused { theme.focus } else { theme.border };
    let frame = theme.glyphs.frame;
    if area.height < LEAST_INNER_ROWS + 2 || area.width < 4 {
        let ends = [frame.across; 2];
        title_row(pane, theme, ends, area, buf);
        return Rect::new(area.x, area.y, 0, 0);
    }
    let [top_left, top_right, _, _] = frame.corners;
    title_row(pane, theme, [top_left, top_right], area, buf);
    sides(theme, line, area, buf);
    area.inner(Margin::new(1, 1))
}

/// The columns of a pane that running text keeps to: one blank on each side.
pub fn body(inner: Rect) -> Rect {
    inner.inner(Margin::new(1, 0))
}

/// Both sides and the bottom of a box that is at least two columns and rows large.
pub(super) fn sides(theme: &Theme, line: Style, area: Rect, buf: &mut Buffer) {
    let frame = theme.glyphs.frame;
    for row in 1..area.height.saturating_sub(1) {
        let mut pen = Pen::new(buf, area, row);
        pen.put(frame.down, line).skip_to_last(1).put(frame.down, line);
    }
    let [_, _, bottom_right, bottom_left] = frame.corners;
    Pen::new(buf, area, area.height.saturating_sub(1))
        .put(bottom_left, line)
        .repeat(frame.across, area.width.saturating_sub(2), line)
        .put(bottom_right, line);
}

/// `╭─ Title ───── counts ─╮`, with the given ends.
pub(super) fn title_row(pane: &Pane<'_>, theme: &Theme, ends: [&str; 2], area: Rect, buf: &mut Buffer) {
    let (line, title) =
        if pane.focused { (theme.focus, theme.focus.bold()) } else { (theme.border, theme.text.bold()) };
    let across = theme.glyphs.frame.across;
    // Two ends, two dashes beside them and a blank on each side of the title.
    let room = area.width.saturating_sub(6);
    let words = theme.glyphs.own(pane.counts);
    let counts = columns(&words);
    let both = columns(pane.title).saturating_add(counts).saturating_add(3);
    let counted = counts > 0 && both <= room;

    let mut pen = Pen::new(buf, area, 0);
    pen.put(ends[0], line);
    if room > 0 && !pane.title.is_empty() {
        pen.put(across, line).skip(1);
        pen.put_clipped(pane.title, room, theme.glyphs.ellipsis, title).skip(1);
    }
    let tail = if counted { counts + 4 } else { 1 };
    let dashes = pen.left().saturating_sub(tail);
    pen.repeat(across, dashes, line);
    if counted {
        pen.skip(1).put(&words, theme.muted).skip(1).put(across, line);
    }
    pen.put(ends[1], line);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::glyphs::Glyphs;
    use crate::ui::test_support::{drawn, theme};

    const PANE: Pane<'static> = Pane { title: "Blockers", counts: "2 late  1 escalated", focused: false };

    fn top(width: u16, theme: &Theme) -> String {
        let shown = drawn(width, 5, |area, buf| {
            draw(&PANE, theme, area, buf);
        });
        shown.lines().next().unwrap().to_owned()
    }

    #[test]
    fn title_and_counts_stand_in_the_border() {
        let shown = drawn(40, 5, |area, buf| {
            assert_eq!(draw(&PANE, &theme(), area, buf), Rect::new(1, 1, 38, 3));
        });
        assert_eq!(
            shown,
            "╭─ Blockers ───── 2 late  1 escalated ─╮\n\
             │                                      │\n\
             │                                      │\n\
             │                                      │\n\
             ╰──────────────────────────────────────╯"
        );
    }

    #[test]
    fn counts_leave_before_the_title_does() {
        assert_eq!(top(36, &theme()), "╭─ Blockers ─ 2 late  1 escalated ─╮");
        assert_eq!(top(35, &theme()), "╭─ Blockers ──────────────────────╮");
        assert_eq!(top(12, &theme()), "╭─ Block… ─╮");
    }

    #[test]
    fn a_low_pane_is_its_title() {
        let shown = drawn(36, 4, |area, buf| {
            assert!(draw(&PANE, &theme(), area, buf).is_empty());
        });
        assert_eq!(shown, "── Blockers ─ 2 late  1 escalated ──");
    }

    #[test]
    fn the_ascii_border_is_plain() {
        let mut plain = theme();
        plain.glyphs = Glyphs::ASCII;
        let shown = drawn(40, 5, |area, buf| {
            draw(&PANE, &plain, area, buf);
        });
        assert!(shown.is_ascii(), "{shown}");
    }
}
