//! Success criteria: what would show that the cycle succeeded. They come before any scope.

use super::{
    cycle::Cycle,
    id::Id,
    metric::Metric,
    person::Person,
    record::{KEPT, ask},
    refusal::Refusal,
    value::Text,
    when::Moment,
};

crate::words! {
    /// Where a success criterion stands.
    pub enum SuccessState {
        /// The cycle is measured by it.
        Open = "open" / "stands",
        /// Taken off with a reason.
        Dropped = "dropped" / "dropped",
    }
}

crate::entity! {
    /// A success criterion: a metric, the value it must reach, and by when.
    pub struct SuccessCriterion in "success_criterion" {
        /// The cycle it belongs to.
        cycle: Id<Cycle> = KEPT,
        /// What would show success.
        title: Text = ask("success", "What would show that the cycle succeeded?"),
        /// Answers for it.
        owner: Id<Person> = ask("owner", "Who answers for it?").duty("owns"),
        /// The metric that shows it.
        metric: Id<Metric> = ask("metric", "Which metric shows it?"),
        /// The value to reach, in the metric's unit.
        target: f64 = ask("target", "Which value must it reach?"),
        /// By when.
        due: Moment = ask("due", "By when?"),
        /// Where it stands.
        state: SuccessState = KEPT,
        /// Why it was dropped.
        why: Option<Text> = KEPT,
        /// When it was written.
        opened: Moment = KEPT,
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal::new("success.title", "a success criterion needs a line on what it shows", "type it in one line").on("title"));
        }
        if self.target.is_finite() {
            return Ok(());
        }
        Err(Refusal::new("success.target", "that is no number", "type a number such as 4.2").on("target"))
    }
}

impl SuccessCriterion {
    /// Whether the cycle is measured by it.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, SuccessState::Open)
    }

    /// Whether its date has passed and its metric, read only then, does not say what is asked for.
    pub fn is_missed(
        &self,
        metric: Option<&Metric>,
        now: Moment,
        read: impl FnOnce(&Metric) -> Option<f64>,
    ) -> bool {
        let reaches = |metric: &Metric| read(metric).is_some_and(|value| metric.reaches(value, self.target));
        self.is_open() && self.due < now && !metric.is_some_and(reaches)
    }

    /// Takes it off.
    ///
    /// # Errors
    /// A [`Refusal`] when it was dropped already.
    pub fn drop(&mut self, why: &str) -> Result<(), Refusal> {
        if !self.is_open() {
            return Err(Refusal::new("success.dropped", "it is dropped already", "nothing is left to do"));
        }
        self.state = SuccessState::Dropped;
        self.why = Some(why.into());
        Ok(())
    }

    /// Measures the cycle by it again.
    ///
    /// # Errors
    /// A [`Refusal`] when it stands.
    pub fn reopen(&mut self, why: &str) -> Result<(), Refusal> {
        if self.is_open() {
            return Err(Refusal::open_already());
        }
        self.state = SuccessState::Open;
        self.why = Some(why.into());
        Ok(())
    }
}
