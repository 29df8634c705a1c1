//! What a form is for, and the name by which a draft of it finds it again.

use crate::{
    domain::Kind,
    ops::{
        self, Plain, common,
        form::Question,
        operation::{Declared, OpSpec},
    },
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

crate::words! { @bare
    /// Which fields of a record a form edits, and the words in its border; `{}` stands for the record.
    pub enum FieldSet {
        /// All that are asked for.
        All = "edit" / "Edit {}",
        /// Where a metric starts, and what it is to reach.
        Target = "target" / "Target of {}",
        /// The delivery package of a decision.
        Package = "package" / "Delivery package of {}",
        /// What of the charter must be set before launch.
        BeforeLaunch = "prepare" / "Set before launch",
    }
}

/// What a form is for. What is declared with its arguments opens by its declaration; the others have a form of their
/// own, since their questions are fields of a record, or no operation follows at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormKind {
    /// Make an operation of its declared arguments.
    Op(&'static OpSpec),
    /// Add a record of this kind by its fields.
    Add(Kind),
    /// Edit fields of a record.
    Edit(FieldSet),
    /// Set the date of records.
    Due,
    /// Note something in the intake.
    AddIntake,
    /// Complete an intake item.
    CompleteIntake,
    /// Bring a register in from a file.
    Import,
    /// Start a cycle.
    StartCycle,
}

/// What a draft of an earlier release calls a form.
const EARLIER: &[(&str, &str)] = &[
    ("add-decision", "decision.add"),
    ("add-blocker", "blocker.add"),
    ("add-risk", "risk.add"),
    ("add-dependency", "dependency.add"),
    ("add-success", "success.add"),
    ("add-launch", "launch.add"),
    ("add-intake", "intake.add"),
    ("complete-intake", "intake.complete"),
    ("start-cycle", "cycle.new"),
    ("add-person", "person.add"),
    ("person-off", "person.off"),
    ("join", "person.join"),
    ("fail", "launch.look"),
    ("read", "metric.read"),
    ("outcome", "metric.outcome"),
    ("link", "metric.link"),
    ("approve", "decision.approve"),
    ("reject", "decision.reject"),
    ("defer", "decision.defer"),
    ("criterion", "decision.criterion"),
    ("uncriterion", "decision.uncriterion"),
    ("evidence", "decision.evidence"),
    ("withdraw", "decision.withdraw"),
    ("scope-change", "decision.change"),
    ("hand-off", "decision.handoff"),
    ("return", "decision.return"),
    ("rework", "decision.rework"),
    ("complete-step", "step.done"),
    ("tick", "item.done"),
    ("waive", "item.waive"),
    ("deliver", "dependency.done"),
    ("hold-review", "review.hold"),
    ("mitigate", "risk.mitigate"),
    ("close-risk", "risk.close"),
    ("sight", "risk.sight"),
    ("escalate", "blocker.escalate"),
    ("deescalate", "deescalate"),
    ("resolve", "blocker.resolve"),
    ("assume", "gate.assume"),
    ("demonstrate", "gate.demonstrate"),
    ("sign", "gate.sign"),
    ("override", "gate.override"),
];

impl FormKind {
    /// A form that makes this operation.
    pub const fn of<O: Declared>() -> Self {
        Self::Op(O::SPEC)
    }

    /// Every form there is.
    pub fn all() -> impl Iterator<Item = Self> {
        let others = [Self::Due, Self::AddIntake, Self::CompleteIntake, Self::Import, Self::StartCycle];
        ops::declared()
            .map(Self::Op)
            .chain(common::ADDED.iter().map(|(kind, _)| Self::Add(*kind)))
            .chain(FieldSet::ALL.iter().map(|fields| Self::Edit(*fields)))
            .chain(others)
    }

    /// The name by which a draft finds it again: that of its operation, where it is the only form of it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Op(spec) => spec.name,
            Self::Add(kind) => common::added(kind).map_or("add", Plain::key),
            Self::Edit(fields) => fields.key(),
            Self::Due => Plain::Due.key(),
            Self::AddIntake => Plain::IntakeAdd.key(),
            Self::CompleteIntake => Plain::IntakeComplete.key(),
            Self::Import => Plain::Import.key(),
            Self::StartCycle => Plain::CycleNew.key(),
        }
    }

    /// Whether this question of it asks for the kind of a review, which an answer is offered for.
    pub fn asks_for_a_review(self, question: &Question) -> bool {
        self == Self::of::<ops::review::Hold>() && question.field.name == "kind"
    }

    /// Whether it asks one question at a time, each of which wants a look even when it is answered already.
    pub fn is_guided(self) -> bool {
        self == Self::of::<ops::person::Join>()
    }

    /// Whether all it starts with is only offered: it is read from the top, and the first letter takes the place of an
    /// answer.
    pub fn starts_filled_in(self) -> bool {
        self == Self::StartCycle || self.is_guided()
    }
}

impl Serialize for FormKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for FormKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let today = EARLIER.iter().find(|(earlier, _)| *earlier == name).map_or(&*name, |(_, today)| *today);
        let found = Self::all().find(|kind| kind.name() == today);
        found.ok_or_else(|| D::Error::custom(format!("`{name}` is no form")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_finds_its_form_again() {
        for kind in FormKind::all() {
            let kept = serde_json::to_string(&kind).unwrap();
            assert_eq!(serde_json::from_str::<FormKind>(&kept).unwrap(), kind, "{kept}");
        }
        assert!(serde_json::from_str::<FormKind>("\"no-such-form\"").is_err());
    }

    #[test]
    fn a_draft_of_an_earlier_release_still_opens() {
        for (earlier, today) in EARLIER {
            let kind: FormKind = serde_json::from_str(&format!("\"{earlier}\"")).unwrap();
            assert_eq!(kind.name(), *today);
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{today}\""));
        }
        for kept in ["edit", "note", "due", "drop", "reopen", "package", "prepare", "target", "import"] {
            let kind: FormKind = serde_json::from_str(&format!("\"{kept}\"")).unwrap();
            assert_eq!(kind.name(), kept);
        }
    }
}
