//! The first run on a new file: the file, its first person and its first cycle, or the demo.

use super::{Host, token};
use crate::{
    app::Event,
    demo::{self, Story},
    domain::{Cycle, Id},
    ops::{Executor, OpError, Operation, Request, person},
    store::Store,
    terminal::{Console, SessionError},
};

impl<C: Console> Host<C> {
    /// Makes the board file with its first person and its first cycle.
    pub(super) fn start_board(&mut self, operation: &Operation) -> Result<Vec<Event>, SessionError> {
        match self.make_board(operation) {
            Ok(cycle) => self.use_cycle(cycle),
            Err(error) => Ok(vec![Event::Failed(error)]),
        }
    }

    fn make_board(&mut self, operation: &Operation) -> Result<Id<Cycle>, OpError> {
        let executor = match &mut self.executor {
            Some(executor) => executor,
            none => {
                let store = Store::create(&self.setup.path)?;
                none.insert(Executor::new(store, self.setup.person, None, "tui"))
            }
        };
        let request = || Request { now: self.setup.clock.now(), token: token(), seen: None };
        if executor.actor.is_none() {
            let join = person::Join {
                name: self.setup.name.clone(),
                function: None,
                login: self.setup.login.clone(),
            };
            let joined = executor.execute(&join.into(), &request())?;
            executor.actor = joined.created.first().map(|created| Id::new(created.number));
        }
        let started = executor.execute(operation, &request())?;
        Ok(Id::new(started.created.first().map_or(0, |created| created.number)))
    }

    /// Makes the example board and opens it.
    pub(super) fn open_demo(&mut self) -> Result<Vec<Event>, SessionError> {
        let signs = match demo::write(&self.setup.path, Story::Launch, self.now()) {
            Ok(signs) => signs,
            Err(error) => return Ok(vec![Event::Told(Err(error.to_string()))]),
        };
        let store = Store::open(&self.setup.path)?;
        let cycle = store.cycles()?.last().map_or(Id::new(0), |cycle| cycle.id);
        let known = self.setup.known(&store.people()?);
        // Nobody is asked who they are only to look around.
        self.executor = Some(Executor::new(store, known.or(Some(signs.id)), None, "tui"));
        self.use_cycle(cycle)
    }
}
