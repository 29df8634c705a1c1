//! Draws a terminal screen as an SVG picture of a window.
//!
//! Knows nothing of how the screen came about. Every word and symbol is placed by itself on the cell grid, so
//! that a font which is a little too wide or too narrow cannot push a column out of line.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::glyph::{self, CELL_HEIGHT, CELL_WIDTH};
use crate::palette::{Background, Palette, Rgb};

const MARGIN: u16 = 14;
const BAR: u16 = 34;
const TEXT_SIZE: u16 = 20;
/// How far below the top of its cell a character stands.
const BASELINE: u16 = 20;
const FONTS: &str = "JetBrains Mono, DejaVu Sans Mono, monospace";
const DOTS: [(u16, &str); 3] = [(22, "#ff5f57"), (42, "#febc2e"), (62, "#28c840")];

/// Draws `screen` in a window with `title` in its bar; returns the text of the SVG file.
pub(crate) fn draw(screen: &vt100::Screen, ground: Background, title: &str) -> String {
    let (rows, columns) = screen.size();
    let palette = Palette::of(ground);
    let mut sheet = Sheet { palette, grounds: String::new(), shapes: BTreeMap::new(), texts: String::new() };
    for row in 0..rows.get() {
        sheet.row(screen, row, columns.get());
    }
    sheet.thin_cursor(screen);
    sheet.finish(columns.get(), rows.get(), title)
}

/// What a cell looks like once defaults, reverse, dim and the cursor are worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Look {
    ink: Rgb,
    ground: Rgb,
    bold: bool,
    italic: bool,
    underline: bool,
}

/// Neighbouring characters of one look, drawn as one piece of text.
#[derive(Debug)]
struct Word {
    text: String,
    column: u16,
    columns: u16,
    look: Look,
}

/// The parts of the picture, kept apart because they are painted one over the other.
struct Sheet {
    palette: &'static Palette,
    grounds: String,
    /// Outlines by colour.
    shapes: BTreeMap<Rgb, String>,
    texts: String,
}

impl Sheet {
    fn row(&mut self, screen: &vt100::Screen, row: u16, columns: u16) {
        let mut word: Option<Word> = None;
        let mut strip: Option<(Rgb, u16, u16)> = None;
        for column in 0..columns {
            let Some(cell) = screen.cell(row, column) else {
                break;
            };
            let mut look = self.look(screen, cell, row, column);
            let character = single(cell.contents());
            if let Some(share) = character.and_then(glyph::shade) {
                look.ground = look.ground.mix(look.ink, share);
            }
            strip = match strip {
                Some((ground, from, _)) if ground == look.ground => Some((ground, from, column + 1)),
                _ => {
                    self.strip(strip, row);
                    Some((look.ground, column, column + 1))
                }
            };
            if look.underline {
                self.bar(look.ink, column, row, BASELINE + 3, 1);
            }
            if character.is_some_and(|character| self.shape(character, look.ink, column, row)) {
                self.word(word.take(), row);
                continue;
            }
            word = self.extend(word, cell, look, column, row);
        }
        self.word(word, row);
        self.strip(strip, row);
    }

    fn look(&self, screen: &vt100::Screen, cell: &vt100::Cell, row: u16, column: u16) -> Look {
        let mut ink = self.palette.text(cell.fgcolor());
        let mut ground = self.palette.background(cell.bgcolor());
        let cursor = cursor_shape(screen) == CursorShape::Block && screen.cursor_position() == (row, column);
        if cell.inverse() != cursor {
            std::mem::swap(&mut ink, &mut ground);
        }
        if cell.dim() {
            ink = ink.mix(ground, 0.45);
        }
        Look { ink, ground, bold: cell.bold(), italic: cell.italic(), underline: cell.underline() }
    }

    /// Adds one cell's text to the word that stands before it, or begins a new one.
    fn extend(
        &mut self,
        word: Option<Word>,
        cell: &vt100::Cell,
        look: Look,
        column: u16,
        row: u16,
    ) -> Option<Word> {
        let text = cell.contents();
        if text.trim().is_empty() {
            self.word(word, row);
            return None;
        }
        let columns = if cell.is_wide() { 2 } else { 1 };
        match word {
            Some(mut word) if word.look == look && joins(&word.text, text) => {
                word.text.push_str(text);
                word.columns += columns;
                Some(word)
            }
            _ => {
                self.word(word, row);
                Some(Word { text: text.to_owned(), column, columns, look })
            }
        }
    }

