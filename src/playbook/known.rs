//! The ids that playbook files may name and that code elsewhere computes.
//! Does not know how any of them is computed.

/// Ids of the exit checks a framework step may ask for.
pub const EXIT_CHECKS: &[&str] = &[
    "one-outcome",
    "success-criterion",
    "criteria-before-scope",
    "all-scored",
    "condition-tested",
    "top-blockers-owned",
    "no-open-without-owner",
    "no-open-without-due",
    "filter-answered",
    "evidence-not-assumption",
    "gaps-followed-up",
    "package-complete",
    "safeguard-active",
    "checkpoint-dated",
    "checkpoint-owned",
    "direction-expected",
];

/// Formula of a metric that nobody can compute: its readings are typed in.
pub const ENTERED: &str = "entered";

/// Ids of the formulas a metric may name; [`ENTERED`] stands for none.
pub const FORMULAS: &[&str] = &[
    ENTERED,
    "rework-hours",
    "handoff-defects",
    "scope-volatility",
    "delivery-confidence",
    "decision-closure",
    "exception-completion",
    "decision-velocity",
    "hypothesis-ratio",
    "transition-readiness",
    "execution-stability",
];

/// Ids of the verdict rules; every playbook gives each of them a severity.
pub const RULES: &[&str] = &[
    "decision-accountable",
    "blocker-accountable",
    "build-scope-entry",
    "launch-criteria",
    "evidence-demonstrable",
    "drill-gaps",
    "steps-done",
    "items-done",
    "decision-overdue",
    "blocker-open",
    "fallback-due",
    "escalated",
    "isolated-overdue",
    "risk-appeared",
    "warning-sign",
    "dates-diverge",
    "messaging-held",
    "preserved-outcome",
    "metric-accountable",
    "metric-rigor",
    "review-missed",
    "ritual-missed",
    "midpoint-audit",
    "post-launch-owner",
    "checkpoint-set",
    "intake-waiting",
];
