//! A success criterion or a launch criterion: what is measured, and what somebody saw; and the charter, where it lacks
//! something.

use super::{Detailed, notes, owner};
use crate::app::App;
use crate::domain::launch_criterion::LaunchState;
use crate::domain::summary::Standing;
use crate::domain::{LaunchCriterion, SuccessCriterion, Summary};
use crate::ui::theme::Role;
use crate::ui::views::detail_layout::Page;
use crate::ui::views::format;

impl Detailed for SuccessCriterion {
    fn stands(&self, app: &App) -> String {
        let is_missed = self.standing(app.board_at()) == Standing::Late;
        if is_missed { "missed".to_owned() } else { self.state.label().to_owned() }
    }

    fn write(&self, app: &App, page: &mut Page<'_>) {
        page.title(&self.title);
        page.air();
        owner(app, Some(self.owner), page);
        page.field("metric", &format::named(app, format::reference(self.metric)));
        let unit = app.board().metrics.get(self.metric).map_or("", |metric| &*metric.unit);
        page.own("reaches", &format!("{} {unit}", self.target), Role::Text);
        page.own("by", &format::moment(app, self.due), Role::Text);
        page.field("why", self.why.as_deref().unwrap_or_default());
        notes(app, self, page);
    }
}

impl Detailed for LaunchCriterion {
    fn stands(&self, _: &App) -> String {
        self.state.label().to_owned()
    }

    fn write(&self, app: &App, page: &mut Page<'_>) {
        page.title(&self.title);
        page.air();
        owner(app, Some(self.owner), page);
        page.field("path", &self.path);
        let role = if self.state == LaunchState::Fail { Role::Danger } else { Role::Text };
        page.own("stands", self.state.label(), role);
        page.field("seen", self.note.as_deref().unwrap_or_default());
        if let Some((at, by)) = self.checked_at.zip(self.checked_by) {
            page.own(
                "checked",
                &format!("{} by {}", format::moment(app, at), app.board().handle(by)),
                Role::Text,
            );
        }
        notes(app, self, page);
    }
}

pub(super) fn write_cycle(app: &App, page: &mut Page<'_>) {
    let cycle = &app.board().cycle;
    page.title(&cycle.name);
    page.air();
    page.field("outcome", &cycle.outcome);
    let confirmed = cycle.confirmed_at.map_or("not confirmed", |_| "confirmed");
    page.field("holds", &format!("{} ({confirmed})", cycle.non_negotiable));
    page.field("sign-off", app.board().handle(cycle.sign_off));
    let narrative = cycle.narrative.map_or("nobody", |person| app.board().handle(person));
    page.own("comms owner", narrative, if cycle.narrative.is_none() { Role::Warn } else { Role::Text });
    let path: Vec<&str> = cycle.escalation.0.iter().map(|person| app.board().handle(*person)).collect();
    page.field("escalation", &path.join(", then "));
    page.field("reviews", &cycle.reviews());
    page.field("weekend", &cycle.weekend);
    page.field("zone", &cycle.zone);
    page.air();
    page.put("e edits the charter.", Role::Muted);
}
