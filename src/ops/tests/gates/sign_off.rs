//! The verdict signed or overridden, and what it asks of a cycle early and late.

use super::*;

/// Brings the gate of a fresh bench to where nothing hard is left, but for the launch criterion.
fn prepare(bench: &mut Bench) {
    bench.in_scope(1);
    let launch = fields(&[("title", text("a guest can pay")), ("path", text("guest checkout"))]);
    bench.does(common::Op::Add { kind: Kind::LaunchCriterion, fields: launch, on: None });
    bench.does(gate::Demonstrate { answer: Answer::Yes, proof: "the dashboard".into() });
    bench.holds("evidence");
    bench.holds("drill");
}

fn pass(bench: &mut Bench, state: &str) {
    // There is no operation for it here yet; the record's own rule decides.
    let number = bench.board().launch_criteria.rows()[0].id.number();
    let state = crate::domain::launch_criterion::LaunchState::parse(state).unwrap();
    let meta = bench.meta(None);
    let entry = crate::store::Entry {
        at: meta.now,
        recorded_at: meta.now,
        actor: bench.executor.actor,
        account: None,
        via: "test",
        name: "launch.look",
        cycle: Some(Id::new(1)),
        payload: "{}",
        token: &meta.token,
        undoes: None,
    };
    let look = |it: &mut crate::domain::LaunchCriterion| it.look(state, Some("seen"), Id::new(1), meta.now);
    bench.executor.store.write(&entry, None, |txn| txn.edit(Id::new(number), look).map(drop)).unwrap();
}

#[test]
fn a_no_go_is_not_signed_but_overridden_by_the_one_who_signs_with_a_risk_and_a_date() {
    let mut bench = Bench::new();
    prepare(&mut bench);
    assert_eq!(bench.verdict().gate.call, Call::NoGo);
    let sign = || gate::Sign { why: "ready".into() };
    let override_verdict = |accepts: &str, until: &str| gate::Override {
        why: "the sale".into(),
        accepts: accepts.into(),
        until: berlin(until),
    };
    let refusal = bench.refuses(sign());
    assert!(
        refusal.contains("the gate says NO-GO: G-1 a guest can pay: not checked yet (guest checkout)"),
        "{refusal}"
    );
    bench.executor.actor = Some(Id::new(2));
    assert!(bench.refuses(sign()).contains("maya signs the verdict"));
    assert!(bench.refuses(override_verdict("calls", "2026-03-09 10:00")).contains("maya signs the verdict"));
    bench.executor.actor = Some(Id::new(1));
    assert!(bench.refuses(override_verdict("  ", "2026-03-09 10:00")).contains("names the risk it takes"));
    assert!(bench.refuses(override_verdict("calls", "2026-03-02 09:00")).contains("ends on a day"));
    let before = bench.board();
    let receipt = bench.does(override_verdict("guests may call", "2026-03-09 10:00"));
    assert!(
        receipt.said.starts_with("went on in spite of launch-criteria until Mon 9 Mar 10:00"),
        "{}",
        receipt.said
    );
    assert_eq!(bench.verdict().gate.call, Call::Conditional);
    bench.undone_and_done_again(&before);
    assert!(bench.refuses(override_verdict("more", "2026-03-10 10:00")).contains("nothing to override"));
    bench.does(sign());
    let signed = bench.board().sign_offs.rows().last().unwrap().clone();
    assert_eq!((&*signed.verdict, &*signed.rules), ("CONDITIONAL", ""));
    bench.goes_to("2026-03-09 10:00");
    assert_eq!(bench.verdict().gate.call, Call::NoGo, "the override is over");
    pass(&mut bench, "pass");
    assert_eq!(bench.verdict().gate.call, Call::Conditional);
    bench.does(sign());
}

