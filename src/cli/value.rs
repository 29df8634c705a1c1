//! A record's fields as rows of a page.

use super::output::{Look, Span};
use crate::domain::{Record, Value, display::Display, record::Field};

/// A record as people read it: a row for every field that holds something, but these.
pub(super) fn facts<E: Record>(speech: Display<'_>, record: &E, but: &[&str]) -> Vec<Vec<Span>> {
    let row = |(field, value): (&'static Field, Value)| {
        let text = speech.text(field, &value);
        let label = if field.label.is_empty() { field.name } else { field.label };
        let is_shown = !text.is_empty() && !field.internal && !but.contains(&field.name);
        is_shown.then(|| {
            vec![
                Span::new(label.trim_end_matches(" 1-5").replace('_', " "), Look::Faint),
                Span::new(text, Look::Plain),
            ]
        })
    };
    E::FIELDS.iter().zip(record.values()).filter_map(row).collect()
}
