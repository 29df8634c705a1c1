//! Reviews that were held, what was answered in them, and the kinds of review that a playbook has. When one should be
//! held is the calendar's matter.

pub use super::review_kind::{Answered, ReviewKind, ReviewStep, StepKind, usual};

use super::{
    cycle::Cycle,
    id::{Id, Ref},
    person::Person,
    record::{HISTORY, KEPT},
    value::Text,
    when::Moment,
};

crate::entity! {
    /// A review that was held.
    pub struct Review in "review" {
        /// The cycle it belongs to.
        cycle: Id<Cycle> = KEPT,
        /// What it was for: the key of a kind of the playbook.
        kind: Text = KEPT,
        /// The scheduled time it stands for; nothing when none was scheduled.
        slot: Option<Moment> = KEPT,
        /// When it was held.
        at: Moment = KEPT,
        /// Who held it.
        by: Id<Person> = HISTORY,
        /// What came of it.
        note: Option<Text> = KEPT,
        /// When it was written down, where that was on a later day.
        recorded_at: Option<Moment> = KEPT,
    }
}

crate::entity! {
    /// The answer to one step of a review.
    pub struct ReviewAnswer in "review_answer" {
        /// The review.
        review: Id<Review> = KEPT,
        /// The step, by its key.
        step: Text = KEPT,
        /// What was asked, in the words of then.
        asked: Text = KEPT,
        /// The record that the answer is about, where the step goes through several.
        about: Option<Ref> = KEPT,
        /// How it was answered.
        answer: Answered = KEPT,
        /// What was said with it.
        words: Option<Text> = KEPT,
    }

    fn parent(&self) -> i64 {
        self.review.number()
    }
}

impl ReviewAnswer {
    /// The answer in words.
    pub fn said(&self) -> String {
        match (self.answer, self.words.as_deref()) {
            (Answered::Said, words) => words.unwrap_or_default().to_owned(),
            (other, Some(words)) => format!("{}: {words}", other.label()),
            (other, None) => other.label().to_owned(),
        }
    }
}
