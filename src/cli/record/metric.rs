//! What `ls` and `show` add to a metric: what it reads, how that came about, where it goes, what it lacks.

use super::{
    beside::{Aside, Part},
    seen::Seen,
};
use crate::domain::{
    Board, Metric, OutcomeCheck, Ref,
    display::Display,
    rules::measure::{self, Gauged, Movement, outcome::Week},
    when::{medium, weekday_day},
};
use serde_json::json;

/// A number with at most three decimals.
fn number(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `↑ away from target`, or nothing without a value.
fn course(gauged: &Gauged) -> String {
    gauged.course.map_or_else(String::new, |it| format!("{} {}", it.arrow.label(), it.heading.label()))
}

fn listed(references: &[Ref]) -> String {
    references.iter().map(Ref::to_string).collect::<Vec<_>>().join(", ")
}

/// What a metric lacks to be accountable, as it is said: `no owner`.
fn lacks(metric: &Metric, board: &Board) -> Vec<String> {
    measure::lacks(board, metric).into_iter().map(|name| format!("no {name}")).collect()
}

/// What a list says of a metric beside its fields.
pub(in crate::cli) fn asides(metric: &Metric, seen: &Seen<'_>) -> Vec<Aside> {
    let board = seen.board;
    let Some(gauged) = seen.gauged(metric) else {
        return Vec::new();
    };
    let measured = &gauged.measured;
    let aside = |key, text: String, json| Aside { key, text: Some(text), json };
    let only = |key, json| Aside { key, text: None, json };
    let weeks = measure::trajectory(board, metric, seen.now);
    let states: Vec<Option<&str>> = weeks.iter().map(|week| Some(week.look?.state.key())).collect();
    vec![
        aside("now", measured.value.map(number).unwrap_or_default(), json!(measured.value)),
        aside("how", measured.how.label().to_owned(), json!(measured.how.key())),
        aside("course", course(gauged), json!(gauged.course.map(|course| course.heading.key()))),
        only("arrow", json!(gauged.course.map(|course| course.arrow.key()))),
        only("observations", json!(measured.observations)),
        only("from", json!(measured.from)),
        only("outcomes", json!(states)),
        aside("lacks", lacks(metric, board).join(", "), json!(measure::lacks(board, metric))),
        aside("rigor", listed(&gauged.rigor), json!(gauged.rigor)),
    ]
}

/// What the page of a metric says beside its fields.
pub(in crate::cli) fn parts(metric: &Metric, seen: &Seen<'_>, speech: Display<'_>) -> Vec<Part> {
    let board = seen.board;
    let Some(gauged) = seen.gauged(metric) else {
        return Vec::new();
    };
    vec![
        measured(metric, gauged),
        Part { name: "lacks", json: json!(measure::lacks(board, metric)), lines: lacks(metric, board) },
        rigor(&gauged.rigor),
        outcomes(metric, seen),
        looks(metric, board, speech),
        movement(&gauged.movement, metric, speech),
    ]
}

fn measured(metric: &Metric, gauged: &Gauged) -> Part {
    let it = &gauged.measured;
    let value =
        it.value.map_or_else(|| "nothing".to_owned(), |value| format!("{} {}", number(value), metric.unit));
    let course = course(gauged);
    let heading = if course.is_empty() { String::new() } else { format!("  {course}") };
    Part {
        name: "measured",
        json: json!({
            "value": it.value, "how": it.how.key(), "observations": it.observations, "from": it.from,
            "arrow": gauged.course.map(|course| course.arrow.key()),
            "course": gauged.course.map(|course| course.heading.key()),
        }),
        lines: vec![format!("{value}{heading}"), format!("{}: {}", it.how.label(), it.from)],
    }
}

fn rigor(weak: &[Ref]) -> Part {
    let warning = "it looks healthy; behind it are overdue, assumed or orphaned decisions: ";
    let lines = if weak.is_empty() { Vec::new() } else { vec![format!("{warning}{}", listed(weak))] };
    Part { name: "rigor", json: json!(weak), lines }
}

/// How its outcome fared in the latest weeks.
fn outcomes(metric: &Metric, seen: &Seen<'_>) -> Part {
    let weeks = measure::trajectory(seen.board, metric, seen.now);
    let object = |week: &Week<'_>| {
        let state = week.look.map(|look| look.state.key());
        json!({ "week": week.monday, "state": state })
    };
    let line = |week: &Week<'_>| format!("week of {}  {}", weekday_day(week.monday), week.word());
    Part {
        name: "outcomes",
        json: weeks.iter().map(object).collect(),
        lines: weeks.iter().map(line).collect(),
    }
}

/// Every look at its outcome, with what was said.
fn looks(metric: &Metric, board: &Board, speech: Display<'_>) -> Part {
    let looks = board.outcomes.children(metric.id.number());
    let object = |look: &OutcomeCheck| {
        let by = speech.handle(look.by.number());
        json!({ "state": look.state.key(), "note": look.note, "at": look.at, "by": by })
    };
    let line = |look: &OutcomeCheck| {
        let note = look.note.as_deref().map_or_else(String::new, |note| format!(": {note}"));
        let (at, by) = (medium(look.at, speech.zone), speech.handle(look.by.number()));
        format!("{at}  {by}  {}{note}", look.state.label())
    };
    Part { name: "looks", json: looks.iter().map(object).collect(), lines: looks.iter().map(line).collect() }
}

fn movement(moved: &[Movement], metric: &Metric, speech: Display<'_>) -> Part {
    let object =
        |it: &Movement| json!({ "from": it.from, "to": it.to, "delta": it.delta, "decisions": it.decisions });
    let line = |it: &Movement| {
        let day = |moment: crate::domain::Moment| weekday_day(moment.day(speech.zone));
        let delta = it.delta.filter(|delta| delta.is_finite());
        let delta = delta.map_or_else(
            || "not known on both sides".to_owned(),
            |delta| format!("{}{} {}", if delta > 0.0 { "+" } else { "" }, number(delta), metric.unit),
        );
        let decisions =
            if it.decisions.is_empty() { "no decision".to_owned() } else { listed(&it.decisions) };
        format!("{} to {}  {delta}  {decisions}", day(it.from), day(it.to))
    };
    // Where nothing moved and nothing was decided, there is nothing to join.
    let told = moved.iter().filter(|it| it.delta.is_some() || !it.decisions.is_empty());
    Part { name: "movement", json: moved.iter().map(object).collect(), lines: told.map(line).collect() }
}
