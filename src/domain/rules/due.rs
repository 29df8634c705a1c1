//! What falls due: windows of isolated decisions, what is late, what is soon, what is escalated, fallbacks and words to
//! customers that are due, and reviews that were missed.
//!
//! Source: context and checklist on dates; mitigation type "isolate and 48 hours"; checklist items P8 and P10.

use super::{context::RuleContext, escalation::Escalation, review_status};
use crate::domain::{
    Board, Id, Kind, Moment, Person, Ref,
    calendar::EntryKind,
    policy::Rhythm,
    summary::{self, BoardAt, Standing, Summary, Values},
    when::{Zone, hours_left, medium, short_due},
};

crate::words! {
    /// Why something is due, most pressing first.
    pub enum Why {
        /// It is escalated.
        Escalated = "escalated" / "escalated",
        /// The window of an isolated decision runs, or is over.
        Window = "window" / "window",
        /// Its date has passed.
        Overdue = "overdue" / "overdue",
        /// Its date has passed and its fallback does not run.
        FallbackDue = "fallback-due" / "fallback due",
        /// Somebody outside had to hear of it by now.
        Untold = "untold" / "not told yet",
        /// A scheduled review was not held.
        Missed = "missed-review" / "missed review",
        /// Its date is less than two days away.
        Soon = "soon" / "due soon",
    }
}

/// Something that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Why.
    pub why: Why,
    /// The record, as the store knows it; nothing for a review.
    pub subject: Option<Ref>,
    /// The review, if it is one.
    pub review: Option<EntryKind>,
    /// The moment it was or is due.
    pub at: Option<Moment>,
    /// Whoever answers for it.
    pub owner: Option<Id<Person>>,
    /// Since when it is escalated, and to whom, if it is; the owner keeps it too.
    pub escalated: Option<Escalation>,
}

impl Due {
    /// How long is left, or how long ago it was due: a window in hours and minutes, anything else in its largest unit.
    pub fn left(&self, now: Moment, zone: Zone) -> String {
        match (self.why, self.at) {
            (Why::Window, Some(at)) => hours_left(at, now),
            (_, Some(at)) => short_due(at, now, zone),
            (_, None) => String::new(),
        }
    }

    /// Why it is due in a word or two.
    pub fn label(&self, rhythm: &Rhythm) -> String {
        if self.why == Why::Window {
            return format!("{}-hour window", rhythm.window_hours);
        }
        self.why.label().to_owned()
    }

    /// Why it is due in words, with the time left of a window, and to whom it is escalated.
    pub fn said(&self, board: &Board, now: Moment) -> String {
        let rhythm = &board.policy.rhythm;
        let why = match (self.why, self.at) {
            (Why::Window, Some(at)) if at < now => format!("{} hours are over", rhythm.window_hours),
            (Why::Window, Some(at)) => format!("{}, {} left", self.label(rhythm), hours_left(at, now)),
            _ => self.label(rhythm),
        };
        match (self.why, self.escalation(board)) {
            (_, None) => why,
            (Why::Escalated, Some(escalated)) => escalated,
            (_, Some(escalated)) => format!("{why}, {escalated}"),
        }
    }

    /// To whom it is escalated, since when and from whom, if it is.
    pub fn escalation(&self, board: &Board) -> Option<String> {
        let act = self.escalated?;
        let since = medium(act.at, board.cycle.tz());
        let from = self.owner.filter(|owner| *owner != act.to);
        let from = from.map_or_else(String::new, |owner| format!(" from {}", board.handle(owner)));
        Some(format!("escalated to {} since {since}{from}", board.handle(act.to)))
    }

    /// Whether one of these has to see to it: they answer for it, or it is escalated to them.
    pub fn concerns(&self, people: &[Id<Person>]) -> bool {
        let is_theirs = |person: Id<Person>| people.contains(&person);
        self.owner.is_some_and(is_theirs) || self.escalated.is_some_and(|act| is_theirs(act.to))
    }
}

/// Everything that is due at the moment of the facts, most pressing first.
pub fn due(facts: &RuleContext<'_>) -> Vec<Due> {
    let (board, values) = (facts.board, Values::default());
    let at = BoardAt::new(board, facts.now, &values);
    let mut found = Vec::new();
    for it in board.blockers.rows().iter().filter(|it| it.is_open()) {
        if it.is_fallback_due(facts.now) && !it.is_escalated() {
            push(&mut found, facts, Why::FallbackDue, it);
        } else {
            by_standing(&mut found, facts, at, it);
        }
        if it.is_untold(facts.now) {
            found.push(Due {
                at: it.tell_by,
                owner: it.teller.or(Some(it.owner)),
                escalated: None,
                ..due_for(facts, Why::Untold, it)
            });
        }
    }
    for it in board.decisions.rows() {
        // Also of one that was approved before its risk appeared.
        if let Some(end) = facts.window_of(it) {
            found.push(Due { at: Some(end), ..due_for(facts, Why::Window, it) });
        } else if it.is_open() {
            by_standing(&mut found, facts, at, it);
        }
    }
    for it in board.risks.rows().iter().filter(|it| it.is_open()) {
        // The window of an isolating risk is that of its decision.
        if it.isolates() && it.decision.is_none() {
            push(&mut found, facts, Why::Window, it);
        } else if !it.isolates() {
            by_standing(&mut found, facts, at, it);
        }
    }
    // These have been looked at more closely.
    let is_other = |it: &&dyn Summary| {
        let kind = it.stored().kind;
        it.comes_to_the_inbox() && !matches!(kind, Kind::Blocker | Kind::Decision | Kind::Risk)
    };
    board.summaries().filter(is_other).for_each(|it| by_standing(&mut found, facts, at, it));
    found.extend(review_status::missed(facts).into_iter().map(|entry| Due {
        why: Why::Missed,
        subject: None,
        review: Some(entry.kind),
        at: Some(entry.at),
        owner: Some(board.cycle.sign_off),
        escalated: None,
    }));
    found.sort_by_key(|due| (due.why, due.at, due.subject));
    found
}

fn due_for(facts: &RuleContext<'_>, why: Why, record: &dyn Summary) -> Due {
    Due {
        why,
        subject: Some(record.stored()),
        review: None,
        at: record.date(facts.board),
        owner: record.owner(),
        escalated: record.escalation(),
    }
}

fn push(found: &mut Vec<Due>, facts: &RuleContext<'_>, why: Why, record: &dyn Summary) {
    found.push(due_for(facts, why, record));
}

fn by_standing(found: &mut Vec<Due>, facts: &RuleContext<'_>, at: BoardAt<'_>, record: &dyn Summary) {
    match record.standing(at) {
        Standing::Escalated => push(found, facts, Why::Escalated, record),
        Standing::Late if record.date(facts.board).is_some() => push(found, facts, Why::Overdue, record),
        // What wants somebody whatever its date is not due for that.
        Standing::Soon if record.date(facts.board).is_some_and(|date| summary::is_soon(date, facts.now)) => {
            push(found, facts, Why::Soon, record);
        }
        Standing::Late
        | Standing::Soon
        | Standing::Unowned
        | Standing::Open
        | Standing::Deferred
        | Standing::Fine
        | Standing::Done => {}
    }
}

#[cfg(test)]
mod tests;
