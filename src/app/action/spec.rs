//! An action, and what several of them are made of: how one is declared, whether it can be done, what it opens.
//!
//! Knows no action.

use crate::{
    app::{
        App,
        event::Effect,
        flow::FormKind,
        list::ListId,
        menu::{Choice, Command, Menu},
    },
    domain::{Blocker, Decision, Id, Kind, Ref},
};

/// Where an action works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In every tab.
    Everywhere,
    /// In these tabs only.
    In(&'static [ListId]),
}

/// Under which heading help lists an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Moving about.
    Move,
    /// Changing the board.
    Do,
    /// Finding and sharing.
    Find,
}

/// One action.
#[derive(Debug)]
pub struct ActionSpec {
    /// Its stable name, as in `decision.close`.
    pub name: &'static str,
    /// A word or two for the hints line.
    pub label: &'static str,
    /// What it does, in a few words.
    pub help: &'static str,
    /// The keys that do it; two separated by a space are pressed one after the other.
    pub keys: &'static [&'static str],
    /// The keys that the hints line shows for it and its opposite; blank where it shows the first of its own.
    pub pair: &'static str,
    /// Where it works.
    pub scope: Scope,
    /// Where help lists it.
    pub group: Group,
    /// Its place in the hints line, from 1; 0 keeps it out.
    pub hint: u8,
    /// Whether it can be done now, or why not.
    pub available: fn(&App) -> Result<(), String>,
    /// Does it.
    pub run: fn(&mut App) -> Vec<Effect>,
}

impl ActionSpec {
    /// The same, shown in the hints line with its opposite by these keys.
    pub(super) const fn paired(self, pair: &'static str) -> Self {
        Self { pair, ..self }
    }

    /// Whether it works in this tab.
    pub fn is_in(&self, tab: ListId) -> bool {
        match self.scope {
            Scope::Everywhere => true,
            Scope::In(tabs) => tabs.contains(&tab),
        }
    }

    /// Whether it works here and now.
    pub fn is_offered(&self, app: &App) -> bool {
        self.is_in(app.tab) && (self.available)(app).is_ok()
    }
}

/// An action that moves and works everywhere.
pub(in crate::app) const fn go(
    name: &'static str,
    label: &'static str,
    help: &'static str,
    keys: &'static [&'static str],
    hint: u8,
    run: fn(&mut App) -> Vec<Effect>,
) -> ActionSpec {
    ActionSpec { group: Group::Move, ..act(name, label, help, keys, hint, always, run) }
}

/// An action on the board that works everywhere.
pub(super) const fn act(
    name: &'static str,
    label: &'static str,
    help: &'static str,
    keys: &'static [&'static str],
    hint: u8,
    available: fn(&App) -> Result<(), String>,
    run: fn(&mut App) -> Vec<Effect>,
) -> ActionSpec {
    ActionSpec {
        name,
        label,
        help,
        keys,
        pair: "",
        scope: Scope::Everywhere,
        group: Group::Do,
        hint,
        available,
        run,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the rest of it moves into the result")]
pub(in crate::app) const fn only(action: ActionSpec, tabs: &'static [ListId]) -> ActionSpec {
    ActionSpec { scope: Scope::In(tabs), ..action }
}

#[expect(clippy::unnecessary_wraps, reason = "every action says whether it can be done")]
pub(super) const fn always(_: &App) -> Result<(), String> {
    Ok(())
}

pub(super) fn has_row(app: &App) -> Result<(), String> {
    app.selected_ref().map(|_| ()).ok_or_else(|| "select a row first".to_owned())
}

pub(super) fn can_write(app: &App) -> Result<(), String> {
    app.why_read_only().map_or(Ok(()), Err)
}

pub(super) fn can_change(app: &App) -> Result<(), String> {
    can_write(app)?;
    has_row(app)
}

pub(super) fn is_kind(app: &App, kind: Kind) -> Result<(), String> {
    can_change(app)?;
    match app.selected_ref() {
        Some(selected) if selected.kind == kind => Ok(()),
        _ => Err(format!("that is for a {}", kind.label())),
    }
}

pub(super) fn is_blocker(app: &App) -> Result<(), String> {
    is_kind(app, Kind::Blocker)
}

/// Whether the selected record is escalated.
pub(super) fn is_escalated(app: &App) -> Result<(), String> {
    can_change(app)?;
    let is_blocker = |id| app.board.blockers.get(Id::new(id)).is_some_and(Blocker::is_escalated);
    let is_decision = |id| app.board.decisions.get(Id::new(id)).is_some_and(Decision::is_escalated);
    match app.selected_ref() {
        Some(Ref { kind: Kind::Blocker, number }) if is_blocker(number) => Ok(()),
        Some(Ref { kind: Kind::Decision, number }) if is_decision(number) => Ok(()),
        _ => Err("it is not escalated".to_owned()),
    }
}

pub(super) fn is_decision(app: &App) -> Result<(), String> {
    is_kind(app, Kind::Decision)
}

pub(super) fn is_risk(app: &App) -> Result<(), String> {
    is_kind(app, Kind::Risk)
}

pub(super) fn flow(app: &mut App, kind: FormKind) -> Vec<Effect> {
    app.open_flow(kind);
    Vec::new()
}

pub(super) fn menu(app: &mut App, menu: Menu) -> Vec<Effect> {
    app.ask(menu);
    Vec::new()
}

pub(super) fn choice(key: char, label: &str, help: &str, kind: FormKind) -> Choice {
    Choice { key, label: label.to_owned(), help: help.to_owned(), command: Command::Flow(kind) }
}
