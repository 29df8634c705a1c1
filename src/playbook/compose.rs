//! Puts one playbook together from its axes, noting everything that does not fit.
//! Does not know where the files lie, nor what a running cycle does with the result.

use std::collections::BTreeMap;

use super::charter::{self, Lists};
use super::fault::Fault;
use super::ids;
use super::library::{File, Shelf};
use super::model::{
    Escalation, ExitCheck, Feature, Item, Named, Pattern, Plan, Playbook, Risk, Severity, Step, Target,
};
use super::placeholders::Slots;
use super::source::{self, Text};
use super::sources::{Axes, Page};
use crate::domain::{
    calendar::EntryKind,
    review::{self, ReviewKind, ReviewStep},
};

/// How many of everything a playbook has.
pub(super) const STEPS: usize = 6;
pub(super) const PATTERNS: usize = 5;
pub(super) const PRACTICES: usize = 3;
pub(super) const RISKS: usize = 6;
pub(super) const FEATURES: usize = 3;

/// Composes one playbook, or lists every fault found on the way.
pub(super) fn compose(shelf: &Shelf, file: &File) -> Result<Playbook, Vec<Fault>> {
    let axes = Axes::open(shelf, file)?;
    let mut faults = Vec::new();
    let lists = Lists::gather(&axes, &mut faults);
    let charter = charter::charter(&axes, &lists, &mut faults);
    let slots = charter::slots(&axes, &lists, &charter);
    let playbook = Playbook {
        slug: file.slug.clone(),
        title: format!("{} {} for {}", lists.industry.text, lists.objective.text, lists.role.text),
        derived: axes.variant.raw.derived,
        charter,
        rhythm: axes.method.raw.rhythm.into(),
        escalation: escalation(&axes.variant, &mut faults),
        gate: axes.variant.raw.gate,
        functions: texts(&axes.method, &axes.method.raw.functions, &mut faults),
        steps: steps(&axes, &slots, &mut faults),
        items: items(&axes, &slots, &mut faults),
        reviews: reviews(&axes, &slots, &mut faults),
        patterns: patterns(&axes, &slots, &mut faults),
        risks: risks(&axes, &lists, &slots, &mut faults),
        features: features(&axes, &slots, &mut faults),
        severity: severity(&axes, &mut faults),
        industry: lists.industry,
        role: lists.role,
        objective: lists.objective,
        pairs: lists.pairs,
        safeguards: lists.safeguards,
        metrics: lists.metrics,
    };
    if faults.is_empty() { Ok(playbook) } else { Err(faults) }
}

fn escalation(page: &Page<'_, source::Variant>, faults: &mut Vec<Fault>) -> Escalation {
    let escalation = &page.raw.escalation;
    if escalation.as_ref().includes.is_empty() {
        let (file, span) = (page.file, escalation.span());
        faults.push(Fault::at(&file.path, &file.text, &span, "includes names nothing that escalates"));
    }
    escalation.as_ref().clone()
}

fn texts<T>(page: &Page<'_, T>, texts: &[Text], faults: &mut Vec<Fault>) -> Vec<String> {
    texts.iter().map(|text| page.plain(text, faults)).collect()
}

fn steps(axes: &Axes<'_>, slots: &Slots, faults: &mut Vec<Fault>) -> Vec<Step> {
    let page = &axes.objective;
    page.expect_count(STEPS, "steps", page.raw.step.iter().map(|step| &step.title), faults);
    let mut steps = Vec::new();
    for step in &page.raw.step {
        if step.checks.is_empty() || step.checks.len() > 3 {
            faults.push(page.fault(&step.title, "a step needs one to three exit checks"));
        }
        steps.push(Step {
            title: page.plain(&step.title, faults),
            short: page.plain(&step.short, faults),
            guidance: page.fill(slots, &step.guidance, faults),
            checks: step.checks.iter().map(|check| exit_check(page, slots, check, faults)).collect(),
        });
    }
    steps
}

fn exit_check(
    page: &Page<'_, source::Objective>,
    slots: &Slots,
    check: &source::ExitCheck,
    faults: &mut Vec<Fault>,
) -> ExitCheck {
    let id = check.id.as_ref();
    if !ids::EXIT_CHECKS.contains(&id.as_str()) {
        let checks = ids::EXIT_CHECKS.join(", ");
        faults.push(page.fault(&check.id, format!("`{id}` is not an exit check; known: {checks}")));
    }
    ExitCheck { id: id.clone(), text: page.fill(slots, &check.text, faults) }
}

