//! The activity log, as text and as JSON.

use super::{
    output::{Look, Span},
    session::Session,
};
use crate::{
    domain::{Fields, Kind, Ref, change::subjects, when::medium},
    store::Logged,
};
use serde_json::json;

/// One operation of the log as scripts read it.
pub(super) fn entry(logged: &Logged, session: &Session<'_>) -> serde_json::Value {
    let speech = session.speech();
    let changes: Vec<serde_json::Value> = logged
        .changes
        .iter()
        .map(|change| {
            let fields =
                |fields: &Option<_>| fields.as_ref().map(|fields| speech.fields(change.kind, fields));
            json!({
                "subject": session.executor.store.people_reference(change.kind, change.id),
                "before": fields(&change.before),
                "after": fields(&change.after),
            })
        })
        .collect();
    json!({
        "seq": logged.seq,
        "at": logged.at,
        "recorded_at": logged.recorded_at,
        "login": logged.account.login,
        "key": logged.account.key,
        "by": speech.handle(logged.actor.number()),
        "via": logged.via,
        "name": logged.name,
        "undoes": logged.undoes,
        "changes": changes,
    })
}

/// One operation of the log in a line.
pub(super) fn row(logged: &Logged, session: &Session<'_>) -> Vec<Span> {
    let store = &session.executor.store;
    let known = |subject: &Ref| store.people_reference(subject.kind, subject.number).to_string();
    let mut subjects: Vec<String> = subjects(&logged.changes).iter().map(known).collect();
    let unseen = logged.count.saturating_sub(logged.changes.len());
    let more = subjects.len().saturating_sub(SUBJECTS) + unseen;
    subjects.truncate(SUBJECTS);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let undone = logged.undoes.map_or_else(String::new, |seq| format!(" (of #{seq})"));
    vec![
        Span::new(format!("#{}", logged.seq), Look::Faint),
        Span::new(medium(logged.at, session.zone()), Look::Plain),
        Span::new(session.speech().handle(logged.actor.number()), Look::Plain),
        Span::new(logged.via.clone(), Look::Faint),
        Span::new(format!("{}{undone}", logged.name), Look::Plain),
        Span::new(format!("{}{more}", subjects.join(" ")), Look::Plain),
    ]
}

/// What an operation changed, field by field: `due: Fri 6 Mar 17:00 -> Mon 9 Mar 17:00`.
pub(super) fn fields_changed(logged: &Logged, session: &Session<'_>) -> Vec<String> {
    let speech = session.speech();
    let said = |kind: Kind, fields: &Option<Fields>, name: &str| {
        let value = fields.as_ref().and_then(|fields| fields.get(name));
        value.filter(|value| !value.is_blank()).map(|value| speech.say(kind, name, value))
    };
    let mut lines = Vec::new();
    for change in &logged.changes {
        let what =
            if change.belongs_to().is_some() { format!("{} ", change.kind.label()) } else { String::new() };
        for name in change.touched().filter(|name| !matches!(*name, "cycle" | "subject" | "playbook_copy")) {
            let (old, new) =
                (said(change.kind, &change.before, name), said(change.kind, &change.after, name));
            let line = match (old, new) {
                (None, None) => continue,
                (None, Some(new)) => format!("{what}{name}: {new}"),
                (Some(old), None) => format!("{what}{name}: {old} -> nothing"),
                (Some(old), Some(new)) => format!("{what}{name}: {old} -> {new}"),
            };
            lines.push(line);
        }
    }
    lines
}

/// How many records a line of the log names.
const SUBJECTS: usize = 4;
