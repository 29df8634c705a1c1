//! The rules of the verdict, each said once: name, where it comes from, from which stretch of the cycle it is asked,
//! its sentence and what clears it.
//!
//! Knows no board. How hard a rule is, is the playbook's matter.

use crate::domain::{
    policy::Severity,
    remedy::{self, Remedy},
    step::Phase,
};

crate::words! {
    /// A rule of the verdict, by its stable name and the sentence about several records.
    pub enum RuleName {
        /// An open decision has one owner who is here, and a date.
        DecisionAccountable = "decision-accountable" / "owners of open decisions have left",
        /// An open blocker has one owner who is here, a date and a fallback.
        BlockerAccountable = "blocker-accountable" / "owners of open blockers have left",
        /// What is approved is in build scope, and something is.
        BuildScopeEntry = "build-scope-entry" / "approved decisions are not in build scope",
        /// Every launch criterion passes.
        LaunchCriteria = "launch-criteria" / "launch criteria do not pass",
        /// The evidence outcome can be demonstrated.
        EvidenceDemonstrable = "evidence-demonstrable" / "promises cannot be demonstrated",
        /// Every critical path has a response.
        DrillGaps = "drill-gaps" / "dependencies have no response",
        /// An evidence review was held.
        EvidenceHeld = "evidence-held" / "evidence reviews were not held",
        /// An escalation drill was held.
        DrillHeld = "drill-held" / "escalation drills were not held",
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
        /// What is put off beyond the launch is out of it.
        DeferredBeyond = "deferred-beyond-launch" / "decisions are deferred beyond the launch and still count",
        /// No decision rests on assumptions alone.
        AssumptionOnly = "assumption-only" / "decisions rest on assumptions alone",
        /// No blocker is open.
        BlockerOpen = "blocker-open" / "blockers are open",
        /// No blocker sits past its date without its fallback.
        FallbackDue = "fallback-due" / "blockers are past their date and the fallback does not run",
        /// Nothing is escalated.
        Escalated = "escalated" / "records are escalated",
        /// No isolated decision is past its window.
        IsolatedOverdue = "isolated-overdue" / "isolated decisions are past their window",
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
        /// The launch messages were checked.
        MessagingChecked = "messaging-checked" / "messaging checks were not held",
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
    /// What is wrong with a record that is named before it.
    pub fails: &'static str,
    /// From which stretch of the cycle on it is asked in the line of the phase.
    pub since: Phase,
    /// What clears it; `ID` stands for the first record found.
    pub clears: Remedy,
    /// Where it comes from.
    pub source: &'static str,
}

const fn rule(name: RuleName, since: Phase, one: &'static str, clears: Remedy, source: &'static str) -> Rule {
    Rule { name, one, fails: fails(name), since, clears, source }
}

/// What is wrong with a record, said after its id and title, or after something graver.
const fn fails(name: RuleName) -> &'static str {
    match name {
        RuleName::DecisionAccountable | RuleName::BlockerAccountable => "its owner has left",
        RuleName::BuildScopeEntry => "approved, but not in build scope",
        RuleName::LaunchCriteria => "the launch criterion does not pass",
        RuleName::EvidenceDemonstrable => "the promise cannot be demonstrated",
        RuleName::DrillGaps => "nobody has said what happens if it does not come",
        RuleName::EvidenceHeld => "the evidence review was not held",
        RuleName::DrillHeld => "the escalation drill was not held",
        RuleName::SuccessCriteria => "the cycle has no success criterion",
        RuleName::SuccessReached => "missed its date",
        RuleName::ScopeCommitted => "scope is not committed",
        RuleName::StepsDone => "not complete",
        RuleName::ItemsDone => "not done",
        RuleName::DecisionOverdue => "past its date",
        RuleName::DeferredBeyond => "deferred beyond the launch, and still counts",
        RuleName::AssumptionOnly => "rests on assumptions alone",
        RuleName::BlockerOpen => "still open",
        RuleName::FallbackDue => "past its date, and its fallback has not started",
        RuleName::Escalated => "escalated",
        RuleName::IsolatedOverdue => "its window is over",
        RuleName::RiskAppeared => "has occurred and is not contained",
        RuleName::RiskPlan => "its plan is incomplete",
        RuleName::WarningSign => "its early warning is active",
        RuleName::DependencyOverdue => "past its checkpoint",
        RuleName::DatesDiverge => "expected later than promised",
        RuleName::MessagingHeld => "stakeholders are not told yet",
        RuleName::PreservedOutcome => "the outcome that customers keep is at risk",
        RuleName::MetricAccountable => "lacks an owner or a decision",
        RuleName::MetricRigor => "slips although its metric looks fine",
        RuleName::ReviewMissed => "a review was missed",
        RuleName::MidpointAudit => "the midpoint audit was not held",
        RuleName::MessagingChecked => "the messaging check was not held",
        RuleName::PostLaunchOwner => "nobody follows up after launch",
        RuleName::CheckpointSet => "the post-launch checkpoint is not set",
        RuleName::IntakeWaiting => "still needs an owner, a date or a fallback",
    }
}

