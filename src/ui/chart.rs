//! A line chart with its target, its dates and the events that may explain a bend. Knows numbers and labels only.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::axis_ticks::{Scale, label};
use super::line_writer::{Pen, columns};
use super::spark;
use super::theme::{Role, Theme};

/// A series over time. Positions in time are any numbers that grow, days for instance.
#[derive(Debug, Clone, Copy)]
pub struct Chart<'a> {
    /// Readings as (time, value), in any order.
    pub points: &'a [(f64, f64)],
    /// Where the value should be: a dotted line on a labelled tick.
    pub target: Option<f64>,
    /// Dates to label under the axis.
    pub dates: &'a [(f64, &'a str)],
    /// Events to mark under the dates, by id.
    pub events: &'a [(f64, &'a str)],
    /// The role of the line.
    pub role: Role,
}

/// Draws the chart; where there is no room for axes, only the line of its readings.
pub fn draw(chart: &Chart<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    let mut points: Vec<(f64, f64)> = chart.points.to_vec();
    points.retain(|(time, value)| time.is_finite() && value.is_finite());
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return;
    };

    let feet = 2 + u16::from(!chart.events.is_empty());
    let rows = area.height.saturating_sub(feet);
    let scale = Scale::new(points.iter().map(|point| point.1), chart.target, usize::from(rows / 3).max(1));
    let side = scale.ticks.iter().map(|tick| columns(&label(*tick, scale.step))).max().unwrap_or(0) + 3;
    let width = area.width.saturating_sub(side);
    if rows < 3 || width < 8 {
        let readings: Vec<f64> = points.iter().map(|point| point.1).collect();
        let spark = spark::Spark { readings: &readings, off_target: Some(chart.role) };
        return spark::draw(&spark, theme, area, buf);
    }

    let plot = Plot { times: (first.0, last.0), scale: &scale, width, rows, side };
    plot.rows(&points, chart, theme, area, buf);
    Pen::new(buf, area, rows).skip(side - 1).put(theme.glyphs.turn, theme.border).repeat(
        theme.glyphs.frame.across,
        width,
        theme.border,
    );
    plot.dates(chart.dates, theme, area, buf);
    plot.events(chart.events, theme, area, buf);
}

/// The room of the line: `width` cells by `rows`, right of `side` columns of labels.
struct Plot<'a> {
    times: (f64, f64),
    scale: &'a Scale,
    width: u16,
    rows: u16,
    side: u16,
}

impl Plot<'_> {
    fn dots_down(&self) -> usize {
        usize::from(self.rows) * 4
    }

    /// The dot, counted from the top, of a value.
    fn dot_of(&self, value: f64) -> usize {
        let share = 1.0 - self.scale.share(value);
        ((share * (self.dots_down() - 1) as f64).round() as usize).min(self.dots_down() - 1)
    }

    /// The column of a time, counted from the left of the plot; none outside the times shown.
    fn column_of(&self, time: f64) -> Option<u16> {
        let (from, to) = self.times;
        let span = to - from;
        let share = if span > 0.0 { (time - from) / span } else { 0.0 };
        (0.0..=1.0).contains(&share).then(|| (share * f64::from(self.width - 1)).round() as u16)
    }

    /// The braille dots of the line, row by row.
    fn trace(&self, points: &[(f64, f64)]) -> Vec<u8> {
        let across = usize::from(self.width) * 2;
        let mut cells = vec![0u8; usize::from(self.width) * usize::from(self.rows)];
        let (from, to) = self.times;
        let mut before = None;
        for column in 0..across {
            let time = from + (to - from) * column as f64 / (across - 1) as f64;
            let Some(value) = value_at(points, time) else {
                continue;
            };
            let here = self.dot_of(value);
            // Steep parts are filled up or down to the last dot, so that the line does not break.
            let last: usize = before.replace(here).unwrap_or(here);
            let (top, bottom) = match here.cmp(&last) {
                std::cmp::Ordering::Less => (here, last - 1),
                std::cmp::Ordering::Equal => (here, here),
                std::cmp::Ordering::Greater => (last + 1, here),
            };
            for dot in top..=bottom {
                cells[dot / 4 * usize::from(self.width) + column / 2] |= spark::bit(column, dot);
            }
        }
        cells
    }

    fn rows(&self, points: &[(f64, f64)], chart: &Chart<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let cells = self.trace(points);
        let target = chart.target.filter(|target| target.is_finite()).map(|target| self.dot_of(target));
        for (row, line) in (0..self.rows).zip(cells.chunks(usize::from(self.width))) {
            let mut pen = Pen::new(buf, area, row);
            let tick = self.scale.ticks.iter().find(|tick| self.dot_of(**tick) / 4 == usize::from(row));
            if let Some(tick) = tick {
                pen.put(&theme.glyphs.own(&label(*tick, self.scale.step)), theme.subtle);
            }
            let gap = area.x + self.side - 1 - pen.x();
            pen.skip(gap).put(theme.glyphs.frame.down, theme.border);
            let dotted = target.filter(|dot| dot / 4 == usize::from(row));
            for bits in line {
                put_cell(&mut pen, *bits, dotted, theme.role(chart.role), theme);
            }
        }
    }

    fn dates(&self, dates: &[(f64, &str)], theme: &Theme, area: Rect, buf: &mut Buffer) {
        let mut free = Room::new(area.width);
        // The ends first: they say what the line spans.
        let ends = dates.first().into_iter().chain(dates.last());
        for (time, words) in ends.chain(dates) {
            let Some(column) = self.column_of(*time) else {
                continue;
            };
            let words = theme.glyphs.own(words);
            let wide = columns(&words);
            let middle = (self.side + column).saturating_sub(wide / 2);
            let start = middle.max(self.side).min(area.width.saturating_sub(wide));
            if free.take(start, wide) {
                Pen::new(buf, area, self.rows + 1).skip(start).put(&words, theme.subtle);
            }
        }
    }

    fn events(&self, events: &[(f64, &str)], theme: &Theme, area: Rect, buf: &mut Buffer) {
        let mut free = Room::new(area.width);
        for (time, id) in events {
            let Some(column) = self.column_of(*time) else {
                continue;
            };
            let at = self.side + column;
            let wide = columns(id) + 1;
            // Beside the mark at the right, else at the left, else the mark alone.
            let mut pen = Pen::new(buf, area, self.rows + 2);
            if free.take(at, wide + 1) {
                pen.skip(at).put(theme.glyphs.event, theme.warn).skip(1).put(id, theme.muted);
            } else if at >= self.side + wide && free.take(at - wide, wide + 1) {
                pen.skip(at - wide).put(id, theme.muted).skip(1).put(theme.glyphs.event, theme.warn);
            } else if free.take(at, 1) {
                pen.skip(at).put(theme.glyphs.event, theme.warn);
            }
        }
    }
}

