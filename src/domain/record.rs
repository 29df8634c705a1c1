//! What every kind of record has in common. Each lists its stored fields once, with [`entity!`](crate::entity);
//! SQL, row decoding, the change log, undo, forms, command flags and export are derived from that list.

use super::{
    id::{Id, Kind, Ref},
    refusal::Refusal,
    value::{Column, FieldType, Mismatch, Value},
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
    /// Several people in order, by handle, with commas between them.
    People,
    /// An instant ahead, in the words of a due date.
    Due,
    /// A calendar day.
    Day,
    /// A calendar day that is today or past.
    PastDay,
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
    /// References to records of these kinds, with commas between them.
    Links(&'static [Kind]),
}

impl Input {
    /// How a person gives a value of this type.
    pub const fn of(ty: FieldType) -> Self {
        match ty {
            FieldType::Refs(Kind::Person) => Self::People,
            FieldType::Text
            | FieldType::Refs(_)
            | FieldType::AnyRef
            | FieldType::AnyRefs
            | FieldType::Json => Self::Line,
            FieldType::Integer | FieldType::Real => Self::Number,
            FieldType::Score => Self::Score,
            FieldType::Flag => Self::Flag,
            FieldType::Day => Self::Day,
            FieldType::Moment => Self::Due,
            FieldType::Words(words) => Self::Choice(words),
            FieldType::Ref(Kind::Person) => Self::Person,
            FieldType::Ref(kind) => Self::Link(kind),
        }
    }

    /// Whether it takes several, with commas between them.
    pub const fn takes_several(self) -> bool {
        matches!(self, Self::People | Self::Links(_))
    }

    /// What it gives a value of.
    pub const fn ty(self) -> FieldType {
        match self {
            Self::Kept | Self::Line | Self::Long => FieldType::Text,
            Self::Person => FieldType::Ref(Kind::Person),
            Self::People => FieldType::Refs(Kind::Person),
            Self::Due => FieldType::Moment,
            Self::Day | Self::PastDay => FieldType::Day,
            Self::Score => FieldType::Score,
            Self::Number => FieldType::Real,
            Self::Flag => FieldType::Flag,
            Self::Choice(words) => FieldType::Words(words),
            Self::Link(kind) => FieldType::Ref(kind),
            Self::Links(_) => FieldType::AnyRefs,
        }
    }
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
    /// What it holds.
    pub ty: FieldType,
    /// How it is given.
    pub input: Input,
    /// Whether a record cannot be without it.
    pub required: bool,
    /// Whether nobody can add a record without it, though an older file may hold one.
    pub asked_for: bool,
    /// What whoever it names is to the record while it is open, such as `owns`; nothing where it only tells what
    /// somebody did.
    pub duty: Option<&'static str>,
    /// Whether it is for the program alone.
    pub internal: bool,
}

impl Field {
    /// What an operation asks for besides the fields of records.
    pub const fn asked(name: &'static str, input: Input, label: &'static str, ask: &'static str) -> Self {
        let (ty, required, asked_for) = (input.ty(), false, false);
        Self { name, label, ask, ty, input, required, asked_for, duty: None, internal: false }
    }

    /// Whether a new record needs it.
    pub const fn is_needed(&self) -> bool {
        self.required || self.asked_for
    }
}

/// How a field is given and called; [`entity!`](crate::entity) adds name and type.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// How it is given, where its type alone does not say.
    input: Option<Input>,
    label: &'static str,
    ask: &'static str,
    asked_for: bool,
    duty: Option<&'static str>,
    is_history: bool,
    internal: bool,
}

/// A field that only operations set.
pub const KEPT: Spec = Spec {
    input: Some(Input::Kept),
    label: "",
    ask: "",
    asked_for: false,
    duty: None,
    is_history: false,
    internal: false,
};

/// A field that says who did something. It stays as it is when somebody leaves.
pub const HISTORY: Spec = Spec { is_history: true, ..KEPT };

/// A field that people fill in, as its type says.
pub const fn ask(label: &'static str, ask: &'static str) -> Spec {
    Spec { input: None, label, ask, ..KEPT }
}

/// A field that people have to fill in when they add a record.
pub const fn must(label: &'static str, question: &'static str) -> Spec {
    Spec { asked_for: true, ..ask(label, question) }
}

impl Spec {
    /// Several lines of text.
    #[must_use]
    pub const fn long(self) -> Self {
        Self { input: Some(Input::Long), ..self }
    }

    /// Several records of these kinds.
    #[must_use]
    pub const fn several(self, kinds: &'static [Kind]) -> Self {
        Self { input: Some(Input::Links(kinds)), ..self }
    }

    /// Text that is one of these words.
    #[must_use]
    pub const fn one_of(self, words: &'static [&'static str]) -> Self {
        Self { input: Some(Input::Choice(words)), ..self }
    }

    /// Whoever it names has this part in the record while it is open, and hands it over when they leave.
    #[must_use]
    pub const fn duty(self, part: &'static str) -> Self {
        Self { duty: Some(part), ..self }
    }

    /// It is for the program alone: nobody reads it out, and nobody looks for words in it.
    #[must_use]
    pub const fn internal(self) -> Self {
        Self { internal: true, ..self }
    }

    /// The field of this name and type.
    ///
    /// # Panics
    /// While it is compiled, when a field that names people does not say whether that is a duty or history: a
    /// hand-over would not know.
    pub const fn field(self, name: &'static str, ty: FieldType, required: bool) -> Field {
        assert!(
            ty.is_of_people() == (self.duty.is_some() || self.is_history),
            "a field that names people says `.duty(..)` or HISTORY, and no other field does"
        );
        let input = match self.input {
            Some(input) => input,
            None => Input::of(ty),
        };
        let Self { label, ask, asked_for, duty, internal, .. } = self;
        Field { name, label, ask, ty, input, required, asked_for, duty, internal }
    }
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
    /// Sets the fields to values that the store gave for them.
    ///
    /// # Panics
    /// When one is no value of its field, which no change in the log holds.
    fn put<'a>(&mut self, fields: impl IntoIterator<Item = (&'a String, &'a Value)>) {
        for (name, value) in fields {
            self.set(name, value.clone()).expect("the store gave it as a value of this field");
        }
    }
    /// Gives it its id, once the store has counted up.
    #[must_use]
    fn with_id(self, id: i64) -> Self;
    /// Gives each field that names somebody for a duty to `each`, with the number of who it is.
    fn each_duty(&self, each: &mut dyn FnMut(&'static Field, i64));

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
            const FIELDS: &'static [$crate::domain::record::Field] = &[ $(
                $spec.field(
                    stringify!($field),
                    <$ty as $crate::domain::value::Column>::TYPE,
                    <$ty as $crate::domain::value::Column>::REQUIRED,
                )
            ),+ ];

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
            fn each_duty(&self, each: &mut dyn FnMut(&'static $crate::domain::record::Field, i64)) {
                $( {
                    const FIELD: &$crate::domain::record::Field = &$spec.field(
                        stringify!($field),
                        <$ty as $crate::domain::value::Column>::TYPE,
                        <$ty as $crate::domain::value::Column>::REQUIRED,
                    );
                    if FIELD.duty.is_some() {
                        $crate::domain::value::Column::people(&self.$field, &mut |id| each(FIELD, id));
                    }
                } )+
            }
            $($more)*
        }
    };
}
