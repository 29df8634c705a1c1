//! Navigation: tabs, panes, rows; and the note line after something happened.

use super::{App, Effect, layout, list::ListId, list::Row, lists::focused};
use crate::{
    domain::{
        Kind, Ref, Value,
        calendar::EntryKind,
        change::subjects,
        rules::review_status,
        summary::{BoardAt, entry},
        when,
    },
    ops,
    store::Logged,
};

impl App {
    /// Shows a tab.
    pub(crate) fn show_tab(&mut self, tab: ListId) {
        if tab == self.tab {
            return;
        }
        self.places.push((self.tab, self.selected()));
        self.places.drain(..self.places.len().saturating_sub(50));
        self.tab = tab;
        self.focus = 0;
        self.zoom = None;
        self.refresh();
    }

    /// Shows the tab of a list; the way in for its action.
    pub(super) fn open_list(&mut self, id: ListId) -> Vec<Effect> {
        self.show_tab(id);
        Vec::new()
    }

    /// Goes back to where the person was.
    pub(crate) fn go_back(&mut self) {
        let Some((tab, record)) = self.places.pop() else {
            self.tell("this is where you began");
            return;
        };
        self.tab = tab;
        self.focus = 0;
        self.zoom = None;
        self.refresh();
        if let Some(record) = record {
            self.list_mut().select(record);
            self.selection_moved();
        }
    }

    /// Shows a record in its tab.
    pub(crate) fn go_to(&mut self, stored: Ref) {
        let Some(tab) = ListId::home_of(stored.kind) else { return };
        self.show_tab(tab);
        if !self.list_mut().select(stored) {
            // It may be filtered away or folded; what was asked for is shown.
            let at = BoardAt::new(&self.board, self.now, &self.derived.values);
            let list = self.lists.list_mut(self.tab, self.focus, self.size);
            list.folded.clear();
            list.set_filter("", at);
            list.refresh(at);
            list.select(stored);
        }
        self.selection_moved();
    }

    /// Shows of what to do next what is of the person here, or all of it.
    pub(super) fn toggle_mine(&mut self) -> Vec<Effect> {
        if self.me.is_none() {
            self.tell("nobody is known here; start with --as NAME");
            return Vec::new();
        }
        self.only_mine = !self.only_mine;
        self.refresh();
        Vec::new()
    }

    /// Goes to the record that a reason is about.
    pub(super) fn go_to_subject(&mut self, item: Ref) {
        match self.board.stored_ref(item) {
            Some(stored) => self.go_to(stored),
            None => self.tell("this reason names no record"),
        }
    }

    /// Goes to the record that a date of the calendar is about.
    pub(super) fn go_to_place(&mut self, kind: EntryKind) {
        match self.board.stored_ref(review_status::place(&self.board, kind)) {
            Some(stored) => self.go_to(stored),
            None => self.tell("nothing on the board asks for this date"),
        }
    }

    /// Goes to the first record of the first reason.
    pub(super) fn go_to_reason(&mut self) -> Vec<Effect> {
        if self.derived.verdict.is_none() {
            self.show_tab(ListId::Verdict);
        }
        let first = self.derived.verdict.as_ref().and_then(|verdict| {
            let mut reasons = verdict.gate.reasons.iter();
            reasons.find_map(|reason| reason.items.first().copied())
        });
        match first {
            Some(item) => self.go_to_subject(item),
            None => self.tell("nothing to clear"),
        }
        Vec::new()
    }

    /// Opens the selected row: its tab from the overview, its detail elsewhere.
    pub(crate) fn open_row(&mut self) -> Vec<Effect> {
        match self.list().selected() {
            Some(Row::Phase(_)) => self.fold(),
            Some(Row::Reason(_, item)) => self.go_to_subject(item),
            Some(Row::Rule(_)) => self.tell("this rule passes"),
            Some(Row::Date(kind, _)) => self.go_to_place(kind),
            // What is to be set up is many records: the list of what each lacks has them all.
            Some(Row::Record(stored)) if stored.kind == Kind::Cycle => return self.open_list(ListId::Gaps),
            Some(Row::Record(stored)) if self.tab == ListId::Overview => self.go_to(stored),
            Some(Row::Record(_)) => {
                self.focus = 1;
                if layout::Breadth::of(self.size.0) == layout::Breadth::Narrow {
                    self.zoom = Some(1);
                }
            }
            None => self.tell("there is nothing to open"),
        }
        Vec::new()
    }

    /// Back out of what was opened last: zoom, detail, filter, marks, the intake.
    pub(crate) fn back(&mut self) {
        if self.zoom.is_some() || self.is_in_detail() {
            self.zoom = None;
            self.focus = 0;
            self.detail_scroll = 0;
            return;
        }
        let at = BoardAt::new(&self.board, self.now, &self.derived.values);
        let list = self.lists.list_mut(self.tab, self.focus, self.size);
        if !list.filter().is_empty() {
            list.set_filter("", at);
        } else if !list.marked.is_empty() || list.range.is_some() {
            list.unmark();
        } else if self.tab.is_aside() {
            self.go_back();
        }
        self.selection_moved();
    }

    /// Leaves the mode, or the program.
    pub(crate) fn leave(&mut self) -> Vec<Effect> {
        if self.tab.is_aside() || self.zoom.is_some() || self.is_in_detail() {
            self.back();
            return Vec::new();
        }
        vec![Effect::Quit]
    }

    fn pane_count(&self) -> usize {
        let areas = layout::areas(self.tab, self.size.0, self.size.1, None);
        areas.panes.len() + usize::from(areas.detail.height > 0)
    }

    pub(crate) fn clamp_focus(&mut self) {
        self.focus = self.focus.min(self.pane_count().saturating_sub(1));
    }

