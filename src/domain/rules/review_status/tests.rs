//! How the dates of a cycle stand, and which scheduled reviews count as held and which as missed.

use super::super::fixture::*;
use super::*;
use crate::domain::{Board, Table, step::ItemState, when::medium};

fn missed_at(board: &Board, now: &str) -> Vec<(EntryKind, String)> {
    let facts = RuleContext::at(board, berlin(now));
    let missed = missed(&facts);
    missed.into_iter().map(|entry| (entry.kind, medium(entry.at, facts.schedule.zone))).collect()
}

/// A board on which nobody has held or ticked anything.
fn idle() -> Board {
    let mut board = Board { reviews: Table::default(), ..sound() };
    for id in 101..=116 {
        edit(&mut board.items, id, |it| it.state = ItemState::Todo);
    }
    board
}

fn kinds(board: &Board, now: &str) -> Vec<EntryKind> {
    missed_at(board, now).into_iter().map(|(kind, _)| kind).collect()
}

#[test]
fn a_review_is_missed_a_day_after_its_time_and_only_the_last_of_its_kind_counts() {
    let board = idle();
    assert_eq!(missed_at(&board, "2026-01-06 10:00"), []);
    let first = (EntryKind::Weekly, "Mon 5 Jan 10:00".to_owned());
    assert_eq!(missed_at(&board, "2026-01-06 10:01"), std::slice::from_ref(&first));
    assert_eq!(missed_at(&board, "2026-01-13 10:00"), [first]);
    assert_eq!(missed_at(&board, "2026-01-13 10:01"), [(EntryKind::Weekly, "Mon 12 Jan 10:00".to_owned())]);
}

#[test]
fn what_was_missed_is_a_reason_until_a_review_of_its_kind_is_held() {
    let mut board = idle();
    put(&mut board.reviews, held(1, "weekly", None, berlin("2026-01-20 11:00")));
    assert_eq!(kinds(&board, "2026-01-21 12:00"), [], "those of the 5th and 12th are no reason any more");
    let stands = |now: &str| {
        let facts = RuleContext::at(&board, berlin(now));
        let weekly = slots(&facts).into_iter().filter(|slot| slot.entry.kind == EntryKind::Weekly);
        weekly.take(4).map(|slot| (slot.kept(&facts), slot.days_late(&facts))).collect::<Vec<_>>()
    };
    let (missed, late, ahead) = ((Kept::Missed, None), (Kept::Held, Some(1)), (Kept::Ahead, None));
    assert_eq!(stands("2026-01-21 12:00"), [missed, missed, late, ahead], "in the calendar they stay missed");
}

#[test]
fn one_review_fills_one_date_the_oldest_open_one_of_its_kind_that_it_can_fill() {
    let fills = |held_at: &[&str]| {
        let mut board = idle();
        for (id, at) in (1..).zip(held_at) {
            put(&mut board.reviews, held(id, "weekly", None, berlin(at)));
        }
        let facts = RuleContext::at(&board, berlin("2026-02-19 17:00"));
        let slots = slots(&facts).into_iter().filter(|slot| slot.held.is_some());
        slots.map(|slot| medium(slot.entry.at, facts.schedule.zone)).collect::<Vec<_>>()
    };
    let (w2, w3) = ("Mon 12 Jan 10:00", "Mon 19 Jan 10:00");
    assert_eq!(fills(&["2026-01-14 10:00"]), [w2], "two days late");
    assert_eq!(fills(&["2026-01-18 23:00"]), [w2], "six days late: that of the 19th has not begun");
    assert_eq!(fills(&["2026-01-19 09:00"]), [w3], "that of the 12th is missed by now");
    assert_eq!(fills(&["2026-01-14 10:00", "2026-01-15 10:00"]), [w2, w3]);
    let six = ["2026-02-19 16:00"; 6];
    assert_eq!(fills(&six), ["Mon 16 Feb 10:00", "Mon 23 Feb 10:00"], "the others fill nothing");
}

