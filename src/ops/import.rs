//! Brings a register in: each row becomes a record, or waits in the intake with what it lacks. A row that was brought
//! in before is left alone, or brought up to date when it changed. All or nothing.

mod mapping;
mod outcome;
mod people;

use super::{Context, Outcome, intake, operation::OpSpec};
use crate::{
    domain::{
        Blocker, Cycle, Decision, Dependency, Fields, Id, Import, Intake, Kind, Record, Ref, Refusal, Risk,
        Value,
        blocker::BlockerState,
        decision::DecisionState,
        dependency::DependencyState,
        intake::{Becomes, IntakeState},
        risk::RiskState,
        when::Zone,
    },
    import::{self, Register, RowStatus},
    store::TxnError,
    with_kind,
};
use outcome::Tally;
use people::PeopleIndex;
use serde::{Serialize, Serializer, ser::SerializeStruct};
use std::collections::BTreeMap;

pub use crate::import::As;

/// A register to bring in.
#[derive(Clone, Debug, PartialEq)]
pub struct Op {
    /// The register's name; rows are recognised by it and their own id.
    pub source: String,
    /// Its rows.
    pub rows: Vec<Incoming>,
}

/// Reads a register from the bytes of a file; gives what brings it in, and how it was read, one line to a matter.
/// `maps` are (column, field) pairs, which win over the header.
///
/// # Errors
/// A [`Refusal`] with the file, row and column of the first fault, and its cure.
pub fn read(
    name: &str,
    bytes: &[u8],
    rows: As,
    maps: &[(String, String)],
    zone: Zone,
) -> Result<(Op, Vec<String>), Refusal> {
    let register = import::read(name, bytes, rows, maps)
        .map_err(|fault| Refusal::new("import.fault", fault.to_string(), fault.cure()))?;
    Ok((Op::of(&register, zone), register.describe()))
}

/// The rows stand in the changes already; the log keeps how many they were.
impl Serialize for Op {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut kept = serializer.serialize_struct("Op", 2)?;
        kept.serialize_field("rows", &self.rows.len())?;
        kept.serialize_field("source", &self.source)?;
        kept.end()
    }
}

/// One row, in our fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// Its id in the register.
    pub external: String,
    /// A hash of its content.
    pub fingerprint: String,
    /// What it is to become.
    pub becomes: Becomes,
    /// Its fields, without the owner.
    pub fields: Fields,
    /// Its owner as written; a name nobody has is added.
    pub owner: Option<String>,
    /// How far it has come.
    pub status: RowStatus,
    /// Who approved it, as written.
    pub approved_by: Option<String>,
    /// The columns without a field here.
    pub extra: BTreeMap<String, String>,
    /// Whether the register only takes it for granted, or says of no kind: such a row waits in the intake until
    /// somebody makes it accountable, however much it says.
    pub is_note: bool,
}

