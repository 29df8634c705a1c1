//! What may be seen of an open terminal from outside: all of it, to be read. It changes by events only.

use super::{
    App, BoardTime, derived::Derived, flow::Draft, list::ListId, lists::Lists, note::Note, overlay::Overlay,
};
use crate::{
    domain::{
        Blocker, Board, Decision, Id, Moment, Person, Record, Ref,
        calendar::EntryKind,
        rules::{
            catalog::RuleName,
            context::RuleContext,
            dependency_graph::{self, Blast},
            review_status::Date,
            scope::{self, MissingRequirements},
            verdict::Reason,
        },
        when::day_month,
    },
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
    pub const fn tab(&self) -> ListId {
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
    pub const fn derived(&self) -> &Derived {
        &self.derived
    }

    /// The same, to be changed by a test that draws what no board counts.
    #[cfg(test)]
    pub(crate) const fn derived_mut(&mut self) -> &mut Derived {
        &mut self.derived
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

    /// What has to be known of the time on the screen; nothing where it is the machine's.
    pub fn time_mark(&self) -> String {
        match self.time {
            BoardTime::Real => String::new(),
            BoardTime::AsOf => format!("as of {}", day_month(self.now.day(self.board.cycle.tz()))),
            BoardTime::Simulated => "simulation".to_owned(),
        }
    }

    /// Why nothing can be written, if it cannot.
    pub(crate) fn why_read_only(&self) -> Option<String> {
        match &self.board.unreadable {
            Some(unreadable) => Some(unreadable.to_string()),
            None if self.time == BoardTime::AsOf => {
                let day = self.now.day(self.board.cycle.tz());
                Some(format!(
                    "this is the board as of {}, to read; to write, leave the given clock out",
                    day_month(day)
                ))
            }
            None => self.is_read_only.then(|| "this board is read-only for you".to_owned()),
        }
    }

    /// Whether the light palette is used.
    pub const fn is_light(&self) -> bool {
        self.is_light
    }

    /// What a decision lacks to be in build scope.
    pub fn lacks_of(&self, decision: &Decision) -> MissingRequirements {
        if let Some(lacks) = self.derived.lacks(decision.reference()) {
            return lacks;
        }
        let facts = RuleContext::at(&self.board, self.now);
        match self.board.decisions.get(decision.id) {
            Some(known) => scope::lacks_of(&facts, known),
            None => MissingRequirements::default(),
        }
    }

    /// The open records that wait for a decision, and how many wait for it through others as well.
    pub fn waiting_for(&self, decision: &Decision) -> (Vec<Ref>, usize) {
        let of = decision.reference();
        let all = dependency_graph::downstream(&self.derived.held_up, of).len();
        (self.derived.held_up.get(&of).cloned().unwrap_or_default(), all)
    }

    /// How many scheduled reviews a blocker has survived.
    pub fn cycles_of(&self, blocker: &Blocker) -> usize {
        let ended = blocker.resolved_at.unwrap_or(self.now);
        self.board.cycle.schedule().survived(blocker.opened, ended)
    }

    /// How far a blocker reaches by now.
    pub fn blast(&self, blocker: &Blocker) -> Blast {
        dependency_graph::blast(&self.board, &self.derived.held_up, blocker, self.now)
    }

    /// Whether only what is of the person here is shown of what to do next.
    pub const fn shows_only_mine(&self) -> bool {
        self.only_mine
    }

    /// The reason of the gate with this gravest rule that is first about this record.
    pub fn reason(&self, rule: RuleName, item: Ref) -> Option<&Reason> {
        let mut all = self.derived.verdict.as_ref()?.gate.reasons.iter();
        all.find(|reason| reason.rule == rule && reason.items.first() == Some(&item))
    }

    /// A date of the calendar.
    pub fn date(&self, kind: EntryKind, at: Moment) -> Option<&Date> {
        self.derived.dates.iter().find(|date| date.entry.kind == kind && date.entry.at == at)
    }
}
