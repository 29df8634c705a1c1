//! Decisions, what they must meet and what speaks for them.

mod approval;
mod deferral;
mod package;
mod seal;

pub use super::answer::Answer;
pub use approval::{Approval, Dossier};
pub use package::{PACKAGE, TARGET_FLAGS};
pub use seal::{SEALED, Sealed, SealedChange};

use super::{
    blocker::Blocker,
    cycle::Cycle,
    id::{Id, Kind, Refs},
    metric::Metric,
    person::Person,
    record::{HISTORY, KEPT, Record, ask},
    refusal::Refusal,
    remedy, score,
    value::Text,
    when::{Day, Moment},
};

crate::words! {
    /// Where a decision stands.
    pub enum DecisionState {
        /// Nobody has decided.
        Open = "open" / "in review",
        /// Decided and approved.
        Approved = "approved" / "approved",
        /// Decided against.
        Rejected = "rejected" / "rejected",
        /// Put off to a later day.
        Deferred = "deferred" / "deferred",
        /// Taken off the board with a reason.
        Dropped = "dropped" / "dropped",
    }
}

crate::words! {
    /// What a piece of evidence is made of.
    pub enum EvidenceKind {
        /// Numbers from the real thing.
        Data = "data" / "data",
        /// A test that was run.
        Test = "test" / "test",
        /// Somebody looked at it.
        Review = "review" / "review",
        /// Believed, not shown.
        Assumption = "assumption" / "assumption",
    }
}

crate::words! {
    /// What sort of choice it is.
    pub enum DecisionKind {
        /// A choice of the cycle.
        Choice = "choice" / "choice",
        /// A request to change scope, with what it costs.
        Tradeoff = "tradeoff" / "tradeoff",
        /// The question what another decision can be shown to rest on.
        FollowUp = "follow-up" / "follow-up",
    }
}

crate::words! {
    /// What a tradeoff does to build scope.
    pub enum ScopeChange {
        /// Something comes in.
        Add = "add" / "adds",
        /// Something goes out.
        Remove = "remove" / "removes",
        /// Less is promised.
        Narrow = "narrow" / "narrows",
    }
}

crate::words! {
    /// What has to be there before building on a decision may begin.
    pub enum Validation {
        /// Building may begin while it is validated.
        MayProceed = "may-proceed" / "may proceed",
        /// Nothing is built before evidence is there.
        EvidenceFirst = "evidence-first" / "evidence first",
    }
}

