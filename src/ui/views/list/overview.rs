//! How the list of what to do next looks: what it is, whose, by when, the key that does it, and what that clears.

use super::{Line, ListView, column, last_of_all, left, owners, right, title};
use crate::app::{App, list::ListId, way_out};
use crate::domain::{
    Kind,
    rules::next::{Next, Rank},
    summary::Standing,
};
use crate::ui::{
    glyphs::State,
    table::{Align, Cell, Width},
    theme::Role,
    views::format,
};
use std::borrow::Cow;

pub(super) const VIEW: ListView = ListView {
    columns: |app, _| {
        vec![
            title("", 20),
            owners(app, 0),
            right("due", 5, 0),
            column("do", Width::Between { min: 11, max: 18 }, Align::Left, 1),
            left("", 9, 2),
        ]
    },
    cells,
    state,
    counts: |app, _| counts(app),
    highest: Some(last_of_all),
};

fn next<'a>(line: &Line<'a>) -> Option<&'a Next> {
    line.app.derived().next.get(&line.stored)
}

fn cells<'a>(line: &Line<'a>) -> Vec<Cell<'a>> {
    let Some(next) = next(line) else { return line.usual() };
    let what = match next.reasons.first() {
        // What is to be set up has no title of its own.
        Some(said) if line.stored.kind == Kind::Cycle => Cell::new(said.as_str(), Role::Text),
        _ => line.title(),
    };
    let role = if next.rank <= Rank::Late { Role::Danger } else { format::date_role(line.found.standing) };
    let due = match next.at {
        Some(_) => Cell::new(line.due().text, role),
        None if next.rank == Rank::Hard => Cell::new("gate", Role::Danger),
        None => Cell::default(),
    };
    let owner = if line.stored.kind == Kind::Cycle { Cell::default() } else { line.owner() };
    vec![what, owner, due, Cell::new(verb(next), Role::Text), Cell::new(effect(line, next), Role::Muted)]
}

/// The key that does it, and what it does to a record of this kind.
fn verb(next: &Next) -> String {
    let Some(hint) = &next.clears else { return String::new() };
    let short = way_out::short(hint, way_out::From::Tab(ListId::Overview));
    let words = [
        (Kind::Decision, "decide"),
        (Kind::Blocker, "resolve"),
        (Kind::Dependency, "deliver"),
        (Kind::Step, "complete"),
        (Kind::Intake, "complete"),
        (Kind::LaunchCriterion, "check"),
    ];
    let word = words.into_iter().find(|(kind, _)| *kind == next.subject.kind).map_or(CLOSE, |(_, word)| word);
    short.strip_suffix(CLOSE).map_or_else(|| short.clone(), |key| format!("{key}{word}"))
}

/// What the key says that closes whatever is selected.
const CLOSE: &str = "close";

/// What doing it brings: it must be, it frees something, it clears several reasons.
fn effect(line: &Line<'_>, next: &Next) -> Cow<'static, str> {
    let held =
        line.app.derived().waiting.get(&line.stored.number).filter(|_| line.stored.kind == Kind::Decision);
    let freed = held.and_then(|waiting| waiting.first());
    match (next.rank, freed, next.reasons.len()) {
        (Rank::Hard, ..) => "must".into(),
        (_, Some(freed), _) => format!("frees {freed}").into(),
        (.., several @ 2..) => format!("clears {several}").into(),
        (..) => "".into(),
    }
}

fn state(line: &Line<'_>) -> State {
    if line.found.standing == Standing::Escalated {
        return State::Escalated;
    }
    match next(line).map(|next| next.rank) {
        Some(Rank::Hard | Rank::Late) => State::Late,
        Some(Rank::Window | Rank::Soon) => State::DueSoon,
        Some(Rank::EscalatedToMe) => State::Escalated,
        Some(Rank::Reason) | None => State::Open,
    }
}

/// How many there are, whose, how many late and escalated.
fn counts(app: &App) -> String {
    let next = || app.derived().next.values();
    let count = |is_meant: &dyn Fn(&&Next) -> bool| next().filter(|it| is_meant(it)).count();
    let (all, mine) = (next().count(), count(&|it| app.me().is_some_and(|me| it.concerns(me))));
    if app.shows_only_mine() {
        return format!("mine {mine} of {all}");
    }
    let late = count(&|it| it.rank == Rank::Late);
    let escalated = count(&|it| it.escalated_to.is_some());
    let of = format::counts(&[(mine, "mine"), (late, "late"), (escalated, "escalated")]);
    format!("all {all}  {of}").trim_end().to_owned()
}
