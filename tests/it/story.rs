//! A cycle of each playbook from its charter to GO, to NO-GO and on by an override: by commands and by keys, with the
//! verdict after each chapter.

use crate::{
    cli_harness::Bench,
    parity::difference,
    tui_harness::{Seat, boards},
};
use std::fmt::Write as _;

mod teams;

/// One chapter: when, by whom, what is typed, and what is pressed instead.
struct Chapter {
    title: &'static str,
    at: &'static str,
    typed: &'static [&'static str],
    pressed: &'static [&'static str],
}

/// What differs from playbook to playbook: the risk that needs a fallback, and the one that needs a checkpoint owner.
struct Plot {
    playbook: &'static str,
    fallback: &'static str,
    checkpoint: &'static str,
}

const PLOTS: &[Plot] = &[
    Plot { playbook: "engineering-managers-launch-readiness", fallback: "R-1", checkpoint: "R-2" },
    Plot { playbook: "engineering-managers-stakeholder-alignment", fallback: "R-1", checkpoint: "R-2" },
    Plot { playbook: "innovation-teams-stakeholder-alignment", fallback: "R-5", checkpoint: "R-6" },
];

const STORY: &[Chapter] = &[
    Chapter { title: "the charter is written", at: "2026-03-02T09:00:00Z", typed: &[], pressed: &[] },
    Chapter {
        title: "success is measured before anything is in scope",
        at: "2026-03-03T09:00:00Z",
        typed: &[
            "success add \"fewer defects\" --metric M-2 --target 4 --due 2026-06-30",
            "step done S-1",
            "review log kick-off --answer sign-off=yes --answer non-negotiable=yes --answer \"tested-first=jo proves it\" \
             --answer \"decision=none because the questions come first\"",
            "check done P-2 --evidence wiki/2",
            "check done P-3",
        ],
        pressed: &[
            "0afewer defects due:2026-06-30<enter>M-2<enter>4<enter>",
            ":s-1<enter>c<enter>",
            ":review log<enter>kick-off<enter>yes<enter>yes<enter>jo proves it<enter>\
             none because the questions come first<enter>",
            ":p-2<enter><space>wiki/2<enter>",
            ":p-3<enter><space>",
        ],
    },
    Chapter {
        title: "every metric has an owner and a decision, every risk its plan",
        at: "2026-03-04T09:00:00Z",
        typed: &[
            "decision add \"Ship without wallet?\" --step 2 --impact 4 --cost 2 --due 2026-03-20",
            "metric own M-1 jo",
            "metric own M-2 jo",
            "metric own M-3 jo",
            "metric own M-4 jo",
            "metric own M-5 jo",
            "metric own M-6 jo",
            "metric link M-1 D-1",
            "metric link M-2 D-1",
            "metric link M-3 D-1",
            "metric link M-4 D-1",
            "metric link M-5 D-1",
            "metric link M-6 D-1",
            "risk edit FALLBACK --fallback \"cards only\"",
            "risk edit CHECKPOINT --checkpoint-owner ana",
            "cycle edit --safeguard-owner ana --safeguard-on 2026-03-02 --pressure-test wiki/pressure \
             --post-launch jo --checkpoint-on 2026-04-07 --checkpoint-owner ana --checkpoint-expects \"down by a third\"",
            "step done S-2",
            "step done S-3",
        ],
        pressed: &[
            "3aShip without wallet? due:2026-03-20 impact:4 cost:2<enter>",
            ":m-1<enter>ojo<enter>DD-1<enter>",
            ":m-2<enter>ojo<enter>DD-1<enter>",
            ":m-3<enter>ojo<enter>DD-1<enter>",
            ":m-4<enter>ojo<enter>DD-1<enter>",
            ":m-5<enter>ojo<enter>DD-1<enter>",
            ":m-6<enter>ojo<enter>DD-1<enter>",
            ":FALLBACK<enter>e<tab><tab><tab><tab><tab><tab>cards only<enter>",
            ":CHECKPOINT<enter>e<tab><tab><tab><tab><tab><tab><tab><tab><tab><tab>ana<enter>",
            ":gate prepare<enter>ana<tab>2026-03-02<tab>wiki/pressure<tab>jo<tab>2026-04-07<tab>ana<tab>\
             down by a third<enter>",
            ":s-2<enter>c<enter>",
            ":s-3<enter>c<enter>",
        ],
    },
    Chapter {
        title: "a blocker outlives one full review cycle",
        at: "2026-03-16T09:30:00Z",
        typed: &["blocker add \"PSP cert expired\" --fallback \"cards only\" --impact 3 --due 2026-03-27"],
        pressed: &["4aPSP cert expired fallback: cards only due:2026-03-27 impact:3<enter>"],
    },
    Chapter {
        title: "an assumption keeps the decision open",
        at: "2026-03-17T09:00:00Z",
        typed: &["decision evidence D-1 \"nobody needs it\" --kind assumption"],
        pressed: &[":d-1<enter>Vnobody needs it<enter>assumption<enter>"],
    },
    Chapter {
        title: "it is shown, approved, and in build scope",
        at: "2026-03-17T10:00:00Z",
        typed: &[
            "decision evidence D-1 \"pilot ran\" --kind test",
            "decision approve D-1 --by maya --why \"maya, in the standup\" --filter yes --accept \"40 labels a day\" \
             --non-negotiable",
            "decision edit D-1 --constraints a --behaviour b --edge-cases c --target-metric M-2 --target-value 4 --target-on 2026-04-07 --measured e",
            "decision package D-1 --to jo",
            "step done S-4",
            "step done S-5",
            "step done S-6",
        ],
        pressed: &[
            ":d-1<enter>Vpilot ran<enter>test<enter>",
            ":d-1<enter>camaya, in the standup<enter>40 labels a day<tab>yes<enter>yes<enter>",
            ":d-1<enter>:package<enter>a<tab>b<tab>c<tab>M-2<tab>4<tab>2026-04-07<tab>e<enter>",
            ":d-1<enter>chjo<enter>",
            ":s-4<enter>c<enter>",
            ":s-5<enter>c<enter>",
            ":s-6<enter>c<enter>",
        ],
    },
    Chapter {
        title: "the launch paths are guarded, scope is committed, the promise is shown",
        at: "2026-03-17T14:00:00Z",
        typed: &[
            "launch add \"orders go through\" --path \"guest checkout\"",
            "scope assume yes --why \"the pilot held\"",
            "scope commit",
            "cycle demonstrate yes --proof wiki/evidence",
            "review log weekly --answer \"target=yes, in the pilot\" --answer headline=yes --answer safeguard=yes \
             --answer decision=D-1",
            "review log midpoint --answer appeared=no --answer \"ties=all lead back\" --answer safeguard=yes \
             --answer decision=D-1",
            "check done P-4 --evidence wiki/4",
            "check done P-5",
            "review log messaging --answer holds=yes --answer \"blockers=nobody outside is affected\" \
             --answer decision=D-1",
            "check done P-7 --evidence wiki/7",
            "check done P-8",
            "review log evidence --answer demonstrable=yes --answer links=wiki/evidence --answer post-launch=jo \
             --answer safeguard=yes --answer decision=D-1",
            "check done P-12 --evidence wiki/12",
            "review log drill --answer \"scenario=the PSP is down\" --answer \"paths=jo was reached in four minutes\" \
             --answer decision=D-1",
        ],
        pressed: &[
            "0Lorders go through<enter>guest checkout<enter>",
            ":scope assume<enter>yes<enter>the pilot held<enter>",
            ":scope commit<enter>y",
            ":gate demonstrate<enter>yes<enter>wiki/evidence<enter>",
            ":review log<enter>weekly<enter>yes, in the pilot<enter>yes<enter>yes<enter>D-1<enter>",
            ":review log<enter>midpoint<enter>no<enter>all lead back<enter>yes<enter>D-1<enter>",
            ":p-4<enter><space>wiki/4<enter>",
            ":p-5<enter><space>",
            ":review log<enter>messaging<enter>yes<enter>nobody outside is affected<enter>D-1<enter>",
            ":p-7<enter><space>wiki/7<enter>",
            ":p-8<enter><space>",
            ":review log<enter>evidence<enter>yes<enter>wiki/evidence<enter>jo<enter>yes<enter>D-1<enter>",
            ":p-12<enter><space>wiki/12<enter>",
            ":review log<enter>drill<enter>the PSP is down<enter>jo was reached in four minutes<enter>D-1<enter>",
        ],
    },
    Chapter {
        title: "the last reasons are mended: GO",
        at: "2026-03-18T09:00:00Z",
        typed: &["blocker resolve B-1 --how renewed", "launch pass G-1 --note \"run 14\""],
        pressed: &[":b-1<enter>crenewed<enter>", ":g-1<enter>cprun 14<enter>"],
    },
    Chapter {
        title: "it is signed",
        at: "2026-03-18T10:00:00Z",
        typed: &["verdict sign --why \"all is shown\""],
        pressed: &[":gate sign<enter>all is shown<enter>"],
    },
    Chapter {
        title: "a path fails the day after: NO-GO",
        at: "2026-03-19T09:00:00Z",
        typed: &["launch fail G-1 --note \"orders are lost on phones\""],
        pressed: &[":g-1<enter>cforders are lost on phones<enter>"],
    },
    Chapter {
        title: "the sign-off owner takes the risk",
        at: "2026-03-19T10:00:00Z",
        typed: &[
            "verdict override --why \"the sale is fixed\" --accepts \"phones order by mail\" --until 2026-03-30",
        ],
        pressed: &[":gate override<enter>the sale is fixed<enter>phones order by mail<tab>2026-03-30<enter>"],
    },
    Chapter { title: "the override ends", at: "2026-03-31T09:00:00Z", typed: &[], pressed: &[] },
];

