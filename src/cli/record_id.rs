//! Ids as people type them after a noun: `B-3`, `b-3`, `b3` or just `3`.

use crate::domain::{Kind, Ref, Refusal, id::NotAReference};
use std::str::FromStr;

/// An id as typed; a bare number becomes one of its noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A number alone.
    Number(i64),
    /// A whole reference.
    Whole(Ref),
}

impl FromStr for Named {
    type Err = NotAReference;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.parse() {
            Ok(number) if number >= 0 => Ok(Self::Number(number)),
            _ => text.parse().map(Self::Whole),
        }
    }
}

impl Named {
    /// The record of `kind` that is meant.
    ///
    /// # Errors
    /// A [`Refusal`] when it is the id of another kind.
    pub(super) fn reference(self, kind: Kind) -> Result<Ref, Refusal> {
        match self {
            Self::Number(number) => Ok(Ref::new(kind, number)),
            Self::Whole(reference) if reference.kind == kind => Ok(reference),
            Self::Whole(reference) => {
                let reason = format!("{reference} is a {}, not a {}", reference.kind.label(), kind.label());
                let hint = format!("{} ids look like {}", kind.label(), Ref::new(kind, 3));
                Err(Refusal::new("record.kind", reason, hint))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_number_is_an_id_of_its_noun() {
        for text in ["B-3", "b-3", "b3", "3"] {
            let named: Named = text.parse().unwrap();
            assert_eq!(named.reference(Kind::Blocker), Ok(Ref::new(Kind::Blocker, 3)), "{text}");
        }
        let decision: Named = "D-3".parse().unwrap();
        assert_eq!(decision.reference(Kind::Blocker).unwrap_err().reason, "D-3 is a decision, not a blocker");
        assert!("x".parse::<Named>().is_err());
    }
}
