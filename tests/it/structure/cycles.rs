//! Files of one module do not import each other in a circle: what is wrong in a file is never caused by one
//! that needs it.
//!
//! What counts as an import: a path of ours in a file's code leads from that file to the one that defines
//! what the path names. `pub use` only hands a name on, so it is looked through, and a `mod.rs` does not
//! depend on the children whose names it hands on. A child may use what its own parent defines, such as
//! the type to which it adds methods: that the parent lists its children is no import either way.

use std::collections::{BTreeMap, BTreeSet};

use super::SOURCES;
use super::source::Source;

/// Circles that are left: none. To allow one, add its files here with the reason.
const STILL_ROUND: [&[&str]; 0] = [];

type Module = Vec<String>;

#[test]
fn files_of_a_module_do_not_go_round() {
    let allowed: BTreeSet<&str> = STILL_ROUND.iter().copied().flatten().copied().collect();
    let imports = Imports::of(&SOURCES);
    let circles = imports.circles();
    let mut wrong = Vec::new();
    for circle in &circles {
        let is_known = STILL_ROUND
            .iter()
            .any(|known| circle.iter().all(|file| known.contains(&file.as_str())));
        if !is_known {
            wrong.push(format!("in a circle: {}", circle.join(", ")));
        }
    }
    let round: BTreeSet<&str> = circles.iter().flatten().map(String::as_str).collect();
    let opened = allowed.difference(&round);
    wrong.extend(
        opened.map(|file| format!("{file} is in no circle any more: take it out of the list")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_circle_is_seen_through_the_names_that_a_parent_hands_on() {
    let circles = |files: &[(&str, &str)]| {
        let files: Vec<Source> = files
            .iter()
            .map(|(path, text)| Source::new(path, text))
            .collect();
        Imports::of(&files).circles()
    };
    // A name that the parent hands on leads to the child that defines it.
    let parent = (
        "src/a/mod.rs",
        "mod b;\nmod c;\npub use b::B;\npub(super) use c::{C as D};",
    );
    assert_eq!(
        circles(&[
            parent,
            ("src/a/b.rs", "use super::D;\npub struct B;"),
            ("src/a/c.rs", "use crate::a::B;\npub struct C;"),
        ]),
        [["src/a/b.rs", "src/a/c.rs"]]
    );
    // One way is no circle, nor is a child that adds to what its parent defines.
    assert!(
        circles(&[
            (
                "src/a/mod.rs",
                "mod b;\nmod c;\nuse b::build;\npub struct A;"
            ),
            (
                "src/a/b.rs",
                "use super::{A, c::C};\npub fn build(_: C) -> A {}"
            ),
            ("src/a/c.rs", "use super::A;\nimpl A {}\npub struct C;"),
        ])
        .is_empty()
    );
    // Children may need their parent and each other through a grandchild.
    assert_eq!(
        circles(&[
            ("src/a/mod.rs", "mod b;\nmod c;"),
            ("src/a/b.rs", "use super::c::d::D;\npub struct B;"),
            ("src/a/c/mod.rs", "pub mod d;"),
            (
                "src/a/c/d.rs",
                "use crate::a::b;\nfn f(_: b::B) {}\npub struct D;"
            ),
        ]),
        [["src/a/b.rs", "src/a/c/d.rs"]]
    );
}

/// Which file needs which.
struct Imports<'s> {
    paths: BTreeMap<&'s Module, &'s str>,
    /// By the module and the name that it hands on: where that comes from.
    handed_on: BTreeMap<(Module, String), Module>,
    edges: BTreeMap<&'s Module, BTreeSet<Module>>,
}

impl<'s> Imports<'s> {
    fn of(sources: &'s [Source]) -> Self {
        let paths: BTreeMap<&Module, &str> = sources
            .iter()
            .filter(|source| source.path != "src/main.rs")
            .map(|source| (&source.module, source.path.as_str()))
            .collect();
        let mut this = Self {
            paths,
            handed_on: BTreeMap::new(),
            edges: BTreeMap::new(),
        };
        let mut used: Vec<(&Module, Module)> = Vec::new();
        for source in sources.iter().filter(|source| source.path != "src/main.rs") {
            let children = this.children(&source.module);
            for one in source.uses(&children) {
                if one.is_reexport {
                    let key = (source.module.clone(), one.name);
                    this.handed_on.insert(key, one.path);
                } else {
                    used.push((&source.module, one.path));
                }
            }
        }
        for (from, path) in used {
            let to = this.defined_in(&path, 0);
            // Not to itself, and not to a parent.
            if !from.starts_with(&to) {
                this.edges.entry(from).or_default().insert(to);
            }
        }
        this
    }

    fn children(&self, module: &Module) -> Vec<&'s str> {
        let inside = self.paths.keys().copied();
        inside
            .filter(|other| other.len() == module.len() + 1 && other.starts_with(module))
            .filter(|_| !module.is_empty())
            .filter_map(|other| other.last().map(String::as_str))
            .collect()
    }

    /// The file that defines what a path names.
    fn defined_in(&self, path: &[String], depth: usize) -> Module {
        let known = |length: &usize| self.paths.contains_key(&path[..*length].to_vec());
        let length = (1..=path.len()).take_while(known).last().unwrap_or(0);
        let (module, rest) = path.split_at(length);
        let handed_on = rest
            .first()
            .and_then(|name| self.handed_on.get(&(module.to_vec(), name.clone())));
        match handed_on {
            // Names that two modules hand to each other would lead on for ever.
            Some(from) if depth < 8 => {
                let whole: Vec<String> = from.iter().chain(&rest[1..]).cloned().collect();
                self.defined_in(&whole, depth + 1)
            }
            _ => module.to_vec(),
        }
    }

    /// The files that lead to each other, each circle in order (Tarjan's strongly connected components).
    fn circles(&self) -> Vec<Vec<String>> {
        let mut search = Search {
            imports: self,
            next: 0,
            numbers: BTreeMap::new(),
            lowest: BTreeMap::new(),
            stack: Vec::new(),
            found: Vec::new(),
        };
        for module in self.paths.keys() {
            if !search.numbers.contains_key(*module) {
                search.visit(module);
            }
        }
        search.found.sort();
        search.found
    }
}

struct Search<'i> {
    imports: &'i Imports<'i>,
    next: usize,
    numbers: BTreeMap<Module, usize>,
    lowest: BTreeMap<Module, usize>,
    stack: Vec<Module>,
    found: Vec<Vec<String>>,
}

impl Search<'_> {
    fn visit(&mut self, module: &Module) {
        let number = self.next;
        self.next += 1;
        self.numbers.insert(module.clone(), number);
        self.lowest.insert(module.clone(), number);
        self.stack.push(module.clone());
        let imports = self.imports;
        for other in imports.edges.get(module).into_iter().flatten() {
            if !imports.paths.contains_key(other) {
                continue;
            }
            let reached = match self.numbers.get(other) {
                None => {
                    self.visit(other);
                    self.lowest[other]
                }
                Some(number) if self.stack.contains(other) => *number,
                Some(_) => continue,
            };
            let lowest = self.lowest[module].min(reached);
            self.lowest.insert(module.clone(), lowest);
        }
        if self.lowest[module] != number {
            return;
        }
        let mut circle = Vec::new();
        while let Some(member) = self.stack.pop() {
            circle.push(imports.paths[&member].to_owned());
            if member == *module {
                break;
            }
        }
        if circle.len() > 1 {
            circle.sort();
            self.found.push(circle);
        }
    }
}
