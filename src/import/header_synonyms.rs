//! The words strangers put over their columns, and how a header is brought down to them.
//!
//! It does not know a sheet: one header in, its words out.

use super::field::Field;
use super::rating::ScaleRange;

/// The header words of each field, the best first, with a comma between them.
const WORDS: &[(Field, &str)] = &[
    (Field::ExternalId, "id, risk id, raid id, ref, reference, code, key, number, no, nr, item no, uid"),
    (Field::Kind, "type, kind, item type, raid type, raid, record type, entry type"),
    (
        Field::Title,
        "title, summary, name, headline, short description, question, topic, subject, \
         decision needed, decision required, event, risk, issue, blocker, problem, impediment, \
         item, decision, action, assumption, dependency, threat",
    ),
    (
        Field::Description,
        "description, details, detail, full description, long description, statement, scenario, \
         text, background, context",
    ),
    (
        Field::Owner,
        "owner, assignee, assigned to, responsible, responsible person, accountable, \
         action owner, action by, lead, who",
    ),
    (
        Field::Due,
        "due, due date, date due, deadline, target date, due by, by when, needed by, resolve by, \
         decide by, target completion date, completion date, target resolution date, end date, \
         eta, when",
    ),
    (Field::Status, "status, state, progress"),
    (Field::Chance, "likelihood, probability, chance, prob, likelihood of occurrence, l, p"),
    (Field::Impact, "impact, severity, consequence, consequences, i"),
    (Field::Score, "score, rating, exposure, rpn, l x i, p x i"),
    (
        Field::Plan,
        "mitigation, mitigation plan, mitigation strategy, mitigation actions, \
         mitigating actions, mitigations, mitigation measures, suggested mitigation, proposed mitigation, \
         treatment plan, treatment action, action plan, response plan, \
         resolution plan, plan, actions, countermeasure, countermeasures, corrective action, recommended action, \
         response, next steps",
    ),
    (
        Field::Treatment,
        "treatment, treatment option, response strategy, response type, strategy, \
         treatment strategy",
    ),
    (
        Field::Fallback,
        "contingency, fallback, contingency plan, fallback plan, contingency action, plan b, \
         backup plan, workaround",
    ),
    (
        Field::EarlyWarning,
        "early warning, early warning sign, early warning signs, early warning indicator, \
         warning sign, warning signs, trigger, triggers, indicator, leading indicator",
    ),
    (Field::Category, "category, risk type, theme, area, classification, class"),
    (Field::Notes, "notes, note, comments, comment, remarks, remark, latest update, update"),
    (
        Field::Choice,
        "choice, chosen option, decision made, decision taken, final decision, outcome, \
         resolution, selected option, answer",
    ),
    (
        Field::ApprovedBy,
        "approved by, approver, approvers, decided by, decision maker, signed off by, decision by",
    ),
];

/// Words that mean a field only when no column suits them better: a lone "Decision" is what the row is about.
const LAST: &[(Field, &str)] = &[(Field::Choice, "decision"), (Field::Plan, "action")];

/// What a header may put before the word that counts.
const SUBJECTS: [&str; 11] = [
    "risk", "issue", "blocker", "decision", "action", "item", "raid", "initial", "inherent", "gross",
    "current",
];

/// What announces a level that holds once the plan is done.
const AFTERWARDS: [&str; 4] = ["residual", "target", "net", "post mitigation"];

/// What a header may put behind the name of a level.
const MEASURES: [&str; 4] = ["level", "rating", "score", "value"];

/// How well a header names a field; the least is best.
pub(super) type Rank = (u8, usize);

/// The fields a header may stand for, with how well it names each.
pub(super) fn fields(header: &str) -> Vec<(Rank, Field)> {
    let header = normalise(header).words;
    let mut found = Vec::new();
    for &(field, words) in WORDS {
        if let Some(rank) = rank(&header, field, words) {
            found.push((rank, field));
        }
        if let Some(rank) =
            afterwards(field).and_then(|later| Some((rank_afterwards(&header, words)?, later)))
        {
            found.push(rank);
        }
    }
    let last = LAST.iter().filter(|(_, word)| *word == header);
    found.extend(last.map(|&(field, _)| ((2, 0), field)));
    found
}

