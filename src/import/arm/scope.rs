//! What the expressions of a template come to: a value, a resource of the template, or what is known only after
//! deployment.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use super::expression::{Expression, Parsed, parse};
use super::functions;
use crate::import::built::Built;
use crate::import::listed::{CALL, Tree};
use crate::import::path::{entries, text, text_of};
use crate::input::{Node, NodeKind, Span};

/// What represents the group of resources into which a template is deployed, in place of an address.
pub(super) const GROUP: &str = "resourceGroup()";

/// What the expressions of a template are worked out with.
pub(super) struct Scope<'n> {
    parameters: Option<&'n Node>,
    variables: Option<&'n Node>,
    /// Parameters that the deployment of a nested template sets.
    given: BTreeMap<String, Tree>,
    region: Option<&'n str>,
    worked_out: RefCell<BTreeMap<String, Option<Tree>>>,
    /// What functions have built.
    pub(super) built: &'n Built,
    both: Cell<bool>,
    /// A text of which a part is not known is one with `*` in its place: names are only compared.
    pub(super) is_lenient: Cell<bool>,
}

impl<'n> Scope<'n> {
    pub fn new(
        template: &'n Node,
        given: BTreeMap<String, Tree>,
        region: Option<&'n str>,
        built: &'n Built,
    ) -> Self {
        Self {
            parameters: template.get("parameters"),
            variables: template.get("variables"),
            given,
            region,
            worked_out: RefCell::new(BTreeMap::new()),
            built,
            both: Cell::new(false),
            is_lenient: Cell::new(false),
        }
    }

    /// The region that the call names, if it counts here.
    pub fn region(&self) -> Option<&'n str> {
        self.region
    }

    /// Whether both sides of a condition were taken since this was asked last.
    pub fn has_both(&self) -> bool {
        self.both.replace(false)
    }

    /// What a value comes to.
    pub fn value(&self, node: &Node) -> Tree {
        match &node.kind {
            NodeKind::Map(map) => {
                let entries = map.iter();
                let entries = entries.map(|(key, value)| (key.clone(), self.value(value)));
                Tree::Map(entries.collect(), node.span)
            }
            NodeKind::Seq(items) => Tree::Seq(
                items.iter().map(|item| self.value(item)).collect(),
                node.span,
            ),
            NodeKind::String(word) => match parse(word) {
                Parsed::Literal(text) => Tree::text(text, node.span),
                Parsed::Expression(expression) => self.result(&expression, node.span),
                Parsed::Unknown => Tree::Later(None, node.span),
            },
            kind => Tree::Known(kind.clone(), node.span, None),
        }
    }

    /// A name in words, with `*` for what is not known of it.
    pub fn name(&self, node: &Node) -> String {
        self.is_lenient.set(true);
        let value = self.value(node);
        self.is_lenient.set(false);
        value.as_text().unwrap_or("*").to_owned()
    }

    /// What an expression comes to.
    pub(super) fn result(&self, expression: &Expression, span: Span) -> Tree {
        if !self.built.spend(0, span) {
            return Tree::Later(None, span);
        }
        match expression {
            Expression::Text(text) => Tree::text(text, span),
            Expression::Number(number) => Tree::Known(NodeKind::Number(number.clone()), span, None),
            Expression::Property(of, name) => self.property(of, name, span),
            Expression::Element(of, at) => {
                let at = match self.result(at, span) {
                    Tree::Known(NodeKind::Number(at), ..) => at.parse::<usize>().ok(),
                    _ => None,
                };
                match (self.result(of, span), at) {
                    (Tree::Seq(items, _), Some(at)) => {
                        items.into_iter().nth(at).unwrap_or(Tree::Later(None, span))
                    }
                    // Each of them, where nobody knows which.
                    (Tree::Seq(items, span), None) => Tree::Seq(items, span),
                    (Tree::Later(to, span), _) => Tree::Later(to, span),
                    _ => Tree::Later(None, span),
                }
            }
            Expression::Call(name, arguments) => self.call(name, arguments, span),
        }
    }

    fn property(&self, of: &Expression, name: &str, span: Span) -> Tree {
        if let Expression::Call(function, _) = of
            && ["resourcegroup", "deployment"].contains(&function.as_str())
            && name.eq_ignore_ascii_case("location")
        {
            return match self.region {
                Some(region) => {
                    let region = NodeKind::String(region.to_owned());
                    Tree::Known(region, span, Some(CALL.to_owned()))
                }
                None => Tree::Later(Some(GROUP.to_owned()), span),
            };
        }
        match self.result(of, span) {
            Tree::Later(to, span) => Tree::Later(to, span),
            found => found.get(name).cloned().unwrap_or(Tree::Later(None, span)),
        }
    }

    fn call(&self, name: &str, arguments: &[Expression], span: Span) -> Tree {
        match (name, arguments) {
            ("parameters", [Expression::Text(name)]) => self.parameter(name, span),
            ("variables", [Expression::Text(name)]) => self.variable(name, span),
            ("if", [condition, then, otherwise]) => {
                match functions::holds(&self.result(condition, span)) {
                    Some(true) => self.result(then, span),
                    Some(false) => self.result(otherwise, span),
                    None => {
                        self.either(self.result(then, span), self.result(otherwise, span), span)
                    }
                }
            }
            _ => {
                let values: Vec<Tree> = arguments.iter().map(|it| self.result(it, span)).collect();
                let found = functions::call(name, &values, self.is_lenient.get(), span);
                self.built.counted(found, span)
            }
        }
    }

    fn either(&self, then: Tree, otherwise: Tree, span: Span) -> Tree {
        let is_null = |it: &Tree| matches!(it, Tree::Known(NodeKind::Null, ..));
        if then == otherwise || is_null(&otherwise) {
            return then;
        }
        if is_null(&then) {
            return otherwise;
        }
        if self.is_lenient.get() {
            return Tree::text("*", span);
        }
        self.both.set(true);
        Tree::Seq(vec![then, otherwise], span)
    }

    fn parameter(&self, name: &str, span: Span) -> Tree {
        if let Some(given) = self.given.get(name) {
            return self.built.counted(given.clone(), span);
        }
        let Some(declared) = self.parameters.and_then(|all| lowered(all, name)) else {
            return Tree::Later(None, span);
        };
        let kind = text_of(declared, "type").unwrap_or("").to_lowercase();
        let Some(default) = declared
            .get("defaultValue")
            .filter(|_| !kind.starts_with("secure"))
        else {
            return Tree::Later(None, span);
        };
        self.once(&format!("parameter {name}"), span, || {
            assumed(self.value(default), name)
        })
    }

    fn variable(&self, name: &str, span: Span) -> Tree {
        match self.variables.and_then(|all| lowered(all, name)) {
            Some(value) => self.once(&format!("variable {name}"), span, || self.value(value)),
            None => Tree::Later(None, span),
        }
    }

    /// Works something out once: what refers to others would double the work with every step. What leads back to
    /// itself is not known.
    fn once(&self, key: &str, span: Span, work: impl FnOnce() -> Tree) -> Tree {
        let key = format!("{key} {}", self.is_lenient.get());
        let known = self.worked_out.borrow().get(&key).cloned();
        if let Some(known) = known {
            let known = known.unwrap_or(Tree::Later(None, span));
            return self.built.counted(known, span);
        }
        self.worked_out.borrow_mut().insert(key.clone(), None);
        let found = work();
        self.worked_out
            .borrow_mut()
            .insert(key, Some(found.clone()));
        found
    }
}

