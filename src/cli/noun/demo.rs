//! `gonogo demo`: a cycle in flight, to look around in.

use crate::{
    cli::{Config, Failure, Globals, clock, output::Answer, paths, printer::Printer},
    demo::{DemoError, Story},
};
use clap::builder::PossibleValuesParser;
use serde_json::json;

/// Writes a cycle in flight and opens it.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Demo {
    /// Which: `launch`, or `alignment` for one in trouble
    #[arg(value_name = "STORY", default_value = Story::Launch.key(), value_parser = PossibleValuesParser::new(Story::KEYS))]
    story: String,
    /// Only write it, and print where it lies
    #[arg(long)]
    print: bool,
}

impl Demo {
    fn story(&self) -> Story {
        Story::parse(&self.story).expect("only the keys of stories are let through")
    }

    pub(super) fn run(
        &self,
        globals: &Globals,
        config: &Config,
        printer: Printer,
    ) -> Result<Answer, Failure> {
        let path = match &globals.db {
            Some(path) => path.clone(),
            None => paths::demo(),
        };
        let real = clock::real();
        let now = clock::given(globals.now.as_deref(), paths::zone())?.unwrap_or(real);
        let signs = crate::demo::write(&path, self.story(), now, real).map_err(|error| match error {
            DemoError::Store(error) => error.into(),
            error @ DemoError::Script(_) => Failure::Fault(error.to_string()),
        })?;
        if self.print {
            let mut answer = Answer::of(json!({ "db": path.display().to_string() }));
            answer.line(path.display().to_string());
            return Ok(answer);
        }
        // Nobody is asked who they are only to look around, and a name that is set for one's own boards says nothing
        // here: whoever comes acts as the one who signs, unless `--as` names another.
        let set = paths::variable("GONOGO_AS");
        let named = globals.person().filter(|name| set.as_deref() != Some(*name));
        let person = named.map_or_else(|| signs.handle.to_string(), str::to_owned);
        let globals = Globals { db: Some(path), person: Some(person), ..globals.clone() };
        crate::cli::start::open_board(&globals, config, printer)
    }
}
