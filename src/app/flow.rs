//! A flow: some questions, answered by keyboard, that end in one operation. A value: it can be kept as a draft,
//! compared, and taken up again. Knows neither what a form asks nor how an answer is read.

mod kind;

pub use kind::{FieldSet, FormKind};

use super::editor::Editor;
use crate::{
    domain::{Ref, record::Input},
    input::{Chord, Key},
    ops::form::Question,
};
use serde::{Deserialize, Serialize};

/// What stands in the way of a flow's end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Why.
    pub reason: String,
    /// What to do.
    pub hint: String,
}

/// A flow in progress.
#[derive(Clone, Debug)]
pub struct Flow {
    /// What it is for.
    pub kind: FormKind,
    /// The records it is about, as people call them.
    pub subjects: Vec<Ref>,
    /// The words in its border.
    pub title: String,
    /// A line above the questions: the decision being closed, the note being completed.
    pub lead: String,
    /// The questions.
    pub questions: Vec<Question>,
    /// The answers as typed, one for each question.
    pub answers: Vec<String>,
    /// What the answers were at the start; an edit sends only what differs.
    pub before: Vec<String>,
    /// The question being answered.
    pub at: usize,
    /// The answer being typed.
    pub editor: Editor,
    /// Whether the answer stands there as it was found: the first letter typed takes the place of a short one.
    is_fresh: bool,
    /// What was typed by hand of the answer: it narrows what is offered. Blank while the answer stands as it was found.
    narrowed: String,
    /// What is wrong with the last try.
    pub problem: Option<Problem>,
    /// Whether the operation is on its way.
    pub is_sending: bool,
    /// The last operation on the board that its person took into account.
    pub seen: i64,
}

/// A flow as it is kept when its person leaves, or the line drops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What it is for.
    pub kind: FormKind,
    /// The records it is about.
    pub subjects: Vec<Ref>,
    /// The answers by field.
    pub answers: Vec<(String, String)>,
    /// Whether it was open when the program ended.
    pub was_open: bool,
}

impl Flow {
    /// A flow that begins with these questions and answers, at the first required one without an answer; one that starts
    /// filled in at the top.
    pub fn new(
        kind: FormKind,
        subjects: Vec<Ref>,
        title: impl Into<String>,
        lead: impl Into<String>,
        questions: Vec<(Question, String)>,
    ) -> Self {
        let (questions, answers): (Vec<_>, Vec<_>) = questions.into_iter().unzip();
        let mut flow = Self {
            kind,
            subjects,
            title: title.into(),
            lead: lead.into(),
            questions,
            before: answers.clone(),
            answers,
            at: 0,
            editor: Editor::new("", false),
            is_fresh: true,
            narrowed: String::new(),
            problem: None,
            is_sending: false,
            seen: 0,
        };
        let start = if kind.starts_filled_in() { 0 } else { flow.first_blank().unwrap_or(0) };
        flow.go_to(start);
        flow
    }

    /// The answer to the question of this name, as typed so far.
    pub fn answer(&self, name: &str) -> Option<&str> {
        let at = self.questions.iter().position(|question| question.field.name == name)?;
        Some(self.answers[at].as_str())
    }

    /// Whether any answer differs from what it was at the start.
    pub fn is_touched(&self) -> bool {
        self.answers != self.before
    }

    /// The first required question without an answer.
    pub fn first_blank(&self) -> Option<usize> {
        self.questions
            .iter()
            .zip(&self.answers)
            .position(|(question, answer)| question.required && answer.trim().is_empty())
    }

    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at.min(self.questions.len().saturating_sub(1));
        let is_long = self.questions.get(self.at).is_some_and(|question| question.field.input == Input::Long);
        let text = self.answers.get(self.at).cloned().unwrap_or_default();
        self.editor = Editor::new(&text, is_long);
        self.is_fresh = true;
        self.narrowed.clear();
    }

    /// What was typed by hand of the answer.
    pub(super) fn narrowed(&self) -> &str {
        &self.narrowed
    }

    /// What was typed by hand narrows what is offered.
    pub(super) fn narrow(&mut self) {
        self.narrowed = self.editor.text();
    }

    /// Puts a picked answer where the typed one was; the next letter begins another, unless more names may follow.
    pub(super) fn pick(&mut self, answer: &str) {
        self.editor = Editor::new(answer, false);
        self.is_fresh = self.questions.get(self.at).is_some_and(|it| !it.field.input.takes_several());
        self.problem = None;
        self.store_answer();
    }

    /// Clears an answer that was only offered when the person begins to type another: a date, a name, a number. A
    /// text of the person's own is edited instead.
    pub(super) fn type_over(&mut self, chord: Chord) {
        let is_text =
            self.questions.get(self.at).is_some_and(|it| matches!(it.field.input, Input::Line | Input::Long));
        let is_letter = matches!(chord.key, Key::Char(_)) && !chord.ctrl && !chord.alt;
        let is_offered = self.questions.get(self.at).is_some_and(|it| !it.offered.is_empty());
        let is_offered = is_offered || self.kind.starts_filled_in();
        if std::mem::take(&mut self.is_fresh) && is_letter && (!is_text || is_offered) {
            self.editor = Editor::new("", self.editor.is_long);
        }
    }

    pub(super) fn store_answer(&mut self) {
        if let Some(answer) = self.answers.get_mut(self.at) {
            *answer = self.editor.text();
        }
    }

    /// Asks one more question.
    pub fn ask_also(&mut self, at: usize, question: Question, answer: String) {
        self.questions.insert(at, question);
        self.answers.insert(at, answer);
        self.before.insert(at, String::new());
        self.at += usize::from(at <= self.at);
    }

    /// Asks no longer for the parts of an argument.
    pub(super) fn ask_no_parts(&mut self) {
        for at in (0..self.questions.len()).rev() {
            if self.questions[at].part.is_some() {
                self.questions.remove(at);
                self.answers.remove(at);
                self.before.remove(at);
                self.at -= usize::from(at < self.at);
            }
        }
    }

    pub(super) fn fill(&mut self, draft: &Draft) {
        for (question, answer) in self.questions.iter().zip(&mut self.answers) {
            if let Some((_, kept)) = draft.answers.iter().find(|(name, _)| name == question.field.name) {
                answer.clone_from(kept);
            }
        }
    }

    /// What to keep of it.
    pub fn draft(&self, was_open: bool) -> Draft {
        let names = self.questions.iter().map(|question| question.field.name.to_owned());
        Draft {
            kind: self.kind,
            subjects: self.subjects.clone(),
            answers: names.zip(self.answers.clone()).collect(),
            was_open,
        }
    }

    /// Takes text that was pasted.
    pub fn paste(&mut self, text: &str) {
        self.editor.paste(text);
        self.narrow();
        self.store_answer();
    }

    /// Says that the operation was refused; everything typed stays.
    pub fn refused(&mut self, problem: Problem, field: Option<&str>) {
        self.is_sending = false;
        self.problem = Some(problem);
        let at =
            field.and_then(|name| self.questions.iter().position(|question| question.field.name == name));
        if let Some(at) = at {
            self.go_to(at);
        }
    }
}
