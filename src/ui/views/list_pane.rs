//! A list in its pane: title, counts, and its visible rows as a table. Reads only the visible rows.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{calendar, cells, format, verdict};
use crate::app::App;
use crate::app::layout::{self, Areas};
use crate::app::list::{List, Row, Source};
use crate::app::tabs::TabId;
use crate::domain::summary::Standing;
use crate::domain::{Ref, Table as Records, record::Record};
use crate::ui::glyphs::State;
use crate::ui::line_writer::Pen;
use crate::ui::pane::{self, Pane};
use crate::ui::table::{self, RowView, Table};
use crate::ui::theme::Theme;

/// Draws the pane of a list.
pub(super) fn draw(app: &App, areas: &Areas, source: Source, focused: bool, theme: &Theme, buf: &mut Buffer) {
    let pane = areas.panes.iter().find(|(shown, _)| *shown == source);
    let Some((_, area)) = pane.copied().filter(|(_, area)| !area.is_empty()) else {
        return;
    };
    let list = app.lists().of(source);
    let inner =
        pane::draw(&Pane { title: title(source), counts: &counts(app, list), focused }, theme, area, buf);
    if inner.is_empty() {
        return;
    }
    if list.rows.is_empty() {
        nothing(app, list, theme, inner, buf);
        return;
    }
    put(app, areas, list, area.width, inner, theme, buf);
}

/// Draws the rows of a list's window into the inside of a pane `pane_width` wide.
pub(super) fn put(
    app: &App,
    areas: &Areas,
    list: &List,
    pane_width: u16,
    inner: Rect,
    theme: &Theme,
    buf: &mut Buffer,
) {
    let source = list.source;
    let height = areas.rows_of(source);
    let columns = cells::columns(app, source, pane_width);
    let rows: Vec<RowView<'_>> = list
        .window(height)
        .iter()
        .zip(list.top..)
        .filter_map(|(row, at)| match *row {
            Row::Record(stored) => Some(view(app, list, (at, stored), (pane_width, theme))),
            Row::Rule(rule) => Some(verdict::row(app, rule)),
            Row::Date(kind, at) => app.date(kind, at).map(|date| calendar::row(app, date)),
            Row::Phase(_) => None,
        })
        .collect();
    let table = Table {
        columns: &columns,
        rows: &rows,
        selected: selected(app, list),
        head: layout::has_head(source, pane_width),
        id_width: id_width(app, source),
    };
    table::draw(&table, theme, inner, buf);
}

/// The selected row within the window. Of the overview's lists only the focused one has one.
pub(super) fn selected(app: &App, list: &List) -> Option<usize> {
    let shows = app.tab() != TabId::Overview || app.list().source == list.source;
    list.cursor.checked_sub(list.top).filter(|_| shows && !list.rows.is_empty())
}

/// One row of the window, by its place in the list and its record, in a pane of this width.
pub(super) fn view<'a>(
    app: &'a App,
    list: &List,
    (at, stored): (usize, Ref),
    (width, theme): (u16, &Theme),
) -> RowView<'a> {
    let Some(found) = crate::domain::summary::entry(app.board(), stored, app.now()) else {
        return RowView {
            state: None,
            id: Cow::Borrowed(""),
            cells: Vec::new(),
            marked: false,
            flash: false,
        };
    };
    let in_range = list.range.is_some_and(|from| {
        let (low, high) = (from.min(list.cursor), from.max(list.cursor));
        (low..=high).contains(&at)
    });
    RowView {
        state: Some(state(app, list.source, stored, found.standing)),
        id: Cow::Owned(found.reference.to_string()),
        cells: cells::cells(app, list.source, stored, &found, (width, theme)),
        marked: list.marked.contains(&stored) || in_range,
        flash: app.flashes().iter().any(|(changed, _)| *changed == stored),
    }
}

/// The sign of a row; in build scope it says whether the decision is in it.
fn state(app: &App, source: Source, stored: Ref, standing: Standing) -> State {
    match app.derived().lacks(stored).filter(|_| source == Source::Scope) {
        Some(lacks) if lacks.is_empty() => State::Done,
        Some(_) => State::InReview,
        None => format::state(standing),
    }
}

/// The widest id of a list, so that all its ids stand in one column.
pub(super) fn id_width(app: &App, source: Source) -> u16 {
    fn last<E: Record>(table: &Records<E>) -> i64 {
        table.rows().last().map_or(0, |row| row.id().number())
    }
    let board = app.board();
    let numbers: &[i64] = &match source {
        Source::Metrics | Source::Verdict | Source::Calendar => return 0,
        Source::Decisions | Source::OpenDecisions | Source::Scope => [last(&board.decisions), 0, 0, 0],
        Source::Blockers | Source::OpenBlockers => [last(&board.blockers), last(&board.dependencies), 0, 0],
        Source::Risks | Source::OpenRisks => [last(&board.risks), 0, 0, 0],
        Source::Intake => [last(&board.intake), 0, 0, 0],
        Source::Gate => [last(&board.successes), last(&board.launch_criteria), 0, 0],
        Source::Steps => [6, 0, 0, 0],
        Source::Items => [99, 0, 0, 0],
        Source::Needs | Source::Gaps | Source::Due | Source::Mine => [
            last(&board.decisions).max(last(&board.intake)),
            last(&board.blockers),
            last(&board.risks),
            last(&board.dependencies),
        ],
    };
    let highest = numbers.iter().copied().max().unwrap_or(0);
    let digits = highest.checked_ilog10().unwrap_or(0) + 1;
    u16::try_from(digits + 2).unwrap_or(4).max(4)
}

