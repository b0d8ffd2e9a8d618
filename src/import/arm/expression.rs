//! The expressions of ARM templates: `[concat(parameters('a'), variables('b').c[0])]`.

/// Calls may be nested this deep.
const MOST_DEEP: usize = 32;

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    /// A text.
    Text(String),
    /// A whole number.
    Number(String),
    /// A function with its arguments; its name in lower case.
    Call(String, Vec<Expression>),
    /// A property of a value.
    Property(Box<Expression>, String),
    /// An element of a value.
    Element(Box<Expression>, Box<Expression>),
}

/// What a text of a template is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Parsed {
    /// A text as it is meant.
    Literal(String),
    /// An expression.
    Expression(Expression),
    /// Something that looks like an expression and is none that is known.
    Unknown,
}

/// What a text of a template is: `[x]` is an expression, `[[x]` the text `[x]`.
pub(super) fn parse(text: &str) -> Parsed {
    let Some(inner) = text.strip_prefix('[') else {
        return Parsed::Literal(text.to_owned());
    };
    if inner.starts_with('[') {
        return Parsed::Literal(inner.to_owned());
    }
    let Some(inner) = inner.strip_suffix(']') else {
        return Parsed::Literal(text.to_owned());
    };
    let mut parser = Parser { rest: inner };
    match parser
        .expression(0)
        .filter(|_| parser.rest.trim().is_empty())
    {
        Some(expression) => Parsed::Expression(expression),
        None => Parsed::Unknown,
    }
}

struct Parser<'t> {
    rest: &'t str,
}

impl Parser<'_> {
    fn expression(&mut self, depth: usize) -> Option<Expression> {
        if depth > MOST_DEEP {
            return None;
        }
        self.blank();
        let mut found = if self.takes('\'') {
            Expression::Text(self.quoted()?)
        } else {
            let word = self.word();
            match word.chars().next()? {
                ch if ch.is_ascii_digit() || ch == '-' => Expression::Number(word),
                _ => {
                    self.blank();
                    self.takes('(').then_some(())?;
                    Expression::Call(word.to_lowercase(), self.arguments(depth)?)
                }
            }
        };
        loop {
            self.blank();
            if self.takes('.') || self.takes_safe() {
                let name = self.word();
                (!name.is_empty()).then_some(())?;
                found = Expression::Property(Box::new(found), name);
            } else if self.takes('[') {
                let at = self.expression(depth + 1)?;
                self.blank();
                self.takes(']').then_some(())?;
                found = match at {
                    Expression::Text(name) => Expression::Property(Box::new(found), name),
                    at => Expression::Element(Box::new(found), Box::new(at)),
                };
            } else {
                return Some(found);
            }
        }
    }

    fn arguments(&mut self, depth: usize) -> Option<Vec<Expression>> {
        let mut all = Vec::new();
        self.blank();
        if self.takes(')') {
            return Some(all);
        }
        loop {
            all.push(self.expression(depth + 1)?);
            self.blank();
            if self.takes(')') {
                return Some(all);
            }
            self.takes(',').then_some(())?;
        }
    }

    /// The rest of a text in quotes, of which two mean one.
    fn quoted(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let (part, rest) = self.rest.split_once('\'')?;
            text.push_str(part);
            self.rest = rest;
            if !self.takes('\'') {
                return Some(text);
            }
            text.push('\'');
        }
    }

    fn word(&mut self) -> String {
        let is_part = |ch: char| ch.is_alphanumeric() || "_-$".contains(ch);
        let end = self.rest.find(|ch| !is_part(ch)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        word.to_owned()
    }

    fn blank(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn takes(&mut self, ch: char) -> bool {
        let rest = self.rest.strip_prefix(ch);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// The `.?` of a property that need not be there.
    fn takes_safe(&mut self) -> bool {
        let rest = self.rest.strip_prefix(".?");
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_differ_from_expressions() {
        let text = |text: &str| Parsed::Literal(text.to_owned());
        assert_eq!(parse("westeurope"), text("westeurope"));
        assert_eq!(parse("[[x]"), text("[x]"));
        assert_eq!(parse("[x"), text("[x"));
        for broken in [
            "[]",
            "[x]",
            "[f(]",
            "[f('a]",
            "[f() g()]",
            "[f(,)]",
            "[f().]",
        ] {
            assert_eq!(parse(broken), Parsed::Unknown, "{broken}");
        }
        let deep = format!("[{}1{}]", "f(".repeat(100), ")".repeat(100));
        assert_eq!(parse(&deep), Parsed::Unknown);
        let Parsed::Expression(found) =
            parse("[ concat( 'it''s', Parameters('a').b[0], x()['c'] ) ]")
        else {
            panic!("no expression")
        };
        let call = |name: &str, arguments| Expression::Call(name.to_owned(), arguments);
        let text = |text: &str| Expression::Text(text.to_owned());
        let property = |of, name: &str| Expression::Property(Box::new(of), name.to_owned());
        assert_eq!(
            found,
            call(
                "concat",
                vec![
                    text("it's"),
                    Expression::Element(
                        Box::new(property(call("parameters", vec![text("a")]), "b")),
                        Box::new(Expression::Number("0".to_owned())),
                    ),
                    property(call("x", Vec::new()), "c"),
                ]
            )
        );
    }
}
