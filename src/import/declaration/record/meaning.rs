//! What a column or a label of a record of processing is about, by its words, in English and French: those of
//! Art 30 and of the templates of the British, the Irish and the French regulator.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// What a column of a record is about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// The function or activity for which data are processed: a service of the estate.
    Activity,
    /// What the activity does.
    Description,
    /// Who is responsible for it.
    Owner,
    /// The purposes.
    Purpose,
    /// The data subjects.
    Subjects,
    /// The categories of data.
    Data,
    /// The recipients.
    Recipients,
    /// The recipients that are processors.
    Processors,
    /// What a recipient is: processor, internal, partner.
    RecipientType,
    /// The contract with a processor.
    Contract,
    /// The countries to which data are transferred.
    Countries,
    /// The mechanisms of transfers.
    Safeguards,
    /// How long data are kept.
    Retention,
    /// Technical and organisational measures.
    Measures,
    /// The legal basis of Art 6.
    Basis,
    /// The condition of Art 9.
    Condition,
    /// The systems in which data are.
    System,
    /// The controller for which a processor acts.
    Controller,
    /// Nothing that a flow has.
    Ignore,
}

impl Meaning {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::Activity,
        Self::Description,
        Self::Owner,
        Self::Purpose,
        Self::Subjects,
        Self::Data,
        Self::Recipients,
        Self::Processors,
        Self::RecipientType,
        Self::Contract,
        Self::Countries,
        Self::Safeguards,
        Self::Retention,
        Self::Measures,
        Self::Basis,
        Self::Condition,
        Self::System,
        Self::Controller,
        Self::Ignore,
    ];

    /// The word that a mapping has for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Activity => "activity",
            Self::Description => "description",
            Self::Owner => "owner",
            Self::Purpose => "purpose",
            Self::Subjects => "subjects",
            Self::Data => "data",
            Self::Recipients => "recipients",
            Self::Processors => "processors",
            Self::RecipientType => "recipient-type",
            Self::Contract => "contract",
            Self::Countries => "countries",
            Self::Safeguards => "safeguards",
            Self::Retention => "retention",
            Self::Measures => "measures",
            Self::Basis => "basis",
            Self::Condition => "condition",
            Self::System => "system",
            Self::Controller => "controller",
            Self::Ignore => "ignore",
        }
    }
}

/// A heading in small letters without accents, its words parted by one space.
pub(super) fn plain(heading: &str) -> String {
    let letters: String = heading
        .nfd()
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    letters
        .to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// What a rule about headings asks for: any of some phrases, and none of some others. A phrase whose word ends with `*`
/// fits every word that begins so.
#[derive(Debug, Deserialize)]
struct Rule {
    means: Meaning,
    any: Vec<String>,
    none: Vec<String>,
}

/// The rules, of which the first that fits decides. A test reads them, so that none is lost.
static RULES: LazyLock<Vec<Rule>> =
    LazyLock::new(|| serde_json::from_str(include_str!("headings.json")).unwrap_or_default());

/// What a heading is about; `None` where its words say nothing of the kind.
pub(super) fn of(heading: &str) -> Option<Meaning> {
    let plain = plain(heading);
    let words: Vec<&str> = plain.split(' ').collect();
    if plain.is_empty() || words.len() > 32 {
        return None;
    }
    let speaks = |phrase: &String| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words.windows(phrase.len()).any(|window| {
            window
                .iter()
                .zip(&phrase)
                .all(|(word, asked)| match asked.strip_suffix('*') {
                    Some(begin) => word.starts_with(begin),
                    None => word == asked,
                })
        })
    };
    let found = RULES
        .iter()
        .find(|rule| rule.any.iter().any(speaks) && !rule.none.iter().any(speaks));
    found.map(|rule| rule.means)
}

