//! The formulas on boards made by hand: what they count and from when on.

mod beside;

use super::{forecast::chance, *};
use crate::domain::{
    Blocker, Board, Criterion, Cycle, Day, Decision, Event, Evidence, Id, Item, Kind, Person, Policy, Record,
    SuccessCriterion, Table,
    blocker::BlockerState,
    decision::{Answer, DecisionState, EvidenceKind},
    event::EventKind,
    metric::Better,
    policy::MetricPolicy,
    rules::{catalog::RuleName, evaluate::Findings},
};
use proptest::prelude::*;

/// A day and hour of March 2026 in UTC; the cycle starts on Monday the 2nd and launches on the 24th at 9.
pub(in crate::domain::rules) fn at(day: i64, hour: i64) -> Moment {
    Moment::parse("2026-03-01T00:00:00Z").unwrap() + chrono::Duration::hours((day - 1) * 24 + hour)
}

/// A board with a cycle in UTC, reviewed on Mondays at ten.
pub(in crate::domain::rules) fn board() -> Board {
    let cycle = Cycle {
        start: Day::parse("2026-03-02").unwrap(),
        launch: Day::parse("2026-03-24").unwrap(),
        zone: "UTC".into(),
        review_every: 7,
        review_at: "10:00".into(),
        review_on: "mon".into(),
        ..Cycle::blank()
    };
    let mut board = Board::empty(cycle);
    put(&mut board.people, Person { active: true, ..Person::blank().with_id(1) });
    board
}

/// A metric of this formula, of which less is better than 10 unless told otherwise.
fn measured_by(board: &mut Board, formula: Formula) -> Metric {
    let formula = MetricPolicy { key: "it".into(), formula: formula.key().to_owned() };
    board.policy = Policy { metrics: vec![formula], ..Policy::default() };
    Metric { key: "it".into(), better: Better::Down, target: Some(10.0), ..Metric::blank().with_id(1) }
}

fn put<E: Record>(table: &mut Table<E>, row: E) {
    let mut rows = table.rows().to_vec();
    rows.push(row);
    *table = Table::new(rows);
}

/// An open decision.
fn open(id: i64, opened: Moment, due: Moment) -> Decision {
    Decision { due, opened, ..Decision::blank().with_id(id) }
}

/// An approved decision whose date was the moment it was closed.
pub(in crate::domain::rules) fn closed(id: i64, opened: Moment, closed: Moment) -> Decision {
    Decision { state: DecisionState::Approved, decided_at: Some(closed), ..open(id, opened, closed) }
}

/// Something that happened to decision 1.
pub(in crate::domain::rules) fn event(board: &mut Board, id: i64, kind: EventKind, at: Moment) {
    let subject = Ref::new(Kind::Decision, 1);
    put(&mut board.events, Event { subject, kind, at, ..Event::blank().with_id(id) });
}

fn read(board: &mut Board, id: i64, value: f64, at: Moment) {
    put(&mut board.readings, Reading { metric: Id::new(1), value, at, ..Reading::blank().with_id(id) });
}

/// What a formula gives on a board at a moment, with how it came about.
fn value(board: &Board, metric: &Metric, now: Moment) -> (Option<f64>, How, usize) {
    let measured = measure(&RuleContext::at(board, now), metric);
    (measured.value, measured.how, measured.observations)
}

#[test]
fn a_formula_without_events_takes_the_latest_reading_and_says_so() {
    for &formula in Formula::ALL {
        let mut board = board();
        let metric = measured_by(&mut board, formula);
        assert_eq!(value(&board, &metric, at(4, 9)), (None, How::Entered, 0), "{formula:?}");
        read(&mut board, 1, 7.0, at(4, 8));
        read(&mut board, 2, 5.0, at(3, 8));
        read(&mut board, 3, 1.0, at(9, 8));
        assert_eq!(value(&board, &metric, at(4, 9)), (Some(7.0), How::Entered, 2), "{formula:?}");
        let said = measure(&RuleContext::at(&board, at(4, 9)), &metric).from;
        assert!(said.starts_with("the latest of 2 readings"), "{said}");
    }
}

