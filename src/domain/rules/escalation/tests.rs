//! When the clock escalates, what, and to whom. How the verdict tells of it: [`RuleName::Escalated`].

use super::super::fixture::*;
use super::*;
use crate::domain::{
    Ref, Table,
    blocker::BlockerState,
    calendar::Schedule,
    cycle::CycleState,
    decision::DecisionState,
    id::Ids,
    rules::{
        catalog::RuleName,
        verdict::{Call, verdict},
    },
    when::{Zone, medium},
};
use chrono::{Duration, NaiveTime, Weekday};
use proptest::prelude::*;
use std::num::NonZeroU32;

mod eight_schedules;

fn blocker(opened: &str) -> Blocker {
    Blocker { opened: berlin(opened), due: berlin("2026-06-01 17:00"), ..open_blocker(1) }
}

fn with(blockers: Vec<Blocker>) -> Board {
    Board { blockers: Table::new(blockers), ..sound() }
}

/// The first blocker of the board as the clock has it at a moment.
fn wound(board: &Board, now: Moment) -> Blocker {
    let mut board = board.clone();
    apply_due_escalations(&mut board, now);
    board.blockers.rows()[0].clone()
}

/// When the clock escalates the first blocker of this board, by looking at every minute around each review.
fn goes_up(board: &Board) -> Option<String> {
    let zone = board.cycle.schedule().zone;
    let reviews = board.cycle.schedule().reviews().take(12);
    let moments = reviews.flat_map(|at| [at - Duration::milliseconds(1), at, at + Duration::milliseconds(1)]);
    let first = moments.into_iter().find(|&now| wound(board, now).is_escalated())?;
    assert_eq!(wound(board, first).escalated_at, Some(first), "it is escalated at the moment it shows");
    Some(medium(first, zone))
}

#[test]
fn the_vectors_of_the_ruling_hold() {
    for (opened, escalates) in [
        ("2026-01-05 09:00", "Mon 12 Jan 10:00"),
        ("2026-01-05 10:00", "Mon 12 Jan 10:00"),
        ("2026-01-05 10:01", "Mon 19 Jan 10:00"),
        ("2026-01-07 12:00", "Mon 19 Jan 10:00"),
        ("2026-01-20 09:00", "Mon 2 Feb 10:00"),
    ] {
        assert_eq!(goes_up(&with(vec![blocker(opened)])).as_deref(), Some(escalates), "opened {opened}");
    }
}

#[test]
fn a_review_that_was_never_held_does_not_stop_the_clock() {
    let mut board = with(vec![blocker("2026-01-07 12:00")]);
    board.reviews = Table::default();
    assert_eq!(goes_up(&board).as_deref(), Some("Mon 19 Jan 10:00"));
}

#[test]
fn what_is_resolved_before_never_escalates_and_what_is_reopened_counts_from_then() {
    let mut resolved = blocker("2026-01-07 12:00");
    resolved.resolve("they answered", berlin("2026-01-18 12:00")).unwrap();
    assert_eq!(goes_up(&with(vec![resolved.clone()])), None);
    resolved.reopen("not really", berlin("2026-01-20 09:00")).unwrap();
    assert_eq!(goes_up(&with(vec![resolved])).as_deref(), Some("Mon 2 Feb 10:00"));
    let mut dropped = blocker("2026-01-07 12:00");
    dropped.drop("no more", crate::domain::Id::new(1), &[]).unwrap();
    assert_eq!(goes_up(&with(vec![dropped])), None);
}

#[test]
fn what_had_gone_up_and_is_reopened_lies_with_its_owner_again() {
    let mut board = with(vec![blocker("2026-01-07 12:00")]);
    apply_due_escalations(&mut board, berlin("2026-01-19 10:00"));
    edit(&mut board.blockers, 1, |it| {
        it.resolve("they answered", berlin("2026-01-19 12:00")).unwrap();
        it.reopen("not really", berlin("2026-01-20 09:00")).unwrap();
    });
    assert_eq!(wound(&board, berlin("2026-02-02 09:59")).escalated_at, None);
    assert_eq!(wound(&board, berlin("2026-02-02 10:00")).escalated_at, Some(berlin("2026-02-02 10:00")));
}

