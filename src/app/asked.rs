//! The lists that a rule answers: the verdict, build scope, gaps, what is due, what is mine, the calendar. Each row comes
//! with why it is there. Worked out only while such a list is shown.

use super::{App, Effect, glance::Glance, list::Row, tabs::TabId};
use crate::domain::{
    Blocker, Decision, Moment, Record, Ref,
    calendar::EntryKind,
    rules::{
        catalog::RuleName,
        context::RuleContext,
        dependency_graph::{self, Blast},
        due::{self, Due},
        ownership_gaps::gaps,
        responsibilities,
        review_status::{self, Date, Kept},
        scope::{self, MissingRequirements},
        verdict::{Reason, Verdict},
    },
    when::weekday_day,
};
use std::collections::BTreeSet;

/// Fills in the rows of the tab's list, and why each is there.
pub(super) fn answer(app: &App, glance: &mut Glance) {
    let facts = RuleContext::at(&app.board, app.now);
    match app.tab {
        TabId::Verdict => {
            glance.asked = glance.verdict.as_ref().map(rules).unwrap_or_default();
        }
        TabId::Scope => build_scope(app, glance),
        TabId::Gaps => {
            for gap in gaps(&facts) {
                let lacks = gap.lacks.join(", ").replace('_', " ");
                push(glance, gap.subject, &lacks);
            }
        }
        TabId::Due => {
            for due in due::due(&facts) {
                if let Some(subject) = subject(app, &due) {
                    push(glance, subject, &why(app, &due));
                }
            }
        }
        TabId::Mine => {
            let Some(me) = app.me else { return };
            let mut listed = BTreeSet::new();
            for part in responsibilities::by_date(&app.board, me, app.now) {
                if listed.insert(part.subject()) {
                    glance.asked.push(Row::Record(part.subject()));
                }
                if !part.is_owner() {
                    tell(glance, part.subject(), part.word());
                }
            }
            for due in due::due(&facts).into_iter().filter(|due| due.owner == Some(me)) {
                if let Some(subject) = due.subject {
                    tell(glance, subject, &why(app, &due));
                }
            }
        }
        TabId::Calendar => dates(&facts, glance),
        TabId::Overview
        | TabId::Framework
        | TabId::Decisions
        | TabId::Blockers
        | TabId::Risks
        | TabId::Metrics
        | TabId::Playbook
        | TabId::Intake
        | TabId::Gate => {}
    }
}

/// Adds a row, or one more reason to a row that is there.
fn push(glance: &mut Glance, subject: Ref, why: &str) {
    if !glance.why.contains_key(&subject) {
        glance.asked.push(Row::Record(subject));
    }
    tell(glance, subject, why);
}

fn tell(glance: &mut Glance, subject: Ref, why: &str) {
    let known = glance.why.entry(subject).or_default();
    if !known.is_empty() {
        known.push_str("; ");
    }
    known.push_str(why);
}

/// What fails in this stretch of the cycle, then what fails at the gate, then what passes.
fn rules(verdict: &Verdict) -> Vec<Row> {
    let here = verdict.here.reasons.iter().map(|reason| reason.rule);
    let mut rows: Vec<RuleName> = here.collect();
    let all = verdict.gate.reasons.iter().map(|reason| reason.rule);
    for rule in all.chain(verdict.rules.iter().map(|explained| explained.rule)) {
        if !rows.contains(&rule) {
            rows.push(rule);
        }
    }
    rows.into_iter().map(Row::Rule).collect()
}

fn build_scope(app: &App, glance: &mut Glance) {
    let zone = app.board.cycle.tz();
    let mut standings = glance.scope.clone();
    standings.sort_by_key(|standing| (standing.lacks.iter().count(), standing.decision));
    for standing in standings {
        let entered = app.board.decisions.get(crate::domain::Id::new(standing.decision.number));
        let entered = entered.and_then(|decision| decision.entered_at);
        let why = match entered.filter(|_| standing.lacks.is_empty()) {
            Some(at) => format!("in scope since {}", weekday_day(at.day(zone))),
            None if standing.lacks.is_empty() => "in scope".to_owned(),
            None => format!("lacks {}", standing.lacks.words()),
        };
        push(glance, standing.decision, &why);
    }
}

