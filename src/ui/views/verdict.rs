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
use crate::domain::{Ref, when};
use crate::ui::gauge::Gauge;
use crate::ui::glyphs::State;
use crate::ui::pane::{self, Pane};
use crate::ui::table::{Cell, RowView};
use crate::ui::theme::{Badge, Role, Theme};
use crate::ui::verdict::{self, Head, Progress};

/// Records named in the detail of a rule.
const LISTED: usize = 30;

fn badge(call: Call) -> Badge {
    match call {
        Call::Go => Badge::Go,
        Call::Conditional => Badge::Warn,
        Call::NoGo => Badge::NoGo,
    }
}

/// Draws both lines with the reasons: the badge is the gate, the line under it is the phase.
pub(super) fn head(app: &App, area: Rect, theme: &Theme, buf: &mut Buffer) {
    let Some(found) = &app.derived().verdict else { return };
    // More than fit are only counted.
    let shown = found.gate.reasons.iter().take(usize::from(area.height));
    let owners: Vec<String> = shown.clone().map(owners).collect();
    let whats: Vec<String> = shown.clone().map(Reason::what).collect();
    let subjects: Vec<String> = shown.clone().map(subject).collect();
    let reasons: Vec<verdict::Reason<'_>> = shown
        .zip(whats.iter().zip(&subjects).zip(&owners))
        .map(|(reason, ((what, subject), owners))| verdict::Reason {
            state: state(reason.severity),
            id: subject,
            title: &reason.title,
            what,
            owners,
            is_later: !found.is_asked_now(reason),
        })
        .collect();
    let launch = when::weekday_day(app.board().cycle.launch);
    let gate_text = format!("the gate: {} before {launch}", found.gate.to_clear());
    let here_text = format!("this phase, {}: {}", found.phase.label().to_lowercase(), found.here.to_clear());
    let again = look_again(app, found).map(|at| format!("; look again {at}")).unwrap_or_default();
    let (done, of) = (app.derived().items_done, app.board().items.rows().len());
    let words = format!("of {of} done");
    let progress = Progress { label: "checklist", gauge: Gauge { done, of }, words: &words };
    let verdict = verdict::Verdict {
        badge: badge(found.gate.call),
        head: Head { word: found.gate.call.label(), text: &gate_text, tail: &again },
        other: Head { word: found.here.call.label(), text: &here_text, tail: "" },
        reasons: &reasons,
        hidden: found.gate.reasons.len() - reasons.len(),
        progress: (of > 0).then_some(progress),
    };
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

fn subject(reason: &Reason) -> String {
    reason.subject().map(|subject| subject.to_string()).unwrap_or_default()
}

fn owners(reason: &Reason) -> String {
    if reason.is_set_up { String::new() } else { reason.owned_by() }
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

/// One row of the list of reasons.
pub(super) fn reason_row(app: &App, rule: RuleName, item: Ref) -> Option<RowView<'_>> {
    let reason = app.reason(rule, item)?;
    let found = app.derived().verdict.as_ref()?;
    let asked = match (&reason.overridden, found.is_asked_now(reason)) {
        (Some(_), _) => "overridden",
        (None, true) => "now",
        (None, false) => "later",
    };
    Some(RowView {
        state: Some(state(reason.severity)),
        id: subject(reason).into(),
        cells: vec![
            Cell::new(reason.what(), Role::Text),
            Cell::new(&*reason.title, Role::Muted),
            Cell::new(owners(reason), Role::Muted),
            Cell::new(asked, Role::Muted),
        ],
        marked: false,
        flash: false,
    })
}

/// One row of the rules that pass.
pub(super) fn rule_row(app: &App, rule: RuleName) -> RowView<'_> {
    let found = explained(app, rule);
    let facts = found.map_or("", |found| found.facts.as_str());
    RowView {
        state: Some(State::Done),
        id: Cow::Borrowed(""),
        cells: vec![
            Cell::new(facts, Role::Muted),
            Cell::new("", Role::Muted),
            Cell::new("", Role::Muted),
            Cell::new(found.map(asked).unwrap_or_default(), Role::Muted),
        ],
        marked: false,
        flash: false,
    }
}

/// Draws the selected reason in full, or a rule that passes.
pub(super) fn detail(
    app: &App,
    rule: RuleName,
    item: Option<Ref>,
    area: Rect,
    theme: &Theme,
    buf: &mut Buffer,
) {
    if area.is_empty() {
        return;
    }
    let reason = item.and_then(|item| app.reason(rule, item));
    let counts = if reason.is_none() { "passes" } else { "fails" };
    let title = reason.map_or(rule.key(), Reason::key);
    let pane = Pane { title, counts, focused: app.is_in_detail() };
    let inner = pane::body(pane::draw(&pane, theme, area, buf));
    if inner.is_empty() {
        return;
    }
    let mut page = Page::new(theme, inner.width);
    write(app, rule, reason, &mut page);
    page.draw(app.detail_scroll(), inner, buf);
}

fn write(app: &App, rule: RuleName, reason: Option<&Reason>, page: &mut Page<'_>) {
    let said = catalog::rule_named(rule);
    let Some(found) = explained(app, rule) else { return };
    match reason {
        Some(reason) => page.title(&reason.text()),
        None => page.title(&found.facts),
    }
    page.air();
    let counts = match found.severity {
        Severity::Hard => "hard: the gate stays NO-GO until it is cleared or overridden",
        Severity::Condition => "a condition: the gate can open with a named owner",
    };
    page.own("counts as", counts, Role::Text);
    page.own("asked", &asked(found), Role::Text);
    page.own("found", &found.facts, Role::Text);
    if let Some(reason) = reason {
        page.field("owner", &owners(reason));
        let way_out = way_out::told(&reason.clears, way_out::From::Tab(app.tab()));
        page.own("cleared by", &way_out, Role::Text);
        page.field("overridden", reason.overridden.as_deref().unwrap_or_default());
    }
    page.own("comes from", said.source, Role::Muted);
    if let Some(reason) = reason {
        let count = reason.items.len();
        let (one, several) =
            ("record, enter opens it".to_owned(), format!("records ({count}), enter opens the first"));
        page.head(if count == 1 { &one } else { &several });
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
