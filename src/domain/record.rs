//! What every kind of record has in common. Each lists its stored fields once, with [`entity!`](crate::entity);
//! SQL, row decoding, the change log, undo, forms, command flags and export are derived from that list.

use super::{
    id::{Id, Kind, Ref},
    refusal::Refusal,
    value::{Column, Mismatch, Value},
};

/// How a person gives a field its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Not by hand: an operation sets it.
    Kept,
    /// One line of text.
    Line,
    /// Several lines of text.
    Long,
    /// A person, by handle.
    Person,
    /// An instant ahead, in the words of a due date.
    Due,
    /// A calendar day.
    Day,
    /// A score from 1 to 5.
    Score,
    /// A measured number.
    Number,
    /// Yes or no.
    Flag,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A reference to a record of this kind.
    Link(Kind),
}

/// One stored field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Column, JSON key and command flag.
    pub name: &'static str,
    /// The word beside it on the screen.
    pub label: &'static str,
    /// The question a form asks.
    pub ask: &'static str,
    /// How it is given.
    pub input: Input,
    /// Whether a record cannot be without it.
    pub required: bool,
    /// Whether nobody can add a record without it, though an older file may hold one.
    pub asked_for: bool,
}

impl Field {
    /// Whether a new record needs it.
    pub const fn is_needed(&self) -> bool {
        self.required || self.asked_for
    }
}

/// How a field is given and called; [`entity!`](crate::entity) adds name and type.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// How it is given.
    pub input: Input,
    /// The word beside it on the screen.
    pub label: &'static str,
    /// The question a form asks.
    pub ask: &'static str,
    /// Whether nobody can add a record without it.
    pub asked_for: bool,
}

/// A field that only operations set.
pub const KEPT: Spec = Spec { input: Input::Kept, label: "", ask: "", asked_for: false };

/// A field that people fill in.
pub const fn ask(input: Input, label: &'static str, ask: &'static str) -> Spec {
    Spec { input, label, ask, asked_for: false }
}

/// A field that people have to fill in when they add a record.
pub const fn must(input: Input, label: &'static str, ask: &'static str) -> Spec {
    Spec { input, label, ask, asked_for: true }
}

/// A kind of record that is stored, logged, undone and shown.
pub trait Record: Clone + std::fmt::Debug + PartialEq + Sized + 'static {
    /// What it is.
    const KIND: Kind;
    /// The table it is kept in.
    const TABLE: &'static str;
    /// Its stored fields besides the id, in order.
    const FIELDS: &'static [Field];

    /// Its id.
    fn id(&self) -> Id<Self>;
    /// Its stored values, in the order of [`Record::FIELDS`].
    fn values(&self) -> Vec<Value>;
    /// The record with this id and these values.
    ///
    /// # Errors
    /// [`Mismatch`] when a value has the wrong shape.
    fn from_values(id: i64, values: &mut dyn Iterator<Item = Value>) -> Result<Self, Mismatch>;
    /// One stored value by field name.
    fn get(&self, field: &str) -> Option<Value>;
    /// Sets one field by name; an unknown name is a mismatch too.
    ///
    /// # Errors
    /// [`Mismatch`] when the value has the wrong shape.
    fn set(&mut self, field: &str, value: Value) -> Result<(), Mismatch>;
    /// Gives it its id, once the store has counted up.
    #[must_use]
    fn with_id(self, id: i64) -> Self;

    /// The invariants of this kind. Called before every write.
    ///
    /// # Errors
    /// The [`Refusal`] that names what is missing.
    fn check(&self) -> Result<(), Refusal> {
        Ok(())
    }
    /// What it belongs to: children of one record lie side by side in a board.
    fn parent(&self) -> i64 {
        0
    }
    /// The reference people use.
    fn reference(&self) -> Ref {
        Ref::new(Self::KIND, self.id().number())
    }
    /// The field with this name.
    fn field(name: &str) -> Option<&'static Field> {
        Self::FIELDS.iter().find(|field| field.name == name)
    }
}

