//! How a form takes keys and answers: what is typed is completed and checked, and leads to the next question or to the
//! form's end.

use super::{finish, follow, is_capture, known, offers, spread_capture};
use crate::{
    app::{
        event::Effect,
        flow::{Draft, Flow, Problem},
        way_out,
    },
    domain::{Refusal, parse::InputParser},
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
    /// The person left; what was typed is thrown away.
    Discard,
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
        if chord.key == Key::Char('x') && chord.ctrl {
            return Turn::Discard;
        }
        if chord.key == Key::Enter {
            return self.enter(form);
        }
        if matches!(chord.key, Key::Tab | Key::BackTab) {
            self.walk(chord.key == Key::Tab, form);
            return Turn::Stay;
        }
        if chord.key == Key::Right && self.takes_ghost(form) {
            return Turn::Stay;
        }
        self.type_over(chord);
        let before = self.editor.text();
        if self.editor.press(chord) {
            self.problem = None;
            self.store_answer();
            if self.editor.text() != before {
                self.narrow();
            }
        } else if matches!(chord.key, Key::Up | Key::Down) {
            self.step(chord.key == Key::Down, form);
        }
        Turn::Stay
    }

    /// Takes the end of the picked answer that stands in grey behind the cursor.
    fn takes_ghost(&mut self, form: &FormContext<'_>) -> bool {
        let Some(ghost) = self.ghost(form).filter(|_| self.editor.is_at_end()) else { return false };
        let answer = format!("{}{ghost}", self.editor.text());
        self.pick(&answer);
        true
    }

    fn walk(&mut self, forward: bool, form: &FormContext<'_>) {
        self.settle(form, false);
        self.store_answer();
        follow(self, form);
        let count = self.questions.len().max(1);
        let at = if forward { (self.at + 1) % count } else { (self.at + count - 1) % count };
        self.go_to(at);
    }

    /// Moves to another of the answers that are offered; at either end, to another question.
    fn step(&mut self, down: bool, form: &FormContext<'_>) {
        let offers = self.offers(form);
        match offers.beside(down).zip(self.questions.get(self.at)) {
            Some((offer, question)) => {
                let answer = offers::with_pick(question, &self.editor.text(), &offer.answer);
                self.pick(&answer);
            }
            None => self.walk(down, form),
        }
    }

    /// Makes a whole answer of one that was only begun: the picked one where the person `takes` it, else the only one
    /// that begins so. What can be read as it stands stays, unless it is the beginning of one.
    fn settle(&mut self, form: &FormContext<'_>, takes: bool) {
        let Some(question) = self.questions.get(self.at) else { return };
        let text = self.editor.text();
        let offers = self.offers(form);
        let typed = self.narrowed().trim();
        if typed.is_empty() || offers.fitting.is_empty() {
            return;
        }
        let is_read =
            !question.is_closed && form.reader_of(&self.subjects).read(&question.field, &text).is_ok();
        let pick = match offers.pick().filter(|_| takes && !is_read) {
            Some(pick) => Some(pick),
            None => offers.only(offers::being_picked(question, &text)),
        };
        if let Some(pick) = pick {
            let answer = offers::with_pick(question, &text, &pick.answer);
            self.pick(&answer);
        }
    }

    /// Accepts the answer; then the next required blank one, or the end.
    fn enter(&mut self, form: &FormContext<'_>) -> Turn {
        self.settle(form, true);
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
            self.problem = here.then(|| self.needs(blank));
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

    /// Everything that is still needed, at once.
    fn needs(&self, here: usize) -> Problem {
        let asked = self.questions.iter().zip(&self.answers);
        let blank = asked.filter(|(question, answer)| question.required && answer.trim().is_empty());
        let labels: Vec<&str> = blank.map(|(question, _)| question.label()).collect();
        let verb = if labels.len() == 1 { "is" } else { "are" };
        let reason = format!("{} {verb} needed", labels.join(", "));
        Problem { reason, hint: self.questions[here].ask().to_owned() }
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
            // The beginning of an answer that is offered is not wrong yet.
            let is_begun = at == self.at && !is_refused && self.offers(form).picked.is_some();
            if is_begun { AnswerState::Blank } else { AnswerState::Wrong }
        } else {
            AnswerState::Good
        }
    }
}
