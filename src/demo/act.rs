//! What the words of an act mean: a verb, the record, and texts read as a form would read them.
//! Does not know when acts happen, nor whether they will be allowed.

use super::story::Act;
use crate::{
    domain::{
        Cycle, Fields, Id, Kind, Moment, Person, Ref, Refusal, Value,
        argument::Argument,
        capture::capture,
        parse::{InputParser, due_context},
        record::{Field, Input},
    },
    ops::{
        self, Operation, common, intake,
        operation::{ArgSpec, OpSpec, Place},
    },
    with_kind,
};
use std::collections::BTreeMap;

/// Where an act takes place: who is there, and who acts when.
pub(super) struct Stage {
    pub(super) people: Vec<Person>,
    pub(super) cycle: Cycle,
    pub(super) me: Id<Person>,
    pub(super) now: Moment,
}

impl Stage {
    fn reader(&self) -> InputParser<'_> {
        InputParser {
            people: &self.people,
            me: Some(self.me),
            due: due_context(&self.cycle, self.now),
            unit: None,
        }
    }

    /// The person called so.
    pub(super) fn person(&self, words: &str) -> Result<Id<Person>, Refusal> {
        crate::domain::person::find(&self.people, words).map(|person| person.id)
    }

    fn moment(&self, text: &str) -> Result<Moment, Refusal> {
        match self.reader().due(text)?.value {
            Value::Integer(millis) => Ok(Moment::from_millis(millis)),
            Value::Null | Value::Real(_) | Value::Text(_) => Err(unreadable(text, "due date")),
        }
    }
}

impl Act {
    /// The operation that these words stand for.
    ///
    /// # Errors
    /// A [`Refusal`] when a word is unknown, or something is missing or left over.
    pub(super) fn operation(&self, stage: &Stage) -> Result<Operation, Refusal> {
        let (verb, object) = self.what.split_once(' ').unwrap_or((&self.what, ""));
        let mut words = Words { verb, object, with: self.with.clone(), stage };
        let operation = match verb {
            "add" | "edit" | "score" | "assign" | "due" => words.any()?.into(),
            "capture" | "complete" => words.intake()?.into(),
            name => {
                let spec = ops::named(name).ok_or_else(|| unreadable(name, "verb"))?;
                words.declared(spec)?
            }
        };
        match words.with.keys().next() {
            Some(left) => Err(unreadable(left, &format!("part of `{verb}`"))),
            None => Ok(operation),
        }
    }
}

/// The words of an act while they are being read; what is taken is gone.
struct Words<'a> {
    verb: &'a str,
    object: &'a str,
    with: BTreeMap<String, String>,
    stage: &'a Stage,
}

