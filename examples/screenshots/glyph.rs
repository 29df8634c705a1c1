//! Characters that are drawn as shapes on the cell grid: box drawing, blocks, braille and dots.
//!
//! Fonts leave gaps between such characters or lack them; shapes join exactly and look the same everywhere.
//! Knows neither colours nor where on the picture a cell stands beyond the corner it is given.

use std::fmt::Write as _;

/// Width of a cell, in pixels.
pub(crate) const CELL_WIDTH: u16 = 12;
/// Height of a cell, in pixels.
pub(crate) const CELL_HEIGHT: u16 = 26;

const WIDTH: f32 = CELL_WIDTH as f32;
const HEIGHT: f32 = CELL_HEIGHT as f32;
const MIDDLE: (f32, f32) = (WIDTH / 2.0, HEIGHT / 2.0);
const LIGHT: f32 = 2.0;
const HEAVY: f32 = 4.0;

/// Line weights that leave the middle of a cell, from U+2500: one hex digit each for left, right, up and
/// down; 1 is light, 2 is heavy. Zero marks the dashes, which are drawn apart.
#[rustfmt::skip]
const ARMS: [u16; 76] = [
    0x1100, 0x2200, 0x0011, 0x0022, // ─ ━ │ ┃
    0x0000, 0x0000, 0x0000, 0x0000, // ┄ ┅ ┆ ┇
    0x0000, 0x0000, 0x0000, 0x0000, // ┈ ┉ ┊ ┋
    0x0101, 0x0201, 0x0102, 0x0202, // ┌ ┍ ┎ ┏
    0x1001, 0x2001, 0x1002, 0x2002, // ┐ ┑ ┒ ┓
    0x0110, 0x0210, 0x0120, 0x0220, // └ ┕ ┖ ┗
    0x1010, 0x2010, 0x1020, 0x2020, // ┘ ┙ ┚ ┛
    0x0111, 0x0211, 0x0121, 0x0112, // ├ ┝ ┞ ┟
    0x0122, 0x0221, 0x0212, 0x0222, // ┠ ┡ ┢ ┣
    0x1011, 0x2011, 0x1021, 0x1012, // ┤ ┥ ┦ ┧
    0x1022, 0x2021, 0x2012, 0x2022, // ┨ ┩ ┪ ┫
    0x1101, 0x2101, 0x1201, 0x2201, // ┬ ┭ ┮ ┯
    0x1102, 0x2102, 0x1202, 0x2202, // ┰ ┱ ┲ ┳
    0x1110, 0x2110, 0x1210, 0x2210, // ┴ ┵ ┶ ┷
    0x1120, 0x2120, 0x1220, 0x2220, // ┸ ┹ ┺ ┻
    0x1111, 0x2111, 0x1211, 0x2211, // ┼ ┽ ┾ ┿
    0x1121, 0x1112, 0x1122, 0x2121, // ╀ ╁ ╂ ╃
    0x1221, 0x2112, 0x1212, 0x2221, // ╄ ╅ ╆ ╇
    0x2212, 0x2122, 0x1222, 0x2222, // ╈ ╉ ╊ ╋
];

/// The same for the half lines from U+2574.
#[rustfmt::skip]
const HALF_ARMS: [u16; 12] = [
    0x1000, 0x0010, 0x0100, 0x0001, // ╴ ╵ ╶ ╷
    0x2000, 0x0020, 0x0200, 0x0002, // ╸ ╹ ╺ ╻
    0x1200, 0x0012, 0x2100, 0x0021, // ╼ ╽ ╾ ╿
];

/// Returns how much of a shade character's cell is ink, from 0 to 1.
pub(crate) fn shade(character: char) -> Option<f32> {
    match character {
        '░' => Some(0.25),
        '▒' => Some(0.5),
        '▓' => Some(0.75),
        _ => None,
    }
}

/// Returns the outline of `character`, to be filled, as SVG path data for the cell whose upper left corner is
/// at `(left, top)`; `None` for characters that are better left to a font.
pub(crate) fn outline(character: char, left: f32, top: f32) -> Option<String> {
    let mut pen = Pen { left, top, path: String::new() };
    let code = u32::from(character);
    match character {
        '┄' | '┅' | '┆' | '┇' | '┈'..='┋' | '╌'..='╏' => pen.dashes(character),
        '─'..='╋' => pen.arms(*ARMS.get((code - 0x2500) as usize)?),
        '╴'..='╿' => pen.arms(*HALF_ARMS.get((code - 0x2574) as usize)?),
        '╭' => pen.corner(false, false),
        '╮' => pen.corner(true, false),
        '╯' => pen.corner(true, true),
        '╰' => pen.corner(false, true),
        '▀'..='▐' | '▔'..='▟' => pen.blocks(character),
        '⠀'..='⣿' => pen.braille(code - 0x2800),
        '●' => pen.disc(MIDDLE, 5.0),
        '○' => pen.ring(MIDDLE, 5.0, 1.6),
        _ => return None,
    }
    Some(pen.path)
}

