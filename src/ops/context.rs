//! What an operation has at hand while it runs: the transaction, the cycle, who acts and when.

use super::Amendment;
use crate::{
    domain::{
        Cycle, Event, Fields, Id, Kind, Moment, Person, Policy, Record, Ref, Refusal, Value,
        decision::DecisionKind,
        event::EventKind,
        fact_day::{Dated, FactDay},
        record::Field,
        remedy,
        value::FieldType,
    },
    store::{Txn, TxnError},
};

/// A running operation.
pub struct Context<'a, 'b> {
    /// The transaction.
    pub txn: &'a mut Txn<'b>,
    /// Who acts.
    pub actor: Option<Id<Person>>,
    /// When.
    pub now: Moment,
    /// Why what was approved, or what a hard rule rests on, changes.
    pub amendment: Amendment,
    cycle: Option<Id<Cycle>>,
}

crate::words! { @bare
    /// What something that was done leaves open, until another operation answers it.
    pub enum OpenQuestion {
        /// Why a reading is off its target.
        WhichRisk = "which-risk" / "which risk explains it?",
    }
}

/// What an operation did, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The sentence a person sees.
    pub said: String,
    /// The records it made.
    pub created: Vec<Ref>,
    /// What it leaves open.
    pub open: Option<OpenQuestion>,
}

impl Outcome {
    /// An outcome that made nothing new.
    pub fn said(said: impl Into<String>) -> Self {
        Self { said: said.into(), ..Self::default() }
    }

    /// An outcome that made one record.
    pub fn made(said: impl Into<String>, made: Ref) -> Self {
        Self { created: vec![made], ..Self::said(said) }
    }
}

impl<'a, 'b> Context<'a, 'b> {
    pub(super) const fn new(
        txn: &'a mut Txn<'b>,
        actor: Option<Id<Person>>,
        now: Moment,
        cycle: Option<Id<Cycle>>,
    ) -> Self {
        Self { txn, actor, now, cycle, amendment: Amendment { why: None, correction: false } }
    }

    /// Whether it happens in a cycle at all.
    pub(super) const fn has_cycle(&self) -> bool {
        self.cycle.is_some()
    }

    /// The cycle it happens in, which must be active.
    ///
    /// # Errors
    /// A [`Refusal`] when there is none, or it is closed.
    pub fn cycle(&self) -> Result<Cycle, TxnError> {
        let none = || Refusal::new("cycle.none", "there is no cycle yet", remedy::START_CYCLE);
        let cycle = self.txn.cycle(self.cycle.ok_or_else(none)?)?;
        if cycle.state == crate::domain::cycle::CycleState::Closed {
            return Err(Refusal::new(
                "cycle.closed",
                format!("the cycle \"{}\" is closed", cycle.name),
                remedy::USE_CYCLE,
            )
            .into());
        }
        Ok(cycle)
    }

    /// What the cycle's playbook asks of the rules.
    ///
    /// # Errors
    /// A [`Refusal`] when there is no cycle, or its copy of the playbook cannot be read.
    pub fn policy(&self) -> Result<Policy, TxnError> {
        Ok(self.cycle()?.policy()?)
    }

    /// When a fact counts that is written down now, for this day or else for now.
    ///
    /// # Errors
    /// A [`Refusal`] when the day lies ahead, or there is no cycle.
    pub fn dated(&self, day: Option<FactDay>) -> Result<Dated, TxnError> {
        Ok(Dated::on(day, self.now, self.cycle()?.tz())?)
    }

    /// The person who acts.
    ///
    /// # Errors
    /// A [`Refusal`] when nobody is known to act.
    pub fn actor(&self) -> Result<Id<Person>, TxnError> {
        Ok(self.actor.ok_or_else(nobody)?)
    }

    /// The handle of a person.
    pub fn handle(&self, id: Id<Person>) -> String {
        self.txn.get(id).map_or_else(|_| "?".to_owned(), |person| person.handle.into())
    }

    /// A person who can be given things.
    ///
    /// # Errors
    /// A [`Refusal`] when the person has left, or is not found.
    pub fn assignable(&self, id: Id<Person>) -> Result<Person, TxnError> {
        let person = self.txn.get(id)?;
        if person.active {
            return Ok(person);
        }
        Err(Refusal::new("person.left", format!("{} has left", person.name), remedy::WHO_IS_HERE).into())
    }

    /// The typed id of the record that people call `reference`.
    ///
    /// # Errors
    /// Not found, or a [`Refusal`] when it is a record of another kind.
    pub fn id<E: Record>(&self, reference: Ref) -> Result<Id<E>, TxnError> {
        if reference.kind != E::KIND {
            let reason = format!("{reference} is a {}, not a {}", reference.kind.label(), E::KIND.label());
            let hint = format!("{} ids look like {}-3", E::KIND.label(), E::KIND.key());
            return Err(Refusal::new("record.kind", reason, hint).into());
        }
        let cycle = self.cycle()?.id;
        self.txn.resolve(cycle, reference).map(|stored| Id::new(stored.number))
    }

    /// Lets `change` change the record that people call `reference`.
    ///
    /// # Errors
    /// As for [`Context::id`], and the [`Refusal`] of `change` or of the record's invariants.
    pub fn change<E: Record>(
        &mut self,
        reference: Ref,
        change: impl FnOnce(&mut E) -> Result<(), Refusal>,
    ) -> Result<E, TxnError> {
        self.txn.edit(self.id(reference)?, change)
    }

