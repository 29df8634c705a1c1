//! Stored values as people read them and as scripts do: handles for people, ids for links, dates with their zone.

use super::{
    Fields, Id, Kind, Moment, Person, Record, Ref, Value,
    record::{Field, fields_of},
    value::FieldType,
    when::{Zone, long},
};
use serde_json::json;

/// Reads values out for one board.
#[derive(Clone, Copy, Debug)]
pub struct Display<'a> {
    /// Everybody.
    pub people: &'a [Person],
    /// The zone dates are said in.
    pub zone: Zone,
}

impl Display<'_> {
    /// The handle of a person; what nobody did, the clock did.
    pub fn handle(self, id: i64) -> String {
        if id == 0 {
            return super::person::CLOCK.to_owned();
        }
        let person = self.people.iter().find(|person| person.id == Id::new(id));
        person.map_or_else(|| "?".to_owned(), |person| person.handle.to_string())
    }

    /// A value as people read it; empty when there is nothing.
    pub fn text(self, field: &Field, value: &Value) -> String {
        match (field.ty, value) {
            (_, Value::Null) | (FieldType::Json, _) => String::new(),
            (FieldType::Moment, Value::Integer(millis)) => long(Moment::from_millis(*millis), self.zone),
            (FieldType::Flag, Value::Integer(flag)) => if *flag == 0 { "no" } else { "yes" }.to_owned(),
            (_, value) => match self.json(field, value) {
                serde_json::Value::Null | serde_json::Value::Object(_) => String::new(),
                serde_json::Value::String(text) => text,
                serde_json::Value::Array(list) => {
                    let words: Vec<&str> = list.iter().filter_map(serde_json::Value::as_str).collect();
                    words.join(", ")
                }
                number @ (serde_json::Value::Bool(_) | serde_json::Value::Number(_)) => {
                    number.to_string().trim_end_matches(".0").to_owned()
                }
            },
        }
    }

    /// A value of a field known by its name, as people read it; `nothing` when there is nothing.
    pub fn say(self, kind: Kind, name: &str, value: &Value) -> String {
        let field = fields_of(kind).iter().find(|field| field.name == name);
        let text = field.map(|field| self.text(field, value)).unwrap_or_default();
        if text.is_empty() { "nothing".to_owned() } else { text }
    }

    /// A value as scripts read it.
    pub fn json(self, field: &Field, value: &Value) -> serde_json::Value {
        match (field.ty, value) {
            (_, Value::Null) => serde_json::Value::Null,
            (FieldType::Ref(Kind::Person), Value::Integer(id)) => json!(self.handle(*id)),
            (FieldType::Moment, Value::Integer(millis)) => json!(Moment::from_millis(*millis)),
            (FieldType::Flag, Value::Integer(flag)) => json!(*flag != 0),
            (FieldType::Ref(kind), Value::Integer(id)) => json!(Ref::new(kind, *id)),
            (FieldType::Refs(Kind::Person), Value::Text(ids)) => {
                numbers(ids).map(|id| json!(self.handle(id))).collect()
            }
            (FieldType::Refs(kind), Value::Text(ids)) => {
                numbers(ids).map(|id| json!(Ref::new(kind, id))).collect()
            }
            (FieldType::AnyRefs, Value::Text(references)) => {
                references.split(',').filter(|it| !it.is_empty()).map(|it| json!(it)).collect()
            }
            (FieldType::Json, Value::Text(text)) => serde_json::from_str(text).unwrap_or_default(),
            (_, Value::Integer(number)) => json!(number),
            (_, Value::Real(number)) => json!(number),
            (_, Value::Text(text)) => json!(text),
        }
    }

    /// A record as scripts read it: its id, and every field under its name.
    pub fn object<E: Record>(self, record: &E) -> serde_json::Map<String, serde_json::Value> {
        let mut object = serde_json::Map::from_iter([("id".to_owned(), json!(record.reference()))]);
        for (field, value) in E::FIELDS.iter().zip(record.values()) {
            if !field.internal {
                object.insert(field.name.to_owned(), self.json(field, &value));
            }
        }
        object
    }

    /// The fields of a change as scripts read them.
    pub fn fields(self, kind: Kind, fields: &Fields) -> serde_json::Value {
        let known = fields_of(kind);
        let read = |(name, value): (&String, &Value)| {
            let field = known.iter().find(|field| field.name == name)?;
            (!field.internal).then(|| (name.clone(), self.json(field, value)))
        };
        serde_json::Value::Object(fields.iter().filter_map(read).collect())
    }
}

fn numbers(ids: &str) -> impl Iterator<Item = i64> {
    ids.split(',').filter_map(|id| id.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_said_in_the_words_of_people_and_of_scripts() {
        let people = [Person::new("Maya Lind", None, None, &[]).with_id(1)];
        let speech = Display { people: &people, zone: "Europe/Berlin".parse().unwrap() };
        let field = |name: &str| crate::domain::Decision::field(name).unwrap();
        let due = Value::Integer(Moment::parse("2026-03-13T16:00:00Z").unwrap().millis());
        assert_eq!(speech.text(field("due"), &due), "Fri 13 Mar 2026, 17:00 CET");
        assert_eq!(speech.json(field("due"), &due), json!("2026-03-13T16:00:00Z"));
        assert_eq!(speech.text(field("owner"), &Value::Integer(1)), "maya");
        assert_eq!(speech.json(field("cycle"), &Value::Integer(2)), json!("CY-2"));
    }
}
