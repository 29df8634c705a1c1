//! `gonogo calendar`

use crate::{
    cli::{
        Failure, Session,
        page::{Answer, Look, Span},
    },
    domain::{
        Board, Moment, Review,
        calendar::{Entry, EntryKind},
        review::ReviewKind,
        step::ItemState,
        when::{distance, long},
    },
};
use serde_json::json;

/// How a date stands: `held` when its review was, `done` when the checklist item it is for is ticked or waived, else `ahead`, `overdue` where
/// something had to be done by then, or `past`.
fn stands(entry: &Entry, board: &Board, now: Moment) -> &'static str {
    let item = match entry.kind {
        EntryKind::Evidence => Some(9),
        EntryKind::Midpoint => Some(11),
        EntryKind::Drill => Some(13),
        EntryKind::Retro => Some(14),
        EntryKind::Support => Some(15),
        EntryKind::Weekly | EntryKind::Launch | EntryKind::Checkpoint | EntryKind::Monthly => None,
    };
    let item = item.and_then(|number| board.item(number));
    let is_held =
        |review: &Review| Some(review.kind) == ReviewKind::of(entry.kind) && review.slot == Some(entry.at);
    if board.reviews.rows().iter().any(is_held) {
        return "held";
    }
    match item.map(|item| item.state) {
        Some(ItemState::Done | ItemState::Waived) => "done",
        _ if !entry.is_past(now) => "ahead",
        Some(ItemState::Todo) => "overdue",
        None => "past",
    }
}

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
        let cycle = &board.cycle;
        let (zone, now) = (cycle.tz(), session.now);
        let entries: Vec<Entry> = cycle
            .schedule()
            .entries()
            .into_iter()
            .filter(|entry| !self.ahead || !entry.is_past(now))
            .collect();
        let object = |entry: &Entry| json!({ "at": entry.at, "day": entry.day, "what": entry.kind.label(), "past": entry.is_past(now), "stands": stands(entry, &board, now) });
        let mut answer = Answer::of(entries.iter().map(object).collect());
        let row = |entry: &Entry| {
            let stands = stands(entry, &board, now);
            let look = if entry.is_past(now) { Look::Faint } else { Look::Plain };
            let (away, tone) = match stands {
                "ahead" => (distance(entry.at, now), Look::Faint),
                "overdue" => (stands.to_owned(), Look::Alarm),
                _ => (stands.to_owned(), Look::Faint),
            };
            vec![
                Span::new(long(entry.at, zone), look),
                Span::new(entry.kind.label(), look),
                Span::new(away, tone),
            ]
        };
        answer.table(0, entries.iter().map(row).collect());
        Ok(answer)
    }
}