/// Whether a heading is about both data and data subjects, as in *Categories (data/subjects)*.
pub(super) fn is_of_both(heading: &str) -> bool {
    let heading = heading
        .to_lowercase()
        .replace(" and ", "/")
        .replace(" et ", "/");
    let parts = heading.split(['/', '&', ',', ';', '+', '(', ')']);
    let meanings: Vec<Meaning> = parts.filter_map(of).collect();
    meanings.contains(&Meaning::Data) && meanings.contains(&Meaning::Subjects)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The headings of regulators' templates, and those of others in the words of Art 30.
    const HEADINGS: &str = "\
activity: Business function
activity: Business area
activity: Department
activity: Processing activity
activity: Nom du traitement
activity: Nom / sigle
activity: Activity
purpose: Purpose of processing
purpose: Purposes of the processing
purpose: Finalité principale
purpose: Sous-finalité 1
purpose: Finalité(s) du traitement effectué
purpose: Objectifs poursuivis
purpose: Categories of processing
purpose: Purpose of processing personal data
ignore: Name and contact details of joint controller (if applicable)
ignore: Rights available to individuals
ignore: Existence of automated decision-making, including profiling (if applicable)
ignore: The source of the personal data (if applicable)
ignore: Link to record of consent
ignore: Data Protection Impact Assessment required?
ignore: Has a personal data breach occurred?
ignore: Link to retention and erasure policy document
ignore: Is personal data retained and erased in accordance with the policy document?
ignore: Reasons for not adhering to policy document (if applicable)
ignore: Legitimate interests for the processing (if applicable)
ignore: Link to record of legitimate interests assessment (if applicable)
ignore: Data Protection Act 2018 Schedule 1 Condition for processing
ignore: Délégué à la protection des données
ignore: Date de création
ignore: Mise à jour
ignore: N° / REF
ignore: Lien vers le doc
ignore: Id
ignore: Notice
subjects: Categories of individuals
subjects: Categories of data subjects
subjects: Catégories de personnes concernées
subjects: Catégorie de personnes 1
subjects: Who are the individuals?
data: Categories of personal data
data: Personal data
data: Catégories de données personnelles concernées
data: Données sensibles
data: Special categories of personal data
data: Catégories de données collectées
recipients: Categories of recipients
recipients: Destinataires
recipients: Destinataire 1
recipients: Organisme destinataire 1
recipients: Catégories de destinataires
recipients: Shared with
processors: Sous-traitants
processors: Data processors
recipient-type: Type de destinataire
contract: Link to contract with processor
contract: Contracts with processors
countries: Names of third countries or international organisations that personal data are transferred to (if applicable)
countries: Transferts hors UE
countries: Pays
countries: Transfers to third countries
countries: Transferts des données hors UE
safeguards: Safeguards for exceptional transfers of personal data to third countries or international organisations (if applicable)
safeguards: Type de Garanties
safeguards: Transfer mechanism
retention: Retention schedule (if possible)
retention: Délai d'effacement
retention: Durées de conservation
retention: Time limits for erasure
retention: How long is it kept?
measures: General description of technical and organisational security measures (if possible)
measures: Mesures de sécurité techniques
measures: Security measures
basis: Article 6 lawful basis for processing personal data
basis: Legal basis
basis: Base légale
basis: Article 6 basis
basis: GDPR Article 6 lawful basis for processing
condition: Article 9 condition for processing special category data
condition: Article 9 condition
system: Location of personal data
system: IT system
system: Nom du logiciel ou de l'application
system: Where is it stored?
controller: Name and contact details of controller
controller: Responsable du traitement
owner: Information asset owner
owner: Owner
subjects: Whose
data: Which info
recipients: Who gets it
basis: Grounds
purpose: What for
retention: Deleted after
measures: How it is protected
processors: Supplier
ignore: Data protection officer
purpose: Reasons for processing
";

    #[test]
    fn headings_of_the_templates_are_recognised() {
        let rules: Vec<Rule> = serde_json::from_str(include_str!("headings.json")).unwrap();
        assert_eq!(rules.len(), RULES.len());
        for line in HEADINGS.lines() {
            let (meaning, heading) = line.split_once(": ").unwrap();
            let found = of(heading).map(Meaning::as_str);
            assert_eq!(found, Some(meaning), "{heading}");
        }
        for heading in ["", "Comments", "2024"] {
            assert_eq!(of(heading), None, "{heading}");
        }
    }

    #[test]
    fn a_heading_may_be_about_data_and_subjects() {
        for (heading, both) in [
            ("Categories (data/subjects)", true),
            ("Categories of data subjects and personal data", true),
            ("Categories of data subjects", false),
            ("Personal data", false),
            ("Individuals/data subjects", false),
        ] {
            assert_eq!(is_of_both(heading), both, "{heading}");
        }
    }

    #[test]
    fn every_meaning_has_its_word() {
        for meaning in Meaning::ALL {
            let word = serde_json::to_value(meaning).unwrap();
            assert_eq!(word, meaning.as_str());
        }
    }
}
