//! Priorities: customer impact times cost, how much waits for a decision, and the blast radius of a blocker.
//!
//! Source: framework step 2; challenge: a blocker without a closure owner grows with each review cycle.

use crate::domain::{Blocker, Board, Decision, Kind, Moment, Ref};
use std::collections::{BTreeMap, BTreeSet};

/// Customer impact times cost, 1 to 25; 0 while one of the two is not scored.
pub fn weight(decision: &Decision) -> u8 {
    decision.impact.unwrap_or(0) * decision.cost.unwrap_or(0)
}

/// The open records that wait directly for each decision and blocker: decisions that come after, decisions a blocker
/// holds up, and blockers that wait for a decision.
pub fn waiting(board: &Board) -> BTreeMap<Ref, Vec<Ref>> {
    let mut waiting: BTreeMap<Ref, Vec<Ref>> = BTreeMap::new();
    let mut wait = |on: Ref, one: Ref| waiting.entry(on).or_default().push(one);
    for decision in board.decisions.rows().iter().filter(|it| it.is_open()) {
        let one = Ref::new(Kind::Decision, decision.id.number());
        for on in decision_waits_for(decision) {
            wait(on, one);
        }
    }
    for blocker in board.blockers.rows().iter().filter(|it| it.is_open()) {
        for on in blocker_waits_for(blocker) {
            wait(on, Ref::new(Kind::Blocker, blocker.id.number()));
        }
    }
    waiting
}

/// The fields of decisions and blockers that say what a record waits for.
pub const WAITS: &[&str] = &["waits_for", "decision"];

/// What a decision waits for: those that are made first, and what blocks it.
pub fn decision_waits_for(decision: &Decision) -> Vec<Ref> {
    decision.waits_for.as_ref().map_or_else(Vec::new, |waits| waits.0.clone())
}

/// What a blocker waits for: the decision that resolves it.
pub fn blocker_waits_for(blocker: &Blocker) -> Vec<Ref> {
    blocker.decision.map(|decision| Ref::new(Kind::Decision, decision.number())).into_iter().collect()
}

/// The way from a record back to itself along what each record waits for, both ends included; `None` where there is none.
///
/// # Errors
/// What `waits_for` says.
pub fn circle<E>(
    of: Ref,
    mut waits_for: impl FnMut(Ref) -> Result<Vec<Ref>, E>,
) -> Result<Option<Vec<Ref>>, E> {
    let mut seen = BTreeSet::new();
    let mut ways = vec![vec![of]];
    while let Some(way) = ways.pop() {
        for on in waits_for(way[way.len() - 1])? {
            let way: Vec<Ref> = way.iter().copied().chain([on]).collect();
            if on == of {
                return Ok(Some(way));
            }
            if seen.insert(on) {
                ways.push(way);
            }
        }
    }
    Ok(None)
}

/// Everything that waits for a record, directly or through others; never the record itself.
pub fn downstream(waiting: &BTreeMap<Ref, Vec<Ref>>, of: Ref) -> BTreeSet<Ref> {
    let mut found = BTreeSet::new();
    let mut next = vec![of];
    while let Some(one) = next.pop() {
        for &after in waiting.get(&one).into_iter().flatten() {
            if after != of && found.insert(after) {
                next.push(after);
            }
        }
    }
    found
}

/// How far a blocker reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blast {
    /// The functions it hits: its own, and those of whoever owns what waits.
    pub functions: Vec<String>,
    /// What waits for it.
    pub waiting: Vec<Ref>,
    /// How many scheduled reviews it has survived.
    pub cycles: usize,
}

impl Blast {
    /// Functions hit, times waiting items, times cycles survived; each counts as one at least.
    pub fn radius(&self) -> usize {
        self.functions.len().max(1) * self.waiting.len().max(1) * self.cycles.max(1)
    }
}

