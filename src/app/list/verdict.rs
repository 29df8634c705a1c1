//! The verdict, rule by rule: what fails in this stretch of the cycle, then what fails at the gate, then what passes.

use super::{
    ListId, Row, Sort,
    spec::{Empty, ListSpec, Rows, TabSpec},
};
use crate::{
    app::{App, action::spec::go, derived::Derives, layout::Arrangement},
    domain::rules::{catalog::RuleName, verdict::Verdict},
};

pub(super) const SPEC: ListSpec = ListSpec {
    title: "Verdict",
    rows: Rows::Found(|_, _, derived| {
        derived.found = derived.verdict.as_ref().map(rules).unwrap_or_default();
    }),
    sort: Sort::Standing,
    heads_from: Some(0),
    adds: None,
    empty: Empty {
        claim: "No rules.",
        what: "The verdict asks every rule of the cycle, and lists what fails.",
        keys: &[("esc", "go back")],
    },
    home_of: &[],
    tab: Some(TabSpec {
        name: "Verdict",
        short: "Verd",
        key: "W",
        opened_by: &[
            go("verdict", "why", "the verdict, rule by rule", &["W"], 9, |app| {
                app.open_list(ListId::Verdict)
            }),
            go("verdict.first", "", "to the top reason", &["F"], 0, App::go_to_reason),
        ],
        arrangement: Arrangement::Beside,
        derives: &[Derives::Verdict],
        count: None,
    }),
};

fn rules(verdict: &Verdict) -> Vec<Row> {
    let here = verdict.here.reasons.iter().map(|reason| reason.rule);
    let mut rows: Vec<RuleName> = here.collect();
    let all = verdict.gate.reasons.iter().map(|reason| reason.rule);
    for rule in all.chain(verdict.rules.iter().map(|explained| explained.rule)) {
        if !rows.contains(&rule) {
            rows.push(rule);
        }
    }
    rows.into_iter().map(Row::Rule).collect()
}
