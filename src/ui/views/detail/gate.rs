//! A success criterion or a launch criterion: what is measured, and what somebody saw; and the charter, where it lacks
//! something.

use super::{notes, owner};
use crate::app::App;
use crate::domain::launch_criterion::LaunchState;
use crate::domain::{Id, Kind, LaunchCriterion, Ref, SuccessCriterion};
use crate::ui::theme::Role;
use crate::ui::views::detail_layout::Page;
use crate::ui::views::format;

pub(super) fn write(app: &App, stored: Ref, page: &mut Page<'_>) {
    let board = app.board();
    if stored.kind == Kind::LaunchCriterion {
        if let Some(it) = board.launch_criteria.get(Id::new(stored.number)) {
            write_launch(app, it, page);
        }
    } else if let Some(it) = board.successes.get(Id::new(stored.number)) {
        write_success(app, it, page);
    }
}

fn write_success(app: &App, it: &SuccessCriterion, page: &mut Page<'_>) {
    page.title(&it.title);
    page.air();
    owner(app, Some(it.owner), page);
    page.field("metric", &format::named(app, format::reference(it.metric)));
    let unit = app.board().metrics.get(it.metric).map_or("", |metric| &*metric.unit);
    page.own("reaches", &format!("{} {unit}", it.target), Role::Text);
    page.own("by", &format::moment(app, it.due), Role::Text);
    page.field("why", it.why.as_deref().unwrap_or_default());
    notes(app, it, page);
}

fn write_launch(app: &App, it: &LaunchCriterion, page: &mut Page<'_>) {
    page.title(&it.title);
    page.air();
    owner(app, Some(it.owner), page);
    page.field("path", &it.path);
    let role = if it.state == LaunchState::Fail { Role::Danger } else { Role::Text };
    page.own("stands", it.state.label(), role);
    page.field("seen", it.note.as_deref().unwrap_or_default());
    if let Some((at, by)) = it.checked_at.zip(it.checked_by) {
        page.own(
            "checked",
            &format!("{} by {}", format::moment(app, at), app.board().handle(by)),
            Role::Text,
        );
    }
    notes(app, it, page);
}

pub(super) fn write_cycle(app: &App, page: &mut Page<'_>) {
    let cycle = &app.board().cycle;
    page.title(&cycle.name);
    page.air();
    page.field("outcome", &cycle.outcome);
    page.field("sign-off", app.board().handle(cycle.sign_off));
    let narrative = cycle.narrative.map_or("nobody", |person| app.board().handle(person));
    page.own("narrative", narrative, if cycle.narrative.is_none() { Role::Warn } else { Role::Text });
    let path: Vec<&str> = cycle.escalation.0.iter().map(|person| app.board().handle(*person)).collect();
    page.field("escalation", &path.join(", then "));
    page.air();
    page.put("e edits the charter.", Role::Muted);
}
