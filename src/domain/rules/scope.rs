//! Build scope: which decisions may be built, and what the others lack. It is a query, never a list that somebody
//! edits.
//!
//! Source: framework steps 1, 4 and 5; checklist items P5 and P7.

use super::context::RuleContext;
use crate::domain::{
    Board, Criterion, Decision, Evidence, Moment, Record, Ref,
    decision::{Answer, DecisionKind, DecisionState, ScopeChange, Validation, is_shown},
};

crate::words! {
    /// What stands between a decision and build scope.
    pub enum Lack {
        /// The cycle has no success criterion.
        Success = "success" / "a success criterion of the cycle",
        /// Nobody has approved it.
        Approval = "approval" / "an approval",
        /// No criterion says when it is done.
        Criteria = "criteria" / "an acceptance criterion",
        /// A criterion does not refer to the non-negotiable.
        Tie = "non-negotiable" / "criteria that refer to the non-negotiable",
        /// Nothing shows it, or only assumptions do.
        Evidence = "evidence" / "evidence beyond assumptions",
        /// The filter question is not answered with yes.
        Filter = "filter" / "a yes to the filter question",
        /// A risk that appeared isolates it.
        Isolation = "isolation" / "the end of its isolation",
        /// Scope is committed, and it came after.
        Tradeoff = "tradeoff" / "a tradeoff (scope is committed)",
        /// A tradeoff took it out.
        Removed = "removed" / "a tradeoff that brings it back",
    }
}

/// What a decision lacks, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MissingRequirements(u16);

impl MissingRequirements {
    fn note(&mut self, lack: Lack, is_lacking: bool) {
        self.0 |= u16::from(is_lacking) << lack as u16;
    }

    /// Whether nothing is lacking.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this is lacking.
    pub const fn contains(self, lack: Lack) -> bool {
        self.0 & (1 << lack as u16) != 0
    }

    /// What is lacking, in the order a team would mend it.
    pub fn iter(self) -> impl Iterator<Item = Lack> {
        Lack::ALL.iter().copied().filter(move |lack| self.contains(*lack))
    }

    /// The same in words.
    pub fn words(self) -> String {
        self.iter().map(Lack::label).collect::<Vec<_>>().join(", ")
    }
}

/// What the cycle asks of everything that enters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScopeGate {
    /// Whether a success criterion stands.
    pub has_success: bool,
    /// When scope was committed.
    pub committed_at: Option<Moment>,
}

/// A decision with what belongs to it.
#[derive(Clone, Copy, Debug)]
pub struct DecisionContext<'a> {
    /// The decision.
    pub decision: &'a Decision,
    /// Its acceptance criteria.
    pub criteria: &'a [Criterion],
    /// What speaks for it.
    pub evidence: &'a [Evidence],
    /// Whether a risk that appeared isolates it.
    pub is_isolated: bool,
    /// Whether an approved tradeoff took it out.
    pub is_removed: bool,
}

/// Whether a decision is about what is built, and not about scope itself or about another decision.
pub fn is_candidate(decision: &Decision) -> bool {
    let is_kept = !matches!(decision.state, DecisionState::Rejected | DecisionState::Dropped);
    is_kept
        && !decision.is_out()
        && match decision.kind {
            DecisionKind::Choice => true,
            // One that brings another decision back is about that one.
            DecisionKind::Tradeoff => {
                let is_about_scope =
                    matches!(decision.change, Some(ScopeChange::Remove | ScopeChange::Narrow));
                !is_about_scope && decision.about.is_none()
            }
            DecisionKind::FollowUp => false,
        }
}

/// What a decision lacks to be in build scope.
pub fn lacks(case: DecisionContext<'_>, door: ScopeGate) -> MissingRequirements {
    let DecisionContext { decision, criteria, evidence, is_isolated, is_removed } = case;
    let mut lacks = MissingRequirements::default();
    let in_baseline = door.committed_at.is_none_or(|committed| {
        let had_entered = decision.entered_at.is_some_and(|entered| entered <= committed);
        // What had left before scope was committed is no part of it.
        had_entered && decision.left_at.is_none_or(|left| left > committed)
    });
    lacks.note(Lack::Success, !door.has_success);
    lacks.note(Lack::Approval, decision.state != DecisionState::Approved);
    lacks.note(Lack::Criteria, criteria.is_empty());
    lacks.note(Lack::Tie, criteria.iter().any(|criterion| !criterion.non_negotiable));
    lacks.note(Lack::Evidence, !is_shown(evidence));
    lacks.note(Lack::Filter, decision.filter != Some(Answer::Yes));
    lacks.note(Lack::Isolation, is_isolated);
    lacks.note(Lack::Tradeoff, decision.kind == DecisionKind::Choice && !in_baseline);
    lacks.note(Lack::Removed, is_removed);
    lacks
}

/// One decision of the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The decision.
    pub decision: Ref,
    /// What it lacks; nothing when it is in build scope.
    pub lacks: MissingRequirements,
}

/// Every decision about what is built, with what it lacks; those in build scope lack nothing.
pub fn query(facts: &RuleContext<'_>) -> Vec<Standing> {
    facts
        .cases()
        .filter(|case| is_candidate(case.decision))
        .map(|case| Standing { decision: case.decision.reference(), lacks: lacks(case, facts.door) })
        .collect()
}

/// The decisions that are out of this launch: on record, and carried over.
pub fn carried_over(board: &Board) -> impl Iterator<Item = &Decision> {
    board.decisions.rows().iter().filter(|it| it.is_out())
}

/// Whether building on a decision may start beside its validation: it is approved on a stated assumption, classed as one
/// that may proceed, and lacks nothing but evidence.
///
/// Source: checklist item P5, what may start in parallel.
pub fn starts_in_parallel(facts: &RuleContext<'_>, decision: &Decision) -> bool {
    let lacks: Vec<Lack> = lacks_of(facts, decision).iter().collect();
    decision.state == DecisionState::Approved
        && decision.validation == Some(Validation::MayProceed)
        && lacks == [Lack::Evidence]
}

/// What a decision of the board lacks.
pub fn lacks_of(facts: &RuleContext<'_>, decision: &Decision) -> MissingRequirements {
    lacks(facts.case(decision), facts.door)
}

#[cfg(test)]
mod tests;
