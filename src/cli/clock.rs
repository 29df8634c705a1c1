//! What time it is: as given by hand, else as the machine says. Commands ask nobody else.
#![expect(
    clippy::disallowed_methods,
    reason = "a command has to ask the real clock somewhere, and it is here"
)]

use crate::domain::{Moment, Refusal, due, when::Zone};

/// The moment given by hand, if one was: an instant, or a day meaning 09:00 in `zone`.
///
/// # Errors
/// A [`Refusal`] when it cannot be read.
pub(super) fn given(text: Option<&str>, zone: Zone) -> Result<Option<Moment>, Refusal> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return Ok(None);
    };
    match due::read_instant(text, zone) {
        Ok(moment) => Ok(Some(moment)),
        Err(error) => {
            Err(Refusal::new("clock.reading", error.to_string(), "it was given with --now or $GONOGO_NOW"))
        }
    }
}

/// The moment it is on this machine.
pub(super) fn real() -> Moment {
    Moment::from_time(&chrono::Utc::now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_by_hand_means_nine_in_the_zone_of_the_cycle() {
        let berlin = "Europe/Berlin".parse().unwrap();
        let read = given(Some("2026-03-05"), berlin).unwrap().unwrap();
        assert_eq!(read.to_string(), "2026-03-05T08:00:00Z");
        assert_eq!(given(Some(" "), berlin), Ok(None));
        assert!(given(Some("soon"), berlin).is_err());
    }
}
