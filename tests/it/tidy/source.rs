//! What the files of the product name: paths to modules. Tests within a file are left out.
//!
//! Reads tokens and not lines, so that neither the layout of a file nor its comments hide anything. Knows no rule.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};

/// A module by the names that lead to it from the root of the crate.
pub(super) type Path = Vec<String>;

/// One file of the product.
pub(super) struct Source {
    /// The module it holds.
    pub module: Path,
    tokens: Vec<TokenTree>,
}

impl Source {
    /// Reads a file by its name under `src/`, such as `domain/board.rs`.
    pub(super) fn read(name: &str, text: &str) -> Self {
        let path = name.trim_end_matches(".rs").trim_end_matches("/mod");
        let is_root = matches!(path, "lib" | "main");
        let module = if is_root { Path::new() } else { path.split('/').map(str::to_owned).collect() };
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
        Self { module, tokens: without_tests(tokens) }
    }

    /// Every path that the file names, as it is written, what it imports included.
    pub(super) fn paths(&self) -> Vec<Path> {
        let mut found = Vec::new();
        paths(&self.tokens, &mut found);
        found
    }

    /// What the file passes on from other modules: the path and the name it has here.
    fn passed_on(&self) -> Vec<(Path, String)> {
        let mut found = Vec::new();
        for (at, _) in self.tokens.iter().enumerate().filter(|(_, token)| is(token, "use")) {
            let is_public =
                at > 0 && (is(&self.tokens[at - 1], "pub") || at > 1 && is(&self.tokens[at - 2], "pub"));
            if is_public {
                tree(&[], until_semicolon(&self.tokens[at + 1..]), &mut found);
            }
        }
        found
    }
}

/// All modules and what each names of the others.
pub(super) struct Graph {
    edges: BTreeMap<Path, BTreeSet<Path>>,
}

impl Graph {
    /// Resolves what every file names, to where it stands and not to the module that passes it on. A module and its
    /// parts are one matter, so that paths between them do not count.
    pub(super) fn to_where_it_stands(sources: &[Source]) -> Self {
        let modules: BTreeSet<&Path> = sources.iter().map(|source| &source.module).collect();
        let mut passed_on: BTreeMap<(Path, String), Path> = BTreeMap::new();
        for source in sources {
            for (path, name) in source.passed_on() {
                if let Some(target) = resolve(&source.module, &path, &modules, &BTreeMap::new()) {
                    passed_on.insert((source.module.clone(), name), target);
                }
            }
        }
        Self::resolved(sources, &modules, &passed_on)
    }

    /// Resolves what every file names, as it is written.
    pub(super) fn as_written(sources: &[Source]) -> Self {
        let modules = sources.iter().map(|source| &source.module).collect();
        Self::resolved(sources, &modules, &BTreeMap::new())
    }

    fn resolved(
        sources: &[Source],
        modules: &BTreeSet<&Path>,
        passed_on: &BTreeMap<(Path, String), Path>,
    ) -> Self {
        let mut edges: BTreeMap<Path, BTreeSet<Path>> = BTreeMap::new();
        for source in sources {
            let named = source.paths();
            let targets = named.iter().filter_map(|path| resolve(&source.module, path, modules, passed_on));
            let is_other = |to: &Path| !source.module.starts_with(to);
            edges.entry(source.module.clone()).or_default().extend(targets.filter(is_other));
        }
        Self { edges }
    }

    /// What a module names.
    pub(super) fn named_by(&self, module: &Path) -> impl Iterator<Item = &Path> {
        self.edges.get(module).into_iter().flatten()
    }

    /// The circles: modules that name each other, be it by way of others. Each sorted, the largest first.
    pub(super) fn circles(&self) -> Vec<Vec<String>> {
        let reached: BTreeMap<&Path, BTreeSet<&Path>> =
            self.edges.keys().map(|module| (module, self.reached_from(module))).collect();
        let mut circles: BTreeSet<Vec<String>> = BTreeSet::new();
        for (module, far) in reached.iter().filter(|(module, far)| far.contains(**module)) {
            let back = far.iter().filter(|other| reached[**other].contains(*module));
            circles.insert(back.map(|other| other.join("::")).collect());
        }
        let mut circles: Vec<Vec<String>> = circles.into_iter().collect();
        circles.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
        circles
    }

