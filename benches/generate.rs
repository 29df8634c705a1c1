//! Makes large boards to measure with, through the operations that people use. The same seed, count and moment give
//! the same board.

use chrono::Duration;
use fastrand::Rng;
use gonogo::{
    domain::{Day, Fields, Id, Kind, Moment, Ref, Value, intake::Becomes},
    import::RowStatus,
    ops::{Executor, OpError, Operation, Receipt, Request, common, cycle, decision, import, person},
    playbook,
    store::Store,
};
use std::{collections::BTreeMap, path::Path};

/// The seed when none is given.
pub(crate) const SEED: u64 = 20;

const PEOPLE: [&str; 12] = [
    "Maya Lind",
    "Jo Berg",
    "Li Chen",
    "Sam Okoye",
    "Ana Ruiz",
    "Ida Novak",
    "Tom Hale",
    "Noor Aziz",
    "Eva Roth",
    "Ben Sato",
    "Mia Costa",
    "Leo Dahl",
];

const VERBS: [&str; 12] = [
    "Move",
    "Drop",
    "Freeze",
    "Rewrite",
    "Delay",
    "Measure",
    "Split",
    "Rename",
    "Cache",
    "Translate",
    "Limit",
    "Replace",
];
const THINGS: [&str; 20] = [
    "the guest checkout",
    "the refund wording",
    "gift cards",
    "the address form",
    "parcel labels",
    "the search index",
    "tax rates",
    "the coupon import",
    "stock levels",
    "the payment page",
    "order mails",
    "the size guide",
    "delivery slots",
    "the returns portal",
    "product photos",
    "price alerts",
    "the wish list",
    "invoice numbers",
    "the size of the cart",
    "customer accounts",
];
const PLACES: [&str; 10] = [
    "in Switzerland",
    "for the first wave",
    "on small screens",
    "at the warehouse",
    "in the old shop",
    "for guests",
    "before the sale",
    "in five languages",
    "for business orders",
    "behind one switch",
];
const REASONS: [&str; 8] = [
    "until legal agrees",
    "after the load run",
    "without a second yes",
    "when the carrier is ready",
    "one week early",
    "with a written fallback",
    "as the pilot showed",
    "if support has time",
];

/// A board that is being filled.
struct Filling {
    executor: Executor,
    rng: Rng,
    now: Moment,
    acts: u64,
}

/// Makes a board with `count` open records at `path`: 60 % decisions, 20 % blockers, 20 % risks; one record in ten
/// has a criterion (decisions only), one in twenty a note.
///
/// # Errors
/// When there is a file already, or it cannot be written.
pub(crate) fn board(path: &Path, count: usize, seed: u64, now: Moment) -> Result<Store, OpError> {
    let mut filling = Filling {
        executor: Executor::new(Store::create_simulation(path)?, None, None, "generate"),
        rng: Rng::with_seed(seed),
        now,
        acts: 0,
    };
    filling.start()?;
    let rows = (0..count).map(|number| filling.row(number)).collect();
    let source = "generated".to_owned();
    let made = filling.act(import::Op { source, rows })?.created;
    filling.detail(&made)?;
    Ok(filling.executor.store)
}

impl Filling {
    fn act(&mut self, operation: impl Into<Operation>) -> Result<Receipt, OpError> {
        self.acts += 1;
        let meta = Request {
            now: self.now,
            real: self.now,
            clock_is_right: false,
            token: format!("generate-{}", self.acts),
            seen: None,
        };
        self.executor.execute(&operation.into(), &meta)
    }

    fn start(&mut self) -> Result<(), OpError> {
        for name in PEOPLE {
            let (name, function, login) = (name.to_owned(), None, None);
            if self.executor.actor.is_none() {
                self.act(person::Join { name, function, login })?;
                self.executor.actor = Some(Id::new(1));
            } else {
                self.act(person::Add { name, function, login })?;
            }
        }
        let today = Day::from_date(self.now.to_utc().date_naive());
        self.act(cycle::Op::New(Box::new(cycle::New {
            playbook: playbook::shipped().swap_remove(0),
            name: "A large launch".to_owned(),
            start: today.plus_days(-18),
            launch: today.plus_days(12),
            zone: "Europe/Berlin".to_owned(),
            sign_off: "maya".to_owned(),
            narrative: Some("jo".to_owned()),
            escalation: vec!["ana".to_owned()],
            people: Vec::new(),
            charter: Fields::new(),
        })))?;
        self.executor.cycle = Some(Id::new(1));
        Ok(())
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[self.rng.usize(..words.len())]
    }

    fn title(&mut self) -> String {
        let (verb, thing) = (self.pick(&VERBS), self.pick(&THINGS));
        let (place, reason) = (self.pick(&PLACES), self.pick(&REASONS));
        format!("{verb} {thing} {place} {reason}")
    }

    /// A row that has all its kind must have; its date lies 6 days back to 24 days ahead.
    fn row(&mut self, number: usize) -> import::Incoming {
        let due = self.now + Duration::minutes(self.rng.i64(-6 * 24 * 60..24 * 60 * 24));
        let title = self.title();
        let score = |rng: &mut Rng| Value::Integer(rng.i64(1..=5));
        let mut fields = Fields::from([("title".to_owned(), Value::text(title))]);
        let mut put = |name: &str, value| fields.insert(name.to_owned(), value);
        let becomes = match number % 5 {
            3 => Becomes::Blocker,
            4 => Becomes::Risk,
            _ => Becomes::Decision,
        };
        put("impact", score(&mut self.rng));
        if becomes == Becomes::Risk {
            put("chance", score(&mut self.rng));
            put("deadline", Value::Integer(due.millis()));
        } else {
            put("due", Value::Integer(due.millis()));
        }
        if becomes == Becomes::Blocker {
            put("fallback", Value::text("do it by hand for a week"));
        }
        import::Incoming {
            external: format!("G-{number}"),
            fingerprint: format!("{number:x}"),
            becomes,
            fields,
            owner: Some(self.pick(&PEOPLE).to_owned()),
            status: RowStatus::Open,
            approved_by: None,
            is_note: false,
            extra: BTreeMap::new(),
        }
    }

    fn detail(&mut self, made: &[Ref]) -> Result<(), OpError> {
        for (place, &subject) in made.iter().enumerate() {
            if place % 10 == 0 && subject.kind == Kind::Decision {
                self.act(decision::Criterion {
                    subject,
                    text: "40 a day, none later than 18:00".to_owned(),
                    non_negotiable: place % 20 == 0,
                    why: None,
                })?;
            }
            if place % 20 == 7 {
                self.act(common::Note {
                    subject,
                    text: "asked again, an answer is promised for Thursday".to_owned(),
                })?;
            }
        }
        Ok(())
    }
}
