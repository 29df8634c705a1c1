//! `gonogo log`

use crate::{
    cli::{
        Failure, Session,
        activity::{entry, fields_changed, row},
        output::{Answer, Look, Span},
    },
    domain::{
        Ref,
        person::CLOCK,
        rules::escalation::{self, Escalation},
        when::medium,
    },
};
use serde_json::json;

/// What was done, newest first: who, when and from where; of one record also every field's old and new value.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Log {
    /// Only what touched this record, such as D-12
    #[arg(value_name = "ID")]
    id: Option<Ref>,
    /// How many operations, 50 unless said; 0 for all, as scripts get them
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// How many operations people are shown.
const FIRST: usize = 50;

impl Log {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        if let Some(id) = self.id {
            session.go_to(id)?;
        }
        let session = &*session;
        let cycle = session.cycle()?.id;
        let subject = self.id.map(|id| session.stored(id)).transpose()?;
        let all = if session.wants_json() { 0 } else { FIRST };
        let limit = match self.limit.unwrap_or(all) {
            0 => usize::MAX,
            limit => limit,
        };
        // One more than is shown tells whether there is more.
        let store = &session.executor.store;
        // A script gets everything; a line for a person names a few records of an import, not all of them.
        let mut logged = match (subject, session.wants_json()) {
            (None, false) => store.lately(cycle, limit.saturating_add(1))?,
            (subject, _) => store.history(cycle, subject, limit.saturating_add(1))?,
        };
        let has_more = logged.len() > limit;
        logged.truncate(limit);
        let due = due(session, subject)?;
        let written = logged.iter().map(|logged| entry(logged, session));
        let ahead = due.iter().rev().map(|(subject, act)| due_entry(*subject, *act, session));
        let mut answer = session.answer(|| ahead.chain(written).collect());
        let ahead = due.iter().rev().map(|(subject, act)| due_row(*subject, *act, session));
        if self.id.is_none() {
            let written = logged.iter().map(|logged| row(logged, session));
            answer.table(0, ahead.chain(written).collect());
        } else {
            answer.table(0, ahead.collect());
            for operation in &logged {
                answer.table(0, vec![row(operation, session)]);
                for change in fields_changed(operation, session) {
                    answer.say(format!("    {change}"), Look::Faint);
                }
            }
        }
        if has_more {
            answer.say("earlier operations are not shown; --limit 0 shows all", Look::Faint);
        }
        Ok(answer)
    }
}

/// What the clock has due and nobody's change has written down yet.
fn due(session: &Session<'_>, subject: Option<Ref>) -> Result<Vec<(Ref, Escalation)>, Failure> {
    let cycle = session.cycle()?;
    let Ok(policy) = cycle.policy() else { return Ok(Vec::new()) };
    let is_here = |id| session.people.iter().any(|person| person.id == id && person.active);
    let clock = escalation::EscalationPolicy::at(cycle, &policy, session.now, is_here);
    let Some(opened_by) = clock.opened_by() else { return Ok(Vec::new()) };
    let store = &session.executor.store;
    let mut lingers = false;
    for kind in policy.escalation.includes {
        lingers |= !store.escalation_candidates(cycle.id, kind, opened_by)?.is_empty();
    }
    // The board is only worth loading where something lingers.
    let Some(board) = lingers.then(|| store.board(cycle.id)).transpose()?.flatten() else {
        return Ok(Vec::new());
    };
    let mut due = escalation::pending(&board, session.now);
    due.retain(|(item, _)| subject.is_none_or(|subject| subject == *item));
    Ok(due)
}

fn due_row(subject: Ref, act: Escalation, session: &Session<'_>) -> Vec<Span> {
    let to = session.speech().handle(act.to.number());
    vec![
        Span::new("due", Look::Alarm),
        Span::new(medium(act.at, session.zone()), Look::Plain),
        Span::new(CLOCK, Look::Plain),
        Span::new(CLOCK, Look::Faint),
        Span::new("clock.escalate", Look::Plain),
        Span::new(format!("{subject} to {to}; due, written with the next change"), Look::Plain),
    ]
}

fn due_entry(subject: Ref, act: Escalation, session: &Session<'_>) -> serde_json::Value {
    let to = session.speech().handle(act.to.number());
    let after = json!({ "escalated_at": act.at, "escalated_to": to });
    json!({
        "seq": null,
        "at": act.at,
        "recorded_at": null,
        "login": null,
        "key": null,
        "by": CLOCK,
        "via": CLOCK,
        "name": "clock.escalate",
        "undoes": null,
        "changes": [{ "subject": subject, "before": null, "after": after }],
    })
}
