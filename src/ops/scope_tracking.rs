//! After every operation: records which decisions entered or left build scope, in the same transaction.
//!
//! Knows no operation: it looks at what changed and at what comes of it.

use super::Context;
use crate::{
    domain::{
        Change, Criterion, Cycle, Decision, Event, Evidence, Fields, Id, Kind, Record, Ref, Risk,
        SuccessCriterion, Value,
        decision::DecisionState,
        event::EventKind,
        rules::{
            context::removes_from_scope,
            scope::{self, DecisionContext, MissingRequirements, ScopeGate},
        },
    },
    store::TxnError,
};
use std::collections::BTreeSet;

/// Brings build scope up to date with what the operation changed, and says what entered and what left.
///
/// # Errors
/// When the file cannot be read or written.
pub(super) fn scope(context: &mut Context<'_, '_>) -> Result<Vec<String>, TxnError> {
    if !context.has_cycle() {
        return Ok(Vec::new());
    }
    let mut touched = BTreeSet::new();
    let mut all_of = None;
    for change in context.txn.changes() {
        match decisions_of(context, change)? {
            Touched::Some(ids) => touched.extend(ids),
            Touched::All => all_of = Some(()),
        }
    }
    if touched.is_empty() && all_of.is_none() {
        return Ok(Vec::new());
    }
    let Ok(cycle) = context.cycle() else { return Ok(Vec::new()) };
    let of_cycle = Value::Integer(cycle.id.number());
    if all_of.is_some() {
        let decisions: Vec<Decision> = context.txn.all("cycle", &of_cycle)?;
        touched.extend(decisions.iter().map(|decision| decision.id.number()));
    }
    let criteria: Vec<SuccessCriterion> = context.txn.all("cycle", &of_cycle)?;
    let door = ScopeGate {
        has_success: criteria.iter().any(SuccessCriterion::is_open),
        committed_at: cycle.committed_at,
    };
    let mut said = Vec::new();
    for id in touched {
        said.extend(settle(context, &cycle, door, Id::new(id))?);
    }
    Ok(said)
}

/// Which decisions a change may move in or out of scope.
enum Touched {
    Some(Vec<i64>),
    All,
}

#[expect(clippy::wildcard_enum_match_arm, reason = "most kinds of record say nothing about scope")]
fn decisions_of(context: &Context<'_, '_>, change: &Change) -> Result<Touched, TxnError> {
    let touches = |names: &[&str]| change.touched().any(|name| names.contains(&name));
    Ok(match change.kind {
        Kind::Decision => {
            let mut ids = linked::<Decision>(context, change, "about")?;
            ids.push(change.id);
            Touched::Some(ids)
        }
        Kind::Criterion => Touched::Some(linked::<Criterion>(context, change, "decision")?),
        Kind::Evidence => Touched::Some(linked::<Evidence>(context, change, "decision")?),
        Kind::Risk if touches(&["state", "mitigation", "decision"]) => {
            Touched::Some(linked::<Risk>(context, change, "decision")?)
        }
        Kind::SuccessCriterion if touches(&["state"]) => Touched::All,
        Kind::Cycle if touches(&["committed_at"]) => Touched::All,
        _ => Touched::Some(Vec::new()),
    })
}

/// The decisions that a record named before the change, or names now. A change says only what it touched, so the
/// record itself is asked as well.
pub(super) fn linked<E: Record>(
    context: &Context<'_, '_>,
    change: &Change,
    name: &str,
) -> Result<Vec<i64>, TxnError> {
    let sides = [&change.before, &change.after].into_iter().flatten();
    let mut ids: Vec<i64> = sides.filter_map(|fields: &Fields| integer(fields, name)).collect();
    // A record that was made or unmade lies in the change as a whole.
    if change.before.is_none() || change.after.is_none() {
        return Ok(ids);
    }
    match context.txn.get::<E>(Id::new(change.id)) {
        Ok(record) => ids.extend(record.get(name).and_then(|value| match value {
            Value::Integer(number) => Some(number),
            Value::Null | Value::Real(_) | Value::Text(_) => None,
        })),
        // It was taken back in the same breath.
        Err(TxnError::NotFound(_)) => {}
        Err(error) => return Err(error),
    }
    Ok(ids)
}

fn integer(fields: &Fields, name: &str) -> Option<i64> {
    match fields.get(name) {
        Some(Value::Integer(number)) => Some(*number),
        Some(Value::Null | Value::Real(_) | Value::Text(_)) | None => None,
    }
}

