//! One row of a stranger's register in our terms, with everything it said kept.
//!
//! It does not know what a record of ours must have: what is missing is `None`, and the rules decide elsewhere.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::fault::Place;

/// What a row is about, in our terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKind {
    /// Something that may happen.
    Risk,
    /// Something in the way now: an issue, a blocker, an action.
    Blocker,
    /// Something to decide, or decided.
    Decision,
    /// Something needed from others.
    Dependency,
    /// Something taken for granted. It is none of our records: a note, until somebody makes it a risk.
    Assumption,
    /// A row without a type in a sheet that has types.
    Note,
}

impl RowKind {
    /// The kind's name.
    pub fn name(self) -> &'static str {
        match self {
            RowKind::Risk => "risk",
            RowKind::Blocker => "blocker",
            RowKind::Decision => "decision",
            RowKind::Dependency => "dependency",
            RowKind::Assumption => "assumption",
            RowKind::Note => "note",
        }
    }

    /// Reads the word of a type column; an issue, a problem and an action are blockers.
    pub fn parse(word: &str) -> Option<RowKind> {
        match bare(word).as_str() {
            "risk" | "risks" | "threat" => Some(RowKind::Risk),
            "issue" | "issues" | "blocker" | "blockers" | "problem" | "impediment" | "action" | "actions"
            | "action item" => Some(RowKind::Blocker),
            "decision" | "decisions" => Some(RowKind::Decision),
            "dependency" | "dependencies" => Some(RowKind::Dependency),
            "assumption" | "assumptions" => Some(RowKind::Assumption),
            "note" | "notes" => Some(RowKind::Note),
            _ => None,
        }
    }
}

/// How far a row has come, in the words that registers share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowStatus {
    /// Not dealt with.
    Open,
    /// What could be done is done; it is still watched.
    Mitigated,
    /// A risk that has happened.
    Appeared,
    /// A risk that is lived with, or a decision that was agreed to.
    Accepted,
    /// A decision that was agreed to.
    Approved,
    /// A decision that was turned down.
    Rejected,
    /// Put off.
    Deferred,
    /// Over.
    Closed,
}

impl RowStatus {
    /// The status's name.
    pub fn name(self) -> &'static str {
        match self {
            RowStatus::Open => "open",
            RowStatus::Mitigated => "mitigated",
            RowStatus::Appeared => "appeared",
            RowStatus::Accepted => "accepted",
            RowStatus::Approved => "approved",
            RowStatus::Rejected => "rejected",
            RowStatus::Deferred => "deferred",
            RowStatus::Closed => "closed",
        }
    }

    /// Reads the word of a status column.
    pub fn parse(word: &str) -> Option<RowStatus> {
        match bare(word).as_str() {
            "open" | "opened" | "reopened" | "new" | "active" | "in progress" | "ongoing" | "wip"
            | "started" | "not started" | "todo" | "to do" | "pending" | "identified" | "raised"
            | "proposed" | "draft" | "under review" | "in review" | "monitoring" | "watching"
            | "monitored" | "mitigating" | "treating" | "outstanding" | "escalated" | "blocked"
            | "overdue" | "live" | "assigned" => Some(RowStatus::Open),
            "mitigated" | "treated" | "reduced" | "controlled" | "contained" => Some(RowStatus::Mitigated),
            "appeared" | "occurred" | "materialised" | "materialized" | "realised" | "realized"
            | "triggered" | "happened" => Some(RowStatus::Appeared),
            "accepted" => Some(RowStatus::Accepted),
            "approved" | "agreed" | "decided" | "made" => Some(RowStatus::Approved),
            "rejected" | "declined" => Some(RowStatus::Rejected),
            "deferred" | "on hold" | "postponed" | "parked" | "paused" => Some(RowStatus::Deferred),
            "closed" | "done" | "resolved" | "complete" | "completed" | "fixed" | "finished" | "retired"
            | "expired" | "cancelled" | "canceled" | "obsolete" | "withdrawn" => Some(RowStatus::Closed),
            _ => None,
        }
    }
}

