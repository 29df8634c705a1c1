//! A cycle already in flight, to look around in. A script of dated acts is replayed through the same operations that
//! people use, each at its own time and by its own person, so that the history is as real as any.
//!
//! Does not know where the file belongs, nor what today is: both come in as values.

mod act;
mod story;
#[cfg(test)]
mod tests;

use crate::{
    domain::{Fields, Id, Moment, Person},
    ops::{Executor, OpError, Operation, Request, cycle, person},
    playbook,
    store::{Store, StoreError},
};
use act::Stage;
use std::{fmt, path::Path};
use story::{Scene, Script};

crate::words! {
    /// The examples there are.
    pub enum Story {
        /// A launch in full flight, with most of what a board can hold.
        Launch = "launch" / "a launch in flight",
        /// An alignment that nobody looked after: what the launch does well is missing here.
        Alignment = "alignment" / "an alignment in trouble",
    }
}

impl Story {
    /// The script inside the binary: its file, and what is in it.
    const fn script(self) -> (&'static str, &'static str) {
        match self {
            Self::Launch => ("data/demo/launch.toml", include_str!("../../data/demo/launch.toml")),
            Self::Alignment => ("data/demo/alignment.toml", include_str!("../../data/demo/alignment.toml")),
        }
    }
}

/// Why there is no example cycle.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The file could not be made or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The script holds something that cannot be done; tests see to it that the shipped one never does.
    #[error(transparent)]
    Script(#[from] Fault),
}

/// What is wrong with a script, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Fault {
    /// The file of the script.
    pub file: &'static str,
    /// The line it stands on, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.reason)
    }
}

/// Makes a new board file at `path`, a simulation, with one of the stories, in flight at `now`; it is really written at
/// `real`. Says who signs its verdict: whoever
/// looks around sees it through their eyes.
///
/// The same moments give the same board, down to the last hash of its log.
///
/// # Errors
/// [`StoreError::Exists`] when there is a file already, which stays as it was; otherwise no file is left behind.
pub fn write(path: &Path, story: Story, now: Moment, real: Moment) -> Result<Person, DemoError> {
    let (file, text) = story.script();
    let script = Script::read(file, text)?;
    let store = Store::create_simulation(path)?;
    let replayed = replay(&script, store, now, real);
    if replayed.is_err() {
        // Half a story would be taken for a whole one.
        let _ = std::fs::remove_file(path);
    }
    replayed
}

fn replay(script: &Script, store: Store, now: Moment, real: Moment) -> Result<Person, DemoError> {
    let mut player =
        Player { executor: Executor::new(store, None, None, "demo"), file: script.file, real, acts: 0 };
    let opening = script.opening(now);
    player.introduce(script, opening)?;
    player.start(script, opening, now)?;
    let mut stage = Stage {
        people: player.executor.store.people()?,
        cycle: player.executor.store.cycles()?.remove(0),
        me: Id::new(1),
        now: opening,
    };
    for scene in script.scenes(now) {
        player.play(&scene, &mut stage)?;
    }
    let signs = stage.cycle.sign_off;
    Ok(stage.people.into_iter().find(|person| person.id == signs).expect("the sign-off owner takes part"))
}

/// Sits at the executor for everybody in turn.
struct Player {
    executor: Executor,
    file: &'static str,
    real: Moment,
    acts: usize,
}

impl Player {
    /// The first person introduces themselves and then adds the others.
    fn introduce(&mut self, script: &Script, at: Moment) -> Result<(), DemoError> {
        for newcomer in &script.people {
            let (name, function, login) = (newcomer.name.clone(), Some(newcomer.function.clone()), None);
            let op: Operation = if self.executor.actor.is_none() {
                person::Join { name, function, login }.into()
            } else {
                person::Add { name, function, login }.into()
            };
            self.act(&op, at, script.people_line)?;
            self.executor.actor = Some(Id::<Person>::new(1));
        }
        Ok(())
    }

    fn start(&mut self, script: &Script, at: Moment, now: Moment) -> Result<(), DemoError> {
        let charter = &script.cycle;
        let fault = |reason: String| Fault { file: script.file, line: script.cycle_line, reason };
        let playbook = playbook::find(&charter.playbook, None).map_err(|error| fault(error.to_string()))?;
        let today = now.day(charter.zone);
        let op = cycle::Op::New(Box::new(cycle::New {
            people: Vec::new(),
            playbook,
            name: charter.name.clone(),
            start: today.plus_days(-charter.started_days_ago),
            launch: today.plus_days(charter.launches_in_days),
            zone: charter.zone.to_string(),
            sign_off: charter.sign_off.clone(),
            narrative: Some(charter.narrative.clone()),
            escalation: charter.escalation.clone(),
            charter: Fields::new(),
        }));
        let receipt = self.act(&op.into(), at, script.cycle_line)?;
        self.executor.cycle = receipt.created.first().map(|cycle| Id::new(cycle.number));
        Ok(())
    }

    fn play(&mut self, scene: &Scene<'_>, stage: &mut Stage) -> Result<(), DemoError> {
        let refused = |refusal: crate::domain::Refusal| Fault {
            file: self.file,
            line: scene.line,
            reason: format!("{}: {refusal}; {}", scene.act.what, refusal.hint.text()),
        };
        stage.now = scene.at;
        stage.me = stage.person(&scene.act.by).map_err(refused)?;
        let operation = scene.act.operation(stage).map_err(refused)?;
        self.executor.actor = Some(stage.me);
        self.act(&operation, scene.at, scene.line)?;
        Ok(())
    }

    fn act(
        &mut self,
        operation: &Operation,
        now: Moment,
        line: usize,
    ) -> Result<crate::ops::Receipt, DemoError> {
        self.acts += 1;
        let file = self.file;
        let meta = Request {
            now,
            real: self.real,
            clock_is_right: false,
            token: format!("demo-{}", self.acts),
            seen: None,
        };
        self.executor.execute(operation, &meta).map_err(|error| match error {
            OpError::Store(error) => error.into(),
            error @ (OpError::Refused(_) | OpError::Conflict(_) | OpError::NotFound(_)) => {
                Fault { file, line, reason: error.to_string() }.into()
            }
        })
    }
}
