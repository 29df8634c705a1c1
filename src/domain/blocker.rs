//! Blockers: what stops a launch. Each has an owner, a date and a fallback, so that it can never just sit there.

use super::{
    cycle::Cycle,
    decision::Decision,
    fact_day::Dated,
    id::Id,
    person::{FUNCTIONS, Person},
    record::{HISTORY, KEPT, Record, ask},
    refusal::Refusal,
    remedy,
    value::Text,
    when::{Moment, Zone, weekday_day},
};

crate::words! {
    /// Where a blocker stands.
    pub enum BlockerState {
        /// It blocks.
        Open = "open" / "open",
        /// It no longer does.
        Resolved = "resolved" / "resolved",
        /// Taken off the board with a reason.
        Dropped = "dropped" / "dropped",
    }
}

crate::entity! {
    /// A blocker.
    pub struct Blocker in "blocker" {
        /// The cycle it belongs to.
        cycle: Id<Cycle> = KEPT,
        /// What is stuck.
        title: Text = ask("blocker", "What is stuck?"),
        /// Gets it moving.
        owner: Id<Person> = ask("owner", "Who gets it moving?").duty("owns"),
        /// The day by which it is decided, or the fallback starts.
        due: Moment = ask("due", "Decide by when?"),
        /// What happens instead.
        fallback: Text = ask("fallback", "What do you do instead if it stays stuck?"),
        /// Where it stands.
        state: BlockerState = KEPT,
        /// Customer impact, 1 to 5.
        impact: Option<u8> = ask("impact 1-5", "How much do customers feel it, 1 to 5?"),
        /// What caused it.
        cause: Option<Text> = ask("cause", "What caused it?"),
        /// The function it hits first.
        function: Option<Text> = ask("function", "Which function does it hit first?").one_of(FUNCTIONS),
        /// The decision it waits for.
        decision: Option<Id<Decision>> = ask("decision", "Which decision does it wait for?"),
        /// Answers for the review of it.
        reviewer: Option<Id<Person>> = ask("reviewer", "Who reviews it?").duty("reviews"),
        /// When its fallback was started.
        fallback_at: Option<Moment> = KEPT,
        /// Who started it.
        fallback_by: Option<Id<Person>> = HISTORY,
        /// When it was escalated.
        escalated_at: Option<Moment> = KEPT,
        /// To whom.
        escalated_to: Option<Id<Person>> = KEPT.duty("leads"),
        /// How it was resolved, or why it was dropped or reopened.
        how: Option<Text> = KEPT,
        /// When it was resolved.
        resolved_at: Option<Moment> = KEPT,
        /// When it was raised, or reopened.
        opened: Moment = KEPT,
        /// Whether the cycle's constraint caused it.
        by_constraint: Option<bool> = ask("by constraint", "Did the cycle's named constraint cause it?"),
        /// Who outside has to hear of it.
        audience: Option<Text> = ask("audience", "Who outside the team has to hear of it?"),
        /// What they are told.
        message: Option<Text> = ask("message", "What are they told?"),
        /// Tells them.
        teller: Option<Id<Person>> = ask("told by", "Who tells them?").duty("tells"),
        /// By when they are told.
        tell_by: Option<Moment> = ask("tell by", "By when are they told?"),
        /// When they were told.
        told_at: Option<Moment> = KEPT,
        /// When it was written down, where that was on a later day.
        recorded_at: Option<Moment> = KEPT,
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal::new("blocker.title", "a blocker needs a line on what is stuck", "type it in one line").on("title"));
        }
        if self.fallback.trim().is_empty() {
            return Err(Self::no_fallback());
        }
        super::score::check("impact", self.impact)
    }
}

impl Blocker {
    /// The refusal of a blocker without a fallback.
    pub fn no_fallback() -> Refusal {
        Refusal::new("blocker.fallback", "a blocker needs a fallback", remedy::SAY_FALLBACK).on("fallback")
    }

