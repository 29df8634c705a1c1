//! Names of records: a typed id for the code, a short reference (`D-12`) for people.
//!
//! Ids never return: the store counts up for good, so `D-12` means one thing for ever.

use super::{
    record::Record,
    value::{Column, FieldType, Mismatch, Text, Value},
};
use serde::{Deserialize, Serialize};
use std::{fmt, marker::PhantomData, str::FromStr};

/// The id of a record of type `E`.
pub struct Id<E> {
    number: i64,
    of: PhantomData<fn() -> E>,
}

impl<E> Id<E> {
    /// Makes the id with this number.
    pub const fn new(number: i64) -> Self {
        Self { number, of: PhantomData }
    }
    /// Its number.
    pub const fn number(self) -> i64 {
        self.number
    }
}

impl<E> Clone for Id<E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E> Copy for Id<E> {}
impl<E> PartialEq for Id<E> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}
impl<E> Eq for Id<E> {}
impl<E> PartialOrd for Id<E> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<E> Ord for Id<E> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.number.cmp(&other.number)
    }
}
impl<E> std::hash::Hash for Id<E> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}
impl<E> fmt::Debug for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.number)
    }
}
impl<E> Serialize for Id<E> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.number.serialize(serializer)
    }
}
impl<'de, E> Deserialize<'de> for Id<E> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(Self::new)
    }
}
impl<E: Record> Column for Id<E> {
    const TYPE: FieldType = FieldType::Ref(E::KIND);
    fn blank() -> Self {
        Self::new(0)
    }
    fn store(&self) -> Value {
        Value::Integer(self.number)
    }
    fn load(value: Value) -> Result<Self, Mismatch> {
        i64::load(value).map(Self::new)
    }
    fn people(&self, each: &mut dyn FnMut(i64)) {
        if Self::TYPE.is_of_people() {
            each(self.number);
        }
    }
}

/// An ordered list of ids, stored as `3,1,7`: an escalation path, the decisions behind a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ids<E>(pub Vec<Id<E>>);

impl<E> Default for Ids<E> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<E: Record> Column for Ids<E> {
    const TYPE: FieldType = FieldType::Refs(E::KIND);
    fn blank() -> Self {
        Self::default()
    }
    fn store(&self) -> Value {
        let numbers: Vec<String> = self.0.iter().map(|id| id.number().to_string()).collect();
        Value::text(numbers.join(","))
    }
    fn load(value: Value) -> Result<Self, Mismatch> {
        let text = Text::load(value)?;
        let numbers: Result<Vec<_>, _> =
            text.split(',').filter(|part| !part.is_empty()).map(|part| part.parse().map(Id::new)).collect();
        numbers.map(Self).map_err(|_| Mismatch { expected: "a list of ids", found: Value::Text(text) })
    }
    fn people(&self, each: &mut dyn FnMut(i64)) {
        if Self::TYPE.is_of_people() {
            self.0.iter().for_each(|id| each(id.number()));
        }
    }
}

crate::words! { @bare
    /// What a record is. The key is the prefix of its reference; two letters for what people never type. Logs name it
    /// by its variant.
    #[derive(Serialize, Deserialize)]
    pub enum Kind {
        /// A cycle: one launch or alignment, from start to wrap-up.
        Cycle = "CY" / "cycle",
        /// A person.
        Person = "PE" / "person",
        /// One of the six framework steps; numbered within its cycle.
        Step = "S" / "step",
        /// One of the sixteen checklist items; numbered within its cycle.
        Item = "P" / "checklist item",
        /// A decision.
        Decision = "D" / "decision",
        /// An acceptance criterion of a decision.
        Criterion = "CR" / "criterion",
        /// A piece of evidence for a decision.
        Evidence = "EV" / "evidence",
        /// A blocker.
        Blocker = "B" / "blocker",
        /// A risk.
        Risk = "R" / "risk",
        /// A metric.
        Metric = "M" / "metric",
        /// A reading of a metric.
        Reading = "RD" / "reading",
        /// Something noted that is not yet accountable.
        Intake = "N" / "intake item",
        /// A dependency between two functions.
        Dependency = "L" / "dependency",
        /// A line somebody wrote on a record.
        Note = "NO" / "note",
        /// The trace of an imported row.
        Import = "IM" / "imported row",
        /// What would show that the cycle succeeded.
        SuccessCriterion = "C" / "success criterion",
        /// What must hold on a path before launch.
        LaunchCriterion = "G" / "launch criterion",
        /// A look at a customer outcome that must hold.
        OutcomeCheck = "OC" / "outcome check",
        /// A look for the early sign of a risk.
        Sighting = "SI" / "sighting",
        /// Something that happened and counts.
        Event = "E" / "event",
        /// A review that was held.
        Review = "V" / "review",
        /// The answer to one step of a review.
        ReviewAnswer = "RA" / "answer",
        /// A signature under the verdict.
        SignOff = "SO" / "sign-off",
    }
}

