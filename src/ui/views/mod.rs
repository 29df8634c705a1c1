//! The tabs, drawn: each asks the app what it shows and the primitives how.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::layout::Areas;
use crate::app::list::{ListId, Row, Rows};
use crate::ui::theme::Theme;

mod calendar;
pub(super) mod detail;
mod detail_layout;
mod empty;
mod feed;
#[cfg(test)]
pub(crate) mod fixture;
pub(super) mod format;
mod framework;
mod list;
mod list_pane;
mod metrics;
mod overview;
mod playbook;
mod risks;
#[cfg(test)]
mod tests;
mod verdict;

/// Draws the tab that is shown.
pub(super) fn draw(app: &App, areas: &Areas, theme: &Theme, buf: &mut Buffer) {
    if app.tab() == ListId::Overview {
        overview::draw(app, areas, theme, buf);
        return;
    }
    if !areas.rail.is_empty() {
        framework::rail(app, areas.rail, theme, buf);
    }
    let Some((id, pane)) = areas.panes.first().copied() else {
        return;
    };
    let list = app.lists().of(id);
    if list.rows.is_empty() && list.filter().is_empty() {
        let body =
            [areas.heat, areas.detail].into_iter().filter(|area| !area.is_empty()).fold(pane, Rect::union);
        empty::draw(app, body, theme, buf);
        return;
    }
    if matches!(list.spec().rows, Rows::UnderPhases(_)) {
        playbook::draw(app, list, (pane, areas.rows_of(id)), theme, buf);
    } else {
        list_pane::draw(app, areas, id, !app.is_in_detail(), theme, buf);
    }
    if !areas.heat.is_empty() {
        risks::heat(app, areas.heat, theme, buf);
    }
    match app.list().selected() {
        Some(Row::Reason(rule, item)) => verdict::detail(app, rule, Some(item), areas.detail, theme, buf),
        Some(Row::Rule(rule)) => verdict::detail(app, rule, None, areas.detail, theme, buf),
        Some(Row::Date(kind, at)) => calendar::detail(app, (kind, at), areas.detail, theme, buf),
        Some(Row::Record(_) | Row::Phase(_)) | None => detail::draw(app, areas.detail, theme, buf),
    }
}