/// Which columns of a row of labels are still free.
struct Room {
    taken: Vec<bool>,
}

impl Room {
    fn new(width: u16) -> Self {
        Self { taken: vec![false; usize::from(width)] }
    }

    /// Takes `wide` columns if they and one on each side are free.
    fn take(&mut self, start: u16, wide: u16) -> bool {
        let (start, end) = (usize::from(start), usize::from(start) + usize::from(wide));
        let around = start.saturating_sub(1)..(end + 1).min(self.taken.len());
        if end > self.taken.len() || self.taken[around].contains(&true) {
            return false;
        }
        self.taken[start..end].fill(true);
        true
    }
}

fn put_cell(pen: &mut Pen<'_>, bits: u8, dotted: Option<usize>, line: Style, theme: &Theme) {
    let mut sign = [0; 4];
    match (bits, dotted, theme.glyphs.braille) {
        (0, None, _) => pen.skip(1),
        // One dot to a cell: without colour, too, the target is thinner than the line.
        (0, Some(dot), true) => pen.put(spark::sign(spark::bit(0, dot)).encode_utf8(&mut sign), theme.muted),
        (0, Some(_), false) => pen.put(".", theme.muted),
        (bits, _, true) => pen.put(spark::sign(bits).encode_utf8(&mut sign), line),
        (_, _, false) => pen.put("*", line),
    };
}

/// The value at a time, straight between the readings around it.
fn value_at(points: &[(f64, f64)], time: f64) -> Option<f64> {
    let after = points.partition_point(|point| point.0 < time);
    let Some(&(late, high)) = points.get(after) else {
        return points.last().map(|point| point.1);
    };
    let Some(&(early, low)) = after.checked_sub(1).and_then(|before| points.get(before)) else {
        return Some(high);
    };
    let part = (time - early) / (late - early);
    Some(low * (1.0 - part) + high * part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::glyphs::Glyphs;
    use crate::ui::test_support::{drawn, theme};
    use crate::ui::theme::{Background, ColorDepth};

    const POINTS: [(f64, f64); 3] = [(2.0, 18.0), (6.0, 30.0), (12.0, 36.0)];

    fn chart() -> Chart<'static> {
        Chart {
            points: &POINTS,
            target: Some(24.0),
            dates: &[(2.0, "2 Mar"), (6.0, "6 Mar"), (6.2, "again"), (12.0, "12 Mar")],
            events: &[(4.0, "D-27"), (4.4, "D-28"), (12.0, "B-14"), (99.0, "D-99")],
            role: Role::Danger,
        }
    }

    fn shown(chart: &Chart<'_>, width: u16, height: u16) -> Vec<String> {
        let plain = Theme::new(ColorDepth::Mono, Background::Dark, Glyphs::ASCII);
        let text = drawn(width, height, |area, buf| draw(chart, &plain, area, buf));
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_target_runs_along_its_own_tick() {
        let target: Vec<_> = shown(&chart(), 50, 12).into_iter().filter(|row| row.contains("....")).collect();
        assert_eq!(target.len(), 1);
        assert!(target[0].starts_with("24"), "{target:?}");
    }

    #[test]
    fn labels_and_marks_that_would_collide_leave() {
        let rows = shown(&chart(), 50, 12);
        let [dates, events] = &rows[rows.len() - 2..] else { panic!("two rows of labels") };
        assert_eq!(dates.trim(), "2 Mar           6 Mar                  12 Mar");
        assert_eq!(events.trim(), "^ D-27                        B-14 ^");
    }

    #[test]
    fn points_may_come_in_any_order() {
        let shuffled = [POINTS[2], (f64::NAN, 1.0), POINTS[0], POINTS[1]];
        let chart = Chart { points: &shuffled, ..chart() };
        assert_eq!(shown(&chart, 50, 12), shown(&self::chart(), 50, 12));
    }

    #[test]
    fn without_room_for_axes_the_line_remains() {
        let text = drawn(12, 2, |area, buf| draw(&chart(), &theme(), area, buf));
        assert_eq!(text.chars().count(), 12, "{text}");
        assert!(!text.contains('│'));
    }

    #[test]
    fn no_readings_draw_nothing() {
        assert!(shown(&Chart { points: &[], ..chart() }, 50, 12).is_empty());
    }
}
