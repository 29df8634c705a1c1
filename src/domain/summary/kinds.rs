//! The summary of each kind of record that is listed.

use super::{BoardAt, Standing, Summary, by_date, lacks_owner, metric_standing};
use crate::domain::{
    Blocker, Board, Cycle, Decision, Dependency, Id, Intake, Item, LaunchCriterion, Metric, Moment, Person,
    Risk, Step, SuccessCriterion,
    cycle::CycleState,
    decision::DecisionState,
    dependency::DependencyState,
    intake::IntakeState,
    launch_criterion::LaunchState,
    record::Field,
    risk::RiskState,
    rules::{dependency_graph, escalation::Escalation},
    step::{ItemState, StepState},
    success_criterion::SuccessState,
};
use std::borrow::Cow;

impl Summary for Intake {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        None
    }
    fn date(&self, _: &Board) -> Option<Moment> {
        Some(self.opened)
    }
    fn is_open(&self) -> bool {
        self.state == IntakeState::Waiting
    }
    fn standing(&self, _: BoardAt<'_>) -> Standing {
        if Summary::is_open(self) { Standing::Unowned } else { Standing::Done }
    }
    fn wanted(&self, _: Moment) -> Cow<'static, str> {
        "incomplete".into()
    }
    fn lacks(&self, _: &Board) -> Vec<&'static str> {
        Self::lacks(self).iter().map(|field| field.name).collect()
    }
}

impl Summary for Decision {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        Some(self.owner)
    }
    fn date(&self, _: &Board) -> Option<Moment> {
        Some(self.due)
    }
    fn is_open(&self) -> bool {
        Self::is_open(self)
    }
    fn standing(&self, at: BoardAt<'_>) -> Standing {
        match self.state {
            DecisionState::Open | DecisionState::Deferred if self.is_escalated() => Standing::Escalated,
            DecisionState::Open => by_date(self.due, at.now),
            DecisionState::Deferred if self.is_out() || self.due >= at.now => Standing::Deferred,
            DecisionState::Deferred => Standing::Late,
            DecisionState::Approved | DecisionState::Rejected | DecisionState::Dropped => self
                .window_ends(at.board)
                .map_or(Standing::Done, |end| by_date(end, at.now).min(Standing::Soon)),
        }
    }
    fn escalation(&self) -> Option<Escalation> {
        let at = self.escalated_at.filter(|_| self.is_escalated())?;
        Some(Escalation { at, to: self.escalated_to? })
    }
    fn wanted(&self, _: Moment) -> Cow<'static, str> {
        if self.state == DecisionState::Approved { "decide again" } else { "no approval" }.into()
    }
    fn has_part(&self, field: &Field, board: &Board, now: Moment) -> bool {
        // What was approved is built until the launch.
        match field.name {
            "handed_to" => self.is_handed_off() && now < board.cycle.schedule().launch_at(),
            // One that was approved before a risk set it apart is to be decided again.
            "owner" => Self::is_open(self) || self.window_ends(board).is_some(),
            _ => Self::is_open(self),
        }
    }
    fn score(&self) -> u8 {
        dependency_graph::weight(self)
    }
}

impl Summary for Blocker {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        Some(self.owner)
    }
    fn date(&self, _: &Board) -> Option<Moment> {
        Some(self.due)
    }
    fn is_open(&self) -> bool {
        Self::is_open(self)
    }
    fn standing(&self, at: BoardAt<'_>) -> Standing {
        if !Self::is_open(self) {
            Standing::Done
        } else if self.is_escalated() {
            Standing::Escalated
        } else {
            by_date(self.due, at.now)
        }
    }
    fn escalation(&self) -> Option<Escalation> {
        let at = self.escalated_at.filter(|_| self.is_escalated())?;
        Some(Escalation { at, to: self.escalated_to? })
    }
    fn wanted(&self, now: Moment) -> Cow<'static, str> {
        let asked = if self.fallback_at.is_some() {
            "fallback runs"
        } else if self.is_fallback_due(now) {
            "fallback due"
        } else if self.is_untold(now) {
            "not told yet"
        } else {
            "blocks launch"
        };
        asked.into()
    }
    fn lacks(&self, board: &Board) -> Vec<&'static str> {
        let mut lacks = lacks_owner(board, Some(self.owner));
        lacks.extend(self.message_lacks());
        lacks
    }
    fn score(&self) -> u8 {
        self.impact.unwrap_or(0)
    }
    fn is_by_constraint(&self) -> bool {
        self.by_constraint == Some(true)
    }
}

impl Summary for Risk {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        Some(self.owner)
    }
    fn date(&self, board: &Board) -> Option<Moment> {
        self.window_ends(&board.policy.rhythm).or(self.deadline)
    }
    fn is_open(&self) -> bool {
        Self::is_open(self)
    }
    fn standing(&self, at: BoardAt<'_>) -> Standing {
        let dated = Summary::date(self, at.board).map_or(Standing::Open, |date| by_date(date, at.now));
        match self.state {
            RiskState::Closed => Standing::Done,
            RiskState::Mitigated => Standing::Fine,
            RiskState::Watching | RiskState::Appeared if dated != Standing::Open => dated,
            RiskState::Appeared => Standing::Soon,
            RiskState::Watching if Self::score(self) <= 6 => Standing::Fine,
            RiskState::Watching => Standing::Open,
        }
    }
    fn wanted(&self, _: Moment) -> Cow<'static, str> {
        format!("score {}", Self::score(self)).into()
    }
    fn lacks(&self, board: &Board) -> Vec<&'static str> {
        let mut lacks = lacks_owner(board, Some(self.owner));
        lacks.extend(self.plan_lacks());
        lacks
    }
    fn score(&self) -> u8 {
        Self::score(self)
    }
}

