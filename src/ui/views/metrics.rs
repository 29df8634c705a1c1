//! A metric over time: its readings, its target, and what was decided or raised meanwhile.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::format;
use crate::app::App;
use crate::domain::{
    Metric, Moment,
    metric::Better,
    rules::measure::{self, How},
    summary::{self, Standing},
    when,
};
use crate::ui::chart::{self, Chart};
use crate::ui::line_writer::Pen;
use crate::ui::theme::{Role, Theme};

/// What it reads, with the sign of a computed value, the target and the owner in one line.
pub(super) fn summary(app: &App, metric: &Metric) -> String {
    let latest = app.board_at().reads(metric).map(|value| {
        let value = format::measured(value, &metric.unit);
        if is_computed(app, metric) { format!("= {value}") } else { value }
    });
    let target = target(metric).map(|target| format!("target {target}"));
    let owner = Some(format::owner(app, metric.owner).to_owned());
    let parts: Vec<String> = [latest, target, owner].into_iter().flatten().collect();
    parts.join(", ")
}

/// What a metric read so far.
pub(super) fn series(app: &App, metric: &Metric) -> Vec<(Moment, f64)> {
    match app.gauged(metric.id) {
        Some(gauged) => gauged.series.clone(),
        None => measure::by_time(app.board().readings_of(metric.id)),
    }
}

/// Whether what a metric reads is computed from the board.
pub(super) fn is_computed(app: &App, metric: &Metric) -> bool {
    app.gauged(metric.id).is_some_and(|gauged| gauged.measured.how == How::Computed)
}

/// A metric's target with its direction: `≥ 3.2 %`.
pub(super) fn target(metric: &Metric) -> Option<String> {
    let sign = match metric.better {
        Better::Up => '≥',
        Better::Down => '≤',
    };
    metric.target.map(|target| format!("{sign} {}", format::measured(target, &metric.unit)))
}

/// Draws the chart, or says how to begin.
pub(super) fn chart(app: &App, metric: &Metric, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let readings = series(app, metric);
    let (Some((first, _)), Some((last, _))) = (readings.first(), readings.last()) else {
        let words = "No readings yet. a enters the first one.";
        Pen::new(buf, area, u16::from(area.height > 2)).put_clipped(
            words,
            area.width,
            theme.glyphs.ellipsis,
            theme.muted,
        );
        return;
    };
    let time = |moment: Moment| moment.millis() as f64;
    let points: Vec<(f64, f64)> = readings.iter().map(|(at, value)| (time(*at), *value)).collect();
    let zone = app.board().cycle.tz();
    let dates: Vec<(f64, String)> = [*first, readings[readings.len() / 2].0, *last]
        .iter()
        .map(|at| (time(*at), when::day_month(at.day(zone))))
        .collect();
    let dates: Vec<(f64, &str)> = dates.iter().map(|(at, words)| (*at, words.as_str())).collect();
    // The latest come first, so that they are the ones to stay where marks would meet.
    let events: Vec<(f64, String)> = app
        .derived()
        .events
        .iter()
        .rev()
        .filter(|(at, _)| (*first..=*last).contains(at))
        .map(|(at, reference)| (time(*at), reference.to_string()))
        .collect();
    let events: Vec<(f64, &str)> = events.iter().map(|(at, id)| (*at, id.as_str())).collect();
    let standing = summary::metric_standing(metric, app.board_at().reads(metric));
    let chart = Chart {
        points: &points,
        target: metric.target,
        dates: &dates,
        events: &events,
        role: role(standing),
    };
    chart::draw(&chart, theme, area, buf);
}

/// The line's colour: only off target it has one of its own.
const fn role(standing: Standing) -> Role {
    match standing {
        Standing::Late => Role::Danger,
        Standing::Soon => Role::Warn,
        Standing::Fine => Role::Go,
        Standing::Escalated | Standing::Unowned | Standing::Open | Standing::Deferred | Standing::Done => {
            Role::Text
        }
    }
}
