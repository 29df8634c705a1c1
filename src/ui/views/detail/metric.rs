//! A metric: its chart, and what it is read for.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{history, notes};
use crate::app::App;
use crate::domain::note::stored;
use crate::domain::{Id, Metric};
use crate::ui::theme::Theme;
use crate::ui::views::page::Page;
use crate::ui::views::{cells, metrics, words};

/// Fewer rows make no chart.
const LEAST: u16 = 6;
/// The rows a chart gets before the words get more than one.
const GOOD: u16 = 10;

/// Draws the chart with the words under it; scrolled, the words take all the room.
pub(super) fn draw(app: &App, id: Id<Metric>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let Some(metric) = app.board.metrics.get(id) else {
        return;
    };
    let mut page = Page::new(theme, area.width);
    write(app, metric, &mut page);
    let chart = if app.detail_scroll > 0 {
        0
    } else {
        let most = area.height.saturating_sub(GOOD).clamp(1, (area.height / 3).max(1));
        let words = u16::try_from(page.rows()).unwrap_or(u16::MAX).min(most);
        area.height - words.min(area.height)
    };
    if chart < LEAST {
        page.draw(app.detail_scroll.saturating_sub(1), area, buf);
        return;
    }
    metrics::chart(app, metric, theme, Rect { height: chart, ..area }, buf);
    let below = Rect { y: area.y + chart, height: area.height - chart, ..area };
    page.draw(0, below, buf);
}

fn write(app: &App, it: &Metric, page: &mut Page<'_>) {
    page.field("signal", &it.signal);
    page.field("read under", &it.condition);
    page.field("preserves", &it.preserves);
    page.field("formula", &it.formula);
    if let Some(baseline) = it.baseline {
        page.field("baseline", &words::measured(baseline, &it.unit));
    }
    for (at, decision) in it.decisions.0.iter().enumerate() {
        let label = if at == 0 { "moved by" } else { " " };
        page.field(label, &words::named(app, cells::reference(*decision)));
    }
    readings(app, it, page);
    notes(app, it, page);
    history(app, stored(it), page);
}

/// The latest readings that somebody wrote a word on.
fn readings(app: &App, it: &Metric, page: &mut Page<'_>) {
    let noted = app.board.readings_of(it.id).iter().rev();
    let mut noted = noted.filter_map(|reading| Some((reading, reading.note.as_deref()?))).take(10).peekable();
    if noted.peek().is_none() {
        return;
    }
    page.head("readings");
    for (reading, note) in noted {
        let value = words::measured(reading.value, &it.unit);
        page.entry(
            &words::lately(app, reading.at),
            app.board.handle(reading.by),
            &format!("{value}: {note}"),
        );
    }
}