fn rank(header: &str, field: Field, words: &str) -> Option<Rank> {
    let position = |header: &str| words.split(", ").position(|word| word == header);
    if let Some(position) = position(header) {
        return Some((0, position));
    }
    // "Risk Type" or "Issue type" sorts rows within their kind; it does not name the kind.
    if field == Field::Kind {
        return None;
    }
    let bare = strip_any_prefix(header, &SUBJECTS).unwrap_or(header);
    let bare = if field.is_scale() { strip_measure(bare) } else { bare };
    Some((1, position(bare)?))
}

fn afterwards(field: Field) -> Option<Field> {
    if field == Field::Chance {
        return Some(Field::ResidualChance);
    }
    (field == Field::Impact).then_some(Field::ResidualImpact)
}

fn rank_afterwards(header: &str, words: &str) -> Option<Rank> {
    let bare = strip_measure(strip_any_prefix(header, &AFTERWARDS)?);
    words.split(", ").position(|word| word == bare).map(|position| (0, position))
}

fn strip_any_prefix<'a>(text: &'a str, prefixes: &[&str]) -> Option<&'a str> {
    prefixes.iter().find_map(|prefix| text.strip_prefix(prefix)?.strip_prefix(' '))
}

fn strip_measure(text: &str) -> &str {
    MEASURES.iter().find_map(|measure| text.strip_suffix(measure)?.strip_suffix(' ')).unwrap_or(text)
}

/// A header brought down to its words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Lower case, one space between words, without the range.
    pub(super) words: String,
    /// The range named behind the words, as in `Impact (1-5)`.
    pub(super) span: Option<ScaleRange>,
}

/// Brings `RiskID`, `risk_id` and `Risk ID:` down to the same words, and takes a range off the end.
pub(super) fn normalise(header: &str) -> Header {
    if header.trim() == "#" {
        return Header { words: "number".into(), span: None };
    }
    let mut tokens = tokens(header);
    let tail = |tokens: &[String], length: usize| tokens[tokens.len() - length..].join(" ");
    for length in (1..=3.min(tokens.len())).rev() {
        if let Some(span) = span_named(&tail(&tokens, length)) {
            tokens.truncate(tokens.len() - length);
            return Header { words: tokens.join(" "), span: Some(span) };
        }
    }
    Header { words: tokens.join(" "), span: None }
}

fn span_named(words: &str) -> Option<ScaleRange> {
    match words {
        "1 3" | "1 to 3" | "1to3" => Some(ScaleRange::Three),
        "1 5" | "1 to 5" | "1to5" => Some(ScaleRange::Five),
        "1 10" | "1 to 10" | "1to10" => Some(ScaleRange::Ten),
        "percent" | "pct" | "0 100" => Some(ScaleRange::Percent),
        _ => None,
    }
}

/// Splits at everything that is no letter or digit, and where a small letter meets a capital.
fn tokens(header: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut before = ' ';
    for c in header.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            spaced.push(' ');
        }
        match c {
            '%' => spaced.push_str(" percent "),
            c if c.is_alphanumeric() => spaced.extend(c.to_lowercase()),
            _ => spaced.push(' '),
        }
        before = c;
    }
    spaced.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_brought_down_to_its_words_and_its_range() {
        let cases = [
            ("RiskID", "risk id", None),
            (" Risk_ID: ", "risk id", None),
            ("L_1to5", "l", Some(ScaleRange::Five)),
            ("Impact (1–10)", "impact", Some(ScaleRange::Ten)),
            ("Probability %", "probability", Some(ScaleRange::Percent)),
            ("Likelihood 1 to 3", "likelihood", Some(ScaleRange::Three)),
            ("Owner 2", "owner 2", None),
        ];
        for (header, words, span) in cases {
            assert_eq!(normalise(header), Header { words: words.into(), span }, "{header}");
        }
    }

    #[test]
    fn no_word_names_two_fields_equally_well() {
        let mut seen = std::collections::BTreeMap::new();
        for (field, words) in WORDS {
            for word in words.split(", ") {
                assert_eq!(seen.insert(word, *field), None, "{word}");
                assert_eq!(normalise(word).words, word, "a word no header can become");
            }
        }
    }
}
