//! The records of one kind in memory, ordered so that the parts of one record lie side by side.
//!
//! Knows no particular kind.

use super::{
    change::Change,
    id::Id,
    record::Record,
    value::{Mismatch, Value},
};

/// The records of one kind, ordered so that children of one parent lie side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<E> {
    rows: Vec<E>,
}

impl<E> Default for Table<E> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

fn place<E: Record>(row: &E) -> (i64, i64) {
    (row.parent(), row.id().number())
}

impl<E: Record> Table<E> {
    /// Makes a table of these rows.
    pub fn new(mut rows: Vec<E>) -> Self {
        if !rows.is_sorted_by_key(place) {
            rows.sort_by_key(place);
        }
        rows.shrink_to_fit();
        Self { rows }
    }

    /// All rows.
    pub fn rows(&self) -> &[E] {
        &self.rows
    }

    /// The row with this id.
    pub fn get(&self, id: Id<E>) -> Option<&E> {
        self.position(id.number()).map(|at| &self.rows[at])
    }

    /// The rows that belong to one parent.
    pub fn children(&self, parent: i64) -> &[E] {
        let from = self.rows.partition_point(|row| row.parent() < parent);
        let to = from + self.rows[from..].partition_point(|row| row.parent() == parent);
        &self.rows[from..to]
    }

    /// The same rows, to be walked parent by parent.
    pub fn in_order(&self) -> InOrder<'_, E> {
        InOrder { rest: &self.rows }
    }

    /// Lets `change` change every row in place; ids and parents stay as they are.
    pub(in crate::domain) fn each_mut(&mut self, change: impl FnMut(&mut E)) {
        self.rows.iter_mut().for_each(change);
    }

    fn position(&self, id: i64) -> Option<usize> {
        // Records of their own have parent 0; of a child only the id is known, so it is looked for.
        let own = self.rows.binary_search_by_key(&(0, id), place).ok();
        own.or_else(|| self.rows.iter().position(|row| row.id().number() == id))
    }

    fn insert(&mut self, row: E) {
        match self.rows.binary_search_by_key(&place(&row), place) {
            Ok(at) => self.rows[at] = row,
            Err(at) => self.rows.insert(at, row),
        }
    }

    /// Brings one change in.
    ///
    /// # Errors
    /// [`Mismatch`] when the change does not fit this kind of record.
    pub(in crate::domain) fn apply(&mut self, change: &Change) -> Result<(), Mismatch> {
        let at = self.position(change.id);
        match (&change.before, &change.after, at) {
            (_, None, at) => {
                at.map(|at| self.rows.remove(at));
            }
            (Some(_), Some(after), Some(at)) => {
                for (name, value) in after {
                    self.rows[at].set(name, value.clone())?;
                }
            }
            (None, Some(after), _) => {
                let mut values =
                    E::FIELDS.iter().map(|field| after.get(field.name).cloned().unwrap_or(Value::Null));
                self.insert(E::from_values(change.id, &mut values)?);
            }
            (Some(_), Some(_), None) => {}
        }
        Ok(())
    }
}

/// Walks through the children of parents that come in order, without looking each one up.
#[derive(Debug)]
pub struct InOrder<'a, E> {
    rest: &'a [E],
}

impl<'a, E: Record> InOrder<'a, E> {
    /// The children of this parent, which must not lie before the last one asked for.
    pub fn children(&mut self, parent: i64) -> &'a [E] {
        let skip = self.rest.iter().take_while(|row| row.parent() < parent).count();
        let here = self.rest[skip..].iter().take_while(|row| row.parent() == parent).count();
        let (found, rest) = self.rest[skip..].split_at(here);
        self.rest = rest;
        found
    }
}
