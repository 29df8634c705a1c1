//! The documents that scripts read: every answer and every error in one envelope. Knows no command.

use super::{
    clock,
    output::{Answer, Holds},
    way_out,
};
use crate::domain::{Hint, Ref};
use serde_json::{Value, json};

/// The version of what scripts read.
pub(super) const SCHEMA: &str = "gonogo/1";

/// An answer: in which cycle it holds, as of when, and its data.
pub(super) fn answer(answer: &Answer) -> Value {
    let (cycle, at) = match &answer.holds {
        Some(Holds { cycle, at }) => (cycle.as_ref(), *at),
        None => (None, clock::real()),
    };
    let cycle = cycle.map(|(id, name)| json!({ "id": id, "name": name }));
    json!({ "schema": SCHEMA, "cycle": cycle, "at": at, "data": answer.json })
}

/// An error: the stable name of what stood in the way, the record it is about, why, and the way out.
pub(super) fn error(rule: &str, subject: Option<Ref>, reason: &str, hint: &Hint) -> Value {
    json!({ "schema": SCHEMA, "error": {
        "rule": rule,
        "subject": subject,
        "reason": reason,
        "hint": way_out::json(hint),
    }})
}
