//! A typed text cut into numbers, words and signs. Knows no meaning.

use Token::{Number, Ordinal, Sign, Word};

/// A piece of what was typed, in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A number and how many digits it was typed with.
    Number(u32, usize),
    /// The `th` behind a number.
    Ordinal,
    /// A run of letters.
    Word(&'a str),
    /// One of `+ - . / :`.
    Sign(char),
}

/// Cuts a text into numbers, words and signs; `None` where it holds anything else or a number too long to
/// mean one.
pub(super) fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start_matches(is_blank);
    while let Some(first) = rest.chars().next() {
        let run = |belongs: fn(char) -> bool| rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        let length = if first.is_ascii_digit() {
            let digits = run(|c| c.is_ascii_digit());
            let value = rest[..digits].parse().ok().filter(|_| digits <= 6)?;
            tokens.push(Number(value, digits));
            digits
        } else if first.is_alphabetic() {
            let length = run(char::is_alphabetic);
            let word = &rest[..length];
            let is_ordinal =
                matches!(word, "st" | "nd" | "rd" | "th") && matches!(tokens.last(), Some(Number(..)));
            tokens.push(if is_ordinal { Ordinal } else { Word(word) });
            length
        } else {
            tokens.push(Sign(match first {
                '+' | '-' | '.' | '/' | ':' => first,
                '\u{2212}' => '-',
                _ => return None,
            }));
            first.len_utf8()
        };
        rest = rest[length..].trim_start_matches(is_blank);
    }
    Some(tokens)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == ','
}
