//! `gonogo status`: how things stand, on one screen or in one line of a status bar.

use crate::cli::{
    Failure, Session,
    listed::Listed,
    page::{Answer, Look, Span},
};
use crate::domain::{
    Blocker, Board, Decision, Dependency, Id, Intake, Item, Metric, Moment, Ref, Risk, Step, Value,
    calendar::Entry,
    when::{countdown, distance, long, short_due},
};
use serde_json::json;

/// How things stand.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(in crate::cli) struct Status {
    /// One line, for a status bar
    #[arg(long)]
    short: bool,
}

/// Something that wants attention.
struct Wanting {
    reference: Ref,
    title: String,
    owner: Option<String>,
    due: Option<Moment>,
    /// What it lacks, when that is why it is here.
    lacks: Vec<&'static str>,
}

/// How many dates ahead are named.
const AHEAD: usize = 4;

impl Status {
    pub(in crate::cli) fn run(self, session: &Session<'_>) -> Result<Answer, Failure> {
        let board = session.board()?;
        let late = late(&board, session.now);
        let incomplete = incomplete(&board);
        let intake = board.intake.rows().iter().filter(|intake| intake.is_open()).count();
        let blocking = board.blockers.rows().iter().filter(|blocker| blocker.is_open()).count();
        let ahead: Vec<Entry> = board
            .cycle
            .schedule()
            .entries()
            .into_iter()
            .filter(|entry| !entry.is_past(session.now))
            .take(AHEAD)
            .collect();
        let counted = countdown(board.cycle.schedule().launch_at(), session.now);
        let mut answer = Answer::of(json!({
            "cycle": board.cycle.name,
            "launch": board.cycle.launch,
            "countdown": counted,
            "open_blockers": blocking,
            "late": late.iter().map(Wanting::json).collect::<Vec<_>>(),
            "incomplete": incomplete.iter().map(Wanting::json).collect::<Vec<_>>(),
            "intake": intake,
            "next": ahead.iter().map(|entry| json!({ "at": entry.at, "what": entry.kind.label() })).collect::<Vec<_>>(),
        }));
        if self.short {
            answer.line(format!(
                "{counted} {blocking} blocking {} late {} incomplete {intake} intake",
                late.len(),
                incomplete.len()
            ));
            return Ok(answer);
        }
        let launch = long(board.cycle.schedule().launch_at(), board.cycle.tz());
        answer.say(format!("{}  {counted}  launch {launch}", board.cycle.name), Look::Strong);
        answer.line(format!("  {blocking} open blockers, {intake} waiting in the intake"));
        section(&mut answer, &late, "late", session.now);
        section(&mut answer, &incomplete, "incomplete", session.now);
        answer.heading("next");
        let row = |entry: &Entry| {
            vec![
                Span::new(long(entry.at, board.cycle.tz()), Look::Plain),
                Span::new(entry.kind.label(), Look::Plain),
                Span::new(distance(entry.at, session.now), Look::Faint),
            ]
        };
        answer.table(2, ahead.iter().map(row).collect());
        Ok(answer)
    }
}

fn section(answer: &mut Answer, wanting: &[Wanting], what: &str, now: Moment) {
    if wanting.is_empty() {
        answer.heading(format!("nothing is {what}"));
        return;
    }
    answer.heading(format!("{} {what}", wanting.len()));
    let row = |one: &Wanting| {
        let why = match one.due {
            Some(due) if one.lacks.is_empty() => short_due(due, now),
            _ => format!("lacks {}", one.lacks.join(", ").replace('_', " ")),
        };
        vec![
            Span::new(one.reference.to_string(), Look::Alarm),
            Span::new(why, Look::Plain),
            Span::new(one.owner.as_deref().unwrap_or("nobody"), Look::Plain),
            Span::new(&one.title, Look::Plain),
        ]
    };
    answer.table(2, wanting.iter().map(row).collect());
}

impl Wanting {
    fn of<E: Listed>(record: &E, board: &Board) -> Self {
        let title = record.get("title").and_then(|title| title.as_text().map(str::to_owned));
        let owner = match record.get("owner") {
            Some(Value::Integer(owner)) => Some(board.handle(Id::new(owner)).to_owned()),
            _ => None,
        };
        Self {
            reference: record.reference(),
            title: title.unwrap_or_default(),
            owner,
            due: record.by(),
            lacks: Vec::new(),
        }
    }

    fn json(&self) -> serde_json::Value {
        json!({ "id": self.reference, "title": self.title, "owner": self.owner, "due": self.due, "lacks": self.lacks })
    }
}

/// Everything open whose date has passed, the longest waiting first.
fn late(board: &Board, now: Moment) -> Vec<Wanting> {
    fn of<E: Listed>(board: &Board, now: Moment) -> impl Iterator<Item = Wanting> {
        let is_late = move |record: &&E| record.is_open() && record.by().is_some_and(|by| by < now);
        E::table(board).rows().iter().filter(is_late).map(|record| Wanting::of(record, board))
    }
    let mut late: Vec<Wanting> = of::<Blocker>(board, now)
        .chain(of::<Decision>(board, now))
        .chain(of::<Dependency>(board, now))
        .chain(of::<Risk>(board, now))
        .chain(of::<Step>(board, now))
        .chain(of::<Item>(board, now))
        .collect();
    late.sort_by_key(|one| one.due);
    late
}

/// Everything open that lacks what it should have: who, and for risks the plan their type asks for.
fn incomplete(board: &Board) -> Vec<Wanting> {
    let mut found = Vec::new();
    let mut check = |wanting: Wanting, lacks: Vec<&'static str>| {
        if !lacks.is_empty() {
            found.push(Wanting { lacks, ..wanting });
        }
    };
    let open = |intake: &&Intake| intake.is_open();
    for intake in board.intake.rows().iter().filter(open) {
        let lacks = intake.lacks().iter().map(|field| field.name).collect();
        check(Wanting::of(intake, board), lacks);
    }
    for risk in board.risks.rows().iter().filter(|risk| risk.is_open()) {
        check(Wanting::of(risk, board), risk.plan_lacks());
    }
    let nobody = |owner: Option<Id<_>>| {
        if owner.is_none() { vec!["owner"] } else { Vec::new() }
    };
    for step in board.steps.rows().iter().filter(|step| step.is_open()) {
        check(Wanting::of(step, board), nobody(step.owner));
    }
    for item in board.items.rows().iter().filter(|item| item.is_open()) {
        check(Wanting::of(item, board), nobody(item.owner));
    }
    for metric in board.metrics.rows() {
        check(Wanting::of::<Metric>(metric, board), nobody(metric.owner));
    }
    found
}
