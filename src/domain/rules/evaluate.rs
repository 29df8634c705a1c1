//! One walk over a board that finds what each rule of the verdict is about.
//!
//! Knows neither severity nor words: it says which records a rule found, since when they count, and who owns them.

use super::{
    catalog::{self, RuleName},
    context::RuleContext,
    cycle_rules::{self, Seen},
    exit_criteria,
    measure::{self, Gauge},
    scope::{self, DecisionContext},
    warning_signs::{self, Signs},
};
use crate::domain::{
    Hint, Id, Moment, Person, Ref, Summary,
    decision::{DecisionState, is_assumed},
    dependency::DependencyState,
    event::EventKind,
    intake::IntakeState,
    launch_criterion::LaunchState,
    metric::OutcomeState,
    mitigation::Mitigation,
    risk::RiskState,
    step::{ItemState, Phase, StepState},
};

use std::{cell::OnceCell, collections::BTreeSet};

/// A record that a rule found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The record, as people call it.
    pub item: Ref,
    /// The same as the store knows it.
    pub stored: Ref,
    /// The date it stands by.
    pub date: Option<Moment>,
    /// Whoever answers for it.
    pub owner: Option<Id<Person>>,
    /// Whether this stretch of the cycle asks for it, and not only the gate.
    pub is_due: bool,
}

/// What one rule found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The records, in no order.
    pub hits: Vec<Finding>,
    /// How many records were looked at.
    pub looked: usize,
    /// A sentence of its own, where the number of records says nothing.
    pub said: Option<String>,
    /// What clears it then, where that is something else than usual.
    pub clears: Option<Hint>,
}

/// What every rule found.
#[derive(Debug)]
pub struct Findings {
    found: Vec<Found>,
    /// How many decisions are in build scope.
    pub in_scope: usize,
    /// How many are about what is built and not in it.
    pub in_review: usize,
}

impl Findings {
    /// Walks over the board once.
    pub fn of(facts: &RuleContext<'_>) -> Self {
        let mut survey =
            Self { found: vec![Found::default(); RuleName::ALL.len()], in_scope: 0, in_review: 0 };
        survey.decisions(facts);
        survey.blockers(facts);
        survey.risks(facts);
        survey.dependencies(facts);
        survey.metrics(facts);
        survey.framework(facts);
        survey.gate(facts);
        survey.measured(facts);
        survey.cycle(facts);
        survey
    }

    /// What a rule found.
    pub fn found(&self, rule: RuleName) -> &Found {
        &self.found[rule as usize]
    }

    fn of_rule(&mut self, rule: RuleName) -> &mut Found {
        &mut self.found[rule as usize]
    }

    /// Notes that a rule looked at a record, and that it found it where `is_hit`.
    fn look(&mut self, facts: &RuleContext<'_>, rule: RuleName, record: &dyn Summary, is_hit: bool) {
        let found = &mut self.found[rule as usize];
        found.looked += 1;
        if is_hit {
            let is_due = facts.phase >= catalog::rule_named(rule).since;
            found.hits.push(Finding {
                item: record.people_ref(),
                stored: record.stored(),
                date: record.date(facts.board),
                owner: record.owner(),
                is_due,
            });
        }
    }

    /// Notes what the rules found that are about the cycle as a whole.
    fn cycle(&mut self, facts: &RuleContext<'_>) {
        let scope = &self.found(RuleName::BuildScopeEntry).hits;
        let seen = Seen {
            is_scope_empty: self.in_scope == 0 && scope.is_empty(),
            has_launch_criteria: self.found(RuleName::LaunchCriteria).looked > 0,
        };
        for whole in cycle_rules::look(facts, seen) {
            let is_due = whole.is_due.unwrap_or_else(|| facts.phase >= catalog::rule_named(whole.rule).since);
            // Whoever owns the record where it is mended answers for it.
            let stored = facts.board.stored_ref(whole.at);
            let place = stored.and_then(|stored| facts.board.summary(stored));
            let entry = self.of_rule(whole.rule);
            entry.looked += 1;
            entry.said = Some(whole.said);
            entry.clears = whole.clears.or_else(|| entry.clears.take());
            if whole.is_hit {
                let owner = place.map_or(whole.owner, Summary::owner);
                let (item, stored) = (whole.at, stored.unwrap_or(whole.at));
                entry.hits.push(Finding { item, stored, date: whole.date, owner, is_due });
            }
        }
    }

