//! A record of any kind as scripts read it: what `show` prints, without its history.

use super::{Seen, listed::object, review::review};
use crate::cli::session::Session;
use crate::domain::{
    Blocker, Board, Decision, Dependency, Id, Intake, Item, Kind, LaunchCriterion, Metric, Person, Record,
    Ref, Risk, SignOff, Step, SuccessCriterion, board::Tabled, display::Display, when::Zone,
};
use serde_json::{Map, Value as Json};

/// The record that people know by this id; nothing where it is gone, or is no record by itself.
pub(in crate::cli) fn whole(
    reference: Ref,
    seen: &Seen<'_>,
    session: &Session<'_>,
) -> Option<Map<String, Json>> {
    fn found<E: Tabled>(board: &Board, stored: Ref) -> Option<&E> {
        E::table(board).get(Id::new(stored.number))
    }
    let board = seen.board;
    let stored = board.stored_ref(reference)?;
    macro_rules! listed {
        ($Name:ident) => {
            found::<$Name>(board, stored).map(|record| object(record, seen, session))
        };
    }
    match stored.kind {
        Kind::Step => listed!(Step),
        Kind::Item => listed!(Item),
        Kind::Decision => listed!(Decision),
        Kind::Blocker => listed!(Blocker),
        Kind::Risk => listed!(Risk),
        Kind::Metric => listed!(Metric),
        Kind::Intake => listed!(Intake),
        Kind::Dependency => listed!(Dependency),
        Kind::SuccessCriterion => listed!(SuccessCriterion),
        Kind::LaunchCriterion => listed!(LaunchCriterion),
        Kind::Review => board.reviews.get(Id::new(stored.number)).map(|it| review(it, board)),
        Kind::SignOff => found::<SignOff>(board, stored).map(|it| without_id(session.speech(), it)),
        Kind::Person => board.people.get(Id::new(stored.number)).map(person),
        Kind::Cycle => Some(session.speech().object(&board.cycle)),
        Kind::Criterion
        | Kind::Evidence
        | Kind::Reading
        | Kind::Note
        | Kind::Import
        | Kind::OutcomeCheck
        | Kind::Sighting
        | Kind::Event
        | Kind::ReviewAnswer => None,
    }
}

/// Somebody as scripts read them: by their handle, which is what people type.
pub(in crate::cli) fn person(person: &Person) -> Map<String, Json> {
    without_id(Display { people: &[], zone: Zone::UTC }, person)
}

/// A record whose id nobody types.
fn without_id<E: Record>(speech: Display<'_>, record: &E) -> Map<String, Json> {
    let mut object = speech.object(record);
    object.remove("id");
    object
}