#[test]
fn a_playbook_may_wait_for_two_cycles_and_a_cycle_may_review_every_other_week() {
    let mut board = with(vec![blocker("2026-01-07 12:00")]);
    board.policy.escalation.after_cycles = NonZeroU32::new(2).unwrap();
    assert_eq!(goes_up(&board).as_deref(), Some("Mon 26 Jan 10:00"));
    board.cycle.review_every = 14;
    assert_eq!(
        goes_up(&board).as_deref(),
        Some("Mon 16 Feb 10:00"),
        "reviews on 5 and 19 January, 2 and 16 February"
    );
    board.policy.escalation.after_cycles = NonZeroU32::MIN;
    assert_eq!(goes_up(&board).as_deref(), Some("Mon 2 Feb 10:00"));
}

#[test]
fn it_goes_to_the_next_person_on_the_path_who_is_somebody_else_and_still_here() {
    let to = |path: &[Id<Person>], owner: Id<Person>| {
        let mut board = with(vec![Blocker { owner, ..blocker("2026-01-07 12:00") }]);
        board.cycle.escalation = Ids(path.to_vec());
        wound(&board, berlin("2026-01-19 10:00")).escalated_to
    };
    assert_eq!(to(&[JO, ANA], MAYA), Some(JO));
    assert_eq!(to(&[JO, ANA], JO), Some(ANA));
    assert_eq!(to(&[SAM, JO, ANA], JO), Some(ANA), "who has left is passed over");
    assert_eq!(to(&[SAM, ANA], SAM), Some(ANA));
    assert_eq!(to(&[JO], JO), Some(JO), "whoever is alone on it answers to themselves");
    assert_eq!(to(&[SAM], JO), None, "nobody is left on the path");
    assert_eq!(to(&[], JO), None);
}

#[test]
fn who_it_goes_to_answers_for_its_review_unless_somebody_does() {
    let board = with(vec![blocker("2026-01-07 12:00")]);
    assert_eq!(wound(&board, berlin("2026-01-19 10:00")).reviewer, Some(ANA));
    let reviewed = Blocker { reviewer: Some(MAYA), ..blocker("2026-01-07 12:00") };
    assert_eq!(wound(&with(vec![reviewed]), berlin("2026-01-19 10:00")).reviewer, Some(MAYA));
}

#[test]
fn what_lies_with_leadership_already_stays_where_it_is() {
    let mut escalated = blocker("2026-01-07 12:00");
    escalated.escalate(MAYA, berlin("2026-01-08 12:00")).unwrap();
    assert_eq!(escalated.reviewer, Some(MAYA), "by hand as by the clock");
    let board = with(vec![escalated.clone()]);
    assert_eq!(wound(&board, berlin("2026-03-01 12:00")), escalated);
}

#[test]
fn decisions_go_up_where_the_playbook_includes_them_also_while_they_are_put_off() {
    let decision = |state| Decision { state, opened: berlin("2026-01-07 12:00"), ..open_decision(2) };
    let mut board = sound();
    board.decisions = Table::new(vec![decision(DecisionState::Open)]);
    let at = |board: &Board| {
        let mut board = board.clone();
        apply_due_escalations(&mut board, berlin("2026-01-26 12:00"));
        board.decisions.rows()[0].escalated_at.zip(board.decisions.rows()[0].escalated_to)
    };
    assert_eq!(at(&board), Some((berlin("2026-01-19 10:00"), ANA)));
    board.decisions = Table::new(vec![decision(DecisionState::Deferred)]);
    assert_eq!(at(&board), Some((berlin("2026-01-19 10:00"), ANA)));
    let out_at = Some(berlin("2026-01-08 12:00"));
    board.decisions = Table::new(vec![Decision { out_at, ..decision(DecisionState::Deferred) }]);
    assert_eq!(at(&board), None, "it is out of the launch");
    for state in [DecisionState::Approved, DecisionState::Rejected, DecisionState::Dropped] {
        board.decisions = Table::new(vec![decision(state)]);
        assert_eq!(at(&board), None, "{state:?}");
    }
    board.decisions = Table::new(vec![decision(DecisionState::Open)]);
    board.policy.escalation.includes = vec![Escalates::Blocker];
    assert_eq!(at(&board), None);
}

#[test]
fn a_closed_cycle_stands_still() {
    let mut board = with(vec![blocker("2026-01-07 12:00")]);
    board.cycle.state = CycleState::Closed;
    assert_eq!(goes_up(&board), None);
}

