//! Text as it may stand in terminal cells: cleaned, measured, cut, padded, wrapped. Knows no styles and no
//! terminal; widths are the ones the buffer itself uses.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

/// The longest grapheme that is drawn whole, in characters: enough for a family of four with skin tones.
const LONGEST_GRAPHEME: usize = 12;

/// Removes what must never reach a terminal: control characters, direction overrides, invisible characters, and
/// endless stacks of accents. Line breaks and tabs become blanks.
///
/// Emoji presentation selectors go too: terminals disagree on how wide they make the sign before them.
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let kept: Cow<'_, str> = if text.chars().all(|sign| shown(sign) == Some(sign)) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter_map(shown).collect())
    };
    if kept.graphemes(true).all(|grapheme| grapheme.chars().nth(LONGEST_GRAPHEME).is_none()) {
        return kept;
    }
    Cow::Owned(kept.graphemes(true).flat_map(|grapheme| grapheme.chars().take(LONGEST_GRAPHEME)).collect())
}

/// Whether every byte of a text is one sign in one column, as it is in most text.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Whether a character never joins with the ones beside it, as long as those are of the same sort: Latin letters without
/// separate accents, punctuation, arrows, lines, shapes.
const fn stands_alone(sign: char) -> bool {
    matches!(sign,
        ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{2bff}')
}

/// The graphemes of a text. Those of text that needs no rules for joining are its characters; looking for them all the
/// same took a fifth of the time of a frame.
pub fn graphemes(text: &str) -> impl Iterator<Item = &str> {
    let (alone, other) = if text.chars().all(stands_alone) { (text, "") } else { ("", text) };
    let sign = |(at, sign): (usize, char)| &text[at..at + sign.len_utf8()];
    alone.char_indices().map(sign).chain(other.graphemes(true))
}

/// What a character is shown as, if at all.
fn shown(sign: char) -> Option<char> {
    match sign {
        '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
        sign if sign.is_control() || is_invisible(sign) => None,
        sign => Some(sign),
    }
}

/// Characters that draw nothing, turn the reading direction, or carry hidden text. The two joiners stay: some
/// scripts and joined emoji need them.
fn is_invisible(sign: char) -> bool {
    matches!(sign,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The columns a text takes, counted by grapheme as the buffer counts them.
pub fn width(text: &str) -> usize {
    let text = clean(text);
    if is_plain(&text) { text.len() } else { graphemes(&text).map(columns).sum() }
}

fn columns(grapheme: &str) -> usize {
    usize::from(grapheme.cell_width())
}

/// Cuts a text to at most `width` columns; a cut text ends in `ellipsis` where that fits.
pub fn clip(text: &str, width: usize, ellipsis: &str) -> String {
    let text = clean(text);
    if self::width(&text) <= width {
        return text.into_owned();
    }
    let tail = self::width(ellipsis);
    if tail > width {
        return head(&text, width).to_owned();
    }
    // A blank before the ellipsis says nothing and looks like a gap.
    let mut cut = head(&text, width - tail).trim_end().to_owned();
    cut.push_str(ellipsis);
    cut
}

/// The longest beginning that takes at most `width` columns.
fn head(text: &str, width: usize) -> &str {
    if is_plain(text) {
        return &text[..width.min(text.len())];
    }
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += columns(grapheme);
        if used > width {
            return &text[..at];
        }
    }
    text
}

/// Makes a text exactly `width` columns wide: cut where too long, padded on the right where too short.
pub fn fit(text: &str, width: usize, ellipsis: &str) -> String {
    let mut cut = clip(text, width, ellipsis);
    let blanks = width.saturating_sub(self::width(&cut));
    cut.extend(std::iter::repeat_n(' ', blanks));
    cut
}

/// Makes a text exactly `width` columns wide, padded on the left.
pub fn fit_right(text: &str, width: usize, ellipsis: &str) -> String {
    let cut = clip(text, width, ellipsis);
    let mut padded = " ".repeat(width.saturating_sub(self::width(&cut)));
    padded.push_str(&cut);
    padded
}

/// Breaks a text into lines of at most `width` columns, between words where it can. Line breaks in the text
/// stay; an empty text is one empty line. No lines where there is no width.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    if width == 0 {
        return Vec::new();
    }
    let options = textwrap::Options::new(width).break_words(false);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let paragraph = clean(paragraph);
        for line in textwrap::wrap(paragraph.trim_end(), &options) {
            break_long(&line, width, &mut lines);
        }
    }
    lines
}

