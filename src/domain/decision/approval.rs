//! The approval of a decision: what it consists of, what must be there first, and how it is taken back.
//!
//! Source: checklist items P1, P5 and P7; framework steps 1 and 4; the decision filter.

use super::{
    Answer, Criterion, Decision, DecisionKind, DecisionState, Evidence, ScopeChange, Validation, is_shown,
};
use crate::domain::{
    Cycle, Id, Moment, Person, Record, Refusal, Text,
    cycle::SelfApproval,
    fact_day::Dated,
    policy::{Gate, Tied},
    remedy::{self, Remedy},
};

/// What an approval consists of.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    /// Who said yes.
    pub by: Id<Person>,
    /// Who writes it down.
    pub recorded_by: Id<Person>,
    /// Their words, and where they are written.
    pub proof: Option<Text>,
    /// The answer to the filter question.
    pub filter: Option<Answer>,
    /// A word on that answer.
    pub filter_note: Option<Text>,
}

/// What lies on the table when a decision is approved.
#[derive(Clone, Copy, Debug)]
pub struct Dossier<'a> {
    /// The cycle, for its filter question and its policy.
    pub cycle: &'a Cycle,
    /// What the playbook asks of acceptance criteria.
    pub gate: Gate,
    /// The decision's acceptance criteria.
    pub criteria: &'a [Criterion],
    /// What speaks for it.
    pub evidence: &'a [Evidence],
}

impl Decision {
    /// Records the approval. Everything that must be there first and is missing is named at once.
    ///
    /// # Errors
    /// A [`Refusal`] when it is closed already, somebody else has to approve it, or something is missing; its rule is
    /// `decision.evidence` where evidence is.
    pub fn approve(&mut self, approval: Approval, dossier: Dossier<'_>, dated: Dated) -> Result<(), Refusal> {
        if !self.is_open() {
            return Err(self.closed_already());
        }
        self.may_approve(&approval, dossier.cycle)?;
        self.proof = approval.proof.or_else(|| self.proof.take());
        self.filter = approval.filter.or(self.filter);
        self.filter_note = approval.filter_note.or_else(|| self.filter_note.take());
        let missing: Vec<Missing> = self
            .undocumented()
            .into_iter()
            .chain(self.untestable(dossier))
            .chain(self.unshown(dossier))
            .chain(self.unfiltered(dossier.cycle))
            .collect();
        if let Some(refusal) = refusal(&missing) {
            return Err(refusal);
        }
        self.state = DecisionState::Approved;
        self.approved_by = Some(approval.by);
        self.recorded_by = Some(approval.recorded_by).filter(|by| *by != approval.by);
        (self.decided_at, self.recorded_at) = (Some(dated.at), dated.recorded_at);
        Ok(())
    }

    /// Refuses whoever may not approve it under the policy of the cycle.
    fn may_approve(&self, approval: &Approval, cycle: &Cycle) -> Result<(), Refusal> {
        if cycle.self_approval != SelfApproval::FourEyes {
            return Ok(());
        }
        let refuse =
            |reason: &str, remedy: Remedy| Err(Refusal::new("decision.four_eyes", reason, remedy).on("by"));
        if approval.by == self.owner {
            let reason = "its owner cannot approve it: the policy of this cycle is four-eyes";
            return refuse(reason, remedy::NAME_APPROVER);
        }
        if approval.recorded_by != approval.by {
            let reason = "who approves it says so in person: the policy of this cycle is four-eyes";
            return refuse(reason, remedy::APPROVE_IN_PERSON);
        }
        Ok(())
    }

    fn undocumented(&self) -> Vec<Missing> {
        let is_tradeoff = self.kind == DecisionKind::Tradeoff;
        let texts = [
            (
                is_blank(self.choice.as_deref()),
                "choice",
                "it does not say what was chosen",
                remedy::SAY_CHOICE,
            ),
            (is_blank(self.proof.as_deref()), "proof", "the approval is not documented", remedy::SAY_PROOF),
            (
                is_tradeoff && is_blank(self.effect.as_deref()),
                "effect",
                "a scope change states what it does to the impact metric",
                remedy::SAY_EFFECT,
            ),
            (
                is_tradeoff && is_blank(self.trade.as_deref()),
                "trade",
                "a scope change states what it does to the non-negotiable",
                remedy::SAY_TRADE,
            ),
        ];
        let lacking = texts.into_iter().filter(|(is_missing, ..)| *is_missing);
        lacking.map(|(_, field, reason, remedy)| missing(field, reason, remedy)).collect()
    }

