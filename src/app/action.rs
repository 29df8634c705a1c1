//! The one table of actions. Hints, help, palette, key look-up and the README's key table all come from it.

use super::{App, event::Effect, list::ListId};

mod decisions;
mod edit;
pub(super) mod navigate;
mod risks_blockers;
mod search;

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
    const fn paired(self, pair: &'static str) -> Self {
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

/// The actions that no list names, after those that move within one.
const REST: &[&[ActionSpec]] =
    &[navigate::PLACES, edit::ACTIONS, decisions::ACTIONS, risks_blockers::ACTIONS, search::ACTIONS];

/// Every action.
pub fn all() -> impl Iterator<Item = &'static ActionSpec> {
    let tabs = ListId::tabs().flat_map(|(_, tab)| tab.opened_by);
    navigate::ROWS.iter().chain(tabs).chain(REST.iter().copied().flatten())
}

/// The action of this name.
pub fn named(name: &str) -> Option<&'static ActionSpec> {
    all().find(|action| action.name == name)
}

#[expect(clippy::unnecessary_wraps, reason = "every action says whether it can be done")]
const fn always(_: &App) -> Result<(), String> {
    Ok(())
}

fn has_row(app: &App) -> Result<(), String> {
    app.selected_ref().map(|_| ()).ok_or_else(|| "select a row first".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Chord;
    use std::collections::BTreeMap;

    #[test]
    fn no_key_means_two_things_in_one_tab() {
        for (tab, _) in ListId::tabs() {
            let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
            for action in all().filter(|action| action.is_in(tab)) {
                for key in action.keys {
                    if let Some(other) = seen.insert(key, action.name) {
                        panic!("{key} is {other} and {} in {:?}", action.name, tab);
                    }
                }
            }
        }
    }

    #[test]
    fn every_key_can_be_read_and_every_action_says_what_it_does() {
        for action in all() {
            for chord in action.keys.iter().flat_map(|keys| keys.split(' ')) {
                assert!(chord.parse::<Chord>().is_ok(), "{chord} of {}", action.name);
            }
            assert!(!action.help.is_empty() && action.help.len() <= 40, "{}: {}", action.name, action.help);
            assert!(action.label.len() <= 12, "{}", action.name);
        }
    }

    #[test]
    fn names_are_never_used_twice() {
        let mut names: Vec<&str> = all().map(|action| action.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
