//! The verdict: GO, CONDITIONAL or NO-GO, for this stretch of the cycle and for the gate, with its reasons.
//!
//! It is worked out and never stored. A reason names a rule, its records, their owners and what clears it, and is gone
//! once the records are mended. Source: checklist items P1, P7, P9 and P13.

use super::{
    catalog::{self, RULES, Rule, RuleName},
    context::RuleContext,
    evaluate::{Finding, Findings, Found},
    review_status,
};
use crate::domain::{
    Board, Event, Hint, Item, Moment, Record, Ref, SignOff,
    decision::DecisionState,
    event::EventKind,
    policy::Severity,
    sign_off::SignOffKind,
    step::{ItemState, Phase, StepState},
    when::medium,
};

crate::words! {
    /// What a verdict says.
    pub enum Call {
        /// Nothing stands in the way.
        Go = "go" / "GO",
        /// What stands in the way has an owner, and can be lived with.
        Conditional = "conditional" / "CONDITIONAL",
        /// It must not go on like this.
        NoGo = "no-go" / "NO-GO",
    }
}

/// Why a verdict is not GO.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The rule.
    pub rule: RuleName,
    /// How hard it counts here: a hard rule that was overridden counts as a condition.
    pub severity: Severity,
    /// The sentence.
    pub text: String,
    /// The records, most pressing first.
    pub items: Vec<Ref>,
    /// The handles of their owners, each once.
    pub owners: Vec<String>,
    /// What clears it.
    pub clears: Hint,
    /// Who let it pass for now, and until when.
    pub overridden: Option<String>,
}

/// One line of the verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictLine {
    /// What it says.
    pub call: Call,
    /// Why, hard reasons first.
    pub reasons: Vec<Reason>,
}

impl VerdictLine {
    /// How much there is to clear: `nothing to clear`, `1 reason to clear`.
    pub fn to_clear(&self) -> String {
        match self.reasons.len() {
            0 => "nothing to clear".to_owned(),
            1 => "1 reason to clear".to_owned(),
            count => format!("{count} reasons to clear"),
        }
    }
}

/// One rule, whether it passes, and on what facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The rule.
    pub rule: RuleName,
    /// How hard it counts.
    pub severity: Severity,
    /// Whether it passes.
    pub passes: bool,
    /// Whether this stretch of the cycle asks for it.
    pub is_due: bool,
    /// What was looked at and found.
    pub facts: String,
}

/// The verdict on a board at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The stretch of the cycle.
    pub phase: Phase,
    /// Whether we are where this stretch should be.
    pub here: VerdictLine,
    /// Whether we could launch.
    pub gate: VerdictLine,
    /// When to look again, where the gate says NO-GO.
    pub look_again: Option<Moment>,
    /// Every rule.
    pub rules: Vec<Explained>,
    /// What stands on record beside it: the signature, overrides, waivers.
    pub record: Vec<String>,
    /// How many decisions are in build scope.
    pub in_scope: usize,
}

/// Records named in a reason are ordered as far as anybody reads.
const ORDERED: usize = 50;

/// The verdict on a board at a moment.
pub fn verdict(board: &Board, now: Moment) -> Verdict {
    let facts = RuleContext::at(board, now);
    let survey = Findings::of(&facts);
    from_findings(&facts, &survey)
}

