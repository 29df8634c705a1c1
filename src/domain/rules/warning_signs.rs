//! Early signs of risks: how often they were seen, since when, and whether the latest look saw one. The playbook names
//! one risk whose sign is the cycle's warning sign.

use crate::domain::{Board, Moment, Risk, Sighting};

/// What the looks for the sign of one risk add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// How often somebody looked.
    pub looks: usize,
    /// How often the sign was there.
    pub count: usize,
    /// When it was there first.
    pub first_seen: Option<Moment>,
    /// When somebody looked last.
    pub looked_at: Option<Moment>,
    /// Whether the latest look saw it.
    pub is_there: bool,
}

impl Signs {
    /// What these looks at one risk add up to.
    pub fn of(sightings: &[Sighting]) -> Self {
        let seen = sightings.iter().filter(|look| look.seen);
        let latest = sightings.iter().max_by_key(|look| (look.at, look.id));
        Self {
            looks: sightings.len(),
            count: seen.clone().count(),
            first_seen: seen.map(|look| look.at).min(),
            looked_at: latest.map(|look| look.at),
            is_there: latest.is_some_and(|look| look.seen),
        }
    }

    /// The same of a risk on a board.
    pub fn on(board: &Board, risk: &Risk) -> Self {
        Self::of(board.sightings.children(risk.id.number()))
    }
}

/// The open risk whose sign the charter watches, whatever it is called by now; `None` where the playbook names none, or
/// it is over.
pub fn warning_sign(board: &Board) -> Option<&Risk> {
    let key = Some(board.policy.charter.warning_sign.key.as_str()).filter(|key| !key.is_empty());
    board.risks.rows().iter().find(|risk| risk.is_open() && key.is_some() && risk.key.as_deref() == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Id;

    fn look(id: i64, seen: bool) -> Sighting {
        Sighting { id: Id::new(id), seen, at: Moment::from_millis(id * 1_000), ..Sighting::blank() }
    }

    #[test]
    fn signs_are_counted_from_the_first_and_judged_by_the_latest() {
        assert_eq!(Signs::of(&[]), Signs::default());
        let signs = Signs::of(&[look(1, false), look(2, true), look(3, true)]);
        assert_eq!((signs.looks, signs.count, signs.is_there), (3, 2, true));
        assert_eq!(signs.first_seen, Some(Moment::from_millis(2_000)));
        let gone = Signs::of(&[look(2, true), look(4, false)]);
        assert_eq!((gone.count, gone.is_there, gone.looked_at), (1, false, Some(Moment::from_millis(4_000))));
    }
}
