//! How metrics are measured: by their formula where the board keeps the events it is made of, by the latest reading
//! where it does not; and it always says which.
//!
//! Units, directions and formulas are our own. Everything here is worked out from what stands on the board with its
//! date, so most formulas can be asked for an earlier moment too. It knows no screen.

pub mod decision_health;
mod durations;
pub mod forecast;
mod formulas;
pub mod outcome;
pub mod review_deltas;
pub(super) mod stats;
pub mod trend;

#[cfg(test)]
pub(super) mod tests;

pub use decision_health::rigor;
pub use outcome::trajectory;
pub use review_deltas::{Movement, movement};
pub use trend::{Arrow, Course, Heading, course};

use super::context::RuleContext;
use crate::domain::{
    Board, Decision, Id, Metric, Moment, Reading, Ref, decision::DecisionState, metric::standing,
};
use durations::Lifetimes;
use std::{cell::OnceCell, collections::BTreeMap};

crate::words! {
    /// A formula that a playbook can name for a metric.
    pub enum Formula {
        /// None: people read it and type it in.
        Entered = "entered" / "read by hand",
        /// Hours logged on items after their approval, summed over the period.
        ReworkHours = "rework-hours" / "hours of rework",
        /// Packages that came back, in percent of those handed off.
        HandoffDefects = "handoff-defects" / "packages that came back",
        /// Moves in and out of committed scope within 14 days, in percent of the baseline.
        ScopeVolatility = "scope-volatility" / "moves of committed scope",
        /// Chance in percent that all that must be done by launch is done by launch.
        DeliveryConfidence = "delivery-confidence" / "chance to make it",
        /// Decisions closed by their date, in percent of those due in the period.
        DecisionClosure = "decision-closure" / "closed by their date",
        /// Exception states of journeys that are validated, in percent. Entered: the board keeps no journeys yet.
        ExceptionCompletion = "exception-completion" / "exception states validated",
        /// Median days from opening a decision to closing it.
        DecisionVelocity = "decision-velocity" / "median days to a decision",
        /// Hypotheses that came out as predicted, in percent. Entered: the board keeps no hypotheses yet.
        HypothesisRatio = "hypothesis-ratio" / "hypotheses that held",
        /// Checks of package, owner, criteria and support that passed, in percent.
        TransitionReadiness = "transition-readiness" / "checks passed",
        /// Days after launch without a fallback, an escalation or a reopening, in percent.
        ExecutionStability = "execution-stability" / "quiet days",
    }
}

/// Ids of the formulas a metric may name.
pub const FORMULAS: &[&str] = Formula::KEYS;

crate::words! {
    /// Where the value of a metric comes from.
    pub enum How {
        /// From what happened on the board.
        Computed = "computed" / "computed",
        /// From the latest reading that somebody typed in.
        Entered = "entered" / "entered",
    }
}

/// What a metric reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The value in the metric's unit; nothing before the first reading or event.
    pub value: Option<f64>,
    /// Where it comes from.
    pub how: How,
    /// How many readings or events it rests on.
    pub observations: usize,
    /// What it is made of: `3 of 5 due`.
    pub from: String,
}

/// One metric with everything that is shown about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Gauged {
    /// What it reads now.
    pub measured: Measured,
    /// What it read before: every reading, or a computed value at each of the latest reviews and now.
    pub series: Vec<(Moment, f64)>,
    /// How the latest value compares with the one before; nothing without a value.
    pub course: Option<Course>,
    /// The decisions that speak against a healthy value.
    pub rigor: Vec<Ref>,
    /// How it moved from review to review, and what was decided meanwhile.
    pub movement: Vec<Movement>,
}

/// All metrics of a board at a moment, by the number of the metric's id. Worked out once for many looks.
pub type Gauges = BTreeMap<i64, Gauged>;

/// What formulas look at, brought together once for all metrics of a board.
#[derive(Debug)]
pub struct Gauge<'a> {
    facts: &'a RuleContext<'a>,
    spans: OnceCell<Lifetimes>,
    weak: OnceCell<Vec<Ref>>,
}

impl<'a> Gauge<'a> {
    /// Gets ready to measure what is on the board.
    pub fn new(facts: &'a RuleContext<'a>) -> Self {
        Self { facts, spans: OnceCell::new(), weak: OnceCell::new() }
    }

    fn spans(&self) -> &Lifetimes {
        self.spans.get_or_init(|| Lifetimes::of(self.facts))
    }

