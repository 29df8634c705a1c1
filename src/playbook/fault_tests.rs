//! Breaks the shipped files in every way that must be told, and reads folders as teams would lay them out.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::*;

const INDUSTRY: &str = "industries/ecommerce.toml";
const METHOD: &str = "methods/launch-cycle.toml";
const ROLE: &str = "roles/engineering-managers.toml";
const OBJECTIVE: &str = "objectives/launch-readiness.toml";
const LAUNCH: &str = "engineering-managers-launch-readiness";
const VARIANT: &str = "playbooks/engineering-managers-launch-readiness.toml";

/// Writes every shipped file into a folder, one of them changed.
fn team_folder(path: &str, change: impl Fn(&str) -> String) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in embedded::FILES {
        let target = dir.path().join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        let changed = if *name == path { change(text) } else { (*text).to_owned() };
        assert!(*name != path || changed != *text, "the change must change something");
        fs::write(target, changed).unwrap();
    }
    dir
}

/// Returns the faults of a changed collection, those of the changed file only.
fn faults_of(path: &str, change: impl Fn(&str) -> String) -> Vec<Fault> {
    let dir = team_folder(path, change);
    let mut faults = load_dir(dir.path()).unwrap_err();
    faults.retain(|fault| fault.file.ends_with(path));
    assert!(check_dir(Some(dir.path())).iter().any(|checked| checked.result.is_err()));
    faults
}

/// Asserts that a change yields a fault saying this, at the line holding that.
fn breaks(path: &str, change: impl Fn(&str) -> String + Copy, saying: &str, at: &str) {
    let faults = faults_of(path, change);
    let fault =
        faults.iter().find(|fault| fault.missing.contains(saying)).unwrap_or_else(|| panic!("{faults:?}"));
    let original = embedded::FILES.iter().find(|(name, _)| *name == path).unwrap().1;
    let line = change(original).lines().nth(fault.line.unwrap() - 1).unwrap_or_default().to_owned();
    assert!(line.contains(at), "{fault} points at `{line}`");
}

/// Takes out the block that starts with `header` and contains `with`, up to the next header.
fn without_block(text: &str, header: &str, with: &str) -> String {
    let at = text.find(with).unwrap();
    let start = text[..at].rfind(header).unwrap();
    let end = text[at..].find(header).map_or(text.len(), |end| at + end);
    format!("{}{}", &text[..start], &text[end..])
}

#[test]
fn an_unknown_playbook_is_refused_with_the_known_ones() {
    let refused = find("founders-launch-readiness", None).unwrap_err().to_string();
    assert!(refused.contains("`founders-launch-readiness`") && refused.contains(LAUNCH), "{refused}");
}

#[test]
fn a_teams_folder_may_use_shipped_axes_and_soften_a_rule() {
    let dir = tempfile::tempdir().unwrap();
    let text = embedded::FILES.iter().find(|(name, _)| *name == VARIANT).unwrap().1;
    fs::create_dir(dir.path().join("playbooks")).unwrap();
    fs::write(
        dir.path().join("playbooks/spring.toml"),
        format!("{text}\n[severity]\ndrill-gaps = \"condition\"\n"),
    )
    .unwrap();
    let spring = find("spring", Some(dir.path())).unwrap();
    assert_eq!(spring.severity["drill-gaps"], Severity::Condition);
    assert_eq!(spring.metrics, find(LAUNCH, None).unwrap().metrics);
    assert_eq!(load_dir(dir.path()).unwrap(), [spring]);
    assert!(find(LAUNCH, Some(dir.path())).is_ok());
}

#[test]
fn an_empty_folder_says_what_it_should_hold() {
    let dir = tempfile::tempdir().unwrap();
    let faults = load_dir(dir.path()).unwrap_err();
    assert!(faults[0].to_string().contains("holds no playbook"), "{}", faults[0]);
    assert!(check_dir(Some(dir.path()))[0].result.is_err());
    assert!(load_dir(Path::new("/nowhere/at/all")).is_err());
}

