//! Counts what the rows of an import became, and says it in a sentence.

use crate::{
    domain::{Kind, Ref},
    ops::Outcome,
};
use std::collections::BTreeMap;

/// What has become of the rows so far.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) created: Vec<Ref>,
    pub(super) waiting: usize,
    pub(super) over: usize,
    pub(super) updated: usize,
    pub(super) unchanged: usize,
    pub(super) lacks: BTreeMap<String, usize>,
}

impl Tally {
    pub(super) fn outcome(self, newcomers: &[String]) -> Outcome {
        let mut parts = Vec::new();
        for kind in [Kind::Risk, Kind::Blocker, Kind::Decision, Kind::Dependency] {
            let count = self.created.iter().filter(|made| made.kind == kind).count();
            if count > 0 {
                parts.push(format!("{count} {} added", plural(kind, count)));
            }
        }
        if self.waiting > 0 {
            let agreeing = |count: usize, verb: &str| {
                if count == 1 { format!("1 {verb}s") } else { format!("{count} {verb}") }
            };
            let lacks: Vec<String> = self
                .lacks
                .iter()
                .map(|(label, count)| format!("{} {label}", agreeing(*count, "lack")))
                .collect();
            parts.push(format!("{} in the intake ({})", agreeing(self.waiting, "wait"), lacks.join(", ")));
        }
        for (count, what) in [
            (self.over, "over already, filed in the intake as such"),
            (self.updated, "brought up to date"),
            (self.unchanged, "unchanged"),
        ] {
            if count > 0 {
                parts.push(format!("{count} {what}"));
            }
        }
        if !newcomers.is_empty() {
            parts.push(format!("new people: {}", newcomers.join(", ")));
        }
        let said = if parts.is_empty() { "nothing to bring in".to_owned() } else { parts.join("; ") };
        Outcome { created: self.created, ..Outcome::said(said) }
    }
}

fn plural(kind: Kind, count: usize) -> String {
    match kind.label() {
        label if count == 1 => label.to_owned(),
        "dependency" => "dependencies".to_owned(),
        label => format!("{label}s"),
    }
}
