//! The columns of each list and the cells of its rows.

mod risks_blockers;

use std::borrow::Cow;

use super::format;
use crate::app::App;
use crate::app::list::Source;
use crate::domain::{
    Id, Kind, Metric, Ref,
    metric::Better,
    record::Record,
    rules::measure::{self, How},
    summary::{Entry, Standing},
    when,
};
use crate::ui::glyphs::{Glyphs, State};
use crate::ui::spark;
use crate::ui::table::{Align, Cell, Column, Width};
use crate::ui::theme::{Role, Theme};

/// Columns of a sparkline in a pane of this width: in a wide one it bridges the gap between names and numbers.
fn spark_width(pane: u16) -> u16 {
    pane.saturating_sub(80).clamp(10, 48)
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

/// The columns of a list in a pane of this width.
pub(super) fn columns(app: &App, source: Source, width: u16) -> Vec<Column<'static>> {
    let owner = left("owner", owner_width(app), 0);
    let due = right("due", 5, 0);
    match source {
        Source::Decisions => {
            let (step, state) = (left("step", step_width(app), 2), left("state", 9, 1));
            vec![title("decision", 36), owner, due, left("in", 2, 0), step, state]
        }
        Source::OpenDecisions => vec![title("decision", 16), owner, due],
        Source::OpenBlockers => vec![title("blocker", 16), owner, due],
        Source::Blockers => vec![
            title("blocker", 20),
            owner,
            due,
            column("fallback", Width::Flex { min: 18 }, Align::Left, 1),
            left("decision", 8, 2),
            right("cycles", 6, 3),
        ],
        Source::Risks => {
            let mut columns =
                vec![title("risk", 20), owner, right("48h", 5, 0), right("score", 5, 0), left("I×C", 3, 1)];
            if risks_blockers::has_signs(app) {
                columns.push(right("sign", 4, 2));
            }
            columns
        }
        // Beside the overview's map there is room for ids alone.
        Source::OpenRisks if width < 40 => Vec::new(),
        Source::OpenRisks => vec![title("risk", 16), owner, right("48h", 5, 0), right("score", 5, 0)],
        Source::Metrics => vec![
            title("metric", 16),
            right("now", 12, 0),
            left("so far", spark_width(width), 1),
            left("target", 10, 0),
            right("change", 6, 2),
            left("owner", owner_width(app), 3),
        ],
        Source::Steps => vec![title("step", 16), owner, due, right("met", 4, 1)],
        Source::Items => vec![title("", 16), owner, due],
        Source::Intake => vec![
            left("becomes", 10, 0),
            title("note", 16),
            column("lacks", Width::Flex { min: 14 }, Align::Left, 1),
        ],
        Source::Gate => vec![title("criterion", 20), owner, due, left("", 17, 1)],
        Source::Needs => vec![title("", 20), owner, due, left("", 13, 1)],
        Source::Verdict => vec![
            title("reason", 40),
            left("records", 9, 1),
            column("owners", Width::Between { min: 6, max: 18 }, Align::Left, 2),
            left("asked", 13, 3),
        ],
        Source::Scope => vec![title("decision", 20), owner, due, lasting("stands")],
        Source::Gaps => vec![title("", 20), owner, due, lasting("lacks")],
        Source::Due | Source::Mine => vec![title("", 20), owner, due, lasting("why")],
        Source::Calendar => vec![title("what", 24), left("when", 16, 0), left("stands", 22, 1)],
    }
}

/// As wide as the longest step with its number, within reason.
fn step_width(app: &App) -> u16 {
    let steps = app.board().steps.rows().iter();
    let longest = steps.map(|step| crate::ui::line_writer::columns(&step.short) + 2).max();
    longest.unwrap_or(0).clamp(6, 16)
}

/// As wide as the longest handle, within reason; asked of the people, so that it stays while a list scrolls.
fn owner_width(app: &App) -> u16 {
    let people = app.board().people.rows().iter();
    let longest = people
        .filter(|person| person.active)
        .map(|person| crate::ui::line_writer::columns(&person.handle))
        .max()
        .unwrap_or(0);
    longest.clamp(6, 10)
}

