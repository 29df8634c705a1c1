//! The verdict: GO, CONDITIONAL or NO-GO, for this stretch of the cycle and for the gate, with its reasons.
//!
//! It is worked out and never stored. A reason names a rule, its records, their owners and what clears it, and is gone
//! once the records are mended. Source: checklist items P1, P7, P9 and P13.

pub use super::reason::{Reason, severity};
use super::{
    catalog::{RULES, Rule, RuleName},
    context::RuleContext,
    evaluate::{Findings, Found},
    exit_criteria::{self, Check},
    reason, review_status,
};
use crate::domain::{
    Board, Event, Item, Kind, Moment, Record, Ref, SignOff, Step,
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

/// One line of the verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictLine {
    /// What it says.
    pub call: Call,
    /// Why, hard reasons first.
    pub reasons: Vec<Reason>,
}

impl VerdictLine {
    /// The hard rules that fail, in the order of its reasons; a rule comes once for each record.
    pub fn hard_rules(&self) -> impl Iterator<Item = RuleName> {
        let hard = self.reasons.iter().filter(|reason| reason.severity == Severity::Hard);
        hard.flat_map(|reason| std::iter::once(reason.rule).chain(reason.also_hard.iter().copied()))
    }

    /// How much there is to clear: `nothing to clear`, `3 must clear, 20 conditions`.
    pub fn to_clear(&self) -> String {
        let hard = self.reasons.iter().filter(|reason| reason.severity == Severity::Hard).count();
        let conditions = match self.reasons.len() - hard {
            1 => "1 condition".to_owned(),
            count => format!("{count} conditions"),
        };
        match (hard, self.reasons.len() - hard) {
            (0, 0) => "nothing to clear".to_owned(),
            (0, _) => conditions,
            (_, 0) => format!("{hard} must clear"),
            (_, _) => format!("{hard} must clear, {conditions}"),
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

impl Verdict {
    /// Whether this stretch of the cycle asks for what a reason of the gate is about.
    pub fn is_asked_now(&self, reason: &Reason) -> bool {
        self.here.reasons.iter().any(|here| match (here.subject(), reason.subject()) {
            (Some(one), Some(other)) => {
                one == other && (here.rule == reason.rule || reason.also.contains(&here.rule))
            }
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        })
    }
}

/// The verdict on a board at a moment.
pub fn verdict(board: &Board, now: Moment) -> Verdict {
    let facts = RuleContext::at(board, now);
    let survey = Findings::of(&facts);
    from_findings(&facts, &survey)
}

/// The verdict on what a survey found.
pub fn from_findings(facts: &RuleContext<'_>, survey: &Findings) -> Verdict {
    let explained = |rule: &Rule| {
        let found = survey.found(rule.name);
        Explained {
            rule: rule.name,
            severity: severity(facts.board, rule.name),
            passes: found.hits.is_empty(),
            is_due: facts.phase >= rule.since,
            facts: told(rule, found),
        }
    };
    let rules = RULES.iter().map(explained).collect();
    let here = line(reason::reasons(facts, survey, |finding| finding.is_due));
    let gate = line(reason::reasons(facts, survey, |_| true));
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

/// What the reasons come to: they are ordered, hard ones first.
fn line(reasons: Vec<Reason>) -> VerdictLine {
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
    record.extend(folded(acts(facts)));
    record
}

/// More of one kind by one person than this are told in one line.
const FEW: usize = 3;
/// Records named in such a line.
const NAMED: usize = 5;

/// One thing on record.
struct OnRecord {
    /// Who did what to which kind of record; nothing where it is told by itself.
    group: Option<(String, &'static str)>,
    /// To which record.
    subject: Ref,
    /// All of it in one line.
    line: String,
}

/// The lines, those of one group in one where they are many: each reason stands in the history of its record.
fn folded(all: Vec<OnRecord>) -> Vec<String> {
    let mut groups: Vec<Vec<OnRecord>> = Vec::new();
    for one in all {
        let known = groups.iter_mut().find(|of| one.group.is_some() && of[0].group == one.group);
        match known {
            Some(of) => of.push(one),
            None => groups.push(vec![one]),
        }
    }
    let mut lines = Vec::new();
    for of in groups {
        let Some((did, what)) = of[0].group.as_ref().filter(|_| of.len() > FEW) else {
            lines.extend(of.into_iter().map(|one| one.line));
            continue;
        };
        let ids: Vec<String> = of.iter().take(NAMED).map(|one| one.subject.to_string()).collect();
        let more = of.len().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let ids = ids.join(", ");
        lines.push(format!("{did} {} {what}: {ids}{more}; why stands in the history of each", of.len()));
    }
    lines
}

/// What was done to what hard rules rest on, and what counts by a word and not by its check.
fn acts(facts: &RuleContext<'_>) -> Vec<OnRecord> {
    let (board, zone) = (facts.board, facts.schedule.zone);
    let mut record = Vec::new();
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
        let subject = board.people_ref(event.subject);
        let (group, what) = if event.kind == EventKind::Corrected {
            (Some((format!("{by} corrected"), "records")), format!("corrected {subject}: {told}"))
        } else {
            let is_pass = told.starts_with("passed ") && event.subject.kind == Kind::LaunchCriterion;
            (is_pass.then(|| (format!("{by} passed"), "launch criteria")), told.to_owned())
        };
        record.push(OnRecord { group, subject, line: format!("{by} {what} ({at})") });
    }
    for decision in board.decisions.rows().iter().filter(|it| it.state == DecisionState::Approved) {
        let Some((by, approver)) = decision.recorded_by.zip(decision.approved_by) else { continue };
        let (by, approver, subject) = (board.handle(by), board.handle(approver), decision.reference());
        record.push(OnRecord {
            group: Some((format!("{by} recorded {approver}'s approval of"), "decisions")),
            subject,
            line: format!("{by} recorded {approver}'s approval of {subject}"),
        });
    }
    for step in board.steps.rows().iter().filter(|step| step.state == StepState::Done) {
        if let Some(why) = &step.override_why {
            let by = step.done_by.map_or("?", |by| board.handle(by));
            record.push(OnRecord {
                group: Some((format!("{by} completed with checks open"), "steps")),
                subject: step.reference(),
                line: format!("S-{} was completed by {by} with checks open: {why}", step.number),
            });
        }
    }
    record.extend(board.steps.rows().iter().filter_map(|step| none_here(facts, step)));
    for item in board.items.rows().iter().filter(|item| item.state == ItemState::Waived) {
        let (by, why) = (item.done_by.map_or("?", |by| board.handle(by)), item.why.as_deref());
        record.push(OnRecord {
            group: Some((format!("{by} waived"), "checklist items")),
            subject: item.reference(),
            line: format!("P-{} was waived by {by}: {}", item.number, why.unwrap_or_default()),
        });
    }
    let before = |item: &Item| {
        let group = Some(("ticked before this rule were".to_owned(), "checklist items"));
        ticked_before(facts, item).map(|line| OnRecord { group, subject: item.reference(), line })
    };
    record.extend(board.items.rows().iter().filter_map(before));
    record
}

/// That a step has nothing to look at here, while a check of it passes by that.
fn none_here(facts: &RuleContext<'_>, step: &Step) -> Option<OnRecord> {
    let why = step.none_why.as_ref()?;
    let mut checks = exit_criteria::checks(facts, step.number).into_iter();
    checks.any(|(_, check)| check == Check::NoneHere).then(|| {
        let by = step.none_by.map_or("?", |by| facts.board.handle(by));
        let line = format!("{by} said that S-{} has nothing to look at here: {why}", step.number);
        OnRecord { group: None, subject: step.reference(), line }
    })
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
