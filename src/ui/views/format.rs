//! How records are put into words and states on the screen. Knows no layout.

use crate::app::App;
use crate::domain::{Id, Moment, Person, Record, Ref, summary::Standing, when};
use crate::ui::glyphs::State;
use crate::ui::theme::Role;

/// The sign a standing is shown with.
pub(in crate::ui) const fn state(standing: Standing) -> State {
    match standing {
        Standing::Escalated => State::Escalated,
        Standing::Late => State::Late,
        Standing::Soon => State::DueSoon,
        Standing::Unowned => State::NoOwner,
        Standing::Open => State::Open,
        Standing::Deferred => State::InReview,
        Standing::Fine => State::OnTarget,
        Standing::Done => State::Done,
    }
}

/// The role of a date: coloured only where it presses.
pub(in crate::ui) const fn date_role(standing: Standing) -> Role {
    match standing {
        Standing::Escalated => Role::Escal,
        Standing::Late => Role::Danger,
        Standing::Soon => Role::Warn,
        Standing::Unowned | Standing::Open | Standing::Deferred | Standing::Fine | Standing::Done => {
            Role::Muted
        }
    }
}

/// The role of a date in running text.
pub(in crate::ui) const fn pressing(standing: Standing) -> Role {
    match standing {
        Standing::Escalated | Standing::Late => Role::Danger,
        Standing::Soon => Role::Warn,
        Standing::Unowned | Standing::Open | Standing::Deferred | Standing::Fine | Standing::Done => {
            Role::Text
        }
    }
}

/// An owner's handle, or that there is none.
pub(in crate::ui) fn owner(app: &App, owner: Option<Id<Person>>) -> &str {
    owner.map_or("nobody", |owner| app.board().handle(owner))
}

/// A moment with its distance: `Tue 10 Mar 12:00, 2 days late`.
pub(in crate::ui) fn due(app: &App, due: Moment) -> String {
    format!("{}, {}", moment(app, due), distance(app, due))
}

/// How far away a date is; from two days on in whole days, which is all that is asked then.
pub(in crate::ui) fn distance(app: &App, due: Moment) -> String {
    let zone = app.board().cycle.tz();
    let days = app.now().day(zone).days_until(due.day(zone));
    match days {
        2.. => format!("in {days} days"),
        -1..2 => when::distance(due, app.now(), zone),
        _ => format!("{} days late", -days),
    }
}

/// A moment in the cycle's zone: `Tue 10 Mar 12:00`.
pub(in crate::ui) fn moment(app: &App, moment: Moment) -> String {
    when::medium(moment, app.board().cycle.tz())
}

/// The day of a moment: `Tue 10 Mar`.
pub(in crate::ui) fn day(app: &App, moment: Moment) -> String {
    when::weekday_day(moment.day(app.board().cycle.tz()))
}

/// When something happened, in six columns: the time today, the weekday within a week, else the day.
pub(in crate::ui) fn lately(app: &App, at: Moment) -> String {
    let zone = app.board().cycle.tz();
    let (then, today) = (at.day(zone), app.now().day(zone));
    match then.days_until(today) {
        0 => at.in_zone(zone).format("%H:%M").to_string(),
        1..7 => at.in_zone(zone).format("%a").to_string(),
        _ => when::day_month(then),
    }
}

/// The reference that a record of this kind and id has.
pub(in crate::ui) fn reference<E: Record>(id: Id<E>) -> Ref {
    Ref::new(E::KIND, id.number())
}

/// A record with its line: `D-31 Go live with hand-printed labels?`.
pub(in crate::ui) fn named(app: &App, reference: Ref) -> String {
    let line = app.line_of(reference).unwrap_or_default();
    format!("{reference} {line}")
}

/// A measured number with as many decimals as it needs, at most three, and the minus that is as wide as a digit.
pub(in crate::ui) fn number(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let text = if text == "-0" { "0" } else { text };
    text.replace('-', "\u{2212}")
}

/// A change with its sign.
pub(in crate::ui) fn change(by: f64) -> String {
    let text = number(by);
    if by > 0.0 && text != "0" { format!("+{text}") } else { text }
}

/// A number with its unit.
pub(in crate::ui) fn measured(value: f64, unit: &str) -> String {
    format!("{} {unit}", number(value)).trim_end().to_owned()
}

/// Counts that are not nought, two blanks between them.
pub(in crate::ui) fn counts(parts: &[(usize, &str)]) -> String {
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    parts.join("  ")
}