    fn decisions(&mut self, facts: &RuleContext<'_>) {
        for case in facts.cases() {
            let it = case.decision;
            if scope::is_candidate(it) {
                let lacks = scope::lacks(case, facts.door);
                self.in_scope += usize::from(lacks.is_empty());
                self.in_review += usize::from(!lacks.is_empty());
                let is_approved = it.state == DecisionState::Approved;
                // What a tradeoff took out is not missing.
                let is_missing = is_approved && !lacks.is_empty() && !case.is_removed;
                self.look(facts, RuleName::BuildScopeEntry, it, is_missing);
            }
            if it.is_open() {
                self.open_decision(facts, case);
            }
            // Also one that was approved before its risk appeared.
            if let Some(end) = facts.window_of(it) {
                self.look(facts, RuleName::IsolatedOverdue, it, end < facts.now);
            }
        }
    }

    fn open_decision(&mut self, facts: &RuleContext<'_>, case: DecisionContext<'_>) {
        let it = case.decision;
        self.look(facts, RuleName::DecisionAccountable, it, facts.has_left(it.owner));
        let is_over = facts.window_of(it).is_some_and(|end| end < facts.now);
        self.look(facts, RuleName::DecisionOverdue, it, it.is_late(facts.now) && !is_over);
        self.look(facts, RuleName::DeferredBeyond, it, it.is_beyond(&facts.board.cycle));
        self.look(facts, RuleName::AssumptionOnly, it, is_assumed(case.evidence));
        self.look(facts, RuleName::Escalated, it, it.is_escalated() && !by_hand(facts, it, it.escalated_at));
    }

    fn blockers(&mut self, facts: &RuleContext<'_>) {
        for it in facts.board.blockers.rows().iter().filter(|it| it.is_open()) {
            self.look(facts, RuleName::BlockerAccountable, it, facts.has_left(it.owner));
            self.look(facts, RuleName::BlockerOpen, it, true);
            self.look(facts, RuleName::FallbackDue, it, it.is_fallback_due(facts.now));
            let counts = it.is_escalated() && !by_hand(facts, it, it.escalated_at);
            self.look(facts, RuleName::Escalated, it, counts);
            self.look(facts, RuleName::MessagingHeld, it, it.is_untold(facts.now));
        }
    }

    fn risks(&mut self, facts: &RuleContext<'_>) {
        let watched = warning_signs::warning_sign(facts.board).map(|risk| risk.id);
        for it in facts.board.risks.rows().iter().filter(|it| it.is_open()) {
            self.look(facts, RuleName::RiskAppeared, it, it.state == RiskState::Appeared);
            self.look(facts, RuleName::RiskPlan, it, !it.is_planned());
            if it.mitigation == Some(Mitigation::IsolateWithin48h) && it.decision.is_none() {
                let is_over = it.window_ends(&facts.board.policy.rhythm).is_some_and(|end| end < facts.now);
                self.look(facts, RuleName::IsolatedOverdue, it, is_over);
            }
            let signs = Signs::on(facts.board, it);
            if signs.looks > 0 || watched == Some(it.id) {
                self.look(facts, RuleName::WarningSign, it, signs.is_there);
            }
        }
    }

    fn dependencies(&mut self, facts: &RuleContext<'_>) {
        let open = |it: &&crate::domain::Dependency| it.state == DependencyState::Open;
        for it in facts.board.dependencies.rows().iter().filter(open) {
            let has_response = it.response.as_deref().is_some_and(|text| !text.trim().is_empty());
            self.look(facts, RuleName::DrillGaps, it, !has_response || facts.has_left(it.owner));
            self.look(facts, RuleName::DependencyOverdue, it, it.due < facts.now);
            self.look(facts, RuleName::DatesDiverge, it, it.slips_days().is_some());
        }
    }

