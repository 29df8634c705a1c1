//! What the rules look at: a board and a moment, with what several of them need worked out once.

use super::scope::{Case, Door};
use crate::domain::{
    Board, Decision, Id, Moment, Person, Risk,
    calendar::Schedule,
    decision::{DecisionKind, DecisionState, ScopeChange},
    mitigation::Mitigation,
    risk::RiskState,
    step::Phase,
};
use std::collections::BTreeSet;

/// A board at a moment.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The records.
    pub board: &'a Board,
    /// The moment.
    pub now: Moment,
    /// The calendar of the cycle.
    pub schedule: Schedule,
    /// Where in the cycle the moment lies.
    pub phase: Phase,
    /// What the cycle asks of everything that enters build scope.
    pub door: Door,
    isolated: BTreeSet<i64>,
    removed: BTreeSet<i64>,
    left: BTreeSet<i64>,
}

impl<'a> Facts<'a> {
    /// What there is to know of a board at a moment.
    pub fn at(board: &'a Board, now: Moment) -> Self {
        let schedule = board.cycle.schedule();
        let isolating = board.risks.rows().iter().filter(|risk| isolates(risk));
        let removing = board.decisions.rows().iter().filter(|decision| removes(decision));
        let has_success = board.successes.rows().iter().any(crate::domain::SuccessCriterion::is_open);
        Self {
            board,
            now,
            phase: schedule.phase(now),
            schedule,
            door: Door { has_success, committed_at: board.cycle.committed_at },
            isolated: isolating.filter_map(|risk| risk.decision).map(Id::number).collect(),
            removed: removing.filter_map(|decision| decision.about).map(Id::number).collect(),
            left: board.people.rows().iter().filter(|it| !it.active).map(|it| it.id.number()).collect(),
        }
    }

    /// Every decision with what belongs to it, in the order of their ids.
    pub fn cases(&self) -> impl Iterator<Item = Case<'a>> {
        let mut criteria = self.board.criteria.in_order();
        let mut evidence = self.board.evidence.in_order();
        self.board.decisions.rows().iter().map(move |decision| Case {
            decision,
            criteria: criteria.of(decision.id.number()),
            evidence: evidence.of(decision.id.number()),
            is_isolated: self.isolated.contains(&decision.id.number()),
            is_removed: self.removed.contains(&decision.id.number()),
        })
    }

    /// One decision with what belongs to it.
    pub fn case(&self, decision: &'a Decision) -> Case<'a> {
        Case {
            decision,
            criteria: self.board.criteria_of(decision.id),
            evidence: self.board.evidence_for(decision.id),
            is_isolated: self.isolated.contains(&decision.id.number()),
            is_removed: self.removed.contains(&decision.id.number()),
        }
    }

    /// Whether a person has left.
    pub fn has_left(&self, person: Id<Person>) -> bool {
        self.left.contains(&person.number())
    }
}

/// Whether a risk keeps its decision out of build scope: it is of the isolating type, it appeared, and nobody has
/// contained it. Source: mitigation type "isolate and 48 hours".
pub fn isolates(risk: &Risk) -> bool {
    risk.mitigation == Some(Mitigation::IsolateWithin48h) && risk.state == RiskState::Appeared
}

/// Whether a decision takes another one out of build scope.
pub fn removes(decision: &Decision) -> bool {
    decision.kind == DecisionKind::Tradeoff
        && decision.change == Some(ScopeChange::Remove)
        && decision.state == DecisionState::Approved
}