/// Writes down that a decision entered or left, if it did.
fn settle(
    context: &mut Context<'_, '_>,
    cycle: &Cycle,
    door: ScopeGate,
    id: Id<Decision>,
) -> Result<Option<String>, TxnError> {
    let decision = match context.txn.get(id) {
        Ok(decision) => decision,
        // It was taken back in the same breath.
        Err(TxnError::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let was_in = decision.entered_at.is_some() && decision.left_at.is_none();
    // Only what is approved, or was in, can have moved; a register of a hundred thousand rows asks no more than this.
    if !was_in && decision.state != DecisionState::Approved {
        return Ok(None);
    }
    let lacks = lacks(context, &decision, door)?;
    let is_in = scope::is_candidate(&decision) && lacks.is_empty();
    if is_in == was_in {
        let is_new = scope::is_candidate(&decision) && approves(context.txn.changes(), id);
        return Ok(
            is_new.then(|| format!("{} stays in review: it lacks {}", decision.reference(), lacks.words()))
        );
    }
    let now = context.now;
    context.txn.edit(id, |decision| {
        if is_in {
            decision.entered_at.get_or_insert(now);
            decision.left_at = None;
        } else {
            decision.left_at = Some(now);
        }
        Ok(())
    })?;
    let is_decided = is_decided(context, id)?;
    let kind = match (is_in, is_decided) {
        (true, false) if is_set_aside(context, id)? => EventKind::Resumed,
        (true, _) => EventKind::Entered,
        (false, true) => EventKind::Left,
        (false, false) => EventKind::Paused,
    };
    let filter = decision.filter.map_or("", crate::domain::decision::Answer::key);
    let why = if is_in { format!("filter answered {filter}") } else { format!("it lacks {}", lacks.words()) };
    let reference = decision.reference();
    context.txn.add(&Event {
        id: Id::new(0),
        cycle: cycle.id,
        subject: Ref::new(Kind::Decision, id.number()),
        kind,
        at: now,
        by: context.actor,
        hours: None,
        why: Some(why.as_str().into()),
    })?;
    Ok(Some(if is_in {
        format!("{reference} enters build scope")
    } else {
        format!("{reference} leaves build scope: {why}")
    }))
}

/// Whether the operation decided about it: it moved its state, or that of a tradeoff that is about it. All else that
/// lets a decision fall out of scope, such as a risk that appears or a criterion without its tie, is no move of scope.
fn is_decided(context: &Context<'_, '_>, id: Id<Decision>) -> Result<bool, TxnError> {
    // What is only asked for decides nothing yet.
    let is_of = |change: &&Change| {
        change.kind == Kind::Decision && change.before.is_some() && change.touched().any(|it| it == "state")
    };
    for change in context.txn.changes().iter().filter(is_of) {
        let is_tradeoff =
            || Ok::<_, TxnError>(context.txn.get::<Decision>(Id::new(change.id))?.change.is_some());
        let is_about = || linked::<Decision>(context, change, "about").map(|it| it.contains(&id.number()));
        if change.id == id.number() || is_about()? && is_tradeoff()? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a decision that is out of scope was set aside rather than taken out.
fn is_set_aside(context: &Context<'_, '_>, id: Id<Decision>) -> Result<bool, TxnError> {
    let subject = Ref::new(Kind::Decision, id.number());
    let events: Vec<Event> = context.txn.all("subject", &Value::text(subject.to_string()))?;
    let out = events.iter().filter(|it| matches!(it.kind, EventKind::Left | EventKind::Paused));
    Ok(out.max_by_key(|it| (it.at, it.id)).is_some_and(|it| it.kind == EventKind::Paused))
}

/// Whether these changes approved a decision that was there before.
fn approves(changes: &[Change], id: Id<Decision>) -> bool {
    let approved = Value::text(DecisionState::Approved.key());
    let of_it = |change: &&Change| {
        change.kind == Kind::Decision && change.id == id.number() && change.before.is_some()
    };
    let becomes =
        |change: &Change| change.after.as_ref().is_some_and(|it| it.get("state") == Some(&approved));
    changes.iter().filter(of_it).any(becomes)
}

fn lacks(
    context: &Context<'_, '_>,
    decision: &Decision,
    door: ScopeGate,
) -> Result<MissingRequirements, TxnError> {
    let of = Value::Integer(decision.id.number());
    let criteria: Vec<Criterion> = context.txn.all("decision", &of)?;
    let evidence: Vec<Evidence> = context.txn.all("decision", &of)?;
    let risks: Vec<Risk> = context.txn.all("decision", &of)?;
    let about: Vec<Decision> = context.txn.all("about", &of)?;
    Ok(scope::lacks(
        DecisionContext {
            decision,
            criteria: &criteria,
            evidence: &evidence,
            is_isolated: risks.iter().any(Risk::isolates),
            is_removed: removes_from_scope(&about),
        },
        door,
    ))
}
