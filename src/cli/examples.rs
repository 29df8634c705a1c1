//! Examples of every command, as help shows them. A test does each of them on a copy of the demo.
//!
//! Knows no command but by the words it is typed with.

use clap::{Command, builder::StyledStr};

/// The words of a command, and what is typed for it.
type Examples = (&'static str, &'static [&'static str]);

/// Every command that stands alone or is a verb of a noun.
const EXAMPLES: &[Examples] = &[
    ("demo", &["demo alignment --print --db tour.db"]),
    ("simulate", &["simulate gonogo.db -o what-if.db"]),
    (
        "cycle new",
        &[
            "cycle new --playbook engineering-managers-launch-readiness --name Spring --start today --launch +6w --sign-off me \
             --narrative me --escalation me",
        ],
    ),
    ("cycle ls", &["cycle ls"]),
    ("cycle show", &["cycle show", "cycle show CY-1"]),
    ("cycle close", &["cycle close"]),
    ("cycle use", &["cycle use CY-1", "cycle use checkout"]),
    ("cycle confirm", &["cycle confirm"]),
    ("cycle demonstrate", &["cycle demonstrate no --proof \"two of three paths are tried\""]),
    (
        "cycle edit",
        &[
            "cycle edit --window \"the spring window\"",
            "cycle edit --escalation ana,maya --why \"ana is back\"",
        ],
    ),
    ("playbook ls", &["playbook ls"]),
    ("playbook show", &["playbook show engineering-managers-launch-readiness"]),
    ("playbook rules", &["playbook rules"]),
    ("playbook check", &["playbook check"]),
    ("person ls", &["person ls --all"]),
    ("person add", &["person add \"Kim Vega\" --function support"]),
    ("person away", &["person away sam today +5d --cover jo"]),
    ("person back", &["person back sam"]),
    ("person off", &["person off li --hand-over jo"]),
    ("person edit", &["person edit sam --function support"]),
    ("step ls", &["step ls --all"]),
    ("step show", &["step show S-4"]),
    ("step assign", &["step assign S-4 S-5 jo"]),
    ("step due", &["step due S-5 fri"]),
    ("step reopen", &["step reopen S-3 --why \"two owners have left\""]),
    ("step note", &["step note S-4 waiting for the drill"]),
    ("step edit", &["step edit S-4 --owner jo"]),
    ("step done", &["step done S-4 --why \"the rest is checked on Monday\""]),
    ("step none", &["step none S-4 --why \"there is nothing to audit in this cycle\""]),
    ("check ls", &["check ls --overdue", "check ls --owner ana --sort due"]),
    ("check show", &["check show P-12"]),
    ("check assign", &["check assign P-12 P-13 jo"]),
    ("check due", &["check due P-12 \"fri 5pm\""]),
    ("check reopen", &["check reopen P-2 --why \"a journey is new\""]),
    ("check note", &["check note P-12 numbers are in"]),
    ("check edit", &["check edit P-12 --owner jo"]),
    ("check done", &["check done P-12 --evidence wiki/summary"]),
    ("check waive", &["check waive P-6 --why \"nothing is announced\""]),
    (
        "decision add",
        &[
            "decision add \"Ship without the wallet? @jo due:fri\"",
            "decision add Which carrier? --owner jo --due +3d --impact 4",
        ],
    ),
    ("decision ls", &["decision ls --overdue", "decision ls --owner me --sort -due"]),
    ("decision show", &["decision show D-6"]),
    ("decision assign", &["decision assign D-6 D-7 jo"]),
    ("decision due", &["decision due D-12 review", "decision due D-7 launch-7d"]),
    ("decision reopen", &["decision reopen D-4 --why \"the provider offers it now\""]),
    ("decision note", &["decision note D-7 asked the catalogue team"]),
    ("decision edit", &["decision edit D-12 --impact 5 --options \"A before, B after payment\""]),
    ("decision drop", &["decision drop D-12 --why \"the page is gone\""]),
    ("decision package", &["decision package D-1"]),
    ("decision criterion", &["decision criterion D-7 nobody edits after 18:00 --non-negotiable"]),
    ("decision tie", &["decision tie D-6"]),
    ("decision uncriterion", &["decision uncriterion D-6 2"]),
    ("decision reword", &["decision reword D-6 2 two names for each day"]),
    ("decision met", &["decision met D-1 1 --by \"drill of Monday\""]),
    ("decision unmet", &["decision unmet D-1 1 --why \"it took an hour\""]),
    ("decision withdraw", &["decision withdraw D-8 --why \"the limit is not agreed\""]),
    ("decision return", &["decision return D-1 --why \"the edge cases are missing\""]),
    ("decision rework", &["decision rework D-1 6 --why \"the switch stuck\""]),
    (
        "decision evidence",
        &["decision evidence D-7 40 edits a day, none needed --kind data --link dash/edits"],
    ),
    ("decision retract", &["decision retract D-6 1 --why \"the count was wrong\""]),
    ("decision follow-up", &["decision follow-up D-15"]),
    (
        "decision approve",
        &["decision approve D-6 --why \"two weeks are worth it\" --choice A --filter yes --by me"],
    ),
    ("decision reject", &["decision reject D-7 --why \"it helps nobody\""]),
    ("decision defer", &["decision defer D-7 --until launch-3d --why \"first the drill\""]),
    ("decision leave-out", &["decision leave-out D-5 --why \"after the launch\""]),
    ("decision deescalate", &["decision deescalate D-6 --why \"back with its owner\""]),
    (
        "blocker add",
        &[
            "blocker add \"PSP cert expired @sam due:fri fallback: ship cards only\"",
            "blocker add no key --fallback \"use the old one\"",
        ],
    ),
    ("blocker ls", &["blocker ls", "blocker ls --sort -impact"]),
    ("blocker show", &["blocker show 3"]),
    ("blocker assign", &["blocker assign B-3 B-5 jo"]),
    ("blocker due", &["blocker due B-3 mon"]),
    ("blocker reopen", &["blocker reopen B-1 --why \"it ran out again\""]),
    ("blocker note", &["blocker note B-3 the tax office calls back"]),
    ("blocker edit", &["blocker edit B-3 --impact 5"]),
    ("blocker drop", &["blocker drop B-6 --why \"not needed any more\""]),
    ("blocker update", &["blocker update B-3 signed by two of three"]),
    ("blocker escalate", &["blocker escalate B-5 --to maya"]),
    ("blocker fallback", &["blocker fallback B-3"]),
    ("blocker tell", &["blocker tell B-5"]),
    ("blocker resolve", &["blocker resolve B-3 --note \"rates are signed\""]),
    ("blocker deescalate", &["blocker deescalate B-2 --why \"the carrier answers\""]),
    ("b", &["b 3 waiting on the tax office", "b 3 -20 % of the parcels"]),
    ("risk add", &["risk add Mails are late --chance 3 --impact 2 --owner jo"]),
    ("risk ls", &["risk ls", "risk ls --owner sam"]),
    ("risk show", &["risk show R-7"]),
    ("risk assign", &["risk assign R-7 R-4 ana"]),
    ("risk due", &["risk due R-3 mon"]),
    ("risk reopen", &["risk reopen R-10 --why \"they came back\""]),
    ("risk note", &["risk note R-7 asked the provider"]),
    ("risk edit", &["risk edit R-7 --chance 3"]),
    ("risk drop", &["risk drop R-9 --why \"no parcels on that day\""]),
    ("risk score", &["risk score R-7 3 4"]),
    ("risk appear", &["risk appear R-7"]),
    ("risk sign", &["risk sign R-7 yes --note \"28 a second at noon\""]),
    ("risk mitigate", &["risk mitigate R-5 --note \"the assumption was tried\""]),
    ("risk close", &["risk close R-8 --why \"no mail was lost for a week\""]),
    ("metric ls", &["metric ls"]),
    ("metric show", &["metric show M-4"]),
    ("metric add", &["metric add Calls a day --better down --unit calls --owner sam --target 40"]),
    ("metric edit", &["metric edit M-4 --target 85"]),
    ("metric read", &["metric read M-4 82", "metric read M-6 97 --on yesterday --note \"after the fix\""]),
    ("metric correct", &["metric correct M-4 1 80 --why \"a digit was wrong\""]),
    ("metric outcome", &["metric outcome M-4 held --note \"no complaint\""]),
    ("metric link", &["metric link M-4 D-6"]),
    ("metric unlink", &["metric unlink M-1 D-3"]),
    ("metric own", &["metric own M-4 jo"]),
    ("metric target", &["metric target M-4 85"]),
    ("metric note", &["metric note M-4 polled after the audit"]),
    ("scope ls", &["scope ls", "scope ls --parallel"]),
    ("scope log", &["scope log"]),
    (
        "scope change",
        &[
            "scope change \"Add gift cards\" --effect \"2 days later\" --trade \"constraints are heard first\" --request \"marketing\"",
        ],
    ),
    ("scope assume", &["scope assume yes --why \"all three paths are proven\""]),
    ("scope commit", &["scope commit"]),
    ("m", &["m delivery 82", "m exception 97 --on yesterday"]),
    ("intake ls", &["intake ls"]),
    ("intake show", &["intake show N-3"]),
    ("intake edit", &["intake edit N-3 --becomes risk"]),
    ("intake add", &["intake add \"who answers the resellers? @jo\""]),
    ("intake complete", &["intake complete N-3 --fallback \"hide the balance\""]),
    ("intake note", &["intake note N-3 seen twice"]),
    ("intake drop", &["intake drop N-4 --why \"the discount is gone\""]),
    ("intake reopen", &["intake reopen N-4 --why \"it is back\""]),
    (
        "dependency add",
        &["dependency add texts for refunds --from-function design --to-function support --metric M-2"],
    ),
    ("dependency ls", &["dependency ls", "dependency ls --by function"]),
    ("dependency show", &["dependency show L-3"]),
    ("dependency assign", &["dependency assign L-1 L-2 jo"]),
    ("dependency due", &["dependency due L-3 mon"]),
    ("dependency reopen", &["dependency reopen L-1 --why \"it does not work\""]),
    ("dependency note", &["dependency note L-3 first drafts are in"]),
    ("dependency edit", &["dependency edit L-3 --forecast mon"]),
    ("dependency drop", &["dependency drop L-2 --why \"one language is enough\""]),
    ("dependency done", &["dependency done L-1 --note \"tried with ten parcels\""]),
    ("success add", &["success add Fewer calls --metric M-2 --target 3 --due launch+30d"]),
    ("success ls", &["success ls"]),
    ("success show", &["success show C-1"]),
    ("success assign", &["success assign C-1 jo"]),
    ("success due", &["success due C-2 +2w"]),
    ("success reopen", &["success reopen C-1 --why \"it was dropped too soon\""]),
    ("success note", &["success note C-1 measured by support"]),
    ("success edit", &["success edit C-1 --owner jo"]),
    ("success drop", &["success drop C-2 --why \"nobody can measure it\""]),
    ("launch add", &["launch add Invoices are right --path \"business customers\""]),
    ("launch ls", &["launch ls"]),
    ("launch show", &["launch show G-1"]),
    ("launch assign", &["launch assign G-3 jo"]),
    ("launch due", &["launch due G-3 fri"]),
    ("launch reopen", &["launch reopen G-1 --why \"it was dropped too soon\""]),
    ("launch note", &["launch note G-2 seven of ten"]),
    ("launch edit", &["launch edit G-3 --owner jo"]),
    ("launch drop", &["launch drop G-3 --why \"no express any more\""]),
    ("launch pass", &["launch pass G-2 --note \"ten of ten within a day\""]),
    ("launch fail", &["launch fail G-1 --note \"phones time out\""]),
    ("launch unknown", &["launch unknown G-1 --note \"the phone changed\""]),
    ("review log", &["review log standup --note \"two owners named\""]),
    ("review ls", &["review ls"]),
    ("review show", &["review show V-4"]),
    ("review kinds", &["review kinds", "review kinds drill"]),
    ("verdict", &["verdict", "verdict --explain"]),
    ("verdict sign", &["verdict sign --why \"all is shown\""]),
    (
        "verdict override",
        &["verdict override --until +3d --why \"the sale is fixed\" --accepts \"some refunds are late\""],
    ),
    ("status", &["status", "status --short"]),
    ("report status", &["report status", "report status --format txt"]),
    ("stats reviews", &["stats reviews"]),
    ("gaps", &["gaps"]),
    ("due", &["due", "due --exit-code"]),
    ("next", &["next", "next --mine --all"]),
    ("mine", &["mine"]),
    ("log", &["log --limit 5", "log D-6"]),
    ("undo", &["undo"]),
    ("redo", &["redo"]),
    ("search", &["search carrier labels"]),
    ("calendar", &["calendar --ahead"]),
    ("import", &["import register.csv --dry-run", "import register.csv --kind risks"]),
    ("keys", &["keys"]),
    ("doctor", &["doctor"]),
    ("schema", &["schema", "schema decision show"]),
];

/// How many examples the page of a noun has.
const OF_A_NOUN: usize = 3;

/// Adds its examples to a command and to what stands below it, so far as that is built.
pub(super) fn add(command: Command) -> Command {
    let noun = command.get_name().to_owned();
    let command = command.mut_subcommands(|verb| {
        let words = format!("{noun} {}", verb.get_name());
        match of(&words) {
            [] => verb,
            lines => verb.after_help(said(lines.iter().copied())),
        }
    });
    let own = of(&noun).iter().copied();
    let below =
        EXAMPLES.iter().filter(|(words, _)| words.strip_prefix(&*noun).is_some_and(|it| it.starts_with(' ')));
    let lines: Vec<&str> =
        own.chain(below.filter_map(|(_, lines)| lines.first().copied())).take(OF_A_NOUN).collect();
    if lines.is_empty() { command } else { command.after_help(said(lines)) }
}

fn of(words: &str) -> &'static [&'static str] {
    EXAMPLES.iter().find(|(of, _)| *of == words).map_or(&[], |(_, lines)| lines)
}

fn said(lines: impl IntoIterator<Item = &'static str>) -> StyledStr {
    let lines = lines.into_iter().map(|line| format!("  gonogo {line}"));
    let lines: Vec<String> = std::iter::once("Examples:".to_owned()).chain(lines).collect();
    StyledStr::from(lines.join("\n"))
}
