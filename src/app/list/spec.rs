//! What varies from one list to the next, as data: one [`ListSpec`] for each, in the file of its name. Rows, order,
//! tabs, layout, empty states and what `a` adds ask it. How a list looks is the painter's.

use crate::{
    app::{
        App,
        action::ActionSpec,
        derived::{Derived, Derives},
        flow::FormKind,
        layout::Arrangement,
        list::Sort,
    },
    domain::{AnyRecord, Board, Kind, Moment, Record, Ref, rules::context::RuleContext, step::Phase},
};

/// What varies from list to list.
#[derive(Debug)]
pub struct ListSpec {
    /// What its pane is called.
    pub title: &'static str,
    /// Where its rows come from.
    pub rows: Rows,
    /// What it is ordered by at first.
    pub sort: Sort,
    /// How many columns its pane needs before the heads of its columns show; `None` for a list without heads.
    pub heads_from: Option<u16>,
    /// What `a` adds there.
    pub adds: Option<FormKind>,
    /// What it says when there is nothing: the claim, the explanation, the keys.
    pub empty: Empty,
    /// The kinds whose records one finds here when one goes to them.
    pub home_of: &'static [Kind],
    /// Its tab; a list without one is a pane of the overview.
    pub tab: Option<TabSpec>,
}

/// Where the rows of a list come from.
#[derive(Clone, Copy, Debug)]
pub enum Rows {
    /// Records of the board, in the order that the list has.
    Board(fn(&Board) -> Vec<Ref>),
    /// Records under the phases of the cycle, which fold.
    UnderPhases(fn(&Board, Phase) -> Vec<Ref>),
    /// Records in the order of a rule, whatever order the list has.
    Ranked(fn(&Board, Moment) -> Vec<Ref>),
    /// What a rule finds for the tab shown, in the rule's order, with why each row is there: it adds to
    /// `Derived::found`.
    Found(fn(&App, &RuleContext<'_>, &mut Derived)),
}

/// What varies from tab to tab.
#[derive(Debug)]
pub struct TabSpec {
    /// Its name.
    pub name: &'static str,
    /// Its name where room is short.
    pub short: &'static str,
    /// The key that opens it; empty where it is its number.
    pub key: &'static str,
    /// The actions that open it, and those that lead from anywhere to what it is about.
    pub opened_by: &'static [ActionSpec],
    /// Where list and detail lie.
    pub arrangement: Arrangement,
    /// What is counted while it is shown.
    pub derives: &'static [Derives],
    /// How much of it is open, where the bar of tabs says so.
    pub count: Option<fn(&App) -> String>,
}

/// An empty state.
#[derive(Debug)]
pub struct Empty {
    /// What is not there.
    pub claim: &'static str,
    /// What it is.
    pub what: &'static str,
    /// Keys and what they do.
    pub keys: &'static [(&'static str, &'static str)],
}

impl Empty {
    /// The one line that a pane of the overview has room for.
    pub(super) const fn line(claim: &'static str) -> Self {
        Self { claim, what: "", keys: &[] }
    }
}

/// All records of a table.
pub(super) fn all<E: Record>(rows: &[E]) -> Vec<Ref> {
    rows.iter().map(AnyRecord::stored).collect()
}

/// The records of a table that are wanted.
pub(super) fn only<E: Record>(rows: &[E], wanted: impl Fn(&E) -> bool) -> Vec<Ref> {
    rows.iter().filter(|row| wanted(row)).map(AnyRecord::stored).collect()
}

macro_rules! lists {
    ($( $(#[$doc:meta])* $id:ident = $spec:path, )+) => {
        /// A list. One with a tab stands for its tab too.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ListId {
            $( $(#[$doc])* $id, )+
        }

        impl ListId {
            /// Every list; those with a tab in the order of the bar.
            pub const ALL: &[Self] = &[$( Self::$id ),+];

            /// What varies here.
            pub const fn spec(self) -> &'static ListSpec {
                match self {
                    $( Self::$id => &$spec, )+
                }
            }
        }
    };
}

// A list has its line here and its file beside this one; `ui::views::list` says how its rows look.
lists! {
    /// What to do next.
    Overview = super::overview::SPEC,
    /// The six steps.
    Framework = super::framework::SPEC,
    /// All decisions.
    Decisions = super::decisions::SPEC,
    /// All blockers, then all dependencies.
    Blockers = super::blockers::SPEC,
    /// All risks.
    Risks = super::risks::SPEC,
    /// All metrics.
    Metrics = super::metrics::SPEC,
    /// The checklist, under its phases.
    Playbook = super::playbook::SPEC,
    /// What success and launch are measured by: success criteria, then launch criteria.
    Gate = super::gate::SPEC,
    /// What waits in the intake, then what is over.
    Intake = super::intake::SPEC,
    /// The rules of the verdict, those that fail first.
    Verdict = super::verdict::SPEC,
    /// What is in build scope, then what is in review.
    Scope = super::scope::SPEC,
    /// Whatever lacks what it should have.
    Gaps = super::gaps::SPEC,
    /// Whatever is due, most pressing first.
    Due = super::due::SPEC,
    /// What the person here owns.
    Mine = super::mine::SPEC,
    /// The dates of the cycle, the next one first, then what is over.
    Calendar = super::calendar::SPEC,
    /// Open risks, on the overview.
    OpenRisks = super::risks::OPEN,
}

impl ListId {
    /// Its tab, if it has one.
    pub const fn tab(self) -> Option<&'static TabSpec> {
        self.spec().tab.as_ref()
    }

    /// The tabs, in the order of the bar; those with a key of their own follow.
    pub fn tabs() -> impl Iterator<Item = (Self, &'static TabSpec)> {
        Self::ALL.iter().filter_map(|&id| Some((id, id.tab()?)))
    }

    /// The tabs with a number, in order.
    pub fn numbered() -> impl Iterator<Item = (Self, &'static TabSpec)> {
        Self::tabs().filter(|(_, tab)| tab.key.is_empty())
    }

    /// Whether its tab has no number: it is opened by a key and left by esc.
    pub const fn is_aside(self) -> bool {
        match self.tab() {
            Some(tab) => !tab.key.is_empty(),
            None => false,
        }
    }

    /// What it is called: by its tab, else by its pane.
    pub const fn name(self) -> &'static str {
        match self.tab() {
            Some(tab) => tab.name,
            None => self.spec().title,
        }
    }

    /// What is counted while its tab is shown.
    pub const fn derives(self) -> &'static [Derives] {
        match self.tab() {
            Some(tab) => tab.derives,
            None => &[],
        }
    }

    /// The list where one finds records of this kind.
    pub fn home_of(kind: Kind) -> Option<Self> {
        Self::ALL.iter().copied().find(|id| id.spec().home_of.contains(&kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_kind_has_one_home() {
        for &kind in Kind::ALL {
            let homes = ListId::ALL.iter().filter(|id| id.spec().home_of.contains(&kind)).count();
            assert!(homes <= 1, "{kind:?} has {homes}");
            assert!(homes == 1 || !kind.is_listed(), "{kind:?} is listed and has no home");
        }
    }

    #[test]
    fn tabs_with_a_number_come_first_and_a_home_has_a_tab() {
        let asides: Vec<bool> = ListId::tabs().map(|(id, _)| id.is_aside()).collect();
        assert!(asides.is_sorted(), "{asides:?}");
        for id in ListId::ALL {
            assert!(id.spec().home_of.is_empty() || id.tab().is_some(), "{id:?}");
        }
    }
}
