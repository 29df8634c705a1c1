//! What happens to the decision that a risk touches when the risk appears: it is set apart, with a window to decide in.
//! That it counts as isolated, and until when, follows from the risk.
//!
//! Source: mitigation type "isolate and 48 hours".

use crate::domain::{Board, Decision, Fields, Moment, Refusal, Risk, Value, decision::DecisionState};
use std::{cmp::Reverse, collections::BTreeMap};

impl Decision {
    /// Whether a risk that appears can set it apart: what was decided against or taken off touches nothing.
    pub const fn can_be_isolated(&self) -> bool {
        !matches!(self.state, DecisionState::Rejected | DecisionState::Dropped)
    }

    /// Whether it is still to be made, or made again, after a risk appeared then: an approval from before answers nothing.
    pub fn awaits(&self, appeared: Moment) -> bool {
        match self.state {
            DecisionState::Open | DecisionState::Deferred => !self.is_out(),
            DecisionState::Approved => self.decided_at.is_none_or(|decided| decided < appeared),
            DecisionState::Rejected | DecisionState::Dropped => false,
        }
    }

    /// The end of the first window of the isolating risks in which it is to be made; nothing once it is made.
    pub fn window_ends(&self, board: &Board) -> Option<Moment> {
        let mine = board.risks.rows().iter().filter(|risk| risk.isolates() && risk.decision == Some(self.id));
        let awaited = mine.filter(|risk| risk.appeared_at.is_some_and(|appeared| self.awaits(appeared)));
        awaited.filter_map(|risk| risk.window_ends(&board.policy.rhythm)).min()
    }

    /// Sets it apart: what was put off is in review again. Its owner and its date stay; the window is the risk's.
    ///
    /// # Errors
    /// A [`Refusal`] when it was decided against or taken off.
    pub fn isolate(&mut self) -> Result<(), Refusal> {
        if !self.can_be_isolated() {
            return Err(self.closed_already());
        }
        if self.state == DecisionState::Deferred {
            self.state = DecisionState::Open;
        }
        Ok(())
    }
}

/// The decision that is asked for when a risk appears that is linked to none.
pub fn question(risk: &Risk, until: Moment) -> Fields {
    let title = risk.title.trim_end_matches(['.', '!']);
    Fields::from([
        ("title".to_owned(), Value::text(format!("It happened: {title}. What do we do now?"))),
        ("owner".to_owned(), Value::Integer(risk.owner.number())),
        ("due".to_owned(), Value::Integer(until.millis())),
        ("impact".to_owned(), Value::Integer(i64::from(risk.impact))),
    ])
}

/// The decisions that are kept apart, by id, each with its risk: of several the one whose window ends first.
pub fn isolated(board: &Board) -> BTreeMap<i64, &Risk> {
    let mut isolating: Vec<&Risk> = board.risks.rows().iter().filter(|risk| risk.isolates()).collect();
    isolating.sort_by_key(|risk| Reverse((risk.appeared_at, risk.id)));
    isolating.into_iter().filter_map(|risk| Some((risk.decision?.number(), risk))).collect()
}

/// The risk that keeps one decision apart.
pub fn isolating<'a>(board: &'a Board, decision: &Decision) -> Option<&'a Risk> {
    isolated(board).remove(&decision.id.number())
}

/// The risks whose window runs or is over, the first to end first.
pub fn windows(board: &Board) -> Vec<(&Risk, Moment)> {
    let risks = board.risks.rows().iter();
    let mut windows: Vec<_> =
        risks.filter_map(|risk| Some((risk, risk.window_ends(&board.policy.rhythm)?))).collect();
    windows.sort_by_key(|(risk, ends)| (*ends, risk.id));
    windows
}
