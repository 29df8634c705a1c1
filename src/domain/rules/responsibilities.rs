//! What somebody holds: every open record they answer for or have a part in, and their roles in the cycle. Whoever
//! leaves hands all of it over.

use super::urgency::{Standing, Stands};
use crate::domain::{Board, Cycle, Id, Moment, Person, Ref, Table, note::stored};

/// One thing that somebody holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The record, as people call it; the cycle for a role.
    pub subject: Option<Ref>,
    /// What they are to it.
    pub part: &'static str,
    /// Its line.
    pub line: String,
}

/// Everything that a person holds on a board.
pub fn by(board: &Board, person: Id<Person>) -> Vec<Held> {
    let mut held = roles(board, person);
    let is_me = |holder: Option<Id<Person>>| holder == Some(person);
    owned(board, &board.decisions, person, &mut held);
    owned(board, &board.blockers, person, &mut held);
    owned(board, &board.risks, person, &mut held);
    owned(board, &board.dependencies, person, &mut held);
    owned(board, &board.successes, person, &mut held);
    owned(board, &board.launch_criteria, person, &mut held);
    owned(board, &board.steps, person, &mut held);
    owned(board, &board.items, person, &mut held);
    owned(board, &board.metrics, person, &mut held);
    part("reviews", &board.blockers, |it| is_me(it.reviewer), &mut held);
    part("tells", &board.blockers, |it| is_me(it.teller), &mut held);
    part("leads", &board.blockers, |it| is_me(it.escalated_to), &mut held);
    part("leads", &board.decisions, |it| is_me(it.escalated_to), &mut held);
    part("checks", &board.risks, |it| is_me(it.checkpoint_owner), &mut held);
    held
}

impl Cycle {
    /// Gives the roles of one person to another; says how many. Nobody is on the escalation path twice.
    pub fn hand_over(&mut self, from: Id<Person>, to: Id<Person>) -> usize {
        let mut moved = 0;
        let mut give = |holder: &mut Id<Person>| {
            if *holder == from {
                *holder = to;
                moved += 1;
            }
        };
        give(&mut self.sign_off);
        let optional = [
            &mut self.narrative,
            &mut self.safeguard_owner,
            &mut self.checkpoint_owner,
            &mut self.post_launch,
        ];
        optional.into_iter().flatten().for_each(&mut give);
        let path = &mut self.escalation.0;
        if let Some(at) = path.iter().position(|step| *step == from) {
            give(&mut path[at]);
            let mut seen = std::collections::BTreeSet::new();
            path.retain(|step| seen.insert(*step));
        }
        moved
    }
}

fn is_open<E: Stands>(row: &E) -> bool {
    row.standing(Moment::MIN) != Standing::Done
}

fn owned<E: Stands>(board: &Board, table: &Table<E>, person: Id<Person>, held: &mut Vec<Held>) {
    let mine = table.rows().iter().filter(|row| is_open(*row) && row.held_by() == Some(person));
    held.extend(mine.map(|row| Held {
        subject: Some(board.people_ref(stored(row))),
        part: "owns",
        line: row.line().to_owned(),
    }));
}

fn part<E: Stands>(part: &'static str, table: &Table<E>, has: impl Fn(&E) -> bool, held: &mut Vec<Held>) {
    let mine = table.rows().iter().filter(|row| is_open(*row) && has(row));
    held.extend(mine.map(|row| Held { subject: Some(row.reference()), part, line: row.line().to_owned() }));
}

fn roles(board: &Board, person: Id<Person>) -> Vec<Held> {
    let cycle = &board.cycle;
    let is_me = |holder: Option<Id<Person>>| holder == Some(person);
    [
        (cycle.sign_off == person, "signs the verdict"),
        (is_me(cycle.narrative), "tells the customer story"),
        (cycle.escalation.0.contains(&person), "is on the escalation path"),
        (is_me(cycle.safeguard_owner), "answers for the safeguard"),
        (is_me(cycle.checkpoint_owner), "holds the checkpoint after launch"),
        (is_me(cycle.post_launch), "leads after launch"),
    ]
    .into_iter()
    .filter(|(holds, _)| *holds)
    .map(|(_, role)| Held { subject: None, part: "role", line: role.to_owned() })
    .collect()
}
