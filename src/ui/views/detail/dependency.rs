//! A dependency: who delivers to whom, and when it is looked at.

use super::{notes, owner};
use crate::app::App;
use crate::domain::Summary;
use crate::domain::dependency::{Dependency, DependencyState};
use crate::domain::when;
use crate::ui::theme::Role;
use crate::ui::views::detail_layout::Page;
use crate::ui::views::format;

pub(super) fn write(app: &App, it: &Dependency, page: &mut Page<'_>) {
    page.title(&it.title);
    page.air();
    owner(app, Some(it.owner), page);
    if it.state == DependencyState::Open {
        let role = format::pressing(it.standing(app.board(), app.now()));
        page.own("checkpoint", &format::due(app, it.due), role);
    } else {
        page.own("checkpoint", &format::moment(app, it.due), Role::Text);
        page.field(it.state.label(), it.how.as_deref().unwrap_or_default());
    }
    page.field("from", it.from_function.as_deref().unwrap_or_default());
    page.field("to", it.to_function.as_deref().unwrap_or_default());
    if let Some(promised) = it.promised {
        page.field("promised", &when::weekday_day(promised));
    }
    if let Some(forecast) = it.forecast {
        let day = when::weekday_day(forecast);
        match it.slips_days() {
            Some(1) => page.own("forecast", &format!("{day}, 1 day later than promised"), Role::Warn),
            Some(days) => {
                page.own("forecast", &format!("{day}, {days} days later than promised"), Role::Warn);
            }
            None => page.own("forecast", &day, Role::Text),
        }
    }
    page.field("instead", it.response.as_deref().unwrap_or_default());
    if let Some(metric) = it.metric {
        page.field("metric", &format::named(app, format::reference(metric)));
    }
    page.own("raised", &format::day(app, it.opened), Role::Text);
    notes(app, it, page);
}
