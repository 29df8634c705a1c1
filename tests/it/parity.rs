//! Whatever can be done can be typed and pressed: every operation has a command and keys, which leave the same records
//! and the same name in the log.

use crate::{
    cli_harness::{Bench, NOW},
    tui_harness::{Seat, boards},
};
use gonogo::{domain::Board, ops, store::Store};
use std::collections::BTreeSet;

/// The two doors to an operation: command lines, and keys on the same board. What it needs first goes through them
/// too.
struct Doors {
    commands: &'static [&'static str],
    keys: &'static str,
}

const fn doors(commands: &'static [&'static str], keys: &'static str) -> Doors {
    Doors { commands, keys }
}

const DECISION: &str = "decision add \"Ship without wallet?\" --step 1";
const EVIDENCE: &str = "decision evidence D-1 \"pilot ran\" --kind test --link wiki/1";
const APPROVAL: &str = "decision approve D-1 --by maya --why \"maya, in the standup\" --filter yes \
                        --accept \"40 labels a day\" --non-negotiable";
const APPROVED: &str = "decision approve D-1 --by maya --why \"maya, in the standup\" --filter yes \
                        --accept \"40 labels a day\" --evidence \"the pilot\" --evidence-kind test";
const BLOCKER: &str = "blocker add \"PSP cert expired\" --fallback \"cards only\"";
const SUCCESS: &str = "success add \"fewer defects\" --metric M-2 --target 4";
const DEPENDENCY: &str =
    "dependency add \"label texts\" --from-function design --to-function delivery --metric M-1";
const GUARD: &str = "launch add \"guests can pay\" --path \"guest checkout\"";
const NOTED: &str = "intake add \"labels look wrong\" --becomes blocker";

/// The keys that do what the command of the same name does, then others.
macro_rules! then {
    (DECISION, $keys:literal) => {
        concat!("3aShip without wallet?<enter>", $keys)
    };
    (BLOCKER, $keys:literal) => {
        concat!("4aPSP cert expired fallback: cards only<enter>", $keys)
    };
    (NOTED, $keys:literal) => {
        concat!("Ialabels look wrong<enter>", $keys)
    };
    (SUCCESS, $keys:literal) => {
        concat!("0afewer defects<enter>M-2<enter>4<enter>", $keys)
    };
    (APPROVED, $keys:literal) => {
        concat!(
            "3aShip without wallet?<enter>camaya, in the standup<enter>40 labels a day<enter>the pilot<enter>test<enter>yes<enter>",
            $keys
        )
    };
    (GUARD, $keys:literal) => {
        concat!("0Lguests can pay<enter>guest checkout<enter>", $keys)
    };
    (DEPENDENCY, $keys:literal) => {
        concat!("4Llabel texts<enter>design<enter>delivery<enter>M-1<enter>", $keys)
    };
}

/// The name is offered as the login has it; a function need not be given.
const JOINS: &str = "<enter><enter>3aWho am I?<enter>";

