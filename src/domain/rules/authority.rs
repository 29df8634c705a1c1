//! Who may move what a hard rule rests on: the sign-off owner of the cycle, and for some of it the owner of the record.
//!
//! Knows no operation: it is asked about one change of a record at a time. Source: rulings, who decides.

use crate::domain::{Cycle, Id, Person};

/// The fields of the charter that the gate rests on, and what people call them.
pub const CHARTER: &[(&str, &str)] = &[
    ("outcome", "the outcome"),
    ("filter", "the filter question"),
    ("non_negotiable", "the non-negotiable"),
    ("launch", "the launch day"),
    ("sign_off", "the sign-off owner"),
    ("escalation", "the escalation path"),
    ("self_approval", "who may approve"),
];

/// Who acts for the sign-off owner of a cycle: that person, or, where they have left, the first on the escalation path
/// who is here.
pub fn signer(cycle: &Cycle, is_here: impl Fn(Id<Person>) -> bool) -> Id<Person> {
    let path = cycle.escalation.0.iter().copied();
    std::iter::once(cycle.sign_off).chain(path).find(|person| is_here(*person)).unwrap_or(cycle.sign_off)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Record, id::Ids};

    #[test]
    fn the_first_on_the_path_who_is_here_acts_for_a_sign_off_owner_who_has_left() {
        let [ana, jo, li] = [1, 2, 3].map(Id::new);
        let cycle = Cycle { sign_off: ana, escalation: Ids(vec![jo, li]), ..Cycle::blank() };
        assert_eq!(signer(&cycle, |_| true), ana);
        assert_eq!(signer(&cycle, |it| it != ana), jo);
        assert_eq!(signer(&cycle, |it| it == li), li);
        assert_eq!(signer(&cycle, |_| false), ana, "nobody is here: the charter's name stands");
    }

    #[test]
    fn every_field_of_the_charter_that_the_gate_rests_on_is_one() {
        for (name, _) in CHARTER {
            assert!(Cycle::field(name).is_some(), "{name}");
        }
    }
}
