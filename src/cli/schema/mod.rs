//! The JSON Schema of every document that `--json` prints. Records follow from their fields, so that a field is said once;
//! the rest stands in `documents.json`: what is told of a record besides its fields, and the answers that are no records.
//!
//! Knows no board.

use super::envelope::SCHEMA;
use crate::domain::{
    Kind,
    record::{Field, fields_of},
    value::FieldType,
};
use serde_json::{Map, Value as Json, json};

const DOCUMENTS: &str = include_str!("documents.json");

/// The kinds of record under the names by which the schema has them, which are the nouns of their commands.
const RECORDS: &[(&str, Kind)] = &[
    ("cycle", Kind::Cycle),
    ("person", Kind::Person),
    ("step", Kind::Step),
    ("check", Kind::Item),
    ("decision", Kind::Decision),
    ("blocker", Kind::Blocker),
    ("risk", Kind::Risk),
    ("metric", Kind::Metric),
    ("intake", Kind::Intake),
    ("dependency", Kind::Dependency),
    ("success", Kind::SuccessCriterion),
    ("launch", Kind::LaunchCriterion),
    ("review", Kind::Review),
    ("sign_off", Kind::SignOff),
];

/// The verbs whose answer holds any number of records.
const BULK: &[&str] = &["assign", "due"];

/// Everything: the parts under `$defs`, and under `commands` what the data of each command is.
pub(super) fn all() -> Json {
    let documents: Json = serde_json::from_str(DOCUMENTS).expect("it is checked in as JSON");
    let mut defs = documents["$defs"].as_object().cloned().unwrap_or_default();
    for (name, kind) in RECORDS {
        let extra = documents["records"][*name].as_object().cloned().unwrap_or_default();
        let history = json!({ "type": "array", "items": reference("entry") });
        let shown = if *kind == Kind::Cycle {
            ("next_review", reference("moment_or_null"))
        } else {
            ("history", history)
        };
        defs.insert(format!("{name}_fields"), open(&record(*kind, extra)));
        let closed = |more: Option<Json>| {
            let all = std::iter::once(reference(&format!("{name}_fields"))).chain(more);
            json!({ "type": "object", "allOf": all.collect::<Vec<_>>(), "unevaluatedProperties": false })
        };
        let more = Map::from_iter([(shown.0.to_owned(), shown.1)]);
        defs.insert((*name).to_owned(), closed(None));
        defs.insert(format!("{name}_shown"), closed(Some(open(&more))));
        defs.insert(format!("{name}_written"), closed(Some(reference("written"))));
    }
    defs.insert("written".to_owned(), open(&written()));
    let any = RECORDS.iter().map(|(name, _)| reference(name));
    defs.insert("any".to_owned(), json!({ "anyOf": any.collect::<Vec<_>>() }));
    defs.insert("bulk_written".to_owned(), bulk());
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "description": "What gonogo prints with --json: an envelope around the data of each command.",
        "commands": documents["commands"],
        "$defs": defs,
    })
}

/// The whole document that a command prints, as a schema by itself; nothing where no such command is known.
pub(super) fn of(command: &str) -> Option<Json> {
    let all = all();
    let data = all["commands"].get(command).cloned().or_else(|| of_record(command))?;
    Some(json!({
        "$schema": all["$schema"],
        "title": format!("{SCHEMA} {command}"),
        "type": "object",
        "properties": {
            "schema": { "const": SCHEMA },
            "cycle": { "anyOf": [
                { "type": "object", "properties": { "id": { "$ref": "#/$defs/id" }, "name": { "type": "string" } },
                  "required": ["id", "name"], "additionalProperties": false },
                { "type": "null" },
            ] },
            "at": { "$ref": "#/$defs/moment" },
            "data": data,
        },
        "required": ["schema", "cycle", "at", "data"],
        "additionalProperties": false,
        "$defs": all["$defs"],
    }))
}

/// The data of a verb of a kind of record, which its name tells.
fn of_record(command: &str) -> Option<Json> {
    let (noun, verb) = command.split_once(' ')?;
    let (name, _) = RECORDS.iter().find(|(name, _)| *name == noun)?;
    let named = |ending: &str| reference(&format!("{name}{ending}"));
    Some(match verb {
        "ls" => json!({ "type": "array", "items": named("") }),
        "show" => named("_shown"),
        verb if BULK.contains(&verb) => json!({ "$ref": "#/$defs/bulk_written" }),
        _ => named("_written"),
    })
}

/// What is told of every write.
fn written() -> Map<String, Json> {
    let told = [
        ("seq", json!({ "type": "integer" })),
        ("done", json!({ "type": "string" })),
        ("created", json!({ "type": "array", "items": reference("id") })),
        ("read", json!({ "type": "object", "additionalProperties": { "type": "string" } })),
    ];
    told.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

/// What is told of a write to any number of records.
fn bulk() -> Json {
    let mut properties = written();
    properties.insert("records".to_owned(), json!({ "type": "array", "items": reference("any") }));
    properties.insert("removed".to_owned(), json!({ "type": "array", "items": reference("id") }));
    let mut bulk = open(&properties);
    bulk["additionalProperties"] = json!(false);
    bulk
}

fn reference(name: &str) -> Json {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// An object with these properties, to which others may be added.
fn open(properties: &Map<String, Json>) -> Json {
    let required: Vec<&String> = properties.keys().collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

/// A record as its fields are told, with what is told besides.
fn record(kind: Kind, extra: Map<String, Json>) -> Map<String, Json> {
    let mut properties = Map::new();
    if !matches!(kind, Kind::Person | Kind::SignOff) {
        properties.insert("id".to_owned(), json!({ "$ref": "#/$defs/id" }));
    }
    // A review is told by what somebody asks of it.
    let is_told =
        |field: &&Field| !field.internal && (kind != Kind::Review || !matches!(field.name, "cycle" | "at"));
    for field in fields_of(kind).iter().filter(is_told) {
        properties.insert(field.name.to_owned(), value(field.ty, field.required));
    }
    properties.extend(extra);
    properties
}

/// What a field of this type is told as, and whether it may be missing.
fn value(ty: FieldType, is_required: bool) -> Json {
    let plain =
        |name: &str| if is_required { json!({ "type": name }) } else { json!({ "type": [name, "null"] }) };
    let named =
        |name: &str| reference(&if is_required { name.to_owned() } else { format!("{name}_or_null") });
    let to = |kind: Kind| if kind == Kind::Person { "handle" } else { "id" };
    let list = |of: &str| {
        let mut list = plain("array");
        list["items"] = reference(of);
        list
    };
    match ty {
        FieldType::Text => plain("string"),
        FieldType::Integer | FieldType::Score => plain("integer"),
        FieldType::Real => plain("number"),
        FieldType::Flag => plain("boolean"),
        FieldType::Day => named("day"),
        FieldType::Moment => named("moment"),
        FieldType::Words(words) if is_required => json!({ "enum": words }),
        FieldType::Words(words) => {
            let words = words.iter().map(|word| json!(word)).chain([Json::Null]);
            json!({ "enum": words.collect::<Vec<_>>() })
        }
        FieldType::Ref(kind) => named(to(kind)),
        FieldType::Refs(kind) => list(to(kind)),
        FieldType::AnyRef => named("id"),
        FieldType::AnyRefs => list("id"),
        FieldType::Json => plain("object"),
    }
}
