//! The facts that policies decide by: the Rust side of `policies/schema.cedarschema`, small, hashable, and without a text in
//! it that is not of a fixed list, so that decisions can be shared.
//!
//! A line of a record is a fact: its field, its type, its name in the schema, and the keys of its evidence. The requests to
//! Cedar, the keys of `@evidence` with their table in `policies/README.md` and the values of the tests follow from it; a test
//! compares it with the schema. The questions at the end say which goes where.

mod enumerations;
mod keys;
mod question;
mod value;

pub use enumerations::{
    Adequacy, Appointment, Article6, Article9, Choice, DecisionLaw, Details, ImporterLaw,
    InstrumentState, InterestNamed, LocationStatus, Recorded, Requirement, Side, SideSet,
    StorageConsent, VerdictSet,
};
pub use keys::{FactKey, fact_keys, is_fact_key, nearest_fact_key};
pub use value::{Fact, FactKind, FactRecord, FactValue, FactVisitor, FactWord};

use crate::engine::facts::transfer::MechanismSet;
use crate::engine::movement::RecipientRole;
use crate::estate::vocabulary::{Certainty, TaskKind};
use crate::law::Regime;
use question::questions;
use value::facts;

facts! {
    /// The facts of one movement under one regime on one day. The schema of the policies says what each means.
    record MovementFacts {
        regime: Regime = "regime",
        controller: ControllerFacts = "controller",
        recipient: RecipientFacts = "recipient",
        basis: BasisFacts = "basis",
        consent: ConsentFacts = "consent",
        data: DataFacts = "data",
        purpose: PurposeFacts = "purpose",
        marketing: MarketingFacts = "marketing",
        device: DeviceFacts = "device",
        decision: DecisionFacts = "decision",
        coverage: CoverageFacts = "coverage",
        transfer: TransferFacts = "transfer",
        mechanisms: MechanismSet = "mechanisms",
        agreements: AgreementFacts = "agreements",
        accountability: AccountabilityFacts = "accountability",
        commitments: CommitmentFacts = "commitments",
        minimisation: MinimisationFacts = "minimisation",
        notice_duty: NoticeDutyFacts = "noticeDuty",
    }

    /// Whose data they are.
    record ControllerFacts {
        acts_as_processor: bool = "actsAsProcessor",
        public_authority: bool = "publicAuthority",
    }

    /// Who receives them.
    record RecipientFacts {
        role: RecipientRole = "role",
        separate: bool = "separate",
        public_authority: bool = "publicAuthority",
        inquiry: bool = "inquiry",
        replaced: bool = "replaced" ["recipient.replaced": "the data"; "the former operator"],
    }

    /// The legal basis.
    record BasisFacts {
        article: Article6 = "article" ["basis.article": "the basis"],
        in_force: bool = "inForce",
        not_recorded: bool = "notRecorded",
        task: Option<TaskKind> = "task",
        interests_assessed: bool = "interestsAssessed" ["basis.interestsAssessed": "none"],
        without_law: bool = "withoutLaw",
        less_intrusive: bool = "lessIntrusive" ["basis.lessIntrusive": "none"],
        recognised_interest: InterestNamed = "recognisedInterest",
    }

    /// The consent.
    #[derive(Default)]
    record ConsentFacts {
        not_recorded: bool = "notRecorded",
        recorded: bool = "recorded" ["consent.recorded": "that there is no record, or none by the day"],
        explicit: bool = "explicit" ["consent.invalid": "what is wrong with it"],
        not_explicit: bool = "notExplicit",
        choice: Choice = "choice" ["consent.choice": "why there is no real choice"],
        imbalance: bool = "imbalance",
        bundled: bool = "bundled" ["consent.manner": "what is wrong with how it was asked for"],
        by_default: bool = "byDefault",
        withdrawal_info_missing: bool = "withdrawalInfoMissing",
        child_too_young: bool = "childTooYoung"
            ["consent.child": "the age of consent and the country"; "the age of the youngest"],
        child_age_not_recorded: bool = "childAgeNotRecorded" ["consent.childAge": "none"],
    }

    /// Special categories, and data about offences.
    record DataFacts {
        special: bool = "special" ["data.special": "the special categories"],
        criminal: bool = "criminal" ["data.criminal": "the data about offences"],
        condition: Article9 = "condition" ["data.condition": "the special categories"],
        condition_in_force: bool = "conditionInForce",
        condition_not_recorded: bool = "conditionNotRecorded",
        criminal_authority: bool = "criminalAuthority",
        criminal_authority_known: bool = "criminalAuthorityKnown",
        schedule_condition: Requirement = "scheduleCondition" ["data.scheduleCondition": "the special categories"],
        policy_document: Requirement = "policyDocument" ["data.policyDocument": "the condition that asks for the document"],
    }

    /// The purposes.
    record PurposeFacts {
        compatible: bool = "compatible" ["purpose.compatible": "the purposes that do not fit"; "those of collection"],
        research: bool = "research",
        exempt: bool = "exempt",
        marketing: bool = "marketing" ["purpose.marketing": "none"],
        personalised_advertising: bool = "personalisedAdvertising" ["purpose.personalisedAdvertising": "the purposes that are"],
    }

    /// Electronic marketing.
    #[derive(Default)]
    record MarketingFacts {
        electronic: bool = "electronic",
        corporate: bool = "corporate",
        soft_opt_in: bool = "softOptIn",
        consent_covers_channel: bool = "consentCoversChannel" ["marketing": "the channel"],
        not_recorded: bool = "notRecorded" ["marketing.notRecorded": "the contact details"],
    }

    /// Storage on people's devices.
    #[derive(Default)]
    record DeviceFacts {
        used: bool = "used",
        exempt: bool = "exempt" ["device.exempt": "what it is for"],
        consent: StorageConsent = "consent" ["device.consent": "none"; "when people consent"],
        objection_not_recorded: bool = "objectionNotRecorded" ["device.objection": "what it is for"],
        not_recorded: bool = "notRecorded" ["device.notRecorded": "the data"],
    }

    /// An automated decision.
    #[derive(Default)]
    record DecisionFacts {
        law: DecisionLaw = "law" ["decision.law": "what is decided"],
    }

    /// What the notice says of each side of a movement. Evidence is cited by side and verdict, such as
    /// `coverage.data.omitted`.
    #[derive(Default)]
    record CoverageFacts {
        statements_not_recorded: bool = "statementsNotRecorded",
        recipient: VerdictSet = "recipient",
        indirect_recipient: VerdictSet = "indirectRecipient",
        recipient_in_text: bool = "recipientInText" ["coverage.recipientInText": "the categories of data"; "the recipient"],
        in_text: SideSet = "inText" ["coverage.inText": "what is not covered; where the text has words for it"],
        partly_in_text: SideSet = "partlyInText",
        data: VerdictSet = "data",
        purpose: VerdictSet = "purpose",
        destination: VerdictSet = "destination",
        safeguard: VerdictSet = "safeguard",
        retention: VerdictSet = "retention",
        source: VerdictSet = "source",
        basis: VerdictSet = "basis",
        condition: VerdictSet = "condition",
        automated_decision: VerdictSet = "automatedDecision",
        decision_details: Details = "decisionDetails"
            ["coverage.decisionDetails": "the logic, the consequences"; "what is decided"],
    }

    /// A restricted transfer.
    record TransferFacts {
        restricted: bool = "restricted",
        place: Certainty = "place" ["transfer.place": "the country, if any"; "the system or party"],
        place_not_recorded: bool = "placeNotRecorded",
        adequacy: Adequacy = "adequacy" ["transfer.adequacy": "the countries"; "the conditions that are not met"],
        onward_terms: Requirement = "onwardTerms" ["transfer.onwardTerms": "none"],
        instrument: InstrumentState = "instrument" ["transfer.instrument": "the kind of instrument"; "its id"],
        derogations: MechanismSet = "derogations" ["transfer.derogation": "the kind of derogation"; "its id"],
        public_powers: bool = "publicPowers",
        systematic: bool = "systematic",
        necessary: bool = "necessary",
        explicit_consent: bool = "explicitConsent",
        consent_by_use: bool = "consentByUse" ["transfer.consentByUse": "none"],
        body_not_recorded: bool = "bodyNotRecorded" ["transfer.bodyNotRecorded": "the use"; "the recipient"],
        data_class_not_recorded: bool = "dataClassNotRecorded" ["transfer.dataClass": "the lists"; "the recipient"],
        sensitive_flag_not_recorded: bool = "sensitiveFlagNotRecorded" ["transfer.sensitiveFlag": "the data"; "the recipient"],
        importer_not_recorded: bool = "importerNotRecorded" ["transfer.importerNotRecorded": "the countries"; "the system or party"],
        conclusion_undated: bool = "conclusionUndated" ["transfer.conclusionUndated": "the kind of instrument"; "its id"],
        relies_on_expired: bool = "reliesOnExpired" ["transfer.reliesOnExpired": "the kind of instrument"; "its id"],
        risk_assessment: Requirement = "riskAssessment" ["transfer.riskAssessment": "the kind of instrument"; "its id"],
        effect: EffectFacts = "",
    }

    /// What is asked before a transfer is judged: what it relies on.
    record RelianceFacts {
        regime: Regime = "regime",
        transfer: TransferFacts = "transfer",
    }

    /// Whether an instrument holds against the law of the importer's country.
    #[derive(Default)]
    record EffectFacts {
        assessment_stale: bool = "assessmentStale"
            ["transfer.assessmentStale": "the day of the assessment, and what changed since";
                "the id of the instrument"],
        importer_law: ImporterLaw = "importerLaw" ["transfer.importerLaw": "the kind of instrument"; "its id"],
        importer_has_clear_text: bool = "importerHasClearText",
        supplementary_measure_effective: bool = "supplementaryMeasureEffective",
    }

    /// Contracts, authorisations and arrangements.
    record AgreementFacts {
        processor_contract: Requirement = "processorContract" ["agreements.processorContract": "none"; "the processor"],
        without_instructions: bool = "withoutInstructions" ["agreements.withoutInstructions": "none"; "the processor"],
        sub_processor_authorisation: Requirement = "subProcessorAuthorisation"
            ["agreements.subProcessorAuthorisation": "none"; "the sub-processor"],
        joint_arrangement: Requirement = "jointArrangement" ["agreements.jointArrangement": "none"; "the other controller"],
        outside_instructions: bool = "outsideInstructions" ["agreements.outsideInstructions": "the controller"; "the processor"],
        instruction_recorded: bool = "instructionRecorded",
        role_not_recorded: bool = "roleNotRecorded" ["agreements.roleNotRecorded": "none"; "the recipient"],
    }

    /// What the controller must be able to show.
    record AccountabilityFacts {
        dpia: Requirement = "dpia" ["accountability.dpia": "none"; "why one is called for"],
    }

    /// What the notice commits the controller to.
    record CommitmentFacts {
        measure_missing: bool = "measureMissing" ["commitments.measureMissing": "the measures"],
        measures_not_recorded: bool = "measuresNotRecorded" ["commitments.measuresNotRecorded": "the measures"],
        outside_group: bool = "outsideGroup" ["commitments.outsideGroup": "the groups"],
    }

    /// Whether the sender has the data, and for how long.
    record MinimisationFacts {
        without_source: bool = "withoutSource" ["minimisation.withoutSource": "the data"; "the system or party"],
        more_than_collected: bool = "moreThanCollected" ["minimisation.moreThanCollected": "the data"],
        kept_without_limit: bool = "keptWithoutLimit" ["minimisation.keptWithoutLimit": "none"],
    }

    /// Whether people must be informed of the movement at all.
    record NoticeDutyFacts {
        exempt: bool = "exempt",
    }

    /// The facts of one thing that the law requires a notice to state.
    record NoticeItemFacts {
        regime: Regime = "regime",
        required: bool = "required",
        stated: bool = "stated" ["item.stated": "the item"],
        in_text: bool = "inText" ["item.inText": "the item"],
        asked_of_flows: bool = "askedOfFlows",
        exempt: bool = "exempt",
        statements_not_recorded: bool = "statementsNotRecorded",
    }

    /// The facts of one statement.
    record StatementFacts {
        regime: Regime = "regime",
        flows_not_recorded: bool = "flowsNotRecorded",
        found: bool = "found" ["statement.found": "why not"; "the nearest text"],
        used: bool = "used" ["statement.used": "none"],
        indefinite: bool = "indefinite" ["statement.indefinite": "none"],
        outdated: bool = "outdated" ["statement.outdated": "the words for the law or mechanism"],
        contradicted: bool = "contradicted" ["statement.contradicted": "about what"; "the other sentence"],
        former_name: bool = "formerName" ["statement.formerName": "the former name"; "the name of the day"],
        consent_by_use: bool = "consentByUse" ["statement.consentByUse": "none"],
    }

    /// The facts of the text of the notice as a whole.
    #[derive(PartialOrd, Ord)]
    record TextFacts {
        regime: Regime = "regime",
        flows_not_recorded: bool = "flowsNotRecorded" ["text.flowsNotRecorded": "how many statements have no flow"],
        placeholders: bool = "placeholders" ["text.placeholders": "the placeholders"],
        date_kept: bool = "dateKept" ["text.dateKept": "the date that the text gives"],
    }

    /// Whom the controller must appoint, whatever its flows.
    #[derive(PartialOrd, Ord)]
    record DutyFacts {
        regime: Regime = "regime",
        representative: Appointment = "representative" ["duties.representative": "the territory"; "what is recorded of one"],
        officer: Appointment = "officer" ["duties.officer": "the controller"; "why it must have one"],
    }

    /// The facts of something that a plan or a state deploys, at its place or at that of a copy.
    #[derive(PartialOrd, Ord)]
    record DeployedFacts {
        regime: Regime = "regime",
        holds_data: bool = "holdsData",
        moves_data: bool = "movesData",
        unknown_type: bool = "unknownType",
        store_like: bool = "storeLike",
        unknown_provider: bool = "unknownProvider",
        service: bool = "service",
        declared: bool = "declared",
        place: LocationStatus = "place"
            ["deployed.place": "the addresses"; "the place"]
            ["deployed.copy": "the addresses"; "the place of the copy"],
        located: bool = "located",
        place_declared: bool = "placeDeclared",
        outside: bool = "outside",
        outside_elsewhere: bool = "outsideElsewhere",
        kept_too_long: bool = "keptTooLong" ["deployed.retention": "the addresses"; "how long, and what is declared"],
    }

    /// The facts of what the attributes of something deployed say of how it protects data, and for whom it
    /// is open.
    #[derive(PartialOrd, Ord)]
    record SettingFacts {
        regime: Regime = "regime",
        measure: Recorded = "measure" ["deployed.measure": "the addresses"; "the measure, and who promises it"],
        anyone_reads: bool = "anyoneReads" ["deployed.readers": "the addresses"; "what is set"],
        any_network: bool = "anyNetwork" ["deployed.network": "the addresses"; "what is set"],
        public: bool = "public",
    }

    /// The facts of a system of which something should be deployed.
    #[derive(PartialOrd, Ord)]
    record OperatedFacts {
        regime: Regime = "regime",
        deployed: bool = "deployed" ["deployed.missing": "none"],
        unmatched: bool = "unmatched" ["deployed.unmatched": "the matchers"],
        too_few: bool = "tooFew" ["deployed.tooFew": "what was found of each matcher"],
    }

    /// The facts of a file that says what is deployed, or of all of them together.
    #[derive(PartialOrd, Ord)]
    record FileFacts {
        regime: Regime = "regime",
        incomplete: bool = "incomplete" ["file.incomplete": "what it says of itself"; "the file"],
        forgets: bool = "forgets" ["file.forgets": "what it says of each"; "the file"],
        wrapped: bool = "wrapped" ["file.wrapped": "what is around it"; "the file"],
        too_few: bool = "tooFew" ["file.tooFew": "what was found"],
    }

    /// The facts of somebody who was seen to receive data, or was not.
    #[derive(PartialOrd, Ord)]
    record SeenFacts {
        regime: Regime = "regime",
        received: bool = "received" ["seen.received": "the hosts"; "who received"],
        only_allowed: bool = "onlyAllowed" ["seen.allowed": "the hosts"; "who is allowed"],
        known: bool = "known",
        declared: bool = "declared",
        disclosed: Recorded = "disclosed" ["seen.disclosed": "the hosts"; "who received"],
        flows_judged: bool = "flowsJudged",
        before_consent: bool = "beforeConsent" ["seen.beforeConsent": "the hosts and cookies"; "who received"],
        undeclared_country: bool = "undeclaredCountry" ["seen.country": "the countries"; "who received"],
        not_seen: bool = "notSeen" ["seen.notSeen": "who was not seen"],
    }

    /// The facts of a cookie that was stored.
    #[derive(PartialOrd, Ord)]
    record SeenCookieFacts {
        regime: Regime = "regime",
        outlives: bool = "outlives" ["seen.cookie": "for how long, and what is stated"; "the cookie"],
    }

    /// The facts of a finding that is waived.
    #[derive(PartialOrd, Ord)]
    record WaiverFacts {
        regime: Regime = "regime",
        found: bool = "found" ["waiver.unused": "the finding that was waived"],
        expired: bool = "expired" ["waiver.expired": "the finding that was waived"],
        changed: bool = "changed" ["waiver.changed": "the finding that was waived"; "its digest now"],
    }

    /// The facts of a link that the estate cites.
    #[derive(PartialOrd, Ord)]
    record CitationFacts {
        regime: Regime = "regime",
        gone: bool = "gone" ["citation.dead": "the link"; "what its host answers"],
        unreachable_days: i64 = "unreachableDays",
        changed: bool = "changed" ["citation.changed": "the link"],
    }
}

