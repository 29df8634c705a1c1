//! A board: all records of one cycle in memory, with look-ups, kept current by applying changes. The kinds of record
//! are listed here, once.
//!
//! Knows nothing of where it came from. Everything that shows or judges reads a board.

use super::{
    Blocker, Criterion, Cycle, Decision, Dependency, Event, Evidence, Intake, Item, LaunchCriterion, Metric,
    Note, OutcomeCheck, Person, Policy, Reading, Refusal, Review, ReviewAnswer, Risk, Sighting, SignOff,
    Step, SuccessCriterion,
    any_record::AnyRecord,
    change::Change,
    id::{Id, Kind, Ref, Scope},
    person::Presence,
    record::{Field, Record},
    step::StepState,
    table::Table,
    value::{Mismatch, Value},
    when::Moment,
};

/// The scope of the parts of a kind of record.
pub const fn part_of<E: Record>() -> Scope {
    Scope::Part { of: E::KIND, by: E::TABLE }
}

/// Hands the list of all kinds that a board keeps to the macro `$then`, with whatever else it is `$given`.
///
/// A line names the field of the board, the kind, its [`Scope`], and whether lists and inboxes show it (`listed`, then
/// it has a [`Summary`](crate::domain::Summary)) or it shows with what it belongs to (`part`). So
///
/// ```text
///     /// Blockers.
///     blockers: Blocker in Scope::Cycle, listed;
/// ```
///
/// becomes the field `pub blockers: Table<Blocker>`, is loaded, kept current and found by reference, and
/// `Board::summaries` walks through it. The lists that cross kinds have the order of these lines.
#[macro_export]
#[doc(hidden)]
macro_rules! tables {
    ([$($then:tt)+] { $($given:tt)* }) => {
        $($then)+ ! {
            { $($given)* }
            /// What is not yet accountable.
            intake: Intake in Scope::Cycle, listed;
            /// Decisions.
            decisions: Decision in Scope::Cycle, listed;
            /// Blockers.
            blockers: Blocker in Scope::Cycle, listed;
            /// Risks.
            risks: Risk in Scope::Cycle, listed;
            /// Dependencies.
            dependencies: Dependency in Scope::Cycle, listed;
            /// Metrics.
            metrics: Metric in Scope::Cycle, listed;
            /// What would show that the cycle succeeded.
            successes: SuccessCriterion in Scope::Cycle, listed;
            /// What must hold before launch.
            launch_criteria: LaunchCriterion in Scope::Cycle, listed;
            /// The framework steps, in order.
            steps: Step in Scope::Numbered, listed;
            /// The checklist.
            items: Item in Scope::Numbered, listed;
            /// Everybody in the file.
            people: Person in Scope::File, part;
            /// Acceptance criteria, by decision.
            criteria: Criterion in part_of::<Decision>(), part;
            /// Evidence, by decision.
            evidence: Evidence in part_of::<Decision>(), part;
            /// Readings, by metric.
            readings: Reading in part_of::<Metric>(), part;
            /// Looks at customer outcomes, by metric.
            outcomes: OutcomeCheck in part_of::<Metric>(), part;
            /// Looks for early signs, by risk.
            sightings: Sighting in part_of::<Risk>(), part;
            /// Notes, by the record they are on.
            notes: Note in Scope::Subject, part;
            /// What happened and counts, by the record it happened to.
            events: Event in Scope::Subject, part;
            /// Reviews that were held.
            reviews: Review in Scope::Cycle, part;
            /// What was answered in them, by review.
            review_answers: ReviewAnswer in part_of::<Review>(), part;
            /// Signatures under the verdict.
            sign_offs: SignOff in Scope::Cycle, part;
        }
    };
}