    /// Whether it still blocks.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, BlockerState::Open)
    }

    /// Whether it still blocks past its date.
    pub fn is_late(&self, now: Moment) -> bool {
        self.is_open() && self.due < now
    }

    /// Whether its date has passed and nobody has started the fallback.
    pub fn is_fallback_due(&self, now: Moment) -> bool {
        self.is_late(now) && self.fallback_at.is_none()
    }

    /// Whether somebody outside should have heard of it by now and has not.
    pub fn is_untold(&self, now: Moment) -> bool {
        self.is_open() && self.told_at.is_none() && self.tell_by.is_some_and(|by| by < now)
    }

    /// What its message lacks, in words. Who outside has to hear of it makes it customer-facing, and then the rest of the
    /// plan is needed.
    pub fn message_lacks(&self) -> impl Iterator<Item = &'static str> {
        let is_needed = self.audience.is_some() && self.told_at.is_none();
        let parts = [
            ("message", self.message.is_none()),
            ("told by", self.teller.is_none()),
            ("tell by", self.tell_by.is_none()),
        ];
        parts.into_iter().filter(move |(_, is_missing)| is_needed && *is_missing).map(|(name, _)| name)
    }

    /// Whether it is escalated.
    pub const fn is_escalated(&self) -> bool {
        self.is_open() && self.escalated_at.is_some()
    }

    /// Starts the fallback.
    ///
    /// # Errors
    /// A [`Refusal`] when it is resolved, or the fallback runs already.
    pub fn start_fallback(&mut self, by: Id<Person>, now: Moment) -> Result<(), Refusal> {
        self.must_be_open()?;
        if self.fallback_at.is_some() {
            return Err(Refusal::new(
                "blocker.fallback_runs",
                "its fallback runs already",
                remedy::TAKE_BACK,
            )
            .about(self.reference()));
        }
        self.fallback_at = Some(now);
        self.fallback_by = Some(by);
        Ok(())
    }

    /// Says that it blocks no more.
    ///
    /// # Errors
    /// A [`Refusal`] when it is resolved already, or `how` says nothing.
    pub fn resolve(&mut self, how: &str, now: Moment) -> Result<(), Refusal> {
        self.must_be_open()?;
        if how.trim().is_empty() {
            return Err(
                Refusal::new("blocker.how", "say how it was resolved", remedy::ONE_LINE_HOW).on("how")
            );
        }
        self.state = BlockerState::Resolved;
        self.how = Some(how.into());
        self.resolved_at = Some(now);
        Ok(())
    }

    /// The same for a day that may be past, but not before it was raised.
    ///
    /// # Errors
    /// As for [`Blocker::resolve`], and when it was raised later.
    pub fn resolve_on(&mut self, how: &str, dated: Dated, zone: Zone) -> Result<(), Refusal> {
        if dated.at.day(zone) < self.opened.day(zone) {
            let reason = format!("it was raised on {}", weekday_day(self.opened.day(zone)));
            return Err(Refusal::new("blocker.before", reason, remedy::LATER_DAY).on("on"));
        }
        // Of an earlier day only the day is known, and nothing is over before it began.
        self.resolve(how, dated.at.max(self.opened))?;
        self.recorded_at = dated.recorded_at.or(self.recorded_at);
        Ok(())
    }

    /// Hands it to the next person on the escalation path.
    ///
    /// # Errors
    /// A [`Refusal`] when it does not block any more.
    pub fn escalate(&mut self, to: Id<Person>, now: Moment) -> Result<(), Refusal> {
        self.must_be_open()?;
        self.escalated_at.get_or_insert(now);
        self.escalated_to = Some(to);
        // Who answers for its review is optional until now.
        self.reviewer.get_or_insert(to);
        Ok(())
    }

    /// Says that its audience has been told.
    ///
    /// # Errors
    /// A [`Refusal`] when it does not block any more, or nobody has said who is to hear what.
    pub fn tell(&mut self, now: Moment) -> Result<(), Refusal> {
        self.must_be_open()?;
        let is_blank = |text: &Option<Text>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        let lacks = [("audience", is_blank(&self.audience)), ("message", is_blank(&self.message))];
        if let Some((field, _)) = lacks.into_iter().find(|(_, is_blank)| *is_blank) {
            let reason = format!("it does not say its {field}: who is told, and what");
            return Err(
                Refusal::new("blocker.tell", reason, remedy::SAY_AUDIENCE.of(self.reference())).on(field)
            );
        }
        self.told_at = Some(now);
        Ok(())
    }

    /// Takes it off the board. What is escalated only `leaders` take off: whoever it lies with, and whoever
    /// signs the cycle's verdict.
    ///
    /// # Errors
    /// A [`Refusal`] when it does not block any more, or `by` is none of them.
    pub fn drop(&mut self, why: &str, by: Id<Person>, leaders: &[Person]) -> Result<(), Refusal> {
        self.must_be_open()?;
        if self.is_escalated() && !leaders.iter().any(|leader| leader.id == by) {
            let names: Vec<&str> = leaders.iter().map(|leader| &*leader.handle).collect();
            return Err(Refusal::new(
                "blocker.leadership",
                "it is escalated",
                remedy::NOTE_BLOCKER.saying(format!(
                    "{} can take it off; resolve it, or write them a note",
                    names.join(" or ")
                )),
            ));
        }
        self.state = BlockerState::Dropped;
        self.how = Some(why.into());
        Ok(())
    }

    /// Opens it again; its clock starts anew, and it lies with its owner.
    ///
    /// # Errors
    /// A [`Refusal`] when it blocks already.
    pub fn reopen(&mut self, why: &str, now: Moment) -> Result<(), Refusal> {
        if self.is_open() {
            return Err(Refusal::open_already());
        }
        self.state = BlockerState::Open;
        self.how = Some(why.into());
        (self.resolved_at, self.escalated_at, self.escalated_to) = (None, None, None);
        (self.told_at, self.fallback_at, self.fallback_by) = (None, None, None);
        self.opened = now;
        Ok(())
    }

    fn must_be_open(&self) -> Result<(), Refusal> {
        if self.is_open() {
            return Ok(());
        }
        Err(Refusal::new(
            "blocker.closed",
            format!("it is {} already", self.state.label()),
            remedy::REOPEN_BLOCKER,
        )
        .about(self.reference()))
    }
}