/// The value of a key, whose case does not matter.
fn lowered<'n>(map: &'n Node, name: &str) -> Option<&'n Node> {
    map.get(name).or_else(|| {
        let mut all = entries(map);
        all.find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    })
}

/// A value that is the default of a parameter.
fn assumed(tree: Tree, name: &str) -> Tree {
    match tree {
        Tree::Known(kind, span, None) if kind != NodeKind::Null => {
            Tree::Known(kind, span, Some(name.to_owned()))
        }
        Tree::Seq(items, span) => {
            let items = items.into_iter().map(|item| assumed(item, name));
            Tree::Seq(items.collect(), span)
        }
        Tree::Map(entries, span) => {
            let entries = entries.into_iter();
            let entries = entries.map(|(key, value)| (key, assumed(value, name)));
            Tree::Map(entries.collect(), span)
        }
        other => other,
    }
}

/// The parameters that a deployment sets, worked out in its own scope.
pub(super) fn given(properties: &Node, outer: &Scope<'_>) -> BTreeMap<String, Tree> {
    let parameters = properties.get("parameters").into_iter().flat_map(entries);
    parameters
        .filter_map(|(name, given)| Some((name.to_owned(), outer.value(given.get("value")?))))
        .collect()
}

/// Whether a nested template has parameters of its own.
pub(super) fn is_inner(properties: &Node) -> bool {
    let options = properties.get("expressionEvaluationOptions");
    let scope = options
        .and_then(|options| options.get("scope"))
        .and_then(text);
    scope.is_some_and(|scope| scope.eq_ignore_ascii_case("inner"))
}
