//! What can be done to any kind of record: add, edit, assign, date, note, drop, reopen.

use super::{
    Amendment, Context, Outcome, Plain,
    operation::{Declared, OpSpec, Perform, any_subject, ask},
};
use crate::{
    domain::{
        self, Blocker, Decision, Dependency, Fields, Id, Intake, Item, Kind, LaunchCriterion, Moment, Person,
        Record, Ref, Refusal, Risk, Step, SuccessCriterion, Value,
        decision::DecisionState,
        event::EventKind,
        fact_day::{Dated, FactDay},
        note, remedy,
        when::{medium, weekday_day},
    },
    operation, operation_of,
    store::TxnError,
    with_kind,
};
use serde::Serialize;

/// The kinds of record that people add by their fields, and what the log calls that.
pub const ADDED: &[(Kind, Plain)] = &[
    (Kind::Decision, Plain::DecisionAdd),
    (Kind::Blocker, Plain::BlockerAdd),
    (Kind::Risk, Plain::RiskAdd),
    (Kind::Dependency, Plain::DependencyAdd),
    (Kind::SuccessCriterion, Plain::SuccessAdd),
    (Kind::LaunchCriterion, Plain::LaunchAdd),
];

/// What the log calls adding a record of this kind; `None` when it is not added by its fields.
pub fn added(kind: Kind) -> Option<Plain> {
    ADDED.iter().find(|(added, _)| *added == kind).map(|(_, name)| *name)
}

/// An operation on any kind of record.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// Adds a decision, blocker, risk or dependency; owner and due have defaults.
    Add {
        /// What to add.
        kind: Kind,
        /// Its fields.
        fields: Fields,
        /// The day a blocker was raised on, if not today.
        #[serde(skip_serializing_if = "Option::is_none")]
        on: Option<FactDay>,
    },
    /// Sets fields.
    Edit {
        /// The record.
        subject: Ref,
        /// The new values.
        set: Fields,
    },
    /// Sets fields of what was approved, or of what a hard rule rests on, and says why.
    Amend {
        /// The record.
        subject: Ref,
        /// The new values.
        set: Fields,
        /// Why.
        why: String,
        /// Whether only words change; the approver alone can say so.
        correction: bool,
    },
    /// Gives records to one owner.
    Assign {
        /// The records.
        subjects: Vec<Ref>,
        /// The owner.
        owner: Id<Person>,
    },
    /// Adds a person and gives them records.
    AssignNew {
        /// The records.
        subjects: Vec<Ref>,
        /// The person's name.
        name: String,
    },
    /// Sets the date of records.
    Due {
        /// The records.
        subjects: Vec<Ref>,
        /// The date.
        due: Moment,
    },
    /// See [`Note`].
    Note(Box<Note>),
    /// See [`Drop`].
    Drop(Box<Drop>),
    /// See [`Reopen`].
    Reopen(Box<Reopen>),
}

operation_of!(Record(Op): Note);
operation_of!(Record(Op): Drop);
operation_of!(Record(Op): Reopen);

operation! {
    /// Writes a line on it
    pub struct Note as "note", past "wrote on", title "Note on {}" {
        /// The record
        subject: Ref = any_subject(),
        /// The line
        text: String = ask("note", "What is new?").next(),
    }
}

operation! {
    /// Takes it off the board, with a reason; nothing is ever deleted
    pub struct Drop as "drop", past "dropped", title "Drop {}" {
        /// The record
        subject: Ref = any_subject(),
        /// Why it goes
        why: String = ask("why", "Why does it go?"),
    }
}

operation! {
    /// Opens a closed one again
    pub struct Reopen as "reopen", past "reopened", title "Reopen {}" {
        /// The record
        subject: Ref = any_subject(),
        /// Why it is open again
        why: String = ask("why", "Why is it open again?"),
    }
}

impl Perform for Note {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        note(context, self.subject, &self.text)
    }
}

impl Perform for Drop {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { subject, why } = self;
        reasoned(why, "say why it goes")?;
        drop_record(context, *subject, why)?;
        Ok(Outcome::said(format!("dropped {subject}: {why}")))
    }
}

impl Perform for Reopen {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { subject, why } = self;
        reasoned(why, "say why it is open again")?;
        reopen(context, *subject, why)?;
        Ok(Outcome::said(format!("reopened {subject}: {why}")))
    }
}

