//! All lists of the terminal, one of each, so that a cursor or a filter stays where it was left.

use super::{
    layout,
    list::{List, ListId},
};
use crate::domain::summary::BoardAt;

/// The lists.
#[derive(Clone, Debug)]
pub struct Lists {
    lists: Vec<List>,
}

impl Default for Lists {
    fn default() -> Self {
        Self { lists: ListId::ALL.iter().map(|&id| List::new(id)).collect() }
    }
}

/// The list that a tab's focus is on. The detail pane belongs to the list before it.
pub fn focused(tab: ListId, focus: usize, size: (u16, u16)) -> ListId {
    let areas = layout::areas(tab, size.0, size.1, None);
    let last = areas.panes.len().saturating_sub(1);
    areas.panes.get(focus.min(last)).map_or(tab, |(id, _)| *id)
}

impl Lists {
    /// The list of this name.
    pub fn of(&self, id: ListId) -> &List {
        self.lists.iter().find(|list| list.id == id).expect("every list is made at the start")
    }

    /// The list of this name, to be changed.
    pub fn of_mut(&mut self, id: ListId) -> &mut List {
        self.lists.iter_mut().find(|list| list.id == id).expect("every list is made at the start")
    }

    /// The list that a tab's focus is on, to be changed.
    pub fn list_mut(&mut self, tab: ListId, focus: usize, size: (u16, u16)) -> &mut List {
        self.of_mut(focused(tab, focus, size))
    }

    /// Brings those up to date that a tab shows; the others when they are next shown.
    pub fn refresh(&mut self, ids: &[ListId], at: BoardAt<'_>) {
        for list in self.lists.iter_mut().filter(|list| ids.contains(&list.id)) {
            list.refresh(at);
        }
    }
}
