//! Picking an owner: the people that fit, and what each of them already holds.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::text_input;
use crate::app::App;
use crate::app::owner_picker::{Candidate, Picker};
use crate::ui::dialog::{self, Dialog};
use crate::ui::hint_bar::Hint;
use crate::ui::line_writer::{Pen, columns};
use crate::ui::text;
use crate::ui::theme::{Role, Theme};

const HINTS: &[Hint<'static>] = &[
    Hint { key: "enter", label: "assign" },
    Hint { key: "up/down", label: "choose" },
    Hint { key: "esc", label: "cancel" },
];

/// People shown at once.
const SHOWN: u16 = 8;
/// The column of what they hold.
const LOAD: u16 = 18;

pub(super) fn draw(
    app: &App,
    picker: &Picker,
    theme: &Theme,
    frame: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let title = format!("Owner of {}", subjects(picker));
    let dialog = Dialog { title: &title, hints: HINTS, columns: 56, rows: SHOWN + 6 };
    let inner = dialog::draw(&dialog, theme, frame, buf);
    Pen::new(buf, inner, 0).put(">", theme.accent.bold());
    let everybody = app.board().people.rows().iter().filter(|person| person.active).count();
    let count = format!("{} of {everybody}", picker.matches.len());
    let typed = Rect {
        x: inner.x + 2,
        width: inner.width.saturating_sub(3 + columns(&count)),
        height: inner.height.min(1),
        ..inner
    };
    let cursor = text_input::put(&picker.query, theme.text, typed, buf);
    Pen::new(buf, inner, 0).skip_to_last(columns(&count)).put(&count, theme.subtle);
    let feet = 3.min(inner.height.saturating_sub(3));
    let height = inner.height.saturating_sub(2 + feet);
    let list = Rect { y: inner.y + 2, height, ..inner };
    people(picker, theme, list, buf);
    let foot = inner.height.saturating_sub(2);
    if feet == 3 {
        let rule = "One owner per choice. Others can only be told.";
        Pen::new(buf, inner, foot).put(rule, theme.subtle);
        if let Some(chosen) = picker.matches.get(picker.cursor).filter(|it| it.late > 0) {
            let words = format!("{} already owns {} late.", chosen.handle, chosen.late);
            Pen::new(buf, inner, foot + 1).put(&words, theme.warn);
        }
    }
    cursor
}

fn subjects(picker: &Picker) -> String {
    match &picker.subjects[..] {
        [one] => one.to_string(),
        [one, two] => format!("{one} and {two}"),
        many => format!("{} rows", many.len()),
    }
}

fn people(picker: &Picker, theme: &Theme, list: Rect, buf: &mut Buffer) {
    let new = picker.new_name();
    let top = (picker.cursor + 1).saturating_sub(usize::from(list.height));
    let count = picker.matches.len() + usize::from(new.is_some());
    for (row, at) in (0..list.height).zip(top..count) {
        let is_chosen = at == picker.cursor;
        let style = |role| {
            if is_chosen { theme.selected(role) } else { theme.role(role) }
        };
        let mut pen = Pen::new(buf, list, row);
        if is_chosen {
            pen.put(theme.glyphs.bar, theme.bar).put(" ", theme.select);
        } else {
            pen.skip(2);
        }
        match (picker.matches.get(at), &new) {
            (Some(person), _) => {
                let load = load(person);
                let room = pen.left().saturating_sub(LOAD);
                let name_room = usize::from(room * 3 / 5);
                let name = text::fit(&name(person), name_room, theme.glyphs.ellipsis);
                let rest = usize::from(room).saturating_sub(name_room + 1);
                let function = text::fit(&person.function, rest, theme.glyphs.ellipsis);
                let role = if person.late > 0 { Role::Warn } else { Role::Muted };
                pen.put(&name, style(Role::Text))
                    .put(" ", style(Role::Muted))
                    .put(&function, style(Role::Muted))
                    .put(&text::fit_right(&load, usize::from(LOAD), ""), style(role));
            }
            (None, Some(new)) => {
                let words =
                    text::fit(&format!("+ add {new}"), usize::from(pen.left()), theme.glyphs.ellipsis);
                pen.put(&words, style(Role::Accent));
            }
            (None, None) => {}
        }
    }
}

/// The handle, and the name where it says more.
fn name(person: &Candidate) -> String {
    let name = person.name.strip_prefix(&person.handle).unwrap_or_default().trim();
    if name.to_lowercase() == person.handle {
        person.handle.clone()
    } else {
        format!("{}  {name}", person.handle)
    }
}

fn load(person: &Candidate) -> String {
    match (person.open, person.late) {
        (0, _) => "nothing open".to_owned(),
        (open, 0) => format!("{open} open"),
        (open, late) => format!("{open} open, {late} late"),
    }
}
