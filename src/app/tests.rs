//! The app as keys see it: a real file behind it, no terminal in front of it.

mod asked;
mod forms;
mod offers;

use super::*;
use crate::{
    domain::{Fields, Kind, Ref, Value, decision::DecisionState, risk::RiskState, step::ItemState},
    input::{Input, parse_script},
    ops::{common, tests::Bench},
    store::Store,
    terminal::{Clock, Host, MemoryConsole, Setup},
    ui::theme::{Background, ColorDepth},
};

/// One person at a terminal, and the board behind it, on which others work too.
struct Seat {
    app: App,
    host: Host<MemoryConsole>,
    bench: Bench,
}

impl Seat {
    fn new() -> Self {
        Self::with(Vec::new())
    }

    /// The same with something that was typed before.
    fn with(drafts: Vec<Draft>) -> Self {
        let bench = Bench::new();
        let now = Moment::parse("2026-03-02T10:00:00Z").unwrap();
        let mut host = Host::new(setup(&bench, now), MemoryConsole::new(120, 40));
        let start = Start {
            blank: bench.board().cycle,
            login: "maya".to_owned(),
            joins_by_login: true,
            own_playbooks: Vec::new(),
            drafts,
            is_light: false,
            now,
            size: (120, 40),
        };
        let first = host.begin().unwrap();
        let mut seat = Self { app: App::start(start), host, bench };
        seat.hear(first);
        seat
    }

    /// Presses keys; what they ask of the board is done at once.
    fn press(&mut self, script: &str) -> &mut Self {
        for chord in parse_script(script).unwrap() {
            self.hear(vec![Event::Input(Input::Key(chord))]);
        }
        self
    }

    fn hear(&mut self, events: Vec<Event>) {
        for event in events {
            for effect in self.app.on(event) {
                let events = self.host.perform(effect, self.app.seen()).unwrap();
                self.hear(events);
            }
        }
    }

    /// Learns what others did meanwhile.
    fn look_around(&mut self) {
        let events = self.host.look_around().unwrap();
        self.hear(events);
    }

    /// Lets time go on to a moment.
    fn goes_to(&mut self, now: &str) {
        let now = Moment::parse(now).unwrap();
        self.host.setup.clock = Clock::Given(now);
        self.hear(vec![Event::Tick(now)]);
    }

    /// Somebody else does something meanwhile, without this terminal having heard of it.
    fn jo_does(&mut self, op: common::Op) {
        self.bench.executor.actor = Some(Id::new(2));
        self.bench.does(op);
        self.bench.executor.actor = Some(Id::new(1));
    }

    fn flow(&self) -> &Flow {
        match &self.app.overlay {
            Some(Overlay::Flow(flow)) => flow,
            other => panic!("no flow is open but {other:?}; note {:?}", self.app.note),
        }
    }

    fn note(&self) -> &str {
        self.app.note.as_ref().map_or("", |note| note.text.as_str())
    }

    fn decisions(&self) -> Vec<(String, String)> {
        let board = self.bench.board();
        board
            .decisions
            .rows()
            .iter()
            .map(|it| (it.title.to_string(), board.handle(it.owner).to_owned()))
            .collect()
    }
}

fn setup(bench: &Bench, now: Moment) -> Setup {
    let path = bench.executor.store.path();
    Setup {
        path: path.to_owned(),
        store: Some(Store::open(path).unwrap()),
        person: Some(Id::new(1)),
        name: "maya".to_owned(),
        login: Some("maya".to_owned()),
        account: crate::store::Account::default(),
        cycle: Some(Id::new(1)),
        clock: Clock::Given(now),
        is_simulation: true,
        tier: ColorDepth::TrueColor,
        ground: Background::Dark,
        is_ascii: false,
        term: None,
        tmux: None,
        editor: "vi".to_owned(),
        state_folder: path.with_file_name("state"),
        home: None,
        own_playbooks: Vec::new(),
        warning: None,
        blank: bench.board().cycle,
    }
}

fn three_decisions() -> Seat {
    let mut seat = Seat::new();
    seat.press("3aShip without wallet?<enter>aWhich refund wording?<enter>aFreeze the catalogue?<enter>gg");
    seat
}

#[test]
fn one_line_adds_a_decision_with_owner_and_date() {
    let mut seat = Seat::new();
    seat.press("3aShip without wallet? @jo due:+3d<enter>");
    assert_eq!(seat.decisions(), [("Ship without wallet?".to_owned(), "jo".to_owned())]);
    assert_eq!(seat.note(), "added D-1 · u undoes");
    assert!(seat.app.overlay.is_none());
}

