//! Keys as people read them: arrows for arrows, one word for two presses.

use std::borrow::Cow;

/// A key, or keys pressed one after the other, as hints and help write it.
pub(super) fn key(keys: &str) -> Cow<'_, str> {
    match keys {
        "down" => "↓".into(),
        "up" => "↑".into(),
        "left" => "←".into(),
        "right" => "→".into(),
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
pub(super) fn all(keys: &[&str]) -> String {
    let keys: Vec<Cow<'_, str>> = keys.iter().map(|keys| key(keys)).collect();
    keys.join(" ")
}

/// The key and the word of a hint. A label such as `+/- chance` brings its own keys.
pub(super) fn hint<'a>(name: &str, keys: &[&'a str], label: &'a str) -> (Cow<'a, str>, &'a str) {
    if name == "move.down" {
        return ("j/k".into(), label);
    }
    match label.split_once(' ') {
        Some((own, rest)) if own.contains('/') => (own.into(), rest),
        _ => (keys.first().map_or(Cow::Borrowed(""), |keys| key(keys)), label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_as_people_say_them() {
        assert_eq!(all(&["g g", "home", "<"]), "gg Home <");
        assert_eq!(hint("move.down", &["j", "down"], "move"), ("j/k".into(), "move"));
        assert_eq!(hint("risk.likelier", &["+", "="], "+/- chance"), ("+/-".into(), "chance"));
        assert_eq!(hint("next", &["n"], "next late"), ("n".into(), "next late"));
    }
}
