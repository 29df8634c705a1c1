//! `gonogo doctor`: is the file sound, and what does the program see of this terminal?

use crate::cli::{
    Failure, Session,
    output::{Answer, Look, Span},
    paths,
};
use serde_json::json;

pub(super) fn run(session: &Session<'_>) -> Result<Answer, Failure> {
    let store = &session.executor.store;
    let health = store.examine()?;
    let mut facts = vec![
        ("board", store.path().display().to_string()),
        ("operations", health.operations.to_string()),
        ("log ends with", health.head.clone()),
        ("SQLite", format!("{}, journal {}", health.sqlite, health.journal)),
        ("access", if store.is_read_only() { "read-only" } else { "read and write" }.to_owned()),
        ("zone", session.zone().name().to_owned()),
        ("gonogo", env!("CARGO_PKG_VERSION").to_owned()),
    ];
    facts.extend(paths::terminal());
    let row =
        |(name, value): (&str, String)| vec![Span::new(name, Look::Faint), Span::new(value, Look::Plain)];
    let mut answer = session.answer(|| {
        json!({
            "board": store.path().display().to_string(),
            "operations": health.operations,
            "head": health.head,
            "sqlite": health.sqlite,
            "journal": health.journal,
            "read_only": store.is_read_only(),
            "problems": health.problems,
            "config": session.config.warnings,
        })
    });
    answer.table(0, facts.into_iter().map(row).collect());
    for problem in &health.problems {
        answer.say(problem, Look::Alarm);
    }
    if health.problems.is_empty() {
        answer.say("the board is sound", Look::Strong);
    } else {
        answer.exit = 1;
    }
    Ok(answer)
}
