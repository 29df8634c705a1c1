//! What belongs to a record: criteria, evidence, readings, what it lacks, notes; as lines and as JSON.

use super::{beside::Part, metric, seen::Seen};
use crate::domain::{
    Criterion, Evidence, Id, Intake, Kind, Note, Reading, Ref,
    display::Display,
    when::{day_month, medium},
};
use serde_json::json;

/// What belongs to the record that the store knows by this reference.
pub(super) fn parts(stored: Ref, seen: &Seen<'_>, speech: Display<'_>) -> Vec<Part> {
    let board = seen.board;
    let mut parts = Vec::new();
    if stored.kind == Kind::Decision {
        parts.push(criteria(board.criteria_of(Id::new(stored.number))));
        parts.push(evidence(board.evidence_for(Id::new(stored.number)), speech));
    }
    if stored.kind == Kind::Metric {
        let id = Id::new(stored.number);
        parts.extend(board.metrics.get(id).map(|it| metric::parts(it, seen, speech)).unwrap_or_default());
        parts.push(readings(board.readings_of(id), speech));
    }
    if stored.kind == Kind::Intake {
        parts.extend(board.intake.get(Id::new(stored.number)).map(lacks));
    }
    parts.push(notes(board.notes.children(stored.parent_key()), speech));
    parts
}

fn criteria(criteria: &[Criterion]) -> Part {
    let tied = |one: &Criterion| {
        if one.non_negotiable { " (non-negotiable)" } else { "" }
    };
    Part {
        name: "criteria",
        json: criteria
            .iter()
            .zip(1..)
            .map(|(one, number)| {
                json!({
                    "number": number,
                    "text": one.text,
                    "non_negotiable": one.non_negotiable,
                    "state": one.stands(),
                    "by": one.met_by,
                })
            })
            .collect(),
        lines: criteria
            .iter()
            .zip(1..)
            .map(|(one, number)| format!("{number} {}{}{}", one.text, tied(one), one.found()))
            .collect(),
    }
}

fn evidence(evidence: &[Evidence], speech: Display<'_>) -> Part {
    let object = |one: &Evidence| {
        let by = speech.handle(one.by.number());
        json!({
            "text": one.text,
            "kind": one.kind.key(),
            "link": one.link,
            "at": one.at,
            "by": by,
            "against": one.against == Some(true),
            "withdrawn": one.withdrawn,
        })
    };
    let line = |(one, number): (&Evidence, usize)| {
        let link = one.link.as_deref().map_or_else(String::new, |link| format!(" {link}"));
        format!("{number} {}: {}{link}{}", one.kind.label(), one.text, one.standing())
    };
    Part {
        name: "evidence",
        json: evidence.iter().map(object).collect(),
        lines: evidence.iter().zip(1..).map(line).collect(),
    }
}

fn readings(readings: &[Reading], speech: Display<'_>) -> Part {
    let place = |id| readings.iter().position(|it| it.id == id).map(|at| at + 1);
    let corrected_by =
        |one: &Reading| readings.iter().position(|it| it.supersedes == Some(one.id)).map(|at| at + 1);
    let object = |(one, number): (&Reading, usize)| {
        let by = speech.handle(one.by.number());
        let risk = one.risk.map(|risk| Ref::new(Kind::Risk, risk.number()));
        json!({
            "number": number,
            "value": one.value,
            "at": one.at,
            "note": one.note,
            "by": by,
            "risk": risk,
            "recorded_at": one.recorded_at,
            "corrects": one.supersedes.and_then(place),
            "corrected_by": corrected_by(one),
            "why": one.why,
        })
    };
    let line = |(one, number): (&Reading, usize)| {
        let risk = one.risk.map(|risk| Ref::new(Kind::Risk, risk.number()).to_string());
        let note = one.note.as_deref().map(str::to_owned);
        let said = risk.into_iter().chain(note).collect::<Vec<_>>().join(" ");
        let corrects = one.supersedes.and_then(place);
        let corrects =
            corrects.map(|it| format!("corrects {it}: {}", one.why.as_deref().unwrap_or_default()));
        let corrected = corrected_by(one).map(|it| format!("corrected by {it}"));
        let recorded = one.recorded_at.map(|at| format!("recorded {}", day_month(at.day(speech.zone))));
        let words = [Some(said).filter(|said| !said.is_empty()), corrects, corrected, recorded];
        let words = words.into_iter().flatten().collect::<Vec<_>>().join(", ");
        format!("{number} {}  {}  {words}", medium(one.at, speech.zone), one.value).trim_end().to_owned()
    };
    Part {
        name: "readings",
        json: readings.iter().zip(1..).map(object).collect(),
        lines: readings.iter().zip(1..).map(line).collect(),
    }
}

fn lacks(intake: &Intake) -> Part {
    let lacks: Vec<&str> = intake.lacks().iter().map(|field| field.name).collect();
    Part { name: "lacks", json: json!(lacks), lines: lacks.into_iter().map(str::to_owned).collect() }
}

fn notes(notes: &[Note], speech: Display<'_>) -> Part {
    let object =
        |note: &Note| json!({ "text": note.text, "at": note.at, "by": speech.handle(note.by.number()) });
    let line = |note: &Note| {
        let by = speech.handle(note.by.number());
        format!("{}  {by}: {}", medium(note.at, speech.zone), note.text)
    };
    Part { name: "notes", json: notes.iter().map(object).collect(), lines: notes.iter().map(line).collect() }
}