/// Writes path data for one cell; coordinates are relative to the cell.
struct Pen {
    left: f32,
    top: f32,
    path: String,
}

impl Pen {
    fn rect(&mut self, x: f32, y: f32, width: f32, height: f32) {
        let (x, y) = (self.left + x, self.top + y);
        write!(self.path, "M{x} {y}h{width}v{height}h-{width}z").expect("a String takes all text");
    }

    fn disc(&mut self, (x, y): (f32, f32), radius: f32) {
        self.circle((x, y), radius, 1);
    }

    /// A circle with a hole: the inner one turns the other way round, so that filling leaves it out.
    fn ring(&mut self, middle: (f32, f32), radius: f32, line: f32) {
        self.circle(middle, radius, 1);
        self.circle(middle, radius - line, 0);
    }

    fn circle(&mut self, (x, y): (f32, f32), radius: f32, sweep: u8) {
        let (x, y) = (self.left + x - radius, self.top + y);
        let across = radius * 2.0;
        write!(
            self.path,
            "M{x} {y}a{radius} {radius} 0 0 {sweep} {across} 0a{radius} {radius} 0 0 {sweep} -{across} 0z"
        )
        .expect("a String takes all text");
    }

    fn arms(&mut self, arms: u16) {
        let [left, right, up, down] = [12, 8, 4, 0].map(|shift| match (arms >> shift) & 0xf {
            0 => 0.0,
            1 => LIGHT,
            _ => HEAVY,
        });
        let (x, y) = MIDDLE;
        // Each arm reaches as far past the middle as the thicker crossing line, so that corners are square.
        // An arm that nothing crosses stops at the middle.
        let across = up.max(down) / 2.0;
        let along = left.max(right) / 2.0;
        if left > 0.0 {
            self.rect(0.0, y - left / 2.0, x + across, left);
        }
        if right > 0.0 {
            self.rect(x - across, y - right / 2.0, WIDTH - x + across, right);
        }
        if up > 0.0 {
            self.rect(x - up / 2.0, 0.0, up, y + along);
        }
        if down > 0.0 {
            self.rect(x - down / 2.0, y - along, down, HEIGHT - y + along);
        }
    }

    fn dashes(&mut self, character: char) {
        let code = u32::from(character);
        // Dashed characters come in fours: light and heavy lying, light and heavy standing; the last group
        // has its pairs two dashes long.
        let count: u8 = match code {
            0x2504..=0x2507 => 3,
            0x2508..=0x250b => 4,
            _ => 2,
        };
        let thickness = if code % 2 == 0 { LIGHT } else { HEAVY };
        let standing = code & 2 != 0;
        let length = if standing { HEIGHT } else { WIDTH };
        let step = length / f32::from(count);
        let dash = step * 2.0 / 3.0;
        for index in 0..count {
            let start = f32::from(index) * step + (step - dash) / 2.0;
            if standing {
                self.rect(MIDDLE.0 - thickness / 2.0, start, thickness, dash);
            } else {
                self.rect(start, MIDDLE.1 - thickness / 2.0, dash, thickness);
            }
        }
    }

    /// A rounded corner, drawn for the one that opens right and down and mirrored for the others.
    fn corner(&mut self, opens_left: bool, opens_up: bool) {
        let x = |x: f32| self.left + if opens_left { WIDTH - x } else { x };
        let y = |y: f32| self.top + if opens_up { HEIGHT - y } else { y };
        let half = LIGHT / 2.0;
        let radius = WIDTH - MIDDLE.0;
        let (outer, inner) = (radius + half, radius - half);
        let bend = MIDDLE.1 + radius;
        let sweep = u8::from(opens_left != opens_up);
        self.path = format!(
            "M{} {}A{outer} {outer} 0 0 {sweep} {} {}V{}H{}V{}A{inner} {inner} 0 0 {} {} {}z",
            x(WIDTH),
            y(MIDDLE.1 - half),
            x(MIDDLE.0 - half),
            y(bend),
            y(HEIGHT),
            x(MIDDLE.0 + half),
            y(bend),
            1 - sweep,
            x(WIDTH),
            y(MIDDLE.1 + half),
        );
    }

