//! Time zones by IANA name, with a suggestion for a name that is nearly right. Knows no moments.

use std::fmt;

use chrono_tz::{TZ_VARIANTS, Tz};
use serde::{Deserialize, Serialize};

use super::quoted;

/// The time zone in which a cycle is read and spoken, by IANA name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(Tz);

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
    pub const UTC: Self = Self(Tz::UTC);

    /// Reads an IANA name such as `Europe/Berlin`; case does not matter.
    pub fn parse(text: &str) -> Result<Self, UnknownZone> {
        let wanted = text.trim();
        // What the product wrote itself is the official name; only a person's spelling needs the walk through all.
        if let Ok(tz) = wanted.parse() {
            return Ok(Self(tz));
        }
        if let Some(tz) = TZ_VARIANTS.iter().find(|tz| tz.name().eq_ignore_ascii_case(wanted)) {
            return Ok(Self(*tz));
        }
        Err(UnknownZone { text: quoted(text), suggestion: nearest(wanted) })
    }

    /// Returns the zone as `chrono` takes it.
    pub fn tz(self) -> Tz {
        self.0
    }

    /// Returns the IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

impl From<Tz> for Zone {
    fn from(tz: Tz) -> Self {
        Self(tz)
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
    TZ_VARIANTS
        .iter()
        .map(|tz| {
            let name = tz.name().to_lowercase();
            let city = name.rsplit('/').next().unwrap_or(&name);
            (edits(&wanted, &name).min(edits(&wanted, city)), tz.name())
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