    /// Writes down what happened to a record, by the store's reference, with the change that made it happen. The
    /// hours it took and the reason where they count.
    ///
    /// # Errors
    /// When there is no cycle, or nobody is known to act.
    pub fn record_event(
        &mut self,
        subject: Ref,
        kind: EventKind,
        hours: Option<f64>,
        why: Option<&str>,
    ) -> Result<(), TxnError> {
        let cycle = self.cycle()?.id;
        let why = why.filter(|why| !why.trim().is_empty()).map(Into::into);
        self.txn.add(&Event {
            id: Id::new(0),
            cycle,
            subject,
            kind,
            at: self.now,
            by: self.actor,
            hours,
            why,
        })?;
        Ok(())
    }

    /// A new record of a kind from the fields given and the defaults that make capture cost seconds: the owner is
    /// the person typing, the due date the next scheduled review.
    ///
    /// # Errors
    /// A [`Refusal`] that names the first field nobody gave and that has no default.
    pub fn compose<E: Record>(&self, given: &Fields) -> Result<E, TxnError> {
        self.compose_in(&self.cycle()?, given)
    }

    /// The same in a cycle that is at hand already, for operations that make many records.
    ///
    /// # Errors
    /// As for [`Context::compose`].
    pub fn compose_in<E: Record>(&self, cycle: &Cycle, given: &Fields) -> Result<E, TxnError> {
        if let Some(unknown) = given.keys().find(|name| E::field(name).is_none()) {
            return Err(unknown_field::<E>(unknown).into());
        }
        let mut values = Vec::with_capacity(E::FIELDS.len());
        for field in E::FIELDS {
            let given = given.get(field.name).filter(|value| !value.is_blank()).cloned();
            let value = match given {
                Some(value) => value,
                None => self.default_for(E::KIND, field, cycle)?,
            };
            if field.is_needed() && value.is_blank() && field.name != "known" {
                return Err(missing(E::KIND, field).into());
            }
            values.push(value);
        }
        let record = E::from_values(0, &mut values.into_iter());
        Ok(record.map_err(|mismatch| {
            Refusal::new("record.value", mismatch.to_string(), "give a value of that kind")
        })?)
    }

    fn default_for(&self, kind: Kind, field: &Field, cycle: &Cycle) -> Result<Value, TxnError> {
        Ok(match field.name {
            "cycle" => Value::Integer(cycle.id.number()),
            "owner" if field.required => Value::Integer(self.actor()?.number()),
            "due" if field.required => Value::Integer(cycle.schedule().next_review(self.now).millis()),
            "opened" => Value::Integer(self.now.millis()),
            // The words of a state begin with the one that a new record has.
            "state" => {
                let FieldType::Words([first, ..]) = field.ty else { return Ok(Value::Null) };
                Value::text(*first)
            }
            "kind" if kind == Kind::Decision => Value::text(DecisionKind::Choice.key()),
            _ => Value::Null,
        })
    }

    /// Sets fields of a stored record by name, as a form or `--flag` gave them.
    ///
    /// # Errors
    /// A [`Refusal`] when a field is unknown, kept by operations, or required and blank.
    pub fn set_fields<E: Record>(&mut self, id: Id<E>, set: &Fields) -> Result<E, TxnError> {
        self.set_fields_and(id, set, |_| Ok(()))
    }

    /// The same, and then lets `also` change what comes of it.
    ///
    /// # Errors
    /// As for [`Context::set_fields`], and the [`Refusal`] of `also`.
    pub fn set_fields_and<E: Record>(
        &mut self,
        id: Id<E>,
        set: &Fields,
        also: impl FnOnce(&mut E) -> Result<(), Refusal>,
    ) -> Result<E, TxnError> {
        self.txn.edit(id, |record| {
            for (name, value) in set {
                let field = E::field(name).filter(|field| field.input != crate::domain::record::Input::Kept);
                let Some(field) = field else {
                    return Err(unknown_field::<E>(name));
                };
                if field.is_needed() && value.is_blank() {
                    return Err(missing(E::KIND, field));
                }
                let value = if value.is_blank() { Value::Null } else { value.clone() };
                record.set(name, value).map_err(|mismatch| {
                    Refusal::new("record.value", mismatch.to_string(), "give a value of that kind")
                        .on(field.name)
                })?;
            }
            also(record)
        })
    }
}

/// The refusal of an operation that nobody does.
pub(super) fn nobody() -> Refusal {
    Refusal::new("person.actor", "the board does not know who you are", remedy::SAY_WHO)
}

/// The refusal of a record without a field it must have.
pub(super) fn missing(kind: Kind, field: &'static Field) -> Refusal {
    if (kind, field.name) == (Kind::Blocker, "fallback") {
        return crate::domain::Blocker::no_fallback();
    }
    Refusal::new(
        "record.required",
        format!("a {} needs {}", kind.label(), called(field)),
        remedy::GIVE_FIELD.saying(field.ask).with("--FIELD", &format!("--{}", field.name.replace('_', "-"))),
    )
    .on(field.name)
}

/// What a field is called where it is missing.
fn called(field: &Field) -> String {
    match field.name {
        "from_function" => "the function that delivers it".to_owned(),
        "to_function" => "the function that needs it".to_owned(),
        _ => article(field.label),
    }
}

fn article(label: &str) -> String {
    let label = label.trim_end_matches(" 1-5");
    let article = if label.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {label}")
}

fn unknown_field<E: Record>(name: &str) -> Refusal {
    let editable = E::FIELDS.iter().filter(|field| field.input != crate::domain::record::Input::Kept);
    let names: Vec<&str> = editable.map(|field| field.name).collect();
    Refusal::new(
        "record.field",
        format!("a {} has no field `{name}` to edit", E::KIND.label()),
        format!("its fields: {}", names.join(", ")),
    )
}
