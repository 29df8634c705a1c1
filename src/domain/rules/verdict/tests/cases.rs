//! For each rule of the verdict what breaks it on a sound board, and what mends that.
#![expect(clippy::too_many_lines, reason = "tables of cases are as long as there are rules")]

use super::*;

/// One thing that breaks one rule.
pub(super) struct Case {
    pub rule: RuleName,
    pub breaks: fn(&mut Board),
    /// What the reason names, and the handle of whoever owns it.
    pub named: (Ref, Option<&'static str>),
    /// Rules that the same thing breaks by its nature.
    pub along: &'static [RuleName],
    pub mends: fn(&mut Board),
}

fn case(
    rule: RuleName,
    named: (Ref, Option<&'static str>),
    breaks: fn(&mut Board),
    mends: fn(&mut Board),
) -> Case {
    Case { rule, breaks, named, along: &[], mends }
}

impl Case {
    fn along(self, along: &'static [RuleName]) -> Self {
        Self { along, ..self }
    }
}

fn decision(board: &mut Board, id: i64, change: fn(&mut Decision)) {
    edit(&mut board.decisions, id, change);
}

fn dependency(board: &mut Board, change: fn(&mut Dependency)) {
    edit(&mut board.dependencies, 1, change);
}

fn blocked(board: &mut Board, change: fn(&mut Blocker)) {
    let mut blocker = open_blocker(2);
    change(&mut blocker);
    put(&mut board.blockers, blocker);
}

fn of_people_and_scope() -> Vec<Case> {
    vec![
        case(
            RuleName::DecisionAccountable,
            (a(Kind::Decision, 2), Some("sam")),
            |board| decision(board, 2, |it| it.owner = SAM),
            |board| decision(board, 2, |it| it.owner = JO),
        ),
        case(
            RuleName::BlockerAccountable,
            (a(Kind::Blocker, 2), Some("sam")),
            |board| blocked(board, |it| it.owner = SAM),
            |board| blocked(board, |it| it.owner = ANA),
        )
        .along(&[RuleName::BlockerOpen]),
        case(
            RuleName::BuildScopeEntry,
            (a(Kind::Decision, 1), Some("jo")),
            |board| without(&mut board.criteria, |_| true),
            |board| put(&mut board.criteria, criterion(7, 1)),
        ),
        case(
            RuleName::BuildScopeEntry,
            (a(Kind::Item, 7), Some("ana")),
            |board| decision(board, 1, |it| it.state = DecisionState::Open),
            |board| decision(board, 1, |it| it.state = DecisionState::Approved),
        )
        .along(&[RuleName::DecisionOverdue]),
        case(
            RuleName::SuccessCriteria,
            (a(Kind::Step, 1), Some("jo")),
            |board| edit(&mut board.successes, 1, |it| it.state = SuccessState::Dropped),
            |board| edit(&mut board.successes, 1, |it| it.state = SuccessState::Open),
        )
        .along(&[RuleName::BuildScopeEntry]),
        case(
            RuleName::SuccessReached,
            (a(Kind::SuccessCriterion, 1), Some("ana")),
            |board| edit(&mut board.readings, 1, |it| it.value = 79.9),
            |board| edit(&mut board.readings, 1, |it| it.value = 80.0),
        ),
        case(
            RuleName::SuccessReached,
            (a(Kind::SuccessCriterion, 1), Some("ana")),
            |board| board.readings = Table::default(),
            |board| edit(&mut board.successes, 1, |it| it.due = berlin("2026-02-18 17:00")),
        ),
        case(
            RuleName::ScopeCommitted,
            (a(Kind::Step, 5), Some("jo")),
            |board| board.cycle.committed_at = None,
            |board| board.cycle.committed_at = Some(berlin("2026-01-14 12:00")),
        ),
        case(
            RuleName::AssumptionOnly,
            (a(Kind::Decision, 2), Some("jo")),
            |board| edit(&mut board.evidence, 2, |it| it.kind = EvidenceKind::Assumption),
            |board| put(&mut board.evidence, evidence(3, 2, EvidenceKind::Review)),
        ),
        case(
            RuleName::DecisionOverdue,
            (a(Kind::Decision, 2), Some("jo")),
            |board| decision(board, 2, |it| it.due = berlin("2026-02-17 11:59")),
            |board| decision(board, 2, |it| it.due = late_in_the_cycle()),
        ),
        case(
            RuleName::DecisionOverdue,
            (a(Kind::Decision, 2), Some("jo")),
            |board| {
                decision(board, 2, |it| {
                    (it.state, it.due) = (DecisionState::Deferred, berlin("2026-02-16 17:00"));
                });
            },
            |board| decision(board, 2, |it| it.state = DecisionState::Rejected),
        ),
        case(
            RuleName::DeferredBeyond,
            (a(Kind::Decision, 2), Some("jo")),
            |board| {
                decision(board, 2, |it| {
                    (it.state, it.due) = (DecisionState::Deferred, berlin("2026-06-01 17:00"));
                });
            },
            |board| decision(board, 2, |it| it.out_at = Some(late_in_the_cycle())),
        ),
    ]
}

fn of_what_blocks() -> Vec<Case> {
    vec![
        case(
            RuleName::BlockerOpen,
            (a(Kind::Blocker, 2), Some("jo")),
            |board| blocked(board, |_| ()),
            |board| blocked(board, |it| it.state = crate::domain::blocker::BlockerState::Dropped),
        ),
        case(
            RuleName::FallbackDue,
            (a(Kind::Blocker, 2), Some("jo")),
            |board| blocked(board, |it| it.due = berlin("2026-02-17 11:59")),
            |board| {
                edit(&mut board.blockers, 2, |it| it.fallback_at = Some(late_in_the_cycle()));
            },
        )
        .along(&[RuleName::BlockerOpen]),
        case(
            RuleName::MessagingHeld,
            (a(Kind::Blocker, 2), Some("jo")),
            |board| blocked(board, |it| it.tell_by = Some(berlin("2026-02-17 11:59"))),
            |board| edit(&mut board.blockers, 2, |it| it.told_at = Some(late_in_the_cycle())),
        )
        .along(&[RuleName::BlockerOpen]),
        case(
            RuleName::Escalated,
            (a(Kind::Blocker, 2), Some("jo")),
            |board| blocked(board, |it| it.escalated_at = Some(berlin("2026-02-16 10:00"))),
            |board| edit(&mut board.blockers, 2, |it| it.escalated_at = None),
        )
        .along(&[RuleName::BlockerOpen]),
        case(
            RuleName::Escalated,
            (a(Kind::Blocker, 2), Some("jo")),
            |board| blocked(board, |it| it.escalated_at = Some(berlin("2026-02-16 10:00"))),
            |board| {
                // A person asked for help: that is no reason by itself.
                let (subject, at) = (a(Kind::Blocker, 2), berlin("2026-02-16 10:00"));
                let event = crate::domain::Event {
                    id: Id::new(1),
                    subject,
                    at,
                    by: Some(JO),
                    ..crate::domain::Event::blank()
                };
                put(&mut board.events, crate::domain::Event { kind: EventKind::Escalated, ..event });
            },
        )
        .along(&[RuleName::BlockerOpen]),
        case(
            RuleName::StepsDone,
            (a(Kind::Step, 1), Some("jo")),
            |board| edit(&mut board.successes, 1, |it| it.state = SuccessState::Dropped),
            |board| edit(&mut board.steps, 11, |it| it.override_why = Some("agreed".into())),
        )
        .along(&[RuleName::SuccessCriteria, RuleName::BuildScopeEntry]),
        case(
            RuleName::DrillGaps,
            (a(Kind::Dependency, 1), Some("ana")),
            |board| dependency(board, |it| it.response = Some("  ".into())),
            |board| dependency(board, |it| it.response = Some("by hand".into())),
        ),
        case(
            RuleName::DrillGaps,
            (a(Kind::Dependency, 1), Some("sam")),
            |board| dependency(board, |it| it.owner = SAM),
            |board| dependency(board, |it| it.owner = MAYA),
        ),
        case(
            RuleName::DependencyOverdue,
            (a(Kind::Dependency, 1), Some("ana")),
            |board| dependency(board, |it| it.due = berlin("2026-02-17 11:59")),
            |board| dependency(board, |it| it.state = crate::domain::dependency::DependencyState::Done),
        ),
        case(
            RuleName::DatesDiverge,
            (a(Kind::Dependency, 1), Some("ana")),
            |board| dependency(board, |it| it.forecast = Some(day("2026-02-19"))),
            |board| dependency(board, |it| it.promised = Some(day("2026-02-19"))),
        ),
        case(
            RuleName::IntakeWaiting,
            (a(Kind::Intake, 2), None),
            |board| {
                put(&mut board.intake, Intake { id: Id::new(2), known: "{}".into(), ..Intake::blank() });
            },
            |board| edit(&mut board.intake, 2, |it| it.state = IntakeState::Dropped),
        ),
    ]
}

fn of_risks_and_metrics() -> Vec<Case> {
    vec![
        case(
            RuleName::IsolatedOverdue,
            (a(Kind::Decision, 2), Some("jo")),
            |board| put(&mut board.risks, isolating(2, Some(2), berlin("2026-02-15 11:59"))),
            |board| put(&mut board.risks, isolating(2, Some(2), berlin("2026-02-15 12:00"))),
        )
        .along(&[RuleName::RiskAppeared]),
        case(
            RuleName::IsolatedOverdue,
            (a(Kind::Risk, 2), Some("jo")),
            |board| put(&mut board.risks, isolating(2, None, berlin("2026-02-15 11:59"))),
            |board| edit(&mut board.risks, 2, |it| it.mitigation = Some(Mitigation::StructuredEscalation)),
        )
        .along(&[RuleName::RiskAppeared, RuleName::RiskPlan]),
        case(
            RuleName::RiskAppeared,
            (a(Kind::Risk, 1), Some("jo")),
            |board| edit(&mut board.risks, 1, |it| it.state = RiskState::Appeared),
            |board| edit(&mut board.risks, 1, |it| it.state = RiskState::Mitigated),
        ),
        case(
            RuleName::RiskPlan,
            (a(Kind::Risk, 1), Some("jo")),
            |board| edit(&mut board.risks, 1, |it| it.cadence = None),
            |board| edit(&mut board.risks, 1, |it| it.cadence = Some("monthly".into())),
        ),
        case(
            RuleName::RiskPlan,
            (a(Kind::Risk, 1), Some("jo")),
            |board| edit(&mut board.risks, 1, |it| it.mitigation = None),
            |board| edit(&mut board.risks, 1, |it| it.state = RiskState::Closed),
        ),
        case(
            RuleName::WarningSign,
            (a(Kind::Risk, 1), Some("jo")),
            |board| edit(&mut board.sightings, 1, |it| it.seen = true),
            |board| {
                let at = late_in_the_cycle();
                let look =
                    crate::domain::Sighting { id: Id::new(2), at, ..board.sightings.rows()[0].clone() };
                put(&mut board.sightings, crate::domain::Sighting { seen: false, ..look });
            },
        ),
        case(
            RuleName::PreservedOutcome,
            (a(Kind::Metric, 1), Some("jo")),
            |board| edit(&mut board.outcomes, 1, |it| it.state = OutcomeState::AtRisk),
            |board| {
                let at = late_in_the_cycle();
                let look =
                    crate::domain::OutcomeCheck { id: Id::new(2), at, ..board.outcomes.rows()[0].clone() };
                put(&mut board.outcomes, crate::domain::OutcomeCheck { state: OutcomeState::Held, ..look });
            },
        ),
        case(
            RuleName::MetricRigor,
            (a(Kind::Decision, 2), Some("jo")),
            |board| {
                edit(&mut board.metrics, 1, |it| {
                    (it.target, it.decisions) = (Some(80.0), Ids(vec![Id::new(2)]));
                });
                decision(board, 2, |it| it.due = berlin("2026-02-17 11:59"));
            },
            |board| edit(&mut board.readings, 1, |it| it.value = 79.0),
        )
        .along(&[RuleName::DecisionOverdue, RuleName::SuccessReached, RuleName::MetricAccountable]),
        case(
            RuleName::MetricAccountable,
            (a(Kind::Metric, 1), Some("jo")),
            |board| edit(&mut board.metrics, 1, |it| it.decisions.0.clear()),
            |board| edit(&mut board.metrics, 1, |it| it.decisions.0.push(Id::new(1))),
        ),
        case(
            RuleName::MetricAccountable,
            (a(Kind::Metric, 1), None),
            |board| edit(&mut board.metrics, 1, |it| it.owner = None),
            |board| edit(&mut board.metrics, 1, |it| it.owner = Some(ANA)),
        ),
        case(
            RuleName::MetricAccountable,
            (a(Kind::Metric, 1), Some("sam")),
            |board| edit(&mut board.metrics, 1, |it| it.owner = Some(SAM)),
            |board| edit(&mut board.metrics, 1, |it| it.owner = Some(ANA)),
        ),
    ]
}

fn of_the_cycle() -> Vec<Case> {
    vec![
        case(
            RuleName::LaunchCriteria,
            (a(Kind::LaunchCriterion, 1), Some("jo")),
            |board| edit(&mut board.launch_criteria, 1, |it| it.state = LaunchState::Fail),
            |board| edit(&mut board.launch_criteria, 1, |it| it.state = LaunchState::Pass),
        ),
        case(
            RuleName::LaunchCriteria,
            (a(Kind::Item, 9), Some("ana")),
            |board| edit(&mut board.launch_criteria, 1, |it| it.state = LaunchState::Dropped),
            |board| edit(&mut board.launch_criteria, 1, |it| it.state = LaunchState::Pass),
        ),
        case(
            RuleName::EvidenceDemonstrable,
            (a(Kind::Item, 9), Some("ana")),
            |board| board.cycle.demonstrable = Some(Answer::No),
            |board| board.cycle.demonstrable = Some(Answer::Yes),
        ),
        case(
            RuleName::EvidenceDemonstrable,
            (a(Kind::Item, 9), Some("ana")),
            |board| board.cycle.demonstrable = None,
            |board| board.cycle.demonstrable = Some(Answer::Yes),
        ),
        case(
            RuleName::StepsDone,
            (a(Kind::Step, 2), Some("jo")),
            |board| edit(&mut board.steps, 12, |it| it.state = StepState::Open),
            |board| edit(&mut board.steps, 12, |it| it.state = StepState::Done),
        ),
        case(
            RuleName::ItemsDone,
            (a(Kind::Item, 3), Some("ana")),
            |board| edit(&mut board.items, 103, |it| it.state = ItemState::Todo),
            |board| edit(&mut board.items, 103, |it| it.state = ItemState::Waived),
        ),
        case(
            RuleName::EvidenceHeld,
            (a(Kind::Item, 9), Some("ana")),
            |board| without(&mut board.reviews, |it| &*it.kind == "evidence"),
            |board| put(&mut board.reviews, held(90, "evidence", None, berlin("2026-02-16 11:00"))),
        ),
        case(
            RuleName::DrillHeld,
            (a(Kind::Item, 13), Some("ana")),
            |board| without(&mut board.reviews, |it| &*it.kind == "drill"),
            |board| put(&mut board.reviews, held(90, "drill", None, berlin("2026-02-16 11:00"))),
        ),
        case(
            RuleName::MessagingChecked,
            (a(Kind::Item, 6), Some("ana")),
            |board| without(&mut board.reviews, |it| &*it.kind == "messaging"),
            |board| put(&mut board.reviews, held(90, "messaging", None, berlin("2026-02-16 11:00"))),
        ),
        case(
            RuleName::ReviewMissed,
            (a(Kind::Item, 10), Some("ana")),
            |board| without(&mut board.reviews, |it| it.slot == Some(berlin("2026-02-16 10:00"))),
            |board| put(&mut board.reviews, held(90, "weekly", None, berlin("2026-02-17 11:00"))),
        ),
        case(
            RuleName::MidpointAudit,
            (a(Kind::Item, 11), Some("ana")),
            |board| {
                without(&mut board.reviews, |it| &*it.kind == "midpoint");
                edit(&mut board.items, 111, |it| it.state = ItemState::Todo);
            },
            |board| {
                let slot = berlin("2026-01-28 10:00");
                put(&mut board.reviews, held(90, "midpoint", Some(slot), slot));
            },
        )
        .along(&[RuleName::ItemsDone]),
        case(
            RuleName::PostLaunchOwner,
            (a(Kind::Item, 9), Some("ana")),
            |board| board.cycle.post_launch = Some(SAM),
            |board| board.cycle.post_launch = Some(JO),
        ),
        case(
            RuleName::CheckpointSet,
            (a(Kind::Step, 6), Some("jo")),
            |board| board.cycle.checkpoint_on = Some(board.cycle.launch),
            |board| board.cycle.checkpoint_on = Some(board.cycle.launch.plus_days(1)),
        ),
        case(
            RuleName::CheckpointSet,
            (a(Kind::Step, 6), Some("jo")),
            |board| board.cycle.checkpoint_owner = Some(SAM),
            |board| board.cycle.checkpoint_owner = Some(ANA),
        ),
        case(
            RuleName::CheckpointSet,
            (a(Kind::Step, 6), Some("jo")),
            |board| board.cycle.checkpoint_expects = None,
            |board| board.cycle.checkpoint_expects = Some("down".into()),
        ),
    ]
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = of_people_and_scope();
    cases.extend(of_what_blocks());
    cases.extend(of_risks_and_metrics());
    cases.extend(of_the_cycle());
    cases
}
