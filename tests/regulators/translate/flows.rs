//! Flows, with their ends, their basis and what qualifies it.

use fairnotice::law::Regime;
use fairnotice::taxonomy::{Taxonomy, TermId, TermKind};
use serde_json::{Value, json};

use super::case::{Flow, Parental, Party, Said, System};
use super::lexicon::{ASSUMED, DATA, PURPOSES, RISK_SIGNS, SUBJECTS};
use super::tables::{AUDIENCES, BASES, CHANNELS, CONDITIONS, FREQUENCIES, KINDS, MODES, TASKS};
use super::words::{hits, meaning};
use super::{Case, country, joined, notice, object, papers, when};

/// From, to, and the system that the data pass through.
type Ends = (String, String, Option<String>);

impl<'a> Case<'a> {
    /// The two ends, and the system that the data pass through.
    fn ends(&self, flow: &Flow) -> Result<Ends, String> {
        let (_, lands) = meaning(MODES, "the mode", &flow.mode)?;
        let people = "data-subjects".to_owned();
        let nobody_sends = flow.mode == "direct-from-subject"
            || (self.is_person(&flow.from)? && flow.mode != "from-third-person");
        let from = if nobody_sends {
            people.clone()
        } else {
            flow.from.clone()
        };
        if self.is_person(&flow.to)? {
            return Ok((from, people, flow.via.clone()));
        }
        let to = self.entity(&flow.to)?;
        let operated: Vec<&System> = self
            .facts
            .systems
            .iter()
            .filter(|system| self.entity(&system.operator).is_ok_and(|it| it.id == to.id))
            .collect();
        // Data for one who runs a system land in it: the one they go through, or its only one.
        let landing = match (&flow.via, operated.as_slice()) {
            (Some(via), list) => list.iter().find(|system| system.id == *via).copied(),
            (None, [only]) => Some(*only),
            (None, _) => None,
        };
        let at_seat = to.id == flow.to && self.entity(&flow.from)?.id != to.id;
        Ok(match landing {
            Some(system) if lands && at_seat => (from, system.id.clone(), None),
            _ => (from, flow.to.clone(), flow.via.clone()),
        })
    }

    pub fn flow(&self, flow: &Flow, relied_on: &papers::ReliedOn) -> Result<Value, String> {
        let (mode, _) = meaning(MODES, "the mode", &flow.mode)?;
        let (from, to, via) = self.ends(flow)?;
        let data = self.terms_of_all(TermKind::Data, DATA, &flow.data.0, true);
        let purposes = self.terms_of_all(TermKind::Purpose, PURPOSES, &flow.purpose.0, true);
        let audience = flow.intended_audience.as_deref();
        let mut unread = vec![&flow.unread];
        unread.extend(flow.consent_wording.as_ref().map(|it| &it.unread));
        let route = object(&[
            ("id", json!(flow.id)),
            ("from", json!(from)),
            ("to", json!(to)),
            ("mode", json!(mode)),
            (
                "audience",
                json!(self.known(AUDIENCES, "audience", audience)),
            ),
            ("via", json!(via)),
            ("data", json!(data)),
            (
                "subjects",
                json!(self.terms_of_all(TermKind::Subject, SUBJECTS, &flow.subjects.0, true)),
            ),
            ("purpose", json!(purposes)),
        ]);
        let qualified = object(&[
            ("on-behalf-of", json!(self.on_behalf_of(flow))),
            ("role", self.role_of(flow, &from, &to)?),
            (
                "initiated-by",
                json!(self.known_party(flow.initiated_by.as_deref())),
            ),
            ("instructed", json!(flow.instructed_by_controller)),
            (
                "retention",
                json!(flow.retention.value().map(|text| notice::retention(text))),
            ),
            ("online-service", when(flow.online_service == Some(true))),
            ("risk-signs", json!(self.risk_signs(flow))),
            ("impact-assessed", self.in_order(&flow.dpia)),
            ("marketing", self.marketing(flow, &purposes)?),
            ("data-class", json!(flow.data_class)),
            ("flagged-sensitive", when(flow.flagged_sensitive)),
            (
                "age",
                json!(self.person(flow).and_then(|person| person.age)),
            ),
            ("subjects-in", json!(self.subjects_in(flow))),
            ("since", json!(flow.obtained)),
            ("evidence", self.remarks(&unread)),
        ]);
        let parts = [
            route,
            self.lawfulness(flow, &data)?,
            self.transfer(flow, &to, relied_on)?,
            qualified,
        ];
        Ok(joined(parts))
    }

