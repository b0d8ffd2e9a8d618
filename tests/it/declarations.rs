//! Pages of sub-processors and records of processing as nobody would write them: no panic, and what comes out loads together with an
//! estate.

use std::sync::LazyLock;

use fairnotice::estate::model::Estate;
use fairnotice::import::Tables;
use fairnotice::import::declaration::{Asked, Book, Known, Mapping, record, subprocessors};
use fairnotice::taxonomy::{Glossary, Taxonomy};
use fairnotice::vendors::Vendors;
use fairnotice::{MemoryFiles, Project, SourceMap};
use proptest::prelude::*;

const ESTATE: &str = "controller: club\nparties: [{id: club, country: GB}, {id: acme, name: Acme Ltd, country: US}]\n\
    systems: [{id: acme-service, operator: acme}]\nservices: [{id: shop}]\ninclude: imported.yaml\n";

static TABLES: LazyLock<&Tables> = LazyLock::new(|| Tables::builtin().unwrap());
static TAXONOMY: LazyLock<Taxonomy> = LazyLock::new(|| Taxonomy::builtin().unwrap());
static GLOSSARY: LazyLock<Glossary> = LazyLock::new(|| Glossary::of(&TAXONOMY).unwrap());
static VENDORS: LazyLock<Vendors> = LazyLock::new(|| Vendors::builtin().unwrap());

/// The part that a page becomes.
fn imported(path: &str, text: &str, estate: Option<&Estate>) -> String {
    let known = Known {
        vendors: &VENDORS,
        taxonomy: &TAXONOMY,
        glossary: &GLOSSARY,
        tables: &TABLES,
        estate,
    };
    let asked = Asked {
        party: None,
        names: Vec::new(),
        service: estate.map(|_| "shop".to_owned()),
        flows: None,
    };
    let mut sources = SourceMap::new();
    let file = sources.add(path, text);
    subprocessors(sources.file(file).unwrap(), &asked, &known).yaml
}

/// The part that a record becomes, if it is one.
fn recorded(text: &str, estate: &Estate) -> Option<String> {
    let known = Known {
        vendors: &VENDORS,
        taxonomy: &TAXONOMY,
        glossary: &GLOSSARY,
        tables: &TABLES,
        estate: Some(estate),
    };
    let book = Book::read("a.csv", text.as_bytes().to_vec()).unwrap();
    let read = record(&book, "a.csv", "club", (&Mapping::default(), &known));
    read.ok().map(|proposal| proposal.yaml)
}

fn project(part: &str) -> Project {
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", ESTATE)
        .with("imported.yaml", part);
    Project::load(&files, "fairnotice.yaml").unwrap_or_else(|errors| panic!("{errors}\n{part}"))
}

/// A cell: words that mean something, or anything at all.
fn cell() -> impl Strategy<Value = String> {
    let known = [
        "Acme, Inc.",
        "Stripe",
        "Unknown",
        "all",
        "Ireland",
        "EU (Frankfurt)",
        "USA",
        "Worldwide",
        "SCCs",
        "none",
        "payments",
        "email address",
        "https://stripe.com/dpa",
        "NO",
        "true",
        "null",
        "1.5",
        "- x",
        "# y",
        "a: b",
        "[z]",
        "{{X}}",
        "&amp;",
        "<br>",
        "**b**",
        "Größe & Co",
        "outside the EEA",
        "AWS eu-west-1",
        "Zürich, CH",
    ];
    prop_oneof![
        3 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned),
        1 => "[^|]{0,24}",
        1 => "[ -~äß学😀\u{202e}\u{85}\u{2028}\u{fffe}\"\\\\\t]{0,16}",
    ]
}

fn heading() -> impl Strategy<Value = String> {
    let known = [
        "Sub-processor",
        "Name",
        "Vendor",
        "Purpose",
        "Service",
        "Location",
        "Entity country",
        "Data",
        "DPA",
        "Website",
        "Data subjects",
        "Notes",
        "",
    ];
    proptest::sample::select(known.to_vec()).prop_map(str::to_owned)
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    let heads = proptest::collection::vec(heading(), 1..6);
    let rows = proptest::collection::vec(proptest::collection::vec(cell(), 1..6), 0..6);
    (heads, rows).prop_map(|(head, mut rows)| {
        rows.insert(0, head);
        rows
    })
}

