//! Facts about legal bases, conditions of Art 9, and electronic marketing.

use super::{BasisFacts, DataFacts, Evidence, EvidenceMap, InterestNamed, MarketingFacts};
use crate::engine::facts::articles::{article_of, condition_of};
use crate::engine::facts::consent::is_not_explicit;
use crate::engine::facts::schedule_1::schedule_1;
use crate::engine::facts::source::FactSource;
use crate::estate::model::{Basis, Endpoint, FlowField, FlowShape, Marketing};
use crate::estate::vocabulary::{Channel, DetailsFrom, FlowRole, Matter, PartyKind, Subscriber};
use crate::law::{BasisCondition, BasisRow, DataClass, Law, Regime, Row};
use crate::taxonomy::TermId;

pub(super) fn basis_facts(
    source: &FactSource<'_>,
    shape: &FlowShape,
    regime: Regime,
    evidence: &mut EvidenceMap,
) -> BasisFacts {
    let article = article_of(source, shape.lawfulness.basis);
    let row = source
        .estate
        .law
        .basis_row(article.as_str(), regime, source.day);
    let text = match shape.lawfulness.basis {
        Basis::Absent => "declares no legal basis".to_owned(),
        Basis::None => "declares that there is no legal basis".to_owned(),
        Basis::Term(_) if row.is_none() => format!(
            "Art {article} is no basis under the {} on the day",
            regime.label()
        ),
        Basis::Term(_) if shape.lawfulness.without_law => {
            format!("relies on Art {article}, and states that no law lays this down")
        }
        Basis::Term(_) if shape.lawfulness.without_recognised_interest => {
            format!("relies on Art {article}, and states that no condition of Annex 1 is met")
        }
        Basis::Term(_) => format!("relies on Art {article}"),
    };
    let name = match shape.lawfulness.basis {
        Basis::Term(term) => source.estate.taxonomy.short(term).to_owned(),
        Basis::Absent | Basis::None => "no legal basis".to_owned(),
    };
    evidence.insert(
        "basis.article",
        Evidence {
            elements: vec![name],
            fields: vec![(FlowField::Basis, text.clone())],
            law: row.iter().map(|row| row.row.id.clone()).collect(),
            steps: vec![text],
            ..Evidence::default()
        },
    );
    if shape.lawfulness.less_intrusive {
        evidence.insert(
            "basis.lessIntrusive",
            Evidence {
                fields: vec![(
                    FlowField::LessIntrusive,
                    "names a less intrusive way".to_owned(),
                )],
                steps: vec!["the flow itself names a less intrusive way".to_owned()],
                ..Evidence::default()
            },
        );
    }
    let text = match shape.lawfulness.interests_assessed {
        Some(day) if day > source.day => format!("the interests were assessed only on {day}"),
        _ => "no legitimate interests assessment is recorded".to_owned(),
    };
    evidence.insert(
        "basis.interestsAssessed",
        Evidence {
            fields: vec![(FlowField::Basis, text.clone())],
            steps: vec![text],
            ..Evidence::default()
        },
    );
    BasisFacts {
        article,
        in_force: row.is_some(),
        not_recorded: shape.lawfulness.basis == Basis::Absent
            && source.estate.leaves_open(Matter::Basis),
        task: shape.lawfulness.task,
        interests_assessed: shape
            .lawfulness
            .interests_assessed
            .is_some_and(|day| day <= source.day),
        without_law: shape.lawfulness.without_law,
        less_intrusive: shape.lawfulness.less_intrusive,
        recognised_interest: recognised_interest(shape, row),
    }
}

/// Which of the interests that a basis lists the flow names, where the basis lists some.
fn recognised_interest(shape: &FlowShape, row: Option<&BasisRow>) -> InterestNamed {
    let mut conditions = row.into_iter().flat_map(|row| &row.conditions);
    let listed = conditions.find_map(|condition| match condition {
        BasisCondition::RecognisedInterest(listed) => Some(listed),
        _ => None,
    });
    let lawfulness = &shape.lawfulness;
    match (listed, lawfulness.recognised_interest) {
        (None, _) => InterestNamed::NotRequired,
        (Some(listed), Some(named)) if listed.contains(&named) => InterestNamed::Named,
        (Some(_), Some(_)) => InterestNamed::None,
        (Some(_), None) if lawfulness.without_recognised_interest => InterestNamed::None,
        (Some(_), None) => InterestNamed::NotRecorded,
    }
}

