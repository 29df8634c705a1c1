//! The one table of actions. Hints, help, palette, key look-up and the README's key table all come from it.

use super::list::ListId;

mod decisions;
mod edit;
mod navigate;
mod risks_blockers;
mod search;
pub(super) mod spec;

pub use spec::{ActionSpec, Group, Scope};

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
