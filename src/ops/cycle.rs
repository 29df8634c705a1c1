//! What can be done to cycles: start one from a playbook, close one.

use super::{Context, Outcome, operation::OpSpec, person};
use crate::{
    domain::{
        Cycle, Day, Fields, Id, Item, Kind, Metric, Moment, Person, Record, Ref, Refusal, Risk, Step, Text,
        Value,
        calendar::ComputedDates,
        cycle::{CycleState, SelfApproval},
        id::Ids,
        metric::Better,
        person as people, remedy,
        risk::RiskState,
        step::{ItemState, Phase, StepState},
    },
    playbook::{self as model, Playbook},
    store::TxnError,
};
use serde::Serialize;

/// An operation on a cycle.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// Starts a cycle: the playbook's steps, checklist, metrics and risks are copied in.
    New(Box<New>),
    /// Ends it; from then on it only reads.
    Close {
        /// The cycle.
        cycle: Id<Cycle>,
    },
}

/// What starting a cycle takes. People are named as they are called; who is new is added.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct New {
    /// The playbook it follows.
    pub playbook: Playbook,
    /// What the team calls it.
    pub name: String,
    /// First day.
    pub start: Day,
    /// Launch day.
    pub launch: Day,
    /// IANA name of its zone.
    pub zone: String,
    /// Signs the verdict.
    pub sign_off: String,
    /// Owns what customers are told; who signs the verdict, where nobody is named.
    pub narrative: Option<String>,
    /// Who is asked when something lingers, in order.
    pub escalation: Vec<String>,
    /// Everybody else who takes part.
    pub people: Vec<String>,
    /// Charter fields in other words than the playbook's.
    pub charter: Fields,
}

impl Op {
    /// None of them is declared with its arguments.
    pub const SPECS: &'static [&'static OpSpec] = &[];

    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::New(_) => "cycle.new",
            Self::Close { .. } => "cycle.close",
        }
    }

    pub(super) fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        match self {
            Self::New(new) => new.apply(context),
            Self::Close { cycle } => {
                let closed = context.txn.edit(*cycle, |cycle| {
                    if cycle.state == CycleState::Closed {
                        return Err(Refusal::new(
                            "cycle.closed",
                            "it is closed already",
                            remedy::OPEN_CYCLES,
                        ));
                    }
                    cycle.state = CycleState::Closed;
                    Ok(())
                })?;
                Ok(Outcome::said(format!("closed \"{}\"", closed.name)))
            }
        }
    }
}

impl New {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let taken: Vec<Cycle> = context.txn.every()?;
        if taken.iter().any(|cycle| *cycle.name == *self.name) {
            let reason = format!("there is a cycle called \"{}\" already", self.name);
            return Err(Refusal::new("cycle.twice", reason, "choose another name").on("name").into());
        }
        self.is_staffed()?;
        let sign_off = somebody(context, &self.sign_off)?;
        for name in self.people.iter().filter(|name| !name.trim().is_empty()) {
            somebody(context, name)?;
        }
        let narrative = self.narrative.as_deref().filter(|name| !name.trim().is_empty());
        let narrative = narrative.map(|name| somebody(context, name)).transpose()?.unwrap_or(sign_off);
        let escalation =
            self.escalation.iter().map(|name| somebody(context, name)).collect::<Result<_, _>>()?;
        let mut cycle = self.charter(context.now, sign_off, narrative, Ids(escalation));
        for (name, value) in &self.charter {
            let wrong = |error: crate::domain::value::Mismatch| {
                Refusal::new("cycle.charter", error.to_string(), remedy::CYCLE_FIELDS)
            };
            cycle.set(name, value.clone()).map_err(wrong)?;
        }
        let id = context.txn.add(&cycle)?;
        let policy = cycle.policy()?;
        let dates = ComputedDates::new(cycle.schedule(), &policy);
        let seed = Seed { cycle: id, dates, now: context.now, sign_off };
        for (number, step) in (1..).zip(&self.playbook.steps) {
            context.txn.add(&seed.step(number, step))?;
        }
        for (number, item) in (1..).zip(&self.playbook.items) {
            context.txn.add(&seed.item(number, item))?;
        }
        let mut metrics: Vec<(String, Id<Metric>)> = Vec::new();
        for metric in &self.playbook.metrics {
            metrics.push((metric.key.clone(), context.txn.add(&seed.metric(metric))?));
        }
        for risk in &self.playbook.risks {
            context.txn.add(&seed.risk(risk, &metrics))?;
        }
        let said = format!("started \"{}\" from {}", self.name, self.playbook.title);
        Ok(Outcome::made(said, Ref::new(Kind::Cycle, id.number())))
    }

    /// Refuses a cycle in which nobody would be asked when something lingers.
    ///
    /// Source: challenge on escalation, the path is defined before it is needed.
    fn is_staffed(&self) -> Result<(), Refusal> {
        if self.escalation.iter().all(|name| name.trim().is_empty()) {
            return Err(Refusal::new(
                "cycle.escalation",
                "a cycle needs an escalation path: who is asked when something lingers",
                remedy::NAME_ESCALATION,
            )
            .on("escalation"));
        }
        Ok(())
    }

    fn charter(
        &self,
        now: Moment,
        sign_off: Id<Person>,
        narrative: Id<Person>,
        escalation: Ids<Person>,
    ) -> Cycle {
        let charter = &self.playbook.charter;
        let text = |text: &str| Some(Text::from(text));
        Cycle {
            id: Id::new(0),
            name: self.name.trim().into(),
            playbook: self.playbook.slug.as_str().into(),
            playbook_copy: serde_json::to_string(&self.playbook).expect("a playbook is plain data").into(),
            outcome: charter.outcome.as_str().into(),
            start: self.start,
            launch: self.launch,
            zone: self.zone.as_str().into(),
            review_every: i64::from(self.playbook.rhythm.review_days.get()),
            review_at: "10:00".into(),
            review_on: "mon".into(),
            weekend: "sat,sun".into(),
            window: text(&charter.window),
            non_negotiable: charter.non_negotiable.as_str().into(),
            filter: text(&charter.filter.question),
            mandate: text(&charter.mandate),
            market_signal: text(&charter.market_signal.text),
            constraint_named: text(&charter.constraint),
            protected: text(&charter.protected_outcome.text),
            sign_off,
            narrative: Some(narrative),
            escalation,
            self_approval: SelfApproval::Allow,
            state: CycleState::Active,
            from_cycle: None,
            opened: now,
            ..Cycle::blank()
        }
    }
}