pub(super) fn data_facts(
    source: &FactSource<'_>,
    shape: &FlowShape,
    regime: Regime,
    evidence: &mut EvidenceMap,
) -> DataFacts {
    let taxonomy = &source.estate.taxonomy;
    let law = &source.estate.law;
    let pick = |test: &dyn Fn(TermId) -> bool| -> Vec<TermId> {
        shape
            .content
            .data
            .iter()
            .copied()
            .filter(|term| test(*term))
            .collect()
    };
    let special = pick(&|term| taxonomy.is_special(term));
    let criminal = pick(&|term| taxonomy.is_criminal(term));
    let condition = condition_of(source, shape);
    let row = law.condition_row(condition.as_str(), regime, source.day);
    if !special.is_empty() {
        let mut found = source.cite_data(&special, "a special category of Art 9");
        let step = match (condition.as_str(), row) {
            ("none", _) => "no condition of Art 9(2) is declared".to_owned(),
            (article, Some(_)) => format!("Art {article} is declared"),
            (article, None) => format!("Art {article} is no condition on the day"),
        };
        found.steps.push(step.clone());
        found.law.extend(row.map(|row| row.row.id.clone()));
        evidence.insert("data.condition", found.clone());
        let not_explicit =
            condition == "9(2)(a)" && shape.consent.as_ref().is_some_and(is_not_explicit);
        if not_explicit {
            let text = "the consent is not explicit".to_owned();
            found.fields.push((FlowField::Consent, text.clone()));
            found.steps.push(text);
        } else if condition != "none" {
            found.fields.push((FlowField::Condition, step));
        }
        evidence.insert("data.special", found);
    }
    if !criminal.is_empty() {
        let mut found = source.cite_data(&criminal, "about criminal offences");
        found
            .steps
            .push(match &shape.lawfulness.criminal_authority {
                Some(id) if !opens_criminal(law, id) => {
                    format!("`{id}` is named as authority, and does not open data about offences")
                }
                Some(id) => format!("`{id}` is named as authority"),
                None if shape.lawfulness.without_authority => {
                    "it is recorded that there is no authority under Art 10".to_owned()
                }
                None => "no authority under Art 10 is named".to_owned(),
            });
        found
            .law
            .extend(shape.lawfulness.criminal_authority.clone());
        evidence.insert("data.criminal", found);
    }
    let schedule_1 = schedule_1(source, shape, regime, &special, evidence);
    DataFacts {
        special: !special.is_empty(),
        criminal: !criminal.is_empty(),
        condition,
        condition_in_force: row.is_some(),
        condition_not_recorded: !special.is_empty() && is_condition_open(source, shape),
        criminal_authority: has_authority(source, shape, regime),
        criminal_authority_known: shape.lawfulness.criminal_authority.is_some()
            || shape.lawfulness.without_authority
            || has_criminal_law(source, shape, regime),
        schedule_condition: schedule_1.condition,
        policy_document: schedule_1.policy_document,
    }
}

/// Whether a row of law opens data about offences.
fn opens_criminal(law: &Law, id: &str) -> bool {
    let mut rows = law.condition_rows().iter();
    rows.any(|row| row.row.id == id && row.data.contains(&DataClass::Criminal))
}

/// Whether the authority under Art 10 that a flow names is law for its controller on the day.
fn has_authority(source: &FactSource<'_>, shape: &FlowShape, regime: Regime) -> bool {
    let law = &source.estate.law;
    let seat = source.estate.party(shape.controller).country;
    let in_force = |row: &Row| law.applies_at(row, regime, source.day, seat.as_ref());
    let named = shape.lawfulness.criminal_authority.as_ref();
    named.is_some_and(|id| opens_criminal(law, id) && law.row(id).is_some_and(in_force))
}

