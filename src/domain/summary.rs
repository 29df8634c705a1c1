//! What lists, inboxes, search, an owner's load, a hand-over and the list of gaps need to know of any record that is
//! listed. [`tables!`](crate::tables) says which kinds are.
//!
//! Knows no list. Says only what it can prove from dates and fields: late, overdue, incomplete. Source: every open choice
//! has one owner and a date, and what lingers is seen.

mod kinds;

use super::{
    Board, Id, Kind, Metric, Moment, Person, Ref, Step,
    any_record::AnyRecord,
    record::Field,
    rules::{
        context::RuleContext,
        escalation::Escalation,
        exit_criteria,
        measure::{self, Gauges},
    },
    step::StepState,
};
use chrono::Duration;
use std::{borrow::Cow, cell::OnceCell, collections::BTreeMap};

/// Within this time a date counts as soon.
const SOON: Duration = Duration::hours(48);

/// How a record stands at a moment, most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It is escalated.
    Escalated,
    /// Its date has passed.
    Late,
    /// Its date is less than two days away, or it wants somebody now all the same.
    Soon,
    /// Nobody answers for it.
    Unowned,
    /// It is open, with time left.
    Open,
    /// It is put off.
    Deferred,
    /// It does what it should.
    Fine,
    /// It is over.
    Done,
}

/// What is worked out for a board when a summary first needs it, and then kept: what its metrics read, by the number of their
/// ids, and which steps fail again.
#[derive(Clone, Debug, Default)]
pub struct Values {
    reads: OnceCell<BTreeMap<i64, f64>>,
    /// The numbers of the steps that were completed and whose checks fail again.
    fails_again: OnceCell<Vec<i64>>,
}

impl Values {
    /// The values that these gauges show.
    pub fn of(gauges: &Gauges) -> Self {
        let values = gauges.iter().filter_map(|(id, gauged)| Some((*id, gauged.measured.value?)));
        Self { reads: OnceCell::from(values.collect::<BTreeMap<_, _>>()), ..Self::default() }
    }
}

/// A board at a moment, with what the rules compute for it: what a summary is handed.
#[derive(Clone, Copy, Debug)]
pub struct BoardAt<'a> {
    /// The records.
    pub board: &'a Board,
    /// The moment.
    pub now: Moment,
    values: &'a Values,
}

impl<'a> BoardAt<'a> {
    /// A board at a moment. The values are those of this board at this moment, or are still to be worked out.
    pub const fn new(board: &'a Board, now: Moment, values: &'a Values) -> Self {
        Self { board, now, values }
    }

    /// Whether a step was completed and checks of it fail again.
    pub fn fails_again(self, step: &Step) -> bool {
        let found = self.values.fails_again.get_or_init(|| {
            let is_done = |it: &&Step| it.state == StepState::Done && it.override_why.is_none();
            let mut done = self.board.steps.rows().iter().filter(is_done).peekable();
            if done.peek().is_none() {
                return Vec::new();
            }
            let facts = RuleContext::at(self.board, self.now);
            done.filter(|it| exit_criteria::fails_again(&facts, it)).map(|it| it.number).collect()
        });
        found.contains(&step.number)
    }

    /// What a metric reads: by its formula where the board keeps what it is made of, else by its latest reading.
    pub fn reads(self, metric: &Metric) -> Option<f64> {
        let values =
            self.values.reads.get_or_init(|| measure::values(&RuleContext::at(self.board, self.now)));
        values.get(&metric.id.number()).copied()
    }
}

/// A record that is listed.
pub trait Summary: AnyRecord {
    /// Its line of text.
    fn title(&self) -> &str;
    /// Whoever answers for it.
    fn owner(&self) -> Option<Id<Person>>;
    /// The date it stands by.
    fn date(&self, _: &Board) -> Option<Moment> {
        None
    }
    /// Whether there is still something to do about it.
    fn is_open(&self) -> bool;
    /// Where it stands.
    fn standing(&self, at: BoardAt<'_>) -> Standing;
    /// When it was escalated, and to whom, while it is.
    fn escalation(&self) -> Option<Escalation> {
        None
    }
    /// Whether it comes to the inbox by itself once it presses; what the verdict watches does not.
    fn comes_to_the_inbox(&self) -> bool {
        true
    }
    /// What is asked of somebody while it is open, in two words.
    fn wanted(&self, _now: Moment) -> Cow<'static, str> {
        Cow::Borrowed("")
    }
    /// What it lacks to be accountable while it is open, in a word each.
    fn lacks(&self, board: &Board) -> Vec<&'static str> {
        lacks_owner(board, self.owner())
    }
    /// Whether the part that somebody has in it by this field is still to be done.
    fn has_part(&self, _field: &Field, _board: &Board, _now: Moment) -> bool {
        self.is_open()
    }
    /// What it is ranked by: a risk's score, a decision's impact times its cost, a blocker's impact.
    fn score(&self) -> u8 {
        0
    }
    /// Whether the cycle's named constraint caused it.
    fn is_by_constraint(&self) -> bool {
        false
    }
}