#[test]
fn an_axis_nobody_uses_is_still_read() {
    let dir = team_folder(VARIANT, |text| text.replace("after_cycles = 1", "after_cycles = 2"));
    fs::write(dir.path().join("roles/founders.toml"), "name = \"founders\"\n").unwrap();
    let broken: Vec<_> = check_dir(Some(dir.path())).into_iter().filter(|one| one.result.is_err()).collect();
    assert_eq!(broken.len(), 1);
    assert!(broken[0].name.ends_with("roles/founders.toml"), "{broken:?}");
}

#[test]
fn an_item_given_twice_is_named() {
    breaks(METHOD, |text| text.replace("\"P16\"", "\"P15\""), "`P15` is given twice", "\"P15\"");
}

#[test]
fn what_an_item_is_there_for_is_known_and_belongs_to_one_item() {
    breaks(METHOD, |text| text.replace("[\"drill\"]", "[\"dril\"]"), "`dril` is not a review", "\"dril\"");
    breaks(METHOD, |text| text.replace("[\"drill\"]", "[\"retro\"]"), "`retro` is given twice", "\"retro\"");
    let change = |text: &str| text.replace("[\"build-scope-entry\"]", "[\"build-scope\"]");
    breaks(METHOD, change, "`build-scope` is not a verdict rule", "\"build-scope\"");
}

#[test]
fn a_checklist_may_have_fewer_items() {
    let change = |text: &str| without_block(text, "[[item]]", "key = \"P13\"");
    let dir = team_folder(METHOD, change);
    for checked in check_dir(Some(dir.path())) {
        assert!(checked.result.is_ok(), "{checked:?}");
    }
}

#[test]
fn broken_toml_is_named_where_it_breaks() {
    breaks(
        ROLE,
        |text| text.replace("ritual = \"making", "ritual = making"),
        "missing opening quote",
        "ritual = making",
    );
}

#[test]
fn an_unknown_key_is_named_where_it_stands() {
    breaks(OBJECTIVE, |text| text.replace("window =", "windw ="), "windw", "windw");
}

#[test]
fn a_missing_key_is_named() {
    breaks(ROLE, |text| text.replace("scope_guard = ", "# "), "missing field `scope_guard`", "");
    breaks(METHOD, |text| text.replacen("phase = \"midpoint\"\n", "", 1), "phase", "[[item]]");
}

#[test]
fn a_bad_date_rule_is_named_where_it_stands() {
    let change = |text: &str| text.replace("\"launch-5d\"", "\"launch-5w\"");
    breaks(METHOD, change, "`launch-5w` is not a date rule", "launch-5w");
}

#[test]
fn an_unknown_mitigation_is_named_where_it_stands() {
    let change = |text: &str| text.replace("\"isolate-48h\"", "\"isolate-24h\"");
    breaks(VARIANT, change, "isolate-24h", "isolate-24h");
}

#[test]
fn a_slot_nobody_fills_is_named_where_it_stands() {
    breaks(
        OBJECTIVE,
        |text| text.replace("{tested_target}", "{tested_aim}"),
        "`{tested_aim}`",
        "{tested_aim}",
    );
    let change = |text: &str| text.replacen("{safeguard.launch-criteria}", "{safeguard.luck}", 1);
    breaks(VARIANT, change, "`{safeguard.luck}`", "criteria");
}

#[test]
fn a_text_that_fills_others_has_no_slots_of_its_own() {
    let change = |text: &str| text.replace("\"making handoffs", "\"{outcome} by making handoffs");
    breaks(ROLE, change, "`{outcome}`", "ritual");
}