/// How each operation is typed and how it is pressed, `<at …>` setting the clock, by the name it has in the log. A name may stand here more than
/// once, where an argument makes a difference; one that is missing fails.
const DOORS: &[(&str, Doors)] = &[
    (
        "step.done",
        doors(
            &["step done S-1 --override \"agreed in the kick-off\""],
            ":s-1<enter>cagreed in the kick-off<enter>",
        ),
    ),
    ("item.done", doors(&["check done P-2 --evidence wiki/7"], ":p-2<enter><space>wiki/7<enter>")),
    (
        "item.done",
        doors(
            &["check done P-13 --evidence \"rehearsed last time\""],
            ":p-13<enter><space>rehearsed last time<enter>",
        ),
    ),
    (
        "step.none-here",
        doors(&["step none S-3 --why \"one person decides\""], ":s-3<enter>xone person decides<enter>"),
    ),
    ("item.waive", doors(&["check waive P-7 --why \"no such scope\""], ":p-7<enter>xno such scope<enter>")),
    (
        "dependency.done",
        doors(
            &[
                DEPENDENCY,
                "metric read M-1 4 --now 2026-03-09T10:00:00Z",
                "dependency done L-1 --now 2026-03-09T10:00:00Z",
            ],
            then!(DEPENDENCY, "<at 2026-03-09T10:00:00Z>:m-1<enter>a4<enter>:l-1<enter>c<enter>"),
        ),
    ),
    (
        "launch.look",
        doors(
            &[GUARD, "launch fail G-1 --note \"the queue is cut off\""],
            then!(GUARD, "cfthe queue is cut off<enter>"),
        ),
    ),
    (
        "review.hold",
        doors(
            &["review log drill --answer \"scenario=the PSP is down\" --answer \"paths=jo was reached\" \
               --answer \"decision=none because no gap is left\" --note \"all there\""],
            ":review<enter>drill<enter>the PSP is down<enter>jo was reached<tab><tab>none because no gap is left<tab>\
             all there<enter>",
        ),
    ),
    (
        "import",
        doors(&["import register.csv --as risks"], ":import<enter>FOLDER/register.csv<tab>risks<enter>y"),
    ),
    ("undo", doors(&[DECISION, "undo"], then!(DECISION, "u"))),
    ("redo", doors(&[DECISION, "undo", "redo"], then!(DECISION, "u<c-r>"))),
    ("risk.appear", doors(&["risk appear R-1"], ":r-1<enter>m")),
    (
        "risk.sight",
        doors(&["risk sign R-1 yes --note \"two of five\""], ":r-1<enter>wyes<tab>two of five<enter>"),
    ),
    ("risk.mitigate", doors(&["risk mitigate R-1 --how contained"], ":r-1<enter>cmcontained<enter>")),
    ("risk.close", doors(&["risk close R-1 --why over"], ":r-1<enter>ccover<enter>")),
    ("blocker.escalate", doors(&[BLOCKER, "blocker escalate B-1"], then!(BLOCKER, "!y"))),
    ("blocker.escalate", doors(&[BLOCKER, "blocker escalate B-1 --to ana"], then!(BLOCKER, "!oana<enter>"))),
    (
        "deescalate",
        doors(
            &[BLOCKER, "blocker escalate B-1", "blocker deescalate B-1 --why \"it moves again\""],
            then!(BLOCKER, "!y!bit moves again<enter>"),
        ),
    ),
    ("blocker.fallback", doors(&[BLOCKER, "blocker fallback B-1"], then!(BLOCKER, "f"))),
    (
        "blocker.tell",
        doors(
            &[BLOCKER, "blocker edit B-1 --audience partners --message \"cards only\"", "blocker tell B-1"],
            then!(
                BLOCKER,
                "e<tab><tab><tab><tab><tab><tab><tab><tab><tab><tab>partners<tab>cards only<enter>t"
            ),
        ),
    ),
    (
        "blocker.resolve",
        doors(&[BLOCKER, "blocker resolve B-1 --how renewed"], then!(BLOCKER, "crenewed<enter>")),
    ),
    (
        "gate.assume",
        doors(
            &["scope assume yes --why \"the pilot held\""],
            ":scope assume<enter>yes<enter>the pilot held<enter>",
        ),
    ),
    (
        "gate.commit",
        doors(
            &[
                SUCCESS,
                DECISION,
                EVIDENCE,
                APPROVAL,
                "scope assume yes --why \"the pilot held\"",
                "scope commit",
            ],
            then!(
                SUCCESS,
                "3aShip without wallet?<enter>Vpilot ran<enter>test<tab>wiki/1<enter>\
                 camaya, in the standup<enter>40 labels a day<tab>yes<enter>yes<enter>\
                 :scope assume<enter>yes<enter>the pilot held<enter>:scope commit<enter>y"
            ),
        ),
    ),
    ("gate.confirm", doors(&["cycle confirm"], ":gate confirm<enter>y")),
    (
        "gate.demonstrate",
        doors(
            &["cycle demonstrate no --proof \"no numbers yet\""],
            ":gate demonstrate<enter>no<enter>no numbers yet<enter>",
        ),
    ),
    (
        "gate.sign",
        doors(
            &[
                SUCCESS,
                DECISION,
                EVIDENCE,
                APPROVAL,
                GUARD,
                "launch pass G-1 --note \"run 14\"",
                "review log evidence --answer \"demonstrable=yes, wiki/9\" --answer links=wiki/9 --answer post-launch=jo \
                 --answer safeguard=yes --answer decision=D-1",
                "review log drill --answer \"scenario=the PSP is down\" --answer \"paths=jo was reached\" \
                 --answer decision=D-1",
                "verdict sign --why \"all is well\"",
            ],
            then!(
                SUCCESS,
                "3aShip without wallet?<enter>Vpilot ran<enter>test<tab>wiki/1<enter>\
                 camaya, in the standup<enter>40 labels a day<tab>yes<enter>yes<enter>\
                 0Lguests can pay<enter>guest checkout<enter>cprun 14<enter>\
                 :review log<enter>evidence<enter>yes, wiki/9<enter>wiki/9<enter>jo<enter>yes<enter>D-1<enter>\
                 :review log<enter>drill<enter>the PSP is down<enter>jo was reached<enter>D-1<enter>\
                 :gate sign<enter>all is well<enter>"
            ),
        ),
    ),
    (
        "gate.override",
        doors(
            &["verdict override --why \"the sale is fixed\" --accepts \"some refunds\" --until 2026-03-30"],
            ":gate override<enter>the sale is fixed<enter>some refunds<tab>2026-03-30<enter>",
        ),
    ),
    (
        "metric.read",
        doors(&["metric read M-1 4.5 --note \"first week\""], ":m-1<enter>a4.5<tab>first week<enter>"),
    ),
    (
        "metric.read",
        doors(
            &["metric read M-1 4.5 --note \"first week\" --risk R-1"],
            ":m-1<enter>a4.5<tab>first week<tab>R-1<enter>",
        ),
    ),
    (
        "metric.add",
        doors(
            &["metric add \"Orders confirmed\" --unit s --better down --target 5 --min 0"],
            ":m-1<enter>:metric add<enter>Orders confirmed<tab>s<tab>down<tab><tab>5<tab><tab>0<tab><enter>",
        ),
    ),
    (
        "metric.correct",
        doors(
            &["metric read M-1 45", "metric correct M-1 1 4.5 --why \"a slip\""],
            ":m-1<enter>a45<enter>:metric correct<enter>1<enter>4.5<enter>a slip<enter>",
        ),
    ),
    (
        "metric.unlink",
        doors(
            &[DECISION, "metric link M-1 D-1", "metric unlink M-1 D-1"],
            then!(DECISION, ":m-1<enter>DD-1<enter>:metric unlink<enter>D-1<enter>"),
        ),
    ),
    (
        "metric.outcome",
        doors(
            &["metric outcome M-1 at-risk --note \"two calls\""],
            ":m-1<enter>Oat-risk<tab>two calls<enter>",
        ),
    ),
    ("metric.link", doors(&[DECISION, "metric link M-1 D-1"], then!(DECISION, ":m-1<enter>DD-1<enter>"))),
    ("intake.add", doors(&[NOTED], then!(NOTED, ""))),
    (
        "intake.complete",
        doors(
            &[NOTED, "intake complete N-1 --fallback \"print by hand\" --owner jo --due fri"],
            then!(NOTED, "cjo<enter>fri<enter>print by hand<enter>"),
        ),
    ),
    ("edit", doors(&["metric target M-1 4.5"], ":m-1<enter>t4.5<enter>")),
    (
        "assign",
        doors(
            &[DECISION, "decision add \"Freeze the catalogue?\" --step 1", "decision assign D-1 D-2 jo"],
            then!(DECISION, "aFreeze the catalogue?<enter>gg<space><space>ojo<enter>"),
        ),
    ),
    ("assign", doors(&["check assign P-1 \"Sam Amadi\" --create"], ":p-1<enter>oSam Amadi<enter>")),
    ("due", doors(&["step due S-1 fri"], ":s-1<enter>dfri<enter>")),
    ("note", doors(&[BLOCKER, "b 1 \"vendor called back\""], then!(BLOCKER, "ivendor called back<enter>"))),
    (
        "drop",
        doors(
            &[DECISION, "decision drop D-1 --why \"no longer asked\""],
            then!(DECISION, "xno longer asked<enter>"),
        ),
    ),
    (
        "reopen",
        doors(
            &["risk close R-1 --why over", "risk reopen R-1 --why back"],
            ":r-1<enter>ccover<enter>:r-1<enter>cback<enter>",
        ),
    ),
    ("decision.add", doors(&[DECISION], then!(DECISION, ""))),
    ("blocker.add", doors(&[BLOCKER], then!(BLOCKER, ""))),
    (
        "risk.add",
        doors(
            &["risk add \"carrier strikes\" --chance 2 --impact 4"],
            "5acarrier strikes<enter>2<enter>4<enter>",
        ),
    ),
    ("dependency.add", doors(&[DEPENDENCY], then!(DEPENDENCY, ""))),
    (
        "success.add",
        doors(
            &["success add \"less rework\" --metric M-1 --target 4"],
            "0aless rework<enter>M-1<enter>4<enter>",
        ),
    ),
    ("launch.add", doors(&[GUARD], then!(GUARD, ""))),
    ("person.join", doors(&["--as \"\" decision add \"Who am I?\" --step 1"], JOINS)),
    ("person.add", doors(&["person add \"Li Wei\" --function design"], "ALi Wei<tab>design<enter>")),
    ("person.off", doors(&["person off jo --hand-over ana"], ":person off<enter>bana<enter>")),
    (
        "person.away",
        doors(
            &["person away jo 2026-03-09 2026-03-13 --cover ana"],
            ":person away<enter>b2026-03-09<enter>2026-03-13<enter>ana<enter>",
        ),
    ),
    (
        "person.back",
        doors(
            &["person away jo 2026-03-09 2026-03-13 --cover ana", "person back jo"],
            ":person away<enter>b2026-03-09<enter>2026-03-13<enter>ana<enter>:person back<enter>b<enter>",
        ),
    ),
    (
        "cycle.new",
        doors(
            &["cycle new --playbook innovation-teams-launch-readiness --name Second --start 2026-03-02 \
                 --launch 2026-04-24 --zone Europe/Berlin --sign-off me --escalation me --narrative me"],
            ":cycle new<enter>innovation-teams-l<tab>Second<tab>2026-04-24<enter>",
        ),
    ),
    ("cycle.close", doors(&["cycle close Checkout"], ":cycle close<enter>y")),
    (
        "decision.handoff",
        doors(
            &[
                DECISION,
                "decision edit D-1 --constraints a --behaviour b --edge-cases c --target-metric M-2 --target-value 4 --target-on 2026-04-07 --measured e",
                APPROVED,
                "decision package D-1 --to jo",
            ],
            then!(
                DECISION,
                ":package<enter>a<tab>b<tab>c<tab>M-2<tab>4<tab>2026-04-07<tab>e<enter>camaya, in the standup<enter>40 labels a day<enter>the pilot<enter>test<enter>yes<enter>chjo<enter>"
            ),
        ),
    ),
    (
        "decision.return",
        doors(
            &[
                DECISION,
                "decision edit D-1 --constraints a --behaviour b --edge-cases c --target-metric M-2 --target-value 4 --target-on 2026-04-07 --measured e",
                APPROVED,
                "decision package D-1 --to jo",
                "decision return D-1 --why \"no error texts\"",
            ],
            then!(
                DECISION,
                ":package<enter>a<tab>b<tab>c<tab>M-2<tab>4<tab>2026-04-07<tab>e<enter>camaya, in the standup<enter>40 labels a day<enter>the pilot<enter>test<enter>yes<enter>chjo<enter>\
                 cbno error texts<enter>"
            ),
        ),
    ),
    (
        "decision.rework",
        doors(
            &[DECISION, APPROVED, "decision rework D-1 3.5 --why \"labels again\""],
            then!(APPROVED, "cw3.5<enter>labels again<enter>"),
        ),
    ),
    (
        "decision.criterion",
        doors(
            &[DECISION, "decision criterion D-1 \"40 labels a day\" --non-negotiable"],
            then!(DECISION, "C40 labels a day<tab>yes<enter>"),
        ),
    ),
    (
        "decision.evidence",
        doors(
            &[DECISION, "decision evidence D-1 \"pilot ran\" --kind test --link wiki/1"],
            then!(DECISION, "Vpilot ran<enter>test<tab>wiki/1<enter>"),
        ),
    ),
    (
        "decision.approve",
        doors(
            &[
                DECISION,
                "decision approve D-1 --by maya --why \"maya, in the standup\" --filter yes --accept \"40 labels a day\" --evidence \"the pilot\" --evidence-kind test",
            ],
            then!(
                DECISION,
                "camaya, in the standup<enter>40 labels a day<enter>the pilot<enter>test<enter>yes<enter>"
            ),
        ),
    ),
    (
        "decision.tie",
        doors(
            &[DECISION, APPROVED, "decision tie D-1 --why \"it does\""],
            then!(APPROVED, ":criterion tie<enter>it does<enter>"),
        ),
    ),
    (
        "decision.reword",
        doors(
            &[DECISION, APPROVED, "decision reword D-1 1 \"50 labels a day\" --why \"more stock\""],
            then!(APPROVED, ":criterion reword<enter>1<enter>50 labels a day<enter>more stock<enter>"),
        ),
    ),
    (
        "decision.met",
        doors(
            &[DECISION, APPROVED, "decision met D-1 1 --by \"run 14\""],
            then!(APPROVED, ":criterion met<enter>1<enter>run 14<enter>"),
        ),
    ),
    (
        "decision.unmet",
        doors(
            &[DECISION, APPROVED, "decision unmet D-1 1 --why \"run 15 fell over\""],
            then!(APPROVED, ":criterion unmet<enter>1<enter>run 15 fell over<enter>"),
        ),
    ),
    (
        "decision.retract",
        doors(
            &[DECISION, EVIDENCE, "decision retract D-1 1 --why \"another shop\""],
            then!(
                DECISION,
                "Vpilot ran<enter>test<tab>wiki/1<enter>:evidence retract<enter>1<enter>another shop<enter>"
            ),
        ),
    ),
    (
        "decision.follow-up",
        doors(&[DECISION, "decision follow-up D-1"], then!(DECISION, ":evidence ask<enter>")),
    ),
    ("launch.pass", doors(&[GUARD, "launch pass G-1 --note \"run 14\""], then!(GUARD, "cprun 14<enter>"))),
    (
        "decision.tie",
        doors(
            &[DECISION, "decision criterion D-1 \"40 labels a day\"", "decision tie D-1"],
            then!(DECISION, "C40 labels a day<enter>:criterion tie<enter>"),
        ),
    ),
    (
        "decision.uncriterion",
        doors(
            &[DECISION, "decision criterion D-1 \"40 labels a day\"", "decision uncriterion D-1 1"],
            then!(DECISION, "C40 labels a day<enter>:criterion remove<enter>1<enter>"),
        ),
    ),
    (
        "decision.withdraw",
        doors(
            &[DECISION, APPROVED, "decision withdraw D-1 --why \"the data was wrong\""],
            then!(APPROVED, "cxthe data was wrong<enter>"),
        ),
    ),
    (
        "decision.change",
        doors(
            &["scope change \"Sell gift wrap?\" --effect \"2 days later\" --trade none"],
            ":scope change<enter>Sell gift wrap?<enter>2 days later<enter>none<enter>",
        ),
    ),
    (
        "decision.reject",
        doors(&[DECISION, "decision reject D-1 --why \"too late\""], then!(DECISION, "crtoo late<enter>")),
    ),
    (
        "decision.defer",
        doors(
            &[DECISION, "decision defer D-1 --until launch-7d --why \"no data yet\""],
            then!(DECISION, "cdlaunch-7d<enter>no data yet<enter>"),
        ),
    ),
    (
        "decision.leave-out",
        doors(
            &[
                DECISION,
                "decision defer D-1 --until launch-7d --why \"no data yet\"",
                "decision due D-1 launch+40d",
                "decision leave-out D-1 --why \"nobody will miss it\"",
            ],
            then!(
                DECISION,
                "cdlaunch-7d<enter>no data yet<enter>dlaunch+40d<enter>clnobody will miss it<enter>"
            ),
        ),
    ),
];

