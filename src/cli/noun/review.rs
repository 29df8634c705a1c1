//! `gonogo review …`

use crate::{
    cli::{
        Failure, Session,
        op_commands::OpCommands,
        output::{Answer, Look, Span},
    },
    domain::{
        Board, Moment, Record, Ref, Review,
        review::ReviewKind,
        when::{Zone, day_month, distance, long},
    },
    ops::review::Op,
};
use serde_json::json;

/// What can be done about reviews.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum ReviewCommand {
    #[command(flatten)]
    Op(OpCommands<Op>),
    /// Lists those that are scheduled and how they stand, and those held besides
    Ls,
}

impl ReviewCommand {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Op(acts) => acts.run(session),
            Self::Ls => list(session),
        }
    }
}

/// A review as it stands: scheduled, held, or both.
struct ReviewRow<'a> {
    kind: ReviewKind,
    slot: Option<Moment>,
    held: Option<&'a Review>,
}

impl ReviewRow<'_> {
    fn at(&self) -> Option<Moment> {
        self.slot.or(self.held.map(|review| review.at))
    }

    fn stands(&self, now: Moment) -> &'static str {
        match (self.held, self.slot) {
            (Some(_), _) => "held",
            (None, Some(slot)) if slot < now => "missed",
            (None, _) => "ahead",
        }
    }
}

fn lines(board: &Board) -> Vec<ReviewRow<'_>> {
    let reviews = board.reviews.rows();
    let entries = board.cycle.schedule().entries(&board.policy.rhythm).into_iter();
    let mut lines: Vec<ReviewRow<'_>> = entries
        .filter_map(|entry| {
            let kind = ReviewKind::of(entry.kind)?;
            let held = reviews.iter().find(|review| {
                review.kind == kind && review.slot.is_some_and(|slot| slot == entry.at || kind.is_single())
            });
            Some(ReviewRow { kind, slot: Some(entry.at), held })
        })
        .collect();
    let besides = reviews.iter().filter(|review| review.slot.is_none());
    lines.extend(besides.map(|review| ReviewRow { kind: review.kind, slot: None, held: Some(review) }));
    lines.sort_by_key(ReviewRow::at);
    lines
}

/// By whom it was held; of one that was written down on a later day, when, and when that was.
fn held(review: &Review, by: &str, zone: Zone) -> String {
    let day = |at: Moment| day_month(at.day(zone));
    match review.recorded_at {
        None => format!("held by {by}"),
        Some(recorded_at) => format!("held {} by {by}, recorded {}", day(review.at), day(recorded_at)),
    }
}

fn list(session: &Session<'_>) -> Result<Answer, Failure> {
    let board = session.board()?;
    let (zone, now) = (board.cycle.tz(), session.now);
    let lines = lines(&board);
    let object = |line: &ReviewRow<'_>| {
        json!({
            "id": line.held.map(Record::reference),
            "kind": line.kind.key(),
            "slot": line.slot,
            "stands": line.stands(now),
            "held_at": line.held.map(|review| review.at),
            "recorded_at": line.held.and_then(|review| review.recorded_at),
            "by": line.held.map(|review| board.handle(review.by)),
            "note": line.held.and_then(|review| review.note.as_deref()),
        })
    };
    let mut answer = session.answer(|| lines.iter().map(object).collect());
    let row = |line: &ReviewRow<'_>| {
        let stands = line.stands(now);
        let (words, look) = match (stands, line.held) {
            ("missed", _) => (stands.to_owned(), Look::Alarm),
            (_, Some(review)) => (held(review, board.handle(review.by), zone), Look::Plain),
            _ => (line.slot.map_or_else(String::new, |slot| distance(slot, now, zone)), Look::Faint),
        };
        let id = line.held.map(Record::reference).as_ref().map(Ref::to_string);
        vec![
            Span::new(id.unwrap_or_default(), Look::Strong),
            Span::new(line.at().map_or_else(String::new, |at| long(at, zone)), Look::Plain),
            Span::new(line.kind.name_in(&board.cycle.schedule()), Look::Plain),
            Span::new(words, look),
            Span::new(line.held.and_then(|review| review.note.as_deref()).unwrap_or_default(), Look::Faint),
        ]
    };
    answer.table(0, lines.iter().map(row).collect());
    Ok(answer)
}
