//! Metrics and their readings.

use super::{
    cycle::Cycle,
    decision::Decision,
    id::{Id, Ids},
    person::Person,
    record::{Input, KEPT, ask},
    refusal::Refusal,
    value::Text,
    when::Moment,
};

crate::words! {
    /// Which way is better.
    pub enum Better {
        /// More is better.
        Up = "up" / "up",
        /// Less is better.
        Down = "down" / "down",
    }
}

crate::entity! {
    /// A metric of a cycle.
    pub struct Metric in "metric" {
        /// The cycle it belongs to.
        cycle: Id<Cycle> = KEPT,
        /// Its stable key, such as `handoff-defect-rate`.
        key: Text = KEPT,
        /// Its name.
        title: Text = ask(Input::Line, "metric", "What is measured?"),
        /// The unit of its readings.
        unit: Text = ask(Input::Line, "unit", "In which unit?"),
        /// Which way is better.
        better: Better = ask(Input::Choice(Better::KEYS), "better", "Is more better (up) or less (down)?"),
        /// How it is computed, in words.
        formula: Text = KEPT,
        /// Answers for it.
        owner: Option<Id<Person>> = ask(Input::Person, "owner", "Who answers for it?"),
        /// The value to reach.
        target: Option<f64> = ask(Input::Number, "target", "Which value do you want to reach?"),
        /// The value at the start.
        baseline: Option<f64> = ask(Input::Number, "baseline", "What was it at the start?"),
        /// The pressure under which it is read.
        condition: Text = KEPT,
        /// The target signal as a statement.
        signal: Text = KEPT,
        /// The customer outcome that must hold meanwhile.
        preserves: Text = KEPT,
        /// The decisions meant to move it.
        decisions: Ids<Decision> = KEPT,
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal::new("metric.title", "a metric needs a name", "type what is measured").on("title"));
        }
        if [self.target, self.baseline].into_iter().flatten().any(|value| !value.is_finite()) {
            return Err(Refusal::new("metric.number", "that is no number", "type a number such as 4.2").on("target"));
        }
        Ok(())
    }
}

impl Metric {
    /// Whether `value` meets the target; `None` without one.
    pub fn meets(&self, value: f64) -> Option<bool> {
        let target = self.target?;
        Some(match self.better {
            Better::Up => value >= target,
            Better::Down => value <= target,
        })
    }
}

crate::entity! {
    /// One reading of a metric.
    pub struct Reading in "reading" {
        /// The metric.
        metric: Id<Metric> = KEPT,
        /// What was read.
        value: f64 = ask(Input::Number, "value", "Which value?"),
        /// When it was read.
        at: Moment = KEPT,
        /// A word on it.
        note: Option<Text> = ask(Input::Line, "note", "A word on it?"),
        /// Who entered it.
        by: Id<Person> = KEPT,
    }

    fn parent(&self) -> i64 {
        self.metric.number()
    }
    fn check(&self) -> Result<(), Refusal> {
        if self.value.is_finite() {
            return Ok(());
        }
        Err(Refusal::new("reading.number", "that is no number", "type a number such as 4.2").on("value"))
    }
}