impl Op {
    /// Those that are declared with their arguments. What the others take is no list of arguments: the fields of a
    /// kind, or many records at once.
    pub const SPECS: &'static [&'static OpSpec] = &[Note::SPEC, Drop::SPEC, Reopen::SPEC];

    /// Sets fields, for a reason where one is given.
    pub fn edit(subject: Ref, set: Fields, why: Option<String>, correction: bool) -> Self {
        match why.filter(|why| !why.trim().is_empty()) {
            None if !correction => Self::Edit { subject, set },
            why => Self::Amend { subject, set, why: why.unwrap_or_default(), correction },
        }
    }

    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Add { kind, .. } => added(*kind).map_or("add", Plain::key),
            Self::Edit { .. } | Self::Amend { .. } => Plain::Edit.key(),
            Self::Assign { .. } | Self::AssignNew { .. } => Plain::Assign.key(),
            Self::Due { .. } => Plain::Due.key(),
            Self::Note(_) => Note::SPEC.name,
            Self::Drop(_) => Drop::SPEC.name,
            Self::Reopen(_) => Reopen::SPEC.name,
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        match self {
            Self::Add { kind, fields, on: None } => add(context, *kind, fields),
            Self::Add { kind, fields, on: Some(day) } => add_on(context, *kind, fields, *day),
            Self::Edit { subject, set } => edited(context, *subject, set),
            Self::Amend { subject, set, why, correction } => {
                context.amendment = Amendment::new(Some(why), *correction);
                edited(context, *subject, set)
            }
            Self::Assign { subjects, owner } => assign(context, subjects, *owner),
            Self::AssignNew { subjects, name } => {
                let person = super::person::add(context, name, None, None)?;
                assign(context, subjects, person.id)
            }
            Self::Due { subjects, due } => {
                for subject in subjects {
                    let field = if subject.kind == Kind::Risk { "deadline" } else { "due" };
                    set_one(context, *subject, (field, "due date"), Value::Integer(due.millis()))?;
                }
                let zone = context.cycle()?.tz();
                Ok(Outcome::said(format!("{} due {}", list(subjects), medium(*due, zone))))
            }
            Self::Note(op) => op.apply(context),
            Self::Drop(op) => op.apply(context),
            Self::Reopen(op) => op.apply(context),
        }
    }
}

fn assign(context: &mut Context<'_, '_>, subjects: &[Ref], owner: Id<Person>) -> Result<Outcome, TxnError> {
    let person = context.assignable(owner)?;
    for subject in subjects {
        set_one(context, *subject, ("owner", "owner"), Value::Integer(owner.number()))?;
    }
    Ok(Outcome::said(format!("{} now {} {}", list(subjects), belong(subjects), person.handle)))
}

/// Adds a record of a kind that people can add.
pub(super) fn add(context: &mut Context<'_, '_>, kind: Kind, fields: &Fields) -> Result<Outcome, TxnError> {
    if added(kind).is_none() {
        let reason = format!("a {} is not added this way", kind.label());
        let hint = "decisions, blockers, risks and dependencies are";
        return Err(Refusal::new("record.add", reason, hint).into());
    }
    let number = if kind == Kind::Risk {
        let risk: Risk = compose(context, fields)?;
        risk.must_be_planned(None)?;
        context.txn.add(&risk)?.number()
    } else {
        with_kind!(kind, E => add_one::<E>(context, fields))?
    };
    let reference = Ref::new(kind, number);
    Ok(Outcome::made(format!("added {reference}"), reference))
}

/// Adds a blocker that was raised on an earlier day, from which on it counts.
fn add_on(
    context: &mut Context<'_, '_>,
    kind: Kind,
    fields: &Fields,
    day: FactDay,
) -> Result<Outcome, TxnError> {
    if kind != Kind::Blocker {
        let reason = format!("a {} counts from the day it is added", kind.label());
        return Err(Refusal::new("fact.kind", reason, "only a blocker is raised on an earlier day").into());
    }
    let Dated { at, recorded_at } = context.dated(Some(day))?;
    let blocker: Blocker = compose(context, fields)?;
    let id = context.txn.add(&Blocker { opened: at, recorded_at, ..blocker })?;
    let reference = Ref::new(kind, id.number());
    let said = format!("added {reference}, raised on {}", weekday_day(at.day(context.cycle()?.tz())));
    Ok(Outcome::made(said, reference))
}

fn add_one<E: Record>(context: &mut Context<'_, '_>, fields: &Fields) -> Result<i64, TxnError> {
    let record: E = compose(context, fields)?;
    Ok(context.txn.add(&record)?.number())
}