impl Plot {
    fn tell(&self, line: &str) -> String {
        line.replace("FALLBACK", self.fallback).replace("CHECKPOINT", self.checkpoint)
    }

    fn begin(&self) -> Bench {
        let bench = Bench::bare();
        bench.does(&self.charter());
        bench
    }

    fn charter(&self) -> String {
        format!(
            "cycle new --simulation --playbook {} --name Checkout --start 2026-03-02 --launch 2026-03-24 --sign-off maya \
             --narrative jo --escalation ana,jo --zone Europe/Berlin",
            self.playbook
        )
    }
}

/// The first of the playbooks told by commands until the gate says GO, which is before it is signed.
pub(crate) fn at_go() -> Bench {
    let (plot, bench) = (&PLOTS[0], PLOTS[0].begin());
    for chapter in STORY.iter().take_while(|chapter| chapter.title != "it is signed") {
        for line in chapter.typed {
            bench.does(&format!("--now {} {}", chapter.at, plot.tell(line)));
        }
    }
    bench
}

fn verdict(bench: &Bench, at: &str) -> String {
    let ran = bench.types(&format!("--now {at} verdict"));
    format!("exit {}\n{}", ran.exit, ran.out)
}

#[test]
fn every_playbook_runs_from_its_charter_to_go_and_to_no_go() {
    for plot in PLOTS {
        let bench = plot.begin();
        let mut told = String::new();
        for chapter in STORY {
            for line in chapter.typed {
                bench.does(&format!("--now {} {}", chapter.at, plot.tell(line)));
            }
            let _ = write!(told, "== {}, {}\n{}\n", chapter.title, chapter.at, verdict(&bench, chapter.at));
        }
        insta::assert_snapshot!(plot.playbook, told);
    }
}