#[test]
fn a_promise_that_cannot_be_demonstrated_is_a_no_go_that_says_so() {
    let mut bench = Bench::new();
    prepare(&mut bench);
    pass(&mut bench, "pass");
    assert_eq!(bench.verdict().gate.call, Call::Conditional);
    bench.does(gate::Demonstrate { answer: Answer::No, proof: "no numbers".into() });
    let verdict = bench.verdict();
    assert_eq!(verdict.gate.call, Call::NoGo);
    assert_eq!(verdict.gate.reasons[0].said, "the evidence outcome is not demonstrable");
    assert_eq!(verdict.look_again, Some(berlin("2026-03-09 10:00")));
    let blank = gate::Demonstrate { answer: Answer::Yes, proof: " ".into() };
    assert!(bench.refuses(blank).contains("--note TEXT"));
}

#[test]
fn whoever_leaves_hands_over_success_and_launch_criteria_too() {
    let mut bench = Bench::new();
    prepare(&mut bench);
    bench.does(person::Off { person: Id::new(1), hand_over: Id::new(2) });
    let board = bench.board();
    assert_eq!(board.successes.rows()[0].owner, Id::new(2));
    assert_eq!(board.launch_criteria.rows()[0].owner, Id::new(2));
}

#[test]
fn a_new_cycle_of_any_playbook_asks_in_its_first_week_for_nothing_of_later() {
    for playbook in playbook::shipped() {
        let slug = playbook.slug.clone();
        let bench = Bench::with(cycle::New { playbook, ..new_cycle() });
        let board = bench.board();
        let some =
            [("drill-gaps", true), ("drill-held", true), ("launch-criteria", true), ("steps-done", false)];
        for (name, hard) in some {
            let severity = board.policy.severity[name];
            assert_eq!(severity == crate::domain::policy::Severity::Hard, hard, "{slug} {name}");
        }
        assert_eq!(board.policy.severity.len(), crate::domain::rules::catalog::RULES.len(), "{slug}");
        assert!(
            board.policy.steps.iter().all(|step| !step.checks.is_empty()) && board.policy.steps.len() == 6
        );
        let first = verdict(&board, berlin("2026-03-02 11:00"));
        assert_eq!((first.here.call, first.gate.call), (Call::Go, Call::NoGo), "{slug} {:?}", first.here);
        let mut now = berlin("2026-03-02 11:00");
        while now < berlin("2026-03-09 00:00") {
            let verdict = verdict(&board, now);
            assert_eq!(verdict.phase, Phase::KickOff);
            for reason in &verdict.here.reasons {
                // Dates of the playbook's own first days pass; nothing else is asked.
                assert_eq!(reason.rule.key(), "items-done", "{slug} {now} {reason:?}");
                let due = |item: &Ref| board.item(item.number).unwrap().due.unwrap();
                assert!(reason.items.iter().all(|item| due(item) < now));
            }
            now = now + chrono::Duration::hours(6);
        }
    }
}

#[test]
fn the_sign_off_owner_confirms_the_non_negotiable_until_its_wording_changes() {
    let mut bench = Bench::new();
    bench.executor.actor = Some(Id::new(2));
    assert!(bench.refuses(gate::Confirm {}).contains("only maya, who signs the verdict, can confirm"));
    bench.executor.actor = Some(Id::new(1));
    bench.does(gate::Confirm {});
    assert_eq!(bench.board().cycle.confirmed_by, Some(Id::new(1)));
    let told = "maya confirmed the non-negotiable: ";
    assert!(bench.verdict().record.iter().any(|line| line.starts_with(told)), "{:?}", bench.verdict().record);
    assert!(bench.refuses(gate::Confirm {}).contains("it is confirmed already"));
    let cycle = Ref::new(Kind::Cycle, 1);
    let words = |field: &str| fields(&[(field, text("no order is charged twice"))]);
    bench.does(common::Op::Edit { subject: cycle, set: words("window") });
    assert!(bench.board().cycle.confirmed_at.is_some());
    bench.does(common::Op::Edit { subject: cycle, set: words("non_negotiable") });
    assert_eq!((bench.board().cycle.confirmed_at, bench.board().cycle.confirmed_by), (None, None));
    bench.does(gate::Confirm {});
}
