//! What can be done about people.

use super::{Context, Outcome};
use crate::{
    domain::{
        Blocker, Decision, Dependency, Id, Item, LaunchCriterion, Metric, Person, Record, Refusal, Risk,
        Step, SuccessCriterion, Value, person::Person as NewPerson, text::fold_name,
    },
    store::TxnError,
};
use serde::{Deserialize, Serialize};

/// An operation on people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// Somebody introduces themselves; the log names the new person as the actor.
    Join {
        /// Name.
        name: String,
        /// Function.
        function: Option<String>,
        /// Login name on this machine.
        login: Option<String>,
    },
    /// Somebody adds somebody.
    Add {
        /// Name.
        name: String,
        /// Function.
        function: Option<String>,
        /// Login name on this machine.
        login: Option<String>,
    },
    /// Somebody leaves; everything open goes to another.
    Off {
        /// Who leaves.
        person: Id<Person>,
        /// Who takes over.
        hand_over: Id<Person>,
    },
}

impl Op {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Join { .. } => "person.join",
            Self::Add { .. } => "person.add",
            Self::Off { .. } => "person.off",
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        match self {
            Self::Join { name, function, login } | Self::Add { name, function, login } => {
                let person = add(context, name, function.as_deref(), login.as_deref())?;
                Ok(Outcome {
                    said: format!("added {} as {}", person.name, person.handle),
                    created: vec![person.reference()],
                })
            }
            Self::Off { person, hand_over } => off(context, *person, *hand_over),
        }
    }
}

/// Adds a person whose name nobody has yet.
pub(super) fn add(
    context: &mut Context<'_, '_>,
    name: &str,
    function: Option<&str>,
    login: Option<&str>,
) -> Result<Person, TxnError> {
    let people: Vec<Person> = context.txn.every()?;
    if let Some(same) = people.iter().find(|person| fold_name(&person.name) == fold_name(name.trim())) {
        return Err(Refusal::new(
            "person.twice",
            format!("{} is here already, as {}", same.name, same.handle),
            "choose a name that tells the two apart",
        )
        .on("name")
        .into());
    }
    let taken = |login: &str| people.iter().find(|person| person.login.as_deref() == Some(login));
    if let Some(owner) = login.and_then(taken) {
        let reason = format!("the login belongs to {} already", owner.handle);
        return Err(Refusal::new("person.login", reason, "leave --login away, or name another")
            .on("login")
            .into());
    }
    let person = NewPerson::new(name, function, login, &people);
    let id = context.txn.add(&person)?;
    Ok(person.with_id(id.number()))
}

fn off(
    context: &mut Context<'_, '_>,
    person: Id<Person>,
    hand_over: Id<Person>,
) -> Result<Outcome, TxnError> {
    if person == hand_over {
        return Err(Refusal::new(
            "person.hand_over",
            "nobody can hand over to themselves",
            "name somebody else: --hand-over P",
        )
        .into());
    }
    let heir = context.assignable(hand_over)?;
    let mut moved = 0;
    moved += hand_over_all::<Decision>(context, person, hand_over, Decision::is_open)?;
    moved += hand_over_all::<Blocker>(context, person, hand_over, Blocker::is_open)?;
    moved += hand_over_all::<Risk>(context, person, hand_over, Risk::is_open)?;
    moved += hand_over_all::<Dependency>(context, person, hand_over, |dependency| {
        dependency.state == crate::domain::dependency::DependencyState::Open
    })?;
    moved += hand_over_all::<Item>(context, person, hand_over, |item| {
        item.state == crate::domain::step::ItemState::Todo
    })?;
    moved += hand_over_all::<Step>(context, person, hand_over, |step| {
        step.state == crate::domain::step::StepState::Open
    })?;
    moved += hand_over_all::<Metric>(context, person, hand_over, |_| true)?;
    moved += hand_over_all::<SuccessCriterion>(context, person, hand_over, SuccessCriterion::is_open)?;
    moved += hand_over_all::<LaunchCriterion>(context, person, hand_over, LaunchCriterion::is_open)?;
    let left = context.txn.edit(person, |person| {
        person.active = false;
        Ok(())
    })?;
    Ok(Outcome::said(format!("{} has left; {moved} open items now belong to {}", left.name, heir.handle)))
}

fn hand_over_all<E: Record>(
    context: &mut Context<'_, '_>,
    from: Id<Person>,
    to: Id<Person>,
    is_open: impl Fn(&E) -> bool,
) -> Result<usize, TxnError> {
    let owned: Vec<E> = context.txn.all("owner", &Value::Integer(from.number()))?;
    let open: Vec<Id<E>> = owned.iter().filter(|record| is_open(record)).map(Record::id).collect();
    for &id in &open {
        context.txn.edit(id, |record| {
            record
                .set("owner", Value::Integer(to.number()))
                .map_err(|error| Refusal::new("person.hand_over", error.to_string(), ""))
        })?;
    }
    Ok(open.len())
}