#[test]
fn rework_sums_the_hours_logged_since_the_cycle_began() {
    let mut board = board();
    let metric = measured_by(&mut board, Formula::ReworkHours);
    for (id, hours, when) in [(1, 2.5, at(3, 9)), (2, 4.0, at(5, 9)), (3, 8.0, at(1, 9)), (4, 16.0, at(9, 9))]
    {
        event(&mut board, id, EventKind::Reworked, when);
        let mut rows = board.events.rows().to_vec();
        rows.iter_mut().filter(|row| row.id.number() == id).for_each(|row| row.hours = Some(hours));
        board.events = Table::new(rows);
    }
    assert_eq!(value(&board, &metric, at(6, 9)), (Some(6.5), How::Computed, 2));
}

#[test]
fn defects_are_packages_that_came_back_of_those_handed_off() {
    let mut board = board();
    let metric = measured_by(&mut board, Formula::HandoffDefects);
    for (id, kind) in
        (1..).zip([EventKind::HandedOff, EventKind::HandedOff, EventKind::HandedOff, EventKind::Returned])
    {
        event(&mut board, id, kind, at(3, id));
    }
    assert_eq!(value(&board, &metric, at(4, 9)), (Some(33.3), How::Computed, 3));
}

#[test]
fn volatility_counts_moves_after_the_commitment_within_fourteen_days() {
    let mut board = board();
    let metric = measured_by(&mut board, Formula::ScopeVolatility);
    event(&mut board, 1, EventKind::Entered, at(3, 9));
    event(&mut board, 2, EventKind::Left, at(4, 9));
    // One act that reopens and takes out is one move.
    event(&mut board, 3, EventKind::Reopened, at(4, 9));
    event(&mut board, 4, EventKind::Entered, at(20, 9));
    assert_eq!(value(&board, &metric, at(21, 9)).1, How::Entered, "nothing is committed");
    board.cycle.committed_at = Some(at(3, 9));
    board.cycle.baseline = Some(4);
    assert_eq!(value(&board, &metric, at(3, 9)), (Some(0.0), How::Computed, 0));
    assert_eq!(value(&board, &metric, at(5, 9)), (Some(25.0), How::Computed, 1));
    assert_eq!(value(&board, &metric, at(21, 9)), (Some(25.0), How::Computed, 1), "the first is long past");
    board.cycle.baseline = Some(0);
    assert_eq!(value(&board, &metric, at(5, 9)).1, How::Entered, "nothing to divide by");
}

#[test]
fn closure_counts_what_is_closed_on_the_day_of_its_date() {
    let mut board = board();
    let metric = measured_by(&mut board, Formula::DecisionClosure);
    let due = at(5, 12);
    let decided = |id, decided_at| Decision { due, ..closed(id, at(2, 9), decided_at) };
    put(&mut board.decisions, decided(1, at(4, 9)));
    put(&mut board.decisions, decided(2, at(5, 23)));
    put(&mut board.decisions, decided(3, at(6, 9)));
    put(&mut board.decisions, open(4, at(2, 9), due));
    put(&mut board.decisions, open(5, at(2, 9), at(20, 9)));
    put(&mut board.decisions, Decision { state: DecisionState::Dropped, ..open(6, at(2, 9), due) });
    put(&mut board.decisions, open(7, at(1, 9), at(1, 12)));
    let facts = RuleContext::at(&board, at(7, 9));
    let measured = measure(&facts, &metric);
    assert_eq!((measured.value, measured.observations), (Some(50.0), 4));
    assert_eq!(measured.from, "2 of 4 due closed by their first date, 1 later");
    assert_eq!(value(&board, &metric, at(5, 12)), (Some(25.0), How::Computed, 4), "as it was at noon");
}

#[test]
fn velocity_is_the_median_of_days_to_a_decision() {
    let mut board = board();
    let metric = measured_by(&mut board, Formula::DecisionVelocity);
    for (id, days) in [(1, 1), (2, 10), (3, 2)] {
        put(&mut board.decisions, closed(id, at(2, 9), at(2 + days, 9)));
    }
    put(&mut board.decisions, open(4, at(2, 9), at(20, 9)));
    assert_eq!(value(&board, &metric, at(13, 9)), (Some(2.0), How::Computed, 3));
    assert_eq!(value(&board, &metric, at(5, 9)), (Some(1.5), How::Computed, 2));
}