#[test]
fn a_blocker_is_asked_for_its_fallback_and_keeps_its_line_meanwhile() {
    let mut seat = Seat::new();
    seat.press("4aPSP cert expired @jo<enter>");
    assert_eq!(seat.flow().answer("title"), Some("PSP cert expired"));
    assert_eq!(seat.flow().questions[seat.flow().at].field.name, "fallback");
    seat.press("<enter>");
    assert!(seat.flow().problem.is_some(), "a blank fallback is no fallback");
    seat.press("ship cards only<enter>");
    let board = seat.bench.board();
    assert_eq!(&*board.blockers.rows()[0].fallback, "ship cards only");
}

#[test]
fn an_ambiguous_date_is_refused_with_both_readings() {
    let mut seat = three_decisions();
    seat.press("dnext fri<enter>");
    let problem = seat.flow().problem.clone().unwrap();
    assert!(problem.reason.contains("fri (6 Mar)") && problem.reason.contains("fri+1w"), "{problem:?}");
    seat.press("<c-u>fri<enter>");
    assert!(seat.note().starts_with("D-1 due Fri 6 Mar 17:00"), "{}", seat.note());
}

#[test]
fn three_marked_rows_get_one_owner_and_one_undo_takes_it_back() {
    let mut seat = three_decisions();
    seat.press("gg<space><space><space>ojo<enter>");
    assert!(seat.decisions().iter().all(|(_, owner)| owner == "jo"), "{:?}", seat.decisions());
    seat.press("u");
    assert!(seat.decisions().iter().all(|(_, owner)| owner == "maya"), "{:?}", seat.decisions());
}

#[test]
fn rows_of_a_range_not_yet_ended_are_acted_on_as_they_are_drawn() {
    let mut seat = three_decisions();
    seat.press("ggvjjojo<enter>");
    assert!(seat.decisions().iter().all(|(_, owner)| owner == "jo"), "{:?}", seat.decisions());
    assert!(seat.app.list().chosen().is_empty(), "what was marked has been dealt with");
}

#[test]
fn a_name_nobody_has_is_added_as_it_is_picked() {
    let mut seat = three_decisions();
    seat.press("oSam Amadi<enter>");
    assert_eq!(seat.decisions()[0].1, "sam");
    seat.press("u");
    assert_eq!(seat.bench.board().people.rows().len(), 3, "the person goes with the undo");
}

#[test]
fn closing_says_what_is_missing_and_keeps_every_answer() {
    let mut seat = three_decisions();
    seat.press("ca");
    assert_eq!(seat.flow().questions[seat.flow().at].field.name, "proof");
    seat.press("standup, jo said yes<enter>");
    assert_eq!(seat.flow().questions[seat.flow().at].field.name, "criteria");
    seat.press("<esc>");
    assert_eq!(seat.note(), "kept as a draft; the same key takes it up again");
    seat.press("ca");
    assert_eq!(seat.flow().answer("proof"), Some("standup, jo said yes"));
    seat.press("40 labels a day<enter>");
    assert_eq!(seat.flow().questions[seat.flow().at].field.name, "evidence");
    seat.press("the pilot ran<enter>test<enter>y<enter>");
    let board = seat.bench.board();
    assert_eq!(board.decisions.rows()[0].state, DecisionState::Approved);
    assert_eq!(board.criteria.rows().len(), 1);
    seat.press("u");
    assert_eq!(seat.bench.board().decisions.rows()[0].state, DecisionState::Open);
    assert!(seat.bench.board().criteria.rows().is_empty());
}

#[test]
fn a_conflict_names_who_changed_what_and_keeps_what_was_typed() {
    let mut seat = three_decisions();
    seat.press("e<c-u>Mine?");
    let set = [("title".to_owned(), crate::domain::Value::text("Theirs?"))].into();
    seat.jo_does(common::Op::Edit { subject: Ref::new(Kind::Decision, 1), set });
    seat.press("<enter>");
    let flow = seat.flow();
    assert!(
        flow.problem.as_ref().unwrap().reason.contains("jo set title of D-1 to \"Theirs?\""),
        "{:?}",
        flow.problem
    );
    assert_eq!(flow.answer("title"), Some("Mine?"));
    seat.press("<enter>");
    assert_eq!(seat.decisions()[0].0, "Mine?");
}

