//! How a text begins: enough of it to recognise its format, also where it breaks off. Nothing is
//! parsed.

/// Keys that are looked at, at most.
const MOST_KEYS: usize = 64;
/// Keys of plans and states of Terraform, which may be long and whose other keys nobody asks for.
const OF_TERRAFORM: [&str; 2] = ["format_version", "terraform_version"];

/// What kind of text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A JSON object, or several behind each other.
    Object,
    /// A JSON list.
    List,
    /// Anything else, such as YAML.
    Other,
}

/// How a text begins.
#[derive(Debug, Clone)]
pub(super) struct Begin {
    pub shape: Shape,
    /// The keys of its first object: of a list those of its first item, of YAML those without indent.
    keys: Vec<String>,
}

impl Begin {
    pub fn of(text: &str) -> Self {
        let rest = text.trim_start();
        let (shape, keys) = match rest.as_bytes().first() {
            Some(b'{') => (Shape::Object, json_keys(rest)),
            // `[command]` at the head of a log is no list.
            Some(b'[') => match rest.get(1..).unwrap_or("").trim_start() {
                items if items.starts_with('{') => (Shape::List, json_keys(items)),
                _ => (Shape::List, Vec::new()),
            },
            _ => (Shape::Other, yaml_keys(rest)),
        };
        Self { shape, keys }
    }

    /// Whether it has a key.
    pub fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|known| known == key)
    }

    /// Whether it has all of some keys.
    pub fn has_all(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.has(key))
    }
}

/// The keys of the object with which a text begins, as far as it goes.
fn json_keys(text: &str) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let (mut depth, mut is_key) = (0_usize, false);
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => {
                let mut end = None;
                while let Some((inner, byte)) = bytes.next() {
                    match byte {
                        b'\\' => drop(bytes.next()),
                        b'"' => {
                            end = Some(inner);
                            break;
                        }
                        _ => {}
                    }
                }
                // A key that is cut off is none.
                let Some(end) = end else { return keys };
                if depth == 1 && is_key {
                    is_key = false;
                    let key = text.get(at + 1..end).unwrap_or("");
                    keys.push(key.to_owned());
                    if keys.len() == MOST_KEYS || OF_TERRAFORM.contains(&key) {
                        return keys;
                    }
                }
            }
            b'{' | b'[' => {
                depth += 1;
                is_key = depth == 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return keys;
                }
            }
            b',' if depth == 1 => is_key = true,
            _ => {}
        }
    }
    keys
}

/// The keys of a YAML text without indent, of all its documents.
fn yaml_keys(text: &str) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for line in text.lines() {
        if line.starts_with(|ch: char| ch.is_whitespace() || "#-{}[]".contains(ch)) {
            continue;
        }
        let Some((key, rest)) = line.split_once(':') else {
            continue;
        };
        let key = key.trim().trim_matches(['"', '\'']);
        let is_key = !key.is_empty() && !key.contains(char::is_whitespace);
        if is_key && (rest.is_empty() || rest.starts_with(char::is_whitespace)) {
            if !keys.iter().any(|known| known == key) {
                keys.push(key.to_owned());
            }
            if keys.len() == MOST_KEYS {
                break;
            }
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_the_first_object_are_seen() {
        for (text, keys, shape) in [
            (
                r#" {"a": {"b": 1}, "c\"d": [{"e": 2}], "f"#,
                "a,c\\\"d",
                Shape::Object,
            ),
            (r#"[{"a": "}", "b": 1}, {"c": 2}]"#, "a,b", Shape::List),
            (r#"{"a": 1} {"b": 2}"#, "a", Shape::Object),
            ("[command] x", "", Shape::List),
            (
                "# c\n---\na: 1\n  b: 2\n- c: 3\n\"d\": |\n  e: 4\n",
                "a,d",
                Shape::Other,
            ),
            ("", "", Shape::Other),
        ] {
            let found = Begin::of(text);
            assert_eq!(found.keys.join(","), keys, "{text}");
            assert_eq!(found.shape, shape, "{text}");
        }
    }
}
