//! Writing an estate out as its one file.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::model::{
    Contract, Estate, Flow, Party, Period, Safeguard, Service, Statement, System, Term,
};
use super::object;

/// The estate as JSON.
pub fn value(estate: &Estate) -> Value {
    let mut out = object(json!({"controller": estate.controller}));
    all(&mut out, "terms", &estate.terms, term);
    all(&mut out, "parties", &estate.parties, party);
    all(&mut out, "systems", &estate.systems, system);
    all(&mut out, "services", &estate.services, service);
    all(&mut out, "contracts", &estate.contracts, contract);
    all(&mut out, "safeguards", &estate.safeguards, safeguard);
    if estate.statements.is_some() {
        out.insert("notice".into(), notice(estate));
    }
    all(&mut out, "flows", &estate.flows, flow);
    out.extend(estate.more.clone());
    Value::Object(out)
}

/// The estate as the text of a file that both JSON and YAML can be read from: all but printable ASCII
/// is escaped, as some of it is not allowed in YAML.
pub fn text(estate: &Estate) -> String {
    escaped(&value(estate))
}

/// A value as such a text, with a line for each item.
pub fn escaped(value: &Value) -> String {
    let plain = serde_json::to_string_pretty(value).unwrap();
    let mut out = String::with_capacity(plain.len());
    for ch in plain.chars() {
        if ch == '\n' || (' '..='~').contains(&ch) {
            out.push(ch);
            continue;
        }
        for unit in ch.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}

/// The notice, in a file of its own or in that of the estate.
pub fn notice(estate: &Estate) -> Value {
    let statements = estate.statements.as_deref().unwrap_or_default();
    let quotes: Vec<String> = statements
        .iter()
        .map(|statement| format!("{}.", quote(statement)))
        .collect();
    let mut out = object(json!({
        "title": "Notice",
        "text": format!("# Notice\n\n{}\n", quotes.join("\n\n")),
        "statements": statements.iter().map(one_statement).collect::<Vec<_>>(),
    }));
    out.extend(estate.notice.clone());
    Value::Object(out)
}

fn term(it: &Term) -> Value {
    let mut out = object(json!({"id": it.id, "under": it.under}));
    list(&mut out, "parts", &it.parts);
    Value::Object(out)
}

fn service(it: &Service) -> Value {
    let mut out = object(json!({"id": it.id}));
    maybe(&mut out, "on-behalf-of", &it.on_behalf_of);
    out.extend(it.more.clone());
    Value::Object(out)
}

fn contract(it: &Contract) -> Value {
    let mut out = object(json!({
        "id": it.id, "kind": it.kind, "between": [it.first, it.second],
    }));
    period(&mut out, ["since", "until"], &it.period);
    list(&mut out, "services", &it.services);
    if let Some(authorisation) = &it.authorisation {
        let named = it.authorised.iter().map(|one| {
            let mut out = object(json!({"party": one.party}));
            maybe(&mut out, "on", &one.on);
            maybe(&mut out, "objected", &one.objected);
            Value::Object(out)
        });
        let mut subs = object(json!({"authorisation": authorisation}));
        values(&mut subs, "authorised", named.collect());
        out.insert("sub-processors".into(), Value::Object(subs));
    }
    out.extend(it.more.clone());
    Value::Object(out)
}

fn safeguard(it: &Safeguard) -> Value {
    let mut out = object(json!({
        "id": it.id, "kind": it.kind, "between": [it.exporter, it.importer],
    }));
    maybe(&mut out, "concluded", &it.concluded);
    maybe(&mut out, "until", &it.until);
    maybe(&mut out, "processing-changed", &it.processing_changed);
    list(&mut out, "services", &it.services);
    if let Some(day) = &it.assessed {
        out.insert("risk-assessment".into(), json!({"date": day}));
    }
    out.extend(it.more.clone());
    Value::Object(out)
}

fn quote(statement: &Statement) -> String {
    let id = &statement.id;
    let quote = statement.quote.clone();
    quote.unwrap_or_else(|| format!("Here we say what {id} is about"))
}

fn party(it: &Party) -> Value {
    let mut out = object(json!({"id": it.id, "country": it.country}));
    if !it.kind.is_empty() {
        out.insert("kind".into(), json!(it.kind));
    }
    list(&mut out, "is", &it.classes);
    let groups = it.groups.iter().map(|(group, when)| {
        let mut out = object(json!({"group": group}));
        period(&mut out, ["from", "until"], when);
        Value::Object(out)
    });
    values(&mut out, "group", groups.collect());
    let branches = it.branches.iter();
    let branches = branches.map(|(id, country)| json!({"id": id, "country": country}));
    values(&mut out, "branches", branches.collect());
    let mut scope = Map::new();
    maybe(&mut scope, "eu-gdpr", &it.scope_eu);
    maybe(&mut scope, "uk-gdpr", &it.scope_uk);
    if !scope.is_empty() {
        out.insert("scope".into(), Value::Object(scope));
    }
    maybe(&mut out, "sector", &it.sector);
    list(&mut out, "subject-to", &it.subject_to);
    let certifications = it.certifications.iter().map(|it| {
        let mut out = object(json!({"scheme": it.scheme}));
        period(&mut out, ["from", "until"], &it.period);
        list(&mut out, "covers", &it.covers);
        Value::Object(out)
    });
    values(&mut out, "certifications", certifications.collect());
    period(&mut out, ["since", "until"], &it.period);
    out.extend(it.more.clone());
    Value::Object(out)
}

fn system(it: &System) -> Value {
    let mut out = object(json!({"id": it.id}));
    let operators = it.operators.iter().map(|(party, when)| {
        let mut out = object(json!({"party": party}));
        period(&mut out, ["from", "until"], when);
        Value::Object(out)
    });
    values(&mut out, "operator", operators.collect());
    let hosting = it.hosting.iter().map(|it| {
        let mut out = object(json!({"country": it.country, "certainty": it.certainty}));
        period(&mut out, ["from", "until"], &it.period);
        Value::Object(out)
    });
    values(&mut out, "hosting", hosting.collect());
    let access = it.access.iter().map(|it| {
        let mut out = object(json!({"by": it.by, "from": it.from}));
        period(&mut out, ["since", "until"], &it.period);
        Value::Object(out)
    });
    values(&mut out, "access", access.collect());
    if it.transit_only {
        out.insert("transit-only".into(), json!(true));
    }
    out.extend(it.more.clone());
    Value::Object(out)
}

fn one_statement(it: &Statement) -> Value {
    let mut out = object(json!({"id": it.id, "quote": quote(it)}));
    if it.services.is_empty() {
        out.insert("services".into(), json!("all"));
    }
    list(&mut out, "services", &it.services);
    if it.yields {
        out.insert("precedence".into(), json!("yields"));
    }
    if let Some(it) = &it.collects {
        let lists = [
            ("data", &it.data),
            ("subjects", &it.subjects),
            ("from", &it.from),
        ];
        out.insert("collects".into(), said(it.none, &lists));
    }
    if let Some(it) = &it.uses {
        let lists = [
            ("purposes", &it.purposes),
            ("data", &it.data),
            ("subjects", &it.subjects),
        ];
        out.insert("uses".into(), said(it.none, &lists));
    }
    if let Some(it) = &it.shares {
        let lists = [
            ("with", &it.with),
            ("outside", &it.outside),
            ("through", &it.through),
            ("data", &it.data),
            ("subjects", &it.subjects),
            ("to", &it.to),
            ("safeguards", &it.safeguards),
        ];
        out.insert("shares".into(), said(it.none, &lists));
    }
    if let Some(it) = &it.transfers {
        let lists = [
            ("to", &it.to),
            ("with", &it.with),
            ("safeguards", &it.safeguards),
        ];
        out.insert("transfers".into(), said(it.none, &lists));
    }
    if let Some((period, data)) = &it.retains {
        let mut retains = object(json!({"for": period}));
        list(&mut retains, "data", data);
        out.insert("retains".into(), Value::Object(retains));
    }
    if let Some((bases, purposes, data)) = &it.relies_on {
        let lists = [("basis", bases), ("purposes", purposes), ("data", data)];
        out.insert("relies-on".into(), said(false, &lists));
    }
    out.extend(it.more.clone());
    Value::Object(out)
}

/// A flow, as a line of a file of flows has it.
pub fn flow(it: &Flow) -> Value {
    let mut out = object(json!({
        "id": it.id, "from": it.from, "to": it.to,
        "data": it.data, "subjects": it.subjects, "purpose": it.purposes,
    }));
    maybe(&mut out, "service", &it.service);
    if !it.mode.is_empty() {
        out.insert("mode".into(), json!(it.mode));
    }
    for (key, value) in [
        ("via", &it.via),
        ("basis", &it.basis),
        ("condition", &it.condition),
        ("on-behalf-of", &it.on_behalf_of),
        ("role", &it.role),
        ("initiated-by", &it.initiated_by),
        ("retention", &it.retention),
        ("task", &it.task),
        ("data-class", &it.data_class),
    ] {
        maybe(&mut out, key, value);
    }
    list(&mut out, "measures", &it.measures);
    list(&mut out, "safeguards", &it.safeguards);
    list(&mut out, "collected-for", &it.collected_for);
    if let Some(flagged) = it.flagged_sensitive {
        out.insert("flagged-sensitive".into(), json!(flagged));
    }
    if it.retired {
        out.insert("status".into(), json!("retired"));
    }
    period(&mut out, ["since", "until"], &it.period);
    out.extend(it.more.clone());
    Value::Object(out)
}

fn said(none: bool, lists: &[(&str, &Vec<String>)]) -> Value {
    let mut out = Map::new();
    if none {
        out.insert("none".into(), json!(true));
    }
    for (key, items) in lists {
        list(&mut out, key, items);
    }
    Value::Object(out)
}

fn maybe(out: &mut Map<String, Value>, key: &str, value: &Option<String>) {
    if let Some(value) = value {
        out.insert(key.to_owned(), json!(value));
    }
}

fn list(out: &mut Map<String, Value>, key: &str, items: &[String]) {
    values(out, key, items.iter().map(|item| json!(item)).collect());
}

fn all<T>(out: &mut Map<String, Value>, key: &str, items: &[T], write: fn(&T) -> Value) {
    values(out, key, items.iter().map(write).collect());
}

fn values(out: &mut Map<String, Value>, key: &str, items: Vec<Value>) {
    if !items.is_empty() {
        out.insert(key.to_owned(), Value::Array(items));
    }
}

fn period(out: &mut Map<String, Value>, keys: [&str; 2], period: &Period) {
    maybe(out, keys[0], &period.from);
    maybe(out, keys[1], &period.until);
}
