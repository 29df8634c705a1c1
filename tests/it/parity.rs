//! Whatever can be done can be typed and pressed: every operation has a command and keys, which leave the same records
//! and the same name in the log.

use crate::{
    cli_harness::{Bench, NOW},
    tui_harness::{Seat, boards},
};
use gonogo::{
    domain::{
        Board, Fields, Id, Kind, Moment, Ref,
        decision::{Answer, EvidenceKind, ScopeChange},
        intake::Becomes,
        launch_criterion::LaunchState,
        metric::OutcomeState,
        review::ReviewKind,
    },
    ops::{
        Operation, blocker, common, cycle, decision, dependency, gate, import, intake, item, launch, metric,
        person, review, risk, step,
    },
    playbook,
    store::Store,
};
use std::{collections::BTreeSet, path::Path};

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
                        --accept \"40 labels a day\"";
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
            "3aShip without wallet?<enter>camaya, in the standup<enter>40 labels a day<enter>yes<enter>",
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

/// How an operation is typed and how it is pressed. A new operation does not compile until both are here.
fn of(operation: &Operation) -> Doors {
    match operation {
        Operation::Record(op) => of_record(op),
        Operation::Person(op) => of_person(op),
        Operation::Cycle(op) => of_cycle(op),
        Operation::Step(op) => match op {
            step::Op::Done { .. } => doors(
                &["step done S-1 --override \"agreed in the kick-off\""],
                ":s-1<enter>cagreed in the kick-off<enter>",
            ),
        },
        Operation::Item(op) => match op {
            item::Op::Done { .. } => {
                doors(&["check done P-1 --evidence wiki/7"], ":p-1<enter><space>wiki/7<enter>")
            }
            item::Op::Waive { .. } => {
                doors(&["check waive P-7 --why \"no such scope\""], ":p-7<enter>xno such scope<enter>")
            }
        },
        Operation::Decision(op) => of_decision(op),
        Operation::Blocker(op) => of_blocker(op),
        Operation::Risk(op) => of_risk(op),
        Operation::Metric(op) => of_metric(op),
        Operation::Intake(op) => of_intake(op),
        Operation::Dependency(op) => match op {
            dependency::Op::Done { .. } => {
                doors(&[DEPENDENCY, "dependency done L-1"], then!(DEPENDENCY, ":l-1<enter>c<enter>"))
            }
        },
        Operation::Gate(op) => of_gate(op),
        Operation::Launch(op) => match op {
            launch::Op::Look { .. } => doors(
                &[GUARD, "launch fail G-1 --note \"the queue is cut off\""],
                then!(GUARD, "cfthe queue is cut off<enter>"),
            ),
        },
        Operation::Review(op) => match op {
            review::Op::Hold { .. } => {
                doors(&["review hold weekly --note \"all there\""], ":review<enter><tab>all there<enter>")
            }
        },
        Operation::Import(import::Op { .. }) => {
            doors(&["import register.csv --as risks"], ":import<enter>FOLDER/register.csv<tab>risks<enter>y")
        }
        Operation::Undo => doors(&[DECISION, "undo"], then!(DECISION, "u")),
        Operation::Redo => doors(&[DECISION, "undo", "redo"], then!(DECISION, "u<c-r>")),
    }
}

fn of_risk(op: &risk::Op) -> Doors {
    match op {
        risk::Op::Appear { .. } => doors(&["risk appear R-1"], ":r-1<enter>m"),
        risk::Op::Sight { .. } => {
            doors(&["risk sign R-1 yes --note \"two of five\""], ":r-1<enter>wyes<tab>two of five<enter>")
        }
        risk::Op::Mitigate { .. } => {
            doors(&["risk mitigate R-1 --how contained"], ":r-1<enter>cmcontained<enter>")
        }
        risk::Op::Close { .. } => doors(&["risk close R-1 --why over"], ":r-1<enter>ccover<enter>"),
    }
}

fn of_blocker(op: &blocker::Op) -> Doors {
    match op {
        blocker::Op::Escalate { to: None, .. } => {
            doors(&[BLOCKER, "blocker escalate B-1"], then!(BLOCKER, "!y"))
        }
        blocker::Op::Escalate { to: Some(_), .. } => {
            doors(&[BLOCKER, "blocker escalate B-1 --to ana"], then!(BLOCKER, "!oana<enter>"))
        }
        blocker::Op::Fallback { .. } => doors(&[BLOCKER, "blocker fallback B-1"], then!(BLOCKER, "f")),
        blocker::Op::Tell { .. } => doors(
            &[BLOCKER, "blocker edit B-1 --audience partners --message \"cards only\"", "blocker tell B-1"],
            then!(
                BLOCKER,
                "e<tab><tab><tab><tab><tab><tab><tab><tab><tab><tab>partners<tab>cards only<enter>t"
            ),
        ),
        blocker::Op::Resolve { .. } => {
            doors(&[BLOCKER, "blocker resolve B-1 --how renewed"], then!(BLOCKER, "crenewed<enter>"))
        }
    }
}

