//! What can be done to checklist items.

use super::{
    Context, Outcome,
    form::{FormContext, Questions},
    operation::{Perform, ask, subject},
};
use crate::{
    domain::{Item, Kind, Ref, Refusal, remedy},
    noun, operation,
    store::TxnError,
};

noun! {
    /// An operation on a checklist item.
    Item(Op): Done, Waive
}

operation! {
    /// Ticks one
    pub struct Done as "item.done", past "ticked", title "Tick {}" {
        /// The item, such as P-7
        subject: Ref = subject(Kind::Item),
        /// Where others can see that it was done
        proof: Option<String> = ask("proof", "Where can others see that it was done?").flag("evidence"),
    }
}

impl Perform for Done {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let (now, by) = (context.now, context.actor()?);
        let policy = context.policy()?;
        let mut is_waiver = None;
        let item = context.change(self.subject, |item: &mut Item| {
            let Some(review) = item.key.as_deref().and_then(|key| policy.reviews_of_item(key).next()) else {
                return item.tick(self.proof.as_deref(), by, now);
            };
            is_waiver = Some(review.name.clone());
            let why = self.proof.as_deref().map_or("", str::trim);
            if why.is_empty() {
                return Err(Refusal::new(
                    "item.review",
                    format!(
                        "the {} completes it; ticked by hand it is waived, and that needs a reason",
                        review.name
                    ),
                    remedy::HOLD_REVIEW.with("KIND", &review.key),
                )
                .on("proof"));
            }
            item.waive(why, by, now)
        })?;
        let outcome = said(self.subject, &item);
        Ok(match is_waiver {
            Some(review) => {
                Outcome::said(format!("{}; no rule about the {review} is met by that", outcome.said))
            }
            None => outcome,
        })
    }

    fn prepare(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
        let Some(item) = subject.and_then(|subject| form.board.item(subject.number)) else { return };
        asked.require("proof", item.needs_proof);
        asked.start("proof", item.proof.as_deref().unwrap_or_default());
        let review = item.key.as_deref().and_then(|key| form.board.policy.reviews_of_item(key).next());
        if let Some(review) = review {
            asked.require("proof", true);
            let words = format!("The {} completes it. Why is it set aside without?", review.name);
            asked.instead("proof", Some(words));
        }
    }
}

operation! {
    /// Sets one aside, with a reason
    pub struct Waive as "item.waive", past "waived", title "Waive {}" {
        /// The item
        subject: Ref = subject(Kind::Item),
        /// Why it does not apply
        why: String = ask("why", "Why does it not apply?"),
    }
}

impl Perform for Waive {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let (now, by) = (context.now, context.actor()?);
        let item = context.change(self.subject, |item: &mut Item| item.waive(&self.why, by, now))?;
        Ok(said(self.subject, &item))
    }
}

fn said(subject: Ref, item: &Item) -> Outcome {
    Outcome::said(format!("{subject} {}: {}", item.state.label(), item.title))
}
