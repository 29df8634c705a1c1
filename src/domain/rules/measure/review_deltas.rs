//! The change of a metric between scheduled reviews, with the decisions closed meanwhile. Source: each review cycle
//! joins the movement of a metric to the decisions closed in it.

use super::{Gauge, Measured, formulas};
use crate::domain::{
    Decision, Metric, Moment, Record, Ref, decision::DecisionState, rules::context::RuleContext,
};

/// Reviews looked back on.
const REVIEWS: usize = 8;

/// One stretch between two reviews.
#[derive(Clone, Debug, PartialEq)]
pub struct Movement {
    /// Where the stretch begins: a scheduled review, or the start of the cycle.
    pub from: Moment,
    /// Where it ends: a scheduled review, or now.
    pub to: Moment,
    /// By how much the value changed; nothing where it was not known on both sides in the same way.
    pub delta: Option<f64>,
    /// The decisions closed in it: those that are meant to move the metric.
    pub decisions: Vec<Ref>,
}

/// How a metric moved from review to review up to now, and what was decided meanwhile; oldest first.
pub fn movement(facts: &RuleContext<'_>, metric: &Metric) -> Vec<Movement> {
    let gauge = Gauge::new(facts);
    gauge.movement(metric, &gauge.past(metric))
}

impl Gauge<'_> {
    /// What a metric read at the latest reviews, and now. The first moment is the start of the cycle when fewer
    /// reviews than are looked back on have come.
    pub(super) fn past(&self, metric: &Metric) -> Vec<(Moment, Measured)> {
        let edges = edges(self.facts);
        edges.into_iter().map(|at| (at, self.measure_at(metric, at))).collect()
    }

    pub(super) fn movement(&self, metric: &Metric, past: &[(Moment, Measured)]) -> Vec<Movement> {
        let (Some((first, _)), Some((last, _))) = (past.first(), past.last()) else {
            return Vec::new();
        };
        let closed = self.closed(metric, *first, *last);
        past.windows(2)
            .map(|pair| {
                let [(from, before), (to, after)] = pair else { unreachable!("windows of two") };
                let is_comparable = before.how == after.how;
                let delta = before.value.zip(after.value).filter(|_| is_comparable);
                let within = closed.iter().filter(|(at, _)| from < at && at <= to);
                Movement {
                    from: *from,
                    to: *to,
                    delta: delta.map(|(before, after)| after - before),
                    decisions: within.map(|(_, decision)| *decision).collect(),
                }
            })
            .collect()
    }

    /// The decisions behind a metric that were closed within a time, by when they were.
    fn closed(&self, metric: &Metric, from: Moment, to: Moment) -> Vec<(Moment, Ref)> {
        let board = self.facts.board;
        let closed = |decision: &Decision| match decision.state {
            DecisionState::Approved | DecisionState::Rejected => {
                let at = decision.decided_at.filter(|at| from < *at && *at <= to)?;
                Some((at, decision.reference()))
            }
            DecisionState::Open | DecisionState::Deferred | DecisionState::Dropped => None,
        };
        let linked = metric.decisions.0.iter().filter_map(|id| board.decisions.get(*id));
        let mut found: Vec<(Moment, Ref)> = linked.filter_map(closed).collect();
        found.sort_unstable();
        found
    }
}

/// The moments between which movement is told: the latest scheduled reviews, the start of the cycle before the first,
/// and now.
fn edges(facts: &RuleContext<'_>) -> Vec<Moment> {
    let began = formulas::began(facts);
    let mut edges: Vec<Moment> =
        std::iter::once(began).chain(facts.schedule.reviews()).take_while(|at| *at < facts.now).collect();
    edges.drain(..edges.len().saturating_sub(REVIEWS));
    edges.push(facts.now);
    edges
}