/// A record of these fields whose owner is here.
fn compose<E: Record>(context: &Context<'_, '_>, fields: &Fields) -> Result<E, TxnError> {
    let record: E = context.compose(fields)?;
    if let Some(Value::Integer(owner)) = record.get("owner") {
        context.assignable(Id::new(owner))?;
    }
    Ok(record)
}

fn edited(context: &mut Context<'_, '_>, subject: Ref, set: &Fields) -> Result<Outcome, TxnError> {
    let also = edit(context, subject, set)?.map(|also| format!("; {also}")).unwrap_or_default();
    let names: Vec<&str> = set.keys().map(String::as_str).collect();
    Ok(Outcome::said(format!("edited {subject}: {}{also}", names.join(", "))))
}

fn edit(context: &mut Context<'_, '_>, subject: Ref, set: &Fields) -> Result<Option<String>, TxnError> {
    // People and cycles belong to the file, not to a cycle.
    let stored = if matches!(subject.kind, Kind::Person | Kind::Cycle) {
        subject
    } else {
        context.txn.resolve(context.cycle()?.id, subject)?
    };
    if let Some(Value::Integer(owner)) = set.get("owner") {
        context.assignable(Id::new(*owner))?;
    }
    if subject.kind == Kind::Risk {
        return edit_risk(context, Id::new(stored.number), set).map(|()| None);
    }
    if subject.kind == Kind::Decision {
        return edit_decision(context, Id::new(stored.number), set).map(|()| None);
    }
    if subject.kind == Kind::Cycle {
        let id: Id<domain::Cycle> = Id::new(stored.number);
        let before = context.txn.get(id)?;
        let now = context.now;
        let after = context.set_fields_and(id, set, |cycle: &mut domain::Cycle| {
            cycle.keep_schedule(&before, now);
            if cycle.non_negotiable != before.non_negotiable {
                // What was confirmed was worded otherwise.
                (cycle.confirmed_at, cycle.confirmed_by) = (None, None);
            }
            Ok(())
        })?;
        return super::moved_dates::follow(context, &before, &after);
    }
    with_kind!(subject.kind, E => context.set_fields::<E>(Id::new(stored.number), set).map(|_| None))
}

/// An edit that empties what documents an approval takes the approval back, where it says why.
fn edit_decision(context: &mut Context<'_, '_>, id: Id<Decision>, set: &Fields) -> Result<(), TxnError> {
    let (why, now) = (context.amendment.why.clone(), context.now);
    let was_approved = context.txn.get(id)?.state == DecisionState::Approved;
    let after = context.set_fields_and(id, set, |decision: &mut Decision| {
        why.as_deref().filter(|_| decision.is_hollow()).map_or(Ok(()), |why| decision.reopen(why, now))
    })?;
    if was_approved && after.state == DecisionState::Open {
        let subject = Ref::new(Kind::Decision, id.number());
        context.record_event(subject, EventKind::Reopened, None, why.as_deref())?;
    }
    Ok(())
}

/// An edit that chooses how a risk is met says what that way asks for, too.
fn edit_risk(context: &mut Context<'_, '_>, id: Id<Risk>, set: &Fields) -> Result<(), TxnError> {
    let before = context.txn.get(id)?;
    let after = context.set_fields::<Risk>(id, set)?;
    after.must_be_planned(Some(&before)).map_err(|refusal| refusal.about(after.reference()))?;
    Ok(())
}

/// Sets one field, which people call so.
fn set_one(
    context: &mut Context<'_, '_>,
    subject: Ref,
    (field, called): (&str, &str),
    value: Value,
) -> Result<(), TxnError> {
    let takes = with_kind!(subject.kind, E => E::field(field).is_some());
    if !takes {
        let reason = format!("a {} has no {called}", subject.kind.label());
        return Err(Refusal::new("record.field", reason, "choose another, or edit its fields")
            .about(subject)
            .into());
    }
    edit(context, subject, &Fields::from([(field.to_owned(), value)])).map(drop)
}

fn note(context: &mut Context<'_, '_>, subject: Ref, text: &str) -> Result<Outcome, TxnError> {
    if !note::takes_notes(subject.kind) {
        let reason = format!("a {} takes no notes", subject.kind.label());
        return Err(Refusal::new("note.subject", reason, "write it on the record it belongs to").into());
    }
    let cycle = context.cycle()?.id;
    let stored = context.txn.resolve(cycle, subject)?;
    let by = context.actor()?;
    context.txn.add(&domain::Note {
        id: Id::new(0),
        cycle,
        subject: stored,
        text: text.into(),
        at: context.now,
        by,
    })?;
    Ok(Outcome::said(format!("noted on {subject}")))
}

