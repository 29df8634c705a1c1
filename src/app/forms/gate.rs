//! The forms around approval and the gate that set some fields of a record: their questions.
#![expect(clippy::wildcard_enum_match_arm, reason = "each function takes the few kinds it is about")]

use super::Asked;
use crate::{
    app::flow::FlowKind,
    domain::{Cycle, Decision, Id, Record, Ref, parse},
    ops::form::{FormContext, Question},
};

/// The fields of the charter that are set on the way to the gate.
const BEFORE_LAUNCH: &[&str] = &[
    "safeguard_owner",
    "safeguard_on",
    "pressure_test",
    "post_launch",
    "checkpoint_on",
    "checkpoint_owner",
    "checkpoint_expects",
];

/// What is asked about a decision.
pub(super) fn asked_of(kind: FlowKind, subject: Ref, form: &FormContext<'_>) -> Option<Asked> {
    Some(match kind {
        FlowKind::Prepare => {
            let (cycle, people, zone) = (&form.board.cycle, form.people(), form.board.cycle.tz());
            let asked = BEFORE_LAUNCH.iter().filter_map(|name| {
                let field = Cycle::field(name)?;
                Some((Question::of(field), parse::typed(field, &cycle.get(name)?, people, zone)))
            });
            asked.collect()
        }
        FlowKind::Package => {
            let decision = form.board.decisions.get(Id::new(subject.number))?;
            let parts = decision.package().into_iter();
            let asked = parts.filter_map(|(name, text)| {
                Some((Question::of(Decision::field(name)?), text.unwrap_or_default().to_owned()))
            });
            asked.collect()
        }
        _ => return None,
    })
}
