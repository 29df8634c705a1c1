//! The columns of a table and which of them stay at a given width. Knows no cells.

/// Blanks between two columns.
pub(super) const GUTTER: u16 = 2;

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// Always this wide.
    Fixed(u16),
    /// From `min`, before another column has to leave, up to `max`.
    Between {
        /// The least width.
        min: u16,
        /// The width it never exceeds.
        max: u16,
    },
    /// At least `min`, and an equal share of what all others leave over.
    Flex {
        /// The least width.
        min: u16,
    },
}

impl Width {
    fn least(self) -> u16 {
        match self {
            Self::Fixed(width) => width,
            Self::Between { min, .. } | Self::Flex { min } => min,
        }
    }
}

/// The side a column's text keeps to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Numbers and dates.
    Right,
}

/// One column. The first flexible one holds the title, which is bold in the selected row.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    /// Its head; may be empty.
    pub head: &'a str,
    /// How wide it is.
    pub width: Width,
    /// The side its text keeps to.
    pub align: Align,
    /// When it leaves as the width shrinks: highest first, 0 never.
    pub rank: u8,
}

/// A column that stays, and how wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) column: usize,
    pub(super) width: u16,
}

/// Decides which columns stay in `room` columns and how wide each is.
pub(super) fn layout(columns: &[Column<'_>], room: u16) -> Vec<Kept> {
    let mut kept: Vec<Kept> =
        columns.iter().enumerate().map(|(column, spec)| Kept { column, width: spec.width.least() }).collect();
    while taken(&kept) > room {
        let leaving = kept
            .iter()
            .enumerate()
            .filter(|(_, kept)| columns[kept.column].rank > 0)
            .max_by_key(|(_, kept)| columns[kept.column].rank);
        let Some((at, _)) = leaving else { break };
        kept.remove(at);
    }
    shrink(&mut kept, columns, room);
    grow(&mut kept, columns, room);
    kept
}

fn taken(kept: &[Kept]) -> u16 {
    let widths: u16 = kept.iter().map(|kept| kept.width).fold(0, u16::saturating_add);
    widths.saturating_add(
        GUTTER.saturating_mul(u16::try_from(kept.len().saturating_sub(1)).unwrap_or(u16::MAX)),
    )
}

/// Only columns that may never leave are left and there is still no room: flexible ones give way.
fn shrink(kept: &mut [Kept], columns: &[Column<'_>], room: u16) {
    for at in (0..kept.len()).rev() {
        let excess = taken(kept).saturating_sub(room);
        if excess > 0 && matches!(columns[kept[at].column].width, Width::Flex { .. }) {
            kept[at].width = kept[at].width.saturating_sub(excess).max(1);
        }
    }
}

/// Gives what is left over to the columns that can use it.
fn grow(kept: &mut [Kept], columns: &[Column<'_>], room: u16) {
    let mut spare = room.saturating_sub(taken(kept));
    for kept in kept.iter_mut() {
        if let Width::Between { min, max } = columns[kept.column].width {
            let more = max.saturating_sub(min).min(spare);
            kept.width += more;
            spare -= more;
        }
    }
    let flexible = |kept: &&mut Kept| matches!(columns[kept.column].width, Width::Flex { .. });
    let mut sharing = u16::try_from(kept.iter_mut().filter(flexible).count()).unwrap_or(u16::MAX);
    for kept in kept.iter_mut().filter(flexible) {
        let share = spare.div_ceil(sharing);
        kept.width += share;
        spare -= share;
        sharing -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(width: Width, rank: u8) -> Column<'static> {
        Column { head: "", width, align: Align::Left, rank }
    }

    fn kept(columns: &[Column<'_>], room: u16) -> Vec<(usize, u16)> {
        layout(columns, room).into_iter().map(|kept| (kept.column, kept.width)).collect()
    }

    #[test]
    fn the_highest_rank_leaves_first_and_rank_0_never() {
        let columns = [
            column(Width::Flex { min: 10 }, 0),
            column(Width::Fixed(4), 2),
            column(Width::Fixed(4), 1),
            column(Width::Fixed(4), 0),
        ];
        assert_eq!(kept(&columns, 28), [(0, 10), (1, 4), (2, 4), (3, 4)]);
        assert_eq!(kept(&columns, 27), [(0, 15), (2, 4), (3, 4)]);
        assert_eq!(kept(&columns, 21), [(0, 15), (3, 4)]);
        assert_eq!(kept(&columns, 9), [(0, 3), (3, 4)]);
    }

    #[test]
    fn bounded_columns_fill_up_before_flexible_ones_share_the_rest() {
        let columns = [
            column(Width::Flex { min: 5 }, 0),
            column(Width::Between { min: 4, max: 8 }, 1),
            column(Width::Flex { min: 5 }, 1),
        ];
        assert_eq!(kept(&columns, 20), [(0, 5), (1, 6), (2, 5)]);
        assert_eq!(kept(&columns, 27), [(0, 8), (1, 8), (2, 7)]);
    }
}
