//! What an operation did to one record: the unit of the log, of undo and of live refresh.

use super::{
    id::{Kind, Ref},
    value::Value,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
        let number = |field: &str, kind| match fields.get(field)? {
            Value::Integer(id) => Some(Ref::new(kind, *id)),
            Value::Null | Value::Real(_) | Value::Text(_) => None,
        };
        match self.kind {
            Kind::Criterion | Kind::Evidence => number("decision", Kind::Decision),
            Kind::Reading => number("metric", Kind::Metric),
            Kind::Note | Kind::Import => fields.get("subject")?.as_text()?.parse().ok(),
            Kind::Cycle
            | Kind::Person
            | Kind::Step
            | Kind::Item
            | Kind::Decision
            | Kind::Blocker
            | Kind::Risk
            | Kind::Metric
            | Kind::Intake
            | Kind::Dependency => None,
        }
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
