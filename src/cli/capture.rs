//! One-line capture at the command line: the same reading as anywhere, with its echoes.

use super::flags::Typed;
use crate::domain::{Refusal, capture::capture, parse::InputParser, record::Field};

/// Reads one line of capture for a kind of record with these fields.
///
/// # Errors
/// The [`Refusal`] of the part that cannot be read.
pub(super) fn line(text: &str, fields: &'static [Field], reader: &InputParser<'_>) -> Result<Typed, Refusal> {
    let captured = capture(text);
    let mut echoes = Vec::new();
    for (name, part) in &captured.parts {
        if let Some(field) = fields.iter().find(|field| field.name == *name) {
            let read = reader.read(field, part).map_err(|refusal| refusal.on(field.name))?;
            echoes.extend(read.echo.map(|echo| (field.name, echo)));
        }
    }
    Ok(Typed { fields: captured.fields(fields, reader)?, echoes })
}
