//! A table: a list's visible rows under a head. Knows neither the list behind the window nor how it is sorted.
//!
//! Columns leave by rank as the width shrinks, they are never all squeezed. Neighbouring cells share a style
//! wherever they can and blanks carry none that they need not, because every change of style is sent to the
//! terminal.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

pub use super::columns::{Align, Column, Width};
use super::columns::{GUTTER, Kept, layout};
use super::glyphs::State;
use super::line_writer::Pen;
use super::text;
use super::theme::{Role, Theme};

/// The bar, the state and a blank.
const LEAD: u16 = 3;

/// One cell of a row.
#[derive(Debug, Clone, Default)]
pub struct Cell<'a> {
    /// What it says.
    pub text: Cow<'a, str>,
    /// What that is there for.
    pub role: Role,
}

impl<'a> Cell<'a> {
    /// Makes a cell.
    pub fn new(text: impl Into<Cow<'a, str>>, role: Role) -> Self {
        Self { text: text.into(), role }
    }
}

/// One visible row.
#[derive(Debug, Clone)]
pub struct RowView<'a> {
    /// Its state, as the glyph at the left.
    pub state: Option<State>,
    /// Its id; drawn in the table's id column.
    pub id: Cow<'a, str>,
    /// One cell for each column of the table, in the same order.
    pub cells: Vec<Cell<'a>>,
    /// Taken into a selection of many.
    pub marked: bool,
    /// Just changed by somebody else.
    pub flash: bool,
}

/// A window onto a list.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    /// Columns right of the id.
    pub columns: &'a [Column<'a>],
    /// The visible rows only; those beyond the area are not drawn.
    pub rows: &'a [RowView<'a>],
    /// The selected row, counted within the visible ones.
    pub selected: Option<usize>,
    /// Whether the first row of the area is a head.
    pub head: bool,
    /// The width of the id column; 0 leaves it out.
    pub id_width: u16,
}

/// Draws head and rows.
pub fn draw(table: &Table<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let id = if table.id_width > 0 { table.id_width + GUTTER } else { 0 };
    // One blank stays free at the right, so that dates do not touch the border.
    let room = area.width.saturating_sub(LEAD + id + 1);
    let kept = layout(table.columns, room);
    let first = u16::from(table.head);
    if table.head {
        draw_head(table, &kept, theme, area, buf);
    }
    let title = table.columns.iter().position(|column| matches!(column.width, Width::Flex { .. }));
    for (row, at) in table.rows.iter().zip(first..area.height) {
        let selected = table.selected == Some(usize::from(at - first));
        let look = Look { theme, selected, title };
        look.draw_row(table, row, &kept, Pen::new(buf, area, at));
    }
}

fn draw_head(table: &Table<'_>, kept: &[Kept], theme: &Theme, area: Rect, buf: &mut Buffer) {
    let mut line = String::new();
    if table.id_width > 0 {
        line.push_str(&text::fit("id", usize::from(table.id_width + GUTTER), ""));
    }
    for (at, kept) in kept.iter().enumerate() {
        let column = &table.columns[kept.column];
        if at > 0 {
            line.push_str("  ");
        }
        line.push_str(&aligned(
            &theme.glyphs.own(column.head),
            column.align,
            kept.width,
            theme.glyphs.ellipsis,
        ));
    }
    Pen::new(buf, area, 0).skip(LEAD).put(line.trim_end(), theme.subtle);
}

fn aligned(words: &str, align: Align, width: u16, ellipsis: &str) -> String {
    match align {
        Align::Left => text::fit(words, usize::from(width), ellipsis),
        Align::Right => text::fit_right(words, usize::from(width), ellipsis),
    }
}

/// How one row of a table looks.
struct Look<'a> {
    theme: &'a Theme,
    selected: bool,
    title: Option<usize>,
}

