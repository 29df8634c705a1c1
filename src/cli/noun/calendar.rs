//! `gonogo calendar`

use crate::{
    cli::{
        Failure, Session,
        page::{Answer, Look, Span},
    },
    domain::{
        calendar::Entry,
        when::{distance, long},
    },
};
use serde_json::json;

/// The dates of the cycle.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Calendar {
    /// Only what lies ahead
    #[arg(long)]
    ahead: bool,
}

impl Calendar {
    pub(super) fn run(&self, session: &Session<'_>) -> Result<Answer, Failure> {
        let cycle = session.cycle()?;
        let (zone, now) = (cycle.tz(), session.now);
        let entries: Vec<Entry> = cycle
            .schedule()
            .entries()
            .into_iter()
            .filter(|entry| !self.ahead || !entry.is_past(now))
            .collect();
        let object = |entry: &Entry| json!({ "at": entry.at, "day": entry.day, "what": entry.kind.label(), "past": entry.is_past(now) });
        let mut answer = Answer::of(entries.iter().map(object).collect());
        let row = |entry: &Entry| {
            let past = entry.is_past(now);
            let look = if past { Look::Faint } else { Look::Plain };
            let away = if past { "past".to_owned() } else { distance(entry.at, now) };
            vec![
                Span::new(long(entry.at, zone), look),
                Span::new(entry.kind.label(), look),
                Span::new(away, Look::Faint),
            ]
        };
        answer.table(0, entries.iter().map(row).collect());
        Ok(answer)
    }
}
