//! The whole screen over a board made by hand, as text; and that no size and no overlay breaks it.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::fixture;
use crate::app::list::ListId;
use crate::app::{App, Event, way_out};
use crate::domain::Record as _;
use crate::input::{Input, parse_script};
use crate::ui::glyphs::Glyphs;
use crate::ui::screen;
use crate::ui::test_support::{bytes_sent, styles_of, text_of, theme};
use crate::ui::theme::{Background, Badge, ColorDepth, Theme};

const SIZES: [(u16, u16); 5] = [(80, 24), (100, 30), (120, 40), (160, 48), (60, 16)];

fn press(app: &mut App, script: &str) {
    for chord in parse_script(script).unwrap() {
        app.on(Event::Input(Input::Key(chord)));
    }
}

/// The screen as text with its cursor, and the line that stands for its styles.
fn painted(app: &App, theme: &Theme) -> (String, String) {
    let (columns, rows) = app.size();
    let mut buf = Buffer::empty(Rect::new(0, 0, columns, rows));
    let area = buf.area;
    let cursor = screen::draw(app, theme, area, &mut buf);
    let mut text = text_of(&buf);
    if let Some(cursor) = cursor {
        assert!(area.contains(cursor), "{cursor} is not on the screen");
        let _ = write!(text, "\n(cursor at {}, {})", cursor.x, cursor.y);
    }
    (text, styles_of(&buf))
}

fn shown_with(app: &App, theme: &Theme) -> String {
    painted(app, theme).0
}

fn shown(app: &App) -> String {
    shown_with(app, &theme())
}

/// What a snapshot keeps: the text, and one line for the styles.
fn pictured(app: &App, theme: &Theme) -> String {
    let (text, styles) = painted(app, theme);
    format!("{text}\n{styles}")
}

fn with_history(app: &mut App) {
    if let Some(wanted) = app.wants_history() {
        let about = |logged: &crate::store::Logged| {
            logged.changes.iter().any(|change| change.kind == wanted.kind && change.id == wanted.number)
        };
        let history = fixture::feed().into_iter().filter(about).collect();
        app.on(Event::History(wanted, history));
    }
}

#[test]
fn every_tab_at_every_size() {
    for (key, (tab, _)) in ["1", "2", "3", "4", "5", "6", "7", "0", "I"].iter().zip(ListId::tabs()) {
        for (columns, rows) in SIZES {
            let mut app = fixture::app((columns, rows));
            press(&mut app, key);
            if tab == ListId::Framework {
                press(&mut app, "jjj");
            }
            if tab == ListId::Metrics {
                press(&mut app, "jj");
            }
            if tab == ListId::Playbook {
                press(&mut app, "jjjjjjj");
            }
            with_history(&mut app);
            insta::assert_snapshot!(format!("{:?}_{columns}x{rows}", tab), pictured(&app, &theme()));
        }
    }
}

/// The lists without a number, and the keys that open them.
const ASIDES: [(&str, &str); 7] = [
    ("Gate", "0"),
    ("Verdict", "W"),
    ("Scope", "B"),
    ("Gaps", ":gaps<enter>"),
    ("Due", ":due<enter>"),
    ("Mine", ":mine<enter>"),
    ("Calendar", ":calendar<enter>"),
];

#[test]
fn every_list_without_a_number_at_three_sizes() {
    for (name, keys) in ASIDES {
        for (columns, rows) in [(80, 24), (100, 30), (160, 48)] {
            let mut app = fixture::app((columns, rows));
            press(&mut app, keys);
            assert_eq!(app.tab().name(), name);
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), pictured(&app, &theme()));
        }
    }
}

/// A verdict with both lines clear.
fn all_clear(app: &mut App) {
    let found = app.derived_mut().verdict.as_mut().unwrap();
    for line in [&mut found.here, &mut found.gate] {
        line.call = crate::domain::rules::verdict::Call::Go;
        line.reasons.clear();
    }
    found.look_again = None;
}

