//! A blocker: who gets it moving, by when, and what happens instead.

use super::{Detailed, notes, owner};
use crate::app::App;
use crate::domain::Summary;
use crate::domain::blocker::Blocker;
use crate::domain::rules::dependency_graph;
use crate::ui::theme::Role;
use crate::ui::views::detail_layout::Page;
use crate::ui::views::format;

/// Records named as held up.
const NAMED: usize = 8;

impl Detailed for Blocker {
    fn stands(&self, app: &App) -> String {
        match self.escalated_to.filter(|_| self.is_escalated()) {
            Some(to) => format!("escalated to {}", app.board().handle(to)),
            None => self.state.label().to_owned(),
        }
    }

    fn write(&self, app: &App, page: &mut Page<'_>) {
        page.title(&self.title);
        page.air();
        owner(app, Some(self.owner), page);
        if self.is_open() {
            // An escalated blocker's date presses only once it has passed.
            let role = if self.is_escalated() && !self.is_late(app.now()) {
                Role::Text
            } else {
                format::pressing(self.standing(app.board_at()))
            };
            page.own("decide by", &format::due(app, self.due), role);
        } else {
            page.own("decide by", &format::moment(app, self.due), Role::Text);
            let how = self.how.as_deref().unwrap_or_default();
            page.field(self.state.label(), how);
        }
        if let Some(decision) = self.decision {
            page.field("decision", &format::named(app, format::reference(decision)));
        }
        if self.is_fallback_due(app.now()) {
            page.pressing("fallback due", &self.fallback);
        } else {
            page.field("fallback", &self.fallback);
        }
        if let Some(at) = self.fallback_at {
            let by =
                self.fallback_by.map_or_else(String::new, |by| format!(" by {}", app.board().handle(by)));
            page.own("", &format!("started {}{by}", format::moment(app, at)), Role::Warn);
        }
        told(app, self, page);
        page.own("raised", &format::day(app, self.opened), Role::Text);
        if let Some(at) = self.recorded_at {
            page.own("recorded", &format::day(app, at), Role::Muted);
        }
        if let Some(at) = self.escalated_at.filter(|_| self.is_open()) {
            let to =
                self.escalated_to.map_or_else(String::new, |to| format!(" to {}", app.board().handle(to)));
            page.own("escalated", &format!("{}{to}", format::day(app, at)), Role::Escal);
        }
        reach(app, self, page);
        if let Some(impact) = self.impact {
            page.field("impact", &impact.to_string());
        }
        page.field("cause", self.cause.as_deref().unwrap_or_default());
        if let Some(reviewer) = self.reviewer {
            page.field("reviewer", app.board().handle(reviewer));
        }
        if let Some(last) = app.board().notes_on(self).last() {
            page.air();
            let said =
                format!("{} ({}, {})", last.text, app.board().handle(last.by), format::lately(app, last.at));
            page.field("last word", &said);
        }
        // A single note is the last word already.
        if app.board().notes_on(self).len() > 1 {
            notes(app, self, page);
        }
    }
}

/// Who outside hears what, from whom, by when, and whether they have.
fn told(app: &App, it: &Blocker, page: &mut Page<'_>) {
    page.field("audience", it.audience.as_deref().unwrap_or_default());
    page.field("message", it.message.as_deref().unwrap_or_default());
    let teller = it.teller.map(|teller| app.board().handle(teller)).unwrap_or_default();
    if let Some(at) = it.told_at {
        page.own("told", &format!("{} {teller}", format::moment(app, at)), Role::Go);
    } else if it.is_untold(app.now()) {
        let by = it.tell_by.map_or_else(String::new, |by| format::due(app, by));
        page.own("tell by", &format!("{by} {teller}; not told yet: t"), Role::Danger);
    } else if let Some(by) = it.tell_by {
        page.own("tell by", &format!("{} {teller}", format::due(app, by)), Role::Text);
    } else {
        page.field("told by", teller);
    }
}

/// How far it reaches: functions, what waits, scheduled reviews survived; and whether the constraint caused it.
fn reach(app: &App, it: &Blocker, page: &mut Page<'_>) {
    let blast = app.blast(it);
    if it.is_open() {
        let (functions, waiting, cycles) = (blast.functions.len(), blast.waiting.len(), blast.cycles);
        let sum = format!(
            "{} = {functions} function{} × {waiting} waiting × {cycles} cycle{}, each 1 at least",
            blast.radius(),
            if functions == 1 { "" } else { "s" },
            if cycles == 1 { "" } else { "s" },
        );
        page.own("radius", &sum, Role::Text);
    }
    let ids: Vec<String> = blast.waiting.iter().take(NAMED).map(ToString::to_string).collect();
    let more = blast.waiting.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    page.field("holds up", &format!("{}{more}", ids.join(" ")));
    page.field("hits", &blast.functions.join(", "));
    if it.by_constraint == Some(true) {
        let (caused, all) = dependency_graph::by_constraint(app.board());
        page.own("constraint", &format!("caused it, as {caused} of {all} open blockers"), Role::Text);
    }
}
