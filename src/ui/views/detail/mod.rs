//! The selected record in full, one file for each kind.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::detail_layout::Page;
use super::{format, risks};
use crate::app::App;
use crate::domain::board::Tabled;
use crate::domain::record::Record;
use crate::domain::{
    Blocker, Decision, Dependency, Id, Intake, Item, Kind, LaunchCriterion, Metric, Ref, Risk, Step,
    SuccessCriterion,
};
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

/// A kind of record that is shown in full.
trait Detailed: Tabled {
    /// Where it stands, for the border.
    fn stands(&self, app: &App) -> String;
    /// Writes what there is to say about it.
    fn write(&self, app: &App, page: &mut Page<'_>);
}

/// How the records of a kind are shown in full, by the store's reference.
struct Detail {
    kind: Kind,
    stands: fn(&App, Ref) -> String,
    write: fn(&App, Ref, &mut Page<'_>),
}

impl Detail {
    const fn of<E: Detailed>() -> Self {
        Self {
            kind: E::KIND,
            stands: |app, stored| record::<E>(app, stored).map(|it| it.stands(app)).unwrap_or_default(),
            write: |app, stored, page| {
                if let Some(it) = record::<E>(app, stored) {
                    it.write(app, page);
                }
            },
        }
    }
}

fn record<E: Detailed>(app: &App, stored: Ref) -> Option<&E> {
    E::table(app.board()).get(Id::new(stored.number))
}

/// The kinds that are shown in full; the charter, of which there is one, is no table's.
const DETAILS: &[Detail] = &[
    Detail::of::<Decision>(),
    Detail::of::<Blocker>(),
    Detail::of::<Dependency>(),
    Detail::of::<Risk>(),
    Detail::of::<Metric>(),
    Detail::of::<Step>(),
    Detail::of::<Item>(),
    Detail::of::<Intake>(),
    Detail::of::<SuccessCriterion>(),
    Detail::of::<LaunchCriterion>(),
];

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
    // A chart has no line for its title.
    let is_chart = stored.kind == Kind::Metric;
    let title = if is_chart { format::named(app, reference) } else { reference.to_string() };
    let detail = DETAILS.iter().find(|detail| detail.kind == stored.kind);
    let counts = detail.map(|detail| (detail.stands)(app, stored)).unwrap_or_default();
    let pane = Pane { title: &title, counts: &counts, focused: app.is_in_detail() };
    let mut inner = pane::body(pane::draw(&pane, theme, area, buf));
    if inner.is_empty() {
        return;
    }
    if is_chart {
        metric::draw(app, Id::new(stored.number), theme, inner, buf);
        return;
    }
    if stored.kind == Kind::Risk && app.areas().heat.is_empty() && inner.width >= 70 && inner.height >= 6 {
        risks::map(app, Rect { width: MAP, ..inner }, theme, buf);
        inner.x += MAP + 2;
        inner.width -= MAP + 2;
    }
    let mut page = Page::new(theme, inner.width);
    if let Some(detail) = detail {
        (detail.write)(app, stored, &mut page);
    } else if stored.kind == Kind::Cycle {
        gate::write_cycle(app, &mut page);
    }
    history(app, stored, &mut page);
    page.draw(app.detail_scroll(), inner, buf);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_kind_is_shown_in_full_once() {
        for &kind in Kind::ALL {
            let details = DETAILS.iter().filter(|detail| detail.kind == kind).count();
            assert_eq!(details, usize::from(kind.is_listed()), "{kind:?}");
        }
    }
}
