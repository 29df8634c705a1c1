//! Risks: what may go wrong, how likely, how bad, and the plan against it.

use super::{
    cycle::Cycle,
    decision::Decision,
    fact_day::Dated,
    id::Id,
    metric::Metric,
    mitigation::Mitigation,
    person::Person,
    policy::Rhythm,
    record::{HISTORY, KEPT, Record, ask},
    refusal::Refusal,
    remedy,
    value::{Column, FieldType, Mismatch, Text, Value},
    when::{Day, Moment},
};

crate::words! {
    /// Where a risk stands.
    pub enum RiskState {
        /// It may happen.
        Watching = "watching" / "watching",
        /// It happened.
        Appeared = "appeared" / "appeared",
        /// It happened and is contained.
        Mitigated = "mitigated" / "mitigated",
        /// It is over.
        Closed = "closed" / "closed",
    }
}

impl Column for Mitigation {
    const TYPE: FieldType = FieldType::Words(MITIGATIONS);
    fn blank() -> Self {
        Self::FallbackFirst
    }
    fn store(&self) -> Value {
        Value::text(self.key())
    }
    fn load(value: Value) -> Result<Self, Mismatch> {
        let key = Text::load(value)?;
        Self::parse(&key).ok_or(Mismatch { expected: "a mitigation type", found: Value::Text(key) })
    }
}

/// The keys of the six mitigation types.
pub const MITIGATIONS: &[&str] = &[
    "fallback-first",
    "criteria-checkpoint",
    "structured-escalation",
    "cadence-integration",
    "isolate-48h",
    "pre-commitment-gate",
];

crate::entity! {
    /// A risk.
    pub struct Risk in "risk" {
        /// The cycle it belongs to.
        cycle: Id<Cycle> = KEPT,
        /// What may go wrong.
        title: Text = ask("risk", "What may go wrong?"),
        /// Watches it.
        owner: Id<Person> = ask("owner", "Who watches it?").duty("owns"),
        /// How likely, 1 to 5.
        chance: u8 = ask("chance 1-5", "How likely is it, 1 to 5?"),
        /// How bad for customers, 1 to 5.
        impact: u8 = ask("impact 1-5", "How bad for customers, 1 to 5?"),
        /// Where it stands.
        state: RiskState = KEPT,
        /// The way it is met; each type asks for its own fields.
        mitigation: Option<Mitigation> = ask("mitigation", "How is it met?"),
        /// The plan in words.
        plan: Option<Text> = ask("plan", "What do you do about it?").long(),
        /// What happens instead.
        fallback: Option<Text> = ask("fallback", "What do you do instead if it happens?"),
        /// The day before which the fallback must be written.
        fallback_by: Option<Day> = ask("fallback by", "By which day is the fallback written?"),
        /// The safeguard it is linked to.
        safeguard: Option<Text> = ask("safeguard", "Which safeguard is it linked to?"),
        /// The criteria that keep it in check.
        criteria: Option<Text> = ask("criteria", "Which criteria keep it in check?").long(),
        /// Looks at the checkpoint.
        checkpoint_owner: Option<Id<Person>> = ask("checkpoint by", "Who looks at the checkpoint?").duty("checks"),
        /// The day of the checkpoint.
        checkpoint_on: Option<Day> = ask("checkpoint on", "On which day is the checkpoint?"),
        /// The track of the owner checkpoint.
        track: Option<Text> = ask("track", "Which track does the checkpoint belong to?"),
        /// By when it is resolved.
        deadline: Option<Moment> = ask("deadline", "Resolved by when?"),
        /// The metric that proves it closed.
        metric: Option<Id<Metric>> = ask("metric", "Which metric proves it closed?"),
        /// In which review it is looked at.
        cadence: Option<Text> = ask("cadence", "In which review is it looked at?"),
        /// The target signal that must stay achievable.
        signal: Option<Text> = ask("signal", "Which target signal must stay achievable?"),
        /// How you would notice early.
        warning: Option<Text> = ask("early warning", "How would you notice early?"),
        /// The decision isolated because of it.
        decision: Option<Id<Decision>> = ask("decision", "Which decision does it touch?"),
        /// When it appeared.
        appeared_at: Option<Moment> = KEPT,
        /// When it was mitigated.
        mitigated_at: Option<Moment> = KEPT,
        /// How it was mitigated, or why it was closed.
        how: Option<Text> = KEPT,
        /// When it was closed.
        closed_at: Option<Moment> = KEPT,
        /// When it was written down.
        opened: Moment = KEPT,
        /// The key the playbook has for it; nothing where people wrote it down themselves.
        key: Option<Text> = KEPT,
        /// When it was written down, where that was on a later day.
        recorded_at: Option<Moment> = KEPT,
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal::new("risk.title", "a risk needs a line on what may go wrong", "type it in one line").on("title"));
        }
        super::score::check("chance", Some(self.chance))?;
        super::score::check("impact", Some(self.impact))
    }
}

