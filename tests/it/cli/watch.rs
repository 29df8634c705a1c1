//! What is watched until launch: plans of risks, 48 hours, signs, blockers and their audience, criteria, reviews.

use crate::cli_harness::Bench;
use insta::assert_snapshot;

const ISOLATING: &str =
    "risk add \"late labels @jo chance:2 impact:4\" --mitigation isolate-48h --metric M-1";

#[test]
fn a_plan_lacks_nothing_that_its_type_asks_for() {
    let bench = Bench::new();
    let escalated =
        "risk add \"late labels\" --chance 2 --impact 4 --mitigation structured-escalation --deadline fri";
    assert_snapshot!(bench.refuses(escalated), @r#"
    exit 1
    gonogo: a risk with "structured escalation" needs: metric
      Which metric proves it closed? (--metric TEXT)
    "#);
    bench.does(&format!("{escalated} --metric M-1"));
    bench.does(
        "risk add \"late texts\" --chance 2 --impact 4 --mitigation cadence-integration --criteria \"none late\" \
         --cadence weekly",
    );
    assert_snapshot!(bench.refuses("risk edit R-8 --mitigation fallback-first"), @r#"
    exit 1
    gonogo: R-8: a risk with "fallback first" needs: fallback
      What do you do instead if it happens? (--fallback TEXT)
    "#);
}

#[test]
fn a_risk_that_isolates_has_48_hours() {
    let bench = Bench::new();
    bench.does(ISOLATING);
    assert_snapshot!(bench.does("risk appear R-7"), @r"
    R-7 appeared; D-1 is isolated, owner jo, 48 h from now
      owner = jo
      due = Wed 4 Mar 2026, 10:00 CET, in 2 days
    ");
    assert_snapshot!(bench.does("risk ls --sort id --now 2026-03-02T09:00:01Z"), @r"
    ID   STATE     CHANCE  IMPACT  OWNER  DEADLINE                TITLE                                                   MARK
    R-1  watching  3       3       maya                           Edge scenarios are discovered after release deployment
    R-2  watching  3       3       maya                           Readiness gates lack measurable acceptance signals
    R-3  watching  3       3       maya   Fri 13 Mar 17:00 (11d)  Owner responsibilities remain ambiguous at handoff
    R-4  watching  3       3       maya                           Support burden spikes immediately after launch
    R-5  watching  3       3       maya                           Implementation starts before assumptions are closed
    R-6  watching  3       3       maya                           Scope boundaries shifting during sprint execution
    R-7  appeared  2       4       jo                             late labels                                             47:59 of 48 h
    7 risks
    ");
    assert_snapshot!(bench.does("decision ls"), @r"
    ID   STATE  DUE                   OWNER  IMPACT  COST  TITLE                                         MARK
    D-1  open   Wed 4 Mar 10:00 (2d)  jo     4             It happened: late labels. What do we do now?  isolated by R-7
    1 decision
    ");
    let status = bench.does("status --now 2026-03-04T09:20:00Z");
    let windows: Vec<&str> = status.lines().skip_while(|line| !line.contains("48 h")).take(2).collect();
    assert_snapshot!(windows.join("\n"), @r"
    1 to be decided within 48 h
      R-7  −0:20  jo  D-1  late labels
    ");
    let json = bench.types("risk show R-7 --json --now 2026-03-03T09:00:00Z").json();
    assert_eq!(
        (&json["window_left"], &json["window_ends"]),
        (&"24:00".into(), &"2026-03-04T09:00:00Z".into())
    );
    assert_eq!(bench.types("decision show D-1 --json").json()["isolated_by"], "R-7");
}

#[test]
fn a_risk_is_closed_with_a_reading_of_its_metric() {
    let bench = Bench::new();
    bench.does(ISOLATING);
    assert_snapshot!(bench.refuses("risk close R-7 --why over"), @r"
    exit 1
    gonogo: R-7: its metric M-1 Rework Hours After Approval has no reading since it was written down
      enter one: gonogo metric read M-1 VALUE
    ");
    bench.does("risk appear R-7");
    assert_snapshot!(bench.refuses("risk close R-7 --why over"), @r"
    exit 1
    gonogo: R-7: it appeared and nobody has contained it yet
      say what was done: gonogo risk mitigate R-7 --note TEXT
    ");
    bench.does("risk mitigate R-7 --how \"two people on it\" --now 2026-03-03");
    bench.does("metric read M-1 4 --now 2026-03-02T12:00:00Z");
    assert_snapshot!(bench.refuses("risk close R-7 --why over --now 2026-03-04"), @r"
    exit 1
    gonogo: R-7: its metric M-1 Rework Hours After Approval has no reading since it was mitigated
      enter one: gonogo metric read M-1 VALUE
    ");
    bench.does("metric read M-1 4 --now 2026-03-04");
    assert_snapshot!(bench.does("risk close R-7 --why over --now 2026-03-04"), @"R-7 is closed");
}

#[test]
fn signs_are_looked_for_and_counted() {
    let bench = Bench::new();
    assert_snapshot!(bench.does("risk sign R-2 no"), @"the sign of R-2 was not there");
    assert_snapshot!(bench.does("risk sign R-2 yes --note \"two of five\" --now 2026-03-09"), @"the sign of R-2 was there");
    let shown = bench.does("risk show R-2");
    assert!(shown.contains("sign seen 1×"), "{shown}");
    let signs = &bench.types("risk show R-2 --json").json()["signs"];
    assert_eq!((&signs["looks"], &signs["count"], &signs["there"]), (&2.into(), &1.into(), &true.into()));
    assert_eq!(signs["first_seen"], "2026-03-09T08:00:00Z");
}

#[test]
fn whoever_is_outside_hears_of_a_blocker() {
    let bench = Bench::new();
    bench.does("blocker add \"PSP cert expired @jo due:fri\" --fallback \"cards only\" --by-constraint yes");
    assert_snapshot!(bench.refuses("blocker tell B-1"), @r#"
    exit 1
    gonogo: B-1: it does not say its audience: who is told, and what
      gonogo blocker edit B-1 --audience "retail partners" --message "cards only until friday"
    "#);
    bench.does(
        "blocker edit B-1 --audience partners --message \"cards only\" --tell-by tomorrow --teller ana",
    );
    assert_snapshot!(bench.does("blocker ls"), @r"
    ID   STATE  DUE                   OWNER  IMPACT  TITLE             FALLBACK    MARK
    B-1  open   Fri 6 Mar 17:00 (4d)  jo             PSP cert expired  cards only  by constraint
    1 blocker
    ");
    assert_snapshot!(bench.does("blocker ls --now 2026-03-09"), @r"
    ID   STATE  DUE                    OWNER  IMPACT  TITLE             FALLBACK    MARK
    B-1  open   Fri 6 Mar 17:00 (−3d)  jo             PSP cert expired  cards only  fallback due, not told yet, by constraint
    1 blocker
    ");
    assert_snapshot!(bench.does("blocker tell B-1 --now 2026-03-09"), @"B-1: partners told");
    bench.does("blocker fallback B-1 --now 2026-03-09");
    let json = bench.types("blocker show B-1 --json --now 2026-03-10").json();
    assert_eq!((&json["untold"], &json["fallback_due"]), (&false.into(), &false.into()));
}

#[test]
fn what_lies_with_leadership_is_dropped_by_leadership() {
    let bench = Bench::new();
    bench.does("blocker add \"PSP cert expired\" --fallback \"cards only\"");
    bench.does("blocker escalate B-1 --to ana");
    assert_snapshot!(bench.refuses("--as jo blocker drop B-1 --why \"no longer needed\""), @r"
    exit 1
    gonogo: B-1: it is escalated
      ana or maya can take it off; resolve it, or write them a note: gonogo blocker note B-1 TEXT
    ");
    assert_snapshot!(bench.does("--as ana blocker drop B-1 --why \"no longer needed\""), @"dropped B-1: no longer needed");
    bench.does("blocker reopen B-1 --why \"it is\"");
    bench.does("blocker escalate B-1");
    assert_snapshot!(bench.does("blocker drop B-1 --why \"the sign-off owner says so\""), @"dropped B-1: the sign-off owner says so");
}

#[test]
fn what_must_hold_at_launch_passes_or_fails() {
    let bench = Bench::new();
    assert_snapshot!(bench.refuses("launch add \"guests can pay\""), @r"
    exit 1
    gonogo: a launch criterion needs a path
      Which high-revenue path does it guard? (--path TEXT)
    ");
    assert_snapshot!(bench.does("launch add \"guests can pay\" --path \"guest checkout\" --owner jo"), @r"
    added G-1
      owner = jo
    ");
    assert_snapshot!(bench.refuses("launch fail G-1"), @r"
    exit 1
    gonogo: G-1: say what fails
      type one line (--note TEXT)
    ");
    assert_snapshot!(bench.does("launch fail G-1 --note \"the queue is cut off\""), @"G-1 fails");
    assert_snapshot!(bench.does("launch pass 1 --note \"run 14\""), @"G-1 passes");
    assert_snapshot!(bench.does("launch unknown 1"), @"G-1 has to be checked again");
    assert_snapshot!(bench.refuses("launch due G-1 fri"), @r"
    exit 1
    gonogo: G-1: a launch criterion has no due date
      choose another, or edit its fields
    ");
    bench.does("launch drop G-1 --why \"no guests\"");
    assert_snapshot!(bench.refuses("launch pass G-1"), @r"
    exit 1
    gonogo: G-1: it was dropped
      reopen it first: gonogo launch reopen G-1 --why TEXT
    ");
    bench.does("launch reopen G-1 --why \"guests after all\"");
    assert_snapshot!(bench.does("launch ls"), @r"
    ID   STATE    OWNER  PATH            TITLE
    G-1  unknown  jo     guest checkout  guests can pay
    1 launch criterion
    ");
}

#[test]
fn success_has_a_metric_a_value_and_a_date() {
    let bench = Bench::new();
    assert_snapshot!(bench.refuses("success add \"less rework\" --target 4"), @r"
    exit 1
    gonogo: a success criterion needs a metric
      Which metric shows it? (--metric TEXT)
    ");
    assert_snapshot!(bench.does("success add \"less rework\" --metric M-1 --target 4 --due launch-1d --owner jo"), @r"
    added C-1
      owner = jo
      due = Mon 23 Mar 2026, 17:00 CET, in 21 days
    ");
    bench.does("success edit C-1 --target 3.5");
    bench.does("success assign C-1 ana");
    bench.does("success due C-1 launch-2d");
    assert_snapshot!(bench.does("success ls"), @r"
    ID   STATE  DUE                     OWNER  METRIC  TARGET  TITLE
    C-1  open   Sun 22 Mar 17:00 (20d)  ana    M-1     3.5     less rework
    1 success criterion
    ");
    bench.does("success drop C-1 --why \"two will do\"");
    bench.does("success reopen C-1 --why \"they will not\"");
    assert_snapshot!(bench.does("success show C-1"), @r"
    C-1 less rework
      owner   ana
      metric  M-1
      target  3.5
      due     Sun 22 Mar 2026, 17:00 CET
      state   open
      why     they will not
      opened  Mon 2 Mar 2026, 10:00 CET

    history
      #8  Mon 2 Mar 10:00  maya  cli  reopen       C-1
      #7  Mon 2 Mar 10:00  maya  cli  drop         C-1
      #6  Mon 2 Mar 10:00  maya  cli  due          C-1
      #5  Mon 2 Mar 10:00  maya  cli  assign       C-1
      #4  Mon 2 Mar 10:00  maya  cli  edit         C-1
      #3  Mon 2 Mar 10:00  maya  cli  success.add  C-1
    ");
}

#[test]
fn dependencies_are_mapped_by_the_function_that_delivers() {
    let bench = Bench::new();
    assert_snapshot!(bench.refuses("dependency add \"label texts\" --from-function design"), @r"
    exit 1
    gonogo: a dependency needs the function that needs it
      Which function needs it? (--to-function TEXT)
    ");
    bench.does(
        "dependency add \"label texts\" --from-function design --to-function delivery --metric M-1 --promised 10mar \
         --forecast 12mar",
    );
    bench.does("dependency add \"night rota\" --from-function support --to-function delivery --metric M-2 --owner jo");
    assert_snapshot!(bench.does("dependency ls --by function"), @r"
    PLANNING  DESIGN            DELIVERY  SUPPORT           GO-TO-MARKET  LEADERSHIP
              L-1 for delivery            L-2 for delivery

    design delivers
      ID   STATE  DUE                   OWNER  FROM    TO        TITLE        MARK
      L-1  open   Mon 9 Mar 10:00 (7d)  maya   design  delivery  label texts  slips 2 days

    support delivers
      ID   STATE  DUE                   OWNER  FROM     TO        TITLE
      L-2  open   Mon 9 Mar 10:00 (7d)  jo     support  delivery  night rota

    2 dependencies
    ");
    let json = bench.types("dependency ls --by function --json").json();
    assert_eq!(json[1]["function"], "design");
    assert_eq!(json[1]["delivers"][0]["slips_days"], 2);
    assert_eq!(bench.types("dependency ls --json").json()[1]["slips_days"], serde_json::Value::Null);
    assert!(bench.does("dependency ls").contains("slips 2 days"));
}

const WEEKLY: &str = "review log weekly --answer \"target=not yet, two gates are late\" --answer headline=yes \
                      --answer safeguard=yes --answer \"decision=none because nothing was ready\"";
const DRILL: &str = "review log drill --answer \"scenario=the PSP is down\" --answer \"paths=jo was reached\" \
                     --answer \"decision=none because no gap is left\"";

#[test]
fn reviews_are_held_or_missed() {
    let bench = Bench::new();
    assert_snapshot!(bench.does(&format!("{WEEKLY} --note \"all there\"")), @"V-1 weekly review held; the one of Mon 2 Mar 10:00; P-10 is done");
    assert_snapshot!(bench.does(WEEKLY), @"V-2 weekly review held; none was scheduled");
    assert_snapshot!(bench.does(&format!("{DRILL} --now 2026-03-30")), @"V-3 escalation drill held; the one of Thu 19 Mar 10:00; P-13 is done");
    let listed = bench.does("review ls --now 2026-03-17");
    assert_snapshot!(listed.lines().take(6).collect::<Vec<_>>().join("\n"), @r"
    V-1  Mon 2 Mar 2026, 10:00 CET    weekly review           held by maya                all there
    V-2  Mon 2 Mar 2026, 10:00 CET    weekly review           held by maya
         Mon 9 Mar 2026, 10:00 CET    weekly review           missed
         Fri 13 Mar 2026, 10:00 CET   midpoint audit          overdue
         Mon 16 Mar 2026, 10:00 CET   weekly review           overdue
         Tue 17 Mar 2026, 10:00 CET   evidence review         in 1 h
    ");
    let late = bench.does("review ls --now 2026-03-31");
    assert_snapshot!(late.lines().find(|line| line.contains("drill")).unwrap(), @"V-3  Thu 19 Mar 2026, 10:00 CET   escalation drill        held by maya, 11 days late");
    let json = bench.types("review ls --json --now 2026-03-17").json();
    let stands: Vec<&str> =
        json.as_array().unwrap().iter().take(4).map(|one| one["stands"].as_str().unwrap()).collect();
    assert_eq!(stands, ["held", "held", "missed", "overdue"], "{json:#}");
    let calendar = bench.does("calendar --now 2026-03-17");
    assert!(calendar.lines().next().unwrap().ends_with("held"), "{calendar}");
}

#[test]
fn a_review_is_written_down_with_its_answers_and_shown_with_them() {
    let bench = Bench::new();
    bench.does(WEEKLY);
    assert_snapshot!(bench.does("review show V-1"), @r"
    V-1 weekly review, held Mon 2 Mar 2026, 10:00 CET by maya, the one of Mon 2 Mar 10:00
    target     Is exception handling being proven before go-live?                                        not yet: two gates are late
    headline   Is Handoff Defect Rate moving the right way?                                              yes
    safeguard  Is the safeguard alive: post-launch checkpoints that read conversion and refund signals?  yes
    decision   Which decisions came of it (D-4, D-7)? Or none because …                                  none: nothing was ready
    ");
    let json = bench.types("review show 1 --json").json();
    assert_eq!(json["answers"][0]["step"], "target");
    assert_eq!(json["answers"][0]["answer"], "not-yet");
    assert_eq!(json["answers"][0]["words"], "two gates are late");
    assert_eq!(bench.types("review show V-7").exit, 4);
    assert_snapshot!(bench.does("review kinds drill"), @r"
    escalation drill: Rehearse one escalation, so that every critical path has an owner and a response.
    45 minutes; must attend: everybody on the escalation path
    scenario  needed  Which case was rehearsed? friction where product hands work over to growth is the one to expect.
    paths     needed  Owner, written response, reached by which channel: what came out on each critical path?
    gaps              Which gaps were found, and whose are they by when?
    decision  needed  Which decisions came of it (D-4, D-7)? Or none because …
    ");
    assert_eq!(bench.does("review kinds").lines().count(), 16);
}

#[test]
fn a_review_without_its_answers_is_refused_with_the_keys_that_are_missing() {
    let bench = Bench::new();
    let refused = |line: &str| {
        let ran = bench.types(line);
        assert_eq!(ran.exit, if line.ends_with("drills") { 4 } else { 1 }, "{line}");
        ran.err
    };
    assert_snapshot!(refused("review log drill --answer scenario=x"), @r"
    gonogo: the escalation drill is not complete: paths, decision have no answer
      answer each step by its key (--answer KEY=TEXT)
    ");
    assert_snapshot!(refused("review log drill --answer scene=x"), @r"
    gonogo: `scene` is no step of the escalation drill: scenario, paths, gaps, decision
      answer each step by its key (--answer KEY=TEXT)
    ");
    assert_snapshot!(refused("review log drills"), @r"
    gonogo: `drills` is no kind of review: there are kick-off, standup, weekly, focused, joint-gate, assumptions, midpoint, evidence, messaging, drill, launch, support, checkpoint, monthly, retro, wrap-up
      see which there are: gonogo review kinds
    ");
    assert_eq!(bench.types("review show V-1").exit, 4, "nothing was written");
}

#[test]
fn a_review_completes_its_item_and_a_tick_by_hand_is_a_waiver_that_meets_no_rule() {
    let bench = Bench::new();
    let refused = bench.types("check done P-13");
    assert_eq!(refused.exit, 1);
    assert_snapshot!(refused.err, @r"
    gonogo: P-13: the escalation drill completes it; ticked by hand it is waived, and that needs a reason
      hold it: gonogo review log drill
    ");
    assert_snapshot!(bench.does("check done P-13 --evidence \"rehearsed last time\""), @"P-13 waived: Escalation drill; no rule about the escalation drill is met by that");
    let verdict = bench.types("verdict").out;
    assert!(verdict.contains("the escalation drill was not held"), "{verdict}");
    assert!(verdict.contains("P-13 was waived by maya: rehearsed last time"), "{verdict}");
    assert_snapshot!(bench.does(DRILL), @"V-1 escalation drill held; none was scheduled; P-13 is done");
    let verdict = bench.types("verdict").out;
    assert!(!verdict.contains("drill was not held") && !verdict.contains("P-13 was waived"), "{verdict}");
    assert_eq!(bench.types("check show P-13 --json").json()["proof"], "V-1");
    bench.does("undo");
    assert!(bench.types("verdict").out.contains("P-13 was waived by maya"), "undone as one");
}

#[test]
fn what_a_review_says_of_the_promise_is_the_cycle_s_answer() {
    let bench = Bench::new();
    let said = bench.does(
        "review log evidence --answer \"demonstrable=not yet, no numbers\" --answer links=none --answer post-launch=jo \
         --answer safeguard=yes --answer \"decision=none because it is looked at again\"",
    );
    assert_snapshot!(said, @"V-1 evidence review held; none was scheduled; P-9 is done; the evidence outcome is not demonstrable: no numbers");
    assert!(bench.types("verdict").out.contains("the evidence outcome is not demonstrable"));
}

#[test]
fn what_to_do_next_begins_with_what_stands_hard_against_the_launch() {
    let bench = Bench::new();
    bench.does("blocker add \"PSP cert expired\" --fallback \"cards only\" --due 2026-03-04 --owner jo");
    let json = bench.types("next --json --now 2026-03-06T09:00:00Z").json();
    let ranks: Vec<&str> = json.as_array().unwrap().iter().map(|it| it["rank"].as_str().unwrap()).collect();
    let order = ["hard", "window", "escalated-to-me", "late", "soon", "reason"];
    assert!(ranks.is_sorted_by_key(|rank| order.iter().position(|it| it == rank)), "{ranks:?}");
    let first = &json[0];
    assert_eq!((&first["id"], &first["rank"]), (&"P-9".into(), &"hard".into()), "it clears most reasons");
    let late = json.as_array().unwrap().iter().find(|it| it["id"] == "B-1").unwrap();
    assert_eq!(
        (&late["rank"], &late["owner"], &late["title"]),
        (&"late".into(), &"jo".into(), &"PSP cert expired".into())
    );
    let told = bench.does("next --now 2026-03-06T09:00:00Z");
    assert!(told.contains("more: gonogo next --all"), "{told}");
    let mine = bench.does("next --mine --as jo --now 2026-03-06T09:00:00Z");
    assert!(mine.contains("B-1") && !mine.contains("P-9"), "{mine}");
}

#[test]
fn a_step_that_was_completed_counts_only_as_long_as_its_checks_hold() {
    let bench = Bench::new();
    bench.does("success add \"fewer defects\" --metric M-2 --target 4");
    bench.does("step done S-1");
    let open = |bench: &Bench| bench.types("verdict").out.contains("S-1");
    assert!(!open(&bench));
    bench.does("success drop C-1 --why \"nobody reads it\"");
    assert!(open(&bench), "{}", bench.types("verdict").out);
}

#[test]
fn asking_for_help_is_no_reason_against_a_launch() {
    let bench = Bench::new();
    bench.does("blocker add \"PSP cert expired\" --fallback \"cards only\" --due 2026-03-20");
    bench.does("blocker escalate B-1 --to ana");
    let verdict = bench.types("verdict --explain").out;
    assert!(!verdict.contains("1 record is escalated"), "{verdict}");
}

#[test]
fn whoever_leaves_hands_over_roles_and_parts_too() {
    let bench = Bench::new();
    bench.does("person add \"Sam Okoro\"");
    bench.does("blocker add \"PSP cert expired\" --fallback \"cards only\" --teller jo --reviewer jo");
    bench.does("success add \"less rework\" --metric M-1 --target 4 --owner jo");
    bench.does("launch add \"guests can pay\" --path \"guest checkout\" --owner jo");
    bench.does("cycle edit --post-launch jo --safeguard-owner jo");
    // Narrative, escalation path, post-launch, safeguard; two parts of the blocker; two criteria.
    assert_snapshot!(bench.does("person off jo --hand-over ana"), @"jo has left; 8 open things now belong to ana");
    let cycle = bench.types("cycle show --json").json();
    assert_eq!(cycle["escalation"], serde_json::json!(["ana"]), "nobody is on the path twice");
    assert_eq!((&cycle["narrative"], &cycle["post_launch"]), (&"ana".into(), &"ana".into()));
    let blocker = bench.types("blocker show B-1 --json").json();
    assert_eq!((&blocker["teller"], &blocker["reviewer"]), (&"ana".into(), &"ana".into()));
    assert_snapshot!(bench.does("undo"), @"took back: person off CY-1, C-1, G-1, B-1 and 1 more");
}
