//! A list: which rows, in which order, where the cursor is, what is marked. Holds references, never records. What varies
//! from list to list is said in [`spec`] and in a file for each.

mod blockers;
mod calendar;
mod counts;
mod decisions;
mod due;
mod framework;
mod gaps;
mod gate;
mod intake;
mod metrics;
mod mine;
mod order;
mod overview;
mod playbook;
mod risks;
mod scope;
mod sort;
pub mod spec;
mod verdict;

pub use counts::Tally;
pub use order::sorted;
pub use sort::Sort;
pub use spec::{ListId, ListSpec, Rows};

use super::filter::Filter;
use crate::domain::{
    Board, Moment, Ref,
    calendar::EntryKind,
    rules::catalog::{self, RuleName},
    step::Phase,
    summary::{BoardAt, Standing, entry},
};
use order::order;
use std::collections::BTreeSet;

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// The heading of a phase of the checklist, which folds.
    Phase(Phase),
    /// A record, by the store's reference.
    Record(Ref),
    /// A reason of the verdict, by its gravest rule and the first record that it is about.
    Reason(RuleName, Ref),
    /// A rule of the verdict that passes.
    Rule(RuleName),
    /// A date of the calendar.
    Date(EntryKind, Moment),
}

impl Row {
    /// The record, if it is one.
    pub const fn record(self) -> Option<Ref> {
        match self {
            Self::Record(stored) => Some(stored),
            Self::Phase(_) | Self::Reason(..) | Self::Rule(_) | Self::Date(..) => None,
        }
    }

    /// Whether a filter lets it through.
    fn passes(self, filter: &Filter, at: BoardAt<'_>) -> bool {
        match self {
            Self::Record(stored) => entry(at, stored).is_some_and(|found| filter.lets(&found, at.board)),
            Self::Reason(rule, item) => {
                let rule_words = [rule.key(), rule.label(), catalog::rule_named(rule).one];
                let title = at.board.stored_ref(item).and_then(|stored| at.board.summary(stored));
                let title = title.map_or("", |record| record.title());
                filter.lets_words(&[&rule_words[..], &[title, &item.to_string()]].concat())
            }
            Self::Rule(rule) => filter.lets_words(&[rule.key(), rule.label(), catalog::rule_named(rule).one]),
            Self::Date(kind, _) => filter.lets_words(&[kind.label()]),
            Self::Phase(_) => true,
        }
    }
}

/// A list.
#[derive(Clone, Debug)]
pub struct List {
    /// Which list.
    pub id: ListId,
    /// What it is ordered by.
    pub sort: Sort,
    /// Whether the order is turned round.
    pub reverse: bool,
    /// The rows shown.
    pub rows: Vec<Row>,
    /// How many there are without the filter.
    pub total: usize,
    /// How they stand.
    pub tally: Tally,
    /// The selected row's place in `rows`.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// Marked records; they stay marked while filter and order change.
    pub marked: BTreeSet<Ref>,
    /// Phases that are folded.
    pub folded: BTreeSet<Phase>,
    /// Where a range of marks began.
    pub range: Option<usize>,
    filter: Filter,
    /// What a rule said is in it, in the rule's order.
    given: Vec<Row>,
    order: Vec<Row>,
}

impl List {
    /// An empty list; [`List::refresh`] fills it.
    pub fn new(id: ListId) -> Self {
        Self {
            id,
            sort: id.spec().sort,
            reverse: false,
            rows: Vec::new(),
            total: 0,
            tally: Tally::default(),
            cursor: 0,
            top: 0,
            marked: BTreeSet::new(),
            folded: BTreeSet::new(),
            range: None,
            filter: Filter::default(),
            given: Vec::new(),
            order: Vec::new(),
        }
    }

