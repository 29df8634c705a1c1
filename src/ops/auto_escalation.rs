//! Writes automatic escalations inside a transaction: what stayed open through one full review cycle is escalated.
//!
//! Knows neither when it is called nor by whom: the same records go to the same people at the same moments.

use crate::{
    domain::{
        AnyRecord, Blocker, Cycle, Decision, Event, Id, Moment, Ref,
        event::EventKind,
        policy::Escalates,
        rules::escalation::{Escalation, EscalationPolicy},
    },
    store::{Txn, TxnError},
};

/// Escalates every record of a kind that was due at `at`.
pub(super) fn escalate(
    txn: &mut Txn<'_>,
    cycle: Id<Cycle>,
    kind: Escalates,
    clock: &EscalationPolicy,
    at: Moment,
) -> Result<(), TxnError> {
    let Some(opened_by) = clock.opened_by() else { return Ok(()) };
    match kind {
        Escalates::Blocker => {
            let escalation_candidates: Vec<Blocker> = txn.escalation_candidates(cycle, opened_by)?;
            for blocker in escalation_candidates {
                let Some(act) = clock.on_blocker(&blocker).filter(|act| act.at == at) else { continue };
                txn.edit(blocker.id, |blocker| {
                    blocker.mark_escalated(act);
                    Ok(())
                })?;
                record_event(txn, cycle, blocker.stored(), act)?;
            }
        }
        Escalates::Decision => {
            let escalation_candidates: Vec<Decision> = txn.escalation_candidates(cycle, opened_by)?;
            for decision in escalation_candidates {
                let Some(act) = clock.on_decision(&decision).filter(|act| act.at == at) else { continue };
                txn.edit(decision.id, |decision| {
                    decision.mark_escalated(act);
                    Ok(())
                })?;
                record_event(txn, cycle, decision.stored(), act)?;
            }
        }
    }
    Ok(())
}

fn record_event(txn: &mut Txn<'_>, cycle: Id<Cycle>, subject: Ref, act: Escalation) -> Result<(), TxnError> {
    txn.add(&Event { cycle, subject, kind: EventKind::Escalated, at: act.at, ..Event::blank() })?;
    Ok(())
}
