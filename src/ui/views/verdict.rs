//! The verdict on the screen: its head on the overview, and every rule in a list of its own.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::detail_layout::Page;
use super::format;
use crate::app::{App, way_out};
use crate::domain::policy::Severity;
use crate::domain::rules::catalog::{self, RuleName};
use crate::domain::rules::verdict::{Call, Explained, Reason, Verdict};
use crate::domain::step::Phase;
use crate::domain::when;
use crate::ui::gauge::Gauge;
use crate::ui::glyphs::State;
use crate::ui::pane::{self, Pane};
use crate::ui::table::{Cell, RowView};
use crate::ui::theme::{Badge, Role, Theme};
use crate::ui::verdict::{self, Head, Progress};

/// Ids named beside a reason.
const NAMED: usize = 3;
/// Records named in the detail of a rule.
const LISTED: usize = 30;

fn badge(call: Call) -> Badge {
    match call {
        Call::Go => Badge::Go,
        Call::Conditional => Badge::Warn,
        Call::NoGo => Badge::NoGo,
    }
}

/// Whether the gate is what matters now: launch is near, or a hard rule is broken that this phase asks for.
fn is_near(found: &Verdict) -> bool {
    found.phase >= Phase::BeforeLaunch || found.here.call == Call::NoGo
}

/// Draws both lines with the reasons: those of this phase first, then what only the gate asks for.
pub(super) fn head(app: &App, area: Rect, theme: &Theme, buf: &mut Buffer) {
    let Some(found) = &app.derived().verdict else { return };
    let is_near = is_near(found);
    let is_here = |reason: &&Reason| found.here.reasons.iter().any(|here| here.rule == reason.rule);
    let later = found.gate.reasons.iter().filter(|reason| !is_here(reason));
    let all: Vec<(&Reason, bool)> = found
        .here
        .reasons
        .iter()
        .map(|reason| (reason, false))
        .chain(later.map(|reason| (reason, !is_near)))
        .collect();
    let ids: Vec<String> = all.iter().map(|(reason, _)| ids(reason, NAMED)).collect();
    let owners: Vec<String> = all.iter().map(|(reason, _)| owners(reason)).collect();
    let reasons: Vec<verdict::Reason<'_>> = all
        .iter()
        .zip(ids.iter().zip(&owners))
        .map(|((reason, is_later), (ids, owners))| verdict::Reason {
            state: state(reason.severity),
            text: &reason.text,
            ids,
            owners,
            is_later: *is_later,
        })
        .collect();
    let launch = when::weekday_day(app.board().cycle.launch);
    let gate_text = format!("the gate: {} before {launch}", found.gate.to_clear());
    let here_text = format!("this phase, {}: {}", found.phase.label().to_lowercase(), found.here.to_clear());
    let again = look_again(app, found).map(|at| format!("; look again {at}")).unwrap_or_default();
    let gate = Head { word: found.gate.call.label(), text: &gate_text, tail: &again };
    let here = Head { word: found.here.call.label(), text: &here_text, tail: "" };
    let (head, other, call) =
        if is_near { (gate, here, found.gate.call) } else { (here, gate, found.here.call) };
    let (done, of) = (app.derived().items_done, app.board().items.rows().len());
    let words = format!("of {of} done");
    let progress = Progress { label: "checklist", gauge: Gauge { done, of }, words: &words };
    let progress = (of > 0).then_some(progress);
    let verdict = verdict::Verdict { badge: badge(call), head, other, reasons: &reasons, progress };
    verdict::draw(&verdict, theme, area, buf);
}

/// The day on which the gate is looked at again, where it says NO-GO.
fn look_again(app: &App, found: &Verdict) -> Option<String> {
    found.look_again.map(|at| format::moment(app, at))
}

const fn state(severity: Severity) -> State {
    match severity {
        Severity::Hard => State::Late,
        Severity::Condition => State::DueSoon,
    }
}

fn ids(reason: &Reason, named: usize) -> String {
    let mut ids: Vec<String> = reason.items.iter().take(named).map(ToString::to_string).collect();
    if reason.items.len() > named {
        ids.push(format!("+{}", reason.items.len() - named));
    }
    ids.join("  ")
}

