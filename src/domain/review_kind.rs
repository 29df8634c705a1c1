//! A kind of review as a playbook has it: what it is for, its steps, and what it meets. The engine knows none by name.
//!
//! Source: rituals. Knows no board and no dates.

use super::{calendar::EntryKind, refusal::Refusal, remedy, value::Text};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

crate::words! {
    /// How a step of a review was answered.
    pub enum Answered {
        /// Yes.
        Yes = "yes" / "yes",
        /// No.
        No = "no" / "no",
        /// Not yet.
        NotYet = "not-yet" / "not yet",
        /// In words alone.
        Said = "said" / "said",
        /// Nothing came of it, and the words say why.
        None = "none" / "none",
    }
}

/// What a step of a review asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// Yes, no or not yet, with words.
    Ask,
    /// Acts on each row of a list.
    Walk,
    /// A state for each row of a list.
    Mark,
    /// A person or a date.
    Name,
    /// A signature.
    Sign,
    /// Words.
    #[default]
    Note,
    /// The decisions of an owner that came of it, or why there are none.
    Decide,
}

/// A step of a review.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewStep {
    /// Its stable key, by which an answer is stored and typed.
    pub key: String,
    /// What it asks for.
    pub kind: StepKind,
    /// Whether a review cannot be closed without it.
    #[serde(default)]
    pub required: bool,
    /// The answer of the cycle that it gives: `demonstrable` or `achievable`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sets: Option<String>,
    /// The question.
    pub text: String,
}

/// A kind of review.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewKind {
    /// Its stable key.
    pub key: String,
    /// What people call it, in lower case.
    pub name: String,
    /// What it is for, in a sentence.
    pub purpose: String,
    /// The date of the calendar at which it is held; nothing where the team sets one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryKind>,
    /// How long it takes, in minutes.
    #[serde(default)]
    pub minutes: u32,
    /// Who must attend.
    #[serde(default)]
    pub attend: Vec<String>,
    /// The rules of the verdict that are met once it was held.
    #[serde(default)]
    pub meets: Vec<String>,
    /// Its steps, in order.
    #[serde(default)]
    pub steps: Vec<ReviewStep>,
}

/// A step, how it was answered, and the words with it.
pub type StepAnswer<'a> = (&'a ReviewStep, Answered, Option<Text>);

impl ReviewKind {
    /// What it is called in a cycle with reviews so many days apart: those of another cadence than seven are not weekly.
    pub fn name_in(&self, every_days: u32) -> &str {
        let is_of_cadence = self.entry == Some(EntryKind::Weekly);
        if is_of_cadence && every_days != 7 { "review" } else { &self.name }
    }

    /// The step with this key.
    pub fn step(&self, key: &str) -> Option<&ReviewStep> {
        self.steps.iter().find(|step| step.key == key)
    }

    /// The answers by step as they were typed: `KEY=TEXT`.
    ///
    /// # Errors
    /// A [`Refusal`] when one names no step of this kind, or the same twice, cannot be read, or when a step that cannot
    /// be skipped has none. It lists the keys.
    pub fn read(&self, typed: &[String]) -> Result<Vec<StepAnswer<'_>>, Refusal> {
        let mut read: Vec<StepAnswer<'_>> = Vec::new();
        for answer in typed.iter().filter(|it| !it.trim().is_empty()) {
            let (key, text) = answer.split_once('=').unwrap_or((answer, ""));
            let Some(step) = self.step(key.trim()) else {
                let reason =
                    format!("`{}` is no step of the {}: {}", key.trim(), self.name, self.keys(false));
                return Err(refused("review.step", reason));
            };
            if read.iter().any(|(known, ..)| known.key == step.key) {
                return Err(refused("review.step", format!("`{}` is answered twice", step.key)));
            }
            let (answer, words) = step.read(text.trim())?;
            read.push((step, answer, words));
        }
        let is_missing =
            |step: &&ReviewStep| step.required && !read.iter().any(|(it, ..)| it.key == step.key);
        let missing: Vec<&str> = self.steps.iter().filter(is_missing).map(|step| step.key.as_str()).collect();
        if missing.is_empty() {
            return Ok(read);
        }
        let verb = if missing.len() == 1 { "has" } else { "have" };
        let reason = format!("the {} is not complete: {} {verb} no answer", self.name, missing.join(", "));
        Err(refused("review.missing", reason))
    }

    /// The keys of its steps in a line, of all or of those that cannot be skipped.
    pub fn keys(&self, required_only: bool) -> String {
        let steps = self.steps.iter().filter(|step| step.required || !required_only);
        steps.map(|step| step.key.as_str()).collect::<Vec<_>>().join(", ")
    }
}