    /// What varies from list to list.
    pub const fn spec(&self) -> &'static ListSpec {
        self.id.spec()
    }

    /// The filter in force.
    pub const fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The selected row.
    pub fn selected(&self) -> Option<Row> {
        self.rows.get(self.cursor).copied()
    }

    /// Takes the rows that a rule found.
    pub fn give(&mut self, rows: Vec<Row>) {
        self.given = rows;
    }

    /// Brings order and rows up to date with the board; the cursor stays on its record.
    pub fn refresh(&mut self, at: BoardAt<'_>) {
        self.order = order(self, at);
        if self.reverse {
            self.order.reverse();
        }
        self.total = self.order.len();
        self.tally = Tally::of(&self.order, at);
        self.marked.retain(|marked| entry(at, *marked).is_some());
        let kept = self.selected();
        self.show(at, None, kept);
    }

    /// Puts a new filter in force.
    pub fn set_filter(&mut self, text: &str, at: BoardAt<'_>) {
        let filter = Filter::new(text);
        let old = std::mem::replace(&mut self.filter, filter);
        let kept = self.selected();
        let shown = std::mem::take(&mut self.rows);
        // What a narrower filter lets through stands among the rows that are shown already.
        let candidates = if self.filter.narrows(&old) { Some(&shown[..]) } else { None };
        self.show(at, candidates, kept);
    }

    fn show(&mut self, at: BoardAt<'_>, from: Option<&[Row]>, kept: Option<Row>) {
        let candidates = from.unwrap_or(&self.order);
        let rows: Vec<Row> = if let Rows::UnderPhases(items) = self.spec().rows {
            self.under_headings(items, at)
        } else if self.filter.is_empty() {
            candidates.to_vec()
        } else {
            candidates.iter().copied().filter(|row| row.passes(&self.filter, at)).collect()
        };
        self.rows = rows;
        let found = kept.and_then(|kept| self.rows.iter().position(|row| *row == kept));
        self.cursor = found.unwrap_or(self.cursor).min(self.rows.len().saturating_sub(1));
    }

    /// The records under their phases, leaving out what is folded or filtered away.
    fn under_headings(&self, of: fn(&Board, Phase) -> Vec<Ref>, at: BoardAt<'_>) -> Vec<Row> {
        let mut rows = Vec::new();
        for &phase in Phase::ALL {
            let shown: Vec<Row> = of(at.board, phase)
                .into_iter()
                .map(Row::Record)
                .filter(|row| {
                    let found = row.record().and_then(|it| entry(at, it));
                    found.is_some_and(|found| self.filter.lets(&found, at.board))
                })
                .collect();
            if shown.is_empty() && !self.filter.is_empty() {
                continue;
            }
            rows.push(Row::Phase(phase));
            if !self.folded.contains(&phase) {
                rows.extend(shown);
            }
        }
        rows
    }

    /// Moves the cursor by so many rows.
    pub fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Keeps the cursor within a window of so many rows; scrolls by half a window, which reads better over a slow
    /// line than row by row.
    pub fn scroll_into(&mut self, height: usize) {
        let half = height.div_ceil(2);
        let last_top = self.rows.len().saturating_sub(height);
        if self.cursor < self.top {
            self.top = self.cursor.saturating_sub(half.saturating_sub(1));
        } else if height > 0 && self.cursor >= self.top + height {
            self.top = (self.cursor + 1).saturating_sub(half.max(1));
        }
        self.top = self.top.min(last_top);
    }

    /// The rows that fit a window of so many.
    pub fn window(&self, height: usize) -> &[Row] {
        let from = self.top.min(self.rows.len());
        &self.rows[from..(from + height).min(self.rows.len())]
    }

    /// Selects a record, if it is shown.
    pub fn select(&mut self, stored: Ref) -> bool {
        let found = self.rows.iter().position(|row| *row == Row::Record(stored));
        self.cursor = found.unwrap_or(self.cursor);
        found.is_some()
    }

    /// The next row after the cursor, going round, that an entry check likes.
    pub fn find_from(
        &self,
        forward: bool,
        seen: BoardAt<'_>,
        wanted: impl Fn(Standing) -> bool,
    ) -> Option<usize> {
        let count = self.rows.len();
        (1..=count)
            .map(
                |step| {
                    if forward { (self.cursor + step) % count } else { (self.cursor + count - step) % count }
                },
            )
            .find(|&at| {
                self.rows[at].record().and_then(|it| entry(seen, it)).is_some_and(|it| wanted(it.standing))
            })
    }

    /// Marks or unmarks the selected record and moves on.
    pub fn toggle_mark(&mut self) {
        if let Some(record) = self.selected().and_then(Row::record) {
            if !self.marked.remove(&record) {
                self.marked.insert(record);
            }
            self.step(1);
        }
    }

    /// Begins a range at the cursor, or marks everything from where it began to the cursor.
    pub fn mark_range(&mut self) {
        if self.range.is_none() {
            self.range = Some(self.cursor);
            return;
        }
        self.marked = self.chosen();
        self.range = None;
    }

    /// The marked records, with those of a range not yet ended: exactly the rows drawn as marked.
    pub fn chosen(&self) -> BTreeSet<Ref> {
        let mut chosen = self.marked.clone();
        if let Some(from) = self.range {
            let (low, high) = (from.min(self.cursor), from.max(self.cursor));
            let end = (high + 1).min(self.rows.len());
            chosen.extend(self.rows[low.min(end)..end].iter().filter_map(|row| row.record()));
        }
        chosen
    }

    /// Forgets marks and range.
    pub fn unmark(&mut self) {
        self.marked.clear();
        self.range = None;
    }
}
