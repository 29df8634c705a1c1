//! A dependency: who delivers to whom, and when it is looked at.

use super::{Detailed, notes, owner};
use crate::app::App;
use crate::domain::Summary;
use crate::domain::dependency::{Dependency, DependencyState};
use crate::domain::when;
use crate::ui::theme::Role;
use crate::ui::views::detail_layout::Page;
use crate::ui::views::format;

impl Detailed for Dependency {
    fn stands(&self, _: &App) -> String {
        format!("dependency, {}", self.state.label())
    }

    fn write(&self, app: &App, page: &mut Page<'_>) {
        page.title(&self.title);
        page.air();
        owner(app, Some(self.owner), page);
        if self.state == DependencyState::Open {
            let role = format::pressing(self.standing(app.board_at()));
            page.own("checkpoint", &format::due(app, self.due), role);
        } else {
            page.own("checkpoint", &format::moment(app, self.due), Role::Text);
            page.field(self.state.label(), self.how.as_deref().unwrap_or_default());
        }
        page.field("from", self.from_function.as_deref().unwrap_or_default());
        page.field("to", self.to_function.as_deref().unwrap_or_default());
        if let Some(promised) = self.promised {
            page.field("promised", &when::weekday_day(promised));
        }
        if let Some(forecast) = self.forecast {
            let day = when::weekday_day(forecast);
            match self.slips_days() {
                Some(1) => page.own("forecast", &format!("{day}, 1 day later than promised"), Role::Warn),
                Some(days) => {
                    page.own("forecast", &format!("{day}, {days} days later than promised"), Role::Warn);
                }
                None => page.own("forecast", &day, Role::Text),
            }
        }
        page.field("instead", self.response.as_deref().unwrap_or_default());
        if let Some(metric) = self.metric {
            page.field("metric", &format::named(app, format::reference(metric)));
        }
        page.own("raised", &format::day(app, self.opened), Role::Text);
        notes(app, self, page);
    }
}
