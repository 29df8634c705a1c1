//! What may be seen of an open terminal from outside: all of it, to be read. It changes by events only.

use super::{App, flow::Draft, glance::Glance, lists::Lists, note::Note, overlay::Overlay, tabs::TabId};
use crate::{
    domain::{Board, Id, Moment, Person, Ref},
    store::Logged,
};

impl App {
    /// The records.
    pub const fn board(&self) -> &Board {
        &self.board
    }

    /// Who sits here.
    pub const fn me(&self) -> Option<Id<Person>> {
        self.me
    }

    /// Whether there is no board yet: the first thing to do is to start one.
    pub const fn is_new(&self) -> bool {
        self.is_new
    }

    /// Whether something changed that is worth painting.
    pub const fn needs_paint(&self) -> bool {
        self.needs_paint
    }

    /// The moment.
    pub const fn now(&self) -> Moment {
        self.now
    }

    /// Columns and rows.
    pub const fn size(&self) -> (u16, u16) {
        self.size
    }

    /// The tab shown.
    pub const fn tab(&self) -> TabId {
        self.tab
    }

    /// Rows the detail is scrolled by.
    pub const fn detail_scroll(&self) -> u16 {
        self.detail_scroll
    }

    /// The lists.
    pub const fn lists(&self) -> &Lists {
        &self.lists
    }

    /// What the tab shown counts.
    pub const fn glance(&self) -> &Glance {
        &self.glance
    }

    /// The same, to be changed by a test that draws what no board counts.
    #[cfg(test)]
    pub(crate) const fn glance_mut(&mut self) -> &mut Glance {
        &mut self.glance
    }

    /// What lies over the tab.
    pub const fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    /// The last thing to say.
    pub const fn note(&self) -> Option<&Note> {
        self.note.as_ref()
    }

    /// When something was last saved.
    pub const fn saved_at(&self) -> Option<Moment> {
        self.saved_at
    }

    /// Records that somebody else changed lately, and when.
    pub fn flashes(&self) -> &[(Ref, Moment)] {
        &self.flashes
    }

    /// The history of the selected record, newest first, by the store's reference.
    pub const fn history(&self) -> Option<&(Ref, Vec<Logged>)> {
        self.history.as_ref()
    }

    /// What happened lately in the cycle, newest first.
    pub fn feed(&self) -> &[Logged] {
        &self.feed
    }

    /// What was typed and not sent.
    pub fn drafts(&self) -> &[Draft] {
        &self.drafts
    }

    /// Whether the file can only be read.
    pub const fn is_read_only(&self) -> bool {
        self.is_read_only
    }

    /// Whether the light palette is used.
    pub const fn is_light(&self) -> bool {
        self.is_light
    }
}
