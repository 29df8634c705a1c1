//! What the tests of the primitives share: a theme, a way to see what was drawn, hostile texts. Test code only.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;

use super::glyphs::Glyphs;
use super::theme::{Background, ColorDepth, Theme};
use crate::terminal::Screen;

/// The theme most tests draw with.
pub(super) fn theme() -> Theme {
    Theme::new(ColorDepth::TrueColor, Background::Dark, Glyphs::UNICODE)
}

/// The rows of a buffer as text, without trailing blanks and trailing empty rows.
pub(super) fn text_of(buf: &Buffer) -> String {
    let mut text = String::new();
    for y in buf.area.rows() {
        let mut hidden = 0;
        let mut line = String::new();
        for cell in y.positions().map(|at| &buf[at]) {
            if hidden == 0 {
                line.push_str(cell.symbol());
                hidden = cell.cell_width().max(1);
            }
            hidden -= 1;
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text.trim_end().to_owned()
}

/// One short line that changes whenever the colour or weight of any cell does, so that a snapshot of text fails for
/// those too. FNV-1a over what the cells look like, row by row.
pub(super) fn styles_of(buf: &Buffer) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut look = String::new();
    for cell in buf.content() {
        look.clear();
        let _ = write!(look, "{} {} {} {};", cell.fg, cell.bg, cell.underline_color, cell.modifier.bits());
        for byte in look.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("(styles {hash:016x})")
}

/// Draws into a fresh buffer and shows the result as text.
pub(super) fn drawn(width: u16, height: u16, draw: impl FnOnce(Rect, &mut Buffer)) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    draw(area, &mut buf);
    text_of(&buf)
}

/// The bytes that a terminal is really sent for a first picture, and then to get from it to the next.
pub(super) fn bytes_sent(
    width: u16,
    height: u16,
    before: impl FnOnce(Rect, &mut Buffer),
    after: impl FnOnce(Rect, &mut Buffer),
) -> (usize, usize) {
    let mut screen = Screen::fixed(std::io::sink(), width, height).unwrap();
    let first = screen.draw(|frame| before(frame.area(), frame.buffer_mut())).unwrap();
    (first, screen.draw(|frame| after(frame.area(), frame.buffer_mut())).unwrap())
}

/// Texts that have broken screens before.
pub(super) const HOSTILE: [&str; 8] = [
    "",
    "plain words that are rather long for a cell",
    "日本語のとても長い見出し",
    "👩\u{200d}👩\u{200d}👧\u{200d}👦🏽🇨🇭❤\u{fe0f}\u{200d}🔥1\u{fe0f}\u{20e3}",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}x\u{301}",
    "\u{202e}gnirts\u{202c}\u{2066}\u{200b}\u{feff}\u{e0041}",
    "\u{1b}[2J\u{7}\r\n\t\u{9b}31m\u{0}",
    "\u{301}\u{200d}\u{fe0f}ｶﾞﾊﾟﷺ\u{0e33}",
];
