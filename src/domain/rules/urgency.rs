//! What needs somebody, most pressing first.

use crate::domain::{
    Board, Moment, Ref,
    summary::{BoardAt, Standing, Summary, Values},
};

/// One record that needs somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// The record, as the store knows it.
    pub subject: Ref,
    /// Where it stands.
    pub standing: Standing,
    /// The date it stands by.
    pub date: Option<Moment>,
}

/// Every record that comes to the inbox by itself and is escalated, late, due soon, or waits in the intake.
pub fn needs(board: &Board, now: Moment) -> Vec<Need> {
    let values = Values::default();
    let at = BoardAt::new(board, now, &values);
    let need = |record: &dyn Summary| {
        let standing = record.standing(at);
        let is_pressing = record.comes_to_the_inbox() && standing <= Standing::Unowned;
        is_pressing.then(|| Need { subject: record.stored(), standing, date: record.date(board) })
    };
    let mut needs: Vec<Need> = board.summaries().filter_map(need).collect();
    needs.sort_by_key(|need| (need.standing, need.date, need.subject));
    needs
}