    fn metrics(&mut self, facts: &RuleContext<'_>) {
        for it in facts.board.metrics.rows() {
            let is_accountable = measure::lacks(facts.board, it).is_empty();
            self.look(facts, RuleName::MetricAccountable, it, !is_accountable);
            let checks = facts.board.outcomes.children(it.id.number());
            if let Some(last) = checks.iter().max_by_key(|check| (check.at, check.id)) {
                self.look(facts, RuleName::PreservedOutcome, it, last.state != OutcomeState::Held);
            }
        }
    }

    fn framework(&mut self, facts: &RuleContext<'_>) {
        for it in facts.board.steps.rows() {
            // Without a reason on record it is complete only as long as its checks hold.
            let is_open = it.state == StepState::Open || exit_criteria::fails_again(facts, it);
            self.look(facts, RuleName::StepsDone, it, is_open);
            let expected = match it.number {
                1 => Phase::BeforeBuild,
                2 | 3 => Phase::Midpoint,
                _ => Phase::BeforeLaunch,
            };
            let is_due = it.due.map_or(facts.phase >= expected, |due| due < facts.now);
            self.mark_due(RuleName::StepsDone, is_open, is_due);
        }
        for it in facts.board.items.rows() {
            let is_late = it.due.is_some_and(|due| due < facts.now);
            // What belongs after launch cannot keep anybody from launching.
            let is_asked = it.phase != Phase::AfterLaunch || is_late;
            let is_open = it.state == ItemState::Todo && is_asked;
            self.look(facts, RuleName::ItemsDone, it, is_open);
            self.mark_due(RuleName::ItemsDone, is_open, is_late);
        }
        for it in facts.board.intake.rows() {
            self.look(facts, RuleName::IntakeWaiting, it, it.state == IntakeState::Waiting);
        }
    }

    /// Says of the record just found whether this stretch of the cycle asks for it.
    fn mark_due(&mut self, rule: RuleName, is_hit: bool, is_due: bool) {
        if let Some(last) = self.of_rule(rule).hits.last_mut().filter(|_| is_hit) {
            last.is_due = is_due;
        }
    }

    fn gate(&mut self, facts: &RuleContext<'_>) {
        for it in facts.board.launch_criteria.rows().iter().filter(|it| it.is_open()) {
            self.look(facts, RuleName::LaunchCriteria, it, it.state != LaunchState::Pass);
        }
    }

    /// What hangs on the values of metrics, which are worked out only where the answer depends on them.
    fn measured(&mut self, facts: &RuleContext<'_>) {
        let gauge = OnceCell::new();
        let gauge = || gauge.get_or_init(|| Gauge::new(facts));
        for it in facts.board.successes.rows().iter().filter(|it| it.is_open()) {
            let metric = facts.board.metrics.get(it.metric);
            let is_missed = it.is_missed(metric, facts.now, |metric| gauge().measure(metric).value);
            self.look(facts, RuleName::SuccessReached, it, is_missed);
        }
        let weak = [RuleName::DecisionOverdue, RuleName::DecisionAccountable, RuleName::AssumptionOnly];
        if weak.iter().all(|rule| self.found(*rule).hits.is_empty()) {
            return;
        }
        let aimed = facts.board.metrics.rows().iter().filter(|metric| metric.target.is_some());
        let behind: BTreeSet<Ref> = aimed.flat_map(|metric| gauge().weak_behind(metric)).collect();
        for item in behind {
            if let Some(decision) = facts.board.decisions.get(Id::new(item.number)) {
                self.look(facts, RuleName::MetricRigor, decision, true);
            }
        }
    }
}

/// Whether a person escalated it when it was: asking for help is no reason against a launch.
fn by_hand(facts: &RuleContext<'_>, record: &dyn Summary, at: Option<Moment>) -> bool {
    let events = facts.board.events.children(record.stored().parent_key());
    events.iter().any(|it| it.kind == EventKind::Escalated && it.by.is_some() && Some(it.at) == at)
}
