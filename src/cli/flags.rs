//! Command flags made from the fields of a record, so that a field is said once: in its record.

use crate::domain::{
    Blocker, Decision, Dependency, Fields, Refusal, Risk, Value,
    argument::Argument,
    parse::InputParser,
    record::{Field, Input, Record},
};
use clap::{
    Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches,
    builder::{PossibleValuesParser, TypedValueParser},
};
use std::marker::PhantomData;

/// Which fields a command takes as flags.
pub(super) trait Flagged {
    /// The fields.
    fn fields() -> Vec<&'static Field>;
}

/// Every field of a record that people fill in.
#[derive(Clone, Debug)]
pub(super) struct Every<E>(PhantomData<E>);

/// The same without the line of text that the command takes as it stands.
#[derive(Clone, Debug)]
pub(super) struct ButTitle<E>(PhantomData<E>);

/// The fields of everything that an intake item can become.
#[derive(Clone, Debug)]
pub(super) struct AnyOf;

impl<E: Record> Flagged for Every<E> {
    fn fields() -> Vec<&'static Field> {
        E::FIELDS.iter().filter(|field| field.input != Input::Kept).collect()
    }
}

impl<E: Record> Flagged for ButTitle<E> {
    fn fields() -> Vec<&'static Field> {
        let mut fields = Every::<E>::fields();
        fields.retain(|field| field.name != "title");
        fields
    }
}

impl Flagged for AnyOf {
    fn fields() -> Vec<&'static Field> {
        let mut fields = Every::<Decision>::fields();
        let others = [Every::<Blocker>::fields(), Every::<Risk>::fields(), Every::<Dependency>::fields()];
        for field in others.into_iter().flatten() {
            if !fields.iter().any(|known| known.name == field.name) {
                fields.push(field);
            }
        }
        fields
    }
}

/// What was given for the fields of `S`, as typed.
#[derive(Clone, Debug)]
pub(super) struct Flags<S> {
    /// Field and text.
    pub given: Vec<(&'static Field, String)>,
    of: PhantomData<S>,
}

/// Fields read: their values, and how they were understood where that matters.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    /// What is stored.
    pub fields: Fields,
    /// Field and reading.
    pub echoes: Vec<(&'static str, String)>,
}

impl<S> Flags<S> {
    /// Reads what was typed.
    ///
    /// # Errors
    /// The [`Refusal`] of the first field that cannot be read.
    pub(super) fn read(&self, reader: &InputParser<'_>) -> Result<Typed, Refusal> {
        let mut typed = Typed::default();
        for (field, text) in &self.given {
            let read = reader.read(field, text).map_err(|refusal| refusal.on(field.name))?;
            typed.fields.insert(field.name.to_owned(), read.value);
            typed.echoes.extend(read.echo.map(|echo| (field.name, echo)));
        }
        Ok(typed)
    }
}

impl<S: Flagged> Args for Flags<S> {
    fn augment_args(command: Command) -> Command {
        S::fields().into_iter().fold(command, |command, field| command.arg(flag(field)))
    }
    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<S: Flagged> FromArgMatches for Flags<S> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let text = |field: &'static Field| {
            let given: Vec<String> = matches.get_many::<String>(field.name)?.cloned().collect();
            Some((field, given.join(",")))
        };
        Ok(Self { given: S::fields().into_iter().filter_map(text).collect(), of: PhantomData })
    }
    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn flag(field: &'static Field) -> Arg {
    let help = if let Input::Choice(words) = field.input {
        format!("{} {}", field.ask, words.join(", "))
    } else {
        field.ask.to_owned()
    };
    let arg = Arg::new(field.name);
    // What people call it is no name of a field.
    let arg = if field.name == "narrative" { arg.visible_alias("comms-owner") } else { arg };
    // The flags of what it took the place of are still read.
    let arg = if let Input::Links(_) = field.input {
        arg.aliases(["waits-on", "blocked-by"]).action(ArgAction::Append)
    } else {
        arg
    };
    arg.long(field.name.replace('_', "-"))
        .value_name(value_name(field.input))
        .allow_hyphen_values(true)
        .value_parser(super::words::text)
        .help(help)
}

const fn value_name(input: Input) -> &'static str {
    match input {
        Input::Kept | Input::Line | Input::Long => "TEXT",
        Input::Person => "P",
        Input::People => "P,P…",
        Input::Due | Input::Day | Input::PastDay => "DAY",
        Input::Score => "1-5",
        Input::Number => "NUMBER",
        Input::Flag => "yes|no",
        Input::Choice(_) => "WORD",
        Input::Link(_) => "ID",
        Input::Links(_) => "ID,ID…",
    }
}

/// Reads a word of an enum; help lists the words.
pub(super) fn word<T: Argument + Clone + Send + Sync + 'static>() -> impl TypedValueParser<Value = T> {
    let words = if let Input::Choice(words) = T::INPUT { words } else { &[] };
    PossibleValuesParser::new(words).map(|word| {
        let mut given = std::iter::once(Value::text(word));
        T::from_values(&mut given, T::INPUT).expect("only words of the enum get here")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_is_the_field_with_dashes_and_its_question_is_the_help() {
        let command = Flags::<ButTitle<Risk>>::augment_args(Command::new("add"));
        let flag = command.get_arguments().find(|arg| arg.get_id() == "checkpoint_owner").unwrap();
        assert_eq!(flag.get_long(), Some("checkpoint-owner"));
        assert_eq!(flag.get_help().unwrap().to_string(), "Who looks at the checkpoint?");
        assert!(command.get_arguments().all(|arg| arg.get_id() != "title"));
    }

    #[test]
    fn what_anything_can_become_has_each_flag_once() {
        let names: Vec<&str> = AnyOf::fields().iter().map(|field| field.name).collect();
        let mut unique = names.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), names.len());
        assert!(["fallback", "chance", "promised", "options"].iter().all(|name| names.contains(name)));
    }
}
