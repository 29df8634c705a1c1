//! A flow: some questions, answered by keyboard, that end in one operation. A value: it can be kept as a draft,
//! compared, and taken up again.

mod kind;

pub use kind::{FieldSet, FormKind};

use super::{editor::Editor, event::Effect, forms, way_out};
use crate::{
    domain::{Id, Ref, Refusal, parse::InputParser, record::Input, value::Column as _},
    input::{Chord, Key},
    ops::form::{FormContext, Question},
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

impl From<Refusal> for Problem {
    /// What is wrong with a form.
    fn from(refusal: Refusal) -> Self {
        Self { reason: refusal.to_string(), hint: way_out::told(&refusal.hint, way_out::From::Form) }
    }
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
    /// What is wrong with the last try.
    pub problem: Option<Problem>,
    /// Whether the operation is on its way.
    pub is_sending: bool,
    /// The last operation on the board that its person took into account.
    pub seen: i64,
}

/// What there is of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerState {
    /// Nothing was typed.
    Blank,
    /// It cannot be taken as it is.
    Wrong,
    /// It can be taken.
    Good,
}

/// How a flow took a key.
#[derive(Debug, PartialEq)]
pub enum Turn {
    /// It goes on.
    Stay,
    /// The person left; what was typed is kept as a draft.
    Leave,
    /// All is answered: ask for this.
    Done(Effect),
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
    /// A flow that begins with these questions and answers, at the first required one without an answer.
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
            problem: None,
            is_sending: false,
            seen: 0,
        };
        flow.go_to(flow.first_blank().unwrap_or(0));
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

    fn go_to(&mut self, at: usize) {
        self.at = at.min(self.questions.len().saturating_sub(1));
        let is_long = self.questions.get(self.at).is_some_and(|question| question.field.input == Input::Long);
        let text = self.answers.get(self.at).cloned().unwrap_or_default();
        self.editor = Editor::new(&text, is_long);
        self.is_fresh = true;
    }

    /// Clears an answer that was only offered when the person begins to type another: a date, a name, a number. A
    /// text of the person's own is edited instead.
    fn type_over(&mut self, chord: Chord) {
        let is_text =
            self.questions.get(self.at).is_some_and(|it| matches!(it.field.input, Input::Line | Input::Long));
        let is_letter = matches!(chord.key, Key::Char(_)) && !chord.ctrl && !chord.alt;
        if std::mem::take(&mut self.is_fresh) && is_letter && (!is_text || self.kind.is_guided()) {
            self.editor = Editor::new("", self.editor.is_long);
        }
    }

    fn store_answer(&mut self) {
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

    /// Fills the answers a draft kept, and goes to where it is not complete.
    pub fn take_up(&mut self, draft: &Draft) {
        self.fill(draft);
        // One of them may ask for others.
        forms::plan::follow(self);
        self.fill(draft);
        let at = self.first_blank().unwrap_or(self.at);
        self.go_to(at);
    }

    fn fill(&mut self, draft: &Draft) {
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

    /// How the answer being typed is understood, or why it is not; `None` when there is nothing to say.
    pub fn reading(&self, reader: &InputParser<'_>) -> Option<Result<String, Refusal>> {
        let question = self.questions.get(self.at)?;
        if self.editor.is_blank() || forms::is_capture(self.kind, question) {
            return None;
        }
        match reader.read(&question.field, &self.editor.text()) {
            Ok(read) => read.echo.map(Ok),
            Err(refusal) => Some(Err(refusal)),
        }
    }

    /// Takes text that was pasted.
    pub fn paste(&mut self, text: &str) {
        self.editor.paste(text);
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

    /// Takes a key.
    pub fn press(&mut self, chord: Chord, form: &FormContext<'_>) -> Turn {
        if self.is_sending {
            return Turn::Stay;
        }
        if chord.key == Key::Esc {
            return Turn::Leave;
        }
        if chord.key == Key::Enter {
            return self.enter(form);
        }
        if matches!(chord.key, Key::Tab | Key::BackTab) {
            self.walk(chord.key == Key::Tab, form);
            return Turn::Stay;
        }
        self.type_over(chord);
        if self.editor.press(chord) {
            self.problem = None;
            self.store_answer();
        } else if matches!(chord.key, Key::Up | Key::Down) {
            self.walk(chord.key == Key::Down, form);
        }
        Turn::Stay
    }

    fn walk(&mut self, forward: bool, form: &FormContext<'_>) {
        if forward && self.complete(form) {
            return;
        }
        self.store_answer();
        forms::plan::follow(self);
        let count = self.questions.len().max(1);
        let at = if forward { (self.at + 1) % count } else { (self.at + count - 1) % count };
        self.go_to(at);
    }

    /// Completes a choice that has begun; says whether it did.
    fn complete(&mut self, form: &FormContext<'_>) -> bool {
        let Some(question) = self.questions.get(self.at) else {
            return false;
        };
        let typed = self.editor.text().trim().to_lowercase();
        if typed.is_empty() {
            return false;
        }
        let full: Option<String> = match question.field.input {
            Input::Choice(words) => {
                words.iter().find(|word| word.starts_with(&typed)).map(|&word| word.to_owned())
            }
            Input::Person => {
                let read = form.reader().person(&typed).ok();
                let person = read.and_then(|read| Id::load(read.value).ok());
                person.map(|person| form.board.handle(person).to_owned())
            }
            Input::Line if forms::is_playbook(self.kind, question) => forms::playbook_from(&typed, form),
            Input::Line
            | Input::Long
            | Input::People
            | Input::Due
            | Input::Day
            | Input::PastDay
            | Input::Score
            | Input::Number
            | Input::Flag
            | Input::Link(_)
            | Input::Kept => None,
        };
        match full {
            Some(full) if full != typed => {
                self.editor = Editor::new(&full, false);
                self.store_answer();
                true
            }
            _ => false,
        }
    }

    /// Accepts the answer; then the next required blank one, or the end.
    fn enter(&mut self, form: &FormContext<'_>) -> Turn {
        self.store_answer();
        if let Some(question) = self.questions.get(self.at)
            && forms::is_capture(self.kind, question)
            && let Err(refusal) = forms::spread_capture(self, form)
        {
            self.problem = Some(refusal.into());
            return Turn::Stay;
        }
        forms::plan::follow(self);
        if let Err((at, refusal)) = self.check(form) {
            self.go_to(at);
            self.problem = Some(refusal.into());
            return Turn::Stay;
        }
        if self.kind.is_guided() && self.at + 1 < self.questions.len() && !self.is_blank_here() {
            self.go_to(self.at + 1);
            self.problem = None;
            return Turn::Stay;
        }
        if let Some(blank) = self.first_blank() {
            let here = blank == self.at;
            self.go_to(blank);
            self.problem = here.then(|| {
                let question = &self.questions[blank];
                Problem {
                    reason: format!("{} is needed", question.field.label),
                    hint: question.ask().to_owned(),
                }
            });
            return Turn::Stay;
        }
        match forms::finish(self, form) {
            Ok(effect) => {
                self.is_sending = true;
                self.problem = None;
                Turn::Done(effect)
            }
            Err(refusal) => {
                let field = refusal.field;
                self.refused(refusal.into(), field);
                Turn::Stay
            }
        }
    }

    fn is_blank_here(&self) -> bool {
        self.questions[self.at].required && self.answers[self.at].trim().is_empty()
    }

    /// The first answer that cannot be read, and why.
    fn check(&self, form: &FormContext<'_>) -> Result<(), (usize, Refusal)> {
        (0..self.questions.len())
            .try_for_each(|at| self.check_answer(at, form).map_err(|refusal| (at, refusal)))
    }

    fn check_answer(&self, at: usize, form: &FormContext<'_>) -> Result<(), Refusal> {
        let (Some(question), Some(answer)) = (self.questions.get(at), self.answers.get(at)) else {
            return Ok(());
        };
        // What was there before may be a date that has passed; only what is typed must lie ahead.
        let is_new = self.before.get(at) != Some(answer);
        if !is_new || forms::is_capture(self.kind, question) {
            return Ok(());
        }
        form.reader_of(&self.subjects).read(&question.field, answer)?;
        forms::known(self.kind, question, answer, form)
    }

    /// How far the answer to a question is: not given, not one that can be taken, or one that can.
    pub fn answer_state(&self, at: usize, form: &FormContext<'_>) -> AnswerState {
        let is_refused = at == self.at && self.problem.is_some();
        if self.answers.get(at).is_none_or(|answer| answer.trim().is_empty()) {
            AnswerState::Blank
        } else if is_refused || self.check_answer(at, form).is_err() {
            AnswerState::Wrong
        } else {
            AnswerState::Good
        }
    }
}
