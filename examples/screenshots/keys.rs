//! Key scripts: the keys that bring a scene about, written as one line of text.
//!
//! `3<pause>cmaya<enter>` presses `3`, waits until the screen is quiet, presses `c`, types a name and accepts it.
//! Knows what a terminal sends for a key, not what any program makes of it.

use color_eyre::Result;
use color_eyre::eyre::{OptionExt as _, bail};

/// One thing to do while a scene is set up.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Send these bytes to the program.
    Press(Vec<u8>),
    /// Wait until the screen has stopped changing.
    Pause,
}

/// Reads a key script. A lone escape is followed by a pause, because a key right behind it would read as Alt.
///
/// # Errors
/// Names the key that is not known, or the `<` that is never closed (a real one is written `<lt>`).
pub(crate) fn parse(script: &str) -> Result<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = script;
    while let Some(character) = rest.chars().next() {
        if character != '<' {
            press(&mut steps, character.encode_utf8(&mut [0; 4]).as_bytes());
            rest = &rest[character.len_utf8()..];
            continue;
        }
        let (name, after) =
            rest[1..].split_once('>').ok_or_eyre("a key name is not closed; a plain < is written <lt>")?;
        rest = after;
        match name {
            "pause" => steps.push(Step::Pause),
            "esc" => {
                press(&mut steps, b"\x1b");
                steps.push(Step::Pause);
            }
            _ => press(&mut steps, &named(name)?),
        }
    }
    Ok(steps)
}

/// Returns the bytes as a program expects them that has switched the cursor keys to their application form.
pub(crate) fn application_form(bytes: &[u8]) -> Vec<u8> {
    let mut turned = bytes.to_vec();
    for at in 2..turned.len() {
        if turned[at - 2..at] == *b"\x1b[" && b"ABCDHF".contains(&turned[at]) {
            turned[at - 1] = b'O';
        }
    }
    turned
}

fn press(steps: &mut Vec<Step>, bytes: &[u8]) {
    match steps.last_mut() {
        Some(Step::Press(pressed)) => pressed.extend_from_slice(bytes),
        Some(Step::Pause) | None => steps.push(Step::Press(bytes.to_vec())),
    }
}

fn named(name: &str) -> Result<Vec<u8>> {
    let bytes: &[u8] = match name {
        "enter" => b"\r",
        "tab" => b"\t",
        "s-tab" => b"\x1b[Z",
        "space" => b" ",
        "lt" => b"<",
        "bs" => b"\x7f",
        "del" => b"\x1b[3~",
        "up" => b"\x1b[A",
        "down" => b"\x1b[B",
        "right" => b"\x1b[C",
        "left" => b"\x1b[D",
        "home" => b"\x1b[H",
        "end" => b"\x1b[F",
        "pgup" => b"\x1b[5~",
        "pgdn" => b"\x1b[6~",
        _ => {
            if let Some([letter @ b'a'..=b'z']) = name.strip_prefix("c-").map(str::as_bytes) {
                return Ok(vec![letter & 0x1f]);
            }
            bail!(
                "<{name}> is not a key; known are enter, esc, tab, s-tab, space, lt, bs, del, up, down, left, \
                 right, home, end, pgup, pgdn, c-a to c-z, and pause"
            );
        }
    };
    Ok(bytes.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_characters_and_named_keys_are_sent_together() {
        let steps = parse("3é<enter><c-d><lt><up>").unwrap();
        assert_eq!(steps, [Step::Press("3é\r\x04<\x1b[A".into())]);
    }

    #[test]
    fn a_pause_parts_the_keys_and_an_escape_brings_its_own() {
        let steps = parse("3<pause>c<esc>q").unwrap();
        let press = |text: &str| Step::Press(text.into());
        assert_eq!(steps, [press("3"), Step::Pause, press("c\x1b"), Step::Pause, press("q")]);
    }

    #[test]
    fn the_application_form_changes_cursor_keys_alone() {
        assert_eq!(application_form(b"\x1b[Ax\x1b[F\x1b[3~["), b"\x1bOAx\x1bOF\x1b[3~[");
        assert_eq!(application_form(b"A"), b"A");
    }

    #[test]
    fn unknown_and_unclosed_keys_are_refused_with_what_to_write() {
        assert!(parse("<entre>").unwrap_err().to_string().contains("<entre> is not a key"));
        assert!(parse("a < b").unwrap_err().to_string().contains("<lt>"));
        assert!(parse("<c-1>").is_err());
    }
}
