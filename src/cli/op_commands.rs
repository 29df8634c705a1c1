//! Commands made from the operations that are declared with their arguments: verbs, words, flags and help.
//!
//! Knows no operation by name.

use super::{Failure, Session, output::Answer, record_id::Named, words};
use crate::{
    domain::{Kind, Ref, Refusal, record::Input},
    ops::{
        Operation,
        operation::{ArgSpec, Echoes, OpSpec, Place},
    },
};
use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches, Subcommand, builder::PossibleValuesParser};
use std::marker::PhantomData;

/// The operations that are typed after a noun.
pub(super) trait Noun {
    /// Them, in the order of help.
    const SPECS: &'static [&'static OpSpec];
}

impl Noun for crate::ops::blocker::Op {
    const SPECS: &'static [&'static OpSpec] = Self::SPECS;
}

impl Noun for crate::ops::dependency::Op {
    const SPECS: &'static [&'static OpSpec] = Self::SPECS;
}

impl Noun for crate::ops::item::Op {
    const SPECS: &'static [&'static OpSpec] = Self::SPECS;
}

impl Noun for crate::ops::review::Op {
    const SPECS: &'static [&'static OpSpec] = Self::SPECS;
}

impl Noun for crate::ops::risk::Op {
    const SPECS: &'static [&'static OpSpec] = Self::SPECS;
}

impl Noun for crate::ops::step::Op {
    const SPECS: &'static [&'static OpSpec] = Self::SPECS;
}

/// One of the operations of `N`, and what was typed for it.
#[derive(Clone, Debug)]
pub(super) struct OpCommands<N> {
    spec: &'static OpSpec,
    typed: Vec<(&'static str, Vec<String>)>,
    of: PhantomData<N>,
}

impl<N: Noun> OpCommands<N> {
    /// Does it.
    ///
    /// # Errors
    /// What stands in the way.
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        self.perform(None, session)
    }

    /// Does it to a record of this kind, where the operation takes any.
    ///
    /// # Errors
    /// What stands in the way.
    pub(super) fn run_on(&self, kind: Kind, session: &mut Session<'_>) -> Result<Answer, Failure> {
        self.perform(Some(kind), session)
    }

    fn perform(&self, kind: Option<Kind>, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let subject = match (self.spec.subject(), self.subject_typed()) {
            (Some(arg), Some(text)) => Some(subject(arg, kind, text, session)?),
            _ => None,
        };
        session.join()?;
        let (operation, echoes) = self.read(subject, session)?;
        session.perform(operation, echoes)
    }

    /// What was typed for the record that the operation is about.
    fn subject_typed(&self) -> Option<&str> {
        let name = self.spec.subject()?.field.name;
        let (_, texts) = self.typed.iter().find(|(typed, _)| *typed == name)?;
        texts.first().map(String::as_str)
    }

    fn read(&self, subject: Option<Ref>, session: &Session<'_>) -> Result<(Operation, Echoes), Refusal> {
        let typed = |arg: &ArgSpec| {
            let of = self.typed.iter().find(|(name, _)| *name == arg.field.name);
            of.map(|(_, texts)| texts.clone()).unwrap_or_default()
        };
        self.spec.read(subject, typed, &session.reader_of(subject))
    }
}

/// The record that the first word of a command means; of this kind where the argument says none.
fn subject(arg: &ArgSpec, kind: Option<Kind>, text: &str, session: &mut Session<'_>) -> Result<Ref, Failure> {
    if arg.field.input == Input::Person {
        let subject = Ref::new(Kind::Person, session.person(text)?.number());
        session.is_about(&[subject]);
        return Ok(subject);
    }
    let named: Named = text.parse().expect("the parser of the argument let it pass");
    let kind = if let Input::Link(kind) = arg.field.input { Some(kind) } else { kind };
    match (kind, named) {
        (Some(kind), named) => session.subject(named, kind),
        (None, Named::Whole(reference)) => session.subject(named, reference.kind),
        (None, Named::Number(number)) => {
            let reason = format!("{number} alone names no record");
            Err(Refusal::new("record.kind", reason, "type its whole id, such as B-3").into())
        }
    }
}

