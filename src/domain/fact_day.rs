//! The day that a fact counts for when it is written down later: a review that was held, a reading, an approval.
//!
//! Knows no record. A day says less than a clock does, so a fact of an earlier day counts from its first moment on.

use super::{
    Moment, Refusal,
    argument::Argument,
    record::Input,
    remedy,
    value::{Column, Value},
    when::{Day, Zone, weekday_day},
};
use chrono::NaiveTime;
use serde::Serialize;

/// A day that is today or past.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct FactDay(pub Day);

/// When a fact counts, and when it was written down if that was on a later day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The moment it counts for.
    pub at: Moment,
    /// When it was written down, where that was on a later day.
    pub recorded_at: Option<Moment>,
}

impl Dated {
    /// The same for a fact of which the moment is known.
    ///
    /// # Errors
    /// A [`Refusal`] when it lies ahead.
    pub fn at(at: Option<Moment>, now: Moment, zone: Zone) -> Result<Self, Refusal> {
        match at {
            Some(at) if at > now => Err(lies_ahead(at.day(zone))),
            Some(at) => Ok(Self { at, recorded_at: (at.day(zone) < now.day(zone)).then_some(now) }),
            None => Ok(Self { at: now, recorded_at: None }),
        }
    }

    /// The moments of a fact that is written down now and counts for `day`, or for now where none is said.
    ///
    /// # Errors
    /// A [`Refusal`] when the day lies ahead.
    pub fn on(day: Option<FactDay>, now: Moment, zone: Zone) -> Result<Self, Refusal> {
        let today = now.day(zone);
        match day {
            Some(FactDay(day)) if day > today => Err(lies_ahead(day)),
            Some(FactDay(day)) if day < today => {
                Ok(Self { at: day.at(NaiveTime::MIN, zone), recorded_at: Some(now) })
            }
            Some(_) | None => Ok(Self { at: now, recorded_at: None }),
        }
    }
}

/// The refusal of a fact that has not happened yet.
fn lies_ahead(day: Day) -> Refusal {
    let reason = format!("{} {} lies ahead", weekday_day(day), day.date().format("%Y"));
    Refusal::new("fact.ahead", reason, remedy::EARLIER_DAY).on("on")
}

impl Argument for FactDay {
    const INPUT: Input = Input::PastDay;
    fn from_values(values: &mut dyn Iterator<Item = Value>, _: Input) -> Option<Self> {
        Day::load(values.next()?).ok().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_counts_from_the_first_moment_of_its_day_and_never_ahead() {
        let zone: Zone = "Europe/Berlin".parse().unwrap();
        let now = Moment::parse("2026-03-05T09:00:00Z").unwrap();
        let on = |day: &str| Dated::on(Some(FactDay(Day::parse(day).unwrap())), now, zone);
        assert_eq!(Dated::on(None, now, zone), Ok(Dated { at: now, recorded_at: None }));
        assert_eq!(on("2026-03-05"), Ok(Dated { at: now, recorded_at: None }), "today is now");
        let earlier = on("2026-03-03").unwrap();
        assert_eq!(earlier.at.to_string(), "2026-03-02T23:00:00Z", "midnight in the zone");
        assert_eq!(earlier.recorded_at, Some(now));
        assert_eq!(on("2026-03-06").unwrap_err().rule, "fact.ahead");
    }
}
