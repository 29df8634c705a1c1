//! The host of one open terminal: performs what the app asks for, and says what came of it as events.
//!
//! The event loop and the tests share it: they differ in the console in front of it and in nothing else. It knows
//! neither keys nor frames.

mod first_run;

use super::{CannotSuspend, Console, Drafts, End, SessionError, Setup, clipboard, import_preview};
use crate::{
    app::{Effect, Event, Opened, flow::Draft},
    domain::{Cycle, Id, Kind, Moment, Ref, Refusal, clock},
    ops::{Executor, OpError, Operation, Receipt, cycle, person},
    store::{Logged, StoreError},
};

/// Beyond this many changes by others at once the board is read afresh.
const TOO_MANY: usize = 5_000;
/// Operations that the history of a record shows.
const HISTORY: usize = 50;

/// Performs effects.
pub struct Host<C> {
    /// The screen and the keyboard.
    pub console: C,
    /// What everything started from.
    pub setup: Setup,
    executor: Option<Executor>,
    drafts: Drafts,
    /// What the file last said when it was asked whether somebody else wrote.
    data_version: i64,
    /// The last operation that the app has heard of.
    told: i64,
    /// Whether something could not be read that the app should have heard of, so that only the whole board will do.
    is_behind: bool,
    /// What was refused because the clock does not fit.
    doubted: Option<Operation>,
    ends: Option<End>,
}

impl<C: Console> Host<C> {
    /// A host in front of this console, on the board that the setup names, if there is one.
    pub fn new(mut setup: Setup, console: C) -> Self {
        let drafts = Drafts::of(&setup.path, &setup.state_folder);
        let executor = setup
            .store
            .take()
            .map(|store| Executor::new(store, setup.person, None, "tui").from_account(setup.account.clone()));
        Self {
            console,
            setup,
            executor,
            drafts,
            data_version: 0,
            told: 0,
            is_behind: false,
            doubted: None,
            ends: None,
        }
    }

    /// The moment.
    pub fn now(&self) -> Moment {
        self.setup.clock.now()
    }

    /// What was typed and not sent when the program last ended.
    pub fn kept(&self) -> &[Draft] {
        self.drafts.kept()
    }

    /// Keeps what was typed and not sent.
    pub fn keep(&mut self, drafts: Vec<Draft>) {
        self.drafts.keep(drafts);
    }

    /// Whether, and how, it ends.
    pub const fn ends(&self) -> Option<End> {
        self.ends
    }

    /// Lets it end.
    pub(super) const fn end(&mut self, end: End) {
        self.ends = Some(end);
    }

    /// The cycle that is open.
    fn cycle(&self) -> Option<Id<Cycle>> {
        self.executor.as_ref().and_then(|executor| executor.cycle)
    }

    /// What the app hears first: the board, if there is one.
    ///
    /// # Errors
    /// When the board cannot be read.
    pub fn begin(&mut self) -> Result<Vec<Event>, SessionError> {
        let mut events = match self.setup.cycle {
            Some(cycle) => self.open(cycle)?,
            None => Vec::new(),
        };
        events.extend(self.setup.warning.take().map(|warning| Event::Told(Err(warning))));
        Ok(events)
    }

    /// Performs an effect; `seen` is the last operation that the person took into account.
    ///
    /// # Errors
    /// When the board cannot be read, or the terminal fails. What a rule or another person stands against is an event.
    pub fn perform(&mut self, effect: Effect, seen: i64) -> Result<Vec<Event>, SessionError> {
        match effect {
            Effect::Execute(operation) => return self.execute(&operation, seen),
            Effect::Import { path, rows } => {
                let now = self.now();
                let Some(executor) = &mut self.executor else { return Ok(Vec::new()) };
                let home = self.setup.home.as_deref();
                return Ok(vec![import_preview::dry_run(executor, &path, home, rows, now)]);
            }
            Effect::Copy(text) => return self.copy(&text),
            Effect::Edit(text) => return self.edit(&text),
            Effect::Reload => return self.reload(),
            Effect::Repaint => self.console.clear(),
            Effect::Suspend => return self.suspend(),
            Effect::UseCycle(cycle) => return self.use_cycle(cycle),
            Effect::Demo => return self.open_demo(),
            Effect::Quit => self.ends = Some(End::Quit),
        }
        Ok(Vec::new())
    }