/// The cells of one row in a pane of this width, in the order of the list's columns.
pub(super) fn cells<'a>(
    app: &'a App,
    source: Source,
    stored: Ref,
    found: &Entry<'a>,
    (width, theme): (u16, &Theme),
) -> Vec<Cell<'a>> {
    let glyphs = &theme.glyphs;
    let line = Cell::new(found.line, line_role(found.standing));
    let owner = owner(app, found);
    let due = due(app, found, glyphs);
    match source {
        Source::Decisions => {
            let (step, state) = decision(app, stored);
            vec![line, owner, due, in_scope(app, stored, glyphs), step, state]
        }
        Source::OpenDecisions | Source::OpenBlockers | Source::Items => vec![line, owner, due],
        Source::Blockers => {
            let (fallback, decision) = risks_blockers::blocker(app, stored);
            vec![line, owner, due, fallback, decision, cycles(app, stored)]
        }
        Source::Risks | Source::OpenRisks => {
            let [window, score, factors, sign] = risks_blockers::risk(app, stored, found, glyphs);
            // A sign that is there turns its row red.
            let line = if sign.role == Role::Danger { Cell::new(found.line, Role::Danger) } else { line };
            vec![line, owner, window, score, factors, sign]
        }
        Source::Metrics => metric(app, stored, found, spark_width(width), glyphs),
        Source::Steps => vec![line, owner, due, step_met(app, stored)],
        Source::Intake => intake(app, stored, found),
        Source::Verdict | Source::Calendar => Vec::new(),
        Source::Scope | Source::Gaps | Source::Due | Source::Mine => {
            let role = if source == Source::Gaps { Role::Warn } else { Role::Muted };
            let why = app.derived().why.get(&stored);
            let why = why.map_or_else(|| why_of(app, stored, found), |why| Cow::Borrowed(why.as_str()));
            vec![line, owner, due, Cell::new(why, role)]
        }
        Source::Gate => vec![line, owner, due, risks_blockers::gate(app, stored, glyphs)],
        Source::Needs => vec![line, owner, due, Cell::new(why_of(app, stored, found), Role::Muted)],
    }
}

/// What is over is quieter than what is open.
const fn line_role(standing: Standing) -> Role {
    match standing {
        Standing::Done => Role::Muted,
        Standing::Escalated
        | Standing::Late
        | Standing::Soon
        | Standing::Unowned
        | Standing::Open
        | Standing::Deferred
        | Standing::Fine => Role::Text,
    }
}

fn owner<'a>(app: &'a App, found: &Entry<'_>) -> Cell<'a> {
    match found.owner {
        Some(owner) => Cell::new(app.board().handle(owner), Role::Muted),
        // What waits in the intake has no owner by its nature; elsewhere somebody should see it.
        None if found.standing == Standing::Done || found.reference.kind == Kind::Intake => {
            Cell::new("", Role::Muted)
        }
        None => Cell::new("nobody", Role::Warn),
    }
}

fn due(app: &App, found: &Entry<'_>, glyphs: &Glyphs) -> Cell<'static> {
    let is_dated = found.reference.kind != Kind::Intake;
    let words = match (found.standing, found.date) {
        (Standing::Done, _) => "done".to_owned(),
        (_, Some(date)) if risks_blockers::has_window(app, found.reference) => {
            when::hours_left(date, app.now())
        }
        (_, Some(date)) if is_dated => when::short_due(date, app.now(), app.board().cycle.tz()),
        _ => String::new(),
    };
    Cell::new(glyphs.own(&words).into_owned(), format::date_role(found.standing))
}

/// Whether a decision is in build scope or in review; nothing for one that is not about what is built.
fn in_scope(app: &App, stored: Ref, glyphs: &Glyphs) -> Cell<'static> {
    match app.derived().lacks(stored) {
        Some(lacks) if lacks.is_empty() => Cell::new(glyphs.state(State::Done), Role::Go),
        Some(_) => Cell::new(glyphs.state(State::InReview), Role::Muted),
        None => Cell::default(),
    }
}

fn decision(app: &App, stored: Ref) -> (Cell<'_>, Cell<'_>) {
    let Some(decision) = app.board().decisions.get(Id::new(stored.number)) else {
        return (Cell::default(), Cell::default());
    };
    let step = decision
        .step
        .and_then(|number| app.board().step(number))
        .map(|step| format!("{} {}", step.number, step.short))
        .unwrap_or_default();
    let state = if app.derived().isolated.contains(&decision.id.number()) {
        Cell::new("isolated", Role::Danger)
    } else {
        Cell::new(decision.state.label(), Role::Muted)
    };
    (Cell::new(step, Role::Muted), state)
}

/// How many scheduled reviews a blocker has survived.
fn cycles(app: &App, stored: Ref) -> Cell<'static> {
    let blocker = app.board().blockers.get(Id::new(stored.number)).filter(|_| stored.kind == Kind::Blocker);
    blocker.map_or_else(Cell::default, |it| Cell::new(app.cycles_of(it).to_string(), Role::Muted))
}

fn step_met(app: &App, stored: Ref) -> Cell<'static> {
    let number = app.board().people_ref(stored).number;
    let at = usize::try_from(number - 1).unwrap_or(usize::MAX);
    let words = match app.derived().steps.get(at) {
        Some(step) if step.answerable() > 0 => format!("{}/{}", step.met(), step.answerable()),
        _ => String::new(),
    };
    Cell::new(words, Role::Muted)
}

fn intake<'a>(app: &'a App, stored: Ref, found: &Entry<'a>) -> Vec<Cell<'a>> {
    let Some(intake) = app.board().intake.get(Id::new(stored.number)) else {
        return Vec::new();
    };
    let lacks = if found.standing == Standing::Done {
        match intake.became {
            Some(became) => format!("became {became}"),
            None => intake.state.label().to_owned(),
        }
    } else {
        lacks(intake)
    };
    let role = if found.standing == Standing::Done { Role::Muted } else { Role::Warn };
    vec![
        Cell::new(intake.becomes.label(), Role::Muted),
        Cell::new(found.line, line_role(found.standing)),
        Cell::new(lacks, role),
    ]
}

