//! The forms of the intake: what is noted, and what makes it a record. Their fields are those of another kind.

use super::{Asked, asked, one, required};
use crate::{
    domain::{Fields, Id, Ref, Refusal, intake::Becomes, parse, record::Input},
    ops::{
        form::{FormContext, Question},
        intake::Op,
    },
};

/// What is asked of a note.
pub(super) fn questions() -> Asked {
    let becomes = "decision, blocker, risk or dependency?";
    vec![
        required("title", "note", "What was said?", Input::Line),
        (
            Question::required("becomes", "becomes", becomes, Input::Choice(Becomes::KEYS)),
            Becomes::Blocker.key().to_owned(),
        ),
    ]
}

/// What a note lacks of the record that it is to become.
pub(super) fn completion(subject: Ref, form: &FormContext<'_>) -> Option<Asked> {
    let intake = form.board.intake.get(Id::new(subject.number))?;
    let (known, people, zone) = (intake.known_fields(), form.people(), form.board.cycle.tz());
    let wanted = asked(intake.becomes.kind())
        .filter(|field| field.is_needed() || known.contains_key(field.name))
        .map(|field| {
            let start = match field.name {
                "title" => intake.title.to_string(),
                name => {
                    known.get(name).map(|value| parse::typed(field, value, people, zone)).unwrap_or_default()
                }
            };
            (Question::of(field), start)
        });
    Some(wanted.collect())
}

/// The operation that notes something.
pub(super) fn add(fields: &Fields) -> Result<Op, Refusal> {
    let (text, becomes) = (one(fields, "title")?, one(fields, "becomes")?);
    Ok(Op::Add { text, becomes, known: Fields::new(), source: None })
}

/// The operation that makes a note a record.
pub(super) fn complete(subject: Ref, fields: Fields) -> Op {
    Op::Complete { subject, becomes: None, fields }
}