impl Op {
    /// None of them is declared with its arguments.
    pub const SPECS: &'static [&'static OpSpec] = &[];

    /// The operation that brings this register in; days become 17:00 in the cycle's zone.
    pub fn of(register: &Register, zone: Zone) -> Self {
        Self {
            source: register.name.clone(),
            rows: register.rows.iter().map(|row| mapping::incoming(row, zone)).collect(),
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        // Read once: a register may have a hundred thousand rows, and none of them changes the cycle.
        let cycle = context.cycle()?;
        let mut roll = PeopleIndex::call(context)?;
        let known: Vec<Import> = context.txn.all("cycle", &Value::Integer(cycle.id.number()))?;
        let known: BTreeMap<&str, &Import> =
            known.iter().filter(|row| *row.source == *self.source).map(|row| (&*row.external, row)).collect();
        let mut tally = Tally::default();
        for row in &self.rows {
            match known.get(row.external.as_str()) {
                Some(trace) if *trace.fingerprint == *row.fingerprint => tally.unchanged += 1,
                Some(trace) => {
                    let fields = row.fields_with_owner(context, &mut roll)?;
                    update(context, trace, row, &fields)?;
                    tally.updated += 1;
                }
                None => {
                    let fields = row.fields_with_owner(context, &mut roll)?;
                    let subject = self.bring_in(context, &cycle, row, &fields, &mut tally)?;
                    context.txn.add(&Import {
                        id: Id::new(0),
                        cycle: cycle.id,
                        source: self.source.as_str().into(),
                        external: row.external.as_str().into(),
                        fingerprint: row.fingerprint.as_str().into(),
                        subject,
                        extra: extra(row),
                    })?;
                }
            }
        }
        Ok(tally.outcome(&roll.added))
    }

    fn bring_in(
        &self,
        context: &mut Context<'_, '_>,
        cycle: &Cycle,
        row: &Incoming,
        fields: &Fields,
        tally: &mut Tally,
    ) -> Result<Ref, TxnError> {
        let becomes = row.becomes;
        let title = fields.get("title").and_then(Value::as_text).unwrap_or_default().to_owned();
        if !row.is_note && Incoming::is_complete(becomes, fields) {
            let stored = match becomes {
                Becomes::Decision => row.decision(context, cycle, fields, &self.source)?,
                Becomes::Blocker => row.blocker(context, cycle, fields)?,
                Becomes::Risk => row.risk(context, cycle, fields)?,
                Becomes::Dependency => row.dependency(context, cycle, fields)?,
            };
            tally.created.push(stored);
            return Ok(stored);
        }
        let mut rest = fields.clone();
        rest.remove("title");
        let source = format!("{} {}", self.source, row.external);
        let id = intake::add(context, cycle.id, &title, becomes, &rest, Some(&source))?;
        if row.is_over() {
            // Nothing is lost, and nobody is asked to complete what is over.
            context.txn.edit(id, |intake| {
                intake.state = IntakeState::Dropped;
                intake.why = Some(format!("{} in the register", row.status.name()).into());
                Ok(())
            })?;
            tally.over += 1;
        } else {
            tally.waiting += 1;
            if row.is_note {
                *tally.lacks.entry("somebody who makes it a decision or a risk".to_owned()).or_default() += 1;
                return Ok(Ref::new(Kind::Intake, id.number()));
            }
            let lacks = context.txn.get(id)?.lacks();
            for field in lacks {
                *tally.lacks.entry(field.label.to_owned()).or_default() += 1;
            }
        }
        Ok(Ref::new(Kind::Intake, id.number()))
    }
}

fn extra(row: &Incoming) -> Option<crate::domain::value::Json> {
    (!row.extra.is_empty()).then(|| serde_json::to_string(&row.extra).expect("texts are plain JSON").into())
}