#[test]
fn the_block_shows_the_line_that_matters_in_three_states_at_three_sizes() {
    for size in [(80, 24), (100, 30), (160, 48)] {
        let near = fixture::app(size);
        let early = App::new(fixture::board(), None, fixture::early(), size);
        let mut clear = fixture::app(size);
        all_clear(&mut clear);
        for (name, app) in [("near", near), ("early", early), ("clear", clear)] {
            let rows = usize::from(app.areas().rail.y);
            for (tier, theme) in
                [("", theme()), ("ascii_", Theme::new(ColorDepth::Mono, Background::Dark, Glyphs::ASCII))]
            {
                let head: Vec<String> =
                    shown_with(&app, &theme).lines().take(rows).skip(2).map(str::to_owned).collect();
                let name = format!("verdict_{tier}{name}_{}x{}", size.0, size.1);
                insta::assert_snapshot!(name, head.join("\n"));
            }
        }
    }
}

#[test]
fn only_one_block_is_filled_and_it_is_the_gate() {
    for (moment, filled) in [(fixture::now(), "NO-GO"), (fixture::early(), "NO-GO")] {
        let app = App::new(fixture::board(), None, moment, (100, 30));
        let theme = Theme::new(ColorDepth::TrueColor, Background::Dark, Glyphs::UNICODE);
        let mut buf = Buffer::empty(Rect::new(0, 0, 100, 30));
        let area = buf.area;
        screen::draw(&app, &theme, area, &mut buf);
        let badges = [Badge::Go, Badge::Warn, Badge::NoGo].map(|badge| theme.badge(badge).bg);
        let verdict = app.areas().verdict;
        let words: String = verdict
            .positions()
            .filter(|at| badges.contains(&buf[*at].style().bg))
            .map(|at| buf[at].symbol().to_owned())
            .collect();
        assert_eq!(words.trim(), filled);
    }
}

/// Keys from the overview, by the name of what they show.
const SCENES: [(&str, &str); 19] = [
    ("add_blocker", "4aCourier app crashes<tab>"),
    ("add_blocker_refused", "4aCourier app crashes<enter><enter>"),
    ("approve", "3ca"),
    ("approve_refused", "3ca<enter>"),
    ("new_cycle_refused", ":cycle new<enter>?<enter>"),
    ("due", "3dfri 5pm"),
    ("due_of_several", "3<space><space>d"),
    ("due_unreadable", "3dsomeday"),
    ("owner", "3oma"),
    ("owner_new", "3ozoe"),
    ("menu", "3c"),
    ("palette", "3:ris"),
    ("help", "3?"),
    ("help_search", "3?/down"),
    ("filter", "3/lab"),
    ("no_match", "3/xyz<enter>"),
    ("edit", "3e"),
    ("hand_over", ":person off<enter>a"),
    ("add_risk", "5alate labels<enter>2<enter>4<tab>structured<enter>"),
];

#[test]
fn every_overlay_at_two_sizes() {
    for (name, keys) in SCENES {
        for size in [(80, 24), (100, 30)] {
            let mut app = fixture::app(size);
            press(&mut app, keys);
            insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), pictured(&app, &theme()));
        }
    }
}

#[test]
fn details_of_what_is_not_first() {
    for (name, keys) in [
        ("approved", "3G"),
        ("deferred", "3/gift<enter>"),
        ("dependency", "4G"),
        ("closed_risk", "5G"),
        ("done_item", "7j"),
        ("metric_without_readings", "6G"),
        ("scrolled", "3JJ"),
        ("zoomed", "3z"),
        ("zoomed_detail", "3lz"),
    ] {
        let mut app = fixture::app((100, 30));
        press(&mut app, keys);
        with_history(&mut app);
        insta::assert_snapshot!(format!("detail_{name}"), pictured(&app, &theme()));
    }
}

#[test]
fn empty_boards_say_how_to_begin() {
    for (key, (tab, _)) in ["1", "2", "3", "4", "5", "6", "7", "0", "I"].iter().zip(ListId::tabs()) {
        let mut app = App::new(fixture::empty(), None, fixture::now(), (100, 30));
        press(&mut app, key);
        fixture::fade(&mut app);
        insta::assert_snapshot!(format!("empty_{:?}", tab), pictured(&app, &theme()));
    }
}

