//! The facts of a movement under a regime, and the evidence for each.

use std::collections::BTreeSet;

use super::commitments::{measure_missing, outside_group, replaced};
use super::consent::consent_facts;
use super::contracts::agreement_facts;
use super::coverage::coverage;
use super::decision::decision_facts;
use super::device::device_facts;
use super::dpia::dpia;
use super::exemption::{flow_is_exempt, purposes_are_exempt};
use super::legal::{basis_facts, data_facts, marketing_facts};
use super::schedule_1::is_opened_by_condition;
use super::source::{FactSource, datums};
use super::transfer::transfer;
use super::{
    AccountabilityFacts, Article6, CommitmentFacts, ControllerFacts, Evidence, EvidenceMap,
    MechanismSet, MinimisationFacts, MovementFacts, NoticeDutyFacts, PurposeFacts, RecipientFacts,
    RestrictedTransfer, TransferCandidates,
};
use crate::engine::coverage::{self, Datum, Verdict};
use crate::engine::movement::{Destination, Movement, MovementKind, RecipientRole, hands_back};
use crate::estate::model::{FlowField, FlowShape, Retention, ServiceIx, ShapeIx, StatementIx};
use crate::estate::vocabulary::{Frequency, PartyKind};
use crate::law::Regime;
use crate::taxonomy::TermId;

/// The facts of a movement under a regime, the evidence for them, and the statements that speak of
/// it.
#[derive(Debug, Clone)]
pub struct MovementAssessment {
    /// The facts.
    pub facts: MovementFacts,
    /// The evidence for them.
    pub evidence: EvidenceMap,
    /// Statements that this movement is a case of.
    pub used: BTreeSet<StatementIx>,
    /// The destinations' names, for messages: those that no adequacy covers, where there are such.
    pub countries: Vec<String>,
    /// The transfer relies on an instrument of Art 46.
    pub article_46: bool,
    /// Where it goes outside the territory, places that are not known among them; empty where it is
    /// no restricted transfer and cannot be one.
    pub destinations: Vec<Destination>,
    /// What a restricted transfer might rely on.
    candidates: Option<TransferCandidates>,
    /// What it relies on, once the policies have said so (see [`MovementAssessment::settle`]); `None` where
    /// it is no restricted transfer, or where none of its places is known.
    pub transfer: Option<RestrictedTransfer>,
}

impl MovementAssessment {
    /// Takes in what the policies permit the transfer to rely on, which is a fact for the questions
    /// that follow. What is shown of a derogation depends on it.
    pub fn settle(&mut self, permitted: MechanismSet) {
        let Some(candidates) = &self.candidates else {
            return;
        };
        self.facts.mechanisms = permitted;
        self.transfer = Some(candidates.permitted(permitted));
        if let Some(found) = candidates.derogation_evidence(permitted) {
            self.evidence.insert("transfer.derogation", found);
        }
    }
}

