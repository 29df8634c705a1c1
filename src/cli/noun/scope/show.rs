//! What is in build scope, what the rest lacks, and what came of each request.

use crate::{
    cli::{
        Failure, Session,
        output::{Answer, Look, Span},
    },
    domain::{
        Board, Decision, Id, Intake, Kind, Moment, Ref,
        decision::{DecisionKind, DecisionState, ScopeChange},
        event::EventKind,
        intake::IntakeState,
        rules::{
            context::RuleContext,
            scope::{self, Lack, Standing},
        },
        when::{long, weekday_day},
    },
};
use serde_json::json;

/// Lists build scope, then what is in review with what each lacks.
pub(super) fn ls(session: &Session<'_>) -> Result<Answer, Failure> {
    let board = session.board()?;
    let facts = RuleContext::at(&board, session.now);
    let (inside, outside): (Vec<Standing>, Vec<Standing>) =
        scope::query(&facts).into_iter().partition(|standing| standing.lacks.is_empty());
    let cycle = &board.cycle;
    let changes = Changes::since(&board, cycle.committed_at);
    let mut answer = session.answer(|| json!({
        "in_scope": inside.iter().map(|it| object(*it, &board)).collect::<serde_json::Value>(),
        "in_review": outside.iter().map(|it| object(*it, &board)).collect::<serde_json::Value>(),
        "carried_over": scope::carried_over(&board).map(|it| carried(it, &board)).collect::<serde_json::Value>(),
        "committed": cycle.committed_at,
        "baseline": cycle.baseline,
        "since_commitment": { "adds": changes.adds, "removes": changes.removes, "reopens": changes.reopens },
    }));
    answer.heading(format!("in build scope: {}", inside.len()));
    answer.table(2, inside.iter().map(|it| row(*it, &board)).collect());
    answer.heading(format!("in review: {}", outside.len()));
    answer.table(2, outside.iter().map(|it| row(*it, &board)).collect());
    let carried_over: Vec<&Decision> = scope::carried_over(&board).collect();
    if !carried_over.is_empty() {
        answer.heading(format!("out of this launch, carried over: {}", carried_over.len()));
        answer.table(2, carried_over.iter().map(|it| carried_row(it, &board)).collect());
    }
    answer.line("");
    answer.line(match cycle.committed_at {
        Some(at) => format!(
            "scope was committed on {} with {}; since then {} added, {} removed, {} reopened",
            long(at, cycle.tz()),
            cycle.baseline.unwrap_or_default(),
            changes.adds,
            changes.removes,
            changes.reopens
        ),
        None => "scope is not committed; gonogo scope commit, once the assumptions were looked at".to_owned(),
    });
    Ok(answer)
}

/// Lists what may start in parallel, each with the question that asks for its evidence.
pub(super) fn parallel(session: &Session<'_>) -> Result<Answer, Failure> {
    let board = session.board()?;
    let facts = RuleContext::at(&board, session.now);
    let query = scope::query(&facts).into_iter();
    let starts: Vec<Standing> = query
        .filter(|it| decision(&board, it.decision).is_some_and(|it| scope::starts_in_parallel(&facts, it)))
        .collect();
    let mut answer = session.answer(
        || json!({ "parallel": starts.iter().map(|it| object(*it, &board)).collect::<serde_json::Value>() }),
    );
    answer.heading(format!("may start in parallel: {}", starts.len()));
    answer.table(2, starts.iter().map(|it| row(*it, &board)).collect());
    if starts.is_empty() {
        answer.line("nothing that may proceed rests on an assumption alone");
    }
    Ok(answer)
}

/// What moved since scope was committed; nothing counts before.
#[derive(Clone, Copy, Debug, Default)]
struct Changes {
    adds: usize,
    removes: usize,
    reopens: usize,
}

impl Changes {
    fn since(board: &Board, committed: Option<Moment>) -> Self {
        let Some(committed) = committed else { return Self::default() };
        let events = board.events.rows().iter();
        let after = events.filter(|event| event.at > committed && event.subject.kind == Kind::Decision);
        let mut changes = Self::default();
        for event in after {
            match event.kind {
                EventKind::Entered => changes.adds += 1,
                EventKind::Left => changes.removes += 1,
                EventKind::Reopened => changes.reopens += 1,
                EventKind::Withdrawn
                | EventKind::Paused
                | EventKind::Resumed
                | EventKind::Escalated
                | EventKind::Deescalated
                | EventKind::FellBack
                | EventKind::HandedOff
                | EventKind::Returned
                | EventKind::Reworked
                | EventKind::Committed
                | EventKind::Corrected
                | EventKind::GateChanged => {}
            }
        }
        changes
    }
}

fn decision(board: &Board, reference: Ref) -> Option<&Decision> {
    board.decisions.get(Id::new(reference.number))
}

fn row(standing: Standing, board: &Board) -> Vec<Span> {
    let found = decision(board, standing.decision);
    let title = found.map_or("", |decision| &*decision.title);
    let stands = if standing.lacks.is_empty() {
        let since = found.and_then(|decision| decision.entered_at);
        since.map_or_else(String::new, |at| format!("since {}", weekday_day(at.day(board.cycle.tz()))))
    } else {
        format!("lacks {}", standing.lacks.words())
    };
    vec![
        Span::new(standing.decision.to_string(), Look::Strong),
        Span::new(title, Look::Plain).giving_way(),
        Span::new(stands, Look::Faint),
    ]
}

