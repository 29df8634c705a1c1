//! How the lists look: one [`ListView`] for each in the file of its name, and here the columns and cells that several
//! share. What is in a list, and in which order, is said in `app::list`.

mod blockers;
mod calendar;
mod decisions;
mod due;
mod framework;
mod gaps;
mod gate;
pub(super) mod intake;
mod metrics;
mod overview;
mod playbook;
mod risks;
mod scope;
mod verdict;

use std::borrow::Cow;

use super::format;
use crate::app::App;
use crate::app::list::{List, ListId};
use crate::domain::{
    Board, Kind, Ref, Table,
    record::Record,
    summary::{Entry, Standing},
    when,
};
use crate::ui::glyphs::{Glyphs, State};
use crate::ui::line_writer;
use crate::ui::table::{Align, Cell, Column, Width};
use crate::ui::theme::Role;

/// How a list looks.
pub(super) struct ListView {
    /// Its columns in a pane of this width.
    pub(super) columns: fn(&App, u16) -> Vec<Column<'static>>,
    /// The cells of a record's row, in the order of the columns.
    pub(super) cells: for<'a> fn(&Line<'a>) -> Vec<Cell<'a>>,
    /// The sign of a record's row.
    pub(super) state: fn(&Line<'_>) -> State,
    /// What stands at the right end of the pane's border while nothing is filtered.
    pub(super) counts: fn(&App, &List) -> String,
    /// The highest number of an id in it, so that all ids stand in one column; `None` where rows show no id.
    pub(super) highest: Option<fn(&Board) -> i64>,
}

/// A record's row, as its list is asked about it.
pub(super) struct Line<'a> {
    /// The app.
    pub(super) app: &'a App,
    /// The record, as the store knows it.
    pub(super) stored: Ref,
    /// The record, as every list sees it.
    pub(super) found: Entry<'a>,
    /// The width of the pane.
    pub(super) width: u16,
    /// The signs that the terminal can show.
    pub(super) glyphs: &'a Glyphs,
}

/// How this list looks.
pub(super) const fn view(id: ListId) -> &'static ListView {
    match id {
        ListId::Overview => &overview::VIEW,
        ListId::Framework => &framework::VIEW,
        ListId::Decisions => &decisions::VIEW,
        ListId::Blockers => &blockers::VIEW,
        ListId::Risks => &risks::VIEW,
        ListId::Metrics => &metrics::VIEW,
        ListId::Playbook => &playbook::VIEW,
        ListId::Intake => &intake::VIEW,
        ListId::Gate => &gate::VIEW,
        ListId::Verdict => &verdict::VIEW,
        ListId::Scope => &scope::VIEW,
        ListId::Gaps => &gaps::VIEW,
        ListId::Due | ListId::Mine => &due::VIEW,
        ListId::Calendar => &calendar::VIEW,
        ListId::OpenRisks => &risks::OPEN,
    }
}

const fn column(head: &'static str, width: Width, align: Align, rank: u8) -> Column<'static> {
    Column { head, width, align, rank }
}

const fn left(head: &'static str, width: u16, rank: u8) -> Column<'static> {
    column(head, Width::Fixed(width), Align::Left, rank)
}

const fn right(head: &'static str, width: u16, rank: u8) -> Column<'static> {
    column(head, Width::Fixed(width), Align::Right, rank)
}

const fn title(head: &'static str, least: u16) -> Column<'static> {
    column(head, Width::Flex { min: least }, Align::Left, 0)
}

/// A column for why a row is there, which never leaves.
const fn lasting(head: &'static str) -> Column<'static> {
    column(head, Width::Flex { min: 16 }, Align::Left, 0)
}

/// The column of owners: as wide as the longest handle, within reason; asked of the people, so that it stays while a
/// list scrolls.
fn owners(app: &App, rank: u8) -> Column<'static> {
    let people = app.board().people.rows().iter();
    let longest = people
        .filter(|person| person.active)
        .map(|person| line_writer::columns(&person.handle))
        .max()
        .unwrap_or(0);
    left("owner", longest.clamp(6, 10), rank)
}

/// The columns that most lists begin with: the title, the owner, the date.
fn usual(app: &App, head: &'static str, least: u16) -> Vec<Column<'static>> {
    vec![title(head, least), owners(app, 0), right("due", 5, 0)]
}

/// The highest number that a record of a table has.
fn last<E: Record>(table: &Table<E>) -> i64 {
    table.rows().last().map_or(0, |row| row.id().number())
}

/// The same of whatever may need somebody.
fn last_of_all(board: &Board) -> i64 {
    [
        last(&board.decisions),
        last(&board.intake),
        last(&board.blockers),
        last(&board.risks),
        last(&board.dependencies),
    ]
    .into_iter()
    .max()
    .unwrap_or(0)
}

/// What is open, late and escalated.
fn open_late_escalated(_: &App, list: &List) -> String {
    let tally = list.tally;
    format::counts(&[(tally.open, "open"), (tally.late, "late"), (tally.escalated, "escalated")])
}

/// What the list is ordered by.
fn order(list: &List) -> String {
    let label = list.sort.label();
    if list.reverse { format!("{label}, turned round") } else { label.to_owned() }
}

/// How a record stands, as a sign.
const fn standing(line: &Line<'_>) -> State {
    format::state(line.found.standing)
}

/// The cells of a list that has no more than [`usual`] columns.
fn usual_cells<'a>(line: &Line<'a>) -> Vec<Cell<'a>> {
    line.usual()
}

impl<'a> Line<'a> {
    /// The cells that most lists begin with: the title, the owner, the date.
    fn usual(&self) -> Vec<Cell<'a>> {
        vec![self.title(), self.owner(), self.due()]
    }

    /// What is over is quieter than what is open.
    fn title(&self) -> Cell<'a> {
        let role = match self.found.standing {
            Standing::Done => Role::Muted,
            Standing::Escalated
            | Standing::Late
            | Standing::Soon
            | Standing::Unowned
            | Standing::Open
            | Standing::Deferred
            | Standing::Fine => Role::Text,
        };
        Cell::new(self.found.line, role)
    }

    fn owner(&self) -> Cell<'a> {
        let found = &self.found;
        match found.owner {
            Some(owner) => Cell::new(self.app.board().handle(owner), Role::Muted),
            // What waits in the intake has no owner by its nature; elsewhere somebody should see it.
            None if found.standing == Standing::Done || found.reference.kind == Kind::Intake => {
                Cell::new("", Role::Muted)
            }
            None => Cell::new("nobody", Role::Warn),
        }
    }

    fn due(&self) -> Cell<'a> {
        let (found, now) = (&self.found, self.app.now());
        let is_dated = found.reference.kind != Kind::Intake;
        let words = match (found.standing, found.date) {
            (Standing::Done, _) => "done".to_owned(),
            (_, Some(date)) if risks::has_window(self.app, found.reference) => when::hours_left(date, now),
            (_, Some(date)) if is_dated => when::short_due(date, now, self.app.board().cycle.tz()),
            _ => String::new(),
        };
        Cell::new(self.glyphs.own(&words).into_owned(), format::date_role(found.standing))
    }

    /// Why a rule found the row, else what is asked of somebody.
    fn why(&self) -> Cow<'a, str> {
        match self.app.derived().why.get(&self.stored) {
            Some(why) => Cow::Borrowed(why),
            None => self.wanted(),
        }
    }

    /// What is asked of somebody.
    fn wanted(&self) -> Cow<'static, str> {
        let asked = self.app.board().summary(self.stored);
        asked.map_or(Cow::Borrowed(""), |record| record.wanted(self.app.now()))
    }
}