#[test]
fn the_verdict_names_what_lies_with_leadership_until_it_is_over() {
    let mut board = with(vec![Blocker { opened: berlin("2026-02-03 09:00"), ..open_blocker(2) }]);
    let reason = |board: &Board, now: Moment| {
        let reasons = verdict(board, now).gate.reasons;
        reasons
            .into_iter()
            .find(|it| it.rule == RuleName::Escalated || it.also.contains(&RuleName::Escalated))
    };
    let (before, at) = (berlin("2026-02-16 09:59"), berlin("2026-02-16 10:00"));
    apply_due_escalations(&mut board, before);
    assert_eq!(reason(&board, before), None);
    apply_due_escalations(&mut board, at);
    let found = reason(&board, at).unwrap();
    assert_eq!(found.items, [Ref::new(crate::domain::Kind::Blocker, 2)]);
    assert_eq!(found.owned_by(), "jo");
    assert!(found.said.ends_with("since Mon 16 Feb 10:00"), "{}", found.said);
    assert_eq!(verdict(&board, at).gate.call, Call::Conditional);
    edit(&mut board.blockers, 2, |it| it.state = BlockerState::Resolved);
    assert_eq!(reason(&board, at), None);
    let escalated_at = Some(at);
    board.decisions = Table::new(vec![approved(1), Decision { escalated_at, ..open_decision(2) }]);
    assert_eq!(reason(&board, at).unwrap().items, [Ref::new(crate::domain::Kind::Decision, 2)]);
    edit(&mut board.decisions, 2, |it| it.state = DecisionState::Rejected);
    assert_eq!(reason(&board, at), None);
}

#[test]
fn escalation_stays_at_ten_on_the_wall_when_clocks_change() {
    for (start, launch, opened, escalates, utc) in [
        ("2026-03-09", "2026-04-20", "2026-03-18 12:00", "2026-03-30 10:00", "2026-03-30T08:00:00Z"),
        ("2026-03-09", "2026-04-20", "2026-03-11 12:00", "2026-03-23 10:00", "2026-03-23T09:00:00Z"),
        ("2026-10-05", "2026-11-20", "2026-10-14 12:00", "2026-10-26 10:00", "2026-10-26T09:00:00Z"),
        ("2026-10-05", "2026-11-20", "2026-10-07 12:00", "2026-10-19 10:00", "2026-10-19T08:00:00Z"),
    ] {
        let mut board = with(vec![blocker(opened)]);
        (board.cycle.start, board.cycle.launch) = (day(start), day(launch));
        let at = berlin(escalates);
        assert_eq!(at.to_string(), utc);
        assert_eq!(wound(&board, at - Duration::milliseconds(1)).escalated_at, None);
        assert_eq!(wound(&board, at).escalated_at, Some(at));
    }
}

