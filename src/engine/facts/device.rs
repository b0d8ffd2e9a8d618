//! Storage on people's devices: whether the law of the day exempts what it is for, and whether people
//! consent before (ePrivacy Directive Art 5(3); PECR regulation 6 and Schedule A1).

use super::{DeviceFacts, Evidence, EvidenceMap, StorageConsent};
use crate::engine::facts::articles::article_of;
use crate::engine::facts::source::FactSource;
use crate::engine::movement::{Movement, RecipientRole};
use crate::estate::model::{Basis, DeviceStorage, Endpoint, FlowField, FlowShape};
use crate::estate::vocabulary::{DeviceConsent, DeviceUse};
use crate::law::Regime;
use crate::taxonomy::TermId;

/// The facts of what a flow stores on devices. Where it states no such storage, or not what it is for,
/// there is nothing to judge, but something to ask where its data are kept on devices.
pub(super) fn device_facts(
    source: &FactSource<'_>,
    movement: &Movement,
    regime: Regime,
    evidence: &mut EvidenceMap,
) -> DeviceFacts {
    let shape = source.estate.shape(movement.shape);
    let Some(storage) = shape
        .device_storage
        .as_ref()
        .filter(|storage| movement.is_the_flow() && !storage.used_for.is_empty())
    else {
        return DeviceFacts {
            not_recorded: is_open(source, movement, shape, evidence),
            ..DeviceFacts::default()
        };
    };
    let mut uses = Evidence::default();
    let mut asked = Evidence::default();
    let seat = source.estate.party(shape.controller).country;
    for used_for in &storage.used_for {
        let law = &source.estate.law;
        let row = law.citation(exception(*used_for), regime, source.day, seat.as_ref());
        let objection = needs_objection(*used_for) && storage.opt_out == Some(false);
        // Sch A1: the exception for statistics is for those of the one who provides the service.
        let shared = *used_for == DeviceUse::Statistics && for_anothers_purposes(movement);
        // Advertising is no service that the person asked for (WP 194, section 4.3), nor what the other exceptions are for.
        let advertises =
            !storage.used_for.contains(&DeviceUse::Other) && source.is_advertising_alone(shape);
        match row {
            Some(row) if !objection && !shared && !advertises => {
                uses.law.push(row.id.clone());
                let step = format!("{} needs no consent (`{}`)", words(*used_for), row.id);
                uses.steps.push(step);
                if needs_objection(*used_for) && storage.opt_out.is_none() {
                    asked.elements.push(words(*used_for).to_owned());
                    asked.law.push(row.id.clone());
                }
                continue;
            }
            Some(_) if advertises => uses.steps.push(format!(
                "advertising needs consent, and is not {}",
                words(*used_for)
            )),
            Some(_) if shared => uses.steps.push(format!(
                "{} needs consent, since another controller receives the data",
                words(*used_for)
            )),
            Some(_) => uses.steps.push(format!(
                "{} needs consent, since people cannot object",
                words(*used_for)
            )),
            None => uses.steps.push(format!(
                "{} needs consent under the {} on the day",
                words(*used_for),
                regime.label()
            )),
        }
        uses.elements.push(words(*used_for).to_owned());
    }
    let exempt = uses.elements.is_empty();
    let label = format!("stored or read on the device for {}", list(&uses.elements));
    uses.fields.push((FlowField::DeviceStorage, label));
    evidence.insert("device.exempt", uses);
    let objection_not_recorded = !asked.elements.is_empty();
    if objection_not_recorded {
        let text = "whether data subjects can object is not recorded".to_owned();
        asked.fields.push((FlowField::DeviceStorage, text.clone()));
        asked.steps.push(text);
        evidence.insert("device.objection", asked);
    }
    let (consent, text) = consent(source, shape, storage);
    evidence.insert(
        "device.consent",
        Evidence {
            name: Some(text.to_owned()),
            steps: vec![text.to_owned()],
            ..Evidence::default()
        },
    );
    DeviceFacts {
        used: true,
        exempt,
        consent,
        objection_not_recorded: objection_not_recorded && consent != StorageConsent::Before,
        not_recorded: false,
    }
}

/// Whether a flow reads what is kept on devices of the people, by its data or by what it states itself, while
/// nothing is recorded of what that is for, nor of a consent.
/// Categories that nobody has without access to a device. The identifier of a device may also come from a contract or
/// a register of devices: it is one of them where it is used for marketing.
const READ_FROM_DEVICES: [&str; 3] = [
    "fairnotice:CookieIdentifier",
    "fairnotice:AdvertisingIdentifier",
    "dpv-pd:BrowserFingerprint",
];

