//! Where everything is, as a pure function of tab and size. Drawing and paging ask the same question here.

use super::list::ListId;
use ratatui::layout::Rect;

/// The smallest terminal the board is drawn in; below it a sentence.
pub const SMALLEST: (u16, u16) = (60, 16);

/// How wide a terminal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breadth {
    /// Under 100 columns: one list.
    Narrow,
    /// 100 to 139: a list beside its detail.
    Medium,
    /// 140 and more: a third column for what happened.
    Wide,
}

impl Breadth {
    /// How wide so many columns are.
    pub const fn of(columns: u16) -> Self {
        match columns {
            0..=99 => Self::Narrow,
            100..=139 => Self::Medium,
            140.. => Self::Wide,
        }
    }
}

/// Where a tab's list and its detail lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// The overview: several lists, no detail.
    Overview,
    /// As [`Arrangement::Beside`], under the rail of the steps.
    UnderRail,
    /// Beside each other where there is room, else above each other.
    Beside,
    /// As [`Arrangement::Beside`], with the heat map over the detail where there is room.
    BesideMap,
    /// Above each other at every width, because both need it.
    Stacked,
    /// As [`Arrangement::Stacked`], with most of the room for the detail, which is a chart.
    OverChart,
}

impl Arrangement {
    /// That of a tab.
    fn of(tab: ListId) -> Self {
        tab.tab().map_or(Self::Beside, |spec| spec.arrangement)
    }
}

/// The areas of one screen. What is not shown has no size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// Two rows at the top.
    pub header: Rect,
    /// The verdict.
    pub verdict: Rect,
    /// The six steps.
    pub rail: Rect,
    /// The lists, in the order the focus visits them.
    pub panes: Vec<(ListId, Rect)>,
    /// The selected record.
    pub detail: Rect,
    /// The heat map.
    pub heat: Rect,
    /// The chart of the selected metric, where the overview has room for it.
    pub chart: Rect,
    /// What happened lately.
    pub feed: Rect,
    /// The last row.
    pub hints: Rect,
}

impl Areas {
    /// How many rows of a list its pane has room for.
    pub fn rows_of(&self, list: ListId) -> usize {
        let pane = self.panes.iter().find(|(shown, _)| *shown == list).map_or(Rect::ZERO, |(_, area)| *area);
        let head = u16::from(has_head(list, pane.width));
        usize::from(pane.height.saturating_sub(2 + head))
    }
}

/// Whether a list shows the heads of its columns in a pane this wide.
pub fn has_head(list: ListId, columns: u16) -> bool {
    list.spec().heads_from.is_some_and(|least| columns >= least)
}

/// Cuts `rows` from the top of an area.
fn top(area: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    let cut = Rect { height: rows, ..*area };
    area.y += rows;
    area.height -= rows;
    cut
}

fn left(area: Rect, columns: u16) -> (Rect, Rect) {
    let columns = columns.min(area.width);
    let rest = Rect { x: area.x + columns, width: area.width - columns, ..area };
    (Rect { width: columns, ..area }, rest)
}

const fn part(of: u16, percent: u16) -> u16 {
    (of as u32 * percent as u32 / 100) as u16
}

/// The areas of a tab at a size. A zoomed pane takes the whole body: `Some(pane)`, the detail being the one after
/// the last.
pub fn areas(tab: ListId, columns: u16, rows: u16, zoom: Option<usize>) -> Areas {
    let mut body = Rect::new(0, 0, columns, rows);
    let mut areas = Areas { header: top(&mut body, 2), ..Areas::default() };
    let body_rows = body.height.saturating_sub(1);
    let mut body = top(&mut body, body_rows);
    areas.hints = Rect::new(0, rows.saturating_sub(1), columns, rows.min(1));
    let arrangement = Arrangement::of(tab);
    if let (Some(pane), true) = (zoom, arrangement != Arrangement::Overview) {
        if pane == 0 {
            areas.panes = vec![(tab, body)];
        } else {
            areas.panes = vec![(tab, Rect { height: 0, ..body })];
            areas.detail = body;
        }
        return areas;
    }
    match arrangement {
        Arrangement::Overview => overview(&mut areas, body),
        Arrangement::UnderRail => {
            let is_airy = body.height >= 25;
            top(&mut body, u16::from(is_airy));
            areas.rail = top(&mut body, if Breadth::of(columns) == Breadth::Narrow { 1 } else { 2 });
            top(&mut body, u16::from(is_airy));
            split(&mut areas, tab, arrangement, body);
        }
        Arrangement::Beside | Arrangement::BesideMap | Arrangement::Stacked | Arrangement::OverChart => {
            split(&mut areas, tab, arrangement, body);
        }
    }
    areas
}

