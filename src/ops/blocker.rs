//! What can be done to blockers beyond what every record takes. An update is a note.

use super::{Context, Outcome};
use crate::{
    domain::{Blocker, Id, Person, Ref, Refusal, event::EventKind, note::stored},
    store::TxnError,
};
use serde::Serialize;

/// An operation on a blocker.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// Hands it to the next person on the escalation path, or to somebody named.
    Escalate {
        /// The blocker.
        subject: Ref,
        /// To whom.
        to: Option<Id<Person>>,
    },
    /// Starts its fallback.
    Fallback {
        /// The blocker.
        subject: Ref,
    },
    /// Its audience has been told.
    Tell {
        /// The blocker.
        subject: Ref,
    },
    /// Resolves it.
    Resolve {
        /// The blocker.
        subject: Ref,
        /// How.
        how: String,
    },
}

impl Op {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Escalate { .. } => "blocker.escalate",
            Self::Fallback { .. } => "blocker.fallback",
            Self::Tell { .. } => "blocker.tell",
            Self::Resolve { .. } => "blocker.resolve",
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let now = context.now;
        match self {
            Self::Escalate { subject, to } => {
                let id: Id<Blocker> = context.id(*subject)?;
                let to = match to {
                    Some(to) => *to,
                    None => next_on_path(context, id)?,
                };
                let to = context.assignable(to)?;
                let blocker = context.txn.edit(id, |blocker| blocker.escalate(to.id, now))?;
                context.record_event(stored(&blocker), EventKind::Escalated, None, None)?;
                Ok(Outcome::said(format!("{subject} escalated to {}", to.handle)))
            }
            Self::Fallback { subject } => {
                let by = context.actor()?;
                let blocker = context.change(*subject, |it: &mut Blocker| it.start_fallback(by, now))?;
                context.record_event(stored(&blocker), EventKind::FellBack, None, None)?;
                Ok(Outcome::said(format!("{subject} runs on its fallback: {}", blocker.fallback)))
            }
            Self::Tell { subject } => {
                let blocker = context.change(*subject, |it: &mut Blocker| it.tell(now))?;
                let audience = blocker.audience.as_deref().unwrap_or_default();
                Ok(Outcome::said(format!("{subject}: {audience} told")))
            }
            Self::Resolve { subject, how } => {
                context.change(*subject, |it: &mut Blocker| it.resolve(how, now))?;
                Ok(Outcome::said(format!("resolved {subject}: {how}")))
            }
        }
    }
}

/// Takes a blocker off the board; from leadership only leadership takes it.
pub(super) fn drop(context: &mut Context<'_, '_>, subject: Ref, why: &str) -> Result<(), TxnError> {
    let id: Id<Blocker> = context.id(subject)?;
    let by = context.actor()?;
    let with = context.txn.get(id)?.escalated_to;
    let mut leaders: Vec<Person> = Vec::new();
    for leader in with.into_iter().chain([context.cycle()?.sign_off]) {
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
        Refusal::new(
            "cycle.escalation",
            "the cycle names nobody to escalate to",
            "name somebody: gonogo blocker escalate ID --to P",
        )
    })?)
}
