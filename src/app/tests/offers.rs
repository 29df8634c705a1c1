//! Answers that are picked: what is offered, and what enter, tab and the arrows take of it.

use super::*;

impl Seat {
    fn offered(&self) -> Vec<String> {
        let offers = self.flow().offers(&self.app.form_context());
        offers.fitting.into_iter().map(|offer| offer.answer).collect()
    }

    fn picked(&self) -> Option<String> {
        self.flow().offers(&self.app.form_context()).pick().map(|offer| offer.answer.clone())
    }
}

/// At the form that approves a decision with two options.
fn approving() -> Seat {
    let mut seat = Seat::new();
    let fields = [("title", "Which wording?"), ("options", "A the long one\nB the short one")];
    let fields: Fields = fields.iter().map(|(name, it)| ((*name).to_owned(), Value::text(*it))).collect();
    seat.bench.does(common::Op::Add { kind: Kind::Decision, fields, on: None });
    seat.look_around();
    seat.press("3ca");
    seat
}

#[test]
fn the_options_of_a_decision_are_what_can_be_chosen_and_none_is_chosen_for_its_person() {
    let mut seat = approving();
    assert_eq!(seat.flow().answer("choice"), Some(""), "{:?}", seat.flow().answers);
    assert_eq!(seat.offered(), ["A the long one", "B the short one"]);
    assert_eq!(seat.picked(), None);
    seat.press("<down><down>");
    assert_eq!(seat.flow().answer("choice"), Some("B the short one"));
    // A letter after a pick begins another answer; words of one's own are taken as they are.
    seat.press("neither of them<tab>");
    assert_eq!(seat.flow().answer("choice"), Some("neither of them"));
}

#[test]
fn tab_goes_on_and_makes_whole_only_what_can_be_one_answer() {
    let mut seat = approving();
    let at = seat.flow().at;
    seat.press("a<tab>");
    assert_eq!(seat.flow().answer("choice"), Some("A the long one"));
    assert_eq!(seat.flow().at, at + 1, "one tab is one field");
    let filter = seat.flow().questions.iter().position(|it| it.field.name == "filter").unwrap();
    while seat.flow().at != filter {
        seat.press("<tab>");
    }
    assert_eq!(seat.offered(), ["yes", "no"]);
    seat.press("n");
    assert_eq!((seat.offered(), seat.picked()), (vec!["no".to_owned()], Some("no".to_owned())));
    seat.press("<right>");
    assert_eq!((seat.flow().answer("filter"), seat.flow().at), (Some("no"), filter), "the grey end is taken");
    seat.press("maybe<tab>");
    assert_eq!(seat.flow().answer("filter"), Some("maybe"), "what is none of them is not made one");
    let state = seat.flow().answer_state(filter, &seat.app.form_context());
    assert_eq!(state, crate::app::forms::AnswerState::Wrong);
}

#[test]
fn people_are_offered_by_name_and_names_with_commas_one_after_the_other() {
    let mut seat = Seat::new();
    seat.press(":cycle edit<enter>");
    let at = seat.flow().questions.iter().position(|it| it.field.name == "escalation").unwrap();
    while seat.flow().at != at {
        seat.press("<tab>");
    }
    seat.press("<c-u>");
    let everybody = seat.offered();
    assert!(everybody.len() > 1, "{everybody:?}");
    seat.press("jo,");
    assert!(!seat.offered().contains(&"jo".to_owned()), "who is named is not offered again");
    seat.press(" ma<right>");
    assert_eq!(seat.flow().answer("escalation"), Some("jo, maya"));
}

#[test]
fn everything_that_is_needed_is_said_at_once_and_a_form_can_be_thrown_away() {
    let mut seat = Seat::new();
    seat.press("4a<enter>");
    let problem = seat.flow().problem.clone().unwrap();
    assert_eq!(problem.reason, "blocker, fallback are needed");
    seat.press("Cert expired<c-x>");
    assert!(seat.app.overlay.is_none());
    assert!(seat.app.drafts.is_empty(), "{:?}", seat.app.drafts);
    seat.press("a");
    assert_eq!(seat.flow().answer("title"), Some(""));
}
