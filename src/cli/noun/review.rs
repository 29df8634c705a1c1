//! `gonogo review …`

use crate::{
    cli::{
        Failure, Session,
        op_commands::OpCommands,
        output::{Answer, Look, Span},
        record,
        record_id::Named,
    },
    domain::{
        Board, Id, Kind, Moment, Record, Ref, Refusal, Review, ReviewAnswer, remedy,
        review::{ReviewKind, ReviewStep},
        rules::{
            context::RuleContext,
            review_status::{self, Kept},
        },
        when::{Zone, day_month, distance, long, medium},
    },
    ops::{OpError, review::Op},
};
use serde_json::{Value, json};

/// What can be done about reviews.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum ReviewCommand {
    #[command(flatten)]
    Op(OpCommands<Op>),
    /// Lists those that are scheduled and how they stand, and those held besides
    Ls,
    /// Shows one that was held, with its answers
    Show {
        /// Which, such as V-3
        #[arg(value_name = "ID")]
        review: Named,
    },
    /// Lists the kinds of review, or the steps of one
    Kinds {
        /// Which, such as drill
        kind: Option<String>,
    },
}

impl ReviewCommand {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Op(acts) => acts.run(session),
            Self::Ls => list(session),
            Self::Show { review } => show(session, *review),
            Self::Kinds { kind } => kinds(session, kind.as_deref()),
        }
    }
}

/// A review as it stands: scheduled, held, or both.
struct ReviewRow<'a> {
    key: &'a str,
    name: &'a str,
    slot: Option<Moment>,
    held: Option<&'a Review>,
    kept: Kept,
    days_late: Option<i64>,
}

impl ReviewRow<'_> {
    fn at(&self) -> Option<Moment> {
        self.slot.or(self.held.map(|review| review.at))
    }
}

fn lines<'a>(facts: &RuleContext<'a>) -> Vec<ReviewRow<'a>> {
    let (board, every_days) = (facts.board, facts.schedule.every_days);
    let slots = review_status::slots(facts);
    let mut lines: Vec<ReviewRow<'_>> = Vec::new();
    for slot in &slots {
        let Some(kind) = slot.kind else { continue };
        lines.push(ReviewRow {
            key: &kind.key,
            name: kind.name_in(every_days),
            slot: Some(slot.entry.at),
            held: slot.held,
            kept: slot.kept(facts),
            days_late: slot.days_late(facts),
        });
    }
    let fills = |review: &&Review| slots.iter().any(|slot| slot.held.is_some_and(|it| it.id == review.id));
    for review in board.reviews.rows().iter().filter(|review| !fills(review)) {
        let kind = board.policy.review(&review.kind);
        lines.push(ReviewRow {
            key: &review.kind,
            name: kind.map_or(&*review.kind, |kind| kind.name_in(every_days)),
            slot: None,
            held: Some(review),
            kept: Kept::Held,
            days_late: None,
        });
    }
    lines.sort_by_key(ReviewRow::at);
    lines
}

/// By whom it was held; of one that was written down on a later day, when, and when that was.
fn list(session: &Session<'_>) -> Result<Answer, Failure> {
    let board = session.board()?;
    let (zone, now) = (board.cycle.tz(), session.now);
    let facts = RuleContext::at(&board, now);
    let lines = lines(&facts);
    let object = |line: &ReviewRow<'_>| {
        json!({
            "id": line.held.map(Record::reference),
            "kind": line.key,
            "slot": line.slot,
            "stands": line.kept.key(),
            "held_at": line.held.map(|review| review.at),
            "recorded_at": line.held.and_then(|review| review.recorded_at),
            "days_late": line.days_late,
            "by": line.held.map(|review| board.handle(review.by)),
            "note": line.held.and_then(|review| review.note.as_deref()),
        })
    };
    let mut answer = session.answer(|| lines.iter().map(object).collect());
    let row = |line: &ReviewRow<'_>| {
        let (words, look) = match (line.kept, line.held) {
            (Kept::Missed | Kept::Overdue, _) => (line.kept.label().to_owned(), Look::Alarm),
            (Kept::Held, Some(review)) => (held(&board, review, (line.days_late, zone)), Look::Plain),
            (Kept::Ahead, _) => {
                (line.slot.map_or_else(String::new, |at| distance(at, now, zone)), Look::Faint)
            }
            (Kept::Held | Kept::Past, _) => (line.kept.label().to_owned(), Look::Faint),
        };
        let id = line.held.map(Record::reference).as_ref().map(Ref::to_string);
        vec![
            Span::new(id.unwrap_or_default(), Look::Strong),
            Span::new(line.at().map_or_else(String::new, |at| long(at, zone)), Look::Plain),
            Span::new(line.name, Look::Plain),
            Span::new(words, look),
            Span::new(line.held.and_then(|review| review.note.as_deref()).unwrap_or_default(), Look::Faint)
                .giving_way(),
        ]
    };
    answer.table(0, lines.iter().map(row).collect());
    Ok(answer)
}

