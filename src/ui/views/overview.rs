//! The overview: the verdict with its reasons, the rail, and whatever needs somebody.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{feed, framework, list_pane, metrics, risks, verdict};
use crate::app::App;
use crate::app::layout::Areas;
use crate::app::list::{ListId, Row};
use crate::domain::Id;
use crate::domain::summary;
use crate::ui::pane::{self, Pane};
use crate::ui::theme::Theme;

/// Draws the overview.
pub(super) fn draw(app: &App, areas: &Areas, theme: &Theme, buf: &mut Buffer) {
    verdict::head(app, areas.verdict, theme, buf);
    framework::rail(app, areas.rail, theme, buf);
    let focused = app.list().id;
    for (id, area) in areas.panes.iter().copied() {
        let beside_map = id == ListId::OpenRisks && areas.heat.is_empty();
        if beside_map && area.width < 40 {
            risks_with_map(app, areas, area, focused == id, theme, buf);
        } else {
            list_pane::draw(app, areas, id, focused == id, theme, buf);
        }
    }
    if !areas.heat.is_empty() {
        risks::heat(app, areas.heat, theme, buf);
    }
    if !areas.chart.is_empty() {
        chart(app, areas.chart, theme, buf);
    }
    feed::draw(app, areas.feed, theme, buf);
}

/// The heat map with the hottest risks beside it, where one pane has to hold both.
fn risks_with_map(app: &App, areas: &Areas, area: Rect, focused: bool, theme: &Theme, buf: &mut Buffer) {
    let list = app.lists().of(ListId::OpenRisks);
    let pane = Pane { title: "Risks", counts: &list_pane::counts(app, list), focused };
    let inner = pane::draw(&pane, theme, area, buf);
    if inner.is_empty() {
        return;
    }
    let map = Rect { x: inner.x + 1, width: 22.min(inner.width.saturating_sub(1)), ..inner };
    risks::map(app, map, theme, buf);
    let beside = Rect { x: map.right() + 1, width: inner.right().saturating_sub(map.right() + 1), ..inner };
    list_pane::put(app, areas, list, area.width, beside, theme, buf);
}

/// The chart of the selected metric, else of the one furthest off.
fn chart(app: &App, area: Rect, theme: &Theme, buf: &mut Buffer) {
    let list = app.lists().of(ListId::Metrics);
    let is_focused = app.list().id == ListId::Metrics;
    let selected = list.selected().filter(|_| is_focused).and_then(Row::record);
    let metric = match selected {
        Some(stored) => app.board().metrics.get(Id::new(stored.number)),
        None => app
            .board()
            .metrics
            .rows()
            .iter()
            .filter(|metric| app.board_at().reads(metric).is_some())
            .min_by_key(|metric| summary::metric_standing(metric, app.board_at().reads(metric))),
    };
    let Some(metric) = metric.or_else(|| app.board().metrics.rows().first()) else {
        return;
    };
    let title = Pane { title: &metric.title, counts: &metrics::summary(app, metric), focused: false };
    let inner = pane::body(pane::draw(&title, theme, area, buf));
    metrics::chart(app, metric, theme, inner, buf);
}
