//! All lists of the terminal, one for each source, so that a cursor or a filter stays where it was left.

use super::{
    layout,
    list::{List, Source},
    tabs::TabId,
};
use crate::domain::{Board, Moment};

/// The lists.
#[derive(Clone, Debug)]
pub struct Lists {
    lists: Vec<List>,
}

const SOURCES: &[Source] = &[
    Source::Needs,
    Source::Decisions,
    Source::OpenDecisions,
    Source::Blockers,
    Source::OpenBlockers,
    Source::Risks,
    Source::OpenRisks,
    Source::Metrics,
    Source::Steps,
    Source::Items,
    Source::Intake,
    Source::Gate,
    Source::Verdict,
    Source::Scope,
    Source::Gaps,
    Source::Due,
    Source::Mine,
    Source::Calendar,
];

impl Default for Lists {
    fn default() -> Self {
        Self { lists: SOURCES.iter().map(|&source| List::new(source)).collect() }
    }
}

/// The source that a tab's focus is on. The detail pane belongs to the list before it.
pub fn focused(tab: TabId, focus: usize, size: (u16, u16)) -> Source {
    let areas = layout::areas(tab, size.0, size.1, None);
    let last = areas.panes.len().saturating_sub(1);
    areas.panes.get(focus.min(last)).map_or(tab.spec().source, |(source, _)| *source)
}

impl Lists {
    /// The list of a source.
    pub fn of(&self, source: Source) -> &List {
        self.lists.iter().find(|list| list.source == source).expect("every source has its list")
    }

    /// The list of a source, to be changed.
    pub fn of_mut(&mut self, source: Source) -> &mut List {
        self.lists.iter_mut().find(|list| list.source == source).expect("every source has its list")
    }

    /// The list that a tab's focus is on, to be changed.
    pub fn list_mut(&mut self, tab: TabId, focus: usize, size: (u16, u16)) -> &mut List {
        self.of_mut(focused(tab, focus, size))
    }

    /// Brings those up to date that a tab shows; the others when they are next shown.
    pub fn refresh(&mut self, sources: &[Source], board: &Board, now: Moment) {
        for list in self.lists.iter_mut().filter(|list| sources.contains(&list.source)) {
            list.refresh(board, now);
        }
    }
}