/// What a pane with this list is called.
pub(super) const fn title(source: Source) -> &'static str {
    match source {
        Source::Decisions => "Decisions",
        Source::OpenDecisions => "Decisions due",
        Source::Blockers | Source::OpenBlockers => "Blockers",
        Source::Risks | Source::OpenRisks => "Risks",
        Source::Metrics => "Metrics",
        Source::Steps => "Steps",
        Source::Items => "Checklist",
        Source::Intake => "Intake",
        Source::Gate => "Gate",
        Source::Needs => "Needs you first",
        Source::Verdict => "Verdict",
        Source::Scope => "Build scope",
        Source::Gaps => "Gaps",
        Source::Due => "Due",
        Source::Mine => "Mine",
        Source::Calendar => "Calendar",
    }
}

/// What stands at the right end of a list's border.
pub(super) fn counts(app: &App, list: &List) -> String {
    let tally = list.tally;
    if !list.filter().is_empty() {
        return format!("{} of {}  /{}", list.rows.len(), list.total, list.filter().text());
    }
    let order = if list.reverse {
        format!("{}, turned round", list.sort.label())
    } else {
        list.sort.label().to_owned()
    };
    let pressing = [(tally.late, "late"), (tally.escalated, "escalated")];
    let words = match list.source {
        Source::Needs => format::counts(&[
            (tally.late, "late"),
            (tally.unowned, "incomplete"),
            (tally.escalated, "escalated"),
        ]),
        Source::OpenBlockers => format::counts(&pressing),
        Source::OpenDecisions => format::counts(&[(tally.open, "open"), (tally.late, "late")]),
        Source::OpenRisks => critical(app),
        Source::Metrics => format::counts(&[(tally.late, "off target"), (tally.soon, "close")]),
        Source::Blockers => format::counts(&[
            (tally.open, "open"),
            (tally.late, "late"),
            (tally.escalated, "escalated"),
            (tally.by_constraint, "by constraint"),
        ]),
        Source::Decisions => {
            let late = format::counts(&[(tally.late, "late")]);
            format!("{} open of {}  {late}", tally.open, list.total).trim_end().to_owned() + "  " + &order
        }
        Source::Risks => format!("{}, {order}", list.total),
        Source::Intake => format::counts(&[(tally.open, "waiting")]),
        Source::Gate => format::counts(&[(tally.open, "stand"), (tally.late, "fail")]),
        Source::Verdict => verdict::counts(app),
        Source::Calendar => calendar::counts(app),
        Source::Scope => in_scope(app),
        Source::Gaps => format!("{} lack something", list.total),
        Source::Due | Source::Mine => {
            format::counts(&[(tally.open, "open"), (tally.late, "late"), (tally.escalated, "escalated")])
        }
        Source::Steps => format!("{} of {} done", list.total - tally.open, list.total),
        Source::Items => format!("{} of {} done", app.derived().items_done, list.total),
    };
    if words.is_empty() && list.rows.is_empty() { "none".to_owned() } else { words }
}

/// How many decisions are in build scope, and how many are not.
pub(super) fn in_scope(app: &App) -> String {
    let all = app.derived().scope.len();
    let inside = app.derived().scope.iter().filter(|standing| standing.lacks.is_empty()).count();
    format!("{inside} in scope  {} in review", all - inside)
}

/// How many risks stand in the hottest places.
fn critical(app: &App) -> String {
    let mut critical = 0;
    for (impact, row) in (1..).zip(app.derived().heat) {
        for (chance, count) in (1..).zip(row) {
            critical += if crate::ui::heat::level(impact, chance) == 5 { count } else { 0 };
        }
    }
    format::counts(&[(critical, "critical")])
}

/// What an empty list says: that nothing fits the filter, or that there is nothing.
fn nothing(app: &App, list: &List, theme: &Theme, inner: Rect, buf: &mut Buffer) {
    let words = if list.filter().is_empty() {
        match list.source {
            Source::OpenBlockers => "No blockers. Nice.",
            Source::OpenDecisions => "No open decisions.",
            Source::OpenRisks => "No risks yet.",
            Source::Metrics => "No metrics.",
            Source::Decisions
            | Source::Blockers
            | Source::Risks
            | Source::Steps
            | Source::Items
            | Source::Intake
            | Source::Gate
            | Source::Verdict
            | Source::Scope
            | Source::Gaps
            | Source::Due
            | Source::Mine
            | Source::Calendar
            | Source::Needs => app.tab().spec().empty.claim,
        }
    } else {
        "Nothing fits the filter; esc shows all."
    };
    let area = pane::body(inner);
    Pen::new(buf, area, u16::from(area.height > 2)).skip(1).put_clipped(
        words,
        area.width,
        theme.glyphs.ellipsis,
        theme.muted,
    );
}
