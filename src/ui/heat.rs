//! The heat map: how many risks stand at each impact and chance. Cells with risks are full, empty ones a tint.
//! Knows counts only, not the risks behind them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::line_writer::Pen;
use super::text;
use super::theme::{ColorDepth, Theme};

/// Impact and chance both run from 1 to this.
const SIZE: u16 = 5;

/// Risks by place.
#[derive(Debug, Clone, Copy, Default)]
pub struct Heat {
    /// How many, by impact less one, then chance less one.
    pub counts: [[usize; 5]; 5],
    /// The place to point at, as impact and chance.
    pub highlight: Option<(u8, u8)>,
}

/// How hot a place is, 1 to 5, by its score: the product of impact and chance.
pub fn level(impact: u8, chance: u8) -> u8 {
    match u16::from(impact) * u16::from(chance) {
        0..=3 => 1,
        4..=6 => 2,
        7..=10 => 3,
        11..=16 => 4,
        17.. => 5,
    }
}

/// Draws the map with its axes and returns the room it took: impact upwards, chance to the right.
pub fn draw(heat: &Heat, theme: &Theme, area: Rect, buf: &mut Buffer) -> Rect {
    let area = area.intersection(buf.area);
    let cell = (area.width.saturating_sub(2) / SIZE).min(6);
    if cell < 2 {
        return Rect { width: 0, height: 0, ..area };
    }
    for (row, impact) in (1..=5u8).rev().enumerate() {
        let mut pen = Pen::new(buf, area, u16::try_from(row).unwrap_or(u16::MAX));
        pen.put(&impact.to_string(), theme.subtle).skip(1);
        for chance in 1..=5u8 {
            put_cell(&mut pen, heat, (impact, chance), cell, theme);
        }
    }
    let mut pen = Pen::new(buf, area, SIZE);
    pen.skip(2);
    for chance in 1..=5u8 {
        let label = centred(&chance.to_string(), cell);
        pen.put(&label, theme.subtle);
    }
    Rect { width: 2 + cell * SIZE, height: area.height.min(SIZE + 1), ..area }
}

fn put_cell(pen: &mut Pen<'_>, heat: &Heat, place: (u8, u8), width: u16, theme: &Theme) {
    let (impact, chance) = place;
    let count = heat.counts[usize::from(impact - 1)][usize::from(chance - 1)];
    let level = level(impact, chance);
    let label = if count > 0 { count.to_string() } else { tint(level, theme).to_owned() };
    let style = theme.heat(level, count > 0);
    if heat.highlight != Some(place) {
        pen.put(&centred(&label, width), style);
        return;
    }
    // Brackets point without colour; a cell too narrow for them is underlined.
    if width < 4 {
        pen.put(&centred(&label, width), style.bold().underlined());
    } else {
        pen.put(&centred(&format!("[{label}]"), width), style.bold());
    }
}

/// What stands in an empty cell: without colours the sign itself says how hot the place is.
fn tint(level: u8, theme: &Theme) -> &'static str {
    match (theme.tier, level) {
        (ColorDepth::TrueColor | ColorDepth::Indexed | ColorDepth::Ansi16, _) => theme.glyphs.empty,
        (ColorDepth::Mono, 1) => ".",
        (ColorDepth::Mono, 2) => "-",
        (ColorDepth::Mono, 3) => "+",
        (ColorDepth::Mono, 4) => "*",
        (ColorDepth::Mono, _) => "#",
    }
}

fn centred(label: &str, width: u16) -> String {
    let width = usize::from(width);
    let before = width.saturating_sub(text::width(label)) / 2;
    let rest = text::fit(label, width - before, "+");
    format!("{}{rest}", " ".repeat(before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::glyphs::Glyphs;
    use crate::ui::test_support::{drawn, theme};
    use crate::ui::theme::Background;

    fn heat() -> Heat {
        let mut heat = Heat::default();
        for (impact, chance) in [(5, 4), (4, 2), (4, 3), (4, 4), (3, 2), (3, 3), (2, 1), (2, 2), (2, 3)] {
            heat.counts[impact - 1][chance - 1] = 1;
        }
        heat
    }

    #[test]
    fn places_get_hotter_with_impact_and_chance() {
        assert_eq!([(1, 3), (2, 2), (4, 2), (4, 4), (5, 4)].map(|(i, c)| level(i, c)), [1, 2, 3, 4, 5]);
        for impact in 1..5 {
            for chance in 1..5 {
                assert!(level(impact, chance) <= level(impact + 1, chance));
                assert!(level(impact, chance) <= level(impact, chance + 1));
            }
        }
    }

    #[test]
    fn counts_stand_in_the_middle_of_their_cells() {
        let pointing = Heat { highlight: Some((5, 4)), ..heat() };
        let shown = drawn(24, 6, |area, buf| {
            assert_eq!(draw(&pointing, &theme(), area, buf), Rect::new(0, 0, 22, 6));
        });
        assert_eq!(
            shown,
            "5  ·   ·   ·  [1]  ·\n\
             4  ·   1   1   1   ·\n\
             3  ·   1   1   ·   ·\n\
             2  1   1   1   ·   ·\n\
             1  ·   ·   ·   ·   ·\n\
             \u{20}  1   2   3   4   5"
        );
    }

    #[test]
    fn without_colour_the_signs_say_how_hot() {
        let mono = Theme::new(ColorDepth::Mono, Background::Dark, Glyphs::UNICODE);
        let shown = drawn(24, 6, |area, buf| {
            draw(&Heat::default(), &mono, area, buf);
        });
        assert_eq!(shown.lines().next(), Some("5  -   +   *   #   #"));
    }
}
