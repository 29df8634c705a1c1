//! Which rows a list has and in which order, before any filter.

use super::{List, Row, Sort, Source};
use crate::domain::{
    Board, Moment, Ref,
    note::stored,
    rules::{dependency_graph, urgency},
    summary::{Standing, entry},
};
use std::collections::BTreeMap;

fn refs<E: crate::domain::Record>(rows: &[E], keep: impl Fn(&E) -> bool) -> Vec<Ref> {
    rows.iter().filter(|row| keep(row)).map(stored).collect()
}

/// The rows of a list in its order, before any filter.
pub(super) fn order(list: &List, board: &Board, now: Moment) -> Vec<Row> {
    let sort = list.sort;
    let records = match list.source {
        Source::Decisions => refs(board.decisions.rows(), |_| true),
        Source::OpenDecisions => refs(board.decisions.rows(), crate::domain::Decision::is_open),
        Source::Blockers => {
            let mut all = refs(board.blockers.rows(), |_| true);
            all.extend(refs(board.dependencies.rows(), |_| true));
            all
        }
        Source::OpenBlockers => refs(board.blockers.rows(), crate::domain::Blocker::is_open),
        Source::Risks => refs(board.risks.rows(), |_| true),
        Source::OpenRisks => refs(board.risks.rows(), crate::domain::Risk::is_open),
        Source::Metrics => refs(board.metrics.rows(), |_| true),
        Source::Steps => refs(board.steps.rows(), |_| true),
        Source::Items => refs(board.items.rows(), |_| true),
        Source::Intake => refs(board.intake.rows(), |_| true),
        Source::Gate => {
            let mut all = refs(board.successes.rows(), |_| true);
            all.extend(refs(board.launch_criteria.rows(), |_| true));
            all
        }
        Source::Needs => {
            return urgency::needs(board, now).into_iter().map(|need| Row::Record(need.subject)).collect();
        }
        // The rule's own order says what comes first.
        Source::Verdict | Source::Calendar => return list.given.clone(),
        Source::Scope | Source::Gaps | Source::Due | Source::Mine if sort == Sort::Standing => {
            return list.given.clone();
        }
        Source::Scope | Source::Gaps | Source::Due | Source::Mine => {
            list.given.iter().filter_map(|row| row.record()).collect()
        }
    };
    sorted(records, sort, board, now).into_iter().map(Row::Record).collect()
}

/// Orders records; what is over always comes after what is open.
fn sorted(records: Vec<Ref>, sort: Sort, board: &Board, now: Moment) -> Vec<Ref> {
    let mut keyed: Vec<(bool, i64, Ref)> = Vec::with_capacity(records.len());
    let mut by_text: Vec<(bool, String, Ref)> = Vec::new();
    let waiting = if sort == Sort::Waiting { dependency_graph::waiting(board) } else { BTreeMap::new() };
    for record in records {
        let Some(found) = entry(board, record, now) else {
            continue;
        };
        let is_over = found.standing == Standing::Done;
        let date = found.date.map_or(i64::MAX, Moment::millis);
        match sort {
            Sort::Due => keyed.push((is_over, if is_over { -date } else { date }, record)),
            Sort::Score => keyed.push((is_over, -i64::from(found.score), record)),
            Sort::Id => keyed.push((false, 0, record)),
            Sort::Standing => keyed.push((is_over, found.standing as i64, record)),
            Sort::Waiting => {
                let count = dependency_graph::downstream(&waiting, record).len();
                // Of two that hold up as much, the one that nobody here answers for comes first.
                let is_held =
                    found.owner.and_then(|owner| board.people.get(owner)).is_some_and(|owner| owner.active);
                let count = i64::try_from(count).unwrap_or(i64::MAX / 2);
                keyed.push((is_over, -2 * count - i64::from(!is_held), record));
            }
            Sort::Owner => by_text.push((
                is_over,
                found.owner.map_or("", |owner| board.handle(owner)).to_lowercase(),
                record,
            )),
            Sort::Title => by_text.push((is_over, found.line.to_lowercase(), record)),
        }
    }
    if by_text.is_empty() {
        keyed.sort_unstable();
        return keyed.into_iter().map(|(_, _, record)| record).collect();
    }
    by_text.sort_unstable();
    by_text.into_iter().map(|(_, _, record)| record).collect()
}
