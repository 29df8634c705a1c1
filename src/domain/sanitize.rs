//! What text may contain: one cleaning for everything that is stored and everything that is shown.
//!
//! Names and titles come from other people, from pastes and from imported files. Text that hides, reorders or
//! stacks characters can make one name look like another or push a screen out of line, so it is cleaned twice:
//! before it is stored and before it is drawn. This file does not know which fields exist, nor how wide text is.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most combining marks kept on one base character; real scripts need three.
const MARKS_PER_CHARACTER: usize = 4;

/// How wide a tab becomes where text may have several lines.
const TAB: &str = "    ";

/// Cleans text that must stay on one line: line ends and tabs become one space each, what hides or reorders is
/// removed, and the rest is composed (NFC).
///
/// Cleaning twice gives the same text as cleaning once.
pub fn clean_line(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(clean(text, " ", " "))
}

/// Cleans text of several lines: every kind of line end becomes LF, a tab becomes four spaces, and the rest is
/// treated as in [`clean_line`].
pub fn clean_text(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(clean(text, "\n", TAB))
}

/// Tells whether a name shows anything: at least one letter or digit that has ink.
///
/// An owner or approver whose name is blank to the eye would be an owner nobody can be held to.
pub fn has_visible_letter(name: &str) -> bool {
    name.chars().any(|c| c.is_alphanumeric() && !is_blank_letter(c) && !is_removed(c))
}

/// Folds a name to the form in which two names are compared: compatibility composed (NFKC), without case,
/// without invisible characters, with single spaces.
///
/// The result is for comparing only, never for showing.
pub fn fold_name(name: &str) -> String {
    let mut folded = fold_once(name);
    // A few letters need a second turn: "ẞ" becomes "ß", and that "ss". No known one needs a third.
    for _ in 0..3 {
        let again = fold_once(&folded);
        if again == folded {
            break;
        }
        folded = again;
    }
    folded
}

fn fold_once(name: &str) -> String {
    let visible = name.chars().filter(|&c| !is_removed(c) && !is_invisible_joiner(c));
    // Through upper case first, so that "ß" meets "SS" and a final sigma meets an inner one.
    let folded = visible.nfkc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfkc();
    folded.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn clean(text: &str, line_end: &str, tab: &str) -> String {
    limit_marks(&drop_stray_directions(&replace_and_remove(text, line_end, tab)).nfc().collect::<String>())
}

fn replace_and_remove(text: &str, line_end: &str, tab: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                kept.push_str(line_end);
            }
            '\n' => kept.push_str(line_end),
            '\t' => kept.push_str(tab),
            '\u{2028}' | '\u{2029}' => kept.push(' '),
            c if is_removed(c) => {}
            c => kept.push(c),
        }
    }
    kept
}

/// Keeps LRM and RLM only between letters, where they settle the order of mixed scripts; elsewhere they only move
/// punctuation about.
fn drop_stray_directions(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_letter = |c: char| c.is_alphabetic() && !is_combining_mark(c);
        if matches!(c, '\u{200E}' | '\u{200F}') {
            let after_letter = kept.chars().next_back().is_some_and(|c| is_letter(c) || is_combining_mark(c));
            if !after_letter || !chars.peek().copied().is_some_and(is_letter) {
                continue;
            }
        }
        kept.push(c);
    }
    kept
}

fn limit_marks(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        // A joiner does not start a new character, or marks could be stacked without end between joiners.
        if is_combining_mark(c) {
            marks += 1;
        } else if !is_invisible_joiner(c) {
            marks = 0;
        }
        if !is_combining_mark(c) || marks <= MARKS_PER_CHARACTER {
            kept.push(c);
        }
    }
    kept
}

/// Characters that never survive cleaning: controls, bidirectional overrides, invisible space, tags.
fn is_removed(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{200B}' | '\u{FEFF}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}')
}

/// Characters that cleaning keeps, since scripts and emoji need them, but that show nothing themselves.
fn is_invisible_joiner(c: char) -> bool {
    matches!(c, '\u{200C}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' | '\u{034F}' | '\u{180B}'..='\u{180E}' | '\u{E0100}'..='\u{E01EF}')
}