/// Breaks a line with a word longer than the line; `textwrap` would break it inside a grapheme.
fn break_long(line: &str, width: usize, lines: &mut Vec<String>) {
    let mut rest = line;
    while self::width(rest) > width {
        let start = head(rest, width);
        if start.is_empty() {
            // A wide sign in a single column: nothing of it can be shown.
            return;
        }
        lines.push(start.trim_end().to_owned());
        rest = &rest[start.len()..];
    }
    lines.push(rest.to_owned());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn graphemes_are_found_as_the_standard_has_them(text in "[ -~\u{a1}-\u{2ff}\u{300}-\u{36f}\u{2010}-\u{2bff}\u{200d}\u{fe0f}\u{1f1e6}-\u{1f64f}\u{1100}-\u{11ff}\u{ac00}-\u{d7a3}]{0,12}", alone in "[ -~¡-¬®-˿‐-‧←-⯿]{0,12}") {
            for text in [&text, &alone] {
                let standard: Vec<&str> = text.graphemes(true).collect();
                prop_assert_eq!(graphemes(text).collect::<Vec<_>>(), standard);
            }
        }
    }

    #[test]
    fn what_harms_a_terminal_is_removed() {
        assert_eq!(clean("plain"), "plain");
        assert_eq!(clean("a\u{1b}[31mb\u{7}"), "a[31mb");
        assert_eq!(clean("two\nlines\tand tab"), "two lines and tab");
        assert_eq!(clean("in\u{202e}voice\u{2066}x\u{2069}"), "invoicex");
        assert_eq!(clean("a\u{200b}b\u{feff}c\u{e0041}"), "abc");
        assert_eq!(clean("❤\u{fe0f}"), "❤");
    }

    #[test]
    fn a_stack_of_accents_is_cut() {
        let stack = format!("a{}b", "\u{301}".repeat(100));
        assert_eq!(clean(&stack).chars().count(), LONGEST_GRAPHEME + 1);
    }

    #[test]
    fn joined_emoji_stay_whole() {
        let family = "👩\u{200d}👩\u{200d}👧";
        assert_eq!(clean(family), family);
        assert_eq!(width(family), 2);
        assert_eq!(clip("ab👩\u{200d}👩\u{200d}👧cd", 4, "…"), "ab…");
    }

    #[test]
    fn a_text_is_cut_and_padded_to_its_column() {
        assert_eq!(fit("Carrier label API", 12, "…"), "Carrier lab…");
        assert_eq!(fit("Carrier label API", 9, "…"), "Carrier…  ".trim_end().to_owned() + " ");
        assert_eq!(fit("jo", 5, "…"), "jo   ");
        assert_eq!(fit_right("−2d", 5, "…"), "  −2d");
        assert_eq!(fit("日本語", 4, "…"), "日… ");
        assert_eq!(fit("abc", 1, ".."), "a");
        assert_eq!(fit("abc", 0, "…"), "");
    }

    #[test]
    fn lines_break_between_words_and_keep_paragraphs() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("one\n\ntwo", 7), ["one", "", "two"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 3), [""]);
        assert!(wrap("one", 0).is_empty());
    }

    proptest! {
        #[test]
        fn a_fitted_text_is_exactly_as_wide_as_asked(text in any::<String>(), wanted in 0usize..60) {
            prop_assert_eq!(width(&fit(&text, wanted, "…")), wanted);
            prop_assert_eq!(width(&fit_right(&text, wanted, "..")), wanted);
        }

        #[test]
        fn no_wrapped_line_is_too_long(text in any::<String>(), wanted in 1usize..60) {
            for line in wrap(&text, wanted) {
                prop_assert!(width(&line) <= wanted, "{:?}", line);
            }
        }
    }
}