/// A list and its detail: beside each other where there is room, else above each other.
fn split(areas: &mut Areas, tab: ListId, arrangement: Arrangement, mut body: Rect) {
    let is_stacked = matches!(arrangement, Arrangement::Stacked | Arrangement::OverChart);
    let breadth = Breadth::of(body.width);
    if breadth == Breadth::Narrow || is_stacked {
        let detail = match (arrangement, breadth) {
            (Arrangement::OverChart, _) => body.height.saturating_sub(9).max(body.height / 2),
            (_, Breadth::Narrow) => (body.height / 2).clamp(5, 11),
            (_, Breadth::Medium | Breadth::Wide) => part(body.height, 50).clamp(8, 22),
        };
        let list_rows = body.height.saturating_sub(detail);
        let list = top(&mut body, list_rows);
        areas.panes = vec![(tab, list)];
        areas.detail = body;
        return;
    }
    let (list, mut side) = left(body, part(body.width, 57));
    areas.panes = vec![(tab, list)];
    if arrangement == Arrangement::BesideMap {
        areas.heat = top(&mut side, 10);
    }
    areas.detail = side;
}

fn overview(areas: &mut Areas, mut body: Rect) {
    let breadth = Breadth::of(body.width);
    let is_airy = body.height >= 25;
    let air = |body: &mut Rect| {
        top(body, u16::from(is_airy));
    };
    if breadth == Breadth::Narrow {
        let verdict = if body.height >= 18 { 4 } else { 2 };
        areas.verdict = top(&mut body, verdict);
        areas.rail = top(&mut body, 1);
        let metrics = if body.height >= 14 { 5 } else { 0 };
        let needs_rows = body.height.saturating_sub(metrics);
        areas.panes = vec![(ListId::Overview, top(&mut body, needs_rows)), (ListId::Metrics, body)];
        return;
    }
    air(&mut body);
    // Where there is plenty, more reasons and the checklist show.
    let verdict = if body.height >= 36 { 8 } else { 5 };
    areas.verdict = top(&mut body, verdict);
    air(&mut body);
    areas.rail = top(&mut body, 2);
    air(&mut body);
    if breadth == Breadth::Wide {
        let (rest, feed) = left(body, part(body.width, 69));
        body = rest;
        areas.feed = feed;
    }
    let next_rows =
        if breadth == Breadth::Wide { part(body.height, 50) } else { body.height.saturating_sub(8) };
    let next = top(&mut body, next_rows);
    let (risks, metrics) = if breadth == Breadth::Wide {
        let (mut metrics, mut risks) = left(body, body.width.div_ceil(2));
        if body.height >= 16 {
            areas.heat = top(&mut risks, 8);
            let list = top(&mut metrics, 8);
            areas.chart = std::mem::replace(&mut metrics, list);
        }
        (risks, metrics)
    } else {
        left(body, 34)
    };
    areas.panes = vec![(ListId::Overview, next), (ListId::OpenRisks, risks), (ListId::Metrics, metrics)];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_area_ever_leaves_the_terminal_or_meets_another() {
        for (id, _) in ListId::tabs() {
            for columns in (0..220).step_by(7) {
                for rows in 0..60 {
                    for zoom in [None, Some(0), Some(1)] {
                        let frame = Rect::new(0, 0, columns, rows);
                        let areas = areas(id, columns, rows, zoom);
                        let mut all: Vec<Rect> = areas.panes.iter().map(|(_, area)| *area).collect();
                        all.extend([
                            areas.header,
                            areas.verdict,
                            areas.rail,
                            areas.detail,
                            areas.heat,
                            areas.chart,
                            areas.feed,
                        ]);
                        all.push(areas.hints);
                        all.retain(|area| area.area() > 0);
                        for (at, area) in all.iter().enumerate() {
                            assert_eq!(area.intersection(frame), *area, "{id:?} {columns}x{rows}");
                            let meets = all[at + 1..].iter().find(|other| area.intersects(**other));
                            assert!(meets.is_none() || rows < 4, "{id:?} {columns}x{rows}: {area} {meets:?}");
                        }
                    }
                }
            }
        }
    }
}