/// A reference to one record as people say it: `D-12`, `b-3`, `S-4`.
///
/// Steps and checklist items carry their number within the cycle, all others their id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref {
    /// What it is.
    pub kind: Kind,
    /// Its number.
    pub number: i64,
}

impl Ref {
    /// Makes a reference.
    pub const fn new(kind: Kind, number: i64) -> Self {
        Self { kind, number }
    }

    /// Where a board keeps the parts of a record of any kind, such as its notes: one number for kind and id.
    pub const fn parent_key(self) -> i64 {
        ((self.kind as i64) << 48) | self.number
    }
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Padded as one word, so that columns of references line up.
        f.pad(&format!("{}-{}", self.kind.key(), self.number))
    }
}

/// A text that is no reference.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no id: ids look like D-12, B-3, R-7, M-2, S-4, P-7, N-9, L-3, C-1 or G-2")]
pub struct NotAReference(String);

impl FromStr for Ref {
    type Err = NotAReference;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotAReference(text.to_owned());
        let split = text.find(|c: char| !c.is_ascii_alphabetic()).ok_or_else(wrong)?;
        let (prefix, rest) = text.split_at(split);
        let kind = Kind::parse(&prefix.to_ascii_uppercase()).ok_or_else(wrong)?;
        let number = rest.strip_prefix('-').unwrap_or(rest).parse().map_err(|_| wrong())?;
        Ok(Self { kind, number })
    }
}

impl Serialize for Ref {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Ref {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
impl Column for Ref {
    const TYPE: FieldType = FieldType::AnyRef;
    fn blank() -> Self {
        Self::new(Kind::Cycle, 0)
    }
    fn store(&self) -> Value {
        Value::text(self.to_string())
    }
    fn load(value: Value) -> Result<Self, Mismatch> {
        let text = Text::load(value)?;
        text.parse().map_err(|_| Mismatch { expected: "a reference", found: Value::Text(text) })
    }
}

/// An ordered list of references, stored as `D-3,B-4`: what a decision waits for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refs(pub Vec<Ref>);

impl Column for Refs {
    const TYPE: FieldType = FieldType::AnyRefs;
    fn blank() -> Self {
        Self::default()
    }
    fn store(&self) -> Value {
        let references: Vec<String> = self.0.iter().map(Ref::to_string).collect();
        Value::text(references.join(","))
    }
    fn load(value: Value) -> Result<Self, Mismatch> {
        let text = Text::load(value)?;
        let references: Result<Vec<Ref>, _> =
            text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::parse).collect();
        references
            .map(Self)
            .map_err(|_| Mismatch { expected: "a list of references", found: Value::Text(text) })
    }
}

impl Kind {
    /// What several of them are called.
    pub fn plural(self) -> String {
        let label = self.label();
        match (label.strip_suffix("criterion"), label.strip_suffix('y')) {
            (Some(first), _) => format!("{first}criteria"),
            (None, Some(stem)) => format!("{stem}ies"),
            (None, None) => format!("{label}s"),
        }
    }
}

/// Where the records of a kind are found: what the store asks of their table to get those of one cycle, and what they
/// belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// They belong to the file.
    File,
    /// They belong to a cycle, which the column `cycle` names.
    Cycle,
    /// They belong to a cycle, within which people know them by their number.
    Numbered,
    /// They belong to a cycle, and to the record of any kind that the column `subject` names.
    Subject,
    /// They are parts of a record of one kind, which is found by its id in a column.
    Part {
        /// The kind they are parts of.
        of: Kind,
        /// The column: it is called like that kind's table.
        by: &'static str,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_reads_as_people_type_it() {
        for text in ["D-12", "d-12", "d12"] {
            assert_eq!(text.parse(), Ok(Ref::new(Kind::Decision, 12)), "{text}");
        }
        assert_eq!(Ref::new(Kind::Step, 3).to_string(), "S-3");
        for text in ["", "12", "Z-1", "D-", "D-x"] {
            assert!(text.parse::<Ref>().is_err(), "{text}");
        }
    }
}
