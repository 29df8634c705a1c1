//! What a stored field can hold, and how a Rust type becomes one and comes back.
//!
//! Knows nothing of SQL: the store maps [`Value`] to a column and back, the log writes it as JSON.

use super::{
    id::Kind,
    when::{Day, Moment},
};
use serde::{Deserialize, Serialize};

/// Text of a record: as small as it can be, because a board may hold a hundred thousand of them.
pub type Text = Box<str>;

/// One stored value. In JSON: `null`, a number or a string.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Nothing there.
    Null,
    /// A whole number: ids, scores, flags (0, 1) and instants (milliseconds since 1970, UTC).
    Integer(i64),
    /// A measured number.
    Real(f64),
    /// Text, a day as `2026-03-24`, or an enum's key.
    Text(Text),
}

impl Value {
    /// Makes a text value.
    pub fn text(text: impl Into<Text>) -> Self {
        Self::Text(text.into())
    }

    /// Tells whether there is nothing in it: null, or text of blanks.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Integer(_) | Self::Real(_) => false,
        }
    }

    /// The text, when it is text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Null | Self::Integer(_) | Self::Real(_) => None,
        }
    }
}

/// A stored value that does not fit the type it is read as; a bug or a damaged file.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("expected {expected}, found {found:?}")]
pub struct Mismatch {
    /// The type that was asked for.
    pub expected: &'static str,
    /// What was there.
    pub found: Value,
}

/// What a field holds. Its type says so; nothing is read off its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A measured number.
    Real,
    /// A score from 1 to 5.
    Score,
    /// Yes or no.
    Flag,
    /// A calendar day.
    Day,
    /// An instant.
    Moment,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A record of this kind, by the store's id.
    Ref(Kind),
    /// Several records of this kind, in order.
    Refs(Kind),
    /// A record of any kind, by the store's reference.
    AnyRef,
    /// Several records of some kinds, by the store's references, in order.
    AnyRefs,
    /// A JSON document.
    Json,
}

impl FieldType {
    /// Whether it names people.
    pub const fn is_of_people(self) -> bool {
        matches!(self, Self::Ref(Kind::Person) | Self::Refs(Kind::Person))
    }
}

/// A type that a record can keep in a field.
pub trait Column: Sized {
    /// What a field of this type holds.
    const TYPE: FieldType;
    /// Whether a record must have it; only `Option` says no.
    const REQUIRED: bool = true;
    /// What a field holds before anybody has given it a value.
    fn blank() -> Self;
    /// The stored form.
    fn store(&self) -> Value;
    /// The type from its stored form.
    ///
    /// # Errors
    /// [`Mismatch`] when the value is of another shape.
    fn load(value: Value) -> Result<Self, Mismatch>;
    /// Gives the number of each person it names to `each`.
    fn people(&self, _each: &mut dyn FnMut(i64)) {}
}

impl Column for Text {
    const TYPE: FieldType = FieldType::Text;
    fn blank() -> Self {
        "".into()
    }
    fn store(&self) -> Value {
        Value::Text(self.clone())
    }
    fn load(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Text(text) => Ok(text),
            found @ (Value::Null | Value::Integer(_) | Value::Real(_)) => {
                Err(Mismatch { expected: "text", found })
            }
        }
    }
}

impl Column for i64 {
    const TYPE: FieldType = FieldType::Integer;
    fn blank() -> Self {
        0
    }
    fn store(&self) -> Value {
        Value::Integer(*self)
    }
    fn load(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Integer(number) => Ok(number),
            found @ (Value::Null | Value::Text(_) | Value::Real(_)) => {
                Err(Mismatch { expected: "a whole number", found })
            }
        }
    }
}

impl Column for u8 {
    const TYPE: FieldType = FieldType::Score;
    fn blank() -> Self {
        0
    }
    fn store(&self) -> Value {
        Value::Integer(i64::from(*self))
    }
    fn load(value: Value) -> Result<Self, Mismatch> {
        let number = i64::load(value)?;
        Self::try_from(number)
            .map_err(|_| Mismatch { expected: "a small number", found: Value::Integer(number) })
    }
}

impl Column for bool {
    const TYPE: FieldType = FieldType::Flag;
    fn blank() -> Self {
        false
    }
    fn store(&self) -> Value {
        Value::Integer(i64::from(*self))
    }
    fn load(value: Value) -> Result<Self, Mismatch> {
        Ok(i64::load(value)? != 0)
    }
}

impl Column for f64 {
    const TYPE: FieldType = FieldType::Real;
    fn blank() -> Self {
        0.0
    }
    fn store(&self) -> Value {
        Value::Real(*self)
    }
    fn load(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Real(number) => Ok(number),
            Value::Integer(number) => Ok(number as Self),
            found @ (Value::Null | Value::Text(_)) => Err(Mismatch { expected: "a number", found }),
        }
    }
}

