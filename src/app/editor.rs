//! Typing text: one line or several, with the keys of a shell. The same editing everywhere.

use crate::input::{Chord, Key};
use tui_textarea::{CursorMove, TextArea};

/// A text being typed.
#[derive(Clone, Debug)]
pub struct Editor {
    area: TextArea<'static>,
    /// Whether it may have several lines.
    pub is_long: bool,
}

/// Longest text a paste may bring in.
const LONGEST: usize = 64 * 1024;

impl Editor {
    /// An editor that starts with a text, the cursor at its end.
    pub fn new(text: &str, is_long: bool) -> Self {
        let lines = if is_long {
            text.split('\n').map(str::to_owned).collect()
        } else {
            vec![text.replace('\n', " ")]
        };
        let mut area = TextArea::new(lines);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area, is_long }
    }

    /// What stands there.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Whether nothing stands there.
    pub fn is_blank(&self) -> bool {
        self.area.lines().iter().all(|line| line.trim().is_empty())
    }

    /// The lines, and the cursor's line and column in characters.
    pub fn view(&self) -> (&[String], usize, usize) {
        let cursor = self.area.cursor();
        (self.area.lines(), cursor.0, cursor.1)
    }

    /// Whether the cursor stands behind all that is there.
    pub fn is_at_end(&self) -> bool {
        let (lines, line, column) = self.view();
        line + 1 == lines.len() && lines.last().is_some_and(|it| it.chars().count() == column)
    }

    /// Puts in what was pasted: always text, never keys.
    pub fn paste(&mut self, text: &str) {
        let clean = crate::domain::sanitize::clean_text(text);
        let room = LONGEST.saturating_sub(self.text().len());
        let end = (0..=room.min(clean.len())).rev().find(|&at| clean.is_char_boundary(at)).unwrap_or(0);
        let clean = &clean[..end];
        if self.is_long {
            self.area.insert_str(clean);
        } else {
            let line: Vec<&str> = clean.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
            self.area.insert_str(line.join(" "));
        }
    }

    /// Takes a key that edits; says whether it did.
    pub fn press(&mut self, chord: Chord) -> bool {
        let area = &mut self.area;
        match (chord.key, chord.ctrl, chord.alt) {
            (Key::Char(c), false, false) => area.insert_char(c),
            (Key::Char('a'), true, _) | (Key::Home, ..) => area.move_cursor(CursorMove::Head),
            (Key::Char('e'), true, _) | (Key::End, ..) => area.move_cursor(CursorMove::End),
            (Key::Char('w'), true, _) | (Key::Backspace, _, true) => drop(area.delete_word()),
            (Key::Char('u'), true, _) => drop(area.delete_line_by_head()),
            (Key::Char('k'), true, _) => drop(area.delete_line_by_end()),
            (Key::Char('d'), true, _) | (Key::Delete, ..) => drop(area.delete_next_char()),
            (Key::Char('b'), true, _) | (Key::Left, false, _) => area.move_cursor(CursorMove::Back),
            (Key::Char('f'), true, _) | (Key::Right, false, _) => area.move_cursor(CursorMove::Forward),
            (Key::Left, true, _) => area.move_cursor(CursorMove::WordBack),
            (Key::Right, true, _) => area.move_cursor(CursorMove::WordForward),
            (Key::Backspace, ..) => drop(area.delete_char()),
            (Key::Char('j'), true, _) if self.is_long => area.insert_newline(),
            (Key::Up, ..) if self.is_long && area.cursor().0 > 0 => area.move_cursor(CursorMove::Up),
            (Key::Down, ..) if self.is_long && area.cursor().0 + 1 < area.lines().len() => {
                area.move_cursor(CursorMove::Down);
            }
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::parse_script;

    fn typed(start: &str, script: &str) -> String {
        let mut editor = Editor::new(start, false);
        for chord in parse_script(script).unwrap() {
            editor.press(chord);
        }
        editor.text()
    }

    #[test]
    fn the_keys_are_those_of_a_shell() {
        assert_eq!(typed("ship without wallet", "<c-w>cards"), "ship without cards");
        assert_eq!(typed("abc", "<c-a>x<c-e>y"), "xabcy");
        assert_eq!(typed("abc", "<left><c-k>"), "ab");
        assert_eq!(typed("abc", "<c-u>z"), "z");
    }

    #[test]
    fn a_paste_is_one_line_in_a_one_line_field_and_keeps_its_lines_in_a_long_one() {
        let mut line = Editor::new("", false);
        line.paste("one\r\ntwo\u{1b}[2J\n");
        assert_eq!(line.text(), "one two[2J");
        let mut long = Editor::new("", true);
        long.paste("one\ntwo");
        assert_eq!(long.text(), "one\ntwo");
    }
}
