//! A board as the commands see it, with what is worked out once for all its records. Knows no output.

use crate::domain::{
    Board, Decision, Metric, Moment, Record, Ref, Risk,
    rules::{
        context::RuleContext,
        isolation,
        measure::{self, Gauged, Gauges},
    },
    summary::{BoardAt, Values},
};
use std::{cell::OnceCell, collections::BTreeMap};

/// A board at a moment, with what is worked out once for all its records.
pub(in crate::cli) struct Seen<'a> {
    /// The records.
    pub board: &'a Board,
    /// The moment.
    pub now: Moment,
    isolated: BTreeMap<i64, &'a Risk>,
    values: Values,
    gauges: OnceCell<Gauges>,
}

impl<'a> Seen<'a> {
    /// A board as it is seen at a moment.
    pub(in crate::cli) fn at(board: &'a Board, now: Moment) -> Self {
        let isolated = isolation::isolated(board);
        Self { board, now, isolated, values: Values::default(), gauges: OnceCell::new() }
    }

    /// The same for summaries.
    pub(in crate::cli) const fn board_at(&self) -> BoardAt<'_> {
        BoardAt::new(self.board, self.now, &self.values)
    }

    /// Everything that is shown about a metric.
    pub(in crate::cli) fn gauged(&self, metric: &Metric) -> Option<&Gauged> {
        let gauges = self.gauges.get_or_init(|| measure::gauges(&RuleContext::at(self.board, self.now)));
        gauges.get(&metric.id.number())
    }

    /// The risk that keeps a decision apart.
    pub(super) fn isolated_by(&self, decision: &Decision) -> Option<Ref> {
        self.isolated.get(&decision.id.number()).map(|risk| risk.reference())
    }
}
