//! What one open terminal knows and does. No terminal, no database, no clock: events come in, effects go out.

pub mod action;
pub mod derived;
pub mod editor;
pub mod event;
pub mod filter;
pub mod flow;
pub mod forms;
mod fuzzy;
pub mod keys;
pub mod layout;
pub mod list;
pub mod lists;
pub mod menu;
mod navigation;
pub mod note;
pub mod overlay;
pub mod owner_picker;
pub mod palette;
mod results;
mod update;
mod view;
pub mod way_out;

pub use event::{BoardTime, DryRun, Effect, Event, Opened, Start};

use crate::{
    domain::{
        Board, Cycle, Id, Kind, Metric, Moment, Person, Ref,
        parse::InputParser,
        rules::{
            context::RuleContext,
            escalation, exit_criteria,
            measure::{self, Gauged},
        },
        summary::BoardAt,
    },
    input::Chord,
    ops::{Operation, form::FormContext},
    playbook::Playbook,
    store::Logged,
};
use derived::Derived;
use flow::{Draft, Flow, FormKind};
use keys::Keymap;
use list::{List, ListId, Row, Rows};
use lists::Lists;
use menu::Menu;
use note::{Note, Tone};
use overlay::Overlay;

/// One open terminal.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct App {
    /// The records.
    board: Board,
    /// The playbook the cycle was made from, as it was then.
    playbook: Option<Playbook>,
    /// The team's own playbooks, which are offered before the shipped ones.
    own_playbooks: Vec<Playbook>,
    /// The cycles in the file.
    cycles: Vec<Cycle>,
    /// Who sits here.
    me: Option<Id<Person>>,
    /// The login name, or the name given instead of it: what somebody new is called at first.
    login: String,
    /// Whether somebody new is recognised by the login next time.
    joins_by_login: bool,
    /// Whether there is no board yet: the first thing to do is to start one.
    is_new: bool,
    /// Whether something changed that is worth painting.
    needs_paint: bool,
    /// The moment.
    now: Moment,
    /// Columns and rows.
    size: (u16, u16),
    /// The tab shown.
    tab: ListId,
    /// The pane with the focus; the one past the last list is the detail.
    focus: usize,
    /// The pane that takes the whole body.
    zoom: Option<usize>,
    /// Rows the detail is scrolled by.
    detail_scroll: u16,
    /// The lists.
    lists: Lists,
    /// What the tab shown counts.
    derived: Derived,
    /// What lies over the tab.
    overlay: Option<Overlay>,
    /// The last thing to say.
    note: Option<Note>,
    /// When something was last saved.
    saved_at: Option<Moment>,
    /// Records that somebody else changed lately, and when.
    flashes: Vec<(Ref, Moment)>,
    /// The history of the selected record, newest first, by the store's reference.
    history: Option<(Ref, Vec<Logged>)>,
    /// What happened lately in the cycle, newest first.
    feed: Vec<Logged>,
    /// How many operations of the feed were read at most.
    feed_asked: usize,
    /// What was typed and not sent.
    drafts: Vec<Draft>,
    /// Whether the file can only be read.
    is_read_only: bool,
    /// What the time of the board is.
    time: BoardTime,
    /// Whether the light palette is used.
    is_light: bool,
    /// Whether the list of what to do next shows only what is of the person here.
    only_mine: bool,
    /// Where the person was before, newest last.
    places: Vec<(ListId, Option<Ref>)>,
    keymap: Keymap,
    pressed: Vec<Chord>,
    /// What is being edited in the person's own editor: the record and its field.
    editing: Option<(Ref, &'static str)>,
}

impl App {
    /// A terminal that opens on this board.
    pub fn new(board: Board, me: Option<Id<Person>>, now: Moment, size: (u16, u16)) -> Self {
        let playbook = serde_json::from_str(&board.cycle.playbook_copy).ok();
        let mut app = Self {
            board,
            playbook,
            own_playbooks: Vec::new(),
            cycles: Vec::new(),
            me,
            login: String::new(),
            joins_by_login: false,
            is_new: false,
            needs_paint: true,
            now,
            size,
            tab: ListId::Overview,
            focus: 0,
            zoom: None,
            detail_scroll: 0,
            lists: Lists::default(),
            derived: Derived::default(),
            overlay: None,
            note: None,
            saved_at: None,
            flashes: Vec::new(),
            history: None,
            feed: Vec::new(),
            feed_asked: 0,
            drafts: Vec::new(),
            is_read_only: false,
            time: BoardTime::Real,
            is_light: false,
            only_mine: false,
            places: Vec::new(),
            keymap: Keymap::default(),
            pressed: Vec::new(),
            editing: None,
        };
        app.refresh();
        app
    }