/// How far a blocker reaches by now.
pub fn blast(board: &Board, waiting: &BTreeMap<Ref, Vec<Ref>>, blocker: &Blocker, now: Moment) -> Blast {
    let found = downstream(waiting, Ref::new(Kind::Blocker, blocker.id.number()));
    let mut functions: BTreeSet<String> = blocker.function.iter().map(ToString::to_string).collect();
    for item in &found {
        let owner = if item.kind == Kind::Blocker {
            board.blockers.get(crate::domain::Id::new(item.number)).map(|it| it.owner)
        } else {
            board.decisions.get(crate::domain::Id::new(item.number)).map(|it| it.owner)
        };
        let person = owner.and_then(|owner| board.people.get(owner));
        functions.extend(person.and_then(|person| person.function.as_ref()).map(ToString::to_string));
    }
    let ended = blocker.resolved_at.unwrap_or(now);
    Blast {
        functions: functions.into_iter().collect(),
        waiting: found.into_iter().collect(),
        cycles: board.cycle.schedule().survived(blocker.opened, ended),
    }
}

/// How many open blockers the cycle's constraint caused, of how many.
pub fn by_constraint(board: &Board) -> (usize, usize) {
    let open = board.blockers.rows().iter().filter(|it| it.is_open());
    open.fold((0, 0), |(caused, all), it| (caused + usize::from(it.by_constraint == Some(true)), all + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Id, id::Refs};

    fn decision(id: i64, waits_on: Option<i64>) -> Decision {
        let waits_for = waits_on.map(|on| Refs(vec![Ref::new(Kind::Decision, on)]));
        Decision { id: Id::new(id), waits_for, ..Decision::blank() }
    }

    fn board(decisions: Vec<Decision>, blockers: Vec<Blocker>) -> Board {
        let cycle = crate::domain::Cycle {
            start: crate::domain::Day::parse("2026-01-05").unwrap(),
            launch: crate::domain::Day::parse("2026-02-20").unwrap(),
            zone: "UTC".into(),
            review_every: 7,
            review_at: "10:00".into(),
            review_on: "mon".into(),
            ..crate::domain::Cycle::blank()
        };
        Board {
            decisions: crate::domain::Table::new(decisions),
            blockers: crate::domain::Table::new(blockers),
            ..Board::empty(cycle)
        }
    }

    #[test]
    fn what_waits_is_counted_through_others_and_once() {
        let decisions =
            vec![decision(1, None), decision(2, Some(1)), decision(3, Some(2)), decision(4, Some(1))];
        let waiting = waiting(&board(decisions, Vec::new()));
        let of = |number| downstream(&waiting, Ref::new(Kind::Decision, number)).len();
        assert_eq!([of(1), of(2), of(3), of(4)], [3, 1, 0, 0]);
    }

    #[test]
    fn decisions_that_wait_for_each_other_end_the_walk() {
        let waiting = waiting(&board(vec![decision(1, Some(2)), decision(2, Some(1))], Vec::new()));
        assert_eq!(downstream(&waiting, Ref::new(Kind::Decision, 1)).len(), 1);
    }

    #[test]
    fn a_blast_grows_with_each_scheduled_review() {
        let opened = Moment::parse("2026-01-07T09:00:00Z").unwrap();
        let blocker = Blocker { id: Id::new(1), opened, function: Some("design".into()), ..Blocker::blank() };
        let held_up =
            Decision { waits_for: Some(Refs(vec![Ref::new(Kind::Blocker, 1)])), ..decision(1, None) };
        let board = board(vec![held_up, decision(2, Some(1))], vec![blocker]);
        let radius = |now: &str| {
            let blast =
                blast(&board, &waiting(&board), &board.blockers.rows()[0], Moment::parse(now).unwrap());
            (blast.functions.len(), blast.waiting.len(), blast.cycles, blast.radius())
        };
        assert_eq!(radius("2026-01-08T00:00:00Z"), (1, 2, 0, 2));
        assert_eq!(radius("2026-01-12T10:00:00Z"), (1, 2, 1, 2));
        assert_eq!(radius("2026-01-26T10:00:00Z"), (1, 2, 3, 6));
    }
}
