//! What a legal basis or a transfer tool is under the GDPR. By article, never by hierarchy: DPV
//! has grounds of Arts 9 and 49 and contractual clauses under the bases of Art 6.

use super::kind::TermKind;
use super::store::{Taxonomy, TermId};

/// ## Legal bases and transfer tools
impl Taxonomy {
    /// The article of the GDPR that a legal basis or transfer tool represents, as it is cited:
    /// `6(1)(f)`. Two bases with the same article are the same ground, however they are spelt. An
    /// estate's term has that of its parents. `None` where there is no single one.
    pub fn article(&self, term: TermId) -> Option<&str> {
        self.term(term)?.article.as_deref()
    }

    /// Whether the term is a basis of Art 6(1), the plain DPV terms (`dpv:Consent`) included.
    pub fn is_art6_basis(&self, term: TermId) -> bool {
        self.kind(term) == TermKind::LegalBasis && self.has_article(term, &["6(1)("])
    }

    /// Whether the term is a condition of Art 9(2).
    pub fn is_art9_condition(&self, term: TermId) -> bool {
        self.kind(term) == TermKind::LegalBasis && self.has_article(term, &["9(2)("])
    }

    /// Whether the term can be a transfer mechanism by itself, as adequacy or appropriate
    /// safeguard: every transfer tool except a supplementary measure, which only adds to one, and
    /// the legal bases of Arts 45 and 46. Derogations are none: see
    /// [`is_derogation`](Self::is_derogation).
    pub fn is_transfer_tool(&self, term: TermId) -> bool {
        match self.kind(term) {
            TermKind::TransferTool => !self
                .find("eu-gdpr:SupplementaryMeasure")
                .is_some_and(|measure| self.subsumes(measure, term)),
            TermKind::LegalBasis => self.has_article(term, &["45(", "46("]),
            _ => false,
        }
    }

    /// Whether the term is a derogation of Art 49.
    pub fn is_derogation(&self, term: TermId) -> bool {
        self.kind(term) == TermKind::LegalBasis && self.has_article(term, &["49("])
    }

    fn has_article(&self, term: TermId, prefixes: &[&str]) -> bool {
        self.article(term)
            .is_some_and(|article| prefixes.iter().any(|prefix| article.starts_with(prefix)))
    }
}
