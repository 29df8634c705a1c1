//! The fewest bytes with which a frame can be sent: a search over all ways, to measure the backend against.
//!
//! All ways are: rows from top to bottom, each from left to right. A changed cell is written or erased (ECH), an
//! unchanged one is passed by or written again, and from any column on the rest of the row may be erased (EL) and drawn
//! anew. Before each the cursor takes its shortest way and the pen changes by the shortest sequence; on blanks the
//! pen may keep what does not show, drop it, or take it from a text to come. The rules of safety are the backend's: a
//! sign on whose width terminals do not agree is not written again, and nothing is reckoned from it. The search is
//! exact but for one thing: of the texts to come, the next two kinds are looked at.

use std::collections::HashMap;

use super::super::pen::Pen;
use super::super::place::{Place, sequence_cost};
use super::super::slot::{Slot, Trust};

/// Where a way has come to: the cursor, the pen, and whether the rest of the row is erased.
type State = (Place, Pen, bool);
type Ways = HashMap<State, usize>;

/// The bytes of the changed cells at best, from this cursor and a plain pen to a plain pen.
pub(super) fn cheapest(slots: &[Slot], width: u16, place: Place) -> usize {
    let mut ways = Ways::from([((place, Pen::PLAIN, false), 0)]);
    for (row, _) in slots.chunks_exact(usize::from(width)).enumerate().filter(|(_, row)| is_stale(row)) {
        let search = Search { slots, width, row: row as u16 };
        ways = search.row(ways);
    }
    ways.iter().map(|((_, pen, _), cost)| cost + pen.cost(&Pen::PLAIN)).min().unwrap()
}

fn is_stale(row: &[Slot]) -> bool {
    row.iter().any(|slot| slot.is_stale)
}

struct Search<'a> {
    slots: &'a [Slot],
    width: u16,
    row: u16,
}