impl Words<'_> {
    fn take(&mut self, name: &str) -> Option<String> {
        self.with.remove(name)
    }

    fn need(&mut self, name: &str) -> Result<String, Refusal> {
        self.take(name).ok_or_else(|| missing(name))
    }

    /// An operation that is declared with its arguments: the object is what it is about and the words after that, the
    /// rest goes by the names of arguments.
    fn declared(&mut self, spec: &'static OpSpec) -> Result<Operation, Refusal> {
        let (subject, rest) = match spec.subject() {
            Some(subject_arg) if subject_arg.needed || !self.object.is_empty() => {
                let (subject, rest) = self.object.split_once(' ').unwrap_or((self.object, ""));
                let subject = if subject_arg.field.input == Input::Person {
                    Ref::new(Kind::Person, self.stage.person(subject)?.number())
                } else {
                    reference(subject)?
                };
                (Some(subject), rest)
            }
            Some(_) | None => (None, self.object),
        };
        let mut rest = rest.split_whitespace();
        let mut typed = BTreeMap::new();
        for arg in spec.args.iter().filter(|arg| arg.place != Place::Subject) {
            let name = arg.field.name;
            let next = if arg.place == Place::Next { rest.next().map(str::to_owned) } else { None };
            // Whoever acts says yes as well.
            let given = self.with.remove(name).or(next).or_else(|| (name == "by").then(|| "me".to_owned()));
            if given.is_none() && arg.needed {
                return Err(missing(name));
            }
            let split = |text: String| text.split("; ").map(str::to_owned).collect();
            typed.insert(
                name,
                given.map_or_else(Vec::new, |text| if arg.many { split(text) } else { vec![text] }),
            );
        }
        if let Some(left) = rest.next() {
            return Err(unreadable(left, &format!("part of `{}`", spec.name)));
        }
        let typed = |arg: &ArgSpec| typed.remove(arg.field.name).unwrap_or_default();
        Ok(spec.read(subject, typed, &self.stage.reader())?.0)
    }

    /// A text as a word of an enum.
    fn word<T: Argument>(text: &str) -> Result<T, Refusal> {
        let word = T::from_values(&mut std::iter::once(Value::text(text)), T::INPUT);
        word.ok_or_else(|| unreadable(text, "word that is known here"))
    }

    fn subject(&self) -> Result<Ref, Refusal> {
        reference(self.object)
    }

    fn subjects(&self) -> Result<Vec<Ref>, Refusal> {
        self.object.split_whitespace().map(reference).collect()
    }

    /// All that is left, as fields of this kind of record.
    fn fields(&mut self, kind: Kind) -> Result<Fields, Refusal> {
        let reader = self.stage.reader();
        let mut fields = Fields::new();
        for (name, text) in std::mem::take(&mut self.with) {
            let known = with_kind!(kind, E => <E as crate::domain::Record>::field(&name));
            let field = known.ok_or_else(|| unreadable(&name, &format!("field of a {}", kind.label())))?;
            fields.insert(name, reader.read(field, &text)?.value);
        }
        Ok(fields)
    }

    /// The fields of a line as it is typed in quick capture, and of all that is left.
    fn line(&mut self, kind: Kind) -> Result<Fields, Refusal> {
        let listed: &'static [Field] = with_kind!(kind, E => <E as crate::domain::Record>::FIELDS);
        let line = self.need("line")?;
        let mut fields = capture(&line).fields(listed, &self.stage.reader())?;
        fields.extend(self.fields(kind)?);
        Ok(fields)
    }

    fn any(&mut self) -> Result<common::Op, Refusal> {
        Ok(match self.verb {
            "add" => {
                let kind = kind(self.object)?;
                common::Op::Add { kind, fields: self.line(kind)?, on: None }
            }
            "assign" => common::Op::Assign {
                subjects: self.subjects()?,
                owner: self.stage.person(&self.need("to")?)?,
            },
            "due" => {
                common::Op::Due { subjects: self.subjects()?, due: self.stage.moment(&self.need("due")?)? }
            }
            // A score is an edit that says what it is about.
            _ => {
                let subject = self.subject()?;
                common::Op::Edit { subject, set: self.fields(subject.kind)? }
            }
        })
    }

    fn intake(&mut self) -> Result<intake::Op, Refusal> {
        if self.verb == "complete" {
            let subject = self.subject()?;
            let becomes = self.need("becomes")?;
            return Ok(intake::Op::Complete {
                subject,
                fields: self.fields(kind(&becomes)?)?,
                becomes: Some(Self::word(&becomes)?),
            });
        }
        let source = self.take("source");
        let mut known = self.line(kind(self.object)?)?;
        let title = known.remove("title");
        Ok(intake::Op::Add {
            text: title.as_ref().and_then(Value::as_text).unwrap_or_default().to_owned(),
            becomes: Self::word(self.object)?,
            known,
            source,
        })
    }
}

fn missing(name: &str) -> Refusal {
    Refusal::new("demo.missing", format!("`{name}` is missing"), "write it in the act")
}

fn reference(text: &str) -> Result<Ref, Refusal> {
    text.parse().map_err(|_| unreadable(text, "record"))
}

fn kind(word: &str) -> Result<Kind, Refusal> {
    let mut added = common::ADDED.iter().map(|(kind, _)| *kind);
    added.find(|kind| kind.label() == word).ok_or_else(|| unreadable(word, "kind of record to add"))
}

fn unreadable(text: &str, what: &str) -> Refusal {
    Refusal::new("demo.reading", format!("`{text}` is no {what}"), "compare the other acts of the script")
}
