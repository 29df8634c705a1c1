//! `gonogo due` and `gonogo mine`: what somebody has to see to, for a login banner or a timer as well.

use crate::{
    cli::{
        Failure, Session,
        output::{Answer, FOUND, Look, Span},
    },
    domain::{
        Board, Id, Moment, Person, Ref, Refusal,
        rules::{
            context::RuleContext,
            due::{self, Why},
            out_of_step::{OutOfStep, out_of_step},
            responsibilities::{self, Part},
        },
        when::{medium, short_due},
    },
};
use serde_json::json;

/// What is due: late, soon, in a 48-hour window, with leadership, or a review that was missed.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(in crate::cli) struct Due {
    /// Only what is mine
    #[arg(long)]
    mine: bool,
    /// Exits with 10 when something of mine is more than soon
    #[arg(long)]
    exit_code: bool,
}

impl Due {
    pub(super) fn run(self, session: &Session<'_>) -> Result<Answer, Failure> {
        // For a timer silence means that nothing presses, so it must be known for whom.
        let me = if self.mine || self.exit_code { Some(me(session)?) } else { session.executor.actor };
        let board = session.board()?;
        let found = due::due(&RuleContext::at(&board, session.now));
        let mine = me.map(|me| board.stands_for(me, session.now));
        let is_mine = |due: &due::Due| mine.as_ref().is_none_or(|mine| due.concerns(mine));
        let presses = found.iter().any(|due| due.why != Why::Soon && is_mine(due));
        let shown: Vec<due::Due> = found.iter().copied().filter(|due| !self.mine || is_mine(due)).collect();
        let exit = if self.exit_code && presses { FOUND } else { 0 };
        let object = |due: &due::Due| object(due, &board, session.now);
        let mut by_hand = out_of_step(&RuleContext::at(&board, session.now));
        by_hand.retain(|date| !self.mine || me.is_none_or(|me| date.owner == Some(me)));
        let by_hand_object = |date: &OutOfStep| {
            json!({
                "why": "out-of-step", "at": date.is, "computed": date.computed, "id": date.subject,
                "owner": date.owner.map(|owner| board.handle(owner)), "title": title_of(date.subject, &board),
            })
        };
        let objects = || shown.iter().map(object).chain(by_hand.iter().map(by_hand_object)).collect();
        let mut answer = Answer { exit, ..session.answer(objects) };
        answer.table(0, shown.iter().map(|due| row(due, &board, session.now)).collect());
        let name = &board.cycle.name;
        match shown.len() {
            0 => answer.line(format!("nothing is due in {name}")),
            count => answer.say(format!("{count} due in {name}"), Look::Faint),
        }
        if !by_hand.is_empty() {
            answer.heading("set by hand, and out of step with the playbook");
            answer.table(2, by_hand.iter().map(|it| out_of_step_row(it, &board)).collect());
        }
        Ok(answer)
    }
}

fn title_of(subject: Ref, board: &Board) -> String {
    let found = board.stored_ref(subject).and_then(|stored| board.summary(stored));
    found.map_or_else(String::new, |found| found.title().to_owned())
}

fn out_of_step_row(date: &OutOfStep, board: &Board) -> Vec<Span> {
    let zone = board.cycle.tz();
    vec![
        Span::new(date.subject.to_string(), Look::Strong),
        Span::new(medium(date.is, zone), Look::Plain),
        Span::new(format!("computed {}", medium(date.computed, zone)), Look::Faint),
        Span::new(date.owner.map_or("nobody", |owner| board.handle(owner)), Look::Plain),
        Span::new(title_of(date.subject, board), Look::Plain).giving_way(),
    ]
}

/// Who asks.
fn me(session: &Session<'_>) -> Result<Id<Person>, Refusal> {
    session.executor.actor.ok_or_else(|| {
        Refusal::new("person.unknown", "this board does not know who asks", "say who you are with --as NAME")
    })
}

fn title(due: &due::Due, board: &Board) -> String {
    let zone = board.cycle.tz();
    match (due.review, due.at) {
        (Some(review), Some(at)) => {
            format!("{} of {}", board.cycle.schedule().name_of(review), medium(at, zone))
        }
        (Some(review), None) => board.cycle.schedule().name_of(review).to_owned(),
        (None, _) => {
            let found = due.subject.and_then(|subject| board.summary(subject));
            found.map_or_else(String::new, |found| found.title().to_owned())
        }
    }
}