    fn blocks(&mut self, character: char) {
        let eighths = |code: u32| code as f32 / 8.0;
        let code = u32::from(character);
        match character {
            '▀' => self.rect(0.0, 0.0, WIDTH, HEIGHT / 2.0),
            '▁'..='█' => {
                let height = HEIGHT * eighths(code - 0x2580);
                self.rect(0.0, HEIGHT - height, WIDTH, height);
            }
            '▉'..='▏' => self.rect(0.0, 0.0, WIDTH * eighths(0x2590 - code), HEIGHT),
            '▐' => self.rect(WIDTH / 2.0, 0.0, WIDTH / 2.0, HEIGHT),
            '▔' => self.rect(0.0, 0.0, WIDTH, HEIGHT / 8.0),
            '▕' => self.rect(WIDTH * 7.0 / 8.0, 0.0, WIDTH / 8.0, HEIGHT),
            _ => self.quadrants(character),
        }
    }

    fn quadrants(&mut self, character: char) {
        // Bits: upper left 8, upper right 4, lower left 2, lower right 1.
        let filled = match character {
            '▖' => 0b0010,
            '▗' => 0b0001,
            '▘' => 0b1000,
            '▙' => 0b1011,
            '▚' => 0b1001,
            '▛' => 0b1110,
            '▜' => 0b1101,
            '▝' => 0b0100,
            '▞' => 0b0110,
            _ => 0b0111,
        };
        let (width, height) = MIDDLE;
        for (bit, x, y) in [(8, 0.0, 0.0), (4, width, 0.0), (2, 0.0, height), (1, width, height)] {
            if filled & bit != 0 {
                self.rect(x, y, width, height);
            }
        }
    }

    fn braille(&mut self, dots: u32) {
        // The standard numbers six dots down the columns and puts the two of the fourth row last.
        const DOTS: [(f32, f32); 8] =
            [(1.0, 1.0), (1.0, 3.0), (1.0, 5.0), (3.0, 1.0), (3.0, 3.0), (3.0, 5.0), (1.0, 7.0), (3.0, 7.0)];
        for (bit, (x, y)) in DOTS.into_iter().enumerate() {
            if dots & (1 << bit) != 0 {
                self.disc((WIDTH * x / 4.0, HEIGHT * y / 8.0), 1.9);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_light_line_crosses_the_whole_cell_in_the_middle() {
        assert_eq!(outline('─', 0.0, 0.0).unwrap(), "M0 12h6v2h-6zM6 12h6v2h-6z");
        assert_eq!(outline('│', 12.0, 26.0).unwrap(), "M17 26h2v13h-2zM17 39h2v13h-2z");
    }

    #[test]
    fn a_corner_is_square_where_its_lines_meet() {
        assert_eq!(outline('┌', 0.0, 0.0).unwrap(), "M5 12h7v2h-7zM5 12h2v14h-2z");
    }

    #[test]
    fn a_rounded_corner_ends_where_its_neighbours_begin() {
        let corner = outline('╯', 0.0, 0.0).unwrap();
        assert!(corner.starts_with("M0 14"), "meets the lower edge of a line on its left: {corner}");
        assert!(corner.contains("V0H5V7"), "meets a line above: {corner}");
    }

    #[test]
    fn dashes_differ_in_number_weight_and_direction() {
        let strokes = |character| outline(character, 0.0, 0.0).unwrap().matches('z').count();
        assert_eq!([strokes('╌'), strokes('┄'), strokes('┈'), strokes('╎')], [2, 3, 4, 2]);
        assert!(outline('╍', 0.0, 0.0).unwrap().contains("v4h"));
        assert!(outline('┆', 0.0, 0.0).unwrap().starts_with("M5 "));
    }

    #[test]
    fn braille_has_one_dot_for_each_bit() {
        let dots = |character| outline(character, 0.0, 0.0).unwrap().matches('M').count();
        assert_eq!([dots('⠀'), dots('⠁'), dots('⣀'), dots('⣿')], [0, 1, 2, 8]);
    }

    #[test]
    fn blocks_fill_their_share_of_the_cell() {
        assert_eq!(outline('▌', 0.0, 0.0).unwrap(), "M0 0h6v26h-6z");
        assert_eq!(outline('▄', 0.0, 0.0).unwrap(), "M0 13h12v13h-12z");
        assert_eq!(outline('▚', 0.0, 0.0).unwrap(), "M0 0h6v13h-6zM6 13h6v13h-6z");
    }

    #[test]
    fn letters_and_double_lines_are_left_to_the_font() {
        assert_eq!(outline('a', 0.0, 0.0), None);
        assert_eq!(outline('╬', 0.0, 0.0), None);
    }
}
