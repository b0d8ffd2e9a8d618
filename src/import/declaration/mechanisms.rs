//! Mechanisms of transfers that the words of a page name. A page that says `SCCs` states that there are some:
//! which, and since when, only the contract says.

/// A mechanism that words name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mechanism {
    /// Standard contractual clauses of the EU.
    Clauses,
    /// The addendum of the UK to them.
    UkAddendum,
    /// The agreement of the UK.
    Idta,
    /// Binding corporate rules.
    CorporateRules,
    /// The EU-US Data Privacy Framework.
    Framework,
    /// A decision of adequacy.
    Adequacy,
}

impl Mechanism {
    /// The kind of instrument in the law tables that it may be.
    pub fn kind(self) -> Option<&'static str> {
        match self {
            Self::Clauses => Some("eu-scc-2021"),
            Self::UkAddendum => Some("eu-scc-2021+uk-addendum"),
            Self::Idta => Some("uk-idta"),
            Self::CorporateRules | Self::Framework | Self::Adequacy => None,
        }
    }

    /// What to do about one that is no instrument with a day.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Framework => {
                "compare with the list, then add `certifications: [{scheme: eu-dpf, from: DAY}]` to the party"
            }
            Self::Adequacy => "adequacy needs no entry: it follows from the countries and the day",
            Self::CorporateRules => {
                "add binding corporate rules under `safeguards` once they were seen"
            }
            Self::Clauses | Self::UkAddendum | Self::Idta => "add it once the contract was seen",
        }
    }
}

/// The mechanisms that words name, in their order, each once.
pub(super) fn read(text: &str) -> Vec<Mechanism> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .collect();
    let has = |word: &str| words.contains(&word);
    let speaks = |phrase: &str| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words.windows(phrase.len()).any(|window| window == phrase)
    };
    let clauses = has("scc")
        || has("sccs")
        || speaks("standard contractual clauses")
        || speaks("model clauses")
        || speaks("clauses contractuelles types");
    let addendum = speaks("uk addendum") || speaks("international data transfer addendum");
    let idta = has("idta") || speaks("international data transfer agreement");
    let rules = has("bcr") || has("bcrs") || speaks("binding corporate rules");
    let framework = has("dpf") || speaks("data privacy framework");
    let adequacy = has("adequacy") || speaks("adequate level of protection");
    let all = [
        (clauses && !addendum, Mechanism::Clauses),
        (addendum, Mechanism::UkAddendum),
        (idta, Mechanism::Idta),
        (rules, Mechanism::CorporateRules),
        (framework, Mechanism::Framework),
        (adequacy, Mechanism::Adequacy),
    ];
    all.into_iter()
        .filter_map(|(is, it)| is.then_some(it))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mechanisms_are_read_from_words() {
        for (text, found) in [
            ("SCCs / AWS DPA", &[Mechanism::Clauses][..]),
            (
                "EU SCCs + DPF; UK IDTA",
                &[Mechanism::Clauses, Mechanism::Idta, Mechanism::Framework],
            ),
            (
                "Standard Contractual Clauses, UK Addendum",
                &[Mechanism::UkAddendum],
            ),
            ("Adequacy decision (EU)", &[Mechanism::Adequacy]),
            ("BCRs", &[Mechanism::CorporateRules]),
            ("none needed", &[]),
            ("success", &[]),
        ] {
            assert_eq!(read(text), found, "{text}");
        }
    }
}