fn update(
    context: &mut Context<'_, '_>,
    trace: &Import,
    row: &Incoming,
    fields: &Fields,
) -> Result<(), TxnError> {
    let id = trace.subject.number;
    let has = |kind: Kind| -> Fields {
        let listed = crate::domain::record::fields_of(kind);
        let takes = |name: &String| {
            listed.iter().any(|field| field.name == name && field.input != crate::domain::record::Input::Kept)
        };
        fields
            .iter()
            .filter(|(name, _)| takes(name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    };
    let kind = trace.subject.kind;
    if Becomes::ALL.iter().any(|becomes| becomes.kind() == kind) {
        with_kind!(kind, E => context.set_fields::<E>(Id::new(id), &has(kind)).map(drop))?;
    } else {
        let mut known = fields.clone();
        let title = known.remove("title");
        context.txn.edit::<Intake>(Id::new(id), |intake| {
            intake.known = serde_json::to_string(&known).expect("field values are plain JSON").into();
            if let Some(title) = title.as_ref().and_then(Value::as_text) {
                intake.title = title.into();
            }
            Ok(())
        })?;
    }
    context.txn.edit(trace.id, |trace| {
        trace.fingerprint = row.fingerprint.as_str().into();
        trace.extra = extra(row);
        Ok(())
    })?;
    Ok(())
}

impl Incoming {
    fn fields_with_owner(
        &self,
        context: &mut Context<'_, '_>,
        roll: &mut PeopleIndex,
    ) -> Result<Fields, TxnError> {
        let mut fields = self.fields.clone();
        if let Some(owner) = &self.owner {
            let owner = roll.called(context, owner)?;
            fields.insert("owner".to_owned(), Value::Integer(owner.number()));
        }
        if let Some(approver) = &self.approved_by {
            let approver = roll.called(context, approver)?;
            fields.insert("approved_by".to_owned(), Value::Integer(approver.number()));
        }
        Ok(fields)
    }

    /// Whether it has all that its kind must have. Here nothing is filled in by default: a stranger's row has the
    /// owner and the date that are written in it, or none.
    fn is_complete(becomes: Becomes, fields: &Fields) -> bool {
        let listed = crate::domain::record::fields_of(becomes.kind());
        listed
            .iter()
            .filter(|field| field.is_needed() && field.input != crate::domain::record::Input::Kept)
            .all(|field| fields.get(field.name).is_some_and(|value| !value.is_blank()))
    }

    fn is_over(&self) -> bool {
        matches!(self.status, RowStatus::Closed | RowStatus::Mitigated | RowStatus::Rejected)
    }

    /// Adds the record and brings it to where the register says it is.
    fn add<E: Record>(
        context: &mut Context<'_, '_>,
        cycle: &Cycle,
        fields: &Fields,
        settle: impl FnOnce(&mut E) -> Result<(), Refusal>,
    ) -> Result<Ref, TxnError> {
        let mut record: E = context.compose_in(cycle, fields)?;
        settle(&mut record)?;
        Ok(Ref::new(E::KIND, context.txn.add(&record)?.number()))
    }

    fn decision(
        &self,
        context: &mut Context<'_, '_>,
        cycle: &Cycle,
        fields: &Fields,
        source: &str,
    ) -> Result<Ref, TxnError> {
        let now = context.now;
        let external = &self.external;
        Self::add::<Decision>(context, cycle, fields, |decision| {
            match self.status {
                RowStatus::Approved | RowStatus::Accepted | RowStatus::Closed => {
                    decision.state = DecisionState::Approved;
                    decision.approved_by.get_or_insert(decision.owner);
                    decision.choice.get_or_insert_with(|| "yes".into());
                    decision.proof.get_or_insert_with(|| format!("{source} {external}").into());
                    decision.decided_at = Some(now);
                }
                RowStatus::Rejected => {
                    decision.state = DecisionState::Rejected;
                    decision.decided_at = Some(now);
                }
                RowStatus::Deferred => decision.state = DecisionState::Deferred,
                RowStatus::Open | RowStatus::Mitigated | RowStatus::Appeared => {}
            }
            Ok(())
        })
    }

    fn blocker(
        &self,
        context: &mut Context<'_, '_>,
        cycle: &Cycle,
        fields: &Fields,
    ) -> Result<Ref, TxnError> {
        let now = context.now;
        Self::add::<Blocker>(context, cycle, fields, |blocker| {
            if self.is_over() {
                blocker.state = BlockerState::Resolved;
                blocker.how = Some(format!("{} in the register", self.status.name()).into());
                blocker.resolved_at = Some(now);
            }
            Ok(())
        })
    }

    fn risk(&self, context: &mut Context<'_, '_>, cycle: &Cycle, fields: &Fields) -> Result<Ref, TxnError> {
        let now = context.now;
        Self::add::<Risk>(context, cycle, fields, |risk| {
            match self.status {
                RowStatus::Appeared => (risk.state, risk.appeared_at) = (RiskState::Appeared, Some(now)),
                RowStatus::Mitigated => (risk.state, risk.mitigated_at) = (RiskState::Mitigated, Some(now)),
                RowStatus::Closed => (risk.state, risk.closed_at) = (RiskState::Closed, Some(now)),
                RowStatus::Open
                | RowStatus::Accepted
                | RowStatus::Approved
                | RowStatus::Rejected
                | RowStatus::Deferred => {}
            }
            Ok(())
        })
    }

    fn dependency(
        &self,
        context: &mut Context<'_, '_>,
        cycle: &Cycle,
        fields: &Fields,
    ) -> Result<Ref, TxnError> {
        Self::add::<Dependency>(context, cycle, fields, |dependency| {
            if self.status == RowStatus::Closed {
                dependency.state = DependencyState::Done;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests;