    fn word(&mut self, word: Option<Word>, row: u16) {
        let Some(Word { text, column, columns, look }) = word else {
            return;
        };
        let (x, y) = corner(column, row);
        let weight = if look.bold { r#" font-weight="700""# } else { "" };
        let style = if look.italic { r#" font-style="italic""# } else { "" };
        // Viewers with another font stretch a word to its cells; a single character is centred by nobody.
        let length = if text.chars().count() > 1 {
            format!(r#" textLength="{}" lengthAdjust="spacingAndGlyphs""#, columns * CELL_WIDTH)
        } else {
            String::new()
        };
        let (y, ink, text) = (y + BASELINE, look.ink, escape(&text));
        writeln!(self.texts, r#"<text x="{x}" y="{y}" fill="{ink}"{weight}{style}{length}>{text}</text>"#)
            .expect("a String takes all text");
    }

    /// Draws the character as a shape; returns false if it has none and a font has to draw it.
    fn shape(&mut self, character: char, ink: Rgb, column: u16, row: u16) -> bool {
        if glyph::shade(character).is_some() {
            return true;
        }
        let (x, y) = corner(column, row);
        let Some(outline) = glyph::outline(character, f32::from(x), f32::from(y)) else {
            return false;
        };
        self.shapes.entry(ink).or_default().push_str(&outline);
        true
    }

    fn strip(&mut self, strip: Option<(Rgb, u16, u16)>, row: u16) {
        let Some((ground, from, to)) = strip else { return };
        if ground == self.palette.ground {
            return;
        }
        let (x, y) = corner(from, row);
        let width = (to - from) * CELL_WIDTH;
        writeln!(
            self.grounds,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{CELL_HEIGHT}" fill="{ground}"/>"#
        )
        .expect("a String takes all text");
    }

    /// Draws a line across one cell, `below` pixels from its top.
    fn bar(&mut self, ink: Rgb, column: u16, row: u16, below: u16, thickness: u16) {
        let (x, y) = corner(column, row);
        write!(
            self.shapes.entry(ink).or_default(),
            "M{x} {}h{CELL_WIDTH}v{thickness}h-{CELL_WIDTH}z",
            y + below
        )
        .expect("a String takes all text");
    }

    /// A block cursor is a matter of colours; the thin ones are drawn over the text.
    fn thin_cursor(&mut self, screen: &vt100::Screen) {
        let (row, column) = screen.cursor_position();
        let ink = self.palette.ink;
        match cursor_shape(screen) {
            CursorShape::Hidden | CursorShape::Block => {}
            CursorShape::Underline => self.bar(ink, column, row, CELL_HEIGHT - 3, 3),
            CursorShape::Bar => {
                let (x, y) = corner(column, row);
                let outline = format!("M{x} {y}h2v{CELL_HEIGHT}h-2z");
                self.shapes.entry(ink).or_default().push_str(&outline);
            }
        }
    }

    fn finish(self, columns: u16, rows: u16, title: &str) -> String {
        let width = columns * CELL_WIDTH + 2 * MARGIN;
        let height = rows * CELL_HEIGHT + 2 * MARGIN + BAR;
        let Palette { ground, frame, title: title_ink, .. } = self.palette;
        let dots =
            DOTS.map(|(x, fill)| format!(r#"<circle cx="{x}" cy="20" r="6" fill="{fill}"/>"#)).concat();
        let mut shapes = String::new();
        for (ink, outline) in self.shapes {
            writeln!(shapes, r#"<path fill="{ink}" d="{outline}"/>"#).expect("a String takes all text");
        }
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
<rect x="0.5" y="0.5" width="{}" height="{}" rx="10" fill="{ground}" stroke="{frame}"/>
{dots}
<g font-family="{FONTS}" font-size="14" text-anchor="middle">
<text x="{}" y="25" fill="{title_ink}">{}</text>
</g>
<g shape-rendering="crispEdges">
{}</g>
{shapes}<g font-family="{FONTS}" font-size="{TEXT_SIZE}">
{}</g>
</svg>
"#,
            width - 1,
            height - 1,
            width / 2,
            escape(title),
            self.grounds,
            self.texts,
        )
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CursorShape {
    Hidden,
    Block,
    Underline,
    Bar,
}

fn cursor_shape(screen: &vt100::Screen) -> CursorShape {
    use vt100::CursorStyle as Style;
    if screen.hide_cursor() {
        return CursorShape::Hidden;
    }
    match screen.cursor_style() {
        Style::Default | Style::BlinkBlock | Style::SteadyBlock => CursorShape::Block,
        Style::BlinkUnderline | Style::SteadyUnderline => CursorShape::Underline,
        Style::BlinkVerticalBar | Style::SteadyVerticalBar => CursorShape::Bar,
    }
}

/// The upper left corner of a cell.
fn corner(column: u16, row: u16) -> (u16, u16) {
    (MARGIN + column * CELL_WIDTH, MARGIN + BAR + row * CELL_HEIGHT)
}

fn single(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// Whether two neighbours can be one piece of text: letters and digits that every font has at one width, and
/// no two signs in a row, which coding fonts would draw as one arrow or inequality.
fn joins(before: &str, next: &str) -> bool {
    let (Some(before), Some(next)) = (before.chars().next_back(), single(next)) else {
        return false;
    };
    let plain = |character: char| character < '\u{250}';
    let sign = |character: char| !character.is_alphanumeric();
    plain(before) && plain(next) && !(sign(before) && sign(next))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use super::*;

    fn drawn(output: &str) -> String {
        let size = |cells| NonZeroU16::new(cells).unwrap();
        let mut parser = vt100::Parser::new(size(2), size(20), 0);
        // The cursor is hidden unless the test shows it.
        parser.process(b"\x1b[?25l");
        parser.process(output.as_bytes());
        draw(parser.screen(), Background::Dark, "a & b")
    }

    #[test]
    fn each_word_stands_on_its_own_cell() {
        let svg = drawn("one two\r\nthree");
        for word in [r#"x="14" y="68""#, r#"x="62" y="68""#, r#"x="14" y="94""#] {
            assert!(svg.contains(word), "{word} in {svg}");
        }
    }

    #[test]
    fn signs_that_a_font_could_join_are_parted_and_symbols_stand_alone() {
        let svg = drawn("a-b->c ✓d");
        for word in [">a-b-</text>", ">&gt;c</text>", ">✓</text>", ">d</text>"] {
            assert!(svg.contains(word), "{word} in {svg}");
        }
    }

    #[test]
    fn bold_reverse_and_dim_show() {
        let svg = drawn("\x1b[1mbold\x1b[0m \x1b[7mturned\x1b[0m \x1b[2mpale");
        assert!(svg.contains(r#"font-weight="700""#));
        assert!(svg.contains("<rect x=\"74\" y=\"48\" width=\"72\" height=\"26\" fill=\"#e6e9f0\"/>"));
        let pale = Rgb(0xe6, 0xe9, 0xf0).mix(Rgb(0x11, 0x15, 0x1c), 0.45);
        assert!(svg.contains(&format!(r#"fill="{pale}" textLength"#)), "{svg}");
    }

    #[test]
    fn shapes_of_one_colour_are_one_path_and_no_text() {
        let svg = drawn("──\x1b[31m█");
        assert_eq!(svg.matches("<path").count(), 2);
        assert!(!svg.contains('─'));
    }

    #[test]
    fn the_cursor_is_drawn_where_the_program_shows_it() {
        let without = drawn("ab");
        let block = drawn("ab\x1b[?25h");
        let bar = drawn("ab\x1b[?25h\x1b[6 q");
        assert!(!without.contains(r#"<rect x="38""#));
        assert!(block.contains(r#"<rect x="38" y="48" width="12""#));
        assert!(bar.contains("M38 48h2v26h-2z"));
    }

    #[test]
    fn text_is_escaped() {
        assert!(drawn("").contains(">a &amp; b</text>"));
    }
}