/// The verdict on what a survey found.
pub fn from_findings(facts: &RuleContext<'_>, survey: &Findings) -> Verdict {
    let (mut here, mut gate) = (Vec::new(), Vec::new());
    let mut rules = Vec::with_capacity(RULES.len());
    for rule in RULES {
        let found = survey.found(rule.name);
        let severity = severity(facts.board, rule.name);
        let due = found.hits.iter().filter(|hit| hit.is_due).count();
        rules.push(Explained {
            rule: rule.name,
            severity,
            passes: found.hits.is_empty(),
            is_due: facts.phase >= rule.since,
            facts: told(rule, found),
        });
        if found.hits.is_empty() {
            continue;
        }
        let all = reason(facts, rule, found, found.hits.len(), |_| true);
        let first = found.hits.iter().filter_map(|hit| hit.date).min();
        // Late in a cycle nearly everything is asked for: then both lines say the same.
        if due == found.hits.len() {
            here.push((first, all.clone()));
        } else if due > 0 {
            let first = found.hits.iter().filter(|hit| hit.is_due).filter_map(|hit| hit.date).min();
            here.push((first, reason(facts, rule, found, due, |hit| hit.is_due)));
        }
        gate.push((first, all));
    }
    let (here, gate) = (line(here), line(gate));
    let look_again = (gate.call == Call::NoGo).then(|| facts.schedule.next_review(facts.now));
    Verdict {
        phase: facts.phase,
        here,
        look_again,
        gate,
        rules,
        record: record(facts),
        in_scope: survey.in_scope,
    }
}

/// How hard a rule is in this cycle.
pub fn severity(board: &Board, rule: RuleName) -> Severity {
    board.policy.severity.get(rule.key()).copied().unwrap_or_else(|| catalog::usual(rule))
}

/// Hard reasons first, then by the first date of their records; what has none comes last.
fn line(mut reasons: Vec<(Option<Moment>, Reason)>) -> VerdictLine {
    reasons.sort_by_key(|(first, reason)| (reason.severity == Severity::Condition, first.is_none(), *first));
    let reasons: Vec<Reason> = reasons.into_iter().map(|(_, reason)| reason).collect();
    let call = match reasons.first() {
        None => Call::Go,
        Some(worst) if worst.severity == Severity::Hard => Call::NoGo,
        Some(_) => Call::Conditional,
    };
    VerdictLine { call, reasons }
}

fn told(rule: &Rule, found: &Found) -> String {
    match &found.said {
        Some(said) => said.clone(),
        None if found.hits.is_empty() && found.looked == 0 => format!("nothing to look at: {}", rule.one),
        None if found.hits.is_empty() => format!("none of {}: {}", found.looked, rule.one),
        None => format!("{} of {}: {}", found.hits.len(), found.looked, rule.one),
    }
}

fn reason(
    facts: &RuleContext<'_>,
    rule: &Rule,
    found: &Found,
    count: usize,
    is_meant: impl Fn(&Finding) -> bool,
) -> Reason {
    let mut hits: Vec<&Finding> = found.hits.iter().filter(|hit| is_meant(hit)).collect();
    let by_date = |hit: &&Finding| (hit.date.is_none(), hit.date, hit.item);
    if hits.len() > ORDERED {
        hits.select_nth_unstable_by_key(ORDERED, by_date);
        hits[..ORDERED].sort_unstable_by_key(by_date);
    } else {
        hits.sort_unstable_by_key(by_date);
    }
    let text = match &found.said {
        Some(said) => said.clone(),
        None if count == 1 => format!("1 {}", rule.one),
        None => format!("{count} {}", rule.name.label()),
    };
    let mut owners: Vec<String> = Vec::new();
    for owner in hits.iter().filter_map(|hit| hit.owner).take(ORDERED) {
        let handle = facts.board.handle(owner);
        if !owners.iter().any(|known| known == handle) {
            owners.push(handle.to_owned());
        }
    }
    let cover = covering(facts, rule.name);
    let overridden = cover.and_then(|sign_off| {
        let until = medium(sign_off.until?, facts.schedule.zone);
        Some(format!("{} takes it on until {until}: {}", facts.board.handle(sign_off.by), sign_off.why))
    });
    let given = severity(facts.board, rule.name);
    Reason {
        rule: rule.name,
        severity: if overridden.is_some() { Severity::Condition } else { given },
        text,
        items: hits.iter().map(|hit| hit.item).collect(),
        owners,
        clears: match (&found.clears, hits.first()) {
            (None, Some(first)) => rule.clears.of(first.item),
            (clears, _) => clears.clone().unwrap_or_else(|| rule.clears.into()),
        },
        overridden,
    }
}

