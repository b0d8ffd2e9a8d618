//! The built-in table, and what is asked of it.

use std::collections::BTreeSet;

use super::*;
use crate::input::{Diagnostics, FileId, SourceMap, read_prepared, read_yaml};
use crate::taxonomy::{Taxonomy, TermKind};

fn law() -> Law {
    Law::builtin(&mut SourceMap::new()).unwrap()
}

fn files() -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/vendors/table");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn our_own_files_are_in_shape_and_prepared() {
    let mut read = Vec::new();
    for (name, text) in files() {
        match load::read(FileId(0), &text) {
            Ok(vendors) => read.extend(vendors.into_iter().map(|it| it.id)),
            Err(errors) => panic!("{name}: {errors:#?}"),
        }
        let tree = read_yaml(FileId(0), &text, &mut Diagnostics::new());
        let prepared = load::prepared(&name).and_then(|bytes| read_prepared(FileId(0), bytes));
        assert!(tree.is_some() && tree == prepared, "{name}");
    }
    read.sort();
    let builtin = Vendors::builtin().unwrap();
    let ids: Vec<&str> = builtin.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, read);
    assert!(ids.len() >= 150, "{} vendors", ids.len());
}

#[test]
fn no_id_name_host_or_cookie_belongs_to_two() {
    let vendors = Vendors::builtin().unwrap();
    let mut seen = BTreeSet::new();
    for vendor in vendors.iter() {
        let names = [&vendor.id, &vendor.label].into_iter().chain(&vendor.names);
        let names: BTreeSet<String> = names.map(|name| name.to_lowercase()).collect();
        for name in names {
            assert!(seen.insert(("name", name.clone())), "{name}");
        }
        for host in &vendor.hosts {
            assert!(seen.insert(("host", host.clone())), "{host}");
        }
        for cookie in &vendor.cookies {
            assert!(seen.insert(("cookie", cookie.clone())), "{cookie}");
        }
    }
}

#[test]
fn each_fact_has_its_day_its_source_and_terms_that_exist() {
    let taxonomy = Taxonomy::builtin().unwrap();
    let law = law();
    for vendor in Vendors::builtin().unwrap().iter() {
        let id = &vendor.id;
        for purpose in &vendor.purposes {
            let term = taxonomy.lookup_known(TermKind::Purpose, purpose);
            assert!(term.is_some(), "{id}: {purpose}");
        }
        for entity in &vendor.entities {
            let source = entity.source.as_ref();
            assert!(
                source.is_some_and(|it| it.starts_with("https://")),
                "{id}: {}",
                entity.name
            );
        }
        for framework in &vendor.frameworks {
            let known = law.schemes().iter().any(|it| it.id == framework.list);
            assert!(
                known && framework.source.is_some(),
                "{id}: {}",
                framework.list
            );
        }
    }
}

#[test]
fn a_host_belongs_to_the_vendor_with_the_longest_one() {
    let mut vendors = Vendors::default();
    let table = "- {id: a, label: A, service: s, hosts: a.example, date: 2026-01-01}\n\
                 - {id: b, label: B, service: s, hosts: [b.a.example], cookies: [\"_b*\", _bx], date: 2026-01-01}\n";
    vendors.add(FileId(0), table).unwrap();
    let of = |host: &str| vendors.of_host(host).map(|it| it.id.as_str());
    assert_eq!(of("a.example"), Some("a"));
    assert_eq!(of("www.A.example."), Some("a"));
    assert_eq!(of("x.b.a.example"), Some("b"));
    assert_eq!(of("nota.example"), None);
    assert_eq!(vendors.of_cookie("_b1").map(|it| it.id.as_str()), Some("b"));
    assert_eq!(vendors.of_cookie("_c").map(|it| it.id.as_str()), None);
}

#[test]
fn the_company_for_a_country_is_the_one_that_names_it() {
    let mut vendors = Vendors::default();
    let table = "- id: v\n  label: V\n  service: s\n  date: 2026-01-01\n  entities:\n  \
                 - {name: V Inc., country: US, customers: elsewhere}\n  \
                 - {name: V Ltd, country: IE, customers: EEA}\n  \
                 - {name: V UK, country: GB, customers: UK}\n";
    vendors.add(FileId(0), table).unwrap();
    let vendor = vendors.get("v").unwrap();
    let law = law();
    let of = |code: &str| {
        let country = Country::parse(code).unwrap();
        let entity = vendor.entity_for(country, &law);
        entity.map(|it| it.name.as_str())
    };
    assert_eq!(of("FR"), Some("V Ltd"));
    assert_eq!(of("GB"), Some("V UK"));
    assert_eq!(of("BR"), Some("V Inc."));
}

#[test]
fn a_table_of_ones_own_is_held_to_the_format() {
    let mut vendors = Vendors::default();
    let errors = vendors
        .add(
            FileId(0),
            "- {id: v, label: V, service: s, date: yesterday, entities: {name: V, country: Ireland}}\n\
             - {id: w, label: W, date: 2026-01-01, colour: red}\n",
        )
        .unwrap_err();
    let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(
        messages.iter().any(|it| it.contains("colour")),
        "{messages:?}"
    );
    let errors = vendors
        .add(
            FileId(0),
            "- {id: v, label: V, service: s, date: yesterday, entities: {name: V, country: Ireland}}\n",
        )
        .unwrap_err();
    assert_eq!(errors.len(), 2, "{errors:?}");
}

#[test]
fn a_name_a_host_and_a_cookie_find_the_vendor() {
    let vendors = Vendors::builtin().unwrap();
    let ids = |word: &str| -> Vec<&str> {
        let found = vendors.search(word);
        found.iter().map(|it| it.vendor.id.as_str()).collect()
    };
    assert_eq!(ids("Stripe"), ["stripe"]);
    assert_eq!(ids("js.stripe.com"), ["stripe"]);
    assert_eq!(ids("__stripe_mid"), ["stripe"]);
    assert!(ids("payment processing").len() > 3);
    assert!(ids("no such vendor").is_empty());
    assert!(ids(" ").is_empty());
}