impl Summary for Dependency {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        Some(self.owner)
    }
    fn date(&self, _: &Board) -> Option<Moment> {
        Some(self.due)
    }
    fn is_open(&self) -> bool {
        self.state == DependencyState::Open
    }
    fn standing(&self, at: BoardAt<'_>) -> Standing {
        match self.state {
            // What is expected later than promised wants somebody, however far away its checkpoint is.
            DependencyState::Open if self.slips_days().is_some() => {
                by_date(self.due, at.now).min(Standing::Soon)
            }
            DependencyState::Open => by_date(self.due, at.now),
            DependencyState::Done | DependencyState::Dropped => Standing::Done,
        }
    }
    fn wanted(&self, _: Moment) -> Cow<'static, str> {
        match self.slips_days() {
            Some(days) => format!("slips {days} d").into(),
            None => "not delivered".into(),
        }
    }
    fn lacks(&self, board: &Board) -> Vec<&'static str> {
        let mut lacks = lacks_owner(board, Some(self.owner));
        lacks.extend(self.terms_lack());
        lacks
    }
}

impl Summary for Metric {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        self.owner
    }
    fn is_open(&self) -> bool {
        true
    }
    fn standing(&self, at: BoardAt<'_>) -> Standing {
        metric_standing(self, at.reads(self))
    }
    fn comes_to_the_inbox(&self) -> bool {
        false
    }
    fn lacks(&self, board: &Board) -> Vec<&'static str> {
        let mut lacks = lacks_owner(board, self.owner);
        lacks.extend(self.decisions.0.is_empty().then_some("decision"));
        lacks
    }
}

impl Summary for SuccessCriterion {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        Some(self.owner)
    }
    fn date(&self, _: &Board) -> Option<Moment> {
        Some(self.due)
    }
    fn is_open(&self) -> bool {
        Self::is_open(self)
    }
    fn standing(&self, at: BoardAt<'_>) -> Standing {
        let metric = at.board.metrics.get(self.metric);
        match self.state {
            SuccessState::Dropped => Standing::Done,
            SuccessState::Open if self.is_missed(metric, at.now, |it| at.reads(it)) => Standing::Late,
            SuccessState::Open => Standing::Open,
        }
    }
    fn wanted(&self, _: Moment) -> Cow<'static, str> {
        "measures success".into()
    }
    fn comes_to_the_inbox(&self) -> bool {
        false
    }
}

impl Summary for LaunchCriterion {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        Some(self.owner)
    }
    fn is_open(&self) -> bool {
        Self::is_open(self)
    }
    fn standing(&self, _: BoardAt<'_>) -> Standing {
        match self.state {
            LaunchState::Dropped => Standing::Done,
            LaunchState::Unknown => Standing::Open,
            LaunchState::Pass => Standing::Fine,
            LaunchState::Fail => Standing::Late,
        }
    }
    fn wanted(&self, _: Moment) -> Cow<'static, str> {
        "guards the launch".into()
    }
    fn comes_to_the_inbox(&self) -> bool {
        false
    }
}

impl Summary for Step {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        self.owner
    }
    fn date(&self, _: &Board) -> Option<Moment> {
        self.due
    }
    fn is_open(&self) -> bool {
        self.state == StepState::Open
    }
    fn standing(&self, at: BoardAt<'_>) -> Standing {
        match self.state {
            StepState::Done if at.fails_again(self) => Standing::Soon,
            StepState::Done => Standing::Done,
            StepState::Open => self.due.map_or(Standing::Open, |due| by_date(due, at.now)),
        }
    }
    fn wanted(&self, _: Moment) -> Cow<'static, str> {
        "not complete".into()
    }
}

impl Summary for Item {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        self.owner
    }
    fn date(&self, _: &Board) -> Option<Moment> {
        self.due
    }
    fn is_open(&self) -> bool {
        self.state == ItemState::Todo
    }
    fn standing(&self, at: BoardAt<'_>) -> Standing {
        match self.state {
            ItemState::Done | ItemState::Waived => Standing::Done,
            ItemState::Todo => self.due.map_or(Standing::Open, |due| by_date(due, at.now)),
        }
    }
    fn wanted(&self, _: Moment) -> Cow<'static, str> {
        "not ticked".into()
    }
}

/// The charter is on no list of its own, but people have parts in it, and it can lack something.
impl Summary for Cycle {
    fn title(&self) -> &str {
        &self.name
    }
    fn owner(&self) -> Option<Id<Person>> {
        Some(self.sign_off)
    }
    fn is_open(&self) -> bool {
        self.state == CycleState::Active
    }
    fn standing(&self, _: BoardAt<'_>) -> Standing {
        Standing::Open
    }
    fn comes_to_the_inbox(&self) -> bool {
        false
    }
    /// What it lacks to escalate and to speak with one voice.
    fn lacks(&self, board: &Board) -> Vec<&'static str> {
        let is_here = |person: Id<Person>| !board.has_left(person);
        [
            ("escalation path", self.escalation.0.iter().any(|person| is_here(*person))),
            ("comms owner", self.narrative.is_some_and(is_here)),
            ("sign-off owner", is_here(self.sign_off)),
        ]
        .into_iter()
        .filter(|(_, is_there)| !is_there)
        .map(|(name, _)| name)
        .collect()
    }
}