crate::entity! {
    /// A choice that somebody has to make by a day.
    pub struct Decision in "decision" {
        /// The cycle it belongs to.
        cycle: Id<Cycle> = KEPT,
        /// The choice as a question.
        title: Text = ask("decision", "Which choice has to be made?"),
        /// Brings it to a decision.
        owner: Id<Person> = ask("owner", "Who brings it to a decision?").duty("owns"),
        /// Decide by.
        due: Moment = ask("due", "Decide by when?"),
        /// Where it stands.
        state: DecisionState = KEPT,
        /// Customer impact, 1 to 5.
        impact: Option<u8> = ask("impact 1-5", "How much do customers feel it, 1 to 5?"),
        /// Operational cost, 1 to 5.
        cost: Option<u8> = ask("cost 1-5", "What does it cost to run or deliver, 1 to 5?"),
        /// The framework step it belongs to, 1 to 6.
        step: Option<i64> = ask("step", "Which framework step, 1 to 6?"),
        /// The options on the table.
        options: Option<Text> = ask("options", "Which options are on the table?").long(),
        /// What was chosen.
        choice: Option<Text> = ask("choice", "What was chosen?"),
        /// Why.
        rationale: Option<Text> = ask("rationale", "Why?").long(),
        /// The person who said yes.
        approved_by: Option<Id<Person>> = HISTORY,
        /// Their words, and where they were said.
        proof: Option<Text> = ask("proof", "Who said yes, where is it written?"),
        /// The customer outcome or non-negotiable it protects.
        protects: Option<Text> = ask("protects", "What does it protect?"),
        /// What it does to the impact metric.
        effect: Option<Text> = ask("effect", "What does it do to the impact metric?"),
        /// The answer to the cycle's filter question.
        filter: Option<Answer> = ask("filter", "Does it pass the cycle's filter question, yes or no?"),
        /// A word on that answer.
        filter_note: Option<Text> = ask("filter note", "A word on that answer?"),
        /// Why it was rejected, deferred, dropped or reopened.
        why: Option<Text> = KEPT,
        /// When it was decided.
        decided_at: Option<Moment> = KEPT,
        /// When it was opened, or reopened.
        opened: Moment = KEPT,
        /// What sort of choice it is.
        kind: DecisionKind = KEPT,
        /// The decision it follows up, removes or narrows.
        about: Option<Id<Decision>> = KEPT,
        /// What a tradeoff does to scope.
        change: Option<ScopeChange> = KEPT,
        /// Who asked for it, and where.
        request: Option<Text> = ask("request", "Who asked for it, and where is that written?"),
        /// What a tradeoff does to the non-negotiable.
        trade: Option<Text> = ask("tradeoff", "What does it do to the non-negotiable?"),
        /// Whether building may begin before evidence is there.
        validation: Option<Validation> = ask("validation", "May building proceed, or does evidence come first?"),
        /// The decision that had to be made before, as an earlier release kept it: it stands in `waits_for`, too.
        waits_on: Option<Id<Decision>> = KEPT.internal(),
        /// The blocker that held it up, as an earlier release kept it: it stands in `waits_for`, too.
        blocked_by: Option<Id<Blocker>> = KEPT.internal(),
        /// The limits within which it is built.
        constraints: Option<Text> = ask("constraints", "Within which limits is it built?").long(),
        /// How it behaves when it is built.
        behaviour: Option<Text> = ask("behaviour", "How should it behave?").long(),
        /// What happens at the edges.
        edge_cases: Option<Text> = ask("edge cases", "What happens at the edges?").long(),
        /// What else there is to say of its target.
        target: Option<Text> = ask("target note", "What else is there to say of its target?"),
        /// How it is measured after launch.
        measured: Option<Text> = ask("measured by", "How is it measured after launch?"),
        /// Who builds it.
        handed_to: Option<Id<Person>> = KEPT.duty("builds"),
        /// When its package was handed off.
        handed_at: Option<Moment> = KEPT,
        /// When its package came back.
        returned_at: Option<Moment> = KEPT,
        /// When it first entered build scope.
        entered_at: Option<Moment> = KEPT,
        /// When it fell out of build scope, until it is back.
        left_at: Option<Moment> = KEPT,
        /// When it was escalated.
        escalated_at: Option<Moment> = KEPT,
        /// To whom.
        escalated_to: Option<Id<Person>> = KEPT.duty("leads"),
        /// When it was written down, where that was on a later day.
        recorded_at: Option<Moment> = KEPT,
        /// The fingerprint of what was approved; none on an approval of an earlier release.
        seal: Option<Text> = KEPT.internal(),
        /// Who wrote the approval down, where that is not the person who gave it.
        recorded_by: Option<Id<Person>> = HISTORY,
        /// The date it had first, where that was another.
        first_due: Option<Moment> = KEPT,
        /// Who said that it is left out of this launch.
        out_by: Option<Id<Person>> = HISTORY,
        /// Since when it is out of this launch.
        out_at: Option<Moment> = KEPT,
        /// The decisions that have to be made before, and the blockers that hold it up.
        waits_for: Option<Refs> = ask("waits for", "Which decisions and blockers come first? Ids, with commas")
            .several(&[Kind::Decision, Kind::Blocker]),
        /// The metric of its measurable target.
        target_metric: Option<Id<Metric>> = ask("target metric", "Which metric does it move?"),
        /// The value that metric reaches.
        target_value: Option<f64> = ask("target value", "Which value does that metric reach?"),
        /// The day by which it does.
        target_on: Option<Day> = ask("target on", "By which day?"),
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal::new("decision.question", "a decision needs its question", "type the choice in one line").on("title"));
        }
        if self.is_hollow() {
            return Err(Refusal::new(
                "decision.sealed",
                "it is approved, and an approval says what was chosen and who said yes: emptying that takes it back",
                remedy::AMEND_WHY,
            )
            .on("why"));
        }
        score::check("impact", self.impact)?;
        score::check("cost", self.cost)?;
        if self.step.is_some_and(|step| !(1..=6).contains(&step)) {
            return Err(Refusal::new("decision.step", "the framework has steps 1 to 6", "type a number from 1 to 6").on("step"));
        }
        Ok(())
    }
}