/// The stored fields of a kind of record.
pub fn fields_of(kind: Kind) -> &'static [Field] {
    crate::with_kind!(kind, E => E::FIELDS)
}

/// Takes the next stored value as a `T`.
#[doc(hidden)]
pub fn next<T: Column>(values: &mut dyn Iterator<Item = Value>) -> Result<T, Mismatch> {
    T::load(values.next().unwrap_or(Value::Null))
}

/// Declares a record: its struct and, from the one list of fields, its [`Record`] implementation.
///
/// A body of further `Record` functions (`check`, `parent`, `reference`) may follow the fields.
#[macro_export]
macro_rules! entity {
    ($(#[$meta:meta])* pub struct $Name:ident in $table:literal {
        $( $(#[$doc:meta])* $field:ident : $ty:ty = $spec:expr ),+ $(,)?
    } $($more:item)*) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $Name {
            /// Its id; 0 until the store has given one.
            pub id: $crate::domain::id::Id<$Name>,
            $( $(#[$doc])* pub $field: $ty ),+
        }

        impl $Name {
            /// A record with nothing in it yet, for `..` in a literal.
            pub fn blank() -> Self {
                Self {
                    id: $crate::domain::id::Id::new(0),
                    $( $field: <$ty as $crate::domain::value::Column>::blank() ),+
                }
            }
        }

        impl $crate::domain::record::Record for $Name {
            const KIND: $crate::domain::id::Kind = $crate::domain::id::Kind::$Name;
            const TABLE: &'static str = $table;
            const FIELDS: &'static [$crate::domain::record::Field] = &[ $( {
                const SPEC: $crate::domain::record::Spec = $spec;
                $crate::domain::record::Field {
                    name: stringify!($field),
                    label: SPEC.label,
                    ask: SPEC.ask,
                    input: SPEC.input,
                    required: <$ty as $crate::domain::value::Column>::REQUIRED,
                    asked_for: SPEC.asked_for,
                }
            } ),+ ];

            fn id(&self) -> $crate::domain::id::Id<Self> {
                self.id
            }
            fn values(&self) -> Vec<$crate::domain::value::Value> {
                vec![ $( $crate::domain::value::Column::store(&self.$field) ),+ ]
            }
            fn from_values(
                id: i64,
                values: &mut dyn Iterator<Item = $crate::domain::value::Value>,
            ) -> Result<Self, $crate::domain::value::Mismatch> {
                Ok(Self { id: $crate::domain::id::Id::new(id), $( $field: $crate::domain::record::next(values)? ),+ })
            }
            fn get(&self, field: &str) -> Option<$crate::domain::value::Value> {
                match field {
                    $( stringify!($field) => Some($crate::domain::value::Column::store(&self.$field)), )+
                    _ => None,
                }
            }
            fn set(
                &mut self,
                field: &str,
                value: $crate::domain::value::Value,
            ) -> Result<(), $crate::domain::value::Mismatch> {
                match field {
                    $( stringify!($field) => self.$field = $crate::domain::value::Column::load(value)?, )+
                    _ => return Err($crate::domain::value::Mismatch { expected: "a field of this record", found: value }),
                }
                Ok(())
            }
            fn with_id(mut self, id: i64) -> Self {
                self.id = $crate::domain::id::Id::new(id);
                self
            }
            $($more)*
        }
    };
}

/// Runs `$body` with `$E` standing for the record type of `$kind`.
#[macro_export]
macro_rules! with_kind {
    ($kind:expr, $E:ident => $body:expr) => {
        $crate::with_kind!(@ $kind, $E, $body,
            Cycle, Person, Step, Item, Decision, Criterion, Evidence, Blocker, Risk, Metric, Reading, Intake,
            Dependency, Note, Import, SuccessCriterion, LaunchCriterion, OutcomeCheck, Sighting, Event, Review, SignOff)
    };
    (@ $kind:expr, $E:ident, $body:expr, $($K:ident),+) => {
        match $kind {
            $( $crate::domain::id::Kind::$K => { type $E = $crate::domain::$K; $body } )+
        }
    };
}