    /// What a metric reads.
    pub fn measure(&self, metric: &Metric) -> Measured {
        self.measure_at(metric, self.facts.now)
    }

    /// What a metric read at an earlier moment, as far as dates on the board tell.
    pub(super) fn measure_at(&self, metric: &Metric, at: Moment) -> Measured {
        match formulas::compute(self, self.formula(metric), at) {
            Ok(formulas::Computed { value, observations, from }) => {
                Measured { value: Some(value), how: How::Computed, observations, from }
            }
            Err(until) => self.entered(metric, at, &until),
        }
    }

    /// The formula that the cycle's playbook names for a metric.
    pub fn formula(&self, metric: &Metric) -> Formula {
        Formula::parse(self.facts.board.policy.formula(&metric.key)).unwrap_or(Formula::Entered)
    }

    fn entered(&self, metric: &Metric, at: Moment, until: &str) -> Measured {
        let readings = standing(self.facts.board.readings_of(metric.id)).filter(|reading| reading.at <= at);
        let latest = readings.clone().max_by_key(|reading| (reading.at, reading.id));
        let observations = readings.count();
        let read = match observations {
            0 => "no reading yet".to_owned(),
            1 => "the only reading".to_owned(),
            many => format!("the latest of {many} readings"),
        };
        let from = if until.is_empty() { read } else { format!("{read}; {until}") };
        Measured { value: latest.map(|reading| reading.value), how: How::Entered, observations, from }
    }

    /// Everything that is shown about a metric.
    pub fn gauge(&self, metric: &Metric) -> Gauged {
        let measured = self.measure(metric);
        let past = self.past(metric);
        let series = match measured.how {
            How::Entered => by_time(self.facts.board.readings_of(metric.id)),
            How::Computed => past
                .iter()
                .filter(|(_, then)| then.how == How::Computed)
                .filter_map(|(at, then)| Some((*at, then.value?)))
                .collect(),
        };
        let before = series.len().checked_sub(2).map(|at| series[at].1);
        let course = measured.value.map(|value| course(metric, before, value));
        let rigor = self.rigor(metric, &measured);
        let movement = self.movement(metric, &past);
        Gauged { measured, series, course, rigor, movement }
    }

    /// All metrics.
    pub fn all(&self) -> Gauges {
        let metrics = self.facts.board.metrics.rows().iter();
        metrics.map(|metric| (metric.id.number(), self.gauge(metric))).collect()
    }
}

/// What a metric reads at the moment of the facts.
pub fn measure(facts: &RuleContext<'_>, metric: &Metric) -> Measured {
    Gauge::new(facts).measure(metric)
}

/// Everything that is shown about a metric at the moment of the facts.
pub fn gauge(facts: &RuleContext<'_>, metric: &Metric) -> Gauged {
    Gauge::new(facts).gauge(metric)
}

/// All metrics of a board at the moment of the facts.
pub fn gauges(facts: &RuleContext<'_>) -> Gauges {
    Gauge::new(facts).all()
}

/// What each metric of a board reads at the moment of the facts, by the number of its id; none that reads nothing.
pub fn values(facts: &RuleContext<'_>) -> BTreeMap<i64, f64> {
    let gauge = Gauge::new(facts);
    let metrics = facts.board.metrics.rows().iter();
    metrics.filter_map(|metric| Some((metric.id.number(), gauge.measure(metric).value?))).collect()
}

/// What a metric lacks to count as accountable: `owner`, who has not left, and `decision`. Source: a metric without an
/// owner and a decision behind it is only watched.
pub fn lacks(board: &Board, metric: &Metric) -> Vec<&'static str> {
    let is_owned = metric.owner.is_some_and(|owner| board.is_here(owner));
    let is_kept =
        |id: &Id<Decision>| board.decisions.get(*id).is_some_and(|it| it.state != DecisionState::Dropped);
    let lacks = [("owner", !is_owned), ("decision", !metric.decisions.0.iter().any(is_kept))];
    lacks.into_iter().filter(|(_, is_missing)| *is_missing).map(|(name, _)| name).collect()
}

/// Readings that stand, by the moment they were read.
pub fn by_time(readings: &[Reading]) -> Vec<(Moment, f64)> {
    let mut readings: Vec<_> =
        standing(readings).map(|reading| (reading.at, reading.id, reading.value)).collect();
    readings.sort_by_key(|(at, id, _)| (*at, *id));
    readings.into_iter().map(|(at, _, value)| (at, value)).collect()
}
