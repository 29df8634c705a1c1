//! Registers of other people, brought in, brought in again, and only looked at.

use crate::cli_harness::Bench;
use insta::assert_snapshot;

fn with(file: &str) -> Bench {
    let bench = Bench::new();
    let inputs = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/inputs/");
    std::fs::copy(format!("{inputs}{file}"), bench.path(file)).unwrap();
    bench
}

#[test]
fn three_registers_come_in_and_a_second_time_adds_nothing() {
    for (file, rows) in
        [("raid-log.csv", "auto"), ("it-risk-register.csv", "risks"), ("closeout-risk-register.csv", "risks")]
    {
        let bench = with(file);
        let import = format!("import {file} --kind {rows}");
        let said = bench.does(&import);
        assert!(said.contains("added") || said.contains(" in the intake"), "{said}");
        let (status, log) = (bench.does("status --json"), bench.log());
        let again = bench.does(&import);
        assert!(again.contains("unchanged"), "{again}");
        assert_eq!(bench.does("status --json"), status, "{file}");
        assert_eq!(bench.log(), log, "{file}: what changes nothing is not logged");
    }
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let bench = with("it-risk-register.csv");
    let before = bench.types("doctor --json").json()["head"].clone();
    let said = bench.does("import it-risk-register.csv --as=risks --dry-run");
    assert_eq!(bench.types("doctor --json").json()["head"], before);
    assert_snapshot!(said, @r"
    it-risk-register.csv: 30 rows, UTF-8, comma
    kinds: every row is a risk (as asked)
    columns: risk_id=external_id, title=title, risk_category=category, scenario=description, L_1to5=chance, I_1to5=impact, score=score, residual_L_1to5=residual_chance, residual_I_1to5=residual_impact, treatment=treatment, actions=plan, owner=owner, target_date=due, status=status, notes=notes
    kept as text: asset_id, threat, vulnerability, existing_controls, level, residual_score, residual_level, residual_assumption
    scale: L_1to5: 1 to 5 as it is (as its header or the mapping says)
    scale: I_1to5: 1 to 5 as it is (as its header or the mapping says)
    scale: residual_L_1to5: 1 to 5 as it is (as its header or the mapping says)
    scale: residual_I_1to5: 1 to 5 as it is (as its header or the mapping says)
    would be: 30 risks added; new people: IT, Finance, Procurement, Security, Dev/IT, DPO/Security; nothing was written
    ");
}

#[test]
fn one_undo_takes_a_whole_register_back() {
    let bench = with("raid-log.csv");
    let before = bench.does("status --json");
    bench.does("import raid-log.csv");
    bench.does("undo");
    assert_eq!(bench.does("status --json"), before);
}

#[test]
fn a_fault_names_file_row_and_column_and_nothing_is_written() {
    let bench = Bench::new();
    std::fs::write(bench.path("bad.csv"), "ID,Title,Impact,Likelihood\n1,one,High,Low\n2,two,Spicy,Low\n")
        .unwrap();
    let log = bench.log();
    assert_snapshot!(bench.refuses("import bad.csv --as risks"), @r#"
    exit 1
    gonogo: bad.csv, row 3, column "Impact": "Spicy" is not a step of any scale we know
      Write Low, Medium, High or a number from 1 to 5; or keep the column as text: --map "Impact=keep".
    "#);
    assert_eq!(bench.log(), log);
    bench.does("import bad.csv --kind risks --map Impact=keep");
}
