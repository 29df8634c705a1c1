//! Rules find what the playbook made by its key, whatever it is called and however many items the checklist has.

use super::*;
use crate::{
    domain::{
        policy::Severity,
        rules::{
            catalog::RuleName,
            verdict::{self, Explained},
        },
    },
    playbook::{Item, Playbook},
};

/// A moment at which reviews were missed and the launch is near.
const LATE: &str = "2026-03-21 12:00";

fn checklist(change: impl FnOnce(&mut Vec<Item>)) -> Bench {
    let mut cycle = new_cycle();
    change(&mut cycle.playbook.items);
    Bench::with(cycle)
}

/// Each rule: whether it passes, how hard it is, and the keys of the items it points at.
fn rules(bench: &Bench) -> Vec<(RuleName, bool, Severity, Vec<String>)> {
    let board = bench.board();
    let verdict = verdict::verdict(&board, berlin(LATE));
    let key = |subject: &Ref| {
        if subject.kind != Kind::Item {
            return subject.to_string();
        }
        board.item(subject.number).and_then(|item| item.key.as_deref()).unwrap_or("?").to_owned()
    };
    let at = |rule: RuleName| {
        let reason = verdict.gate.reasons.iter().find(|reason| reason.rule == rule);
        reason.map(|reason| reason.items.iter().map(key).collect()).unwrap_or_default()
    };
    let read = |it: &Explained| (it.rule, it.passes, it.severity, at(it.rule));
    // How many items are not ticked differs, as it should.
    verdict.rules.iter().map(read).filter(|(rule, ..)| *rule != RuleName::ItemsDone).collect()
}

#[test]
fn a_checklist_of_twelve_or_twenty_items_switches_no_rule_off() {
    let usual = rules(&checklist(|_| {}));
    let places = |rule: RuleName| usual.iter().find(|(name, ..)| *name == rule).unwrap().3.clone();
    assert_eq!(places(RuleName::EvidenceDemonstrable), ["P9"]);
    assert_eq!(places(RuleName::MidpointAudit), ["P11"]);
    let twelve = checklist(|items| {
        items.retain(|item| !matches!(item.key.as_str(), "P2" | "P3" | "P5" | "P12"));
    });
    assert_eq!(twelve.board().items.rows().len(), 12);
    assert_eq!(rules(&twelve), usual);
    let twenty = checklist(|items| {
        let own = items[0].clone();
        items.splice(0..0, (1..=4).map(|number| Item { key: format!("own-{number}"), ..own.clone() }));
    });
    assert_eq!(twenty.board().items.rows().len(), 20);
    assert_eq!(rules(&twenty), usual);
}

#[test]
fn a_playbook_that_does_not_say_what_items_are_there_for_means_what_was_usual() {
    let silent = |playbook: &mut Playbook| {
        for item in &mut playbook.items {
            (item.reviews, item.rules) = (Vec::new(), Vec::new());
        }
    };
    let mut cycle = new_cycle();
    silent(&mut cycle.playbook);
    assert_eq!(rules(&Bench::with(cycle)), rules(&Bench::new()));
}

#[test]
fn a_checklist_without_an_item_for_a_review_leaves_the_review_to_the_charter() {
    let bench = checklist(|items| items.retain(|item| item.key != "P11"));
    let found = rules(&bench);
    let (_, passes, _, at) = found.iter().find(|(rule, ..)| *rule == RuleName::MidpointAudit).unwrap();
    assert_eq!((*passes, &at[..]), (false, &["CY-1".to_owned()][..]));
}

#[test]
fn a_risk_by_another_name_keeps_its_warning_sign() {
    let mut bench = Bench::new();
    let sign = |bench: &Bench| {
        let verdict = verdict::verdict(&bench.board(), berlin(LATE));
        verdict.rules.into_iter().find(|it| it.rule == RuleName::WarningSign).unwrap().facts
    };
    let before = sign(&bench);
    assert!(before.starts_with("none of 1"), "{before}");
    let set = fields(&[("title", Value::text("Nobody measures the gates"))]);
    bench.does(common::Op::Edit { subject: Ref::new(Kind::Risk, 2), set });
    assert_eq!(sign(&bench), before);
}
