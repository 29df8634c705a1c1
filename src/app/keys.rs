//! From a key press to an action: the table of actions, read once.

use super::{
    action::{self, ActionSpec},
    list::ListId,
};
use crate::input::Chord;

/// Which keys do what.
pub struct Keymap {
    bindings: Vec<(Vec<Chord>, &'static ActionSpec)>,
}

/// What a sequence of keys means so far.
pub enum Meaning {
    /// This action.
    Action(&'static ActionSpec),
    /// The beginning of something.
    Pending,
    /// Nothing.
    Nothing,
}

impl Default for Keymap {
    fn default() -> Self {
        let bindings = action::all().flat_map(|action| {
            action.keys.iter().filter_map(move |keys| {
                let chords: Result<Vec<Chord>, _> = keys.split(' ').map(str::parse).collect();
                chords.ok().map(|chords| (chords, action))
            })
        });
        Self { bindings: bindings.collect() }
    }
}

impl Keymap {
    /// What these keys, pressed one after the other, mean in a tab.
    pub fn meaning(&self, pressed: &[Chord], tab: ListId) -> Meaning {
        let here = || self.bindings.iter().filter(|(_, action)| action.is_in(tab));
        if let Some((_, action)) = here().find(|(keys, _)| keys == pressed) {
            return Meaning::Action(action);
        }
        if here().any(|(keys, _)| keys.starts_with(pressed)) { Meaning::Pending } else { Meaning::Nothing }
    }
}