/// Whether a flow declares no condition of Art 9, in an estate whose bases nobody has recorded.
fn is_condition_open(source: &FactSource<'_>, shape: &FlowShape) -> bool {
    shape.lawfulness.condition.is_none()
        && !shape.lawfulness.without_condition
        && source.estate.leaves_open(Matter::Basis)
}

/// Whether the law tables hold the conditions on which data about offences may be processed where the
/// controller is: those of the United Kingdom.
fn has_criminal_law(source: &FactSource<'_>, shape: &FlowShape, regime: Regime) -> bool {
    let seat = source.estate.party(shape.controller).country;
    let law = &source.estate.law;
    regime == Regime::UkGdpr
        || law.condition_rows().iter().any(|row| {
            row.row.national.is_some()
                && row.data.contains(&DataClass::Criminal)
                && law.applies_at(&row.row, regime, source.day, seat.as_ref())
        })
}

pub(super) fn marketing_facts(
    source: &FactSource<'_>,
    shape: &FlowShape,
    regime: Regime,
    evidence: &mut EvidenceMap,
) -> MarketingFacts {
    let Some(marketing) = shape.marketing else {
        return MarketingFacts {
            not_recorded: is_channel_open(source, shape, evidence),
            ..MarketingFacts::default()
        };
    };
    // Live calls and post are outside the rules on electronic mail; live calls have an opt-out.
    let electronic = matches!(
        marketing.channel,
        Channel::Email | Channel::Sms | Channel::AutomatedCall | Channel::DirectMessage
    );
    let consents = article_of(source, shape.lawfulness.basis) == "6(1)(a)";
    let covers = consents
        && shape.consent.as_ref().is_some_and(|consent| {
            consent.recorded
                && (consent.channels.is_empty() || consent.channels.contains(&marketing.channel))
        });
    let channel = match marketing.channel {
        Channel::Email => "e-mail",
        Channel::Sms => "text message",
        Channel::LiveCall => "telephone",
        Channel::AutomatedCall => "automated call",
        Channel::DirectMessage => "direct message",
        Channel::Post => "post",
    };
    let charity = not_of_charities(source, shape, marketing, regime);
    let outside = outside_soft_opt_in(shape, marketing);
    let text = match (&shape.consent, &charity, outside) {
        (_, Some((why, _)), _) if marketing.soft_opt_in => {
            format!("the soft opt-in of charities does not apply: {why}")
        }
        (.., Some(why)) if marketing.soft_opt_in => {
            format!("the soft opt-in does not apply: {why}")
        }
        _ if !consents => "the flow does not rely on consent".to_owned(),
        (Some(consent), ..) if consent.recorded && covers => {
            "the consent covers this channel".to_owned()
        }
        (Some(consent), ..) if consent.recorded => {
            "the consent does not speak of this channel".to_owned()
        }
        _ => "no consent is recorded".to_owned(),
    };
    let row = charity.as_ref().and_then(|(_, row)| row.clone());
    evidence.insert(
        "marketing",
        Evidence {
            elements: vec![channel.to_owned()],
            fields: vec![(FlowField::Marketing, text.clone())],
            law: row.filter(|_| marketing.soft_opt_in).into_iter().collect(),
            steps: vec![text],
            ..Evidence::default()
        },
    );
    let soft_opt_in = marketing.soft_opt_in && charity.is_none() && outside.is_none();
    MarketingFacts {
        electronic,
        corporate: marketing.subscriber == Some(Subscriber::Corporate),
        soft_opt_in,
        consent_covers_channel: covers,
        not_recorded: electronic
            && regime == Regime::UkGdpr
            && marketing.channel != Channel::AutomatedCall
            && !consents
            && !soft_opt_in
            && marketing.subscriber.is_none()
            && is_subscriber_open(source, shape, evidence),
    }
}

/// Why marketing is outside the soft opt-in: it is for electronic mail, not for calls by a machine (PECR regs 19 and
/// 22; Art 13(1) and (2) of the ePrivacy Directive), for the one that collected the details, and for people who could
/// refuse then.
fn outside_soft_opt_in(shape: &FlowShape, marketing: Marketing) -> Option<&'static str> {
    if marketing.channel == Channel::AutomatedCall {
        return Some("it is for electronic mail, and not for calls by a machine");
    }
    if shape.route.role == Some(FlowRole::Controller) {
        return Some("the recipient is another controller, which did not collect the details");
    }
    let could_not_refuse = marketing.opt_out_at_collection == Some(false);
    could_not_refuse.then_some("people could not refuse when the details were collected")
}

