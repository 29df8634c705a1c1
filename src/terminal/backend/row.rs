//! One row of the screen, from what the terminal shows to what it should show, in as few bytes as is safe.
//!
//! Cells are visited from left to right. Between two that changed the cursor moves, or the cells between are written
//! again where that is shorter; blanks are written or erased. Signs on whose width terminals do not agree are never
//! written again, and nothing is reckoned from them. Knows nothing of other rows but where the cursor comes from.

use super::pen::Pen;
use super::place::{Place, sequence, sequence_cost};
use super::slot::{Slot, Trust};

/// The longest gap between two changed cells for which writing it again is tried.
const GAP: u16 = 6;
/// The fewest blanks for which erasing is tried.
const ERASE: usize = 4;

/// What has been sent, and what the terminal is left with.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub(super) bytes: Vec<u8>,
    pub(super) pen: Pen,
    pub(super) place: Place,
}

/// One row among all columns of the screen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    slots: &'a [Slot],
    width: u16,
    y: u16,
    /// From this column on the row is erased on the way; the width, if it is not.
    erased: u16,
}

impl<'a> Row<'a> {
    /// A row of a screen that is so many columns wide.
    pub(super) fn new(slots: &'a [Slot], width: u16, y: u16) -> Self {
        Self { slots, width, y, erased: width }
    }

    /// Appends what the stale cells of the row need, in the shortest of several ways.
    pub(super) fn send(self, sent: &mut Sent) {
        let mut best: Option<Sent> = None;
        for erased in self.erasable() {
            let mut tried = Sent { bytes: Vec::with_capacity(256), ..*sent };
            Self { erased, ..self }.send_erasing(&mut tried);
            if best.as_ref().is_none_or(|best| tried.bytes.len() < best.bytes.len()) {
                best = Some(tried);
            }
        }
        let Some(best) = best else { return self.send_erasing(sent) };
        let mut plain = Sent { bytes: Vec::with_capacity(256), ..*sent };
        self.send_erasing(&mut plain);
        let best = if best.bytes.len() < plain.bytes.len() { best } else { plain };
        sent.bytes.extend_from_slice(&best.bytes);
        (sent.pen, sent.place) = (best.pen, best.place);
    }

    /// The columns from which erasing the rest of the row may pay: the start of each stretch of stale blanks, and
    /// the first stale cell if there is such a stretch.
    fn erasable(self) -> Vec<u16> {
        let mut found = Vec::new();
        let (mut stale, mut start) = (0, None);
        for column in 0..=self.width {
            if column < self.width && self.at(column).is_erased() {
                if self.at(column).is_stale {
                    start = start.or(Some(column));
                    stale += 1;
                }
                continue;
            }
            found.extend(start.filter(|_| stale >= ERASE));
            (stale, start) = (0, None);
        }
        if !found.is_empty() {
            found.extend((0..self.width).find(|column| self.at(*column).is_stale));
        }
        // What a doubtful sign may spill over its columns is overwritten, but blanks on erased ground are not written.
        let doubtful = (0..self.width).rev().find(|column| self.at(*column).trust == Trust::Doubtful);
        found.retain(|column| doubtful.is_none_or(|doubtful| doubtful < *column));
        found
    }

    fn send_erasing(self, sent: &mut Sent) {
        self.send_part(0, self.erased, sent);
        if self.erased < self.width {
            self.reach(self.erased, sent);
            if !sent.pen.leaves_no_trace() {
                let pen = self.blank_pen(&sent.pen, &Pen::PLAIN, self.erased);
                sent.pen.change_to(&pen, &mut sent.bytes);
            }
            sequence(1, b'K', &mut sent.bytes);
            self.send_part(self.erased, self.width, sent);
        }
    }

    fn send_part(self, from: u16, to: u16, sent: &mut Sent) {
        let mut column = from;
        while let Some(due) = (column..to).find(|column| self.is_due(*column)) {
            self.reach(due, sent);
            let pen = self.pen_at(&sent.pen, due);
            sent.pen.change_to(&pen, &mut sent.bytes);
            column = self.erase(due, to, sent).unwrap_or_else(|| self.write(due, sent));
        }
    }

