//! Between what people type and what a field holds: one reading for form, flag and import alike.
//!
//! Knows the people and the calendar it is given; asks no clock and no database.

use super::{
    Cycle, Id, Kind, Person, Ref, Refusal, Value,
    due::{self, DueContext},
    person,
    record::{Field, Input},
    value::FieldType,
    when::{Day, Moment, Zone},
};

/// What is needed to read what somebody types.
pub struct InputParser<'a> {
    /// Everybody who can be named.
    pub people: &'a [Person],
    /// Who types; `me` means them.
    pub me: Option<Id<Person>>,
    /// How dates are read.
    pub due: DueContext,
}

/// A field read, with the reading in words where the words matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// What is stored.
    pub value: Value,
    /// How it was understood: a full date, a full name.
    pub echo: Option<String>,
}

/// How dates are read in a cycle at a moment.
pub fn due_context(cycle: &Cycle, now: Moment) -> DueContext {
    let schedule = cycle.schedule();
    DueContext {
        next_review: Some(schedule.next_review(now)),
        launch: Some(schedule.launch_at()),
        midpoint: Some(schedule.midpoint()),
        ..DueContext::new(now, schedule.zone)
    }
}

impl InputParser<'_> {
    /// Reads `text` as the value of `field`; blank text is no value.
    ///
    /// # Errors
    /// A [`Refusal`] that says how it can be read, naming the field.
    pub fn read(&self, field: &Field, text: &str) -> Result<Read, Refusal> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Read { value: Value::Null, echo: None });
        }
        let read = match field.input {
            Input::Line | Input::Long | Input::Kept => plain(Value::text(text)),
            Input::Person => self.person(text)?,
            Input::Due => self.due(text)?,
            Input::Day => self.day(text)?,
            Input::Score => plain(Value::Integer(score(text)?)),
            Input::Number => plain(number(field, text)?),
            Input::Flag => plain(Value::Integer(i64::from(flag(text)?))),
            Input::Choice(words) => plain(Value::text(choice(words, text)?)),
            Input::Link(kind) => plain(Value::Integer(link(kind, text)?)),
        };
        Ok(read)
    }

    /// Reads a person; `me` is whoever types.
    ///
    /// # Errors
    /// A [`Refusal`] that names who is known.
    pub fn person(&self, text: &str) -> Result<Read, Refusal> {
        let me = self.me.filter(|_| text.trim_start_matches('@') == "me");
        let found = match me {
            Some(me) => self.people.iter().find(|person| person.id == me),
            None => Some(person::find(self.people, text)?),
        };
        let person = found.ok_or_else(|| {
            Refusal::new("person.actor", "the board does not know who you are", "type a name")
        })?;
        Ok(Read { value: Value::Integer(person.id.number()), echo: Some(person.name.to_string()) })
    }

    /// Reads a due date. One in the past is refused: a date ahead is what moves things.
    ///
    /// # Errors
    /// A [`Refusal`] with both readings when it reads two ways.
    pub fn due(&self, text: &str) -> Result<Read, Refusal> {
        let reading = due::read(text, &self.due).map_err(|error| refuse_due(&error))?;
        if reading.past {
            return Err(Refusal::new(
                "due.past",
                format!("{} lies in the past", reading.echo),
                "a date ahead is what moves things: fri, +3d, 48h, 24 mar, review",
            )
            .on("due"));
        }
        Ok(Read { value: Value::Integer(reading.due.millis()), echo: Some(reading.echo) })
    }

    fn day(&self, text: &str) -> Result<Read, Refusal> {
        let day = day(text, &self.due)?;
        let echo = format!("{} {}", super::when::weekday_day(day), day.date().format("%Y"));
        Ok(Read { value: Value::text(day.to_string()), echo: Some(echo) })
    }
}

const fn plain(value: Value) -> Read {
    Read { value, echo: None }
}

