//! What is told beside a value: its course, the movement between reviews, rigor, outcomes, accountability.

use super::*;
use crate::domain::{
    OutcomeCheck, Person,
    metric::OutcomeState,
    summary::{BoardAt, Standing, Summary, Values},
};

#[test]
fn a_course_has_an_arrow_and_says_where_it_leads() {
    let metric = |better, target, baseline| Metric { better, target, baseline, ..Metric::blank() };
    for (better, target, baseline, before, value, said) in [
        (Better::Down, Some(3.0), None, None, 4.2, "↑ away from target"),
        (Better::Down, Some(3.0), None, Some(5.0), 4.2, "↓ towards target"),
        (Better::Down, Some(3.0), Some(6.0), None, 4.2, "↓ towards target"),
        (Better::Down, Some(3.0), None, Some(4.2), 4.2, "→ away from target"),
        (Better::Down, Some(3.0), None, Some(4.2), 2.0, "↓ on target"),
        (Better::Up, Some(3.0), None, Some(2.0), 1.0, "↓ away from target"),
        (Better::Up, None, None, Some(2.0), 3.0, "↑ better, no target set"),
        (Better::Up, None, None, Some(2.0), 1.0, "↓ worse, no target set"),
        (Better::Up, None, None, None, 1.0, "→ no target set"),
    ] {
        let Course { arrow, heading } = course(&metric(better, target, baseline), before, value);
        assert_eq!(format!("{} {}", arrow.label(), heading.label()), said);
    }
}

#[test]
fn movement_joins_the_change_between_reviews_to_what_was_decided() {
    let mut board = board();
    let metric = measured_by(&mut board, Formula::Entered);
    for (id, value, when) in [(1, 8.0, at(2, 9)), (2, 6.0, at(7, 9)), (3, 9.0, at(12, 9))] {
        read(&mut board, id, value, when);
    }
    put(&mut board.decisions, closed(1, at(2, 9), at(6, 9)));
    put(&mut board.decisions, closed(2, at(2, 9), at(9, 10)));
    put(&mut board.decisions, closed(3, at(2, 9), at(11, 9)));
    let told = |metric: &Metric| {
        let facts = RuleContext::at(&board, at(17, 9));
        let row = |it: Movement| {
            let decisions: Vec<i64> = it.decisions.iter().map(|decision| decision.number).collect();
            (it.from.to_string()[8..13].to_owned(), it.delta, decisions)
        };
        movement(&facts, metric).into_iter().map(row).collect::<Vec<_>>()
    };
    let row = |from: &str, delta, decisions: &[i64]| (from.to_owned(), delta, decisions.to_vec());
    assert_eq!(
        told(&metric),
        [
            row("02T00", None, &[]),
            row("02T10", Some(-2.0), &[]),
            row("09T10", Some(3.0), &[]),
            row("16T10", Some(0.0), &[]),
        ],
        "what was decided meanwhile is told only where it is meant to move the metric"
    );
    let linked = Metric { decisions: crate::domain::id::Ids(vec![Id::new(3)]), ..metric };
    let decisions: Vec<Vec<i64>> = told(&linked).into_iter().map(|(_, _, decisions)| decisions).collect();
    assert_eq!(decisions, [vec![], vec![], vec![3], vec![]]);
}

#[test]
fn rigor_names_what_is_weak_behind_a_healthy_number() {
    let mut board = board();
    let metric = measured_by(&mut board, Formula::Entered);
    let gone = Person { active: false, ..Person::blank().with_id(2) };
    board.people = Table::new(vec![Person { active: true, ..Person::blank().with_id(1) }, gone]);
    let of = |owner: i64, decision: Decision| Decision { owner: Id::new(owner), ..decision };
    put(&mut board.decisions, of(1, open(1, at(2, 9), at(4, 9))));
    put(&mut board.decisions, of(2, open(2, at(2, 9), at(20, 9))));
    put(&mut board.decisions, of(2, closed(3, at(2, 9), at(4, 9))));
    put(&mut board.decisions, of(1, open(4, at(2, 9), at(20, 9))));
    put(&mut board.decisions, of(1, closed(5, at(2, 9), at(4, 9))));
    let kind = EvidenceKind::Assumption;
    put(&mut board.evidence, Evidence { decision: Id::new(5), kind, ..Evidence::blank().with_id(1) });
    let named = |board: &Board, metric: &Metric| {
        rigor(&RuleContext::at(board, at(5, 9)), metric).iter().map(|it| it.number).collect::<Vec<_>>()
    };
    assert_eq!(named(&board, &metric), [0; 0], "no value is not a healthy one");
    read(&mut board, 1, 8.0, at(3, 9));
    assert_eq!(named(&board, &metric), [1, 2, 5]);
    let linked = Metric { decisions: crate::domain::id::Ids(vec![Id::new(2), Id::new(4)]), ..metric.clone() };
    assert_eq!(named(&board, &linked), [2]);
    board.policy.charter.headline_metric.key = "it".into();
    assert_eq!(named(&board, &linked), [1, 2, 5], "the headline answers for all");
    read(&mut board, 2, 12.0, at(4, 9));
    assert_eq!(named(&board, &metric), [0; 0], "what is off target needs no second warning");
}

