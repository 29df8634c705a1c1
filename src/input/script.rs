//! Key scripts: several key presses in one line of text, as tests and recordings write them.
//!
//! Plain characters are themselves; everything else stands in angle brackets: `2jo<esc>:q<enter>`, `<c-d>`,
//! `<space>`, `<lt>`.

use std::fmt;

use super::chord::{Chord, UnknownChord};

/// Why a key script could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadScript {
    /// A `<` has no `>`; the text from there on.
    Unclosed(String),
    /// What stands between the brackets names no key.
    Unknown(UnknownChord),
}

impl fmt::Display for BadScript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unclosed(rest) => write!(f, "\"{rest}\" has no closing >; write <lt> for the key <"),
            Self::Unknown(chord) => chord.fmt(f),
        }
    }
}

impl std::error::Error for BadScript {}

/// Reads a key script into the key presses it stands for.
///
/// # Errors
/// Names the first part that is not a key.
pub fn parse_script(script: &str) -> Result<Vec<Chord>, BadScript> {
    let mut chords = Vec::new();
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        if c != '<' {
            let chord = if c == '\n' { Chord::ctrl('j') } else { Chord::char(c) };
            chords.push(chord);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let Some((name, after)) = rest[1..].split_once('>') else {
            return Err(BadScript::Unclosed(rest.to_owned()));
        };
        chords.push(name.parse().map_err(BadScript::Unknown)?);
        rest = after;
    }
    Ok(chords)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(script: &str) -> Result<String, String> {
        let chords = parse_script(script).map_err(|e| e.to_string())?;
        Ok(chords.iter().map(Chord::to_string).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_script_is_read_key_by_key() {
        assert_eq!(shown("2jO<esc>:q<enter>").as_deref(), Ok("2 j O esc : q enter"));
        assert_eq!(shown("<c-d><^u><up><space> <lt>>").as_deref(), Ok("^d ^u up space space < >"));
        assert_eq!(shown("<s-tab><f1>é\n").as_deref(), Ok("shift-tab f1 é ^j"));
        assert_eq!(shown("").as_deref(), Ok(""));
    }

    #[test]
    fn a_bad_script_says_what_is_wrong() {
        assert_eq!(shown("j<ent"), Err("\"<ent\" has no closing >; write <lt> for the key <".to_owned()));
        assert!(shown("j<entre>").unwrap_err().starts_with("\"entre\" is not a key"));
    }
}
