//! What an operation asks for before it can be made: questions, the answers they start with, and what a form knows of
//! the board.
//!
//! Knows no screen and no keys, and asks no clock.

use super::operation::{ArgSpec, OpSpec};
use crate::{
    domain::{
        Board, Id, Moment, Person, Ref,
        parse::{InputParser, due_context},
        record::{Field, Input},
    },
    playbook::Playbook,
};

/// What a form knows: the board as it stands, who fills it in, and when.
#[derive(Clone, Copy)]
pub struct FormContext<'a> {
    /// The records of the cycle.
    pub board: &'a Board,
    /// Who fills it in.
    pub me: Option<Id<Person>>,
    /// When.
    pub now: Moment,
    /// The playbook the cycle was made from, as it was then.
    pub playbook: Option<&'a Playbook>,
    /// The team's own playbooks, which are offered before the shipped ones.
    pub own_playbooks: &'a [Playbook],
    /// The login name, or the name given instead of it: what somebody new is called at first.
    pub login: &'a str,
    /// Whether somebody new is recognised by the login next time.
    pub joins_by_login: bool,
}

impl<'a> FormContext<'a> {
    /// Everybody who can be named.
    pub fn people(&self) -> &'a [Person] {
        self.board.people.rows()
    }

    /// The handle of whoever fills it in; empty when the board does not know them.
    pub fn my_handle(&self) -> &'a str {
        self.me.map_or("", |me| self.board.handle(me))
    }

    /// How what is typed is read.
    pub fn reader(&self) -> InputParser<'a> {
        let due = due_context(&self.board.cycle, self.now);
        InputParser { people: self.people(), me: self.me, due, unit: None }
    }

    /// The same for a form about these records.
    pub fn reader_of(&self, subjects: &[Ref]) -> InputParser<'a> {
        self.reader().in_unit(subjects.first().and_then(|subject| self.board.unit_of(*subject)))
    }
}

/// An answer that can be picked, and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The answer, as it is typed.
    pub answer: String,
    /// What it stands for; blank where it speaks for itself.
    pub words: String,
}

impl Offer {
    /// An answer that speaks for itself.
    pub fn plain(answer: impl Into<String>) -> Self {
        Self { answer: answer.into(), words: String::new() }
    }
}

/// One question of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The field it fills.
    pub field: Field,
    /// Whether the form cannot end without it.
    pub required: bool,
    /// What is asked instead of the field's own question: the cycle's words.
    pub instead: Option<String>,
    /// The part of an argument that it answers.
    pub part: Option<Part>,
    /// The answers to pick from, where the board or the cycle's playbook has them.
    pub offered: Vec<Offer>,
    /// Whether nothing but what is offered answers it.
    pub is_closed: bool,
}

/// One part of an argument that takes several as `KEY=ANSWER`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The argument's name.
    pub of: &'static str,
    /// The key, which is the word beside the question as well.
    pub key: String,
}

impl Question {
    /// The word beside it.
    pub fn label(&self) -> &str {
        self.part.as_ref().map_or(self.field.label, |part| &part.key)
    }

    /// What is asked.
    pub fn ask(&self) -> &str {
        self.instead.as_deref().unwrap_or(self.field.ask)
    }

    /// A question that needs no answer.
    pub const fn optional(name: &'static str, label: &'static str, ask: &'static str, input: Input) -> Self {
        Self {
            field: Field::asked(name, input, label, ask),
            required: false,
            instead: None,
            part: None,
            offered: Vec::new(),
            is_closed: false,
        }
    }

    /// A question that needs an answer.
    pub const fn required(name: &'static str, label: &'static str, ask: &'static str, input: Input) -> Self {
        Self {
            field: Field { required: true, ..Field::asked(name, input, label, ask) },
            required: true,
            instead: None,
            part: None,
            offered: Vec::new(),
            is_closed: false,
        }
    }

    /// The question of a stored field.
    pub const fn of(field: &Field) -> Self {
        Self {
            field: *field,
            required: field.is_needed(),
            instead: None,
            part: None,
            offered: Vec::new(),
            is_closed: false,
        }
    }
}

/// What a form asks: questions with the answers they start with, and the words in its border.
#[derive(Clone, Debug, PartialEq)]
pub struct Questions {
    /// The words in the form's border.
    pub title: String,
    /// The questions, each with the answer it starts with.
    pub asked: Vec<(Question, String)>,
    /// What is answered without being asked, by the argument's name.
    pub given: Vec<(&'static str, String)>,
}

impl Questions {
    /// What an operation asks about these records.
    pub fn of(spec: &OpSpec, names: &str) -> Self {
        let question = |arg: &ArgSpec| (Question::of(&arg.field), arg.start.to_owned());
        Self {
            title: spec.title.replace("{}", names),
            asked: spec.args.iter().filter(|arg| arg.is_asked()).map(question).collect(),
            given: Vec::new(),
        }
    }

    /// The question of this name and the answer it starts with.
    ///
    /// # Panics
    /// When there is none; a test opens every form.
    pub fn named(&mut self, name: &str) -> &mut (Question, String) {
        let found = self.asked.iter_mut().find(|(question, _)| question.field.name == name);
        found.expect("an operation prepares only what it asks for")
    }

    /// Starts the answer to this question.
    pub fn start(&mut self, name: &str, answer: impl Into<String>) {
        self.named(name).1 = answer.into();
    }

    /// Answers for an argument that is not asked for.
    pub fn give(&mut self, name: &'static str, answer: impl Into<String>) {
        self.given.push((name, answer.into()));
    }

    /// Insists on the answer to this question, or does not.
    pub fn require(&mut self, name: &str, required: bool) {
        self.named(name).0.required = required;
    }

    /// Asks this question in other words.
    pub fn instead(&mut self, name: &str, words: Option<String>) {
        self.named(name).0.instead = words;
    }

    /// Asks which one, and offers them by their numbers from 1 on.
    pub fn which(&mut self, name: &str, texts: impl Iterator<Item = String>) {
        let numbered =
            (1..).zip(texts).map(|(place, words): (usize, _)| Offer { answer: place.to_string(), words });
        self.offer(name, numbered.collect(), true);
    }

    /// Offers answers to this question; `is_closed` when there is no other.
    pub fn offer(&mut self, name: &str, offered: Vec<Offer>, is_closed: bool) {
        let question = &mut self.named(name).0;
        (question.offered, question.is_closed) = (offered, is_closed);
    }

    /// Asks this question right after another, where the log has them in another order than people think.
    pub fn put_after(&mut self, name: &str, before: &str) {
        let found = self.asked.iter().position(|(question, _)| question.field.name == name);
        let moved = self.asked.remove(found.expect("an operation moves only what it asks for"));
        let at = self.asked.iter().position(|(question, _)| question.field.name == before);
        self.asked.insert(at.expect("it is put after what is asked") + 1, moved);
    }

    /// Does not ask this question.
    pub fn spare(&mut self, name: &str) {
        self.asked.retain(|(question, _)| question.field.name != name);
    }
}
