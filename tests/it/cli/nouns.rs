//! The main verbs of each noun, as people see them.

use crate::cli_harness::Bench;
use insta::assert_snapshot;

const BLOCKER: &str = "blocker add \"PSP cert expired @jo due:fri fallback: ship cards only\"";

#[test]
fn a_blocker_from_capture_to_resolution() {
    let bench = Bench::new();
    assert_snapshot!(bench.does(BLOCKER), @r"
    added B-1
      owner = jo
      due = Fri 6 Mar 2026, 17:00 CET, in 4 days 7 h
    ");
    assert_snapshot!(bench.does("b 1 \"vendor called back\""), @"noted on B-1");
    assert_snapshot!(bench.does("blocker escalate b-1"), @"B-1 escalated to ana");
    assert_snapshot!(bench.does("blocker escalate b1 --to ana"), @"B-1 escalated to ana");
    assert_snapshot!(bench.does("blocker fallback 1"), @"B-1 runs on its fallback: ship cards only");
    assert_snapshot!(bench.does("blocker edit B-1 --impact 4 --due \"fri 5pm\" --cause \"auto-renewal off\""), @r"
    edited B-1: cause, due, impact
      due = Fri 6 Mar 2026, 17:00 CET, in 4 days 7 h
    ");
    assert_snapshot!(bench.does("blocker resolve B-1 --how \"renewed by hand\""), @"resolved B-1: renewed by hand");
    assert_snapshot!(bench.does("blocker reopen B-1 --why \"it was the wrong one\""), @"reopened B-1: it was the wrong one");
    assert_snapshot!(bench.does("blocker show B-1"), @r"
    B-1 PSP cert expired
      owner     jo
      due       Fri 6 Mar 2026, 17:00 CET
      fallback  ship cards only
      state     open
      impact    4
      cause     auto-renewal off
      reviewer  ana
      how       it was the wrong one
      opened    Mon 2 Mar 2026, 10:00 CET

    notes
      Mon 2 Mar 10:00  maya: vendor called back

    history
      #10  Mon 2 Mar 10:00  maya  cli  reopen            B-1
      #9   Mon 2 Mar 10:00  maya  cli  blocker.resolve   B-1
      #8   Mon 2 Mar 10:00  maya  cli  edit              B-1
      #7   Mon 2 Mar 10:00  maya  cli  blocker.fallback  B-1
      #6   Mon 2 Mar 10:00  maya  cli  blocker.escalate  B-1
      #5   Mon 2 Mar 10:00  maya  cli  blocker.escalate  B-1
      #4   Mon 2 Mar 10:00  maya  cli  note              B-1
      #3   Mon 2 Mar 10:00  maya  cli  blocker.add       B-1
    ");
}

#[test]
fn a_decision_from_question_to_approval() {
    let bench = Bench::new();
    assert_snapshot!(bench.does("decision add \"Ship without wallet?\" --owner me --due launch-7d --impact 4"), @r"
    added D-1
      owner = maya
      due = Tue 17 Mar 2026, 17:00 CET, in 15 days
    ");
    bench.does("decision add \"Split shipments?\"");
    assert_snapshot!(bench.does("decision assign D-1 2 jo"), @"D-1, D-2 now belong to jo");
    assert_snapshot!(bench.does("decision due 1 d-2 \"thu 5pm\""), @r"
    D-1, D-2 due Thu 5 Mar 17:00
      due = Thu 5 Mar 2026, 17:00 CET, in 3 days 7 h
    ");
    assert_snapshot!(bench.does("decision evidence D-1 \"pilot ran a week\" --kind test --link wiki/1"), @"D-1 has new evidence (test)");
    assert_snapshot!(
        bench.does("decision approve D-1 --by ana --why \"ana, in the weekly\" --filter yes --filter-note \"tested\" --accept \"40 labels a day\" --accept \"refunds work\" --choice \"cards only\" --protects checkout --effect \"fewer handoffs\""),
        @"maya recorded the approval of D-1 by ana; D-1 stays in review: it lacks a success criterion of the cycle, criteria that refer to the non-negotiable"
    );
    assert_snapshot!(bench.does("decision show D-1"), @r"
    D-1 Ship without wallet?
      owner        jo
      due          Thu 5 Mar 2026, 17:00 CET
      state        approved
      impact       4
      choice       cards only
      approved by  ana
      proof        ana, in the weekly
      protects     checkout
      effect       fewer handoffs
      filter       yes
      filter note  tested
      decided at   Mon 2 Mar 2026, 10:00 CET
      opened       Mon 2 Mar 2026, 10:00 CET
      kind         choice
      recorded by  maya
      first due    Tue 17 Mar 2026, 17:00 CET

    criteria
      1 40 labels a day
      2 refunds work

    evidence
      1 test: pilot ran a week wiki/1

    history
      #8  Mon 2 Mar 10:00  maya  cli  decision.approve   D-1
      #7  Mon 2 Mar 10:00  maya  cli  decision.evidence  D-1
      #6  Mon 2 Mar 10:00  maya  cli  due                D-1
      #5  Mon 2 Mar 10:00  maya  cli  assign             D-1
      #3  Mon 2 Mar 10:00  maya  cli  decision.add       D-1
    ");
    assert_snapshot!(bench.does("decision defer D-2 --until review --why \"no data yet\""), @r"
    deferred D-2 until Mon 9 Mar 10:00
      until = Mon 9 Mar 2026, 10:00 CET, in 7 days
    ");
    assert_snapshot!(bench.does("decision ls --all"), @r"
    ID   STATE     DUE                   OWNER  IMPACT  COST  TITLE
    D-2  deferred  Mon 9 Mar 10:00 (7d)  jo                   Split shipments?
    D-1  approved  Thu 5 Mar 17:00       jo     4             Ship without wallet?
    2 decisions
    ");
}

#[test]
fn a_risk_from_score_to_closure() {
    let bench = Bench::new();
    assert_snapshot!(bench.does("risk add \"carrier strikes @jo chance:2 impact: 4\""), @r"
    added R-7
      owner = jo
    ");
    assert_snapshot!(bench.does("risk score R-7 4 5"), @"edited R-7: chance, impact");
    assert_snapshot!(bench.does("risk edit 7 --mitigation fallback-first --fallback trains --fallback-by 10mar --safeguard freeze --checkpoint-owner jo"), @r"
    edited R-7: checkpoint_owner, fallback, fallback_by, mitigation, safeguard
      fallback by = Tue 10 Mar 2026
      checkpoint owner = jo
    ");
    assert_snapshot!(bench.does("risk due R-7 +2w"), @r"
    R-7 due Mon 16 Mar 17:00
      due = Mon 16 Mar 2026, 17:00 CET, in 14 days
    ");
    bench.does("risk appear R-7");
    bench.does("risk mitigate R-7 --how \"second carrier\"");
    assert_snapshot!(bench.does("risk close R-7 --why over"), @"R-7 is closed");
}

#[test]
fn steps_and_checks() {
    let bench = Bench::new();
    assert_snapshot!(bench.does("step assign 1 2 jo"), @"S-1, S-2 now belong to jo");
    assert_snapshot!(bench.does("step due S-1 tomorrow"), @r"
    S-1 due Tue 3 Mar 17:00
      due = Tue 3 Mar 2026, 17:00 CET, in 1 day 7 h
    ");
    assert_snapshot!(bench.does("step done s1 --override \"agreed in the kick-off\""), @"S-1 Establish decision scope is done");
    assert_snapshot!(bench.does("step ls --all"), @r"
    ID   STATE  DUE              OWNER  TITLE
    S-1  done   Tue 3 Mar 17:00  jo     Establish decision scope
    S-2  open                    jo     Prioritize critical risk
    S-3  open                           Lock decision ownership
    S-4  open                           Audit validation depth
    S-5  open                           Translate decisions into build scope
    S-6  open                           Plan post-release validation
    6 steps
    ");
    assert_snapshot!(bench.does("check done P-7 --evidence wiki/scope"), @"P-7 done: Only approved, testable items in build scope");
    assert_snapshot!(bench.does("check waive P-15 --why \"no support team\""), @"P-15 waived: Support pass in week two");
    assert_snapshot!(bench.does("check reopen P-15 --why \"there is one\""), @"reopened P-15: there is one");
}

#[test]
fn metrics_and_their_readings() {
    let bench = Bench::new();
    assert_snapshot!(bench.does("metric target M-1 4"), @"edited M-1: target");
    assert_snapshot!(bench.does("metric own M-1 jo"), @"M-1 now belongs to jo");
    assert_snapshot!(bench.does("metric read M-1 6.5 --on 2026-02-27 --note \"before the cycle\""), @r"
    M-1 Rework Hours After Approval read 6.5 h ↑ away from target; which risk explains it?
      on = Fri 27 Feb 2026, 09:00 CET
      say it with: gonogo metric read M-1 6.5 --risk R-n
    ");
    bench.does("decision add \"Fewer handoffs?\"");
    assert_snapshot!(bench.does("metric link M-1 D-1"), @"M-1 is meant to move by D-1");
    assert_snapshot!(bench.does("metric show M-1"), @r"
    M-1 Rework Hours After Approval
      key        rework-hours
      unit       h
      better     down
      formula    Hours logged on items after they were approved, summed over the period.
      owner      jo
      target     4
      condition  late scope changes pushed by rival campaign requests
      signal     support and delivery agree on the escalation paths
      preserves  buying journeys that stay clear and quick
      decisions  D-1

    measured
      6.5 h  ↑ away from target
      entered: the only reading; computed once hours of rework are logged

    movement
      Mon 2 Mar to Mon 2 Mar  0 h  no decision

    readings
      1 Fri 27 Feb 09:00  6.5  before the cycle, recorded 2 Mar

    history
      #7  Mon 2 Mar 10:00  maya  cli  metric.link  M-1
      #5  Mon 2 Mar 10:00  maya  cli  metric.read  M-1
      #4  Mon 2 Mar 10:00  maya  cli  assign       M-1
      #3  Mon 2 Mar 10:00  maya  cli  edit         M-1
      #2  Mon 2 Mar 10:00  maya  cli  cycle.new    M-1
    ");
}

#[test]
fn what_is_noted_waits_until_it_is_complete() {
    let bench = Bench::new();
    assert_snapshot!(bench.does("intake add \"labels look wrong @jo\" --becomes blocker"), @r"
    noted N-1 in the intake
      owner = jo
    ");
    assert_snapshot!(bench.does("intake show N-1"), @r"
    N-1 labels look wrong
      becomes  blocker
      state    waiting
      opened   Mon 2 Mar 2026, 10:00 CET

    lacks
      due
      fallback

    history
      #3  Mon 2 Mar 10:00  maya  cli  intake.add  N-1
    ");
    assert_snapshot!(bench.does("intake complete N-1 --fallback \"print by hand\" --due fri"), @r"
    N-1 is now B-1
      due = Fri 6 Mar 2026, 17:00 CET, in 4 days 7 h
      owner = jo
    ");
    assert_snapshot!(bench.does("intake ls --all"), @r"
    ID   STATE  BECOMES  SOURCE  TITLE
    N-1  done   blocker          labels look wrong
    1 intake item
    ");
    assert_snapshot!(bench.does("blocker ls"), @r"
    ID   STATE  DUE                   OWNER  IMPACT  TITLE              FALLBACK
    B-1  open   Fri 6 Mar 17:00 (4d)  jo             labels look wrong  print by hand
    1 blocker
    ");
}

#[test]
fn dependencies() {
    let bench = Bench::new();
    assert_snapshot!(bench.does("dependency add \"label texts\" --from-function design --to-function delivery --metric M-1 --promised 10mar"), @r"
    added L-1
      promised = Tue 10 Mar 2026
      owner = maya
      due = Mon 9 Mar 2026, 10:00 CET, in 7 days
    ");
    bench.does("metric read M-1 4 --now 2026-03-09T10:00:00Z");
    assert_snapshot!(bench.does("dependency done L-1 --now 2026-03-09T10:00:00Z --how \"in the wiki\""), @"L-1 is delivered");
    assert_snapshot!(bench.does("dependency ls --all"), @r"
    ID   STATE  DUE              OWNER  FROM    TO        TITLE
    L-1  done   Mon 9 Mar 10:00  maya   design  delivery  label texts
    1 dependency
    ");
}

#[test]
fn people_come_and_go() {
    let bench = Bench::new();
    assert_snapshot!(bench.does("person add \"Sam Okoro\" --function support --login sam"), @"added Sam Okoro as sam");
    bench.does("decision add \"Who answers at night?\" --owner sam");
    assert_snapshot!(bench.does("person edit sam --function delivery"), @"edited PE-4: function");
    assert_snapshot!(bench.does("person off sam --hand-over jo"), @"Sam Okoro has left; 1 open thing now belongs to jo");
    assert_snapshot!(bench.does("person ls --all"), @r"
    maya  maya
    jo    jo
    ana   ana
    sam   Sam Okoro  delivery  sam  has left
    ");
}

#[test]
fn cycles_are_listed_chosen_and_closed() {
    let bench = Bench::new();
    bench.does("cycle new --playbook innovation-teams-stakeholder-alignment --name Alignment --start today --launch +8w --sign-off me --narrative me --escalation me");
    assert_snapshot!(bench.does("cycle ls"), @r"
       CY-1  Checkout   active  launch 2026-03-24  T−21d 23h  engineering-managers-launch-readiness
       CY-2  Alignment  active  launch 2026-04-27  T−56d 0h   innovation-teams-stakeholder-alignment
    none is chosen: gonogo cycle use NAME
    ");
    assert_snapshot!(bench.does("cycle use check"), @r#"commands act in "Checkout" from now on"#);
    assert_snapshot!(bench.does("status --short"), @"Checkout T−21d 23h phase GO gate NO-GO 0 blocking 0 late 30 incomplete 0 intake simulation");
    assert_snapshot!(bench.does("--cycle CY-2 status --short"), @"Alignment T−56d 0h phase GO gate NO-GO 0 blocking 0 late 30 incomplete 0 intake simulation");
    bench.does("cycle edit --review-on thu --review-at 16:30 --review-every 14");
    assert!(bench.does("calendar").contains("Thu 19 Mar 2026, 16:30"), "{}", bench.does("calendar"));
    assert!(!bench.does("calendar").contains("Weekly"), "every fourteen days is not weekly");
    assert_snapshot!(bench.does("cycle edit --escalation \"ana, me\""), @r"
    edited CY-1: escalation
      escalation = ana, maya
    ");
    assert_snapshot!(bench.refuses("cycle edit --escalation nobody-here"), @r#"
    exit 4
    gonogo: nobody here is called `nobody-here`
      known: maya, jo, ana; add somebody: gonogo person add "nobody-here"
    "#);
    assert_snapshot!(bench.refuses("cycle edit --review-on someday"), @r"
    exit 1
    gonogo: CY-1: reviews need a weekday, a time and a number of days between them
      such as Monday, 10:00, every 7 days; the playbook says it
    ");
    assert_snapshot!(bench.does("cycle edit --window \"spring window\""), @"edited CY-1: window");
    assert_snapshot!(bench.does("cycle close align"), @r#"closed "Alignment""#);
    assert_snapshot!(bench.refuses("--cycle align decision add x"), @r#"
    exit 1
    gonogo: the cycle "Alignment" is closed
      switch to another: gonogo cycle use NAME
    "#);
}

#[test]
fn status_says_what_is_late_what_is_missing_and_what_comes() {
    let bench = Bench::new();
    bench.does(BLOCKER);
    let status = bench.does("status --now 2026-03-09");
    let late: Vec<&str> = status.lines().take_while(|line| !line.contains("incomplete")).collect();
    assert_snapshot!(late.join("\n"), @r"
    simulation
    the gate    launch Tue 24 Mar  NO-GO        5 must clear, 11 conditions; look again on Mon 9 Mar 2026, 10:00 CET, in 1 h
    this phase  before build       CONDITIONAL  7 conditions

    Checkout  T−15d 0h  launch Tue 24 Mar 2026, 09:00 CET
      1 open blocker, 0 waiting in the intake

    5 late
      P-1  −7d  nobody  One outcome, one sign-off, one non-negotiable
      P-3  −6d  nobody  Everything reviewed goes through one place
      P-2  −4d  nobody  Three states for each journey
      P-5  −3d  nobody  A scope change is a tradeoff decision
      B-1  −3d  jo      PSP cert expired
    ");
    assert_snapshot!(bench.does("status --short"), @"Checkout T−21d 23h phase GO gate NO-GO 1 blocking 0 late 30 incomplete 0 intake simulation");
    assert_eq!(bench.does(""), bench.does("status"), "without a terminal there is nothing to open");
}

#[test]
fn the_log_tells_what_undo_takes_back() {
    let bench = Bench::new();
    bench.does(BLOCKER);
    assert_snapshot!(bench.does("undo"), @"took back: blocker add B-1");
    assert_snapshot!(bench.does("redo"), @"did again: blocker add B-1");
    assert_snapshot!(bench.does("log --limit 3"), @r"
    #5  Mon 2 Mar 10:00  maya  cli  redo (of #4)  B-1
    #4  Mon 2 Mar 10:00  maya  cli  undo (of #3)  B-1
    #3  Mon 2 Mar 10:00  maya  cli  blocker.add   B-1
    earlier operations are not shown; --limit 0 shows all
    ");
    assert_snapshot!(bench.does("log B-1"), @r"
    #5  Mon 2 Mar 10:00  maya  cli  redo (of #4)  B-1
        due: Fri 6 Mar 2026, 17:00 CET
        fallback: ship cards only
        opened: Mon 2 Mar 2026, 10:00 CET
        owner: jo
        state: open
        title: PSP cert expired
    #4  Mon 2 Mar 10:00  maya  cli  undo (of #3)  B-1
        due: Fri 6 Mar 2026, 17:00 CET -> nothing
        fallback: ship cards only -> nothing
        opened: Mon 2 Mar 2026, 10:00 CET -> nothing
        owner: jo -> nothing
        state: open -> nothing
        title: PSP cert expired -> nothing
    #3  Mon 2 Mar 10:00  maya  cli  blocker.add  B-1
        due: Fri 6 Mar 2026, 17:00 CET
        fallback: ship cards only
        opened: Mon 2 Mar 2026, 10:00 CET
        owner: jo
        state: open
        title: PSP cert expired
    ");
    assert_snapshot!(bench.does("search CARDS only"), @"B-1  PSP cert expired  fallback: ship cards only");
}

/// A cycle that somebody starts redirects nobody; whoever has not chosen is asked to.
#[test]
fn an_id_finds_its_record_in_whichever_cycle_it_lies() {
    let bench = Bench::new();
    bench.does("decision add \"Ship?\"");
    bench.does(&format!("cycle new --name Summer {ALIGNMENT}"));
    for line in ["verdict", "gaps", "decision add x", "status", "undo", "step ls", "step note 1 x"] {
        let ran = bench.types(line);
        assert_eq!(ran.exit, 2, "{line}: {ran:?}");
        assert!(ran.err.contains("CY-1 \"Checkout\", CY-2 \"Summer\""), "{ran:?}");
    }
    assert_snapshot!(bench.does("decision note 1 \"asked ana\""), @r#"
    noted on D-1
    in CY-1 "Checkout"
    "#);
    assert_eq!(bench.types("decision show 9").exit, 4);
    bench.does("cycle use CY-2");
    assert_snapshot!(bench.does("decision due D-1 \"launch-7d\""), @r#"
    D-1 due Tue 17 Mar 17:00
      due = Tue 17 Mar 2026, 17:00 CET, in 15 days
    in CY-1 "Checkout"
    "#);
    let shown = bench.types("decision show 1 --json").document();
    assert_eq!((&shown["cycle"]["id"], &shown["data"]["id"]), (&"CY-1".into(), &"D-1".into()));
    assert!(bench.does("log D-1").contains("in CY-1"));
    bench.does("decision add \"And here?\"");
    assert_eq!(bench.types("decision ls --json").document()["cycle"]["name"], "Summer");
    assert_snapshot!(bench.refuses("decision assign D-1 D-2 jo"), @r"
    exit 1
    gonogo: D-1 and D-2 lie in different cycles
      name those of one cycle at a time
    ");
    // One that is closed is not the one that is meant, unless it was chosen.
    bench.does("cycle close CY-1");
    bench.does("--cycle CY-2 cycle close");
    assert_eq!(bench.types("verdict --json").document()["cycle"]["id"], "CY-2");
}

const ALIGNMENT: &str = "--playbook innovation-teams-stakeholder-alignment --start today --launch +8w --sign-off me \
                         --narrative me --escalation me";
