//! Finding something by a few of its letters. Knows nothing of what is looked for.

/// What it costs to begin a match at the start of a word that is not the first.
const WORD: usize = 1;
/// What it costs to begin one in the middle of a word.
const INSIDE: usize = 3;
/// What it costs besides to leave letters out and begin again.
const GAP: usize = 1;

/// The items that `query` fits, best first; all of them for an empty query.
///
/// An item fits when it has the letters of the query in their order, in any case. Letters that stand together count most,
/// then those that begin words; of equals the first stays first.
pub(super) fn matching<T: Clone>(query: &str, items: &[T], text: impl Fn(&T) -> &str) -> Vec<T> {
    let query: Vec<char> = query.to_lowercase().chars().collect();
    let mut found: Vec<(usize, &T)> =
        items.iter().filter_map(|item| Some((cost(&query, text(item))?, item))).collect();
    found.sort_by_key(|(cost, _)| *cost);
    found.into_iter().map(|(_, item)| item.clone()).collect()
}

/// How far a text is from beginning with the query, by its cheapest match; nothing when it has none.
fn cost(query: &[char], text: &str) -> Option<usize> {
    let text: Vec<char> = text.to_lowercase().chars().collect();
    let starts_word = |at: usize| at == 0 || !text[at - 1].is_alphanumeric();
    let leap = |at: usize| if starts_word(at) { WORD } else { INSIDE };
    let Some((first, rest)) = query.split_first() else { return Some(0) };
    let begin = |at: usize| if at == 0 { 0 } else { leap(at) };
    // What the match so far costs when its last letter stands at each place.
    let mut costs: Vec<Option<usize>> =
        text.iter().enumerate().map(|(at, letter)| (letter == first).then(|| begin(at))).collect();
    for wanted in rest {
        let (mut next, mut earlier) = (vec![None; text.len()], None::<usize>);
        for at in 1..text.len() {
            let beside = costs[at - 1];
            if text[at] == *wanted {
                let after_gap = earlier.map(|cost| cost + GAP + leap(at));
                next[at] = beside.into_iter().chain(after_gap).min();
            }
            earlier = earlier.into_iter().chain(beside).min();
        }
        costs = next;
    }
    costs.into_iter().flatten().min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str, items: &[&'static str]) -> Vec<&'static str> {
        matching(query, items, |item| item)
    }

    #[test]
    fn an_item_fits_when_it_has_the_letters_in_their_order_in_any_case() {
        let items = ["Maya Ortiz", "jo", "ÄNNE"];
        assert_eq!(found("MOZ", &items), ["Maya Ortiz"]);
        assert_eq!(found("änn", &items), ["ÄNNE"]);
        assert_eq!(found("zm", &items), Vec::<&str>::new());
        assert_eq!(found("joo", &items), Vec::<&str>::new());
    }

    #[test]
    fn nothing_typed_finds_everything_as_it_stands() {
        assert_eq!(found("", &["b", "a", ""]), ["b", "a", ""]);
    }

    #[test]
    fn the_start_goes_before_a_word_before_initials_before_the_inside_before_scattered_letters() {
        let items =
            ["undo it at once", "pundit", "risk: new date", "add a note", "note", "a note", "inbound"];
        assert_eq!(found("note", &items), ["note", "add a note", "a note", "undo it at once"]);
        assert_eq!(
            found("nd", &["sand", "open it and do", "new date", "hidden or done", "ndjson", "x nd"]),
            ["ndjson", "x nd", "new date", "sand", "open it and do", "hidden or done"]
        );
    }

    #[test]
    fn of_equals_the_first_stays_first() {
        assert_eq!(found("m", &["maya", "mo", "m"]), ["maya", "mo", "m"]);
    }
}
