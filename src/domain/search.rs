//! Finds words in everything that was written: in a record, on it, in its parts, and in what came with its import.
//!
//! Knows no kind of record: fields say themselves whether there are words in them.

use super::{
    Board, Import, Ref, Summary,
    any_record::AnyRecord,
    record::Field,
    value::{FieldType, Value},
};
use std::collections::BTreeMap;

/// A record that has the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The record, as people call it.
    pub reference: Ref,
    /// Its line of text.
    pub title: String,
    /// Where the first word stands: the field, or what is on the record, such as a note.
    pub field: &'static str,
    /// What is written there.
    pub text: String,
}

/// What was found of the words in one record and in all that belongs to it.
struct Found {
    missing: Vec<bool>,
    first: Option<(&'static str, String)>,
}

/// The records that have all the words, in any order and any case. `imports` are the traces of imported rows, which are
/// on no board.
pub fn search(board: &Board, imports: &[Import], words: &[String]) -> Vec<Hit> {
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let mut found: BTreeMap<Ref, Found> = BTreeMap::new();
    for record in board.records() {
        look(board, record, &words, &mut found);
    }
    for import in imports {
        look(board, import, &words, &mut found);
    }
    let has_all = |record: &&dyn AnyRecord| {
        record.parent_ref().is_none()
            && found.get(&record.stored()).is_some_and(|it| !it.missing.contains(&true))
    };
    board.records().filter(has_all).map(|record| hit(board, record, &found)).collect()
}

fn hit(board: &Board, record: &dyn AnyRecord, found: &BTreeMap<Ref, Found>) -> Hit {
    let (field, text) = found.get(&record.stored()).and_then(|it| it.first.clone()).unwrap_or_default();
    let title =
        board.summary(record.stored()).map_or_else(|| name(record), |listed| listed.title().to_owned());
    Hit { reference: record.people_ref(), title, field, text }
}

/// What a record without a line of its own is called: its first words, else what it is.
fn name(record: &dyn AnyRecord) -> String {
    let fields = record.fields();
    let mut texts = fields.iter().filter(|(field, _)| field.ty == FieldType::Text);
    let first = texts.find_map(|(_, value)| value.as_text().filter(|text| !text.trim().is_empty()));
    first.unwrap_or(record.stored().kind.label()).to_owned()
}

/// Looks for the words in one record. What is found in a part counts for what it belongs to.
fn look(board: &Board, record: &dyn AnyRecord, words: &[String], found: &mut BTreeMap<Ref, Found>) {
    let own = record.stored();
    let (subject, label) = match record.parent_ref() {
        Some(parent) => (parent, Some(own.kind.label())),
        None => (own, None),
    };
    let mut read = |field: &'static str, text: &str| {
        let lower = text.to_lowercase();
        for (at, _) in words.iter().enumerate().filter(|(_, word)| lower.contains(word.as_str())) {
            let entry = found.entry(subject);
            let entry = entry.or_insert_with(|| Found { missing: vec![true; words.len()], first: None });
            entry.missing[at] = false;
            if at == 0 && entry.first.is_none() {
                entry.first = Some((label.unwrap_or(field), text.to_owned()));
            }
        }
    };
    if label.is_none() {
        read("id", &record.people_ref().to_string());
        if let Some(owner) = board.summary(own).and_then(Summary::owner) {
            read("owner", board.handle(owner));
        }
    }
    for (field, value) in record.fields() {
        let Value::Text(text) = value else { continue };
        // The words for where a part stands are nobody's own.
        if field.internal || (label.is_some() && !is_written(field)) {
            continue;
        }
        if field.ty == FieldType::Json {
            each_text(&text, &mut |text| read(field.name, text));
        } else {
            read(field.name, &text);
        }
    }
}

/// Whether people write its words themselves.
fn is_written(field: &Field) -> bool {
    matches!(field.ty, FieldType::Text | FieldType::Json) && !field.internal
}

