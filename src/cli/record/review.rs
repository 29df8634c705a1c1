//! A review that was held, with its answers, as scripts read it.

use crate::domain::{Board, Record, Review, ReviewAnswer};
use serde_json::{Map, Value as Json, json};

/// A review that was held, with its answers.
pub(in crate::cli) fn review(review: &Review, board: &Board) -> Map<String, Json> {
    let answer = |it: &ReviewAnswer| {
        json!({
            "step": it.step, "asked": it.asked, "about": it.about, "answer": it.answer, "words": it.words,
        })
    };
    let answers: Json = board.review_answers.children(review.id.number()).iter().map(answer).collect();
    let fields = [
        ("id", json!(review.reference())),
        ("kind", json!(review.kind)),
        ("slot", json!(review.slot)),
        ("held_at", json!(review.at)),
        ("recorded_at", json!(review.recorded_at)),
        ("by", json!(board.handle(review.by))),
        ("note", json!(review.note)),
        ("answers", answers),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
