//! How the customer outcome that a metric must not cost has fared. Source: one outcome is protected, and looked at
//! every week.

use crate::domain::{Board, Metric, OutcomeCheck};

/// Looks that are shown.
const SHOWN: usize = 4;

/// The latest looks at the outcome, at most four, oldest first; the last one says how it stands.
pub fn trajectory<'a>(board: &'a Board, metric: &Metric) -> Vec<&'a OutcomeCheck> {
    let mut looks: Vec<&OutcomeCheck> = board.outcomes.children(metric.id.number()).iter().collect();
    looks.sort_by_key(|look| (look.at, look.id));
    looks.split_off(looks.len().saturating_sub(SHOWN))
}

/// The states of those looks in one line: `held, at risk, held`.
pub fn words(looks: &[&OutcomeCheck]) -> String {
    looks.iter().map(|look| look.state.label()).collect::<Vec<_>>().join(", ")
}
