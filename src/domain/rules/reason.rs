//! Why a verdict is not GO: of each record one reason, the gravest, in a sentence; what else speaks against it is named
//! there. What is about the cycle as a whole is a reason by itself, and what the playbook brought and nobody has touched
//! is one together.
//!
//! Knows neither keys nor commands. Source: ruling on the verdict.

use super::{
    catalog::{self, RULES, RuleName},
    context::RuleContext,
    evaluate::{Finding, Findings},
    sentence,
};
use crate::domain::{
    Board, Hint, Id, Item, Kind, Metric, Moment, Ref, Risk, SignOff, Step,
    policy::Severity,
    remedy,
    risk::RiskState,
    step::{ItemState, StepState},
    when::medium,
};
use std::collections::BTreeMap;

/// Why a verdict is not GO.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The gravest of its rules.
    pub rule: RuleName,
    /// The others that speak against the same record, gravest first.
    pub also: Vec<RuleName>,
    /// Those of the others that are hard too.
    pub also_hard: Vec<RuleName>,
    /// Whether it is what the playbook brought and nobody has touched yet.
    pub is_set_up: bool,
    /// How hard it counts here: a hard rule that was overridden counts as a condition.
    pub severity: Severity,
    /// What the record is called; nothing where the reason is about several.
    pub title: String,
    /// What is wrong, without the record's id and title.
    pub said: String,
    /// The record; of what is to be set up all of them.
    pub items: Vec<Ref>,
    /// The date the record stands by.
    pub date: Option<Moment>,
    /// The handles of their owners, each once; nobody where they have none.
    pub owners: Vec<String>,
    /// What clears it.
    pub clears: Hint,
    /// Who let it pass for now, and until when.
    pub overridden: Option<String>,
}

impl Reason {
    /// Its stable name for scripts.
    pub fn key(&self) -> &'static str {
        if self.is_set_up { SET_UP } else { self.rule.key() }
    }

    /// The record it is about; nothing where it is about several.
    pub fn subject(&self) -> Option<Ref> {
        self.items.first().copied().filter(|_| !self.is_set_up)
    }

    /// The sentence: the record by id and title, and what is wrong with it.
    pub fn text(&self) -> String {
        match self.subject() {
            Some(subject) if self.title.is_empty() => format!("{subject}: {}", self.what()),
            Some(subject) => format!("{subject} {}: {}", self.title, self.what()),
            None => self.what(),
        }
    }

    /// What is wrong, and what else.
    pub fn what(&self) -> String {
        // What is late is open: nobody has to be told.
        let also = self.also.iter().filter(|rule| **rule != RuleName::BlockerOpen);
        let also: Vec<&str> = also.map(|rule| catalog::rule_named(*rule).fails).collect();
        if also.is_empty() { self.said.clone() } else { format!("{}; also: {}", self.said, also.join(", ")) }
    }

    /// Its owners for a reader; nobody where the records have none.
    pub fn owned_by(&self) -> String {
        if self.owners.is_empty() { "nobody".to_owned() } else { self.owners.join(", ") }
    }
}

/// The stable name of what is to be set up.
const SET_UP: &str = "set-up";

/// What a rule says of one record.
#[derive(Clone, Copy)]
struct Hit<'a> {
    rule: RuleName,
    severity: Severity,
    finding: &'a Finding,
    /// The rule's own sentence and way out, where it is about the cycle as a whole.
    whole: Option<(&'a str, Option<&'a Hint>)>,
}

impl Hit<'_> {
    /// The gravest come first: hard before conditions, then what presses before what only lacks something.
    const fn gravity(&self) -> (bool, bool, RuleName) {
        (!matches!(self.severity, Severity::Hard), is_mild(self.rule), self.rule)
    }
}

/// Whether a rule says only that something is left to do, which other rules say more sharply of the same record.
const fn is_mild(rule: RuleName) -> bool {
    matches!(
        rule,
        RuleName::StepsDone
            | RuleName::ItemsDone
            | RuleName::AssumptionOnly
            | RuleName::BlockerOpen
            | RuleName::RiskPlan
            | RuleName::MetricAccountable
            | RuleName::MetricRigor
    )
}

