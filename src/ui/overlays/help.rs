//! The keys of a tab, from the table of actions, and what the signs mean.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::text_input;
use crate::app::App;
use crate::app::action::{self, ActionSpec, Group};
use crate::app::editor::Editor;
use crate::ui::dialog::{self, Dialog};
use crate::ui::glyphs::{Glyphs, State};
use crate::ui::hint_bar::Hint;
use crate::ui::key_labels;
use crate::ui::line_writer::Pen;
use crate::ui::text;
use crate::ui::theme::Theme;

const HINTS: &[Hint<'static>] = &[
    Hint { key: "/", label: "find a key" },
    Hint { key: "j/k", label: "scroll" },
    Hint { key: "esc", label: "close" },
];
const SEARCHING: &[Hint<'static>] = &[Hint { key: "esc", label: "all keys" }];

/// The least columns a group needs.
const COLUMN: u16 = 36;

/// One line of the help.
enum HelpLine {
    Head(&'static str),
    Air,
    Key(String, &'static str),
    Sign(State, &'static str),
}

/// Draws the help.
pub(super) fn draw(
    app: &App,
    scroll: u16,
    query: Option<&Editor>,
    theme: &Theme,
    frame: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let title = format!("Keys on {}", app.tab().name());
    let width = frame.width.saturating_sub(6).min(3 * (COLUMN + 8));
    let typed = query.map(Editor::text).unwrap_or_default();
    let count = if query.is_some() { 1 } else { (width / COLUMN).clamp(1, 3) };
    let lines = columns(app, usize::from(count), typed.trim(), &theme.glyphs);
    let longest = lines.iter().map(Vec::len).max().unwrap_or(0);
    let head = u16::from(query.is_some()) * 2;
    let rows = u16::try_from(longest).unwrap_or(u16::MAX).saturating_add(head).max(6);
    let dialog = Dialog {
        title: &title,
        hints: if query.is_some() { SEARCHING } else { HINTS },
        columns: width,
        rows,
    };
    let inner = dialog::draw(&dialog, theme, frame, buf);
    let mut cursor = None;
    if let Some(editor) = query {
        Pen::new(buf, inner, 0).put("/", theme.accent.bold());
        let line = Rect {
            x: inner.x + 2.min(inner.width),
            width: inner.width.saturating_sub(2),
            height: inner.height.min(1),
            ..inner
        };
        cursor = text_input::put(editor, theme.text, line, buf);
        if longest == 0 {
            Pen::new(buf, inner, 2).put("No key does that.", theme.muted);
        }
    }
    let body =
        Rect { y: inner.y + head.min(inner.height), height: inner.height.saturating_sub(head), ..inner };
    lines_in(&lines, scroll, theme, body, buf);
    cursor
}

/// Draws the columns from `scroll` on; what is still below is counted on the bottom border.
fn lines_in(lines: &[Vec<HelpLine>], scroll: u16, theme: &Theme, body: Rect, buf: &mut Buffer) {
    let longest = lines.iter().map(Vec::len).max().unwrap_or(0);
    let count = u16::try_from(lines.len()).unwrap_or(1);
    let hidden = longest.saturating_sub(usize::from(body.height));
    let from = usize::from(scroll).min(hidden);
    let each = body.width / count.max(1);
    for (at, column) in (0..count).zip(lines) {
        let area = Rect { x: body.x + at * each, width: each, ..body };
        let keys = keys_wide(column);
        for (row, line) in (0..area.height).zip(column.iter().skip(from)) {
            put(line, keys, theme, Pen::new(buf, area, row));
        }
    }
    if hidden > from {
        // Over the border it hides no key.
        let more = format!(" {} more, j ", hidden - from);
        let line = Rect { y: body.bottom(), height: 1, ..body };
        Pen::new(buf, line, 0)
            .skip_to_last(crate::ui::line_writer::columns(&more) + 1)
            .put(&more, theme.subtle);
    }
}

/// The columns that the keys of a column take, with two blanks after them.
fn keys_wide(column: &[HelpLine]) -> usize {
    let widths = column.iter().map(|line| match line {
        HelpLine::Key(keys, _) => text::width(keys),
        HelpLine::Head(_) | HelpLine::Air | HelpLine::Sign(..) => 0,
    });
    widths.max().unwrap_or(0) + 2
}

fn put(line: &HelpLine, keys_wide: usize, theme: &Theme, mut pen: Pen<'_>) {
    match line {
        HelpLine::Air => {}
        HelpLine::Head(words) => {
            pen.put(words, theme.text.bold());
        }
        HelpLine::Key(keys, help) => {
            let keys = theme.glyphs.own(keys);
            pen.put(&text::fit(&keys, keys_wide, theme.glyphs.ellipsis), theme.accent);
            let room = pen.left().saturating_sub(1);
            pen.put_clipped(help, room, theme.glyphs.ellipsis, theme.text);
        }
        HelpLine::Sign(state, words) => {
            pen.put(theme.glyphs.state(*state), theme.role(state.role())).skip(1).put(words, theme.text);
        }
    }
}

/// The groups in so many columns; what is searched stands in one.
fn columns(app: &App, count: usize, query: &str, glyphs: &Glyphs) -> Vec<Vec<HelpLine>> {
    if !query.is_empty() {
        let query = query.to_lowercase();
        let found = action::all()
            .filter(|action| action.is_in(app.tab()))
            .filter(|action| {
                let words =
                    format!("{} {} {}", action.name, action.help, key_labels::all(action.keys, glyphs));
                words.to_lowercase().contains(&query)
            })
            .map(|action| key(action, glyphs));
        return vec![found.collect()];
    }
    let moves = group(app, Group::Move, "Move", glyphs);
    let doing = group(app, Group::Do, "Do", glyphs);
    let mut finding = group(app, Group::Find, "Find and share", glyphs);
    finding.push(HelpLine::Air);
    finding.extend(legend());
    let mut groups = vec![moves, doing, finding];
    while groups.len() > count.max(1) {
        // The last joins the shortest of those before it.
        let Some(last) = groups.pop() else { break };
        let shortest =
            if count == 1 { groups.last_mut() } else { groups.iter_mut().min_by_key(|group| group.len()) };
        if let Some(shortest) = shortest {
            shortest.push(HelpLine::Air);
            shortest.extend(last);
        }
    }
    groups
}

fn group(app: &App, group: Group, head: &'static str, glyphs: &Glyphs) -> Vec<HelpLine> {
    let mut lines = vec![HelpLine::Head(head)];
    let mut has_tabs = false;
    for action in action::all().filter(|action| action.group == group && action.is_in(app.tab())) {
        let is_number = action.keys.first().is_some_and(|key| key.parse::<u8>().is_ok());
        if !is_number {
            lines.push(key(action, glyphs));
        } else if !has_tabs {
            // One line for all tabs, which stand numbered at the top.
            has_tabs = true;
            lines.push(HelpLine::Key("1–7".to_owned(), "tab"));
        }
    }
    lines
}

fn key(action: &ActionSpec, glyphs: &Glyphs) -> HelpLine {
    // What has no key of its own is found by name.
    let keys = if action.keys.is_empty() { ":".to_owned() } else { key_labels::all(action.keys, glyphs) };
    HelpLine::Key(keys, action.help)
}

fn legend() -> impl Iterator<Item = HelpLine> {
    let signs = State::ALL.map(|state| HelpLine::Sign(state, meaning(state)));
    [HelpLine::Head("Signs")].into_iter().chain(signs)
}

const fn meaning(state: State) -> &'static str {
    match state {
        State::Done => "done, met",
        State::OnTarget => "on target, fine",
        State::Open => "open",
        State::InReview => "put off",
        State::DueSoon => "due within 48 hours, close to target",
        State::Late => "late, off target",
        State::Escalated => "escalated",
        State::NoOwner => "no owner, incomplete",
    }
}
