//! A decision: what is asked, by when, and whether it may enter scope.

use super::{Detailed, notes, owner};
use crate::app::App;
use crate::domain::Summary;
use crate::domain::decision::{Decision, DecisionKind, DecisionState, EvidenceKind};
use crate::domain::record::Record;
use crate::domain::rules::dependency_graph;
use crate::domain::rules::isolation;
use crate::domain::rules::scope::{self, Lack};
use crate::domain::when;
use crate::ui::glyphs::State;
use crate::ui::theme::Role;
use crate::ui::views::detail_layout::Page;
use crate::ui::views::format;

/// Records named as waiting for a decision.
const NAMED: usize = 4;

impl Detailed for Decision {
    fn stands(&self, app: &App) -> String {
        let state = self.stands();
        if !scope::is_candidate(self) {
            return state.to_owned();
        }
        match app.lacks_of(self).iter().count() {
            0 => format!("{state}, in scope"),
            count => format!("{state}, lacks {count}"),
        }
    }

    fn write(&self, app: &App, page: &mut Page<'_>) {
        page.title(&self.title);
        page.air();
        owner(app, Some(self.owner), page);
        let label = if self.state == DecisionState::Deferred { "until" } else { "due" };
        if self.is_open() {
            page.own(label, &format::due(app, self.due), format::pressing(self.standing(app.board_at())));
        } else {
            page.own(label, &format::moment(app, self.due), Role::Text);
        }
        if let Some((risk, ends)) = isolation::isolating(app.board(), self)
            .and_then(|risk| Some((risk, risk.window_ends(&app.board().policy.rhythm)?)))
        {
            let left = when::hours_left(ends, app.now());
            page.own(
                "isolated",
                &format!(
                    "by {}, {left} of {} h",
                    format::named(app, risk.reference()),
                    app.board().policy.rhythm.window_hours
                ),
                Role::Danger,
            );
        }
        closed(app, self, page);
        if let Some(step) = self.step.and_then(|number| app.board().step(number)) {
            page.field("step", &format!("{} {}", step.number, step.short));
        }
        kind(app, self, page);
        scores(self, page);
        held_up(app, self, page);
        unblocks(app, self, page);
        page.air();
        page.field("protects", self.protects.as_deref().unwrap_or_default());
        page.field("options", self.options.as_deref().unwrap_or_default());
        page.field("tradeoff", self.trade.as_deref().unwrap_or_default());
        page.field("impact", self.effect.as_deref().unwrap_or_default());
        page.field("rationale", self.rationale.as_deref().unwrap_or_default());
        package(app, self, page);
        to_enter_scope(app, self, page);
        criteria(app, self, page);
        evidence(app, self, page);
        notes(app, self, page);
    }
}

/// What came of it, once it is closed; and why it was put off.
fn closed(app: &App, it: &Decision, page: &mut Page<'_>) {
    page.field("why", it.why.as_deref().unwrap_or_default());
    if let Some(at) = it.out_at {
        let by = it.out_by.map_or("by a tradeoff", |by| app.board().handle(by));
        page.field("left out", &format!("{by}, {}", format::day(app, at)));
    }
    page.field("choice", it.choice.as_deref().unwrap_or_default());
    if let Some(by) = it.approved_by {
        let at = it.decided_at.map_or_else(String::new, |at| format!(", {}", format::day(app, at)));
        let later = it.recorded_at.map(|at| format!(", recorded {}", format::day(app, at)));
        let later = later.unwrap_or_default();
        let recorded = it.recorded_by.map(|who| format!(", recorded by {}", app.board().handle(who)));
        let recorded = recorded.unwrap_or_default();
        page.field("approved by", &format!("{}{at}{recorded}{later}", app.board().handle(by)));
    }
    page.field("proof", it.proof.as_deref().unwrap_or_default());
}

/// What customers feel, what it costs, and both together.
fn scores(it: &Decision, page: &mut Page<'_>) {
    let weight = dependency_graph::weight(it);
    if weight > 0 {
        let (impact, cost) = (it.impact.unwrap_or(0), it.cost.unwrap_or(0));
        page.own("weight", &format!("{weight} = impact {impact} × cost {cost}"), Role::Text);
        return;
    }
    let impact = it.impact.map(|score| format!("impact {score}"));
    let cost = it.cost.map(|score| format!("cost {score}"));
    let scores: Vec<String> = [impact, cost].into_iter().flatten().collect();
    page.field("scores", &scores.join(", "));
}

