//! `gonogo cycle new`: the one command that makes a board where there is none.

use crate::cli::{Config, Failure, Globals, Session, output::Answer, paths, printer::Printer};
use crate::{
    domain::{
        Day, Fields, Id, Kind, Value, clock,
        due::DueContext,
        parse,
        when::{Zone, weekday_day},
    },
    ops::cycle::{self, overrides},
    playbook,
    store::Store,
};
use std::path::Path;

/// What a cycle starts with. What is not given of the charter comes from the playbook.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct New {
    /// The playbook; `gonogo playbook ls` lists them
    #[arg(long, value_name = "SLUG")]
    playbook: String,
    /// What the team calls it
    #[arg(long, value_name = "TEXT")]
    name: String,
    /// First day
    #[arg(long, value_name = "DAY")]
    start: String,
    /// Launch day
    #[arg(long, value_name = "DAY")]
    launch: String,
    /// Signs the go or no-go
    #[arg(long, value_name = "P")]
    sign_off: String,
    /// Owns what customers are told; who signs unless said
    #[arg(long, visible_alias = "comms-owner", value_name = "P")]
    narrative: Option<String>,
    /// Who is asked next when something lingers, in order
    #[arg(long, value_name = "P,P…", value_delimiter = ',')]
    escalation: Vec<String>,
    /// IANA name of its time zone; else the one of this machine
    #[arg(long, value_name = "ZONE")]
    zone: Option<Zone>,
    /// Weekday of its reviews; Monday unless said
    #[arg(long, value_name = "WEEKDAY")]
    review_on: Option<String>,
    /// Time of day of its reviews, in its zone; 10:00 unless said
    #[arg(long, value_name = "TIME")]
    review_at: Option<String>,
    /// Days between two reviews; else as the playbook has it
    #[arg(long, value_name = "DAYS")]
    review_every: Option<u32>,
    /// Weekdays that are no working days; sat,sun unless said, or none
    #[arg(long, value_name = "WEEKDAYS")]
    weekend: Option<String>,
    /// The single outcome it must achieve
    #[arg(long, value_name = "TEXT")]
    outcome: Option<String>,
    /// What is never traded away
    #[arg(long, value_name = "TEXT")]
    non_negotiable: Option<String>,
    /// The question every decision must answer with yes
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// The window by its name
    #[arg(long, value_name = "TEXT")]
    window: Option<String>,
    /// The team's mandate
    #[arg(long, value_name = "TEXT")]
    mandate: Option<String>,
    /// The signal that makes it urgent
    #[arg(long, value_name = "TEXT")]
    market_signal: Option<String>,
    /// The constraint that causes most of the drift
    #[arg(long, value_name = "TEXT")]
    constraint: Option<String>,
    /// The customer outcome that must hold meanwhile
    #[arg(long, value_name = "TEXT")]
    protected: Option<String>,
}

impl New {
    pub(in crate::cli) fn run(
        &self,
        globals: &Globals,
        config: &Config,
        printer: Printer,
    ) -> Result<Answer, Failure> {
        let path = paths::board(globals.db.as_deref());
        // What can be refused without a board is refused before there is one.
        let playbook = self.playbook(config)?;
        if path.exists() {
            return self.start(playbook, Session::open(globals, config, printer)?);
        }
        let is_given = globals.now.as_deref().is_some_and(|now| !now.trim().is_empty());
        clock::may_make_board(is_given, globals.simulation)?;
        let store = if globals.simulation { Store::create_simulation(&path) } else { Store::create(&path) }?;
        // The name of a cycle to act in means nothing on a new board.
        let globals = Globals { cycle: None, ..globals.clone() };
        let started =
            Session::at(store, &globals, config, printer).and_then(|session| self.start(playbook, session));
        if started.is_err() {
            unmake(&path);
        }
        started.map(|mut answer| {
            if globals.simulation {
                answer.begin("this board is a simulation: what is written in it may bear any time");
            }
            answer.line(format!("  board = {}", path.display()));
            answer
        })
    }

    fn playbook(&self, config: &Config) -> Result<playbook::Playbook, Failure> {
        Ok(super::super::playbook::find(&self.playbook, config)?)
    }

    /// What is said in other words than the playbook's.
    fn charter(&self) -> Fields {
        overrides([
            ("outcome", self.outcome.as_deref()),
            ("non_negotiable", self.non_negotiable.as_deref()),
            ("filter", self.filter.as_deref()),
            ("window", self.window.as_deref()),
            ("mandate", self.mandate.as_deref()),
            ("market_signal", self.market_signal.as_deref()),
            ("constraint_named", self.constraint.as_deref()),
            ("protected", self.protected.as_deref()),
            ("review_on", self.review_on.as_deref()),
            ("review_at", self.review_at.as_deref()),
            ("weekend", self.weekend.as_deref()),
        ])
    }

    fn start(&self, playbook: playbook::Playbook, mut session: Session<'_>) -> Result<Answer, Failure> {
        let zone = self.zone.unwrap_or_else(paths::zone);
        let calendar = DueContext::new(session.now, zone);
        let read = |text: &str, field: &'static str| {
            parse::day(text, &calendar).map_err(|refusal| refusal.on(field))
        };
        let (start, launch): (Day, Day) = (read(&self.start, "start")?, read(&self.launch, "launch")?);
        session.join()?;
        let me = |name: &str| match (name, session.executor.actor) {
            ("me", Some(me)) => session.speech().handle(me.number()),
            _ => name.to_owned(),
        };
        let mut charter = self.charter();
        if let Some(days) = self.review_every {
            charter.insert("review_every".to_owned(), Value::Integer(i64::from(days)));
        }
        let new = cycle::New {
            people: Vec::new(),
            playbook,
            name: self.name.clone(),
            start,
            launch,
            zone: zone.name().to_owned(),
            sign_off: me(&self.sign_off),
            narrative: self.narrative.as_deref().map(me),
            escalation: self.escalation.iter().map(|name| me(name.trim())).collect(),
            charter,
        };
        let days = |day: Day| format!("{} {}", weekday_day(day), day.date().format("%Y"));
        let echoes = vec![("start", days(start)), ("launch", days(launch)), ("zone", zone.name().to_owned())];
        let receipt = session.execute(&cycle::Op::New(Box::new(new)).into())?;
        if let Some(made) = receipt.created.iter().find(|made| made.kind == Kind::Cycle) {
            let cycle = session.executor.store.record(Id::new(made.number))?;
            session.enter(cycle);
        }
        let answer = session.receipt(&receipt, echoes)?;
        Ok(session.placed(answer))
    }
}

/// Takes a board away again that was made for a cycle that was then refused; nobody else can have it open yet.
fn unmake(path: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        // What is left behind is a board without a cycle, which the next try goes on with.
        let _ = std::fs::remove_file(name);
    }
}