#[test]
fn an_owner_given_by_somebody_else_while_the_picker_is_open_is_not_overwritten_unseen() {
    let mut seat = three_decisions();
    seat.press("oana");
    seat.jo_does(common::Op::Assign { subjects: vec![Ref::new(Kind::Decision, 1)], owner: Id::new(2) });
    seat.look_around();
    seat.press("<enter>");
    assert_eq!(seat.decisions()[0].1, "jo", "{}", seat.note());
    assert!(seat.note().contains("jo set owner of D-1 to \"jo\""), "{}", seat.note());
    seat.press("<enter>");
    assert_eq!(seat.decisions()[0].1, "ana");
}

#[test]
fn a_filter_narrows_as_it_is_typed_and_escape_clears_it() {
    let mut seat = three_decisions();
    seat.press("/wal");
    assert_eq!(seat.app.list().rows.len(), 1);
    seat.press("<enter>");
    assert_eq!(seat.app.list().rows.len(), 1, "enter keeps the filter");
    seat.press("<esc>");
    assert_eq!(seat.app.list().rows.len(), 3);
    seat.press("/!refund @may<enter>");
    assert_eq!(seat.app.list().rows.len(), 2);
    seat.press("<esc>/d-2<enter>");
    assert_eq!(seat.app.selected_ref(), Some(Ref::new(Kind::Decision, 2)));
}

#[test]
fn n_goes_to_the_next_late_row() {
    let mut seat = three_decisions();
    seat.press("jdtomorrow<enter>");
    let due = seat.app.selected_ref().unwrap();
    seat.press("gg");
    seat.goes_to("2026-03-04T10:00:00Z");
    seat.press("Gn");
    assert_eq!(seat.app.selected_ref(), Some(due));
}

#[test]
fn the_palette_jumps_to_an_id_and_runs_an_action_by_name() {
    let mut seat = three_decisions();
    seat.press("1:d-3<enter>");
    assert_eq!(
        (seat.app.tab, seat.app.selected_ref()),
        (ListId::Decisions, Some(Ref::new(Kind::Decision, 3)))
    );
    seat.press(":tab risks<enter>");
    assert_eq!(seat.app.tab, ListId::Risks);
}

#[test]
fn a_risk_is_scored_in_place_and_its_state_is_set_from_a_menu() {
    let mut seat = Seat::new();
    seat.press("5");
    let risk = seat.app.selected().unwrap();
    let state = |seat: &Seat| seat.bench.board().risks.get(Id::new(risk.number)).cloned().unwrap();
    seat.press("+.");
    assert_eq!((state(&seat).chance, state(&seat).impact), (4, 4));
    seat.press("ca");
    assert_eq!(state(&seat).state, RiskState::Appeared);
    seat.press("cmqueue page is live<enter>");
    assert_eq!(state(&seat).state, RiskState::Mitigated);
}

#[test]
fn every_tab_that_shows_a_risk_counts_all_open_ones_in_its_map() {
    let mut seat = Seat::new();
    for tab in [ListId::Risks, ListId::Mine, ListId::Due, ListId::Gaps] {
        seat.app.open_list(tab);
        let counted: usize = seat.app.derived().heat.iter().flatten().sum();
        assert_eq!(counted, seat.app.derived().risks, "{tab:?}");
        assert!(counted > 0);
    }
}

#[test]
fn a_checklist_item_asks_for_proof_where_it_needs_it() {
    let mut seat = Seat::new();
    let needs = seat.app.board.items.rows().iter().find(|item| item.number == 2).unwrap().clone();
    assert!(needs.needs_proof);
    seat.press("7");
    let stored = crate::domain::AnyRecord::stored(&needs);
    seat.app.go_to(stored);
    seat.press("<space>");
    seat.press("<enter>");
    assert!(seat.flow().problem.is_some());
    seat.press("https://wiki.example/charter<enter>");
    assert_eq!(seat.bench.board().item(needs.number).unwrap().state, ItemState::Done);
    seat.press("<space>");
    assert_eq!(seat.bench.board().item(needs.number).unwrap().state, ItemState::Todo);
    seat.press("xdone elsewhere<enter>");
    assert_eq!(seat.bench.board().item(needs.number).unwrap().state, ItemState::Waived);
}

