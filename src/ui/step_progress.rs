//! The progress of the steps of a cycle: which are done, which are ahead, and how far each is. Knows no exit criteria:
//! it is told the counts.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::glyphs::State;
use super::line_writer::{Pen, columns};
use super::text;
use super::theme::{Role, Theme};

/// From this width on, steps spread evenly over the row.
const FULL: u16 = 100;
/// A joint with a blank at each side.
const LEAST_JOINT: u16 = 3;

/// One step.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its name where the full one does not fit.
    pub short: &'a str,
    /// Where it stands.
    pub state: State,
    /// How many of its criteria are met.
    pub counts: &'a str,
}

/// The steps and the one the cycle is at.
#[derive(Debug, Clone, Copy)]
pub struct Rail<'a> {
    /// In order, numbered from 1.
    pub steps: &'a [Step<'a>],
    /// The step the cycle is at, counted from 0.
    pub current: Option<usize>,
}

/// Draws the steps on the first row and, where there is a second, their counts under them.
pub fn draw(rail: &Rail<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    if rail.steps.is_empty() {
        return;
    }
    let names = names(rail, area.width, theme.glyphs.ellipsis);
    let joints = joints(&names, area.width);
    let mut starts = Vec::with_capacity(names.len());
    let mut pen = Pen::new(buf, area, 0);
    pen.skip(1);
    for (at, (step, name)) in rail.steps.iter().zip(&names).enumerate() {
        starts.push(pen.x() - area.x);
        let style = if rail.current == Some(at) { theme.text.bold() } else { theme.muted };
        pen.put(theme.glyphs.state(step.state), theme.role(step.state.role())).skip(1).put(name, style);
        if let Some(joint) = joints.get(at) {
            // A joint is behind us when the step before it is done.
            let (sign, style) = match step.state {
                State::Done => (theme.glyphs.full, theme.go),
                State::OnTarget
                | State::Open
                | State::InReview
                | State::DueSoon
                | State::Late
                | State::Escalated
                | State::NoOwner => (theme.glyphs.rest, theme.border),
            };
            pen.skip(1).repeat(sign, joint.saturating_sub(2), style).skip(1);
        }
    }
    counts(rail, &starts, theme, area, buf);
}

fn counts(rail: &Rail<'_>, starts: &[u16], theme: &Theme, area: Rect, buf: &mut Buffer) {
    for (at, step) in rail.steps.iter().enumerate() {
        let style = match step.state.role() {
            role @ (Role::Danger | Role::Warn | Role::Escal) => theme.role(role),
            Role::Text
            | Role::Muted
            | Role::Subtle
            | Role::Border
            | Role::Accent
            | Role::Focus
            | Role::Go => theme.subtle,
        };
        let start = starts[at].saturating_add(2);
        let end = starts.get(at + 1).map_or(area.width, |next| next + 1);
        let mut pen = Pen::new(buf, area, 1);
        pen.skip(start);
        let room = end.saturating_sub(start);
        pen.put_clipped(&theme.glyphs.own(step.counts), room, theme.glyphs.ellipsis, style);
    }
}

/// `1 Scope` and so on: the full names where they fit, else the short ones, else the longest of those cut until
/// they do.
fn names(rail: &Rail<'_>, width: u16, ellipsis: &str) -> Vec<String> {
    let numbered = |name: fn(&Step<'_>) -> String| -> Vec<String> {
        rail.steps.iter().enumerate().map(|(at, step)| format!("{} {}", at + 1, name(step))).collect()
    };
    let full = numbered(|step| step.name.to_owned());
    if least(&full) <= width {
        return full;
    }
    let mut short = numbered(|step| step.short.to_owned());
    while least(&short) > width {
        let Some(longest) = short.iter_mut().max_by_key(|name| text::width(name)) else {
            break;
        };
        let now = text::width(longest);
        if now <= 3 {
            break;
        }
        *longest = text::clip(longest, now - 1, ellipsis);
        if text::width(longest) == now {
            break;
        }
    }
    short
}

/// The columns the names need with the shortest joints, a glyph and a blank before each, and the margins.
fn least(names: &[String]) -> u16 {
    let words = words(names);
    let joints = LEAST_JOINT.saturating_mul(u16::try_from(names.len().saturating_sub(1)).unwrap_or(u16::MAX));
    words.saturating_add(joints).saturating_add(1)
}

fn words(names: &[String]) -> u16 {
    names.iter().fold(0, |sum: u16, name| sum.saturating_add(columns(name)).saturating_add(2))
}

/// How wide each joint is, blanks included: on wide screens such that steps stand at equal distances where their
/// names allow it, else all the same.
fn joints(names: &[String], width: u16) -> Vec<u16> {
    let count = u16::try_from(names.len().saturating_sub(1)).unwrap_or(u16::MAX);
    if count == 0 {
        return Vec::new();
    }
    let last = names.len() - 1;
    let pitch = width.saturating_sub(1) / (count + 1);
    let even: Vec<u16> = names[..last].iter().map(|name| pitch.saturating_sub(columns(name) + 2)).collect();
    let fits = columns(&names[last]) + 2 <= pitch && even.iter().all(|joint| *joint >= LEAST_JOINT);
    if width >= FULL && fits {
        return even;
    }
    let spare = width.saturating_sub(1).saturating_sub(words(names));
    vec![(spare / count).max(LEAST_JOINT); last]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::test_support::{drawn, theme};

    fn shown(width: u16, height: u16) -> String {
        let step = |name, short, state, counts| Step { name, short, state, counts };
        let steps = [
            step("Criteria", "Crit", State::Done, "7/7"),
            step("Evidence", "Proof", State::Late, "7/11, 2 late"),
            step("Review", "Review", State::Open, "–"),
        ];
        drawn(width, height, |area, buf| {
            draw(&Rail { steps: &steps, current: Some(1) }, &theme(), area, buf);
        })
    }

    #[test]
    fn steps_stand_at_equal_distances_where_there_is_room() {
        assert_eq!(
            shown(100, 2),
            " ✓ 1 Criteria ━━━━━━━━━━━━━━━━━━━ ✗ 2 Evidence ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ ○ 3 Review\n\
             \u{20}  7/7                              7/11, 2 late                     –"
        );
    }

    #[test]
    fn short_names_and_then_cut_ones_when_narrow() {
        assert_eq!(shown(44, 1), " ✓ 1 Criteria ━━ ✗ 2 Evidence ╌╌ ○ 3 Review");
        assert_eq!(shown(36, 1), " ✓ 1 Crit ━━ ✗ 2 Proof ╌╌ ○ 3 Review");
        assert_eq!(shown(28, 1), " ✓ 1 Cr… ━ ✗ 2 Pr… ╌ ○ 3 Re…");
    }
}
