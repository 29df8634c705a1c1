//! The seal of an approval: what of a decision was approved, and cannot change under the approval.
//!
//! Knows no operation: it compares two states of a decision with its criteria. Source: checklist items P5 and P7; framework
//! step 4.

use super::{Criterion, Decision};
use crate::domain::{
    digest::Digest,
    record::{Input, Record},
    value::Value,
};

/// The fields of a decision that an approval judges: the question, the options, the choice, the filter answer, the
/// effects, the tradeoff and the proof.
pub const SEALED: &[&str] = &[
    "title",
    "options",
    "choice",
    "proof",
    "protects",
    "effect",
    "trade",
    "filter",
    "filter_note",
    "kind",
    "change",
    "about",
    "validation",
];

/// What an approval judges: a decision and its acceptance criteria, in the order in which they were written.
#[derive(Clone, Copy, Debug)]
pub struct Sealed<'a> {
    /// The decision.
    pub decision: &'a Decision,
    /// Its criteria.
    pub criteria: &'a [Criterion],
}

/// One part of what an approval judges that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedChange {
    /// What people call it: `choice`, `criterion 2`.
    pub part: String,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there.
    pub after: Option<String>,
    /// Whether both are words somebody wrote, so that one may be a correction of the other.
    pub is_wording: bool,
}

impl SealedChange {
    /// Whether nothing stood there.
    pub const fn is_filled(&self) -> bool {
        self.before.is_none()
    }

    /// Whether other words stand where words stood.
    pub const fn is_reworded(&self) -> bool {
        self.is_wording && self.before.is_some() && self.after.is_some()
    }

    /// Both wordings, for the record.
    pub fn told(&self) -> String {
        let said = |text: &Option<String>| {
            text.as_ref().map_or_else(|| "nothing".to_owned(), |it| format!("\"{it}\""))
        };
        format!("{} from {} to {}", self.part, said(&self.before), said(&self.after))
    }
}

impl Sealed<'_> {
    /// The fingerprint of it: 64 hex digits.
    pub fn fingerprint(&self) -> String {
        let mut digest = Digest::default();
        for name in SEALED {
            digest.add(name);
            digest.add(&said(self.decision.get(name)).unwrap_or_default());
        }
        for criterion in self.criteria {
            digest.add(&criterion.text);
            digest.add(if criterion.non_negotiable { "tied" } else { "" });
        }
        digest.hex()
    }

    /// What is not in `after` as it is here.
    pub fn changes_to(&self, after: &Sealed<'_>) -> Vec<SealedChange> {
        let fields = SEALED.iter().filter_map(|name| {
            let (was, is) = (said(self.decision.get(name)), said(after.decision.get(name)));
            let field = Decision::field(name).filter(|_| was != is)?;
            let is_wording = matches!(field.input, Input::Line | Input::Long);
            Some(SealedChange { part: field.label.to_owned(), before: was, after: is, is_wording })
        });
        let mut changes: Vec<SealedChange> = fields.collect();
        for (place, criterion) in (1..).zip(self.criteria) {
            let part = format!("criterion {place}");
            let before = Some(criterion.text.to_string());
            let Some(now) = after.criteria.iter().find(|it| it.id == criterion.id) else {
                changes.push(SealedChange { part, before, after: None, is_wording: true });
                continue;
            };
            if now.text != criterion.text {
                changes.push(SealedChange {
                    part: part.clone(),
                    before,
                    after: Some(now.text.to_string()),
                    is_wording: true,
                });
            }
            if now.non_negotiable != criterion.non_negotiable {
                let tied = |it: &Criterion| it.non_negotiable.then(|| "tied".to_owned());
                let (before, after) = (tied(criterion), tied(now));
                changes.push(SealedChange {
                    part: format!("the tie of {part}"),
                    before,
                    after,
                    is_wording: false,
                });
            }
        }
        let is_new = |it: &&Criterion| self.criteria.iter().all(|known| known.id != it.id);
        for (place, criterion) in (1..).zip(after.criteria).filter(|(_, it)| is_new(it)) {
            changes.push(SealedChange {
                part: format!("criterion {place}"),
                before: None,
                after: Some(criterion.text.to_string()),
                is_wording: true,
            });
        }
        changes
    }
}

/// What a field says, where it says anything.
fn said(value: Option<Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::Integer(number) => Some(number.to_string()),
        Value::Real(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.into()).filter(|text: &String| !text.trim().is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Id, decision::Answer};

    fn approved() -> (Decision, Vec<Criterion>) {
        let decision = Decision {
            title: "Which PSP?".into(),
            choice: Some("PSP A".into()),
            filter: Some(Answer::No),
            ..Decision::blank()
        };
        let criterion = |id, text: &str| Criterion { text: text.into(), ..Criterion::blank().with_id(id) };
        (decision, vec![criterion(1, "one"), criterion(2, "two")])
    }

    fn parts(change: impl FnOnce(&mut Decision, &mut Vec<Criterion>)) -> Vec<(String, bool, bool)> {
        let (before, criteria) = approved();
        let (mut after, mut changed) = (before.clone(), criteria.clone());
        change(&mut after, &mut changed);
        let before = Sealed { decision: &before, criteria: &criteria };
        let after = Sealed { decision: &after, criteria: &changed };
        let changes = before.changes_to(&after);
        assert_eq!(
            changes.is_empty(),
            before.fingerprint() == after.fingerprint(),
            "one tells what the other does"
        );
        changes.into_iter().map(|it| (it.part.clone(), it.is_filled(), it.is_reworded())).collect()
    }

    #[test]
    fn what_an_approval_judged_shows_when_it_moves_and_nothing_else_does() {
        let one = |part: &str, filled, reworded| vec![(part.to_owned(), filled, reworded)];
        assert_eq!(parts(|it, _| it.choice = Some("PSP B".into())), one("choice", false, true));
        assert_eq!(parts(|it, _| it.choice = None), one("choice", false, false));
        assert_eq!(parts(|it, _| it.filter = Some(Answer::Yes)), one("filter", false, false));
        assert_eq!(parts(|it, _| it.trade = Some("none".into())), one("tradeoff", true, false));
        assert_eq!(parts(|_, all| all[1].text = "2".into()), one("criterion 2", false, true));
        assert_eq!(parts(|_, all| all[0].non_negotiable = true), one("the tie of criterion 1", true, false));
        assert_eq!(parts(|_, all| drop(all.remove(0))), one("criterion 1", false, false));
        let added = |all: &mut Vec<Criterion>| {
            all.push(Criterion { text: "3".into(), ..Criterion::blank().with_id(3) });
        };
        assert_eq!(parts(|_, all| added(all)), one("criterion 3", true, false));
        assert_eq!(
            parts(|it, all| {
                (it.owner, it.target) = (Id::new(9), Some("4 %".into()));
                all[0].met = Some(true);
            }),
            []
        );
    }
}
