//! What an operation can be given: a type says how a form asks for one, how a flag is typed, and how the value that
//! was read becomes one.
//!
//! Knows neither forms nor flags, and no operation.

use super::{
    Day, Moment,
    id::{Id, Kind, Ref},
    record::{Input, Record},
    value::{Column, Value},
};

/// A type that an operation can take as an argument.
pub trait Argument: Sized {
    /// How it is given.
    const INPUT: Input;
    /// Whether an operation cannot do without one; only `Option`, `Vec` and `bool` say no.
    const REQUIRED: bool = true;
    /// Whether it may be given several times.
    const MANY: bool = false;

    /// The argument from what was read for `input`; `None` when it is missing or of another shape.
    fn from_values(values: &mut dyn Iterator<Item = Value>, input: Input) -> Option<Self>;
}

/// Arguments that are read as they are stored.
macro_rules! stored {
    ($($Type:ty),+ $(,)?) => { $(
        impl Argument for $Type {
            const INPUT: Input = Input::of(<Self as Column>::TYPE);
            fn from_values(values: &mut dyn Iterator<Item = Value>, _: Input) -> Option<Self> {
                Self::load(values.next()?).ok()
            }
        }
    )+ };
}
stored!(f64, u8, Moment, Day);

impl<E: Record> Argument for Id<E> {
    const INPUT: Input = Input::of(<Self as Column>::TYPE);
    fn from_values(values: &mut dyn Iterator<Item = Value>, _: Input) -> Option<Self> {
        Self::load(values.next()?).ok()
    }
}

impl Argument for String {
    const INPUT: Input = Input::Line;
    /// Blank text is text: the rule that wants more of it says so better than anything here could.
    fn from_values(values: &mut dyn Iterator<Item = Value>, _: Input) -> Option<Self> {
        match values.next() {
            Some(Value::Text(text)) => Some(text.into()),
            Some(Value::Null) | None => Some(Self::new()),
            Some(Value::Integer(_) | Value::Real(_)) => None,
        }
    }
}

impl Argument for bool {
    const INPUT: Input = Input::Flag;
    const REQUIRED: bool = false;
    /// What is not said is not so.
    fn from_values(values: &mut dyn Iterator<Item = Value>, _: Input) -> Option<Self> {
        match values.next() {
            Some(Value::Null) | None => Some(false),
            Some(value) => Self::load(value).ok(),
        }
    }
}

impl Argument for usize {
    const INPUT: Input = Input::Number;
    fn from_values(values: &mut dyn Iterator<Item = Value>, _: Input) -> Option<Self> {
        let number = f64::load(values.next()?).ok()?;
        let is_whole = number >= 0.0 && number.fract() == 0.0;
        is_whole.then_some(number as Self)
    }
}

impl Argument for Ref {
    /// Of which kind, each argument says for itself.
    const INPUT: Input = Input::Link(Kind::Cycle);
    fn from_values(values: &mut dyn Iterator<Item = Value>, input: Input) -> Option<Self> {
        match (values.next()?, input) {
            (Value::Integer(number), Input::Link(kind)) => Some(Self::new(kind, number)),
            _ => None,
        }
    }
}

impl<T: Argument> Argument for Option<T> {
    const INPUT: Input = T::INPUT;
    const REQUIRED: bool = false;
    fn from_values(values: &mut dyn Iterator<Item = Value>, input: Input) -> Option<Self> {
        match values.next() {
            Some(value) if !value.is_blank() => T::from_values(&mut std::iter::once(value), input).map(Some),
            _ => Some(None),
        }
    }
}

impl<T: Argument> Argument for Vec<T> {
    const INPUT: Input = T::INPUT;
    const REQUIRED: bool = false;
    const MANY: bool = true;
    fn from_values(values: &mut dyn Iterator<Item = Value>, input: Input) -> Option<Self> {
        let given = values.filter(|value| !value.is_blank());
        given.map(|value| T::from_values(&mut std::iter::once(value), input)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decision::Answer;

    fn of<T: Argument>(values: &[Value]) -> Option<T> {
        T::from_values(&mut values.iter().cloned(), T::INPUT)
    }

    #[test]
    fn what_is_missing_is_missing_only_where_it_is_required() {
        assert_eq!(of::<f64>(&[]), None);
        assert_eq!(of::<Answer>(&[Value::Null]), None);
        assert_eq!(of::<Option<Answer>>(&[Value::Null]), Some(None));
        assert_eq!(of::<Vec<String>>(&[]), Some(vec![]));
        assert_eq!(of::<bool>(&[]), Some(false), "what is not said is not so");
        assert_eq!(of::<String>(&[]).as_deref(), Some(""), "the rule that wants text says so");
    }

    #[test]
    fn a_value_of_another_shape_is_no_argument() {
        assert_eq!(of::<Answer>(&[Value::text("maybe")]), None);
        assert_eq!(of::<Option<Answer>>(&[Value::text("maybe")]), None);
        assert_eq!(of::<usize>(&[Value::Real(-1.0)]), None);
        assert_eq!(of::<usize>(&[Value::Real(1.5)]), None);
        assert_eq!(of::<usize>(&[Value::Real(2.0)]), Some(2));
        assert_eq!(of::<Answer>(&[Value::text("yes")]), Some(Answer::Yes));
    }

    #[test]
    fn a_reference_is_of_the_kind_that_was_asked_for() {
        let values = &mut std::iter::once(Value::Integer(3));
        assert_eq!(Ref::from_values(values, Input::Link(Kind::Risk)), Some(Ref::new(Kind::Risk, 3)));
        let values = &mut std::iter::once(Value::Integer(3));
        assert_eq!(Ref::from_values(values, Input::Line), None);
    }
}
