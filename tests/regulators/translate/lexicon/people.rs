//! People, classes of recipients, and what makes the risk to people high.

use crate::translate::words::{ANY, Entry};

/// People.
pub const SUBJECTS: &[Entry] = &[
    ("dpv:JobApplicant", "job applicant|candidate|job seeker"),
    ("dpv:Applicant", "applicant"),
    (
        "dpv:Customer",
        "customer|buyer|shopper|guest|policyholder|account holder|passenger|traveller|tenant|debtor|borrower|insured",
    ),
    ("dpv:Consumer", "consumer|prospect|household"),
    ("dpv:Client", "client"),
    (
        "dpv:Employee",
        "employee|staff|worker|driver|personnel|trustee|volunteer|colleague|workforce|rider|courier|agent|\
         teacher|officer|manager|researcher",
    ),
    ("dpv:Patient", "patient|mother*"),
    ("dpv:Student", "student|pupil|learner"),
    ("dpv:Child", "child*|teen*|minor|kid"),
    ("dpv:ParentOfDataSubject", "parent|guardian"),
    ("dpv:User", "user|player|account owner|participant online"),
    ("dpv:Visitor", "visitor|caller|reader|passer*"),
    ("dpv:Subscriber", "subscriber"),
    ("dpv:Member", "member|donor|supporter|follower"),
    (
        "dpv:Participant",
        "participant|respondent|data donor|survey taker",
    ),
    (
        "dpv:Citizen",
        "resident|population|citizen|voter|taxpayer|inhabitant|public",
    ),
];

/// Classes of recipients, by what a party does.
pub const RECIPIENTS: &[Entry] = &[
    (
        "advertising-firm",
        "advert*|marketing firm|marketing compan*|marketing agenc*|ad network|ad tech|adtech|media agenc*",
    ),
    (
        "data-broker",
        "data broking|data broker|broker|list broker|data trader|data vendor|data seller",
    ),
    (
        "it-firm",
        "it firm|software|cloud|hosting*|host|data cent*|saas|it provider|it supplier|technical provider|it compan*|cdn|platform",
    ),
    ("payment-firm", "payment*|card processor"),
    ("bank", "bank*|lender|financial institution"),
    ("insurer", "insur*"),
    (
        "delivery-firm",
        "delivery|courier|parcel|postal|shipping|carrier|logistic*",
    ),
    ("retailer", "retail*|brand|shop|store|merchant|seller"),
    ("charity", "charit*|non profit|ngo"),
    ("political-party", "political part*|party|campaign"),
    (
        "education-provider",
        "education*|training|school|universit*|college|teaching",
    ),
    (
        "healthcare-provider",
        "hospital|health*|clinic|doctor|pharmac*|medical",
    ),
    (
        "law-enforcement",
        "police|law enforcement|prosecutor|intelligence agenc*",
    ),
    (
        "public-authority",
        "authorit*|government|ministr*|regulator|council|court|tax office|agency public|public bod*",
    ),
    (
        "identity-checker",
        "identity check*|identity verif*|age verif*|kyc",
    ),
    ("screening-firm", "screening|background check*|vetting"),
    (
        "credit-agency",
        "credit reference|credit bureau|credit agenc*|scoring",
    ),
    ("analytics-firm", "analytics|statistic*|measurement"),
    ("research-body", "research*|scientif*|institute"),
    ("social-network", "social network|social media|social"),
    ("travel-firm", "airline|hotel|travel*|tour*"),
    ("employer", "employer|recruit*|staffing"),
    (
        "telecom-firm",
        "telecom*|network operator|internet provider",
    ),
    (
        "legal-adviser",
        "law firm|lawyer|solicitor|legal advis*|auditor|accountant",
    ),
    ("debt-collector", "debt collect*|collection agenc*"),
    (
        "call-centre",
        "call cent*|helpdesk|help desk|support desk|customer service provider",
    ),
    ("payroll-firm", "payroll"),
    (
        "service-provider",
        "processor|service provider|contractor|supplier|vendor|subcontractor|sub processor|who work for us",
    ),
    (
        "group-company",
        "group compan*|parent compan*|subsidiar*|our group|sister compan*",
    ),
    // Words that say no more than that there is something.
    (
        ANY,
        "partner|third party|others|other companies|other organisations|other organizations|affiliate|\
         selected companies|carefully selected|trusted|where necessary|as required",
    ),
];

/// Signs of a high risk (WP248 rev.01), told by the words for data, people and purpose.
pub const RISK_SIGNS: &[Entry] = &[
    (
        "evaluation",
        "score|scoring|profil*|predict*|rating|ranking|affinit*",
    ),
    (
        "systematic-monitoring",
        "monitor*|surveillance|cctv|tracking|track|watch*|attendance",
    ),
    (
        "public-area",
        "public space|public place|street|square|station|passer*",
    ),
    (
        "large-scale",
        "large scale|whole population|millions|all residents|all citizens|nationwide|census",
    ),
    ("matching", "matching|combin*|cross check*|merge*"),
    (
        "vulnerable-people",
        "child*|pupil|student|teen*|employee|staff|worker|driver|patient|elderly|asylum",
    ),
    (
        "innovation",
        "face recognition|facial recognition|biometric*|artificial intelligence|ai|machine learning|face template",
    ),
    ("barring", "refus*|blacklist*|block customer|eligib*"),
];

/// Ways of asking in which consent is assumed and not given (recital 32; C-673/17 Planet49).
pub const ASSUMED: &[Entry] = &[(
    "assumed",
    "pre ticked|preticked|pre checked|prechecked|pre selected|default|silence|inactivity|opt out|scroll*|continu*|implied|implicit|assumed",
)];
