//! A small line of readings, two to a cell. Knows numbers only; where braille is not to be had it draws with
//! ASCII marks, one reading to a cell.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::glyphs::Glyphs;
use super::line_writer::Pen;
use super::theme::{Role, Theme};

/// ASCII marks from low to high.
const LEVELS: [char; 8] = ['_', '.', '-', '=', '+', '*', '#', '@'];

/// Readings, and whether they are where they should be.
#[derive(Debug, Clone, Copy)]
pub struct Spark<'a> {
    /// The readings, oldest first.
    pub readings: &'a [f64],
    /// Coloured only when off target; otherwise muted.
    pub off_target: Option<Role>,
}

/// Draws the readings along the first row of an area.
pub fn draw(spark: &Spark<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let style = theme.role(spark.off_target.unwrap_or(Role::Muted));
    let line = line(spark.readings, usize::from(area.width), &theme.glyphs);
    Pen::new(buf, area, 0).put(&line, style);
}

/// The readings as a text of exactly `width` columns, for a cell of a table. The latest are shown if not all fit.
pub fn line(readings: &[f64], width: usize, glyphs: &Glyphs) -> String {
    let per_cell = if glyphs.braille { 2 } else { 1 };
    let levels = if glyphs.braille { 4 } else { LEVELS.len() };
    let heights = heights(readings, width * per_cell, levels);
    if glyphs.braille {
        return heights.chunks(2).map(|pair| sign(bits(pair))).collect();
    }
    heights.iter().map(|height| height.map_or(' ', |height| LEVELS[height])).collect()
}

fn bits(pair: &[Option<usize>]) -> u8 {
    pair.iter()
        .enumerate()
        .filter_map(|(column, height)| Some(bit(column, 3 - (*height)?)))
        .fold(0, |a, b| a | b)
}

/// The dot of a braille cell at a column of 0 or 1 and a row of 0 to 3 from the top.
pub(super) fn bit(column: usize, row: usize) -> u8 {
    const DOTS: [[u8; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];
    DOTS[column % 2][row % 4]
}

/// The braille sign with these dots; none is a blank.
pub(super) fn sign(bits: u8) -> char {
    if bits == 0 {
        return ' ';
    }
    char::from_u32(0x2800 + u32::from(bits)).unwrap_or(' ')
}

/// One height of `levels` for each of `places`, or none where there is no reading.
fn heights(readings: &[f64], places: usize, levels: usize) -> Vec<Option<usize>> {
    let known: Vec<f64> = readings.iter().copied().filter(|reading| reading.is_finite()).collect();
    let latest = &known[known.len().saturating_sub(places)..];
    let low = latest.iter().copied().fold(f64::INFINITY, f64::min);
    let high = latest.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (0..places)
        .map(|place| {
            let reading = spread(latest, place, places)?;
            // Halves, so that the span of two extreme readings does not overflow.
            let span = high / 2.0 - low / 2.0;
            let share = if span > 0.0 { (reading / 2.0 - low / 2.0) / span } else { 0.4 };
            Some(((share * (levels - 1) as f64).round() as usize).min(levels - 1))
        })
        .collect()
}

/// The reading at one of `places`, when fewer readings are drawn out over all of them. A single one stands at the
/// end: it has no past.
fn spread(readings: &[f64], place: usize, places: usize) -> Option<f64> {
    match readings {
        [] => None,
        [only] => (place + 1 == places).then_some(*only),
        _ => {
            let at = place as f64 * (readings.len() - 1) as f64 / (places - 1).max(1) as f64;
            let before = at.floor() as usize;
            let after = (before + 1).min(readings.len() - 1);
            let part = at - at.floor();
            Some(readings.get(before)? * (1.0 - part) + readings[after] * part)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rise_goes_up_two_readings_to_a_cell() {
        assert_eq!(line(&[1.0, 2.0, 3.0, 4.0], 2, &Glyphs::UNICODE), "⡠⠊");
        assert_eq!(line(&[4.0, 3.0, 2.0, 1.0], 2, &Glyphs::UNICODE), "⠑⢄");
        assert_eq!(line(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], 8, &Glyphs::ASCII), "_.-=+*#@");
    }

    #[test]
    fn the_latest_readings_are_kept() {
        assert_eq!(line(&[9.0, 9.0, 1.0, 2.0], 1, &Glyphs::UNICODE), line(&[1.0, 2.0], 1, &Glyphs::UNICODE));
    }

    #[test]
    fn few_or_odd_readings_do_not_break_the_column() {
        for readings in [&[][..], &[1.0], &[f64::NAN, f64::INFINITY], &[f64::MAX, f64::MIN], &[2.0; 5]] {
            for width in 0..9 {
                for glyphs in [Glyphs::UNICODE, Glyphs::ASCII] {
                    assert_eq!(line(readings, width, &glyphs).chars().count(), width);
                }
            }
        }
        assert_eq!(line(&[3.0], 3, &Glyphs::UNICODE).trim(), line(&[3.0], 1, &Glyphs::UNICODE));
    }
}
