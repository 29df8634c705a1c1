//! After every operation: what an approval judged is as it was approved, or the approval is taken back.
//!
//! Knows no operation: it looks at what changed. Source: rulings on approvals as seals; checklist items P5 and P7.

use super::{Context, authority};
use crate::{
    domain::{
        Change, Criterion, Decision, Id, Kind, Record, Ref, Refusal, Value,
        decision::{DecisionState, SEALED, Sealed, SealedChange},
        event::EventKind,
        remedy,
    },
    store::TxnError,
};
use std::collections::BTreeSet;

/// A decision with its criteria at one moment.
struct Version {
    decision: Decision,
    criteria: Vec<Criterion>,
}

impl Version {
    fn sealed(&self) -> Sealed<'_> {
        Sealed { decision: &self.decision, criteria: &self.criteria }
    }

    fn is_approved(&self) -> bool {
        self.decision.state == DecisionState::Approved
    }
}

/// Seals what was approved, and sees to what changed under an approval: it is let pass, stands on record as a correction,
/// or takes the approval back. Says what came of it.
///
/// # Errors
/// A [`Refusal`] when the approval would be taken back and nobody says why.
pub(super) fn check(context: &mut Context<'_, '_>) -> Result<Vec<String>, TxnError> {
    let mut said = Vec::new();
    for id in touched(context)? {
        let Some(after) = now(context, id)? else { continue };
        if !after.is_approved() {
            continue;
        }
        let before = before(context.txn.changes(), &after);
        if !before.is_approved() {
            seal(context, &after)?;
            continue;
        }
        let changed = before.sealed().changes_to(&after.sealed());
        if !changed.is_empty() {
            said.extend(settle(context, &before, &after, &changed)?);
        }
    }
    Ok(said)
}

/// Lets an undo or a redo through only where what is approved afterwards is what was approved.
///
/// # Errors
/// A [`Refusal`] when it is not.
pub(super) fn check_reversal(context: &Context<'_, '_>) -> Result<(), TxnError> {
    for id in touched(context)? {
        let Some(after) = now(context, id)?.filter(Version::is_approved) else { continue };
        let holds = if let Some(seal) = &after.decision.seal {
            **seal == *after.sealed().fingerprint()
        } else {
            // An approval of an earlier release has no seal to compare with.
            let before = before(context.txn.changes(), &after);
            !before.is_approved() || before.sealed().changes_to(&after.sealed()).is_empty()
        };
        if !holds {
            let reason = "it was approved in another form than this would leave it in";
            return Err(Refusal::new("undo.sealed", reason, remedy::AMEND_APPROVED)
                .about(after.decision.reference())
                .into());
        }
    }
    Ok(())
}

/// The decisions of which something changed that an approval judges, or that came to be approved.
fn touched(context: &Context<'_, '_>) -> Result<BTreeSet<i64>, TxnError> {
    let mut ids = BTreeSet::new();
    for change in context.txn.changes() {
        let judges = |name: &str| name == "state" || SEALED.contains(&name);
        if change.kind == Kind::Decision && change.touched().any(judges) {
            ids.insert(change.id);
        } else if change.kind == Kind::Criterion {
            ids.extend(decision_of(context, change)?);
        }
    }
    Ok(ids)
}

