//! Everything that can be done to a board. Screen, command, import and server all come through [`Executor::execute`],
//! the only caller of a write.

mod amendment;
mod authority;
mod auto_escalation;
mod context;
mod executor;
mod first_dates;
mod launch_scope;
mod names;
mod scope_tracking;
mod seals;
mod undo_checks;
mod waits;

pub mod blocker;
pub mod common;
pub mod cycle;
pub mod decision;
pub mod dependency;
pub mod escalation;
pub mod form;
pub mod gate;
pub mod import;
pub mod intake;
pub mod item;
pub mod launch;
pub mod metric;
mod moved_dates;
pub mod operation;
pub mod person;
pub mod review;
pub mod risk;
pub mod step;

pub use amendment::Amendment;
pub use context::{Context, OpenQuestion, Outcome};
pub use executor::{Conflict, Executor, OpError, Receipt, Request};
pub use names::{Plain, named, names, past};

#[cfg(test)]
pub(crate) mod tests;

use crate::{domain::Refusal, store::TxnError};
use serde::Serialize;

/// One thing that can be done, as a value: it is logged, tried in tests, and sent by any door.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// To any kind of record.
    Record(common::Op),
    /// To people.
    Person(person::Op),
    /// To cycles.
    Cycle(cycle::Op),
    /// To framework steps.
    Step(step::Op),
    /// To checklist items.
    Item(item::Op),
    /// To decisions.
    Decision(decision::Op),
    /// To blockers.
    Blocker(blocker::Op),
    /// To risks.
    Risk(risk::Op),
    /// To metrics.
    Metric(metric::Op),
    /// To the intake.
    Intake(intake::Op),
    /// To dependencies.
    Dependency(dependency::Op),
    /// What is escalated.
    Escalation(escalation::Op),
    /// To the gate of a cycle: what is said and signed about all of it.
    Gate(gate::Op),
    /// To launch criteria.
    Launch(launch::Op),
    /// To reviews.
    Review(review::Op),
    /// A register brought in.
    Import(import::Op),
    /// One's own newest operation taken back.
    Undo,
    /// One's own newest undone operation done again.
    Redo,
}

impl Operation {
    /// Whether it may turn out that there is nothing to do, which then has no place in the log: it would stand between a
    /// person and their undo.
    pub(crate) const fn may_change_nothing(&self) -> bool {
        matches!(self, Self::Import(_))
    }

    /// What stays on the board where it is refused: a question that somebody has to answer first.
    fn leaves_behind(&self, refusal: &Refusal) -> Option<Self> {
        let Self::Decision(decision::Op::Approve(approve)) = self else { return None };
        let asks = refusal.rule == "decision.evidence";
        asks.then(|| decision::FollowUp { subject: approve.subject }.into())
    }

    /// The stable name it has in the log.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Record(op) => op.name(),
            Self::Person(op) => op.name(),
            Self::Cycle(op) => op.name(),
            Self::Step(op) => op.name(),
            Self::Item(op) => op.name(),
            Self::Decision(op) => op.name(),
            Self::Blocker(op) => op.name(),
            Self::Risk(op) => op.name(),
            Self::Metric(op) => op.name(),
            Self::Intake(op) => op.name(),
            Self::Dependency(op) => op.name(),
            Self::Escalation(op) => op.name(),
            Self::Gate(op) => op.name(),
            Self::Launch(op) => op.name(),
            Self::Review(op) => op.name(),
            Self::Import(_) => "import",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }

    /// What the log keeps of it besides its changes.
    fn payload(&self) -> String {
        serde_json::to_string(self).expect("operations are plain data")
    }

    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        match self {
            Self::Record(op) => op.apply(context),
            Self::Person(op) => op.apply(context),
            Self::Cycle(op) => op.apply(context),
            Self::Step(op) => op.apply(context),
            Self::Item(op) => op.apply(context),
            Self::Decision(op) => op.apply(context),
            Self::Blocker(op) => op.apply(context),
            Self::Risk(op) => op.apply(context),
            Self::Metric(op) => op.apply(context),
            Self::Intake(op) => op.apply(context),
            Self::Dependency(op) => op.apply(context),
            Self::Escalation(op) => op.apply(context),
            Self::Gate(op) => op.apply(context),
            Self::Launch(op) => op.apply(context),
            Self::Review(op) => op.apply(context),
            Self::Import(op) => op.apply(context),
            Self::Undo | Self::Redo => Ok(Outcome::default()),
        }
    }
}

macro_rules! nouns {
    ($($Variant:ident($module:ident)),+ $(,)?) => {
        $( impl From<$module::Op> for Operation {
            fn from(op: $module::Op) -> Self {
                Self::$Variant(op)
            }
        } )+

        /// Every operation that is declared with its arguments, noun by noun.
        pub fn declared() -> impl Iterator<Item = &'static operation::OpSpec> {
            [ $( $module::Op::SPECS ),+ ].into_iter().flatten().copied()
        }
    };
}
nouns!(
    Record(common),
    Person(person),
    Cycle(cycle),
    Step(step),
    Item(item),
    Decision(decision),
    Blocker(blocker),
    Risk(risk),
    Metric(metric),
    Intake(intake),
    Dependency(dependency),
    Escalation(escalation),
    Gate(gate),
    Launch(launch),
    Review(review),
    Import(import),
);
