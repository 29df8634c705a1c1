//! One command at one board: who types, when, in which cycle. Opens the file, reads what a write needs, no more.

use super::{
    Globals, account, clock,
    config::Config,
    current_cycle::{self, Current},
    current_user,
    error::Failure,
    output::{Answer, Holds, Look},
    paths,
    printer::{self, Printer},
    record_id::Named,
    way_out,
};
use crate::{
    domain::{
        Board, Cycle, Id, Kind, Metric, Moment, Person, Record, Ref, Refusal, Value,
        display::Display,
        due::DueContext,
        id::Scope,
        parse::{self, InputParser},
        rules::escalation,
        when::Zone,
    },
    ops::{Executor, OpError, Operation, Receipt, Request},
    store::Store,
};

/// A running command.
pub(super) struct Session<'a> {
    /// The board and who acts on it.
    pub executor: Executor,
    /// When the command happens, as it counts.
    pub now: Moment,
    /// When it really happens: the same, unless the clock was given by hand.
    pub real: Moment,
    /// Everybody.
    pub people: Vec<Person>,
    /// The cycle it happens in, if the board has one that is meant.
    pub cycle: Option<Cycle>,
    /// Why none is meant, where the board has several.
    undecided: Option<Refusal>,
    /// The cycle it began in: a record that was named may lie in another.
    began_in: Option<Id<Cycle>>,
    /// The records that were named, by the ids that people use.
    about: Vec<Ref>,
    /// What the configuration file says.
    pub config: &'a Config,
    globals: &'a Globals,
    printer: Printer,
}

impl<'a> Session<'a> {
    /// Opens the board that the command means.
    ///
    /// # Errors
    /// When there is none, it cannot be opened, or the cycle or clock that was named cannot be read.
    pub(super) fn open(globals: &'a Globals, config: &'a Config, printer: Printer) -> Result<Self, Failure> {
        let store = Store::open(&paths::board(globals.db.as_deref()))?;
        if let Some(migrated) = store.migrated() {
            printer.remark(&migrated.to_string());
        }
        Self::at(store, globals, config, printer)
    }

    /// Sits down at a board that is open already.
    ///
    /// # Errors
    /// When it cannot be read, or the cycle or clock that was named cannot.
    pub(super) fn at(
        store: Store,
        globals: &'a Globals,
        config: &'a Config,
        printer: Printer,
    ) -> Result<Self, Failure> {
        let current = current_cycle::cycle(&store.cycles()?, globals.cycle.as_deref(), store.path())?;
        let (cycle, undecided) = match current {
            Current::Is(cycle) => (Some(*cycle), None),
            Current::None => (None, None),
            Current::Undecided(refusal) => (None, Some(refusal)),
        };
        let zone = cycle.as_ref().map_or_else(paths::zone, Cycle::tz);
        let real = clock::real();
        let now = clock::given(globals.now.as_deref(), zone)?.unwrap_or(real);
        let people = store.people()?;
        let actor = current_user::known(&people, globals.person())?.map(|person| person.id);
        let began_in = cycle.as_ref().map(Record::id);
        let executor = Executor::new(store, actor, began_in, "cli").from_account(account::of_this_session());
        let about = Vec::new();
        Ok(Self { executor, now, real, people, cycle, undecided, began_in, about, config, globals, printer })
    }

    /// The record that was named. Where it lies in another cycle, that is the one the command happens in.
    ///
    /// # Errors
    /// When the id is of another kind, or the file cannot be read.
    pub(super) fn subject(&mut self, named: Named, kind: Kind) -> Result<Ref, Failure> {
        let reference = named.reference(kind)?;
        self.go_to(reference)?;
        self.about.push(reference);
        Ok(reference)
    }

    /// Several records, which lie in one cycle.
    ///
    /// # Errors
    /// When an id is of another kind, they lie in several cycles, or the file cannot be read.
    pub(super) fn subjects(&mut self, named: &[Named], kind: Kind) -> Result<Vec<Ref>, Failure> {
        let mut subjects: Vec<Ref> = Vec::new();
        for one in named {
            let before = self.cycle.as_ref().map(Record::id);
            let subject = self.subject(*one, kind)?;
            if let Some(first) = subjects.first().filter(|_| self.cycle.as_ref().map(Record::id) != before) {
                let reason = format!("{first} and {subject} lie in different cycles");
                return Err(Refusal::new("cycle.several", reason, "name those of one cycle at a time").into());
            }
            subjects.push(subject);
        }
        Ok(subjects)
    }