/// Whether everything that speaks for a decision is an assumption, and something does.
pub fn is_assumed(evidence: &[Evidence]) -> bool {
    evidence.iter().any(Evidence::speaks_for) && !is_shown(evidence)
}

/// Whether something speaks for a decision that is more than an assumption.
pub fn is_shown(evidence: &[Evidence]) -> bool {
    evidence.iter().any(|one| one.speaks_for() && one.kind != EvidenceKind::Assumption)
}

impl Decision {
    /// Whether somebody still has to decide before this launch.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, DecisionState::Open | DecisionState::Deferred) && !self.is_out()
    }

    /// Whether it is approved without what documents an approval; no stored decision is.
    pub fn is_hollow(&self) -> bool {
        let is_blank = |text: &Option<Text>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        self.state == DecisionState::Approved && (is_blank(&self.choice) || is_blank(&self.proof))
    }

    /// Where it stands, in words.
    pub const fn stands(&self) -> &'static str {
        if self.is_out() { "out of this launch" } else { self.state.label() }
    }

    /// The date by which it counts as decided in time: the first it had.
    pub fn first_due(&self) -> Moment {
        self.first_due.unwrap_or(self.due)
    }

    /// Whether it is open and past its date.
    pub fn is_late(&self, now: Moment) -> bool {
        self.is_open() && self.due < now
    }

    /// Whether it is escalated.
    pub const fn is_escalated(&self) -> bool {
        self.is_open() && self.escalated_at.is_some()
    }

    /// Decides against it, or puts it off: then `until` is its new date.
    ///
    /// # Errors
    /// A [`Refusal`] when it is closed already.
    pub fn settle(
        &mut self,
        state: DecisionState,
        why: &str,
        until: Option<Moment>,
        now: Moment,
    ) -> Result<(), Refusal> {
        if !self.is_open() {
            return Err(self.closed_already());
        }
        self.state = state;
        self.why = Some(why).filter(|why| !why.trim().is_empty()).map(Into::into);
        match until {
            Some(until) => self.due = until,
            None => self.decided_at = Some(now),
        }
        Ok(())
    }

    /// Takes it off the board.
    ///
    /// # Errors
    /// A [`Refusal`] when it is closed already: what was approved stays on record.
    pub fn drop(&mut self, why: &str) -> Result<(), Refusal> {
        if !self.is_open() {
            return Err(self.closed_already());
        }
        self.state = DecisionState::Dropped;
        self.why = Some(why.into());
        Ok(())
    }

    /// Opens it again; its clock starts anew.
    ///
    /// # Errors
    /// A [`Refusal`] when it is in review already.
    pub fn reopen(&mut self, why: &str, now: Moment) -> Result<(), Refusal> {
        if self.state == DecisionState::Open {
            return Err(Refusal::open_already());
        }
        self.state = DecisionState::Open;
        self.why = Some(why.into());
        // What documented the approval before stands in the log; the next one is documented anew.
        (self.approved_by, self.decided_at, self.proof) = (None, None, None);
        (self.seal, self.recorded_by, self.recorded_at) = (None, None, None);
        (self.escalated_at, self.escalated_to) = (None, None);
        (self.out_by, self.out_at) = (None, None);
        self.opened = now;
        Ok(())
    }

    /// The refusal of a second decision.
    pub fn closed_already(&self) -> Refusal {
        Refusal::new("decision.closed", format!("it is {} already", self.stands()), remedy::REOPEN_DECISION)
            .about(super::record::Record::reference(self))
    }
}