    /// Whether the terminal is too small for a board.
    pub const fn is_too_small(&self) -> bool {
        self.size.0 < layout::SMALLEST.0 || self.size.1 < layout::SMALLEST.1
    }

    /// The areas of the screen.
    pub fn areas(&self) -> layout::Areas {
        layout::areas(self.tab, self.size.0, self.size.1, self.zoom)
    }

    /// The list with the focus.
    pub fn list(&self) -> &List {
        self.lists.of(lists::focused(self.tab, self.focus, self.size))
    }

    /// The list with the focus, to be changed.
    pub(crate) fn list_mut(&mut self) -> &mut List {
        self.lists.list_mut(self.tab, self.focus, self.size)
    }

    /// Whether the detail has the focus.
    pub fn is_in_detail(&self) -> bool {
        self.tab != ListId::Overview && self.focus >= 1
    }

    /// The selected record, as the store knows it.
    pub fn selected(&self) -> Option<Ref> {
        self.list().selected().and_then(Row::record)
    }

    /// The selected record, as people call it.
    pub fn selected_ref(&self) -> Option<Ref> {
        self.selected().map(|stored| self.board.people_ref(stored))
    }

    /// What an action is about: the marked records, or else the selected one.
    pub fn targets(&self) -> Vec<Ref> {
        let chosen = self.list().chosen();
        if chosen.is_empty() {
            return self.selected_ref().into_iter().collect();
        }
        chosen.into_iter().map(|stored| self.board.people_ref(stored)).collect()
    }

    /// A record's line of text, by the reference people use.
    pub fn line_of(&self, reference: Ref) -> Option<String> {
        if reference.kind == Kind::Person {
            return self.board.people.get(Id::new(reference.number)).map(|person| person.name.to_string());
        }
        let stored = self.board.stored_ref(reference)?;
        self.board.summary(stored).map(|record| record.title().to_owned())
    }

