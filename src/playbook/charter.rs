//! Gathers the lists of the axes, fills the charter from them, and names the slots all other texts may use.
//! Does not know the texts that use them.

use super::fault::Fault;
use super::ids;
use super::model::{Charter, Claim, Metric, Named, Pair, Target};
use super::placeholders::Slots;
use super::source::{self, Text};
use super::sources::{Axes, Page};

/// The lists of the axes, ready for looking up.
#[derive(Debug)]
pub(super) struct Lists {
    pub(super) industry: Named,
    pub(super) role: Named,
    pub(super) objective: Named,
    pub(super) pairs: Vec<Pair>,
    pub(super) conditions: Vec<Named>,
    pub(super) outcomes: Vec<Named>,
    pub(super) signals: Vec<Named>,
    pub(super) safeguards: Vec<Named>,
    pub(super) tracks: Vec<Named>,
    pub(super) risks: Vec<Named>,
    pub(super) metrics: Vec<Metric>,
    pub(super) metric_names: Vec<Named>,
    pub(super) features: Vec<Named>,
}

impl Lists {
    /// Reads every list once.
    pub(super) fn gather(axes: &Axes<'_>, faults: &mut Vec<Fault>) -> Self {
        let Axes { industry, role, objective, .. } = axes;
        industry.expect_count(2, "signals", industry.raw.signal.iter().map(|signal| &signal.key), faults);
        industry.expect_count(4, "safeguards", industry.raw.safeguard.iter().map(|one| &one.key), faults);
        let pairs = pairs(axes, faults);
        let metrics = metrics(axes, &pairs, faults);
        let mut risks = objective.named(&objective.raw.risk, faults);
        risks.extend(role.named(&role.raw.risk, faults));
        let name = |key: &str, text: &str| Named { key: key.to_owned(), text: text.to_owned() };
        Self {
            industry: axis(industry, &industry.raw.name, faults),
            role: axis(role, &role.raw.name, faults),
            objective: axis(objective, &objective.raw.name, faults),
            conditions: pairs.iter().map(|pair| name(&pair.key, &pair.condition)).collect(),
            outcomes: pairs.iter().map(|pair| name(&pair.key, &pair.outcome)).collect(),
            signals: industry.named(&industry.raw.signal, faults),
            safeguards: industry.named(&industry.raw.safeguard, faults),
            tracks: objective.named(&objective.raw.track, faults),
            metric_names: metrics.iter().map(|metric| name(&metric.key, &metric.name)).collect(),
            features: objective
                .raw
                .feature
                .iter()
                .map(|feature| name(feature.key.as_ref(), feature.name.as_ref()))
                .collect(),
            pairs,
            risks,
            metrics,
        }
    }

    /// Returns the target signal of a pair; an unknown pair has been reported where it was named.
    pub(super) fn target(&self, pair: &str) -> Claim {
        self.pairs.iter().find(|known| known.key == pair).map(|pair| pair.target.clone()).unwrap_or_default()
    }
}

fn axis<T>(page: &Page<'_, T>, name: &Text, faults: &mut Vec<Fault>) -> Named {
    Named { key: page.file.slug.clone(), text: page.plain(name, faults) }
}

fn pairs(axes: &Axes<'_>, faults: &mut Vec<Fault>) -> Vec<Pair> {
    let (industry, objective) = (&axes.industry, &axes.objective);
    let entries = &industry.raw.pair;
    let targets = &objective.raw.target;
    industry.expect_count(4, "pairs", entries.iter().map(|pair| &pair.key), faults);
    industry.unique("pair", entries.iter().map(|pair| &pair.key), faults);
    objective.unique("target", targets.iter().map(|target| &target.pair), faults);
    let mut pairs = Vec::new();
    for pair in entries {
        let key = industry.plain(&pair.key, faults);
        let target = targets.iter().find(|target| *target.pair.as_ref() == key);
        if target.is_none() {
            let missing = format!("no [[target]] says when the pair `{key}` is under control");
            faults.push(match targets.last() {
                Some(near) => objective.fault(&near.pair, missing),
                None => objective.fault_at_top(missing),
            });
        }
        pairs.push(Pair {
            target: target.map_or_else(Claim::default, |target| Claim {
                statement: objective.plain(&target.statement, faults),
                question: objective.plain(&target.question, faults),
            }),
            condition: industry.plain(&pair.condition, faults),
            outcome: industry.plain(&pair.outcome, faults),
            key,
        });
    }
    pairs
}

/// How many metrics a playbook has.
const METRICS: usize = 6;

