//! Just enough of Rust's grammar to see which paths a file uses.

/// A file of code.
pub struct Source {
    /// From the root of the repository, with `/`.
    pub path: String,
    /// The module that it is.
    pub module: Vec<String>,
    /// All of it.
    pub text: String,
    /// Its words and signs, without comments, texts and modules of tests.
    tokens: Vec<String>,
    /// Modules in files of their own that are compiled for tests only.
    test_modules: Vec<String>,
}

impl Source {
    /// Takes a file apart.
    pub fn new(path: &str, text: &str) -> Self {
        let (tokens, test_modules) = without_tests(tokens(text));
        let inside = path.trim_start_matches("src/").trim_end_matches(".rs");
        let mut module: Vec<String> = inside.split('/').map(str::to_owned).collect();
        if module
            .last()
            .is_some_and(|name| ["mod", "lib", "main"].contains(&name.as_str()))
        {
            module.pop();
        }
        Self {
            path: path.to_owned(),
            module,
            text: text.to_owned(),
            tokens,
            test_modules,
        }
    }

    /// The same file as one that is not judged by its imports.
    pub fn without_code(self) -> Self {
        Self {
            tokens: Vec::new(),
            ..self
        }
    }

    /// The modules that it declares for tests only.
    pub fn test_modules(&self) -> Vec<Vec<String>> {
        self.test_modules
            .iter()
            .map(|name| self.module.iter().chain([name]).cloned().collect())
            .collect()
    }

    /// Whether a word occurs in its code.
    pub fn names(&self, word: &str) -> bool {
        self.tokens.iter().any(|token| token == word)
    }

    /// The paths of our own crate that it uses, from the root of the crate, each of a group on its own.
    pub fn imports(&self) -> Vec<Vec<String>> {
        let uses = self.uses(&[]).into_iter();
        uses.map(|used| used.path).collect()
    }

    /// The same, and the paths that begin with one of its own child modules.
    pub fn uses(&self, children: &[&str]) -> Vec<Use> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(token) = self.tokens.get(at) {
            let continues = at > 0 && self.tokens[at - 1] == "::";
            let starts = !continues && self.tokens.get(at + 1).is_some_and(|next| next == "::");
            let mut base = self.module.clone();
            let mut next = at + 2;
            match token.as_str() {
                "crate" if starts => base.clear(),
                "super" if starts => {
                    base.pop();
                    while self.tokens.get(next).is_some_and(|token| token == "super") {
                        base.pop();
                        next += 2;
                    }
                }
                "self" if starts => {}
                name if starts && children.contains(&name) => next = at,
                _ => {
                    at += 1;
                    continue;
                }
            }
            let is_reexport = self.is_public_use(at);
            let from = found.len();
            at = self.tree(next, &base, &mut found).max(at + 1);
            for used in &mut found[from..] {
                used.is_reexport = is_reexport;
            }
        }
        found
    }

    /// Whether a path follows `pub use` or `pub(..) use`.
    fn is_public_use(&self, at: usize) -> bool {
        let mut before = self.tokens[..at].iter().rev().map(String::as_str);
        if before.next() != Some("use") {
            return false;
        }
        match before.next() {
            Some(")") => {
                before.find(|token| *token == "(").is_some() && before.next() == Some("pub")
            }
            word => word == Some("pub"),
        }
    }

    /// Reads what follows a `::`; returns the place behind it.
    fn tree(&self, mut at: usize, base: &[String], found: &mut Vec<Use>) -> usize {
        let mut path = base.to_vec();
        loop {
            match self.tokens.get(at).map(String::as_str) {
                Some("{") => {
                    at += 1;
                    while self.tokens.get(at).is_some_and(|token| token != "}") {
                        if self.tokens[at] == "," {
                            at += 1;
                        } else {
                            at = self.tree(at, &path, found);
                        }
                    }
                    return at + 1;
                }
                Some(name) => path.push(name.to_owned()),
                None => return at,
            }
            at += 1;
            if self.tokens.get(at).is_some_and(|token| token == "::") {
                at += 1;
                continue;
            }
            let mut name = path.last().cloned().unwrap_or_default();
            while self.tokens.get(at).is_some_and(|token| token == "as") {
                name = self.tokens.get(at + 1).cloned().unwrap_or_default();
                at += 2;
            }
            found.push(Use {
                path,
                name,
                is_reexport: false,
            });
            return at;
        }
    }
}

/// A path of our own crate that a file uses.
pub struct Use {
    /// From the root of the crate.
    pub path: Vec<String>,
    /// What the file calls it.
    pub name: String,
    /// The file only hands it on (`pub use`).
    pub is_reexport: bool,
}

/// Words and signs, without comments, texts and single characters.
fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let is = |at: usize, wanted: &str| {
        wanted
            .chars()
            .enumerate()
            .all(|(i, c)| chars.get(at + i) == Some(&c))
    };
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if is(at, "//") {
            while at < chars.len() && chars[at] != '\n' {
                at += 1;
            }
        } else if is(at, "/*") {
            while at < chars.len() && !is(at, "*/") {
                at += 1;
            }
            at += 2;
        } else if c == '"' {
            at = behind_text(&chars, at + 1);
        } else if is(at, "'\\") {
            at += 3;
            while at < chars.len() && chars[at] != '\'' {
                at += 1;
            }
            at += 1;
        } else if c == '\'' && chars.get(at + 2) == Some(&'\'') {
            at += 3;
        } else if word(c) {
            let start = at;
            while at < chars.len() && word(chars[at]) {
                at += 1;
            }
            let name: String = chars[start..at].iter().collect();
            let hashes = chars[at..].iter().take_while(|c| **c == '#').count();
            let raw = ["r", "br"].contains(&name.as_str()) && chars.get(at + hashes) == Some(&'"');
            if raw {
                let end = format!("\"{}", "#".repeat(hashes));
                at += hashes + 1;
                while at < chars.len() && !is(at, &end) {
                    at += 1;
                }
                at += end.len();
            } else {
                found.push(name);
            }
        } else if is(at, "::") {
            found.push("::".to_owned());
            at += 2;
        } else {
            if !c.is_whitespace() {
                found.push(c.to_string());
            }
            at += 1;
        }
    }
    found
}

/// The place behind the closing quotation mark.
fn behind_text(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// Takes `#[cfg(test)] mod name { .. }` out, and notes the names of `#[cfg(test)] mod name;`.
fn without_tests(tokens: Vec<String>) -> (Vec<String>, Vec<String>) {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut names = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let marked = MARK
            .iter()
            .enumerate()
            .all(|(i, sign)| tokens.get(at + i).is_some_and(|token| token == sign));
        if !marked {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        at += MARK.len();
        let mut depth = 0;
        while let Some(token) = tokens.get(at) {
            match token.as_str() {
                "mod" if depth == 0 && tokens.get(at + 2).is_some_and(|next| next == ";") => {
                    names.push(tokens[at + 1].clone());
                }
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            at += 1;
            if depth == 0 && ["}", ";"].contains(&token.as_str()) {
                break;
            }
        }
    }
    (kept, names)
}
