//! Random scripts of three people of different standing: nothing is in build scope whose approval says something else than
//! what was approved, unless whoever approved it, or whoever signs the verdict, changed it.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What an approval says, read off the board field by field, and by no rule of the product.
type Words = Vec<String>;

fn words(board: &Board, decision: &Decision) -> Words {
    let mut words: Words = [
        Some(&decision.title),
        decision.options.as_ref(),
        decision.choice.as_ref(),
        decision.protects.as_ref(),
        decision.effect.as_ref(),
        decision.trade.as_ref(),
        decision.proof.as_ref(),
    ]
    .into_iter()
    .map(|text| text.map(ToString::to_string).unwrap_or_default())
    .collect();
    words.push(format!("{:?}", decision.filter));
    words
        .extend(board.criteria_of(decision.id).iter().map(|it| format!("{} {}", it.text, it.non_negotiable)));
    words
}

/// One step of a script on one of two decisions.
fn operation(what: u8, on: i64, value: u8) -> Operation {
    let subject = d(on);
    let why = || (!value.is_multiple_of(3)).then(|| "new facts".to_owned());
    let edit = |name: &str, to: Value| {
        let set = fields(&[(name, to)]);
        common::Op::edit(subject, set, why(), value == 5).into()
    };
    match what {
        0 => edit("choice", text(&format!("choice {value}"))),
        1 => edit("title", text(&format!("title {value}"))),
        2 => edit("options", if value == 1 { Value::Null } else { text(&format!("option {value}")) }),
        3 => edit("filter", text(if value.is_multiple_of(2) { "yes" } else { "no" })),
        4 => edit("effect", text(&format!("effect {value}"))),
        5 => decision::Criterion {
            subject,
            text: format!("criterion {value}"),
            non_negotiable: value.is_multiple_of(2),
            why: why(),
        }
        .into(),
        6 => decision::Uncriterion { subject, place: 1 + usize::from(value % 2), why: why() }.into(),
        7 => decision::Reword {
            subject,
            place: 1,
            text: format!("criterion {value}"),
            why: why(),
            correction: value > 3,
        }
        .into(),
        8 => decision::Tie { subject, why: why() }.into(),
        9 => evidence(subject, EvidenceKind::Test).into(),
        10 => decision::Retract { subject, place: 1, why: "wrong".into() }.into(),
        11..=14 => decision::Approve { by: None, ..approve(subject, &["one"]) }.into(),
        15 => decision::Withdraw { subject, why: "no".into() }.into(),
        16 => common::Reopen { subject, why: "no".into() }.into(),
        17..=19 => Operation::Undo,
        _ => Operation::Redo,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn nothing_in_build_scope_says_something_else_than_what_was_approved(
        script in prop::collection::vec((1..=3_i64, 0..=21_u8, 1..=2_i64, 0..=6_u8), 1..50),
    ) {
        let mut bench = Bench::new();
        bench.in_scope(1);
        bench.in_scope(2);
        let mut approved: BTreeMap<i64, Vec<Words>> = BTreeMap::new();
        for it in bench.board().decisions.rows() {
            approved.insert(it.id.number(), vec![words(&bench.board(), it)]);
        }
        for (person, what, on, value) in script {
            bench.executor.actor = Some(Id::new(person));
            let (operation, before) = (operation(what, on, value), bench.board());
            if bench.tries(operation.clone()).is_err() {
                continue;
            }
            let board = bench.board();
            let is_walk = matches!(operation, Operation::Undo | Operation::Redo);
            for it in board.decisions.rows().iter().filter(|it| it.kind == DecisionKind::Choice) {
                if it.state != DecisionState::Approved {
                    continue;
                }
                let says = words(&board, it);
                let known = approved.entry(it.id.number()).or_default();
                let old = before.decisions.get(it.id).filter(|old| old.state == DecisionState::Approved);
                match old {
                    Some(old) if words(&before, old) != says => {
                        let may = old.approved_by == Some(Id::new(person)) || person == 1;
                        prop_assert!(may, "{person} changed {:?} to {says:?}", words(&before, old));
                        known.push(says);
                    }
                    Some(_) => {}
                    None if is_walk => prop_assert!(known.contains(&says), "{says:?} was never approved"),
                    None => known.push(says),
                }
            }
        }
        let problems = bench.executor.store.examine().unwrap().problems;
        prop_assert_eq!(problems, Vec::<String>::new());
    }
}
