//! One command at one board: who types, when, in which cycle. Opens the file, reads what a write needs, no more.

use super::{
    Globals, account, clock,
    config::Config,
    current_cycle, current_user,
    error::Failure,
    flags::Typed,
    output::{Answer, Look},
    paths,
    printer::{self, Printer},
    way_out,
};
use crate::{
    domain::{
        Board, Change, Cycle, Id, Kind, Metric, Moment, Person, Record, Ref, Refusal, Value,
        display::Display,
        due::DueContext,
        parse::{self, InputParser},
        rules::escalation,
        when::{Zone, distance},
    },
    ops::{Executor, OpError, Operation, Receipt, Request},
    store::Store,
};
use serde_json::json;

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
    /// The cycle it happens in, if the board has one.
    pub cycle: Option<Cycle>,
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
        let cycle = current_cycle::cycle(&store.cycles()?, globals.cycle.as_deref(), store.path())?;
        let zone = cycle.as_ref().map_or_else(paths::zone, Cycle::tz);
        let real = clock::real();
        let now = clock::given(globals.now.as_deref(), zone)?.unwrap_or(real);
        let people = store.people()?;
        let actor = current_user::known(&people, globals.person())?.map(|person| person.id);
        let executor = Executor::new(store, actor, cycle.as_ref().map(Record::id), "cli")
            .from_account(account::of_this_session());
        Ok(Self { executor, now, real, people, cycle, config, globals, printer })
    }

    /// The cycle the command happens in.
    ///
    /// # Errors
    /// A [`Refusal`] when the board has none.
    pub(super) fn cycle(&self) -> Result<&Cycle, Refusal> {
        self.cycle.as_ref().ok_or_else(|| {
            Refusal::new(
                "cycle.none",
                "there is no cycle yet",
                "start one with: gonogo cycle new --playbook SLUG --name TEXT",
            )
        })
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

    /// Asks about a clock that does not fit, where somebody is there to answer.
    fn says_clock_is_right(&self, refusal: &Refusal) -> bool {
        if self.printer.json || !printer::is_interactive() {
            return false;
        }
        let answer = printer::ask(&format!("{}. Is it right? [y/N]", refusal.reason)).unwrap_or_default();
        matches!(answer.to_lowercase().as_str(), "y" | "yes")
    }

    /// Does an operation and says what it did, with the readings of what was typed.
    ///
    /// # Errors
    /// What the operation, or the file, says.
    pub(super) fn perform(
        &mut self,
        operation: impl Into<Operation>,
        echoes: Vec<(&'static str, String)>,
    ) -> Result<Answer, Failure> {
        let receipt = self.execute(&operation.into())?;
        Ok(self.receipt(&receipt, echoes))
    }

    /// Says what an operation did. What a new record got by default is a reading too.
    pub(super) fn receipt(&self, receipt: &Receipt, mut echoes: Vec<(&'static str, String)>) -> Answer {
        if let [made] = receipt.created[..] {
            let is_it = |change: &&Change| change.kind == made.kind && change.before.is_none();
            for (name, said) in
                receipt.changes.iter().find(is_it).map(|it| self.defaults(it)).unwrap_or_default()
            {
                if !echoes.iter().any(|(known, _)| *known == name) {
                    echoes.push((name, said));
                }
            }
        }
        let readings: serde_json::Map<_, _> =
            echoes.iter().map(|(name, echo)| ((*name).to_owned(), json!(echo))).collect();
        let mut answer = self.answer(|| {
            json!({
                "done": receipt.said,
                "created": receipt.created,
                "seq": receipt.seq,
                "read": readings,
            })
        });
        answer.say(&receipt.said, Look::Strong);
        for (name, echo) in &echoes {
            answer.line(format!("  {} = {echo}", name.replace('_', " ")));
        }
        answer
    }

    fn defaults(&self, made: &Change) -> Vec<(&'static str, String)> {
        let value = |name: &str| made.after.as_ref().and_then(|fields| fields.get(name));
        let mut defaults = Vec::new();
        if let Some(Value::Integer(owner)) = value("owner") {
            let person = self.people.iter().find(|person| person.id == Id::new(*owner));
            defaults.extend(person.map(|person| ("owner", person.name.to_string())));
        }
        if let Some(Value::Integer(due)) = value("due") {
            let due = Moment::from_millis(*due);
            let said = crate::domain::when::long(due, self.zone());
            defaults.push(("due", format!("{said}, {}", distance(due, self.now, self.zone()))));
        }
        defaults
    }

    /// The same for an operation made of typed fields.
    ///
    /// # Errors
    /// What the operation, or the file, says.
    pub(super) fn perform_typed(
        &mut self,
        typed: Typed,
        operation: impl FnOnce(crate::domain::Fields) -> Operation,
    ) -> Result<Answer, Failure> {
        let Typed { fields, echoes } = typed;
        self.perform(operation(fields), echoes)
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