fn drop_record(context: &mut Context<'_, '_>, subject: Ref, why: &str) -> Result<(), TxnError> {
    match subject.kind {
        Kind::Decision => context.change(subject, |it: &mut Decision| it.drop(why)).map(drop),
        Kind::Blocker => super::blocker::drop(context, subject, why),
        Kind::Risk => super::risk::close(context, subject, why),
        Kind::Intake => context.change(subject, |it: &mut Intake| it.drop(why)).map(drop),
        Kind::Dependency => context.change(subject, |it: &mut Dependency| it.drop(why)).map(drop),
        Kind::SuccessCriterion => context.change(subject, |it: &mut SuccessCriterion| it.drop(why)).map(drop),
        Kind::LaunchCriterion => context.change(subject, |it: &mut LaunchCriterion| it.drop(why)).map(drop),
        kind @ (Kind::Cycle
        | Kind::Person
        | Kind::Step
        | Kind::Item
        | Kind::Criterion
        | Kind::Evidence
        | Kind::Metric
        | Kind::Reading
        | Kind::Note
        | Kind::Import
        | Kind::OutcomeCheck
        | Kind::Sighting
        | Kind::Event
        | Kind::Review
        | Kind::ReviewAnswer
        | Kind::SignOff) => {
            Err(stays(kind, "cannot be dropped", "a checklist item can be waived with a reason: x").into())
        }
    }
}

fn reopen(context: &mut Context<'_, '_>, subject: Ref, why: &str) -> Result<(), TxnError> {
    let now = context.now;
    match subject.kind {
        Kind::Decision => {
            context.change(subject, |it: &mut Decision| it.reopen(why, now))?;
            context.record_event(subject, EventKind::Reopened, None, Some(why))
        }
        Kind::Blocker => {
            context.change(subject, |it: &mut Blocker| it.reopen(why, now))?;
            context.record_event(subject, EventKind::Reopened, None, Some(why))
        }
        Kind::Risk => {
            context.change(subject, |it: &mut Risk| it.reopen(why))?;
            context.record_event(subject, EventKind::Reopened, None, Some(why))
        }
        Kind::Step => context.change(subject, Step::reopen).map(drop),
        Kind::Item => context.change(subject, Item::reopen).map(drop),
        Kind::Intake => context.change(subject, |it: &mut Intake| it.reopen(why)).map(drop),
        Kind::Dependency => context.change(subject, |it: &mut Dependency| it.reopen(why)).map(drop),
        Kind::SuccessCriterion => {
            context.change(subject, |it: &mut SuccessCriterion| it.reopen(why)).map(drop)
        }
        Kind::LaunchCriterion => context.change(subject, |it: &mut LaunchCriterion| it.reopen(why)).map(drop),
        kind @ (Kind::Cycle
        | Kind::Person
        | Kind::Criterion
        | Kind::Evidence
        | Kind::Metric
        | Kind::Reading
        | Kind::Note
        | Kind::Import
        | Kind::OutcomeCheck
        | Kind::Sighting
        | Kind::Event
        | Kind::Review
        | Kind::ReviewAnswer
        | Kind::SignOff) => Err(stays(kind, "cannot be reopened", "only what can be closed can").into()),
    }
}

fn stays(kind: Kind, what: &str, hint: &'static str) -> Refusal {
    Refusal::new("record.stays", format!("a {} {what}", kind.label()), hint)
}

/// Refuses a reason that says nothing.
pub(super) fn reasoned(why: &str, ask: &str) -> Result<(), Refusal> {
    if why.trim().is_empty() {
        return Err(Refusal::new("record.why", ask, remedy::ONE_LINE_WHY).on("why"));
    }
    Ok(())
}

/// The part of a record that people call by this number, counted from 1.
///
/// # Errors
/// A [`Refusal`] that says how many there are; `what` is one of them.
pub(super) fn at_place<'a, T>(
    all: &'a [T],
    place: usize,
    what: &str,
    remedy: remedy::Remedy,
) -> Result<&'a T, Refusal> {
    place.checked_sub(1).and_then(|at| all.get(at)).ok_or_else(|| {
        let reason = format!("it has no {what} number {place}");
        Refusal::new("record.place", reason, remedy.saying(format!("it has {}", all.len()))).on("place")
    })
}

/// References in one line.
pub fn list(subjects: &[Ref]) -> String {
    subjects.iter().map(Ref::to_string).collect::<Vec<_>>().join(", ")
}

const fn belong(subjects: &[Ref]) -> &'static str {
    if subjects.len() == 1 { "belongs to" } else { "belong to" }
}
