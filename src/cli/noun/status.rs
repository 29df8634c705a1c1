//! `gonogo status`: how things stand, on one screen or in one line of a status bar.

use super::verdict::{heads, short};
use crate::cli::{
    Failure, Session,
    output::{Answer, Look, Span},
};
use crate::domain::{
    Board, Kind, Moment, Record, Ref, Risk,
    calendar::Entry,
    intake::IntakeState,
    rules::{
        context::RuleContext,
        isolation,
        ownership_gaps::{Gap, gaps},
        urgency::{self, Need},
        verdict::{Verdict, verdict},
    },
    summary,
    when::{Zone, countdown, distance, hours_left, long, short_due},
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
        let mut answer = session.answer(|| standing.json(&board, session.now));
        if self.short {
            answer.line(standing.short());
        } else {
            answer.table(0, heads(&standing.verdict, &board, session.now));
            standing.page(&board, session.now, &mut answer);
        }
        Ok(answer)
    }
}

/// How a board stands at a moment.
struct Standing {
    verdict: Verdict,
    countdown: String,
    blocking: usize,
    intake: usize,
    /// Everything open whose date has passed or that lies with leadership, the most pressing first.
    late: Vec<Need>,
    /// Everything open that lacks what it should have.
    incomplete: Vec<Gap>,
    ahead: Vec<Entry>,
}

impl Standing {
    fn of(board: &Board, now: Moment) -> Self {
        let schedule = board.cycle.schedule();
        let mut late = urgency::needs(board, now);
        late.retain(|need| need.standing <= summary::Standing::Late);
        // The cycle's own gaps are told by the verdict.
        let mut incomplete = gaps(&RuleContext::at(board, now));
        incomplete.retain(|gap| board.summary(gap.subject).is_some());
        let ahead = schedule.entries(&board.terms.rhythm).into_iter().filter(|entry| !entry.is_past(now));
        Self {
            verdict: verdict(board, now),
            countdown: countdown(schedule.launch_at(), now, schedule.zone),
            blocking: board.blockers.rows().iter().filter(|blocker| blocker.is_open()).count(),
            intake: board.intake.rows().iter().filter(|item| item.state == IntakeState::Waiting).count(),
            late,
            incomplete,
            ahead: ahead.take(AHEAD).collect(),
        }
    }

    fn short(&self) -> String {
        let (late, incomplete) = (self.late.len(), self.incomplete.len());
        let (here, gate) = (self.verdict.here.call.label(), self.verdict.gate.call.label());
        format!(
            "{} phase {here} gate {gate} {} blocking {late} late {incomplete} incomplete {} intake",
            self.countdown, self.blocking, self.intake
        )
    }

    /// What is late, told; a line for a status bar only counts it.
    fn late(&self, board: &Board) -> Vec<Wanting> {
        self.late.iter().filter_map(|need| Wanting::of(need.subject, board)).collect()
    }

    /// What is incomplete, told.
    fn incomplete(&self, board: &Board) -> Vec<Wanting> {
        let told = |gap: &Gap| Some(Wanting { lacks: gap.lacks.clone(), ..Wanting::of(gap.subject, board)? });
        self.incomplete.iter().filter_map(told).collect()
    }

    fn json(&self, board: &Board, now: Moment) -> serde_json::Value {
        let wanting = |of: &[Wanting]| of.iter().map(Wanting::json).collect::<serde_json::Value>();
        let next = self.ahead.iter().map(|entry| json!({ "at": entry.at, "what": entry.label }));
        json!({
            "cycle": board.cycle.name,
            "launch": board.cycle.launch,
            "countdown": self.countdown,
            "verdict": short(&self.verdict),
            "open_blockers": self.blocking,
            "windows": isolation::windows(board).iter().map(|(risk, ends)| json!({
                "id": risk.reference(),
                "decision": risk.decision.map(|decision| Ref::new(Kind::Decision, decision.number())),
                "owner": board.handle(risk.owner),
                "ends": ends,
                "over": *ends < now,
            })).collect::<serde_json::Value>(),
            "late": wanting(&self.late(board)),
            "incomplete": wanting(&self.incomplete(board)),
            "intake": self.intake,
            "next": next.collect::<serde_json::Value>(),
        })
    }

    fn page(&self, board: &Board, now: Moment, answer: &mut Answer) {
        let zone = board.cycle.tz();
        let launch = long(board.cycle.schedule().launch_at(), zone);
        let (name, counted) = (&board.cycle.name, &self.countdown);
        answer.heading(format!("{name}  {counted}  launch {launch}"));
        let blockers = if self.blocking == 1 { "blocker" } else { "blockers" };
        let (blocking, intake) = (self.blocking, self.intake);
        answer.line(format!("  {blocking} open {blockers}, {intake} waiting in the intake"));
        windows(answer, board, now);
        section(answer, &self.late(board), "late", (now, zone));
        section(answer, &self.incomplete(board), "incomplete", (now, zone));
        answer.heading("next");
        let row = |entry: &Entry| {
            vec![
                Span::new(long(entry.at, zone), Look::Plain),
                Span::new(entry.label, Look::Plain),
                Span::new(distance(entry.at, now, zone), Look::Faint),
            ]
        };
        answer.table(2, self.ahead.iter().map(row).collect());
    }
}

/// The windows that run: what each risk keeps apart, and how long it still may.
fn windows(answer: &mut Answer, board: &Board, now: Moment) {
    let windows = isolation::windows(board);
    if windows.is_empty() {
        return;
    }
    let hours = board.terms.rhythm.window_hours;
    answer.heading(format!("{} to be decided within {hours} h", windows.len()));
    let row = |(risk, ends): &(&Risk, Moment)| {
        let decision = risk.decision.map(|decision| Ref::new(Kind::Decision, decision.number()).to_string());
        let look = if *ends < now { Look::Alarm } else { Look::Plain };
        vec![
            Span::new(risk.reference().to_string(), Look::Strong),
            Span::new(hours_left(*ends, now), look),
            Span::new(board.handle(risk.owner), Look::Plain),
            Span::new(decision.unwrap_or_default(), Look::Plain),
            Span::new(&*risk.title, Look::Plain),
        ]
    };
    answer.table(2, windows.iter().map(row).collect());
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

fn section(answer: &mut Answer, wanting: &[Wanting], what: &str, (now, zone): (Moment, Zone)) {
    if wanting.is_empty() {
        answer.heading(format!("nothing is {what}"));
        return;
    }
    answer.heading(format!("{} {what}", wanting.len()));
    let row = |one: &Wanting| {
        let why = match one.due {
            Some(due) if one.lacks.is_empty() => short_due(due, now, zone),
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
    fn of(stored: Ref, board: &Board) -> Option<Self> {
        let record = board.summary(stored)?;
        Some(Self {
            reference: record.people_ref(),
            title: record.title().to_owned(),
            owner: record.owner().map(|owner| board.handle(owner).to_owned()),
            due: record.date(board),
            lacks: Vec::new(),
        })
    }

    fn json(&self) -> serde_json::Value {
        json!({ "id": self.reference, "title": self.title, "owner": self.owner, "due": self.due, "lacks": self.lacks })
    }
}
