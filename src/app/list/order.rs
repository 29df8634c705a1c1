//! Which rows a list has and in which order, before any filter.

use super::{List, Row, Rows, Sort};
use crate::domain::{
    Moment, Ref,
    rules::dependency_graph,
    step::Phase,
    summary::{BoardAt, Standing, entry},
};
use std::collections::BTreeMap;

/// The rows of a list in its order, before any filter.
pub(super) fn order(list: &List, at: BoardAt<'_>) -> Vec<Row> {
    let records = match list.spec().rows {
        Rows::Board(rows) => rows(at.board),
        Rows::UnderPhases(rows) => Phase::ALL.iter().flat_map(|&phase| rows(at.board, phase)).collect(),
        Rows::Ranked(rows) => return rows(at.board, at.now).into_iter().map(Row::Record).collect(),
        Rows::Found(_) if list.sort == Sort::Standing => return list.given.clone(),
        // What is no record has only the rule's order.
        Rows::Found(_) => match list.given.iter().map(|row| row.record()).collect() {
            Some(records) => records,
            None => return list.given.clone(),
        },
    };
    sorted(records, list.sort, at).into_iter().map(Row::Record).collect()
}

/// Orders records; what is over always comes after what is open. Lists of the terminal and of the commands do it by this.
pub fn sorted(records: Vec<Ref>, sort: Sort, at: BoardAt<'_>) -> Vec<Ref> {
    let mut keyed: Vec<(bool, i64, Ref)> = Vec::with_capacity(records.len());
    let mut by_text: Vec<(bool, String, Ref)> = Vec::new();
    let waiting = if sort == Sort::Waiting { dependency_graph::waiting(at.board) } else { BTreeMap::new() };
    for record in records {
        let Some(found) = entry(at, record) else {
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
                let is_held = found
                    .owner
                    .and_then(|owner| at.board.people.get(owner))
                    .is_some_and(|owner| owner.active);
                let count = i64::try_from(count).unwrap_or(i64::MAX / 2);
                keyed.push((is_over, -2 * count - i64::from(!is_held), record));
            }
            Sort::Owner => by_text.push((
                is_over,
                found.owner.map_or("", |owner| at.board.handle(owner)).to_lowercase(),
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