impl ReviewStep {
    /// How an answer to it is understood.
    ///
    /// # Errors
    /// A [`Refusal`] that says what it takes.
    fn read(&self, text: &str) -> Result<(Answered, Option<Text>), Refusal> {
        let needs =
            |what: &str| refused("review.answer", format!("`{}` needs {what}: {}", self.key, self.text));
        let words = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(Text::from);
        match self.kind {
            StepKind::Ask => {
                let (answer, rest) =
                    after_answer(text).ok_or_else(|| needs("yes, no or not yet, then words"))?;
                Ok((answer, words(rest)))
            }
            StepKind::Decide => match after(text, "none") {
                Some(why) if why.is_empty() || why == "because" => {
                    Err(needs("the decisions that came of it, or none because …"))
                }
                Some(why) => Ok((Answered::None, words(after(why, "because").unwrap_or(why)))),
                None if text.is_empty() => Err(needs("the decisions that came of it, or none because …")),
                None => Ok((Answered::Said, words(text))),
            },
            StepKind::Walk | StepKind::Mark | StepKind::Name | StepKind::Sign | StepKind::Note => {
                if text.is_empty() {
                    return Err(needs("an answer"));
                }
                Ok((Answered::Said, words(text)))
            }
        }
    }
}

fn refused(rule: &'static str, reason: String) -> Refusal {
    Refusal::new(rule, reason, remedy::ANSWER_STEPS).on("answers")
}

/// Yes, no or not yet at the start of a text, and what follows.
fn after_answer(text: &str) -> Option<(Answered, &str)> {
    let first = |(word, answer): (&str, Answered)| after(text, word).map(|rest| (answer, rest));
    let known = [
        ("not yet", Answered::NotYet),
        ("not-yet", Answered::NotYet),
        ("yes", Answered::Yes),
        ("no", Answered::No),
        ("y", Answered::Yes),
        ("n", Answered::No),
    ];
    known.into_iter().find_map(first)
}

/// What follows a word at the start of a text, whatever its case.
fn after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(word.len())?;
    let ends = rest.chars().next().is_none_or(|next| !next.is_alphanumeric() && next != '-');
    let is_it = start.eq_ignore_ascii_case(word) && ends;
    is_it.then(|| rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | ';' | '.')))
}

/// The kinds of a cycle whose copy of the playbook was made before playbooks had any: the shipped ones, asked in plain
/// words.
pub fn usual() -> &'static [ReviewKind] {
    static KINDS: LazyLock<Vec<ReviewKind>> = LazyLock::new(|| USUAL.iter().map(Usual::kind).collect());
    &KINDS
}

/// A kind of review in short: key, name, where in the calendar, what it meets, its required steps.
struct Usual(
    &'static str,
    &'static str,
    Option<EntryKind>,
    &'static [&'static str],
    &'static [(&'static str, StepKind, &'static str)],
);

