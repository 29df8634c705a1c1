//! The loop of one open terminal: events in, effects performed, frames out.
//!
//! Input is drained before anything is drawn, so that any number of held keys makes at most two frames. While
//! nothing happens it wakes four times a second to ask whether somebody else wrote, and sends nothing.

mod first_run;

use super::{
    CannotSuspend, Drafts, InputThread, LoopEvent, Screen, Setup, Tty, clipboard, editor, import_preview,
    suspend_self, watch_signals,
};
use crate::{
    app::{App, Effect, Event},
    domain::{Cycle, Id},
    ops::{Executor, Operation, Request, cycle, person},
    store::StoreError,
    ui::{
        glyphs::Glyphs,
        screen,
        theme::{Background, Theme},
    },
};
use std::{
    sync::mpsc::{Receiver, Sender, channel},
    time::Duration,
};

/// How long the loop waits for a key before it looks whether somebody else wrote.
const LOOK_AROUND: Duration = Duration::from_millis(250);

/// Beyond this many foreign changes at once the board is read afresh.
const TOO_MANY: usize = 5_000;

/// Why a session could not run, or ended.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// There is no terminal to run in.
    #[error(transparent)]
    NoTerminal(#[from] super::NoTerminal),
    /// The board.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The terminal.
    #[error("the terminal: {0}")]
    Io(#[from] std::io::Error),
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The person left.
    Quit,
    /// A signal asked for it.
    Signal(i32),
    /// The terminal is gone.
    Hangup,
}

/// Runs a terminal until its person leaves, a signal comes, or the terminal goes.
///
/// # Errors
/// When there is no terminal, the board cannot be read, or the terminal fails.
pub fn session(setup: Setup) -> Result<End, SessionError> {
    let mut tty = Tty::enter(setup.term.as_deref())?;
    let (sender, receiver) = channel();
    watch_signals(sender.clone())?;
    let reader = InputThread::start(sender.clone())?;
    let mut session = Session::open(setup, sender, reader)?;
    let end = session.run(&mut tty, &receiver);
    session.drafts.keep(session.app.unsent());
    end
}

struct Session {
    setup: Setup,
    executor: Option<Executor>,
    app: App,
    screen: Screen,
    sender: Sender<LoopEvent>,
    reader: Option<InputThread>,
    drafts: Drafts,
    tide: i64,
    ends: Option<End>,
}

impl Session {
    fn open(mut setup: Setup, sender: Sender<LoopEvent>, reader: InputThread) -> Result<Self, SessionError> {
        let size = crossterm::terminal::size()?;
        let now = setup.clock.now();
        let executor = setup.store.take().map(|store| Executor::new(store, setup.person, setup.cycle, "tui"));
        let board = match (&executor, setup.cycle) {
            (Some(executor), Some(cycle)) => executor.store.board(cycle)?,
            _ => None,
        };
        let drafts = Drafts::of(&setup.path, &setup.state_folder);
        let mut app = match board {
            Some(board) => App::new(board, setup.person, now, size),
            None => App::first(setup.blank.clone(), &setup.name, now, size),
        };
        app.is_light = setup.ground == Background::Light;
        app.drafts = drafts.kept().to_vec();
        let mut session = Self {
            setup,
            executor,
            app,
            screen: Screen::fullscreen()?,
            sender,
            reader: Some(reader),
            drafts,
            tide: 0,
            ends: None,
        };
        session.settle()?;
        if let Some(warning) = session.setup.warning.take() {
            session.app.on(Event::Told(Err(warning)));
        }
        Ok(session)
    }

    /// Everything that follows from a board having been opened.
    fn settle(&mut self) -> Result<(), SessionError> {
        self.app.own_playbooks.clone_from(&self.setup.own_playbooks);
        let Some(executor) = &self.executor else { return Ok(()) };
        self.tide = executor.store.data_version()?;
        self.app.is_read_only = executor.store.is_read_only();
        self.app.cycles = executor.store.cycles()?;
        if self.app.is_new {
            return Ok(());
        }
        self.app.feed = executor.store.lately(self.app.board.cycle.id, 40)?;
        if self.app.me.is_none() && !self.app.is_read_only {
            self.app.introduce(&self.setup.name, self.setup.login.is_some());
        } else {
            self.app.offer_interrupted();
        }
        Ok(())
    }

    fn run(&mut self, tty: &mut Tty, receiver: &Receiver<LoopEvent>) -> Result<End, SessionError> {
        self.paint()?;
        loop {
            if let Ok(first) = receiver.recv_timeout(LOOK_AROUND) {
                self.take(first, tty)?;
                while self.ends.is_none()
                    && let Ok(next) = receiver.try_recv()
                {
                    self.take(next, tty)?;
                }
            } else {
                self.drafts.keep(self.app.unsent());
            }
            if let Some(end) = self.ends {
                return Ok(end);
            }
            let now = self.setup.clock.now();
            self.feed(Event::Tick(now), tty)?;
            self.look_around(tty)?;
            if self.app.needs_paint {
                self.fetch_history();
                self.paint()?;
            }
        }
    }

    fn take(&mut self, happening: LoopEvent, tty: &mut Tty) -> Result<(), SessionError> {
        match happening {
            LoopEvent::Input(input) => self.feed(Event::Input(input), tty),
            LoopEvent::Resize => {
                let (columns, rows) = crossterm::terminal::size()?;
                self.feed(Event::Resize(columns, rows), tty)
            }
            LoopEvent::Terminate(signal) => {
                self.ends = Some(End::Signal(signal));
                Ok(())
            }
            LoopEvent::Continued => {
                tty.resume()?;
                self.screen.clear();
                self.app.needs_paint = true;
                Ok(())
            }
            LoopEvent::Hangup => {
                self.ends = Some(End::Hangup);
                Ok(())
            }
        }
    }

    /// Gives the app an event and performs what it asks for.
    fn feed(&mut self, event: Event, tty: &mut Tty) -> Result<(), SessionError> {
        let effects = self.app.on(event);
        for effect in effects {
            self.perform(effect, tty)?;
        }
        Ok(())
    }

    fn perform(&mut self, effect: Effect, tty: &mut Tty) -> Result<(), SessionError> {
        match effect {
            Effect::Execute(operation) => return self.execute(&operation, tty),
            Effect::Import { path, rows } => {
                let Some(executor) = &mut self.executor else { return Ok(()) };
                let home = self.setup.home.as_deref();
                let event = import_preview::dry_run(executor, &path, home, rows, self.setup.clock.now());
                return self.feed(event, tty);
            }
            Effect::Copy(text) => {
                let told = match clipboard::copy(&text, self.setup.tmux.as_deref()) {
                    Ok(sequence) => {
                        self.screen.send(&sequence)?;
                        let first = text.lines().next().unwrap_or_default().to_owned();
                        Ok(format!("copied {first}"))
                    }
                    Err(error) => Err(error.to_string()),
                };
                return self.feed(Event::Told(told), tty);
            }
            Effect::Edit(text) => return self.lend_terminal(&text, tty),
            Effect::Repaint => {
                self.screen.clear();
                self.app.needs_paint = true;
            }
            Effect::Suspend => return self.suspend(tty),
            Effect::UseCycle(cycle) => self.use_cycle(cycle, tty)?,
            Effect::Demo => return self.open_demo(tty),
            Effect::Quit => self.ends = Some(End::Quit),
        }
        Ok(())
    }

    fn execute(&mut self, operation: &Operation, tty: &mut Tty) -> Result<(), SessionError> {
        if let (Operation::Cycle(cycle::Op::New(_)), true) = (operation, self.app.is_new) {
            return self.start_board(operation, tty);
        }
        let Some(executor) = &mut self.executor else { return Ok(()) };
        let meta = Request { now: self.setup.clock.now(), token: token(), seen: Some(self.app.seen()) };
        match executor.execute(operation, &meta) {
            Ok(receipt) => {
                if matches!(operation, Operation::Person(person::Op::Join { .. })) {
                    executor.actor = receipt.created.first().map(|created| Id::new(created.number));
                }
                let started =
                    receipt.created.iter().find(|created| created.kind == crate::domain::Kind::Cycle);
                if let Some(cycle) = started.map(|cycle| Id::new(cycle.number)) {
                    return self.use_cycle(cycle, tty);
                }
                // What others did before is shown before, what they did since after.
                let mut receipt = Some(receipt);
                let since =
                    executor.store.since(self.app.board.cycle.id, self.app.board.seq).unwrap_or_default();
                for logged in since {
                    if receipt.as_ref().is_some_and(|receipt| receipt.seq == logged.seq) {
                        self.app.feed.insert(0, logged);
                        if let Some(receipt) = receipt.take() {
                            self.feed(Event::Done(receipt), tty)?;
                        }
                    } else {
                        self.feed(Event::Changed(vec![logged]), tty)?;
                    }
                }
                if let Some(receipt) = receipt {
                    self.feed(Event::Done(receipt), tty)?;
                }
                Ok(())
            }
            Err(error) => {
                self.look_around(tty)?;
                self.feed(Event::Failed(error), tty)
            }
        }
    }

    /// Shows what others did meanwhile.
    fn look_around(&mut self, tty: &mut Tty) -> Result<(), SessionError> {
        let Some(executor) = &self.executor else { return Ok(()) };
        let tide = executor.store.data_version()?;
        if tide == self.tide || self.app.is_new {
            return Ok(());
        }
        self.tide = tide;
        let cycle = self.app.board.cycle.id;
        let logged = executor.store.since(cycle, self.app.board.seq)?;
        let count: usize = logged.iter().map(|operation| operation.changes.len()).sum();
        if count > TOO_MANY {
            let board = executor.store.board(cycle)?;
            return board.map_or(Ok(()), |board| self.feed(Event::Loaded(Box::new(board)), tty));
        }
        if logged.is_empty() { Ok(()) } else { self.feed(Event::Changed(logged), tty) }
    }

    fn fetch_history(&mut self) {
        let Some(record) = self.app.wants_history() else { return };
        let Some(executor) = &self.executor else { return };
        let found = executor.store.history(self.app.board.cycle.id, Some(record), 50);
        self.app.on(Event::History(record, found.unwrap_or_default()));
    }

    fn use_cycle(&mut self, cycle: Id<Cycle>, tty: &mut Tty) -> Result<(), SessionError> {
        let Some(executor) = &mut self.executor else { return Ok(()) };
        let Some(board) = executor.store.board(cycle)? else { return Ok(()) };
        let me = self.app.me.or_else(|| self.setup.known(board.people.rows()));
        executor.cycle = Some(cycle);
        executor.actor = me;
        let name = board.cycle.name.to_string();
        let size = self.app.size;
        let is_light = self.app.is_light;
        self.app = App::new(board, me, self.setup.clock.now(), size);
        self.app.is_light = is_light;
        self.app.drafts = self.drafts.kept().to_vec();
        self.settle()?;
        self.screen.clear();
        self.feed(Event::Told(Ok(format!("working in \"{name}\""))), tty)
    }

    /// Lets the shell behind have the terminal until it calls back; what is typed meanwhile is for the shell.
    fn suspend(&mut self, tty: &mut Tty) -> Result<(), SessionError> {
        if let Some(reader) = self.reader.take() {
            reader.stop();
        }
        let suspended = suspend_self(tty);
        self.reader = Some(InputThread::start(self.sender.clone())?);
        match suspended {
            Ok(()) => {
                self.screen.clear();
                self.app.needs_paint = true;
                Ok(())
            }
            Err(CannotSuspend::Io(error)) => Err(error.into()),
            Err(error @ CannotSuspend::NoShell) => self.feed(Event::Told(Err(error.to_string())), tty),
        }
    }

    /// Lets the person's own editor have the terminal for a while.
    fn lend_terminal(&mut self, text: &str, tty: &mut Tty) -> Result<(), SessionError> {
        if let Some(reader) = self.reader.take() {
            reader.stop();
        }
        tty.suspend();
        let edited = editor::edit(text, &self.setup.editor, &std::env::temp_dir());
        tty.resume()?;
        self.reader = Some(InputThread::start(self.sender.clone())?);
        self.screen.clear();
        match edited {
            Ok(new) if new == text => self.feed(Event::Edited(None), tty),
            Ok(new) => self.feed(Event::Edited(Some(new)), tty),
            Err(error) => self.feed(Event::Told(Err(error.to_string())), tty),
        }
    }

    fn paint(&mut self) -> Result<(), SessionError> {
        let glyphs = if self.setup.is_ascii { Glyphs::ASCII } else { Glyphs::UNICODE };
        let ground = if self.app.is_light { Background::Light } else { Background::Dark };
        let theme = Theme::new(self.setup.tier, ground, glyphs);
        let app = &self.app;
        self.screen.draw(|frame| {
            let area = frame.area();
            if let Some(cursor) = screen::draw(app, &theme, area, frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        })?;
        self.app.needs_paint = false;
        Ok(())
    }
}

/// A word no other message has.
fn token() -> String {
    format!("{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..))
}
