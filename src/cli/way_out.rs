//! A way out as the shell tells it: its words and the command, as a line and as JSON.

use crate::domain::{Hint, Refusal};

/// The command as it is typed; what is added to one that was typed stays as it is.
fn typed(hint: &Hint) -> Option<String> {
    let command = hint.command()?;
    Some(if command.starts_with("--") { command.to_owned() } else { format!("gonogo {command}") })
}

/// The words and the command in one line; `None` where there is nothing to say.
pub(super) fn line(hint: &Hint) -> Option<String> {
    match (hint.text().trim(), typed(hint)) {
        ("", None) => None,
        ("", Some(command)) => Some(command),
        (text, None) => Some(text.to_owned()),
        (text, Some(flag)) if flag.starts_with("--") => Some(format!("{text} ({flag})")),
        (text, Some(command)) => Some(format!("{text}: {command}")),
    }
}

/// Why not, and the way out, in one line.
pub(in crate::cli) fn reason(refusal: &Refusal) -> String {
    let way_out = line(&refusal.hint).map(|line| format!("; {line}")).unwrap_or_default();
    format!("{}{way_out}", refusal.reason)
}

/// It for scripts: the name of the action, the command, the words; `null` where there is nothing to say.
pub(super) fn json(hint: &Hint) -> serde_json::Value {
    if line(hint).is_none() && hint.action().is_none() {
        return serde_json::Value::Null;
    }
    let text = Some(hint.text()).filter(|text| !text.trim().is_empty());
    serde_json::json!({ "action": hint.action(), "command": typed(hint), "text": text })
}