fn object(standing: Standing, board: &Board) -> serde_json::Value {
    let found = decision(board, standing.decision);
    json!({
        "id": standing.decision,
        "title": found.map(|decision| &*decision.title),
        "owner": found.map(|decision| board.handle(decision.owner)),
        "since": found.filter(|_| standing.lacks.is_empty()).and_then(|decision| decision.entered_at),
        "lacks": standing.lacks.iter().map(Lack::key).collect::<Vec<_>>(),
    })
}

fn carried(it: &Decision, board: &Board) -> serde_json::Value {
    json!({
        "id": Ref::new(Kind::Decision, it.id.number()),
        "title": it.title,
        "owner": board.handle(it.owner),
        "until": it.due,
        "since": it.out_at,
        "by": it.out_by.map(|by| board.handle(by)),
        "why": it.why,
    })
}

fn carried_row(it: &Decision, board: &Board) -> Vec<Span> {
    let by = it.out_by.map_or("by a tradeoff", |by| board.handle(by));
    let until = weekday_day(it.due.day(board.cycle.tz()));
    vec![
        Span::new(Ref::new(Kind::Decision, it.id.number()).to_string(), Look::Strong),
        Span::new(&*it.title, Look::Plain),
        Span::new(format!("until {until}, {by}: {}", it.why.as_deref().unwrap_or_default()), Look::Faint),
    ]
}

/// One request, and what came of it.
struct Request {
    said: String,
    subject: Ref,
    title: String,
    state: &'static str,
    result: String,
}

/// Lists every request with the decision it became and what that did to scope.
pub(super) fn log(session: &Session<'_>) -> Result<Answer, Failure> {
    let board = session.board()?;
    let facts = RuleContext::at(&board, session.now);
    let decisions = board.decisions.rows().iter();
    let mut requests: Vec<Request> = decisions.filter_map(|it| of_decision(&facts, it)).collect();
    requests.extend(board.intake.rows().iter().filter_map(of_note));
    let object = |request: &Request| {
        let decision = Some(request.subject).filter(|subject| subject.kind == Kind::Decision);
        json!({
            "request": request.said,
            "id": request.subject,
            "decision": decision,
            "title": request.title,
            "state": request.state,
            "result": request.result,
            "linked": request.result != UNLINKED,
        })
    };
    let mut answer = session.answer(|| requests.iter().map(object).collect());
    let row = |request: &Request| {
        let look = if request.result == UNLINKED { Look::Alarm } else { Look::Plain };
        vec![
            Span::new(&request.said, Look::Plain).giving_way(),
            Span::new(request.subject.to_string(), Look::Strong),
            Span::new(request.state, Look::Faint),
            Span::new(&request.result, look),
            Span::new(&request.title, Look::Faint).giving_way(),
        ]
    };
    answer.table(0, requests.iter().map(row).collect());
    if requests.is_empty() {
        answer.line("nobody asked for anything; a decision says who did with --request TEXT");
    }
    Ok(answer)
}

/// What became nothing.
const UNLINKED: &str = "UNLINKED";

fn of_decision(facts: &RuleContext<'_>, it: &Decision) -> Option<Request> {
    let said = it.request.as_deref().filter(|said| !said.trim().is_empty())?;
    let known = decision(facts.board, Ref::new(Kind::Decision, it.id.number()))?;
    let lacks = scope::lacks_of(facts, known);
    let target =
        it.about.map_or_else(String::new, |about| format!(" {}", Ref::new(Kind::Decision, about.number())));
    let result = match it.state {
        DecisionState::Rejected | DecisionState::Dropped => "not in scope".to_owned(),
        DecisionState::Approved if it.change == Some(ScopeChange::Remove) => {
            format!("took{target} out of scope")
        }
        DecisionState::Open | DecisionState::Deferred | DecisionState::Approved
            if !scope::is_candidate(it) =>
        {
            let would = if it.kind == DecisionKind::Tradeoff { "narrows scope" } else { "asks" };
            format!("{would}{target}")
        }
        DecisionState::Open | DecisionState::Deferred | DecisionState::Approved if lacks.is_empty() => {
            "in build scope".to_owned()
        }
        DecisionState::Open | DecisionState::Deferred | DecisionState::Approved => {
            let lacks: Vec<&str> = lacks.iter().map(Lack::key).collect();
            format!("lacks {}", lacks.join(", "))
        }
    };
    Some(Request {
        said: said.to_owned(),
        subject: Ref::new(Kind::Decision, it.id.number()),
        title: it.title.to_string(),
        state: it.stands(),
        result,
    })
}

/// A note that carries a request; one that became a decision is told by that.
fn of_note(it: &Intake) -> Option<Request> {
    let fields = it.known_fields();
    let said = fields.get("request").and_then(crate::domain::Value::as_text)?;
    let result = match (it.state, it.became) {
        (_, Some(became)) if became.kind == Kind::Decision => return None,
        (_, Some(became)) => format!("became {became}"),
        (IntakeState::Dropped, None) => {
            format!("dropped: {}", it.why.as_deref().unwrap_or_default())
        }
        (IntakeState::Waiting | IntakeState::Done, None) => UNLINKED.to_owned(),
    };
    Some(Request {
        said: said.to_owned(),
        subject: Ref::new(Kind::Intake, it.id.number()),
        title: it.title.to_string(),
        state: it.state.label(),
        result,
    })
}
