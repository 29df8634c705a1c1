//! A board: all records of one cycle in memory, with look-ups, kept current by applying changes.
//!
//! Knows nothing of where it came from. Everything that shows or judges reads a board.

use super::{
    Blocker, Criterion, Cycle, Decision, Dependency, Event, Evidence, Intake, Item, LaunchCriterion, Metric,
    Moment, Note, OutcomeCheck, Person, Reading, Review, Risk, Sighting, SignOff, Step, SuccessCriterion,
    Terms,
    change::Change,
    id::{Id, Kind, Ref},
    note::shelf,
    record::{Field, Record},
    rules::{
        context::RuleContext,
        measure::{self, Gauges},
    },
    value::{Mismatch, Value},
};

/// The records of one kind, ordered so that children of one parent lie side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<E> {
    rows: Vec<E>,
}

impl<E> Default for Table<E> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

fn place<E: Record>(row: &E) -> (i64, i64) {
    (row.parent(), row.id().number())
}

impl<E: Record> Table<E> {
    /// Makes a table of these rows.
    pub fn new(mut rows: Vec<E>) -> Self {
        if !rows.is_sorted_by_key(place) {
            rows.sort_by_key(place);
        }
        rows.shrink_to_fit();
        Self { rows }
    }

    /// All rows.
    pub fn rows(&self) -> &[E] {
        &self.rows
    }

    /// The row with this id.
    pub fn get(&self, id: Id<E>) -> Option<&E> {
        self.position(id.number()).map(|at| &self.rows[at])
    }

    /// The rows that belong to one parent.
    pub fn of(&self, parent: i64) -> &[E] {
        let from = self.rows.partition_point(|row| row.parent() < parent);
        let to = from + self.rows[from..].partition_point(|row| row.parent() == parent);
        &self.rows[from..to]
    }

    /// The same rows, to be walked parent by parent.
    pub fn in_order(&self) -> InOrder<'_, E> {
        InOrder { rest: &self.rows }
    }

    /// Lets `change` change every row in place; ids and parents stay as they are.
    pub(in crate::domain) fn each_mut(&mut self, change: impl FnMut(&mut E)) {
        self.rows.iter_mut().for_each(change);
    }

    fn position(&self, id: i64) -> Option<usize> {
        // Records of their own have parent 0; of a child only the id is known, so it is looked for.
        let own = self.rows.binary_search_by_key(&(0, id), place).ok();
        own.or_else(|| self.rows.iter().position(|row| row.id().number() == id))
    }

    fn insert(&mut self, row: E) {
        match self.rows.binary_search_by_key(&place(&row), place) {
            Ok(at) => self.rows[at] = row,
            Err(at) => self.rows.insert(at, row),
        }
    }

    fn apply(&mut self, change: &Change) -> Result<(), Mismatch> {
        let at = self.position(change.id);
        match (&change.before, &change.after, at) {
            (_, None, at) => {
                at.map(|at| self.rows.remove(at));
            }
            (Some(_), Some(after), Some(at)) => {
                for (name, value) in after {
                    self.rows[at].set(name, value.clone())?;
                }
            }
            (None, Some(after), _) => {
                let mut values =
                    E::FIELDS.iter().map(|field| after.get(field.name).cloned().unwrap_or(Value::Null));
                self.insert(E::from_values(change.id, &mut values)?);
            }
            (Some(_), Some(_), None) => {}
        }
        Ok(())
    }
}

/// Walks through the children of parents that come in order, without looking each one up.
#[derive(Debug)]
pub struct InOrder<'a, E> {
    rest: &'a [E],
}

impl<'a, E: Record> InOrder<'a, E> {
    /// The children of this parent, which must not lie before the last one asked for.
    pub fn of(&mut self, parent: i64) -> &'a [E] {
        let skip = self.rest.iter().take_while(|row| row.parent() < parent).count();
        let here = self.rest[skip..].iter().take_while(|row| row.parent() == parent).count();
        let (found, rest) = self.rest[skip..].split_at(here);
        self.rest = rest;
        found
    }
}