fn held(board: &Board, review: &Review, (days_late, zone): (Option<i64>, Zone)) -> String {
    let (by, day) = (board.handle(review.by), |at: Moment| day_month(at.day(zone)));
    let late = days_late.map_or_else(String::new, |days| format!(", {}", review_status::late(days)));
    match review.recorded_at {
        None => format!("held by {by}{late}"),
        Some(recorded_at) => format!("held {} by {by}{late}, recorded {}", day(review.at), day(recorded_at)),
    }
}

fn show(session: &mut Session<'_>, named: Named) -> Result<Answer, Failure> {
    let reference = session.subject(named, Kind::Review)?;
    let session = &*session;
    let board = session.board()?;
    let review = board.reviews.get(Id::new(reference.number)).ok_or(OpError::NotFound(reference))?;
    let answers = board.review_answers.children(review.id.number());
    let name = board.policy.review(&review.kind).map_or(&*review.kind, |kind| &kind.name);
    let mut answer = session.answer(|| Value::Object(record::review(review, &board)));
    let (zone, by) = (board.cycle.tz(), board.handle(review.by));
    let when = review.slot.map_or_else(String::new, |slot| format!(", the one of {}", medium(slot, zone)));
    answer.line(format!("{reference} {name}, held {} by {by}{when}", long(review.at, zone)));
    if let Some(note) = review.note.as_deref() {
        answer.line(note);
    }
    let row = |it: &ReviewAnswer| {
        vec![
            Span::new(&*it.step, Look::Strong),
            Span::new(&*it.asked, Look::Faint),
            Span::new(it.said(), Look::Plain),
        ]
    };
    answer.table(0, answers.iter().map(row).collect());
    Ok(answer)
}

fn kinds(session: &Session<'_>, key: Option<&str>) -> Result<Answer, Failure> {
    let board = session.board()?;
    let kinds = board.policy.review_kinds();
    let Some(key) = key else {
        let object = |kind: &ReviewKind| json!({"key": kind.key, "name": kind.name, "purpose": kind.purpose});
        let mut answer = session.answer(|| kinds.iter().map(object).collect());
        let row = |kind: &ReviewKind| {
            vec![
                Span::new(&*kind.key, Look::Strong),
                Span::new(&*kind.name, Look::Plain),
                Span::new(&*kind.purpose, Look::Faint),
            ]
        };
        answer.table(0, kinds.iter().map(row).collect());
        return Ok(answer);
    };
    let none = || Refusal::new("review.kind", format!("`{key}` is no kind of review"), remedy::SEE_KINDS);
    let kind = board.policy.review(key).ok_or_else(none)?;
    let mut answer = session.answer(|| serde_json::to_value(kind).unwrap_or(Value::Null));
    answer.line(format!("{}: {}", kind.name, kind.purpose));
    let minutes = if kind.minutes > 0 { format!("{} minutes", kind.minutes) } else { String::new() };
    let attend = kind.attend.join(", ");
    let attend = if attend.is_empty() { attend } else { format!("must attend: {attend}") };
    let facts: Vec<String> = [minutes, attend].into_iter().filter(|it| !it.is_empty()).collect();
    if !facts.is_empty() {
        answer.line(facts.join("; "));
    }
    let row = |step: &ReviewStep| {
        let asked = if step.required { "needed" } else { "" };
        vec![
            Span::new(&*step.key, Look::Strong),
            Span::new(asked, Look::Plain),
            Span::new(&*step.text, Look::Faint),
        ]
    };
    answer.table(0, kind.steps.iter().map(row).collect());
    Ok(answer)
}
