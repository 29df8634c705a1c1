//! A key press as a value, and its short notation: `j`, `^d`, `enter`, `shift-tab`, `alt-x`.
//!
//! The notation is shared by the documentation, the configuration and the tests. This file does not know which
//! bytes make a key, nor what a key does.

use std::fmt;
use std::str::FromStr;

/// A key, without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A character as typed: `A` and `a` are different keys, and shift is part of the character.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Tab with shift, which terminals report as a key of its own.
    BackTab,
    /// Backspace; terminals send either of two bytes for it.
    Backspace,
    /// Delete forward.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, from 1.
    F(u8),
}

/// The names of the keys that are not characters; the first name of a key is the one shown.
const NAMES: [(&str, Key); 21] = [
    ("enter", Key::Enter),
    ("esc", Key::Esc),
    ("tab", Key::Tab),
    ("backspace", Key::Backspace),
    ("delete", Key::Delete),
    ("insert", Key::Insert),
    ("up", Key::Up),
    ("down", Key::Down),
    ("left", Key::Left),
    ("right", Key::Right),
    ("home", Key::Home),
    ("end", Key::End),
    ("pgup", Key::PageUp),
    ("pgdn", Key::PageDown),
    ("space", Key::Char(' ')),
    ("pageup", Key::PageUp),
    ("pagedown", Key::PageDown),
    ("del", Key::Delete),
    ("ins", Key::Insert),
    ("lt", Key::Char('<')),
    ("gt", Key::Char('>')),
];

/// A key with the modifiers held down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chord {
    /// The key.
    pub key: Key,
    /// Control was held.
    pub ctrl: bool,
    /// Alt or Option was held.
    pub alt: bool,
    /// Shift was held; never set for a character, which already is the shifted one, nor with tab, which becomes [`Key::BackTab`].
    pub shift: bool,
}

impl Chord {
    /// A key alone.
    pub const fn plain(key: Key) -> Self {
        Self { key, ctrl: false, alt: false, shift: false }
    }

    /// A character alone.
    pub const fn char(c: char) -> Self {
        Self::plain(Key::Char(c))
    }

    /// A character with control.
    pub const fn ctrl(c: char) -> Self {
        Self { ctrl: true, ..Self::char(c) }
    }

    /// Where the cursor of a short list goes by it, from `cursor` and not beyond `last`; `None` where it does not move it.
    pub fn moves(self, cursor: usize, last: usize) -> Option<usize> {
        let is = |key, letter| self.key == key || (self.ctrl && self.key == Key::Char(letter));
        if is(Key::Down, 'n') || self.key == Key::Tab {
            return Some((cursor + 1).min(last));
        }
        (is(Key::Up, 'p') || self.key == Key::BackTab).then(|| cursor.saturating_sub(1))
    }

    /// Adds shift the way terminals mean it: a character and tab become another key instead.
    pub(super) fn with_shift(self) -> Self {
        match self.key {
            Key::Char(_) if self.ctrl => self,
            Key::Char(c) => Self { key: Key::Char(c.to_uppercase().next().unwrap_or(c)), ..self },
            Key::Tab | Key::BackTab => Self { key: Key::BackTab, ..self },
            Key::Enter
            | Key::Esc
            | Key::Backspace
            | Key::Delete
            | Key::Insert
            | Key::Up
            | Key::Down
            | Key::Left
            | Key::Right
            | Key::Home
            | Key::End
            | Key::PageUp
            | Key::PageDown
            | Key::F(_) => Self { shift: true, ..self },
        }
    }
}

impl From<Key> for Chord {
    fn from(key: Key) -> Self {
        Self::plain(key)
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.alt {
            f.write_str("alt-")?;
        }
        if let Key::Char(c) = self.key {
            f.write_str(if self.ctrl { "^" } else { "" })?;
            return if c == ' ' { f.write_str("space") } else { write!(f, "{c}") };
        }
        if self.ctrl {
            f.write_str("ctrl-")?;
        }
        if self.shift || self.key == Key::BackTab {
            f.write_str("shift-")?;
        }
        if let Key::F(n) = self.key {
            return write!(f, "f{n}");
        }
        let shown = if self.key == Key::BackTab { Key::Tab } else { self.key };
        let (name, _) = NAMES.iter().find(|(_, key)| *key == shown).expect("every other key has a name");
        f.write_str(name)
    }
}

