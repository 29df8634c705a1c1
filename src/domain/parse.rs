//! Between what people type and what a field holds: one reading for form, flag and import alike.
//!
//! Knows the people and the calendar it is given; asks no clock and no database.

use super::{
    Cycle, Id, Kind, Person, Ref, Refusal, Value,
    due::{self, DueContext},
    id::{Ids, Refs},
    metric::LARGEST,
    person,
    record::{Field, Input},
    value::{Column, FieldType},
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
    /// The unit of the metric that is spoken of, which may stand behind a number.
    pub unit: Option<String>,
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
        midpoint: Some(schedule.working_day(schedule.midpoint())),
        ..DueContext::new(now, schedule.zone)
    }
}

impl InputParser<'_> {
    /// The same where a metric with this unit is spoken of.
    #[must_use]
    pub fn in_unit(self, unit: Option<String>) -> Self {
        Self { unit, ..self }
    }

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
            Input::People => self.several(text)?,
            Input::Due => self.due(text)?,
            Input::Day => said(day(text, &self.due)?),
            Input::PastDay => said(due::read_past_day(text, &self.due).map_err(|error| refuse_past(&error))?),
            Input::Score => plain(Value::Integer(score(text)?)),
            Input::Number => plain(number(field, text, self.unit.as_deref())?),
            Input::Flag => plain(Value::Integer(i64::from(flag(text)?))),
            Input::Choice(words) => plain(Value::text(choice(words, text)?)),
            Input::Link(kind) => plain(Value::Integer(link(kind, text)?)),
            Input::Links(kinds) => plain(links(kinds, text)?),
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

    /// Reads people in order, with commas between them.
    fn several(&self, text: &str) -> Result<Read, Refusal> {
        let (mut ids, mut names) = (Vec::new(), Vec::new());
        for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let read = self.person(name)?;
            let Value::Integer(id) = read.value else { continue };
            if !ids.contains(&Id::new(id)) {
                ids.push(Id::<Person>::new(id));
                names.extend(read.echo);
            }
        }
        Ok(Read { value: Ids(ids).store(), echo: Some(names.join(", ")) })
    }

    /// Reads a due date. One in the past is refused: a date ahead is what moves things.
    ///
    /// # Errors
    /// A [`Refusal`] with both readings when it is ambiguous.
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
}