/// Whether a date is less than two days away, or has passed.
pub fn is_soon(date: Moment, now: Moment) -> bool {
    date < now + SOON
}

fn by_date(due: Moment, now: Moment) -> Standing {
    if due < now {
        Standing::Late
    } else if is_soon(due, now) {
        Standing::Soon
    } else {
        Standing::Open
    }
}

/// What nobody who is here answers for lacks an owner.
fn lacks_owner(board: &Board, owner: Option<Id<Person>>) -> Vec<&'static str> {
    if owner.is_some_and(|owner| !board.has_left(owner)) { Vec::new() } else { vec!["owner"] }
}

/// Where a metric stands by what it reads: fine, close to its target (within a tenth), or off it.
pub fn metric_standing(metric: &Metric, value: Option<f64>) -> Standing {
    let (Some(value), Some(target)) = (value, metric.target) else {
        return if metric.owner.is_none() { Standing::Unowned } else { Standing::Open };
    };
    if metric.meets(value) == Some(true) {
        return Standing::Fine;
    }
    let gap = (value - target).abs();
    if gap <= target.abs() / 10.0 { Standing::Soon } else { Standing::Late }
}

/// A record as lists see it at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry<'a> {
    /// The reference people use.
    pub reference: Ref,
    /// Its line of text.
    pub line: &'a str,
    /// Whoever answers for it.
    pub owner: Option<Id<Person>>,
    /// Where it stands.
    pub standing: Standing,
    /// The date it stands by.
    pub date: Option<Moment>,
    /// What it is ranked by.
    pub score: u8,
    /// Whether the cycle's named constraint caused it.
    pub is_by_constraint: bool,
}

/// The record that the store knows by this reference, as lists see it.
pub fn entry(at: BoardAt<'_>, stored: Ref) -> Option<Entry<'_>> {
    let found = at.board.summary(stored)?;
    Some(Entry {
        reference: found.people_ref(),
        line: found.title(),
        owner: found.owner(),
        standing: found.standing(at),
        date: found.date(at.board),
        score: found.score(),
        is_by_constraint: found.is_by_constraint(),
    })
}

macro_rules! listed {
    (listed, $listed:expr, $part:expr) => {
        $listed
    };
    (part, $listed:expr, $part:expr) => {
        $part
    };
}

macro_rules! summaries {
    ({} $( $(#[$doc:meta])* $table:ident: $E:ident in $scope:expr, $shown:ident; )+) => {
        impl Kind {
            /// Whether records of this kind are listed, and not only shown with what they belong to.
            pub const fn is_listed(self) -> bool {
                match self {
                    Self::Cycle | Self::Import => false,
                    $( Self::$E => listed!($shown, true, false), )+
                }
            }
        }

        impl Board {
            /// Every listed record, kind by kind.
            pub fn summaries(&self) -> impl Iterator<Item = &dyn Summary> {
                let tables: Vec<Box<dyn Iterator<Item = &dyn Summary> + '_>> = vec![
                    $( listed!(
                        $shown,
                        Box::new(self.$table.rows().iter().map(|row| row as &dyn Summary)),
                        Box::new(std::iter::empty())
                    ), )+
                ];
                tables.into_iter().flatten()
            }

            /// The listed record that the store knows by this reference; the charter counts as one.
            pub fn summary(&self, stored: Ref) -> Option<&dyn Summary> {
                let id = stored.number;
                match stored.kind {
                    Kind::Cycle => (id == self.cycle.id.number()).then_some(&self.cycle as &dyn Summary),
                    Kind::Import => None,
                    $( Kind::$E => listed!(
                        $shown,
                        self.$table.get(Id::new(id)).map(|row| row as &dyn Summary),
                        None
                    ), )+
                }
            }

            /// Every record of the board, kind by kind, and its cycle.
            pub fn records(&self) -> impl Iterator<Item = &dyn AnyRecord> {
                let tables: Vec<Box<dyn Iterator<Item = &dyn AnyRecord> + '_>> = vec![
                    Box::new(std::iter::once(&self.cycle as &dyn AnyRecord)),
                    $( Box::new(self.$table.rows().iter().map(|row| row as &dyn AnyRecord)), )+
                ];
                tables.into_iter().flatten()
            }
        }
    };
}

crate::tables! { [summaries] {} }
