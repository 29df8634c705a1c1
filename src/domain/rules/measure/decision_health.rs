//! Flags metrics on target whose linked decisions are overdue, rest on assumptions, or belong to people who have left.
//! Source: dashboards look healthy while rigor decays.

use super::{Gauge, Measured};
use crate::domain::{
    Metric, Record, Ref,
    decision::{DecisionState, is_assumed},
    rules::{context::RuleContext, scope::DecisionContext},
};

/// The decisions that speak against a healthy metric; none when it is not healthy.
///
/// Of a metric with decisions linked to it these are looked at; of one without, and of the one that the cycle reads
/// first, all decisions of the cycle.
pub fn rigor(facts: &RuleContext<'_>, metric: &Metric) -> Vec<Ref> {
    let gauge = Gauge::new(facts);
    gauge.rigor(metric, &gauge.measure(metric))
}

impl Gauge<'_> {
    /// The decisions that speak against a healthy metric; none when it is not healthy.
    pub fn weak_behind(&self, metric: &Metric) -> Vec<Ref> {
        self.rigor(metric, &self.measure(metric))
    }

    pub(super) fn rigor(&self, metric: &Metric, measured: &Measured) -> Vec<Ref> {
        let is_healthy = measured.value.and_then(|value| metric.meets(value)) == Some(true);
        if !is_healthy {
            return Vec::new();
        }
        let is_headline = self.facts.board.policy.charter.headline_metric.key == *metric.key;
        if is_headline || metric.decisions.0.is_empty() {
            return self.weak.get_or_init(|| self.weak_of_all()).clone();
        }
        let linked = metric.decisions.0.iter().filter_map(|id| self.facts.board.decisions.get(*id));
        linked
            .filter(|decision| is_weak(self.facts, &self.facts.case(decision)))
            .map(Record::reference)
            .collect()
    }

    fn weak_of_all(&self) -> Vec<Ref> {
        let weak = self.facts.cases().filter(|case| is_weak(self.facts, case));
        weak.map(|case| case.decision.reference()).collect()
    }
}

/// Whether a decision is overdue, rests on nothing but assumptions, or waits for somebody who has left.
fn is_weak(facts: &RuleContext<'_>, case: &DecisionContext<'_>) -> bool {
    let decision = case.decision;
    let is_kept = decision.is_open() || decision.state == DecisionState::Approved;
    let is_orphaned = decision.is_open() && facts.has_left(decision.owner);
    decision.is_late(facts.now) || is_orphaned || (is_kept && is_assumed(case.evidence))
}
