//! Dependencies: what one function needs of another, with one owner and one checkpoint.

use super::{
    cycle::Cycle,
    id::Id,
    metric::Metric,
    person::{FUNCTIONS, Person},
    record::{KEPT, ask, must},
    refusal::Refusal,
    remedy,
    value::Text,
    when::{Day, Moment},
};

crate::words! {
    /// Where a dependency stands.
    pub enum DependencyState {
        /// It is waited for.
        Open = "open" / "open",
        /// It was delivered.
        Done = "done" / "delivered",
        /// Taken off with a reason.
        Dropped = "dropped" / "dropped",
    }
}

crate::entity! {
    /// A dependency.
    pub struct Dependency in "dependency" {
        /// The cycle it belongs to.
        cycle: Id<Cycle> = KEPT,
        /// What is needed.
        title: Text = ask("dependency", "What is needed?"),
        /// Answers for it.
        owner: Id<Person> = ask("owner", "Who answers for it?").duty("owns"),
        /// The checkpoint: the moment at which it is looked at.
        due: Moment = ask("checkpoint", "When is it looked at?"),
        /// Where it stands.
        state: DependencyState = KEPT,
        /// The function that delivers.
        from_function: Option<Text> = must("from", "Which function delivers it?").one_of(FUNCTIONS),
        /// The function that needs it.
        to_function: Option<Text> = must("to", "Which function needs it?").one_of(FUNCTIONS),
        /// The metric it is measured by.
        metric: Option<Id<Metric>> = must("metric", "By which metric is it measured?"),
        /// The day it was promised for.
        promised: Option<Day> = ask("promised", "For which day was it promised?"),
        /// The day it is expected on now.
        forecast: Option<Day> = ask("forecast", "On which day is it expected now?"),
        /// What happens when it does not come.
        response: Option<Text> = ask("response", "What do you do if it does not come?"),
        /// Why it was dropped or how it was delivered.
        how: Option<Text> = KEPT,
        /// When it was written down.
        opened: Moment = KEPT,
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal::new("dependency.title", "a dependency needs a line on what is needed", "type it in one line").on("title"));
        }
        Ok(())
    }
}

impl Dependency {
    /// By how many days it is expected later than it was promised; `None` when it is not, or is over.
    pub fn slips_days(&self) -> Option<i64> {
        let (promised, forecast) = self.promised.zip(self.forecast)?;
        Some(promised.days_until(forecast)).filter(|days| *days > 0 && self.state == DependencyState::Open)
    }

    /// What its terms lack, in words: who delivers, who needs it, by which metric, and what happens without it.
    pub fn terms_lack(&self) -> impl Iterator<Item = &'static str> {
        let is_blank = |text: &Option<Text>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        let terms = [
            ("from", is_blank(&self.from_function)),
            ("to", is_blank(&self.to_function)),
            ("checkpoint metric", self.metric.is_none()),
            ("response", is_blank(&self.response)),
        ];
        terms.into_iter().filter(|(_, is_missing)| *is_missing).map(|(name, _)| name)
    }

    /// Says that it was delivered.
    ///
    /// # Errors
    /// A [`Refusal`] when nobody waits for it any more.
    pub fn deliver(&mut self, how: Option<&str>) -> Result<(), Refusal> {
        self.must_be_open()?;
        self.state = DependencyState::Done;
        self.how = how.map(Into::into);
        Ok(())
    }

    /// Takes it off the board.
    ///
    /// # Errors
    /// A [`Refusal`] when nobody waits for it any more.
    pub fn drop(&mut self, why: &str) -> Result<(), Refusal> {
        self.must_be_open()?;
        self.state = DependencyState::Dropped;
        self.how = Some(why.into());
        Ok(())
    }

    /// Waits for it again.
    ///
    /// # Errors
    /// A [`Refusal`] when it is waited for already.
    pub fn reopen(&mut self, why: &str) -> Result<(), Refusal> {
        if self.state == DependencyState::Open {
            return Err(Refusal::open_already());
        }
        self.state = DependencyState::Open;
        self.how = Some(why.into());
        Ok(())
    }

    fn must_be_open(&self) -> Result<(), Refusal> {
        if self.state == DependencyState::Open {
            return Ok(());
        }
        Err(Refusal::new(
            "dependency.closed",
            format!("it is {} already", self.state.label()),
            remedy::REOPEN_DEPENDENCY,
        ))
    }
}
