//! Setting a date: what is typed, how it is read, the month it falls in, and what else can be typed.

use chrono::Datelike;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{flow, text_input};
use crate::app::App;
use crate::app::flow::Flow;
use crate::domain::{Day, Kind, Moment, Value, when};
use crate::ui::dialog::{self, Dialog};
use crate::ui::hint_bar::Hint;
use crate::ui::line_writer::Pen;
use crate::ui::month::{self, Month};
use crate::ui::text;
use crate::ui::theme::Theme;

const HINTS: &[Hint<'static>] =
    &[Hint { key: "enter", label: "set" }, Hint { key: "esc", label: "keep as draft" }];

/// What can be typed, and what it means.
const EXAMPLES: [(&str, &str); 7] = [
    ("48h", "in two days, to the hour"),
    ("+3d  2w", "from today, end of day"),
    ("fri, mon 9am", "the next one"),
    ("eod, eow, eom", "end of day, week, month"),
    ("24 mar", "a day, end of it"),
    ("launch-7d", "before launch"),
    ("review", "the next review"),
];

/// Draws the form for a date.
pub(super) fn draw(app: &App, form: &Flow, theme: &Theme, frame: Rect, buf: &mut Buffer) -> Option<Position> {
    let dialog = Dialog { title: &form.title, hints: HINTS, columns: 66, rows: 14 };
    let inner = dialog::draw(&dialog, theme, frame, buf);
    Pen::new(buf, inner, 0).put(">", theme.accent.bold());
    let typed = Rect {
        x: inner.x + 2.min(inner.width),
        width: inner.width.saturating_sub(2),
        height: inner.height.min(1),
        ..inner
    };
    let cursor = text_input::put(&form.editor, theme.text, typed, buf);
    let (words, style) = match form.reading(&app.reader()) {
        Some(Ok(reading)) => (format!("= {reading}"), theme.go),
        Some(Err(refusal)) => (refusal.reason, theme.warn),
        None => ("By when?".to_owned(), theme.subtle),
    };
    // A blank line under it is there for what takes two.
    let lines = text::wrap(&theme.glyphs.own(&words), usize::from(inner.width.saturating_sub(2)));
    for (row, line) in (1..3.min(inner.height)).zip(&lines) {
        Pen::new(buf, inner, row).skip(2).put(line, style);
    }
    let body = Rect { y: inner.y + 3.min(inner.height), height: inner.height.saturating_sub(3), ..inner };
    calendar(app, chosen(app, form), theme, body, buf);
    examples(theme, body, buf);
    let foot = Rect { y: body.y + 8.min(body.height), height: body.height.saturating_sub(8), ..body };
    if form.problem.is_some() {
        flow::problem_in(app, form, theme, foot, buf);
    } else {
        subjects(app, form, theme, foot, buf);
    }
    cursor
}

/// The day that what is typed falls on, if it can be read.
fn chosen(app: &App, form: &Flow) -> Option<Day> {
    let question = form.questions.first()?;
    let read = app.reader().read(&question.field, &form.editor.text()).ok()?;
    match read.value {
        Value::Integer(millis) => Some(Moment::from_millis(millis).day(app.board().cycle.tz())),
        Value::Null | Value::Real(_) | Value::Text(_) => None,
    }
}

/// The month of the chosen day, or else of today.
fn calendar(app: &App, chosen: Option<Day>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let today = app.now().day(app.board().cycle.tz());
    let shown = chosen.unwrap_or(today).date();
    let in_month = |day: Day| {
        let date = day.date();
        let is_same = date.year() == shown.year() && date.month() == shown.month();
        u8::try_from(date.day()).ok().filter(|_| is_same)
    };
    let first = shown.with_day(1).unwrap_or(shown);
    let last = Day::from_date(shown).end_of_month();
    let month = Month {
        begins: u8::try_from(first.weekday().num_days_from_monday()).unwrap_or(0),
        days: u8::try_from(last.date().day()).unwrap_or(31),
        today: in_month(today),
        chosen: chosen.and_then(in_month),
        launch: in_month(app.board().cycle.launch),
    };
    let name = shown.format("%B %Y").to_string();
    Pen::new(buf, area, 0).put(&name, theme.text.bold());
    let grid = Rect {
        y: area.y + 1.min(area.height),
        height: area.height.saturating_sub(1).min(7),
        width: area.width.min(22),
        ..area
    };
    month::draw(&month, theme, grid, buf);
}

fn examples(theme: &Theme, area: Rect, buf: &mut Buffer) {
    if area.width < 50 {
        return;
    }
    let right = Rect { x: area.x + 25, width: area.width - 25, ..area };
    for (row, (typed, means)) in (1..area.height).zip(EXAMPLES) {
        Pen::new(buf, right, row).put(&text::fit(typed, 15, ""), theme.text).put(means, theme.subtle);
    }
}

/// Which records get the date, and what waits for the first of them.
fn subjects(app: &App, form: &Flow, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let width = area.width;
    let ellipsis = theme.glyphs.ellipsis;
    if form.subjects.len() > 1 {
        let ids: Vec<String> = form.subjects.iter().take(8).map(ToString::to_string).collect();
        let words = format!("{} rows: {}", form.subjects.len(), ids.join(" "));
        Pen::new(buf, area, 0).put_clipped(&words, width, ellipsis, theme.text);
        return;
    }
    Pen::new(buf, area, 0).put_clipped(&form.lead, width, ellipsis, theme.text.bold());
    let subject = form.subjects.first().filter(|subject| subject.kind == Kind::Decision);
    let waiting = subject.and_then(|subject| app.derived().waiting.get(&subject.number));
    let blocker = waiting.and_then(|waiting| {
        let blockers =
            waiting.iter().filter_map(|it| app.board().blockers.get(crate::domain::Id::new(it.number)));
        blockers.min_by_key(|it| it.due)
    });
    if let Some(blocker) = blocker {
        let words = format!(
            "B-{} waits for it and is due {}.",
            blocker.id.number(),
            when::medium(blocker.due, app.board().cycle.tz())
        );
        Pen::new(buf, area, 1).put_clipped(&words, width, ellipsis, theme.muted);
    }
}