fn with_register() -> Bench {
    let bench = Bench::new();
    let rows = "ID,Title,Likelihood,Impact,Owner\n1,late labels,2,4,Jo\n";
    std::fs::write(bench.path("register.csv"), rows).unwrap();
    bench
}

/// What was done in the first cycle after the board began, newest first.
fn logged(bench: &Bench, began: i64) -> Vec<String> {
    let log = bench.types("--cycle Checkout log --limit 0 --json").json();
    let since = log.as_array().unwrap().iter().filter(|logged| logged["seq"].as_i64() > Some(began));
    since.map(|logged| logged["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_operation_can_be_typed_and_pressed_with_the_same_outcome() {
    let mut failures = Vec::new();
    for (operation, Doors { commands, keys }) in DOORS {
        let (typed, pressed) = (with_register(), with_register());
        let began = Store::open(&typed.db()).unwrap().head().unwrap().0;
        for command in *commands {
            typed.does(command);
        }
        // Whoever acts without being known joins by the login.
        let joins = *operation == "person.join";
        let mut seat = Seat::at(&pressed.db(), (!joins).then_some("maya"), NOW);
        let folder = pressed.path("").display().to_string();
        for (place, keys) in keys.replace("FOLDER/", &folder).split("<at ").enumerate() {
            let (at, keys) = if place == 0 { ("", keys) } else { keys.split_once('>').unwrap() };
            if !at.is_empty() {
                seat.goes_to(at);
            }
            seat.press(keys);
        }
        let names = logged(&typed, began);
        if !names.iter().any(|name| name == operation) {
            failures.push(format!("{commands:?} is logged as {names:?}"));
        }
        let pressed_names = logged(&pressed, began);
        if pressed_names != names {
            failures.push(format!("{keys} is logged as {pressed_names:?}, not {names:?}; {}", seat.state()));
        }
        let (typed, pressed) = (boards(&typed.db()), boards(&pressed.db()));
        if let Some(difference) = difference(&typed, &pressed) {
            failures.push(format!("{commands:?} | {keys}\n{difference}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// The lines in which two descriptions of the same boards differ; `None` when they are equal.
pub(crate) fn difference(typed: &[Board], pressed: &[Board]) -> Option<String> {
    if typed == pressed {
        return None;
    }
    let (typed, pressed) = (format!("{typed:#?}"), format!("{pressed:#?}"));
    let differ = typed.lines().zip(pressed.lines()).filter(|(typed, pressed)| typed != pressed);
    let lines: Vec<String> =
        differ.take(3).map(|(typed, pressed)| format!("typed   {typed}\npressed {pressed}")).collect();
    Some(lines.join("\n"))
}

#[test]
fn no_operation_is_left_out() {
    let tried: BTreeSet<&str> = DOORS.iter().map(|(name, _)| *name).collect();
    // Nobody types or presses what the clock does.
    let names = ops::names().filter(|name| *name != "clock.escalate");
    assert_eq!(tried, names.collect());
}
