//! What an approval holds fast, who may change it, and what that costs.

mod property;

use super::*;
use crate::ops::OpError;

/// Maya signs the verdict, jo approves, ana is a third; D-1 is approved by jo and in build scope.
fn sealed() -> Bench {
    let mut bench = Bench::new();
    bench.in_scope(1);
    assert_eq!(bench.decision(1).approved_by, Some(Id::new(2)));
    assert_eq!(bench.lacks(1), []);
    bench
}

fn set(name: &str, value: Value) -> common::Op {
    common::Op::Edit { subject: d(1), set: fields(&[(name, value)]) }
}

fn because(name: &str, value: Value, why: &str) -> common::Op {
    common::Op::edit(d(1), fields(&[(name, value)]), Some(why.into()), false)
}

#[test]
fn nothing_that_was_approved_changes_without_a_reason_and_with_one_the_approval_goes() {
    let changes = [
        ("title", text("Another question?")),
        ("choice", text("PSP B")),
        ("choice", Value::Null),
        ("filter", text("no")),
        ("proof", text("somebody said so")),
    ];
    for (name, value) in changes {
        let mut bench = sealed();
        for person in [1, 2, 3] {
            bench.executor.actor = Some(Id::new(person));
            let refusal = bench.refuses(set(name, value.clone()));
            assert!(
                refusal.contains("takes") && refusal.ends_with("say why it changes: --why TEXT"),
                "{refusal}"
            );
        }
        bench.does(because(name, value, "the contract fell through"));
        assert_eq!((bench.decision(1).state, bench.decision(1).seal), (DecisionState::Open, None));
        assert!(bench.lacks(1).contains(&Lack::Approval));
        assert_eq!(bench.record_event(1), [ENTERED, EventKind::Reopened, LEFT]);
    }
}

#[test]
fn what_was_empty_is_filled_by_the_approver_or_by_whoever_signs_and_by_nobody_else() {
    let mut bench = sealed();
    for (person, name) in [(1, "options"), (2, "protects")] {
        bench.executor.actor = Some(Id::new(person));
        bench.does(set(name, text("both")));
        assert_eq!(bench.decision(1).state, DecisionState::Approved);
    }
    bench.executor.actor = Some(Id::new(3));
    let refusal = bench.refuses(set("effect", text("none")));
    assert!(refusal.contains("adding that asks for the approval again"), "{refusal}");
    let refusal = bench.refuses(criterion(d(1), true));
    assert!(refusal.contains("without criterion 2"), "{refusal}");
    // And what they filled is sealed as the rest is.
    assert!(bench.refuses(set("options", text("neither"))).contains("another options"));
    bench.does(because("effect", text("none"), "it was never said"));
    assert_eq!(bench.decision(1).state, DecisionState::Open);
}

#[test]
fn what_an_approval_does_not_judge_stays_free() {
    let mut bench = sealed();
    bench.executor.actor = Some(Id::new(3));
    for (name, value) in [
        ("impact", Value::Integer(5)),
        ("target", text("4 %")),
        ("constraints", text("none")),
        ("rationale", text("it is cheaper")),
    ] {
        bench.does(set(name, value));
    }
    bench.does(common::Op::Assign { subjects: vec![d(1)], owner: Id::new(3) });
    bench.does(common::Note { subject: d(1), text: "soon".into() });
    bench.does(evidence(d(1), EvidenceKind::Data));
    bench.does(decision::Met { subject: d(1), place: 1, how: "run 14".into() });
    assert_eq!(bench.lacks(1), []);
    let criterion = bench.board().criteria.rows()[0].clone();
    assert_eq!((criterion.met, criterion.met_by.as_deref()), (Some(true), Some("run 14")));
    bench.does(decision::Unmet { subject: d(1), place: 1, why: "run 15 fell over".into() });
    assert_eq!(bench.lacks(1), [], "whether it is met is another question than whether it was agreed");
}

