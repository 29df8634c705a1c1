//! Keys as people read them: arrows for arrows, one word for two presses.

use std::borrow::Cow;

use super::glyphs::Glyphs;
use crate::app::action::ActionSpec;

/// A key, or keys pressed one after the other, as hints and help write it.
pub(super) fn key<'a>(keys: &'a str, glyphs: &Glyphs) -> Cow<'a, str> {
    // In plain ASCII an arrow would become a letter; there the key keeps its name.
    let has_arrows = glyphs.braille;
    match keys {
        "down" if has_arrows => "↓".into(),
        "up" if has_arrows => "↑".into(),
        "left" if has_arrows => "←".into(),
        "right" if has_arrows => "→".into(),
        "pgdn" => "PgDn".into(),
        "pgup" => "PgUp".into(),
        "home" => "Home".into(),
        "end" => "End".into(),
        "f1" => "F1".into(),
        keys if keys.contains(' ') => keys.replace(' ', "").into(),
        keys => keys.into(),
    }
}

/// All keys of an action, in one line.
pub(super) fn all(keys: &[&str], glyphs: &Glyphs) -> String {
    let keys: Vec<Cow<'_, str>> = keys.iter().map(|keys| key(keys, glyphs)).collect();
    keys.join(" ")
}

/// The key that the hints line shows for an action: one for it and its opposite, or the first of its own.
pub(super) fn hint(action: &ActionSpec, glyphs: &Glyphs) -> Cow<'static, str> {
    match (action.pair, action.keys.first()) {
        ("", Some(keys)) => key(keys, glyphs),
        (pair, _) => pair.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action;

    #[test]
    fn keys_are_written_as_people_say_them() {
        let signs = &Glyphs::UNICODE;
        assert_eq!(all(&["g g", "home", "<"], signs), "gg Home <");
        assert_eq!(all(&["j", "down"], signs), "j ↓");
        assert_eq!(all(&["j", "down"], &Glyphs::ASCII), "j down");
        for (name, expected) in [("move.down", "j/k"), ("risk.likelier", "+/-"), ("risk.milder", ",")] {
            let action = action::all().find(|action| action.name == name).unwrap();
            assert_eq!(hint(action, signs), expected);
        }
    }
}
