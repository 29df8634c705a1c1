//! The first run on a new file: the file, its first person and its first cycle, or the demo.

use super::{Host, token};
use crate::{
    app::Event,
    demo::{self, Story},
    domain::{Cycle, Id, clock},
    ops::{Executor, OpError, Operation, person},
    store::Store,
    terminal::{Clock, Console, SessionError, Setup},
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
        if self.executor.is_none() {
            let store = self.new_board()?;
            self.executor = Some(
                Executor::new(store, self.setup.person, None, "tui").from_account(self.setup.account.clone()),
            );
        }
        let executor = self.executor.as_mut().expect("it is there by now");
        let clock = self.setup.clock;
        let request = || clock.request(None, token(), false);
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

    /// A new file; under a clock that was given it has to be a simulation.
    fn new_board(&self) -> Result<Store, OpError> {
        let Setup { path, clock, is_simulation, .. } = &self.setup;
        clock::may_make_board(*clock != Clock::Machine, *is_simulation)?;
        Ok(if *is_simulation { Store::create_simulation(path) } else { Store::create(path) }?)
    }

    /// Makes the example board and opens it.
    pub(super) fn open_demo(&mut self) -> Result<Vec<Event>, SessionError> {
        let signs = match demo::write(&self.setup.path, Story::Launch, self.now(), Clock::real()) {
            Ok(signs) => signs,
            Err(error) => return Ok(vec![Event::Told(Err(error.to_string()))]),
        };
        let store = Store::open(&self.setup.path)?;
        let cycle = store.cycles()?.last().map_or(Id::new(0), |cycle| cycle.id);
        let known = self.setup.known(&store.people()?);
        // Nobody is asked who they are only to look around.
        self.executor = Some(
            Executor::new(store, known.or(Some(signs.id)), None, "tui")
                .from_account(self.setup.account.clone()),
        );
        self.use_cycle(cycle)
    }
}
