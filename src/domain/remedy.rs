//! The ways out, each said once: how something is mended, by which action of the terminal and by which command.
//!
//! Knows no key and no parser: an action is named as in the table of actions, a command is written as people type it
//! after the program's name. Tests of the two doors hold that every one of them exists.

use super::{id::Ref, refusal::Hint};
use std::borrow::Cow;

/// A way out of a refusal, or out of what a rule found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// What to do, in words that hold at both doors; empty where the action and the command say it all.
    pub text: &'static str,
    /// The action that does it; several separated by a space are done one after the other.
    pub action: Option<&'static str>,
    /// The command that does it, in which `ID` stands for the record; what begins with `--` is added to the command
    /// that was typed.
    pub command: Option<&'static str>,
}

impl Remedy {
    /// It as a hint about this record.
    pub fn of(self, subject: Ref) -> Hint {
        Hint::from(self).about(subject)
    }

    /// It with `value` in the place of a word of the command.
    pub fn with(self, word: &str, value: &str) -> Hint {
        Hint::from(self).with(word, value)
    }

    /// It with this command.
    pub fn with_command(self, command: &str) -> Hint {
        Hint::from(self).commanding(command)
    }

    /// It with other words, where they depend on the board.
    pub fn saying(self, text: impl Into<Cow<'static, str>>) -> Hint {
        Hint::from(self).saying(text)
    }
}

/// Makes a constant of each and lists them all. `REOPEN_RISK: "reopen it first", by "close", or "risk reopen ID --why
/// TEXT"` becomes `pub const REOPEN_RISK: Remedy`, and one entry of [`ALL`].
macro_rules! remedies {
    ($( $NAME:ident: $text:literal $(, by $action:literal)? $(, or $command:literal)? );+ $(;)?) => {
        $(
            #[doc = concat!("Way out: ", $text, ".")]
            pub const $NAME: Remedy = Remedy {
                text: $text,
                action: remedies!(@one $($action)?),
                command: remedies!(@one $($command)?),
            };
        )+

        /// Every way out, by name.
        pub const ALL: &[(&str, Remedy)] = &[ $( (stringify!($NAME), $NAME) ),+ ];
    };
    (@one) => { None };
    (@one $given:literal) => { Some($given) };
}