    fn untestable(&self, dossier: Dossier<'_>) -> Option<Missing> {
        // A follow-up asks for evidence, and a narrower scope needs no test of its own.
        if self.kind != DecisionKind::Choice {
            return None;
        }
        if dossier.criteria.is_empty() {
            return Some(missing("criteria", "it has no acceptance criterion", remedy::SAY_CRITERION));
        }
        let loose = dossier.criteria.iter().find(|criterion| !criterion.non_negotiable);
        let loose = loose.filter(|_| dossier.gate.criteria == Tied::Each)?;
        let reason = format!("this criterion does not refer to the non-negotiable: {}", loose.text);
        Some(missing("criteria", reason, remedy::TIE_CRITERIA))
    }

    /// Whether its approval asks for evidence: not of the question what shows another, nor of a tradeoff that only takes
    /// away.
    pub const fn asks_for_evidence(&self) -> bool {
        match self.kind {
            DecisionKind::Choice => true,
            DecisionKind::Tradeoff => !matches!(self.change, Some(ScopeChange::Remove | ScopeChange::Narrow)),
            DecisionKind::FollowUp => false,
        }
    }

    fn unshown(&self, dossier: Dossier<'_>) -> Option<Missing> {
        let is_stated = dossier.evidence.iter().any(Evidence::speaks_for);
        if !self.asks_for_evidence() || is_shown(dossier.evidence) {
            return None;
        }
        let may_proceed = self.validation == Some(Validation::MayProceed);
        let (reason, remedy) = match (is_stated, self.validation) {
            (true, _) if may_proceed => return None,
            (false, _) if may_proceed => {
                ("it may proceed on an assumption, and none is stated", remedy::STATE_ASSUMPTION)
            }
            (true, _) => ("it rests on assumptions alone and stays open", remedy::ATTACH_EVIDENCE),
            (false, Some(Validation::EvidenceFirst)) => {
                ("its evidence comes first, and there is none", remedy::ATTACH_EVIDENCE)
            }
            (false, _) => ("nothing shows that it holds, so it stays open", remedy::ATTACH_EVIDENCE),
        };
        Some(missing("evidence", reason, remedy))
    }

    fn unfiltered(&self, cycle: &Cycle) -> Option<Missing> {
        if self.filter.is_some() || self.kind == DecisionKind::FollowUp {
            return None;
        }
        let question = cycle.filter.as_deref().unwrap_or("Does it serve the outcome?");
        let reason = format!("the filter question has no answer: {question}");
        Some(missing("filter", reason, remedy::ANSWER_FILTER))
    }

    /// Takes the approval back; only whoever gave it can, or who `signs`: the cycle's sign-off owner, or who acts for them.
    ///
    /// # Errors
    /// A [`Refusal`] when it is not approved, or somebody else tries.
    pub fn withdraw(&mut self, why: &str, by: Id<Person>, signs: bool, now: Moment) -> Result<(), Refusal> {
        if self.state != DecisionState::Approved {
            let reason = format!("it is {}, so there is no approval to withdraw", self.state.label());
            return Err(Refusal::new("decision.withdraw", reason, "only what is approved has one")
                .about(self.reference()));
        }
        if self.approved_by != Some(by) && !signs {
            return Err(Refusal::new(
                "decision.withdraw",
                "an approval is withdrawn by whoever gave it, or by the sign-off owner",
                remedy::ASK_OR_REOPEN,
            )
            .about(self.reference()));
        }
        self.reopen(why, now)
    }
}

fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

/// One thing that an approval lacks.
struct Missing {
    field: &'static str,
    reason: String,
    remedy: Remedy,
}

fn missing(field: &'static str, reason: impl Into<String>, remedy: Remedy) -> Missing {
    Missing { field, reason: reason.into(), remedy }
}

/// The refusal that names all that is missing at once.
fn refusal(missing: &[Missing]) -> Option<Refusal> {
    let first = missing.first()?;
    let is_unshown = missing.iter().any(|it| it.field == "evidence");
    let rule = if is_unshown { "decision.evidence" } else { "decision.approval" };
    if let [only] = missing {
        return Some(Refusal::new(rule, only.reason.clone(), only.remedy).on(only.field));
    }
    let reasons: Vec<&str> = missing.iter().map(|it| it.reason.as_str()).collect();
    let added: Vec<&str> =
        missing.iter().filter_map(|it| it.remedy.command).filter(|it| it.starts_with("--")).collect();
    let hint = remedy::GIVE_ALL.with_command(&added.join(" "));
    Some(
        Refusal::new(rule, format!("{} things are missing: {}", missing.len(), reasons.join("; ")), hint)
            .on(first.field),
    )
}