fn bare(word: &str) -> String {
    let spaced: String = word.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One row, read. Texts are trimmed and never empty; levels are steps from 1 to 5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it stands in the file.
    pub place: Place,
    /// Its id in its own register, else one made from its text (`text-…`); unique in the register.
    pub external_id: String,
    /// What it is about.
    pub kind: RowKind,
    /// Its text in one line.
    pub title: String,
    /// Its text at length.
    pub description: Option<String>,
    /// Who answers for it, as written: a person, a role or a team.
    pub owner: Option<String>,
    /// The day by which it is to be done or decided.
    pub due: Option<NaiveDate>,
    /// How far it has come; open where nothing is said.
    pub status: RowStatus,
    /// How likely it is, 1 to 5.
    pub chance: Option<u8>,
    /// How bad it would be, 1 to 5.
    pub impact: Option<u8>,
    /// How likely it is once the plan is done, 1 to 5.
    pub residual_chance: Option<u8>,
    /// How bad it would be once the plan is done, 1 to 5.
    pub residual_impact: Option<u8>,
    /// What is done about it.
    pub plan: Option<String>,
    /// The manner of treating it, as written.
    pub treatment: Option<String>,
    /// What happens when the plan fails.
    pub fallback: Option<String>,
    /// The sign that it is about to happen.
    pub early_warning: Option<String>,
    /// The drawer it is filed in.
    pub category: Option<String>,
    /// Anything else somebody wrote.
    pub notes: Option<String>,
    /// What was decided.
    pub choice: Option<String>,
    /// Who decided it.
    pub approved_by: Option<String>,
    /// What our terms do not hold, by column: unmatched ones, and cells that said more than was read.
    pub extra: Vec<(String, String)>,
    /// A digest of all it says, its place left out: a row that was not changed keeps it.
    pub fingerprint: String,
}

impl Row {
    /// The digest of the row's content as it stands, in hexadecimal.
    pub(super) fn digest(&self) -> String {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let step = |step: Option<u8>| step.map_or(String::new(), |step| step.to_string());
        let mut parts = vec![
            self.external_id.clone(),
            self.kind.name().to_owned(),
            self.title.clone(),
            text(&self.description),
            text(&self.owner),
            self.due.map_or(String::new(), |due| due.to_string()),
            self.status.name().to_owned(),
            step(self.chance),
            step(self.impact),
            step(self.residual_chance),
            step(self.residual_impact),
            text(&self.plan),
            text(&self.treatment),
            text(&self.fallback),
            text(&self.early_warning),
            text(&self.category),
            text(&self.notes),
            text(&self.choice),
            text(&self.approved_by),
        ];
        let mut extra: Vec<_> = self.extra.iter().collect();
        extra.sort();
        parts.extend(extra.into_iter().flat_map(|(column, cell)| [column.clone(), cell.clone()]));
        digest(parts.iter().map(String::as_str))
    }
}

/// Makes an id for a row that has none: rows with the same text and kind are told apart by their count.
pub(super) fn id_from_text(kind: RowKind, title: &str, occurrence: usize) -> String {
    let digest = digest([kind.name(), title].into_iter());
    let count = if occurrence > 1 { format!("-{occurrence}") } else { String::new() };
    format!("text-{}{count}", &digest[..12])
}

fn digest<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        // The length before each part keeps "ab" + "c" apart from "a" + "bc".
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    let hex =
        |byte: u8| [byte >> 4, byte & 15].map(|half| char::from(b"0123456789abcdef"[usize::from(half)]));
    hasher.finalize().into_iter().flat_map(hex).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_statuses_are_read_in_any_dress() {
        assert_eq!(RowKind::parse("ISSUES "), Some(RowKind::Blocker));
        assert_eq!(RowKind::parse("Action-Item"), Some(RowKind::Blocker));
        assert_eq!(RowKind::parse("Technical"), None);
        assert_eq!(RowStatus::parse("In_Progress"), Some(RowStatus::Open));
        assert_eq!(RowStatus::parse("Materialised"), Some(RowStatus::Appeared));
        assert_eq!(RowStatus::parse("green"), None);
    }

    #[test]
    fn the_id_from_a_text_is_stable_and_counts() {
        let first = id_from_text(RowKind::Risk, "Vendor folds", 1);
        assert_eq!(first, id_from_text(RowKind::Risk, "Vendor folds", 1));
        assert_eq!(id_from_text(RowKind::Risk, "Vendor folds", 2), format!("{first}-2"));
        assert_ne!(first, id_from_text(RowKind::Blocker, "Vendor folds", 1));
        assert_eq!(first.len(), "text-".len() + 12);
    }

    #[test]
    fn neighbouring_parts_do_not_run_together_in_a_digest() {
        assert_ne!(digest(["ab", "c"].into_iter()), digest(["a", "bc"].into_iter()));
    }
}
