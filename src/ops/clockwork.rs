//! The act of the clock inside a transaction: what lingered through one full review cycle goes to leadership.
//!
//! Knows neither when it is called nor by whom: the same records go to the same people at the same moments.

use crate::{
    domain::{
        Blocker, Cycle, Decision, Event, Id, Moment, Ref,
        event::EventKind,
        note::stored,
        rules::escalation::{Act, Clock},
        terms::Escalates,
    },
    store::{Txn, TxnError},
};

/// Escalates every record of a kind that was due at `at`.
pub(super) fn escalate(
    txn: &mut Txn<'_>,
    cycle: Id<Cycle>,
    kind: Escalates,
    clock: &Clock,
    at: Moment,
) -> Result<(), TxnError> {
    let Some(opened_by) = clock.opened_by() else { return Ok(()) };
    match kind {
        Escalates::Blocker => {
            let lingering: Vec<Blocker> = txn.lingering(cycle, opened_by)?;
            for blocker in lingering {
                let Some(act) = clock.on_blocker(&blocker).filter(|act| act.at == at) else { continue };
                txn.edit(blocker.id, |blocker| {
                    blocker.lift(act);
                    Ok(())
                })?;
                happened(txn, cycle, stored(&blocker), act)?;
            }
        }
        Escalates::Decision => {
            let lingering: Vec<Decision> = txn.lingering(cycle, opened_by)?;
            for decision in lingering {
                let Some(act) = clock.on_decision(&decision).filter(|act| act.at == at) else { continue };
                txn.edit(decision.id, |decision| {
                    decision.lift(act);
                    Ok(())
                })?;
                happened(txn, cycle, stored(&decision), act)?;
            }
        }
    }
    Ok(())
}

fn happened(txn: &mut Txn<'_>, cycle: Id<Cycle>, subject: Ref, act: Act) -> Result<(), TxnError> {
    txn.add(&Event { cycle, subject, kind: EventKind::Escalated, at: act.at, ..Event::blank() })?;
    Ok(())
}
