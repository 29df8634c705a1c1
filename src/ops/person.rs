//! What can be done about people.

use super::{Context, Outcome};
use crate::{
    domain::{
        Blocker, Cycle, Decision, Dependency, Id, Item, LaunchCriterion, Metric, Person, Record, Refusal,
        Risk, Step, SuccessCriterion, Value,
        cycle::CycleState,
        dependency::DependencyState,
        person::Person as NewPerson,
        sanitize::fold_name,
        step::{ItemState, StepState},
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
    let moved = Handing { from: person, to: hand_over }.all(context)?;
    let left = context.txn.edit(person, |person| {
        person.active = false;
        Ok(())
    })?;
    let what = match moved {
        0 => "nothing was open".to_owned(),
        1 => format!("1 open thing now belongs to {}", heir.handle),
        _ => format!("{moved} open things now belong to {}", heir.handle),
    };
    Ok(Outcome::said(format!("{} has left; {what}", left.name)))
}

/// Somebody hands over to somebody. What counts as open is what [`crate::domain::rules::held`] shows before.
struct Handing {
    from: Id<Person>,
    to: Id<Person>,
}

impl Handing {
    /// Hands over all that is open, in every cycle that runs; says how much it was.
    fn all(&self, context: &mut Context<'_, '_>) -> Result<usize, TxnError> {
        let mut moved = self.roles(context)?;
        moved += self.of::<Decision>(context, &["owner", "escalated_to"], Decision::is_open)?;
        let parts = ["owner", "reviewer", "teller", "escalated_to"];
        moved += self.of::<Blocker>(context, &parts, Blocker::is_open)?;
        moved += self.of::<Risk>(context, &["owner", "checkpoint_owner"], Risk::is_open)?;
        moved += self.of::<Dependency>(context, &["owner"], |it| it.state == DependencyState::Open)?;
        moved += self.of::<SuccessCriterion>(context, &["owner"], SuccessCriterion::is_open)?;
        moved += self.of::<LaunchCriterion>(context, &["owner"], LaunchCriterion::is_open)?;
        moved += self.of::<Item>(context, &["owner"], |it| it.state == ItemState::Todo)?;
        moved += self.of::<Step>(context, &["owner"], |it| it.state == StepState::Open)?;
        moved += self.of::<Metric>(context, &["owner"], |_| true)?;
        Ok(moved)
    }

    /// Hands over the records of a kind in which one of these fields names the person.
    fn of<E: Record>(
        &self,
        context: &mut Context<'_, '_>,
        fields: &[&'static str],
        is_open: impl Fn(&E) -> bool,
    ) -> Result<usize, TxnError> {
        let mut moved = 0;
        for &field in fields {
            let held: Vec<E> = context.txn.all(field, &Value::Integer(self.from.number()))?;
            for id in held.iter().filter(|record| is_open(record)).map(Record::id) {
                context.txn.edit(id, |record: &mut E| {
                    let set = record.set(field, Value::Integer(self.to.number()));
                    set.map_err(|error| Refusal::new("person.hand_over", error.to_string(), ""))
                })?;
                moved += 1;
            }
        }
        Ok(moved)
    }

    /// Hands over the roles in the cycles that run; says how many.
    fn roles(&self, context: &mut Context<'_, '_>) -> Result<usize, TxnError> {
        let mut moved = 0;
        let cycles: Vec<Cycle> = context.txn.every()?;
        for cycle in cycles.into_iter().filter(|cycle| cycle.state == CycleState::Active) {
            context.txn.edit(cycle.id, |cycle| {
                moved += cycle.hand_over(self.from, self.to);
                Ok(())
            })?;
        }
        Ok(moved)
    }
}
