//! How a form takes keys and answers: what is typed is completed and checked, and leads to the next question or to the
//! form's end.

use super::{finish, follow, is_capture, is_playbook, known, playbook_from, spread_capture, steps};
use crate::{
    app::{
        editor::Editor,
        event::Effect,
        flow::{Draft, Flow, Problem},
        way_out,
    },
    domain::{Id, Refusal, parse::InputParser, record::Input, value::Column as _},
    input::{Chord, Key},
    ops::form::FormContext,
};

impl From<Refusal> for Problem {
    /// What is wrong with a form.
    fn from(refusal: Refusal) -> Self {
        Self { reason: refusal.to_string(), hint: way_out::told(&refusal.hint, way_out::From::Form) }
    }
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

impl Flow {
    /// Answers the question of this name, and asks what follows from it.
    pub fn answer_with(&mut self, name: &str, answer: &str, form: &FormContext<'_>) {
        if let Some(at) = self.questions.iter().position(|question| question.field.name == name) {
            answer.clone_into(&mut self.answers[at]);
            follow(self, form);
            self.go_to(self.first_blank().unwrap_or(at));
        }
    }

    /// Fills the answers a draft kept, and goes to where it is not complete.
    pub fn take_up(&mut self, draft: &Draft, form: &FormContext<'_>) {
        self.fill(draft);
        // One of them may ask for others.
        follow(self, form);
        self.fill(draft);
        let at = self.first_blank().unwrap_or(self.at);
        self.go_to(at);
    }

    /// How the answer being typed is understood, or why it is not; `None` when there is nothing to say.
    pub fn reading(&self, reader: &InputParser<'_>) -> Option<Result<String, Refusal>> {
        let question = self.questions.get(self.at)?;
        if self.editor.is_blank() || is_capture(self.kind, question) {
            return None;
        }
        match reader.read(&question.field, &self.editor.text()) {
            Ok(read) => read.echo.map(Ok),
            Err(refusal) => Some(Err(refusal)),
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
        follow(self, form);
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
            Input::Line if is_playbook(self.kind, question) => playbook_from(&typed, form),
            Input::Line if self.kind.asks_for_a_review(question) => steps::completed(&typed, form),
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
            | Input::Links(_)
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
            && is_capture(self.kind, question)
            && let Err(refusal) = spread_capture(self, form)
        {
            self.problem = Some(refusal.into());
            return Turn::Stay;
        }
        follow(self, form);
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
                Problem { reason: format!("{} is needed", question.label()), hint: question.ask().to_owned() }
            });
            return Turn::Stay;
        }
        match finish(self, form) {
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
        if !is_new || is_capture(self.kind, question) {
            return Ok(());
        }
        form.reader_of(&self.subjects).read(&question.field, answer)?;
        known(self.kind, question, answer, form)
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
