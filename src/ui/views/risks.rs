//! The heat map of the open risks, with the cell of the selected one pointed at.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::list::{ListId, Row};
use crate::domain::{Id, Kind, Risk};
use crate::ui::heat::{self, Heat};
use crate::ui::pane::{self, Pane};
use crate::ui::theme::Theme;

/// Draws the map in its own pane.
pub(super) fn heat(app: &App, area: Rect, theme: &Theme, buf: &mut Buffer) {
    let pane = Pane { title: "Heat", counts: "impact by chance", focused: false };
    let mut inner = pane::body(pane::draw(&pane, theme, area, buf));
    if inner.height > 7 {
        inner.y += 1;
        inner.height -= 1;
    }
    map(app, inner, theme, buf);
}

/// Draws the map and returns the room it took.
pub(super) fn map(app: &App, area: Rect, theme: &Theme, buf: &mut Buffer) -> Rect {
    let heat =
        Heat { counts: app.derived().heat, highlight: selected(app).map(|risk| (risk.impact, risk.chance)) };
    heat::draw(&heat, theme, area, buf)
}

fn selected(app: &App) -> Option<&Risk> {
    let list = app.list();
    if !matches!(list.id, ListId::Risks | ListId::OpenRisks) {
        return None;
    }
    let stored = list.selected().and_then(Row::record)?;
    let risk = app.board().risks.get(Id::new(stored.number))?;
    (stored.kind == Kind::Risk && risk.is_open()).then_some(risk)
}
