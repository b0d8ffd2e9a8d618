//! Files that are generated and committed, so that others can read them without the tool: the JSON
//! Schemas, the page of their keys, the pages of rules and the gallery of cases. With `FAIRNOTICE_UPDATE=1` this test writes
//! them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::support::root;
use crate::support::yaml::parsed;
use crate::{format_page, gallery};
use fairnotice::cli::schema::{schemas, text};
use fairnotice::engine::facts::fact_keys;
use fairnotice::engine::policy::{ChangeKind, Rules, builtin_families};
use fairnotice::estate::vocabulary::Concern;
use fairnotice::input::SourceMap;
use fairnotice::law::Law;
use fairnotice::report::{family_markdown, rules_markdown};
use fairnotice::view::RuleView;

/// Every generated file with what it should hold.
fn generated() -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = schemas()
        .iter()
        .map(|(name, schema)| (format!("schemas/{name}"), text(schema)))
        .collect();
    let rules = Rules::builtin().unwrap();
    let views: Vec<RuleView> = rules.iter().map(RuleView::of).collect();
    files.insert("docs/rules/README.md".to_owned(), rules_markdown(&views));
    let (law, examples) = (Law::builtin(&mut SourceMap::new()).unwrap(), examples());
    let families: BTreeSet<&str> = views.iter().map(|rule| family(&rule.id)).collect();
    for family in families {
        let page = family_markdown(family, &views, &law, &examples);
        files.insert(format!("docs/rules/{family}.md"), page);
    }
    let readme = std::fs::read_to_string(root().join("policies/README.md")).unwrap();
    let readme = readme.replace("\r\n", "\n");
    let readme = with_part(&readme, "families", &family_table());
    let readme = with_part(&readme, "changes", &change_table());
    let readme = with_part(&readme, "evidence", &evidence_table());
    files.insert("policies/README.md".to_owned(), readme);
    files.extend(gallery::pages());
    files.insert("docs/format.md".to_owned(), format_page::page());
    files
}

/// A page with the part between `<!-- NAME: ... -->` and `<!-- end -->` replaced.
fn with_part(page: &str, name: &str, part: &str) -> String {
    let start = page.find(&format!("<!-- {name}: ")).unwrap();
    let start = start + page[start..].find("-->\n").unwrap() + "-->\n".len();
    let length = page[start..].find("<!-- end -->").unwrap();
    format!("{}{part}{}", &page[..start], &page[start + length..])
}

/// The families of rules.
fn family_table() -> String {
    let mut table =
        "| family | its rules are on | an error means |\n| --- | --- | --- |\n".to_owned();
    for family in builtin_families().unwrap() {
        let says = match family.concerns {
            Concern::Lawfulness => "the flow is not lawful",
            Concern::Transparency => "the notice does not disclose the flow",
            Concern::Notice => "the notice is wrong or lacks something",
            Concern::Deployment => "what is deployed is not what is declared",
            Concern::Observation => {
                "what was seen is not what the estate declares or the notice states"
            }
            Concern::Waiver => "a finding has changed since it was waived",
        };
        let line = format!(
            "| [`{0}/`](../docs/rules/{0}.md) | {1} | {says} |\n",
            family.id,
            family.title.to_lowercase(),
        );
        table.push_str(&line);
    }
    table
}

/// The kinds of change that `@changes` may name, and how many rules name each.
fn change_table() -> String {
    let mut table = "| kind | what changes | rules |\n| --- | --- | --- |\n".to_owned();
    let rules = Rules::builtin().unwrap();
    for kind in ChangeKind::ALL {
        let names = |rule: &&fairnotice::engine::policy::Rule| {
            rule.changes.as_ref().is_some_and(|it| it.contains(&kind))
        };
        let line = format!(
            "| `{}` | {} | {} |\n",
            kind.as_str(),
            kind.meaning(),
            rules.iter().filter(names).count()
        );
        table.push_str(&line);
    }
    table
}

