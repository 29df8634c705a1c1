//! `show`: one record with everything that belongs to it, and `log`: what was done.

use super::{
    failure::Failure,
    id::Named,
    listed::Listed,
    page::{Answer, Look, Span},
    session::Session,
};
use crate::{
    domain::{
        Board, Id, Kind, Ref,
        note::{Note, shelf},
        when::medium,
    },
    store::Logged,
};
use serde_json::json;

/// The record to show.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Show {
    /// The record
    #[arg(value_name = "ID")]
    pub id: Named,
}

impl Show {
    /// Shows a record of a kind.
    ///
    /// # Errors
    /// When there is no such record.
    pub(super) fn run<E: Listed>(&self, session: &Session<'_>) -> Result<Answer, Failure> {
        let reference = self.id.of(E::KIND)?;
        let stored = session.stored(reference)?;
        let board = session.board()?;
        let Some(record) = E::table(&board).get(Id::new(stored.number)) else {
            return Err(crate::ops::OpError::NotFound(reference).into());
        };
        let speech = session.speech();
        let mut object = speech.object(record);
        let mut answer = Answer::default();
        let title = record.get("title").and_then(|title| title.as_text().map(str::to_owned));
        answer.say(format!("{reference} {}", title.unwrap_or_default()), Look::Strong);
        let mut rows = Vec::new();
        for (field, value) in E::FIELDS.iter().zip(record.values()) {
            let text = speech.text(field, &value);
            if !text.is_empty() && !matches!(field.name, "title" | "cycle" | "number") {
                let label = if field.label.is_empty() { field.name } else { field.label };
                rows.push(vec![
                    Span::new(label.replace('_', " "), Look::Faint),
                    Span::new(text, Look::Plain),
                ]);
            }
        }
        answer.table(2, rows);
        children(stored, &board, session, &mut object, &mut answer);
        let history = session.desk.store.history(board.cycle.id, Some(stored), usize::MAX)?;
        object.insert("history".to_owned(), history.iter().map(|logged| entry(logged, session)).collect());
        answer.heading("history");
        answer.table(2, history.iter().map(|logged| row(logged, session)).collect());
        answer.json = serde_json::Value::Object(object);
        Ok(answer)
    }
}

/// Adds what belongs to a record: criteria, evidence, readings, notes.
fn children(
    stored: Ref,
    board: &Board,
    session: &Session<'_>,
    object: &mut serde_json::Map<String, serde_json::Value>,
    answer: &mut Answer,
) {
    let (speech, zone) = (session.speech(), board.cycle.tz());
    let mut list = |name: &str, json: serde_json::Value, lines: Vec<String>| {
        object.insert(name.to_owned(), json);
        if !lines.is_empty() {
            answer.heading(name);
            for line in lines {
                answer.line(format!("  {line}"));
            }
        }
    };
    if stored.kind == Kind::Decision {
        let criteria = board.criteria_of(Id::new(stored.number));
        let tied = |is_tied: bool| if is_tied { " (non-negotiable)" } else { "" };
        list(
            "criteria",
            criteria
                .iter()
                .map(|one| json!({ "text": one.text, "non_negotiable": one.non_negotiable }))
                .collect(),
            criteria.iter().map(|one| format!("{}{}", one.text, tied(one.non_negotiable))).collect(),
        );
        let evidence = board.evidence_for(Id::new(stored.number));
        list(
            "evidence",
            evidence
                .iter()
                .map(|one| {
                    json!({ "text": one.text, "kind": one.kind.key(), "link": one.link, "at": one.at,
                        "by": speech.handle(one.by.number()) })
                })
                .collect(),
            evidence
                .iter()
                .map(|one| {
                    format!("{}: {} {}", one.kind.label(), one.text, one.link.as_deref().unwrap_or_default())
                })
                .collect(),
        );
    }
    if stored.kind == Kind::Metric {
        let readings = board.readings_of(Id::new(stored.number));
        list(
            "readings",
            readings
                .iter()
                .map(|one| {
                    json!({ "value": one.value, "at": one.at, "note": one.note, "by": speech.handle(one.by.number()) })
                })
                .collect(),
            readings
                .iter()
                .map(|one| format!("{}  {}  {}", medium(one.at, zone), one.value, one.note.as_deref().unwrap_or_default()))
                .collect(),
        );
    }
    if stored.kind == Kind::Intake
        && let Some(intake) = board.intake.get(Id::new(stored.number))
    {
        let lacks: Vec<&str> = intake.lacks().iter().map(|field| field.name).collect();
        list("lacks", json!(lacks), lacks.iter().map(|&name| name.to_owned()).collect());
    }
    let notes: &[Note] = board.notes.of(shelf(stored));
    list(
        "notes",
        notes
            .iter()
            .map(|note| json!({ "text": note.text, "at": note.at, "by": speech.handle(note.by.number()) }))
            .collect(),
        notes
            .iter()
            .map(|note| {
                format!("{}  {}: {}", medium(note.at, zone), speech.handle(note.by.number()), note.text)
            })
            .collect(),
    );
}

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
                "subject": session.desk.store.people_reference(change.kind, change.id),
                "before": fields(&change.before),
                "after": fields(&change.after),
            })
        })
        .collect();
    json!({
        "seq": logged.seq,
        "at": logged.at,
        "by": speech.handle(logged.actor.number()),
        "via": logged.via,
        "name": logged.name,
        "undoes": logged.undoes,
        "changes": changes,
    })
}

/// One operation of the log in a line.
pub(super) fn row(logged: &Logged, session: &Session<'_>) -> Vec<Span> {
    let store = &session.desk.store;
    let mut subjects: Vec<String> = Vec::new();
    for change in &logged.changes {
        let subject = store.people_reference(change.kind, change.id).to_string();
        if !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    let more = subjects.len().saturating_sub(SUBJECTS);
    subjects.truncate(SUBJECTS);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let undone = logged.undoes.map_or_else(String::new, |seq| format!(" (of #{seq})"));
    vec![
        Span::new(format!("#{}", logged.seq), Look::Faint),
        Span::new(medium(logged.at, session.zone()), Look::Plain),
        Span::new(session.speech().handle(logged.actor.number()), Look::Plain),
        Span::new(format!("{}{undone}", logged.name), Look::Plain),
        Span::new(format!("{}{more}", subjects.join(" ")), Look::Plain),
    ]
}

/// How many records a line of the log names.
const SUBJECTS: usize = 4;
