//! How resources protect data and for whom they are open, against what is promised and declared.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::groups::{declared_last, owners, tied};
use super::promises::{Promised, nobody, promised};
use super::{Deployed, ResourceAspect, ResourceGroup};
use crate::engine::facts::{Evidence, EvidenceMap, Label, LabelRole, Recorded, SettingFacts};
use crate::estate::model::{Endpoint, Estate, StatementIx, SystemIx};
use crate::estate::vocabulary::FlowMode;
use crate::import::{Resource, Setting, SettingKind};
use crate::law::Regime;

/// A group of resources with the facts of their settings.
#[derive(Debug, Clone)]
pub struct SettingsFound {
    /// The resources.
    pub group: ResourceGroup,
    /// The facts.
    pub facts: SettingFacts,
    /// The evidence for them.
    pub evidence: EvidenceMap,
}

/// What is to be said of a setting of a resource.
struct Remark {
    aspect: ResourceAspect,
    key: &'static str,
    facts: SettingFacts,
    words: String,
    how: String,
    promised: Option<Promised>,
}

impl Deployed {
    /// The groups of resources of systems whose settings matter to what is promised or declared, in a
    /// fixed order.
    pub fn settings(&self, estate: &Estate, regime: Regime, day: Date) -> Vec<SettingsFound> {
        let mut groups: BTreeMap<(ResourceAspect, SystemIx, String, SettingFacts), SettingsFound> =
            BTreeMap::new();
        let mut known: BTreeMap<SystemIx, System> = BTreeMap::new();
        for (_, resource, matched) in self.resources() {
            if resource.settings.is_empty() {
                continue;
            }
            for system in owners(matched).into_iter().flatten() {
                let about = known
                    .entry(system)
                    .or_insert_with(|| System::of(estate, system, day));
                for (setting, remark) in remarks(resource, about, regime) {
                    let key = (remark.aspect, system, remark.words.clone(), remark.facts);
                    let found = groups.entry(key).or_insert_with(|| SettingsFound {
                        group: ResourceGroup {
                            aspect: remark.aspect,
                            system: Some(system),
                            subject: format!("{} {}", setting.kind.id(), remark.words),
                            countries: Vec::new(),
                        },
                        facts: remark.facts,
                        evidence: started(estate, system, about, &remark),
                    });
                    let says = format!("{}{}", remark.how, tied(estate, Some(system), matched));
                    add(&mut found.evidence, resource, setting, &remark.how, &says);
                }
            }
        }
        let mut groups: Vec<SettingsFound> = groups.into_values().collect();
        for group in &mut groups {
            declared_last(&mut group.evidence);
        }
        groups
    }
}

/// What matters of a system.
struct System {
    promised: Vec<Promised>,
    /// It is declared to be open to anyone.
    is_public: bool,
    /// Where the notice says that nobody receives its data.
    nobody: Vec<StatementIx>,
}

impl System {
    fn of(estate: &Estate, system: SystemIx, day: Date) -> Self {
        let shapes = estate.flows.iter().map(|flow| estate.shape(flow.shape));
        let mut running = shapes.filter(|shape| shape.runs(day));
        let publishes = running.any(|shape| {
            shape.route.mode == FlowMode::Published
                && (shape.route.from == Endpoint::System(system)
                    || shape.route.to == Endpoint::System(system)
                    || shape.route.via == Some(system))
        });
        Self {
            promised: promised(estate, system, day),
            is_public: estate.system(system).public || publishes,
            nobody: nobody(estate, system, day),
        }
    }
}

/// What is to be said of the settings of a resource.
fn remarks<'r>(
    resource: &'r Resource,
    system: &System,
    regime: Regime,
) -> Vec<(&'r Setting, Remark)> {
    let mut found = Vec::new();
    for setting in &resource.settings {
        if setting.kind.is_exposure() {
            found.extend(exposed(setting, system, regime).map(|remark| (setting, remark)));
            continue;
        }
        let promises = system.promised.iter();
        for promise in promises.filter(|promise| promise.kind == setting.kind) {
            let state = match (setting.answer, promise.is_broader) {
                (Some(true), _) => Recorded::Yes,
                (Some(false), false) => Recorded::No,
                // What is promised may be kept elsewhere.
                (Some(false), true) => Recorded::NotRecorded,
                (None, false) if resource.role.holds_or_moves() => Recorded::NotRecorded,
                (None, _) => continue,
            };
            let how = match setting.answer {
                Some(_) => setting.words.clone(),
                None => "no attribute in the file says so".to_owned(),
            };
            let remark = Remark {
                aspect: ResourceAspect::Protection,
                key: "deployed.measure",
                facts: SettingFacts {
                    regime,
                    measure: state,
                    anyone_reads: false,
                    any_network: false,
                    public: system.is_public,
                },
                words: format!("{}, which {}", promise.measure, promise.by),
                how,
                promised: Some(promise.clone()),
            };
            found.push((setting, remark));
        }
    }
    found
}

/// That a resource is open.
fn exposed(setting: &Setting, system: &System, regime: Regime) -> Option<Remark> {
    let is_read = setting.kind == SettingKind::AnyoneReads;
    (setting.answer == Some(true)).then(|| Remark {
        aspect: ResourceAspect::Access,
        key: if is_read {
            "deployed.readers"
        } else {
            "deployed.network"
        },
        facts: SettingFacts {
            regime,
            measure: Recorded::Yes,
            anyone_reads: is_read,
            any_network: !is_read,
            public: system.is_public,
        },
        words: setting.words.clone(),
        how: setting.words.clone(),
        promised: None,
    })
}

/// The evidence of a group before any resource is in it: what is promised or declared.
fn started(estate: &Estate, index: SystemIx, about: &System, remark: &Remark) -> EvidenceMap {
    let system = estate.system(index);
    let mut found = Evidence {
        name: Some(remark.words.clone()),
        ..Evidence::default()
    };
    match &remark.promised {
        Some(promise) => {
            found.labels.extend(promise.labels.iter().cloned());
            found.statements.clone_from(&promise.statements);
            found
                .steps
                .push(format!("{}: {}", promise.measure, promise.by));
        }
        None => {
            let text = match (system.transit_only, about.is_public) {
                (_, true) => "declared `public`",
                (true, false) => "declared `transit-only`, and not `public`",
                (false, false) => "not declared `public`",
            };
            found.labels.push(Label {
                role: LabelRole::Estate,
                span: system.span,
                text: text.to_owned(),
            });
            found.statements.clone_from(&about.nobody);
            found.steps.push(format!("`{}` is {text}", system.id));
        }
    }
    EvidenceMap::from([(remark.key, found)])
}

fn add(evidence: &mut EvidenceMap, resource: &Resource, setting: &Setting, how: &str, says: &str) {
    for found in evidence.values_mut() {
        if found.elements.last() != Some(&resource.address) {
            found.elements.push(resource.address.clone());
        }
        let label = Label {
            role: LabelRole::Deployed,
            span: setting.span,
            text: format!("`{}`: {how}", resource.address),
        };
        found.labels.push(label);
        let source = setting.source.as_ref().filter(|_| setting.answer.is_some());
        let source = source.map_or_else(String::new, |page| format!(" ({page})"));
        found
            .steps
            .push(format!("`{}`: {says}{source}", resource.address));
    }
}