    fn execute(&mut self, operation: &Operation, seen: i64) -> Result<Vec<Event>, SessionError> {
        let cycle = self.cycle();
        let (Some(executor), Some(cycle)) = (&mut self.executor, cycle) else {
            if matches!(operation, Operation::Cycle(cycle::Op::New(_))) {
                return self.start_board(operation);
            }
            return Ok(Vec::new());
        };
        let is_again = self.doubted.take().is_some_and(|doubted| doubted == *operation);
        let request = self.setup.clock.request(Some(seen), token(), is_again);
        let receipt = match executor.execute(operation, &request) {
            Ok(receipt) => receipt,
            Err(error) => {
                // Something may have been written all the same: what the clock did, a question that stays.
                self.data_version = 0;
                let mut events = self.look_around()?;
                events.push(Event::Failed(self.doubt(operation, error)));
                return Ok(events);
            }
        };
        if matches!(operation, Operation::Person(person::Op::Join(_))) {
            executor.actor = receipt.created.first().map(|created| Id::new(created.number));
        }
        let started = receipt.created.iter().find(|created| created.kind == Kind::Cycle);
        if let Some(started) = started {
            return self.use_cycle(Id::new(started.number));
        }
        let since = executor.store.since(cycle, self.told);
        match &since {
            Ok(since) => self.told = since.iter().map(|logged| logged.seq).fold(self.told, i64::max),
            Err(_) => self.is_behind = true,
        }
        Ok(in_order(receipt, since))
    }

    /// Keeps what was refused because the clock does not fit: whoever does the same once more says that it is right.
    fn doubt(&mut self, operation: &Operation, error: OpError) -> OpError {
        let OpError::Refused(refusal) = error else { return error };
        if refusal.rule != clock::SKEW {
            return refusal.into();
        }
        self.doubted = Some(operation.clone());
        let hint = "if it is right, do the same once more";
        Refusal { hint: hint.into(), ..refusal }.into()
    }

    /// What others did meanwhile.
    ///
    /// # Errors
    /// When the board cannot be read.
    pub fn look_around(&mut self) -> Result<Vec<Event>, SessionError> {
        let Some((executor, cycle)) = self.executor.as_ref().zip(self.cycle()) else { return Ok(Vec::new()) };
        let data_version = executor.store.data_version()?;
        if self.is_behind {
            return self.reload();
        }
        if data_version == self.data_version {
            return Ok(Vec::new());
        }
        let logged = executor.store.since(cycle, self.told)?;
        self.data_version = data_version;
        let count: usize = logged.iter().map(|operation| operation.changes.len()).sum();
        if count > TOO_MANY {
            return self.reload();
        }
        let Some(last) = logged.last() else { return Ok(Vec::new()) };
        self.told = last.seq;
        Ok(vec![Event::Changed(logged)])
    }

    /// Reads the whole board again.
    fn reload(&mut self) -> Result<Vec<Event>, SessionError> {
        let Some((executor, cycle)) = self.executor.as_ref().zip(self.cycle()) else { return Ok(Vec::new()) };
        self.data_version = executor.store.data_version()?;
        self.is_behind = false;
        let Some(board) = executor.store.board(cycle)? else { return Ok(Vec::new()) };
        self.told = board.seq;
        Ok(vec![Event::Loaded(Box::new(board))])
    }

    /// Opens a cycle of the file.
    fn open(&mut self, cycle: Id<Cycle>) -> Result<Vec<Event>, SessionError> {
        let Some(executor) = &mut self.executor else { return Ok(Vec::new()) };
        let store = &executor.store;
        let data_version = store.data_version()?;
        let Some(board) = store.board(cycle)? else { return Ok(Vec::new()) };
        let opened = Opened {
            me: executor.actor.or_else(|| self.setup.known(board.people.rows())),
            cycles: store.cycles()?,
            is_read_only: store.is_read_only(),
            time: self.setup.clock.on(store),
            board,
        };
        (executor.actor, executor.cycle) = (opened.me, Some(cycle));
        (self.data_version, self.told, self.is_behind) = (data_version, opened.board.seq, false);
        Ok(vec![Event::Opened(Box::new(opened))])
    }