#[test]
fn a_paste_into_a_list_is_text_and_never_keys() {
    let mut seat = Seat::new();
    seat.press("4");
    seat.app.on(Event::Input(Input::Paste { text: "q\nu\nx PSP".into(), truncated: false }));
    assert_eq!(seat.flow().answer("title"), Some("q u x PSP"));
}

#[test]
fn a_form_that_was_open_is_offered_again() {
    let mut seat = Seat::new();
    seat.press("4aPSP cert");
    let drafts = seat.app.unsent();
    let again = Seat::with(drafts);
    match &again.app.overlay {
        Some(Overlay::Flow(flow)) => assert_eq!(flow.answer("title"), Some("PSP cert")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_intake_note_becomes_a_blocker_with_what_it_lacked() {
    let mut seat = Seat::new();
    seat.press("IaLegal has not answered<enter>");
    assert_eq!(seat.bench.board().intake.rows().len(), 1);
    seat.press("c");
    seat.press("jo<enter>");
    seat.press("fri<enter>keep the old wording<enter>");
    let board = seat.bench.board();
    assert_eq!(board.blockers.rows().len(), 1, "{:?} {:?}", seat.app.overlay, seat.note());
    assert_eq!(board.handle(board.blockers.rows()[0].owner), "jo");
}

#[test]
fn whatever_is_pressed_nothing_breaks() {
    let keys = "jkhlgGqaeiodcfx!vuSsyYnN/:?TIzJK123456790[]+-.,tDCVLA\u{1b}";
    let mut dice = fastrand::Rng::with_seed(7);
    let mut seat = three_decisions();
    let letters: Vec<char> = keys.chars().collect();
    for _ in 0..5_000 {
        let chord = match dice.u8(0..12) {
            0 => crate::input::Chord::plain(crate::input::Key::Enter),
            1 => crate::input::Chord::plain(crate::input::Key::Esc),
            2 => crate::input::Chord::plain(crate::input::Key::Tab),
            3 => crate::input::Chord::ctrl(letters[dice.usize(0..20)]),
            _ => crate::input::Chord::char(letters[dice.usize(..letters.len())]),
        };
        seat.hear(vec![Event::Input(Input::Key(chord))]);
        if dice.u8(0..50) == 0 {
            seat.app.on(Event::Resize(dice.u16(0..200), dice.u16(0..60)));
        }
    }
    assert_eq!(seat.bench.executor.store.examine().unwrap().problems, Vec::<String>::new());
}

#[test]
fn what_fades_is_painted_away_without_a_key() {
    let mut seat = three_decisions();
    let added = seat.app.now;
    let mut tick = |seconds| {
        seat.app.on(Event::Painted);
        seat.app.on(Event::Tick(added + chrono::Duration::seconds(seconds)));
        seat.app.needs_paint
    };
    assert!(!tick(1) && !tick(3), "nothing has changed");
    assert!(tick(4), "the note is over");
    assert!(!tick(5));
    assert!(tick(60), "everything is a minute nearer");
}

#[test]
fn a_board_that_can_only_be_read_refuses_every_key_that_changes_it() {
    let mut seat = three_decisions();
    seat.app.is_read_only = true;
    for script in ["2<space>", "6t", "6D", "7j<space>", "3a", "e", "c", "u"] {
        seat.press(script);
        assert_eq!(seat.note(), "this board is read-only for you", "{script}");
        assert!(seat.app.overlay.is_none(), "{script}");
    }
    seat.press("3<space>");
    assert_eq!(seat.app.list().marked.len(), 1, "a mark is nobody else's");
}

#[test]
fn a_change_that_cannot_be_shown_reads_the_board_again() {
    let mut seat = three_decisions();
    let title = Fields::from([("title".to_owned(), Value::text("Ship with wallet?"))]);
    seat.jo_does(common::Op::Edit { subject: Ref::new(Kind::Decision, 1), set: title });
    let mut since = seat.bench.executor.store.since(Id::new(1), seat.app.board.seq).unwrap();
    // What a newer program might write: a field of another type.
    since[0].changes[0].after = Some(Fields::from([("impact".to_owned(), Value::text("much"))]));
    let effects = seat.app.on(Event::Changed(since));
    assert_eq!(effects, [Effect::Reload]);
    let said = "jo set D-1 impact much · a change could not be shown, so the board was read again";
    assert_eq!(seat.note(), said);
    let events = seat.host.perform(Effect::Reload, seat.app.seen()).unwrap();
    seat.hear(events);
    assert_eq!(&*seat.app.board.decisions.rows()[0].title, "Ship with wallet?");
}
