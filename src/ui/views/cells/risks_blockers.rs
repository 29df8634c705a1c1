//! The cells of what is watched until launch: blockers, dependencies, risks, and what the gate asks.

use super::target;
use crate::app::App;
use crate::domain::launch_criterion::LaunchState;
use crate::domain::record::Record;
use crate::domain::rules::warning_signs::Signs;
use crate::domain::summary::Entry;
use crate::domain::{Dependency, Id, Kind, Metric, Ref, Risk, when};
use crate::ui::glyphs::Glyphs;
use crate::ui::table::Cell;
use crate::ui::theme::Role;
use crate::ui::views::format;

/// Whether the date of a record is the end of a window that runs.
pub(super) fn has_window(app: &App, reference: Ref) -> bool {
    reference.kind == Kind::Risk
        && app.board().risks.get(Id::new(reference.number)).is_some_and(Risk::isolates)
}

/// Whether anybody has seen the early sign of a risk.
pub(super) fn has_signs(app: &App) -> bool {
    app.board().sightings.rows().iter().any(|look| look.seen)
}

pub(super) fn blocker(app: &App, stored: Ref) -> (Cell<'_>, Cell<'_>) {
    if stored.kind == Kind::Dependency {
        let dependency = app.board().dependencies.get(Id::new(stored.number));
        let response = dependency.and_then(|it| it.response.as_deref()).unwrap_or_default();
        let slips = match dependency.and_then(Dependency::slips_days) {
            Some(days) => Cell::new(format!("slip {days}d"), Role::Warn),
            None => Cell::default(),
        };
        return (Cell::new(response, Role::Text), slips);
    }
    let Some(blocker) = app.board().blockers.get(Id::new(stored.number)) else {
        return (Cell::default(), Cell::default());
    };
    let decision = blocker.decision.map(|decision| Ref::new(Kind::Decision, decision.number()).to_string());
    let fallback = if blocker.is_fallback_due(app.now()) {
        Cell::new(format!("fallback due: {}", blocker.fallback), Role::Danger)
    } else {
        Cell::new(&*blocker.fallback, Role::Text)
    };
    (fallback, Cell::new(decision.unwrap_or_default(), Role::Muted))
}

pub(super) fn risk(app: &App, stored: Ref, found: &Entry<'_>, glyphs: &Glyphs) -> [Cell<'static>; 4] {
    let Some(risk) = app.board().risks.get(Id::new(stored.number)) else {
        return std::array::from_fn(|_| Cell::default());
    };
    let window = risk
        .window_ends(&app.board().terms.rhythm)
        .map_or_else(|| "\u{2013}".to_owned(), |ends| when::hours_left(ends, app.now()));
    let factors = format!("{}×{}", risk.impact, risk.chance);
    let signs = Signs::on(app.board(), risk);
    let (sign, role) = match signs.count {
        0 => (String::new(), Role::Muted),
        count if signs.is_there && risk.is_open() => (format!("{count}×"), Role::Danger),
        count => (format!("{count}×"), Role::Muted),
    };
    [
        Cell::new(glyphs.own(&window).into_owned(), format::date_role(found.standing)),
        Cell::new(risk.score().to_string(), Role::Text),
        Cell::new(glyphs.own(&factors).into_owned(), Role::Muted),
        Cell::new(glyphs.own(&sign).into_owned(), role),
    ]
}

/// What a criterion of the gate asks, or how it stands.
pub(super) fn gate(app: &App, stored: Ref, glyphs: &Glyphs) -> Cell<'static> {
    if stored.kind == Kind::LaunchCriterion {
        let state = app.board().launch_criteria.get(Id::new(stored.number)).map(|it| it.state);
        let role = match state {
            Some(LaunchState::Fail) => Role::Danger,
            Some(LaunchState::Unknown) => Role::Warn,
            Some(LaunchState::Pass | LaunchState::Dropped) | None => Role::Muted,
        };
        return Cell::new(state.map_or("", LaunchState::label), role);
    }
    let wanted = app.board().successes.get(Id::new(stored.number)).and_then(|it| {
        let metric = app.board().metrics.get(it.metric)?;
        let aim = target(&Metric { target: Some(it.target), ..metric.clone() })?;
        Some(format!("{} {aim}", metric.reference()))
    });
    Cell::new(glyphs.own(&wanted.unwrap_or_default()).into_owned(), Role::Muted)
}
