//! Metrics and their readings.

use super::{
    cycle::Cycle,
    decision::Decision,
    id::{Id, Ids},
    person::Person,
    record::{HISTORY, KEPT, ask},
    refusal::Refusal,
    remedy,
    risk::Risk,
    value::Text,
    when::Moment,
};
use std::ops::RangeInclusive;

/// The largest number that anything here is measured in; what is larger is a slip of the fingers.
pub const LARGEST: f64 = 1e9;

crate::words! {
    /// Which way is better.
    pub enum Better {
        /// More is better.
        Up = "up" / "up",
        /// Less is better.
        Down = "down" / "down",
    }
}

crate::words! {
    /// How far a target signal has come true.
    pub enum SignalState {
        /// Nothing of it shows.
        NotYet = "not-yet" / "not yet",
        /// Some of it shows.
        Partly = "partly" / "partly",
        /// It has come true.
        Met = "met" / "met",
    }
}

crate::words! {
    /// How a customer outcome that must hold stands.
    pub enum OutcomeState {
        /// It holds.
        Held = "held" / "held",
        /// It may be lost.
        AtRisk = "at-risk" / "at risk",
        /// It is lost.
        Lost = "lost" / "lost",
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
        title: Text = ask("metric", "What is measured?"),
        /// The unit of its readings.
        unit: Text = ask("unit", "In which unit?"),
        /// Which way is better.
        better: Better = ask("better", "Is more better (up) or less (down)?"),
        /// How it is computed, in words.
        formula: Text = KEPT,
        /// Answers for it.
        owner: Option<Id<Person>> = ask("owner", "Who answers for it?").duty("owns"),
        /// The value to reach.
        target: Option<f64> = ask("target", "Which value do you want to reach?"),
        /// The value at the start.
        baseline: Option<f64> = ask("baseline", "What was it at the start?"),
        /// The pressure under which it is read.
        condition: Text = KEPT,
        /// The target signal as a statement.
        signal: Text = KEPT,
        /// The customer outcome that must hold meanwhile.
        preserves: Text = KEPT,
        /// The decisions meant to move it.
        decisions: Ids<Decision> = KEPT,
        /// How far the target signal has come true.
        signal_state: Option<SignalState> = ask("signal is", "Has the target signal come true: not-yet, partly or met?"),
        /// Where that can be seen.
        signal_proof: Option<Text> = ask("signal proof", "Where can others see that?"),
        /// The least it can be, where the team gave its own metric a bound.
        min: Option<f64> = KEPT,
        /// The most it can be, where the team gave its own metric a bound.
        max: Option<f64> = KEPT,
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal::new("metric.title", "a metric needs a name", "type what is measured").on("title"));
        }
        if self.unit.trim().is_empty() {
            return Err(Refusal::new("metric.unit", "a metric needs a unit", "type one, such as s, % or orders").on("unit"));
        }
        if let (Some(min), Some(max)) = (self.min, self.max)
            && min >= max
        {
            let reason = format!("the least, {min}, is not below the most, {max}");
            return Err(Refusal::new("metric.bounds", reason, "give the smaller number as the least").on("max"));
        }
        self.allows(self.target).map_err(|refusal| refusal.on("target"))?;
        self.allows(self.baseline).map_err(|refusal| refusal.on("baseline"))?;
        let is_shown = self.signal_proof.as_deref().is_some_and(|proof| !proof.trim().is_empty());
        if matches!(self.signal_state, Some(SignalState::Partly | SignalState::Met)) && !is_shown {
            return Err(Refusal::new(
                "metric.signal",
                "a target signal has come true only where others can see it",
                remedy::SHOW_SIGNAL,
            )
            .on("signal_proof"));
        }
        Ok(())
    }
}

/// The share that may pass the whole: more may come and go in a sprint than the baseline holds.
const PASSES_THE_WHOLE: &str = "scope-volatility";

impl Metric {
    /// Whether the team added it by itself: no playbook says how it is made up.
    pub fn is_own(&self) -> bool {
        self.formula.trim().is_empty()
    }

