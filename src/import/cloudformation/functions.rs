//! What the functions of a template come to: a value, a resource of the template, or what is known only after
//! deployment.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use crate::import::built::Built;
use crate::import::listed::{CALL, Tree};
use crate::import::path::{entries, text, text_of};
use crate::input::{Node, NodeKind, Span};

/// What represents a part of a text that is known only after deployment. It is in no name of a place.
const OPEN: char = '\u{1}';

/// What the functions of a template are worked out with.
pub(super) struct Scope<'n> {
    parameters: Option<&'n Node>,
    mappings: Option<&'n Node>,
    pub(super) conditions: Option<&'n Node>,
    /// The conditions that were worked out, by name.
    pub(super) decided: RefCell<BTreeMap<String, Option<bool>>>,
    resources: BTreeSet<&'n str>,
    region: Option<&'n str>,
    /// What functions have built.
    pub(super) built: &'n Built,
    /// The variable of a `Fn::ForEach`, and what it is.
    bound: RefCell<Option<(String, String)>>,
    /// A condition that nobody can say was met.
    both: Cell<bool>,
    imprecise: Cell<bool>,
}

impl<'n> Scope<'n> {
    pub fn new(node: &'n Node, region: Option<&'n str>, built: &'n Built) -> Self {
        let resources = node.get("Resources").into_iter().flat_map(entries);
        Self {
            parameters: node.get("Parameters"),
            mappings: node.get("Mappings"),
            conditions: node.get("Conditions"),
            decided: RefCell::new(BTreeMap::new()),
            resources: resources.map(|(name, _)| name).collect(),
            region,
            built,
            bound: RefCell::new(None),
            both: Cell::new(false),
            imprecise: Cell::new(false),
        }
    }

    /// Says what the variable of a loop is.
    pub fn bind(&self, to: Option<(&str, &str)>) {
        *self.bound.borrow_mut() = to.map(|(name, word)| (name.to_owned(), word.to_owned()));
    }

    /// Whether a loop is being gone through.
    pub fn is_bound(&self) -> bool {
        self.bound.borrow().is_some()
    }

    /// Whether both sides of a condition were taken since this was asked last.
    pub fn has_both(&self) -> bool {
        self.both.replace(false)
    }

    /// Whether something was left out since this was asked last.
    pub fn is_imprecise(&self) -> bool {
        self.imprecise.replace(false)
    }

    /// What a value comes to.
    pub fn value(&self, node: &Node) -> Tree {
        match &node.kind {
            NodeKind::Map(map) => {
                if let [(key, argument)] = map.as_slice()
                    && let Some(function) = function(&key.name)
                {
                    return self.call(function, argument, node.span);
                }
                let kept = map.iter().filter_map(|(key, value)| {
                    if key.name.starts_with("Fn::") {
                        self.imprecise.set(true);
                        return None;
                    }
                    Some((key.clone(), self.value(value)))
                });
                Tree::Map(kept.collect(), node.span)
            }
            NodeKind::Seq(items) => {
                let mut all = Vec::with_capacity(items.len());
                for item in items {
                    match self.value(item) {
                        // The two branches of a condition within a list are items of it.
                        Tree::Seq(inner, _) if is_choice(item) => all.extend(inner),
                        other => all.push(other),
                    }
                }
                Tree::Seq(all, node.span)
            }
            kind => Tree::Known(kind.clone(), node.span, None),
        }
    }

    /// What a function comes to. Each use is a copy, and is counted.
    fn call(&self, function: &str, argument: &Node, span: Span) -> Tree {
        if self.built.is_over() {
            return Tree::Later(None, span);
        }
        let found = self.called(function, argument, span);
        self.built.counted(found, span)
    }

    fn called(&self, function: &str, argument: &Node, span: Span) -> Tree {
        let later = || Tree::Later(None, span);
        match function {
            "Ref" => text(argument).map_or_else(later, |name| self.reference(name, span)),
            "GetAtt" => {
                let name = match &argument.kind {
                    NodeKind::String(path) => path.split('.').next().unwrap_or(""),
                    _ => argument.items().first().and_then(text).unwrap_or(""),
                };
                Tree::Later(self.resource(name), span)
            }
            "Sub" => match argument.items() {
                [pattern, own] => self.substituted(pattern, Some(own), span),
                _ => self.substituted(argument, None, span),
            },
            "Join" => match argument.items() {
                [between, parts] => self.joined(text(between).unwrap_or(""), parts, span),
                _ => later(),
            },
            "Select" => match argument.items() {
                [at, list] => self.selected(at, list, span),
                _ => later(),
            },
            "Split" => match argument.items() {
                [at, whole] => {
                    let whole = self.value(whole);
                    match (text(at), whole.as_text()) {
                        (Some(at), Some(whole)) if !at.is_empty() => {
                            let parts = whole.split(at).map(|part| known(part, span));
                            Tree::Seq(parts.collect(), span)
                        }
                        _ => later(),
                    }
                }
                _ => later(),
            },
            "FindInMap" => self.mapped(argument, span),
            "If" => self.chosen(argument, span),
            // The zones of the stack's own region say no more than that it is there.
            "GetAZs" => Tree::Seq(vec![Tree::null(span)], span),
            _ => later(),
        }
    }

