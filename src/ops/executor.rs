//! The executor: performs an operation for a person in one transaction, or refuses it with a reason.

use super::{
    Context, OpenQuestion, Operation, Outcome, authority, auto_escalation, context::nobody, first_dates,
    launch_scope, scope_tracking, seals, undo_checks, waits,
};
use crate::{
    domain::{
        Change, Cycle, Fields, Id, Kind, Moment, Person, Policy, Ref, Refusal, change::subjects, clock,
        cycle::CycleState, person, policy::Escalates, remedy, rules::escalation::EscalationPolicy,
        value::Json, when::Zone,
    },
    store::{Account, Direction, Entry, FieldConflict, Store, StoreError, Txn, TxnError, WriteError},
};

use std::collections::BTreeMap;

/// An open board and who works on it. The only caller of a write.
pub struct Executor {
    /// The board file; reading it needs no executor.
    pub store: Store,
    /// Who acts; `None` until the person is known.
    pub actor: Option<Id<Person>>,
    /// The cycle it acts in.
    pub cycle: Option<Id<Cycle>>,
    /// From where, as the log says it: `cli`, `tui`.
    pub via: &'static str,
    /// From which account of the machine.
    pub account: Account,
    policy: Option<(Json, Policy)>,
}

/// What comes with an operation besides itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// When it is done, as it counts.
    pub now: Moment,
    /// When it is really done: the same, unless the clock was given by hand.
    pub real: Moment,
    /// Whether the person says that the clock is right, whatever the log says.
    pub clock_is_right: bool,
    /// Unique to this message, so that sending it twice does it once.
    pub token: String,
    /// The last operation that the person had on the screen; `None` for a command, which acts on what is there.
    pub seen: Option<i64>,
}

/// Proof that an operation is on disk.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// Its place in the log.
    pub seq: i64,
    /// What it changed.
    pub changes: Vec<Change>,
    /// What it did, in one sentence.
    pub said: String,
    /// The records it made, as people call them.
    pub created: Vec<Ref>,
    /// What it leaves open.
    pub open: Option<OpenQuestion>,
    /// Which way it walked in the person's own history, when it was an undo or a redo.
    pub reverses: Option<Direction>,
}

/// Somebody else's change that stands in the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The record.
    pub subject: Ref,
    /// The handle of whoever changed it.
    pub by: String,
    /// When.
    pub at: Moment,
    /// The field.
    pub field: String,
    /// What they set, by field.
    pub theirs: Fields,
}

