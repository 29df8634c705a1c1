//! What a command that writes answers: what was done in words, the readings of what was typed, and for scripts the whole
//! record as it stands afterwards.

use super::{
    error::Failure,
    flags::Typed,
    output::{Answer, Look},
    record::{Seen, person, whole},
    session::Session,
};
use crate::{
    domain::{
        Board, Change, Cycle, Fields, Id, Kind, Moment, Record, Ref, Value, change::subjects, when::distance,
    },
    ops::{Operation, Receipt, operation::Echoes},
};
use serde_json::{Map, Value as Json, json};

impl Session<'_> {
    /// Does an operation and says what it did, with the readings of what was typed.
    ///
    /// # Errors
    /// What the operation, or the file, says.
    pub(super) fn perform(
        &mut self,
        operation: impl Into<Operation>,
        echoes: Echoes,
    ) -> Result<Answer, Failure> {
        let receipt = self.execute(&operation.into())?;
        self.receipt(&receipt, echoes)
    }

    /// The same for an operation made of typed fields.
    ///
    /// # Errors
    /// What the operation, or the file, says.
    pub(super) fn perform_typed(
        &mut self,
        typed: Typed,
        operation: impl FnOnce(Fields) -> Operation,
    ) -> Result<Answer, Failure> {
        let Typed { fields, echoes } = typed;
        self.perform(operation(fields), echoes)
    }

    /// Does an operation to any number of records and says what it did.
    ///
    /// # Errors
    /// What the operation, or the file, says.
    pub(super) fn perform_all(
        &mut self,
        operation: impl Into<Operation>,
        echoes: &Echoes,
    ) -> Result<Answer, Failure> {
        let receipt = self.execute(&operation.into())?;
        let mut answer = Answer::default();
        if self.wants_json() {
            let mut written = head(&receipt, echoes);
            let about = if self.about().is_empty() { self.touched(&receipt) } else { self.about().to_vec() };
            self.records(&about, &mut written)?;
            answer.json = Json::Object(written);
        }
        tell(&mut answer, &receipt, echoes);
        Ok(answer)
    }

    /// Says what an operation did to one record. What a new record got by default is a reading too.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn receipt(&self, receipt: &Receipt, mut echoes: Echoes) -> Result<Answer, Failure> {
        if let [made] = receipt.created[..] {
            let is_it = |change: &&Change| change.kind == made.kind && change.before.is_none();
            for (name, said) in
                receipt.changes.iter().find(is_it).map(|it| self.defaults(it)).unwrap_or_default()
            {
                if !echoes.iter().any(|(known, _)| *known == name) {
                    echoes.push((name, said));
                }
            }
        }
        let mut answer = Answer::default();
        if self.wants_json() {
            let mut written = head(receipt, &echoes);
            let named = self.about().first().or(receipt.created.first()).copied();
            if let Some(subject) = named.or_else(|| self.touched(receipt).first().copied()) {
                written.extend(self.as_it_stands(&mut None, subject)?.unwrap_or_default());
            }
            answer.json = Json::Object(written);
        }
        tell(&mut answer, receipt, &echoes);
        Ok(answer)
    }

    /// Adds records as they stand, and the ids of those that are gone.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn records(&self, about: &[Ref], into: &mut Map<String, Json>) -> Result<(), Failure> {
        let (mut board, mut records, mut removed) = (None, Vec::new(), Vec::new());
        for &subject in about {
            match self.as_it_stands(&mut board, subject)? {
                Some(record) => records.push(Json::Object(record)),
                None => removed.push(json!(subject)),
            }
        }
        into.insert("records".to_owned(), records.into());
        into.insert("removed".to_owned(), removed.into());
        Ok(())
    }

    /// A record as it stands; nothing where it is gone. The board is loaded once for all of them.
    fn as_it_stands(
        &self,
        board: &mut Option<Board>,
        subject: Ref,
    ) -> Result<Option<Map<String, Json>>, Failure> {
        let store = &self.executor.store;
        if subject.kind == Kind::Person {
            let found = store.people()?.into_iter().find(|person| person.reference() == subject);
            return Ok(found.map(|found| person(&found)));
        }
        if subject.kind == Kind::Cycle {
            let found: Option<Cycle> = store.record(Id::new(subject.number))?;
            return Ok(found.map(|cycle| self.speech().object(&cycle)));
        }
        if board.is_none() {
            *board = Some(self.board()?);
        }
        let seen = board.as_ref().map(|board| Seen::at(board, self.now));
        Ok(seen.and_then(|seen| whole(subject, &seen, self)))
    }

    /// What an operation touched that has an id of its own, by the ids that people use.
    fn touched(&self, receipt: &Receipt) -> Vec<Ref> {
        let store = &self.executor.store;
        let touched = subjects(&receipt.changes).into_iter();
        touched
            .filter(|subject| subject.kind != Kind::Event)
            .map(|subject| store.people_reference(subject.kind, subject.number))
            .collect()
    }

    fn defaults(&self, made: &Change) -> Echoes {
        let value = |name: &str| made.after.as_ref().and_then(|fields| fields.get(name));
        let mut defaults = Vec::new();
        if let Some(Value::Integer(owner)) = value("owner") {
            let person = self.people.iter().find(|person| person.id == Id::new(*owner));
            defaults.extend(person.map(|person| ("owner", person.name.to_string())));
        }
        if let Some(Value::Integer(due)) = value("due") {
            let due = Moment::from_millis(*due);
            let said = crate::domain::when::long(due, self.zone());
            defaults.push(("due", format!("{said}, {}", distance(due, self.now, self.zone()))));
        }
        defaults
    }
}

/// What scripts get of every write: its place in the log, what it did in words, how what was typed was read.
fn head(receipt: &Receipt, echoes: &Echoes) -> Map<String, Json> {
    let readings: Map<_, _> = echoes.iter().map(|(name, echo)| ((*name).to_owned(), json!(echo))).collect();
    Map::from_iter([
        ("seq".to_owned(), json!(receipt.seq)),
        ("done".to_owned(), json!(receipt.said)),
        ("created".to_owned(), json!(receipt.created)),
        ("read".to_owned(), readings.into()),
    ])
}

fn tell(answer: &mut Answer, receipt: &Receipt, echoes: &Echoes) {
    answer.say(&receipt.said, Look::Strong);
    for (name, echo) in echoes {
        answer.line(format!("  {} = {echo}", name.replace('_', " ")));
    }
}
