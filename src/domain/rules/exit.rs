//! The exit checks of a framework step, as far as the board can answer them.
//!
//! A check is named by its id in the playbook. What the board keeps no record of is answered by whoever completes
//! the step.

use crate::domain::{
    Board, Decision, Ref,
    decision::{DecisionState, EvidenceKind},
    record::Record,
};

/// How a check stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// The board shows that it is met.
    Met,
    /// These records stand in the way.
    Open(Vec<Ref>),
    /// The board cannot tell; whoever completes the step answers for it.
    Unknown,
}

impl Check {
    fn unless(open: Vec<Ref>) -> Self {
        if open.is_empty() { Self::Met } else { Self::Open(open) }
    }
}

/// Answers the check with this id.
pub fn check(board: &Board, id: &str) -> Check {
    match id {
        // A cycle has one outcome field, and the file refuses an open choice without owner or date.
        "one-outcome" | "no-open-without-owner" | "no-open-without-due" | "top-blockers-owned" => Check::Met,
        "all-scored" => Check::unless(unscored(board)),
        "filter-answered" => Check::unless(open_decisions(board, |decision| decision.filter.is_none())),
        "evidence-not-assumption" => Check::unless(open_decisions(board, |decision| {
            board.evidence_for(decision.id).iter().all(|evidence| evidence.kind == EvidenceKind::Assumption)
        })),
        _ => Check::Unknown,
    }
}

fn unscored(board: &Board) -> Vec<Ref> {
    let decisions = open_decisions(board, |decision| decision.impact.is_none());
    let blockers =
        board.blockers.rows().iter().filter(|blocker| blocker.is_open() && blocker.impact.is_none());
    decisions.into_iter().chain(blockers.map(Record::reference)).collect()
}

fn open_decisions(board: &Board, is_lacking: impl Fn(&Decision) -> bool) -> Vec<Ref> {
    let in_review = board.decisions.rows().iter().filter(|decision| decision.state == DecisionState::Open);
    in_review.filter(|decision| is_lacking(decision)).map(Record::reference).collect()
}
