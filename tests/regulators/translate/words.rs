//! The words of the cases and the terms of estates: tables, and how a table is read. Cases say data,
//! purposes, people and recipients in plain words; each table lists words with the term that they
//! mean. Words of a table end in `*` where any ending will do; up to two others may stand between
//! the words of an entry. What no entry knows becomes a term of its own: it says something, though
//! nothing that the vocabulary has.

use fairnotice::taxonomy::TermKind;

/// An entry: the words, and what they mean.
pub type Entry = (&'static str, &'static str);

/// The meaning of words that leave open what they mean.
pub const ANY: &str = "";

/// What the entries that stand in a text mean, in the order of the table, the longer entries first
/// where they share a word.
pub fn hits(table: &[Entry], text: &str) -> Vec<&'static str> {
    let tokens = tokens(text);
    let mut taken = vec![false; tokens.len()];
    let mut order: Vec<&Entry> = table.iter().collect();
    order.sort_by_key(|(words, _)| std::cmp::Reverse(words.split(' ').count()));
    let mut found: Vec<&'static str> = Vec::new();
    for (words, meaning) in order {
        if let Some(places) = place(words, &tokens, &taken) {
            for place in places {
                taken[place] = true;
            }
            if !found.contains(meaning) {
                found.push(meaning);
            }
        }
    }
    found
}

/// Whether some entry stands in a text.
pub fn says(table: &[&str], text: &str) -> bool {
    let tokens = tokens(text);
    let free = vec![false; tokens.len()];
    table
        .iter()
        .any(|words| place(words, &tokens, &free).is_some())
}

/// What a word of a fixed list means, or the reason why the case cannot be put into an estate.
pub fn meaning<T: Copy>(table: &[(&str, T)], what: &str, word: &str) -> Result<T, String> {
    table
        .iter()
        .find(|(known, _)| *known == word)
        .map(|(_, meaning)| *meaning)
        .ok_or_else(|| format!("{what} `{word}`"))
}

/// A text as an id.
pub fn slug(text: &str) -> String {
    tokens(text).join("-")
}

fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|token| !token.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Where the words of an entry stand in a text, in their order, with at most two words between.
fn place(words: &str, tokens: &[String], taken: &[bool]) -> Option<Vec<usize>> {
    let mut places: Vec<usize> = Vec::new();
    for word in words.split(' ') {
        let (from, to) = match places.last() {
            None => (0, tokens.len()),
            Some(last) => (last + 1, tokens.len().min(last + 4)),
        };
        let at = (from..to).find(|at| !taken[*at] && is(word, &tokens[*at]))?;
        places.push(at);
    }
    Some(places)
}

/// Whether a token is a word of a table, or its plural.
fn is(word: &str, token: &str) -> bool {
    match word.strip_suffix('*') {
        Some(start) => token.starts_with(start),
        None => {
            token == word
                || token.strip_suffix('s') == Some(word)
                || token.strip_suffix("ies") == word.strip_suffix('y') && word.ends_with('y')
        }
    }
}

