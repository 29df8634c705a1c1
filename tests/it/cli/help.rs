//! Everything that can be typed, as one picture: a change here is a change of the contract.
#![expect(clippy::too_many_lines, reason = "a snapshot is as long as what it shows")]

use crate::cli_harness::Bench;
use std::fmt::Write as _;

/// The commands and flags of a help text, without its prose.
fn outline(help: &str, into: &mut String) {
    let usage = help.lines().find_map(|line| line.strip_prefix("Usage: ")).unwrap();
    let flags: Vec<&str> = help
        .split("\n\nEverywhere:")
        .next()
        .unwrap()
        .split_whitespace()
        .filter(|word| word.starts_with("--") && word.len() > 2)
        .filter(|word| word.chars().skip(2).all(|c| c.is_ascii_lowercase() || c == '-'))
        .filter(|word| !matches!(*word, "--help" | "--version"))
        .collect();
    let mut unique: Vec<&str> = Vec::new();
    for flag in flags {
        if !unique.contains(&flag) {
            unique.push(flag);
        }
    }
    let usage = usage.replace(" [OPTIONS]", "").replace("gonogo ", "");
    let _ = writeln!(into, "{}", format!("{usage} {}", unique.join(" ")).trim_end());
}

fn commands(help: &str) -> Vec<String> {
    let Some((_, listed)) = help.split_once("Commands:\n") else {
        return Vec::new();
    };
    listed
        .lines()
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

fn walk(bench: &Bench, path: &str, into: &mut String) {
    let help = bench.does(&format!("{path} --help"));
    let below = commands(&help);
    if below.is_empty() {
        outline(&help, into);
    }
    for command in below {
        walk(bench, &format!("{path} {command}"), into);
    }
}

#[test]
fn the_whole_tree_of_commands() {
    let mut tree = String::new();
    walk(&Bench::bare(), "", &mut tree);
    insta::assert_snapshot!(tree, @r"
    demo [STORY] --print
    simulate --output <COPY> <FILE> --output
    cycle new --playbook <SLUG> --name <TEXT> --start <DAY> --launch <DAY> --sign-off <P> --playbook --name --start --launch --sign-off --narrative --escalation --zone --review-on --review-at --review-every --weekend --outcome --non-negotiable --filter --window --mandate --market-signal --constraint --protected
    cycle ls
    cycle show [NAME]
    cycle close [NAME]
    cycle use <NAME>
    cycle demonstrate <ANSWER> --note
    cycle confirm
    cycle edit --name --outcome --start --launch --zone --review-every --review-at --review-on --window --non-negotiable --filter --mandate --market-signal --constraint-named --protected --sign-off --narrative --escalation --self-approval --safeguard-owner --safeguard-on --pressure-test --post-launch --checkpoint-on --checkpoint-owner --checkpoint-expects --weekend --why
    playbook ls
    playbook show <SLUG>
    playbook rules [SLUG] --markdown
    playbook check [DIR]
    person ls --all
    person add <NAME> --function --login
    person off --hand-over <P> <P> --hand-over
    person away --cover <P> <P> <DAY> <DAY> --cover
    person back <P>
    person edit <P> --name --function --login --why
    step ls --owner --open --all --overdue --sort
    step show <ID>
    step assign <ID>... <P> --create
    step due <ID>... <DAY>
    step reopen <ID> --why
    step note <ID> <TEXT>
    step edit <ID> --owner --due --why
    step done <ID> --why
    step none <ID> --why
    check ls --owner --open --all --overdue --sort
    check show <ID>
    check assign <ID>... <P> --create
    check due <ID>... <DAY>
    check reopen <ID> --why
    check note <ID> <TEXT>
    check edit <ID> --owner --due --proof --why
    check done <ID> --note
    check waive <ID> --why
    decision add <TEXT> --owner --due --impact --cost --step --options --choice --rationale --proof --protects --effect --filter --filter-note --request --trade --validation --constraints --behaviour --edge-cases --target --measured --waits-for --target-metric --target-value --target-on
    decision ls --owner --open --all --overdue --sort
    decision show <ID>
    decision assign <ID>... <P> --create
    decision due <ID>... <DAY>
    decision reopen <ID> --why
    decision note <ID> <TEXT>
    decision edit <ID> --title --owner --due --impact --cost --step --options --choice --rationale --proof --protects --effect --filter --filter-note --request --trade --validation --constraints --behaviour --edge-cases --target --measured --waits-for --target-metric --target-value --target-on --why --correction
    decision drop <ID> --why
    decision package <ID> --to
    decision criterion <ID> <TEXT> --non-negotiable --why
    decision tie <ID> --why
    decision uncriterion <ID> <PLACE> --why
    decision reword <ID> <PLACE> <TEXT> --why --correction
    decision met <ID> <PLACE> --by
    decision unmet <ID> <PLACE> --why
    decision withdraw <ID> --why
    decision return <ID> --why
    decision rework <ID> <HOURS> --why
    decision evidence --kind <KIND> <ID> <TEXT> --kind --link --against
    decision retract <ID> <PLACE> --why
    decision follow-up <ID>
    decision approve <ID> --by --choice --why --accept --non-negotiable --evidence --evidence-kind --evidence-link --protects --effect --filter --filter-note --on
    decision reject <ID> --why
    decision defer --until <DAY> <ID> --until --why
    decision leave-out <ID> --why
    decision deescalate <ID> --why
    blocker add <TEXT> --owner --due --fallback --impact --cause --function --decision --reviewer --by-constraint --audience --message --teller --tell-by --on
    blocker ls --owner --open --all --overdue --sort
    blocker show <ID>
    blocker assign <ID>... <P> --create
    blocker due <ID>... <DAY>
    blocker reopen <ID> --why
    blocker note <ID> <TEXT>
    blocker edit <ID> --title --owner --due --fallback --impact --cause --function --decision --reviewer --by-constraint --audience --message --teller --tell-by --why
    blocker drop <ID> --why
    blocker update <ID> <TEXT>
    blocker escalate <ID> --to
    blocker fallback <ID>
    blocker tell <ID>
    blocker resolve <ID> --note --on
    blocker deescalate <ID> --why
    b <ID> <TEXT>
    risk add <TEXT> --owner --chance --impact --mitigation --plan --fallback --fallback-by --safeguard --criteria --checkpoint-owner --checkpoint-on --track --deadline --metric --cadence --signal --warning --decision
    risk ls --owner --open --all --overdue --sort
    risk show <ID>
    risk assign <ID>... <P> --create
    risk due <ID>... <DAY>
    risk reopen <ID> --why
    risk note <ID> <TEXT>
    risk edit <ID> --title --owner --chance --impact --mitigation --plan --fallback --fallback-by --safeguard --criteria --checkpoint-owner --checkpoint-on --track --deadline --metric --cadence --signal --warning --decision --why
    risk drop <ID> --why
    risk score <ID> <CHANCE> <IMPACT>
    risk appear <ID> --on
    risk sign <ID> <SEEN> --note
    risk mitigate <ID> --note
    risk close <ID> --why
    metric ls --owner --open --all --overdue --sort
    metric show <ID>
    metric edit <ID> --title --unit --better --owner --target --baseline --signal-state --signal-proof --why
    metric read <ID> <VALUE> --on --note --risk
    metric add --better <BETTER> <TITLE> --better --unit --owner --target --baseline --min --max
    metric correct <ID> <PLACE> <VALUE> --why
    metric outcome <ID> <STATE> --note
    metric link <ID> <D-n>
    metric unlink <ID> <D-n>
    metric own <ID> <P> --create
    metric target <ID> <VALUE>
    metric note <ID> <TEXT>
    scope ls --parallel
    scope log
    scope change [TITLE] --decision --change --about --effect --trade --request --owner --due
    scope assume <ANSWER> --why
    scope commit
    m <METRIC> <VALUE> --on --note --risk
    intake ls --owner --open --all --overdue --sort
    intake show <ID>
    intake edit <ID> --title --becomes --why
    intake add <TEXT> --becomes
    intake complete <ID> --becomes --title --owner --due --impact --cost --step --options --choice --rationale --proof --protects --effect --filter --filter-note --request --trade --validation --constraints --behaviour --edge-cases --target --measured --waits-for --target-metric --target-value --target-on --fallback --cause --function --decision --reviewer --by-constraint --audience --message --teller --tell-by --chance --mitigation --plan --fallback-by --safeguard --criteria --checkpoint-owner --checkpoint-on --track --deadline --metric --cadence --signal --warning --from-function --to-function --promised --forecast --response
    intake note <ID> <TEXT>
    intake drop <ID> --why
    intake reopen <ID> --why
    dependency add <TEXT> --owner --due --from-function --to-function --metric --promised --forecast --response
    dependency ls --owner --open --all --overdue --sort --by
    dependency show <ID>
    dependency assign <ID>... <P> --create
    dependency due <ID>... <DAY>
    dependency reopen <ID> --why
    dependency note <ID> <TEXT>
    dependency edit <ID> --title --owner --due --from-function --to-function --metric --promised --forecast --response --why
    dependency drop <ID> --why
    dependency done <ID> --note
    success add <TEXT> --owner --metric --target --due
    success ls --owner --open --all --overdue --sort
    success show <ID>
    success assign <ID>... <P> --create
    success due <ID>... <DAY>
    success reopen <ID> --why
    success note <ID> <TEXT>
    success edit <ID> --title --owner --metric --target --due --why
    success drop <ID> --why
    launch add <TEXT> --path --owner
    launch ls --owner --open --all --overdue --sort
    launch show <ID>
    launch assign <ID>... <P> --create
    launch due <ID>... <DAY>
    launch reopen <ID> --why
    launch note <ID> <TEXT>
    launch edit <ID> --title --path --owner --why
    launch drop <ID> --why
    launch pass <ID> --note
    launch fail <ID> --note
    launch unknown <ID> --note
    review log <KIND> --note --on --answer
    review ls
    review show <ID>
    review kinds [KIND]
    verdict sign --why
    verdict override --until <DAY> --until --why --accepts
    status --short
    report status --format
    stats reviews
    gaps
    due --mine --exit-code
    next --all --mine
    mine
    log [ID] --limit
    undo
    redo
    search <TEXT>...
    calendar --ahead
    import <FILE> --kind --map --dry-run
    keys --markdown
    schema [COMMAND]...
    doctor --mend
    ");
}

#[test]
fn the_first_page_of_help() {
    insta::assert_snapshot!(Bench::bare().does("--help"), @r#"
    Takes a launch or an alignment from "we should" to a go/no-go that holds.

    Without a command it opens the board in the terminal.

    Usage: gonogo [OPTIONS] [COMMAND]

    Commands:
      demo        A cycle in flight, to look around in
      simulate    Copies a board as a simulation, in which the clock may be given
      cycle       Cycles: one launch or alignment each, from start to wrap-up
      playbook    The plans a cycle can start from
      person      People: who owns, approves, is asked
      step        The six steps of the framework
      check       The sixteen items of the checklist
      decision    Decisions: a question, one owner, a date
      blocker     Blockers: what is stuck, one owner, a date, a fallback
      b           Writes an update on a blocker; short for `blocker update`
      risk        Risks: what may go wrong, how likely, how bad, and the plan against it
      metric      Metrics and their readings
      scope       Build scope: what may be built, and what the rest lacks
      m           Enters a reading by the metric's name; short for `metric read`
      intake      What was noted and is not yet accountable
      dependency  Dependencies: what one function needs of another
      success     Success criteria: which metric reaches which value by when
      launch      Launch criteria: what must hold on a path that earns money
      review      Reviews: which were held, which were missed
      verdict     Whether we are where we should be, and whether we could launch; exits with 0, 10 or 20
      status      How things stand: what is late, what is missing, what comes next
      report      Artefacts to pass on, as Markdown or plain text
      stats       Numbers over the whole cycle
      gaps        What lacks an owner, a date, a fallback or a plan; exits with 10 when something does
      due         What is due: late, soon, escalated, 48-hour windows, missed reviews
      next        What to do next: hard reasons, windows, what is escalated to you, late or due soon
      mine        What is mine and open, by date
      log         What was done, by whom, from where; newest first
      undo        Takes back your own newest operation
      redo        Does again what you took back
      search      Finds words in everything that was written
      calendar    The dates of the cycle: reviews, midpoint, launch and what follows
      import      Brings a register in from a file
      keys        What every key of the terminal does
      schema      The JSON Schema of what commands print for scripts
      doctor      Looks whether the board file and this terminal are sound

    Options:
      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    Everywhere:
          --db <FILE>
              The board file; else gonogo.db here or in a parent folder, else the one of this login
              
              [env: GONOGO_DB]

          --as <PERSON>
              Who acts; else whoever this login belongs to
              
              [env: GONOGO_AS]

          --now <INSTANT>
              What time it is: an instant, or a day meaning 09:00
              
              [env: GONOGO_NOW]

          --simulation
              Makes the new board a simulation: only there is anything written under a given clock

          --clock-is-right
              The clock of this machine is right, though the newest entry of the board does not fit it

          --cycle <NAME>
              The cycle, its id or its name; else the one of `cycle use`, else the only open one

          --json
              One JSON document instead of text

          --color <WHEN>
              When to use colour: auto, always or never

          --theme <THEME>
              Which palette the screen uses: dark, light or auto

          --ascii
              Lines and marks in plain ASCII on the screen
    "#);
}

#[test]
fn every_command_that_a_way_out_names_is_there_with_its_flags() {
    let bench = Bench::bare();
    let mut tree = String::new();
    walk(&bench, "", &mut tree);
    let mut asked = 0;
    for (name, remedy) in gonogo::domain::remedy::ALL {
        let Some(command) = remedy.command else { continue };
        let flags = command.split_whitespace().filter(|word| word.starts_with("--"));
        if command.starts_with("--") {
            // Any command may have it; `--FIELD` stands for the flag of a field, which every field has.
            let knows = |flag: &str| {
                matches!(flag, "--FIELD" | "--as" | "--simulation" | "--clock-is-right")
                    || tree.split_whitespace().any(|word| word == flag)
            };
            assert!(flags.clone().all(knows), "{name}: no command has {command}");
            continue;
        }
        let is_name = |word: &&str| {
            !word.starts_with('-') && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        };
        let words: Vec<&str> = command.split(' ').take_while(is_name).take(2).collect();
        let help = bench.does(&format!("{} --help", words.join(" ")));
        let usage = format!("Usage: gonogo {}", words.join(" "));
        assert!(help.contains(&usage), "{name}: there is no {}", words.join(" "));
        for flag in flags {
            assert!(help.contains(flag), "{name}: {} has no {flag}", words.join(" "));
        }
        asked += 1;
    }
    assert!(asked > 50, "only {asked} were asked");
}