fn is_open(
    source: &FactSource<'_>,
    movement: &Movement,
    shape: &FlowShape,
    evidence: &mut EvidenceMap,
) -> bool {
    let taxonomy = &source.estate.taxonomy;
    let from_devices = shape.route.from == Endpoint::Subjects;
    let consents = article_of(source, shape.lawfulness.basis) == "6(1)(a)";
    if !movement.is_the_flow() || !from_devices || consents {
        return false;
    }
    let text = "what it is for, and whether people consent before, is not recorded";
    let (element, field) = match &shape.device_storage {
        Some(storage) if storage.consent.is_some() => return false,
        Some(_) => ("something".to_owned(), FlowField::DeviceStorage),
        None => {
            // What is there only because it was stored on a device, or read from one (EDPB Guidelines 2/2023).
            let kinds = READ_FROM_DEVICES.iter().filter_map(|id| taxonomy.find(id));
            let mut purposes = shape.content.purposes.iter();
            let for_marketing = purposes.any(|it| source.is_marketing(*it));
            let more = for_marketing.then(|| taxonomy.find("fairnotice:DeviceIdentifier"));
            let kinds: Vec<TermId> = kinds.chain(more.flatten()).collect();
            let is_kept =
                |term: &&TermId| kinds.iter().any(|kind| taxonomy.subsumes(*kind, **term));
            match shape.content.data.iter().find(is_kept) {
                Some(term) => (taxonomy.in_sentence_plural(*term), FlowField::Data(*term)),
                None => return false,
            }
        }
    };
    let found = Evidence {
        steps: vec![format!("{element} on devices: {text}")],
        elements: vec![element],
        fields: vec![(field, "kept on the device of the person".to_owned())],
        ..Evidence::default()
    };
    evidence.insert("device.notRecorded", found);
    true
}

/// Whether the data go to another controller, for purposes of its own.
fn for_anothers_purposes(movement: &Movement) -> bool {
    let controller = matches!(
        movement.role,
        RecipientRole::Controller | RecipientRole::JointController
    );
    movement.separate() && controller
}

/// When people consent: as the flow states for the storage; else before, where the flow itself relies
/// on consent, and not at all, where it states another basis and no consent.
fn consent(
    source: &FactSource<'_>,
    shape: &FlowShape,
    storage: &DeviceStorage,
) -> (StorageConsent, &'static str) {
    match storage.consent {
        Some(DeviceConsent::Before) => (StorageConsent::Before, "data subjects consent before"),
        Some(DeviceConsent::After) => (
            StorageConsent::After,
            "consent is asked for only afterwards",
        ),
        Some(DeviceConsent::None) => (StorageConsent::None, "data subjects are not asked"),
        None if article_of(source, shape.lawfulness.basis) == "6(1)(a)" => {
            (StorageConsent::Before, "the flow relies on consent")
        }
        None if shape.lawfulness.basis == Basis::Absent || shape.consent.is_some() => {
            (StorageConsent::Unstated, "no consent is recorded")
        }
        None => (
            StorageConsent::None,
            "the flow relies on a basis other than consent",
        ),
    }
}

/// The exceptions that hold only where people are informed of the storage and can object.
fn needs_objection(used_for: DeviceUse) -> bool {
    matches!(used_for, DeviceUse::Statistics | DeviceUse::Appearance)
}

/// The key of the rows that exempt a use from consent; nothing exempts any other use.
fn exception(used_for: DeviceUse) -> &'static str {
    match used_for {
        DeviceUse::Transmission => "device-storage-transmission",
        DeviceUse::RequestedService => "device-storage-requested-service",
        DeviceUse::Statistics => "device-storage-statistics",
        DeviceUse::Appearance => "device-storage-appearance",
        DeviceUse::EmergencyAssistance => "device-storage-emergency-assistance",
        DeviceUse::Other => "device-storage-other",
    }
}

fn words(used_for: DeviceUse) -> &'static str {
    match used_for {
        DeviceUse::Transmission => "transmission",
        DeviceUse::RequestedService => "the service that people ask for",
        DeviceUse::Statistics => "statistics of use",
        DeviceUse::Appearance => "appearance",
        DeviceUse::EmergencyAssistance => "emergency assistance",
        DeviceUse::Other => "purposes that need consent",
    }
}

fn list(elements: &[String]) -> String {
    elements.join(" and ")
}