/// Categories of data.
pub const DATA: &[Entry] = &[
    // Art 9, inferred ones as well.
    ("health*", "dpv-pd:Health"),
    ("medical", "dpv-pd:Health"),
    ("patient*", "dpv-pd:Health"),
    ("diagnosis", "dpv-pd:Health"),
    ("discharge", "dpv-pd:Health"),
    ("treatment", "dpv-pd:Health"),
    ("disab*", "dpv-pd:Health"),
    ("prescription", "dpv-pd:Health"),
    ("sick*", "dpv-pd:Health"),
    ("genetic", "dpv-pd:Genetic"),
    ("dna", "dpv-pd:Genetic"),
    ("biometric*", "dpv-pd:Biometric"),
    ("face", "dpv-pd:Biometric"),
    ("facial", "dpv-pd:Biometric"),
    ("iris", "dpv-pd:Biometric"),
    ("voiceprint", "dpv-pd:Biometric"),
    ("fingerprint", "dpv-pd:Fingerprint"),
    ("religio*", "dpv-pd:Religion"),
    ("faith", "dpv-pd:Religion"),
    ("political*", "dpv-pd:PoliticalOpinion"),
    ("party affinity", "dpv-pd:PoliticalOpinion"),
    ("party leaning", "dpv-pd:PoliticalOpinion"),
    ("party affiliation", "dpv-pd:PoliticalOpinion"),
    ("trade union", "dpv-pd:TradeUnionMembership"),
    ("union member*", "dpv-pd:TradeUnionMembership"),
    ("ethnic*", "dpv-pd:EthnicOrigin"),
    ("race", "dpv-pd:Race"),
    ("racial", "dpv-pd:Race"),
    ("sexual*", "dpv-pd:Sexual"),
    ("sex life", "dpv-pd:Sexual"),
    // Art 10.
    ("criminal*", "dpv-pd:Criminal"),
    ("convict*", "dpv-pd:CriminalConviction"),
    ("offen*", "dpv-pd:CriminalOffence"),
    // The rest.
    ("name", "dpv-pd:Name"),
    ("email*", "dpv-pd:EmailAddress"),
    ("e mail", "dpv-pd:EmailAddress"),
    ("mail", "dpv-pd:EmailContent"),
    ("message*", "dpv-pd:Communication"),
    ("phone", "dpv-pd:TelephoneNumber"),
    ("telephone", "dpv-pd:TelephoneNumber"),
    ("mobile", "dpv-pd:TelephoneNumber"),
    ("address book", "dpv-pd:TelephoneNumber"),
    ("address", "dpv-pd:PhysicalAddress"),
    ("ip address", "dpv-pd:IPAddress"),
    ("contact", "dpv-pd:Contact"),
    ("birth date", "dpv-pd:BirthDate"),
    ("date birth", "dpv-pd:BirthDate"),
    ("age", "dpv-pd:Age"),
    ("cookie", "dpv-pd:Identifier"),
    ("identifier", "dpv-pd:Identifier"),
    ("browser", "dpv-pd:DeviceSoftware"),
    ("browsing", "dpv-pd:BrowsingBehaviour"),
    ("usage", "dpv-pd:ServiceConsumptionBehaviour"),
    ("diagnostic", "dpv-pd:ServiceConsumptionBehaviour"),
    ("telemetry", "dpv-pd:ServiceConsumptionBehaviour"),
    ("location", "dpv-pd:Location"),
    ("gps", "dpv-pd:GPSCoordinate"),
    ("id document", "dpv-pd:OfficialID"),
    ("identity document", "dpv-pd:OfficialID"),
    ("passport", "dpv-pd:Passport"),
    ("salary", "dpv-pd:Salary"),
    ("bank account", "dpv-pd:BankAccount"),
    ("income", "dpv-pd:Income"),
    ("credit", "dpv-pd:Credit"),
    ("payment", "dpv-pd:Transaction"),
    ("card", "dpv-pd:PaymentCard"),
    ("account", "dpv-pd:AccountIdentifier"),
    ("purchase*", "dpv-pd:Purchase"),
    ("bought", "dpv-pd:Purchase"),
    ("order", "dpv-pd:Purchase"),
    ("qualification", "dpv-pd:EducationQualification"),
    ("exam*", "dpv-pd:Education"),
    ("grade", "dpv-pd:Education"),
    ("photo*", "dpv-pd:Picture"),
    ("picture", "dpv-pd:Picture"),
    ("image", "dpv-pd:Picture"),
    ("profile", "dpv-pd:Profile"),
    ("preference", "dpv-pd:Preference"),
    ("travel*", "dpv-pd:TravelHistory"),
    // Words that say no more than that there is something.
    ("personal data", ANY),
    ("personal information", ANY),
    ("your information", ANY),
    ("your data", ANY),
    ("other information", ANY),
    ("certain information", ANY),
    ("various", ANY),
];

/// People.
pub const SUBJECTS: &[Entry] = &[
    ("customer", "dpv:Customer"),
    ("consumer", "dpv:Consumer"),
    ("client", "dpv:Client"),
    ("employee", "dpv:Employee"),
    ("staff", "dpv:Employee"),
    ("worker", "dpv:Employee"),
    ("driver", "dpv:Employee"),
    ("applicant", "dpv:Applicant"),
    ("patient", "dpv:Patient"),
    ("student", "dpv:Student"),
    ("pupil", "dpv:Student"),
    ("learner", "dpv:Student"),
    ("child*", "dpv:Child"),
    ("teen*", "dpv:Child"),
    ("user", "dpv:User"),
    ("visitor", "dpv:Visitor"),
    ("subscriber", "dpv:Subscriber"),
    ("member", "dpv:Member"),
    ("participant", "dpv:Participant"),
    ("resident", "dpv:Citizen"),
    ("population", "dpv:Citizen"),
];