/// Whether those who receive marketing may be companies: people who are contacts of businesses, or addresses of work
/// alone. In the United Kingdom electronic mail to companies needs no consent (PECR reg 22(1)), and calls by a machine do
/// (reg 19); what other countries ask for is for their own laws (Art 13(5) of the ePrivacy Directive).
fn is_subscriber_open(
    source: &FactSource<'_>,
    shape: &FlowShape,
    evidence: &mut EvidenceMap,
) -> bool {
    let details = contact_details(source, shape);
    let of_work = !details.is_empty()
        && details
            .iter()
            .all(|it| source.is_within("dpv-pd:EmailAddressWork", *it));
    let mut people = shape.content.subjects.iter();
    if !of_work && !people.all(|it| source.is_within("fairnotice:BusinessContact", *it)) {
        return false;
    }
    let mut found = source.cite_data(&details, "whether companies receive it is not recorded");
    found
        .steps
        .push("the flow does not record whether individuals or companies receive it".to_owned());
    evidence.insert("marketing.notRecorded", found);
    true
}

/// The data of a flow that electronic mail and calls use.
fn contact_details(source: &FactSource<'_>, shape: &FlowShape) -> Vec<TermId> {
    let electronic = ["dpv-pd:EmailAddress", "dpv-pd:TelephoneNumber"];
    let data = shape.content.data.iter().copied();
    data.filter(|it| electronic.iter().any(|kind| source.is_within(kind, *it)))
        .collect()
}

/// Whether a flow uses contact details for marketing to the people themselves, without their consent, and does not
/// record the channel: for electronic mail the law asks for more than a legal basis.
fn is_channel_open(source: &FactSource<'_>, shape: &FlowShape, evidence: &mut EvidenceMap) -> bool {
    let estate = source.estate;
    let consents = article_of(source, shape.lawfulness.basis) == "6(1)(a)";
    let mut purposes = shape.content.purposes.iter();
    if shape.route.to != Endpoint::Subjects
        || consents
        || shape.controller != estate.controller
        || !purposes.any(|it| source.is_marketing(*it))
    {
        return false;
    }
    let details = contact_details(source, shape);
    if details.is_empty() {
        return false;
    }
    let mut found = source.cite_data(&details, "by which channel is not recorded");
    found
        .steps
        .push("the flow is for marketing, and records neither a channel nor consent".to_owned());
    evidence.insert("marketing.notRecorded", found);
    true
}

/// Why the soft opt-in of charities does not apply to details that people gave in support of one, and the row
/// of law that says so; `None` where it does, or where that is not what they did.
fn not_of_charities(
    source: &FactSource<'_>,
    shape: &FlowShape,
    marketing: Marketing,
    regime: Regime,
) -> Option<(String, Option<String>)> {
    if marketing.details_from != Some(DetailsFrom::Support) {
        return None;
    }
    let estate = source.estate;
    let sender = estate.party(shape.controller);
    if sender.kind != PartyKind::Charity {
        return Some((format!("{} is no charity", sender.name), None));
    }
    // Art 13(2) of the ePrivacy Directive knows details from a sale alone.
    if regime != Regime::UkGdpr {
        let why = "only the law of the United Kingdom has one";
        return Some((why.to_owned(), None));
    }
    let law = &estate.law;
    let row = law.citation("pecr-22-charity", Regime::UkGdpr, source.day, None);
    let Some(row) = row else {
        let why = "no law on the day has a soft opt-in of charities";
        return Some((why.to_owned(), None));
    };
    // Details from before it began do not come under it (ICO, guidance on the charitable purpose soft opt-in).
    let early = marketing.details_collected?;
    (row.from? > early).then(|| {
        let begun = row
            .from
            .map_or_else(String::new, |from| format!(" on {from}"));
        let why = format!("the details were collected on {early}, and it began{begun}");
        (why, Some(row.id.clone()))
    })
}