impl Look<'_> {
    fn style(&self, role: Role) -> Style {
        match role {
            _ if !self.selected => self.theme.role(role),
            // One shade for all plain words of the selected row: it reads better on the ground, and each change
            // of colour there costs some twenty bytes for every press of a cursor key.
            Role::Text | Role::Muted | Role::Subtle | Role::Border => self.theme.select,
            Role::Accent | Role::Focus | Role::Go | Role::Warn | Role::Danger | Role::Escal => {
                self.theme.selected(role)
            }
        }
    }

    /// Blanks always go with the cell before them: fewer changes of style.
    fn draw_row(&self, table: &Table<'_>, row: &RowView<'_>, kept: &[Kept], mut pen: Pen<'_>) {
        let glyphs = &self.theme.glyphs;
        match (row.marked, self.selected) {
            (true, _) => pen.put(glyphs.mark, self.style(Role::Accent)),
            (false, true) => pen.put(glyphs.bar, self.theme.bar),
            (false, false) => pen.skip(1),
        };
        match row.state {
            Some(state) => pen.put(glyphs.state(state), self.style(state.role())),
            None => pen.put(" ", self.style(Role::Muted)),
        };
        pen.put(" ", self.style(Role::Muted));
        if table.id_width > 0 {
            let style = self.style(Role::Muted);
            let id = text::fit(&row.id, usize::from(table.id_width), glyphs.ellipsis);
            pen.put(&id, if row.flash { style.bold() } else { style }).put("  ", style);
        }
        for (at, &Kept { column: index, width }) in kept.iter().enumerate() {
            let column = &table.columns[index];
            let Some(cell) = row.cells.get(index) else {
                break;
            };
            let mut words = aligned(&cell.text, column.align, width, glyphs.ellipsis);
            if at + 1 < kept.len() {
                words.push_str("  ");
            }
            let style = self.style(cell.role);
            let is_title = self.selected && self.title == Some(index);
            pen.put(&words, if is_title { style.bold() } else { style });
        }
        if self.selected {
            let rest = pen.left();
            pen.repeat(" ", rest, self.theme.select);
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Modifier};

    use super::*;
    use crate::ui::glyphs::Glyphs;
    use crate::ui::test_support::{bytes_sent, drawn, theme};
    use crate::ui::theme::{Background, ColorDepth};

    const COLUMNS: [Column<'static>; 4] = [
        Column { head: "decision", width: Width::Flex { min: 16 }, align: Align::Left, rank: 0 },
        Column { head: "owner", width: Width::Fixed(6), align: Align::Left, rank: 0 },
        Column { head: "due", width: Width::Fixed(4), align: Align::Right, rank: 0 },
        Column { head: "step", width: Width::Between { min: 6, max: 10 }, align: Align::Left, rank: 3 },
    ];

    fn row(state: State, id: &'static str, title: &'static str, owner: &'static str) -> RowView<'static> {
        let cells = vec![
            Cell::new(title, Role::Text),
            Cell::new(owner, Role::Muted),
            Cell::new("−2d", state.role()),
            Cell::new("4 Decide", Role::Text),
        ];
        RowView { state: Some(state), id: id.into(), cells, marked: false, flash: false }
    }

    fn rows() -> Vec<RowView<'static>> {
        vec![
            row(State::Late, "D-31", "Go live with hand-printed labels?", "maya"),
            row(State::Escalated, "D-28", "Which refund wording goes out?", "jo"),
            row(State::Open, "D-35", "Freeze the catalogue on 23 Mar?", "nobody"),
        ]
    }

    fn table<'a>(rows: &'a [RowView<'a>], selected: usize) -> Table<'a> {
        Table { columns: &COLUMNS, rows, selected: Some(selected), head: true, id_width: 4 }
    }

    #[test]
    fn columns_leave_by_rank_and_the_title_takes_what_is_left() {
        let rows = rows();
        let shown = |width| drawn(width, 4, |area, buf| draw(&table(&rows, 0), &theme(), area, buf));
        assert_eq!(
            shown(60),
            "   id    decision                  owner    due  step\n\
             ▌✗ D-31  Go live with hand-print…  maya     −2d  4 Decide\n\
             \u{20}⇑ D-28  Which refund wording go…  jo       −2d  4 Decide\n\
             \u{20}○ D-35  Freeze the catalogue on…  nobody   −2d  4 Decide"
        );
        assert_eq!(
            shown(42).lines().next(),
            Some("   id    decision            owner    due"),
            "the step leaves, nothing else shrinks below its least"
        );
    }

    #[test]
    fn what_may_never_leave_is_squeezed_at_the_title() {
        let rows = rows();
        let shown = drawn(32, 2, |area, buf| draw(&table(&rows, 1), &theme(), area, buf));
        assert_eq!(shown, "   id    decision  owner    due\n ✗ D-31  Go live…  maya     −2d");
    }

    #[test]
    fn moving_the_cursor_repaints_two_rows_and_stays_small() {
        let rows = rows();
        for (tier, most) in [
            (ColorDepth::Indexed, 340),
            (ColorDepth::TrueColor, 440),
            (ColorDepth::Ansi16, 250),
            (ColorDepth::Mono, 200),
        ] {
            let theme = Theme::new(tier, Background::Dark, Glyphs::UNICODE);
            let (_, bytes) = bytes_sent(
                55,
                5,
                |area, buf| draw(&table(&rows, 0), &theme, area, buf),
                |area, buf| draw(&table(&rows, 1), &theme, area, buf),
            );
            assert!(bytes <= most, "{tier:?}: {bytes} bytes");
        }
    }

    #[test]
    fn a_mark_shows_without_colour() {
        let mut rows = rows();
        rows[2].marked = true;
        let shown = drawn(60, 4, |area, buf| draw(&table(&rows, 0), &theme(), area, buf));
        assert!(shown.lines().nth(3).unwrap().starts_with("•○ D-35"), "{shown}");
    }

    #[test]
    fn the_selected_row_is_one_ground_with_a_bold_title_and_its_state_in_colour() {
        let rows = rows();
        let theme = theme();
        let mut buf = Buffer::empty(Rect::new(0, 0, 60, 4));
        draw(&table(&rows, 0), &theme, buf.area, &mut buf);
        assert!((0..60).all(|x| Some(buf[(x, 1)].bg) == theme.select.bg));
        assert!(
            buf[(9, 1)].modifier.contains(Modifier::BOLD) && !buf[(4, 1)].modifier.contains(Modifier::BOLD)
        );
        assert_eq!(Some(buf[(1, 1)].fg), theme.danger.fg);
        assert!((0..60).all(|x| buf[(x, 2)].bg == Color::Reset), "other rows keep the terminal's ground");
    }

    #[test]
    fn a_row_somebody_else_changed_has_a_bold_id() {
        let mut rows = rows();
        rows[1].flash = true;
        let mut buf = Buffer::empty(Rect::new(0, 0, 60, 4));
        draw(&table(&rows, 0), &theme(), buf.area, &mut buf);
        assert!(buf[(3, 2)].modifier.contains(Modifier::BOLD));
        assert!(!buf[(3, 3)].modifier.contains(Modifier::BOLD));
    }
}