/// The keys that `@evidence` may name.
fn evidence_table() -> String {
    let mut table = "| key | its elements | its name |\n| --- | --- | --- |\n".to_owned();
    let (coverage, plain): (Vec<_>, Vec<_>) = fact_keys()
        .into_iter()
        .partition(|key| key.key.starts_with("coverage."));
    for key in plain {
        let line = format!("| `{}` | {} | {} |\n", key.key, key.elements, key.name);
        table.push_str(&line);
    }
    let elements = coverage[0].elements;
    let line = format!(
        "| `coverage.SIDE.VERDICT` | {elements}; see below | for the source, who sends |\n"
    );
    table.push_str(&line);
    table
}

fn family(rule: &str) -> &str {
    rule.split('/').next().unwrap()
}

/// What the user sees of each rule in its firing estate, without the headings around the finding.
fn examples() -> BTreeMap<String, String> {
    let ids = Rules::builtin()
        .unwrap()
        .iter()
        .map(|rule| rule.id.clone())
        .collect::<Vec<_>>();
    let mut found = BTreeMap::new();
    for id in ids {
        let path = root().join(format!("snapshots/rules/{}.snap", id.replace('/', "__")));
        let text = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
        let start = text.find(&format!("[{id}]")).unwrap();
        let start = text[..start].rfind('\n').unwrap() + 1;
        let rest = &text[start..];
        let length = rest.find("\n\n").unwrap_or(rest.trim_end().len());
        found.insert(id, text[start..start + length].to_owned());
    }
    found
}

#[test]
fn generated_files_are_fresh() {
    let update = std::env::var("FAIRNOTICE_UPDATE").is_ok_and(|value| value == "1");
    let mut stale = Vec::new();
    for (name, wanted) in generated() {
        let path = root().join(&name);
        if update {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &wanted).unwrap();
        }
        // A checkout may have other ends of lines.
        let there = std::fs::read_to_string(&path)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        if there != wanted {
            stale.push(name);
        }
    }
    assert!(
        stale.is_empty(),
        "stale: {stale:?}; run `FAIRNOTICE_UPDATE=1 cargo test --test it generated::`"
    );
}

#[test]
fn no_schema_is_left_over() {
    let wanted = generated();
    for entry in std::fs::read_dir(root().join("schemas")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let ours =
            !name.ends_with(".schema.json") || wanted.contains_key(&format!("schemas/{name}"));
        assert!(ours, "schemas/{name} is of no file that we read or write");
    }
}

#[test]
fn no_page_of_the_gallery_is_left_over() {
    let wanted = gallery::pages();
    for entry in std::fs::read_dir(root().join("docs/cases")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let page = format!("docs/cases/{name}");
        assert!(wanted.contains_key(&page), "{page} is of no topic");
    }
}

#[test]
fn the_page_of_rules_names_each_with_a_file_that_exists() {
    let pages = generated();
    let list = &pages["docs/rules/README.md"];
    for rule in Rules::builtin().unwrap().iter() {
        let anchor = rule.id.replace('/', "");
        let link = format!("[`{}`]({}.md#{anchor})", rule.id, family(&rule.id));
        assert!(list.contains(&link), "{link}");
        let page = &pages[&format!("docs/rules/{}.md", family(&rule.id))];
        assert!(page.contains(&format!("\n## {}\n", rule.id)), "{}", rule.id);
        assert!(
            page.contains(&format!("(../../{})", rule.path)),
            "{}",
            rule.id
        );
        assert!(root().join(&rule.path).is_file(), "{}", rule.path);
    }
}

/// Sample files of estates: those of `flows/`, the rules' fixtures and the cases.
fn samples() -> Vec<PathBuf> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension() {
                _ if path.is_dir() => below(&path, found),
                Some(extension) if extension == "yaml" => found.push(path),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    below(&root().join("flows"), &mut found);
    below(&root().join("tests/rules"), &mut found);
    below(&root().join("tests/cases"), &mut found);
    // Outcomes of cases and rows of law have no public schema.
    let has_schema = |name: &std::ffi::OsStr| name != "expect.yaml" && name != "law.yaml";
    found.retain(|path| path.file_name().is_some_and(has_schema));
    found.sort();
    assert!(found.len() > 200);
    found
}

