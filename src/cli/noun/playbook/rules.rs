//! `gonogo playbook rules`: the rules of the verdict, and how hard a playbook makes each.

use crate::{
    cli::{
        output::{Answer, Look, Span},
        way_out,
    },
    domain::{
        policy::Severity,
        rules::catalog::{self, Rule, RuleName},
    },
    playbook::Playbook,
};
use serde_json::json;

/// Every rule as a table for people, or as one for a document.
pub(super) fn run(playbook: &Playbook, is_markdown: bool) -> Answer {
    let rules: Vec<(&Rule, Severity)> =
        catalog::RULES.iter().map(|rule| (rule, severity(playbook, rule.name))).collect();
    let mut answer = Answer::of(rules.iter().map(|(rule, severity)| object(rule, *severity)).collect());
    if is_markdown {
        answer.line("| rule | it fails when | severity | asked from | source |");
        answer.line("| --- | --- | --- | --- | --- |");
        for (rule, severity) in rules {
            answer.line(format!("| {} |", cells(rule, severity).join(" | ")));
        }
    } else {
        let row = |(rule, severity): (&Rule, Severity)| {
            let [name, fails, weight, since, source] = cells(rule, severity);
            let look = if severity == Severity::Hard { Look::Alarm } else { Look::Plain };
            vec![
                Span::new(name.trim_matches('`'), Look::Strong),
                Span::new(weight, look),
                Span::new(since, Look::Faint),
                Span::new(fails, Look::Plain),
                Span::new(source, Look::Faint),
            ]
        };
        answer.table(0, rules.into_iter().map(row).collect());
    }
    answer
}

fn severity(playbook: &Playbook, rule: RuleName) -> Severity {
    playbook.severity.get(rule.key()).copied().unwrap_or_else(|| catalog::usual(rule))
}

fn cells(rule: &Rule, severity: Severity) -> [String; 5] {
    [
        format!("`{}`", rule.name.key()),
        rule.one.to_owned(),
        severity.key().to_owned(),
        rule.since.label().to_lowercase(),
        rule.source.to_owned(),
    ]
}

fn object(rule: &Rule, severity: Severity) -> serde_json::Value {
    json!({
        "rule": rule.name.key(),
        "fails_when": rule.one,
        "severity": severity.key(),
        "asked_from": rule.since.key(),
        "clears": way_out::json(&rule.clears.into()),
        "source": rule.source,
    })
}