#[test]
fn a_wrong_count_is_named_for_every_list() {
    let step = |text: &str| without_block(text, "[[step]]", "title = \"Audit validation depth\"");
    breaks(OBJECTIVE, step, "6 steps are needed, here are 5", "Plan post-release validation");
    let feature = |text: &str| without_block(text, "[[feature]]", "key = \"feedback\"");
    breaks(OBJECTIVE, feature, "3 features are needed, here are 2", "\"events\"");
    let risk = |text: &str| without_block(text, "[[risk]]", "key = \"early-building\"");
    breaks(VARIANT, risk, "6 risks are needed, here are 5", "moving-scope");
    let metric = |text: &str| without_block(text, "[[shared_metric]]", "key = \"decision-closure\"");
    breaks(ROLE, metric, "6 metrics are needed, here are 5", "exception-completion");
    let pattern = |text: &str| without_block(text, "[[pattern]]", "title = \"Validating and building");
    breaks(ROLE, pattern, "5 patterns are needed, here are 4", "Refining in the month");
    let safeguard = |text: &str| without_block(text, "[[safeguard]]", "key = \"priority-reviews\"");
    breaks(INDUSTRY, safeguard, "4 safeguards are needed, here are 3", "launch-criteria");
    let practice =
        |text: &str| text.replace("  \"Give every blocker one accountable reviewer and a date.\",\n", "");
    breaks(ROLE, practice, "3 practices, here are 2", "started afresh");
}

#[test]
fn an_id_nothing_computes_is_named_where_it_stands() {
    breaks(
        OBJECTIVE,
        |text| text.replace("\"all-scored\"", "\"some-scored\""),
        "`some-scored`",
        "some-scored",
    );
    breaks(ROLE, |text| text.replace("formula = \"rework-hours\"", "formula = \"toil\""), "`toil`", "toil");
    breaks(METHOD, |text| text.replace("drill-gaps =", "drill-gap ="), "`drill-gap` is not", "drill-gap =");
    let change = |text: &str| text.replace("drill-gaps = \"hard\"\n", "");
    breaks(METHOD, change, "the rule `drill-gaps` no severity", "= \"");
}

#[test]
fn a_key_that_leads_nowhere_is_named_with_the_known_ones() {
    let change =
        |text: &str| text.replace("drill_scenario = \"handoff-friction\"", "drill_scenario = \"rain\"");
    breaks(VARIANT, change, "known: scope-churn", "rain");
    let change = |text: &str| text.replace("role = \"engineering", "role = \"engineer");
    breaks(VARIANT, change, "there is no file roles/engineer-managers.toml", "role =");
    let change = |text: &str| text.replacen("pair = \"scope-churn\"", "pair = \"scope-churns\"", 1);
    breaks(OBJECTIVE, change, "when the pair `scope-churn` is under control", "pair =");
}

#[test]
fn a_plan_states_what_its_mitigation_needs_and_nothing_else() {
    let change = |text: &str| text.replacen("track = \"escalation-ownership\"\n\n[[", "\n[[", 1);
    breaks(VARIANT, change, "criteria-checkpoint needs `track`", "unmeasured-gates");
    let change = |text: &str| text.replace("\"isolate-48h\"\n", "\"isolate-48h\"\ncadence = \"daily\"\n");
    breaks(VARIANT, change, "isolate-48h has no use for `cadence`", "early-building");
}

#[test]
fn a_duration_that_nothing_reads_is_refused() {
    let change = |text: &str| text.replace("review_days = 7", "review_days = 7\nstage_days = 14");
    breaks(METHOD, change, "unknown field `stage_days`", "stage_days");
}

#[test]
fn a_routine_of_no_days_and_an_escalation_of_nothing_are_refused() {
    breaks(METHOD, |text| text.replace("review_days = 7", "review_days = 0"), "nonzero", "review_days");
    breaks(VARIANT, |text| text.replace("after_cycles = 1", "after_cycles = 0"), "nonzero", "after_cycles");
    let change = |text: &str| text.replace("includes = [\"blocker\"]", "includes = []");
    breaks(VARIANT, change, "nothing that escalates", "[escalation]");
}