/// Purposes.
pub const PURPOSES: &[Entry] = &[
    ("crm", "dpv:CustomerRelationshipManagement"),
    ("customer care", "dpv:CustomerCare"),
    ("support", "dpv:CustomerCare"),
    ("order", "dpv:CustomerOrderManagement"),
    ("suggest* product", "dpv:ProvideProductRecommendations"),
    ("propose* product", "dpv:ProvideProductRecommendations"),
    ("recommend* product", "dpv:ProvideProductRecommendations"),
    ("market*", "dpv:Marketing"),
    ("mailing", "dpv:DirectMarketing"),
    ("newsletter", "dpv:DirectMarketing"),
    ("send* offer", "dpv:DirectMarketing"),
    ("promot*", "dpv:Marketing"),
    ("advert*", "dpv:Advertising"),
    ("audience match*", "dpv:TargetedAdvertising"),
    ("political*", "dpv:PoliticalCampaign"),
    ("payroll", "dpv:PersonnelPayment"),
    ("pay salary", "dpv:PersonnelPayment"),
    ("hr", "dpv:HumanResourceManagement"),
    ("human resources", "dpv:HumanResourceManagement"),
    ("personnel", "dpv:HumanResourceManagement"),
    ("attendance", "dpv:PersonnelMonitoring"),
    ("recruit*", "dpv:RecruitmentManagement"),
    ("research", "dpv:ScientificResearch"),
    ("statistic*", "dpv:ProvideOfficialStatistics"),
    ("census", "dpv:ProvideOfficialStatistics"),
    ("age verification", "dpv:AgeVerification"),
    ("age check", "dpv:AgeVerification"),
    ("identity check", "dpv:IdentityVerification"),
    ("sign in", "dpv:IdentityAuthentication"),
    ("fraud", "dpv:FraudPreventionAndDetection"),
    ("education*", "dpv:ServiceProvision"),
    ("analytics", "dpv:ServiceUsageAnalytics"),
    ("service measurement", "dpv:ServiceUsageAnalytics"),
    (
        "product development",
        "dpv:ImproveExistingProductsAndServices",
    ),
    ("hosting", "dpv:TechnicalServiceProvision"),
    ("backup", "dpv:TechnicalServiceProvision"),
    ("infrastructure", "dpv:TechnicalServiceProvision"),
    ("deliver* page", "dpv:TechnicalServiceProvision"),
    ("it support", "dpv:TechnicalServiceProvision"),
    ("sell data", "dpv:SellDataToThirdParties"),
    // Words that say no more than that there is something.
    ("improve", ANY),
    ("improving", ANY),
    ("new service", ANY),
    ("new product", ANY),
    ("research purpose", ANY),
    ("personalised service", ANY),
    ("personalized service", ANY),
    ("business purpose", ANY),
    ("other purpose", ANY),
    ("various purpose", ANY),
    ("legitimate purpose", ANY),
];

/// Classes of recipients, by what a party does.
pub const RECIPIENTS: &[Entry] = &[
    ("advert*", "advertising-firm"),
    ("marketing firm", "advertising-firm"),
    ("data broking", "data-broker"),
    ("data broker", "data-broker"),
    ("broker", "data-broker"),
    ("it firm", "it-firm"),
    ("software", "it-firm"),
    ("cloud", "it-firm"),
    ("payment", "payment-firm"),
    ("bank", "bank"),
    ("insur*", "insurer"),
    ("delivery", "delivery-firm"),
    ("courier", "delivery-firm"),
    ("retail*", "retailer"),
    ("brand", "retailer"),
    ("shop", "retailer"),
    ("charity", "charity"),
    ("political party", "political-party"),
    ("party", "political-party"),
    ("education*", "education-provider"),
    ("training", "education-provider"),
    ("school", "education-provider"),
    ("universit*", "education-provider"),
    ("hospital", "healthcare-provider"),
    ("health*", "healthcare-provider"),
    ("police", "law-enforcement"),
    ("law enforcement", "law-enforcement"),
    ("authorit*", "public-authority"),
    ("identity check", "identity-checker"),
    ("screening", "screening-firm"),
    ("processor", "service-provider"),
    ("service provider", "service-provider"),
    ("contractor", "service-provider"),
    // Words that say no more than that there is something.
    ("partner", ANY),
    ("third party", ANY),
    ("others", ANY),
    ("other companies", ANY),
    ("other organisations", ANY),
    ("affiliate", ANY),
    ("selected companies", ANY),
    ("carefully selected", ANY),
];

