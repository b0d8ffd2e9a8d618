//! Estates and plans that tests put together.

use serde_json::{Value, json};

use crate::support::root;
use crate::support::run::{DAY, Ran, folder, run, write};

/// An estate with one system, `records`.
pub struct Estate {
    pub home: &'static str,
    pub hosting: &'static str,
    /// What the system says is its own, as YAML.
    pub deployed: &'static str,
}

impl Estate {
    pub fn new(home: &'static str, deployed: &'static str) -> Self {
        Self {
            home,
            hosting: home,
            deployed,
        }
    }

    pub fn text(&self) -> String {
        format!(
            "\
name: Elm Court Surgery
controller: elm-court
parties:
  - {{id: elm-court, name: Elm Court Surgery, country: {}}}
systems:
  - {{id: records, name: Records, operator: elm-court, hosting: {}, deployed: {}}}
flows:
  - {{id: visits, from: data-subjects, to: records, subjects: patient, data: [name],
     purpose: requested-service-provision, basis: contract}}
",
            self.home, self.hosting, self.deployed
        )
    }

    /// Checks it together with a file.
    pub fn check(&self, plan: impl AsRef<[u8]>, more: &[&str]) -> Ran {
        let folder = folder();
        write(folder.path(), "fairnotice.yaml", self.text());
        write(folder.path(), "plan.json", plan);
        let mut call = vec!["check", "--as-of", DAY, "--deployed", "plan.json"];
        call.extend(more);
        run(folder.path(), &call)
    }

    /// Checks a file of `plans/` in every format for people and build servers, and cut off after every so many
    /// bytes: none of the secrets is shown. `expected` is what must be so of a file that is cut.
    pub fn shows_nothing_of(
        &self,
        name: &str,
        (secrets, step): (&[&str], usize),
        expected: impl Fn(Ran) -> Ran,
    ) {
        let path = root().join("tests/it/deployed/plans").join(name);
        let text = std::fs::read_to_string(path).unwrap();
        let hides = |ran: &Ran, of: &str| {
            let said = format!("{}{}", ran.out, ran.err);
            for secret in secrets {
                assert!(!said.contains(secret), "{name} {of}: {said}");
            }
        };
        for format in [
            "terminal", "json", "sarif", "junit", "gitlab", "github", "markdown",
        ] {
            let ran = self.check(&text, &["--format", format]);
            assert!(!ran.out.is_empty(), "{}", ran.err);
            hides(&ran, format);
        }
        for at in (1..text.len()).step_by(step) {
            let Some(cut) = text.get(..at) else { continue };
            let ran = expected(self.check(cut, &[]));
            hides(&ran, &format!("cut at {at}"));
        }
    }

    /// What a check finds of what is deployed, each as `severity rule: message`.
    pub fn findings(&self, plan: &Value) -> Vec<String> {
        reported(&self.check(plan.to_string(), &["--format", "json"]))
    }
}

/// The findings in the JSON of a check that are about what is deployed.
pub fn reported(ran: &Ran) -> Vec<String> {
    let json = ran.json();
    let findings = json["findings"].as_array().unwrap().iter();
    findings
        .filter(|finding| finding["rule"].as_str().unwrap().starts_with("deployed/"))
        .map(|finding| {
            format!(
                "{} {}: {}",
                finding["severity"].as_str().unwrap(),
                finding["rule"]
                    .as_str()
                    .unwrap()
                    .trim_start_matches("deployed/"),
                finding["message"].as_str().unwrap()
            )
        })
        .collect()
}

/// A resource that a plan makes, with its values.
pub fn made(address: &str, after: Value) -> Value {
    done(address, &["create"], after)
}

/// A resource to which a plan does something.
pub fn done(address: &str, actions: &[&str], after: Value) -> Value {
    let plain: String = address.split('[').next().unwrap().to_owned();
    let (type_name, name) = plain.rsplit_once('.').unwrap();
    let type_name = type_name.rsplit('.').next().unwrap();
    let provider = type_name.split('_').next().unwrap();
    json!({
        "address": address, "mode": "managed", "type": type_name, "name": name,
        "provider_name": format!("registry.terraform.io/hashicorp/{provider}"),
        "change": {"actions": actions, "after": after, "after_unknown": {}},
    })
}

/// The same with marks on what is known only after applying.
pub fn later(mut change: Value, unknown: Value) -> Value {
    change["change"]["after_unknown"] = unknown;
    change
}

/// A plan of some changes.
pub fn plan(changes: Vec<Value>) -> Value {
    json!({"format_version": "1.2", "resource_changes": changes})
}

/// The same with a configuration: blocks of providers, and expressions of resources.
pub fn configured(mut plan: Value, providers: Value, resources: Value) -> Value {
    plan["configuration"] =
        json!({"provider_config": providers, "root_module": {"resources": resources}});
    plan
}

/// The block of a resource in a configuration.
pub fn block(address: &str, expressions: Value) -> Value {
    let (type_name, name) = address.split_once('.').unwrap();
    json!({"address": address, "mode": "managed", "type": type_name, "name": name,
        "provider_config_key": type_name.split('_').next().unwrap(), "expressions": expressions})
}

/// What is found but notes and what nobody declared.
pub fn wrong(estate: &Estate, plan: &Value) -> Vec<String> {
    let found = estate.findings(plan).into_iter();
    found
        .filter(|it| !it.starts_with("note") && !it.contains(" undeclared-system"))
        .collect()
}

/// Asserts that exactly one thing is wrong, and that it begins and goes on as given.
#[track_caller]
pub fn one(found: &[String], begin: &str, words: &str) {
    assert!(
        found.len() == 1 && found[0].starts_with(begin) && found[0].contains(words),
        "{found:#?}"
    );
}
