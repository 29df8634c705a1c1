//! Operations on reviews.

use super::{
    Context, Outcome,
    form::{FormContext, Offer, Questions},
    gate,
    operation::{Perform, ask},
};
use crate::{
    domain::{
        Cycle, Id, Item, Policy, Record, Ref, Refusal, Review, ReviewAnswer, Text,
        decision::Answer,
        fact_day::{Dated, FactDay},
        remedy,
        review::{Answered, ReviewKind, ReviewStep},
        rules::{context::RuleContext, review_status},
        when::medium,
    },
    noun, operation,
    store::TxnError,
};

noun! {
    /// An operation on reviews.
    Review(Op): Hold
}

operation! {
    /// Writes down that one was held, with what was answered; it completes its checklist item
    pub struct Hold as "review.hold", typed "log", past "held", title "A review was held" {
        /// Which, by its key: see `review kinds`
        kind: String = ask("review", "Which review was held?").next().word().start("weekly"),
        /// What came of it
        note: Option<String> = ask("note", "What came of it?"),
        /// The day it counts for, if not today; never one ahead
        #[serde(skip_serializing_if = "Option::is_none")]
        on: Option<FactDay> = ask("on", "On which day, if not today?"),
        /// The answer to one of its steps, by the step's key
        #[serde(skip_serializing_if = "Vec::is_empty")]
        answers: Vec<String> = ask("answers", "What was answered?").flag("answer").value("KEY=TEXT").flag_only(),
    }
}

impl Perform for Hold {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let (cycle, by, now) = (context.cycle()?, context.actor()?, context.now);
        let policy = context.policy()?;
        let kind = kind_of(&policy, &self.kind)?;
        let answers = kind.read(&self.answers)?;
        let Dated { at, recorded_at } = context.dated(self.on)?;
        let note = self.note.as_deref().filter(|note| !note.trim().is_empty()).map(Into::into);
        let review = Review {
            id: Id::new(0),
            cycle: cycle.id,
            kind: (&*kind.key).into(),
            slot: None,
            at,
            by,
            note,
            recorded_at,
        };
        let board = context.txn.board(cycle.id)?;
        let facts = RuleContext::at(&board, now);
        let slot = review_status::slot_of(&facts, &review);
        let review = Review { slot, ..review };
        let id = context.txn.add(&review)?;
        for (step, answer, words) in &answers {
            add_answer(context, id, step, (*answer, words.clone()))?;
        }
        let reference = review.with_id(id.number()).reference();
        let mut said = vec![match slot {
            Some(slot) => format!("the one of {}", medium(slot, cycle.tz())),
            None => "none was scheduled".to_owned(),
        }];
        said.extend(complete(context, review_status::item_of(&board, kind), reference)?);
        for (step, answer, words) in &answers {
            said.extend(set(context, &cycle, step, *answer, words.as_deref())?);
        }
        let name = kind.name_in(cycle.schedule().every_days);
        Ok(Outcome::made(format!("{reference} {name} held; {}", said.join("; ")), reference))
    }

    fn prepare(form: &FormContext<'_>, _: Option<Ref>, asked: &mut Questions) {
        let kinds = form.board.policy.review_kinds().iter();
        let offered = kinds.map(|kind| Offer { answer: kind.key.clone(), words: kind.name.clone() });
        asked.offer("kind", offered.collect(), true);
    }
}

/// The kind of review that somebody names.
fn kind_of<'a>(policy: &'a Policy, key: &str) -> Result<&'a ReviewKind, Refusal> {
    policy.review(key.trim()).ok_or_else(|| {
        let kinds: Vec<&str> = policy.review_kinds().iter().map(|kind| kind.key.as_str()).collect();
        let reason = format!("`{}` is no kind of review: there are {}", key.trim(), kinds.join(", "));
        Refusal::new("review.unknown", reason, remedy::SEE_KINDS).on("kind")
    })
}

fn add_answer(
    context: &mut Context<'_, '_>,
    review: Id<Review>,
    step: &ReviewStep,
    (answer, words): (Answered, Option<Text>),
) -> Result<(), TxnError> {
    let row = ReviewAnswer {
        id: Id::new(0),
        review,
        step: (&*step.key).into(),
        asked: (&*step.text).into(),
        about: None,
        answer,
        words,
    };
    context.txn.add(&row).map(drop)
}

/// Completes the checklist item of a review, also when it was waived before.
fn complete(
    context: &mut Context<'_, '_>,
    item: Option<&Item>,
    review: Ref,
) -> Result<Option<String>, TxnError> {
    let Some(item) = item.filter(|item| !item.is_completed()) else { return Ok(None) };
    let (by, now) = (context.actor()?, context.now);
    context.txn.edit(item.id, |item| {
        item.complete(review, by, now);
        Ok(())
    })?;
    Ok(Some(format!("{} is done", item.reference())))
}

/// Gives the answer of a step to the cycle, where the step does and the cycle has another.
fn set(
    context: &mut Context<'_, '_>,
    cycle: &Cycle,
    step: &ReviewStep,
    answered: Answered,
    words: Option<&str>,
) -> Result<Option<String>, TxnError> {
    let answer = match answered {
        Answered::Yes => Answer::Yes,
        Answered::No | Answered::NotYet => Answer::No,
        Answered::Said | Answered::None => return Ok(None),
    };
    let words = words.unwrap_or("as answered in the review").to_owned();
    let operation = match step.sets.as_deref() {
        Some("demonstrable") if cycle.demonstrable != Some(answer) => {
            gate::Demonstrate { answer, proof: words }.apply(context)?
        }
        Some("achievable") if cycle.achievable != Some(answer) => {
            gate::Assume { answer, why: words }.apply(context)?
        }
        _ => return Ok(None),
    };
    Ok(Some(operation.said))
}