fn items(axes: &Axes<'_>, slots: &Slots, faults: &mut Vec<Fault>) -> Vec<Item> {
    let page = &axes.method;
    let keys = || page.raw.item.iter().map(|item| &item.key);
    page.unique("item", keys(), faults);
    if page.raw.item.is_empty() {
        faults.push(page.fault_at_top("the checklist has no item"));
    }
    let reviews = page.raw.item.iter().flat_map(|item| &item.reviews);
    let own = page.raw.review.iter().map(|kind| kind.key.as_ref().as_str());
    let usual = review::usual().iter().map(|kind| kind.key.as_str());
    let kinds: Vec<&str> = if page.raw.review.is_empty() { usual.collect() } else { own.collect() };
    each_once(page, "review", &kinds, reviews, faults);
    let rules = page.raw.item.iter().flat_map(|item| &item.rules);
    each_once(page, "verdict rule", ids::RULES, rules, faults);
    let names = |texts: &[Text]| texts.iter().map(|text| text.as_ref().clone()).collect();
    let compose = |item: &source::Item| Item {
        key: item.key.as_ref().clone(),
        phase: item.phase,
        due: item.due,
        title: page.fill(slots, &item.title, faults),
        text: page.fill(slots, &item.text, faults),
        proof: item.proof,
        reviews: names(&item.reviews),
        rules: names(&item.rules),
    };
    page.raw.item.iter().map(compose).collect()
}

fn reviews(axes: &Axes<'_>, slots: &Slots, faults: &mut Vec<Fault>) -> Vec<ReviewKind> {
    let page = &axes.method;
    page.unique("review", page.raw.review.iter().map(|kind| &kind.key), faults);
    let meets = page.raw.review.iter().flat_map(|kind| &kind.meets);
    each_once(page, "verdict rule", ids::RULES, meets, faults);
    let (mut entries, mut kinds) = (Vec::new(), Vec::new());
    for kind in &page.raw.review {
        if let Some(entry) = kind.entry {
            if entries.contains(&entry) || entry == EntryKind::Launch {
                let label = entry.label();
                faults.push(page.fault(&kind.key, format!("`{label}` is no date for one more review")));
            }
            entries.push(entry);
        }
        page.unique("step", kind.step.iter().map(|step| &step.key), faults);
        kinds.push(ReviewKind {
            key: page.plain(&kind.key, faults),
            name: page.plain(&kind.name, faults),
            purpose: page.fill(slots, &kind.purpose, faults),
            entry: kind.entry,
            minutes: kind.minutes,
            attend: texts(page, &kind.attend, faults),
            meets: kind.meets.iter().map(|rule| rule.as_ref().clone()).collect(),
            steps: kind.step.iter().map(|step| review_step(page, slots, step, faults)).collect(),
        });
    }
    kinds
}

fn review_step(
    page: &Page<'_, source::Method>,
    slots: &Slots,
    step: &source::ReviewStep,
    faults: &mut Vec<Fault>,
) -> ReviewStep {
    for sets in step.sets.iter().filter(|sets| !ids::SETS.contains(&sets.as_ref().as_str())) {
        let known = ids::SETS.join(", ");
        faults.push(page.fault(sets, format!("`{}` is no answer of a cycle; known: {known}", sets.as_ref())));
    }
    ReviewStep {
        key: page.plain(&step.key, faults),
        kind: step.kind,
        required: step.required,
        sets: step.sets.as_ref().map(|sets| sets.as_ref().clone()),
        text: page.fill(slots, &step.text, faults),
    }
}

/// Holds the names that items give to those that are known, each to one item at most.
fn each_once<'a>(
    page: &Page<'_, source::Method>,
    what: &str,
    known: &[&str],
    given: impl Iterator<Item = &'a Text> + Clone,
    faults: &mut Vec<Fault>,
) {
    page.unique(what, given.clone(), faults);
    for name in given.filter(|name| !known.contains(&name.as_ref().as_str())) {
        let fault = format!("`{}` is not a {what}; known: {}", name.as_ref(), known.join(", "));
        faults.push(page.fault(name, fault));
    }
}

fn patterns(axes: &Axes<'_>, slots: &Slots, faults: &mut Vec<Fault>) -> Vec<Pattern> {
    let page = &axes.role;
    page.expect_count(PATTERNS, "patterns", page.raw.pattern.iter().map(|pattern| &pattern.title), faults);
    let mut patterns = Vec::new();
    for pattern in &page.raw.pattern {
        if pattern.practices.len() != PRACTICES {
            let found = pattern.practices.len();
            let missing = format!("a pattern needs {PRACTICES} practices, here are {found}");
            faults.push(page.fault(&pattern.title, missing));
        }
        patterns.push(Pattern {
            title: page.fill(slots, &pattern.title, faults),
            story: page.fill(slots, &pattern.story, faults),
            practices: pattern.practices.iter().map(|text| page.fill(slots, text, faults)).collect(),
        });
    }
    patterns
}

fn features(axes: &Axes<'_>, slots: &Slots, faults: &mut Vec<Fault>) -> Vec<Feature> {
    let page = &axes.objective;
    page.expect_count(FEATURES, "features", page.raw.feature.iter().map(|feature| &feature.key), faults);
    page.unique("feature", page.raw.feature.iter().map(|feature| &feature.key), faults);
    let compose = |feature: &source::Feature| Feature {
        key: page.plain(&feature.key, faults),
        name: page.plain(&feature.name, faults),
        summary: page.fill(slots, &feature.summary, faults),
    };
    page.raw.feature.iter().map(compose).collect()
}

