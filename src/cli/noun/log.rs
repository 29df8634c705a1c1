//! `gonogo log`

use crate::{
    cli::{
        Failure, Session,
        history::{entry, fields_changed, row},
        page::{Answer, Look},
    },
    domain::Ref,
};

/// What was done, newest first: who, when and from where; of one record also every field's old and new value.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Log {
    /// Only what touched this record, such as D-12
    #[arg(value_name = "ID")]
    id: Option<Ref>,
    /// How many operations; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
}

impl Log {
    pub(super) fn run(&self, session: &Session<'_>) -> Result<Answer, Failure> {
        let cycle = session.cycle()?.id;
        let subject = self.id.map(|id| session.stored(id)).transpose()?;
        let limit = if self.limit == 0 { usize::MAX } else { self.limit };
        // One more than is shown tells whether there is more.
        let store = &session.desk.store;
        // A script gets everything; a line for a person names a few records of an import, not all of them.
        let mut logged = match (subject, session.wants_json()) {
            (None, false) => store.lately(cycle, limit.saturating_add(1))?,
            (subject, _) => store.history(cycle, subject, limit.saturating_add(1))?,
        };
        let has_more = logged.len() > limit;
        logged.truncate(limit);
        let mut answer = Answer::of(logged.iter().map(|logged| entry(logged, session)).collect());
        match self.id {
            None => answer.table(0, logged.iter().map(|logged| row(logged, session)).collect()),
            Some(_) => {
                for operation in &logged {
                    answer.table(0, vec![row(operation, session)]);
                    for change in fields_changed(operation, session) {
                        answer.say(format!("    {change}"), Look::Faint);
                    }
                }
            }
        }
        if has_more {
            answer.say("earlier operations are not shown; --limit 0 shows all", Look::Faint);
        }
        Ok(answer)
    }
}
