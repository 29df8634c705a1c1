//! `gonogo log`

use crate::{
    cli::{
        Failure, Session,
        history::{entry, row},
        page::{Answer, Look},
    },
    domain::Ref,
};

/// What was done, newest first.
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
        let mut logged = session.desk.store.history(cycle, subject, limit.saturating_add(1))?;
        let has_more = logged.len() > limit;
        logged.truncate(limit);
        let mut answer = Answer::of(logged.iter().map(|logged| entry(logged, session)).collect());
        answer.table(0, logged.iter().map(|logged| row(logged, session)).collect());
        if has_more {
            answer.say("earlier operations are not shown; --limit 0 shows all", Look::Faint);
        }
        Ok(answer)
    }
}