impl FactSource<'_> {
    /// The facts of a movement under a regime.
    pub fn facts(&self, movement: &Movement, regime: Regime) -> MovementAssessment {
        let estate = self.estate;
        let shape = estate.shape(movement.shape);
        let mut evidence = EvidenceMap::new();
        let mut used = BTreeSet::new();
        let transfer = transfer(estate, movement, regime, self.day, &mut evidence);
        let candidates = TransferCandidates::of(&transfer, &evidence);
        let coverage = coverage(self, movement, regime, &transfer, &mut evidence, &mut used);
        let party_kind = |party| estate.party(party).kind;
        let primary = movement.is_the_flow();
        let restricted = transfer.facts.restricted;
        let measures_promised =
            primary && measure_missing(self, movement, shape, restricted, &mut evidence);
        let basis = basis_facts(self, shape, regime, &mut evidence);
        let facts = MovementFacts {
            regime,
            controller: ControllerFacts {
                acts_as_processor: shape.controller != estate.controller,
                public_authority: party_kind(shape.controller) == PartyKind::PublicAuthority,
            },
            recipient: RecipientFacts {
                replaced: replaced(self, movement, shape, coverage, &mut evidence, &mut used),
                ..self.recipient(movement, shape, basis.article)
            },
            basis,
            consent: consent_facts(self, shape, regime, &mut evidence),
            data: data_facts(self, shape, regime, &mut evidence),
            purpose: self.purpose(movement, shape, regime, &mut evidence),
            marketing: marketing_facts(self, shape, regime, &mut evidence),
            decision: decision_facts(self, shape, regime, &mut evidence),
            device: device_facts(self, movement, regime, &mut evidence),
            coverage,
            transfer: transfer.facts,
            mechanisms: MechanismSet::default(),
            agreements: agreement_facts(self, movement, shape, &mut evidence),
            accountability: AccountabilityFacts {
                dpia: dpia(self, shape, &mut evidence),
            },
            commitments: CommitmentFacts {
                measure_missing: measures_promised && shape.protection.measures_recorded,
                measures_not_recorded: measures_promised && !shape.protection.measures_recorded,
                outside_group: outside_group(self, movement, shape, &mut evidence),
            },
            notice_duty: NoticeDutyFacts {
                exempt: flow_is_exempt(self, shape, regime),
            },
            minimisation: MinimisationFacts {
                without_source: primary && self.without_source(movement, &mut evidence),
                more_than_collected: primary && self.more_than_collected(movement, &mut evidence),
                kept_without_limit: primary && kept_without_limit(shape, &mut evidence),
            },
        };
        if movement.kind == MovementKind::Through {
            point_at_the_way(&mut evidence);
        }
        self.state_who_acts(movement, &mut evidence);
        MovementAssessment {
            facts,
            candidates,
            transfer: None,
            evidence,
            used,
            countries: if transfer.uncovered.is_empty() {
                transfer
                    .destinations
                    .iter()
                    .filter_map(|destination| destination.at)
                    .map(|at| at.name().to_owned())
                    .collect()
            } else {
                transfer.uncovered
            },
            article_46: transfer.article_46,
            destinations: transfer.reached,
        }
    }

    /// What the data are used for.
    fn purpose(
        &self,
        movement: &Movement,
        shape: &FlowShape,
        regime: Regime,
        evidence: &mut EvidenceMap,
    ) -> PurposeFacts {
        let mut purposes = shape.content.purposes.iter();
        let marketing = self.is_for_marketing(shape, regime, evidence);
        PurposeFacts {
            compatible: !movement.is_the_flow() || self.compatible(movement, shape, evidence),
            research: purposes
                .all(|it| self.is_research(*it) || self.is_public_archiving(shape, *it)),
            exempt: purposes_are_exempt(self, shape, regime),
            marketing,
            // It is narrower than marketing.
            personalised_advertising: marketing
                && self.is_for_personalised_advertising(shape, evidence),
        }
    }

    /// What the recipient is, but for whether it has replaced another.
    fn recipient(
        &self,
        movement: &Movement,
        shape: &FlowShape,
        article: Article6,
    ) -> RecipientFacts {
        let kind = |party| self.estate.party(party).kind;
        let public_authority = movement.importer.map(kind) == Some(PartyKind::PublicAuthority);
        // Art 4(9): one that receives data in a particular inquiry under the law.
        let inquiry = public_authority
            && movement.role == RecipientRole::Controller
            && article == "6(1)(c)"
            && is_single(shape);
        RecipientFacts {
            role: movement.role,
            separate: movement.separate(),
            public_authority,
            inquiry,
            replaced: false,
        }
    }

    /// States who acts for whom, before anything that depends on it.
    fn state_who_acts(&self, movement: &Movement, evidence: &mut EvidenceMap) {
        let (processor, controller) = match (movement.sent_by, movement.exporter_acts_for) {
            (Some(processor), _) => (Some(processor), movement.exporter),
            (None, controller) => (movement.exporter, controller),
        };
        let (Some(processor), Some(controller)) = (processor, controller) else {
            return;
        };
        let name = |party| &self.estate.party(party).name;
        let step = format!(
            "{} acts as processor for {}",
            name(processor),
            name(controller)
        );
        for found in evidence.values_mut() {
            found.steps.insert(0, step.clone());
        }
    }

    /// Whether each purpose of a flow goes with those for which its sender received the data: one of
    /// them, a narrower or broader one, one that the notice discloses for the service, so that it
    /// was a purpose from the start, or one that was assessed. A processor has no purpose of its own: hosting
    /// and support serve the controller's, whatever the flow calls them. Marketing is no such service.
    fn compatible(
        &self,
        movement: &Movement,
        shape: &FlowShape,
        evidence: &mut EvidenceMap,
    ) -> bool {
        let taxonomy = &self.estate.taxonomy;
        let assessed = shape
            .lawfulness
            .compatibility_assessed
            .is_some_and(|on| on <= self.day);
        let engaged = movement.role.acts_for_another();
        if assessed {
            return true;
        }
        let received = if shape.content.collected_for.is_empty() {
            // What a processor gives back is the controller's, for whatever it is used there.
            if movement.kind == MovementKind::Collect
                || movement.indirect
                || hands_back(self.estate, movement, self.day)
            {
                return true;
            }
            self.graph.purposes_received(movement.shape)
        } else {
            shape.content.collected_for.clone()
        };
        if received.is_empty() {
            return true;
        }
        let related = |purpose: TermId| {
            received.iter().any(|known| {
                taxonomy.subsumes(*known, purpose) || taxonomy.subsumes(purpose, *known)
            })
        };
        let data: Vec<Datum> = datums(shape).collect();
        let disclosed = |purpose: TermId| {
            shape.content.collected_for.is_empty()
                && coverage::purpose(self.estate, shape.service, purpose, &data, self.day).verdict
                    <= Verdict::Ambiguous
        };
        let strange: Vec<TermId> = shape
            .content
            .purposes
            .iter()
            .copied()
            .filter(|purpose| !engaged || self.is_marketing(*purpose))
            .filter(|purpose| !related(*purpose) && !disclosed(*purpose))
            .collect();
        if strange.is_empty() {
            return true;
        }
        let known: Vec<String> = received
            .iter()
            .map(|term| taxonomy.in_sentence(*term))
            .collect();
        let mut found = self.cite_purposes(&strange, "not what the data were collected for");
        found.name = Some(format!(
            "{}{}",
            known.join(", "),
            self.of_which(movement.shape, shape)
        ));
        found.steps.push(format!(
            "the sender received the data for: {}",
            known.join(", ")
        ));
        evidence.insert("purpose.compatible", found);
        false
    }

    /// Of which data of a flow it is known what they were collected for, where it is not of all.
    fn of_which(&self, index: ShapeIx, shape: &FlowShape) -> String {
        let brought = self.graph.categories_received(index);
        let data = shape.content.data.iter();
        let (known, others): (Vec<TermId>, Vec<TermId>) =
            data.copied().partition(|it| brought.contains(it));
        if others.is_empty() || known.is_empty() || !shape.content.collected_for.is_empty() {
            return String::new();
        }
        let words = |terms: Vec<TermId>| {
            let terms = terms.into_iter();
            let words: Vec<String> = terms
                .map(|it| self.estate.taxonomy.in_sentence(it))
                .collect();
            words.join(", ")
        };
        let (known, others) = (words(known), words(others));
        format!(" ({known}; what {others} was collected for is not recorded)")
    }

    /// Whether a purpose is marketing, advertising among it.
    pub(super) fn is_marketing(&self, purpose: TermId) -> bool {
        self.is_within("dpv:Marketing", purpose)
    }

    /// Whether something is a term of the vocabulary, or narrower.
    pub(super) fn is_within(&self, term: &str, narrower: TermId) -> bool {
        let taxonomy = &self.estate.taxonomy;
        let term = taxonomy.find(term);
        term.is_some_and(|it| taxonomy.subsumes(it, narrower))
    }

    /// Whether all purposes of a flow are advertising.
    pub(super) fn is_advertising_alone(&self, shape: &FlowShape) -> bool {
        let mut purposes = shape.content.purposes.iter();
        !shape.content.purposes.is_empty()
            && purposes.all(|it| self.is_within("dpv:Advertising", *it))
    }

    /// Whether a purpose is archiving by a public authority, as its task or by law: archiving in the public interest.
    fn is_public_archiving(&self, shape: &FlowShape, purpose: TermId) -> bool {
        self.estate.party(shape.controller).kind == PartyKind::PublicAuthority
            && self.is_within("fairnotice:Archiving", purpose)
    }

    /// Whether a purpose of a flow is marketing, and not opened by the condition that the flow relies on.
    fn is_for_marketing(
        &self,
        shape: &FlowShape,
        regime: Regime,
        evidence: &mut EvidenceMap,
    ) -> bool {
        let purposes = shape.content.purposes.iter().copied();
        let found: Vec<TermId> = purposes
            .filter(|it| {
                self.is_marketing(*it) && !is_opened_by_condition(self, shape, regime, *it)
            })
            .collect();
        if !found.is_empty() {
            let cited = self.cite_purposes(&found, "marketing");
            let cited = Evidence {
                elements: Vec::new(),
                ..cited
            };
            evidence.insert("purpose.marketing", cited);
        }
        !found.is_empty()
    }

    /// Whether a purpose of a flow is advertising that is chosen for the person.
    fn is_for_personalised_advertising(
        &self,
        shape: &FlowShape,
        evidence: &mut EvidenceMap,
    ) -> bool {
        let purposes = shape.content.purposes.iter().copied();
        let found: Vec<TermId> = purposes
            .filter(|it| self.is_within("dpv:PersonalisedAdvertising", *it))
            .collect();
        if !found.is_empty() {
            let cited = self.cite_purposes(&found, "advertising chosen for the person");
            evidence.insert("purpose.personalisedAdvertising", cited);
        }
        !found.is_empty()
    }

    fn services(&self) -> impl Iterator<Item = Option<ServiceIx>> {
        (0..self.estate.services.len()).map(|at| Some(ServiceIx(at as u32)))
    }

    fn more_than_collected(&self, movement: &Movement, evidence: &mut EvidenceMap) -> bool {
        if movement.kind != MovementKind::Disclose || movement.indirect {
            return false;
        }
        // What the notice discloses as collected, in whatever section, is not more than it discloses.
        let shape = self.estate.shape(movement.shape);
        let disclosed = |category: &TermId| {
            let mut services = self.services().chain([None]);
            services.any(|service| {
                let mut people = shape.content.subjects.iter();
                people.any(|subject| {
                    let datum = Datum {
                        subject: *subject,
                        category: *category,
                    };
                    let judged = coverage::data(self.estate, service, datum, self.day);
                    judged.verdict <= Verdict::Vague
                })
            })
        };
        let mut more = self.graph.more_than_collected(movement.shape);
        more.retain(|category| !disclosed(category));
        if more.is_empty() {
            return false;
        }
        let mut found = self.cite_data(&more, "this service did not collect this");
        found
            .steps
            .push("the sender has these data from other services only".to_owned());
        evidence.insert("minimisation.moreThanCollected", found);
        true
    }
}

/// What is cited as the end of the flow is the system on its way.
fn point_at_the_way(evidence: &mut EvidenceMap) {
    for (field, _) in evidence.values_mut().flat_map(|found| &mut found.fields) {
        if *field == FlowField::To {
            *field = FlowField::Via;
        }
    }
}

/// Whether a flow is declared to happen in single cases.
fn is_single(shape: &FlowShape) -> bool {
    matches!(
        shape.transfer.frequency,
        Some(Frequency::Once | Frequency::Occasional)
    )
}

/// Whether a flow states that the data are kept without any limit.
fn kept_without_limit(shape: &FlowShape, evidence: &mut EvidenceMap) -> bool {
    let without = shape.retention == Some(Retention::Indefinite);
    if without {
        let text = "states neither a period nor a criterion".to_owned();
        let found = Evidence {
            fields: vec![(FlowField::Retention, text.clone())],
            steps: vec![text],
            ..Evidence::default()
        };
        evidence.insert("minimisation.keptWithoutLimit", found);
    }
    without
}