/// Runs `$body` with `$E` standing for the record type of `$kind`.
#[macro_export]
macro_rules! with_kind {
    ({ @ $kind:expr, $E:ident, $body:expr }
        $( $(#[$doc:meta])* $table:ident: $K:ident in $scope:expr, $shown:ident; )+) => {
        match $kind {
            // On no board: the cycle is the board, and an import's trace is only looked at by the next import.
            $crate::domain::id::Kind::Cycle => { type $E = $crate::domain::Cycle; $body }
            $crate::domain::id::Kind::Import => { type $E = $crate::domain::Import; $body }
            $( $crate::domain::id::Kind::$K => { type $E = $crate::domain::$K; $body } )+
        }
    };
    ($kind:expr, $E:ident => $body:expr) => {
        $crate::tables! { [$crate::with_kind] { @ $kind, $E, $body } }
    };
}

/// Where the rows of a board come from. The store knows how.
pub trait Rows {
    /// Why they could not be had.
    type Error;

    /// The records of a kind that belong to the board.
    ///
    /// # Errors
    /// Whatever stands in the way.
    fn rows<E: Record>(&self, scope: Scope) -> Result<Vec<E>, Self::Error>;
}

/// A kind of record that a board keeps.
pub trait Tabled: Record {
    /// Where a board keeps them.
    fn table(board: &Board) -> &Table<Self>;
}

/// Makes of the list of kinds what has a line for each of them.
macro_rules! board {
    ({} $( $(#[$doc:meta])* $table:ident: $E:ident in $scope:expr, $shown:ident; )+) => {
        /// All records of one cycle, and everybody.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Board {
            /// The cycle.
            pub cycle: Cycle,
            $( $(#[$doc])* pub $table: Table<$E>, )+
            /// What the cycle's playbook asks of the rules.
            pub policy: Policy,
            /// Why the policy is only the usual one: the cycle's copy of its playbook cannot be read. Then the board can
            /// only be looked at.
            pub unreadable: Option<Refusal>,
            /// The last operation it contains.
            pub seq: i64,
        }

        impl Board {
            /// A board with nothing on it but its cycle.
            pub fn empty(cycle: Cycle) -> Self {
                let (policy, unreadable) = or_usual(cycle.policy());
                Self {
                    policy,
                    unreadable,
                    cycle,
                    $( $table: Table::default(), )+
                    seq: 0,
                }
            }

            /// A board with the rows of its cycle, up to the operation `seq`.
            ///
            /// # Errors
            /// When the rows cannot be had.
            pub fn load<R: Rows>(cycle: Cycle, seq: i64, rows: &R) -> Result<Self, R::Error> {
                Ok(Self {
                    $( $table: Table::new(rows.rows::<$E>($scope)?), )+
                    seq,
                    ..Self::empty(cycle)
                })
            }

            fn apply_to_table(&mut self, change: &Change) -> Result<(), Mismatch> {
                match change.kind {
                    Kind::Cycle => self.apply_to_cycle(change),
                    Kind::Import => Ok(()),
                    $( Kind::$E => self.$table.apply(change), )+
                }
            }
        }

        $( impl Tabled for $E {
            fn table(board: &Board) -> &Table<Self> {
                &board.$table
            }
        } )+

        impl Kind {
            /// Where the records of this kind are found.
            pub const fn scope(self) -> Scope {
                match self {
                    Self::Cycle => Scope::File,
                    Self::Import => Scope::Subject,
                    $( Self::$E => $scope, )+
                }
            }
        }
    };
}

tables! { [board] {} }

/// Runs `$body` with `$rows` standing for the table of `$kind` on `$board`; for what a board keeps on none, `$none`.
macro_rules! with_table {
    ({ @ $board:expr, $kind:expr, $rows:ident => $body:expr, $none:expr }
        $( $(#[$doc:meta])* $table:ident: $E:ident in $scope:expr, $shown:ident; )+) => {
        match $kind {
            Kind::Cycle | Kind::Import => $none,
            $( Kind::$E => { let $rows = &$board.$table; $body } )+
        }
    };
    ($board:expr, $kind:expr, $rows:ident => $body:expr, none => $none:expr) => {
        tables! { [with_table] { @ $board, $kind, $rows => $body, $none } }
    };
}

/// The usual policy of a board that is only to be shown, with why its own is not known.
fn or_usual(policy: Result<Policy, Refusal>) -> (Policy, Option<Refusal>) {
    match policy {
        Ok(policy) => (policy, None),
        Err(unreadable) => (Policy::default(), Some(unreadable)),
    }
}

impl Board {
    /// Brings one change in. Changes to records of other cycles are passed over.
    ///
    /// # Errors
    /// [`Mismatch`] when the change does not fit its kind of record.
    pub fn apply(&mut self, change: &Change) -> Result<(), Mismatch> {
        if self.is_elsewhere(change) { Ok(()) } else { self.apply_to_table(change) }
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
        if change.touched().any(|name| name == "playbook_copy") {
            (self.policy, self.unreadable) = or_usual(self.cycle.policy());
        }
        Ok(())
    }

    /// The stored fields of a record, by the store's reference; `None` when there is no such record.
    pub fn values(&self, stored: Ref) -> Option<Vec<(&'static Field, Value)>> {
        fn listed<E: Record>(record: &E) -> Vec<(&'static Field, Value)> {
            E::FIELDS.iter().zip(record.values()).collect()
        }
        let own = Some(&self.cycle).filter(|cycle| stored == cycle.stored());
        with_table!(self, stored.kind, table => table.get(Id::new(stored.number)).map(listed), none => own.map(listed))
    }

    /// Whether somebody is known and has not left.
    pub fn is_here(&self, id: Id<Person>) -> bool {
        self.people.get(id).is_some_and(|person| person.active)
    }

    /// Somebody, and everybody who is away at a moment and for whom they cover.
    pub fn stands_for(&self, person: Id<Person>, now: Moment) -> Vec<Id<Person>> {
        let today = now.day(self.cycle.tz());
        let away = self.people.rows().iter().filter(|it| it.presence(today) == Presence::Away(person));
        std::iter::once(person).chain(away.map(|it| it.id).filter(|it| *it != person)).collect()
    }

    /// Whether somebody is known and has left.
    pub fn has_left(&self, id: Id<Person>) -> bool {
        self.people.get(id).is_some_and(|person| !person.active)
    }

    /// The framework step in work: the first that is open.
    pub fn current_step(&self) -> Option<i64> {
        self.steps.rows().iter().find(|step| step.state == StepState::Open).map(|step| step.number)
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
        self.notes.children(record.stored().parent_key())
    }

    /// The acceptance criteria of a decision.
    pub fn criteria_of(&self, decision: Id<Decision>) -> &[Criterion] {
        self.criteria.children(decision.number())
    }

    /// The evidence for a decision.
    pub fn evidence_for(&self, decision: Id<Decision>) -> &[Evidence] {
        self.evidence.children(decision.number())
    }

    /// The readings of a metric, as entered.
    pub fn readings_of(&self, metric: Id<Metric>) -> &[Reading] {
        self.readings.children(metric.number())
    }

    /// The framework step with this number.
    pub fn step(&self, number: i64) -> Option<&Step> {
        self.steps.rows().iter().find(|step| step.number == number)
    }

    /// The checklist item that the playbook has under this key.
    pub fn item_of_key(&self, key: &str) -> Option<&Item> {
        self.items.rows().iter().find(|item| item.key.as_deref() == Some(key))
    }

    /// The checklist item with this number.
    pub fn item(&self, number: i64) -> Option<&Item> {
        self.items.rows().iter().find(|item| item.number == number)
    }

    /// Turns the store's reference into the one people use.
    pub fn people_ref(&self, stored: Ref) -> Ref {
        let known = with_table!(self, stored.kind, table => table.get(Id::new(stored.number)).map(Record::reference), none => None);
        known.unwrap_or(stored)
    }

    /// The unit of the metric that a record is or is about; `None` of all others.
    pub fn unit_of(&self, subject: Ref) -> Option<String> {
        let metric = if subject.kind == Kind::SuccessCriterion {
            self.successes.get(Id::new(subject.number))?.metric
        } else if subject.kind == Kind::Metric {
            Id::new(subject.number)
        } else {
            return None;
        };
        self.metrics.get(metric).map(|metric| metric.unit.to_string())
    }

    /// Turns a reference that people use into the one the store knows; `None` when there is no such record.
    pub fn stored_ref(&self, reference: Ref) -> Option<Ref> {
        if reference.kind.scope() != Scope::Numbered {
            return self.values(reference).map(|_| reference);
        }
        with_table!(self, reference.kind, table => {
            table.rows().iter().find(|row| row.reference() == reference).map(AnyRecord::stored)
        }, none => None)
    }
}