#[test]
fn each_kind_of_review_is_missed_for_itself() {
    assert_eq!(kinds(&idle(), "2026-01-29 10:01"), [EntryKind::Weekly, EntryKind::Midpoint]);
    let before_launch = [EntryKind::Midpoint, EntryKind::Evidence, EntryKind::Drill, EntryKind::Weekly];
    assert_eq!(kinds(&idle(), "2026-02-17 12:00"), before_launch);
    let all = kinds(&idle(), "2026-06-01 12:00");
    for kind in [EntryKind::Checkpoint, EntryKind::Support, EntryKind::Retro, EntryKind::Monthly] {
        assert!(all.contains(&kind), "{kind:?}");
    }
    assert!(!all.contains(&EntryKind::Launch));
}

#[test]
fn what_lay_before_the_cycle_was_written_down_is_not_missed() {
    let mut board = idle();
    board.cycle.opened = berlin("2026-01-12 10:01");
    assert_eq!(missed_at(&board, "2026-01-20 10:00"), []);
    assert_eq!(kinds(&board, "2026-01-20 10:01"), [EntryKind::Weekly]);
}

#[test]
fn a_review_is_held_for_its_slot_or_at_any_time_since_the_one_before() {
    let fills = |slot: Option<&str>, at: &str| {
        let mut board = idle();
        put(&mut board.reviews, held(1, "weekly", slot.map(berlin), berlin(at)));
        let facts = RuleContext::at(&board, berlin("2026-01-21 12:00"));
        let slots = slots(&facts);
        let third = slots.iter().find(|slot| slot.entry.at == berlin("2026-01-19 10:00"));
        third.unwrap().held.is_some()
    };
    assert!(fills(Some("2026-01-19 10:00"), "2026-01-19 10:00"));
    assert!(fills(Some("2026-01-19 10:00"), "2026-01-14 10:00"), "held early for its slot");
    assert!(!fills(Some("2026-01-12 10:00"), "2026-01-20 10:00"), "held late, for the one before");
    assert!(!fills(None, "2026-01-12 10:01"), "the one before is open");
    assert!(fills(None, "2026-01-20 10:00"));
    let mut board = idle();
    let at = berlin("2026-01-19 10:00");
    put(&mut board.reviews, held(1, "monthly", None, at));
    assert_eq!(kinds(&board, "2026-01-21 12:00"), [EntryKind::Weekly], "another kind of review");
}

#[test]
fn a_tick_by_hand_stands_for_no_review() {
    for (item, kind) in [
        (111, EntryKind::Midpoint),
        (109, EntryKind::Evidence),
        (113, EntryKind::Drill),
        (114, EntryKind::Retro),
        (115, EntryKind::Support),
    ] {
        for state in [ItemState::Done, ItemState::Waived] {
            let mut board = idle();
            edit(&mut board.items, item, |it| it.state = state);
            assert!(kinds(&board, "2026-04-01 12:00").contains(&kind), "{kind:?}");
        }
    }
}

#[test]
fn a_retrospective_may_be_held_at_any_time_after_launch_until_its_last_day_is_over() {
    let retro = |at: &str| {
        let mut board = idle();
        put(&mut board.reviews, held(1, "retro", None, berlin(at)));
        !kinds(&board, "2026-03-20 12:00").contains(&EntryKind::Retro)
    };
    assert!(retro("2026-02-23 12:00"), "three days after launch");
    assert!(!retro("2026-02-19 12:00"), "before it there is nothing to look back on");
    // The deadline is local midnight at the end of 6 March; missed counts from a day later.
    assert!(!kinds(&idle(), "2026-03-07 23:59").contains(&EntryKind::Retro));
    assert!(kinds(&idle(), "2026-03-08 00:01").contains(&EntryKind::Retro));
}

#[test]
fn the_last_day_of_a_retrospective_is_a_working_day_and_ends_at_local_midnight() {
    for (start, launch, utc) in [
        ("2026-02-02", "2026-03-15", "2026-03-27T23:00:00Z"),
        ("2026-02-02", "2026-03-16", "2026-03-30T22:00:00Z"),
        ("2026-09-01", "2026-10-11", "2026-10-23T22:00:00Z"),
        ("2026-09-01", "2026-10-12", "2026-10-26T23:00:00Z"),
    ] {
        let mut board = sound();
        (board.cycle.start, board.cycle.launch) = (day(start), day(launch));
        let entries = board.cycle.schedule().entries(&board.policy.rhythm);
        let retro = entries.iter().find(|entry| entry.kind == EntryKind::Retro).unwrap();
        let midnight = Moment::parse(utc).unwrap();
        assert!(retro.at < midnight && !retro.is_past(midnight - Duration::milliseconds(1)), "{retro:?}");
        assert!(retro.is_past(midnight), "{retro:?}");
    }
}