/// A decision in build scope.
fn in_scope(board: &mut Board) {
    put(&mut board.successes, SuccessCriterion::blank().with_id(1));
    put(&mut board.decisions, Decision { filter: Some(Answer::Yes), ..closed(1, at(2, 9), at(3, 9)) });
    put(
        &mut board.criteria,
        Criterion {
            decision: Id::new(1),
            non_negotiable: true,
            met: Some(true),
            ..Criterion::blank().with_id(1)
        },
    );
    let kind = EvidenceKind::Test;
    put(&mut board.evidence, Evidence { decision: Id::new(1), kind, ..Evidence::blank().with_id(1) });
}

#[test]
fn readiness_is_the_share_of_checks_on_what_is_built() {
    let mut board = board();
    let metric = measured_by(&mut board, Formula::TransitionReadiness);
    in_scope(&mut board);
    assert_eq!(value(&board, &metric, at(4, 9)), (Some(20.0), How::Computed, 5), "its criteria alone");
    let mut decision = board.decisions.rows()[0].clone();
    for section in ["constraints", "behaviour", "edge_cases", "target", "measured"] {
        decision.set(section, crate::domain::Value::text("said")).unwrap();
    }
    assert_eq!(decision.package_lacks(), ["target"], "free text is no target");
    (decision.target_metric, decision.target_value) = (Some(Id::new(1)), Some(4.0));
    decision.target_on = crate::domain::Day::parse("2026-04-07").ok();
    decision.handed_to = Some(Id::new(1));
    board.decisions = Table::new(vec![decision]);
    board.cycle.post_launch = Some(Id::new(1));
    assert_eq!(value(&board, &metric, at(4, 9)).0, Some(80.0));
    // A package that came back fails, and so does a criterion that nobody found met.
    let mut worse = board.clone();
    crate::domain::rules::fixture::edit(&mut worse.decisions, 1, |it| it.returned_at = Some(at(3, 12)));
    assert_eq!(value(&worse, &metric, at(4, 9)).0, Some(60.0));
    crate::domain::rules::fixture::edit(&mut worse.criteria, 1, |it| it.met = None);
    assert_eq!(value(&worse, &metric, at(4, 9)).0, Some(40.0));
    put(
        &mut board.items,
        Item { number: 15, key: Some("P15".into()), owner: Some(Id::new(1)), ..Item::blank().with_id(1) },
    );
    assert_eq!(value(&board, &metric, at(4, 9)).0, Some(100.0));
}

#[test]
fn stability_counts_quiet_days_from_launch_on() {
    let mut board = board();
    let metric = measured_by(&mut board, Formula::ExecutionStability);
    event(&mut board, 1, EventKind::Escalated, at(23, 9));
    event(&mut board, 2, EventKind::FellBack, at(25, 9));
    event(&mut board, 3, EventKind::Reopened, at(25, 15));
    event(&mut board, 4, EventKind::Returned, at(26, 9));
    assert_eq!(value(&board, &metric, at(24, 8)).1, How::Entered, "before launch");
    assert_eq!(value(&board, &metric, at(24, 9)), (Some(100.0), How::Computed, 1));
    assert_eq!(value(&board, &metric, at(27, 9)), (Some(75.0), How::Computed, 4));
}

#[test]
fn confidence_is_polled_until_eight_items_have_closed() {
    let mut board = board();
    let metric = measured_by(&mut board, Formula::DeliveryConfidence);
    for id in 1..=6 {
        put(&mut board.decisions, closed(id, at(2, 9), at(2 + id, 9)));
    }
    put(&mut board.decisions, open(7, at(9, 9), at(20, 9)));
    put(&mut board.decisions, open(8, at(9, 9), at(30, 9)));
    let resolved = |id, day: i64| Blocker {
        state: BlockerState::Resolved,
        opened: at(2, 9),
        resolved_at: Some(at(2 + day, 9)),
        ..Blocker::blank().with_id(id)
    };
    put(&mut board.blockers, resolved(1, 7));
    let facts = RuleContext::at(&board, at(20, 9));
    let polled = measure(&facts, &metric);
    assert_eq!(
        (polled.how, polled.from.as_str()),
        (How::Entered, "no reading yet; computed once 8 items have closed; 7 have")
    );
    put(&mut board.blockers, resolved(2, 30));
    assert_eq!(value(&board, &metric, at(20, 9)).1, How::Entered, "the eighth closes in April");
    put(&mut board.blockers, resolved(3, 15));
    let measured = measure(&RuleContext::at(&board, at(20, 9)), &metric);
    assert_eq!((measured.how, measured.observations), (How::Computed, 8));
    assert_eq!(
        measured.from, "2 open by the times of 8 closed",
        "one blocker closes in April, one decision is due then"
    );
    // With four days to go the decision of eleven days makes it: what took longer took fifteen. The blocker of eighteen
    // is older than anything and starts over; half of the times are four days or less.
    let value = measured.value.unwrap();
    assert!((value - 50.0).abs() < 2.0, "{value}");
}

