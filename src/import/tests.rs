//! Importing from text, one case each.

use super::*;
use crate::input::{InputError, InputErrorKind, Span};

pub(super) fn imported(text: &str) -> (Deployment, SourceMap) {
    let mut sources = SourceMap::new();
    let tables = Tables::builtin().unwrap();
    let found = deployments("plan.json", text.as_bytes(), tables, &mut sources);
    let mut found = found.unwrap_or_else(|error| panic!("{error:?}"));
    (found.remove(0), sources)
}

#[test]
fn text_that_is_kept_holds_places_only() {
    let (found, sources) = imported(
        r#"{"format_version": "1.2", "resource_changes": [{"address": "azurerm_storage_account.a",
        "mode": "managed", "type": "azurerm_storage_account", "name": "a",
        "provider_name": "registry.terraform.io/hashicorp/azurerm", "change": {"actions": ["create"],
        "after": {"location": "eastus", "primary_access_key": "hunter2", "account_replication_type": "GRS"}}}]}"#,
    );
    let file = sources.file(found.file).unwrap();
    assert!(!file.text().contains("hunter2") && !file.text().contains("primary_access_key"));
    assert!(
        file.text().contains("location\": \"eastus"),
        "{}",
        file.text()
    );
    let resource = &found.resources[0];
    assert_eq!(
        words_of(resource),
        "stated eastus (US); GRS-like copy to westus (US)"
    );
}

#[test]
fn one_of_several_places_that_is_not_known_is_reported() {
    let (found, _) = imported(
        r#"{"format_version": "1.2", "resource_changes": [{"address": "mongodbatlas_advanced_cluster.a",
        "mode": "managed", "type": "mongodbatlas_advanced_cluster", "name": "a",
        "provider_name": "registry.terraform.io/mongodb/mongodbatlas", "change": {"actions": ["create"],
        "after": {"replication_specs": [{"region_configs":
            [{"region_name": "EU_WEST_1"}, {"region_name": "ELSEWHERE"}]}]}}}]}"#,
    );
    let resource = &found.resources[0];
    assert_eq!(
        words_of(resource),
        "stated eu-west-1 (IE); GRS-like copy to `ELSEWHERE`, which is no place that the tables know"
    );
    assert_eq!(
        resource.notes,
        [
            "`ELSEWHERE` in `replication_specs[*].region_configs[*].region_name` is no place that the tables know"
        ]
    );
}

fn words_of(resource: &Resource) -> String {
    let places: Vec<String> = resource
        .location
        .places()
        .iter()
        .map(Place::words)
        .collect();
    let copies: Vec<String> = resource
        .copies
        .iter()
        .map(|copy| format!("; GRS-like copy to {}", copy.to.words()))
        .collect();
    format!(
        "{} {}{}",
        resource.location.how(),
        places.join(" "),
        copies.concat()
    )
}

/// A made-up format, `stack: NAME` and a line for each store, as a second importer would read it.
#[derive(Debug)]
struct Stacks;

const STACK: FileKind = FileKind {
    id: "stack",
    name: "stack",
};

impl Importer for Stacks {
    fn kinds(&self) -> &'static [FileKind] {
        &[STACK]
    }

    fn reads(&self) -> Reads {
        Reads {
            documents: &["a stack"],
            tools: "Stacks",
            remedy: "pass a stack",
            every_remedy: "pass a stack as it is kept",
        }
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        &[]
    }

    fn recognises(&self, source: &ImportSource<'_>) -> bool {
        source.text_or_empty().starts_with("stack:")
    }

    fn read(&self, source: &ImportSource<'_>, tables: &Tables) -> Result<Read, ImportError> {
        let mut resources = Vec::new();
        let mut at = 0_usize;
        for line in source.text_or_empty().split_inclusive('\n') {
            let end = at + line.trim_end().len();
            let span = Span::new(source.file, at as u32, end as u32);
            at += line.len();
            let Some(region) = line.trim_end().strip_prefix("store in ") else {
                continue;
            };
            let Some(found) = tables.place("azurerm", "location", region) else {
                return Err(InputError::new(InputErrorKind::BadValue, span, "no region").into());
            };
            resources.push(Resource {
                address: format!("store {}", resources.len()),
                names: Vec::new(),
                module: None,
                type_name: "store".to_owned(),
                listed_as: None,
                provider: "azurerm".to_owned(),
                operator: None,
                is_service: false,
                role: DataRole::Store,
                action: Action::Exists,
                location: Location::Stated(vec![found.place]),
                copies: Vec::new(),
                kept: None,
                settings: Vec::new(),
                guardrail: None,
                guaranteed_by: Vec::new(),
                tags: super::Tags::default(),
                hints: Vec::new(),
                clues: Vec::new(),
                notes: Vec::new(),
                part_of: None,
                span,
            });
        }
        let shown = resources.iter().map(|resource| resource.span).collect();
        Ok(Read {
            imported: vec![Imported::Deployment(Deployment {
                file: source.file,
                document: (1, 1),
                kind: STACK,
                resources,
                left_out: Vec::new(),
                notes: Vec::new(),
            })],
            shown,
        })
    }
}

fn by_both(text: &str) -> (Result<Deployment, InputError>, String) {
    let mut sources = SourceMap::new();
    let tables = Tables::builtin().unwrap();
    let importers: [&dyn Importer; 2] = [&terraform::Terraform, &Stacks];
    let file = sources.upcoming_given();
    let options = Options::default();
    let read = read_by(
        &importers,
        ("file", text.as_bytes()),
        &options,
        tables,
        &mut sources,
    );
    let shown = sources.file(file).unwrap().text().to_owned();
    let found = read.map(|mut found| {
        let Imported::Deployment(deployment) = found.remove(0) else {
            panic!("no deployment");
        };
        deployment
    });
    (found.map_err(InputError::from), shown)
}

#[test]
fn a_file_goes_to_the_importer_that_recognises_it() {
    let (found, shown) = by_both("stack: crm\npassword: hunter2\nstore in uksouth\n");
    let found = found.unwrap();
    assert_eq!(found.kind.id, "stack");
    assert_eq!(words_of(&found.resources[0]), "stated uksouth (GB)");
    // Whatever an importer reads, only what it names can be read in the text that is shown.
    assert_eq!(shown, "*****: ***\n********: *******\nstore in uksouth\n");

    let (found, _) = by_both(r#"{"format_version": "1.2", "values": {}}"#);
    assert_eq!(found.unwrap().kind.id, "state-show");

    let (found, shown) = by_both("stack: crm\nstore in nowhere\n");
    assert_eq!(found.unwrap_err().message, "no region");
    assert_eq!(shown, "*****: ***\n***** ** *******\n");
}

#[test]
fn a_file_that_nobody_recognises_is_held_against_all_importers() {
    let error = |text: &str| {
        let error = by_both(text).0.unwrap_err();
        (error.message, error.help.unwrap_or_default())
    };
    assert_eq!(
        error("hello"),
        (
            "this is not JSON, and no line of it begins a plan or a state or a stack".to_owned(),
            "pass what `terraform show -json` prints; or pass a stack".to_owned()
        )
    );
    assert_eq!(
        error("{}").0,
        "this is JSON, but neither a plan nor a state of Terraform or OpenTofu nor a stack of Stacks"
    );
    assert_eq!(
        error("[]").0,
        "a plan or a state or a stack is a map, and this is a list"
    );
    assert_eq!(error(" ").0, "this file is empty");
}