impl Column for Moment {
    const TYPE: FieldType = FieldType::Moment;
    fn blank() -> Self {
        Self::from_millis(0)
    }
    fn store(&self) -> Value {
        Value::Integer(self.millis())
    }
    fn load(value: Value) -> Result<Self, Mismatch> {
        i64::load(value).map(Self::from_millis)
    }
}

impl Column for Day {
    const TYPE: FieldType = FieldType::Day;
    fn blank() -> Self {
        Moment::from_millis(0).day(super::when::Zone::UTC)
    }
    fn store(&self) -> Value {
        Value::text(self.to_string())
    }
    fn load(value: Value) -> Result<Self, Mismatch> {
        let text = Text::load(value)?;
        Self::parse(&text).map_err(|_| Mismatch { expected: "a day", found: Value::Text(text) })
    }
}

/// A JSON document as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Json(pub Text);

impl std::ops::Deref for Json {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl<T: Into<Text>> From<T> for Json {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

impl Column for Json {
    const TYPE: FieldType = FieldType::Json;
    fn blank() -> Self {
        Self::default()
    }
    fn store(&self) -> Value {
        Value::Text(self.0.clone())
    }
    fn load(value: Value) -> Result<Self, Mismatch> {
        Text::load(value).map(Self)
    }
}

impl<T: Column> Column for Option<T> {
    const TYPE: FieldType = T::TYPE;
    const REQUIRED: bool = false;
    fn blank() -> Self {
        None
    }
    fn store(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::store)
    }
    fn load(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Null => Ok(None),
            value @ (Value::Integer(_) | Value::Real(_) | Value::Text(_)) => T::load(value).map(Some),
        }
    }
    fn people(&self, each: &mut dyn FnMut(i64)) {
        if let Some(value) = self {
            value.people(each);
        }
    }
}

/// Declares an enum whose variants are stored, shown and typed as fixed words.
///
/// Gives `ALL`, `key()` (stored and typed), `label()` (shown), `parse()` and [`Column`]; serde by key, and
/// [`Argument`](crate::domain::argument::Argument), so that an operation can take one. `@bare` leaves these two out, for
/// an enum that is written in another way.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* pub enum $Name:ident { $($body:tt)+ }) => {
        $crate::words! { @bare $(#[$meta])* pub enum $Name { $($body)+ } }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.key())
            }
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let key = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&key).ok_or_else(|| serde::de::Error::unknown_variant(&key, Self::KEYS))
            }
        }

        impl $crate::domain::argument::Argument for $Name {
            const INPUT: $crate::domain::record::Input =
                $crate::domain::record::Input::of(<Self as $crate::domain::value::Column>::TYPE);
            fn from_values(
                values: &mut dyn Iterator<Item = $crate::domain::value::Value>,
                _: $crate::domain::record::Input,
            ) -> Option<Self> {
                values.next().as_ref().and_then($crate::domain::value::Value::as_text).and_then(Self::parse)
            }
        }
    };
    (@bare $(#[$meta:meta])* pub enum $Name:ident { $( $(#[$doc:meta])* $Variant:ident = $key:literal / $label:literal ),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $Name { $( $(#[$doc])* $Variant ),+ }

        impl $Name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[ $( Self::$Variant ),+ ];
            /// Every key, in the same order.
            pub const KEYS: &'static [&'static str] = &[ $( $key ),+ ];
            /// The word it is stored and typed as.
            pub const fn key(self) -> &'static str {
                match self { $( Self::$Variant => $key ),+ }
            }
            /// The words it is shown as.
            pub const fn label(self) -> &'static str {
                match self { $( Self::$Variant => $label ),+ }
            }
            /// The value with this key.
            pub fn parse(key: &str) -> Option<Self> {
                match key { $( $key => Some(Self::$Variant), )+ _ => None }
            }
        }

        impl $crate::domain::value::Column for $Name {
            const TYPE: $crate::domain::value::FieldType = $crate::domain::value::FieldType::Words(Self::KEYS);
            fn blank() -> Self {
                Self::ALL[0]
            }
            fn store(&self) -> $crate::domain::value::Value {
                $crate::domain::value::Value::text(self.key())
            }
            fn load(value: $crate::domain::value::Value) -> Result<Self, $crate::domain::value::Mismatch> {
                let key = <$crate::domain::value::Text as $crate::domain::value::Column>::load(value)?;
                Self::parse(&key).ok_or($crate::domain::value::Mismatch {
                    expected: stringify!($Name),
                    found: $crate::domain::value::Value::Text(key),
                })
            }
        }
    };
}