/// Monday of the fourth week, after its review.
const WEEK_FOUR: &str = "2026-03-23T12:00:00Z";

/// A line of a chapter as somebody types it weeks later: what happened says on which day, what is still to come lies ahead.
fn later(line: &str, at: &str) -> String {
    let line = line.replace("--due 2026-03-20", "--due 2026-03-24");
    let is_fact = ["review log", "decision approve", "blocker add", "blocker resolve"]
        .iter()
        .any(|verb| line.starts_with(verb));
    if is_fact { format!("{line} --on {}", &at[..10]) } else { line }
}

#[test]
fn a_cycle_written_down_in_week_four_with_what_happened_until_then_reaches_go() {
    for plot in PLOTS {
        let bench = Bench::bare();
        let does = |line: &str| bench.does(&format!("--now {WEEK_FOUR} {line}"));
        does(&plot.charter());
        for chapter in STORY.iter().take_while(|chapter| chapter.title != "it is signed") {
            for line in chapter.typed {
                does(&later(&plot.tell(line), chapter.at));
            }
        }
        let said = verdict(&bench, WEEK_FOUR);
        assert!(said.starts_with("exit 0\n"), "{}: {said}", plot.playbook);
        does("verdict sign --why \"all is shown\"");
        let recorded = bench.types(&format!("--now {WEEK_FOUR} review ls --json")).json();
        let held: Vec<_> =
            recorded.as_array().unwrap().iter().filter(|it| !it["held_at"].is_null()).collect();
        assert!(held.len() >= 6, "{held:?}");
        assert!(held.iter().all(|it| it["recorded_at"] == WEEK_FOUR), "{held:?}");
    }
}

#[test]
fn the_same_story_by_keys_leaves_the_same_board() {
    for plot in PLOTS {
        let (typed, pressed) = (plot.begin(), plot.begin());
        for chapter in STORY {
            for line in chapter.typed {
                typed.does(&format!("--now {} {}", chapter.at, plot.tell(line)));
            }
            let mut seat = Seat::at(&pressed.db(), Some("maya"), chapter.at);
            for keys in chapter.pressed {
                seat.press(&plot.tell(keys));
                assert!(seat.app().overlay().is_none(), "{}: {keys}: {}", chapter.title, seat.state());
            }
            let state = seat.state();
            drop(seat);
            assert_eq!(
                verdict(&pressed, chapter.at),
                verdict(&typed, chapter.at),
                "{}: {}: {state}",
                plot.playbook,
                chapter.title
            );
        }
        let difference = difference(&boards(&typed.db()), &boards(&pressed.db()));
        assert_eq!(difference, None, "{}", plot.playbook);
    }
}