fn severity(axes: &Axes<'_>, faults: &mut Vec<Fault>) -> BTreeMap<String, Severity> {
    let (method, variant) = (&axes.method, &axes.variant);
    let mut severity = BTreeMap::new();
    for (id, given) in &method.raw.severity {
        known_rule(method, id, faults);
        severity.insert(id.as_ref().clone(), *given);
    }
    for (id, given) in &variant.raw.severity {
        known_rule(variant, id, faults);
        severity.insert(id.as_ref().clone(), *given);
    }
    for rule in ids::RULES.iter().filter(|rule| !severity.contains_key(**rule)) {
        let missing = format!("[severity] gives the rule `{rule}` no severity");
        faults.push(match method.raw.severity.keys().next() {
            Some(near) => method.fault(near, missing),
            None => method.fault_at_top(missing),
        });
    }
    severity
}

fn known_rule<T>(page: &Page<'_, T>, id: &Text, faults: &mut Vec<Fault>) {
    if !ids::RULES.contains(&id.as_ref().as_str()) {
        let rules = ids::RULES.join(", ");
        faults.push(page.fault(id, format!("`{}` is not a verdict rule; known: {rules}", id.as_ref())));
    }
}

fn risks(axes: &Axes<'_>, lists: &Lists, slots: &Slots, faults: &mut Vec<Fault>) -> Vec<Risk> {
    let page = &axes.variant;
    let keys = || page.raw.risk.iter().map(|risk| &risk.key);
    page.expect_count(RISKS, "risks", keys(), faults);
    page.unique("risk", keys(), faults);
    let mut risks = Vec::new();
    for risk in &page.raw.risk {
        let named = page.pick(&risk.key, "a risk of the role or the objective", &lists.risks, faults);
        let plan = plan(axes, lists, slots, risk, faults);
        check_plan(page, risk, &plan, faults);
        risks.push(Risk { key: named.key, name: named.text, mitigation: risk.mitigation, plan });
    }
    risks
}

fn plan(axes: &Axes<'_>, lists: &Lists, slots: &Slots, risk: &source::Risk, faults: &mut Vec<Fault>) -> Plan {
    let page = &axes.variant;
    let pick = |key: &Option<Text>, what: &str, from: &[Named], faults: &mut Vec<Fault>| {
        key.as_ref().map(|key| page.pick(key, what, from, faults))
    };
    let safeguard = pick(&risk.safeguard, "a safeguard of the industry", &lists.safeguards, faults);
    let track = pick(&risk.track, "a track of the objective", &lists.tracks, faults);
    let metric = pick(&risk.metric, "a metric of the role", &lists.metric_names, faults);
    let pair = pick(&risk.signal, "a pair of the industry", &lists.conditions, faults);
    Plan {
        fallback_by: risk.fallback_by,
        safeguard,
        criteria: risk.criteria.as_ref().map(|text| page.fill(slots, text, faults)),
        checkpoint_on: risk.checkpoint_on,
        track,
        deadline: risk.deadline,
        metric,
        cadence: risk.cadence.as_ref().map(|text| page.fill(slots, text, faults)),
        signal: pair.map(|pair| Target { claim: lists.target(&pair.key), pair: pair.key }),
    }
}

/// Holds a plan against its treatment: what the playbook must give is there, and nothing that has no use.
fn check_plan(page: &Page<'_, source::Variant>, risk: &source::Risk, plan: &Plan, faults: &mut Vec<Fault>) {
    let required = risk.mitigation.required();
    let key = risk.mitigation.key();
    for (field, given) in given(plan) {
        let wanted = required.contains(&field);
        if wanted && !given {
            faults.push(page.fault(&risk.key, format!("a risk treated {key} needs `{field}`")));
        }
        if given && !wanted {
            faults.push(page.fault(&risk.key, format!("a risk treated {key} has no use for `{field}`")));
        }
    }
}

fn given(plan: &Plan) -> [(&'static str, bool); 9] {
    [
        ("fallback_by", plan.fallback_by.is_some()),
        ("safeguard", plan.safeguard.is_some()),
        ("criteria", plan.criteria.is_some()),
        ("checkpoint_on", plan.checkpoint_on.is_some()),
        ("track", plan.track.is_some()),
        ("deadline", plan.deadline.is_some()),
        ("metric", plan.metric.is_some()),
        ("cadence", plan.cadence.is_some()),
        ("signal", plan.signal.is_some()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mitigation::Mitigation;

    #[test]
    fn every_field_a_mitigation_requires_is_either_in_the_plan_or_left_to_the_team() {
        // The fallback is thinking and the owner a person: no file can bring them.
        let left_to_the_team = ["fallback", "checkpoint_owner"];
        let in_plan = given(&Plan::default()).map(|(field, _)| field);
        for field in Mitigation::ALL.iter().flat_map(|mitigation| mitigation.required()) {
            assert!(in_plan.contains(field) != left_to_the_team.contains(field), "{field}");
        }
    }
}
