//! Who may move what a hard rule rests on: the sign-off owner of the cycle, and for some of it the owner of the record.
//!
//! Knows no operation: it is asked about one change of a record at a time. Source: rulings, who decides.

use crate::domain::{Cycle, Id, Person, person::Presence};

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

/// Who acts for the sign-off owner of a cycle: that person; where they are away, whoever covers for them; else the first on
/// the escalation path who is here.
pub fn signer(cycle: &Cycle, presence: impl Fn(Id<Person>) -> Presence) -> Id<Person> {
    let acting = acts_for(cycle.sign_off, &presence);
    let path = cycle.escalation.0.iter().copied();
    std::iter::once(acting)
        .chain(path)
        .find(|person| presence(*person) == Presence::Here)
        .unwrap_or(cycle.sign_off)
}

/// Who acts for somebody: whoever covers for them while they are away, else they themselves.
pub fn acts_for(person: Id<Person>, presence: impl Fn(Id<Person>) -> Presence) -> Id<Person> {
    match presence(person) {
        Presence::Away(cover) if presence(cover) == Presence::Here => cover,
        Presence::Away(_) | Presence::Here | Presence::Left => person,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Record, id::Ids};

    #[test]
    fn who_covers_acts_for_a_sign_off_owner_who_is_away_and_the_first_on_the_path_for_one_who_has_left() {
        use Presence::{Away, Here, Left};
        let [ana, jo, li, max] = [1, 2, 3, 4].map(Id::new);
        let cycle = Cycle { sign_off: ana, escalation: Ids(vec![jo, li]), ..Cycle::blank() };
        let signs = |of: &dyn Fn(Id<Person>) -> Presence| signer(&cycle, of);
        assert_eq!(signs(&|_| Here), ana);
        assert_eq!(signs(&|it| if it == ana { Left } else { Here }), jo);
        assert_eq!(signs(&|it| if it == li { Here } else { Left }), li);
        assert_eq!(signs(&|_| Left), ana, "nobody is here: the charter's name stands");
        assert_eq!(signs(&|it| if it == ana { Away(max) } else { Here }), max);
        let both = |it| {
            if it == ana {
                Away(max)
            } else if it == max {
                Left
            } else {
                Here
            }
        };
        assert_eq!(signs(&both), jo, "who would cover has left");
        assert_eq!(acts_for(jo, |it| if it == jo { Away(li) } else { Here }), li);
    }

    #[test]
    fn every_field_of_the_charter_that_the_gate_rests_on_is_one() {
        for (name, _) in CHARTER {
            assert!(Cycle::field(name).is_some(), "{name}");
        }
    }
}