fn row(due: &due::Due, board: &Board, now: Moment) -> Vec<Span> {
    let look = if due.why == Why::Soon { Look::Plain } else { Look::Alarm };
    let id = due.subject.map_or_else(String::new, |subject| board.people_ref(subject).to_string());
    vec![
        Span::new(due.label(&board.policy.rhythm), look),
        Span::new(due.left(now, board.cycle.tz()), Look::Plain),
        Span::new(id, Look::Strong),
        Span::new(due.owner.map_or("nobody", |owner| board.handle(owner)), Look::Plain),
        Span::new(prefixed(due.escalation(board), &title(due, board)), Look::Plain).giving_way(),
    ]
}

/// A line of text after what is to be known first.
fn prefixed(before: Option<String>, line: &str) -> String {
    before.map_or_else(|| line.to_owned(), |before| format!("{before}: {line}"))
}

fn object(due: &due::Due, board: &Board, now: Moment) -> serde_json::Value {
    json!({
        "why": due.why.key(),
        "at": due.at,
        "left": due.left(now, board.cycle.tz()),
        "id": due.subject.map(|subject| board.people_ref(subject)),
        "review": due.review,
        "owner": due.owner.map(|owner| board.handle(owner)),
        "escalated_to": due.escalated.map(|act| board.handle(act.to)),
        "escalated_at": due.escalated.map(|act| act.at),
        "title": title(due, board),
    })
}

/// Lists what whoever asks has still to see to, by date.
pub(super) fn mine(session: &Session<'_>) -> Result<Answer, Failure> {
    let me = me(session)?;
    let board = session.board()?;
    let facts = RuleContext::at(&board, session.now);
    let found = responsibilities::by_date(&facts, me);
    // The same words as in `due`, of what its date does not say already.
    let people = board.stands_for(me, session.now);
    let mut presses = due::due(&facts);
    presses.retain(|due| matches!(due.why, Why::Window | Why::Escalated) && due.concerns(&people));
    let mut answer = session.answer(|| found.iter().map(|part| my_object(part, &facts)).collect());
    let rows = found.iter().map(|part| my_row(part, &presses, &facts));
    answer.table(0, rows.collect());
    let handle = board.handle(me);
    let count = match found.len() {
        0 => format!("nothing open is {handle}'s"),
        1 => format!("1 open thing is {handle}'s"),
        count => format!("{count} open things are {handle}'s"),
    };
    answer.say(count, Look::Faint);
    Ok(answer)
}

fn my_object(part: &Part<'_>, facts: &RuleContext<'_>) -> serde_json::Value {
    let (record, board, date) = (part.record, facts.board, responsibilities::date_of(facts, part.record));
    json!({
        "id": record.people_ref(),
        "kind": part.subject().kind.label(),
        "part": part.word(),
        "due": date,
        "late": date.is_some_and(|date| date < facts.now),
        "owner": record.owner().map(|owner| board.handle(owner)),
        "escalated_to": record.escalation().map(|act| board.handle(act.to)),
        "escalated_at": record.escalation().map(|act| act.at),
        "title": record.title(),
    })
}

fn my_row(part: &Part<'_>, presses: &[due::Due], facts: &RuleContext<'_>) -> Vec<Span> {
    let (board, now, zone) = (facts.board, facts.now, facts.board.cycle.tz());
    let date = responsibilities::date_of(facts, part.record);
    let look = if date.is_some_and(|date| date < now) { Look::Alarm } else { Look::Plain };
    let due = date.map(|date| format!("{} ({})", medium(date, zone), short_due(date, now, zone)));
    let said = presses.iter().find(|due| due.subject == Some(part.subject()));
    let said = said.filter(|_| part.is_owner() || part.leads()).map(|due| due.said(board, now));
    let before = said.or_else(|| (!part.is_owner()).then(|| part.word().to_owned()));
    vec![
        Span::new(part.record.people_ref().to_string(), Look::Strong),
        Span::new(due.unwrap_or_default(), look),
        Span::new(prefixed(before, part.record.title()), Look::Plain).giving_way(),
    ]
}
