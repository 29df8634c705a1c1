//! The six steps along their rail.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::format;
use crate::app::App;
use crate::app::derived::StepCounts;
use crate::app::list::{ListId, Row};
use crate::domain::Step;
use crate::domain::Summary;
use crate::ui::glyphs::State;
use crate::ui::step_progress::{self, Rail};
use crate::ui::theme::Theme;

/// Draws the rail; on the framework the selected step is the current one.
pub(super) fn rail(app: &App, area: Rect, theme: &Theme, buf: &mut Buffer) {
    let counts: Vec<String> = app.derived().steps.iter().map(counts).collect();
    let steps: Vec<step_progress::Step<'_>> = app
        .board()
        .steps
        .rows()
        .iter()
        .zip(&counts)
        .zip(&app.derived().steps)
        .map(|((step, counts), derived)| step_progress::Step {
            name: &step.short,
            short: &step.short,
            state: state(app, step, derived),
            counts,
        })
        .collect();
    let rail = Rail { steps: &steps, current: current(app) };
    step_progress::draw(&rail, theme, area, buf);
}

/// A step is as late as what is decided in it.
fn state(app: &App, step: &Step, derived: &StepCounts) -> State {
    let state = format::state(step.standing(app.board_at()));
    if state == State::Open && derived.late > 0 { State::Late } else { state }
}

fn current(app: &App) -> Option<usize> {
    let selected = || match app.lists().of(ListId::Framework).selected()? {
        Row::Record(stored) => Some(app.board().people_ref(stored).number),
        Row::Phase(_) | Row::Reason(..) | Row::Rule(_) | Row::Date(..) => None,
    };
    let number = if app.tab() == ListId::Framework {
        selected().or_else(|| app.board().current_step())
    } else {
        app.board().current_step()
    };
    number.and_then(|number| usize::try_from(number - 1).ok())
}

/// Exit checks that the board shows to be met, of all; and what is late.
fn counts(step: &StepCounts) -> String {
    let met = format!("{}/{}", step.met(), step.answerable());
    match (step.answerable(), step.late) {
        (0, 0) => "\u{2013}".to_owned(),
        (0, late) => format!("{late} late"),
        (_, 0) => met,
        (_, late) => format!("{met}, {late} late"),
    }
}
