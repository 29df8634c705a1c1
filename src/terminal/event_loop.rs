//! The loop of one open terminal: events in, effects performed, frames out.
//!
//! Input is drained before anything is drawn, so that any number of held keys makes at most two frames. While
//! nothing happens it wakes four times a second to ask whether somebody else wrote, and sends nothing. While the
//! terminal has not shown the last frame yet it draws none, and then only the latest state.

use super::{Console, End, Host, LoopEvent, SessionError, Setup, Tty, TtyConsole, watch_signals};
use crate::{
    app::{App, Event, Start},
    input::Input,
    ui::{
        glyphs::Glyphs,
        theme::{Background, Theme},
    },
};
use std::{
    iter,
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

/// How long the loop waits for a key before it looks whether somebody else wrote.
const LOOK_AROUND: Duration = Duration::from_millis(250);

/// How long the end may wait until the terminal has read everything, when a person leaves and when a signal asks.
const LAST_ANSWER: Duration = Duration::from_secs(3);
const LAST_ANSWER_IN_HASTE: Duration = Duration::from_millis(300);

/// Runs a terminal until its person leaves, a signal comes, or the terminal goes.
///
/// # Errors
/// When there is no terminal, the board cannot be read, or the terminal fails.
pub fn session(setup: Setup) -> Result<End, SessionError> {
    let tty = Tty::enter(setup.term.as_deref())?;
    let (sender, receiver) = channel();
    watch_signals(sender.clone())?;
    EventLoop::open(setup, TtyConsole::new(tty, sender)?)?.run(&receiver)
}

/// An app, and the host that performs what it asks for.
pub struct EventLoop<C> {
    app: App,
    host: Host<C>,
}

impl<C: Console> EventLoop<C> {
    /// Opens the board that the setup names, or the beginning of one.
    ///
    /// # Errors
    /// When the board cannot be read, or the console does not say its size.
    pub fn open(setup: Setup, console: C) -> Result<Self, SessionError> {
        let mut host = Host::new(setup, console);
        let setup = &host.setup;
        let app = App::start(Start {
            blank: setup.blank.clone(),
            login: setup.name.clone(),
            joins_by_login: setup.login.is_some(),
            own_playbooks: setup.own_playbooks.clone(),
            drafts: host.kept().to_vec(),
            is_light: setup.ground == Background::Light,
            now: host.now(),
            size: host.console.size()?,
        });
        let first = host.begin()?;
        let mut opened = Self { app, host };
        opened.feed_all(first)?;
        Ok(opened)
    }

    /// What is shown.
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// What performs the effects.
    pub const fn host(&mut self) -> &mut Host<C> {
        &mut self.host
    }

    fn run(mut self, receiver: &Receiver<LoopEvent>) -> Result<End, SessionError> {
        let end = self.turns(receiver);
        match end {
            Ok(End::Quit) => self.host.console.finish(LAST_ANSWER),
            Ok(End::Signal(_)) => self.host.console.finish(LAST_ANSWER_IN_HASTE),
            Ok(End::Hangup) | Err(_) => {}
        }
        self.host.keep(self.app.unsent());
        end
    }

    fn turns(&mut self, receiver: &Receiver<LoopEvent>) -> Result<End, SessionError> {
        self.paint()?;
        loop {
            match receiver.recv_timeout(LOOK_AROUND) {
                Ok(first) => self.turn(iter::once(first).chain(receiver.try_iter()))?,
                Err(_) => self.turn(iter::empty())?,
            }
            if let Some(end) = self.host.ends() {
                return Ok(end);
            }
        }
    }

    /// One turn of the loop: takes everything that has arrived and draws what changed, then looks whether somebody else
    /// wrote. A turn without anything keeps what is being typed.
    ///
    /// # Errors
    /// When the board cannot be read, or the console fails.
    pub fn turn(&mut self, arrived: impl IntoIterator<Item = LoopEvent>) -> Result<(), SessionError> {
        let (mut is_idle, mut has_news) = (true, false);
        for event in arrived {
            is_idle = false;
            has_news |= event != LoopEvent::Input(Input::Ready);
            self.take(event)?;
            if self.host.ends().is_some() {
                return Ok(());
            }
        }
        if is_idle {
            self.host.keep(self.app.unsent());
        } else if !has_news && !self.app.needs_paint() {
            // That a frame has been shown changes nothing by itself.
            return Ok(());
        }
        self.feed(Event::Tick(self.host.now()))?;
        // The answer to a key comes first, what others did meanwhile right behind it.
        self.paint_if_needed()?;
        self.look_around()?;
        self.paint_if_needed()
    }

    fn paint_if_needed(&mut self) -> Result<(), SessionError> {
        if self.app.needs_paint() && self.host.console.may_draw() {
            self.paint()?;
        }
        Ok(())
    }

    fn take(&mut self, event: LoopEvent) -> Result<(), SessionError> {
        match event {
            LoopEvent::Input(Input::Ready) => {
                self.host.console.answered();
                Ok(())
            }
            LoopEvent::Input(input) => self.feed(Event::Input(input)),
            LoopEvent::Resize => {
                let (columns, rows) = self.host.console.size()?;
                self.feed(Event::Resize(columns, rows))
            }
            LoopEvent::Terminate(signal) => {
                self.host.end(End::Signal(signal));
                Ok(())
            }
            LoopEvent::Continued => {
                self.host.console.resume()?;
                self.host.console.clear();
                self.feed(Event::Uncovered)
            }
            LoopEvent::Hangup => {
                self.host.end(End::Hangup);
                Ok(())
            }
        }
    }

    /// Gives the app an event and performs what it asks for.
    ///
    /// # Errors
    /// When the board cannot be read, or the console fails.
    pub fn feed(&mut self, event: Event) -> Result<(), SessionError> {
        for effect in self.app.on(event) {
            let events = self.host.perform(effect, self.app.seen())?;
            self.feed_all(events)?;
        }
        Ok(())
    }

    fn feed_all(&mut self, events: Vec<Event>) -> Result<(), SessionError> {
        events.into_iter().try_for_each(|event| self.feed(event))
    }

    /// Shows what others did meanwhile.
    ///
    /// # Errors
    /// When the board cannot be read.
    pub fn look_around(&mut self) -> Result<(), SessionError> {
        let events = self.host.look_around()?;
        self.feed_all(events)
    }

    fn paint(&mut self) -> Result<(), SessionError> {
        if let Some(record) = self.app.wants_history() {
            let events = self.host.history(record);
            self.feed_all(events)?;
        }
        if let Some(limit) = self.app.wants_feed() {
            let events = self.host.lately(limit)?;
            self.feed_all(events)?;
        }
        let setup = &self.host.setup;
        let glyphs = if setup.is_ascii { Glyphs::ASCII } else { Glyphs::UNICODE };
        let ground = if self.app.is_light() { Background::Light } else { Background::Dark };
        let theme = Theme::new(setup.tier, ground, glyphs);
        self.host.console.draw(&self.app, &theme)?;
        self.feed(Event::Painted)
    }
}