    fn resource(&self, name: &str) -> Option<String> {
        self.resources.contains(name).then(|| name.to_owned())
    }

    fn reference(&self, name: &str, span: Span) -> Tree {
        if let Some((variable, word)) = &*self.bound.borrow()
            && variable == name
        {
            return Tree::text(word, span);
        }
        match name {
            "AWS::Region" => self.region.map_or(Tree::null(span), |region| {
                Tree::Known(
                    NodeKind::String(region.to_owned()),
                    span,
                    Some(CALL.to_owned()),
                )
            }),
            "AWS::NoValue" => Tree::null(span),
            "AWS::URLSuffix" => Tree::text("amazonaws.com", span),
            "AWS::Partition" => Tree::text(self.partition(), span),
            _ => match self.parameters.and_then(|all| all.get(name)) {
                Some(parameter) => self.parameter(name, parameter, span),
                None => Tree::Later(self.resource(name), span),
            },
        }
    }

    fn partition(&self) -> &'static str {
        match self.region {
            Some(region) if region.starts_with("cn-") => "aws-cn",
            Some(region) if region.starts_with("us-gov-") => "aws-us-gov",
            _ => "aws",
        }
    }

    /// The default of a parameter, which the call that deploys may set otherwise. A secret one is none.
    fn parameter(&self, name: &str, parameter: &Node, span: Span) -> Tree {
        let is_secret = parameter.get("NoEcho").is_some_and(|it| {
            it.kind == NodeKind::Bool(true) || text(it).is_some_and(|it| it == "true")
        });
        // The default of such a parameter is the name under which its value is kept.
        let is_kept = text_of(parameter, "Type").is_some_and(|it| it.starts_with("AWS::SSM::"));
        let default = parameter.get("Default").filter(|_| !is_secret && !is_kept);
        let Some(default) = default else {
            return Tree::Later(None, span);
        };
        let name = Some(name.to_owned());
        let is_list = text_of(parameter, "Type")
            .is_some_and(|it| it == "CommaDelimitedList" || it.starts_with("List<"));
        match &default.kind {
            NodeKind::String(text) if is_list => {
                let items = text.split(',').map(|item| {
                    Tree::Known(
                        NodeKind::String(item.trim().to_owned()),
                        default.span,
                        name.clone(),
                    )
                });
                Tree::Seq(items.collect(), default.span)
            }
            kind @ (NodeKind::String(_) | NodeKind::Number(_) | NodeKind::Bool(_)) => {
                Tree::Known(kind.clone(), default.span, name)
            }
            _ => Tree::Later(None, span),
        }
    }

    fn substituted(&self, pattern: &Node, own: Option<&Node>, span: Span) -> Tree {
        let Some(pattern_text) = text(pattern) else {
            return Tree::Later(None, span);
        };
        let mut parts = Vec::new();
        let mut rest = pattern_text;
        while let Some((before, after)) = rest.split_once("${") {
            parts.push(known(before, span));
            let Some((name, behind)) = after.split_once('}') else {
                return Tree::Later(None, span);
            };
            let name = name.trim();
            rest = behind;
            parts.push(
                match (name.strip_prefix('!'), own.and_then(|own| own.get(name))) {
                    (Some(literal), _) => known(&format!("${{{literal}}}"), span),
                    (None, Some(own)) => self.value(own),
                    (None, None) => match name.split_once('.') {
                        Some((resource, _)) => Tree::Later(self.resource(resource), span),
                        None => self.built.counted(self.reference(name, span), span),
                    },
                },
            );
        }
        parts.push(known(rest, span));
        self.put_together(&parts, "", pattern.span)
    }

    fn joined(&self, between: &str, parts: &Node, span: Span) -> Tree {
        match self.value(parts) {
            Tree::Seq(parts, _) => self.put_together(&parts, between, span),
            _ => Tree::Later(None, span),
        }
    }

    /// A text of its parts. What is not known of it is left open where the rest says enough: the region of an
    /// ARN precedes the account.
    fn put_together(&self, parts: &[Tree], between: &str, span: Span) -> Tree {
        let words = parts.iter().map(|part| match part {
            Tree::Known(NodeKind::String(word) | NodeKind::Number(word), ..) => word.len(),
            _ => 0,
        });
        let gaps = between.len().saturating_mul(parts.len());
        if !self
            .built
            .spend(words.sum::<usize>().saturating_add(gaps), span)
        {
            return Tree::Later(None, span);
        }
        let (mut whole, mut resource, mut parameter) = (String::new(), None, None);
        let (mut is_open, mut resources) = (false, 0);
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                whole.push_str(between);
            }
            match part {
                Tree::Known(NodeKind::String(word) | NodeKind::Number(word), _, of) => {
                    whole.push_str(word);
                    parameter = parameter.or(of.clone());
                }
                Tree::Known(NodeKind::Bool(value), _, of) => {
                    whole.push_str(&value.to_string());
                    parameter = parameter.or(of.clone());
                }
                Tree::Later(to, _) => {
                    is_open = true;
                    whole.push(OPEN);
                    resources += usize::from(to.is_some());
                    resource = resource.or_else(|| to.clone());
                }
                _ => {
                    is_open = true;
                    whole.push(OPEN);
                }
            }
        }
        if !is_open {
            return Tree::Known(NodeKind::String(whole), span, parameter);
        }
        if resources > 0 {
            return Tree::Later(resource, span);
        }
        let known = |whole: &str, parameter| {
            let text = whole.replace(OPEN, "*");
            Tree::Known(NodeKind::String(text), span, parameter)
        };
        // Of an address its host is enough.
        let host = whole.split_once("://").map(|(_, rest)| {
            let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
            authority.rsplit('@').next().unwrap_or("")
        });
        if host.is_some_and(|host| !host.is_empty() && !host.contains(OPEN)) {
            return known(&whole, parameter);
        }
        let mut fields = whole.split(':');
        let region = (fields.next() == Some("arn"))
            .then(|| fields.nth(2))
            .flatten();
        match region {
            // The stack's own region, whichever that is: nothing leaves it.
            Some(region) if region.contains(OPEN) && self.region.is_none() => Tree::null(span),
            Some(region) if !region.is_empty() && !region.contains(OPEN) => {
                known(&whole, parameter)
            }
            _ => Tree::Later(None, span),
        }
    }

    fn selected(&self, at: &Node, list: &Node, span: Span) -> Tree {
        let at = match self.value(at) {
            Tree::Known(NodeKind::Number(at) | NodeKind::String(at), ..) => {
                at.parse::<usize>().ok()
            }
            _ => None,
        };
        let is_zones = entries(list).any(|(key, _)| function(key) == Some("GetAZs"));
        match (self.value(list), at) {
            // Of the zones of a region none is better known than the others.
            (Tree::Seq(items, _), _) if is_zones => {
                items.into_iter().next().unwrap_or(Tree::Later(None, span))
            }
            (Tree::Seq(items, _), Some(at)) => {
                items.into_iter().nth(at).unwrap_or(Tree::Later(None, span))
            }
            (Tree::Later(to, span), _) => Tree::Later(to, span),
            _ => Tree::Later(None, span),
        }
    }

    fn mapped(&self, argument: &Node, span: Span) -> Tree {
        let keys: Vec<Tree> = argument.items().iter().map(|it| self.value(it)).collect();
        let mut parameter = None;
        let mut node = self.mappings;
        for key in keys.iter().take(3) {
            let Tree::Known(NodeKind::String(word) | NodeKind::Number(word), _, of) = key else {
                return Tree::Later(None, span);
            };
            parameter = parameter.or(of.clone());
            node = node.and_then(|node| node.get(word));
        }
        match node {
            Some(node) if keys.len() >= 3 => match Tree::of(node) {
                Tree::Known(kind, span, _) => Tree::Known(kind, span, parameter),
                other => other,
            },
            _ => Tree::Later(None, span),
        }
    }

    fn chosen(&self, argument: &Node, span: Span) -> Tree {
        let [condition, then, otherwise] = argument.items() else {
            return Tree::Later(None, span);
        };
        let holds = text(condition).and_then(|name| self.holds_by_name(name));
        match holds {
            Some(true) => self.value(then),
            Some(false) => self.value(otherwise),
            None => {
                let sides = [self.value(then), self.value(otherwise)];
                let mut sides = sides
                    .into_iter()
                    .filter(|side| !matches!(side, Tree::Known(NodeKind::Null, ..)));
                match (sides.next(), sides.next()) {
                    (Some(one), Some(two)) if one == two => one,
                    (Some(one), Some(two)) => {
                        self.both.set(true);
                        Tree::Seq(vec![one, two], span)
                    }
                    (Some(one), None) => {
                        self.both.set(true);
                        one
                    }
                    _ => Tree::null(span),
                }
            }
        }
    }
}

fn known(word: &str, span: Span) -> Tree {
    Tree::text(word, span)
}

/// Whether a value is a choice between two.
fn is_choice(node: &Node) -> bool {
    entries(node).any(|(key, _)| function(key) == Some("If"))
}

/// The function that a key calls, in its long or its short form.
fn function(key: &str) -> Option<&str> {
    match key {
        "Ref" | "!Ref" => Some("Ref"),
        _ => {
            let name = key.strip_prefix("Fn::").or_else(|| key.strip_prefix('!'))?;
            (!name.is_empty()).then_some(name)
        }
    }
}
