//! The rules of the verdict, each said once: name, where it comes from, from which stretch of the cycle it is asked,
//! its sentence, what clears it, and the file whose tests hold it.
//!
//! Knows no board. How hard a rule is, is the playbook's matter.

use crate::domain::{policy::Severity, step::Phase};

crate::words! {
    /// A rule of the verdict, by its stable name and the sentence about several records.
    pub enum RuleName {
        /// An open decision has one owner who is here, and a date.
        DecisionAccountable = "decision-accountable" / "open decisions lie with somebody who has left",
        /// An open blocker has one owner who is here, a date and a fallback.
        BlockerAccountable = "blocker-accountable" / "open blockers lie with somebody who has left",
        /// What is approved is in build scope, and something is.
        BuildScopeEntry = "build-scope-entry" / "approved decisions are not in build scope",
        /// Every launch criterion passes.
        LaunchCriteria = "launch-criteria" / "launch criteria do not pass",
        /// The evidence outcome can be demonstrated.
        EvidenceDemonstrable = "evidence-demonstrable" / "promises cannot be demonstrated",
        /// Every critical path has a response.
        DrillGaps = "drill-gaps" / "dependencies have no response",
        /// Success criteria stand.
        SuccessCriteria = "success-criteria" / "cycles have no success criterion",
        /// Success criteria are reached by their date.
        SuccessReached = "success-reached" / "success criteria missed their date",
        /// Scope is committed after the assumptions were looked at.
        ScopeCommitted = "scope-committed" / "scopes are not committed",
        /// The framework steps of the time are complete.
        StepsDone = "steps-done" / "framework steps are not complete",
        /// The checklist items of the time are ticked.
        ItemsDone = "items-done" / "checklist items are not ticked",
        /// No open decision is past its date.
        DecisionOverdue = "decision-overdue" / "decisions are past their date",
        /// No decision rests on assumptions alone.
        AssumptionOnly = "assumption-only" / "decisions rest on assumptions alone",
        /// No blocker is open.
        BlockerOpen = "blocker-open" / "blockers are open",
        /// No blocker sits past its date without its fallback.
        FallbackDue = "fallback-due" / "blockers are past their date and the fallback does not run",
        /// Nothing lies with leadership.
        Escalated = "escalated" / "records lie with leadership",
        /// No isolated decision is past its window.
        IsolatedOverdue = "isolated-overdue" / "isolated decisions are past their 48 hours",
        /// No risk has appeared and is not contained.
        RiskAppeared = "risk-appeared" / "risks appeared and are not contained",
        /// Every plan against a risk states what its type asks for.
        RiskPlan = "risk-plan" / "risks have an incomplete plan",
        /// The warning sign does not show.
        WarningSign = "warning-sign" / "warning signs show",
        /// No dependency is past its checkpoint.
        DependencyOverdue = "dependency-overdue" / "dependencies are past their checkpoint",
        /// Nothing is expected later than it was promised.
        DatesDiverge = "dates-diverge" / "dependencies are expected later than promised",
        /// Whoever has to hear of a blocker was told.
        MessagingHeld = "messaging-held" / "blockers are not told to those who must hear of them",
        /// The customer outcomes hold.
        PreservedOutcome = "preserved-outcome" / "customer outcomes do not hold",
        /// Every metric has an owner and a decision.
        MetricAccountable = "metric-accountable" / "metrics lack an owner or a decision",
        /// No healthy metric hides decay.
        MetricRigor = "metric-rigor" / "decisions decay behind a healthy metric",
        /// The last scheduled review was held.
        ReviewMissed = "review-missed" / "reviews were missed",
        /// The midpoint audit was held.
        MidpointAudit = "midpoint-audit" / "midpoint audits were not held",
        /// Somebody follows up after launch.
        PostLaunchOwner = "post-launch-owner" / "launches have nobody who follows up",
        /// The checkpoint after launch is set.
        CheckpointSet = "checkpoint-set" / "post-launch checkpoints are not set",
        /// Nothing waits in the intake.
        IntakeWaiting = "intake-waiting" / "notes in the intake are not accountable yet",
    }
}

/// What there is to say about a rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Which rule.
    pub name: RuleName,
    /// The sentence about one record, without its number.
    pub one: &'static str,
    /// From which stretch of the cycle on it is asked in the line of the phase.
    pub since: Phase,
    /// What clears it: what to press or type; `ID` stands for the first record found.
    pub clears: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// The file whose tests hold it.
    pub tested: &'static str,
}