impl Search<'_> {
    fn at(&self, column: u16) -> &Slot {
        &self.slots[usize::from(self.row) * usize::from(self.width) + usize::from(column)]
    }

    fn is_due(&self, column: u16, is_erased: bool) -> bool {
        let slot = self.at(column);
        slot.columns > 0 && if is_erased { !slot.is_erased() } else { slot.is_stale }
    }

    /// All ways from the first column of the row to its end.
    fn row(&self, begin: Ways) -> Ways {
        let mut at: Vec<Ways> = vec![Ways::new(); usize::from(self.width) + 1];
        at[0] = begin;
        for column in 0..self.width {
            let ways = self.worthwhile(std::mem::take(&mut at[usize::from(column)]), column);
            for (state, cost) in ways {
                self.step(column, state, cost, &mut at);
            }
        }
        let end = at.pop().unwrap();
        let mut ways = Ways::new();
        for ((place, pen, _), cost) in end {
            reach(&mut ways, (place, pen, false), cost);
        }
        ways
    }

    fn step(&self, column: u16, (place, pen, is_erased): State, cost: usize, at: &mut [Ways]) {
        let slot = self.at(column);
        if !self.is_due(column, is_erased) {
            reach(&mut at[usize::from(column) + 1], (place, pen, is_erased), cost);
            // Written again, if that is safe.
            if slot.columns != 1 || slot.trust != Trust::Sure || !place.is_surely(self.row, column) {
                return;
            }
        }
        let mut here = place;
        let mut cost = cost;
        if !place.is(self.row, column) {
            cost += place.cost(self.row, column);
            here.move_to(self.row, column, &mut Vec::new());
        }
        for next in self.pens(column, &pen) {
            let (after, length) = self.written(column, here);
            let to = column + slot.columns;
            reach(&mut at[usize::from(to)], (after, next, is_erased), cost + pen.cost(&next) + length);
        }
        if slot.is_erased() {
            self.erase(column, (here, pen, is_erased), cost, at);
        }
        self.erase_rest(column, (here, pen, is_erased), cost, at);
    }

    fn written(&self, column: u16, mut place: Place) -> (Place, usize) {
        let slot = self.at(column);
        let length = slot.cell.symbol().len();
        match slot.trust {
            Trust::Sure => place.advance(1, self.width),
            Trust::Likely => place.go_on(slot.columns, slot.most_columns(), self.width),
            Trust::Doubtful => {
                place.lose(slot.most_columns(), self.width);
                let back = Place::default().cost(self.row, column).min(sequence_cost(column + 1));
                return (place, length + usize::from(slot.columns) + back);
            }
        }
        (place, length)
    }

    /// Blanks erased up to the last that is due.
    fn erase(&self, column: u16, (place, pen, is_erased): State, cost: usize, at: &mut [Ways]) {
        let end = (column..self.width).find(|column| !self.at(*column).is_erased()).unwrap_or(self.width);
        let Some(last) = (column..end).rev().find(|column| self.is_due(*column, is_erased)) else { return };
        for next in self.blank_pens(column, &pen, &Pen::PLAIN) {
            let cost = cost + pen.cost(&next) + sequence_cost(last + 1 - column);
            reach(&mut at[usize::from(last) + 1], (place, next, is_erased), cost);
        }
    }

    /// The rest of the row erased; from then on only what is not blank has to be written.
    fn erase_rest(&self, column: u16, (place, pen, is_erased): State, cost: usize, at: &mut [Ways]) {
        let is_safe = (column..self.width).all(|column| self.at(column).trust != Trust::Doubtful);
        if is_erased || !is_safe {
            return;
        }
        for next in self.blank_pens(column, &pen, &Pen::PLAIN) {
            let cost = cost + pen.cost(&next) + sequence_cost(1);
            if self.at(column).is_erased() {
                reach(&mut at[usize::from(column) + 1], (place, next, true), cost);
            } else {
                let (after, length) = self.written(column, place);
                for text in self.pens(column, &next) {
                    let to = usize::from(column + self.at(column).columns);
                    reach(&mut at[to], (after, text, true), cost + next.cost(&text) + length);
                }
            }
        }
    }

    /// The pens with which a cell can be written.
    fn pens(&self, column: u16, pen: &Pen) -> Vec<Pen> {
        let wanted = self.at(column).pen();
        if self.at(column).is_blank() {
            return self.blank_pens(column, pen, &wanted);
        }
        vec![wanted.with_hidden_underline_of(pen)]
    }

    /// The pens with which a blank of this style can be written, or erased if it is plain.
    fn blank_pens(&self, column: u16, pen: &Pen, wanted: &Pen) -> Vec<Pen> {
        let mut pens = vec![pen.for_blank(wanted), Pen::PLAIN.for_blank(wanted)];
        if pen.serves_blank(wanted) {
            pens.push(*pen);
        }
        let start = usize::from(self.row) * usize::from(self.width) + usize::from(column);
        let texts = self.slots[start..].iter().take(usize::from(self.width) * 2);
        let mut kinds: Vec<Pen> = Vec::new();
        for text in texts.filter(|slot| slot.columns > 0 && !slot.is_blank()).map(Slot::pen) {
            if !kinds.contains(&text) {
                kinds.push(text);
            }
            if kinds.len() == 2 {
                break;
            }
        }
        pens.extend(kinds.iter().map(|text| text.for_blank(wanted)));
        pens
    }

    /// Leaves out what can be no better than another way, whatever follows.
    fn worthwhile(&self, ways: Ways, column: u16) -> Vec<(State, usize)> {
        let mut ways: Vec<(State, usize)> = ways.into_iter().collect();
        ways.sort_by_key(|(_, cost)| *cost);
        let mut kept: Vec<(State, usize)> = Vec::new();
        let farthest =
            Place::default().cost(self.row, self.width).max(Place::default().cost(self.row + 1, column));
        for ((place, pen, is_erased), cost) in ways {
            let is_beaten = kept.iter().any(|((other, theirs, erased), least)| {
                let moved = if *other == place { 0 } else { farthest };
                *erased == is_erased && least + theirs.cost(&pen) + moved <= cost
            });
            if !is_beaten {
                kept.push(((place, pen, is_erased), cost));
            }
        }
        kept
    }
}

fn reach(ways: &mut Ways, state: State, cost: usize) {
    let least = ways.entry(state).or_insert(cost);
    *least = cost.min(*least);
}
