//! `gonogo calendar`

use crate::{
    cli::{
        Failure, Session,
        output::{Answer, Look, Span},
    },
    domain::{
        rules::{
            context::RuleContext,
            review_status::{self, Date, Kept},
        },
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
        let board = session.board()?;
        let (zone, now) = (board.cycle.tz(), session.now);
        let mut dates = review_status::agenda(&RuleContext::at(&board, now));
        dates.retain(|date| !self.ahead || !date.entry.is_past(now));
        let object = |Date { entry, kept }: &Date| {
            json!({
                "at": entry.at, "day": entry.day, "what": entry.label, "past": entry.is_past(now),
                "stands": kept.key(), "asked_for_by": review_status::place(&board, entry.kind),
            })
        };
        let mut answer = session.answer(|| dates.iter().map(object).collect());
        let row = |Date { entry, kept }: &Date| {
            let look = if entry.is_past(now) { Look::Faint } else { Look::Plain };
            let (away, tone) = match kept {
                Kept::Ahead => (distance(entry.at, now, zone), Look::Faint),
                Kept::Overdue | Kept::Missed => (kept.label().to_owned(), Look::Alarm),
                Kept::Held | Kept::Past => (kept.label().to_owned(), Look::Faint),
            };
            vec![Span::new(long(entry.at, zone), look), Span::new(entry.label, look), Span::new(away, tone)]
        };
        answer.table(0, dates.iter().map(row).collect());
        Ok(answer)
    }
}