/// The decision that a change of a criterion is about.
fn decision_of(context: &Context<'_, '_>, change: &Change) -> Result<Option<i64>, TxnError> {
    if let Some(decision) = change.belongs_to() {
        return Ok(Some(decision.number));
    }
    match context.txn.get::<Criterion>(Id::new(change.id)) {
        Ok(criterion) => Ok(Some(criterion.decision.number())),
        // It was taken away in the same breath, and that change says whose it was.
        Err(TxnError::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A decision as it stands; `None` when it was taken back in the same breath.
fn now(context: &Context<'_, '_>, id: i64) -> Result<Option<Version>, TxnError> {
    match context.txn.get(Id::<Decision>::new(id)) {
        Ok(decision) => {
            let mut criteria: Vec<Criterion> = context.txn.all("decision", &Value::Integer(id))?;
            criteria.sort_by_key(|it| it.id.number());
            Ok(Some(Version { decision, criteria }))
        }
        Err(TxnError::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A decision as it stood before these changes.
fn before(changes: &[Change], after: &Version) -> Version {
    let mut decision = after.decision.clone();
    let mut criteria = after.criteria.clone();
    let own = decision.id.number();
    for change in changes.iter().rev().filter(|it| it.kind == Kind::Decision && it.id == own) {
        match &change.before {
            Some(before) => decision.put(before),
            // It was made by the operation: nothing of it was approved.
            None => decision.state = DecisionState::Open,
        }
    }
    for change in changes.iter().rev().filter(|it| it.kind == Kind::Criterion) {
        let Some(before) = &change.before else {
            criteria.retain(|it| it.id.number() != change.id);
            continue;
        };
        if let Some(known) = criteria.iter_mut().find(|it| it.id.number() == change.id) {
            known.put(before);
        } else if before.get("decision") == Some(&Value::Integer(own)) {
            let mut removed = Criterion::blank().with_id(change.id);
            removed.put(before);
            criteria.push(removed);
        }
    }
    criteria.sort_by_key(|it| it.id.number());
    Version { decision, criteria }
}

fn seal(context: &mut Context<'_, '_>, approved: &Version) -> Result<(), TxnError> {
    let seal = approved.sealed().fingerprint();
    context.txn.edit(approved.decision.id, |it| {
        it.seal = Some(seal.as_str().into());
        Ok(())
    })?;
    Ok(())
}

/// Something that was approved is not as it was.
fn settle(
    context: &mut Context<'_, '_>,
    before: &Version,
    after: &Version,
    changed: &[SealedChange],
) -> Result<Option<String>, TxnError> {
    let (actor, approver) = (context.actor()?, before.decision.approved_by);
    let subject = Ref::new(Kind::Decision, after.decision.id.number());
    let may_fill = approver == Some(actor) || authority::may_sign(context)?;
    if changed.iter().all(SealedChange::is_filled) && may_fill {
        seal(context, after)?;
        return Ok(None);
    }
    let parts = changed.iter().map(|it| it.part.as_str()).collect::<Vec<_>>().join(", ");
    let amendment = context.amendment.clone();
    if amendment.correction {
        return correct(context, (after, changed), approver == Some(actor), amendment.why.as_deref());
    }
    let by = approver.map_or_else(|| "somebody".to_owned(), |by| context.handle(by));
    let Some(why) = amendment.why else {
        return Err(unexplained(&by, &parts, changed).about(after.decision.reference()).into());
    };
    let now = context.now;
    context.txn.edit(after.decision.id, |it| it.reopen(&why, now))?;
    context.record_event(subject, EventKind::Reopened, None, Some(&format!("{parts} changed: {why}")))?;
    Ok(Some(format!("{subject} has lost the approval of {by}, and is in review again")))
}

/// The refusal of a change under an approval that says nothing of why.
fn unexplained(by: &str, parts: &str, changed: &[SealedChange]) -> Refusal {
    let reason = if changed.iter().all(SealedChange::is_filled) {
        format!("{by} approved it without {parts}: adding that asks for the approval again")
    } else {
        format!("{by} approved it with another {parts}: changing that takes the approval back")
    };
    Refusal::new("decision.sealed", reason, remedy::AMEND_WHY).on("why")
}

/// A change of words that the approver says changes nothing else: both wordings stay on record, the approval holds.
fn correct(
    context: &mut Context<'_, '_>,
    (after, changed): (&Version, &[SealedChange]),
    is_approver: bool,
    why: Option<&str>,
) -> Result<Option<String>, TxnError> {
    let reference = after.decision.reference();
    let refuse = |reason: String| {
        Err(Refusal::new("decision.correction", reason, remedy::AMEND_WHY)
            .on("correction")
            .about(reference)
            .into())
    };
    if !is_approver {
        return refuse("only whoever approved it can call a change a correction".to_owned());
    }
    if let Some(more) = changed.iter().find(|it| !it.is_reworded()) {
        return refuse(format!("a correction changes words, and {} is more than that", more.part));
    }
    seal(context, after)?;
    let told = changed.iter().map(SealedChange::told).collect::<Vec<_>>().join("; ");
    let told = why.map_or_else(|| told.clone(), |why| format!("{told}: {why}"));
    let subject = Ref::new(Kind::Decision, after.decision.id.number());
    context.record_event(subject, EventKind::Corrected, None, Some(&told))?;
    Ok(Some("the approval holds, and both wordings stand on record".to_owned()))
}
