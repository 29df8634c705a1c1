//! `gonogo doctor`: is the file sound, and what does the program see of this terminal?

use crate::{
    cli::{
        Failure, Session,
        output::{Answer, FOUND, Look, Span},
        paths, way_out,
    },
    domain::Cycle,
    store::{TxnError, WriteError},
};
use serde_json::json;

/// Whether the board file and this terminal are sound.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(in crate::cli) struct Doctor {
    /// Brings back the cycle's copy of its playbook, as the log keeps it, where it cannot be read any more
    #[arg(long)]
    mend: bool,
}

impl Doctor {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let mut mended = None;
        let broken = session.cycle.as_ref().filter(|cycle| self.mend && cycle.policy().is_err());
        if let Some(id) = broken.map(|cycle| cycle.id) {
            let told = session.executor.store.restore_playbook(id).map_err(|error| match error {
                WriteError::Txn(TxnError::Store(error)) => Failure::from(error),
                error @ (WriteError::Txn(_) | WriteError::Conflict(_) | WriteError::Nothing(_)) => {
                    Failure::Fault(error.to_string())
                }
            })?;
            session.cycle = session.executor.store.record(id)?;
            mended = told.then_some("the cycle's copy of its playbook is back as the log keeps it");
        }
        let mut answer = examine(session)?;
        if let Some(mended) = mended {
            answer.say(mended, Look::Strong);
        }
        Ok(answer)
    }
}

/// What is wrong with the file, and with the cycle's copy of its playbook.
fn examine(session: &Session<'_>) -> Result<Answer, Failure> {
    let store = &session.executor.store;
    let mut health = store.examine()?;
    if let Some(Err(refusal)) = session.cycle.as_ref().map(Cycle::policy) {
        health.problems.push(way_out::reason(&refusal));
    }
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
        answer.exit = FOUND;
    }
    Ok(answer)
}