    /// The role of the recipient, where there is one.
    fn role_of(&self, flow: &Flow, from: &str, to: &str) -> Result<Value, String> {
        let recipient = self.party(&flow.to)?;
        let within = self.entity(&flow.to)?.id == self.entity(&flow.from)?.id;
        let to_us_from_people = from == "data-subjects" && recipient.id == self.controller.id;
        if within || to_us_from_people || to == "data-subjects" {
            return Ok(Value::Null);
        }
        Ok(match self.role(recipient) {
            "" => Value::Null,
            role => json!(role),
        })
    }

    /// What a case does not speak of was done, and by today.
    fn in_order(&self, said: &Said<String>) -> Value {
        match said {
            Said::Unsaid => json!(self.day.to_string()),
            Said::No => Value::Null,
            Said::Is(day) => json!(day),
        }
    }

    /// Basis, conditions and consent.
    fn lawfulness(&self, flow: &Flow, data: &[String]) -> Result<Value, String> {
        let relies_on_derogation = self.relies_on_derogation(flow);
        let collected_for = flow.collected_for.clone().unwrap_or_default();
        let basis = match &flow.basis {
            Said::Unsaid => "contract",
            Said::No => "none",
            Said::Is(word) => meaning(BASES, "the basis", word)?,
        };
        let interests = if basis.contains("legitimate") {
            self.in_order(&flow.lia)
        } else {
            Value::Null
        };
        let consent = if basis == "consent" || relies_on_derogation {
            self.consent(flow, relies_on_derogation)?
        } else {
            Value::Null
        };
        Ok(object(&[
            ("basis", json!(basis)),
            ("condition", self.condition(flow, data)),
            ("criminal-authority", self.criminal_authority(flow, data)),
            (
                "task",
                json!(self.known(TASKS, "task", flow.task.as_deref())),
            ),
            ("interests-assessed", interests),
            (
                "basis-in-law",
                json!((flow.task_covered_by_law == Some(false)).then_some("none")),
            ),
            ("less-intrusive", json!(flow.necessity)),
            ("consent", consent),
            (
                "collected-for",
                json!(self.terms_of_all(TermKind::Purpose, PURPOSES, &collected_for.0, false)),
            ),
        ]))
    }

    /// Whether any of the data are of a kind.
    fn any_is(&self, data: &[String], test: fn(&Taxonomy, TermId) -> bool) -> bool {
        data.iter().any(|word| {
            let term = self.taxonomy.lookup(TermKind::Data, word);
            term.is_ok_and(|term| test(self.taxonomy, term))
        })
    }

    /// Conditions that a case does not speak of are in order.
    fn condition(&self, flow: &Flow, data: &[String]) -> Value {
        match &flow.condition {
            Said::Is(word) if word.starts_with("9(2)") => json!(word),
            Said::Is(word) if word == "none" => Value::Null,
            // That there is one is what counts, where it is not known which.
            Said::Is(word) => json!(
                self.known(CONDITIONS, "condition", Some(word))
                    .unwrap_or("9(2)(g)")
            ),
            Said::Unsaid if self.any_is(data, Taxonomy::is_special) => json!("9(2)(g)"),
            Said::Unsaid | Said::No => Value::Null,
        }
    }