/// Every rule, hard matters first.
pub const RULES: &[Rule] = &[
    rule(
        RuleName::DecisionAccountable,
        Phase::KickOff,
        "owner of an open decision has left",
        remedy::OWN_DECISION,
        "challenge: every choice has one owner and a date; step 3",
    ),
    rule(
        RuleName::BlockerAccountable,
        Phase::KickOff,
        "owner of an open blocker has left",
        remedy::OWN_BLOCKER,
        "challenge: no blocker without date and fallback",
    ),
    rule(
        RuleName::BuildScopeEntry,
        Phase::Midpoint,
        "approved decision is not in build scope",
        remedy::SEE_SCOPE,
        "step 5; checklist P7",
    ),
    rule(
        RuleName::LaunchCriteria,
        Phase::BeforeLaunch,
        "launch criterion does not pass",
        remedy::PASS_LAUNCH,
        "safeguard: launch criteria of high-revenue paths",
    ),
    rule(
        RuleName::EvidenceDemonstrable,
        Phase::BeforeLaunch,
        "promise cannot be demonstrated",
        remedy::DEMONSTRATE,
        "checklist P9",
    ),
    rule(
        RuleName::DrillGaps,
        Phase::BeforeLaunch,
        "dependency has no response",
        remedy::SAY_RESPONSE,
        "checklist P13",
    ),
    rule(
        RuleName::EvidenceHeld,
        Phase::BeforeLaunch,
        "evidence review was not held",
        remedy::HOLD_REVIEW,
        "checklist P9; a rule about a review is met by the review",
    ),
    rule(
        RuleName::DrillHeld,
        Phase::BeforeLaunch,
        "escalation drill was not held",
        remedy::HOLD_REVIEW,
        "checklist P13; a rule about a review is met by the review",
    ),
    rule(
        RuleName::SuccessCriteria,
        Phase::BeforeBuild,
        "cycle has no success criterion",
        remedy::ADD_SUCCESS,
        "step 1",
    ),
    rule(
        RuleName::SuccessReached,
        Phase::KickOff,
        "success criterion missed its date",
        remedy::REACH_SUCCESS,
        "step 1",
    ),
    rule(
        RuleName::ScopeCommitted,
        Phase::Midpoint,
        "scope is not committed",
        remedy::COMMIT_SCOPE,
        "context: assumptions review before scope is committed",
    ),
    rule(
        RuleName::StepsDone,
        Phase::KickOff,
        "framework step is not complete",
        remedy::COMPLETE_STEP,
        "the six framework steps",
    ),
    rule(
        RuleName::ItemsDone,
        Phase::KickOff,
        "checklist item is not ticked",
        remedy::TICK_ITEM,
        "checklist P1 to P16",
    ),
    rule(
        RuleName::DecisionOverdue,
        Phase::KickOff,
        "decision is past its date",
        remedy::DATE_DECISION,
        "step 3; metric decision closure rate",
    ),
    rule(
        RuleName::DeferredBeyond,
        Phase::KickOff,
        "decision is deferred beyond the launch and still counts",
        remedy::LEAVE_OUT,
        "ruling: beyond the launch it is out of it by the sign-off owner's yes",
    ),
    rule(
        RuleName::AssumptionOnly,
        Phase::Midpoint,
        "decision rests on assumptions alone",
        remedy::ADD_EVIDENCE,
        "step 4",
    ),
    rule(
        RuleName::BlockerOpen,
        Phase::BeforeLaunch,
        "blocker is open",
        remedy::RESOLVE_BLOCKER,
        "checklist P8",
    ),
    rule(
        RuleName::FallbackDue,
        Phase::KickOff,
        "blocker is past its date and its fallback does not run",
        remedy::START_FALLBACK,
        "challenge: date and fallback for each blocker",
    ),
    rule(RuleName::Escalated, Phase::KickOff, "record is escalated", remedy::CLOSE_RECORD, "checklist P8"),
    rule(
        RuleName::IsolatedOverdue,
        Phase::KickOff,
        "isolated decision is past its window",
        remedy::DECIDE_ISOLATED,
        "mitigation type: isolate, owner, 48 hours",
    ),
    rule(
        RuleName::RiskAppeared,
        Phase::KickOff,
        "risk appeared and is not contained",
        remedy::CONTAIN_RISK,
        "risks and mitigation",
    ),
    rule(
        RuleName::RiskPlan,
        Phase::BeforeBuild,
        "risk has an incomplete plan",
        remedy::COMPLETE_PLAN,
        "the six mitigation types",
    ),
    rule(
        RuleName::WarningSign,
        Phase::KickOff,
        "warning sign shows",
        remedy::LOOK_FOR_SIGN,
        "challenge: warning sign; checklist P4",
    ),
    rule(
        RuleName::DependencyOverdue,
        Phase::KickOff,
        "dependency is past its checkpoint",
        remedy::DELIVER,
        "context: each dependency has a checkpoint",
    ),
    rule(
        RuleName::DatesDiverge,
        Phase::KickOff,
        "dependency is expected later than promised",
        remedy::PROMISE,
        "challenge: customer dates do not move with delivery",
    ),
    rule(
        RuleName::MessagingHeld,
        Phase::KickOff,
        "blocker is not told to those who must hear of it",
        remedy::TELL_AUDIENCE,
        "context: open blockers are told; checklist P6",
    ),
    rule(
        RuleName::PreservedOutcome,
        Phase::KickOff,
        "customer outcome does not hold",
        remedy::LOOK_AT_OUTCOME,
        "metrics: the outcome to preserve",
    ),
    rule(
        RuleName::MetricAccountable,
        Phase::BeforeBuild,
        "metric lacks an owner or a decision",
        remedy::OWN_METRIC,
        "challenge: metrics without accountability",
    ),
    rule(
        RuleName::MetricRigor,
        Phase::KickOff,
        "decision decays behind a healthy metric",
        remedy::CLOSE_DECISION,
        "challenge: rigor decays behind a healthy dashboard",
    ),
    rule(RuleName::ReviewMissed, Phase::KickOff, "review was missed", remedy::HOLD_REVIEW, "checklist P10"),
    rule(
        RuleName::MidpointAudit,
        Phase::Midpoint,
        "midpoint audit was not held",
        remedy::HOLD_REVIEW,
        "checklist P11",
    ),
    rule(
        RuleName::MessagingChecked,
        Phase::BeforeLaunch,
        "messaging check was not held",
        remedy::HOLD_REVIEW,
        "checklist P6; a rule about a review is met by the review",
    ),
    rule(
        RuleName::PostLaunchOwner,
        Phase::BeforeLaunch,
        "launch has nobody who follows up",
        remedy::NAME_FOLLOW_UP,
        "checklist P9",
    ),
    rule(
        RuleName::CheckpointSet,
        Phase::BeforeLaunch,
        "post-launch checkpoint is not set",
        remedy::SET_CHECKPOINT,
        "step 6",
    ),
    rule(
        RuleName::IntakeWaiting,
        Phase::KickOff,
        "note in the intake is not accountable yet",
        remedy::COMPLETE_INTAKE,
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
            | RuleName::EvidenceHeld
            | RuleName::DrillHeld
    ) {
        Severity::Hard
    } else {
        Severity::Condition
    }
}

/// Whether a rule can be about the cycle as a whole, and not about a record alone.
#[cfg(test)]
pub(crate) const fn is_about_the_cycle(name: RuleName) -> bool {
    matches!(
        name,
        RuleName::BuildScopeEntry
            | RuleName::LaunchCriteria
            | RuleName::EvidenceDemonstrable
            | RuleName::EvidenceHeld
            | RuleName::DrillHeld
            | RuleName::SuccessCriteria
            | RuleName::ScopeCommitted
            | RuleName::ReviewMissed
            | RuleName::MidpointAudit
            | RuleName::MessagingChecked
            | RuleName::PostLaunchOwner
            | RuleName::CheckpointSet
    )
}

/// What there is to say about a rule by its name.
pub fn rule_named(name: RuleName) -> &'static Rule {
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
}
