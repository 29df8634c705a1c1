//! What a change of the schedule does to the dates that were computed from it: they move along, in the same operation.
//! Knows no rule of a playbook; the calendar computes the dates.

use super::Context;
use crate::{
    domain::{Cycle, Item, Record, Risk, Value, calendar::ComputedDates, step::ItemState},
    store::TxnError,
};

/// Moves every date that nobody has set by hand to where a changed schedule has it, and says how many moved and what
/// stays as somebody set it.
///
/// That a date was computed shows by comparison with what the schedule made of it before.
pub(super) fn follow(
    context: &mut Context<'_, '_>,
    before: &Cycle,
    after: &Cycle,
) -> Result<Option<String>, TxnError> {
    if before.schedule() == after.schedule() {
        return Ok(None);
    }
    let policy = after.policy()?;
    let [old, new] = [before, after].map(|cycle| ComputedDates::new(cycle.schedule(), &policy));
    let of_cycle = Value::Integer(after.id.number());
    let (mut moved, mut stays) = (0_usize, Vec::new());
    let items: Vec<Item> = context.txn.all("cycle", &of_cycle)?;
    for item in items {
        let Some(key) = item.key.as_deref() else { continue };
        match moves(item.due, [old.item(key), old.item_by_rule(key)], new.item(key)) {
            Moves::To(due) => {
                context.txn.edit(item.id, |item| {
                    item.due = due;
                    Ok(())
                })?;
                moved += 1;
            }
            Moves::StaysBehind if item.state == ItemState::Todo => stays.push(item.reference().to_string()),
            Moves::StaysBehind | Moves::Not => {}
        }
    }
    let risks: Vec<Risk> = context.txn.all("cycle", &of_cycle)?;
    for risk in risks {
        let Some(key) = risk.key.as_deref() else { continue };
        let (was, by_rule, now) = (old.risk(key), old.risk_by_rule(key), new.risk(key));
        let fallback_by = moves(risk.fallback_by, [was.fallback_by, by_rule.fallback_by], now.fallback_by);
        let checkpoint_on =
            moves(risk.checkpoint_on, [was.checkpoint_on, by_rule.checkpoint_on], now.checkpoint_on);
        let deadline = moves(risk.deadline, [was.deadline, by_rule.deadline], now.deadline);
        let counted = [fallback_by.is_move(), checkpoint_on.is_move(), deadline.is_move()];
        moved += counted.iter().filter(|is_move| **is_move).count();
        if counted.contains(&true) {
            context.txn.edit(risk.id, |risk| {
                fallback_by.put(&mut risk.fallback_by);
                checkpoint_on.put(&mut risk.checkpoint_on);
                deadline.put(&mut risk.deadline);
                Ok(())
            })?;
        }
        let is_behind = fallback_by.is_behind() || checkpoint_on.is_behind() || deadline.is_behind();
        if is_behind && risk.is_open() {
            stays.push(risk.reference().to_string());
        }
    }
    Ok((moved > 0 || !stays.is_empty()).then(|| told(moved, &stays)))
}

fn told(moved: usize, stays: &[String]) -> String {
    let moved =
        if moved == 1 { "1 date moves with it".to_owned() } else { format!("{moved} dates move with it") };
    if stays.is_empty() {
        return moved;
    }
    let verb = if stays.len() == 1 { "stays as it was" } else { "stay as they were" };
    format!("{moved}; {} {verb} set by hand", stays.join(", "))
}

/// What becomes of one date when the schedule changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moves<T> {
    /// It was computed, and lies elsewhere now.
    To(Option<T>),
    /// It was set by hand, and is not where it would be computed.
    StaysBehind,
    /// It is where it belongs.
    Not,
}

impl<T: Copy> Moves<T> {
    const fn is_move(&self) -> bool {
        matches!(self, Self::To(_))
    }

    const fn is_behind(&self) -> bool {
        matches!(self, Self::StaysBehind)
    }

    fn put(self, field: &mut Option<T>) {
        if let Self::To(date) = self {
            *field = date;
        }
    }
}

