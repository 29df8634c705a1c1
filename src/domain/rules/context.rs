//! What the rules look at: a board and a moment, with what several of them need worked out once.

use super::{
    isolation,
    scope::{DecisionContext, ScopeGate},
};
use crate::domain::{
    Board, Decision, Id, Moment, Person,
    calendar::Schedule,
    decision::{DecisionKind, DecisionState, ScopeChange},
    step::Phase,
};
use std::collections::{BTreeMap, BTreeSet};

/// A board at a moment.
#[derive(Debug)]
pub struct RuleContext<'a> {
    /// The records.
    pub board: &'a Board,
    /// The moment.
    pub now: Moment,
    /// The calendar of the cycle.
    pub schedule: Schedule,
    /// Where in the cycle the moment lies.
    pub phase: Phase,
    /// What the cycle asks of everything that enters build scope.
    pub door: ScopeGate,
    isolated: BTreeSet<i64>,
    /// When the window of each isolated decision ends that is still to be made.
    windows: BTreeMap<i64, Moment>,
    removed: BTreeSet<i64>,
    left: BTreeSet<i64>,
}

impl<'a> RuleContext<'a> {
    /// What there is to know of a board at a moment.
    pub fn at(board: &'a Board, now: Moment) -> Self {
        let schedule = board.cycle.schedule();
        let isolated: BTreeSet<i64> = isolation::isolated(board).into_keys().collect();
        let apart = isolated.iter().filter_map(|id| board.decisions.get(Id::new(*id)));
        let windows = apart.filter_map(|it| Some((it.id.number(), it.window_ends(board)?))).collect();
        let has_success = board.successes.rows().iter().any(crate::domain::SuccessCriterion::is_open);
        Self {
            board,
            now,
            phase: schedule.phase(now),
            schedule,
            door: ScopeGate { has_success, committed_at: board.cycle.committed_at },
            isolated,
            windows,
            removed: removed(board),
            left: board.people.rows().iter().filter(|it| !it.active).map(|it| it.id.number()).collect(),
        }
    }

    /// Every decision with what belongs to it, in the order of their ids.
    pub fn cases(&self) -> impl Iterator<Item = DecisionContext<'a>> {
        let mut criteria = self.board.criteria.in_order();
        let mut evidence = self.board.evidence.in_order();
        self.board.decisions.rows().iter().map(move |decision| DecisionContext {
            decision,
            criteria: criteria.children(decision.id.number()),
            evidence: evidence.children(decision.id.number()),
            is_isolated: self.isolated.contains(&decision.id.number()),
            is_removed: self.removed.contains(&decision.id.number()),
        })
    }

    /// One decision with what belongs to it.
    pub fn case(&self, decision: &'a Decision) -> DecisionContext<'a> {
        DecisionContext {
            decision,
            criteria: self.board.criteria_of(decision.id),
            evidence: self.board.evidence_for(decision.id),
            is_isolated: self.isolated.contains(&decision.id.number()),
            is_removed: self.removed.contains(&decision.id.number()),
        }
    }

    /// When the window of an isolated decision ends that is still to be made, or to be made again because it was approved
    /// before. It runs from the moment its risk appeared, whatever date the decision itself has.
    pub fn window_of(&self, decision: &Decision) -> Option<Moment> {
        self.windows.get(&decision.id.number()).copied()
    }

    /// Whether a person has left.
    pub fn has_left(&self, person: Id<Person>) -> bool {
        self.left.contains(&person.number())
    }
}

/// Whether a decision takes another one out of build scope, or brings it back.
fn moves(decision: &Decision) -> bool {
    decision.kind == DecisionKind::Tradeoff
        && matches!(decision.change, Some(ScopeChange::Remove | ScopeChange::Add))
        && decision.state == DecisionState::Approved
}

/// Whether the decisions about another one have taken it out of build scope: the last approved one counts.
pub fn removes_from_scope<'a>(about: impl IntoIterator<Item = &'a Decision>) -> bool {
    let last = about.into_iter().filter(|it| moves(it)).max_by_key(|it| (it.decided_at, it.id.number()));
    last.is_some_and(|it| it.change == Some(ScopeChange::Remove))
}

fn removed(board: &Board) -> BTreeSet<i64> {
    let mut about: BTreeMap<i64, Vec<&Decision>> = BTreeMap::new();
    for decision in board.decisions.rows().iter().filter(|it| moves(it)) {
        if let Some(other) = decision.about {
            about.entry(other.number()).or_default().push(decision);
        }
    }
    about
        .into_iter()
        .filter(|(_, moves)| removes_from_scope(moves.iter().copied()))
        .map(|(id, _)| id)
        .collect()
}
