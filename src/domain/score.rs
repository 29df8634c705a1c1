//! Scores from 1 to 5: chance, impact, cost. Knows no record.

use super::refusal::Refusal;

/// Refuses a score outside 1 to 5.
///
/// # Errors
/// A [`Refusal`] that names the field.
pub(super) fn check(field: &'static str, score: Option<u8>) -> Result<(), Refusal> {
    if score.is_none_or(|score| (1..=5).contains(&score)) {
        return Ok(());
    }
    Err(Refusal::new("score.range", format!("{field} is a score from 1 to 5"), "type 1, 2, 3, 4 or 5")
        .on(field))
}