#[test]
fn a_terminal_too_small_is_told_so_in_one_sentence() {
    insta::assert_snapshot!(pictured(&fixture::app((40, 10)), &theme()));
}

#[test]
fn plain_signs_and_no_colours() {
    let plain = Theme::new(ColorDepth::Mono, Background::Dark, Glyphs::ASCII);
    for (name, keys) in [
        ("overview", "1"),
        ("decisions", "3"),
        ("risks", "5"),
        ("metrics", "6"),
        ("checklist", "7"),
        ("approve", "3ca"),
        ("help", "?"),
    ] {
        let mut app = fixture::app((100, 30));
        press(&mut app, keys);
        let shown = shown_with(&app, &plain);
        assert!(shown.is_ascii(), "{name}: {shown}");
        insta::assert_snapshot!(format!("ascii_{name}"), pictured(&app, &plain));
    }
}

#[test]
fn a_computed_value_carries_its_sign_and_says_what_it_is_made_of() {
    let mut app = fixture::app((100, 30));
    let formula = "decision-closure".to_owned();
    let key = "decision-closure-rate".to_owned();
    let mut board = app.board().clone();
    board.policy.metrics = vec![crate::domain::policy::MetricPolicy { key, formula }];
    app.on(Event::Loaded(Box::new(board)));
    press(&mut app, "6G");
    let shown = shown(&app);
    assert!(shown.contains("= 50 %"), "{shown}");
    assert!(shown.contains("computed: 2 of 4 due closed by their first"), "{shown}");
}

#[test]
fn a_note_takes_the_place_of_the_hints() {
    let mut app = fixture::app((100, 30));
    app.on(Event::Told(Err("the file is busy; press the key again".to_owned())));
    let shown = shown(&app);
    let foot = shown.lines().last().unwrap();
    assert!(foot.contains("the file is busy"), "{foot}");
    assert!(!foot.contains("? help"), "{foot}");
}

#[test]
fn as_many_rows_are_drawn_as_the_list_pages_by() {
    for (key, tab) in ["2", "3", "4", "5", "7", "I"].iter().zip([
        ListId::Framework,
        ListId::Decisions,
        ListId::Blockers,
        ListId::Risks,
        ListId::Playbook,
        ListId::Intake,
    ]) {
        for size in [(80, 24), (100, 30), (160, 48)] {
            let mut app = fixture::app(size);
            press(&mut app, key);
            let areas = app.areas();
            let pane = areas.panes[0].1;
            let list = app.lists().of(tab);
            let expected = list.window(areas.rows_of(tab)).len();
            let shown = shown(&app);
            let ids = shown
                .lines()
                .skip(usize::from(pane.y))
                .take(usize::from(pane.height))
                .map(|line| line.chars().take(usize::from(pane.width)).collect::<String>())
                .filter(|line| {
                    list.rows.iter().any(|row| match row.record() {
                        Some(stored) => line.contains(&format!(" {} ", app.board().people_ref(stored))),
                        None => false,
                    }) || line.contains('▾')
                })
                .count();
            assert_eq!(ids, expected, "{tab:?} at {size:?}\n{shown}");
        }
    }
}

/// The bytes of the first paint, and of the frame after some more keys.
fn bytes_of(size: (u16, u16), theme: &Theme, first: &str, more: &str) -> (usize, usize) {
    let mut before = fixture::app(size);
    press(&mut before, first);
    let mut after = fixture::app(size);
    press(&mut after, first);
    press(&mut after, more);
    let draw = |app: &App, area, buf: &mut Buffer| {
        screen::draw(app, theme, area, buf);
    };
    bytes_sent(size.0, size.1, |area, buf| draw(&before, area, buf), |area, buf| draw(&after, area, buf))
}