    /// Gives the focus to the next pane, or the one before.
    pub(crate) fn focus_next(&mut self, by: isize) {
        let count = self.pane_count().max(1);
        let step = if by < 0 { count - 1 } else { 1 };
        self.focus = (self.focus + step) % count;
        if self.zoom.is_some() {
            self.zoom = Some(self.focus);
        }
        self.selection_moved();
    }

    pub(crate) fn toggle_zoom(&mut self) {
        if self.tab == ListId::Overview {
            match self.selected() {
                Some(record) => self.go_to(record),
                None => self.tell("there is nothing to zoom"),
            }
            return;
        }
        self.zoom = if self.zoom.is_some() { None } else { Some(self.focus.min(1)) };
    }

    /// Moves the cursor, or scrolls the detail that has the focus.
    pub(crate) fn step(&mut self, by: isize) {
        if self.is_in_detail() {
            let rows = i16::try_from(by.clamp(-1_000, 1_000)).unwrap_or(0);
            self.scroll_detail(rows);
            return;
        }
        self.list_mut().step(by);
        self.selection_moved();
    }

    pub(crate) fn scroll_detail(&mut self, by: i16) {
        self.detail_scroll = self.detail_scroll.saturating_add_signed(by).min(2_000);
    }

    /// Keeps the cursor on the screen and forgets what belonged to another record.
    pub(crate) fn selection_moved(&mut self) {
        let areas = self.areas();
        let list = focused(self.tab, self.focus, self.size);
        let height = areas.rows_of(list);
        self.lists.of_mut(list).scroll_into(height);
        self.detail_scroll = 0;
        if self.history.as_ref().map(|(record, _)| *record) != self.selected() {
            self.history = None;
        }
    }

    /// The record whose history is wanted and not yet here.
    pub fn wants_history(&self) -> Option<Ref> {
        let shown = self.areas().detail.height >= 8;
        self.selected().filter(|_| shown && self.history.is_none())
    }

    /// How many operations the feed has room for, where that is more than were read.
    pub fn wants_feed(&self) -> Option<usize> {
        let rows = usize::from(self.areas().feed.height);
        Some(rows).filter(|rows| *rows > self.feed_asked)
    }

    pub(crate) fn fold(&mut self) {
        let at = BoardAt::new(&self.board, self.now, &self.derived.values);
        let list = self.lists.list_mut(self.tab, self.focus, self.size);
        if let Some(Row::Phase(phase)) = list.selected() {
            if !list.folded.remove(&phase) {
                list.folded.insert(phase);
            }
            list.refresh(at);
        }
        self.selection_moved();
    }

    /// The targeted rows as a Markdown list.
    pub(crate) fn rows_as_markdown(&self) -> String {
        let zone = self.board.cycle.tz();
        let line = |reference: Ref| {
            let stored = self.board.stored_ref(reference)?;
            let entry = entry(self.board_at(), stored)?;
            let owner = entry.owner.map_or("nobody", |owner| self.board.handle(owner));
            let due =
                entry.date.map_or_else(String::new, |date| format!(", due {}", when::medium(date, zone)));
            let title = entry.line.replace('|', "\\|").replace('`', "\\`");
            Some(format!("- **{reference}** {title} ({owner}{due})\n"))
        };
        self.targets().into_iter().filter_map(line).collect()
    }

    /// An operation of the log in a few words, without who did it.
    pub fn describe(&self, logged: &Logged) -> String {
        // People and traces have no id that anybody knows.
        let known = subjects(&logged.changes).into_iter().filter(|subject| subject.kind.key().len() == 1);
        let mut subjects: Vec<String> =
            known.map(|subject| self.board.people_ref(subject).to_string()).collect();
        let more = if subjects.len() > 3 { format!(" +{}", subjects.len() - 3) } else { String::new() };
        subjects.truncate(3);
        let subjects = format!("{}{more}", subjects.join(" "));
        let change =
            logged.changes.first().and_then(|change| Some((change.after.as_ref()?, change.before.as_ref()?)));
        let kind = logged.changes.first().map_or(Kind::Decision, |change| change.kind);
        match (logged.name.as_str(), change) {
            ("edit", Some((after, _))) => {
                let set: Vec<String> = after
                    .iter()
                    .map(|(name, value)| {
                        format!("{} {}", name.replace('_', " "), self.shown(kind, name, value))
                    })
                    .collect();
                format!("set {subjects} {}", set.join(", "))
            }
            ("due", Some((after, _))) => {
                let due = match after.values().next() {
                    Some(Value::Integer(due)) => {
                        when::medium(crate::domain::Moment::from_millis(*due), self.board.cycle.tz())
                    }
                    Some(Value::Null | Value::Real(_) | Value::Text(_)) | None => String::new(),
                };
                format!("moved {subjects} to {due}")
            }
            ("assign", Some((after, _))) => {
                let owner =
                    after.get("owner").map(|value| self.shown(kind, "owner", value)).unwrap_or_default();
                format!("gave {subjects} to {owner}")
            }
            ("clock.escalate" | "blocker.escalate", Some(_)) => {
                let to = |change: &crate::domain::Change| {
                    change.after.as_ref().and_then(|after| after.get("escalated_to")).cloned()
                };
                let mut people: Vec<Value> = logged.changes.iter().filter_map(to).collect();
                people.dedup();
                match &people[..] {
                    [one] => format!("escalated {subjects} to {}", self.shown(kind, "escalated_to", one)),
                    _ => format!("escalated {subjects}"),
                }
            }
            (name, _) => format!("{} {subjects}", ops::past(name).unwrap_or(name)).trim_end().to_owned(),
        }
    }
}