    /// Says which records the command is about.
    pub(super) fn is_about(&mut self, subjects: &[Ref]) {
        self.about.extend_from_slice(subjects);
    }

    /// The records that the command is about, by the ids that people use.
    pub(super) fn about(&self) -> &[Ref] {
        &self.about
    }

    /// Goes to the cycle in which a record lies; what is numbered within its cycle lies in the current one.
    ///
    /// # Errors
    /// When it is nowhere and no cycle is meant, or the file cannot be read.
    pub(super) fn go_to(&mut self, reference: Ref) -> Result<(), Failure> {
        let store = &self.executor.store;
        let Some(home) = store.cycle_of(reference)? else {
            return match (&self.cycle, reference.kind.scope()) {
                (None, Scope::Numbered) => Ok(self.cycle().map(drop)?),
                (None, _) if self.undecided.is_some() => Err(OpError::NotFound(reference).into()),
                (Some(_) | None, _) => Ok(()),
            };
        };
        if self.cycle.as_ref().is_none_or(|cycle| cycle.id != home) {
            let cycle = store.record(home)?;
            self.enter(cycle);
        }
        Ok(())
    }

    /// Goes to a cycle. On a board that had none it is the one the command is in from the beginning.
    pub(super) fn enter(&mut self, cycle: Option<Cycle>) {
        self.executor.cycle = cycle.as_ref().map(Record::id);
        if self.began_in.is_none() && self.undecided.is_none() {
            self.began_in = self.executor.cycle;
        }
        self.cycle = cycle;
    }

    /// Begins again in a cycle, which was chosen.
    pub(super) fn begin_in(&mut self, cycle: Cycle) {
        self.began_in = Some(cycle.id);
        self.enter(Some(cycle));
    }

    /// The cycle the command happens in.
    ///
    /// # Errors
    /// A [`Refusal`] when the board has none.
    pub(super) fn cycle(&self) -> Result<&Cycle, Refusal> {
        self.cycle.as_ref().ok_or_else(|| {
            if let Some(undecided) = &self.undecided {
                return undecided.clone();
            }
            Refusal::new(
                "cycle.none",
                "there is no cycle yet",
                "start one with: gonogo cycle new --playbook SLUG --name TEXT",
            )
        })
    }

    /// Makes sure that the board does not have several cycles of which none is meant.
    ///
    /// # Errors
    /// A [`Refusal`] that lists them.
    pub(super) fn is_decided(&self) -> Result<(), Refusal> {
        self.undecided
            .as_ref()
            .filter(|_| self.cycle.is_none())
            .map_or(Ok(()), |undecided| Err(undecided.clone()))
    }

    /// The zone in which dates are said.
    pub(super) fn zone(&self) -> Zone {
        self.cycle.as_ref().map_or_else(paths::zone, Cycle::tz)
    }

    /// Loads everything of the cycle; for commands that show, never for one that writes.
    ///
    /// # Errors
    /// When the file cannot be read, or has no cycle.
    pub(super) fn board(&self) -> Result<Board, Failure> {
        let cycle = self.cycle()?.id;
        let board = self.executor.store.board(cycle)?;
        let board = board.map(|mut board| {
            escalation::apply_due_escalations(&mut board, self.now);
            if let Some(unreadable) = &board.unreadable {
                self.printer.remark(&way_out::reason(unreadable));
            }
            board
        });
        board.ok_or_else(|| Failure::Fault("the cycle went away while it was read".to_owned()))
    }

    /// Whether a script reads the answer.
    pub(super) const fn wants_json(&self) -> bool {
        self.printer.json
    }

    /// An answer with nothing for people yet; its document is worked out only when a script reads it.
    ///
    /// So whatever fails, and the exit code, are settled before.
    pub(super) fn answer(&self, json: impl FnOnce() -> serde_json::Value) -> Answer {
        if self.wants_json() { Answer::of(json()) } else { Answer::default() }
    }

    /// An answer with where and when it holds; people are told the cycle where it is another than they are in.
    pub(super) fn placed(&self, answer: Answer) -> Answer {
        let cycle = self.cycle.as_ref().map(|cycle| (cycle.reference(), cycle.name.to_string()));
        let mut answer = Answer { holds: Some(Holds { cycle, at: self.now }), ..answer };
        if let Some(cycle) = self.cycle.as_ref().filter(|cycle| Some(cycle.id) != self.began_in) {
            answer.say(format!("in {} \"{}\"", cycle.reference(), cycle.name), Look::Faint);
        }
        answer
    }

    /// Whether it answers as of a moment that was given by hand, on a board that takes none.
    pub(super) fn is_as_of(&self) -> bool {
        self.now != self.real && !self.executor.store.is_simulation()
    }