fn metrics(axes: &Axes<'_>, pairs: &[Pair], faults: &mut Vec<Fault>) -> Vec<Metric> {
    let (role, method) = (&axes.role, &axes.method);
    let shared = &role.raw.shared_metric;
    let keys = || {
        let own = role.raw.metric.iter().map(|metric| &metric.measure.key);
        own.chain(shared.iter().map(|metric| &metric.key))
    };
    role.expect_count(METRICS, "metrics", keys(), faults);
    role.unique("metric", keys(), faults);
    let mut metrics = Vec::new();
    for own in &role.raw.metric {
        metrics.push(metric(role, &own.measure, (role, &own.pair), pairs, faults));
    }
    for one in shared {
        let Some(measure) = method.raw.measure.iter().find(|known| known.key.as_ref() == one.key.as_ref())
        else {
            let missing = format!("methods/{}.toml has no measure `{}`", method.file.slug, one.key.as_ref());
            faults.push(role.fault(&one.key, missing));
            continue;
        };
        metrics.push(metric(method, measure, (role, &one.pair), pairs, faults));
    }
    metrics
}

fn metric<T>(
    page: &Page<'_, T>,
    measure: &source::Measure,
    (role, pair): (&Page<'_, source::Role>, &Text),
    pairs: &[Pair],
    faults: &mut Vec<Fault>,
) -> Metric {
    let formula = measure.formula.as_ref();
    if !ids::FORMULAS.contains(&formula.as_str()) {
        let formulas = ids::FORMULAS.join(", ");
        faults.push(page.fault(&measure.formula, format!("`{formula}` is not a formula; known: {formulas}")));
    }
    let read_under = pairs.iter().find(|known| known.key == *pair.as_ref());
    if read_under.is_none() {
        faults.push(role.fault(pair, format!("`{}` is not a pair of the industry", pair.as_ref())));
    }
    Metric {
        key: page.plain(&measure.key, faults),
        name: page.plain(&measure.name, faults),
        unit: page.plain(&measure.unit, faults),
        good: measure.good,
        formula: formula.clone(),
        how: page.plain(&measure.how, faults),
        pair: pair.as_ref().clone(),
        condition: read_under.map(|pair| pair.condition.clone()).unwrap_or_default(),
        target: read_under.map(|pair| pair.target.clone()).unwrap_or_default(),
        preserved: read_under.map(|pair| pair.outcome.clone()).unwrap_or_default(),
    }
}

/// Fills the charter: the axes' own words, and what the playbook's file chose from their lists.
pub(super) fn charter(axes: &Axes<'_>, lists: &Lists, faults: &mut Vec<Fault>) -> Charter {
    let (objective, role, variant) = (&axes.objective, &axes.role, &axes.variant);
    let (o, r, choice) = (&objective.raw, &role.raw, &variant.raw.choice);
    let (signals, outcomes) = (("a market signal of the industry", &lists.signals), &lists.outcomes);
    let (pair, metric) = ("a pair of the industry", "a metric of the role");
    let risk = "a risk of the role or the objective";
    let weekly = variant.pick(&choice.weekly_target, pair, &lists.conditions, faults);
    Charter {
        outcome: objective.plain(&o.outcome, faults),
        filter: claim(objective, &o.filter, faults),
        evidence: claim(objective, &o.evidence, faults),
        window: objective.plain(&o.window, faults),
        constraint: objective.plain(&o.constraint, faults),
        urgency: objective.plain(&o.urgency, faults),
        market_signal: variant.pick(&choice.market_signal, signals.0, signals.1, faults),
        states_signal: variant.pick(&choice.states_signal, signals.0, signals.1, faults),
        mandate: role.plain(&r.mandate, faults),
        scope_guard: role.plain(&r.scope_guard, faults),
        sequencing: role.plain(&r.sequencing, faults),
        non_negotiable: role.plain(&r.non_negotiable, faults),
        ritual: role.plain(&r.ritual, faults),
        headline_metric: role.pick(&r.headline_metric, metric, &lists.metric_names, faults),
        impact_metric: role.pick(&r.impact_metric, metric, &lists.metric_names, faults),
        closing_metric: role.pick(&r.closing_metric, metric, &lists.metric_names, faults),
        closure_metric: variant.pick(&choice.closure_metric, metric, &lists.metric_names, faults),
        closing_outcome: role.pick(&r.closing_outcome, pair, outcomes, faults),
        // The pressure to expect is the one that threatens the protected outcome: one choice, two readings.
        pressure: variant.pick(&choice.protected_outcome, pair, &lists.conditions, &mut Vec::new()),
        protected_outcome: variant.pick(&choice.protected_outcome, pair, outcomes, faults),
        messaging_outcome: variant.pick(&choice.messaging_outcome, pair, outcomes, faults),
        tested_first: variant.pick(&choice.tested_first, pair, &lists.conditions, faults),
        drill_scenario: variant.pick(&choice.drill_scenario, pair, &lists.conditions, faults),
        weekly_target: Target { claim: lists.target(&weekly.key), pair: weekly.key },
        warning_sign: variant.pick(&choice.warning_sign, risk, &lists.risks, faults),
        midpoint_risk: variant.pick(&choice.midpoint_risk, risk, &lists.risks, faults),
        safeguard: variant.pick(&choice.safeguard, "a safeguard of the industry", &lists.safeguards, faults),
        track: variant.pick(&choice.track, "a track of the objective", &lists.tracks, faults),
        root_cause: role.plain(&r.root_cause, faults),
        unowned_consequence: role.plain(&r.unowned_consequence, faults),
        compounding_cause: role.plain(&r.compounding_cause, faults),
    }
}

fn claim<T>(page: &Page<'_, T>, claim: &source::Claim, faults: &mut Vec<Fault>) -> Claim {
    Claim { statement: page.plain(&claim.statement, faults), question: page.plain(&claim.question, faults) }
}

/// Names every slot that guidance, items, patterns, plans and features may use.
pub(super) fn slots(axes: &Axes<'_>, lists: &Lists, charter: &Charter) -> Slots {
    let mut slots = Slots::default();
    let escalates = axes.variant.raw.escalation.as_ref().includes.iter().map(|kind| kind.word());
    slots.put("escalates", &escalates.collect::<Vec<_>>().join(" or "));
    for (name, text) in words(charter) {
        slots.put(name, text);
    }
    for (name, text) in [
        ("industry", &lists.industry.text),
        ("role", &lists.role.text),
        ("objective", &lists.objective.text),
        ("tested_target", &lists.target(&charter.tested_first.key).statement),
    ] {
        slots.put(name, text);
    }
    for (prefix, list) in [
        ("condition", &lists.conditions),
        ("preserved", &lists.outcomes),
        ("signal", &lists.signals),
        ("safeguard", &lists.safeguards),
        ("track", &lists.tracks),
        ("risk", &lists.risks),
        ("metric", &lists.metric_names),
    ] {
        for named in list {
            slots.put(format!("{prefix}.{}", named.key), &named.text);
        }
    }
    for (place, feature) in lists.features.iter().enumerate() {
        slots.put(format!("feature_{}", place + 1), &feature.text);
    }
    slots
}

/// Names the slots that a charter fills by itself.
fn words(charter: &Charter) -> [(&'static str, &String); 34] {
    [
        ("outcome", &charter.outcome),
        ("filter", &charter.filter.statement),
        ("filter_question", &charter.filter.question),
        ("evidence", &charter.evidence.statement),
        ("evidence_question", &charter.evidence.question),
        ("window", &charter.window),
        ("constraint", &charter.constraint),
        ("urgency", &charter.urgency),
        ("market_signal", &charter.market_signal.text),
        ("states_signal", &charter.states_signal.text),
        ("mandate", &charter.mandate),
        ("scope_guard", &charter.scope_guard),
        ("sequencing", &charter.sequencing),
        ("non_negotiable", &charter.non_negotiable),
        ("ritual", &charter.ritual),
        ("headline_metric", &charter.headline_metric.text),
        ("impact_metric", &charter.impact_metric.text),
        ("closing_metric", &charter.closing_metric.text),
        ("closure_metric", &charter.closure_metric.text),
        ("closing_outcome", &charter.closing_outcome.text),
        ("pressure", &charter.pressure.text),
        ("protected_outcome", &charter.protected_outcome.text),
        ("messaging_outcome", &charter.messaging_outcome.text),
        ("tested_first", &charter.tested_first.text),
        ("drill_scenario", &charter.drill_scenario.text),
        ("weekly_target", &charter.weekly_target.claim.statement),
        ("weekly_question", &charter.weekly_target.claim.question),
        ("warning_sign", &charter.warning_sign.text),
        ("midpoint_risk", &charter.midpoint_risk.text),
        ("safeguard", &charter.safeguard.text),
        ("track", &charter.track.text),
        ("root_cause", &charter.root_cause),
        ("unowned_consequence", &charter.unowned_consequence),
        ("compounding_cause", &charter.compounding_cause),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::library::{Folder, Shelf};

    #[test]
    fn every_slot_stands_in_the_readme_beside_the_data() {
        let shelf = Shelf::shipped();
        let file = shelf.find(Folder::Playbooks, "engineering-managers-launch-readiness").unwrap();
        let axes = Axes::open(&shelf, file).unwrap();
        let mut faults = Vec::new();
        let lists = Lists::gather(&axes, &mut faults);
        let slots = slots(&axes, &lists, &charter(&axes, &lists, &mut faults));
        let readme = include_str!("../../data/README.md");
        for name in slots.names() {
            let shown =
                name.split_once('.').map_or_else(|| name.to_owned(), |(list, _)| format!("{list}.KEY"));
            assert!(readme.contains(&format!("`{{{shown}}}`")), "{shown}");
        }
    }
}
