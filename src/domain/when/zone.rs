//! Time zones by IANA name, with a suggestion for a name that is nearly right. Knows no moments.

use std::{
    fmt,
    hash::{Hash, Hasher},
};

use chrono::{FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone};
use serde::{Deserialize, Serialize};
use tz::LocalTimeType;

use super::{
    quoted,
    tzdb::{self, Rules},
};

/// The time zone in which a cycle is read and spoken, by IANA name.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(&'static Rules);

/// What holds in a zone at some moment: how far clocks are from UTC, and what that is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZoneOffset {
    zone: Zone,
    kind: LocalTimeType,
}

/// A text that names no time zone, with the nearest one that exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownZone {
    /// What was written.
    pub text: String,
    /// The IANA name most like it, when one is near enough.
    pub suggestion: Option<&'static str>,
}

impl std::error::Error for UnknownZone {}

impl fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a time zone; ", self.text)?;
        match self.suggestion {
            Some(name) => write!(f, "did you mean {name}?"),
            None => f.write_str("zones have IANA names such as Europe/Berlin, America/New_York or UTC"),
        }
    }
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(&tzdb::UTC);

    /// Reads an IANA name such as `Europe/Berlin`; case does not matter.
    pub fn parse(text: &str) -> Result<Self, UnknownZone> {
        let wanted = text.trim();
        match Rules::named(wanted) {
            Some(rules) => Ok(Self(rules)),
            None => Err(UnknownZone { text: quoted(text), suggestion: nearest(wanted) }),
        }
    }

    /// Returns the IANA name.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    const fn offset(self, kind: LocalTimeType) -> ZoneOffset {
        ZoneOffset { zone: self, kind }
    }
}

impl TimeZone for Zone {
    type Offset = ZoneOffset;

    fn from_offset(offset: &ZoneOffset) -> Self {
        offset.zone
    }

    fn offset_from_local_date(&self, local: &NaiveDate) -> MappedLocalTime<ZoneOffset> {
        self.offset_from_local_datetime(&local.and_time(NaiveTime::MIN))
    }

    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> MappedLocalTime<ZoneOffset> {
        self.0.showing(*local).map(|kind| self.offset(kind))
    }

    fn offset_from_utc_date(&self, utc: &NaiveDate) -> ZoneOffset {
        self.offset_from_utc_datetime(&utc.and_time(NaiveTime::MIN))
    }

    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> ZoneOffset {
        self.offset(self.0.at(utc.and_utc().timestamp()))
    }
}

impl Offset for ZoneOffset {
    fn fix(&self) -> FixedOffset {
        FixedOffset::east_opt(self.kind.ut_offset()).expect("clocks are less than a day from UTC")
    }
}

impl fmt::Display for ZoneOffset {
    /// Writes what people call it, such as `CEST`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.time_zone_designation())
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Zone {}

impl Hash for Zone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Zone").field(&self.name()).finish()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Finds the zone whose name, or whose city alone, takes the fewest edits to reach.
fn nearest(wanted: &str) -> Option<&'static str> {
    let wanted = wanted.to_lowercase().replace(' ', "_");
    let length = wanted.chars().count();
    // Two letters are near anything, and no name is longer than 40.
    if !(3..=40).contains(&length) {
        return None;
    }
    let allowed = length / 4;
    Rules::names()
        .map(|official| {
            let name = official.to_lowercase();
            let city = name.rsplit('/').next().unwrap_or(&name);
            (edits(&wanted, &name).min(edits(&wanted, city)), official)
        })
        .filter(|(edits, _)| *edits <= allowed)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, name)| name)
}

/// Counts the letters to insert, drop or change to get from one text to the other (Levenshtein).
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, letter) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, other) in to.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_read_by_its_name_in_any_case_and_keeps_the_official_one() {
        assert_eq!(Zone::parse("europe/berlin").unwrap().to_string(), "Europe/Berlin");
        assert_eq!(Zone::parse(" UTC "), Ok(Zone::UTC));
        let zone: Zone = serde_json::from_str("\"America/New_York\"").unwrap();
        assert_eq!(serde_json::to_string(&zone).unwrap(), "\"America/New_York\"");
    }

    #[test]
    fn a_name_that_is_nearly_right_is_answered_with_the_right_one() {
        for (text, meant) in [
            ("Europe/Berln", "Europe/Berlin"),
            ("Berlin", "Europe/Berlin"),
            ("new york", "America/New_York"),
            ("Lord Howe", "Australia/Lord_Howe"),
        ] {
            let refused = Zone::parse(text).unwrap_err();
            assert_eq!(refused.to_string(), format!("`{text}` is not a time zone; did you mean {meant}?"));
        }
    }

    #[test]
    fn a_name_like_no_other_is_answered_with_examples() {
        for text in ["", "xy", "Middle Earth", &"z".repeat(5_000)] {
            let refused = Zone::parse(text).unwrap_err();
            assert_eq!(refused.suggestion, None, "{text}");
            assert!(refused.to_string().ends_with("such as Europe/Berlin, America/New_York or UTC"));
        }
    }
}
