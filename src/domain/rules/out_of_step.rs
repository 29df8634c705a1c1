//! Dates of the checklist and of risks that somebody has set by hand and that lie elsewhere than the playbook would have
//! them. Nothing is wrong with one; it does not move with the schedule, so it is told.
//!
//! Source: rulings on time, a computed date stays computed.

use super::context::RuleContext;
use crate::domain::{Id, Moment, Person, Record, Ref, calendar::ComputedDates, step::ItemState};

/// A date set by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfStep {
    /// The record, as people call it.
    pub subject: Ref,
    /// Whoever answers for it.
    pub owner: Option<Id<Person>>,
    /// The date it has.
    pub is: Moment,
    /// The date the playbook would have given it.
    pub computed: Moment,
}

/// The open dates that were set by hand, by date.
pub fn out_of_step(facts: &RuleContext<'_>) -> Vec<OutOfStep> {
    let dates = ComputedDates::new(facts.schedule.clone(), &facts.board.policy);
    let mut found = Vec::new();
    let mut compare = |subject, owner, is: Option<Moment>, computed: Option<Moment>, by_rule| {
        if let (Some(is), Some(computed)) = (is, computed)
            && is != computed
            && Some(is) != by_rule
        {
            found.push(OutOfStep { subject, owner, is, computed });
        }
    };
    for item in facts.board.items.rows().iter().filter(|item| item.state == ItemState::Todo) {
        if let Some(key) = item.key.as_deref() {
            compare(item.reference(), item.owner, item.due, dates.item(key), dates.item_by_rule(key));
        }
    }
    for risk in facts.board.risks.rows().iter().filter(|risk| risk.is_open()) {
        if let Some(key) = risk.key.as_deref() {
            let (computed, by_rule) = (dates.risk(key), dates.risk_by_rule(key));
            let (subject, owner) = (risk.reference(), Some(risk.owner));
            let end = |day: Option<crate::domain::Day>| day.map(|day| day.end(facts.schedule.zone));
            compare(subject, owner, risk.deadline, computed.deadline, by_rule.deadline);
            let days = [
                (risk.fallback_by, computed.fallback_by, by_rule.fallback_by),
                (risk.checkpoint_on, computed.checkpoint_on, by_rule.checkpoint_on),
            ];
            for (is, computed, by_rule) in days {
                compare(subject, owner, end(is), end(computed), end(by_rule));
            }
        }
    }
    found.sort_by_key(|date| (date.is, date.subject));
    found
}
