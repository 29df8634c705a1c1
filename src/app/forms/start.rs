//! The guided start: playbook, name, launch, who signs and is asked, reviews; then what is filled in already.

use crate::{
    app::flow::{Flow, FormKind},
    domain::{Refusal, Value, parse, record::Input, when::Day},
    ops::{
        self,
        form::{FormContext, Offer, Question},
    },
    playbook::{self, Playbook},
};

fn line(name: &'static str, label: &'static str, ask: &'static str, start: &str) -> (Question, String) {
    (Question::required(name, label, ask, Input::Line), start.to_owned())
}

fn optional(name: &'static str, label: &'static str, ask: &'static str) -> (Question, String) {
    (Question::optional(name, label, ask, Input::Line), String::new())
}

/// What starting a cycle asks: what only its person knows first, then what most leave as it stands.
pub(super) fn questions(form: &FormContext<'_>) -> super::Asked {
    let me = form.me.map_or(form.login, |me| form.board.handle(me)).to_owned();
    let playbooks = offered(form);
    let first = playbooks.first().map_or_else(String::new, |it| it.slug.clone());
    let playbook = Question {
        offered: playbooks.into_iter().map(|it| Offer { answer: it.slug, words: String::new() }).collect(),
        is_closed: true,
        ..Question::required("playbook", "playbook", "Which playbook does it follow?", Input::Line)
    };
    let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let (mut review_on, monday) =
        line("review_on", "review on", "On which weekday are reviews?", weekdays[0]);
    review_on.offered = weekdays.map(Offer::plain).to_vec();
    let launch = "On which day do you launch? For example 24 mar or +3w";
    let escalation = "Who is asked when something lingers? Names in order, with commas";
    let every = "How many days lie between two reviews? Blank takes the playbook's";
    vec![
        (playbook, first),
        line("name", "name", "What do you call this cycle?", ""),
        (Question::required("launch", "launch", launch, Input::Day), String::new()),
        line("sign_off", "sign-off", "Who signs the go or no-go?", &me),
        line("escalation", "escalation", escalation, &me),
        line("narrative", "comms owner", "Who owns what customers are told?", &me),
        (review_on, monday),
        line("review_at", "review at", "At which time of day are reviews?", "10:00"),
        optional("outcome", "outcome", "Which single outcome must it achieve? Blank takes the playbook's"),
        (Question::required("start", "start", "On which day does it start?", Input::Day), "today".to_owned()),
        line("zone", "zone", "In which time zone are days and reviews meant?", &form.board.cycle.zone),
        optional("review_every", "review every", every),
        line("weekend", "weekend", "Which weekdays are the weekend? Or none", "sat,sun"),
        optional("people", "people", "Who else takes part? Names, with commas"),
    ]
}

/// Whether a question asks for the playbook of a new cycle.
pub(in crate::app) fn is_playbook(kind: FormKind, question: &Question) -> bool {
    kind == FormKind::StartCycle && question.field.name == "playbook"
}

/// What a new cycle can start from. Composed when it is asked for, so that no other start waits for it.
fn offered(form: &FormContext<'_>) -> Vec<Playbook> {
    playbook::offered(form.own_playbooks.to_vec())
}

/// Checks an answer that names something the app knows and the calendar and the people do not.
///
/// # Errors
/// A [`Refusal`] that lists what there is.
pub(in crate::app) fn known(
    kind: FormKind,
    question: &Question,
    answer: &str,
    form: &FormContext<'_>,
) -> Result<(), Refusal> {
    if is_playbook(kind, question) && !answer.trim().is_empty() {
        playbook(answer, form)?;
    }
    Ok(())
}

/// The playbook offered that is called so, or whose name alone begins so.
fn playbook(answer: &str, form: &FormContext<'_>) -> Result<Playbook, Refusal> {
    let typed = answer.trim().to_lowercase();
    let offered = offered(form);
    let exact = offered.iter().find(|playbook| playbook.slug == typed);
    let starting: Vec<&Playbook> =
        offered.iter().filter(|playbook| playbook.slug.starts_with(&typed)).collect();
    let found = exact.or(if let [only] = starting[..] { Some(only) } else { None });
    found.cloned().ok_or_else(|| {
        let said = answer.trim();
        let reason = if starting.is_empty() {
            format!("there is no playbook `{said}`")
        } else {
            format!("more than one playbook begins with `{said}`")
        };
        let hint = "ctrl-u empties the line; up and down pick from the list under it";
        Refusal::new("playbook.unknown", reason, hint).on("playbook")
    })
}

/// The operation that starts the cycle.
pub(super) fn cycle(flow: &Flow, form: &FormContext<'_>) -> Result<ops::cycle::Op, Refusal> {
    let answer = |name: &str| flow.answer(name).unwrap_or_default().trim().to_owned();
    let names = |name: &str| -> Vec<String> {
        answer(name).split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    let context = parse::due_context(&form.board.cycle, form.now);
    let day = |name: &'static str| -> Result<Day, Refusal> {
        parse::day(&answer(name), &context).map_err(|refusal| refusal.on(name))
    };
    let playbook = playbook(&answer("playbook"), form)?.clone();
    let text = |name: &'static str| (name, answer(name));
    let said = ["outcome", "review_on", "review_at", "weekend"].map(text);
    let mut charter = ops::cycle::overrides(said.iter().map(|(name, text)| (*name, Some(text.as_str()))));
    let every = answer("review_every");
    if !every.is_empty() {
        let wrong = |_| {
            Refusal::new("cycle.reviews", format!("`{every}` is no number of days"), "type digits such as 7")
        };
        let days: i64 = every.parse().map_err(|error| wrong(error).on("review_every"))?;
        charter.insert("review_every".to_owned(), Value::Integer(days));
    }
    Ok(ops::cycle::Op::New(Box::new(ops::cycle::New {
        playbook,
        name: answer("name"),
        start: day("start")?,
        launch: day("launch")?,
        zone: answer("zone"),
        sign_off: answer("sign_off"),
        narrative: Some(answer("narrative")).filter(|name| !name.is_empty()),
        escalation: names("escalation"),
        people: names("people"),
        charter,
    })))
}