crate::entity! {
    /// A look for the early sign of a risk: was it there or not.
    pub struct Sighting in "sighting" {
        /// The risk.
        risk: Id<Risk> = KEPT,
        /// Whether the sign was there.
        seen: bool = KEPT,
        /// A word on it.
        note: Option<Text> = KEPT,
        /// When somebody looked.
        at: Moment = KEPT,
        /// Who.
        by: Id<Person> = HISTORY,
    }

    fn parent(&self) -> i64 {
        self.risk.number()
    }
}

/// The metric that shows whether a risk is over.
#[derive(Clone, Copy, Debug)]
pub struct Proof<'a> {
    /// The metric.
    pub metric: &'a Metric,
    /// When it was read last.
    pub latest: Option<Moment>,
    /// What it read before it was to prove anything, and what it reads now.
    pub values: Option<(f64, f64)>,
}

impl Proof<'_> {
    /// Whether it reads worse than before.
    fn is_worse(&self) -> bool {
        self.values.is_some_and(|(before, now)| !self.metric.reaches(now, before))
    }
}

impl Risk {
    /// Impact times chance, 1 to 25.
    pub const fn score(&self) -> u8 {
        self.chance * self.impact
    }

    /// Whether it still needs watching.
    pub const fn is_open(&self) -> bool {
        !matches!(self.state, RiskState::Closed)
    }

    /// Whether it keeps its decision out of build scope: it is of the isolating type, it appeared, and nobody has
    /// contained it. Source: mitigation type "isolate and 48 hours".
    pub fn isolates(&self) -> bool {
        self.mitigation == Some(Mitigation::IsolateWithin48h) && self.state == RiskState::Appeared
    }

    /// The end of the window that runs from the moment a risk of the isolating type appears, as long as the playbook
    /// gives it.
    pub fn window_ends(&self, rhythm: &Rhythm) -> Option<Moment> {
        self.appeared_at.filter(|_| self.isolates()).map(|at| at + rhythm.window())
    }

