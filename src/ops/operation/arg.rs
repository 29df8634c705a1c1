//! An argument of an operation: what its type does not say of it, and what was given for it.
//!
//! Knows no operation, no form and no command.

use crate::domain::{
    Kind, Ref, Refusal, Value,
    argument::Argument,
    record::{Field, Input},
};

/// Where a command takes an argument, and whether a form asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The record that the operation is about: the first word of a command, the row selected on the screen.
    Subject,
    /// The next word of a command.
    Next,
    /// A flag.
    Flag,
    /// A flag that no form asks for.
    FlagOnly,
}

/// One argument of an operation.
#[derive(Clone, Copy, Debug)]
pub struct ArgSpec {
    /// The argument as a field, which forms ask for and `InputParser` reads like any field of a record. Required
    /// where a form insists on it.
    pub field: Field,
    /// What a command's help says of it, as its doc comment is written.
    pub help: &'static str,
    /// Whether the operation cannot be made without it.
    pub needed: bool,
    /// Whether it may be given several times.
    pub many: bool,
    /// Where a command takes it.
    pub place: Place,
    /// The flag it is typed as; blank where that is its name.
    flag: &'static str,
    /// What help calls that which is typed; blank where its kind says so.
    pub value: &'static str,
    /// What the form starts with.
    pub start: &'static str,
    /// Whether it is one word, which no command ends with as text does.
    is_word: bool,
}

impl ArgSpec {
    /// The flag it is typed as, without its dashes.
    pub fn flag(&self) -> String {
        if self.flag.is_empty() { self.field.name.replace('_', "-") } else { self.flag.to_owned() }
    }

    /// Whether it is text, which may be blank: the rule that wants more of it says so better than anything here.
    pub const fn is_text(&self) -> bool {
        matches!(self.field.input, Input::Line | Input::Long) && !self.is_word
    }

    /// Whether a form asks for it.
    pub const fn is_asked(&self) -> bool {
        matches!(self.place, Place::Next | Place::Flag)
    }

    fn missing(&self) -> Refusal {
        if self.place == Place::Subject {
            return Refusal::new("flow.subject", "there is nothing selected", "select a row first");
        }
        Refusal::new("argument.missing", format!("{} is needed", self.field.label), self.field.ask)
            .on(self.field.name)
    }
}

/// An argument in the making: what its type does not say.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    label: &'static str,
    question: &'static str,
    place: Place,
    kind: Option<Kind>,
    wanted: bool,
    name: &'static str,
    flag: &'static str,
    value: &'static str,
    start: &'static str,
    is_word: bool,
}

/// An argument with its label and the question that a form asks.
pub const fn ask(label: &'static str, question: &'static str) -> Ask {
    Ask {
        label,
        question,
        place: Place::Flag,
        kind: None,
        wanted: false,
        name: "",
        flag: "",
        value: "",
        start: "",
        is_word: false,
    }
}

/// The record that an operation is about, of this kind.
pub const fn subject(kind: Kind) -> Ask {
    Ask { kind: Some(kind), ..any_subject() }
}

/// The record that an operation is about, of any kind: the noun that is typed says which.
pub const fn any_subject() -> Ask {
    Ask { place: Place::Subject, ..ask("", "") }
}

impl Ask {
    /// A command takes it as its next word, not as a flag.
    #[must_use]
    pub const fn next(self) -> Self {
        Self { place: Place::Next, ..self }
    }

    /// No form asks for it.
    #[must_use]
    pub const fn flag_only(self) -> Self {
        Self { place: Place::FlagOnly, ..self }
    }

    /// A form insists on it, though a command need not say it.
    #[must_use]
    pub const fn wanted(self) -> Self {
        Self { wanted: true, ..self }
    }

    /// It refers to a record of this kind.
    #[must_use]
    pub const fn of(self, kind: Kind) -> Self {
        Self { kind: Some(kind), ..self }
    }

    /// Forms and flags call it so, and not as the log does.
    #[must_use]
    pub const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// It is typed as this flag.
    #[must_use]
    pub const fn flag(self, flag: &'static str) -> Self {
        Self { flag, ..self }
    }

    /// Help calls that which is typed so.
    #[must_use]
    pub const fn value(self, value: &'static str) -> Self {
        Self { value, ..self }
    }

    /// The form starts with this answer.
    #[must_use]
    pub const fn start(self, start: &'static str) -> Self {
        Self { start, ..self }
    }

    /// It is one word, such as a key.
    #[must_use]
    pub const fn word(self) -> Self {
        Self { is_word: true, ..self }
    }

    /// The argument of a type.
    ///
    /// # Panics
    /// While it compiles, when it is a reference and does not say to which kind of record.
    pub const fn arg<T: Argument>(self, name: &'static str, help: &'static str) -> ArgSpec {
        let input = match (T::INPUT, self.kind, self.place) {
            (Input::Link(_), Some(kind), _) => Input::Link(kind),
            (Input::Link(_), None, Place::Subject) => Input::Kept,
            (Input::Link(_), None, _) => panic!("a Ref says of which kind: .of(Kind::…)"),
            (input, _, _) => input,
        };
        let name = if self.name.is_empty() { name } else { self.name };
        let required = self.wanted || T::REQUIRED;
        let (label, ask) = (self.label, self.question);
        ArgSpec {
            field: Field { required, ..Field::asked(name, input, label, ask) },
            help,
            needed: T::REQUIRED,
            many: T::MANY,
            place: self.place,
            flag: self.flag,
            value: self.value,
            start: self.start,
            is_word: self.is_word,
        }
    }
}

/// What was given for the arguments of an operation.
#[derive(Clone, Debug, Default)]
pub struct Given {
    subject: Option<Ref>,
    values: Vec<(&'static str, Value)>,
}

impl Given {
    /// Nothing yet, about a record or about none.
    pub const fn about(subject: Option<Ref>) -> Self {
        Self { subject, values: Vec::new() }
    }

    /// One more value for an argument.
    pub fn put(&mut self, name: &'static str, value: Value) {
        self.values.push((name, value));
    }

    /// An argument of what was given.
    ///
    /// # Errors
    /// A [`Refusal`] when it is missing, or of another shape.
    pub fn take<T: Argument>(&mut self, arg: &ArgSpec) -> Result<T, Refusal> {
        let taken = if arg.place == Place::Subject {
            let input = self.subject.map_or(arg.field.input, |subject| Input::Link(subject.kind));
            T::from_values(&mut self.subject.map(|it| Value::Integer(it.number)).into_iter(), input)
        } else {
            let of = |(name, value): &(&str, Value)| (*name == arg.field.name).then(|| value.clone());
            T::from_values(&mut self.values.iter().filter_map(of), arg.field.input)
        };
        taken.ok_or_else(|| arg.missing())
    }
}