#[test]
fn an_outcome_is_shown_by_week_and_a_week_without_a_look_says_so() {
    let mut board = board();
    let metric = measured_by(&mut board, Formula::Entered);
    // Two looks in the first full week, the later one counts; none in the third.
    let looks = [
        (3, OutcomeState::Held),
        (9, OutcomeState::Lost),
        (12, OutcomeState::AtRisk),
        (24, OutcomeState::Held),
    ];
    for (id, (day, state)) in (1..).zip(looks) {
        let look = OutcomeCheck {
            metric: Id::new(1),
            state,
            at: at(day, 9),
            ..OutcomeCheck::blank().with_id(9 - id)
        };
        put(&mut board.outcomes, look);
    }
    let words = |day| outcome::words(&trajectory(&board, &metric, at(day, 18)));
    assert_eq!(words(25), "held, at risk, not looked at, held");
    assert_eq!(words(3), "held", "no week before the first");
    assert_eq!(outcome::words(&trajectory(&board, &Metric::blank().with_id(2), at(25, 18))), "");
}

#[test]
fn a_metric_is_accountable_with_an_owner_and_a_decision() {
    let mut board = board();
    let owned = Metric { owner: Some(Id::new(1)), ..Metric::blank() };
    put(&mut board.decisions, closed(1, at(2, 9), at(3, 9)));
    let linked = Metric { decisions: crate::domain::id::Ids(vec![Id::new(1)]), ..owned.clone() };
    assert_eq!(lacks(&board, &Metric::blank()), ["owner", "decision"]);
    assert_eq!(lacks(&board, &owned), ["decision"]);
    assert!(lacks(&board, &linked).is_empty());
    crate::domain::rules::fixture::edit(&mut board.people, 1, |owner| owner.active = false);
    assert_eq!(lacks(&board, &linked), ["owner"]);
    crate::domain::rules::fixture::edit(&mut board.decisions, 1, |it| it.state = DecisionState::Dropped);
    assert_eq!(lacks(&board, &linked), ["owner", "decision"], "a dropped decision moves nothing");
}

#[test]
fn a_computed_metric_has_a_past_at_its_reviews() {
    let mut board = board();
    let metric = measured_by(&mut board, Formula::DecisionClosure);
    put(&mut board.decisions, closed(1, at(2, 9), at(5, 9)));
    put(&mut board.decisions, open(2, at(2, 9), at(12, 9)));
    board.metrics = Table::new(vec![metric]);
    let gauged = &gauges(&RuleContext::at(&board, at(17, 9)))[&1];
    let values: Vec<f64> = gauged.series.iter().map(|(_, value)| *value).collect();
    assert_eq!(values, [100.0, 50.0, 50.0]);
    assert_eq!(gauged.measured.value, Some(50.0));
    assert!(gauged.course.is_some_and(|course| course.arrow == Arrow::Level));
}

#[test]
fn success_stands_by_what_its_metric_computes_whoever_asks_and_whatever_was_shown_before() {
    let mut board = board();
    let metric = measured_by(&mut board, Formula::DecisionClosure);
    put(&mut board.decisions, closed(1, at(2, 9), at(5, 9)));
    board.metrics = Table::new(vec![Metric { better: Better::Up, target: Some(90.0), ..metric }]);
    let success =
        SuccessCriterion { metric: Id::new(1), target: 90.0, due: at(6, 9), ..SuccessCriterion::blank() };
    let values = Values::default();
    assert_eq!(success.standing(BoardAt::new(&board, at(7, 9), &values)), Standing::Open);
    assert_eq!(board.metrics.rows()[0].standing(BoardAt::new(&board, at(7, 9), &values)), Standing::Fine);
}
