//! Which special categories of Art 9(1) a category of data is, by the terms of the vocabulary.

use crate::law::SpecialCategory;
use crate::taxonomy::{Taxonomy, TermId};

use SpecialCategory as Category;

/// The terms of the vocabulary, each with its categories. Of several above a category of data the
/// first counts: genetic data are below health there, but are a category of their own (Art 4(13)).
const TERMS: &[(&str, &[Category])] = &[
    ("dpv-pd:Genetic", &[Category::Genetic]),
    ("dpv-pd:DNACode", &[Category::Genetic]),
    ("dpv-pd:MedicalHealth", &[Category::Health]),
    ("dpv-pd:Biometric", &[Category::Biometric]),
    ("dpv-pd:Ethnicity", &[Category::Origin]),
    ("dpv-pd:EthnicOrigin", &[Category::Origin]),
    ("dpv-pd:Race", &[Category::Origin]),
    ("dpv-pd:PoliticalAffiliation", &[Category::Politics]),
    ("dpv-pd:PoliticalOpinion", &[Category::Politics]),
    ("dpv-pd:PhilosophicalBelief", &[Category::Belief]),
    ("dpv-pd:Religion", &[Category::Belief]),
    ("dpv-pd:ReligiousBelief", &[Category::Belief]),
    ("dpv-pd:TradeUnionMembership", &[Category::TradeUnion]),
    ("dpv-pd:SexualHistory", &[Category::SexLife]),
    ("dpv-pd:SexualPreference", &[Category::Orientation]),
    ("dpv-pd:Sexual", &[Category::SexLife, Category::Orientation]),
];

/// The special categories that data are or may be; none where the vocabulary does not say which, as for
/// an estate's own term that is only marked as special.
pub(super) fn special_categories(taxonomy: &Taxonomy, term: TermId) -> Vec<Category> {
    let categories_of = |term: TermId| {
        TERMS.iter().find_map(|(id, categories)| {
            let broader = taxonomy.find(id)?;
            taxonomy.subsumes(broader, term).then_some(*categories)
        })
    };
    let mut found: Vec<Category> = categories_of(term).unwrap_or_default().to_vec();
    for part in taxonomy.parts(term) {
        found.extend(special_categories(taxonomy, *part));
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::TermKind;

    #[test]
    fn every_special_term_of_the_vocabulary_but_the_general_one_has_its_category() {
        let taxonomy = &Taxonomy::builtin().unwrap();
        for (id, _) in TERMS {
            assert!(taxonomy.find(id).is_some(), "{id}");
        }
        let unknown: Vec<&str> = taxonomy
            .terms_of(TermKind::Data)
            .filter(|term| taxonomy.is_special(*term))
            .filter(|term| special_categories(taxonomy, *term).is_empty())
            .map(|term| taxonomy.id(term))
            .collect();
        // Which ones are asked about when equality is monitored is the estate's to state.
        let general = [
            "dpv:SpecialCategoryPersonalData",
            "fairnotice:EqualityMonitoring",
        ];
        assert_eq!(unknown, general);
    }
}
