//! `gonogo status`: how things stand, on one screen or in one line of a status bar.

use super::verdict::{heads, short};
use crate::cli::{
    Failure, Session,
    output::{Answer, Look, Span},
};
use crate::domain::{
    Board, Kind, Moment, Record, Ref, Risk,
    calendar::Entry,
    when::{Zone, distance, hours_left, long},
};
use crate::report::{self, Wanting};
use serde_json::json;

/// How things stand.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(in crate::cli) struct Status {
    /// One line, for a status bar
    #[arg(long)]
    short: bool,
}

impl Status {
    pub(in crate::cli) fn run(self, session: &Session<'_>) -> Result<Answer, Failure> {
        let board = session.board()?;
        let found = report::Status::of(&board, session.now);
        let time = (session.now, session.executor.store.is_simulation());
        let mut answer = session.answer(|| json(&found, &board, time));
        if self.short {
            let mark = time_mark(session).map(|mark| format!(" {mark}")).unwrap_or_default();
            answer.line(format!("{} {}{mark}", board.cycle.name, in_short(&found)));
        } else {
            if let Some(mark) = time_mark(session) {
                answer.say(mark, Look::Alarm);
            }
            answer.table(0, heads(&found.verdict, &board, session.now));
            page(&found, &board, session.now, &mut answer);
        }
        Ok(answer)
    }
}

/// What has to be known of the time: that it is a simulation's, or was given.
fn time_mark(session: &Session<'_>) -> Option<String> {
    if session.executor.store.is_simulation() {
        return Some("simulation".to_owned());
    }
    session.is_as_of().then(|| format!("as of {}", long(session.now, session.zone())))
}

/// One line for a status bar.
fn in_short(status: &report::Status<'_>) -> String {
    let (late, incomplete) = (status.late.len(), status.incomplete.len());
    let (here, gate) = (status.verdict.here.call.label(), status.verdict.gate.call.label());
    format!(
        "{} phase {here} gate {gate} {} blocking {late} late {incomplete} incomplete {} intake",
        status.countdown, status.blocking, status.intake
    )
}

fn json(
    status: &report::Status<'_>,
    board: &Board,
    (now, is_simulation): (Moment, bool),
) -> serde_json::Value {
    let wanting = |of: &[Wanting]| of.iter().map(wanting_json).collect::<serde_json::Value>();
    let next = status.ahead.iter().map(|entry| json!({ "at": entry.at, "what": entry.label }));
    json!({
        "simulation": is_simulation,
        "launch": board.cycle.launch,
        "countdown": status.countdown,
        "verdict": short(&status.verdict),
        "open_blockers": status.blocking,
        "windows": status.windows().iter().map(|(risk, ends)| json!({
            "id": risk.reference(),
            "decision": risk.decision.map(|decision| Ref::new(Kind::Decision, decision.number())),
            "owner": board.handle(risk.owner),
            "ends": ends,
            "over": *ends < now,
        })).collect::<serde_json::Value>(),
        "late": wanting(&status.late()),
        "incomplete": wanting(&status.incomplete()),
        "intake": status.intake,
        "next": next.collect::<serde_json::Value>(),
    })
}

fn page(status: &report::Status<'_>, board: &Board, now: Moment, answer: &mut Answer) {
    let zone = board.cycle.tz();
    let launch = long(board.cycle.schedule().launch_at(), zone);
    let (name, counted) = (&board.cycle.name, &status.countdown);
    answer.heading(format!("{name}  {counted}  launch {launch}"));
    let blockers = if status.blocking == 1 { "blocker" } else { "blockers" };
    let (blocking, intake) = (status.blocking, status.intake);
    answer.line(format!("  {blocking} open {blockers}, {intake} waiting in the intake"));
    windows(&status.windows(), answer, board, now);
    section(answer, &status.late(), "late", (now, zone));
    section(answer, &status.incomplete(), "incomplete", (now, zone));
    answer.heading("next");
    let row = |entry: &Entry| {
        vec![
            Span::new(long(entry.at, zone), Look::Plain),
            Span::new(entry.label, Look::Plain),
            Span::new(distance(entry.at, now, zone), Look::Faint),
        ]
    };
    answer.table(2, status.ahead.iter().map(row).collect());
}

/// The windows that run: what each risk keeps apart, and how long it still may.
fn windows(windows: &[(&Risk, Moment)], answer: &mut Answer, board: &Board, now: Moment) {
    if windows.is_empty() {
        return;
    }
    let hours = board.policy.rhythm.window_hours;
    answer.heading(format!("{} to be decided within {hours} h", windows.len()));
    let row = |(risk, ends): &(&Risk, Moment)| {
        let decision = risk.decision.map(|decision| Ref::new(Kind::Decision, decision.number()).to_string());
        let look = if *ends < now { Look::Alarm } else { Look::Plain };
        vec![
            Span::new(risk.reference().to_string(), Look::Strong),
            Span::new(hours_left(*ends, now), look),
            Span::new(board.handle(risk.owner), Look::Plain),
            Span::new(decision.unwrap_or_default(), Look::Plain),
            Span::new(&*risk.title, Look::Plain).giving_way(),
        ]
    };
    answer.table(2, windows.iter().map(row).collect());
}

fn section(answer: &mut Answer, wanting: &[Wanting], what: &str, (now, zone): (Moment, Zone)) {
    if wanting.is_empty() {
        answer.heading(format!("nothing is {what}"));
        return;
    }
    answer.heading(format!("{} {what}", wanting.len()));
    let row = |one: &Wanting| {
        vec![
            Span::new(one.reference.to_string(), Look::Alarm),
            Span::new(one.why(now, zone), Look::Plain),
            Span::new(one.owner.as_deref().unwrap_or("nobody"), Look::Plain),
            Span::new(&one.title, Look::Plain).giving_way(),
        ]
    };
    answer.table(2, wanting.iter().map(row).collect());
}

fn wanting_json(one: &Wanting) -> serde_json::Value {
    json!({ "id": one.reference, "title": one.title, "owner": one.owner, "due": one.due, "lacks": one.lacks })
}