fn of_gate(op: &gate::Op) -> Doors {
    match op {
        gate::Op::Assume { .. } => doors(
            &["scope assume yes --why \"the pilot held\""],
            ":scope assume<enter>yes<enter>the pilot held<enter>",
        ),
        gate::Op::Commit => doors(
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
        gate::Op::Demonstrate { .. } => doors(
            &["cycle demonstrate no --proof \"no numbers yet\""],
            ":gate demonstrate<enter>no<enter>no numbers yet<enter>",
        ),
        gate::Op::Sign { .. } => doors(
            &[
                SUCCESS,
                DECISION,
                EVIDENCE,
                APPROVAL,
                GUARD,
                "launch pass G-1",
                "cycle demonstrate yes --proof wiki/9",
                "verdict sign --why \"all is well\"",
            ],
            then!(
                SUCCESS,
                "3aShip without wallet?<enter>Vpilot ran<enter>test<tab>wiki/1<enter>\
                 camaya, in the standup<enter>40 labels a day<tab>yes<enter>yes<enter>\
                 0Lguests can pay<enter>guest checkout<enter>cp:gate demonstrate<enter>yes<enter>wiki/9<enter>\
                 :gate sign<enter>all is well<enter>"
            ),
        ),
        gate::Op::Override { .. } => doors(
            &["verdict override --why \"the sale is fixed\" --accepts \"some refunds\" --until 2026-03-30"],
            ":gate override<enter>the sale is fixed<enter>some refunds<tab>2026-03-30<enter>",
        ),
    }
}

fn of_metric(op: &metric::Op) -> Doors {
    match op {
        metric::Op::Read { risk: None, .. } => {
            doors(&["metric read M-1 4.5 --note \"first week\""], ":m-1<enter>a4.5<tab>first week<enter>")
        }
        metric::Op::Read { risk: Some(_), .. } => doors(
            &["metric read M-1 4.5 --note \"first week\" --risk R-1"],
            ":m-1<enter>a4.5<tab>first week<tab>R-1<enter>",
        ),
        metric::Op::Outcome { .. } => doors(
            &["metric outcome M-1 at-risk --note \"two calls\""],
            ":m-1<enter>Oat-risk<tab>two calls<enter>",
        ),
        metric::Op::Link { .. } => {
            doors(&[DECISION, "metric link M-1 D-1"], then!(DECISION, ":m-1<enter>DD-1<enter>"))
        }
    }
}

fn of_intake(op: &intake::Op) -> Doors {
    match op {
        intake::Op::Add { .. } => doors(&[NOTED], then!(NOTED, "")),
        intake::Op::Complete { .. } => doors(
            &[NOTED, "intake complete N-1 --fallback \"print by hand\" --owner jo --due fri"],
            then!(NOTED, "cjo<enter>fri<enter>print by hand<enter>"),
        ),
    }
}

fn of_record(op: &common::Op) -> Doors {
    match op {
        common::Op::Add { kind, .. } => of_addition(*kind),
        common::Op::Edit { .. } => doors(&["metric target M-1 4.5"], ":m-1<enter>t4.5<enter>"),
        common::Op::Assign { .. } => doors(
            &[DECISION, "decision add \"Freeze the catalogue?\" --step 1", "decision assign D-1 D-2 jo"],
            then!(DECISION, "aFreeze the catalogue?<enter>gg<space><space>ojo<enter>"),
        ),
        common::Op::AssignNew { .. } => {
            doors(&["check assign P-1 \"Sam Amadi\" --create"], ":p-1<enter>oSam Amadi<enter>")
        }
        common::Op::Due { .. } => doors(&["step due S-1 fri"], ":s-1<enter>dfri<enter>"),
        common::Op::Note { .. } => {
            doors(&[BLOCKER, "b 1 \"vendor called back\""], then!(BLOCKER, "ivendor called back<enter>"))
        }
        common::Op::Drop { .. } => doors(
            &[DECISION, "decision drop D-1 --why \"no longer asked\""],
            then!(DECISION, "xno longer asked<enter>"),
        ),
        common::Op::Reopen { .. } => doors(
            &["risk close R-1 --why over", "risk reopen R-1 --why back"],
            ":r-1<enter>ccover<enter>:r-1<enter>cback<enter>",
        ),
    }
}

fn of_addition(kind: Kind) -> Doors {
    match kind {
        Kind::Decision => doors(&[DECISION], then!(DECISION, "")),
        Kind::Blocker => doors(&[BLOCKER], then!(BLOCKER, "")),
        Kind::Risk => doors(
            &["risk add \"carrier strikes\" --chance 2 --impact 4"],
            "5acarrier strikes<enter>2<enter>4<enter>",
        ),
        Kind::Dependency => doors(&[DEPENDENCY], then!(DEPENDENCY, "")),
        Kind::SuccessCriterion => doors(
            &["success add \"less rework\" --metric M-1 --target 4"],
            "0aless rework<enter>M-1<enter>4<enter>",
        ),
        Kind::LaunchCriterion => doors(&[GUARD], then!(GUARD, "")),
        Kind::Cycle
        | Kind::Person
        | Kind::Step
        | Kind::Item
        | Kind::Criterion
        | Kind::Evidence
        | Kind::Metric
        | Kind::Reading
        | Kind::Intake
        | Kind::Note
        | Kind::Import
        | Kind::OutcomeCheck
        | Kind::Sighting
        | Kind::Event
        | Kind::Review
        | Kind::SignOff => unreachable!("{kind:?} is not added this way"),
    }
}

fn of_person(op: &person::Op) -> Doors {
    match op {
        // Whoever acts without being known joins by the login.
        person::Op::Join { .. } => doors(&["--as \"\" decision add \"Who am I?\" --step 1"], JOINS),
        person::Op::Add { .. } => {
            doors(&["person add \"Li Wei\" --function design"], "ALi Wei<tab>design<enter>")
        }
        person::Op::Off { .. } => doors(&["person off jo --hand-over ana"], ":person off<enter>bana<enter>"),
    }
}

/// The name is offered as the login has it; a function need not be given.
const JOINS: &str = "<enter><enter>3aWho am I?<enter>";

fn of_cycle(op: &cycle::Op) -> Doors {
    match op {
        cycle::Op::New(_) => doors(
            &["cycle new --playbook innovation-teams-launch-readiness --name Second --start 2026-03-02 \
                 --launch 2026-04-24 --zone Europe/Berlin --sign-off me --escalation me --narrative me"],
            ":cycle new<enter>innovation-teams-l<tab><enter>Second<enter><enter>2026-03-02<enter>2026-04-24<enter>\
             <enter><enter><enter><enter><enter>",
        ),
        cycle::Op::Close { .. } => doors(&["cycle close Checkout"], ":cycle close<enter>y"),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the others have doors of their own")]
fn of_package(op: &decision::Op) -> Doors {
    match op {
        decision::Op::HandOff { .. } => doors(
            &[
                DECISION,
                "decision edit D-1 --constraints a --behaviour b --edge-cases c --target d --measured e",
                APPROVED,
                "decision package D-1 --to jo",
            ],
            then!(
                DECISION,
                ":package<enter>a<tab>b<tab>c<tab>d<tab>e<enter>camaya, in the standup<enter>40 labels a day<enter>yes<enter>chjo<enter>"
            ),
        ),
        decision::Op::Return { .. } => doors(
            &[
                DECISION,
                "decision edit D-1 --constraints a --behaviour b --edge-cases c --target d --measured e",
                APPROVED,
                "decision package D-1 --to jo",
                "decision return D-1 --why \"no error texts\"",
            ],
            then!(
                DECISION,
                ":package<enter>a<tab>b<tab>c<tab>d<tab>e<enter>camaya, in the standup<enter>40 labels a day<enter>yes<enter>chjo<enter>\
                 cbno error texts<enter>"
            ),
        ),
        decision::Op::Rework { .. } => doors(
            &[DECISION, APPROVED, "decision rework D-1 3.5 --why \"labels again\""],
            then!(APPROVED, "cw3.5<enter>labels again<enter>"),
        ),
        other => unreachable!("{other:?} has doors of its own"),
    }
}

fn of_decision(op: &decision::Op) -> Doors {
    match op {
        decision::Op::Criterion { .. } => doors(
            &[DECISION, "decision criterion D-1 \"40 labels a day\" --non-negotiable"],
            then!(DECISION, "C40 labels a day<tab>yes<enter>"),
        ),
        decision::Op::Evidence { .. } => doors(
            &[DECISION, "decision evidence D-1 \"pilot ran\" --kind test --link wiki/1"],
            then!(DECISION, "Vpilot ran<enter>test<tab>wiki/1<enter>"),
        ),
        decision::Op::Approve(_) => doors(
            &[
                DECISION,
                "decision approve D-1 --by maya --why \"maya, in the standup\" --filter yes --accept \"40 labels a day\"",
            ],
            then!(DECISION, "camaya, in the standup<enter>40 labels a day<enter>yes<enter>"),
        ),
        decision::Op::Tie { .. } => doors(
            &[DECISION, "decision criterion D-1 \"40 labels a day\"", "decision tie D-1"],
            then!(DECISION, "C40 labels a day<enter>:criterion tie<enter>"),
        ),
        decision::Op::Uncriterion { .. } => doors(
            &[DECISION, "decision criterion D-1 \"40 labels a day\"", "decision uncriterion D-1 1"],
            then!(DECISION, "C40 labels a day<enter>:criterion remove<enter>1<enter>"),
        ),
        decision::Op::Withdraw { .. } => doors(
            &[DECISION, APPROVED, "decision withdraw D-1 --why \"the data was wrong\""],
            then!(APPROVED, "cxthe data was wrong<enter>"),
        ),
        decision::Op::Change(_) => doors(
            &["scope change \"Sell gift wrap?\" --effect \"2 days later\" --trade none"],
            ":scope change<enter>Sell gift wrap?<enter>2 days later<enter>none<enter>",
        ),
        decision::Op::HandOff { .. } | decision::Op::Return { .. } | decision::Op::Rework { .. } => {
            of_package(op)
        }
        decision::Op::Reject { .. } => {
            doors(&[DECISION, "decision reject D-1 --why \"too late\""], then!(DECISION, "crtoo late<enter>"))
        }
        decision::Op::Defer { .. } => doors(
            &[DECISION, "decision defer D-1 --until launch-7d --why \"no data yet\""],
            then!(DECISION, "cdlaunch-7d<enter>no data yet<enter>"),
        ),
    }
}

/// One of every operation; only which it is matters here.
/// One of every operation on decisions and on the gate.
fn every_decision() -> Vec<Operation> {
    let (text, subject, at) = (String::new, Ref::new(Kind::Decision, 1), Moment::from_millis(0));
    let somebody = Id::new(1);
    vec![
        decision::Op::Criterion { subject, text: text(), non_negotiable: false }.into(),
        decision::Op::Evidence { subject, text: text(), kind: EvidenceKind::Data, link: None }.into(),
        decision::Op::Approve(Box::new(approval(subject))).into(),
        decision::Op::Reject { subject, why: text() }.into(),
        decision::Op::Tie { subject }.into(),
        decision::Op::Uncriterion { subject, place: 1 }.into(),
        decision::Op::Withdraw { subject, why: text() }.into(),
        decision::Op::Change(Box::new(change())).into(),
        decision::Op::HandOff { subject, to: somebody }.into(),
        decision::Op::Return { subject, why: text() }.into(),
        decision::Op::Rework { subject, hours: 1.0, why: text() }.into(),
        gate::Op::Assume { answer: Answer::Yes, why: text() }.into(),
        gate::Op::Commit.into(),
        gate::Op::Demonstrate { answer: Answer::Yes, proof: text() }.into(),
        gate::Op::Sign { why: text() }.into(),
        gate::Op::Override { why: text(), accepts: text(), until: at }.into(),
        decision::Op::Defer { subject, until: at, why: text() }.into(),
    ]
}

fn every_operation() -> Vec<Operation> {
    let (text, subject, at) = (String::new, Ref::new(Kind::Decision, 1), Moment::from_millis(0));
    let (somebody, fields) = (Id::new(1), Fields::new);
    let kinds = [
        Kind::Decision,
        Kind::Blocker,
        Kind::Risk,
        Kind::Dependency,
        Kind::SuccessCriterion,
        Kind::LaunchCriterion,
    ];
    let mut all: Vec<Operation> =
        kinds.into_iter().map(|kind| common::Op::Add { kind, fields: fields() }.into()).collect();
    all.extend(
        [
            common::Op::Edit { subject, set: fields() },
            common::Op::Assign { subjects: vec![], owner: somebody },
            common::Op::AssignNew { subjects: vec![], name: text() },
            common::Op::Due { subjects: vec![], due: at },
            common::Op::Note { subject, text: text() },
            common::Op::Drop { subject, why: text() },
            common::Op::Reopen { subject, why: text() },
        ]
        .map(Operation::from),
    );
    all.extend([
        person::Op::Join { name: text(), function: None, login: None }.into(),
        person::Op::Add { name: text(), function: None, login: None }.into(),
        person::Op::Off { person: somebody, hand_over: somebody }.into(),
        cycle::Op::New(Box::new(new_cycle())).into(),
        cycle::Op::Close { cycle: Id::new(1) }.into(),
        step::Op::Done { subject, override_why: None }.into(),
        item::Op::Done { subject, proof: None }.into(),
        item::Op::Waive { subject, why: text() }.into(),
        blocker::Op::Escalate { subject, to: None }.into(),
        blocker::Op::Escalate { subject, to: Some(somebody) }.into(),
        blocker::Op::Fallback { subject }.into(),
        blocker::Op::Tell { subject }.into(),
        blocker::Op::Resolve { subject, how: text() }.into(),
        risk::Op::Appear { subject }.into(),
        risk::Op::Mitigate { subject, how: text() }.into(),
        risk::Op::Close { subject, why: text() }.into(),
        risk::Op::Sight { subject, seen: true, note: None }.into(),
        launch::Op::Look { subject, state: LaunchState::Pass, note: None }.into(),
        review::Op::Hold { kind: ReviewKind::Weekly, note: None }.into(),
        metric::Op::Read { subject, value: 0.0, at: None, note: None, risk: None }.into(),
        metric::Op::Read { subject, value: 0.0, at: None, note: None, risk: Some(subject) }.into(),
        metric::Op::Outcome { subject, state: OutcomeState::Held, note: None }.into(),
        metric::Op::Link { subject, decision: subject }.into(),
        intake::Op::Add { text: text(), becomes: Becomes::Blocker, known: fields(), source: None }.into(),
        intake::Op::Complete { subject, becomes: None, fields: fields() }.into(),
        dependency::Op::Done { subject, how: None }.into(),
        import::Op { source: text(), rows: vec![] }.into(),
        Operation::Undo,
        Operation::Redo,
    ]);
    all.extend(every_decision());
    all
}

fn new_cycle() -> cycle::New {
    let day = Moment::from_millis(0).day(gonogo::domain::when::Zone::UTC);
    cycle::New {
        playbook: playbook::shipped().remove(0),
        name: String::new(),
        start: day,
        launch: day,
        zone: String::new(),
        sign_off: String::new(),
        narrative: None,
        escalation: vec![],
        people: vec![],
        charter: Fields::new(),
    }
}

fn approval(subject: Ref) -> decision::Approve {
    decision::Approve {
        subject,
        by: Id::new(1),
        choice: None,
        proof: None,
        criteria: vec![],
        protects: None,
        effect: None,
        filter: None,
        filter_note: None,
        non_negotiable: false,
    }
}

fn change() -> decision::Change {
    decision::Change {
        subject: None,
        title: String::new(),
        change: ScopeChange::Add,
        about: None,
        effect: String::new(),
        trade: String::new(),
        request: None,
        owner: None,
        due: None,
    }
}

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
    for operation in every_operation() {
        let Doors { commands, keys } = of(&operation);
        let (typed, pressed) = (with_register(), with_register());
        let began = Store::open(&typed.db()).unwrap().head().unwrap().0;
        for command in commands {
            typed.does(command);
        }
        let joins = matches!(operation, Operation::Person(person::Op::Join { .. }));
        let mut seat = Seat::at(&pressed.db(), (!joins).then_some("maya"), NOW);
        let folder = pressed.path("").display().to_string();
        seat.press(&keys.replace("FOLDER/", &folder));
        let names = logged(&typed, began);
        if !names.iter().any(|name| name == operation.name()) {
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

/// The names that operations have in the log, as their source spells them.
fn names_in_source() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ops");
    let mut names = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = if path.is_file() { std::fs::read_to_string(path).unwrap() } else { String::new() };
        let body = text.split("fn name(&self)").nth(1).and_then(|rest| rest.split("\n    }\n").next());
        // Between the quotation marks lie the names.
        names.extend(body.unwrap_or_default().split('"').skip(1).step_by(2).map(str::to_owned));
    }
    // Kinds that are not added by their fields share this one, which no operation gets.
    names.remove("add");
    names
}

#[test]
fn no_operation_is_left_out() {
    let tried: BTreeSet<String> = every_operation().iter().map(|it| it.name().to_owned()).collect();
    assert_eq!(tried, names_in_source());
}