    /// The official authority that opens data on offences, in order likewise.
    fn criminal_authority(&self, flow: &Flow, data: &[String]) -> Value {
        let article_10 = match self.regime {
            Regime::EuGdpr => "eu-10",
            Regime::UkGdpr => "uk-10",
        };
        match &flow.criminal_authority {
            Said::Is(row) => json!(row),
            Said::Unsaid if self.any_is(data, Taxonomy::is_criminal) => json!(article_10),
            Said::Unsaid | Said::No => Value::Null,
        }
    }

    /// What a transfer of the data rests on, and what protects them.
    fn transfer(
        &self,
        flow: &Flow,
        to: &str,
        relied_on: &papers::ReliedOn,
    ) -> Result<Value, String> {
        let holder = match flow.re_identifiable_by_importer {
            Some(true) => Some(self.entity(&flow.to)?.id.as_str()),
            _ => self.known_party(flow.additional_info_held_by.as_deref()),
        };
        let needs_clear = flow
            .importer_needs_cleartext
            .or(self.keys_apart(to).then_some(false));
        let necessary_for = match &flow.necessary_for {
            // A derogation of which no more is said fits what it is for.
            Said::Unsaid if self.relies_on_derogation(flow) && flow.necessity.is_none() => {
                json!("what the derogation is for")
            }
            Said::Unsaid | Said::No => Value::Null,
            Said::Is(what) => json!(what),
        };
        Ok(object(&[
            ("measures", json!(self.measures(flow, to))),
            ("pseudonym-key-held-by", json!(holder)),
            ("importer-needs-clear", json!(needs_clear)),
            ("safeguards", json!(relied_on.get(&flow.id))),
            (
                "frequency",
                json!(self.known(FREQUENCIES, "frequency", flow.frequency.as_deref())),
            ),
            ("necessary-for", necessary_for),
        ]))
    }

    fn relies_on_derogation(&self, flow: &Flow) -> bool {
        flow.safeguards.iter().flatten().any(|id| {
            let mut papers = self.facts.safeguards.iter();
            papers.any(|paper| {
                let kind = meaning(KINDS, "", &paper.kind).unwrap_or(&paper.kind);
                paper.id == *id && kind.starts_with("derogation")
            })
        })
    }

    /// Whose data they are, where that is not the estate's own party: of the one a processor acts
    /// for, or of the joint controller behind a collection.
    pub fn on_behalf_of(&self, flow: &Flow) -> Option<String> {
        let stated = flow.on_behalf_of.clone().unwrap_or_default().0;
        let stated: Vec<String> = stated
            .into_iter()
            .chain(flow.contracting_party.clone())
            .collect();
        let known = stated.iter().filter_map(|id| self.known_party(Some(id)));
        let others: Vec<&str> = known.filter(|id| *id != flow.to).collect();
        let ours = others.iter().find(|id| **id == self.controller.id);
        let named = ours.or(others.first()).map(|id| (*id).to_owned());
        named.or_else(|| self.principal().map(|party| party.id.clone()))
    }

    /// Whether others than the one who runs a system hold the keys to it.
    fn keys_apart(&self, to: &str) -> bool {
        let mut systems = self.facts.systems.iter();
        systems.any(|system| {
            let holders = system.keys_held_by.as_ref();
            system.id == to
                && holders.is_some_and(|it| !it.0.is_empty() && !it.0.contains(&system.operator))
        })
    }

