//! The verdict in full: every reason of the gate, hard ones first, then the rules that pass.

use super::{
    ListId, Row, Sort,
    spec::{Empty, ListSpec, Rows, TabSpec},
};
use crate::{
    app::{App, action::spec::go, derived::Derives, layout::Arrangement},
    domain::rules::verdict::Verdict,
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
    let failing = verdict.gate.reasons.iter();
    let failing = failing.filter_map(|reason| Some(Row::Reason(reason.rule, *reason.items.first()?)));
    let passing = verdict.rules.iter().filter(|explained| explained.passes);
    failing.chain(passing.map(|explained| Row::Rule(explained.rule))).collect()
}
