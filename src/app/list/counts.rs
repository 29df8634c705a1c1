//! How the rows of a list stand, counted.

use super::Row;
use crate::domain::summary::{BoardAt, Standing, entry};

/// How many rows of a list stand how, whatever the filter; counted when the list is brought up to date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Not over.
    pub open: usize,
    /// Past their date; of metrics: off target.
    pub late: usize,
    /// Due soon; of metrics: close to their target.
    pub soon: usize,
    /// With leadership.
    pub escalated: usize,
    /// Nobody answers for them.
    pub unowned: usize,
    /// Open, and caused by the cycle's named constraint.
    pub by_constraint: usize,
}

impl Tally {
    pub(super) fn of(rows: &[Row], at: BoardAt<'_>) -> Self {
        let mut tally = Self::default();
        for found in rows.iter().filter_map(|row| entry(at, row.record()?)) {
            let standing = found.standing;
            tally.open += usize::from(standing != Standing::Done);
            tally.by_constraint += usize::from(standing != Standing::Done && found.is_by_constraint);
            match standing {
                Standing::Late => tally.late += 1,
                Standing::Soon => tally.soon += 1,
                Standing::Escalated => tally.escalated += 1,
                Standing::Unowned => tally.unowned += 1,
                Standing::Open | Standing::Deferred | Standing::Fine | Standing::Done => {}
            }
        }
        tally
    }
}
