//! The six framework steps and the sixteen checklist items of a cycle.

use super::{
    cycle::Cycle,
    id::{Id, Kind, Ref},
    person::Person,
    record::{HISTORY, KEPT, ask},
    refusal::Refusal,
    remedy,
    value::Text,
    when::Moment,
};

pub use super::calendar::Phase;

crate::words! {
    /// Where a framework step stands.
    pub enum StepState {
        /// Work is left.
        Open = "open" / "open",
        /// Completed by somebody.
        Done = "done" / "done",
    }
}

crate::entity! {
    /// One of the six framework steps.
    pub struct Step in "step" {
        /// The cycle it belongs to.
        cycle: Id<Cycle> = KEPT,
        /// 1 to 6 within the cycle.
        number: i64 = KEPT,
        /// The playbook's title.
        title: Text = KEPT,
        /// The word for it on the rail.
        short: Text = KEPT,
        /// What to do, in a few sentences.
        guidance: Text = KEPT,
        /// Who brings it to its end.
        owner: Option<Id<Person>> = ask("owner", "Who brings this step to its end?").duty("owns"),
        /// By when.
        due: Option<Moment> = ask("due", "By when?"),
        /// Where it stands.
        state: StepState = KEPT,
        /// When it was completed.
        done_at: Option<Moment> = KEPT,
        /// Who completed it.
        done_by: Option<Id<Person>> = HISTORY,
        /// Why it was completed with an exit check open.
        override_why: Option<Text> = KEPT,
        /// Why there is nothing here that its checks could look at.
        none_why: Option<Text> = KEPT,
        /// Who said so.
        none_by: Option<Id<Person>> = HISTORY,
        /// When it was said.
        none_at: Option<Moment> = KEPT,
    }

    fn parent(&self) -> i64 {
        0
    }
    fn reference(&self) -> Ref {
        Ref::new(Kind::Step, self.number)
    }
}

crate::words! {
    /// Where a checklist item stands.
    pub enum ItemState {
        /// Not ticked.
        Todo = "todo" / "open",
        /// Ticked.
        Done = "done" / "done",
        /// Set aside, with a reason.
        Waived = "waived" / "waived",
    }
}

crate::entity! {
    /// One of the sixteen checklist items.
    pub struct Item in "item" {
        /// The cycle it belongs to.
        cycle: Id<Cycle> = KEPT,
        /// Its stable number within the cycle: `P-7`.
        number: i64 = KEPT,
        /// When it has its place.
        phase: Phase = KEPT,
        /// The job in a few words.
        title: Text = KEPT,
        /// What doing it well means.
        guidance: Text = KEPT,
        /// Whether a tick needs proof.
        needs_proof: bool = KEPT,
        /// Who does it.
        owner: Option<Id<Person>> = ask("owner", "Who does it?").duty("owns"),
        /// By when.
        due: Option<Moment> = ask("due", "By when?"),
        /// Where it stands.
        state: ItemState = KEPT,
        /// Link or words that show it was done.
        proof: Option<Text> = ask("proof", "Where can others see that it was done?"),
        /// Why it was waived.
        why: Option<Text> = KEPT,
        /// When it was ticked or waived.
        done_at: Option<Moment> = KEPT,
        /// By whom.
        done_by: Option<Id<Person>> = HISTORY,
        /// The key the playbook has for it; nothing where people wrote it down themselves.
        key: Option<Text> = KEPT,
    }

    fn reference(&self) -> Ref {
        Ref::new(Kind::Item, self.number)
    }
    fn check(&self) -> Result<(), Refusal> {
        let blank = |text: &Option<Text>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        match self.state {
            ItemState::Done if self.needs_proof && blank(&self.proof) => Err(Refusal::new(
                "item.proof",
                "this item needs proof before it is ticked",
                remedy::ITEM_PROOF,
            )
            .on("proof")),
            ItemState::Waived if blank(&self.why) => Err(Refusal::new(
                "item.why",
                "a waiver needs a reason",
                remedy::WAIVE_WHY,
            )
            .on("why")),
            ItemState::Todo | ItemState::Done | ItemState::Waived => Ok(()),
        }
    }
}

/// A check that does not hold, with the first of the records in its way.
pub fn unmet(check: &str, items: &[Ref]) -> String {
    let named = items.iter().filter(|item| item.kind != Kind::Cycle).take(NAMED);
    let named: Vec<String> = named.map(ToString::to_string).collect();
    let more = items.len().saturating_sub(NAMED);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    if named.is_empty() { check.to_owned() } else { format!("{check}: {}{more}", named.join(", ")) }
}

/// What a check says after its words that never had a record to look at.
pub const NOTHING_YET: &str = " (nothing yet)";

/// Records in the way of a check that are named.
const NAMED: usize = 5;

