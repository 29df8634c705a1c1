//! Metrics as people and scripts see them: what is computed, where it goes, what stands behind it.

use crate::cli_harness::Bench;
use insta::assert_snapshot;

const LATER: &str = "2026-03-02T17:30:00Z";

fn metric(bench: &Bench, flags: &str, id: usize) -> serde_json::Value {
    bench.types(&format!("metric ls --json {flags}")).json()[id - 1].clone()
}

#[test]
fn readings_are_read_as_people_type_them() {
    let bench = Bench::new();
    assert_snapshot!(bench.does("m handoff 4,2%"), @"M-2 Handoff Defect Rate read 4.2 %");
    assert_snapshot!(bench.does("metric read M-2 \"4.5 %\" --on yesterday"), @r"
    M-2 Handoff Defect Rate read 4.5 %
      on = Sun 1 Mar 2026, 09:00 CET
    ");
    assert_snapshot!(bench.does("m rework 12h"), @"M-1 Rework Hours After Approval read 12 h");
    assert_snapshot!(bench.does("metric target M-2 3%"), @"edited M-2: target");
    assert_snapshot!(bench.does("metric edit M-2 --baseline 9%"), @"edited M-2: baseline");
    assert_snapshot!(bench.refuses("m rework 12%"), @r"
    exit 2
    gonogo: `12%` is not in h
      type the number alone
    ");
    assert_snapshot!(bench.refuses("m handoff -5%"), @r"
    exit 1
    gonogo: -5 % cannot be: it is a share of a whole
      type a number from 0 to 100
    ");
    assert_snapshot!(bench.refuses("m handoff 140"), @r"
    exit 1
    gonogo: 140 % cannot be: it is a share of a whole
      type a number from 0 to 100
    ");
    assert_snapshot!(bench.refuses("m rework 1e300"), @r"
    exit 2
    gonogo: `1e300` is larger than anything here
      check the number
    ");
    assert_snapshot!(bench.refuses("m rework NaN"), @r"
    exit 2
    gonogo: `NaN` is no number
      type digits such as 4.2
    ");
    assert_eq!(metric(&bench, "", 2)["now"], 4.2);
}

/// A decision that was due at five and is open half an hour later.
fn overdue(bench: &Bench) {
    bench.does("decision add \"Ship without wallet?\" --due \"today 5pm\"");
}

const APPROVE: &str = "decision approve D-1 --by ana --why \"ana, in the weekly\" --filter yes --accept \"40 labels a day\" --evidence \"the pilot\" --evidence-kind test";

#[test]
fn closing_an_overdue_decision_changes_the_closure_rate() {
    let bench = Bench::new();
    let flags = format!("--now {LATER}");
    assert_eq!(metric(&bench, &flags, 5)["how"], "entered", "nothing is due yet");
    overdue(&bench);
    let before = metric(&bench, &flags, 5);
    assert_eq!(
        (before["key"].as_str(), before["how"].as_str()),
        (Some("decision-closure"), Some("computed"))
    );
    assert_eq!(before["now"], 0.0);
    bench.does(&format!("{APPROVE} {flags}"));
    let after = metric(&bench, &flags, 5);
    assert_eq!((after["now"].as_f64(), after["observations"].as_i64()), (Some(100.0), Some(1)));
    assert_eq!(after["from"], "1 of 1 due closed by their first date");
    assert!(!bench.log().iter().any(|name| name == "metric.read"), "nobody typed it in");
}

#[test]
fn a_reading_says_where_it_goes_and_asks_which_risk_explains_it() {
    let bench = Bench::new();
    bench.does("metric target M-2 3");
    assert_snapshot!(bench.does("m handoff-defect 4.2"), @r"
    M-2 Handoff Defect Rate read 4.2 % ↑ away from target; which risk explains it?
      say it with: gonogo metric read M-2 4.2 --risk R-n
    ");
    assert_snapshot!(bench.does("metric read M-2 4.2 --risk R-1"), @"M-2 Handoff Defect Rate read 4.2 % → away from target, explained by R-1");
    assert_snapshot!(bench.does("m 2 2.8"), @"M-2 Handoff Defect Rate read 2.8 % ↓ on target");
    assert_snapshot!(bench.refuses("m de 1"), @r"
    exit 2
    gonogo: `de` is the beginning of several metrics
      type one of delivery-confidence, decision-closure
    ");
    assert_snapshot!(bench.refuses("m speed 1"), @r"
    exit 4
    gonogo: no metric of this cycle is called `speed`
      type one of rework-hours, handoff-defects, scope-volatility, delivery-confidence, decision-closure, exception-completion
    ");
}

#[test]
fn a_list_says_what_each_metric_reads_and_lacks() {
    let bench = Bench::new();
    bench.does("metric target M-1 4");
    bench.does("metric own M-1 jo");
    bench.does("metric read M-1 6.5");
    bench.does("metric own M-2 jo");
    overdue(&bench);
    bench.does("metric link M-2 D-1");
    assert_snapshot!(bench.does("metric ls"), @r"
    ID   NOW  HOW      COURSE              LACKS                  UNIT  TARGET  OWNER  TITLE
    M-1  6.5  entered  ↑ away from target  no decision            h     4       jo     Rework Hours After Approval
    M-2       entered                                             %             jo     Handoff Defect Rate
    M-3       entered                      no owner, no decision  %                    Scope Volatility Per Sprint
    M-4       entered                      no owner, no decision  %                    On-time Delivery Confidence
    M-5       entered                      no owner, no decision  %                    Decision Closure Rate
    M-6       entered                      no owner, no decision  %                    Exception-state Completion Quality
    6 metrics
    ");
    let metric = metric(&bench, "", 1);
    let told = ["now", "how", "arrow", "course", "lacks", "outcomes", "rigor", "observations"];
    let told: Vec<String> = told.iter().map(|key| format!("{key}: {}", metric[key])).collect();
    assert_snapshot!(told.join("\n"), @r#"
    now: 6.5
    how: "entered"
    arrow: "up"
    course: "away"
    lacks: ["decision"]
    outcomes: []
    rigor: []
    observations: 1
    "#);
}

#[test]
fn a_healthy_metric_over_weak_decisions_is_warned_about() {
    let bench = Bench::new();
    overdue(&bench);
    bench.does("decision add \"Split shipments?\" --due \"today 5pm\"");
    bench.does("metric target M-2 3");
    bench.does("metric read M-2 2");
    let show = bench.does(&format!("metric show M-2 --now {LATER}"));
    let rigor: Vec<&str> = show.lines().skip_while(|line| *line != "rigor").take(2).collect();
    assert_snapshot!(rigor.join("\n"), @r"
    rigor
      it looks healthy; behind it are overdue, assumed or orphaned decisions: D-1, D-2
    ");
}

#[test]
fn a_page_joins_movement_to_decisions_and_tells_how_the_outcome_fared() {
    let bench = Bench::new();
    overdue(&bench);
    bench.does("metric link M-2 D-1");
    bench.does("metric target M-2 3");
    bench.does("metric edit M-2 --signal-state partly --signal-proof wiki/9");
    bench.does("metric read M-2 6");
    bench.does(&format!("{APPROVE} --now 2026-03-04T09:00:00Z"));
    bench.does("metric read M-2 4.5 --risk R-1 --note \"one executor only\" --now 2026-03-06T09:00:00Z");
    for (state, day) in [("held", 4), ("held", 5), ("at-risk", 6), ("lost", 7), ("at-risk", 8)] {
        bench
            .does(&format!("metric outcome M-2 {state} --note \"day {day}\" --now 2026-03-0{day}T09:00:00Z"));
    }
    let show = bench.does("metric show M-2 --now 2026-03-10T09:00:00Z");
    let page: Vec<&str> = show.lines().take_while(|line| *line != "history").collect();
    assert_snapshot!(page.join("\n"), @r"
    M-2 Handoff Defect Rate
      key           handoff-defects
      unit          %
      better        down
      formula       Packages returned or found defective, out of those handed off.
      target        3
      condition     uneven quality where edge states went untested
      signal        what happens after launch matches what was expected before it
      preserves     steady post-purchase messages and support handoff
      decisions     D-1
      signal is     partly
      signal proof  wiki/9

    measured
      4.5 %  ↓ towards target
      entered: the latest of 2 readings; computed once a package is handed off

    lacks
      no owner

    outcomes
      week of Mon 2 Mar  at risk
      week of Mon 9 Mar  not looked at

    looks
      Wed 4 Mar 10:00  maya  held: day 4
      Thu 5 Mar 10:00  maya  held: day 5
      Fri 6 Mar 10:00  maya  at risk: day 6
      Sat 7 Mar 10:00  maya  lost: day 7
      Sun 8 Mar 10:00  maya  at risk: day 8

    movement
      Mon 2 Mar to Mon 9 Mar  -1.5 %  D-1
      Mon 9 Mar to Tue 10 Mar  0 %  no decision

    readings
      1 Mon 2 Mar 10:00  6
      2 Fri 6 Mar 10:00  4.5  R-1 one executor only
    ");
}

#[test]
fn the_pace_of_reviews_is_told_in_days() {
    let bench = Bench::new();
    overdue(&bench);
    bench.does(&format!("{APPROVE} --now 2026-03-04T09:00:00Z"));
    let package = ["constraints", "behaviour", "edge-cases", "measured"].map(|part| format!("--{part} said"));
    let target = "--target-metric M-2 --target-value 4 --target-on 2026-04-07";
    bench.does(&format!("decision edit D-1 {} {target}", package.join(" ")));
    bench.does("decision handoff D-1 --to jo --now 2026-03-05T21:00:00Z");
    assert_snapshot!(bench.does("stats reviews --now 2026-03-10T09:00:00Z"), @r"
    0 reviews held

    days from opening to approval: median 2.0
      D-1  2.0

    days from approval to handoff: median 1.5
      D-1  1.5

    week by week
      WEEK OF     MEDIAN LAG  HANDED OFF  ESCALATIONS
      2026-03-02  1.5         1           0
    ");
    let json = bench.types("stats reviews --json --now 2026-03-10T09:00:00Z").json();
    assert_eq!((json["approval_days"].as_f64(), json["lag_days"].as_f64()), (Some(2.0), Some(1.5)));
}
