//! A request to change scope: a tradeoff with what it does to the impact metric and to the non-negotiable.

use super::super::{
    Context, Outcome,
    common::reasoned,
    form::{FormContext, Questions},
    operation::{Perform, ask, subject},
};
use crate::{
    domain::{
        Decision, Id, Kind, Moment, Person, Record, Ref, Refusal, Text,
        decision::{DecisionKind, ScopeChange},
        remedy::{self, Remedy},
    },
    operation,
    store::TxnError,
};

operation! {
    /// Asks for a change of scope: a tradeoff with what it costs
    pub struct Change as "decision.change", past "asked for a change of scope:", title "{} changes scope" {
        /// The open decision that asks for it; a new one is opened without
        subject: Option<Ref> = subject(Kind::Decision),
        /// The question of a new one
        title: String = ask("change of", "What is asked for?"),
        /// Whether something comes in, goes out, or less is promised
        change: ScopeChange = ask("change", "add, remove or narrow?").start("add"),
        /// What is removed or narrowed
        about: Option<Ref> = ask("about", "Which decision goes out, or is narrowed?").of(Kind::Decision),
        /// What it does to the impact metric
        effect: String = ask("effect", "What does it do to the impact metric?"),
        /// What it does to the non-negotiable
        trade: String = ask("trade", "What does it do to the non-negotiable?"),
        /// Who asked for it, and where
        request: Option<String> = ask("request", "Who asked for it, and where?"),
        /// Brings it to a decision; whoever types it unless somebody is named
        owner: Option<Id<Person>> = ask("owner", "Who brings it to a decision?").flag_only(),
        /// Decide by; the next scheduled review unless a date is given
        due: Option<Moment> = ask("due", "Decide by?").flag_only(),
    }
}

impl Perform for Change {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let change = self.change;
        reasoned(&self.effect, "say what it does to the impact metric")
            .map_err(|it| lacks(it, "effect", remedy::ONE_LINE_EFFECT))?;
        reasoned(&self.trade, "say what it does to the non-negotiable")
            .map_err(|it| lacks(it, "trade", remedy::ONE_LINE_TRADE))?;
        let about = self.about.map(|about| context.id::<Decision>(about)).transpose()?;
        if change == ScopeChange::Remove && about.is_none() {
            let hint = remedy::WHAT_GOES_OUT;
            return Err(Refusal::new("scope.about", "say what goes out", hint).on("about").into());
        }
        let state = |decision: &mut Decision| {
            decision.kind = DecisionKind::Tradeoff;
            decision.change = Some(change);
            decision.about = about;
            decision.effect = Some(self.effect.as_str().into());
            decision.trade = Some(self.trade.as_str().into());
            decision.request = self.request.as_deref().map(Text::from).or_else(|| decision.request.take());
        };
        if let Some(subject) = self.subject {
            context.change(subject, |decision: &mut Decision| {
                if !decision.is_open() {
                    return Err(decision.closed_already());
                }
                state(decision);
                Ok(())
            })?;
            return Ok(Outcome::said(format!("{subject} is a tradeoff that {}", change.label())));
        }
        let cycle = context.cycle()?;
        let owner = self.owner.map_or_else(|| context.actor(), Ok)?;
        let mut decision = Decision {
            cycle: cycle.id,
            title: self.title.as_str().into(),
            owner: context.assignable(owner)?.id,
            due: self.due.unwrap_or_else(|| cycle.schedule().next_review(context.now)),
            opened: context.now,
            ..Decision::blank()
        };
        state(&mut decision);
        let id = context.txn.add(&decision)?;
        let made = context.txn.get(id)?.reference();
        Ok(Outcome::made(format!("opened {made}, a tradeoff that {}", change.label()), made))
    }

    fn prepare(_: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
        asked.put_after("about", "trade");
        match subject {
            Some(_) => asked.spare("title"),
            None => "Change of scope".clone_into(&mut asked.title),
        }
    }
}

fn lacks(refusal: Refusal, field: &'static str, remedy: Remedy) -> Refusal {
    Refusal { hint: remedy.into(), field: Some(field), ..refusal }
}
