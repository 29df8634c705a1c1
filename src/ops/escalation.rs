//! Taking an escalation back, of a blocker or a decision alike.

use super::{
    Context, Outcome, authority,
    common::reasoned,
    operation::{Perform, any_subject, ask},
};
use crate::{
    domain::{
        Blocker, Decision, Kind, Person, Ref, Refusal,
        event::EventKind,
        rules::{deescalation::TakesBack, escalation::EscalationPolicy},
    },
    noun, operation,
    store::TxnError,
};

noun! {
    /// An operation on what is escalated, of whatever kind.
    Escalation(Op): Deescalate
}

operation! {
    /// Takes its escalation back, with a reason: it is its owner's again
    pub struct Deescalate as "deescalate", past "took the escalation back of", title "De-escalate {}" {
        /// The record
        subject: Ref = any_subject(),
        /// Why it was wrong, or is over
        why: String = ask("why", "Why is it its owner's again?"),
    }
}

impl Perform for Deescalate {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { subject, why } = self;
        reasoned(why, "say why it is its owner's again")?;
        let (cycle, policy, by, now) = (context.cycle()?, context.policy()?, context.actor()?, context.now);
        let people: Vec<Person> = context.txn.every()?;
        let is_here = |id| people.iter().any(|person| person.id == id && person.active);
        let clock = EscalationPolicy::at(&cycle, &policy, now, is_here);
        let act = TakesBack { by, now, signs: authority::may_sign(context)?, clock: &clock };
        let owner = if subject.kind == Kind::Blocker {
            context.change(*subject, |it: &mut Blocker| it.deescalate(act))?.owner
        } else if subject.kind == Kind::Decision {
            context.change(*subject, |it: &mut Decision| it.deescalate(act))?.owner
        } else {
            let reason = format!("a {} is never escalated", subject.kind.label());
            let hint = "only blockers and decisions are";
            return Err(Refusal::new("deescalate.kind", reason, hint).about(*subject).into());
        };
        let stored = context.txn.resolve(cycle.id, *subject)?;
        context.record_event(stored, EventKind::Deescalated, None, Some(why))?;
        Ok(Outcome::said(format!("{subject} is {}'s again: {why}", context.handle(owner))))
    }
}