/// All records of one cycle, and everybody.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// The cycle.
    pub cycle: Cycle,
    /// Everybody in the file.
    pub people: Table<Person>,
    /// The framework steps, in order.
    pub steps: Table<Step>,
    /// The checklist.
    pub items: Table<Item>,
    /// Decisions.
    pub decisions: Table<Decision>,
    /// Acceptance criteria, by decision.
    pub criteria: Table<Criterion>,
    /// Evidence, by decision.
    pub evidence: Table<Evidence>,
    /// Blockers.
    pub blockers: Table<Blocker>,
    /// Risks.
    pub risks: Table<Risk>,
    /// Metrics.
    pub metrics: Table<Metric>,
    /// Readings, by metric.
    pub readings: Table<Reading>,
    /// What is not yet accountable.
    pub intake: Table<Intake>,
    /// Dependencies.
    pub dependencies: Table<Dependency>,
    /// Notes, by the record they are on.
    pub notes: Table<Note>,
    /// What would show that the cycle succeeded.
    pub successes: Table<SuccessCriterion>,
    /// What must hold before launch.
    pub launch_criteria: Table<LaunchCriterion>,
    /// Looks at customer outcomes, by metric.
    pub outcomes: Table<OutcomeCheck>,
    /// Looks for early signs, by risk.
    pub sightings: Table<Sighting>,
    /// What happened and counts, by the record it happened to.
    pub events: Table<Event>,
    /// Reviews that were held.
    pub reviews: Table<Review>,
    /// Signatures under the verdict.
    pub sign_offs: Table<SignOff>,
    /// What the cycle's playbook asks of the rules.
    pub terms: Terms,
    /// What its metrics read, by the number of their ids, as [`Board::gauge`] last worked it out; empty before.
    pub gauges: Gauges,
    /// The last operation it contains.
    pub seq: i64,
}

impl Board {
    /// A board with nothing on it but its cycle.
    pub fn empty(cycle: Cycle) -> Self {
        Self {
            terms: Terms::of(&cycle),
            cycle,
            people: Table::default(),
            steps: Table::default(),
            items: Table::default(),
            decisions: Table::default(),
            criteria: Table::default(),
            evidence: Table::default(),
            blockers: Table::default(),
            risks: Table::default(),
            metrics: Table::default(),
            readings: Table::default(),
            intake: Table::default(),
            dependencies: Table::default(),
            notes: Table::default(),
            successes: Table::default(),
            launch_criteria: Table::default(),
            outcomes: Table::default(),
            sightings: Table::default(),
            events: Table::default(),
            reviews: Table::default(),
            sign_offs: Table::default(),
            gauges: Gauges::new(),
            seq: 0,
        }
    }

    /// Works out what its metrics read at a moment, for lists that ask row by row.
    pub fn gauge(&mut self, now: Moment) {
        self.gauges = measure::gauges(&RuleContext::at(self, now));
    }

    /// Brings one change in. Changes to records of other cycles are passed over.
    ///
    /// # Errors
    /// [`Mismatch`] when the change does not fit its kind of record.
    pub fn apply(&mut self, change: &Change) -> Result<(), Mismatch> {
        if self.is_elsewhere(change) {
            return Ok(());
        }
        match change.kind {
            Kind::Cycle => self.apply_to_cycle(change),
            Kind::Person => self.people.apply(change),
            Kind::Step => self.steps.apply(change),
            Kind::Item => self.items.apply(change),
            Kind::Decision => self.decisions.apply(change),
            Kind::Criterion => self.criteria.apply(change),
            Kind::Evidence => self.evidence.apply(change),
            Kind::Blocker => self.blockers.apply(change),
            Kind::Risk => self.risks.apply(change),
            Kind::Metric => self.metrics.apply(change),
            Kind::Reading => self.readings.apply(change),
            Kind::Intake => self.intake.apply(change),
            Kind::Dependency => self.dependencies.apply(change),
            Kind::Note => self.notes.apply(change),
            Kind::Import => Ok(()),
            Kind::SuccessCriterion => self.successes.apply(change),
            Kind::LaunchCriterion => self.launch_criteria.apply(change),
            Kind::OutcomeCheck => self.outcomes.apply(change),
            Kind::Sighting => self.sightings.apply(change),
            Kind::Event => self.events.apply(change),
            Kind::Review => self.reviews.apply(change),
            Kind::SignOff => self.sign_offs.apply(change),
        }
    }

    fn is_elsewhere(&self, change: &Change) -> bool {
        let cycle = change.after.as_ref().or(change.before.as_ref()).and_then(|fields| fields.get("cycle"));
        matches!(cycle, Some(Value::Integer(cycle)) if *cycle != self.cycle.id.number())
    }

    fn apply_to_cycle(&mut self, change: &Change) -> Result<(), Mismatch> {
        if change.id != self.cycle.id.number() {
            return Ok(());
        }
        for (name, value) in change.after.iter().flatten() {
            self.cycle.set(name, value.clone())?;
        }
        Ok(())
    }

