//! The calendar on the screen: a row for each date, and the selected one in full.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::detail_layout::Page;
use super::format;
use crate::app::App;
use crate::domain::calendar::EntryKind;
use crate::domain::rules::context::RuleContext;
use crate::domain::rules::review_status::{self, Date, Kept};
use crate::domain::{Moment, Review};
use crate::ui::glyphs::State;
use crate::ui::pane::{self, Pane};
use crate::ui::table::{Cell, RowView};
use crate::ui::theme::{Role, Theme};

const fn state(kept: Kept) -> Option<State> {
    Some(match kept {
        Kept::Overdue | Kept::Missed => State::Late,
        Kept::Ahead => State::Open,
        Kept::Held => State::Done,
        Kept::Past => return None,
    })
}

/// How far away a date is, else how it stands.
fn stands(app: &App, date: &Date) -> String {
    match date.kept {
        Kept::Ahead | Kept::Overdue => format::distance(app, date.entry.at),
        Kept::Held | Kept::Missed | Kept::Past => date.kept.label().to_owned(),
    }
}

/// One row of the list of dates.
pub(super) fn row(app: &App, date: &Date) -> RowView<'static> {
    let (text, tone) = match date.kept {
        Kept::Overdue | Kept::Missed => (Role::Text, Role::Danger),
        Kept::Ahead => (Role::Text, Role::Muted),
        Kept::Held | Kept::Past => (Role::Muted, Role::Muted),
    };
    RowView {
        state: state(date.kept),
        id: Cow::Borrowed(""),
        cells: vec![
            Cell::new(date.entry.label, text),
            Cell::new(format::moment(app, date.entry.at), Role::Muted),
            Cell::new(stands(app, date), tone),
        ],
        marked: false,
        flash: false,
    }
}

/// What stands at the right end of the list's border.
pub(super) fn counts(app: &App) -> String {
    let count = |kept: Kept| app.derived().dates.iter().filter(|date| date.kept == kept).count();
    format::counts(&[
        (count(Kept::Ahead), "ahead"),
        (count(Kept::Held), "held"),
        (count(Kept::Overdue), "overdue"),
        (count(Kept::Missed), "missed"),
    ])
}

/// Draws the selected date in full.
pub(super) fn detail(
    app: &App,
    (kind, at): (EntryKind, Moment),
    area: Rect,
    theme: &Theme,
    buf: &mut Buffer,
) {
    let Some(date) = app.date(kind, at).filter(|_| !area.is_empty()) else { return };
    let pane = Pane { title: date.entry.label, counts: date.kept.label(), focused: app.is_in_detail() };
    let inner = pane::body(pane::draw(&pane, theme, area, buf));
    if inner.is_empty() {
        return;
    }
    let mut page = Page::new(theme, inner.width);
    write(app, date, &mut page);
    page.draw(app.detail_scroll(), inner, buf);
}

fn write(app: &App, date: &Date, page: &mut Page<'_>) {
    page.own("when", &format::moment(app, date.entry.at), Role::Text);
    page.own("stands", &stands(app, date), Role::Text);
    page.field("asked by", &format::named(app, review_status::place(app.board(), date.entry.kind)));
    let facts = RuleContext::at(app.board(), app.now());
    let Some(slot) = review_status::slot_at(&facts, &date.entry) else { return };
    match (slot.held, slot.kind) {
        (Some(review), _) => held(app, review, slot.days_late(&facts), page),
        (None, Some(kind)) if date.kept != Kept::Missed => {
            page.own("to hold it", "a writes down that it was held", Role::Muted);
            page.field("what for", &kind.purpose);
        }
        _ => {}
    }
}

fn held(app: &App, review: &Review, days_late: Option<i64>, page: &mut Page<'_>) {
    let who = app.board().handle(review.by);
    let late = days_late.map_or_else(String::new, |days| format!(", {}", review_status::late(days)));
    page.own("held", &format!("{} by {who}{late}", format::moment(app, review.at)), Role::Text);
    page.field("came of it", review.note.as_deref().unwrap_or_default());
    for answer in app.board().review_answers.children(review.id.number()) {
        page.field(&answer.step, &answer.said());
    }
}
