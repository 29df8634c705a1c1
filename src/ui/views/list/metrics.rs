//! How the list of metrics looks.

use super::{Line, ListView, left, owners, right, standing, title};
use crate::app::App;
use crate::domain::{Id, Metric, summary::Standing};
use crate::ui::{
    spark,
    table::Cell,
    theme::Role,
    views::{format, metrics},
};

pub(super) const VIEW: ListView = ListView {
    columns: |app, width| {
        vec![
            title("metric", 16),
            right("now", 12, 0),
            left("so far", spark_width(width), 1),
            left("target", 10, 0),
            right("change", 6, 2),
            owners(app, 3),
        ]
    },
    cells,
    state: standing,
    counts: |_, list| format::counts(&[(list.tally.late, "off target"), (list.tally.soon, "close")]),
    highest: None,
};

/// Columns of a sparkline in a pane of this width: in a wide one it bridges the gap between names and numbers.
fn spark_width(pane: u16) -> u16 {
    pane.saturating_sub(80).clamp(10, 48)
}

/// A metric's value with its signs: `=` before what is computed, `!` behind what looks better than the decisions
/// behind it.
fn signed(app: &App, metric: &Metric, value: &str, role: Role) -> Cell<'static> {
    let gauged = app.gauged(metric.id);
    let is_weak = gauged.is_some_and(|gauged| !gauged.rigor.is_empty());
    let (weak, role) = if is_weak { (" !", Role::Warn) } else { ("  ", role) };
    Cell::new(format!("{}{value}{weak}", if metrics::is_computed(app, metric) { "= " } else { "" }), role)
}

fn cells<'a>(line: &Line<'a>) -> Vec<Cell<'a>> {
    let app = line.app;
    let Some(metric) = app.board().metrics.get(Id::new(line.stored.number)) else {
        return Vec::new();
    };
    let readings: Vec<f64> = metrics::series(app, metric).into_iter().map(|(_, value)| value).collect();
    let latest = app.board_at().reads(metric);
    let now = latest.map_or_else(|| "no reading".to_owned(), |value| format::measured(value, &metric.unit));
    let before = readings.len().checked_sub(2).map(|at| readings[at]);
    let change = latest.zip(before).map(|(now, before)| format::change(now - before));
    let own = |words: String| line.glyphs.own(&words).into_owned();
    let pressing = match line.found.standing {
        Standing::Late => Role::Danger,
        Standing::Soon => Role::Warn,
        Standing::Escalated
        | Standing::Unowned
        | Standing::Open
        | Standing::Deferred
        | Standing::Fine
        | Standing::Done => Role::Muted,
    };
    let spark = spark::line(&readings, usize::from(spark_width(line.width)), line.glyphs);
    let target = metrics::target(metric).unwrap_or_else(|| "no target".to_owned());
    vec![
        Cell::new(line.found.line, Role::Text),
        signed(app, metric, &own(now), if latest.is_some() { Role::Text } else { Role::Muted }),
        Cell::new(spark, pressing),
        Cell::new(own(target), Role::Muted),
        Cell::new(own(change.unwrap_or_default()), Role::Muted),
        Cell::new(
            format::owner(app, metric.owner),
            if metric.owner.is_some() { Role::Muted } else { Role::Warn },
        ),
    ]
}
