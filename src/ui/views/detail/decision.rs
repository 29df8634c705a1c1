//! A decision: what is asked, by when, and whether it may enter scope.

use super::{notes, owner};
use crate::app::App;
use crate::domain::decision::{Answer, Decision, DecisionState, EvidenceKind};
use crate::domain::record::Record;
use crate::domain::rules::attention::Stands;
use crate::domain::rules::isolation;
use crate::domain::when;
use crate::ui::glyphs::State;
use crate::ui::theme::Role;
use crate::ui::views::page::Page;
use crate::ui::views::words;

/// Blockers named under a decision.
const NAMED: usize = 4;

pub(super) fn write(app: &App, it: &Decision, page: &mut Page<'_>) {
    page.title(&it.title);
    page.air();
    owner(app, Some(it.owner), page);
    let label = if it.state == DecisionState::Deferred { "until" } else { "due" };
    if it.is_open() {
        page.own(label, &words::due(app, it.due), words::pressing(it.standing(app.now)));
    } else {
        page.own(label, &words::moment(app, it.due), Role::Text);
    }
    if let Some((risk, ends)) =
        isolation::isolating(&app.board, it).and_then(|risk| Some((risk, risk.window_ends()?)))
    {
        let left = when::hours_left(ends, app.now);
        page.own(
            "isolated",
            &format!("by {}, {left} of 48 h", words::named(app, risk.reference())),
            Role::Danger,
        );
    }
    closed(app, it, page);
    if let Some(step) = it.step.and_then(|number| app.board.step(number)) {
        page.field("step", &format!("{} {}", step.number, step.short));
    }
    scores(it, page);
    unblocks(app, it, page);
    page.air();
    page.field("protects", it.protects.as_deref().unwrap_or_default());
    page.field("options", it.options.as_deref().unwrap_or_default());
    page.field("impact", it.effect.as_deref().unwrap_or_default());
    page.field("rationale", it.rationale.as_deref().unwrap_or_default());
    if it.is_open() {
        to_enter_scope(app, it, page);
    }
    criteria(app, it, page);
    evidence(app, it, page);
    notes(app, it, page);
}

/// What came of it, once it is closed; and why it was put off.
fn closed(app: &App, it: &Decision, page: &mut Page<'_>) {
    page.field("why", it.why.as_deref().unwrap_or_default());
    page.field("choice", it.choice.as_deref().unwrap_or_default());
    if let Some(by) = it.approved_by {
        let at = it.decided_at.map_or_else(String::new, |at| format!(", {}", words::day(app, at)));
        page.field("approved by", &format!("{}{at}", app.board.handle(by)));
    }
    page.field("proof", it.proof.as_deref().unwrap_or_default());
}

fn scores(it: &Decision, page: &mut Page<'_>) {
    let impact = it.impact.map(|score| format!("impact {score}"));
    let cost = it.cost.map(|score| format!("cost {score}"));
    let scores: Vec<String> = [impact, cost].into_iter().flatten().collect();
    page.field("scores", &scores.join(", "));
}

fn unblocks(app: &App, it: &Decision, page: &mut Page<'_>) {
    let Some(waiting) = app.glance.waiting.get(&it.id.number()) else {
        return;
    };
    for (at, blocker) in waiting.iter().take(NAMED).enumerate() {
        let label = if at == 0 { "unblocks" } else { " " };
        page.field(label, &words::named(app, *blocker));
    }
    if waiting.len() > NAMED {
        page.field(" ", &format!("and {} more", waiting.len() - NAMED));
    }
}

/// The rule of entry into build scope, as four lines.
fn to_enter_scope(app: &App, it: &Decision, page: &mut Page<'_>) {
    let criteria = app.board.criteria_of(it.id);
    let tied = it.protects.as_deref().is_some_and(|text| !text.trim().is_empty())
        || criteria.iter().any(|criterion| criterion.non_negotiable);
    // What is met is named together; else only what is still missing.
    let passes = it.filter == Some(Answer::Yes);
    let filter = match (passes, tied) {
        (true, true) => "filter answered yes, tied to what it protects",
        (true, false) => "tied to what it protects",
        (false, true) => "filter answered yes",
        (false, false) => "filter answered yes, and tied to what it protects",
    };
    let met = |met| if met { State::Done } else { State::Late };
    page.head("to enter scope");
    page.check(State::Done, "owner and due date");
    page.check(met(!criteria.is_empty()), &format!("acceptance criteria ({})", criteria.len()));
    page.check(met(it.state == DecisionState::Approved), "approval on file");
    page.check(met(passes && tied), filter);
}

fn criteria(app: &App, it: &Decision, page: &mut Page<'_>) {
    let criteria = app.board.criteria_of(it.id);
    if criteria.is_empty() {
        return;
    }
    page.head("accept when");
    for criterion in criteria {
        page.plain(" - ", &criterion.text);
    }
}

fn evidence(app: &App, it: &Decision, page: &mut Page<'_>) {
    let evidence = app.board.evidence_for(it.id);
    if evidence.is_empty() {
        return;
    }
    page.head("evidence");
    for piece in evidence {
        let link = piece.link.as_deref().map_or_else(String::new, |link| format!(" {link}"));
        let kind = match piece.kind {
            EvidenceKind::Assumption => "assumed",
            EvidenceKind::Data | EvidenceKind::Test | EvidenceKind::Review => piece.kind.label(),
        };
        page.entry(&words::lately(app, piece.at), kind, &format!("{}{link}", piece.text));
    }
}