    /// What its plan lacks: the type, or the fields its type asks for.
    pub fn plan_lacks(&self) -> Vec<&'static str> {
        self.lacking().collect()
    }

    /// Whether its plan says all that its type asks for.
    pub fn is_planned(&self) -> bool {
        self.lacking().next().is_none()
    }

    fn lacking(&self) -> impl Iterator<Item = &'static str> {
        let required = self.mitigation.map_or(&["mitigation"][..], Mitigation::required);
        required.iter().copied().filter(|field| !self.states(field))
    }

    /// Whether a field has something in it. Those that types ask for are looked at in place: it is asked of every risk
    /// whenever anything changes.
    fn states(&self, field: &str) -> bool {
        let says = |text: &Option<Text>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
        match field {
            "mitigation" => self.mitigation.is_some(),
            "fallback" => says(&self.fallback),
            "fallback_by" => self.fallback_by.is_some(),
            "safeguard" => says(&self.safeguard),
            "criteria" => says(&self.criteria),
            "checkpoint_owner" => self.checkpoint_owner.is_some(),
            "checkpoint_on" => self.checkpoint_on.is_some(),
            "track" => says(&self.track),
            "deadline" => self.deadline.is_some(),
            "metric" => self.metric.is_some(),
            "cadence" => says(&self.cadence),
            "signal" => says(&self.signal),
            _ => self.get(field).is_some_and(|value| !value.is_blank()),
        }
    }

    /// Refuses a plan that lacks what its type asks for. `before` is the risk as it was: what it lacked already, as a
    /// risk of the playbook or of a register may, stays possible as long as its type stays the same.
    ///
    /// # Errors
    /// A [`Refusal`] that names the first field, what it is for and how to give it.
    pub fn must_be_planned(&self, before: Option<&Self>) -> Result<(), Refusal> {
        let Some(mitigation) = self.mitigation else {
            return Ok(());
        };
        let same_type = before.filter(|before| before.mitigation == self.mitigation);
        let known = same_type.map(Self::plan_lacks).unwrap_or_default();
        let lacks = self.plan_lacks();
        let Some(field) = lacks.iter().find(|name| !known.contains(name)).and_then(|name| Self::field(name))
        else {
            return Ok(());
        };
        let reason = format!("a risk with \"{}\" needs: {}", mitigation.label(), field.label);
        let hint = remedy::GIVE_FIELD
            .saying(field.ask)
            .with("--FIELD", &format!("--{}", field.name.replace('_', "-")));
        Err(Refusal::new("risk.plan", reason, hint).on(field.name))
    }

    /// Says that it happened.
    ///
    /// # Errors
    /// A [`Refusal`] unless it was only watched.
    pub fn appear(&mut self, dated: Dated) -> Result<(), Refusal> {
        if self.state != RiskState::Watching {
            return Err(Refusal::new(
                "risk.appeared",
                format!("it is {} already", self.state.label()),
                remedy::TAKE_LAST_STEP_BACK,
            )
            .about(self.reference()));
        }
        self.state = RiskState::Appeared;
        self.appeared_at = Some(dated.at);
        self.recorded_at = dated.recorded_at;
        Ok(())
    }

    /// Says that it is contained.
    ///
    /// # Errors
    /// A [`Refusal`] when it is closed, or `how` says nothing.
    pub fn mitigate(&mut self, how: &str, now: Moment) -> Result<(), Refusal> {
        self.must_be_open()?;
        if how.trim().is_empty() {
            return Err(
                Refusal::new("risk.how", "say what was done about it", remedy::ONE_LINE_HOW).on("how")
            );
        }
        self.state = RiskState::Mitigated;
        self.mitigated_at = Some(now);
        self.how = Some(how.into());
        Ok(())
    }

    /// The moment from which a reading of its metric counts as proof that it is over: when it was mitigated, else
    /// when it appeared, else when it was written down.
    pub fn proof_counts_from(&self) -> Moment {
        self.mitigated_at.or(self.appeared_at).unwrap_or(self.opened)
    }

    /// Closes it. `proof` is the metric it names with the moment of its latest reading.
    ///
    /// # Errors
    /// A [`Refusal`] when it is closed already, `why` says nothing, it appeared and its type asks for a containment
    /// first, or its metric has no reading since, or a worse one. Source: mitigation type "structured escalation".
    pub fn close(&mut self, why: &str, proof: Option<Proof<'_>>, now: Moment) -> Result<(), Refusal> {
        self.must_be_open()?;
        let is_contained_first =
            matches!(self.mitigation, Some(Mitigation::StructuredEscalation | Mitigation::IsolateWithin48h));
        if is_contained_first && self.state == RiskState::Appeared {
            return Err(Refusal::new(
                "risk.contained",
                "it appeared and nobody has contained it yet",
                remedy::CONTAIN_RISK.of(self.reference()),
            ));
        }
        if let Some(proof) = proof.filter(|proof| proof.latest.is_none_or(|at| at < self.proof_counts_from()))
        {
            return Err(self.unproven(&proof));
        }
        if let Some(proof) = proof.filter(Proof::is_worse) {
            let (before, now) = proof.values.unwrap_or_default();
            let (metric, unit) = (proof.metric.reference(), &proof.metric.unit);
            let reason =
                format!("{metric} reads {now} {unit} where it read {before} before: that shows no end of it");
            return Err(Refusal::new("risk.proof", reason, remedy::CONTAIN_RISK.of(self.reference())));
        }
        if why.trim().is_empty() {
            return Err(Refusal::new("risk.why", "say why it is over", remedy::ONE_LINE_WHY).on("how"));
        }
        self.state = RiskState::Closed;
        self.closed_at = Some(now);
        self.how = Some(why.into());
        Ok(())
    }

    /// Watches it again, as if it had never happened.
    ///
    /// # Errors
    /// A [`Refusal`] when it is watched already.
    pub fn reopen(&mut self, why: &str) -> Result<(), Refusal> {
        if self.state == RiskState::Watching {
            return Err(Refusal::open_already());
        }
        self.state = RiskState::Watching;
        self.how = Some(why.into());
        (self.appeared_at, self.mitigated_at, self.closed_at) = (None, None, None);
        Ok(())
    }

    fn unproven(&self, proof: &Proof<'_>) -> Refusal {
        let since = match (self.mitigated_at, self.appeared_at) {
            (Some(_), _) => "it was mitigated",
            (None, Some(_)) => "it appeared",
            (None, None) => "it was written down",
        };
        let metric = proof.metric.reference();
        Refusal::new(
            "risk.proof",
            format!("its metric {metric} {} has no reading since {since}", proof.metric.title),
            remedy::ENTER_READING.of(metric),
        )
    }

    /// Writes down a look for its early sign.
    ///
    /// # Errors
    /// A [`Refusal`] when it is closed: nobody looks for it any more.
    pub fn sight(
        &self,
        seen: bool,
        note: Option<&str>,
        by: Id<Person>,
        now: Moment,
    ) -> Result<Sighting, Refusal> {
        self.must_be_open()?;
        let note = note.filter(|note| !note.trim().is_empty()).map(Into::into);
        Ok(Sighting { id: Id::new(0), risk: self.id, seen, note, at: now, by })
    }

    fn must_be_open(&self) -> Result<(), Refusal> {
        if self.is_open() {
            return Ok(());
        }
        Err(Refusal::new("risk.closed", "it is closed already", remedy::REOPEN_RISK).about(self.reference()))
    }
}