impl Usual {
    fn kind(&self) -> ReviewKind {
        let Self(key, name, entry, meets, steps) = self;
        let step = |(key, kind, text): &(&str, StepKind, &str)| ReviewStep {
            key: (*key).to_owned(),
            kind: *kind,
            required: true,
            sets: match *key {
                "demonstrable" => Some("demonstrable".to_owned()),
                "reachable" => Some("achievable".to_owned()),
                _ => None,
            },
            text: (*text).to_owned(),
        };
        ReviewKind {
            key: (*key).to_owned(),
            name: (*name).to_owned(),
            entry: *entry,
            meets: meets.iter().map(|&rule| rule.to_owned()).collect(),
            steps: steps.iter().map(step).collect(),
            ..ReviewKind::default()
        }
    }
}

/// Every review but the standup and the wrap-up ends with it.
const DECISION: (&str, StepKind, &str) =
    ("decision", StepKind::Decide, "Which decisions came of it, or none because …?");
/// What stays alive is looked at again and again.
const SAFEGUARD: (&str, StepKind, &str) = ("safeguard", StepKind::Ask, "Is the safeguard alive?");

const USUAL: &[Usual] = {
    use EntryKind as Entry;
    use StepKind::{Ask, Mark, Name, Note, Sign, Walk};
    &[
        Usual(
            "kick-off",
            "kick-off",
            None,
            &[],
            &[
                ("sign-off", Ask, "Does the sign-off owner confirm final approval?"),
                ("non-negotiable", Ask, "Does the sign-off owner confirm the non-negotiable?"),
                ("tested-first", Name, "Which pressure is tested first, and who answers it?"),
                DECISION,
            ],
        ),
        Usual("standup", "standup", None, &[], &[]),
        Usual(
            "weekly",
            "weekly review",
            Some(Entry::Weekly),
            &["review-missed"],
            &[
                ("target", Ask, "Is the target signal coming true?"),
                ("headline", Ask, "Is the headline metric moving the right way?"),
                SAFEGUARD,
                DECISION,
            ],
        ),
        Usual(
            "focused",
            "focused review",
            None,
            &[],
            &[
                ("source", Name, "Which source of risk?"),
                ("risks", Walk, "What was decided on each of its open risks?"),
                DECISION,
            ],
        ),
        Usual(
            "joint-gate",
            "joint gate",
            None,
            &[],
            &[
                ("functions", Name, "Which functions judge together?"),
                ("stake", Note, "What is at stake?"),
                ("judged", Mark, "Pass, pass with a condition, or not yet: what did each function say?"),
                SAFEGUARD,
                DECISION,
            ],
        ),
        Usual(
            "assumptions",
            "assumptions review",
            None,
            &[],
            &[("reachable", Ask, "Can the target still be reached in this window?"), SAFEGUARD, DECISION],
        ),
        Usual(
            "midpoint",
            "midpoint audit",
            Some(Entry::Midpoint),
            &["midpoint-audit"],
            &[
                ("appeared", Ask, "Has the risk of the midpoint appeared?"),
                ("ties", Walk, "Is every plan still tied to its living safeguard?"),
                SAFEGUARD,
                DECISION,
            ],
        ),
        Usual(
            "evidence",
            "evidence review",
            Some(Entry::Evidence),
            &["evidence-held"],
            &[
                ("demonstrable", Ask, "Is the evidence outcome demonstrable?"),
                ("links", Walk, "Where can it be seen?"),
                ("post-launch", Name, "Who follows up after launch?"),
                SAFEGUARD,
                DECISION,
            ],
        ),
        Usual(
            "messaging",
            "messaging check",
            None,
            &["messaging-checked"],
            &[
                ("holds", Ask, "Does the outcome that is promised hold?"),
                ("blockers", Walk, "Who outside is affected by an open blocker, and what are they told?"),
                DECISION,
            ],
        ),
        Usual(
            "drill",
            "escalation drill",
            Some(Entry::Drill),
            &["drill-held"],
            &[
                ("scenario", Note, "Which case was rehearsed?"),
                ("paths", Walk, "Owner, response, reached: what came out on each critical path?"),
                DECISION,
            ],
        ),
        Usual(
            "launch",
            "go/no-go",
            None,
            &[],
            &[
                ("functions", Mark, "Go, go with a condition, or no-go: what did each function say?"),
                ("signed", Sign, "Who signed what?"),
                DECISION,
            ],
        ),
        Usual(
            "support",
            "support pass",
            Some(Entry::Support),
            &[],
            &[("improved", Ask, "Has what customers were promised improved since launch?"), DECISION],
        ),
        Usual(
            "checkpoint",
            "post-launch checkpoint",
            Some(Entry::Checkpoint),
            &[],
            &[
                ("criteria", Walk, "Which success criteria are reached?"),
                ("outcome", Ask, "Has the closing outcome improved?"),
                ("metric", Ask, "Has the closing metric moved as expected?"),
                DECISION,
            ],
        ),
        Usual(
            "monthly",
            "monthly review",
            Some(Entry::Monthly),
            &[],
            &[
                ("issues", Walk, "Which issues were found after launch, and whose are they?"),
                ("headline", Ask, "Is the headline metric where it should be?"),
                SAFEGUARD,
                DECISION,
            ],
        ),
        Usual(
            "retro",
            "retrospective",
            Some(Entry::Retro),
            &[],
            &[("findings", Walk, "What becomes a standard, what a pattern, what is dropped?"), DECISION],
        ),
        Usual(
            "wrap-up",
            "wrap-up",
            None,
            &[],
            &[
                ("metrics", Walk, "What moved, and by which decision?"),
                ("open", Walk, "What stays open, and whose is it?"),
            ],
        ),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(key: &str) -> &'static ReviewKind {
        usual().iter().find(|kind| kind.key == key).unwrap()
    }

    fn typed(answers: &[&str]) -> Vec<String> {
        answers.iter().map(|&answer| answer.to_owned()).collect()
    }

    #[test]
    fn there_are_sixteen_kinds_and_each_has_its_key_once() {
        let mut keys: Vec<&str> = usual().iter().map(|kind| kind.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 16);
    }

    #[test]
    fn what_is_missing_is_listed_by_key() {
        let refused = kind("drill").read(&typed(&["scenario=the PSP is down"])).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "the escalation drill is not complete: paths, decision have no answer"
        );
        let refused = kind("drill").read(&typed(&["scene=x"])).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "`scene` is no step of the escalation drill: scenario, paths, decision"
        );
    }

    #[test]
    fn a_question_is_answered_by_yes_no_or_not_yet_and_words() {
        let weekly = |target: &str| {
            let answers = ["headline=yes", "safeguard=Yes: read on Monday", "decision=D-3"];
            let mut given = typed(&answers);
            given.push(format!("target={target}"));
            let read = kind("weekly").read(&given);
            read.map(|read| {
                read.iter().find(|(step, ..)| step.key == "target").map(|it| (it.1, it.2.clone()))
            })
        };
        assert_eq!(
            weekly("not yet, two gates are late").unwrap().unwrap(),
            (Answered::NotYet, Some("two gates are late".into()))
        );
        assert_eq!(weekly("NO").unwrap().unwrap(), (Answered::No, None));
        assert!(
            weekly("nobody knows").unwrap_err().to_string().contains("`target` needs yes, no or not yet")
        );
    }

    #[test]
    fn a_review_closes_with_a_decision_or_with_why_there_is_none() {
        let support = |decision: &str| {
            let answers = typed(&["improved=yes", &format!("decision={decision}")]);
            kind("support").read(&answers).map(|read| (read[1].1, read[1].2.clone()))
        };
        assert_eq!(support("D-4, D-5").unwrap(), (Answered::Said, Some("D-4, D-5".into())));
        let none = (Answered::None, Some("nothing was ready".into()));
        assert_eq!(support("none because nothing was ready").unwrap(), none);
        assert_eq!(support("none: nothing was ready").unwrap(), none);
        for empty in ["", "none", "none because"] {
            assert!(support(empty).is_err(), "{empty}");
        }
    }
}
