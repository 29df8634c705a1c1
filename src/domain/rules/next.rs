//! What to do next: everything that stands against the launch or is due, in one ranking.
//!
//! Source: ruling on what to do next; hard reasons, then windows running out, what is escalated to whoever asks, what is
//! late with the longest first, what is due within two days, then by how many reasons it clears.

use super::{
    catalog,
    context::RuleContext,
    due::{self, Why},
    evaluate::Findings,
    review_status,
    verdict::{self, Reason, VerdictLine},
};
use crate::domain::{
    Hint, Id, Kind, Moment, Person, Record, Ref, Summary,
    policy::Severity,
    remedy::{self, Remedy},
};
use std::collections::BTreeMap;

crate::words! {
    /// Why something comes where it does, most pressing first.
    pub enum Rank {
        /// It stands hard against the launch.
        Hard = "hard" / "hard",
        /// Its window runs out.
        Window = "window" / "window",
        /// It is escalated to whoever asks.
        EscalatedToMe = "escalated-to-me" / "escalated to you",
        /// Its date has passed.
        Late = "late" / "late",
        /// It is due within two days.
        Soon = "soon" / "due soon",
        /// It stands against the launch, and is not due yet.
        Reason = "reason" / "condition",
    }
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The record, as people call it.
    pub subject: Ref,
    /// Why it comes here.
    pub rank: Rank,
    /// The date it stands by.
    pub at: Option<Moment>,
    /// Whoever answers for it.
    pub owner: Option<Id<Person>>,
    /// The reasons it clears, gravest first.
    pub reasons: Vec<String>,
    /// What clears the gravest of them, or what is done about its date.
    pub clears: Option<Hint>,
    /// To whom it is escalated, while it is.
    pub escalated_to: Option<Id<Person>>,
}

impl Next {
    /// Whether a person has to see to it: they answer for it, or it is escalated to them.
    pub fn concerns(&self, person: Id<Person>) -> bool {
        [self.owner, self.escalated_to].contains(&Some(person))
    }
}

/// What to do next, for whoever asks, most pressing first.
pub fn next(facts: &RuleContext<'_>, me: Option<Id<Person>>) -> Vec<Next> {
    of(facts, &verdict::from_findings(facts, &Findings::of(facts)).gate, me)
}

/// The same where the verdict on the gate is known.
pub fn of(facts: &RuleContext<'_>, gate: &VerdictLine, me: Option<Id<Person>>) -> Vec<Next> {
    let mut found: BTreeMap<Ref, Next> = BTreeMap::new();
    for reason in &gate.reasons {
        // What is to be set up is one thing to do, though it is about many records.
        let subject = reason.subject().unwrap_or_else(|| facts.board.cycle.reference());
        let next = found.entry(subject).or_insert_with(|| blank(facts, subject));
        note(next, reason);
    }
    for due in due::due(facts) {
        let subject = match (due.subject, due.review) {
            (Some(stored), _) => facts.board.people_ref(stored),
            (None, Some(entry)) => review_status::place(facts.board, entry),
            (None, None) => continue,
        };
        let next = found.entry(subject).or_insert_with(|| blank(facts, subject));
        let rank = match due.why {
            Why::Window => Rank::Window,
            Why::Overdue | Why::FallbackDue | Why::Untold | Why::Missed => Rank::Late,
            Why::Soon => Rank::Soon,
            Why::Escalated if due.at.is_some_and(|at| at < facts.now) => Rank::Late,
            Why::Escalated => Rank::Reason,
        };
        next.at = due.at.or(next.at);
        next.rank = next.rank.min(rank);
    }
    let mut found: Vec<Next> = found.into_values().collect();
    for next in &mut found {
        if me.is_some() && next.rank > Rank::EscalatedToMe && next.escalated_to == me {
            next.rank = Rank::EscalatedToMe;
        }
        if next.clears.is_none() {
            next.clears = usual(next.subject).map(|remedy| remedy.of(next.subject));
        }
    }
    found.sort_by_key(|next| {
        let dated = matches!(next.rank, Rank::Window | Rank::Late | Rank::Soon);
        let at = next.at.filter(|_| dated);
        (next.rank, at.is_none(), at, std::cmp::Reverse(next.reasons.len()), next.subject)
    });
    found
}

/// A record with nothing said of it yet.
fn blank(facts: &RuleContext<'_>, subject: Ref) -> Next {
    let record = facts.board.stored_ref(subject).and_then(|stored| facts.board.summary(stored));
    let owner = record.map_or(Some(facts.board.cycle.sign_off), Summary::owner);
    let escalated_to = record.and_then(Summary::escalation).map(|act| act.to);
    Next { subject, rank: Rank::Reason, at: None, owner, reasons: Vec::new(), clears: None, escalated_to }
}