    /// How what is typed is read now.
    pub fn reader(&self) -> InputParser<'_> {
        InputParser {
            people: self.board.people.rows(),
            me: self.me,
            due: crate::domain::parse::due_context(&self.board.cycle, self.now),
            unit: None,
        }
    }

    /// The same for a form about these records.
    pub fn reader_of(&self, subjects: &[Ref]) -> InputParser<'_> {
        self.reader().in_unit(subjects.first().and_then(|subject| self.board.unit_of(*subject)))
    }

    /// The line of the first of these records, for the head of a form.
    fn lead(&self, subjects: &[Ref]) -> String {
        subjects.first().and_then(|subject| self.line_of(*subject)).unwrap_or_default()
    }

    /// The board as summaries see it now.
    pub const fn board_at(&self) -> BoardAt<'_> {
        BoardAt::new(&self.board, self.now, &self.derived.values)
    }

    /// Everything that is shown about a metric.
    pub fn gauged(&self, metric: Id<Metric>) -> Option<&Gauged> {
        let gauges =
            self.derived.gauges.get_or_init(|| measure::gauges(&RuleContext::at(&self.board, self.now)));
        gauges.get(&metric.number())
    }

    /// What a form knows of it all.
    pub(crate) fn form_context(&self) -> FormContext<'_> {
        FormContext {
            board: &self.board,
            me: self.me,
            now: self.now,
            playbook: self.playbook.as_ref(),
            own_playbooks: &self.own_playbooks,
            login: &self.login,
            joins_by_login: self.joins_by_login,
        }
    }

    /// The exit checks of a step: their wording and how they stand.
    pub fn checks(&self, step: i64) -> Vec<(&str, exit_criteria::Check)> {
        exit_criteria::checks(&RuleContext::at(&self.board, self.now), step)
    }

    /// What `a` adds here.
    pub fn adds(&self) -> Option<FormKind> {
        lists::focused(self.tab, self.focus, self.size).spec().adds
    }

    /// Opens a menu.
    pub(crate) fn ask(&mut self, menu: Menu) {
        self.overlay = Some(Overlay::Menu(menu));
    }

    /// Says something good.
    pub fn tell(&mut self, text: &str) {
        self.note = Some(Note { text: text.to_owned(), tone: Tone::Plain, at: self.now });
    }

    fn warn(&mut self, text: impl Into<String>) {
        self.note = Some(Note { text: text.into(), tone: Tone::Bad, at: self.now });
    }

    /// Brings the lists that the tab shows up to date.
    pub(crate) fn refresh(&mut self) {
        escalation::apply_due_escalations(&mut self.board, self.now);
        let shown: Vec<ListId> = self.areas().panes.iter().map(|(id, _)| *id).collect();
        self.derived = Derived::of(self);
        if matches!(self.tab.spec().rows, Rows::Found(_)) {
            self.lists.of_mut(self.tab).give(std::mem::take(&mut self.derived.found));
        }
        self.lists.refresh(&shown, BoardAt::new(&self.board, self.now, &self.derived.values));
        self.selection_moved();
    }

    /// How many rows the focused list shows at once.
    pub(crate) fn page(&self) -> usize {
        if self.is_in_detail() {
            return usize::from(self.areas().detail.height.saturating_sub(2));
        }
        self.areas().rows_of(lists::focused(self.tab, self.focus, self.size))
    }

    /// Does an operation, and says who acts.
    pub(crate) fn execute(operation: impl Into<Operation>) -> Vec<Effect> {
        vec![Effect::Execute(Box::new(operation.into()))]
    }

    /// The last operation that the person took into account: what others did since a form was opened shows behind
    /// it, and is not yet reckoned with.
    pub fn seen(&self) -> i64 {
        match &self.overlay {
            Some(Overlay::Flow(flow)) => flow.seen,
            Some(Overlay::Owner(picker)) => picker.seen,
            _ => self.board.seq,
        }
    }

    /// Opens a flow on the selection, taking up a draft of it if one was left.
    pub(crate) fn open_flow(&mut self, kind: FormKind) {
        let targets = self.targets();
        // Only dates and owners are given to many at once; anything else is about the row with the cursor.
        let subjects =
            if kind == FormKind::Due { targets } else { self.selected_ref().into_iter().collect() };
        self.open_flow_on(kind, subjects);
    }

    /// The kind of review that the selected date of the calendar asks for.
    fn selected_review(&self) -> Option<String> {
        let Some(Row::Date(entry, _)) = self.list().selected() else { return None };
        self.board.policy.review_at(entry).map(|kind| kind.key.clone())
    }

    /// Opens a flow on these records.
    pub(crate) fn open_flow_on(&mut self, kind: FormKind, subjects: Vec<Ref>) {
        let lead = self.lead(&subjects);
        let Some(mut flow) = forms::open(kind, subjects, lead, &self.form_context()) else {
            self.tell("select a row first");
            return;
        };
        flow.seen = self.board.seq;
        let kept =
            self.drafts.iter().position(|draft| draft.kind == flow.kind && draft.subjects == flow.subjects);
        if let Some(draft) = kept.map(|at| self.drafts.remove(at)) {
            flow.take_up(&draft, &self.form_context());
            self.tell("what you typed before is still here");
        } else if let Some(review) = self.selected_review()
            && kind == FormKind::of::<crate::ops::review::Hold>()
        {
            flow.answer_with("kind", &review, &self.form_context());
        }
        self.overlay = Some(Overlay::Flow(Box::new(flow)));
    }

    /// A terminal in which there is no board yet: it offers to start a cycle, or to look around in an example.
    pub fn start(start: Start) -> Self {
        Self {
            login: start.login,
            joins_by_login: start.joins_by_login,
            own_playbooks: start.own_playbooks,
            drafts: start.drafts,
            is_light: start.is_light,
            is_new: true,
            overlay: Some(Overlay::Menu(Menu::welcome())),
            ..Self::new(Board::empty(start.blank), None, start.now, start.size)
        }
    }

    /// Opens again the form that was open when the program ended.
    fn offer_interrupted(&mut self) {
        let Some(at) = self.drafts.iter().position(|draft| draft.was_open) else {
            return;
        };
        let draft = self.drafts.remove(at);
        let lead = self.lead(&draft.subjects);
        let opened = forms::open(draft.kind, draft.subjects.clone(), lead, &self.form_context());
        if let Some(mut flow) = opened {
            flow.seen = self.board.seq;
            flow.take_up(&draft, &self.form_context());
            self.overlay = Some(Overlay::Flow(Box::new(flow)));
            self.tell("this was open when the line dropped; esc leaves it for later");
        }
    }

    /// Everything typed and not sent, to be kept when the program ends.
    pub fn unsent(&self) -> Vec<Draft> {
        let mut drafts = self.drafts.clone();
        if let Some(Overlay::Flow(flow)) = &self.overlay
            && flow.is_touched()
        {
            drafts.push(flow.draft(true));
        }
        drafts
    }

    fn discard_flow(&mut self, flow: &Flow) {
        self.drafts.retain(|draft| draft.kind != flow.kind || draft.subjects != flow.subjects);
        self.tell("discarded; nothing of it is kept");
    }

    fn leave_flow(&mut self, flow: &Flow) {
        self.drafts.retain(|draft| draft.kind != flow.kind || draft.subjects != flow.subjects);
        if flow.is_touched() {
            self.drafts.push(flow.draft(false));
            self.tell("kept as a draft; the same key takes it up again");
        }
    }
}

#[cfg(test)]
mod tests;
