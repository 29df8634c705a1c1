//! What can be done about people.

use super::{
    Context, Outcome,
    form::{FormContext, Questions},
    operation::{Perform, any_subject, ask},
};
use crate::{
    domain::{
        Cycle, Day, Id, Person, Record, Ref, Refusal, cycle::CycleState, person::Person as NewPerson,
        record::Field, remedy, rules::responsibilities, sanitize::fold_name, when::weekday_day,
    },
    noun, operation,
    store::TxnError,
    with_kind,
};
use std::collections::BTreeMap;

noun! {
    /// An operation on people.
    Person(Op): Join, Add, Off, Away, Back
}

operation! {
    /// Somebody introduces themselves; the log names the new person as the actor
    pub struct Join as "person.join", past "added a person", title "First time here" {
        /// Their name
        name: String = ask("name", "What is your name?").next(),
        /// What they work in
        function: Option<String> =
            ask("function", "What do you work in? For example planning, design, delivery, support"),
        /// Their login name on this machine
        login: Option<String> = ask("login", "By which login name are you recognised?").flag_only(),
    }
}

operation! {
    /// Adds somebody
    pub struct Add as "person.add", past "added a person", title "Add a person" {
        /// The name as written on the badge
        name: String = ask("name", "What is the name?").next(),
        /// What the person works in
        function: Option<String> =
            ask("function", "Which function: planning, design, delivery, support, go-to-market, leadership?")
                .value("F"),
        /// The login name on this machine, by which the person is recognised
        login: Option<String> =
            ask("login", "Which login name is recognised as this person?").value("L"),
    }
}

operation! {
    /// Somebody leaves; everything open goes to another
    pub struct Off as "person.off", past "handed over", title "Hand over from {}" {
        /// Who leaves
        person: Id<Person> = any_subject(),
        /// Who takes over
        hand_over: Id<Person> = ask("to", "Who takes over?"),
    }
}

operation! {
    /// Somebody is away for some days; another covers for them, and no clock stops
    pub struct Away as "person.away", past "noted the absence of", title "Somebody is away" {
        /// Who is away
        person: Id<Person> = any_subject(),
        /// The first day
        from: Day = ask("from", "From which day?").next(),
        /// The last day
        to: Day = ask("to", "Until which day?").next(),
        /// Who covers for them
        cover: Id<Person> = ask("cover", "Who covers for them?"),
    }
}

operation! {
    /// Somebody is back before their time
    pub struct Back as "person.back", past "noted the return of", title "Somebody is back" {
        /// Who is back
        person: Id<Person> = any_subject(),
    }
}

impl Perform for Away {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { person, from, to, cover } = *self;
        let refuse = |reason: &str, hint: &'static str, field: &'static str| {
            Err(Refusal::new("person.away", reason, hint).on(field).into())
        };
        if person == cover {
            return refuse("nobody covers for themselves", "name somebody else", "cover");
        }
        if to < from {
            return refuse("the last day lies before the first", "give the first day, then the last", "to");
        }
        context.assignable(person)?;
        let cover = context.assignable(cover)?;
        let away = context.txn.edit(person, |it| {
            (it.away_from, it.away_to, it.cover) = (Some(from), Some(to), Some(cover.id));
            Ok(())
        })?;
        let days = format!("from {} to {}", weekday_day(from), weekday_day(to));
        Ok(Outcome::said(format!("{} is away {days}; {} covers", away.handle, cover.handle)))
    }

    fn prepare(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
        asked.title = titled(form, subject, "is away");
    }
}

impl Perform for Back {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let back = context.txn.edit(self.person, |it| {
            if it.away_from.is_none() {
                let hint = "there is no absence to end";
                return Err(Refusal::new("person.away", format!("{} is not away", it.name), hint));
            }
            (it.away_from, it.away_to, it.cover) = (None, None, None);
            Ok(())
        })?;
        Ok(Outcome::said(format!("{} is back", back.handle)))
    }

    fn prepare(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
        asked.title = titled(form, subject, "is back");
    }
}

/// The title of a form about somebody.
fn titled(form: &FormContext<'_>, subject: Option<Ref>, what: &str) -> String {
    let person = subject.and_then(|subject| form.board.people.get(Id::new(subject.number)));
    format!("{} {what}", person.map_or("Somebody", |person| &*person.name))
}

impl Perform for Join {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        added(context, &self.name, self.function.as_deref(), self.login.as_deref())
    }

    fn prepare(form: &FormContext<'_>, _: Option<Ref>, asked: &mut Questions) {
        asked.start("name", form.login);
        if form.joins_by_login {
            asked.give("login", form.login);
        }
    }
}

impl Perform for Add {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        added(context, &self.name, self.function.as_deref(), self.login.as_deref())
    }
}

impl Perform for Off {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        off(context, self.person, self.hand_over)
    }

    fn prepare(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
        let person = subject.and_then(|subject| form.board.people.get(Id::new(subject.number)));
        asked.title = format!("Hand over from {}", person.map_or("", |person| &*person.name));
    }
}

fn added(
    context: &mut Context<'_, '_>,
    name: &str,
    function: Option<&str>,
    login: Option<&str>,
) -> Result<Outcome, TxnError> {
    let person = add(context, name, function, login)?;
    Ok(Outcome::made(format!("added {} as {}", person.name, person.handle), person.reference()))
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
        return Err(Refusal::new("person.login", reason, "leave it away, or name another")
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
            remedy::HAND_OVER,
        )
        .into());
    }
    let heir = context.assignable(hand_over)?;
    let moved = give(context, person, hand_over)?;
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

/// Hands all that somebody has to see to over to somebody else, in every cycle that runs, as their own list shows it; says
/// how much it was.
fn give(context: &mut Context<'_, '_>, from: Id<Person>, to: Id<Person>) -> Result<usize, TxnError> {
    let mut moved = 0;
    let cycles: Vec<Cycle> = context.txn.every()?;
    for cycle in cycles.into_iter().filter(|cycle| cycle.state == CycleState::Active) {
        let board = context.txn.board(cycle.id)?;
        // A record is changed once, however many parts somebody has in it.
        let mut parts: Vec<(Ref, Vec<&'static Field>)> = Vec::new();
        let mut places: BTreeMap<Ref, usize> = BTreeMap::new();
        for part in responsibilities::parts(&board, from, context.now) {
            moved += 1;
            let next = parts.len();
            let place = *places.entry(part.subject()).or_insert(next);
            if place == next {
                parts.push((part.subject(), Vec::new()));
            }
            parts[place].1.push(part.field);
        }
        for (subject, fields) in parts {
            with_kind!(subject.kind, E => context.txn.edit(Id::new(subject.number), |record: &mut E| {
                let mut given = fields.iter().map(|field| responsibilities::hand_over(record, field, from, to));
                given.try_for_each(|given| given).map_err(|error| Refusal::new("person.hand_over", error.to_string(), ""))
            }).map(drop))?;
        }
    }
    Ok(moved)
}