fn owners(reason: &Reason) -> String {
    let mut owners: Vec<&str> = reason.owners.iter().take(NAMED).map(String::as_str).collect();
    let more = format!("+{}", reason.owners.len().saturating_sub(NAMED));
    if reason.owners.len() > NAMED {
        owners.push(&more);
    }
    owners.join(", ")
}

/// What stands at the right end of the list's border.
pub(super) fn counts(app: &App) -> String {
    let Some(found) = &app.derived().verdict else { return String::new() };
    format!("this phase {}, the gate {}", found.here.call.label(), found.gate.call.label())
}

fn explained(app: &App, rule: RuleName) -> Option<&Explained> {
    let found = app.derived().verdict.as_ref()?;
    found.rules.iter().find(|explained| explained.rule == rule)
}

/// When a rule is asked: `now`, or from which stretch on.
fn asked(explained: &Explained) -> String {
    if explained.is_due {
        return "now".to_owned();
    }
    catalog::rule_named(explained.rule).since.label().to_lowercase()
}

/// One row of the list of rules.
pub(super) fn row(app: &App, rule: RuleName) -> RowView<'_> {
    let found = explained(app, rule);
    let reason = app.reason(rule);
    let state = reason.map_or(State::Done, |reason| state(reason.severity));
    let (text, role) = match (reason, found) {
        (Some(reason), _) => (Cow::Borrowed(reason.text.as_str()), Role::Text),
        (None, found) => (found.map_or("", |found| found.facts.as_str()).into(), Role::Muted),
    };
    let asked = found.map(asked).unwrap_or_default();
    let asked = if reason.is_some_and(|reason| reason.overridden.is_some()) {
        "overridden".to_owned()
    } else {
        asked
    };
    RowView {
        state: Some(state),
        id: Cow::Borrowed(""),
        cells: vec![
            Cell::new(text, role),
            Cell::new(reason.map(|reason| ids(reason, 1)).unwrap_or_default(), Role::Muted),
            Cell::new(reason.map(owners).unwrap_or_default(), Role::Muted),
            Cell::new(asked, Role::Muted),
        ],
        marked: false,
        flash: false,
    }
}

/// Draws the selected rule in full.
pub(super) fn detail(app: &App, rule: RuleName, area: Rect, theme: &Theme, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let passes = app.reason(rule).is_none();
    let counts = if passes { "passes" } else { "fails" };
    let pane = Pane { title: rule.key(), counts, focused: app.is_in_detail() };
    let inner = pane::body(pane::draw(&pane, theme, area, buf));
    if inner.is_empty() {
        return;
    }
    let mut page = Page::new(theme, inner.width);
    write(app, rule, &mut page);
    page.draw(app.detail_scroll(), inner, buf);
}

fn write(app: &App, rule: RuleName, page: &mut Page<'_>) {
    let (said, reason) = (catalog::rule_named(rule), app.reason(rule));
    let Some(found) = explained(app, rule) else { return };
    page.title(reason.map_or(found.facts.as_str(), |reason| &reason.text));
    page.air();
    let counts = match found.severity {
        Severity::Hard => "hard: the gate stays NO-GO until it is cleared or overridden",
        Severity::Condition => "a condition: the gate can open with a named owner",
    };
    page.own("counts as", counts, Role::Text);
    page.own("asked", &asked(found), Role::Text);
    page.own("found", &found.facts, Role::Text);
    if let Some(reason) = reason {
        page.field("owners", &reason.owners.join(", "));
        let way_out = way_out::told(&reason.clears, way_out::From::Tab(app.tab()));
        page.own("cleared by", &way_out, Role::Text);
        page.field("overridden", reason.overridden.as_deref().unwrap_or_default());
    }
    page.own("comes from", said.source, Role::Muted);
    if let Some(reason) = reason {
        page.head(&format!("records ({}), enter opens the first", reason.items.len()));
        for item in reason.items.iter().take(LISTED) {
            page.plain(" ", &format::named(app, *item));
        }
        if reason.items.len() > LISTED {
            page.put(&format!(" and {} more", reason.items.len() - LISTED), Role::Muted);
        }
    }
    let Some(verdict) = &app.derived().verdict else { return };
    if let Some(at) = look_again(app, verdict) {
        page.air();
        page.own("look again", &at, Role::Text);
    }
    if !verdict.record.is_empty() {
        page.head("on record");
    }
    for line in &verdict.record {
        page.plain(" ", line);
    }
}
