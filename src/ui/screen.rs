//! The whole screen of an open terminal: header, tab, overlay, hints. The one way from the app to a buffer.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

use super::header::{self, Header, Tab};
use super::hint_bar::{self, Hint, Hints};
use super::line_writer::Pen;
use super::theme::{Role, Theme};
use super::{key_labels, overlays, text, views};
use crate::app::App;
use crate::app::action;
use crate::app::layout::{Breadth, SMALLEST};
use crate::app::list::{ListId, Rows, spec::TabSpec};
use crate::app::note::Tone;
use crate::app::overlay::Overlay;
use crate::domain::{Moment, when};

/// Draws the app and says where the text cursor stands, when something is being typed.
///
/// Everything lies where [`App::areas`] says, which goes by the app's own size.
pub fn draw(app: &App, theme: &Theme, area: Rect, buf: &mut Buffer) -> Option<Position> {
    if app.is_too_small() {
        too_small(area, theme, buf);
        return None;
    }
    if app.is_new() {
        return first(app, theme, area, buf);
    }
    let areas = app.areas();
    head(app, areas.header, theme, buf);
    views::draw(app, &areas, theme, buf);
    let is_filtering = matches!(app.overlay(), Some(Overlay::Filter(_)));
    if !is_filtering {
        foot(app, areas.hints, theme, buf);
    }
    let (columns, rows) = app.size();
    overlays::draw(app, theme, Rect::new(0, 0, columns, rows), buf)
}

/// The screen of somebody who has no board yet: the name, and what lies over it.
fn first(app: &App, theme: &Theme, area: Rect, buf: &mut Buffer) -> Option<Position> {
    Pen::new(buf, area, 0).skip(1).put("gonogo", theme.accent);
    if let Some(note) = app.note() {
        let role = if note.tone == Tone::Bad { Role::Danger } else { Role::Muted };
        Pen::new(buf, area, area.height.saturating_sub(1)).skip(1).put(&note.text, theme.role(role));
    }
    overlays::draw(app, theme, area, buf)
}

fn too_small(area: Rect, theme: &Theme, buf: &mut Buffer) {
    let (columns, rows) = SMALLEST;
    let words = format!(
        "gonogo needs {columns} columns and {rows} rows; here are {}×{}. `gonogo status` works at any size.",
        area.width, area.height
    );
    let lines = text::wrap(&theme.glyphs.own(&words), usize::from(area.width));
    for (row, line) in (0..area.height).zip(&lines) {
        Pen::new(buf, area, row).put(line, theme.text);
    }
}

fn head(app: &App, area: Rect, theme: &Theme, buf: &mut Buffer) {
    let cycle = &app.board().cycle;
    let launch_at = cycle.schedule().launch_at();
    let countdown = when::countdown(launch_at, app.now(), cycle.tz());
    let launch = format!("launch {}", when::medium(launch_at, cycle.tz()));
    let (about, mark) = (about(app), app.time_mark());
    // A tab without a number shows while it is open, at the end.
    let bar = |id: ListId| !id.is_aside() || id == app.tab();
    let shown: Vec<(ListId, &TabSpec)> = ListId::tabs().filter(|(id, _)| bar(*id)).collect();
    let counts: Vec<String> =
        shown.iter().map(|(_, tab)| tab.count.map(|count| count(app)).unwrap_or_default()).collect();
    let tabs: Vec<Tab<'_>> = shown
        .iter()
        .zip(&counts)
        .map(|((_, tab), count)| Tab { key: tab.key, name: tab.name, short: tab.short, count })
        .collect();
    let active = shown.iter().position(|(id, _)| *id == app.tab()).unwrap_or_default();
    let header = Header {
        product: "gonogo",
        mark: &mark,
        name: &cycle.name,
        about: &about,
        countdown: &countdown,
        urgency: urgency(launch_at, app.now()),
        launch: &launch,
        here: if app.is_read_only() { "read-only" } else { "" },
        who: app.me().map_or("", |me| app.board().handle(me)),
        tabs: &tabs,
        active,
    };
    header::draw(&header, theme, area, buf);
}