const ZONES: [&str; 5] =
    ["Europe/Berlin", "UTC", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati"];

/// Reviews of any cadence, from some day of 2026, at any time of day.
fn calendars() -> impl Strategy<Value = Schedule> {
    (0usize..ZONES.len(), 0i64..330, 0u8..7, 1u32..30, 0u32..24, 0u32..60).prop_map(
        |(zone, from, weekday, every_days, hour, minute)| {
            let start = day("2026-01-01").plus_days(from);
            Schedule {
                weekday: Weekday::try_from(weekday).unwrap(),
                every_days,
                at: NaiveTime::from_hms_opt(hour, minute, 0).unwrap(),
                ..Schedule::new(Zone::parse(ZONES[zone]).unwrap(), start, start.plus_days(40))
            }
        },
    )
}

/// A moment from two weeks before a calendar to some months into it, at times exactly at a review.
fn moments() -> impl Strategy<Value = (i64, bool)> {
    (-14i64 * 24 * 60..200 * 24 * 60, any::<bool>())
}

fn moment(schedule: &Schedule, (minutes, at_review): (i64, bool)) -> Moment {
    let at = schedule.start.at(NaiveTime::MIN, schedule.zone) + Duration::minutes(minutes);
    if at_review { schedule.first_review_at_or_after(at) } else { at }
}

fn cycle_of(schedule: &Schedule) -> Cycle {
    Cycle {
        start: schedule.start,
        launch: schedule.launch,
        zone: schedule.zone.to_string().as_str().into(),
        review_every: i64::from(schedule.every_days),
        review_at: schedule.at.format("%H:%M").to_string().as_str().into(),
        review_on: schedule.weekday.to_string().to_lowercase().as_str().into(),
        ..cycle()
    }
}

proptest! {
    #[test]
    fn nothing_goes_up_before_a_full_cycle_between_reviews_or_later_than_the_one_after(
        schedule in calendars(), opened in moments(), after in 1u32..4,
    ) {
        let opened = moment(&schedule, opened);
        let escalates = schedule.escalates_at(opened, after);
        let reviews: Vec<Moment> = schedule.reviews().take_while(|at| *at <= escalates).collect();
        prop_assert_eq!(reviews.last(), Some(&escalates), "it is a scheduled review");
        let survived = reviews.iter().filter(|at| **at >= opened).count();
        prop_assert_eq!(survived, after as usize + 1, "its first review and full cycles after it");
        prop_assert_eq!(schedule.survived(opened, escalates), survived);
    }

    #[test]
    fn what_has_gone_up_by_now_is_what_escalates_by_now(
        schedule in calendars(), opened in moments(), now in moments(), after in 1u32..4,
    ) {
        let (opened, now) = (moment(&schedule, opened), moment(&schedule, now));
        let has_gone_up = schedule.gone_up_by(now, after).is_some_and(|last| opened <= last);
        prop_assert_eq!(has_gone_up, schedule.escalates_at(opened, after) <= now);
        if let Some(last) = schedule.gone_up_by(now, after) {
            prop_assert!(schedule.escalates_at(last, after) <= now);
            prop_assert!(schedule.escalates_at(last + Duration::milliseconds(1), after) > now);
        }
    }

    #[test]
    fn looking_at_every_moment_finds_what_looking_once_at_the_end_finds(
        schedule in calendars(),
        opened in proptest::collection::vec(moments(), 1..6),
        mut looks in proptest::collection::vec(moments(), 1..8),
        after in 1u32..3,
    ) {
        looks.sort_by_key(|look| moment(&schedule, *look));
        let looks: Vec<Moment> = looks.iter().map(|look| moment(&schedule, *look)).collect();
        let mut board = sound();
        board.cycle = cycle_of(&schedule);
        prop_assert_eq!(board.cycle.schedule().reviews().nth(3), schedule.reviews().nth(3));
        board.policy.escalation.after_cycles = NonZeroU32::new(after).unwrap();
        let moments: Vec<Moment> = opened.iter().map(|opened| moment(&schedule, *opened)).collect();
        let blockers = (1..).zip(&moments).map(|(id, &opened)| Blocker { opened, ..open_blocker(id) });
        board.blockers = Table::new(blockers.collect());
        let decisions = (1..).zip(&moments).map(|(id, &opened)| Decision { opened, ..open_decision(id) });
        board.decisions = Table::new(decisions.collect());
        let last = *looks.last().unwrap();
        let mut once = board.clone();
        apply_due_escalations(&mut once, last);
        for &look in &looks {
            apply_due_escalations(&mut board, look);
        }
        prop_assert!(board == once);
        apply_due_escalations(&mut board, last);
        prop_assert!(board == once, "a second look changes nothing");
        for blocker in board.blockers.rows() {
            let escalates = schedule.escalates_at(blocker.opened, after);
            prop_assert_eq!(blocker.escalated_at, Some(escalates).filter(|at| *at <= last));
        }
        for decision in board.decisions.rows() {
            let escalates = schedule.escalates_at(decision.opened, after);
            prop_assert_eq!(decision.escalated_at, Some(escalates).filter(|at| *at <= last));
        }
    }

    #[test]
    fn resolving_in_time_prevents_and_reopening_starts_again(
        schedule in calendars(), opened in moments(), resolved in 0i64..40 * 24 * 60, reopened in 0i64..40 * 24 * 60,
    ) {
        let opened = moment(&schedule, opened);
        let resolved = opened + Duration::minutes(resolved);
        let reopened = resolved + Duration::minutes(reopened);
        let mut board = sound();
        board.cycle = cycle_of(&schedule);
        board.blockers = Table::new(vec![Blocker { opened, ..open_blocker(1) }]);
        apply_due_escalations(&mut board, resolved);
        let had_gone_up = schedule.escalates_at(opened, 1) <= resolved;
        prop_assert_eq!(board.blockers.rows()[0].is_escalated(), had_gone_up);
        edit(&mut board.blockers, 1, |it| it.resolve("done", resolved).unwrap());
        let far = reopened + Duration::days(400);
        let mut never = board.clone();
        apply_due_escalations(&mut never, far);
        prop_assert_eq!(&never.blockers, &board.blockers, "what is resolved stays as it is");
        edit(&mut board.blockers, 1, |it| it.reopen("not really", reopened).unwrap());
        apply_due_escalations(&mut board, far);
        prop_assert_eq!(board.blockers.rows()[0].escalated_at, Some(schedule.escalates_at(reopened, 1)));
    }
}
