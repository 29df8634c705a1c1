//! A framework step and a checklist item: what to do, and what shows that it is done.

use super::{Detailed, notes, owner};
use crate::app::App;
use crate::domain::rules::exit_criteria::Check;
use crate::domain::step::{Item, ItemState, Step, StepState};
use crate::domain::summary::{Standing, Summary, entry};
use crate::domain::{Moment, Ref};
use crate::ui::glyphs::State;
use crate::ui::theme::Role;
use crate::ui::views::detail_layout::Page;
use crate::ui::views::format;

/// Records named as standing in the way of a check.
const NAMED: usize = 4;

impl Detailed for Step {
    fn stands(&self, app: &App) -> String {
        let is_back = self.state == StepState::Done && self.standing(app.board_at()) != Standing::Done;
        if is_back { "done, and fails again".to_owned() } else { self.state.label().to_owned() }
    }

    fn write(&self, app: &App, page: &mut Page<'_>) {
        page.title(&self.title);
        page.air();
        owner(app, self.owner, page);
        due(app, self, self.due.filter(|_| self.state == StepState::Open), page);
        done(app, self.done_at, self.done_by, page);
        page.field("all the same", self.override_why.as_deref().unwrap_or_default());
        if let Some(why) = &self.none_why {
            let by = self.none_by.map_or("?", |by| app.board().handle(by));
            page.field("none here", &format!("{why} ({by})"));
        }
        page.air();
        page.put(&self.guidance, Role::Text);
        let at = usize::try_from(self.number - 1).unwrap_or(usize::MAX);
        let Some(derived) = app.derived().steps.get(at) else {
            return;
        };
        if !derived.checks.is_empty() {
            page.head("to leave this step");
        }
        for (text, check) in &derived.checks {
            match check {
                Check::Met => page.check(State::Done, text),
                Check::Open(refs) => page.check(State::Open, &format!("{text} ({})", listed(refs))),
                Check::Nothing => page.check(State::Open, &format!("{text} (nothing yet)")),
                Check::NoneHere => page.check(State::Done, &format!("{text} (none here)")),
                Check::Unknown => page.unanswered(text),
            }
        }
        if derived.checks.iter().any(|(_, check)| *check == Check::Unknown) {
            page.put("Whoever completes the step answers for what has a dot.", Role::Subtle);
        }
        decisions(app, derived, page);
        notes(app, self, page);
    }
}

fn decisions(app: &App, derived: &crate::app::derived::StepCounts, page: &mut Page<'_>) {
    if derived.decisions.is_empty() {
        return;
    }
    page.head(&format!("decisions ({})", derived.count));
    for stored in &derived.decisions {
        if let Some(found) = entry(app.board_at(), *stored) {
            let line = format!("{} {}", found.reference, found.line);
            page.record(format::state(found.standing), &line);
        }
    }
    if derived.count > derived.decisions.len() {
        let more = format!(" and {} more", derived.count - derived.decisions.len());
        page.put(&more, Role::Muted);
    }
}

fn listed(refs: &[Ref]) -> String {
    let mut ids: Vec<String> = refs.iter().take(NAMED).map(ToString::to_string).collect();
    if refs.len() > NAMED {
        ids.push(format!("+{}", refs.len() - NAMED));
    }
    ids.join(" ")
}

impl Detailed for Item {
    fn stands(&self, _: &App) -> String {
        self.state.label().to_owned()
    }

    fn write(&self, app: &App, page: &mut Page<'_>) {
        page.title(&self.title);
        page.air();
        owner(app, self.owner, page);
        due(app, self, self.due.filter(|_| self.state == ItemState::Todo), page);
        page.own("phase", self.phase.label(), Role::Text);
        match self.state {
            ItemState::Todo if self.needs_proof => {
                page.own("proof", "a link or a line, needed to tick", Role::Text);
            }
            ItemState::Todo => {}
            ItemState::Done | ItemState::Waived => done(app, self.done_at, self.done_by, page),
        }
        page.field("proof", self.proof.as_deref().unwrap_or_default());
        page.field("waived", self.why.as_deref().unwrap_or_default());
        page.air();
        page.put(&self.guidance, Role::Text);
        notes(app, self, page);
    }
}

fn due(app: &App, it: &dyn Summary, due: Option<Moment>, page: &mut Page<'_>) {
    let Some(due) = due else { return };
    let role = format::pressing(it.standing(app.board_at()));
    page.own("due", &format::due(app, due), role);
}

fn done(
    app: &App,
    at: Option<Moment>,
    by: Option<crate::domain::Id<crate::domain::Person>>,
    page: &mut Page<'_>,
) {
    let Some(at) = at else { return };
    let by = by.map_or_else(String::new, |by| format!(" by {}", app.board().handle(by)));
    page.own("done", &format!("{}{by}", format::day(app, at)), Role::Go);
}
