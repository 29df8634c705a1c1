//! When something is due, said relative to the cycle: `start`, `start+3d`, `midpoint`, `launch-7d`.
//! Does not know the calendar: turning a rule into a day is somebody else's work.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Anchor;

const ANCHORS: [(Anchor, &str); 3] =
    [(Anchor::Start, "start"), (Anchor::Midpoint, "midpoint"), (Anchor::Launch, "launch")];

/// States a due day as an anchor and a distance in calendar days; negative days lie before the anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DateRule {
    /// The day counted from.
    pub anchor: Anchor,
    /// Days after the anchor.
    pub days: i64,
}

/// Says that a text is not a date rule, and what one looks like.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date rule: write start, midpoint or launch, then perhaps days such as +3d or -7d")]
pub struct BadDateRule(String);

impl FromStr for DateRule {
    type Err = BadDateRule;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || BadDateRule(text.to_owned());
        let (anchor, rest) = ANCHORS
            .into_iter()
            .find_map(|(anchor, word)| Some((anchor, text.strip_prefix(word)?)))
            .ok_or_else(bad)?;
        if rest.is_empty() {
            return Ok(Self { anchor, days: 0 });
        }
        let (sign, digits) = match rest.split_at_checked(1) {
            Some(("+", digits)) => (1, digits),
            Some(("-", digits)) => (-1, digits),
            _ => return Err(bad()),
        };
        let digits = digits.strip_suffix('d').ok_or_else(bad)?;
        // Four digits are more than ten years, and a bare parse would let a second sign through.
        if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(bad());
        }
        let distance: i64 = digits.parse().map_err(|_| bad())?;
        Ok(Self { anchor, days: sign * distance })
    }
}

impl fmt::Display for DateRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word =
            ANCHORS.iter().find(|(anchor, _)| *anchor == self.anchor).map_or("start", |(_, word)| word);
        f.write_str(word)?;
        if self.days == 0 { Ok(()) } else { write!(f, "{:+}d", self.days) }
    }
}

impl TryFrom<String> for DateRule {
    type Error = BadDateRule;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<DateRule> for String {
    fn from(rule: DateRule) -> Self {
        rule.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_an_anchor_and_a_signed_number_of_days() {
        let read = |text: &str| text.parse::<DateRule>().unwrap();
        assert_eq!(read("start"), DateRule { anchor: Anchor::Start, days: 0 });
        assert_eq!(read("start+3d"), DateRule { anchor: Anchor::Start, days: 3 });
        assert_eq!(read("midpoint"), DateRule { anchor: Anchor::Midpoint, days: 0 });
        assert_eq!(read("launch-7d"), DateRule { anchor: Anchor::Launch, days: -7 });
    }

    #[test]
    fn what_is_written_reads_back() {
        for text in ["start", "start+3d", "midpoint-1d", "midpoint", "launch-7d", "launch+14d"] {
            assert_eq!(text.parse::<DateRule>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn anything_else_is_refused_with_the_grammar() {
        for text in
            ["", "soon", "launch7d", "launch+", "launch+d", "launch+7", "launch+7w", "launch+-7d", "end+1d"]
        {
            let refused = text.parse::<DateRule>().unwrap_err().to_string();
            assert!(refused.contains(&format!("`{text}`")) && refused.contains("midpoint"), "{refused}");
        }
        assert!("launch+99999d".parse::<DateRule>().is_err());
    }

    #[test]
    fn stored_form_is_the_written_form() {
        let rule: DateRule = serde_json::from_str("\"launch-7d\"").unwrap();
        assert_eq!(serde_json::to_string(&rule).unwrap(), "\"launch-7d\"");
    }
}
