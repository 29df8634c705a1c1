//! Gaps in ownership: every open thing without owner, date, fallback, checkpoint, response, plan or decision.
//!
//! Source: context and challenges on ownership; framework step 3; checklist item P13.

use super::context::RuleContext;
use crate::domain::{Ref, Summary};

/// A record that lacks what it should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The record, as the store knows it.
    pub subject: Ref,
    /// What it lacks, in a word each.
    pub lacks: Vec<&'static str>,
}

/// Every gap on the board: the charter's, then by kind of record and in the order of ids.
pub fn gaps(facts: &RuleContext<'_>) -> Vec<Gap> {
    let board = facts.board;
    let charter = std::iter::once(&board.cycle as &dyn Summary);
    let open = charter.chain(board.summaries().filter(|record| record.is_open()));
    let named = open.map(|record| Gap { subject: record.stored(), lacks: record.lacks(board) });
    named.filter(|gap| !gap.lacks.is_empty()).collect()
}

#[cfg(test)]
mod tests;