    /// The stored fields of a record, by the store's reference; `None` when there is no such record.
    pub fn values(&self, stored: Ref) -> Option<Vec<(&'static Field, Value)>> {
        fn listed<E: Record>(record: Option<&E>) -> Option<Vec<(&'static Field, Value)>> {
            record.map(|record| E::FIELDS.iter().zip(record.values()).collect())
        }
        let id = stored.number;
        match stored.kind {
            Kind::Cycle => listed(Some(&self.cycle).filter(|cycle| cycle.id.number() == id)),
            Kind::Person => listed(self.people.get(Id::new(id))),
            Kind::Step => listed(self.steps.get(Id::new(id))),
            Kind::Item => listed(self.items.get(Id::new(id))),
            Kind::Decision => listed(self.decisions.get(Id::new(id))),
            Kind::Criterion => listed(self.criteria.get(Id::new(id))),
            Kind::Evidence => listed(self.evidence.get(Id::new(id))),
            Kind::Blocker => listed(self.blockers.get(Id::new(id))),
            Kind::Risk => listed(self.risks.get(Id::new(id))),
            Kind::Metric => listed(self.metrics.get(Id::new(id))),
            Kind::Reading => listed(self.readings.get(Id::new(id))),
            Kind::Intake => listed(self.intake.get(Id::new(id))),
            Kind::Dependency => listed(self.dependencies.get(Id::new(id))),
            Kind::Note => listed(self.notes.get(Id::new(id))),
            Kind::Import => None,
            Kind::SuccessCriterion => listed(self.successes.get(Id::new(id))),
            Kind::LaunchCriterion => listed(self.launch_criteria.get(Id::new(id))),
            Kind::OutcomeCheck => listed(self.outcomes.get(Id::new(id))),
            Kind::Sighting => listed(self.sightings.get(Id::new(id))),
            Kind::Event => listed(self.events.get(Id::new(id))),
            Kind::Review => listed(self.reviews.get(Id::new(id))),
            Kind::SignOff => listed(self.sign_offs.get(Id::new(id))),
        }
    }

    /// Whether somebody is known and has not left.
    pub fn is_here(&self, id: Id<Person>) -> bool {
        self.people.get(id).is_some_and(|person| person.active)
    }

    /// The handle of a person, or `?` when the file does not know them; what nobody did, the clock did.
    pub fn handle(&self, id: Id<Person>) -> &str {
        if id.number() == 0 {
            return super::person::CLOCK;
        }
        self.people.get(id).map_or("?", |person| &*person.handle)
    }

    /// The notes on a record, oldest first.
    pub fn notes_on<E: Record>(&self, record: &E) -> &[Note] {
        self.notes.of(shelf(super::note::stored(record)))
    }

    /// The acceptance criteria of a decision.
    pub fn criteria_of(&self, decision: Id<Decision>) -> &[Criterion] {
        self.criteria.of(decision.number())
    }

    /// The evidence for a decision.
    pub fn evidence_for(&self, decision: Id<Decision>) -> &[Evidence] {
        self.evidence.of(decision.number())
    }

    /// The readings of a metric, as entered.
    pub fn readings_of(&self, metric: Id<Metric>) -> &[Reading] {
        self.readings.of(metric.number())
    }

    /// The framework step with this number.
    pub fn step(&self, number: i64) -> Option<&Step> {
        self.steps.rows().iter().find(|step| step.number == number)
    }

    /// The checklist item with this number.
    pub fn item(&self, number: i64) -> Option<&Item> {
        self.items.rows().iter().find(|item| item.number == number)
    }

    /// Turns the store's reference into the one people use.
    #[expect(clippy::wildcard_enum_match_arm, reason = "most kinds of record are treated alike")]
    pub fn people_ref(&self, stored: Ref) -> Ref {
        let number = match stored.kind {
            Kind::Step => self.steps.get(Id::new(stored.number)).map(|step| step.number),
            Kind::Item => self.items.get(Id::new(stored.number)).map(|item| item.number),
            _ => None,
        };
        Ref::new(stored.kind, number.unwrap_or(stored.number))
    }

    /// Turns a reference that people use into the one the store knows; `None` when there is no such record.
    #[expect(clippy::wildcard_enum_match_arm, reason = "most kinds of record are treated alike")]
    pub fn stored_ref(&self, reference: Ref) -> Option<Ref> {
        let id = match reference.kind {
            Kind::Step => self.step(reference.number)?.id.number(),
            Kind::Item => self.item(reference.number)?.id.number(),
            kind => self.values(Ref::new(kind, reference.number)).map(|_| reference.number)?,
        };
        Some(Ref::new(reference.kind, id))
    }
}