#[test]
fn the_review_before_is_found_by_the_clock_on_the_wall() {
    // Between these two reviews lie an hour less and an hour more than seven days.
    for (start, before, at) in [
        ("2026-03-02", "2026-03-23 10:00", "2026-03-30 10:00"),
        ("2026-10-05", "2026-10-19 10:00", "2026-10-26 10:00"),
    ] {
        let mut board = idle();
        (board.cycle.start, board.cycle.launch) = (day(start), day(start).plus_days(70));
        board.cycle.opened = berlin(at) - Duration::days(10);
        let weekly = |board: &Board| {
            let facts = RuleContext::at(board, berlin(at) + Duration::hours(25));
            missed(&facts).iter().any(|entry| entry.kind == EntryKind::Weekly && entry.at == berlin(at))
        };
        put(&mut board.reviews, held(1, "weekly", Some(berlin(before)), berlin(before)));
        assert!(weekly(&board), "{at}: what was held at {before} was the review of then");
        put(&mut board.reviews, held(2, "weekly", None, berlin(before) - Duration::minutes(30)));
        assert!(weekly(&board), "{at}");
        put(&mut board.reviews, held(2, "weekly", None, berlin(before) + Duration::minutes(30)));
        assert!(!weekly(&board), "{at}");
    }
}

/// How the first date of a kind stands.
fn first(board: &Board, kind: EntryKind, now: &str) -> Kept {
    let dates = agenda(&RuleContext::at(board, berlin(now)));
    dates.iter().find(|date| date.entry.kind == kind).unwrap().kept
}

#[test]
fn a_date_is_ahead_then_overdue_while_its_review_can_be_held_then_missed() {
    let board = idle();
    for (kind, after) in [
        (EntryKind::Weekly, Kept::Missed),
        (EntryKind::Midpoint, Kept::Overdue),
        (EntryKind::Launch, Kept::Past),
    ] {
        assert_eq!(first(&board, kind, "2026-01-05 09:59"), Kept::Ahead, "{kind:?}");
        assert_eq!(first(&board, kind, "2026-06-01 12:00"), after, "{kind:?}");
    }
    assert_eq!(first(&board, EntryKind::Weekly, "2026-01-05 10:01"), Kept::Overdue);
    assert_eq!(first(&board, EntryKind::Weekly, "2026-01-11 23:59"), Kept::Overdue);
    assert_eq!(first(&board, EntryKind::Weekly, "2026-01-12 00:00"), Kept::Missed);
}

#[test]
fn a_date_is_held_by_its_review_and_not_by_its_item() {
    let mut board = idle();
    edit(&mut board.items, 111, |it| it.state = ItemState::Waived);
    put(&mut board.reviews, held(1, "weekly", None, berlin("2026-01-05 09:00")));
    assert_eq!(first(&board, EntryKind::Weekly, "2026-01-05 09:30"), Kept::Held, "held early is held");
    assert_eq!(first(&board, EntryKind::Midpoint, "2026-06-01 12:00"), Kept::Overdue);
}

#[test]
fn a_date_from_before_the_cycle_was_written_down_is_past_and_may_still_be_filled() {
    let mut board = idle();
    board.cycle.opened = berlin("2026-01-28 12:00");
    assert_eq!(first(&board, EntryKind::Weekly, "2026-02-01 12:00"), Kept::Past);
    assert_eq!(first(&board, EntryKind::Midpoint, "2026-02-01 12:00"), Kept::Past);
    put(&mut board.reviews, held(1, "weekly", None, berlin("2026-01-05 10:00")));
    assert_eq!(first(&board, EntryKind::Weekly, "2026-02-01 12:00"), Kept::Held);
}

#[test]
fn every_date_has_its_place_on_the_board() {
    let board = idle();
    for date in agenda(&RuleContext::at(&board, berlin("2026-01-05 09:30"))) {
        assert!(board.stored_ref(place(&board, date.entry.kind)).is_some(), "{:?}", date.entry.kind);
    }
}