/// The person called so, or a new one of that name.
fn somebody(context: &mut Context<'_, '_>, words: &str) -> Result<Id<Person>, TxnError> {
    let people: Vec<Person> = context.txn.every()?;
    match people::find(&people, words) {
        Ok(person) => Ok(person.id),
        Err(refusal) if refusal.rule == "person.unknown" => {
            Ok(person::add(context, words.trim_start_matches('@'), None, None)?.id)
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// Makes a cycle's records from its playbook.
struct Seed<'a> {
    cycle: Id<Cycle>,
    dates: ComputedDates<'a>,
    now: Moment,
    sign_off: Id<Person>,
}

impl Seed<'_> {
    fn step(&self, number: i64, step: &model::Step) -> Step {
        Step {
            id: Id::new(0),
            cycle: self.cycle,
            number,
            title: step.title.as_str().into(),
            short: step.short.as_str().into(),
            guidance: step.guidance.as_str().into(),
            owner: None,
            due: None,
            state: StepState::Open,
            done_at: None,
            done_by: None,
            override_why: None,
            none_why: None,
            none_by: None,
            none_at: None,
        }
    }

    fn item(&self, number: i64, item: &model::Item) -> Item {
        Item {
            id: Id::new(0),
            cycle: self.cycle,
            number,
            phase: match item.phase {
                model::Phase::KickOff => Phase::KickOff,
                model::Phase::BeforeBuild => Phase::BeforeBuild,
                model::Phase::Midpoint => Phase::Midpoint,
                model::Phase::BeforeLaunch => Phase::BeforeLaunch,
                model::Phase::AfterLaunch => Phase::AfterLaunch,
            },
            title: item.title.as_str().into(),
            guidance: item.text.as_str().into(),
            needs_proof: item.proof,
            owner: None,
            due: self.dates.item(&item.key),
            state: ItemState::Todo,
            proof: None,
            why: None,
            done_at: None,
            done_by: None,
            key: Some(item.key.as_str().into()),
        }
    }

    fn metric(&self, metric: &model::Metric) -> Metric {
        Metric {
            id: Id::new(0),
            cycle: self.cycle,
            key: metric.key.as_str().into(),
            title: metric.name.as_str().into(),
            unit: metric.unit.as_str().into(),
            better: match metric.good {
                model::Good::Up => Better::Up,
                model::Good::Down => Better::Down,
            },
            formula: metric.how.as_str().into(),
            owner: None,
            target: None,
            baseline: None,
            condition: metric.condition.as_str().into(),
            signal: metric.target.statement.as_str().into(),
            preserves: metric.preserved.as_str().into(),
            ..Metric::blank()
        }
    }

    /// A playbook's risk starts in the middle of the map, with the person who signs: both are there to be changed
    /// in the first review.
    fn risk(&self, risk: &model::Risk, metrics: &[(String, Id<Metric>)]) -> Risk {
        let (plan, dates) = (&risk.plan, self.dates.risk(&risk.key));
        let text = |text: &Option<String>| text.as_deref().map(Text::from);
        let named =
            |named: &Option<model::Named>| named.as_ref().map(|named| Text::from(named.text.as_str()));
        let metric =
            plan.metric.as_ref().and_then(|wanted| metrics.iter().find(|(key, _)| *key == wanted.key));
        Risk {
            id: Id::new(0),
            cycle: self.cycle,
            title: risk.name.as_str().into(),
            owner: self.sign_off,
            chance: 3,
            impact: 3,
            state: RiskState::Watching,
            mitigation: Some(risk.mitigation),
            plan: None,
            fallback: None,
            fallback_by: dates.fallback_by,
            safeguard: named(&plan.safeguard),
            criteria: text(&plan.criteria),
            checkpoint_owner: None,
            checkpoint_on: dates.checkpoint_on,
            track: named(&plan.track),
            deadline: dates.deadline,
            metric: metric.map(|(_, id)| *id),
            cadence: text(&plan.cadence),
            signal: plan.signal.as_ref().map(|signal| Text::from(signal.claim.statement.as_str())),
            warning: None,
            decision: None,
            appeared_at: None,
            mitigated_at: None,
            how: None,
            closed_at: None,
            opened: self.now,
            key: Some(risk.key.as_str().into()),
            recorded_at: None,
        }
    }
}

/// Charter overrides by field name, from texts; blank ones are left to the playbook.
pub fn overrides<'a>(given: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> Fields {
    given
        .into_iter()
        .filter_map(|(name, text)| {
            text.filter(|text| !text.trim().is_empty()).map(|text| (name.to_owned(), Value::text(text)))
        })
        .collect()
}
