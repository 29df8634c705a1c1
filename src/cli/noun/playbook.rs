//! `gonogo playbook …`

mod rules;

use crate::cli::{
    Config, Failure,
    output::{Answer, FOUND, Look, Span},
};
use crate::{
    domain::Refusal,
    playbook::{self as shelf, Counts, Playbook},
};
use serde_json::json;
use std::path::PathBuf;

/// What can be done to playbooks.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum PlaybookCommand {
    /// Lists those that ship with the program and the team's own
    Ls,
    /// Reads one out
    Show {
        /// The playbook
        #[arg(value_name = "SLUG")]
        slug: String,
    },
    /// The rules of the verdict: when each fails, how hard it counts, where it comes from
    Rules {
        /// The playbook that says how hard; the shipped ones agree
        #[arg(value_name = "SLUG", default_value = "engineering-managers-launch-readiness")]
        slug: String,
        /// As a Markdown table
        #[arg(long)]
        markdown: bool,
    },
    /// Looks for faults: in a folder of your own, else in the team's, else in those that ship
    Check {
        /// The folder
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
}

impl PlaybookCommand {
    pub(super) fn run(&self, config: &Config) -> Result<Answer, Failure> {
        match self {
            Self::Ls => list(config),
            Self::Show { slug } => Ok(show(&find(slug, config)?)),
            Self::Rules { slug, markdown } => Ok(rules::run(&find(slug, config)?, *markdown)),
            Self::Check { folder } => Ok(check(folder.as_ref().or(config.playbooks.as_ref()))),
        }
    }
}

/// Finds a playbook, a team's own before those that ship.
pub(super) fn find(slug: &str, config: &Config) -> Result<Playbook, Refusal> {
    shelf::find(slug, config.playbooks.as_deref()).map_err(|error| refuse(&error))
}

/// A playbook that could not be had, as a refusal.
fn refuse(error: &shelf::NotFound) -> Refusal {
    match error {
        shelf::NotFound::Unknown { slug, known } => Refusal::new(
            "playbook.unknown",
            format!("there is no playbook `{slug}`"),
            format!("there are: {}", known.join(", ")),
        ),
        shelf::NotFound::Faulty(_) => Refusal::new(
            "playbook.faulty",
            error.to_string(),
            "fix it; gonogo playbook check lists every fault",
        ),
    }
}

fn list(config: &Config) -> Result<Answer, Failure> {
    let faulty = |faults| refuse(&shelf::NotFound::Faulty(faults));
    let own = config.playbooks.as_deref().map_or(Ok(Vec::new()), shelf::load_dir).map_err(faulty)?;
    let count = own.len();
    let all = shelf::offered(own);
    let mut answer = Answer::default();
    let (mut rows, mut objects) = (Vec::new(), Vec::new());
    for (at, playbook) in all.iter().enumerate() {
        let from = if at < count { "yours" } else { "shipped" };
        let counts = Counts::of(playbook);
        let derived = if playbook.derived { "derived" } else { "" };
        rows.push(vec![
            Span::new(&playbook.slug, Look::Strong),
            Span::new(&playbook.title, Look::Plain),
            Span::new(from, Look::Faint),
            Span::new(derived, Look::Faint),
        ]);
        objects.push(json!({ "slug": playbook.slug, "title": playbook.title, "from": from,
            "derived": playbook.derived, "counts": counts }));
    }
    answer.table(0, rows);
    answer.json = objects.into();
    Ok(answer)
}

fn show(playbook: &Playbook) -> Answer {
    let mut answer = Answer::of(serde_json::to_value(playbook).expect("a playbook is plain data"));
    let faint = |text: &str| Span::new(text, Look::Faint);
    let plain = |text: &str| Span::new(text, Look::Plain);
    answer.say(&playbook.title, Look::Strong);
    if playbook.derived {
        answer.line("composed from its axes, without a source of its own");
    }
    let charter = &playbook.charter;
    answer.heading("charter");
    answer.table(
        2,
        vec![
            vec![faint("outcome"), plain(&charter.outcome)],
            vec![faint("non-negotiable"), plain(&charter.non_negotiable)],
            vec![faint("filter"), plain(&charter.filter.question)],
            vec![faint("window"), plain(&charter.window)],
            vec![faint("mandate"), plain(&charter.mandate)],
        ],
    );
    answer.heading("steps");
    for (number, step) in (1..).zip(&playbook.steps) {
        answer.line(format!("  S-{number} {}", step.title));
        answer.line(format!("      {}", step.guidance));
    }
    answer.heading("checklist");
    let item = |item: &shelf::Item| vec![faint(&item.key), plain(&item.title)];
    answer.table(2, playbook.items.iter().map(item).collect());
    answer.heading("metrics");
    let metric = |metric: &shelf::Metric| {
        vec![plain(&metric.name), faint(&metric.unit), plain(&metric.target.statement)]
    };
    answer.table(2, playbook.metrics.iter().map(metric).collect());
    answer.heading("risks");
    let risk = |risk: &shelf::Risk| vec![plain(&risk.name), faint(risk.mitigation.key())];
    answer.table(2, playbook.risks.iter().map(risk).collect());
    answer.heading("patterns");
    for pattern in &playbook.patterns {
        answer.line(format!("  {}: {}", pattern.title, pattern.story));
        for practice in &pattern.practices {
            answer.line(format!("    - {practice}"));
        }
    }
    answer
}

fn check(folder: Option<&PathBuf>) -> Answer {
    let checked = shelf::check_dir(folder.map(PathBuf::as_path));
    let mut answer = Answer::default();
    let mut objects = Vec::new();
    for one in &checked {
        let derived = if one.derived { " (derived)" } else { "" };
        match &one.result {
            Ok(counts) => {
                answer.line(format!("{}{derived}: {counts}", one.name));
                objects.push(
                    json!({ "name": one.name, "derived": one.derived, "counts": counts, "faults": [] }),
                );
            }
            Err(faults) => {
                answer.exit = FOUND;
                for fault in faults {
                    answer.say(fault.to_string(), Look::Alarm);
                }
                let faults: Vec<_> = faults
                    .iter()
                    .map(|fault| json!({ "file": fault.file, "line": fault.line, "missing": fault.missing }))
                    .collect();
                objects.push(json!({ "name": one.name, "derived": one.derived, "faults": faults }));
            }
        }
    }
    answer.json = objects.into();
    answer
}