/// Why an operation was not done. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum OpError {
    /// A rule said no.
    #[error("{0}")]
    Refused(Refusal),
    /// Somebody else was faster.
    #[error("{} was changed by {} meanwhile ({})", .0.subject, .0.by, .0.field)]
    Conflict(Box<Conflict>),
    /// There is no such record.
    #[error("there is no {0} in this cycle")]
    NotFound(Ref),
    /// The file.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Refusal> for OpError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Executor {
    /// Sits down at an open board as somebody.
    pub const fn new(
        store: Store,
        actor: Option<Id<Person>>,
        cycle: Option<Id<Cycle>>,
        via: &'static str,
    ) -> Self {
        let account = Account { login: None, key: None };
        Self { store, actor, cycle, via, account, policy: None }
    }

    /// The same from this account of the machine.
    #[must_use]
    pub fn from_account(self, account: Account) -> Self {
        Self { account, ..self }
    }

    /// Does an operation; returns only when it is safely on disk.
    ///
    /// # Errors
    /// [`OpError`]; the board is as it was.
    pub fn execute(&mut self, operation: &Operation, meta: &Request) -> Result<Receipt, OpError> {
        let payload = operation.payload();
        let account = self.account.clone();
        let entry = Entry {
            at: meta.now,
            recorded_at: meta.real,
            actor: self.actor,
            account: Some(&account),
            via: self.via,
            name: operation.name(),
            cycle: self.cycle,
            payload: &payload,
            token: &meta.token,
            undoes: None,
        };
        clock::may_write(meta.now, meta.real, self.store.is_simulation())?;
        self.has_plausible_clock(meta)?;
        self.apply_due_escalations(meta)?;
        if *operation == Operation::Undo {
            return self.reverse(&entry, Direction::Undo);
        }
        if *operation == Operation::Redo {
            return self.reverse(&entry, Direction::Redo);
        }
        let performed = self.perform(&entry, operation, meta);
        let Err(OpError::Refused(refusal)) = &performed else { return performed };
        let Some(left) = operation.leaves_behind(refusal) else { return performed };
        let (name, payload) = (left.name(), left.payload());
        let token = format!("{} {name}", meta.token);
        let entry = Entry { name, payload: &payload, token: &token, ..entry };
        // Where it is there already, the refusal stands as it is.
        let Ok(raised) = self.perform(&entry, &left, meta) else { return performed };
        let reason = format!("{}; {}", refusal.reason, raised.said);
        Err(OpError::Refused(Refusal { reason, ..refusal.clone() }))
    }

    /// Asks about a clock that cannot be right; that of a simulation is anybody's.
    fn has_plausible_clock(&self, meta: &Request) -> Result<(), OpError> {
        if meta.clock_is_right || self.store.is_simulation() {
            return Ok(());
        }
        let newest = self.store.newest_entry()?;
        if clock::is_plausible(newest, meta.real, Zone::UTC).is_ok() {
            return Ok(());
        }
        // Only now is it worth looking up in which zone people read it.
        let cycle: Option<Cycle> = self.cycle.map(|id| self.store.record(id)).transpose()?.flatten();
        let zone = cycle.map_or(Zone::UTC, |cycle| cycle.tz());
        Ok(clock::is_plausible(newest, meta.real, zone)?)
    }

    /// Writes down what the clock has escalated by now: the product's own act, in its own name and at the time it
    /// was due, so that the log says the same whether somebody watched or not.
    fn apply_due_escalations(&mut self, meta: &Request) -> Result<(), OpError> {
        let now = meta.now;
        let Some(id) = self.cycle.filter(|_| !self.store.is_read_only()) else { return Ok(()) };
        let Some(cycle): Option<Cycle> = self.store.record(id)? else { return Ok(()) };
        if cycle.state == CycleState::Closed {
            return Ok(());
        }
        let people = self.store.people()?;
        let is_here = |id| people.iter().any(|person| person.id == id && person.active);
        let policy = self.policy(&cycle)?;
        let clock = EscalationPolicy::at(&cycle, &policy, now, is_here);
        let Some(opened_by) = clock.opened_by() else { return Ok(()) };
        // A look that needs no lock: nearly always nothing has gone up since.
        let mut due = BTreeMap::new();
        for (place, kind) in policy.escalation.includes.into_iter().enumerate() {
            for (first, opened) in self.store.escalation_candidates(id, kind, opened_by)? {
                due.entry((clock.due(opened), place)).or_insert((kind, first));
            }
        }
        // In the order of time, as if somebody had been there at each review.
        for ((at, _), (kind, first)) in due {
            self.escalate(id, kind, &clock, (at, first), meta.real)?;
        }
        Ok(())
    }

    /// What the cycle's playbook asks of the rules; its copy is read again only when it has changed.
    fn policy(&mut self, cycle: &Cycle) -> Result<Policy, Refusal> {
        match &self.policy {
            Some((copy, policy)) if *copy == cycle.playbook_copy => Ok(policy.clone()),
            Some(_) | None => {
                let policy = cycle.policy()?;
                self.policy = Some((cycle.playbook_copy.clone(), policy.clone()));
                Ok(policy)
            }
        }
    }

    /// Escalates what was due at one moment; `first` is the lowest id among it.
    fn escalate(
        &mut self,
        cycle: Id<Cycle>,
        kind: Escalates,
        clock: &EscalationPolicy,
        (at, first): (Moment, i64),
        real: Moment,
    ) -> Result<(), OpError> {
        // Twice only when somebody took it back in between, and then at another time.
        let token = format!("clock {} {first} {at} {}", kind.word(), real.millis());
        let entry = Entry {
            at,
            recorded_at: real,
            actor: None,
            account: None,
            via: "clock",
            name: "clock.escalate",
            cycle: Some(cycle),
            payload: "{}",
            token: &token,
            undoes: None,
        };
        let written = self.store.act(&entry, |txn| auto_escalation::escalate(txn, cycle, kind, clock, at));
        written.map(drop).map_err(|error| self.explain(error))
    }

    fn perform(
        &mut self,
        entry: &Entry<'_>,
        operation: &Operation,
        meta: &Request,
    ) -> Result<Receipt, OpError> {
        let mut outcome = None;
        let (actor, cycle) = (self.actor, self.cycle);
        let work = |txn: &mut Txn<'_>| {
            outcome = Some(perform(operation, txn, actor, meta.now, cycle)?);
            Ok(())
        };
        let written = if operation.may_change_nothing() {
            self.store.write_if_changed(entry, meta.seen, work)
        } else {
            self.store.write(entry, meta.seen, work)
        };
        let written = written.map_err(|error| self.explain(error))?;
        let outcome = match outcome {
            Some(outcome) => outcome,
            // The message came before, and was done then.
            None => Outcome::said(format!("done already: {}", self.describe(written.seq)?)),
        };
        Ok(Receipt {
            seq: written.seq,
            changes: written.changes,
            said: outcome.said,
            created: outcome.created,
            open: outcome.open,
            reverses: None,
        })
    }

    /// Says what an operation would do, and leaves the board as it is.
    ///
    /// # Errors
    /// What [`Executor::execute`] would say.
    pub fn dry_run(&self, operation: &Operation, now: Moment) -> Result<Receipt, OpError> {
        let mut outcome = Outcome::default();
        let (actor, cycle) = (self.actor, self.cycle);
        let rehearsed = self.store.dry_run(|txn| {
            outcome = perform(operation, txn, actor, now, cycle)?;
            Ok(())
        });
        match rehearsed {
            Ok(changes) => {
                let Outcome { said, created, open } = outcome;
                Ok(Receipt { seq: 0, changes, said, created, open, reverses: None })
            }
            Err(error) => Err(self.explain(error)),
        }
    }

    fn reverse(&mut self, entry: &Entry<'_>, direction: Direction) -> Result<Receipt, OpError> {
        let actor = self.actor.ok_or_else(nobody)?;
        let (now, cycle) = (entry.at, self.cycle);
        let written = self.store.reverse(entry, actor, direction, |txn, done_at| {
            let mut context = Context::new(txn, Some(actor), now, cycle);
            undo_checks::check(&context, done_at)?;
            waits::follow_earlier(&mut context)?;
            waits::check(&context)?;
            seals::check_reversal(&context)?;
            launch_scope::keep(&mut context)?;
            scope_tracking::scope(&mut context).map(drop)
        });
        let written = written.map_err(|error| match error {
            WriteError::Txn(TxnError::Stale(reference)) => {
                Refusal::new("undo.used", "something else depends on it by now", remedy::SEE_LATER)
                    .about(reference)
                    .into()
            }
            error @ (WriteError::Txn(_) | WriteError::Conflict(_) | WriteError::Nothing(_)) => {
                self.explain(error)
            }
        })?;
        let word = match direction {
            Direction::Undo => "took back",
            Direction::Redo => "did again",
        };
        let undone = self.store.operation(written.seq)?.and_then(|logged| logged.undoes);
        // What a redo takes back is an undo; people want to hear what that one had taken back.
        let original = undone.map(|seq| self.store.operation(seq)).transpose()?.flatten();
        let named = original.and_then(|logged| logged.undoes).or(undone);
        let what = named.map(|seq| self.describe(seq)).transpose()?;
        Ok(Receipt {
            seq: written.seq,
            changes: written.changes,
            said: format!("{word}: {}", what.unwrap_or_default()),
            created: Vec::new(),
            open: None,
            reverses: Some(direction),
        })
    }

    /// An operation of the log in a few words.
    fn describe(&self, seq: i64) -> Result<String, OpError> {
        let logged = self.store.operation(seq)?;
        Ok(logged.map_or_else(String::new, |logged| describe(&self.store, &logged)))
    }

    fn explain(&self, error: WriteError) -> OpError {
        match error {
            WriteError::Txn(TxnError::Refused(refusal)) => refusal.into(),
            WriteError::Txn(TxnError::NotFound(reference)) => OpError::NotFound(reference),
            WriteError::Txn(TxnError::Stale(reference)) => {
                Refusal::new("record.changed", "it is not as it was read", remedy::SEE_CONFLICT)
                    .about(reference)
                    .into()
            }
            WriteError::Txn(TxnError::Store(error)) => error.into(),
            WriteError::Conflict(foreign) => OpError::Conflict(Box::new(self.conflict(*foreign))),
            WriteError::Nothing(word) => {
                Refusal::new("undo.nothing", format!("there is nothing of yours to {word}"), remedy::SEE_DONE)
                    .into()
            }
        }
    }

    fn conflict(&self, foreign: FieldConflict) -> Conflict {
        let person = self.store.record(foreign.by).ok().flatten();
        // The clock acts in nobody's name.
        let nobody = if foreign.by.number() == 0 { "the clock" } else { "somebody" };
        let by = person.map_or_else(|| nobody.to_owned(), |person| person.handle.into());
        Conflict {
            subject: foreign.subject,
            by,
            at: foreign.at,
            field: foreign.field,
            theirs: foreign.theirs,
        }
    }

    /// The person called `words`.
    ///
    /// # Errors
    /// A [`Refusal`] that names who is known.
    pub fn person(&self, words: &str) -> Result<Person, OpError> {
        Ok(person::find(&self.store.people()?, words)?.clone())
    }
}

