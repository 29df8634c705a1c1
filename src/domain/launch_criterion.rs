//! Launch criteria: what must hold on a high-revenue path before customers get the launch.

use super::{
    cycle::Cycle,
    id::Id,
    person::Person,
    record::{HISTORY, KEPT, ask},
    refusal::Refusal,
    remedy,
    value::Text,
    when::Moment,
};

crate::words! {
    /// Where a launch criterion stands.
    pub enum LaunchState {
        /// Nobody has looked.
        Unknown = "unknown" / "not checked",
        /// It holds.
        Pass = "pass" / "passes",
        /// It does not.
        Fail = "fail" / "fails",
        /// Taken off with a reason.
        Dropped = "dropped" / "dropped",
    }
}

crate::entity! {
    /// A launch criterion.
    pub struct LaunchCriterion in "launch_criterion" {
        /// The cycle it belongs to.
        cycle: Id<Cycle> = KEPT,
        /// What must hold.
        title: Text = ask("criterion", "What must hold before launch?"),
        /// The path it guards.
        path: Text = ask("path", "Which high-revenue path does it guard?"),
        /// Looks whether it holds.
        owner: Id<Person> = ask("owner", "Who looks whether it holds?").duty("owns"),
        /// Where it stands.
        state: LaunchState = KEPT,
        /// What was seen, or why it was dropped.
        note: Option<Text> = KEPT,
        /// When somebody looked.
        checked_at: Option<Moment> = KEPT,
        /// Who.
        checked_by: Option<Id<Person>> = HISTORY,
        /// When it was written.
        opened: Moment = KEPT,
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal::new("launch.title", "a launch criterion needs a line on what must hold", "type it in one line").on("title"));
        }
        if self.path.trim().is_empty() {
            return Err(Refusal::new("launch.path", "a launch criterion guards a path", remedy::NAME_PATH).on("path"));
        }
        Ok(())
    }
}

impl LaunchCriterion {
    /// Whether the launch depends on it.
    pub const fn is_open(&self) -> bool {
        !matches!(self.state, LaunchState::Dropped)
    }

    /// Records what somebody saw.
    ///
    /// # Errors
    /// A [`Refusal`] when it was dropped, or a failure has no word on it.
    pub fn look(
        &mut self,
        state: LaunchState,
        note: Option<&str>,
        by: Id<Person>,
        now: Moment,
    ) -> Result<(), Refusal> {
        if !self.is_open() {
            return Err(Refusal::new("launch.dropped", "it was dropped", remedy::REOPEN_LAUNCH));
        }
        let note = note.filter(|note| !note.trim().is_empty());
        if state == LaunchState::Fail && note.is_none() {
            return Err(Refusal::new("launch.note", "say what fails", remedy::ONE_LINE_NOTE).on("note"));
        }
        if state == LaunchState::Pass && note.is_none() {
            return Err(
                Refusal::new("launch.note", "say what shows that it holds", remedy::ONE_LINE_NOTE).on("note")
            );
        }
        self.state = state;
        self.note = note.map(Into::into);
        (self.checked_at, self.checked_by) = (Some(now), Some(by));
        Ok(())
    }

    /// Takes it off.
    ///
    /// # Errors
    /// A [`Refusal`] when it was dropped already.
    pub fn drop(&mut self, why: &str) -> Result<(), Refusal> {
        if !self.is_open() {
            return Err(Refusal::new("launch.dropped", "it is dropped already", "nothing is left to do"));
        }
        self.state = LaunchState::Dropped;
        self.note = Some(why.into());
        Ok(())
    }

    /// Lets the launch depend on it again; somebody has to look anew.
    ///
    /// # Errors
    /// A [`Refusal`] when it stands.
    pub fn reopen(&mut self, why: &str) -> Result<(), Refusal> {
        if self.is_open() {
            return Err(Refusal::open_already());
        }
        self.state = LaunchState::Unknown;
        self.note = Some(why.into());
        (self.checked_at, self.checked_by) = (None, None);
        Ok(())
    }
}
