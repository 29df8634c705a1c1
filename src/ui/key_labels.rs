//! Keys as people read them: arrows for arrows, one word for two presses.

use std::borrow::Cow;

use super::glyphs::Glyphs;

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

/// The key and the word of a hint. A label such as `+/- chance` brings its own keys.
pub(super) fn hint<'a>(
    name: &str,
    keys: &[&'a str],
    label: &'a str,
    glyphs: &Glyphs,
) -> (Cow<'a, str>, &'a str) {
    if name == "move.down" {
        return ("j/k".into(), label);
    }
    match label.split_once(' ') {
        Some((own, rest)) if own.contains('/') => (own.into(), rest),
        _ => (keys.first().map_or(Cow::Borrowed(""), |keys| key(keys, glyphs)), label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_as_people_say_them() {
        let signs = &Glyphs::UNICODE;
        assert_eq!(all(&["g g", "home", "<"], signs), "gg Home <");
        assert_eq!(all(&["j", "down"], signs), "j ↓");
        assert_eq!(all(&["j", "down"], &Glyphs::ASCII), "j down");
        for (name, keys, label, expected) in [
            ("move.down", &["j", "down"][..], "move", ("j/k", "move")),
            ("risk.likelier", &["+", "="], "+/- chance", ("+/-", "chance")),
            ("next", &["n"], "next late", ("n", "next late")),
        ] {
            let (key, label) = hint(name, keys, label, signs);
            assert_eq!((&*key, label), expected);
        }
    }
}