fn refuse_due(error: &due::DueError) -> Refusal {
    Refusal::new(
        "due.reading",
        error.to_string(),
        "for example: fri, fri 5pm, +3d, 48h, 24 mar, review, launch-7d",
    )
    .on("due")
}

fn score(text: &str) -> Result<i64, Refusal> {
    let score = text.parse().ok().filter(|score| (1..=5).contains(score));
    score.ok_or_else(|| Refusal::new("score.range", format!("`{text}` is no score"), "type 1, 2, 3, 4 or 5"))
}

fn number(field: &Field, text: &str) -> Result<Value, Refusal> {
    let wrong = || {
        Refusal::new("number.reading", format!("`{text}` is no number"), "type digits such as 4.2")
            .on(field.name)
    };
    let cleaned = text.replace('\u{2212}', "-").replace(',', ".");
    // A whole number is stored as such where the field is one, such as the number of a step.
    if field.ty == FieldType::Integer {
        return cleaned.parse().map(Value::Integer).map_err(|_| wrong());
    }
    cleaned.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Real).ok_or_else(wrong)
}

fn flag(text: &str) -> Result<bool, Refusal> {
    match text.to_lowercase().as_str() {
        "y" | "yes" | "true" | "1" => Ok(true),
        "n" | "no" | "false" | "0" => Ok(false),
        _ => Err(Refusal::new("flag.reading", format!("`{text}` is neither yes nor no"), "type y or n")),
    }
}

/// The word that a text is, or begins alone.
///
/// # Errors
/// A [`Refusal`] that lists the words.
pub fn choice(words: &'static [&'static str], text: &str) -> Result<&'static str, Refusal> {
    let wanted = text.to_lowercase();
    let exact = words.iter().find(|word| **word == wanted);
    let starting: Vec<_> = words.iter().filter(|word| word.starts_with(&wanted)).collect();
    let found = exact.or(if let [only] = starting[..] { Some(only) } else { None });
    found.copied().ok_or_else(|| {
        Refusal::new(
            "choice.reading",
            format!("`{text}` is none of the choices"),
            format!("one of: {}", words.join(", ")),
        )
    })
}

fn link(kind: Kind, text: &str) -> Result<i64, Refusal> {
    let wrong = || {
        let example = Ref::new(kind, 3);
        Refusal::new(
            "link.reading",
            format!("`{text}` is no {}", kind.label()),
            format!("type its id, such as {example}"),
        )
    };
    if let Ok(number) = text.parse() {
        return Ok(number);
    }
    let reference: Ref = text.parse().map_err(|_| wrong())?;
    if reference.kind == kind { Ok(reference.number) } else { Err(wrong()) }
}

/// A stored value in the words somebody would type to give it again; what a form starts with.
pub fn typed(field: &Field, value: &Value, people: &[Person], zone: Zone) -> String {
    match (field.input, value) {
        (_, Value::Null) => String::new(),
        (Input::Person, Value::Integer(id)) => people
            .iter()
            .find(|person| person.id.number() == *id)
            .map_or_else(String::new, |person| person.handle.to_string()),
        (Input::Due, Value::Integer(millis)) => {
            Moment::from_millis(*millis).in_zone(zone).format("%Y-%m-%d %H:%M").to_string()
        }
        (Input::Flag, Value::Integer(flag)) => if *flag == 0 { "no" } else { "yes" }.to_owned(),
        (Input::Link(kind), Value::Integer(id)) => Ref::new(kind, *id).to_string(),
        (_, Value::Integer(number)) => number.to_string(),
        (_, Value::Real(number)) => number.to_string(),
        (_, Value::Text(text)) => text.to_string(),
    }
}

/// A whole day as a person types it, in the calendar of `context`; it may be today at any hour, or past.
///
/// # Errors
/// A [`Refusal`] that says how days are written.
pub fn day(text: &str, context: &DueContext) -> Result<Day, Refusal> {
    due::read_day(text, context).map_err(|error| refuse_due(&error))
}
