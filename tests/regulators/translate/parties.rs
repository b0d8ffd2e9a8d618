//! Parties, with their branches and lists, and the systems they run.

use fairnotice::law::sectors;
use fairnotice::taxonomy::TermKind;
use serde_json::{Value, json};

use super::case::{Party, System};
use super::lexicon::RECIPIENTS;
use super::tables::{KINDS_BY_ROLE, SCHEMES};
use super::words::{meaning, slug};
use super::{Case, country, each, object, when};

impl Case<'_> {
    pub fn parties(&self) -> Result<Vec<Value>, String> {
        let third_persons = |id: &str| {
            let mut flows = self.facts.flows.iter();
            flows.any(|flow| flow.mode == "from-third-person" && flow.from == id)
        };
        let mut out = Vec::new();
        for party in &self.facts.parties {
            let own_entity = self.entity(&party.id)?.id == party.id;
            if !own_entity || (self.is_person(&party.id)? && !third_persons(&party.id)) {
                continue;
            }
            out.push(self.written_party(party)?);
        }
        Ok(out)
    }

    fn written_party(&self, party: &Party) -> Result<Value, String> {
        let laws = [
            ("pipeda", party.pipeda),
            ("appi", party.appi),
            ("pipa", party.pipa),
            ("lgpd", party.lgpd),
        ];
        if let Some((law, _)) = laws.iter().find(|(_, subject)| *subject == Some(false))
            && !party.public_authority
        {
            return Err(format!("`{}` is not subject to {law}", party.id));
        }
        let kind = match meaning(KINDS_BY_ROLE, "", &party.role) {
            Ok(kind) => kind,
            Err(_) if party.public_authority => "public-authority",
            Err(_) => "company",
        };
        // What it does says to which class of recipients it belongs; its id, where nothing else does.
        let about = party.sector.as_deref().unwrap_or(&party.id);
        let mut classes = self.terms_of(TermKind::Recipient, RECIPIENTS, about, false);
        if self.role(party).ends_with("processor") {
            classes.push(self.own_term(TermKind::Recipient, "service-provider"));
        }
        if classes.is_empty() {
            classes.push("dpv:Organisation".to_owned());
        }
        let sector = party.sector.as_deref().map(slug);
        let held: Vec<&str> = laws
            .iter()
            .filter(|(_, subject)| *subject == Some(true))
            .map(|(law, _)| *law)
            .collect();
        let access_laws: Vec<String> = party
            .surveillance_law
            .iter()
            .flat_map(|laws| laws.0.iter().map(|law| slug(law)))
            .collect();
        Ok(object(&[
            ("id", json!(party.id)),
            ("country", json!(country(&party.country))),
            ("kind", json!(kind)),
            ("is", json!(classes)),
            (
                "sector",
                json!(sector.filter(|word| sectors().contains(&word.as_str()))),
            ),
            ("group", json!(party.group)),
            (
                "goes-by-name-of",
                object(&[
                    ("party", json!(party.trading_name_claimed_for)),
                    ("since", json!(party.from_date)),
                ]),
            ),
            ("branches", json!(self.branches(party))),
            (
                "scope",
                object(&[(self.regime.id(), json!(self.scope(party)))]),
            ),
            ("subject-to", json!(held)),
            ("access-laws", json!(access_laws)),
            ("certifications", json!(self.certifications(party))),
            ("evidence", self.remarks(&[&party.unread])),
        ]))
    }

    /// The parties that are branches of this one.
    fn branches(&self, party: &Party) -> Vec<Value> {
        self.facts
            .parties
            .iter()
            .filter(|other| other.id != party.id)
            .filter(|other| self.entity(&other.id).is_ok_and(|it| it.id == party.id))
            .map(|other| json!({"id": other.id, "country": country(&other.country)}))
            .collect()
    }

    fn certifications(&self, party: &Party) -> Vec<Value> {
        party
            .registers
            .iter()
            .map(|entry| {
                let scheme = meaning(SCHEMES, "", &entry.scheme).unwrap_or(&entry.scheme);
                object(&[
                    ("scheme", json!(scheme)),
                    ("from", json!(entry.from)),
                    ("until", json!(entry.until)),
                    ("covers", json!(entry.covers)),
                    ("evidence", self.remarks(&[&entry.unread])),
                ])
            })
            .collect()
    }

    pub fn system(&self, system: &System) -> Result<Value, String> {
        let access = each(&system.remote_access, |access| {
            Ok(object(&[
                ("by", json!(self.entity(&access.by)?.id)),
                ("from", json!(country(&access.from_country))),
                ("clear", json!(access.cleartext)),
            ]))
        })?;
        let mut unread: Vec<_> = system.remote_access.iter().map(|it| &it.unread).collect();
        unread.push(&system.unread);
        let holders = system.keys_held_by.clone().unwrap_or_default();
        let holders: Vec<&str> = holders
            .0
            .iter()
            .filter_map(|id| self.known_party(Some(id)))
            .collect();
        let hosting: Vec<&str> = system.hosting.0.iter().map(|code| country(code)).collect();
        Ok(object(&[
            ("id", json!(system.id)),
            ("operator", json!(self.entity(&system.operator)?.id)),
            ("hosting", json!(hosting)),
            ("access", json!(access)),
            ("keys-held-by", json!(holders)),
            ("transit-only", when(system.transit_only)),
            ("public", when(system.public)),
            ("evidence", self.remarks(&unread)),
        ]))
    }
}
