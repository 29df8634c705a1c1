//! Escalation by the clock: what stays open through one full review cycle goes to the next person on the escalation
//! path.
//!
//! Scheduled times count, so a review that is skipped does not stop the clock. It is worked out from a board and a
//! moment alone, so it is the same whether somebody watched or opens the board a month later. Source: checklist item P8;
//! the first scheduled review at or after the opening is r(k), and it escalates at r(k + `after_cycles`).

use crate::domain::{
    AnyRecord, Blocker, Board, Cycle, Decision, Id, Moment, Person, Policy, Record, Ref, event::EventKind,
    policy::Escalates,
};
use std::collections::BTreeSet;

/// One act of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Escalation {
    /// The scheduled review at which it happens.
    pub at: Moment,
    /// To whom it goes.
    pub to: Id<Person>,
}

/// The clock of a cycle: when something opened then goes up, and to whom.
#[derive(Clone, Debug)]
pub struct EscalationPolicy {
    schedule: crate::domain::calendar::Schedule,
    after_cycles: u32,
    path: Vec<Id<Person>>,
    /// What was opened at this moment or before has gone up by now; nothing has when it is missing.
    opened_by: Option<Moment>,
}

impl EscalationPolicy {
    /// The clock at a moment. `is_here` says whether a person can be given things.
    pub fn at(cycle: &Cycle, policy: &Policy, now: Moment, is_here: impl Fn(Id<Person>) -> bool) -> Self {
        let schedule = cycle.schedule();
        let after_cycles = policy.escalation.after_cycles.get();
        let path: Vec<_> = cycle.escalation.0.iter().copied().filter(|person| is_here(*person)).collect();
        // Where nobody is left on the path, nothing can go up.
        let opened_by = schedule.gone_up_by(now, after_cycles).filter(|_| !path.is_empty());
        Self { schedule, after_cycles, path, opened_by }
    }

    /// The latest opening that has gone up by now.
    pub const fn opened_by(&self) -> Option<Moment> {
        self.opened_by
    }

    /// What the clock does by now to something of this owner that was opened at `opened` and is still open.
    pub fn act(&self, opened: Moment, owner: Id<Person>) -> Option<Escalation> {
        if self.opened_by.is_none_or(|last| last < opened) {
            return None;
        }
        Some(Escalation { at: self.due(opened), to: self.next(owner)? })
    }

    /// The scheduled review at which something goes up that was opened then.
    pub fn due(&self, opened: Moment) -> Moment {
        self.schedule.escalates_at(opened, self.after_cycles)
    }

    /// The first person on the path who is somebody else; whoever is alone on it answers to themselves.
    pub fn next(&self, owner: Id<Person>) -> Option<Id<Person>> {
        self.path.iter().copied().find(|person| *person != owner).or(self.path.first().copied())
    }

    /// The act on a blocker, unless it is escalated already.
    pub fn on_blocker(&self, blocker: &Blocker) -> Option<Escalation> {
        let lingers = blocker.is_open() && blocker.escalated_at.is_none();
        if lingers { self.act(blocker.opened, blocker.owner) } else { None }
    }

    /// The act on a decision that nobody has made, unless it is escalated already. Putting it off does not stop the clock, as
    /// long as it is not out of this launch.
    pub fn on_decision(&self, decision: &Decision) -> Option<Escalation> {
        let lingers = decision.is_open() && decision.escalated_at.is_none();
        if lingers { self.act(decision.opened, decision.owner) } else { None }
    }
}

/// Every escalation of a board with its moment: those that the log holds, and those that the clock has due and that
/// will be in the log with the next change.
pub fn recorded(board: &Board) -> BTreeSet<(Moment, Ref)> {
    let logged = board.events.rows().iter().filter(|event| event.kind == EventKind::Escalated);
    let blockers = board.blockers.rows().iter().filter_map(|it| Some((it.escalated_at?, it.stored())));
    let decisions = board.decisions.rows().iter().filter_map(|it| Some((it.escalated_at?, it.stored())));
    logged.map(|event| (event.at, event.subject)).chain(blockers).chain(decisions).collect()
}

/// Whether nothing goes up any more: the cycle is closed, or nobody knows its rules.
fn stands_still(board: &Board) -> bool {
    board.cycle.state == crate::domain::cycle::CycleState::Closed || board.unreadable.is_some()
}

/// Brings a board to where the clock has it at a moment: exactly what the log will say once somebody writes.
pub fn apply_due_escalations(board: &mut Board, now: Moment) {
    let clock = EscalationPolicy::at(&board.cycle, &board.policy, now, |person| board.is_here(person));
    if clock.opened_by().is_none() || stands_still(board) {
        return;
    }
    for kind in board.policy.escalation.includes.clone() {
        match kind {
            Escalates::Blocker => board.blockers.each_mut(|blocker| {
                if let Some(act) = clock.on_blocker(blocker) {
                    blocker.mark_escalated(act);
                }
            }),
            Escalates::Decision => board.decisions.each_mut(|decision| {
                if let Some(act) = clock.on_decision(decision) {
                    decision.mark_escalated(act);
                }
            }),
        }
    }
}

/// What the clock has due at a moment on a board as it is written, oldest first: what the next change will write down.
pub fn pending(board: &Board, now: Moment) -> Vec<(Ref, Escalation)> {
    let clock = EscalationPolicy::at(&board.cycle, &board.policy, now, |person| board.is_here(person));
    if stands_still(board) {
        return Vec::new();
    }
    let mut found: Vec<(Ref, Escalation)> = Vec::new();
    for kind in &board.policy.escalation.includes {
        match kind {
            Escalates::Blocker => {
                let rows = board.blockers.rows().iter();
                found.extend(rows.filter_map(|it| Some((it.reference(), clock.on_blocker(it)?))));
            }
            Escalates::Decision => {
                let rows = board.decisions.rows().iter();
                found.extend(rows.filter_map(|it| Some((it.reference(), clock.on_decision(it)?))));
            }
        }
    }
    found.sort_by_key(|(subject, act)| (act.at, *subject));
    found
}

impl Blocker {
    /// Puts it with leadership, as the clock does.
    pub fn mark_escalated(&mut self, act: Escalation) {
        self.escalated_at = Some(act.at);
        self.escalated_to = Some(act.to);
        // Who answers for its review is optional until now.
        self.reviewer.get_or_insert(act.to);
    }
}

impl Decision {
    /// Puts it with leadership, as the clock does.
    pub fn mark_escalated(&mut self, act: Escalation) {
        self.escalated_at = Some(act.at);
        self.escalated_to = Some(act.to);
    }
}

#[cfg(test)]
mod tests;
