//! `gonogo gaps`: everything open that nobody can be held to yet.

use crate::{
    cli::{
        Failure, Session,
        output::{Answer, FOUND, Look, Span},
    },
    domain::{
        Board, Kind, Summary,
        rules::{
            context::RuleContext,
            ownership_gaps::{Gap, gaps},
        },
    },
};
use serde_json::json;

/// Lists the gaps by kind of record; exits with 10 when there are any.
pub(super) fn run(session: &Session<'_>) -> Result<Answer, Failure> {
    let board = session.board()?;
    let found = gaps(&RuleContext::at(&board, session.now));
    let object = |gap: &Gap| object(gap, &board);
    let mut answer = Answer {
        exit: if found.is_empty() { 0 } else { FOUND },
        ..session.answer(|| found.iter().map(object).collect())
    };
    if found.is_empty() {
        answer.line(format!("no gaps in {}", board.cycle.name));
        return Ok(answer);
    }
    let mut rest = &found[..];
    while let Some(first) = rest.first() {
        let kind = first.subject.kind;
        let (group, others) = rest.split_at(rest.iter().take_while(|gap| gap.subject.kind == kind).count());
        rest = others;
        // What a cycle lacks is missing in its charter.
        let heading = if kind == Kind::Cycle { "charter".to_owned() } else { kind.plural() };
        answer.heading(format!("{heading}: {}", group.len()));
        answer.table(2, group.iter().map(|gap| row(gap, &board)).collect());
    }
    let gaps = if found.len() == 1 { "1 gap".to_owned() } else { format!("{} gaps", found.len()) };
    answer.heading(format!("{gaps} in {}", board.cycle.name));
    Ok(answer)
}

fn lacks(gap: &Gap) -> String {
    gap.lacks.join(", ").replace('_', " ")
}

fn row(gap: &Gap, board: &Board) -> Vec<Span> {
    let found = board.summary(gap.subject);
    let owner = found.and_then(Summary::owner).map_or("nobody", |owner| board.handle(owner));
    vec![
        Span::new(board.people_ref(gap.subject).to_string(), Look::Strong),
        Span::new(format!("lacks {}", lacks(gap)), Look::Alarm),
        Span::new(owner, Look::Plain),
        Span::new(found.map_or("", Summary::title), Look::Plain).giving_way(),
    ]
}

fn object(gap: &Gap, board: &Board) -> serde_json::Value {
    let found = board.summary(gap.subject);
    json!({
        "id": board.people_ref(gap.subject),
        "kind": gap.subject.kind.label(),
        "lacks": gap.lacks,
        "owner": found.and_then(Summary::owner).map(|owner| board.handle(owner)),
        "title": found.map(Summary::title),
    })
}