/// The schema that the modeline at the head of a file names, as a path.
fn modeline(path: &Path, text: &str) -> Option<PathBuf> {
    let named = text
        .lines()
        .take(3)
        .find_map(|line| line.strip_prefix("# yaml-language-server: $schema="))?;
    Some(path.parent().unwrap().join(named.trim()))
}

/// The schema of a file, by its modeline or by its name.
fn schema_of(path: &Path, text: &str) -> String {
    let named =
        modeline(path, text).map(|schema| schema.file_name().unwrap().to_str().unwrap().to_owned());
    let by_name = match path.file_name().unwrap().to_str().unwrap() {
        "fairnotice.yaml" => "estate.schema.json",
        "waivers.yaml" => "waivers.schema.json",
        "earlier.yaml" => "notice.schema.json",
        _ => "part.schema.json",
    };
    named.unwrap_or_else(|| by_name.to_owned())
}

#[test]
fn editors_find_the_schema_of_every_file_of_the_sample_estates() {
    for path in samples()
        .iter()
        .filter(|path| path.starts_with(root().join("flows")))
    {
        let text = std::fs::read_to_string(path).unwrap();
        let schema =
            modeline(path, &text).unwrap_or_else(|| panic!("{}: no modeline", path.display()));
        let schema = schema
            .canonicalize()
            .unwrap_or_else(|_| panic!("{}: {} is not there", path.display(), schema.display()));
        assert_eq!(
            schema.parent().unwrap(),
            root().join("schemas").canonicalize().unwrap()
        );
    }
}

#[test]
fn sample_files_are_valid_against_the_public_schemas() {
    let validators: BTreeMap<String, jsonschema::Validator> = schemas()
        .into_iter()
        .map(|(name, schema)| (name, jsonschema::draft202012::new(&schema).unwrap()))
        .collect();
    let mut wrong = Vec::new();
    for path in samples() {
        let text = std::fs::read_to_string(&path).unwrap();
        let validator = &validators[&schema_of(&path, &text)];
        let document = parsed(&text);
        wrong.extend(
            validator
                .iter_errors(&document)
                .map(|error| format!("{}: {error}", path.display())),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_public_schemas_offer_terms_and_take_others() {
    let (_, flow) = schemas()
        .into_iter()
        .find(|(name, _)| name == "flow.schema.json")
        .unwrap();
    let offered = &flow["$defs"]["term-data"]["anyOf"][0];
    let words = offered["enum"].as_array().unwrap();
    let at = words.iter().position(|it| it == "email-address").unwrap();
    assert_eq!(offered["enumDescriptions"][at], "Email Address");
    assert_eq!(
        words.len(),
        offered["enumDescriptions"].as_array().unwrap().len()
    );
    let validator = jsonschema::draft202012::new(&flow).unwrap();
    let with = |data: serde_json::Value| {
        let flow = serde_json::json!({"id": "a", "from": "b", "to": "c", "subjects": "customer", "data": data, "purpose": ["ours"]});
        validator.is_valid(&flow)
    };
    assert!(with("email-address".into()));
    assert!(with("a-term-of-our-own".into()));
    assert!(with(serde_json::json!([
        "email-address",
        "a-term-of-our-own"
    ])));
    assert!(!with(" ".into()));
    assert!(!with(serde_json::json!([1])));
}

#[test]
fn the_public_schemas_refuse_what_is_wrong() {
    // That they take every sample says little of schemas that would take anything.
    let (_, estate) = schemas()
        .into_iter()
        .find(|(name, _)| name == "estate.schema.json")
        .unwrap();
    let validator = jsonschema::draft202012::new(&estate).unwrap();
    assert!(validator.is_valid(&parsed("controller: a\n")));
    assert!(!validator.is_valid(&parsed("controler: a\n")));
    assert!(!validator.is_valid(&parsed("controller: a\nflows: [{id: f}]\n")));
}