fn moves<T: Copy + PartialEq>(is: Option<T>, was: [Option<T>; 2], now: Option<T>) -> Moves<T> {
    if is == now {
        Moves::Not
    } else if is.is_some() && was.contains(&is) {
        Moves::To(now)
    } else if now.is_some() {
        Moves::StaysBehind
    } else {
        Moves::Not
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        domain::{
            Fields, Kind, Moment, Ref, Value,
            calendar::EntryKind,
            rules::{context::RuleContext, review_status},
            when::medium,
        },
        ops::{
            Operation, common,
            tests::{Bench, berlin},
        },
    };

    const CYCLE: Ref = Ref::new(Kind::Cycle, 1);

    fn item(number: i64) -> Ref {
        Ref::new(Kind::Item, number)
    }

    fn set(bench: &mut Bench, field: &str, value: &str) -> String {
        let set = Fields::from([(field.to_owned(), Value::text(value))]);
        bench.does(common::Op::Edit { subject: CYCLE, set }).said
    }

    fn due(bench: &Bench, number: i64) -> String {
        let board = bench.board();
        let item = board.items.rows().iter().find(|item| item.number == number).unwrap();
        medium(item.due.unwrap(), board.cycle.tz())
    }

    fn by_hand(bench: &mut Bench, number: i64, due: Moment) {
        bench.does(common::Op::Due { subjects: vec![item(number)], due });
    }

    #[test]
    fn an_item_that_a_review_completes_is_due_when_that_review_is() {
        let bench = Bench::new();
        // The midpoint audit, the drill and the retrospective of a launch on Tuesday the 24th.
        assert_eq!(due(&bench, 11), "Fri 13 Mar 10:00");
        assert_eq!(due(&bench, 13), "Thu 19 Mar 10:00");
        assert_eq!(due(&bench, 14), "Tue 7 Apr 23:59");
    }

    #[test]
    fn dates_that_nobody_set_move_with_the_launch_and_what_was_set_stays() {
        let mut bench = Bench::new();
        by_hand(&mut bench, 6, berlin("2026-03-16 12:00"));
        let said = set(&mut bench, "launch", "2026-04-03");
        assert_eq!(said, "edited CY-1: launch; 9 dates move with it; P-6 stays as it was set by hand");
        // Five days before a Friday is a Sunday, so the drill is on the Friday before.
        assert_eq!(due(&bench, 13), "Fri 27 Mar 10:00");
        assert_eq!(due(&bench, 14), "Fri 17 Apr 23:59");
        assert_eq!(due(&bench, 6), "Mon 16 Mar 12:00");
        assert_eq!(due(&bench, 2), "Thu 5 Mar 17:00", "what counts from the start stays");
        let board = bench.board();
        let deadline = board.risks.rows().iter().find_map(|risk| risk.deadline).unwrap();
        assert_eq!(medium(deadline, board.cycle.tz()), "Wed 18 Mar 17:00", "the new midpoint");
        // It is one operation: one step back takes back all of it.
        bench.does(Operation::Undo);
        assert_eq!(due(&bench, 13), "Thu 19 Mar 10:00");
        assert_eq!(due(&bench, 6), "Mon 16 Mar 12:00");
    }

    #[test]
    fn dates_from_before_weekends_counted_are_known_as_computed() {
        let mut bench = Bench::new();
        // The drill's own rule: three days before launch, at five.
        by_hand(&mut bench, 13, berlin("2026-03-21 17:00"));
        set(&mut bench, "launch", "2026-04-03");
        assert_eq!(due(&bench, 13), "Fri 27 Mar 10:00");
    }

    #[test]
    fn the_start_moves_what_counts_from_it() {
        let mut bench = Bench::new();
        set(&mut bench, "start", "2026-03-09");
        assert_eq!(due(&bench, 2), "Thu 12 Mar 17:00");
        assert_eq!(due(&bench, 13), "Thu 19 Mar 10:00");
    }

    #[test]
    fn a_review_that_was_held_keeps_its_date_wherever_that_moves() {
        let mut bench = Bench::new();
        bench.goes_to("2026-03-19 11:00");
        bench.holds("drill");
        set(&mut bench, "launch", "2026-03-31");
        let (board, later) = (bench.board(), berlin("2026-03-30 10:00"));
        let facts = RuleContext::at(&board, later);
        let missed = review_status::missed(&facts);
        assert!(missed.iter().all(|entry| entry.kind != EntryKind::Drill), "{missed:?}");
    }
}
