//! What can be picked for an answer: the words of a choice, people, records, and whatever a question offers; narrowed by
//! what is typed. Knows no keys and draws nothing.

use crate::{
    app::flow::Flow,
    domain::{Kind, Person, Summary, record::Input, sanitize::fold_name},
    ops::form::{FormContext, Offer, Question},
};

/// What can be picked for the answer being typed, best first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offers {
    /// What fits what was typed.
    pub fitting: Vec<Offer>,
    /// Which of them enter takes, if any.
    pub picked: Option<usize>,
}

impl Offers {
    /// The one that enter takes.
    pub fn pick(&self) -> Option<&Offer> {
        self.fitting.get(self.picked?)
    }

    /// The one below or above; nothing at either end.
    pub(super) fn beside(&self, down: bool) -> Option<&Offer> {
        let at = match (self.picked, down) {
            (None, true) => 0,
            (Some(at), true) => at + 1,
            (Some(at), false) => at.checked_sub(1)?,
            (None, false) => return None,
        };
        self.fitting.get(at)
    }

    /// The only one that begins with what was typed.
    pub(super) fn only(&self, typed: &str) -> Option<&Offer> {
        let typed = fold_name(typed);
        let mut begun = self.fitting.iter().filter(|offer| fold_name(&offer.answer).starts_with(&typed));
        begun.next().filter(|_| begun.next().is_none() && !typed.is_empty())
    }
}

impl Flow {
    /// What can be picked for the answer being typed.
    pub fn offers(&self, form: &FormContext<'_>) -> Offers {
        let Some(question) = self.questions.get(self.at) else { return Offers::default() };
        let (kept, typed) = parted(question, self.narrowed());
        let wanted = fold_name(typed);
        let is_named = |offer: &Offer| kept.split(',').any(|it| it.trim() == offer.answer);
        let mut ranked: Vec<(u8, Offer)> = all(question, form)
            .filter(|offer| !is_named(offer))
            .filter_map(|offer| Some((rank(&offer, &wanted)?, offer)))
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let fitting: Vec<Offer> = ranked.into_iter().map(|(_, offer)| offer).collect();
        let text = self.editor.text();
        let now = fold_name(parted(question, &text).1);
        let picked = fitting.iter().position(|offer| fold_name(&offer.answer) == now);
        let picked = picked.or_else(|| (!wanted.is_empty() && !fitting.is_empty()).then_some(0));
        Offers { fitting, picked }
    }

    /// Rows that the longest list of offers takes, no more than `most`.
    pub fn offered_rows(&self, form: &FormContext<'_>, most: usize) -> usize {
        self.questions.iter().map(|it| all(it, form).take(most).count()).max().unwrap_or(0)
    }

    /// The end of the picked answer that what was typed lacks.
    pub fn ghost(&self, form: &FormContext<'_>) -> Option<String> {
        let question = self.questions.get(self.at)?;
        let text = self.editor.text();
        let typed = parted(question, &text).1;
        let offers = self.offers(form);
        let answer = &offers.pick()?.answer;
        let (head, rest) = answer.split_at_checked(typed.len())?;
        (!typed.is_empty() && !rest.is_empty() && head.eq_ignore_ascii_case(typed)).then(|| rest.to_owned())
    }
}

/// The answer with this pick in it: names that were typed before it stay.
pub(super) fn with_pick(question: &Question, text: &str, pick: &str) -> String {
    match parted(question, text).0 {
        "" => pick.to_owned(),
        kept => format!("{kept} {pick}"),
    }
}

/// What of the text is being picked: all of it, or what comes after the last comma where several may be named.
pub(super) fn being_picked<'a>(question: &Question, text: &'a str) -> &'a str {
    parted(question, text).1
}

/// The names that stand before the last comma, with it, and what comes after: what is being picked.
fn parted<'a>(question: &Question, text: &'a str) -> (&'a str, &'a str) {
    match text.rfind(',').filter(|_| question.field.input.takes_several()) {
        Some(comma) => (&text[..=comma], text[comma + 1..].trim()),
        None => ("", text.trim()),
    }
}

/// Everything that can be picked for a question.
fn all<'a>(question: &'a Question, form: &FormContext<'a>) -> Box<dyn Iterator<Item = Offer> + 'a> {
    if !question.offered.is_empty() {
        return Box::new(question.offered.iter().cloned());
    }
    let words = |words: &'static [&'static str]| Box::new(words.iter().map(|word| Offer::plain(*word)));
    match question.field.input {
        Input::Choice(choices) => words(choices),
        Input::Flag => words(&["yes", "no"]),
        Input::Person | Input::People => Box::new(form.people().iter().filter(|it| it.active).map(person)),
        Input::Link(kind) => records(kind, form),
        Input::Links(kinds) => {
            let form = *form;
            Box::new(kinds.iter().flat_map(move |kind| records(*kind, &form)))
        }
        Input::Line
        | Input::Long
        | Input::Due
        | Input::Day
        | Input::PastDay
        | Input::Score
        | Input::Number
        | Input::Kept => Box::new(std::iter::empty()),
    }
}

fn person(person: &Person) -> Offer {
    let function = person.function.as_deref().map_or_else(String::new, |it| format!(", {it}"));
    Offer { answer: person.handle.to_string(), words: format!("{}{function}", person.name) }
}

/// The records of a kind, what is open first.
fn records<'a>(kind: Kind, form: &FormContext<'a>) -> Box<dyn Iterator<Item = Offer> + 'a> {
    let of_kind = |is_open: bool| {
        let all = form.board.summaries();
        all.filter(move |it| it.stored().kind == kind && it.is_open() == is_open).map(record)
    };
    Box::new(of_kind(true).chain(of_kind(false)))
}

fn record(record: &dyn Summary) -> Offer {
    Offer { answer: record.people_ref().to_string(), words: record.title().to_owned() }
}

/// How well an offer fits what was typed: it begins so, a word of it does, it has it somewhere.
fn rank(offer: &Offer, wanted: &str) -> Option<u8> {
    if wanted.is_empty() {
        return Some(0);
    }
    let (answer, words) = (fold_name(&offer.answer), fold_name(&offer.words));
    let begins_word =
        |text: &str| text.split(|it: char| !it.is_alphanumeric()).any(|word| word.starts_with(wanted));
    if answer.starts_with(wanted) {
        Some(0)
    } else if begins_word(&answer) || begins_word(&words) || words.starts_with(wanted) {
        Some(1)
    } else {
        (answer.contains(wanted) || words.contains(wanted)).then_some(2)
    }
}
