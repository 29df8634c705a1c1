//! The approval of a decision: what it consists of, what must be there first, and how it is taken back.
//!
//! Source: checklist items P1, P5 and P7; framework steps 1 and 4; the decision filter.

use super::{Answer, Criterion, Decision, DecisionKind, DecisionState, Evidence, Validation, is_assumed};
use crate::domain::{
    Cycle, Id, Moment, Person, Record, Refusal, Text,
    cycle::SelfApproval,
    fact_day::Dated,
    policy::{Gate, Tied},
    refusal::Hint,
    remedy,
};

/// What an approval consists of.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    /// Who said yes.
    pub by: Id<Person>,
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
    /// Records the approval. What must be there first is named one thing at a time.
    ///
    /// # Errors
    /// A [`Refusal`] when it is closed already, or the first thing that is missing.
    pub fn approve(&mut self, approval: Approval, dossier: Dossier<'_>, dated: Dated) -> Result<(), Refusal> {
        if !self.is_open() {
            return Err(self.closed_already());
        }
        if dossier.cycle.self_approval == SelfApproval::FourEyes && approval.by == self.owner {
            return Err(Refusal::new(
                "decision.four_eyes",
                "its owner cannot approve it: the policy of this cycle is four-eyes",
                remedy::NAME_APPROVER,
            )
            .on("by"));
        }
        self.proof = approval.proof.or_else(|| self.proof.take());
        self.filter = approval.filter.or(self.filter);
        self.filter_note = approval.filter_note.or_else(|| self.filter_note.take());
        let missing =
            self.undocumented().or_else(|| self.untestable(dossier)).or_else(|| self.unshown(dossier));
        if let Some(missing) = missing.or_else(|| self.unfiltered(dossier.cycle)) {
            return Err(missing);
        }
        self.state = DecisionState::Approved;
        self.approved_by = Some(approval.by);
        self.decided_at = Some(dated.at);
        self.recorded_at = dated.recorded_at;
        Ok(())
    }

    fn undocumented(&self) -> Option<Refusal> {
        if is_blank(self.choice.as_deref()) {
            let hint = remedy::SAY_CHOICE;
            return Some(missing("choice", "it does not say what was chosen", hint));
        }
        if is_blank(self.proof.as_deref()) {
            let hint = remedy::SAY_PROOF;
            return Some(missing("proof", "the approval is not documented", hint));
        }
        if self.kind == DecisionKind::Tradeoff && is_blank(self.effect.as_deref()) {
            let hint = remedy::SAY_EFFECT;
            return Some(missing("effect", "a scope change states what it does to the impact metric", hint));
        }
        if self.kind == DecisionKind::Tradeoff && is_blank(self.trade.as_deref()) {
            let hint = remedy::SAY_TRADE;
            return Some(missing("trade", "a scope change states what it does to the non-negotiable", hint));
        }
        None
    }

    fn untestable(&self, dossier: Dossier<'_>) -> Option<Refusal> {
        // A follow-up asks for evidence, and a narrower scope needs no test of its own.
        if self.kind != DecisionKind::Choice {
            return None;
        }
        if dossier.criteria.is_empty() {
            let hint = remedy::ADD_CRITERION;
            return Some(missing("criteria", "it has no acceptance criterion", hint));
        }
        let loose = dossier.criteria.iter().find(|criterion| !criterion.non_negotiable);
        let loose = loose.filter(|_| dossier.gate.criteria == Tied::Each)?;
        Some(missing(
            "criteria",
            format!("this criterion does not refer to the non-negotiable: {}", loose.text),
            remedy::TIE_CRITERIA,
        ))
    }

    fn unshown(&self, dossier: Dossier<'_>) -> Option<Refusal> {
        if is_assumed(dossier.evidence) {
            return Some(missing(
                "evidence",
                "it rests on assumptions alone and stays open",
                remedy::ATTACH_EVIDENCE,
            ));
        }
        if self.validation == Some(Validation::EvidenceFirst) && dossier.evidence.is_empty() {
            return Some(missing(
                "evidence",
                "its evidence comes first, and there is none",
                remedy::ATTACH_IT,
            ));
        }
        None
    }

    fn unfiltered(&self, cycle: &Cycle) -> Option<Refusal> {
        if self.filter.is_some() || self.kind == DecisionKind::FollowUp {
            return None;
        }
        let question = cycle.filter.as_deref().unwrap_or("Does it serve the outcome?");
        let reason = format!("the filter question has no answer: {question}");
        Some(missing("filter", reason, remedy::ANSWER_FILTER))
    }

    /// Takes the approval back; only whoever gave it, or the cycle's sign-off owner, can.
    ///
    /// # Errors
    /// A [`Refusal`] when it is not approved, or somebody else tries.
    pub fn withdraw(&mut self, why: &str, by: Id<Person>, cycle: &Cycle, now: Moment) -> Result<(), Refusal> {
        if self.state != DecisionState::Approved {
            let reason = format!("it is {}, so there is no approval to withdraw", self.state.label());
            return Err(Refusal::new("decision.withdraw", reason, "only what is approved has one")
                .about(self.reference()));
        }
        if self.approved_by != Some(by) && cycle.sign_off != by {
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

fn missing(field: &'static str, reason: impl Into<String>, hint: impl Into<Hint>) -> Refusal {
    Refusal::new("decision.approval", reason, hint).on(field)
}
