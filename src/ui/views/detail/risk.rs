//! A risk: how likely, how bad, and the plan against it.

use super::{Detailed, notes, owner};
use crate::app::App;
use crate::domain::Summary;
use crate::domain::record::Record;
use crate::domain::risk::{Risk, RiskState};
use crate::domain::rules::warning_signs::{self, Signs};
use crate::domain::when;
use crate::ui::theme::Role;
use crate::ui::views::detail_layout::Page;
use crate::ui::views::format;

impl Detailed for Risk {
    fn stands(&self, app: &App) -> String {
        let rhythm = &app.board().policy.rhythm;
        let hours = rhythm.window_hours;
        match self.window_ends(rhythm) {
            Some(ends) if ends < app.now() => {
                format!("{hours} h are over, {}", when::hours_left(ends, app.now()))
            }
            Some(ends) => format!("{} of {hours} h left", when::hours_left(ends, app.now())),
            None => self.state.label().to_owned(),
        }
    }

    fn write(&self, app: &App, page: &mut Page<'_>) {
        page.title(&self.title);
        page.air();
        owner(app, Some(self.owner), page);
        let score = format!("{} = impact {} × chance {}", self.score(), self.impact, self.chance);
        page.own("score", &score, score_role(self));
        if let Some(ends) = self.window_ends(&app.board().policy.rhythm) {
            let role = format::pressing(self.standing(app.board_at()));
            let left = when::hours_left(ends, app.now());
            let stands = if ends < app.now() { "over" } else { "left" };
            page.own("resolve by", &format!("{}, {left} {stands}", format::moment(app, ends)), role);
        }
        match self.state {
            RiskState::Watching => {}
            RiskState::Appeared => appeared(app, self, page),
            RiskState::Mitigated | RiskState::Closed => {
                appeared(app, self, page);
                page.field(self.state.label(), self.how.as_deref().unwrap_or_default());
            }
        }
        sign(app, self, page);
        page.air();
        if let Some(mitigation) = self.mitigation {
            page.own("mitigation", mitigation.label(), Role::Text);
        }
        plan(app, self, page);
        let lacks: Vec<&str> = self.plan_lacks().into_iter().map(label).collect();
        if !lacks.is_empty() && self.is_open() {
            page.own("plan lacks", &lacks.join(", "), Role::Warn);
        }
        notes(app, self, page);
    }
}

fn appeared(app: &App, it: &Risk, page: &mut Page<'_>) {
    if let Some(at) = it.appeared_at {
        let recorded = it.recorded_at.map(|at| format!(", recorded {}", format::day(app, at)));
        let recorded = recorded.unwrap_or_default();
        page.own("appeared", &format!("{}{recorded}", format::moment(app, at)), Role::Text);
    }
}

/// How often its early sign was there, since when, and what the last look saw.
fn sign(app: &App, it: &Risk, page: &mut Page<'_>) {
    let is_warning = warning_signs::warning_sign(app.board()).is_some_and(|warning| warning.id == it.id);
    let signs = Signs::on(app.board(), it);
    let label = if is_warning { "warning sign" } else { "early sign" };
    let looks = if signs.looks == 1 { "1 look".to_owned() } else { format!("{} looks", signs.looks) };
    match (signs.first_seen, signs.looked_at) {
        (None, None) if is_warning => page.own(label, "nobody has looked yet: w", Role::Warn),
        (None, None) => {}
        (None, Some(at)) => {
            page.own(label, &format!("never seen in {looks}, last {}", format::day(app, at)), Role::Text);
        }
        (Some(first), at) => {
            let since = format::day(app, first);
            let now = if signs.is_there { "there now" } else { "not there now" };
            let role = if signs.is_there && it.is_open() { Role::Danger } else { Role::Text };
            let at = at.map(|at| format::day(app, at)).unwrap_or_default();
            let said = format!("seen {}\u{d7} in {looks} since {since}; {now} ({at})", signs.count);
            page.own(label, &said, role);
        }
    }
}

fn plan(app: &App, it: &Risk, page: &mut Page<'_>) {
    let text = |text: &Option<crate::domain::Text>| text.as_deref().unwrap_or_default().to_owned();
    let day = |day: Option<crate::domain::Day>| day.map(when::weekday_day).unwrap_or_default();
    page.field("plan", &text(&it.plan));
    page.field("fallback", &text(&it.fallback));
    page.field("written by", &day(it.fallback_by));
    page.field("safeguard", &text(&it.safeguard));
    page.field("criteria", &text(&it.criteria));
    if let Some(owner) = it.checkpoint_owner {
        let on = it.checkpoint_on.map_or_else(String::new, |on| format!(", {}", when::weekday_day(on)));
        page.field("checkpoint", &format!("{}{on}", app.board().handle(owner)));
    }
    page.field("track", &text(&it.track));
    if let Some(deadline) = it.deadline {
        page.own("deadline", &format::due(app, deadline), Role::Text);
    }
    if let Some(metric) = it.metric {
        page.field("metric", &format::named(app, format::reference(metric)));
    }
    page.field("cadence", &text(&it.cadence));
    page.field("signal", &text(&it.signal));
    page.field("notice by", &text(&it.warning));
    if let Some(decision) = it.decision {
        page.field("decision", &format::named(app, format::reference(decision)));
    }
}

/// The label of a field, as forms call it.
fn label(name: &'static str) -> &'static str {
    Risk::field(name).map_or(name, |field| field.label)
}

fn score_role(it: &Risk) -> Role {
    match crate::ui::heat::level(it.impact, it.chance) {
        5 if it.is_open() => Role::Danger,
        4 if it.is_open() => Role::Warn,
        _ => Role::Text,
    }
}
