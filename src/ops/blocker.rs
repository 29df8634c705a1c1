//! What can be done to blockers beyond what every record takes. An update is a note.

use super::{
    Context, Outcome, authority,
    operation::{Perform, ask, subject},
};
use crate::{
    domain::{
        AnyRecord, Blocker, Id, Kind, Person, Ref, Refusal, event::EventKind, fact_day::FactDay, remedy,
    },
    noun, operation,
    store::TxnError,
};

noun! {
    /// An operation on a blocker.
    Blocker(Op): Escalate, Fallback, Tell, Resolve
}

operation! {
    /// Hands it to the next person on the escalation path
    pub struct Escalate as "blocker.escalate", past "escalated", title "Escalate {}" {
        /// The blocker.
        subject: Ref = subject(Kind::Blocker),
        /// To this person instead.
        to: Option<Id<Person>> = ask("to", "Who takes it from here?").wanted(),
    }
}

impl Perform for Escalate {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let (subject, now) = (self.subject, context.now);
        let id: Id<Blocker> = context.id(subject)?;
        let to = self.to.map_or_else(|| next_on_path(context, id), Ok)?;
        let to = context.assignable(to)?;
        let blocker = context.txn.edit(id, |blocker| blocker.escalate(to.id, now))?;
        context.record_event(blocker.stored(), EventKind::Escalated, None, None)?;
        Ok(Outcome::said(format!("{subject} escalated to {}", to.handle)))
    }
}

operation! {
    /// Starts its fallback
    pub struct Fallback as "blocker.fallback", past "started the fallback of", title "Fallback of {}" {
        /// The blocker.
        subject: Ref = subject(Kind::Blocker),
    }
}

impl Perform for Fallback {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let (subject, by, now) = (self.subject, context.actor()?, context.now);
        let blocker = context.change(subject, |it: &mut Blocker| it.start_fallback(by, now))?;
        context.record_event(blocker.stored(), EventKind::FellBack, None, None)?;
        Ok(Outcome::said(format!("{subject} runs on its fallback: {}", blocker.fallback)))
    }
}

operation! {
    /// Says that its audience has been told
    pub struct Tell as "blocker.tell", past "told the audience of", title "The audience of {}" {
        /// The blocker.
        subject: Ref = subject(Kind::Blocker),
    }
}

impl Perform for Tell {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let (subject, now) = (self.subject, context.now);
        let blocker = context.change(subject, |it: &mut Blocker| it.tell(now))?;
        let audience = blocker.audience.as_deref().unwrap_or_default();
        Ok(Outcome::said(format!("{subject}: {audience} told")))
    }
}

operation! {
    /// Resolves it
    pub struct Resolve as "blocker.resolve", past "resolved", title "Resolve {}" {
        /// The blocker.
        subject: Ref = subject(Kind::Blocker),
        /// How.
        how: String = ask("how", "How was it resolved?"),
        /// The day it counts for, if not today; never one ahead
        #[serde(skip_serializing_if = "Option::is_none")]
        on: Option<FactDay> = ask("on", "On which day, if not today?"),
    }
}

impl Perform for Resolve {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { subject, how, on } = self;
        let (dated, zone) = (context.dated(*on)?, context.cycle()?.tz());
        context.change(*subject, |it: &mut Blocker| it.resolve_on(how, dated, zone))?;
        Ok(Outcome::said(format!("resolved {subject}: {how}")))
    }
}

/// Takes a blocker off the board; from leadership only leadership takes it.
pub(super) fn drop(context: &mut Context<'_, '_>, subject: Ref, why: &str) -> Result<(), TxnError> {
    let id: Id<Blocker> = context.id(subject)?;
    let by = context.actor()?;
    let with = context.txn.get(id)?.escalated_to;
    let mut leaders: Vec<Person> = Vec::new();
    for leader in with.into_iter().chain([context.cycle()?.sign_off, authority::signer_now(context)?]) {
        if !leaders.iter().any(|known| known.id == leader) {
            leaders.push(context.txn.get(leader)?);
        }
    }
    context.txn.edit(id, |blocker| blocker.drop(why, by, &leaders))?;
    Ok(())
}

/// Who comes after the person the blocker lies with now; the last on the path keeps it. Whoever has left is passed over,
/// and so is the owner, as the clock does it.
fn next_on_path(context: &Context<'_, '_>, id: Id<Blocker>) -> Result<Id<Person>, TxnError> {
    let mut path = context.cycle()?.escalation.0;
    path.retain(|person| context.assignable(*person).is_ok());
    let blocker = context.txn.get(id)?;
    let with = blocker.escalated_to;
    let next = with.and_then(|with| path.iter().position(|person| *person == with)).map_or(0, |at| at + 1);
    let after = path.iter().skip(next).copied().find(|person| *person != blocker.owner);
    let person = after.or(with).or(path.last().copied());
    Ok(person.ok_or_else(|| {
        Refusal::new("cycle.escalation", "the cycle names nobody to escalate to", remedy::ESCALATE_TO)
    })?)
}
