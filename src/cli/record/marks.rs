//! What the fields of a record do not say and its dates, looks and neighbours do: a remark for people, facts for scripts.

use super::{metric, seen::Seen};
use crate::cli::output::{Look, Span};
use crate::domain::{
    Blocker, Decision, Dependency, Intake, Item, LaunchCriterion, Metric, Moment, Record, Risk, Step,
    SuccessCriterion, Summary,
    display::Display,
    rules::warning_signs::Signs,
    when::{day_month, hours_left},
};
use serde_json::{Value as Json, json};

/// A kind of record about which there is more to say.
pub(in crate::cli) trait Marked: Record {
    /// What people should see beside it.
    fn remarks(&self, _seen: &Seen<'_>) -> Vec<Span> {
        Vec::new()
    }
    /// Whether it was closed and has to be looked at again, so that it is listed with what is open.
    fn is_back(&self, _seen: &Seen<'_>) -> bool {
        false
    }
    /// What scripts get besides its fields.
    fn facts(&self, _seen: &Seen<'_>) -> Vec<(&'static str, Json)> {
        Vec::new()
    }
}

/// What a fact says that was written down on a later day than it counts for.
fn recorded(at: Option<Moment>, recorded_at: Option<Moment>, seen: &Seen<'_>) -> Option<Span> {
    let zone = seen.board.cycle.tz();
    let (at, recorded_at) = (at?.day(zone), recorded_at?.day(zone));
    Some(Span::new(format!("of {}, recorded {}", day_month(at), day_month(recorded_at)), Look::Plain))
}

/// To whom something is escalated, while it is.
fn escalated(record: &dyn Summary, seen: &Seen<'_>) -> Option<Span> {
    let act = record.escalation()?;
    Some(Span::new(format!("escalated to {}", seen.board.handle(act.to)), Look::Alarm))
}

impl Marked for Step {
    fn remarks(&self, seen: &Seen<'_>) -> Vec<Span> {
        let again = seen.board_at().fails_again(self);
        let mut remarks: Vec<Span> =
            again.then(|| Span::new("fails again", Look::Alarm)).into_iter().collect();
        if self.none_why.is_some() {
            remarks.push(Span::new("none here", Look::Plain));
        }
        remarks
    }
    fn facts(&self, seen: &Seen<'_>) -> Vec<(&'static str, Json)> {
        vec![("fails_again", json!(seen.board_at().fails_again(self)))]
    }
    fn is_back(&self, seen: &Seen<'_>) -> bool {
        seen.board_at().fails_again(self)
    }
}
impl Marked for Item {}
impl Marked for SuccessCriterion {}
impl Marked for LaunchCriterion {}

impl Marked for Intake {
    fn facts(&self, seen: &Seen<'_>) -> Vec<(&'static str, Json)> {
        let speech = Display { people: seen.board.people.rows(), zone: seen.board.cycle.tz() };
        vec![("known", speech.fields(self.becomes.kind(), &self.known_fields()))]
    }
}

impl Marked for Metric {
    fn facts(&self, seen: &Seen<'_>) -> Vec<(&'static str, Json)> {
        metric::asides(self, seen).into_iter().map(|aside| (aside.key, aside.json)).collect()
    }
}

impl Marked for Blocker {
    fn remarks(&self, seen: &Seen<'_>) -> Vec<Span> {
        let mut remarks: Vec<Span> = escalated(self, seen).into_iter().collect();
        if self.is_fallback_due(seen.now) {
            remarks.push(Span::new("fallback due", Look::Alarm));
        }
        if self.is_untold(seen.now) {
            remarks.push(Span::new("not told yet", Look::Alarm));
        }
        if self.by_constraint == Some(true) {
            remarks.push(Span::new("by constraint", Look::Plain));
        }
        remarks.extend(recorded(Some(self.resolved_at.unwrap_or(self.opened)), self.recorded_at, seen));
        remarks
    }
    fn facts(&self, seen: &Seen<'_>) -> Vec<(&'static str, Json)> {
        vec![
            ("fallback_due", json!(self.is_fallback_due(seen.now))),
            ("untold", json!(self.is_untold(seen.now))),
        ]
    }
}