impl Step {
    /// Completes it. `open` are the exit checks that do not hold, with the records in their way; `override_why` says
    /// why it is complete all the same, and is kept only when something is open.
    ///
    /// # Errors
    /// A [`Refusal`] when it is done already, or a check is open and nobody says why.
    pub fn complete(
        &mut self,
        override_why: Option<&str>,
        open: &[(String, Vec<Ref>)],
        by: Id<Person>,
        now: Moment,
    ) -> Result<(), Refusal> {
        // One whose checks fail again is completed once more: by a reason, which then stands on record.
        if self.state == StepState::Done && (open.is_empty() || self.override_why.is_some()) {
            return Err(Refusal::new("step.done", "it is done already", remedy::REOPEN_STEP));
        }
        if let (Some((check, items)), None) = (open.first(), override_why) {
            let rest = open.len() - 1;
            let rest = match rest {
                0 => String::new(),
                1 => "; 1 more check is open".to_owned(),
                _ => format!("; {rest} more checks are open"),
            };
            let hint = if check.ends_with(NOTHING_YET) { remedy::NONE_HERE } else { remedy::OVERRIDE_STEP };
            let reason = format!("this does not hold yet: {}{rest}", unmet(check, items));
            return Err(Refusal::new("step.checks", reason, hint).on("override"));
        }
        self.state = StepState::Done;
        (self.done_at, self.done_by) = (Some(now), Some(by));
        self.override_why = override_why.filter(|_| !open.is_empty()).map(Into::into);
        Ok(())
    }

    /// Says that there is nothing here that its checks could look at, which passes those that have looked at nothing until
    /// a record appears. `nothing` are those checks.
    ///
    /// # Errors
    /// A [`Refusal`] when every check has something to look at, or no reason is given.
    pub fn say_none(
        &mut self,
        why: &str,
        nothing: &[&str],
        by: Id<Person>,
        now: Moment,
    ) -> Result<(), Refusal> {
        if nothing.is_empty() {
            return Err(Refusal::new(
                "step.none_here",
                "each of its checks has something to look at",
                remedy::COMPLETE_STEP,
            ));
        }
        if why.trim().is_empty() {
            return Err(Refusal::new("step.none_here", "it takes a reason", remedy::ONE_LINE_WHY).on("why"));
        }
        (self.none_why, self.none_by, self.none_at) = (Some(why.into()), Some(by), Some(now));
        Ok(())
    }

    /// Opens it again; the reason stands in the log.
    ///
    /// # Errors
    /// A [`Refusal`] when it is open already.
    pub fn reopen(&mut self) -> Result<(), Refusal> {
        if self.state == StepState::Open {
            return Err(Refusal::open_already());
        }
        self.state = StepState::Open;
        (self.done_at, self.done_by, self.override_why) = (None, None, None);
        Ok(())
    }
}

impl Item {
    /// Ticks it.
    ///
    /// # Errors
    /// A [`Refusal`] when it is ticked or waived already, or needs a proof that nobody gave.
    pub fn tick(&mut self, proof: Option<&str>, by: Id<Person>, now: Moment) -> Result<(), Refusal> {
        self.must_be_open()?;
        self.state = ItemState::Done;
        if let Some(proof) = proof.filter(|proof| !proof.trim().is_empty()) {
            self.proof = Some(proof.into());
        }
        (self.done_at, self.done_by) = (Some(now), Some(by));
        Ok(())
    }

    /// Sets it aside.
    ///
    /// # Errors
    /// A [`Refusal`] when it is ticked or waived already, or `why` says nothing.
    pub fn waive(&mut self, why: &str, by: Id<Person>, now: Moment) -> Result<(), Refusal> {
        self.must_be_open()?;
        self.state = ItemState::Waived;
        self.why = Some(why.into());
        (self.done_at, self.done_by) = (Some(now), Some(by));
        Ok(())
    }

    /// Whether it is done, and not only waived.
    pub fn is_completed(&self) -> bool {
        self.state == ItemState::Done
    }

    /// Completes it by the review that it asks for, whether it was waived before or not.
    pub fn complete(&mut self, review: Ref, by: Id<Person>, now: Moment) {
        self.state = ItemState::Done;
        self.proof = Some(review.to_string().into());
        self.why = None;
        (self.done_at, self.done_by) = (Some(now), Some(by));
    }

    /// Takes the tick or the waiver off; the reason stands in the log.
    ///
    /// # Errors
    /// A [`Refusal`] when it is open already.
    pub fn reopen(&mut self) -> Result<(), Refusal> {
        if self.state == ItemState::Todo {
            return Err(Refusal::open_already());
        }
        self.state = ItemState::Todo;
        (self.done_at, self.done_by, self.why) = (None, None, None);
        Ok(())
    }

    fn must_be_open(&self) -> Result<(), Refusal> {
        if self.state == ItemState::Todo {
            return Ok(());
        }
        Err(Refusal::new("item.closed", format!("it is {} already", self.state.label()), remedy::REOPEN_ITEM))
    }
}
