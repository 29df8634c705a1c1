//! What a person who leaves owns, above the question who takes it over.

use crate::app::App;
use crate::app::flow::Flow;
use crate::domain::rules::responsibilities::{self, Part};
use crate::domain::{Id, Kind};
use crate::ui::text;
use crate::ui::theme::Theme;

/// A line for each thing that fits into so many rows; the rest is counted.
pub(super) fn lines(app: &App, flow: &Flow, theme: &Theme, width: u16, rows: u16) -> Vec<String> {
    let Some(subject) = flow.subjects.first() else {
        return Vec::new();
    };
    let person = Id::new(subject.number);
    let held = responsibilities::parts(app.board(), person, app.now());
    let handle = app.board().handle(person);
    let head = match held.len() {
        0 => return vec![format!("{handle} holds nothing that is open.")],
        1 => format!("{handle} holds 1 open thing:"),
        count => format!("{handle} holds {count} open things:"),
    };
    let room = usize::from(rows).saturating_sub(2).max(1);
    let named = if held.len() > room { room.saturating_sub(1) } else { held.len() };
    let mut lines = vec![head];
    lines.extend(
        held.iter().take(named).map(|one| text::clip(&line(one), usize::from(width), theme.glyphs.ellipsis)),
    );
    if held.len() > named {
        lines.push(format!("and {} more", held.len() - named));
    }
    lines
}

fn line(held: &Part<'_>) -> String {
    let subject = held.record.people_ref();
    if subject.kind == Kind::Cycle {
        format!("{:<5} {}", "role", held.word())
    } else if held.is_owner() {
        format!("{subject:<5} {}", held.record.title())
    } else {
        format!("{subject:<5} {} {}", held.word(), held.record.title())
    }
}