questions! {
    Movement(MovementFacts) = "Movement" {
        /// Data come to the controller.
        Collect = "collect",
        /// Data stay with the same entity.
        Store = "store",
        /// Data go to another entity or to the people.
        Disclose = "disclose",
        /// A restricted transfer.
        Transfer = "transfer",
        /// A restricted transfer by one who received the data by one.
        OnwardTransfer = "onwardTransfer",
        /// Data feed an automated decision.
        Decide = "decide",
    }
    Reliance(RelianceFacts) = "Reliance" {
        /// A restricted transfer, of either kind, relies on a mechanism of Chapter V. Asked before
        /// the other two: what permits it is the transfer mechanism.
        Rely = "rely",
    }
    Item(NoticeItemFacts) = "NoticeItem" {
        /// The notice states an item.
        Inform = "inform",
    }
    Statement(StatementFacts) = "StatementFacts" {
        /// The notice says something.
        State = "state",
    }
    Text(TextFacts) = "NoticeText" {
        /// The text of the notice is published.
        Publish = "publish",
    }
    Duty(DutyFacts) = "Duties" {
        /// The controller must appoint somebody.
        Appoint = "appoint",
    }
    Deployed(DeployedFacts) = "Deployed" {
        /// Something is deployed at a place.
        Deploy = "deploy",
        /// Something that is deployed sends data elsewhere.
        Replicate = "replicate",
        /// Something that is deployed keeps data for a time.
        Retain = "retain",
    }
    Setting(SettingFacts) = "DeployedSetting" {
        /// Something that is deployed protects data, or does not.
        Protect = "protect",
        /// Something that is deployed is open.
        Expose = "expose",
    }
    Operated(OperatedFacts) = "Operated" {
        /// A system of which something should be deployed.
        Operate = "operate",
    }
    File(FileFacts) = "DeployedFile" {
        /// A file says what is deployed.
        Read = "read",
    }
    Seen(SeenFacts) = "Seen" {
        /// Somebody is seen to receive data, or is not.
        Receive = "receive",
    }
    SeenCookie(SeenCookieFacts) = "SeenCookie" {
        /// A cookie is seen to be stored.
        Keep = "keep",
    }
    Waiver(WaiverFacts) = "Waiver" {
        /// Somebody waives a finding.
        Waive = "waive",
    }
    Citation(CitationFacts) = "Citation" {
        /// The estate cites a link.
        Cite = "cite",
    }
}