/// A day, with its year in words.
fn said(day: Day) -> Read {
    let echo = format!("{} {}", super::when::weekday_day(day), day.date().format("%Y"));
    Read { value: Value::text(day.to_string()), echo: Some(echo) }
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

fn refuse_past(error: &due::DueError) -> Refusal {
    Refusal::new(
        "due.reading",
        error.to_string(),
        "for example: mon, yesterday, 3 days ago, 24 feb, 2026-02-24",
    )
    .on("on")
}

fn score(text: &str) -> Result<i64, Refusal> {
    let score = text.parse().ok().filter(|score| (1..=5).contains(score));
    score.ok_or_else(|| Refusal::new("score.range", format!("`{text}` is no score"), "type 1, 2, 3, 4 or 5"))
}

/// Reads a number as people type it: `4.2`, `4,2`, `1,234.5`, and with its unit `4.2 %` or `12h`.
fn number(field: &Field, text: &str, unit: Option<&str>) -> Result<Value, Refusal> {
    let refuse =
        |reason: String, hint: &str| Refusal::new("number.reading", reason, hint.to_owned()).on(field.name);
    let wrong = || refuse(format!("`{text}` is no number"), "type digits such as 4.2");
    let amount = text.trim_end_matches(|c: char| c.is_alphabetic() || c == '%');
    let said = &text[amount.len()..];
    let unit = if field.name == "hours" { Some("h") } else { unit };
    if amount.trim().is_empty() {
        return Err(wrong());
    }
    match unit {
        _ if said.is_empty() => {}
        Some(unit) if is_unit(said, unit) => {}
        Some(unit) => return Err(refuse(format!("`{text}` is not in {unit}"), "type the number alone")),
        None => return Err(wrong()),
    }
    let amount = amount.trim().replace('\u{2212}', "-");
    if let Some((whole, thousandths)) = amount.split_once(',')
        && thousandths.len() == 3
        && whole.trim_start_matches('-') != "0"
    {
        let reason = format!("`{text}` is ambiguous");
        return Err(refuse(reason, &format!("type {whole}{thousandths} or {whole}.{thousandths}")));
    }
    // Of a comma and a full stop the last one is the decimal sign.
    let cleaned = match (amount.rfind(','), amount.rfind('.')) {
        (Some(comma), Some(stop)) if comma < stop => amount.replace(',', ""),
        (Some(_), Some(_)) => amount.replace('.', "").replace(',', "."),
        _ => amount.replace(',', "."),
    };
    // A whole number is stored as such where the field is one, such as the number of a step.
    if field.ty == FieldType::Integer {
        return cleaned.parse().map(Value::Integer).map_err(|_| wrong());
    }
    let number = cleaned.parse().ok().filter(|number: &f64| number.is_finite()).ok_or_else(wrong)?;
    if number.abs() > LARGEST {
        return Err(refuse(format!("`{text}` is larger than anything here"), "check the number"));
    }
    Ok(Value::Real(number))
}

/// Whether a unit is said so: by its own name or as people also write it.
fn is_unit(said: &str, unit: &str) -> bool {
    const SPELLINGS: [&[&str]; 3] =
        [&["%", "percent"], &["h", "hr", "hrs", "hour", "hours"], &["days", "day", "d"]];
    let (said, unit) = (said.to_lowercase(), unit.to_lowercase());
    said == unit || SPELLINGS.iter().any(|it| it.contains(&said.as_str()) && it.contains(&unit.as_str()))
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

/// Reads references in order, with commas between them; each counts once.
fn links(kinds: &[Kind], text: &str) -> Result<Value, Refusal> {
    let mut found: Vec<Ref> = Vec::new();
    for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        let wrong = || {
            let labels: Vec<&str> = kinds.iter().map(|kind| kind.label()).collect();
            let examples: Vec<String> = kinds.iter().map(|kind| Ref::new(*kind, 3).to_string()).collect();
            Refusal::new(
                "link.reading",
                format!("`{word}` is no {}", labels.join(" or ")),
                format!("type ids, such as {}", examples.join(",")),
            )
        };
        let reference: Ref = word.parse().map_err(|_| wrong())?;
        if !kinds.contains(&reference.kind) {
            return Err(wrong());
        }
        if !found.contains(&reference) {
            found.push(reference);
        }
    }
    Ok(Refs(found).store())
}

/// A stored value in the words somebody would type to give it again; what a form starts with.
pub fn typed(field: &Field, value: &Value, people: &[Person], zone: Zone) -> String {
    match (field.input, value) {
        (_, Value::Null) => String::new(),
        (Input::Person, Value::Integer(id)) => people
            .iter()
            .find(|person| person.id.number() == *id)
            .map_or_else(String::new, |person| person.handle.to_string()),
        (Input::People, value) => {
            let ids = Ids::<Person>::load(value.clone()).unwrap_or_default().0;
            let handle = |id| people.iter().find(|person| person.id == id).map(|person| &*person.handle);
            ids.into_iter().filter_map(handle).collect::<Vec<_>>().join(", ")
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, unit: Option<&str>) -> Result<f64, String> {
        let field = Field::asked("value", Input::Number, "value", "Which value?");
        let people = [];
        let due = DueContext::new(Moment::from_millis(0), Zone::UTC);
        let reader = InputParser { people: &people, me: None, due, unit: unit.map(str::to_owned) };
        match reader.read(&field, text) {
            Ok(Read { value: Value::Real(number), .. }) => Ok(number),
            Ok(read) => panic!("{read:?}"),
            Err(refusal) => Err(format!("{}; {}", refusal.reason, refusal.hint.text())),
        }
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, unit, meant) in [
            ("4.2", None, 4.2),
            ("4,2", None, 4.2),
            ("\u{2212}3", None, -3.0),
            ("4.2%", Some("%"), 4.2),
            ("4,2 %", Some("%"), 4.2),
            ("4 percent", Some("%"), 4.0),
            ("12h", Some("h"), 12.0),
            ("12 hours", Some("h"), 12.0),
            ("3d", Some("days"), 3.0),
            ("1,234.5", None, 1234.5),
            ("1.234,5", None, 1234.5),
            ("0,125", None, 0.125),
            ("5 orders", Some("orders"), 5.0),
        ] {
            assert_eq!(read(text, unit), Ok(meant), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_of_the_unit_is_refused_with_what_to_type() {
        for (text, unit, said) in [
            ("NaN", None, "`NaN` is no number; type digits such as 4.2"),
            ("inf", Some("%"), "`inf` is no number; type digits such as 4.2"),
            ("%", Some("%"), "`%` is no number; type digits such as 4.2"),
            ("12h", None, "`12h` is no number; type digits such as 4.2"),
            ("12h", Some("%"), "`12h` is not in %; type the number alone"),
            ("1e300", None, "`1e300` is larger than anything here; check the number"),
            ("1,200", None, "`1,200` is ambiguous; type 1200 or 1.200"),
        ] {
            assert_eq!(read(text, unit), Err(said.to_owned()), "{text}");
        }
    }
}