/// Gives each text of a JSON document to `each`.
fn each_text(document: &str, each: &mut dyn FnMut(&str)) {
    fn walk(value: &serde_json::Value, each: &mut dyn FnMut(&str)) {
        match value {
            serde_json::Value::String(text) => each(text),
            serde_json::Value::Array(list) => list.iter().for_each(|value| walk(value, each)),
            serde_json::Value::Object(fields) => fields.values().for_each(|value| walk(value, each)),
            serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
        }
    }
    if let Ok(value) = serde_json::from_str(document) {
        walk(&value, each);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Change, Cycle, Fields, Kind, Record, id::Scope, record::fields_of};

    /// A value for a field that nobody looks at.
    fn filler(field: &Field) -> Value {
        match field.ty {
            _ if !field.required => Value::Null,
            FieldType::Text => Value::text("-"),
            FieldType::Words(words) => Value::text(words[0]),
            FieldType::Day => Value::text("2026-03-02"),
            FieldType::AnyRef => Value::text("D-1"),
            FieldType::Refs(_) | FieldType::AnyRefs => Value::text(""),
            FieldType::Json => Value::text("{}"),
            FieldType::Real => Value::Real(1.0),
            FieldType::Integer
            | FieldType::Score
            | FieldType::Flag
            | FieldType::Moment
            | FieldType::Ref(_) => Value::Integer(1),
        }
    }

    /// The word that stands in this field of this kind and nowhere else.
    fn word(kind: Kind, field: &Field) -> String {
        format!("zz{}x{}zz", kind.key(), field.name.replace('_', "")).to_lowercase()
    }

    fn written(kind: Kind) -> Fields {
        let value = |field: &Field| match (is_written(field), field.ty == FieldType::Json) {
            (true, false) => Value::text(word(kind, field)),
            (true, true) => Value::text(serde_json::json!({ "Column": word(kind, field) }).to_string()),
            (false, _) => filler(field),
        };
        fields_of(kind).iter().map(|field| (field.name.to_owned(), value(field))).collect()
    }

    #[test]
    fn every_word_that_anybody_wrote_into_any_field_of_any_kind_is_found() {
        let mut board = Board::empty(Cycle::blank().with_id(1));
        for &kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Import) {
            let before = (kind == Kind::Cycle).then(Fields::new);
            board.apply(&Change { kind, id: 1, before, after: Some(written(kind)) }).unwrap();
        }
        let mut values =
            fields_of(Kind::Import).iter().map(|field| written(Kind::Import)[field.name].clone());
        let import = Import::from_values(1, &mut values).unwrap();
        let mut looked = 0;
        for &kind in Kind::ALL {
            for field in fields_of(kind).iter().filter(|field| is_written(field)) {
                let word = word(kind, field);
                let hits = search(&board, std::slice::from_ref(&import), std::slice::from_ref(&word));
                let by = match kind.scope() {
                    Scope::Subject => Kind::Decision,
                    Scope::Part { of, .. } => of,
                    Scope::File | Scope::Cycle | Scope::Numbered => kind,
                };
                let found: Vec<Kind> = hits.iter().map(|hit| hit.reference.kind).collect();
                // By their handle everything is found that somebody answers for, too.
                let is_alone = found == [by] || (kind == Kind::Person && field.name == "handle");
                assert!(is_alone && found.contains(&by), "{word}: {hits:?}");
                assert!(hits.iter().all(|hit| hit.text.contains(&word)), "{hits:?}");
                looked += 1;
            }
        }
        assert!(looked > 60, "{looked} fields are looked at");
    }

    #[test]
    fn all_words_must_be_there_wherever_they_stand() {
        let mut board = Board::empty(Cycle::blank().with_id(1));
        for kind in [Kind::Decision, Kind::Criterion] {
            board.apply(&Change { kind, id: 1, before: None, after: Some(written(kind)) }).unwrap();
        }
        let find = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
            search(&board, &[], &words)
                .iter()
                .map(|hit| (hit.reference.to_string(), hit.field))
                .collect::<Vec<_>>()
        };
        assert_eq!(find(&["ZZCRXTEXTZZ", "zzdxtitlezz"]), [("D-1".to_owned(), "criterion")]);
        assert_eq!(find(&["zzdxtitlezz", "nowhere"]), []);
    }
}