/// Letters by category that have no ink: the Hangul fillers.
fn is_blank_letter(c: char) -> bool {
    matches!(c, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_keeps_what_is_readable_and_drops_what_hides() {
        for (given, expected) in [
            ("ship the beta", "ship the beta"),
            ("Größe 日本 \u{1F680}", "Größe 日本 \u{1F680}"),
            ("e\u{301}", "\u{e9}"),
            ("one\r\ntwo\rthree\nfour\tfive", "one two three four five"),
            ("a\u{1b}]0;t\u{7}b", "a]0;tb"),
            ("a\u{9b}2Jb\u{7f}\u{0}", "a2Jb"),
            ("pay \u{202e}jo\u{202c} \u{2066}li\u{2069}", "pay jo li"),
            ("m\u{200b}a\u{feff}y\u{ad}a\u{2060}\u{61c}\u{fff9}\u{e0041}", "maya"),
            ("a\u{2028}b\u{2029}c", "a b c"),
            ("a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}", "\u{e1}\u{302}\u{303}\u{304}\u{305}"),
            (
                "\u{1F468}\u{200d}\u{1F469}\u{200d}\u{1F467} \u{2764}\u{fe0f}",
                "\u{1F468}\u{200d}\u{1F469}\u{200d}\u{1F467} \u{2764}\u{fe0f}",
            ),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("abc\u{200f}דוד", "abc\u{200f}דוד"),
            ("\u{200e}abc\u{200f} (\u{200e}d)", "abc (d)"),
            ("a\u{200e}\u{200e}b", "a\u{200e}b"),
        ] {
            assert_eq!(clean_line(given), expected, "{given:?}");
        }
    }

    #[test]
    fn text_keeps_its_lines_and_widens_tabs() {
        assert_eq!(clean_text("one\r\ntwo\rthree\nfour\tfive"), "one\ntwo\nthree\nfour    five");
        assert_eq!(clean_text("a\u{b}b\u{c}c\u{85}d"), "abcd");
    }

    #[test]
    fn marks_cannot_be_stacked_by_hiding_joiners_between_them() {
        let stacked = format!("a{}", "\u{300}\u{200d}".repeat(60));
        let marks = clean_line(&stacked).nfd().filter(|&c| is_combining_mark(c)).count();
        assert_eq!(marks, MARKS_PER_CHARACTER + 1, "one composed into the letter, four beside it");
    }

    #[test]
    fn a_name_needs_ink() {
        for name in ["maya", "李", "7", "  jo ", "é"] {
            assert!(has_visible_letter(name), "{name:?}");
        }
        for name in
            ["", "  ", "\u{3164}", "\u{115f}\u{1160}\u{ffa0}", "\u{2800}", "\u{200d}", "-", "\u{e0041}"]
        {
            assert!(!has_visible_letter(name), "{name:?}");
        }
    }

    #[test]
    fn names_that_look_alike_fold_alike() {
        for (one, other) in [
            ("Maya", "MAYA"),
            ("Straße", "STRASSE"),
            ("STRAẞE", "strasse"),
            ("ΣΊΣΥΦΟΣ", "Σίσυφος"),
            ("\u{fb01}na", "Fina"),
            ("ｊｏ", "jo"),
            ("jo\u{200d}", "jo"),
            (" ana  li ", "Ana Li"),
            ("e\u{301}va", "\u{c9}VA"),
        ] {
            assert_eq!(fold_name(one), fold_name(other), "{one:?} {other:?}");
        }
        assert_ne!(fold_name("maya"), fold_name("mayo"));
    }

    fn hostile_text() -> impl Strategy<Value = String> {
        let hostile = prop_oneof![
            any::<char>(),
            proptest::sample::select(
                "a ßΣ\u{301}\u{323}\u{345}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{202e}\u{2028}\u{1100}\u{1161}\u{11a8}ש\u{5b0}\r\n\t\u{1b}\u{9b}\u{fe0f}"
                    .chars()
                    .collect::<Vec<_>>()
            ),
        ];
        proptest::collection::vec(hostile, 0..40).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn cleaning_a_clean_line_changes_nothing(text in hostile_text()) {
            let once = clean_line(&text).into_owned();
            prop_assert_eq!(clean_line(&once), once.as_str());
        }

        #[test]
        fn cleaning_a_clean_text_changes_nothing(text in hostile_text()) {
            let once = clean_text(&text).into_owned();
            prop_assert_eq!(clean_text(&once), once.as_str());
        }

        #[test]
        fn nothing_forbidden_survives(text in hostile_text()) {
            prop_assert!(!clean_line(&text).chars().any(is_removed));
            prop_assert!(!clean_text(&text).chars().any(|c| c != '\n' && is_removed(c)));
        }

        #[test]
        fn folding_a_folded_name_changes_nothing(name in hostile_text()) {
            let once = fold_name(&name);
            prop_assert_eq!(fold_name(&once), once);
        }
    }
}