    /// The least and the most it can be: what the team gave for a metric of its own; else a share of a whole lies
    /// between 0 and 100 %, and times do not run backwards.
    ///
    /// Source: rulings on metrics.
    pub fn bounds(&self) -> RangeInclusive<f64> {
        if self.is_own() {
            return self.min.unwrap_or(-LARGEST)..=self.max.unwrap_or(LARGEST);
        }
        match &*self.unit {
            "%" if *self.key != *PASSES_THE_WHOLE => 0.0..=100.0,
            "%" | "h" | "days" => 0.0..=LARGEST,
            _ => -LARGEST..=LARGEST,
        }
    }

    /// Refuses a value that it cannot have.
    ///
    /// # Errors
    /// A [`Refusal`] that says within which bounds it lies.
    pub fn allows(&self, value: Option<f64>) -> Result<(), Refusal> {
        let Some(value) = value else { return Ok(()) };
        if !value.is_finite() {
            return Err(Refusal::new("metric.number", "that is no number", "type a number such as 4.2"));
        }
        let (bounds, unit) = (self.bounds(), &*self.unit);
        if bounds.contains(&value) {
            return Ok(());
        }
        let (least, most) = (*bounds.start(), *bounds.end());
        let hint = match (least > -LARGEST, most < LARGEST) {
            (true, true) => format!("type a number from {least} to {most}"),
            (true, false) => format!("type a number that is not below {least}"),
            (false, true) => format!("type a number that is not above {most}"),
            (false, false) => "check the number".to_owned(),
        };
        let reason = if value.abs() > LARGEST {
            "the value is larger than anything here".to_owned()
        } else if self.is_own() {
            format!("{value} {unit} lies outside the bounds that it was given")
        } else if most < LARGEST {
            format!("{value} {unit} cannot be: it is a share of a whole")
        } else {
            format!("{value} {unit} cannot be")
        };
        Err(Refusal::new("metric.bounds", reason, hint))
    }

    /// Whether `value` meets the target; `None` without one.
    pub fn meets(&self, value: f64) -> Option<bool> {
        self.target.map(|target| self.reaches(value, target))
    }

    /// Whether `value` is as good as `aim`, or better.
    pub fn reaches(&self, value: f64, aim: f64) -> bool {
        match self.better {
            Better::Up => value >= aim,
            Better::Down => value <= aim,
        }
    }
}

crate::entity! {
    /// One reading of a metric.
    pub struct Reading in "reading" {
        /// The metric.
        metric: Id<Metric> = KEPT,
        /// What was read.
        value: f64 = ask("value", "Which value?"),
        /// When it was read.
        at: Moment = KEPT,
        /// A word on it.
        note: Option<Text> = ask("note", "A word on it?"),
        /// Who entered it.
        by: Id<Person> = HISTORY,
        /// The risk that explains a reading away from the target.
        risk: Option<Id<Risk>> = ask("risk", "Which risk explains it?"),
        /// When it was written down, where that was on a later day.
        recorded_at: Option<Moment> = KEPT,
        /// The reading whose place it takes.
        supersedes: Option<Id<Reading>> = KEPT,
        /// Why that one was wrong.
        why: Option<Text> = KEPT,
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

/// The readings of a metric that no other has taken the place of.
pub fn standing(readings: &[Reading]) -> impl Iterator<Item = &Reading> + Clone {
    let is_superseded = |it: &Reading| readings.iter().any(|other| other.supersedes == Some(it.id));
    readings.iter().filter(move |it| !is_superseded(it))
}

crate::entity! {
    /// What somebody saw of the customer outcome that a metric must not cost.
    pub struct OutcomeCheck in "outcome_check" {
        /// The metric whose outcome it is.
        metric: Id<Metric> = KEPT,
        /// How it stood.
        state: OutcomeState = KEPT,
        /// A word on it.
        note: Option<Text> = KEPT,
        /// When it was looked at.
        at: Moment = KEPT,
        /// By whom.
        by: Id<Person> = HISTORY,
    }

    fn parent(&self) -> i64 {
        self.metric.number()
    }
}