/// A piece of text that names no key; it holds that text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownChord(pub String);

impl fmt::Display for UnknownChord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is not a key; write j, ^d, enter, shift-tab, space, f1 or alt-x", self.0)
    }
}

impl std::error::Error for UnknownChord {}

impl FromStr for Chord {
    type Err = UnknownChord;

    /// Reads the notation that [`Chord`] is shown in; `c-`, `s-`, `a-` and `ctrl-` before a character are
    /// understood too.
    fn from_str(text: &str) -> Result<Self, UnknownChord> {
        let (mut rest, mut ctrl, mut alt, mut shift) = (text, false, false, false);
        loop {
            // A modifier must stand before something, so that `^` and `-` stay keys of their own.
            let strip =
                |names: &[&str]| names.iter().find_map(|n| rest.strip_prefix(n)).filter(|r| !r.is_empty());
            let (flag, after) = if let Some(after) = strip(&["^", "ctrl-", "c-"]) {
                (&mut ctrl, after)
            } else if let Some(after) = strip(&["alt-", "a-"]) {
                (&mut alt, after)
            } else if let Some(after) = strip(&["shift-", "s-"]) {
                (&mut shift, after)
            } else {
                break;
            };
            if *flag {
                // `^^` is control with the caret key.
                break;
            }
            *flag = true;
            rest = after;
        }
        let key = key_named(rest).ok_or_else(|| UnknownChord(text.to_owned()))?;
        let chord = Self { key, ctrl, alt, shift: false };
        Ok(if shift { chord.with_shift() } else { chord })
    }
}

fn key_named(name: &str) -> Option<Key> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control() && c != ' ').then_some(Key::Char(c));
    }
    if let Some((_, key)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(*key);
    }
    let number: u8 = name.strip_prefix('f')?.parse().ok()?;
    (1..=24).contains(&number).then_some(Key::F(number))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_notation_reads_as_it_is_shown() {
        for text in [
            "j",
            "J",
            "<",
            "^",
            "^^",
            "-",
            "alt--",
            "^d",
            "^space",
            "space",
            "enter",
            "esc",
            "tab",
            "shift-tab",
            "f1",
            "f12",
            "alt-x",
            "alt-^x",
            "ctrl-left",
            "shift-up",
            "ctrl-shift-end",
            "alt-ctrl-pgdn",
            "alt-enter",
            "é",
        ] {
            let chord: Chord = text.parse().unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!(chord.to_string(), text);
        }
    }

    #[test]
    fn other_spellings_mean_the_same_key() {
        for (spelling, shown) in [
            ("c-d", "^d"),
            ("ctrl-d", "^d"),
            ("s-tab", "shift-tab"),
            ("a-x", "alt-x"),
            ("pagedown", "pgdn"),
            ("lt", "<"),
            ("shift-a", "A"),
        ] {
            assert_eq!(spelling.parse::<Chord>().map(|c| c.to_string()), Ok(shown.to_owned()));
        }
    }

    #[test]
    fn what_names_no_key_is_refused_with_examples() {
        for text in ["", "ctrl-", "entre", "f0", "f99", "jj", "\u{7}", " "] {
            let refusal = text.parse::<Chord>().expect_err(text);
            assert!(refusal.to_string().contains("shift-tab"), "{refusal}");
        }
    }

    fn any_chord() -> impl Strategy<Value = Chord> {
        let named: Vec<Key> = NAMES.iter().map(|(_, key)| *key).chain([Key::BackTab]).collect();
        let key = prop_oneof![
            proptest::sample::select(named),
            (1u8..=24).prop_map(Key::F),
            any::<char>().prop_filter("a key is printable", |c| !c.is_control()).prop_map(Key::Char),
        ];
        (key, any::<(bool, bool, bool)>()).prop_map(|(key, (ctrl, alt, shift))| Chord {
            key,
            ctrl,
            alt,
            shift: shift && !matches!(key, Key::Char(_) | Key::Tab | Key::BackTab),
        })
    }

    proptest! {
        #[test]
        fn every_chord_survives_being_written_down(chord in any_chord()) {
            prop_assert_eq!(chord.to_string().parse::<Chord>(), Ok(chord));
        }
    }
}