#[test]
fn a_correction_of_words_is_the_approvers_and_keeps_both_wordings() {
    let mut bench = sealed();
    let correct = |place: usize, words: &str| decision::Reword {
        subject: d(1),
        place,
        text: words.into(),
        why: None,
        correction: true,
    };
    bench.executor.actor = Some(Id::new(1));
    assert!(bench.refuses(correct(1, "41 labels a day")).contains("only whoever approved it"));
    bench.executor.actor = Some(Id::new(2));
    let filter = common::Op::edit(d(1), fields(&[("filter", text("no"))]), None, true);
    assert!(bench.refuses(filter).contains("filter is more than that"));
    bench.does(correct(1, "40 labels each day"));
    assert_eq!((bench.decision(1).state, bench.lacks(1)), (DecisionState::Approved, vec![]));
    let record = bench.verdict().record.join("\n");
    assert!(
        record.contains("jo corrected D-1: criterion 1")
            && record.contains("from \"40 labels a day\" to \"40 labels each day\""),
        "{record}"
    );
}

#[test]
fn an_undo_brings_no_approval_back_over_what_changed_since() {
    let mut bench = sealed();
    bench.executor.actor = Some(Id::new(3));
    bench.does(because("choice", text("PSP B"), "cheaper"));
    bench.executor.actor = Some(Id::new(1));
    bench.does(criterion(d(1), true));
    bench.executor.actor = Some(Id::new(3));
    let refusal = bench.refuses(Operation::Undo);
    assert!(refusal.contains("approved in another form"), "{refusal}");
    bench.executor.actor = Some(Id::new(1));
    bench.does(Operation::Undo);
    bench.executor.actor = Some(Id::new(3));
    bench.does(Operation::Undo);
    assert_eq!((bench.decision(1).state, bench.lacks(1)), (DecisionState::Approved, vec![]));
}

#[test]
fn an_undo_of_what_was_written_before_the_approval_is_refused() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    bench.executor.actor = Some(Id::new(3));
    bench.does(set("options", text("A or B")));
    bench.executor.actor = Some(Id::new(2));
    bench.does(approve(d(1), &["one"]));
    bench.executor.actor = Some(Id::new(3));
    let error = bench.tries(Operation::Undo).unwrap_err();
    assert!(matches!(&error, OpError::Refused(refusal) if refusal.rule == "undo.sealed"), "{error}");
    assert_eq!(bench.decision(1).options.as_deref(), Some("A or B"));
}

#[test]
fn under_four_eyes_an_approval_is_given_in_person_and_otherwise_it_says_who_wrote_it_down() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    bench.does(decision("B?"));
    let receipt = bench.does(approve(d(1), &["one"]));
    assert!(receipt.said.starts_with("maya recorded the approval of D-1 by jo"), "{}", receipt.said);
    assert_eq!(bench.decision(1).recorded_by, Some(Id::new(1)));
    assert!(bench.verdict().record.contains(&"maya recorded jo's approval of D-1".to_owned()));
    let four_eyes = fields(&[("self_approval", text("four-eyes"))]);
    bench.does(common::Op::Edit { subject: Ref::new(Kind::Cycle, 1), set: four_eyes });
    let refusal = bench.refuses(approve(d(2), &["one"]));
    assert!(refusal.contains("says so in person"), "{refusal}");
    bench.executor.actor = Some(Id::new(2));
    bench.does(decision::Approve { by: None, ..approve(d(2), &["one"]) });
    assert_eq!((bench.decision(2).approved_by, bench.decision(2).recorded_by), (Some(Id::new(2)), None));
}

#[test]
fn evidence_that_goes_leaves_the_seal_whole_and_asks_the_approver_once() {
    let mut bench = sealed();
    bench.executor.actor = Some(Id::new(3));
    let retract = |place| decision::Retract { subject: d(1), place, why: "the counter was broken".into() };
    let receipt = bench.does(retract(1));
    assert!(receipt.said.contains("D-2 asks jo by"), "{}", receipt.said);
    assert_eq!((bench.decision(1).state, bench.lacks(1)), (DecisionState::Approved, vec![Lack::Evidence]));
    assert!(bench.refuses(retract(1)).contains("taken back already"));
    assert!(bench.refuses(retract(2)).contains("no evidence number 2"));
    bench.does(decision::Evidence { against: true, ..evidence(d(1), EvidenceKind::Data) });
    assert_eq!(bench.lacks(1), [Lack::Evidence], "what speaks against shows nothing");
    assert_eq!(bench.board().decisions.rows().len(), 2, "asked once");
}
