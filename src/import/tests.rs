//! Whole files: registers found in the wild, kept byte for byte, and anything else a person may point at.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;

const CLOSEOUT: &[u8] = include_bytes!("../../tests/inputs/closeout-risk-register.csv");
const IT: &[u8] = include_bytes!("../../tests/inputs/it-risk-register.csv");
const RAID: &[u8] = include_bytes!("../../tests/inputs/raid-log.csv");

fn auto(name: &str, bytes: &[u8]) -> Register {
    read(name, bytes, As::Auto, &[]).expect("a register")
}

fn matched(register: &Register) -> String {
    let pairs: Vec<_> =
        register.mapping.matched().map(|(column, field)| format!("{column}={}", field.name())).collect();
    pairs.join(", ")
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

#[test]
fn the_closeout_register_reads_its_scale_from_its_score() {
    let register = auto("closeout-risk-register.csv", CLOSEOUT);
    assert_eq!((register.encoding, register.delimiter), (Encoding::Utf8, Delimiter::Comma));
    assert_eq!(
        matched(&register),
        "Risk ID=external_id, Description=title, Probability=chance, Impact=impact, \
         Score=score, Risk Type=category, Mitigation=plan, Owner=owner, \
         Early Warning=early_warning"
    );
    assert_eq!(register.mapping.unmatched().collect::<Vec<_>>().join(", "), "Deliverable, Severity");
    assert_eq!(
        register.scales,
        ["Probability: High=4 Medium=3 Low=2 (read from Score)", "Impact: High=4 Medium=3 (read from Score)"]
    );
    assert_eq!(register.kinds, "every row is a risk (the header names it)");
    assert_eq!(register.rows.len(), 13);
    let first = &register.rows[0];
    assert_eq!(
        (first.external_id.as_str(), first.place, first.kind),
        ("A1", Place { row: 2, line: 2 }, RowKind::Risk)
    );
    assert_eq!(first.title, "Data gaps in CE structures and role-players");
    assert_eq!((first.chance, first.impact), (Some(4), Some(4)));
    assert_eq!(
        first.plan.as_deref(),
        Some("Triangulate with interviews, CSIR/DFFE/DSI sources, and stakeholder validation.")
    );
    assert_eq!(
        first.extra,
        [("Deliverable", "C3.1 Desktop Research"), ("Severity", "Critical")]
            .map(|(column, cell)| (column.to_owned(), cell.to_owned()))
    );
    let last = &register.rows[12];
    assert_eq!((last.external_id.as_str(), last.place.line), ("F2", 14));
    assert_eq!(
        (last.chance, last.impact, last.due, last.fallback.as_deref()),
        (Some(2), Some(4), None, None)
    );
    assert!(register.rows[2].plan.as_deref().is_some_and(|plan| plan.contains("value chains → skills")));
}

#[test]
fn the_it_register_keeps_initial_and_residual_levels_apart() {
    let register = auto("it-risk-register.csv", IT);
    assert_eq!(
        matched(&register),
        "risk_id=external_id, title=title, risk_category=category, scenario=description, \
         L_1to5=chance, I_1to5=impact, score=score, residual_L_1to5=residual_chance, \
         residual_I_1to5=residual_impact, treatment=treatment, actions=plan, owner=owner, \
         target_date=due, status=status, notes=notes"
    );
    assert_eq!(
        register.mapping.unmatched().collect::<Vec<_>>().join(", "),
        "asset_id, threat, vulnerability, existing_controls, level, residual_score, \
         residual_level, residual_assumption"
    );
}

#[test]
fn the_rows_of_the_it_register_are_open_risks_with_owners_and_days() {
    let register = auto("it-risk-register.csv", IT);
    assert_eq!(register.scales.len(), 4);
    assert_eq!(register.scales[0], "L_1to5: 1 to 5 as it is (as its header or the mapping says)");
    assert_eq!(register.rows.len(), 30);
    assert!(register.rows.iter().all(|row| row.kind == RowKind::Risk && row.status == RowStatus::Open));
    assert!(register.rows.iter().all(|row| row.due.is_some() && row.owner.is_some()));
    let first = &register.rows[0];
    assert_eq!((first.chance, first.impact), (Some(4), Some(4)));
    assert_eq!((first.residual_chance, first.residual_impact), (Some(3), Some(4)));
    assert_eq!((first.due, first.owner.as_deref()), (day("2026-03-31"), Some("IT")));
    assert_eq!(first.treatment.as_deref(), Some("Reduce"));
    assert_eq!(first.extra.len(), 8);
    let last = &register.rows[29];
    assert_eq!((last.external_id.as_str(), last.place.line, last.due), ("R30", 31, day("2026-11-30")));
    assert_eq!(register.rows[18].notes.as_deref(), Some("Risk ≠ only attackers"));
}

#[test]
fn the_raid_log_is_sorted_by_its_type_and_repeated_texts_stay_apart() {
    let register = auto("raid-log.csv", RAID);
    assert_eq!(
        matched(&register),
        "ID=external_id, Type=kind, Description=title, Owner=owner, Status=status, \
         Impact=impact, Probability=chance, Mitigation=plan, TargetDate=due"
    );
    assert_eq!(register.mapping.unmatched().count(), 0);
    assert_eq!(register.scales[1], "Impact: High=4 Medium=3 Low=2 (the usual reading)");
}

#[test]
fn the_raid_log_has_all_its_kinds_and_statuses() {
    let register = auto("raid-log.csv", RAID);
    let mut counts = BTreeMap::new();
    for row in &register.rows {
        *counts.entry((row.kind.name(), row.status.name())).or_insert(0) += 1;
    }
    let counts: Vec<_> =
        counts.into_iter().map(|((kind, status), n)| format!("{n} {kind} {status}")).collect();
    assert_eq!(
        counts,
        [
            "2 assumption closed",
            "3 assumption open",
            "3 blocker closed",
            "3 blocker mitigated",
            "9 blocker open",
            "2 dependency closed",
            "12 dependency open",
            "3 risk closed",
            "1 risk mitigated",
            "17 risk open",
        ]
    );
    let ids: std::collections::BTreeSet<_> = register.rows.iter().map(|row| &row.external_id).collect();
    assert_eq!(ids.len(), 55);
    let first = &register.rows[0];
    assert_eq!((first.external_id.as_str(), first.chance, first.impact), ("RAID-1", Some(3), Some(4)));
    assert_eq!((first.due, first.owner.as_deref()), (day("2024-03-06"), Some("Sponsor")));
    assert!(first.extra.is_empty());
    let last = &register.rows[54];
    assert_eq!(
        (last.external_id.as_str(), last.kind, last.status),
        ("RAID-55", RowKind::Blocker, RowStatus::Closed)
    );
    assert_eq!((last.place.line, &last.extra), (56, &vec![("Type".to_owned(), "Issue".to_owned())]));
}

#[test]
fn reading_twice_gives_the_same_rows() {
    for (name, bytes) in [("a", CLOSEOUT), ("b", IT), ("c", RAID)] {
        assert_eq!(auto(name, bytes), auto(name, bytes));
    }
}

#[test]
fn a_register_reads_alike_in_every_dress() {
    let plain = auto("raid-log.csv", RAID);
    let text = std::str::from_utf8(RAID).expect("UTF-8");
    let dresses = [
        text.replace('\n', "\r\n"),
        text.replace('\n', "\r"),
        format!("\u{feff}{text}"),
        text.replace(',', ";"),
        text.replace(',', "\t"),
        text.replace(',', "|"),
        format!("\"{}\"", text.trim_end().replace(',', "\",\"").replace('\n', "\"\n\"")),
    ];
    for dress in dresses {
        assert_eq!(auto("raid-log.csv", dress.as_bytes()).rows, plain.rows);
    }
}

#[test]
fn a_fault_in_row_900_names_file_row_and_column_and_leaves_nothing() {
    let row = |row: usize| format!("{row},text {row},{}", if row == 900 { "Spicy" } else { "High" });
    let rows: Vec<String> = (2..=1200).map(row).collect();
    let text = format!("ID,Title,Impact\n{}\n", rows.join("\n"));
    let fault = read("big.csv", text.as_bytes(), As::Risks, &[]).expect_err("a fault");
    assert_eq!(
        fault.to_string(),
        "big.csv, row 900, column \"Impact\": \"Spicy\" is not a step of any scale we know"
    );
    let kept = read("big.csv", text.as_bytes(), As::Risks, &[("Impact".into(), "keep".into())]);
    assert_eq!(kept.expect("the cure works").rows[898].extra, [("Impact".to_owned(), "Spicy".to_owned())]);
}

#[test]
fn every_cure_is_a_sentence() {
    let broken: [&[u8]; 9] = [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"ID,Title\n1,a\0\n",
        b"\xff\xfeI\0D\0",
        b"ID,Title\n",
        b"ID,Title\n1,\"a\n",
        b"ID,Title\n1,a,b\n",
        b"foo,bar\n1,2\n",
        b"Title,Due\na,03/04/2026\n",
    ];
    for bytes in broken {
        let fault = read("x.csv", bytes, As::Risks, &[]).expect_err("a fault");
        assert!(fault.to_string().starts_with("x.csv"), "{fault}");
        assert!(fault.cure().ends_with('.'), "{fault}: {}", fault.cure());
    }
}

#[test]
fn an_old_spreadsheet_is_read_and_its_encoding_is_said() {
    let register = auto("alt.csv", b"Risk;Owner\r\nL\xf6schzug f\xe4llt aus \x96 kein Ersatz;Zo\xeb\r\n");
    assert_eq!(register.rows[0].title, "Löschzug fällt aus – kein Ersatz");
    assert_eq!(register.rows[0].owner.as_deref(), Some("Zoë"));
    assert_eq!(register.describe()[0], "alt.csv: 1 rows, Windows-1252, semicolon");
}

#[test]
fn the_reading_is_told_in_lines() {
    let said = auto("closeout-risk-register.csv", CLOSEOUT).describe();
    assert_eq!(said[0], "closeout-risk-register.csv: 13 rows, UTF-8, comma");
    assert!(said.contains(&"kept as text: Deliverable, Severity".to_owned()), "{said:?}");
}

/// Text made of what sheets are made of, so that a good part of it is read.
fn sheet_like() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "ID",
        "Title",
        "Type",
        "Impact",
        "Likelihood",
        "Score",
        "Due",
        "Status",
        "Risk",
        "Issue",
        "High",
        "Low",
        "3",
        "10",
        "0.5",
        "40%",
        "2026-03-31",
        "03/04/2026",
        "Mar 3, 26",
        "Open",
        "x",
        "é",
        "–",
        "\"",
        "\"\"",
        ",",
        ",",
        ",",
        ";",
        "\t",
        "|",
        "\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "(1-5)",
        "sep=;\n",
        "\u{feff}",
        "\u{2028}",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for wanted in [As::Auto, As::Risks] {
            let _ = read("x", &bytes, wanted, &[]);
        }
    }

    #[test]
    fn anything_like_a_sheet_is_read_or_refused_and_levels_stay_on_the_scale(text in sheet_like()) {
        let text = format!("Title,Impact,Likelihood,Due,ID\n{text}");
        for bytes in [text.as_bytes(), &text.as_bytes()[text.find('\n').expect("a line end") + 1..]] {
            match read("x", bytes, As::Risks, &[]) {
                Ok(register) => {
                    prop_assert!(!register.rows.is_empty());
                    for row in &register.rows {
                        prop_assert!(row.impact.is_none_or(|step| (1..=5).contains(&step)));
                        prop_assert!(!row.title.is_empty() && row.fingerprint.len() == 64);
                    }
                }
                Err(fault) => prop_assert!(fault.to_string().starts_with('x') && !fault.cure().is_empty()),
            }
        }
    }
}