#[test]
fn what_is_really_sent_stays_small() {
    let depths = [ColorDepth::TrueColor, ColorDepth::Indexed, ColorDepth::Ansi16];
    for (size, first, more, most) in [
        ((120, 40), "1", "3", [(9_500, 6_300), (7_750, 5_100), (6_150, 4_200)]),
        ((120, 40), "3", "j", [(7_200, 1_130), (5_800, 970), (4_650, 830)]),
        ((120, 40), "4", "j", [(5_700, 1_180), (4_900, 1_000), (4_050, 840)]),
        ((120, 40), "5", "j", [(7_100, 850), (5_650, 720), (4_400, 590)]),
        ((120, 40), "7", "j", [(5_950, 980), (4_800, 770), (4_000, 630)]),
        ((80, 24), "3", "j", [(4_100, 700), (3_450, 590), (2_800, 470)]),
    ] {
        for (depth, most) in depths.into_iter().zip(most) {
            let theme = Theme::new(depth, Background::Dark, Glyphs::UNICODE);
            let sent = bytes_of(size, &theme, first, more);
            assert!(sent.0 <= most.0 && sent.1 <= most.1, "{size:?} {depth:?} {first} {more}: {sent:?}");
        }
    }
}

#[test]
fn no_size_and_no_overlay_breaks_the_screen() {
    let opening = ["", "a", "e", "c", "d", "o", "?", ":", "/", "s", "i", "z", "lJJJ", "ca", "?/x", ":x"];
    let columns = (0..=200).step_by(11).chain([59, 60, 61, 99, 100, 139, 140, 200]);
    for (at, columns) in columns.enumerate() {
        for rows in (0..=60).step_by(6).chain([15, 16, 17]) {
            let numbered = ["1", "2", "3", "4", "5", "6", "7", "I"];
            let keys = numbered.into_iter().chain(ASIDES.iter().map(|(_, keys)| *keys));
            for (key, (tab, _)) in keys.zip(ListId::tabs()) {
                let mut app = fixture::app((columns, rows));
                press(&mut app, key);
                let script = opening[(at + usize::from(rows) + tab as usize) % opening.len()];
                press(&mut app, script);
                shown(&app);
                // A terminal may be resized between two frames: what is drawn into need not be what was asked.
                let mut buf = Buffer::empty(Rect::new(0, 0, columns / 2, rows / 2));
                let area = buf.area;
                screen::draw(&app, &theme(), area, &mut buf);
            }
        }
    }
}

/// What a screen says, whatever lines it takes.
fn in_one_line(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_way_out_of_a_refusal_can_be_read_at_80_columns() {
    use crate::domain::{Refusal, remedy};
    let reason = "it does not say its audience: who is told, and what";
    for (name, remedy) in remedy::ALL {
        let mut app = fixture::app((80, 24));
        press(&mut app, "4");
        let blocker = app.board().blockers.rows()[0].reference();
        let refusal = Refusal::new("blocker.tell", reason, *remedy).about(blocker);
        let hint = way_out::told(&refusal.hint, way_out::From::Tab(app.tab()));
        app.on(Event::Failed(refusal.into()));
        let screen = in_one_line(&shown(&app));
        assert!(screen.contains(&format!("{blocker}: {reason} · {hint}")), "{name}: {screen}");
    }
}

#[test]
fn a_question_can_be_read_to_its_end_under_the_answer() {
    for size in [(60, 16), (80, 24), (160, 48)] {
        let mut app = fixture::app(size);
        let mut board = app.board().clone();
        let question = "Are the launch-critical paths it touches tested before a broad rollout is promised?";
        board.cycle.filter = Some(question.into());
        app.on(Event::Loaded(Box::new(board)));
        press(&mut app, "3ca");
        // Every question of the form is walked past.
        let is_whole = (0..12).any(|_| {
            let screen = in_one_line(&shown(&app));
            press(&mut app, "<tab>");
            screen.replace('\u{2502}', "").split_whitespace().any(|word| word == "promised?")
        });
        assert!(is_whole, "{size:?}: {}", shown(&app));
    }
}
