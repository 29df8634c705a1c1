//! The closing form of a decision, as one operation.

use super::{
    super::{
        Context, Outcome,
        form::{FormContext, Questions},
        operation::{Perform, ask, subject},
    },
    add_criterion,
};
use crate::{
    domain::{
        Decision, Id, Kind, Person, Ref, Text, Value,
        decision::{Answer, Approval, Dossier},
        fact_day::FactDay,
    },
    operation,
    store::TxnError,
};

operation! {
    /// Approves it, with everything an approval needs
    pub struct Approve as "decision.approve", past "approved", title "Close {}" {
        /// The decision
        subject: Ref = subject(Kind::Decision),
        /// Who said yes
        by: Id<Person> = ask("approved by", "Who said yes?"),
        /// What was chosen; without it the question is answered with yes
        choice: Option<String> = ask("choice", "What was chosen?").wanted(),
        /// Their words, and where they are written
        proof: Option<String> =
            ask("proof", "Who said yes, when, and where is it written?").flag("why").wanted(),
        /// An acceptance criterion; may be given several times
        criteria: Vec<String> = ask("accept when", "What must be true when it is done?").flag("accept"),
        /// These criteria refer to the cycle's non-negotiable
        non_negotiable: bool = ask("tied", "Does it refer to the non-negotiable? yes or no"),
        /// The customer outcome or non-negotiable it protects
        protects: Option<String> = ask("protects", "Which outcome or non-negotiable does it protect?"),
        /// What it does to the impact metric
        effect: Option<String> = ask("impact", "What does it do to the impact metric?"),
        /// The answer to the cycle's filter question
        filter: Option<Answer> = ask("filter", "Does it pass the filter question?").wanted(),
        /// A word on that answer
        filter_note: Option<String> = ask("filter note", "A word on that answer?").flag_only(),
        /// The day it counts for, if not today; never one ahead
        #[serde(skip_serializing_if = "Option::is_none")]
        on: Option<FactDay> = ask("on", "On which day, if not today?").flag_only(),
    }
}

impl Perform for Approve {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let id: Id<Decision> = context.id(self.subject)?;
        let by = context.assignable(self.by)?;
        for text in self.criteria.iter().filter(|text| !text.trim().is_empty()) {
            add_criterion(context, id, text, self.non_negotiable)?;
        }
        let of_decision = Value::Integer(id.number());
        let criteria = context.txn.all("decision", &of_decision)?;
        let evidence = context.txn.all("decision", &of_decision)?;
        let cycle = context.cycle()?;
        let gate = cycle.policy()?.gate;
        let dated = context.dated(self.on)?;
        let given =
            |text: &Option<String>| text.as_deref().filter(|text| !text.trim().is_empty()).map(Text::from);
        context.txn.edit(id, |decision| {
            decision.choice =
                given(&self.choice).or_else(|| decision.choice.take()).or_else(|| Some("yes".into()));
            decision.protects = given(&self.protects).or_else(|| decision.protects.take());
            decision.effect = given(&self.effect).or_else(|| decision.effect.take());
            let approval = Approval {
                by: self.by,
                proof: given(&self.proof),
                filter: self.filter,
                filter_note: given(&self.filter_note),
            };
            let dossier = Dossier { cycle: &cycle, gate, criteria: &criteria, evidence: &evidence };
            decision.approve(approval, dossier, dated)
        })?;
        Ok(Outcome::said(format!("approved {} by {}", self.subject, by.handle)))
    }

    /// Who chose comes after what was chosen; what stands there already is where the form starts, and the filter is
    /// asked in the cycle's own words.
    fn prepare(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
        asked.put_after("by", "choice");
        asked.start("by", form.my_handle());
        asked.instead("filter", form.board.cycle.filter.as_deref().map(|it| format!("{it} yes or no")));
        let decision = subject.and_then(|subject| form.board.decisions.get(Id::new(subject.number)));
        let Some(decision) = decision else { return };
        asked.start("choice", decision.choice.as_deref().unwrap_or("yes"));
        asked.start("proof", decision.proof.as_deref().unwrap_or_default());
        asked.require("criteria", form.board.criteria_of(decision.id).is_empty());
        asked.start("protects", decision.protects.as_deref().unwrap_or_default());
        asked.start("effect", decision.effect.as_deref().unwrap_or_default());
        asked.start("filter", decision.filter.map_or("", Answer::key));
    }
}
