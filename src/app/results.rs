//! Handles the results of effects: success, refusal, conflict, changes by others, dry run.

use super::{
    App, Effect,
    event::{BoardTime, DryRun, Opened},
    flow::{FormKind, Problem},
    menu::{Command, Menu},
    note::{Note, Tone},
    overlay::Overlay,
    way_out,
};
use crate::{
    domain::{Id, Kind, Ref, Value, change::Change, display::Display},
    ops::{self, OpError, Receipt},
    store::{Direction, Logged},
};
use std::mem;

impl App {
    /// Brings changes in, and says whether each could be.
    fn apply(&mut self, changes: &[Change]) -> bool {
        changes.iter().filter(|change| self.board.apply(change).is_err()).count() == 0
    }

    /// Asks for the whole board where a change could not be brought in, and says so behind what there is to say.
    fn mend(&mut self, is_whole: bool) -> Vec<Effect> {
        if is_whole {
            return Vec::new();
        }
        let said = self.note.take().map(|note| format!("{} · ", note.text)).unwrap_or_default();
        self.warn(format!("{said}a change could not be shown, so the board was read again"));
        vec![Effect::Reload]
    }

    /// Shows a cycle that was opened. What belongs to the terminal and its person stays; the rest comes with the board.
    pub(super) fn opened(&mut self, opened: Opened) {
        *self = Self {
            cycles: opened.cycles,
            is_read_only: opened.is_read_only
                || opened.board.unreadable.is_some()
                || opened.time == BoardTime::AsOf,
            time: opened.time,
            login: mem::take(&mut self.login),
            joins_by_login: self.joins_by_login,
            own_playbooks: mem::take(&mut self.own_playbooks),
            drafts: mem::take(&mut self.drafts),
            is_light: self.is_light,
            ..Self::new(opened.board, opened.me, self.now, self.size)
        };
        if self.me.is_none() && !self.is_read_only {
            self.open_flow_on(FormKind::of::<ops::person::Join>(), Vec::new());
        } else {
            self.offer_interrupted();
        }
        if let Some(unreadable) = &self.board.unreadable {
            let hint = way_out::told(&unreadable.hint, way_out::From::Tab(self.tab));
            self.warn(format!("{}; {hint}", unreadable.reason));
        }
    }

    pub(super) fn done(&mut self, receipt: &Receipt, logged: Option<Logged>) -> Vec<Effect> {
        if let Some(logged) = logged {
            self.feed.insert(0, logged);
        }
        let is_whole = self.apply(&receipt.changes);
        self.board.seq = self.board.seq.max(receipt.seq);
        self.saved_at = Some(self.now);
        let joined = receipt.created.iter().find(|created| self.me.is_none() && created.kind == Kind::Person);
        if let Some(joined) = joined {
            self.me = Some(Id::new(joined.number));
        }
        let is_form = matches!(self.overlay, Some(Overlay::Flow(_) | Overlay::Owner(_)));
        if is_form {
            self.overlay = None;
            // What was marked has been dealt with.
            self.list_mut().unmark();
        }
        self.refresh();
        if let Some(created) = receipt.created.first().and_then(|created| self.board.stored_ref(*created)) {
            self.list_mut().select(created);
            self.selection_moved();
        }
        let back = match receipt.reverses {
            Some(Direction::Undo) => "^r does it again",
            Some(Direction::Redo) | None => "u undoes",
        };
        self.note =
            Some(Note { text: format!("{} · {back}", receipt.said), tone: Tone::Good, at: self.now });
        self.history = None;
        self.mend(is_whole)
    }