/// What an intake item still lacks, in the words of its fields.
pub(super) fn lacks(intake: &crate::domain::Intake) -> String {
    let lacks: Vec<&str> = intake.lacks().into_iter().map(|field| field.label).collect();
    lacks.join(", ")
}

/// What is asked of somebody, in two words.
fn why_of(app: &App, stored: Ref, found: &Entry<'_>) -> Cow<'static, str> {
    match stored.kind {
        Kind::Decision => "no approval".into(),
        Kind::Blocker => {
            let blocker = app.board().blockers.get(Id::new(stored.number));
            match blocker {
                Some(blocker) if blocker.fallback_at.is_some() => "fallback runs".into(),
                Some(blocker) if blocker.is_fallback_due(app.now()) => "fallback due".into(),
                Some(blocker) if blocker.is_untold(app.now()) => "not told yet".into(),
                Some(_) | None => "blocks launch".into(),
            }
        }
        Kind::Risk => format!("score {}", found.score).into(),
        Kind::Dependency => {
            let dependency = app.board().dependencies.get(Id::new(stored.number));
            match dependency.and_then(crate::domain::Dependency::slips_days) {
                Some(days) => format!("slips {days} d").into(),
                None => "not delivered".into(),
            }
        }
        Kind::Step => "not complete".into(),
        Kind::Item => "not ticked".into(),
        Kind::Intake => "incomplete".into(),
        Kind::SuccessCriterion => "measures success".into(),
        Kind::LaunchCriterion => "guards the launch".into(),
        Kind::Cycle
        | Kind::Person
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
        | Kind::SignOff => "".into(),
    }
}

/// What a metric read so far.
pub(super) fn series(app: &App, metric: &Metric) -> Vec<(crate::domain::Moment, f64)> {
    match gauged(app, metric) {
        Some(gauged) => gauged.series.clone(),
        None => measure::by_time(app.board().readings_of(metric.id)),
    }
}

/// Everything that is shown about a metric.
pub(super) fn gauged<'a>(app: &'a App, metric: &Metric) -> Option<&'a measure::Gauged> {
    app.board().gauges.get(&metric.id.number())
}

/// Whether what a metric reads is computed from the board.
pub(super) fn is_computed(app: &App, metric: &Metric) -> bool {
    gauged(app, metric).is_some_and(|gauged| gauged.measured.how == How::Computed)
}

/// A metric's value with its signs: `=` before what is computed, `!` behind what looks better than the decisions
/// behind it.
fn signed(app: &App, metric: &Metric, value: &str, role: Role) -> Cell<'static> {
    let gauged = gauged(app, metric);
    let is_weak = gauged.is_some_and(|gauged| !gauged.rigor.is_empty());
    let (weak, role) = if is_weak { (" !", Role::Warn) } else { ("  ", role) };
    Cell::new(format!("{}{value}{weak}", if is_computed(app, metric) { "= " } else { "" }), role)
}

/// A metric's target with its direction: `≥ 3.2 %`.
pub(super) fn target(metric: &Metric) -> Option<String> {
    let sign = match metric.better {
        Better::Up => '≥',
        Better::Down => '≤',
    };
    metric.target.map(|target| format!("{sign} {}", format::measured(target, &metric.unit)))
}

fn metric<'a>(app: &'a App, stored: Ref, found: &Entry<'a>, spark: u16, glyphs: &Glyphs) -> Vec<Cell<'a>> {
    let Some(metric) = app.board().metrics.get(Id::new(stored.number)) else {
        return Vec::new();
    };
    let readings: Vec<f64> = series(app, metric).into_iter().map(|(_, value)| value).collect();
    let latest = measure::reads(app.board(), metric);
    let now = latest.map_or_else(|| "no reading".to_owned(), |value| format::measured(value, &metric.unit));
    let before = readings.len().checked_sub(2).map(|at| readings[at]);
    let change = latest.zip(before).map(|(now, before)| format::change(now - before));
    let own = |words: String| glyphs.own(&words).into_owned();
    let pressing = match found.standing {
        Standing::Late => Role::Danger,
        Standing::Soon => Role::Warn,
        Standing::Escalated
        | Standing::Unowned
        | Standing::Open
        | Standing::Deferred
        | Standing::Fine
        | Standing::Done => Role::Muted,
    };
    let now_role = if latest.is_some() { Role::Text } else { Role::Muted };
    vec![
        Cell::new(found.line, Role::Text),
        signed(app, metric, &own(now), now_role),
        Cell::new(spark::line(&readings, usize::from(spark), glyphs), pressing),
        Cell::new(own(target(metric).unwrap_or_else(|| "no target".to_owned())), Role::Muted),
        Cell::new(own(change.unwrap_or_default()), Role::Muted),
        Cell::new(
            format::owner(app, metric.owner),
            if metric.owner.is_some() { Role::Muted } else { Role::Warn },
        ),
    ]
}

/// The reference that a record of this kind and id has.
pub(super) fn reference<E: Record>(id: Id<E>) -> Ref {
    Ref::new(E::KIND, id.number())
}
