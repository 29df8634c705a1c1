//! How the intake looks.

use super::{Line, ListView, column, last, left, standing, title};
use crate::domain::{Id, Intake, summary::Standing};
use crate::ui::{
    table::{Align, Cell, Width},
    theme::Role,
    views::format,
};

pub(super) const VIEW: ListView = ListView {
    columns: |_, _| {
        vec![
            left("becomes", 10, 0),
            title("note", 16),
            column("lacks", Width::Flex { min: 14 }, Align::Left, 1),
        ]
    },
    cells,
    state: standing,
    counts: |_, list| format::counts(&[(list.tally.open, "waiting")]),
    highest: Some(|board| last(&board.intake)),
};

fn cells<'a>(line: &Line<'a>) -> Vec<Cell<'a>> {
    let Some(intake) = line.app.board().intake.get(Id::new(line.stored.number)) else {
        return Vec::new();
    };
    let last = match (line.found.standing, intake.became) {
        (Standing::Done, Some(became)) => Cell::new(format!("became {became}"), Role::Muted),
        (Standing::Done, None) => Cell::new(intake.state.label(), Role::Muted),
        _ => Cell::new(lacks(intake), Role::Warn),
    };
    vec![Cell::new(intake.becomes.label(), Role::Muted), line.title(), last]
}

/// What an intake item still lacks, in the words of its fields.
pub(in crate::ui::views) fn lacks(intake: &Intake) -> String {
    let lacks: Vec<&str> = intake.lacks().into_iter().map(|field| field.label).collect();
    lacks.join(", ")
}