    fn at(self, column: u16) -> &'a Slot {
        &self.slots[usize::from(self.y) * usize::from(self.width) + usize::from(column)]
    }

    /// Tells whether a cell has to be written.
    fn is_due(self, column: u16) -> bool {
        let slot = self.at(column);
        slot.columns > 0 && if column >= self.erased { !slot.is_erased() } else { slot.is_stale }
    }

    /// Brings the cursor to a column of the row: by a move, or by writing again what lies between.
    fn reach(self, column: u16, sent: &mut Sent) {
        if sent.place.is(self.y, column) {
            return;
        }
        let near = sent.place.column_in(self.y).filter(|from| *from < column && column - from <= GAP);
        if let Some(from) = near
            && let Some(cost) = self.cost_of_writing(from, column, &sent.pen)
        {
            let moved = sent.place.cost(self.y, column) + sent.pen.cost(&self.pen_at(&sent.pen, column));
            if cost < moved {
                for between in from..column {
                    let pen = self.pen_at(&sent.pen, between);
                    sent.pen.change_to(&pen, &mut sent.bytes);
                    self.write(between, sent);
                }
                return;
            }
        }
        sent.place.move_to(self.y, column, &mut sent.bytes);
    }

    /// The bytes for the cells of a gap and the change of pen after it; none if it cannot be written safely.
    fn cost_of_writing(self, from: u16, to: u16, pen: &Pen) -> Option<usize> {
        let (mut pen, mut cost) = (*pen, 0);
        for column in from..to {
            let slot = self.at(column);
            if slot.trust != Trust::Sure || slot.columns != 1 {
                return None;
            }
            let next = self.pen_at(&pen, column);
            cost += pen.cost(&next) + 1;
            pen = next;
        }
        Some(cost + pen.cost(&self.pen_at(&pen, to)))
    }

    /// The pen to write a cell with, coming from another. On a blank much of it does not show: that stays, or is
    /// chosen for the text that follows, whichever is shorter for both.
    fn pen_at(self, pen: &Pen, column: u16) -> Pen {
        let slot = self.at(column);
        let wanted = slot.pen();
        if !slot.is_blank() {
            return wanted.with_hidden_underline_of(pen);
        }
        if pen.serves_blank(&wanted) { *pen } else { self.blank_pen(pen, &wanted, column) }
    }

    fn blank_pen(self, pen: &Pen, wanted: &Pen, column: u16) -> Pen {
        let next = self.next_text(column);
        let cost = |candidate: &Pen| pen.cost(candidate) + candidate.cost(&next);
        [*pen, Pen::PLAIN, next]
            .map(|candidate| candidate.for_blank(wanted))
            .into_iter()
            .min_by_key(cost)
            .expect("there are three")
    }

    /// The pen of the next text to be written, in this row or the next one.
    fn next_text(self, column: u16) -> Pen {
        let here = (column..self.width).find(|column| self.is_due(*column) && !self.at(*column).is_blank());
        if let Some(here) = here {
            return self.at(here).pen();
        }
        let below = self.slots.chunks_exact(usize::from(self.width)).nth(usize::from(self.y) + 1);
        let below = below.unwrap_or_default().iter().find(|slot| slot.is_stale && !slot.is_blank());
        below.map_or(Pen::PLAIN, Slot::pen)
    }

    /// Erases blanks from the cursor on, where that is shorter than to write them, and gives the column after them.
    fn erase(self, column: u16, to: u16, sent: &mut Sent) -> Option<u16> {
        let end = (column..to).find(|column| !self.at(*column).is_erased()).unwrap_or(to);
        let last = (column..end).rev().find(|column| self.is_due(*column))?;
        let after = last + 1;
        let count = after - column;
        let next = (after..to).find(|column| self.is_due(*column)).or((to < self.width).then_some(to));
        let onward = |from: Place| next.map_or(0, |next| from.cost(self.y, next));
        let mut written = sent.place;
        written.advance(count, self.width);
        let (erased, written) =
            (sequence_cost(count) + onward(sent.place), usize::from(count) + onward(written));
        if erased >= written {
            return None;
        }
        sequence(count, b'X', &mut sent.bytes);
        Some(after)
    }

    /// Writes a cell where the cursor is and with the pen there is, and gives the column after it.
    fn write(self, column: u16, sent: &mut Sent) -> u16 {
        let slot = self.at(column);
        let symbol = slot.cell.symbol().as_bytes();
        match slot.trust {
            Trust::Sure => {
                sent.bytes.extend_from_slice(symbol);
                sent.place.advance(1, self.width);
            }
            Trust::Likely => {
                sent.bytes.extend_from_slice(symbol);
                sent.place.go_on(slot.columns, slot.most_columns(), self.width);
            }
            Trust::Doubtful => {
                // A terminal that draws it narrower would leave what was there before.
                sent.bytes.extend(std::iter::repeat_n(b' ', usize::from(slot.columns)));
                sent.place.lose(slot.columns, self.width);
                sent.place.move_to(self.y, column, &mut sent.bytes);
                sent.bytes.extend_from_slice(symbol);
                sent.place.lose(slot.most_columns(), self.width);
            }
        }
        column + slot.columns
    }
}