remedies! {
    // What was typed lacks a word.
    GIVE_FIELD: "say it", or "--FIELD TEXT";
    ONE_LINE_HOW: "type one line", or "--note TEXT";
    ONE_LINE_BY: "type one line", or "--by TEXT";
    ONE_LINE_WHY: "type one line", or "--why TEXT";
    ONE_LINE_NOTE: "type one line", or "--note TEXT";
    ONE_LINE_PROOF: "type one line", or "--note TEXT";
    ONE_LINE_EFFECT: "type one line", or "--effect TEXT";
    ONE_LINE_TRADE: "type one line", or "--trade TEXT";
    NAME_CYCLE: "type what the team calls it, such as Checkout 2.0", or "--name TEXT";
    SAY_OUTCOME: "type one sentence", or "--outcome TEXT";
    SAY_NON_NEGOTIABLE: "type what is never traded away", or "--non-negotiable TEXT";
    LATER_LAUNCH: "give a later launch day", or "--launch DAY";
    NAME_ESCALATION: "name people in order, such as ana,jo", or "--escalation P,P";
    OWN_CLOCK: "leave the given clock out, or try it on a copy", or "simulate FILE -o COPY";
    ASK_WHO_HAS_IT: "ask one of them to do it", or "--as P";
    CLOCK_IS_RIGHT: "if it is right, say so", or "--clock-is-right";
    EARLIER_DAY: "give today or an earlier day", or "--on DAY";
    LATER_DAY: "give that day or a later one", or "--on DAY";
    MAKE_SIMULATION: "say that it is one, or leave the given clock out", or "--simulation";
    CYCLE_FIELDS: "see what a cycle consists of", or "cycle new --help";
    GIVE_ALL: "give them all at once";
    SAY_EVIDENCE_KIND: "say which", or "--evidence-kind data|test|review|assumption";
    SAY_CRITERION: "type what must be true when it is done", or "--accept TEXT";
    STATE_ASSUMPTION: "type what is assumed", or "--evidence TEXT --evidence-kind assumption";
    APPROVE_IN_PERSON: "let them approve it", or "--as P";
    NAME_APPROVER: "name somebody else who said yes", or "--by P";
    SAY_CHOICE: "type the choice", or "--choice TEXT";
    SAY_PROOF: "type who said yes and where it is written", or "--why TEXT";
    SAY_EFFECT: "type it", or "--effect TEXT";
    ANSWER_FILTER: "answer yes or no", or "--filter yes|no";
    WHAT_GOES_OUT: "name a decision, such as D-3", or "--about ID";
    SHOW_SIGNAL: "type a link or a line that shows it", or "--signal-proof TEXT";
    SAY_FALLBACK: "type what you do instead, such as: ship without wallet", or "--fallback TEXT";
    NAME_PATH: "name it, such as guest checkout", or "--path PATH";
    ITEM_PROOF: "type a link or a line that shows it", or "--note TEXT";
    WAIVE_WHY: "type why it does not apply", or "--why TEXT";
    OVERRIDE_STEP: "fix it, or say why the step counts as complete anyway", or "--why TEXT";
    SAY_RISK_TAKEN: "type the risk you accept", or "--accepts TEXT";
    SAY_UNTIL: "say when it is looked at again, such as review", or "--until DAY";
    HAND_OVER: "name somebody else", or "--hand-over P";
    SAY_WHO: "say who you are", or "--as NAME";

    // What is closed, or was done before.
    REOPEN_DECISION: "reopen it first, with a reason", by "close", or "decision reopen ID --why TEXT";
    REOPEN_BLOCKER: "reopen it first", by "close", or "blocker reopen ID --why TEXT";
    REOPEN_RISK: "reopen it first", by "close", or "risk reopen ID --why TEXT";
    REOPEN_DEPENDENCY: "reopen it first, with a reason", by "close", or "dependency reopen ID --why TEXT";
    REOPEN_LAUNCH: "reopen it first", by "close", or "launch reopen ID --why TEXT";
    REOPEN_STEP: "reopen it", by "close", or "step reopen ID";
    REOPEN_ITEM: "reopen it first", by "tick", or "check reopen ID";
    TAKE_BACK: "whoever started it can take it back", by "undo", or "undo";
    TAKE_LAST_STEP_BACK: "take the last step back", by "undo", or "undo";
    SEE_LATER: "see what came after, and take that back first", or "log";
    SEE_DONE: "see what was done, and by whom", or "log";

    SEE_CONFLICT: "look at it and decide again", or "log ID";

    // What there is.
    SEE_LIST: "see what is there", or "decision ls --all";
    SEE_CYCLES: "see what is there", or "cycle ls";
    SEE_REVIEWS: "see what is there", or "review ls";
    SEE_LOG: "see what is there", or "log";
    START_BOARD: "look around with gonogo demo, name a board with --db FILE, or start one", or "cycle new --help";

    // Cycles and people.
    START_CYCLE: "start one", by "cycle.new", or "cycle new --playbook SLUG --name TEXT";
    USE_CYCLE: "switch to another", by "palette", or "cycle use NAME";
    OPEN_CYCLES: "see which are not", or "cycle ls";
    MEND_PLAYBOOK: "bring back the copy that the log keeps", or "doctor --mend";
    ADD_PERSON: "add somebody", by "person.add", or "person add NAME";
    WHO_IS_HERE: "choose somebody who is here", or "person ls";

    // Decisions and build scope.
    OWN_DECISION: "give it an owner", by "owner", or "decision assign ID P";
    DATE_DECISION: "close it, or give it a new date", by "close", or "decision due ID DAY";
    LEAVE_OUT: "let the sign-off owner leave it out of this launch, with nothing waiting for it", by "close", or "decision leave-out ID --why TEXT";
    DEFER_BEYOND: "put it off to a day after the launch first", by "close", or "decision defer ID --until DAY --why TEXT";
    SETTLE_WAIT: "let that wait for something else, or settle it first", by "edit";
    AMEND_WHY: "say why it changes", or "--why TEXT";
    AMEND_APPROVED: "edit it, and say why", by "edit", or "decision edit ID --why TEXT";
    APPROVE_FIRST: "approve it first", by "close", or "decision approve ID";
    ASK_OR_REOPEN: "ask them, or reopen it with a reason", by "close", or "decision reopen ID --why TEXT";
    SAY_TRADE: "", by "edit", or "decision edit ID --trade TEXT";
    ADD_TIED_CRITERION: "add one", by "criterion.add", or "decision criterion ID TEXT --non-negotiable";
    TIE_CRITERIA: "say yes once it does", or "decision tie ID";
    SEE_CRITERIA: "see them", or "decision show ID";
    ADD_EVIDENCE: "attach data, a test or a review", by "evidence.add", or "decision evidence ID TEXT --kind test";
    SEE_READINGS: "see them", or "metric show ID";
    ATTACH_EVIDENCE: "type what a test, data or a review shows", or "--evidence TEXT --evidence-kind test";
    WRITE_PACKAGE: "", by "edit", or "decision edit ID PARTS";
    HAND_OFF: "hand it off first", by "close", or "decision package ID --to P";
    GIVE_BACK: "say that it came back", by "close", or "decision return ID --why TEXT";
    CLOSE_DECISION: "close it, or give it evidence", by "close";
    DECIDE_ISOLATED: "decide it, then mitigate the risk", by "close";
    SEE_SCOPE: "see what each lacks", by "scope", or "scope ls";
    FILL_SCOPE: "approve a decision with criteria and evidence; see what each lacks", by "scope", or "scope ls";
    TRADE_SCOPE: "what comes in now is a tradeoff", by "scope.change", or "scope change TEXT";
    NARROW_SCOPE: "approve a tradeoff that narrows", by "scope.change", or "scope change TEXT --change narrow --effect TEXT --trade TEXT";
    ASSUME: "answer it", by "scope.assume", or "scope assume yes|no --why TEXT";
    LOOK_AT_ASSUMPTIONS: "look at the assumptions, then commit it", by "scope.assume", or "scope assume yes|no --why TEXT";
    COMMIT_SCOPE: "commit it", by "scope.commit", or "scope commit";

    WAIT_FOR_ANOTHER: "say what it waits for, or leave it empty", by "edit", or "decision edit ID --waits-for D-n,B-n";
    WAIT_FOR_A_DECISION: "name another decision, or none", by "edit", or "blocker edit ID --decision D-n";

    // Blockers, risks, dependencies.
    OWN_BLOCKER: "give it an owner", by "owner", or "blocker assign ID P";
    RESOLVE_BLOCKER: "resolve it", by "close", or "blocker resolve ID --note TEXT";
    START_FALLBACK: "start the fallback, or resolve it", by "fallback", or "blocker fallback ID";
    SAY_AUDIENCE: "", by "edit", or "blocker edit ID --audience \"retail partners\" --message \"cards only until friday\"";
    TELL_AUDIENCE: "tell them, then say so", by "blocker.tell", or "blocker tell ID";
    NOTE_BLOCKER: "write them a note", by "note", or "blocker note ID TEXT";
    ESCALATE_TO: "name somebody", by "escalate", or "blocker escalate ID --to P";
    CLOSE_RECORD: "close it", by "close";
    SETTLE_RISK: "mitigate it, or close it", by "close", or "risk mitigate ID --note TEXT";
    CONTAIN_RISK: "say what was done", by "close", or "risk mitigate ID --note TEXT";
    COMPLETE_PLAN: "complete it", by "edit", or "risk edit ID";
    LOOK_FOR_SIGN: "look whether it still shows", by "risk.sign", or "risk sign ID yes|no";
    NAME_CHECKPOINT_METRIC: "name it", by "edit", or "dependency edit ID --metric M-n";
    READ_AT_CHECKPOINT: "enter a reading, or move the checkpoint to the day it came", by "tab.metrics add", or "metric read METRIC VALUE";
    DELIVER: "deliver it, or move the checkpoint", by "close", or "dependency done ID";
    PROMISE: "agree a new promise", by "edit", or "dependency edit ID --promised DAY";
    SAY_RESPONSE: "say what happens then", by "edit", or "dependency edit ID --response TEXT";

    // Metrics and criteria.
    ENTER_READING: "enter one", by "tab.metrics add", or "metric read ID VALUE";
    OWN_METRIC: "give it an owner and a decision", by "owner", or "metric own ID P";
    LOOK_AT_OUTCOME: "look again", by "metric.outcome", or "metric outcome ID held";
    ADD_SUCCESS: "write one", by "tab.gate add", or "success add TEXT --metric M-1 --target N";
    REACH_SUCCESS: "enter a reading that reaches it, or move its date";
    ADD_LAUNCH: "write one", by "tab.gate launch.add", or "launch add TEXT --path PATH";
    PASS_LAUNCH: "look, and say how it stands", by "close", or "launch pass ID";

    // Steps, checklist, intake, reviews, the gate.
    MOVE_CHECKPOINT: "give it another day", by "gate.prepare", or "cycle edit --checkpoint-on DAY";
    NONE_HERE: "say why there is nothing here", by "drop", or "step none ID --why TEXT";
    SET_UP: "give each what it needs", by "gaps", or "gaps";
    COMPLETE_STEP: "complete it", by "close", or "step done ID";
    TICK_ITEM: "tick it, or waive it", by "tick", or "check done ID";
    SEE_INTAKE: "see what waits", by "tab.intake", or "intake ls";
    COMPLETE_INTAKE: "complete it", by "close", or "intake complete ID";
    HOLD_REVIEW: "hold it", by "review.log", or "review log KIND";
    ANSWER_STEPS: "answer each step by its key", or "--answer KEY=TEXT";
    SEE_KINDS: "see which there are", or "review kinds";
    DEMONSTRATE: "say whether it can", by "gate.demonstrate", or "cycle demonstrate yes --note TEXT";
    NAME_FOLLOW_UP: "name somebody", by "gate.prepare", or "cycle edit --post-launch P";
    SET_CHECKPOINT: "set it", by "gate.prepare", or "cycle edit --checkpoint-on DAY --checkpoint-owner P --checkpoint-expects TEXT";
    ASK_WHO_MAY: "ask them";
    SEE_VERDICT: "ask them; see the reasons", by "verdict", or "verdict";
    OVERRIDE_VERDICT: "clear it, or take the risk on", by "gate.override", or "verdict override --why TEXT --accepts TEXT --until DAY";
    SIGN_VERDICT: "sign it", by "gate.sign", or "verdict sign --why TEXT";
}