fn about(app: &App) -> String {
    let cycle = &app.board().cycle;
    match cycle.state {
        crate::domain::cycle::CycleState::Active => format!("cycle {}", cycle.id.number()),
        crate::domain::cycle::CycleState::Closed => format!("cycle {}, closed", cycle.id.number()),
    }
}

/// How near the launch is.
fn urgency(launch: Moment, now: Moment) -> Role {
    let left = launch - now;
    if left < chrono::Duration::zero() {
        Role::Muted
    } else if left < chrono::Duration::hours(48) {
        Role::Danger
    } else if left < chrono::Duration::days(14) {
        Role::Warn
    } else {
        Role::Text
    }
}

/// The last row: what just happened, or else the keys; and where one is.
fn foot(app: &App, area: Rect, theme: &Theme, buf: &mut Buffer) {
    let status = status(app);
    let Some(note) = app.note() else {
        hints(app, &status, theme, area, buf);
        return;
    };
    let style = match note.tone {
        Tone::Good | Tone::Plain => theme.text,
        Tone::Bad => theme.danger,
    };
    if note.tone == Tone::Bad && refused(&note.text, style, area, theme, buf) {
        return;
    }
    // A note is worth more than the place; the place stays where both fit.
    let wide =
        super::line_writer::columns(&note.text).saturating_add(super::line_writer::columns(&status)) + 5;
    let words = theme.glyphs.own(&note.text);
    let mut pen = Pen::new(buf, area, 0);
    let room = area.width.saturating_sub(2);
    pen.skip(1).put_clipped(&words, room, theme.glyphs.ellipsis, style);
    if wide <= area.width {
        let status = theme.glyphs.own(&status);
        pen.skip_to_last(super::line_writer::columns(&status) + 1).put(&status, theme.subtle);
    }
}

/// Lays a refusal that is longer than the last row over the rows above it: its end, the way out, is what is needed.
fn refused(text: &str, style: Style, area: Rect, theme: &Theme, buf: &mut Buffer) -> bool {
    let room = area.width.saturating_sub(2);
    let lines = text::wrap(&theme.glyphs.own(text), usize::from(room));
    let Some(above) = u16::try_from(lines.len()).ok().and_then(|rows| rows.checked_sub(1)) else {
        return false;
    };
    if above == 0 || above > area.y {
        return false;
    }
    let over = Rect::new(area.x, area.y - above, area.width, above + area.height);
    Clear.render(over, buf);
    for (row, line) in (0..over.height).zip(&lines) {
        Pen::new(buf, over, row).skip(1).put(line, style);
    }
    true
}

fn hints(app: &App, status: &str, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let mut offered: Vec<&action::ActionSpec> = action::all()
        .filter(|action| action.hint > 0 && action.name != "tab.intake" && action.is_offered(app))
        .collect();
    offered.sort_by_key(|action| action.hint);
    let shown: Vec<_> =
        offered.iter().map(|action| (key_labels::hint(action, &theme.glyphs), action.label)).collect();
    let hints: Vec<Hint<'_>> = shown.iter().map(|(key, label)| Hint { key, label }).collect();
    let line = Hints { hints: &hints, status };
    hint_bar::draw(&line, theme, area, buf);
}

/// Where one is in the list, what is marked, what waits in the intake, and when the last change was kept.
fn status(app: &App) -> String {
    let list = app.list();
    let mut parts: Vec<String> = Vec::new();
    let is_roomy = Breadth::of(app.size().0) != Breadth::Narrow || app.tab() == ListId::Overview;
    if app.derived().intake > 0 && app.tab() != ListId::Intake && is_roomy {
        parts.push(format!("I intake {}", app.derived().intake));
    }
    let marked = list.chosen().len();
    if marked > 0 {
        parts.push(format!("{marked} marked"));
    }
    if app.tab() == ListId::Overview {
        let zone = app.board().cycle.tz();
        let saved = app.saved_at().map(|at| at.in_zone(zone).format("saved %H:%M").to_string());
        parts.extend(saved);
    } else if app.tab() == ListId::Framework {
        parts.push(format!("step {} of {}", list.cursor + 1, list.rows.len()));
    } else if !list.rows.is_empty() && !matches!(list.spec().rows, Rows::UnderPhases(_)) {
        parts.push(format!("{} of {}", list.cursor + 1, list.rows.len()));
    }
    parts.join("   ")
}
