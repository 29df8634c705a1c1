//! What somebody does to a board that says GO: each act is refused, or the gate stops saying GO.

use crate::{cli_harness::Bench, story::at_go};
use std::fs;

/// When it is tried, the morning after the gate said GO.
const NOW: &str = "2026-03-18T09:30:00Z";

/// What whoever may not is refused.
const REFUSED: &[&str] = &[
    "--as ana decision edit D-1 --choice \"PSP B\"",
    "--as ana decision edit D-1 --choice \"\"",
    "--as jo decision edit D-1 --filter no",
    "--as jo decision edit D-1 --title \"Ship with wallet?\"",
    "--as jo decision edit D-1 --proof \"somebody said so\"",
    "--as jo decision edit D-1 --options \"A or B\"",
    "--as jo decision criterion D-1 \"anything goes\"",
    "--as jo decision uncriterion D-1 1",
    "--as jo decision reword D-1 1 \"four labels a day\"",
    "--as jo decision reword D-1 1 \"four labels a day\" --correction",
    "--as jo decision edit D-1 --choice \"PSP B\" --correction",
    "--as jo decision withdraw D-1 --why \"changed my mind\"",
    "--as jo decision drop D-1 --why \"not needed\"",
    "--as jo launch drop G-1 --why \"in the way\"",
    "--as jo launch pass G-1 --note \"looks fine\"",
    "launch pass G-1",
    "--as jo launch assign G-1 jo",
    "--as jo cycle demonstrate yes --proof \"trust me\"",
    "--as jo cycle edit --outcome \"something else\"",
    "--as jo cycle edit --filter \"Is it nice?\"",
    "--as jo cycle edit --filter \"\"",
    "--as jo cycle edit --non-negotiable nothing",
    "--as jo cycle edit --launch 2026-05-24",
    "--as jo cycle edit --sign-off jo",
    "--as jo cycle edit --escalation jo",
    "--as jo cycle edit --self-approval four-eyes",
    "--as jo person off maya --hand-over jo",
    "--as jo success edit C-1 --target 400",
    "--as jo success drop C-1 --why \"too hard\"",
    "--as jo verdict sign --why \"all is well\"",
    "--as jo verdict override --why \"no time\" --accepts \"all of it\" --until 2026-03-30",
];

/// What anybody may do, after which the gate says something else.
const TELLS: &[&str] = &[
    "--as jo decision edit D-1 --choice \"PSP B\" --why cheaper",
    "--as jo decision edit D-1 --choice \"\" --why \"nobody knows\"",
    "--as jo decision edit D-1 --filter no --why \"it does not\"",
    "--as jo decision criterion D-1 \"anything goes\" --why \"it was never said\"",
    "--as jo decision uncriterion D-1 1 --why \"too strict\"",
    "--as jo decision retract D-1 2 --why \"the counter was broken\"",
    "--as jo decision reopen D-1 --why \"new facts\"",
    "decision withdraw D-1 --why \"new facts\"",
    "--as jo launch fail G-1 --note \"cut off on phones\"",
    "--as jo launch unknown G-1",
    "--as jo launch edit G-1 --path returns",
    "--as jo launch add \"refunds are out\" --path returns",
    "cycle demonstrate no --proof \"no numbers\"",
    "--as jo step reopen S-1 --why \"not so\"",
    "--as jo check reopen P-1 --why \"not so\"",
    "--as jo blocker add \"PSP is down\" --fallback \"cards only\"",
    "--as jo blocker reopen B-1 --why \"expired again\"",
    "--as jo risk appear R-3",
    "--as jo metric unlink M-1 D-1",
    "--as jo metric outcome M-1 lost",
    "--as jo dependency add labels --from-function design --to-function delivery --metric M-2",
    "--as jo intake add \"labels look wrong\"",
    "--as jo cycle edit --checkpoint-expects \"\"",
];

fn verdict(bench: &Bench) -> (i32, String) {
    let ran = bench.types(&format!("--now {NOW} verdict"));
    (ran.exit, ran.out)
}

/// A board of its own that is as the one that says GO.
fn copy(of: &Bench) -> Bench {
    let bench = Bench::bare();
    fs::copy(of.db(), bench.db()).unwrap();
    bench
}

#[test]
fn nobody_who_may_not_moves_what_the_gate_rests_on() {
    let go = at_go();
    assert_eq!(verdict(&go).0, 0, "{}", verdict(&go).1);
    for act in REFUSED {
        let bench = copy(&go);
        let ran = bench.types(&format!("--now {NOW} {act}"));
        assert_eq!(ran.exit, 1, "{act}: {}{}", ran.out, ran.err);
        assert!(ran.err.lines().count() > 1, "{act} is refused and says no cure: {}", ran.err);
        assert_eq!(verdict(&bench), verdict(&go), "{act} was refused and changed something");
    }
}

#[test]
fn whatever_takes_a_ground_away_takes_the_go_away() {
    let go = at_go();
    let mut stays = Vec::new();
    for act in TELLS {
        let bench = copy(&go);
        let ran = bench.types(&format!("--now {NOW} {act}"));
        let (exit, _) = verdict(&bench);
        if ran.exit != 0 || !matches!(exit, 10 | 20) {
            stays.push(format!("{act}: exit {} {}; verdict {exit}", ran.exit, ran.err.trim_end()));
        }
    }
    assert!(stays.is_empty(), "{}", stays.join("\n"));
}