impl Marked for Dependency {
    fn remarks(&self, _seen: &Seen<'_>) -> Vec<Span> {
        let slips = self.slips_days().map(|days| Span::new(slips(days), Look::Alarm));
        slips.into_iter().collect()
    }
    fn facts(&self, _seen: &Seen<'_>) -> Vec<(&'static str, Json)> {
        vec![("slips_days", json!(self.slips_days()))]
    }
}

fn slips(days: i64) -> String {
    if days == 1 { "slips 1 day".to_owned() } else { format!("slips {days} days") }
}

impl Marked for Decision {
    /// Approved before a risk appeared that keeps it apart: it is to be decided again.
    fn is_back(&self, seen: &Seen<'_>) -> bool {
        seen.isolated_by(self).is_some()
    }
    fn remarks(&self, seen: &Seen<'_>) -> Vec<Span> {
        let risk = seen.isolated_by(self);
        let isolated = risk.map(|risk| Span::new(format!("isolated by {risk}"), Look::Alarm));
        let marks = escalated(self, seen).into_iter().chain(isolated);
        marks.chain(recorded(self.decided_at, self.recorded_at, seen)).collect()
    }
    fn facts(&self, seen: &Seen<'_>) -> Vec<(&'static str, Json)> {
        vec![("isolated_by", json!(seen.isolated_by(self)))]
    }
}

impl Marked for Risk {
    fn remarks(&self, seen: &Seen<'_>) -> Vec<Span> {
        let mut remarks = Vec::new();
        if let Some(ends) = self.window_ends(&seen.board.policy.rhythm) {
            let look = if ends < seen.now { Look::Alarm } else { Look::Plain };
            remarks.push(Span::new(
                format!("{} of {} h", hours_left(ends, seen.now), seen.board.policy.rhythm.window_hours),
                look,
            ));
        }
        let signs = Signs::on(seen.board, self);
        if signs.count > 0 {
            let look = if signs.is_there && self.is_open() { Look::Alarm } else { Look::Plain };
            remarks.push(Span::new(format!("sign seen {}\u{d7}", signs.count), look));
        }
        remarks.extend(recorded(self.appeared_at, self.recorded_at, seen));
        remarks
    }
    fn facts(&self, seen: &Seen<'_>) -> Vec<(&'static str, Json)> {
        let signs = Signs::on(seen.board, self);
        let ends = self.window_ends(&seen.board.policy.rhythm);
        vec![
            ("window_ends", json!(ends)),
            ("window_left", json!(ends.map(|ends| hours_left(ends, seen.now)))),
            (
                "signs",
                json!({
                    "looks": signs.looks,
                    "count": signs.count,
                    "first_seen": signs.first_seen,
                    "looked_at": signs.looked_at,
                    "there": signs.is_there,
                }),
            ),
        ]
    }
}

/// The remarks of several records as one more column, where any has one.
pub(in crate::cli) fn column<E: Marked>(rows: &mut [Vec<Span>], shown: &[&E], seen: &Seen<'_>) {
    let remarks: Vec<Vec<Span>> = shown.iter().map(|record| record.remarks(seen)).collect();
    if remarks.iter().all(Vec::is_empty) {
        return;
    }
    let Some((head, rest)) = rows.split_first_mut() else { return };
    head.push(Span::new("MARK", Look::Faint));
    for (row, remarks) in rest.iter_mut().zip(remarks) {
        let is_alarm = remarks.iter().any(|remark| remark.look == Look::Alarm);
        let words: Vec<String> = remarks.into_iter().map(|remark| remark.text).collect();
        row.push(Span::new(words.join(", "), if is_alarm { Look::Alarm } else { Look::Plain }));
    }
}