/// What lies ahead or is overdue, soonest first, then what is over, latest first.
fn dates(facts: &RuleContext<'_>, glance: &mut Glance) {
    glance.dates = review_status::agenda(facts);
    let (open, over): (Vec<Date>, Vec<Date>) =
        glance.dates.iter().partition(|date| matches!(date.kept, Kept::Overdue | Kept::Ahead));
    let rows = open.iter().chain(over.iter().rev());
    glance.asked = rows.map(|date| Row::Date(date.entry.kind, date.entry.at)).collect();
}

/// The record a due thing is about; a missed review has its place in the checklist.
fn subject(app: &App, due: &Due) -> Option<Ref> {
    match due.review {
        None => due.subject,
        Some(review) => app.board.stored_ref(review_status::place(&app.board, review)),
    }
}

fn why(app: &App, due: &Due) -> String {
    let day = |at: Moment| weekday_day(at.day(app.board.cycle.tz()));
    match (due.review, due.at) {
        (Some(review), Some(at)) => format!("{} of {} missed", review.label().to_lowercase(), day(at)),
        (Some(review), None) => format!("{} missed", review.label().to_lowercase()),
        (None, _) => due.said(app.now),
    }
}

impl App {
    /// The reason that a rule gives: in this stretch of the cycle, else at the gate.
    pub fn reason(&self, rule: RuleName) -> Option<&Reason> {
        let verdict = self.glance.verdict.as_ref()?;
        let mut all = verdict.here.reasons.iter().chain(&verdict.gate.reasons);
        all.find(|reason| reason.rule == rule)
    }

    /// Goes to the first record that a rule found.
    pub(super) fn go_to_first(&mut self, rule: RuleName) {
        let first = self.reason(rule).and_then(|reason| reason.items.first().copied());
        match first.and_then(|item| self.board.stored_ref(item)) {
            Some(stored) => self.go_to(stored),
            None => self.tell("nothing stands in the way here"),
        }
    }

    /// A date of the calendar.
    pub fn date(&self, kind: EntryKind, at: Moment) -> Option<&Date> {
        self.glance.dates.iter().find(|date| date.entry.kind == kind && date.entry.at == at)
    }

    /// Goes to the record that a date of the calendar is about.
    pub(super) fn go_to_place(&mut self, kind: EntryKind) {
        match self.board.stored_ref(review_status::place(&self.board, kind)) {
            Some(stored) => self.go_to(stored),
            None => self.tell("nothing on the board asks for this date"),
        }
    }

    /// Goes to the first record of the first reason.
    pub(super) fn go_to_reason(&mut self) -> Vec<Effect> {
        if self.glance.verdict.is_none() {
            self.show_tab(TabId::Verdict);
        }
        let first = self.glance.verdict.as_ref().and_then(|verdict| {
            let reasons = verdict.here.reasons.iter().chain(&verdict.gate.reasons);
            reasons.map(|reason| reason.rule).next()
        });
        match first {
            Some(rule) => self.go_to_first(rule),
            None => self.tell("nothing stands in the way"),
        }
        Vec::new()
    }

    /// What a decision lacks to be in build scope.
    pub fn lacks_of(&self, decision: &Decision) -> MissingRequirements {
        if let Some(lacks) = self.glance.lacks(decision.reference()) {
            return lacks;
        }
        let facts = RuleContext::at(&self.board, self.now);
        match self.board.decisions.get(decision.id) {
            Some(known) => scope::lacks_of(&facts, known),
            None => MissingRequirements::default(),
        }
    }

    /// The open records that wait for a decision, and how many wait for it through others as well.
    pub fn waiting_for(&self, decision: &Decision) -> (Vec<Ref>, usize) {
        let of = decision.reference();
        let all = dependency_graph::downstream(&self.glance.held_up, of).len();
        (self.glance.held_up.get(&of).cloned().unwrap_or_default(), all)
    }

    /// How many scheduled reviews a blocker has survived.
    pub fn cycles_of(&self, blocker: &Blocker) -> usize {
        let ended = blocker.resolved_at.unwrap_or(self.now);
        self.board.cycle.schedule().survived(blocker.opened, ended)
    }

    /// How far a blocker reaches by now.
    pub fn blast(&self, blocker: &Blocker) -> Blast {
        let facts = RuleContext::at(&self.board, self.now);
        dependency_graph::blast(&facts, &self.glance.held_up, blocker)
    }
}
