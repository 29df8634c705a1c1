//! `gonogo stats …`: numbers over the whole cycle.

use crate::cli::{
    Failure, Session,
    output::{Answer, Look, Span},
};
use crate::domain::rules::{
    context::RuleContext,
    velocity::{Pace, Took, Week, pace},
};
use serde_json::json;

/// Which numbers.
#[derive(Clone, Copy, Debug, clap::Subcommand)]
pub(in crate::cli) enum StatsCommand {
    /// How fast reviews become decisions, and decisions become work
    Reviews,
}

impl StatsCommand {
    pub(super) fn run(self, session: &Session<'_>) -> Result<Answer, Failure> {
        let board = session.board()?;
        let facts = RuleContext::at(&board, session.now);
        match self {
            Self::Reviews => Ok(reviews(&pace(&facts))),
        }
    }
}

/// Days to one decimal, as they are shown.
fn days(days: f64) -> String {
    format!("{days:.1}")
}

fn reviews(pace: &Pace) -> Answer {
    let took = |took: &Took| json!({ "decision": took.decision, "days": took.days, "at": took.at });
    let week = |week: &Week| {
        json!({
            "monday": week.monday, "lag_days": week.lag, "handed_off": week.handed_off,
            "escalations": week.escalations,
        })
    };
    let mut answer = Answer::of(json!({
        "reviews_held": pace.reviews,
        "approvals": pace.approvals.iter().map(took).collect::<Vec<_>>(),
        "approval_days": pace.to_approval(),
        "lags": pace.lags.iter().map(took).collect::<Vec<_>>(),
        "lag_days": pace.lag(),
        "weeks": pace.weeks.iter().map(week).collect::<Vec<_>>(),
    }));
    let held =
        if pace.reviews == 1 { "1 review held".to_owned() } else { format!("{} reviews held", pace.reviews) };
    answer.say(held, Look::Strong);
    section(&mut answer, "days from opening to approval", &pace.approvals, pace.to_approval());
    section(&mut answer, "days from approval to handoff", &pace.lags, pace.lag());
    if pace.weeks.is_empty() {
        return answer;
    }
    answer.heading("week by week");
    let head = |text: &str| Span::new(text, Look::Faint);
    let mut rows = vec![vec![head("WEEK OF"), head("MEDIAN LAG"), head("HANDED OFF"), head("ESCALATIONS")]];
    rows.extend(pace.weeks.iter().map(|week| {
        let cells = [
            week.monday.to_string(),
            week.lag.map(days).unwrap_or_default(),
            week.handed_off.to_string(),
            week.escalations.to_string(),
        ];
        cells.into_iter().map(|text| Span::new(text, Look::Plain)).collect()
    }));
    answer.table(2, rows);
    answer
}

fn section(answer: &mut Answer, heading: &str, took: &[Took], median: Option<f64>) {
    let Some(median) = median else {
        answer.heading(format!("{heading}: none yet"));
        return;
    };
    answer.heading(format!("{heading}: median {}", days(median)));
    let row = |took: &Took| {
        vec![Span::new(took.decision.to_string(), Look::Strong), Span::new(days(took.days), Look::Plain)]
    };
    answer.table(2, took.iter().map(row).collect());
}