/// Words for nobody.
pub const NOBODY: &[&str] = &[
    "nobody",
    "no one",
    "not share*",
    "never share*",
    "do not pass",
    "not disclose*",
];

/// Words for countries that leave open which.
pub const ABROAD: &[&str] = &[
    "other countries",
    "third countries",
    "third country",
    "abroad",
    "worldwide",
    "outside eea",
    "outside uk",
    "outside eu",
    "outside european",
    "outside united",
    "international*",
    "globally",
];

/// Words for countries beside their names.
pub const COUNTRIES: &[Entry] = &[
    ("us", "US"),
    ("usa", "US"),
    ("united states", "US"),
    ("uk", "GB"),
    ("united kingdom", "GB"),
    ("britain", "GB"),
    ("korea", "KR"),
];

/// Words for no transfer.
pub const NO_TRANSFER: &[&str] = &[
    "not transfer*",
    "never leave*",
    "not leave*",
    "not sent",
    "stay* in",
    "only in",
];

/// Safeguards, as a notice names them.
pub const MECHANISMS: &[Entry] = &[
    ("eu standard contractual clause", "eu-scc"),
    ("european commission clause", "eu-scc"),
    ("commission standard clause", "eu-scc"),
    (
        "standard contractual clause",
        "standard-contractual-clauses",
    ),
    ("model clause", "standard-contractual-clauses"),
    ("standard clause", "standard-contractual-clauses"),
    (
        "standard data protection clause",
        "standard-contractual-clauses",
    ),
    ("adequacy", "adequacy"),
    ("privacy shield", "privacy-shield"),
    ("safe harbor", "safe-harbour"),
    ("safe harbour", "safe-harbour"),
    ("data privacy framework", "data-privacy-framework"),
    ("data bridge", "data-bridge"),
    ("uk extension", "dpf-uk-extension"),
    ("binding corporate rules", "binding-corporate-rules"),
    ("idta", "uk-idta"),
    ("international data transfer agreement", "uk-idta"),
    ("addendum", "uk-addendum"),
    ("explicit consent", "explicit-consent"),
    ("derogation", "derogation"),
    ("contract", "contract"),
    ("safeguard", "appropriate-safeguards"),
];

/// Words for a time of storage that nobody can check.
pub const INDEFINITE: &[&str] = &[
    "generic",
    "indefinite*",
    "as long as necessary",
    "as needed",
    "as long as needed",
    "without period",
    "no period",
    "forever",
    "as required",
];

/// Legal bases, as a notice tells them.
pub const BASES: &[Entry] = &[
    ("consent", "consent"),
    ("legitimate interest", "legitimate-interests"),
    (
        "recognised legitimate interest",
        "recognised-legitimate-interests",
    ),
    ("contract*", "contract"),
    ("legal obligation", "legal-obligation"),
    ("vital interest", "vital-interests"),
    ("public task", "public-task"),
    ("public interest", "public-task"),
];

/// What else a notice tells, by topic.
pub const INFORMS: &[(&str, &str)] = &[
    ("controller", "controller-identity"),
    ("controller-identity", "controller-identity"),
    ("identity", "controller-identity"),
    ("representative", "representative"),
    ("dpo", "dpo-contact"),
    ("access", "right-of-access"),
    ("rectification", "right-to-rectification"),
    ("erasure", "right-to-erasure"),
    ("restriction", "right-to-restriction"),
    ("objection", "right-to-object"),
    ("portability", "right-to-portability"),
    ("withdrawal", "right-to-withdraw-consent"),
    ("complaint", "complaint-to-authority"),
    ("requirement", "requirement-to-provide"),
    ("legitimate-interests", "legitimate-interests"),
];

/// The end of the ids of terms of a kind, so that those of two kinds never meet.
pub fn kind_word(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Data => "data",
        TermKind::Subject => "people",
        TermKind::Purpose => "purpose",
        _ => "class",
    }
}