    fn reached_from<'a>(&'a self, module: &'a Path) -> BTreeSet<&'a Path> {
        let mut reached = BTreeSet::new();
        let mut left: Vec<&Path> = vec![module];
        while let Some(next) = left.pop() {
            left.extend(self.named_by(next).filter(|to| reached.insert(*to)));
        }
        reached
    }
}

/// The module that a path leads to from `module`; `None` where it leads out of the crate or to a name in scope.
fn resolve(
    module: &Path,
    path: &Path,
    modules: &BTreeSet<&Path>,
    passed_on: &BTreeMap<(Path, String), Path>,
) -> Option<Path> {
    let mut names = path.iter().peekable();
    let mut at = match names.peek()?.as_str() {
        "crate" => Path::new(),
        "self" | "super" => module.clone(),
        first => {
            let child: Path = module.iter().cloned().chain([first.to_owned()]).collect();
            if !modules.contains(&child) {
                return None;
            }
            module.clone()
        }
    };
    for name in names {
        match name.as_str() {
            "crate" | "self" => continue,
            "super" => {
                at.pop();
                continue;
            }
            _ => {}
        }
        let below: Path = at.iter().cloned().chain([name.clone()]).collect();
        if modules.contains(&below) {
            at = below;
        } else {
            return Some(passed_on.get(&(at.clone(), name.clone())).cloned().unwrap_or(at));
        }
    }
    Some(at)
}

fn is(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(found) if found == word)
}

fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(found)) if found.as_char() == mark)
}

/// Leaves out `#[cfg(test)]` and the item behind it.
fn without_tests(tokens: TokenStream) -> Vec<TokenTree> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let is_test = is_mark(tokens.get(at), '#')
            && matches!(tokens.get(at + 1), Some(TokenTree::Group(group)) if group.stream().to_string().replace(' ', "") == "cfg(test)");
        if is_test {
            let ends = |token: &TokenTree| {
                is_mark(Some(token), ';')
                    || matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
            };
            let item = tokens[at..].iter().position(ends).unwrap_or(tokens.len() - at);
            at += item + 1;
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

fn until_semicolon(tokens: &[TokenTree]) -> &[TokenTree] {
    let end = tokens.iter().position(|token| is_mark(Some(token), ';')).unwrap_or(tokens.len());
    &tokens[..end]
}

/// Unfolds what stands behind `use`.
fn tree(before: &[String], tokens: &[TokenTree], found: &mut Vec<(Path, String)>) {
    for branch in tokens.split(|token| is_mark(Some(token), ',')) {
        let mut path = before.to_vec();
        let mut alias = None;
        let mut is_done = branch.is_empty();
        let mut words = branch.iter();
        while let Some(token) = words.next() {
            match token {
                TokenTree::Ident(word) if word == "as" => alias = words.next().map(ToString::to_string),
                TokenTree::Ident(word) => path.push(word.to_string()),
                TokenTree::Group(group) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    tree(&path, &inner, found);
                    is_done = true;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
        if !is_done {
            let name = alias.or_else(|| path.last().cloned()).unwrap_or_default();
            found.push((path, name));
        }
    }
}

fn paths(tokens: &[TokenTree], found: &mut Vec<Path>) {
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            token if is(token, "use") => {
                let import = until_semicolon(&tokens[at + 1..]);
                let mut trees = Vec::new();
                tree(&[], import, &mut trees);
                found.extend(trees.into_iter().map(|(path, _)| path));
                at += import.len();
            }
            TokenTree::Ident(first) => {
                let mut path = vec![first.to_string()];
                while is_mark(tokens.get(at + 1), ':') && is_mark(tokens.get(at + 2), ':') {
                    let Some(TokenTree::Ident(next)) = tokens.get(at + 3) else { break };
                    path.push(next.to_string());
                    at += 3;
                }
                if path.len() > 1 {
                    found.push(path);
                }
            }
            TokenTree::Group(group) => {
                let inner: Vec<TokenTree> = without_tests(group.stream());
                paths(&inner, found);
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        at += 1;
    }
}