#[test]
fn chance_knows_what_is_certain_and_draws_the_rest() {
    let took = [1, 2, 3, 4, 5, 6, 7, 8];
    for (ages, left, share) in [
        (&[][..], 0, 1.0),
        (&[0], 8, 1.0),
        (&[0], 0, 0.0),
        (&[7], 1, 1.0),
        (&[7], 0, 0.0),
        // Older than anything so far: it starts over.
        (&[99], 8, 1.0),
        (&[0, 0], -1, 0.0),
    ] {
        let chance = chance(ages, &took, left);
        assert!((chance.share - share).abs() < f64::EPSILON, "{ages:?} {left}: {chance:?}");
        assert_eq!(chance.uncertain, 0);
    }
    let half = chance(&[0], &took, 4);
    assert!((half.share - 0.5).abs() < 0.02 && half.uncertain == 1, "{half:?}");
    let quarter = chance(&[0, 0], &took, 4);
    assert!((quarter.share - 0.25).abs() < 0.02, "each draws for itself: {quarter:?}");
    assert!((chance(&[0], &[], 4).share).abs() < f64::EPSILON, "nothing is known");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn chance_is_a_share_is_always_the_same_and_never_rises_as_launch_moves_nearer(
        ages in prop::collection::vec(0i64..200, 0..12),
        mut took in prop::collection::vec(0i64..200, 8..40),
        left in -50i64..300, nearer in 0i64..100,
    ) {
        took.sort_unstable();
        let far = chance(&ages, &took, left);
        prop_assert!((0.0..=1.0).contains(&far.share));
        prop_assert_eq!(far, chance(&ages, &took, left));
        prop_assert!(chance(&ages, &took, left - nearer).share <= far.share);
    }

    #[test]
    fn shares_stay_between_none_and_all(
        closings in prop::collection::vec((0i64..20, 0i64..20, 0i64..25), 0..30), day in 1i64..40,
    ) {
        let mut board = board();
        let rows = (1..).zip(closings).map(|(id, (opened, took, due))| {
            let opened = at(2 + opened, 9);
            let decided = opened + chrono::Duration::days(took);
            Decision { due: at(2 + due, 9), ..closed(id, opened, decided) }
        });
        board.decisions = Table::new(rows.collect());
        for formula in [Formula::DecisionClosure, Formula::DeliveryConfidence] {
            let metric = measured_by(&mut board, formula);
            let value = measure(&RuleContext::at(&board, at(day, 9)), &metric).value;
            prop_assert!(value.is_none_or(|value| (0.0..=100.0).contains(&value)), "{formula:?} {value:?}");
        }
    }
}

#[test]
fn the_verdict_names_the_decisions_that_decay_behind_a_healthy_metric() {
    let mut board = board();
    let metric = measured_by(&mut board, Formula::Entered);
    board.metrics = Table::new(vec![metric]);
    put(&mut board.decisions, open(1, at(2, 9), at(4, 9)));
    put(&mut board.decisions, open(2, at(2, 9), at(20, 9)));
    let named = |board: &Board| -> Vec<i64> {
        let survey = Findings::of(&RuleContext::at(board, at(5, 9)));
        survey.found(RuleName::MetricRigor).hits.iter().map(|hit| hit.item.number).collect()
    };
    assert_eq!(named(&board), [0; 0], "nothing was read");
    read(&mut board, 1, 8.0, at(3, 9));
    assert_eq!(named(&board), [1], "what is overdue decays, what has time does not");
    read(&mut board, 2, 12.0, at(4, 9));
    assert_eq!(named(&board), [0; 0], "off target there is nothing to look through");
}