/// Does an operation inside a transaction, for somebody.
fn perform(
    operation: &Operation,
    txn: &mut Txn<'_>,
    actor: Option<Id<Person>>,
    now: Moment,
    cycle: Option<Id<Cycle>>,
) -> Result<Outcome, TxnError> {
    let mut context = Context::new(txn, actor, now, cycle);
    let mut outcome = operation.apply(&mut context)?;
    waits::check(&context)?;
    authority::check(&mut context)?;
    first_dates::keep(&mut context)?;
    let mut followed = seals::check(&mut context)?;
    followed.extend(launch_scope::keep(&mut context)?);
    followed.extend(scope_tracking::scope(&mut context)?);
    outcome.said = said(outcome.said, &followed);
    // Who introduces somebody on a new board is that person; nothing else happens without a name.
    let introduces = |change: &Change| change.kind == Kind::Person && change.before.is_none();
    if actor.is_none() && !txn.changes().iter().any(introduces) {
        return Err(nobody().into());
    }
    Ok(outcome)
}

/// The sentence of an operation with what followed from it, as far as one line holds.
fn said(said: String, followed: &[String]) -> String {
    match followed {
        [] => said,
        [one] => format!("{said}; {one}"),
        [one, rest @ ..] => format!("{said}; {one} and {} more", rest.len()),
    }
}

/// An operation of the log in a few words: its name and the records it touched.
fn describe(store: &Store, logged: &crate::store::Logged) -> String {
    let known = |subject: &Ref| store.people_reference(subject.kind, subject.number).to_string();
    let subjects: Vec<String> = subjects(&logged.changes).iter().map(known).collect();
    let shown = subjects.len().min(4);
    let more =
        if subjects.len() > shown { format!(" and {} more", subjects.len() - shown) } else { String::new() };
    format!("{} {}{more}", logged.name.replace('.', " "), subjects[..shown].join(", "))
}
