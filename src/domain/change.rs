//! What an operation did to one record: the unit of the log, of undo and of live refresh.

use super::{
    id::{Kind, Ref, Scope},
    value::Value,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Field values by name.
pub type Fields = BTreeMap<String, Value>;

/// One record before and after. An edit carries only the fields that differ; a creation has no
/// `before`, a removal no `after`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// What the record is.
    pub kind: Kind,
    /// Its id in the store (also for steps and items).
    pub id: i64,
    /// The old values.
    pub before: Option<Fields>,
    /// The new values.
    pub after: Option<Fields>,
}

impl Change {
    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { kind: self.kind, id: self.id, before: self.after.clone(), after: self.before.clone() }
    }

    /// The record that a note, a criterion, a piece of evidence or a reading belongs to, by the store's reference:
    /// theirs is the id people know. An edit that does not touch that field cannot tell.
    pub fn belongs_to(&self) -> Option<Ref> {
        let fields = self.after.as_ref().or(self.before.as_ref())?;
        parent_from(self.kind, fields.get(parent_field(self.kind)?)?)
    }

    /// The names of the fields it touches.
    pub fn touched(&self) -> impl Iterator<Item = &str> {
        self.after
            .as_ref()
            .or(self.before.as_ref())
            .into_iter()
            .flat_map(|fields| fields.keys().map(String::as_str))
    }
}

/// The field of a part that says what it belongs to.
pub const fn parent_field(kind: Kind) -> Option<&'static str> {
    match kind.scope() {
        Scope::Part { by, .. } => Some(by),
        Scope::Subject => Some("subject"),
        Scope::File | Scope::Cycle | Scope::Numbered => None,
    }
}

/// What a record of `kind` belongs to, by the value of its [`parent_field`].
pub fn parent_from(kind: Kind, value: &Value) -> Option<Ref> {
    match (kind.scope(), value) {
        (Scope::Part { of, .. }, Value::Integer(id)) => Some(Ref::new(of, *id)),
        (Scope::Subject, Value::Text(subject)) => subject.parse().ok(),
        (
            Scope::File | Scope::Cycle | Scope::Numbered | Scope::Part { .. } | Scope::Subject,
            Value::Null | Value::Integer(_) | Value::Real(_) | Value::Text(_),
        ) => None,
    }
}

/// The records that changes are about, each once, by the store's reference; a part counts as what it belongs to.
pub fn subjects(changes: &[Change]) -> Vec<Ref> {
    let mut seen = BTreeSet::new();
    let subjects =
        changes.iter().map(|change| change.belongs_to().unwrap_or(Ref::new(change.kind, change.id)));
    subjects.filter(|subject| seen.insert(*subject)).collect()
}