    fn measures(&self, flow: &Flow, to: &str) -> Vec<&'static str> {
        let mut systems = self.facts.systems.iter();
        let encrypted = systems.any(|system| {
            let said = system.encrypted_before_transfer;
            system.id == to && said.unwrap_or(self.keys_apart(to))
        });
        let measures = [
            (encrypted, "end-to-end-encryption"),
            (flow.pseudonymised, "pseudonymisation"),
            (
                flow.meaningful_alone == Some(false),
                "secret-sharing-schemes",
            ),
        ];
        let taken = measures.iter().filter(|(taken, _)| *taken);
        taken.map(|(_, measure)| *measure).collect()
    }

    fn consent(&self, flow: &Flow, to_transfer: bool) -> Result<Value, String> {
        let record = match &flow.consent_record {
            // Not spoken of, so in order.
            Said::Unsaid => json!("per-person"),
            Said::No => Value::Null,
            Said::Is(record) => json!(record),
        };
        let parental = match &flow.parental_consent {
            Said::Unsaid => Value::Null,
            Said::No => json!(false),
            Said::Is(Parental::Given(given)) => json!(given),
            Said::Is(Parental::Since(day)) => json!(*day <= self.day),
        };
        let wording = flow.consent_wording.as_ref();
        let channels = wording
            .and_then(|it| it.channels.clone())
            .unwrap_or_default();
        let channels: Vec<&str> = channels
            .0
            .iter()
            .filter_map(|word| self.known(CHANNELS, "channel", Some(word)))
            .collect();
        let bundled = wording
            .and_then(|it| it.bundled_with.clone())
            .unwrap_or_default();
        let asked = flow.consent_mechanism.as_deref().unwrap_or_default();
        let assumed = wording.is_some_and(|it| it.pre_ticked) || !hits(ASSUMED, asked).is_empty();
        Ok(object(&[
            ("record", record),
            (
                "explicit",
                json!(flow.explicit_consent.or(to_transfer.then_some(true))),
            ),
            ("channels", json!(channels)),
            ("bundled-with", json!(bundled.0)),
            ("alternative", json!(wording.and_then(|it| it.alternative))),
            ("parental", parental),
            ("by-default", when(assumed)),
            (
                "withdrawal-told",
                json!(wording.and_then(|it| it.withdrawal_told)),
            ),
            (
                "duration-told",
                json!(wording.and_then(|it| it.duration_told)),
            ),
        ]))
    }

    /// What makes the risk high, by the words for data, people and purpose.
    fn risk_signs(&self, flow: &Flow) -> Vec<&'static str> {
        let told = [&flow.data.0, &flow.subjects.0, &flow.purpose.0];
        let told: Vec<&str> = told.into_iter().flatten().map(String::as_str).collect();
        hits(RISK_SIGNS, &told.join(" "))
    }

    /// Electronic marketing: a message with such a purpose, or one for which the soft opt-in is asked.
    fn marketing(&self, flow: &Flow, purposes: &[String]) -> Result<Value, String> {
        let Some(channel) = &flow.channel else {
            return Ok(Value::Null);
        };
        let marketing = self
            .taxonomy
            .lookup(TermKind::Purpose, "dpv:Marketing")
            .ok();
        let is = purposes.iter().any(|word| {
            let purpose = self.taxonomy.lookup(TermKind::Purpose, word).ok();
            marketing
                .zip(purpose)
                .is_some_and(|(top, own)| self.taxonomy.subsumes(top, own))
        });
        if !is && flow.soft_opt_in == Said::Unsaid {
            return Ok(Value::Null);
        }
        let told = flow.subjects.0.iter().chain(&flow.subscriber);
        let corporate = flow.corporate_subscriber.unwrap_or(false)
            || told
                .map(|word| word.to_lowercase())
                .any(|word| word.contains("corporate"));
        Ok(object(&[
            ("channel", json!(meaning(CHANNELS, "the channel", channel)?)),
            ("soft-opt-in", json!(flow.soft_opt_in.value())),
            ("subscriber", json!(corporate.then_some("corporate"))),
        ]))
    }

    /// The person at an end of a flow.
    fn person(&self, flow: &Flow) -> Option<&'a Party> {
        let ends = [&flow.from, &flow.to];
        let mut parties = ends.iter().filter_map(|id| self.party(id).ok());
        parties.find(|party| party.role == "data-subject")
    }

    fn subjects_in(&self, flow: &Flow) -> Vec<String> {
        let stated = flow.subject_country.clone().unwrap_or_default().0;
        let of_person = || self.person(flow).map(|person| person.country.clone());
        let all = if stated.is_empty() {
            of_person().into_iter().collect()
        } else {
            stated
        };
        all.into_iter()
            .filter(|code| country(code) != "unknown")
            .collect()
    }
}