/// A line of a doc comment as help has it: without the space before it and the full stop behind.
fn help(doc: &'static str) -> &'static str {
    doc.trim().trim_end_matches('.')
}

fn command(spec: &'static OpSpec) -> Command {
    let command = Command::new(spec.verb()).about(help(spec.help));
    let command = spec.args.iter().fold(command, |command, arg| command.arg(renamed(spec, argument(arg))));
    if ends_with_text(spec).is_some() { words::with_more(command) } else { command }
}

/// Flags that are typed in another way than the log and forms call what they say: `--why` is a reason, `--note` the words
/// beside an act. As they were typed before they are still read.
pub(super) const RENAMED: &[(&str, &str, &str)] = &[
    ("blocker.resolve", "how", "note"),
    ("risk.mitigate", "how", "note"),
    ("dependency.done", "how", "note"),
    ("gate.demonstrate", "proof", "note"),
    ("item.done", "evidence", "note"),
    ("step.done", "override", "why"),
];

fn renamed(spec: &OpSpec, arg: Arg) -> Arg {
    let long = arg.get_long();
    let found = RENAMED.iter().find(|(op, old, _)| *op == spec.name && Some(*old) == long);
    found.map(|(_, old, new)| arg.clone().long(*new).alias(*old)).unwrap_or(arg)
}

/// The text that a command ends with, before its flags; it needs no quotes.
fn ends_with_text(spec: &OpSpec) -> Option<&ArgSpec> {
    let is_word = |arg: &&ArgSpec| !matches!(arg.place, Place::Flag | Place::FlagOnly);
    spec.args.iter().rfind(is_word).filter(|arg| arg.is_text() && arg.place == Place::Next && !arg.many)
}

fn argument(spec: &'static ArgSpec) -> Arg {
    let is_flag = matches!(spec.place, Place::Flag | Place::FlagOnly);
    let arg = Arg::new(spec.field.name).help(help(spec.help));
    if is_flag && spec.field.input == Input::Flag {
        return arg.long(spec.flag()).action(ArgAction::SetTrue);
    }
    let arg = arg.value_name(value_name(spec));
    // Text may be blank: the rule that wants more of it says so better.
    let arg = match (is_flag, spec.needed, spec.is_text()) {
        (true, true, true) => arg.long(spec.flag()).default_value(""),
        (true, needed, _) => arg.long(spec.flag()).required(needed),
        (false, needed, _) => arg.required(needed || spec.field.required),
    };
    let arg = if spec.many { arg.action(ArgAction::Append) } else { arg };
    match spec.field.input {
        Input::Choice(words) => arg.value_parser(PossibleValuesParser::new(words)),
        Input::Flag => arg.value_parser(["yes", "no"]),
        // The reader says what is no number, and knows more ways to write one; -5 % is no flag either.
        Input::Number => arg.allow_hyphen_values(true),
        Input::Link(_) => arg.value_parser(reference),
        Input::Kept if spec.place == Place::Subject => arg.value_parser(reference),
        Input::Line | Input::Long => arg.allow_hyphen_values(true).value_parser(words::text),
        Input::Kept
        | Input::Person
        | Input::People
        | Input::Due
        | Input::Day
        | Input::PastDay
        | Input::Score
        | Input::Links(_) => arg,
    }
}

/// Lets an id pass as it was typed.
fn reference(text: &str) -> Result<String, <Named as std::str::FromStr>::Err> {
    text.parse::<Named>().map(|_| text.to_owned())
}

fn value_name(spec: &ArgSpec) -> String {
    if !spec.value.is_empty() {
        return spec.value.to_owned();
    }
    match (spec.place, spec.field.input) {
        (_, Input::Person) => "P".to_owned(),
        (Place::Subject, _) => "ID".to_owned(),
        (_, Input::Link(kind)) => format!("{}-n", kind.key()),
        (_, Input::Due | Input::Day | Input::PastDay) => "DAY".to_owned(),
        (Place::Flag | Place::FlagOnly, Input::Line | Input::Long) => "TEXT".to_owned(),
        _ => spec.field.name.to_uppercase(),
    }
}

impl<N: Noun> Subcommand for OpCommands<N> {
    fn augment_subcommands(noun: Command) -> Command {
        N::SPECS.iter().fold(noun, |noun, spec| noun.subcommand(command(spec)))
    }
    fn augment_subcommands_for_update(noun: Command) -> Command {
        Self::augment_subcommands(noun)
    }
    fn has_subcommand(name: &str) -> bool {
        N::SPECS.iter().any(|spec| spec.verb() == name)
    }
}

impl<N: Noun> FromArgMatches for OpCommands<N> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let missing = || clap::Error::new(clap::error::ErrorKind::MissingSubcommand);
        let (verb, matches) = matches.subcommand().ok_or_else(missing)?;
        let spec = N::SPECS.iter().find(|spec| spec.verb() == verb).ok_or_else(missing)?;
        let typed = |arg: &ArgSpec| {
            let name = arg.field.name;
            let is_switch = arg.field.input == Input::Flag && arg.place != Place::Next;
            let texts: Vec<String> = if is_switch {
                matches.get_flag(name).then(|| "yes".to_owned()).into_iter().collect()
            } else {
                matches.get_many::<String>(name).into_iter().flatten().cloned().collect()
            };
            let ends = ends_with_text(spec).is_some_and(|last| last.field.name == name);
            let texts = match (ends, &texts[..]) {
                (true, [first]) => {
                    let more: Vec<String> =
                        matches.get_many(words::MORE).into_iter().flatten().cloned().collect();
                    vec![words::join(first, &more)]
                }
                _ => texts,
            };
            (name, texts)
        };
        Ok(Self { spec, typed: spec.args.iter().map(typed).collect(), of: PhantomData })
    }
    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_still_read_as_they_were_typed_before() {
        for (op, old, new) in RENAMED {
            let spec = crate::ops::declared().find(|spec| spec.name == *op).unwrap();
            let value = if spec.name == "gate.demonstrate" { "no" } else { "1" };
            for flag in [old, new] {
                let typed = [spec.verb(), value, &format!("--{flag}"), "-2 % and words"];
                let matches = command(spec).try_get_matches_from(typed);
                let matches = matches.unwrap_or_else(|fault| panic!("{op} --{flag}: {fault}"));
                let given =
                    spec.args.iter().filter_map(|arg| matches.try_get_one::<String>(arg.field.name).ok()?);
                assert!(given.into_iter().any(|text| text == "-2 % and words"), "{op} --{flag}");
            }
            let help = command(spec).render_long_help().to_string();
            assert!(help.contains(&format!("--{new}")) && !help.contains(&format!("--{old}")), "{help}");
        }
    }
}