fn note(next: &mut Next, reason: &Reason) {
    if reason.severity == Severity::Hard {
        next.rank = Rank::Hard;
    }
    next.reasons.push(reason.said.clone());
    next.reasons.extend(reason.also.iter().map(|rule| catalog::rule_named(*rule).fails.to_owned()));
    if next.clears.is_none() {
        next.clears = Some(reason.clears.clone());
    }
}

/// What is done about a record whose date has come, where no reason says so.
fn usual(subject: Ref) -> Option<Remedy> {
    match subject.kind {
        Kind::Decision => Some(remedy::DATE_DECISION),
        Kind::Blocker => Some(remedy::RESOLVE_BLOCKER),
        Kind::Risk => Some(remedy::SETTLE_RISK),
        Kind::Dependency => Some(remedy::DELIVER),
        Kind::Step => Some(remedy::COMPLETE_STEP),
        Kind::Item => Some(remedy::TICK_ITEM),
        Kind::Intake => Some(remedy::COMPLETE_INTAKE),
        Kind::SuccessCriterion => Some(remedy::REACH_SUCCESS),
        Kind::LaunchCriterion => Some(remedy::PASS_LAUNCH),
        Kind::Metric => Some(remedy::OWN_METRIC),
        Kind::Cycle
        | Kind::Person
        | Kind::Criterion
        | Kind::Evidence
        | Kind::Reading
        | Kind::Note
        | Kind::Import
        | Kind::OutcomeCheck
        | Kind::Sighting
        | Kind::Event
        | Kind::Review
        | Kind::ReviewAnswer
        | Kind::SignOff => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::*;
    use super::*;
    use crate::domain::{Blocker, Board, launch_criterion::LaunchState, step::ItemState};

    fn ranked(board: &Board, me: Option<Id<Person>>) -> Vec<(String, Rank)> {
        let facts = RuleContext::at(board, late_in_the_cycle());
        next(&facts, me).into_iter().map(|next| (next.subject.to_string(), next.rank)).collect()
    }

    #[test]
    fn on_a_sound_board_only_what_is_due_soon_is_left() {
        assert!(ranked(&sound(), None).iter().all(|(_, rank)| *rank == Rank::Soon));
    }

    #[test]
    fn hard_reasons_come_first_then_what_is_escalated_to_me_then_what_is_longest_late() {
        let mut board = sound();
        edit(&mut board.launch_criteria, 1, |it| it.state = LaunchState::Fail);
        let late = |id: i64, due: &str| Blocker { due: berlin(due), ..open_blocker(id) };
        put(&mut board.blockers, late(2, "2026-02-16 10:00"));
        put(&mut board.blockers, late(3, "2026-02-12 10:00"));
        let at = Some(berlin("2026-02-16 10:00"));
        put(&mut board.blockers, Blocker { escalated_at: at, escalated_to: Some(ANA), ..open_blocker(4) });
        edit(&mut board.items, 103, |it| it.state = ItemState::Todo);
        let of = |me| -> Vec<String> {
            let found = ranked(&board, me).into_iter().filter(|(_, rank)| *rank != Rank::Soon);
            found.map(|(id, rank)| format!("{id} {}", rank.key())).collect()
        };
        let mine = of(Some(ANA));
        assert_eq!(mine[..4], ["G-1 hard", "B-4 escalated-to-me", "B-3 late", "P-3 late"], "{mine:?}");
        assert_eq!(mine[4], "B-2 late");
        let theirs = of(Some(JO));
        assert!(!theirs.contains(&"B-4 escalated-to-me".to_owned()), "{theirs:?}");
    }

    #[test]
    fn what_clears_more_reasons_comes_before_what_clears_fewer() {
        let mut board = sound();
        board.cycle.post_launch = None;
        board.cycle.checkpoint_expects = None;
        without(&mut board.reviews, |it| &*it.kind == "messaging");
        let facts = RuleContext::at(&board, late_in_the_cycle());
        let found = next(&facts, None);
        let reasons = found.iter().filter(|next| next.rank == Rank::Reason);
        let told: Vec<(String, usize)> =
            reasons.map(|next| (next.subject.to_string(), next.reasons.len())).collect();
        assert!(told.is_sorted_by(|a, b| (b.1, &a.0) <= (a.1, &b.0)), "{told:?}");
        assert!(found.iter().filter(|it| it.rank == Rank::Reason).all(|it| it.clears.is_some()));
    }
}
