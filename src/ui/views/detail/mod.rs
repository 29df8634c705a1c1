//! The selected record in full, one file for each kind.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::detail_layout::Page;
use super::{format, risks};
use crate::app::App;
use crate::domain::record::Record;
use crate::domain::summary::Standing;
use crate::domain::{Id, Kind, Ref};
use crate::ui::pane::{self, Pane};
use crate::ui::theme::{Role, Theme};

mod blocker;
mod decision;
mod dependency;
mod gate;
mod intake;
mod metric;
mod risk;
mod step;

/// Columns of a narrow detail that the heat map takes.
const MAP: u16 = 27;

/// Notes and changes shown at most.
const LONGEST: usize = 100;

/// Draws the detail of the selected record.
pub(super) fn draw(app: &App, area: Rect, theme: &Theme, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let Some((stored, reference)) = app.selected().zip(app.selected_ref()) else {
        let pane = Pane { focused: app.is_in_detail(), ..Pane::default() };
        pane::draw(&pane, theme, area, buf);
        return;
    };
    let title = match stored.kind {
        // A chart has no line for its title.
        Kind::Metric => format::named(app, reference),
        Kind::Step
        | Kind::Item
        | Kind::Decision
        | Kind::Blocker
        | Kind::Risk
        | Kind::Dependency
        | Kind::Intake
        | Kind::Cycle
        | Kind::Person
        | Kind::Criterion
        | Kind::Evidence
        | Kind::Reading
        | Kind::Note
        | Kind::Import
        | Kind::SuccessCriterion
        | Kind::LaunchCriterion
        | Kind::OutcomeCheck
        | Kind::Sighting
        | Kind::Event
        | Kind::Review
        | Kind::SignOff => reference.to_string(),
    };
    let counts = standing(app, stored);
    let pane = Pane { title: &title, counts: &counts, focused: app.is_in_detail() };
    let mut inner = pane::body(pane::draw(&pane, theme, area, buf));
    if inner.is_empty() {
        return;
    }
    if stored.kind == Kind::Metric {
        metric::draw(app, Id::new(stored.number), theme, inner, buf);
        return;
    }
    if stored.kind == Kind::Risk && app.areas().heat.is_empty() && inner.width >= 70 && inner.height >= 6 {
        risks::map(app, Rect { width: MAP, ..inner }, theme, buf);
        inner.x += MAP + 2;
        inner.width -= MAP + 2;
    }
    let mut page = Page::new(theme, inner.width);
    write(app, stored, &mut page);
    history(app, stored, &mut page);
    page.draw(app.detail_scroll(), inner, buf);
}

fn write(app: &App, stored: Ref, page: &mut Page<'_>) {
    let board = app.board();
    let number = stored.number;
    match stored.kind {
        Kind::Decision => {
            if let Some(it) = board.decisions.get(Id::new(number)) {
                decision::write(app, it, page);
            }
        }
        Kind::Blocker => {
            if let Some(it) = board.blockers.get(Id::new(number)) {
                blocker::write(app, it, page);
            }
        }
        Kind::Dependency => {
            if let Some(it) = board.dependencies.get(Id::new(number)) {
                dependency::write(app, it, page);
            }
        }
        Kind::Risk => {
            if let Some(it) = board.risks.get(Id::new(number)) {
                risk::write(app, it, page);
            }
        }
        Kind::Step => {
            if let Some(it) = board.steps.get(Id::new(number)) {
                step::write(app, it, page);
            }
        }
        Kind::Item => {
            if let Some(it) = board.items.get(Id::new(number)) {
                step::write_item(app, it, page);
            }
        }
        Kind::Intake => {
            if let Some(it) = board.intake.get(Id::new(number)) {
                intake::write(app, it, page);
            }
        }
        Kind::SuccessCriterion | Kind::LaunchCriterion => gate::write(app, stored, page),
        Kind::Cycle => gate::write_cycle(app, page),
        Kind::Person
        | Kind::Criterion
        | Kind::Evidence
        | Kind::Metric
        | Kind::Reading
        | Kind::Note
        | Kind::Import
        | Kind::OutcomeCheck
        | Kind::Sighting
        | Kind::Event
        | Kind::Review
        | Kind::SignOff => {}
    }
}

/// Where the record stands, for the border of its detail.
fn standing(app: &App, stored: Ref) -> String {
    let board = app.board();
    let number = stored.number;
    match stored.kind {
        Kind::Decision => board.decisions.get(Id::new(number)).map(|it| decision::standing(app, it)),
        Kind::Blocker => board.blockers.get(Id::new(number)).map(|it| {
            match it.escalated_to.filter(|_| it.is_escalated()) {
                Some(to) => format!("escalated to {}", board.handle(to)),
                None => it.state.label().to_owned(),
            }
        }),
        Kind::Dependency => {
            board.dependencies.get(Id::new(number)).map(|it| format!("dependency, {}", it.state.label()))
        }
        Kind::Risk => board.risks.get(Id::new(number)).map(|it| risk::standing(app, it)),
        Kind::Step => board.steps.get(Id::new(number)).map(|it| it.state.label().to_owned()),
        Kind::Item => board.items.get(Id::new(number)).map(|it| it.state.label().to_owned()),
        Kind::Intake => board.intake.get(Id::new(number)).map(|it| it.state.label().to_owned()),
        Kind::SuccessCriterion => board.successes.get(Id::new(number)).map(|it| {
            let found = crate::domain::summary::entry(board, stored, app.now());
            let is_missed = found.is_some_and(|found| found.standing == Standing::Late);
            if is_missed { "missed".to_owned() } else { it.state.label().to_owned() }
        }),
        Kind::LaunchCriterion => {
            board.launch_criteria.get(Id::new(number)).map(|it| it.state.label().to_owned())
        }
        Kind::Metric => board.metrics.get(Id::new(number)).map(|it| super::metrics::summary(app, it)),
        Kind::Cycle
        | Kind::Person
        | Kind::Criterion
        | Kind::Evidence
        | Kind::Reading
        | Kind::Note
        | Kind::Import
        | Kind::OutcomeCheck
        | Kind::Sighting
        | Kind::Event
        | Kind::Review
        | Kind::SignOff => None,
    }
    .unwrap_or_default()
}

/// The owner, or that there is none.
fn owner(app: &App, owner: Option<Id<crate::domain::Person>>, page: &mut Page<'_>) {
    match owner {
        Some(owner) => page.field("owner", app.board().handle(owner)),
        None => page.own("owner", "nobody; o gives it to somebody", Role::Warn),
    }
}

/// The notes on a record, newest first.
fn notes<E: Record>(app: &App, record: &E, page: &mut Page<'_>) {
    let notes = app.board().notes_on(record);
    if notes.is_empty() {
        return;
    }
    page.head("notes");
    for note in notes.iter().rev().take(LONGEST) {
        page.entry(&format::lately(app, note.at), app.board().handle(note.by), &note.text);
    }
}

/// What happened to the record, newest first, once it is known.
fn history(app: &App, stored: Ref, page: &mut Page<'_>) {
    let Some((_, history)) = app.history().filter(|(record, _)| *record == stored) else {
        return;
    };
    if history.is_empty() {
        return;
    }
    page.head("history");
    for logged in history.iter().take(LONGEST) {
        page.entry(&format::lately(app, logged.at), app.board().handle(logged.actor), &app.describe(logged));
    }
}
