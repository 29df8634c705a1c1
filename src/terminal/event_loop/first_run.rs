//! The first run on a new file: the file, its first person and its first cycle, or the demo.

use super::{Session, SessionError, token};
use crate::{
    app::Event,
    demo::{self, Story},
    domain::{Cycle, Id},
    ops::{Executor, OpError, Operation, Request, person},
    store::Store,
    terminal::Tty,
};

impl Session {
    /// Makes the board file with its first person and its first cycle.
    pub(super) fn start_board(&mut self, operation: &Operation, tty: &mut Tty) -> Result<(), SessionError> {
        match self.make_board(operation) {
            Ok(cycle) => self.use_cycle(cycle, tty),
            Err(error) => self.feed(Event::Failed(error), tty),
        }
    }

    fn make_board(&mut self, operation: &Operation) -> Result<Id<Cycle>, OpError> {
        let store = match self.executor.take() {
            Some(executor) => executor.store,
            None => Store::create(&self.setup.path)?,
        };
        let mut executor = Executor::new(store, self.setup.person, None, "tui");
        let meta = || Request { now: self.setup.clock.now(), token: token(), seen: None };
        let started = (|| {
            if executor.actor.is_none() {
                let join = person::Op::Join {
                    name: self.setup.name.clone(),
                    function: None,
                    login: self.setup.login.clone(),
                };
                let joined = executor.execute(&join.into(), &meta())?;
                executor.actor = joined.created.first().map(|created| Id::new(created.number));
            }
            executor.execute(operation, &meta())
        })();
        self.app.me = executor.actor;
        self.setup.person = executor.actor;
        self.executor = Some(executor);
        if started.is_ok() {
            // The form has become a cycle; it must not be offered again.
            self.drafts.keep(Vec::new());
        }
        started.map(|receipt| Id::new(receipt.created.first().map_or(0, |created| created.number)))
    }

    pub(super) fn open_demo(&mut self, tty: &mut Tty) -> Result<(), SessionError> {
        let signs = match demo::write(&self.setup.path, Story::Launch, self.setup.clock.now()) {
            Ok(signs) => signs,
            Err(error) => return self.feed(Event::Told(Err(error.to_string())), tty),
        };
        let store = Store::open(&self.setup.path)?;
        let cycle = store.cycles()?.last().map_or(Id::new(0), |cycle| cycle.id);
        let known = self.setup.known(&store.people()?);
        // Nobody is asked who they are only to look around.
        self.app.me = known.or(Some(signs.id));
        self.executor = Some(Executor::new(store, self.app.me, Some(cycle), "tui"));
        self.use_cycle(cycle, tty)
    }
}