    /// How values are said.
    pub(super) fn speech(&self) -> Display<'_> {
        Display { people: &self.people, zone: self.zone() }
    }

    /// How what is typed is read.
    pub(super) fn reader(&self) -> InputParser<'_> {
        let due = match &self.cycle {
            Some(cycle) => parse::due_context(cycle, self.now),
            None => DueContext::new(self.now, self.zone()),
        };
        InputParser { people: &self.people, me: self.executor.actor, due, unit: None }
    }

    /// The same where a record is spoken of: numbers may name the unit of a metric.
    pub(super) fn reader_of(&self, subject: Option<Ref>) -> InputParser<'_> {
        let metric = subject.filter(|subject| subject.kind == Kind::Metric);
        // One that is not there is refused by name when it comes to it.
        let metric = metric.and_then(|it| self.executor.store.record::<Metric>(Id::new(it.number)).ok()?);
        self.reader().in_unit(metric.map(|metric| metric.unit.to_string()))
    }

    /// Reads a person, `me` being who types.
    ///
    /// # Errors
    /// A [`Refusal`] that lists who is known.
    pub(super) fn person(&self, words: &str) -> Result<Id<Person>, Refusal> {
        let Value::Integer(id) = self.reader().person(words)?.value else {
            unreachable!("a person is read as an id");
        };
        Ok(Id::new(id))
    }

    /// Reads a moment ahead, with the reading in words.
    ///
    /// # Errors
    /// A [`Refusal`] that says how it could be read.
    pub(super) fn moment(&self, words: &str) -> Result<(Moment, String), Refusal> {
        let read = self.reader().due(words)?;
        let Value::Integer(millis) = read.value else {
            unreachable!("a due date is read as an instant");
        };
        Ok((Moment::from_millis(millis), read.echo.unwrap_or_default()))
    }

    /// Makes sure that the board knows who acts: a new login is asked who it is, or joins under its own name.
    ///
    /// # Errors
    /// When joining is refused.
    pub(super) fn join(&mut self) -> Result<(), Failure> {
        if self.executor.actor.is_some() {
            return Ok(());
        }
        let op = current_user::introduce(self.globals.person(), self.printer)?;
        let joined = self.execute(&op.into())?;
        self.people = self.executor.store.people()?;
        let newest = self.people.iter().find(|person| joined.created.contains(&person.reference()));
        if let Some(person) = newest {
            self.executor.actor = Some(person.id);
            let joined = format!("you are new on this board and known as {} from now on", person.handle);
            self.printer.remark(&joined);
        }
        Ok(())
    }

    /// Does an operation.
    ///
    /// # Errors
    /// What the operation, or the file, says.
    pub(super) fn execute(&mut self, operation: &Operation) -> Result<Receipt, Failure> {
        if self.needs_cycle(operation) {
            self.is_decided()?;
        }
        let meta = Request {
            now: self.now,
            real: self.real,
            clock_is_right: self.globals.clock_is_right,
            token: format!("cli-{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..)),
            seen: None,
        };
        let done = self.executor.execute(operation, &meta);
        if let Err(OpError::Refused(refusal)) = &done
            && refusal.rule == crate::domain::clock::SKEW
            && self.says_clock_is_right(refusal)
        {
            return Ok(self.executor.execute(operation, &Request { clock_is_right: true, ..meta })?);
        }
        Ok(done?)
    }

    /// Whether an operation happens in a cycle.
    fn needs_cycle(&self, operation: &Operation) -> bool {
        let is_elsewhere = matches!(operation, Operation::Person(_) | Operation::Cycle(_))
            || self.about.iter().any(|subject| subject.kind == Kind::Person);
        !is_elsewhere
    }

    /// Asks about a clock that does not fit, where somebody is there to answer.
    fn says_clock_is_right(&self, refusal: &Refusal) -> bool {
        if self.printer.json || !printer::is_interactive() {
            return false;
        }
        let answer = printer::ask(&format!("{}. Is it right? [y/N]", refusal.reason)).unwrap_or_default();
        matches!(answer.to_lowercase().as_str(), "y" | "yes")
    }

    /// The store's reference for one that people use.
    ///
    /// # Errors
    /// Not found, when this cycle has no such record.
    pub(super) fn stored(&self, reference: Ref) -> Result<Ref, Failure> {
        let found = self.executor.store.resolve(self.cycle()?.id, reference)?;
        found.ok_or_else(|| crate::ops::OpError::NotFound(reference).into())
    }
}
