//! The hint bar: the keys at the bottom of a screen, a mode or a dialog. Knows no bindings: it is told which to show.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::line_writer::{Pen, columns};
use super::theme::Theme;

/// Blanks between two hints.
const GAP: u16 = 2;

/// One key and what it does here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint<'a> {
    /// The key, as it is written in the help.
    pub key: &'a str,
    /// What it does, in one or two words.
    pub label: &'a str,
}

/// The way to all other keys.
const HELP: Hint<'static> = Hint { key: "?", label: "help" };

/// A line of hints, most useful first, and what stands at its right end.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints<'a> {
    /// Shown from the left, each whole or not at all.
    pub hints: &'a [Hint<'a>],
    /// Where one is, or when the last change was kept.
    pub status: &'a str,
}

/// Draws the line on the first row of an area.
///
/// Help is placed first and never cut; the status next; hints take what is left.
pub fn draw(hints: &Hints<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let status = theme.glyphs.own(hints.status);
    let help = hint_columns(HELP, theme) + 1;
    let tail = match columns(&status) {
        0 => 0,
        status if help + 3 + status < area.width => status + 3,
        _ => 0,
    };
    let mut pen = Pen::new(buf, area, 0);
    let room = area.width.saturating_sub(1 + GAP + help + tail);
    let (shown, _) = fitting(hints.hints, room, theme);
    pen.skip(1);
    put_all(&mut pen, shown, theme);
    pen.skip_to_last(help + tail);
    put(&mut pen, HELP, theme);
    if tail > 0 {
        pen.skip(3).put(&status, theme.subtle);
    }
}

/// Writes one hint: the key strong, its words quiet.
fn put(pen: &mut Pen<'_>, hint: Hint<'_>, theme: &Theme) {
    pen.put(&theme.glyphs.own(hint.key), theme.accent.bold());
    pen.skip(1).put(&theme.glyphs.own(hint.label), theme.subtle);
}

fn hint_columns(hint: Hint<'_>, theme: &Theme) -> u16 {
    let key = columns(&theme.glyphs.own(hint.key));
    key.saturating_add(columns(&theme.glyphs.own(hint.label))).saturating_add(1)
}

/// The hints that fit whole into `room` columns, and the columns they take.
pub(super) fn fitting<'a>(hints: &'a [Hint<'a>], room: u16, theme: &Theme) -> (&'a [Hint<'a>], u16) {
    let mut used = 0u16;
    for (at, hint) in hints.iter().enumerate() {
        let gap = if at == 0 { 0 } else { GAP };
        let with = used.saturating_add(gap).saturating_add(hint_columns(*hint, theme));
        if with > room {
            return (&hints[..at], used);
        }
        used = with;
    }
    (hints, used)
}

/// Writes hints one after the other.
pub(super) fn put_all(pen: &mut Pen<'_>, hints: &[Hint<'_>], theme: &Theme) {
    for (at, hint) in hints.iter().enumerate() {
        pen.skip(if at == 0 { 0 } else { GAP });
        put(pen, *hint, theme);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::test_support::{drawn, theme};

    const HINTS: [Hint<'static>; 3] = [
        Hint { key: "j/k", label: "move" },
        Hint { key: "enter", label: "open" },
        Hint { key: "a", label: "add" },
    ];

    fn shown(width: u16) -> String {
        let hints = Hints { hints: &HINTS, status: "1 of 11" };
        drawn(width, 1, |area, buf| draw(&hints, &theme(), area, buf))
    }

    #[test]
    fn hints_stand_left_and_help_right() {
        assert_eq!(shown(50), " j/k move  enter open  a add     ? help   1 of 11");
    }

    #[test]
    fn hints_leave_whole_then_the_status_and_help_stays() {
        assert_eq!(shown(40), " j/k move  enter open  ? help   1 of 11");
        assert_eq!(shown(39), " j/k move             ? help   1 of 11");
        assert_eq!(shown(18), " ? help   1 of 11");
        assert_eq!(shown(8), " ? help");
    }
}
