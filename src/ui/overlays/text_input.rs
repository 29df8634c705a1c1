//! A text input: the text and where its cursor is.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::app::editor::Editor;
use crate::ui::line_writer::{Pen, columns};

/// Draws the part of the text around its cursor into an area, and says where the cursor stands.
pub(super) fn put(editor: &Editor, style: Style, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return None;
    }
    let (lines, at, column) = editor.view();
    let first = (at + 1).saturating_sub(usize::from(area.height));
    let mut cursor = None;
    for (row, (number, line)) in (0..area.height).zip(lines.iter().enumerate().skip(first)) {
        let is_here = number == at;
        let (shown, before) = window(line, if is_here { column } else { 0 }, area.width);
        Pen::new(buf, area, row).put(shown, style);
        if is_here {
            let x = area.x + before.min(area.width - 1);
            cursor = Some(Position::new(x, area.y + row));
        }
    }
    cursor
}

/// The rest of a line from where it has to start so that the cursor shows, and the columns before the cursor.
fn window(line: &str, column: usize, width: u16) -> (&str, u16) {
    let end = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
    // From the cursor back, so that a long paste costs no more than what shows of it.
    let (mut start, mut before) = (end, 0);
    for (at, grapheme) in line[..end].grapheme_indices(true).rev() {
        let with = before + columns(grapheme);
        if with >= width {
            break;
        }
        (start, before) = (at, with);
    }
    (&line[start..], before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_moves_so_that_the_cursor_shows() {
        assert_eq!(window("abcdef", 2, 10), ("abcdef", 2));
        assert_eq!(window("abcdef", 6, 4), ("def", 3));
        assert_eq!(window("日本語", 3, 4), ("語", 2));
        assert_eq!(window("日本語", 3, 5), ("本語", 4));
        assert_eq!(window("", 0, 1), ("", 0));
        assert_eq!(window("abc", 3, 0), ("", 0));
    }
}
