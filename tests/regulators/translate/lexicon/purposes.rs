//! Purposes.

use crate::translate::words::{ANY, Entry};

/// Purposes.
pub const PURPOSES: &[Entry] = &[
    (
        "dpv:CustomerRelationshipManagement",
        "crm|customer relation*|customer manag*",
    ),
    (
        "dpv:CustomerCare",
        "customer care|support|helpdesk|help desk|customer service|call centre|call center|answer question|\
         answer enquir*|complaint|after sales",
    ),
    ("dpv:CustomerOrderManagement", "order|process order|fulfil*"),
    ("dpv:DeliveryOfGoods", "deliver*|shipping|ship|parcel"),
    (
        "dpv:ProvideProductRecommendations",
        "suggest* product|propose* product|recommend*|further product",
    ),
    (
        "dpv:DirectMarketing",
        "mailing|newsletter|send* offer|direct marketing|marketing text|marketing email|marketing call|\
         promotional email|offer* by",
    ),
    (
        "dpv:TargetedAdvertising",
        "audience match*|targeted advert*|retarget*|personalised advert*|personalized advert*|custom audience|behavioural advert*|profil* for advert*",
    ),
    (
        "dpv:SocialMediaMarketing",
        "social button|like button|social plugin",
    ),
    ("dpv:Advertising", "advert*|ads"),
    ("dpv:Marketing", "market*|promot*|publicity"),
    ("dpv:PoliticalCampaign", "political*|campaign*|election"),
    (
        "dpv:SellDataToThirdParties",
        "sell data|supply data|sale data|data broking|trade data|resell",
    ),
    (
        "dpv:PersonnelPayment",
        "payroll|pay salar*|pay wage|salary payment",
    ),
    (
        "dpv:PersonnelMonitoring",
        "attendance|time record*|clock* in|staff monitoring|monitor* staff|monitor* employee",
    ),
    (
        "dpv:HumanResourceManagement",
        "hr|human resource|personnel|staff admin*|employment admin*|workforce|staff manag*|employee manag*",
    ),
    (
        "dpv:RecruitmentManagement",
        "recruit*|hiring|job application|select* candidate",
    ),
    (
        "dpv:ScientificResearch",
        "research|clinical trial|study|scientific",
    ),
    ("dpv:ProvideOfficialStatistics", "statistic*|census"),
    (
        "dpv:AgeVerification",
        "age verification|age check*|check* age",
    ),
    (
        "dpv:IdentityVerification",
        "identity check*|identity verification|verify identity|kyc|know customer",
    ),
    (
        "dpv:IdentityAuthentication",
        "sign in|log in|login|authenticat*|single sign|access control",
    ),
    (
        "dpv:FraudPreventionAndDetection",
        "fraud|prevent abuse|money laundering",
    ),
    (
        "dpv:CustomerSolvencyMonitoring",
        "credit check*|creditworth*|credit scor*|solvency",
    ),
    (
        "dpv:PaymentManagement",
        "payment|billing|invoic*|collect debt|debt collect*",
    ),
    (
        "sector-health:ServiceProvision",
        "treat* patient|patient care|continuing care|medical care|health care|healthcare|discharge manag*|referral",
    ),
    (
        "sector-education:ServiceProvision",
        "education*|teaching|learning|school|qualification",
    ),
    (
        "dpv:ServiceUsageAnalytics",
        "analytics|service measurement|usage statistic*|measure audience|audience measur*|web measurement|measure use",
    ),
    (
        "dpv:ImproveExistingProductsAndServices",
        "product development|service improvement|develop* product|train* model|train* ai|machine learning",
    ),
    (
        "dpv:TechnicalServiceProvision",
        "hosting|host|backup|infrastructure|deliver* page|it support|storage|maintenance|disaster recovery|operate service|\
         office software|cloud service|email service|content delivery|back up",
    ),
    (
        "dpv:EnforceSecurity",
        "security|cyber*|protect network|incident",
    ),
    (
        "dpv:LegalCompliance",
        "legal obligation|compl* law|regulatory|tax|answer order|production order|law enforcement request|legal request",
    ),
    (
        "dpv:DisputeManagement",
        "litigation|legal claim|dispute|court|defend claim",
    ),
    (
        "sector-finance:InsuranceManagement",
        "insur*|claims handling",
    ),
    ("dpv:AccountManagement", "account*|run account"),
    (
        "dpv:Personalisation",
        "personalis* content|personaliz* content|tailor*",
    ),
    (
        "dpv:ProtectionOfPublicSecurity",
        "public security|crime|policing|surveillance",
    ),
    ("dpv:ServiceRegistration", "registration|sign up|register"),
    (
        "dpv:RequestedServiceProvision",
        "booking|reservation|provide service|run service|perform contract|requested service|arrange*",
    ),
    // Words that say no more than that there is something.
    (
        ANY,
        "improve|improving|new service|new product|research purpose|personalised service|personalized service|\
         business purpose|other purpose|various purpose|legitimate purpose|commercial purpose|better experience|\
         enhance*|service purpose",
    ),
];