/// What waits for it, directly and through others.
fn unblocks(app: &App, it: &Decision, page: &mut Page<'_>) {
    let (waiting, all) = app.waiting_for(it);
    for (at, item) in waiting.iter().take(NAMED).enumerate() {
        let label = if at == 0 { "unblocks" } else { " " };
        page.field(label, &format::named(app, *item));
    }
    let more = all.saturating_sub(waiting.len().min(NAMED));
    if more > 0 {
        page.own(" ", &format!("and {more} more behind these"), Role::Muted);
    }
}

/// The rule of entry into build scope: what is there, and what is lacking.
fn to_enter_scope(app: &App, it: &Decision, page: &mut Page<'_>) {
    if !scope::is_candidate(it) {
        return;
    }
    let lacks = app.lacks_of(it);
    let has_entered = lacks.is_empty();
    page.head(if has_entered { "in build scope, because it has" } else { "to enter scope" });
    for &lack in Lack::ALL {
        let is_lacking = lacks.contains(lack);
        // These are worth a line only where they stand in the way.
        let is_rare = matches!(lack, Lack::Isolation | Lack::Tradeoff | Lack::Removed)
            // Without any criterion there is none to refer to anything.
            || (lack == Lack::Tie && lacks.contains(Lack::Criteria));
        if is_lacking || !is_rare {
            page.check(if is_lacking { State::Late } else { State::Done }, lack.label());
        }
    }
}

/// What a tradeoff does, and what a follow-up is about.
fn kind(app: &App, it: &Decision, page: &mut Page<'_>) {
    let about = it.about.map(|about| format::named(app, format::reference(about)));
    match it.kind {
        DecisionKind::Choice => {}
        DecisionKind::Tradeoff => {
            let change = it.change.map_or_else(String::new, |change| format!(", {}", change.label()));
            page.own("kind", &format!("tradeoff{change}"), Role::Text);
            page.field("about", &about.unwrap_or_default());
        }
        DecisionKind::FollowUp => {
            page.own("kind", "follow-up: what it rests on", Role::Text);
            page.field("about", &about.unwrap_or_default());
        }
    }
    page.field("asked by", it.request.as_deref().unwrap_or_default());
}

/// What has to come first, and with whom it lies.
fn held_up(app: &App, it: &Decision, page: &mut Page<'_>) {
    for (at, first) in dependency_graph::decision_waits_for(it).into_iter().enumerate() {
        page.field(if at == 0 { "waits for" } else { " " }, &format::named(app, first));
    }
    if let Some(at) = it.escalated_at.filter(|_| it.is_open()) {
        let to = it.escalated_to.map_or_else(String::new, |to| format!(" to {}", app.board().handle(to)));
        page.own("escalated", &format!("{}{to}", format::day(app, at)), Role::Escal);
    }
}

/// How far the delivery package of an approved decision is.
fn package(app: &App, it: &Decision, page: &mut Page<'_>) {
    if it.state != DecisionState::Approved || !scope::is_candidate(it) {
        return;
    }
    page.field("target", &it.measurable_target().unwrap_or_default());
    let lacks = it.package_lacks();
    if !lacks.is_empty() {
        page.own("package", &format!("lacks {}", lacks.join(", ").replace('_', " ")), Role::Warn);
        return;
    }
    let to = it.handed_to.map_or("somebody", |to| app.board().handle(to));
    match (it.handed_at, it.returned_at) {
        (None, _) => page.own("package", "complete, not handed off", Role::Text),
        (Some(at), None) => {
            page.own("package", &format!("handed to {to}, {}", format::day(app, at)), Role::Text);
        }
        (Some(_), Some(back)) => {
            page.own("package", &format!("came back {}", format::day(app, back)), Role::Warn);
        }
    }
}

fn criteria(app: &App, it: &Decision, page: &mut Page<'_>) {
    let criteria = app.board().criteria_of(it.id);
    if criteria.is_empty() {
        return;
    }
    page.head("accept when");
    for (criterion, number) in criteria.iter().zip(1..) {
        let tie = if criterion.non_negotiable { " (non-negotiable)" } else { "" };
        page.plain(&format!(" {number} "), &format!("{}{tie}{}", criterion.text, criterion.found()));
    }
}

fn evidence(app: &App, it: &Decision, page: &mut Page<'_>) {
    let evidence = app.board().evidence_for(it.id);
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
        let said = format!("{}{link}{}", piece.text, piece.standing());
        page.entry(&format::lately(app, piece.at), kind, &said);
    }
}
