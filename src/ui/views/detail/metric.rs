//! A metric: its chart, and what it is read for.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Detailed, history, notes};
use crate::app::App;
use crate::domain::AnyRecord;
use crate::domain::rules::measure::{self, outcome};
use crate::domain::{Id, Metric, Ref};
use crate::ui::theme::{Role, Theme};
use crate::ui::views::detail_layout::Page;
use crate::ui::views::{format, metrics};

/// Fewer rows make no chart.
const LEAST: u16 = 6;
/// The rows a chart gets before the words get more than one.
const GOOD: u16 = 8;

/// Draws the chart with the words under it; scrolled, the words take all the room.
pub(super) fn draw(app: &App, id: Id<Metric>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let Some(metric) = app.board().metrics.get(id) else {
        return;
    };
    let mut page = Page::new(theme, area.width);
    metric.write(app, &mut page);
    let chart = if app.detail_scroll() > 0 {
        0
    } else {
        let most = area.height.saturating_sub(GOOD).clamp(1, (area.height / 3).max(1));
        let words = u16::try_from(page.rows()).unwrap_or(u16::MAX).min(most);
        area.height - words.min(area.height)
    };
    if chart < LEAST {
        page.draw(app.detail_scroll().saturating_sub(1), area, buf);
        return;
    }
    metrics::chart(app, metric, theme, Rect { height: chart, ..area }, buf);
    let below = Rect { y: area.y + chart, height: area.height - chart, ..area };
    page.draw(0, below, buf);
}

impl Detailed for Metric {
    fn stands(&self, app: &App) -> String {
        metrics::summary(app, self)
    }

    fn write(&self, app: &App, page: &mut Page<'_>) {
        standing(app, self, page);
        page.field("signal", &signal(self));
        page.field("preserves", &preserves(app, self));
        page.field("read under", &self.condition);
        page.field("formula", &self.formula);
        if let Some(baseline) = self.baseline {
            page.field("baseline", &format::measured(baseline, &self.unit));
        }
        for (at, decision) in self.decisions.0.iter().enumerate() {
            let label = if at == 0 { "moved by" } else { " " };
            page.field(label, &format::named(app, format::reference(*decision)));
        }
        movement(app, self, page);
        readings(app, self, page);
        notes(app, self, page);
        history(app, self.stored(), page);
    }
}

/// What presses first: weak decisions behind a healthy value, what it lacks; then what the value is made of.
fn standing(app: &App, it: &Metric, page: &mut Page<'_>) {
    let gauged = app.gauged(it.id);
    if let Some(gauged) = gauged.filter(|gauged| !gauged.rigor.is_empty()) {
        let weak = some(&gauged.rigor);
        let warning = format!("it looks healthy, but late, assumed or orphaned are {weak}");
        page.own("rigor", &warning, Role::Warn);
    }
    let lacks =
        measure::lacks(app.board(), it).into_iter().map(|name| format!("no {name}")).collect::<Vec<_>>();
    page.own("lacks", &lacks.join(", "), Role::Warn);
    if let Some(gauged) = gauged {
        let course = gauged.course.map_or_else(String::new, |course| {
            format!("{} {}, ", course.arrow.label(), course.heading.label())
        });
        let measured = &gauged.measured;
        let made = format!("{course}{}: {}", measured.how.label(), measured.from);
        page.own("reads", &made, Role::Text);
    }
}

/// The first few of some records, and how many more there are.
fn some(references: &[Ref]) -> String {
    const SHOWN: usize = 6;
    let shown: Vec<String> = references.iter().take(SHOWN).map(Ref::to_string).collect();
    let more = references.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

/// The target signal with how far it has come true, and where that shows.
fn signal(it: &Metric) -> String {
    let Some(state) = it.signal_state else {
        return it.signal.to_string();
    };
    let proof = it.signal_proof.as_deref().map_or_else(String::new, |proof| format!(", {proof}"));
    format!("{} ({}{proof})", it.signal, state.label())
}

/// The outcome it must not cost, and how it stood when somebody looked.
fn preserves(app: &App, it: &Metric) -> String {
    let weeks = measure::trajectory(app.board(), it, app.now());
    if weeks.is_empty() {
        return it.preserves.to_string();
    }
    format!("{} (by week: {})", it.preserves, outcome::words(&weeks))
}

/// How it moved from review to review, newest first, and what was decided meanwhile.
fn movement(app: &App, it: &Metric, page: &mut Page<'_>) {
    let moved = app.gauged(it.id).map(|gauged| gauged.movement.as_slice()).unwrap_or_default();
    let mut told = moved.iter().rev().filter(|it| it.delta.is_some() || !it.decisions.is_empty()).peekable();
    if told.peek().is_none() {
        return;
    }
    page.head("movement up to each review");
    for one in told {
        let delta = one.delta.map_or_else(|| "unknown".to_owned(), format::change);
        let decisions =
            if one.decisions.is_empty() { "no decision".to_owned() } else { some(&one.decisions) };
        page.entry(&format::lately(app, one.to), &delta, &decisions);
    }
}

/// The latest readings that somebody wrote a word on or explained by a risk.
fn readings(app: &App, it: &Metric, page: &mut Page<'_>) {
    let noted = app.board().readings_of(it.id).iter().rev();
    let mut noted = noted
        .filter(|reading| reading.note.is_some() || reading.risk.is_some() || reading.recorded_at.is_some())
        .map(|reading| (reading, reading.note.as_deref().unwrap_or("no note")))
        .take(10)
        .peekable();
    if noted.peek().is_none() {
        return;
    }
    page.head("readings");
    for (reading, note) in noted {
        let value = format::measured(reading.value, &it.unit);
        let risk = reading.risk.map_or_else(String::new, |risk| format!(" by {}", format::reference(risk)));
        let recorded = reading.recorded_at.map(|at| format!(", recorded {}", format::day(app, at)));
        let recorded = recorded.unwrap_or_default();
        page.entry(
            &format::lately(app, reading.at),
            app.board().handle(reading.by),
            &format!("{value}{risk}: {note}{recorded}"),
        );
    }
}