    fn use_cycle(&mut self, cycle: Id<Cycle>) -> Result<Vec<Event>, SessionError> {
        let mut events = self.open(cycle)?;
        if let [Event::Opened(opened)] = &events[..] {
            let told = format!("working in \"{}\"", opened.board.cycle.name);
            events.push(Event::Told(Ok(told)));
            self.console.clear();
        }
        Ok(events)
    }

    /// What happened lately, as much as the app has room for.
    ///
    /// # Errors
    /// When the board cannot be read.
    pub fn lately(&self, limit: usize) -> Result<Vec<Event>, SessionError> {
        let Some((executor, cycle)) = self.executor.as_ref().zip(self.cycle()) else { return Ok(Vec::new()) };
        Ok(vec![Event::Feed(executor.store.lately(cycle, limit)?, limit)])
    }

    /// The history of a record that the app has to show.
    pub fn history(&self, record: Ref) -> Vec<Event> {
        let Some((executor, cycle)) = self.executor.as_ref().zip(self.cycle()) else { return Vec::new() };
        match executor.store.history(cycle, Some(record), HISTORY) {
            Ok(history) => vec![Event::History(record, history)],
            Err(error) => {
                let told = format!("the history cannot be read: {error}");
                vec![Event::History(record, Vec::new()), Event::Told(Err(told))]
            }
        }
    }

    fn copy(&mut self, text: &str) -> Result<Vec<Event>, SessionError> {
        let told = match clipboard::copy(text, self.setup.tmux.as_deref()) {
            Ok(sequence) => {
                self.console.send(&sequence)?;
                Ok(format!("copied {}", text.lines().next().unwrap_or_default()))
            }
            Err(error) => Err(error.to_string()),
        };
        Ok(vec![Event::Told(told)])
    }

    fn suspend(&mut self) -> Result<Vec<Event>, SessionError> {
        match self.console.suspend() {
            Ok(()) => {
                self.console.clear();
                Ok(Vec::new())
            }
            Err(CannotSuspend::Io(error)) => Err(error.into()),
            Err(error @ CannotSuspend::NoShell) => Ok(vec![Event::Told(Err(error.to_string()))]),
        }
    }

    fn edit(&mut self, text: &str) -> Result<Vec<Event>, SessionError> {
        let edited = self.console.edit(text, &self.setup.editor)?;
        self.console.clear();
        Ok(vec![match edited {
            Ok(new) if new == text => Event::Edited(None),
            Ok(new) => Event::Edited(Some(new)),
            Err(error) => Event::Told(Err(error.to_string())),
        }])
    }
}

/// What the app hears of an own operation, in the order of the log: what others did before is shown before, what they
/// did since after. Where the log cannot be read, the operation is safe all the same, and the person hears both.
fn in_order(receipt: Receipt, since: Result<Vec<Logged>, StoreError>) -> Vec<Event> {
    let since = match since {
        Ok(since) => since,
        Err(error) => {
            let told = format!("{}; what others did meanwhile cannot be read: {error}", receipt.said);
            return vec![Event::Done { receipt, logged: None }, Event::Told(Err(told))];
        }
    };
    let mut receipt = Some(receipt);
    let mut events = Vec::with_capacity(since.len() + 1);
    for logged in since {
        match receipt.take_if(|receipt| receipt.seq == logged.seq) {
            Some(receipt) => events.push(Event::Done { receipt, logged: Some(logged) }),
            None => events.push(Event::Changed(vec![logged])),
        }
    }
    events.extend(receipt.map(|receipt| Event::Done { receipt, logged: None }));
    events
}

/// A word no other request has.
fn token() -> String {
    format!("{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_that_cannot_be_read_after_an_own_write_is_told_and_the_write_with_it() {
        let receipt = Receipt {
            seq: 7,
            changes: Vec::new(),
            said: "added D-1".to_owned(),
            created: Vec::new(),
            open: None,
            reverses: None,
        };
        let gone = StoreError::Replaced("board.db".into());
        match &in_order(receipt, Err(gone))[..] {
            [Event::Done { receipt, logged: None }, Event::Told(Err(told))] => {
                assert_eq!(receipt.seq, 7);
                let start = "added D-1; what others did meanwhile cannot be read: ";
                assert!(told.starts_with(start), "{told}");
            }
            other => panic!("{other:?}"),
        }
    }
}
