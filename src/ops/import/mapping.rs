//! Maps a row of a register to the fields of a record; what has no field is kept beside them.

use super::Incoming;
use crate::{
    domain::{Day, Fields, Record, Value, intake::Becomes, when::Zone},
    import::{Row, RowKind},
};
use chrono::NaiveTime;
use std::collections::BTreeMap;

pub(super) fn incoming(row: &Row, zone: Zone) -> Incoming {
    let becomes = match row.kind {
        RowKind::Risk => Becomes::Risk,
        RowKind::Blocker => Becomes::Blocker,
        RowKind::Dependency => Becomes::Dependency,
        // What is taken for granted is a question until somebody answers it.
        RowKind::Decision | RowKind::Assumption | RowKind::Note => Becomes::Decision,
    };
    let evening = NaiveTime::from_hms_opt(17, 0, 0).expect("five o'clock exists");
    let mut fields = Fields::from([("title".to_owned(), Value::text(row.title.as_str()))]);
    let mut put = |name: &str, value: Option<Value>| {
        let takes = crate::with_kind!(becomes.kind(), E => E::field(name).is_some());
        if let Some(value) = value.filter(|_| takes) {
            fields.insert(name.to_owned(), value);
        }
    };
    let text = |text: &Option<String>| text.as_deref().map(Value::text);
    let due = row.due.map(|day| Value::Integer(Day::from_date(day).at(evening, zone).millis()));
    put(if becomes == Becomes::Risk { "deadline" } else { "due" }, due);
    put("chance", row.chance.map(|level| Value::Integer(i64::from(level))));
    put("impact", row.impact.map(|level| Value::Integer(i64::from(level))));
    put("plan", text(&row.plan));
    put("fallback", text(&row.fallback));
    put("warning", text(&row.early_warning));
    put("rationale", text(&row.description));
    put("choice", text(&row.choice));
    Incoming {
        external: row.external_id.clone(),
        fingerprint: row.fingerprint.clone(),
        becomes,
        fields,
        owner: row.owner.clone(),
        status: row.status,
        approved_by: row.approved_by.clone().filter(|_| row.kind == RowKind::Decision),
        extra: leftovers(row),
        is_note: matches!(row.kind, RowKind::Assumption | RowKind::Note),
    }
}

/// Everything the row says that has no field here.
fn leftovers(row: &Row) -> BTreeMap<String, String> {
    let mut extra: BTreeMap<String, String> = row.extra.iter().cloned().collect();
    let described = row.kind != RowKind::Decision;
    for (name, text) in [
        ("description", row.description.clone().filter(|_| described)),
        ("category", row.category.clone()),
        ("notes", row.notes.clone()),
        ("kind", (row.kind == RowKind::Assumption).then(|| "assumption".to_owned())),
    ] {
        if let Some(text) = text {
            extra.insert(name.to_owned(), text);
        }
    }
    extra
}
