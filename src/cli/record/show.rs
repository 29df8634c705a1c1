//! `show`: one record with everything that belongs to it.

use super::{
    listed::{Listed, object},
    parts::parts,
    seen::Seen,
};
use crate::cli::{
    activity::{entry, row},
    error::Failure,
    output::{Answer, Look, Span},
    record_id::Named,
    session::Session,
    value,
};
use crate::domain::Id;

/// The record to show.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Show {
    /// The record
    #[arg(value_name = "ID")]
    pub id: Named,
}

impl Show {
    /// Shows a record of a kind.
    ///
    /// # Errors
    /// When there is no such record.
    pub(in crate::cli) fn run<E: Listed>(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let reference = session.subject(self.id, E::KIND)?;
        let session = &*session;
        let stored = session.stored(reference)?;
        let board = session.board()?;
        let Some(record) = E::table(&board).get(Id::new(stored.number)) else {
            return Err(crate::ops::OpError::NotFound(reference).into());
        };
        let speech = session.speech();
        let seen = Seen::at(&board, session.now);
        let mut answer = Answer::default();
        answer.say(format!("{reference} {}", record.title()), Look::Strong);
        let mut facts = value::facts(speech, record, &["title", "cycle", "number"]);
        let remarks = record.remarks(&seen).into_iter();
        facts.extend(remarks.map(|remark| vec![Span::new("mark", Look::Faint), remark]));
        answer.table(2, facts);
        for part in parts(stored, &seen, speech) {
            if !part.lines.is_empty() {
                answer.heading(part.name);
            }
            for line in part.lines {
                answer.line(format!("  {line}"));
            }
        }
        let history = session.executor.store.history(board.cycle.id, Some(stored), usize::MAX)?;
        if session.wants_json() {
            let mut object = object(record, &seen, session);
            let history = history.iter().map(|logged| entry(logged, session));
            object.insert("history".to_owned(), history.collect());
            answer.json = serde_json::Value::Object(object);
        }
        answer.heading("history");
        answer.table(2, history.iter().map(|logged| row(logged, session)).collect());
        Ok(answer)
    }
}