/// The reasons for which the findings meant speak, hard ones first, then by date.
pub(super) fn reasons(
    facts: &RuleContext<'_>,
    survey: &Findings,
    is_meant: impl Fn(&Finding) -> bool,
) -> Vec<Reason> {
    let (mut wholes, mut by_record): (Vec<Vec<Hit<'_>>>, BTreeMap<Ref, Vec<Hit<'_>>>) = Default::default();
    for rule in RULES {
        let found = survey.found(rule.name);
        if found.hits.is_empty() {
            continue;
        }
        let severity = counted(facts, rule.name);
        let whole = found.said.as_deref().map(|said| (said, found.clears.as_ref()));
        for finding in found.hits.iter().filter(|finding| is_meant(finding)) {
            let hit = Hit { rule: rule.name, severity, finding, whole };
            if whole.is_some() {
                wholes.push(vec![hit]);
            } else {
                by_record.entry(finding.item).or_default().push(hit);
            }
        }
    }
    wholes.sort_by_key(|hits| hits[0].gravity());
    let mut set_up = Vec::new();
    let mut told: Vec<Vec<Hit<'_>>> = Vec::new();
    for (item, mut hits) in by_record {
        hits.sort_by_key(Hit::gravity);
        let is_its = |whole: &&mut Vec<Hit<'_>>| {
            whole[0].finding.item == item && whole[0].severity as u8 <= hits[0].severity as u8
        };
        match wholes.iter_mut().find(is_its) {
            Some(whole) => whole.append(&mut hits),
            None if is_to_set_up(facts.board, &hits) => set_up.push(hits[0]),
            None => told.push(hits),
        }
    }
    // One by itself is told like any other.
    if set_up.len() == 1 {
        told.push(vec![set_up.remove(0)]);
    }
    told.append(&mut wholes);
    told.sort_by_key(|hits| {
        let Hit { rule, severity, finding, .. } = hits[0];
        (severity == Severity::Condition, finding.date.is_none(), finding.date, rule, finding.item)
    });
    let mut reasons: Vec<Reason> = told.iter().map(|hits| of_record(facts, hits)).collect();
    reasons.extend(of_set_up(&set_up));
    reasons
}

/// How hard a rule is in this cycle.
pub fn severity(board: &Board, rule: RuleName) -> Severity {
    board.policy.severity.get(rule.key()).copied().unwrap_or_else(|| catalog::usual(rule))
}

/// How hard a rule counts now, with what was overridden.
fn counted(facts: &RuleContext<'_>, rule: RuleName) -> Severity {
    if covering(facts, rule).is_some() { Severity::Condition } else { severity(facts.board, rule) }
}

/// The newest override that lets a rule pass now.
fn covering<'a>(facts: &RuleContext<'a>, rule: RuleName) -> Option<&'a SignOff> {
    let rows = facts.board.sign_offs.rows().iter().rev();
    rows.into_iter().find(|sign_off| sign_off.covers(rule.key(), facts.now))
}

fn of_record(facts: &RuleContext<'_>, hits: &[Hit<'_>]) -> Reason {
    let Hit { rule, severity, finding, whole } = hits[0];
    let known = facts.board.summary(finding.stored);
    let also: Vec<RuleName> = hits[1..].iter().map(|hit| hit.rule).collect();
    let said = match whole {
        Some((said, _)) => said.to_owned(),
        None => sentence::of(facts, rule, finding.stored),
    };
    let usual = catalog::rule_named(rule).clears;
    let overridden = covering(facts, rule).and_then(|sign_off| {
        let until = medium(sign_off.until?, facts.schedule.zone);
        Some(format!("{} takes it on until {until}: {}", facts.board.handle(sign_off.by), sign_off.why))
    });
    Reason {
        rule,
        also,
        also_hard: hits[1..]
            .iter()
            .filter(|hit| hit.severity == Severity::Hard)
            .map(|hit| hit.rule)
            .collect(),
        is_set_up: false,
        severity,
        title: known.filter(|_| finding.item.kind != Kind::Cycle).map_or("", |it| it.title()).to_owned(),
        said,
        items: vec![finding.item],
        date: finding.date,
        owners: finding.owner.map(|owner| facts.board.handle(owner).to_owned()).into_iter().collect(),
        clears: whole.and_then(|(_, clears)| clears.cloned()).unwrap_or_else(|| usual.of(finding.item)),
        overridden,
    }
}