/// The newest override that lets a rule pass now.
fn covering<'a>(facts: &RuleContext<'a>, rule: RuleName) -> Option<&'a SignOff> {
    let rows = facts.board.sign_offs.rows().iter().rev();
    rows.into_iter().find(|sign_off| sign_off.covers(rule.key(), facts.now))
}

fn record(facts: &RuleContext<'_>) -> Vec<String> {
    let (board, zone) = (facts.board, facts.schedule.zone);
    let mut record = Vec::new();
    let newest = board.sign_offs.rows().iter().max_by_key(|it| (it.at, it.id)).map(|it| it.id);
    let in_force = |it: &&SignOff| it.until.is_some_and(|until| until > facts.now);
    for sign_off in board.sign_offs.rows().iter().rev().filter(|it| Some(it.id) == newest || in_force(it)) {
        let (by, at, verdict) = (board.handle(sign_off.by), medium(sign_off.at, zone), &sign_off.verdict);
        let why = &sign_off.why;
        record.push(match sign_off.kind {
            SignOffKind::Signed => format!("{by} signed {verdict} on {at}: {why}"),
            SignOffKind::Override => {
                let accepts = sign_off.accepts.as_deref().unwrap_or_default();
                format!("{by} went on in spite of {verdict} on {at}: {why}; accepts: {accepts}")
            }
        });
    }
    let acts = board
        .events
        .rows()
        .iter()
        .filter(|it| matches!(it.kind, EventKind::GateChanged | EventKind::Corrected));
    let mut acts: Vec<&Event> = acts.collect();
    acts.sort_by_key(|it| (it.at, it.id));
    for event in acts {
        let by = event.by.map_or("?", |by| board.handle(by));
        let (at, told) = (medium(event.at, zone), event.why.as_deref().unwrap_or_default());
        let what = if event.kind == EventKind::Corrected {
            format!("corrected {}: {told}", event.subject)
        } else {
            told.to_owned()
        };
        record.push(format!("{by} {what} ({at})"));
    }
    for decision in board.decisions.rows().iter().filter(|it| it.state == DecisionState::Approved) {
        let Some((by, approver)) = decision.recorded_by.zip(decision.approved_by) else { continue };
        let (by, approver) = (board.handle(by), board.handle(approver));
        record.push(format!("{by} recorded {approver}'s approval of {}", decision.reference()));
    }
    for step in board.steps.rows().iter().filter(|step| step.state == StepState::Done) {
        if let Some(why) = &step.override_why {
            let by = step.done_by.map_or("?", |by| board.handle(by));
            record.push(format!("S-{} was completed by {by} with checks open: {why}", step.number));
        }
    }
    for item in board.items.rows().iter().filter(|item| item.state == ItemState::Waived) {
        let by = item.done_by.map_or("?", |by| board.handle(by));
        record.push(format!(
            "P-{} was waived by {by}: {}",
            item.number,
            item.why.as_deref().unwrap_or_default()
        ));
    }
    record.extend(board.items.rows().iter().filter_map(|item| ticked_before(facts, item)));
    record
}

/// An item that a review completes and that was ticked by hand without one, as an older release let people do: it stands
/// as a waiver.
fn ticked_before(facts: &RuleContext<'_>, item: &Item) -> Option<String> {
    let mut kinds = facts.board.policy.reviews_of_item(item.key.as_deref()?).peekable();
    let was_ticked = item.is_completed() && kinds.peek().is_some();
    if !was_ticked || kinds.any(|kind| review_status::was_held(facts, kind)) {
        return None;
    }
    let at = item.done_at.map_or_else(String::new, |at| format!(" on {}", medium(at, facts.schedule.zone)));
    let proof = item.proof.as_deref().map_or_else(String::new, |proof| format!(" with {proof}"));
    Some(format!("P-{} was ticked{at}{proof}, before this rule", item.number))
}

#[cfg(test)]
mod tests;
