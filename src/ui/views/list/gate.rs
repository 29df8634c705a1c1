//! How the list of success criteria and launch criteria looks.

use super::{Line, ListView, last, left, standing, usual};
use crate::domain::{Id, Kind, Metric, launch_criterion::LaunchState, record::Record};
use crate::ui::{
    table::Cell,
    theme::Role,
    views::{format, metrics},
};

pub(super) const VIEW: ListView = ListView {
    columns: |app, _| {
        let mut columns = usual(app, "criterion", 20);
        columns.push(left("", 17, 1));
        columns
    },
    cells: |line| {
        let mut cells = line.usual();
        cells.push(if line.stored.kind == Kind::LaunchCriterion { stands(line) } else { wanted(line) });
        cells
    },
    state: standing,
    counts: |_, list| format::counts(&[(list.tally.open, "stand"), (list.tally.late, "fail")]),
    highest: Some(|board| last(&board.successes).max(last(&board.launch_criteria))),
};

/// How a launch criterion stands.
fn stands(line: &Line<'_>) -> Cell<'static> {
    let state = line.app.board().launch_criteria.get(Id::new(line.stored.number)).map(|it| it.state);
    let role = match state {
        Some(LaunchState::Fail) => Role::Danger,
        Some(LaunchState::Unknown) => Role::Warn,
        Some(LaunchState::Pass | LaunchState::Dropped) | None => Role::Muted,
    };
    Cell::new(state.map_or("", LaunchState::label), role)
}

/// Which metric a success criterion wants where.
fn wanted(line: &Line<'_>) -> Cell<'static> {
    let board = line.app.board();
    let wanted = board.successes.get(Id::new(line.stored.number)).and_then(|it| {
        let metric = board.metrics.get(it.metric)?;
        let aim = metrics::target(&Metric { target: Some(it.target), ..metric.clone() })?;
        Some(format!("{} {aim}", metric.reference()))
    });
    Cell::new(line.glyphs.own(&wanted.unwrap_or_default()).into_owned(), Role::Muted)
}
