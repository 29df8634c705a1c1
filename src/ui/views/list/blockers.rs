//! How the lists of blockers and dependencies look.

use super::{Line, ListView, column, last, left, right, standing, usual};
use crate::domain::{Dependency, Id, Kind, Ref};
use crate::ui::{
    table::{Align, Cell, Width},
    theme::Role,
    views::format,
};

pub(super) const VIEW: ListView = ListView {
    columns: |app, _| {
        let mut columns = usual(app, "blocker", 20);
        columns.extend([
            column("fallback", Width::Flex { min: 18 }, Align::Left, 1),
            left("decision", 8, 2),
            right("cycles", 6, 3),
        ]);
        columns
    },
    cells: |line| {
        let mut cells = line.usual();
        cells.extend(if line.stored.kind == Kind::Dependency { dependency(line) } else { blocker(line) });
        cells
    },
    state: standing,
    counts: |_, list| {
        let tally = list.tally;
        format::counts(&[
            (tally.open, "open"),
            (tally.late, "late"),
            (tally.escalated, "escalated"),
            (tally.by_constraint, "by constraint"),
        ])
    },
    highest: Some(|board| last(&board.blockers).max(last(&board.dependencies))),
};

/// The fallback, the decision it waits for, and how many scheduled reviews it has survived.
fn blocker<'a>(line: &Line<'a>) -> [Cell<'a>; 3] {
    let Some(blocker) = line.app.board().blockers.get(Id::new(line.stored.number)) else {
        return Default::default();
    };
    let decision = blocker.decision.map(|decision| Ref::new(Kind::Decision, decision.number()).to_string());
    let fallback = if blocker.is_fallback_due(line.app.now()) {
        Cell::new(format!("fallback due: {}", blocker.fallback), Role::Danger)
    } else {
        Cell::new(&*blocker.fallback, Role::Text)
    };
    let cycles = Cell::new(line.app.cycles_of(blocker).to_string(), Role::Muted);
    [fallback, Cell::new(decision.unwrap_or_default(), Role::Muted), cycles]
}

/// What is done about it, and by how much it slips.
fn dependency<'a>(line: &Line<'a>) -> [Cell<'a>; 3] {
    let dependency = line.app.board().dependencies.get(Id::new(line.stored.number));
    let response = dependency.and_then(|it| it.response.as_deref()).unwrap_or_default();
    let slips = match dependency.and_then(Dependency::slips_days) {
        Some(days) => Cell::new(format!("slip {days}d"), Role::Warn),
        None => Cell::default(),
    };
    [Cell::new(response, Role::Text), slips, Cell::default()]
}
