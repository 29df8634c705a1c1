//! How the lists of risks look.

use super::{Line, ListView, last, left, order, owners, right, standing, title};
use crate::app::App;
use crate::domain::{Id, Kind, Ref, Risk, rules::warning_signs::Signs, when};
use crate::ui::{heat, table::Cell, theme::Role, views::format};

pub(super) const VIEW: ListView = ListView {
    columns: |app, _| {
        let (window, score) = (right("48h", 5, 0), right("score", 5, 0));
        let mut columns = vec![title("risk", 20), owners(app, 0), window, score, left("I×C", 3, 1)];
        if has_signs(app) {
            columns.push(right("sign", 4, 2));
        }
        columns
    },
    cells,
    state: standing,
    counts: |_, list| format!("{}, {}", list.total, order(list)),
    highest: Some(|board| last(&board.risks)),
};

pub(super) const OPEN: ListView = ListView {
    columns: |app, width| match width {
        // Beside the overview's map there is room for ids alone.
        0..40 => Vec::new(),
        40.. => vec![title("risk", 16), owners(app, 0), right("48h", 5, 0), right("score", 5, 0)],
    },
    counts: |app, _| critical(app),
    ..VIEW
};

/// Whether the date of a record is the end of a window that runs.
pub(super) fn has_window(app: &App, reference: Ref) -> bool {
    reference.kind == Kind::Risk
        && app.board().risks.get(Id::new(reference.number)).is_some_and(Risk::isolates)
}

/// Whether anybody has seen the early sign of a risk.
fn has_signs(app: &App) -> bool {
    app.board().sightings.rows().iter().any(|look| look.seen)
}

/// How many risks stand in the hottest places.
fn critical(app: &App) -> String {
    let mut critical = 0;
    for (impact, row) in (1..).zip(app.derived().heat) {
        for (chance, count) in (1..).zip(row) {
            critical += if heat::level(impact, chance) == 5 { count } else { 0 };
        }
    }
    format::counts(&[(critical, "critical")])
}

fn cells<'a>(line: &Line<'a>) -> Vec<Cell<'a>> {
    let Some(risk) = line.app.board().risks.get(Id::new(line.stored.number)) else {
        return Vec::new();
    };
    let own = |words: String| line.glyphs.own(&words).into_owned();
    let window = risk.window_ends(&line.app.board().policy.rhythm);
    let window = window.map_or_else(|| "\u{2013}".to_owned(), |ends| when::hours_left(ends, line.app.now()));
    let signs = Signs::on(line.app.board(), risk);
    let is_there = signs.count > 0 && signs.is_there && risk.is_open();
    let sign = if signs.count > 0 { format!("{}×", signs.count) } else { String::new() };
    // A sign that is there turns its row red.
    let title = if is_there { Cell::new(line.found.line, Role::Danger) } else { line.title() };
    vec![
        title,
        line.owner(),
        Cell::new(own(window), format::date_role(line.found.standing)),
        Cell::new(risk.score().to_string(), Role::Text),
        Cell::new(own(format!("{}×{}", risk.impact, risk.chance)), Role::Muted),
        Cell::new(own(sign), if is_there { Role::Danger } else { Role::Muted }),
    ]
}
