//! `gonogo status`: how things stand, on one screen or in one line of a status bar.

use crate::cli::{
    Failure, Session,
    listed::Listed,
    page::{Answer, Look, Span},
};
use crate::domain::{
    Blocker, Board, Decision, Dependency, Id, Intake, Item, Metric, Moment, Person, Ref, Risk, Step, Value,
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

/// How many dates ahead are named.
const AHEAD: usize = 4;

impl Status {
    pub(in crate::cli) fn run(self, session: &Session<'_>) -> Result<Answer, Failure> {
        let board = session.board()?;
        let standing = Standing::of(&board, session.now);
        let mut answer = Answer::of(standing.json(&board));
        if self.short {
            answer.line(standing.short());
        } else {
            standing.page(&board, session.now, &mut answer);
        }
        Ok(answer)
    }
}

/// How a board stands at a moment.
struct Standing {
    countdown: String,
    blocking: usize,
    intake: usize,
    late: Vec<Wanting>,
    incomplete: Vec<Wanting>,
    ahead: Vec<Entry>,
}

impl Standing {
    fn of(board: &Board, now: Moment) -> Self {
        let schedule = board.cycle.schedule();
        let ahead = schedule.entries().into_iter().filter(|entry| !entry.is_past(now));
        Self {
            countdown: countdown(schedule.launch_at(), now),
            blocking: open::<Blocker>(board).count(),
            intake: open::<Intake>(board).count(),
            late: late(board, now),
            incomplete: incomplete(board),
            ahead: ahead.take(AHEAD).collect(),
        }
    }

    fn short(&self) -> String {
        let (late, incomplete) = (self.late.len(), self.incomplete.len());
        format!(
            "{} {} blocking {late} late {incomplete} incomplete {} intake",
            self.countdown, self.blocking, self.intake
        )
    }

    fn json(&self, board: &Board) -> serde_json::Value {
        let wanting = |of: &[Wanting]| of.iter().map(Wanting::json).collect::<serde_json::Value>();
        let next = self.ahead.iter().map(|entry| json!({ "at": entry.at, "what": entry.kind.label() }));
        json!({
            "cycle": board.cycle.name,
            "launch": board.cycle.launch,
            "countdown": self.countdown,
            "open_blockers": self.blocking,
            "late": wanting(&self.late),
            "incomplete": wanting(&self.incomplete),
            "intake": self.intake,
            "next": next.collect::<serde_json::Value>(),
        })
    }

    fn page(&self, board: &Board, now: Moment, answer: &mut Answer) {
        let zone = board.cycle.tz();
        let launch = long(board.cycle.schedule().launch_at(), zone);
        let (name, counted) = (&board.cycle.name, &self.countdown);
        answer.say(format!("{name}  {counted}  launch {launch}"), Look::Strong);
        let blockers = if self.blocking == 1 { "blocker" } else { "blockers" };
        let (blocking, intake) = (self.blocking, self.intake);
        answer.line(format!("  {blocking} open {blockers}, {intake} waiting in the intake"));
        section(answer, &self.late, "late", now);
        section(answer, &self.incomplete, "incomplete", now);
        answer.heading("next");
        let row = |entry: &Entry| {
            vec![
                Span::new(long(entry.at, zone), Look::Plain),
                Span::new(entry.kind.label(), Look::Plain),
                Span::new(distance(entry.at, now), Look::Faint),
            ]
        };
        answer.table(2, self.ahead.iter().map(row).collect());
    }
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

/// Everything of a kind that is open.
fn open<E: Listed>(board: &Board) -> impl Iterator<Item = &E> {
    E::table(board).rows().iter().filter(|record| record.is_open())
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
        let owner = match record.get("owner") {
            Some(Value::Integer(owner)) => Some(board.handle(Id::new(owner)).to_owned()),
            _ => None,
        };
        Self {
            reference: record.reference(),
            title: record.headline(),
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
        let late = open::<E>(board).filter(move |record| record.is_late(now));
        late.map(|record| Wanting::of(record, board))
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

/// Everything open that lacks what it should have: an owner, and for risks the plan their type asks for.
fn incomplete(board: &Board) -> Vec<Wanting> {
    fn of<'a, E: Listed>(
        board: &'a Board,
        lacks: impl Fn(&E) -> Vec<&'static str> + 'a,
    ) -> impl Iterator<Item = Wanting> + 'a {
        let lacking = open::<E>(board)
            .map(move |record| Wanting { lacks: lacks(record), ..Wanting::of(record, board) });
        lacking.filter(|one| !one.lacks.is_empty())
    }
    fn nobody(owner: Option<Id<Person>>) -> Vec<&'static str> {
        if owner.is_none() { vec!["owner"] } else { Vec::new() }
    }
    of::<Intake>(board, |intake| intake.lacks().iter().map(|field| field.name).collect())
        .chain(of::<Risk>(board, Risk::plan_lacks))
        .chain(of::<Step>(board, |step| nobody(step.owner)))
        .chain(of::<Item>(board, |item| nobody(item.owner)))
        .chain(of::<Metric>(board, |metric| nobody(metric.owner)))
        .collect()
}