crate::entity! {
    /// A test that a decision must pass to count as done.
    pub struct Criterion in "criterion" {
        /// The decision.
        decision: Id<Decision> = KEPT,
        /// What must be true, in a way that can be tested.
        text: Text = ask("criterion", "What must be true when it is done?"),
        /// Whether it refers to the cycle's non-negotiable.
        non_negotiable: bool = ask("non-negotiable", "Does it refer to the non-negotiable?"),
        /// Whether it holds; nobody has said so yet without.
        met: Option<bool> = KEPT,
        /// What shows that it holds, or what is missing.
        met_by: Option<Text> = KEPT,
    }

    fn parent(&self) -> i64 {
        self.decision.number()
    }
    fn check(&self) -> Result<(), Refusal> {
        if self.text.trim().is_empty() {
            return Err(Refusal::new("criterion.text", "an empty criterion tests nothing", "type what must be true").on("text"));
        }
        Ok(())
    }
}

crate::entity! {
    /// Something that speaks for a decision.
    pub struct Evidence in "evidence" {
        /// The decision.
        decision: Id<Decision> = KEPT,
        /// What it shows.
        text: Text = ask("evidence", "What does it show?"),
        /// What it is made of.
        kind: EvidenceKind = ask("kind", "Is it data, test, review or assumption?"),
        /// Where it is.
        link: Option<Text> = ask("link", "Where is it?"),
        /// When it was attached.
        at: Moment = KEPT,
        /// By whom.
        by: Id<Person> = HISTORY,
        /// Whether it speaks against.
        against: Option<bool> = KEPT,
        /// Why it was taken back.
        withdrawn: Option<Text> = KEPT,
    }

    fn parent(&self) -> i64 {
        self.decision.number()
    }
    fn check(&self) -> Result<(), Refusal> {
        if self.text.trim().is_empty() {
            return Err(Refusal::new("evidence.text", "evidence needs a line on what it shows", "type what it shows").on("text"));
        }
        Ok(())
    }
}

impl Evidence {
    /// Whether it speaks for the decision: neither taken back nor against it.
    pub const fn speaks_for(&self) -> bool {
        self.withdrawn.is_none() && !matches!(self.against, Some(true))
    }

    /// Whether it shows something of this metric: it names it, and is more than an assumption.
    pub fn is_of(&self, metric: &Metric) -> bool {
        let names = [metric.reference().to_string().to_lowercase(), metric.title.to_lowercase()];
        let texts = [Some(&*self.text), self.link.as_deref()];
        let is_word = |text: &str, name: &str| {
            text.match_indices(name).any(|(at, found)| {
                let after = text[at + found.len()..].chars().next();
                !after.is_some_and(char::is_alphanumeric)
            })
        };
        let is_named = texts
            .into_iter()
            .flatten()
            .map(str::to_lowercase)
            .any(|text| names.iter().any(|name| is_word(&text, name)));
        self.speaks_for() && self.kind != EvidenceKind::Assumption && is_named
    }

    /// What is to be said of it where it does not simply speak for the decision, after its own words.
    pub fn standing(&self) -> String {
        match (&self.withdrawn, self.against) {
            (Some(why), _) => format!(", taken back: {why}"),
            (None, Some(true)) => ", against it".to_owned(),
            (None, _) => String::new(),
        }
    }
}

impl Criterion {
    /// Where it stands: `open`, `met` or `not met`.
    pub const fn stands(&self) -> &'static str {
        match self.met {
            None => "open",
            Some(true) => "met",
            Some(false) => "not met",
        }
    }

    /// Where it stands and by what, after its own words; nothing while it is open.
    pub fn found(&self) -> String {
        let by = self.met_by.as_deref().map_or_else(String::new, |by| format!(": {by}"));
        self.met.map_or_else(String::new, |_| format!(", {}{by}", self.stands()))
    }
}