/// Whether all that speaks against a record is that nobody has begun with what the playbook brought, and its time has
/// not come.
fn is_to_set_up(board: &Board, hits: &[Hit<'_>]) -> bool {
    let [Hit { rule, severity: Severity::Condition, finding, .. }] = hits else { return false };
    let id = finding.stored.number;
    let is_new = if *rule == RuleName::MetricAccountable {
        board.metrics.get(Id::new(id)).map(|it| is_new_metric(board, it))
    } else if *rule == RuleName::RiskPlan {
        board.risks.get(Id::new(id)).map(|it| is_new_risk(board, it))
    } else if finding.is_due {
        None
    } else if *rule == RuleName::StepsDone {
        board.steps.get(Id::new(id)).map(is_new_step)
    } else if *rule == RuleName::ItemsDone {
        board.items.get(Id::new(id)).map(is_new_item)
    } else {
        None
    };
    is_new.unwrap_or(false)
}

fn is_new_metric(board: &Board, metric: &Metric) -> bool {
    let is_untouched = metric.owner.is_none() && metric.decisions.0.is_empty() && metric.target.is_none();
    is_untouched && board.readings.children(metric.id.number()).is_empty()
}

fn is_new_risk(board: &Board, risk: &Risk) -> bool {
    let is_as_it_came = risk.key.is_some()
        && risk.owner == board.cycle.sign_off
        && (risk.chance, risk.impact, risk.state) == (3, 3, RiskState::Watching);
    let filled_in = [&risk.plan, &risk.fallback, &risk.warning];
    is_as_it_came
        && risk.checkpoint_owner.is_none()
        && risk.decision.is_none()
        && filled_in.into_iter().all(Option::is_none)
}

fn is_new_step(step: &Step) -> bool {
    step.owner.is_none() && step.due.is_none() && step.state == StepState::Open
}

fn is_new_item(item: &Item) -> bool {
    item.owner.is_none() && item.state == ItemState::Todo
}

/// The one line for what is to be set up.
fn of_set_up(hits: &[Hit<'_>]) -> Option<Reason> {
    let first = hits.first()?;
    let part = |rule: RuleName, one: &str, several: &str| {
        let ids: Vec<String> =
            hits.iter().filter(|hit| hit.rule == rule).map(|hit| hit.finding.item.to_string()).collect();
        match ids.as_slice() {
            [] => None,
            [id] => Some(format!("{id} {one}")),
            ids => Some(format!("{} {several}", ids.len())),
        }
    };
    let parts: Vec<String> = [
        part(
            RuleName::MetricAccountable,
            "needs an owner and a decision",
            "metrics need an owner and a decision",
        ),
        part(RuleName::RiskPlan, "needs a plan", "risks need a plan"),
        part(RuleName::StepsDone, "is not complete", "steps are not complete"),
        part(RuleName::ItemsDone, "is not done", "checklist items are not done"),
    ]
    .into_iter()
    .flatten()
    .collect();
    Some(Reason {
        rule: first.rule,
        also: Vec::new(),
        also_hard: Vec::new(),
        is_set_up: true,
        severity: Severity::Condition,
        title: String::new(),
        said: format!("set up: {}", parts.join(", ")),
        items: hits.iter().map(|hit| hit.finding.item).collect(),
        date: None,
        owners: Vec::new(),
        clears: remedy::SET_UP.into(),
        overridden: None,
    })
}