    pub(super) fn failed(&mut self, error: OpError) {
        let (problem, field) = match error {
            OpError::Refused(refusal) => {
                let (field, since) = (refusal.field, self.done_since(refusal.subject));
                let from = match self.overlay {
                    Some(Overlay::Flow(_)) => way_out::From::Form,
                    _ => way_out::From::Tab(self.tab),
                };
                let hint = way_out::told(&refusal.hint, from);
                let mut problem = Problem { reason: refusal.to_string(), hint };
                problem.reason.extend(since.map(|since| format!("; {since}")));
                (problem, field)
            }
            OpError::Conflict(conflict) => (self.describe_conflict(&conflict), None),
            OpError::NotFound(reference) => (
                Problem {
                    reason: format!("{reference} is gone"),
                    hint: "somebody took it back meanwhile".to_owned(),
                },
                None,
            ),
            OpError::Store(error) => {
                (Problem { reason: error.to_string(), hint: "what you typed is still here".to_owned() }, None)
            }
        };
        match &mut self.overlay {
            Some(Overlay::Flow(flow)) => {
                flow.refused(problem, field);
                flow.seen = self.board.seq;
            }
            overlay => {
                if let Some(Overlay::Owner(picker)) = overlay {
                    picker.seen = self.board.seq;
                }
                self.warn(format!("{} · {}", problem.reason, problem.hint));
            }
        }
    }

    /// What somebody else did last to a record while a form on it was open.
    fn done_since(&self, subject: Option<Ref>) -> Option<String> {
        let stored = self.board.stored_ref(subject?)?;
        let touches = |change: &Change| change.kind == stored.kind && change.id == stored.number;
        let theirs = self
            .feed
            .iter()
            .take_while(|logged| logged.seq > self.seen())
            .find(|logged| Some(logged.actor) != self.me && logged.changes.iter().any(touches))?;
        let at = theirs.at.in_zone(self.board.cycle.tz()).format("%H:%M");
        Some(format!("{} {} at {at}", self.board.handle(theirs.actor), self.describe(theirs)))
    }

    fn describe_conflict(&self, conflict: &ops::Conflict) -> Problem {
        let theirs = conflict
            .theirs
            .get(&conflict.field)
            .map(|value| self.shown(conflict.subject.kind, &conflict.field, value))
            .unwrap_or_default();
        let at = conflict.at.in_zone(self.board.cycle.tz()).format("%H:%M");
        Problem {
            reason: format!(
                "{} set {} of {} to \"{theirs}\" at {at}",
                conflict.by, conflict.field, conflict.subject
            ),
            hint: "enter again puts yours in its place; esc keeps theirs".to_owned(),
        }
    }

    /// A stored value in words.
    pub fn shown(&self, kind: Kind, field: &str, value: &Value) -> String {
        Display { people: self.board.people.rows(), zone: self.board.cycle.tz() }.say(kind, field, value)
    }

    pub(super) fn changed(&mut self, logged: Vec<Logged>) -> Vec<Effect> {
        let mut is_whole = true;
        for operation in logged {
            is_whole &= self.apply(&operation.changes);
            self.board.seq = self.board.seq.max(operation.seq);
            for change in &operation.changes {
                self.flashes.push((Ref::new(change.kind, change.id), self.now));
            }
            let is_mine = Some(operation.actor) == self.me;
            if !is_mine {
                let said = self.describe(&operation);
                let by = self.board.handle(operation.actor).to_owned();
                self.note = Some(Note { text: format!("{by} {said}"), tone: Tone::Plain, at: self.now });
            }
            self.feed.insert(0, operation);
        }
        self.feed.truncate(100);
        self.history = None;
        self.refresh();
        self.mend(is_whole)
    }

    /// Shows how a file was read and what would come of it, and asks whether to go on.
    pub(super) fn rehearsed(&mut self, rehearsal: DryRun) {
        let Some(Overlay::Flow(flow)) = self.overlay.take() else { return };
        // Whoever says no wants to change an answer, not type the path again.
        self.drafts.push(flow.draft(false));
        if rehearsal.is_idle {
            self.drafts.retain(|draft| draft.kind != flow.kind);
            self.tell(&rehearsal.said);
            return;
        }
        let lead = format!("{}\n\n{}", rehearsal.readings.join("\n"), rehearsal.said);
        let command = Command::BringIn(rehearsal.operation);
        self.overlay = Some(Overlay::Menu(Menu::confirm("Bring it in?", lead, command)));
    }
}