const fn rule(
    name: RuleName,
    since: Phase,
    one: &'static str,
    clears: &'static str,
    source: &'static str,
) -> Rule {
    Rule { name, one, since, clears, source, tested: "src/domain/rules/verdict/tests.rs" }
}

/// Every rule, hard matters first.
pub const RULES: &[Rule] = &[
    rule(
        RuleName::DecisionAccountable,
        Phase::KickOff,
        "open decision lies with somebody who has left",
        "o gives it an owner, or: gonogo decision assign ID P",
        "challenge: every choice has one owner and a date; step 3",
    ),
    rule(
        RuleName::BlockerAccountable,
        Phase::KickOff,
        "open blocker lies with somebody who has left",
        "o gives it an owner, or: gonogo blocker assign ID P",
        "challenge: no blocker without date and fallback",
    ),
    rule(
        RuleName::BuildScopeEntry,
        Phase::Midpoint,
        "approved decision is not in build scope",
        "B says what each lacks, or: gonogo scope ls",
        "step 5; checklist P7",
    ),
    rule(
        RuleName::LaunchCriteria,
        Phase::BeforeLaunch,
        "launch criterion does not pass",
        "0, then c on the criterion, or: gonogo launch pass ID",
        "safeguard: launch criteria of high-revenue paths",
    ),
    rule(
        RuleName::EvidenceDemonstrable,
        Phase::BeforeLaunch,
        "promise cannot be demonstrated",
        "gonogo cycle demonstrate yes --proof TEXT",
        "checklist P9",
    ),
    rule(
        RuleName::DrillGaps,
        Phase::BeforeLaunch,
        "dependency has no response",
        "e on it, or: gonogo dependency edit ID --response TEXT",
        "checklist P13",
    ),
    rule(
        RuleName::SuccessCriteria,
        Phase::BeforeBuild,
        "cycle has no success criterion",
        "0 a, or: gonogo success add TEXT --metric M-1 --target N",
        "step 1",
    ),
    rule(
        RuleName::SuccessReached,
        Phase::KickOff,
        "success criterion missed its date",
        "enter a reading that reaches it, or move its date",
        "step 1",
    ),
    rule(
        RuleName::ScopeCommitted,
        Phase::Midpoint,
        "scope is not committed",
        "gonogo scope assume yes --why TEXT, then gonogo scope commit",
        "context: assumptions review before scope is committed",
    ),
    rule(
        RuleName::StepsDone,
        Phase::KickOff,
        "framework step is not complete",
        "c completes it, or: gonogo step done ID",
        "the six framework steps",
    ),
    rule(
        RuleName::ItemsDone,
        Phase::KickOff,
        "checklist item is not ticked",
        "space ticks it, x waives it, or: gonogo check done ID",
        "checklist P1 to P16",
    ),
    rule(
        RuleName::DecisionOverdue,
        Phase::KickOff,
        "decision is past its date",
        "c closes it, d gives it a new date, or: gonogo decision due ID DAY",
        "step 3; metric decision closure rate",
    ),
    rule(
        RuleName::AssumptionOnly,
        Phase::Midpoint,
        "decision rests on assumptions alone",
        "V attaches evidence, or: gonogo decision evidence ID TEXT --kind test",
        "step 4",
    ),
    rule(
        RuleName::BlockerOpen,
        Phase::BeforeLaunch,
        "blocker is open",
        "c resolves it, or: gonogo blocker resolve ID --how TEXT",
        "checklist P8",
    ),
    rule(
        RuleName::FallbackDue,
        Phase::KickOff,
        "blocker is past its date and its fallback does not run",
        "f starts the fallback, c resolves it, or: gonogo blocker fallback ID",
        "challenge: date and fallback for each blocker",
    ),
    Rule {
        tested: "src/domain/rules/escalation/tests.rs",
        ..rule(
            RuleName::Escalated,
            Phase::KickOff,
            "record lies with leadership",
            "c closes it",
            "checklist P8",
        )
    },
    rule(
        RuleName::IsolatedOverdue,
        Phase::KickOff,
        "isolated decision is past its 48 hours",
        "decide it, then mitigate the risk",
        "mitigation type: isolate, owner, 48 hours",
    ),
    rule(
        RuleName::RiskAppeared,
        Phase::KickOff,
        "risk appeared and is not contained",
        "c, then m, says how it was mitigated, or: gonogo risk mitigate ID --how TEXT",
        "risks and mitigation",
    ),
    rule(
        RuleName::RiskPlan,
        Phase::BeforeBuild,
        "risk has an incomplete plan",
        "e completes it, or: gonogo risk edit ID",
        "the six mitigation types",
    ),
    rule(
        RuleName::WarningSign,
        Phase::KickOff,
        "warning sign shows",
        "w on it, or: gonogo risk sign ID yes|no",
        "challenge: warning sign; checklist P4",
    ),
    rule(
        RuleName::DependencyOverdue,
        Phase::KickOff,
        "dependency is past its checkpoint",
        "c delivers it, d moves the checkpoint, or: gonogo dependency done ID",
        "context: each dependency has a checkpoint",
    ),
    rule(
        RuleName::DatesDiverge,
        Phase::KickOff,
        "dependency is expected later than promised",
        "agree a new promise: e, or: gonogo dependency edit ID --promised DAY",
        "challenge: customer dates do not move with delivery",
    ),
    rule(
        RuleName::MessagingHeld,
        Phase::KickOff,
        "blocker is not told to those who must hear of it",
        "t on it, or: gonogo blocker tell ID",
        "context: open blockers are told; checklist P6",
    ),
    rule(
        RuleName::PreservedOutcome,
        Phase::KickOff,
        "customer outcome does not hold",
        "look again: O on it, or: gonogo metric outcome ID held",
        "metrics: the outcome to preserve",
    ),
    rule(
        RuleName::MetricAccountable,
        Phase::BeforeBuild,
        "metric lacks an owner or a decision",
        "o gives it an owner, D links a decision, or: gonogo metric own ID P",
        "challenge: metrics without accountability",
    ),
    Rule {
        tested: "src/domain/rules/measure/tests.rs",
        ..rule(
            RuleName::MetricRigor,
            Phase::KickOff,
            "decision decays behind a healthy metric",
            "close it, or give it evidence",
            "challenge: rigor decays behind a healthy dashboard",
        )
    },
    rule(
        RuleName::ReviewMissed,
        Phase::KickOff,
        "review was missed",
        "gonogo review hold weekly",
        "checklist P10",
    ),
    rule(
        RuleName::MidpointAudit,
        Phase::Midpoint,
        "midpoint audit was not held",
        "gonogo review hold midpoint",
        "checklist P11",
    ),
    rule(
        RuleName::PostLaunchOwner,
        Phase::BeforeLaunch,
        "launch has nobody who follows up",
        "gonogo cycle edit --post-launch P",
        "checklist P9",
    ),
    rule(
        RuleName::CheckpointSet,
        Phase::BeforeLaunch,
        "post-launch checkpoint is not set",
        "gonogo cycle edit --checkpoint-on DAY --checkpoint-owner P --checkpoint-expects TEXT",
        "step 6",
    ),
    rule(
        RuleName::IntakeWaiting,
        Phase::KickOff,
        "note in the intake is not accountable yet",
        "I, then c completes it, or: gonogo intake complete ID",
        "ruling: capture is free, accountability is not",
    ),
];

/// How hard a rule is where no playbook says: what nobody may go round without a word stays hard even when the copy of
/// the playbook cannot be read. Source: ruling on gates.
pub const fn usual(name: RuleName) -> Severity {
    if matches!(
        name,
        RuleName::DecisionAccountable
            | RuleName::BlockerAccountable
            | RuleName::BuildScopeEntry
            | RuleName::LaunchCriteria
            | RuleName::EvidenceDemonstrable
            | RuleName::DrillGaps
    ) {
        Severity::Hard
    } else {
        Severity::Condition
    }
}

/// What there is to say about a rule by its name.
pub fn of(name: RuleName) -> &'static Rule {
    // They stand in the order of their names.
    &RULES[name as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_listed_once_in_the_order_of_its_names() {
        let listed: Vec<RuleName> = RULES.iter().map(|rule| rule.name).collect();
        assert_eq!(listed, RuleName::ALL);
    }

    #[test]
    fn every_rule_is_tested_where_it_says() {
        for rule in RULES {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(rule.tested);
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let variant = format!("{:?}", rule.name);
            assert!(
                text.contains(&format!("RuleName::{variant}")),
                "{} does not name {variant}",
                rule.tested
            );
        }
    }
}