/// A table in each format, and its rows as a list.
fn written(rows: &[Vec<String>]) -> [(&'static str, String); 4] {
    let mut markdown = String::from("# Sub-processors\n\n");
    let (mut html, mut csv) = (String::from("<!doctype html><table>"), String::new());
    let mut list = String::from("# Sub-processors\n\n");
    for (at, row) in rows.iter().enumerate() {
        let flat: Vec<String> = row.iter().map(|it| it.replace(['\n', '\r'], " ")).collect();
        markdown.push_str(&format!("| {} |\n", flat.join(" | ")));
        list.push_str(&format!("- {}\n", flat.join(" - ")));
        if at == 0 {
            markdown.push_str(&format!("{}|\n", "|---".repeat(row.len())));
        }
        html.push_str(&format!("<tr><td rowspan={at}>{}", row.join("<td>")));
        let quoted: Vec<String> = row
            .iter()
            .map(|it| format!("\"{}\"", it.replace('"', "\"\"")))
            .collect();
        csv.push_str(&format!("{}\n", quoted.join(",")));
    }
    [
        ("a.md", markdown),
        ("a.html", html),
        ("a.csv", csv),
        ("list.md", list),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_table_becomes_a_part_that_loads(rows in table()) {
        let empty = project("flows: []");
        for (path, text) in written(&rows) {
            let part = imported(path, &text, Some(&empty.estate));
            project(&part);
            // Without an estate, and by the same page the same bytes.
            let alone = imported(path, &text, None);
            project(&alone.replace("id: acme\n", "id: acme-0\n").replace("operator: acme\n", "operator: acme-0\n").replace("acme-service", "acme-0-service"));
            prop_assert_eq!(imported(path, &text, None), alone);
        }
    }

    #[test]
    fn any_record_becomes_a_part_that_loads(rows in proptest::collection::vec(proptest::collection::vec(cell(), 9..12), 1..5)) {
        let empty = project("flows: []");
        let heads = "Business function,Purpose,Data subjects,Personal data,Recipients,Third countries,Retention,Legal basis,Location,Security measures,Contract,Controller\n";
        let mut text = heads.to_owned();
        for row in &rows {
            let quoted: Vec<String> = row.iter().map(|it| format!("\"{}\"", it.replace('"', "\"\""))).collect();
            text.push_str(&format!("{}\n", quoted.join(",")));
        }
        if let Some(part) = recorded(&text, &empty.estate) {
            project(&part);
            prop_assert_eq!(recorded(&text, &empty.estate), Some(part));
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "(<[a-z/!]{0,5}( [a-z]+=[\"'0-9]{0,3})?>?|[|\\-*#(),:;\n\"& ]|[a-zA-ZäÖ学]{1,6}|&[a-z#0-9]{0,5};){0,60}") {
        for path in ["a.md", "a.html", "a.csv", "-"] {
            imported(path, &text, None);
        }
        recorded(&text, &project("flows: []").estate);
    }
}

#[test]
fn a_wide_or_deep_page_is_read_in_time() {
    let deep = format!(
        "<html>{}x{}",
        "<ul><li><table><tr><td>".repeat(5_000),
        "</div>".repeat(5_000)
    );
    let wide = format!(
        "<html><table>{}",
        "<tr><td colspan=900 rowspan=900>a<td>b".repeat(3_000)
    );
    let long = format!(
        "Sub-processor,Location\n{}",
        "Acme,Ireland\n".repeat(20_000)
    );
    let cell = format!(
        "Sub-processor,Location\nAcme,\"{}\"\n",
        "Ireland, ".repeat(50_000)
    );
    for (path, text) in [
        ("a.html", deep),
        ("a.html", wide),
        ("a.csv", long),
        ("a.csv", cell),
    ] {
        imported(path, &text, None);
    }
}

/// Words of descriptions.
const DESCRIBED_WORDS: &[&str] = &[
    "system",
    "fides_key",
    "PII",
    "user.contact.email",
    "component:a/b",
    "#/a",
    "bi-directional",
    "a",
    "Stripe",
    "eu-west-1",
    "true",
    "customer",
    "urn:cdx:x#a",
    "x: y",
    "%",
];

/// Keys of descriptions.
const DESCRIBED_KEYS: &[&str] = &[
    "fides_key",
    "name",
    "privacy_declarations",
    "data_categories",
    "data_use",
    "data_subjects",
    "egress",
    "ingress",
    "bom-ref",
    "provider",
    "data",
    "classification",
    "flow",
    "services",
    "source",
    "destination",
    "endpoints",
    "dependencies",
    "ref",
    "dependsOn",
    "kind",
    "metadata",
    "spec",
    "type",
    "labels",
    "tags",
    "consumesApis",
    "paths",
    "/a",
    "get",
    "post",
    "parameters",
    "requestBody",
    "responses",
    "content",
    "schema",
    "$ref",
    "properties",
    "items",
    "allOf",
    "x-pii",
    "x-data-classification",
    "x-data-categories",
    "info",
    "title",
];

/// A part of a description: what the formats have, or anything at all.
fn described() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::{Value, json};
    let word = prop_oneof![
        proptest::sample::select(DESCRIBED_WORDS.to_vec()).prop_map(str::to_owned),
        "[ -~äß\u{202e}]{0,12}",
    ];
    let key = proptest::sample::select(DESCRIBED_KEYS.to_vec());
    let leaf = prop_oneof![
        4 => word.prop_map(Value::String),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => any::<i32>().prop_map(|it| json!(it)),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(6, 48, 6, move |inner| {
        prop_oneof![
            1 => proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            3 => proptest::collection::vec((key.clone(), inner), 0..6)
                .prop_map(|all| Value::Object(all.into_iter().map(|(key, it)| (key.to_owned(), it)).collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(192) })]

    /// Descriptions that are none: no panic, an error in words, or a part that loads.
    #[test]
    fn any_description_becomes_a_part_that_loads(
        which in 0..4_usize, first in described(), second in described(), third in described()
    ) {
        use serde_json::json;
        let document = match which {
            0 => json!({"system": [first, second, {"fides_key": "a", "privacy_declarations": [third]}]}),
            1 => json!({"bomFormat": "CycloneDX", "services": [first, second, {"name": "a", "data": [third]}]}),
            2 => json!({"apiVersion": "backstage.io/v1alpha1", "kind": "Component", "metadata": first, "spec": second}),
            _ => json!({"openapi": "3.1.0", "info": {"title": "A"}, "paths": {"/a": {"post": first, "get": second}}, "a": third}),
        };
        let known = Known {
            vendors: &VENDORS,
            taxonomy: &TAXONOMY,
            glossary: &GLOSSARY,
            tables: &TABLES,
            estate: None,
        };
        let asked = Asked { party: Some("club".to_owned()), service: Some("shop".to_owned()), ..Asked::default() };
        let mut sources = SourceMap::new();
        let text = document.to_string();
        if let Ok(declaration) = fairnotice::import::systems::read("a.json", text.as_bytes(), &TABLES, &mut sources) {
            let proposal = fairnotice::import::declaration::systems(&[declaration], &sources, &asked, &known);
            project(&proposal.yaml);
        }
    }
}
