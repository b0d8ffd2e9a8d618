//! Categories of data.

use crate::translate::words::{ANY, Entry};

/// Categories of data, special ones first (Art 9, inferred ones as well; Art 10).
pub const DATA: &[Entry] = &[
    (
        "dpv-pd:MentalHealth",
        "mental health|psychiatric|therapy note|depression",
    ),
    ("dpv-pd:Disability", "disab*|special needs|impairment"),
    ("dpv-pd:Prescription", "prescription|medication|medicine"),
    (
        "dpv-pd:HealthRecord",
        "health record|medical record|patient record|patient file|medical file|clinical record",
    ),
    (
        "dpv-pd:Health",
        "health*|medical|patient*|diagnos*|discharge|treatment|sick*|illness*|clinical|hospital*|\
         allerg*|pregnan*|vaccin*|test result|lab* result|symptom|hiv|covid|blood pressure|heart rate|\
         fitness|wellbeing|bmi",
    ),
    ("dpv-pd:Genetic", "genetic|dna|genom*"),
    (
        "dpv-pd:Biometric",
        "biometric*|face|facial|iris|retina|voiceprint|palm print|face template|hand geometry",
    ),
    ("dpv-pd:Fingerprint", "fingerprint"),
    ("dpv-pd:Religion", "religio*|faith|belief|church|confession"),
    (
        "dpv-pd:PoliticalOpinion",
        "political*|party affinity|party leaning|party affiliation|party membership|voting intention",
    ),
    (
        "dpv-pd:TradeUnionMembership",
        "trade union|union member*|union dues",
    ),
    ("dpv-pd:EthnicOrigin", "ethnic*|tribe"),
    ("dpv-pd:Race", "race|racial|skin colour"),
    (
        "dpv-pd:SexualPreference",
        "sexual orientation|sexual preference",
    ),
    ("dpv-pd:Sexual", "sexual*|sex life|gender identity|hookup"),
    // Art 10.
    (
        "dpv-pd:CriminalConviction",
        "convict*|criminal record|sentence served|dbs check",
    ),
    (
        "dpv-pd:CriminalOffence",
        "offen*|arrest|suspect*|police record|fine history",
    ),
    ("dpv-pd:Criminal", "criminal*|crime"),
    // Who someone is and how to reach them.
    (
        "dpv-pd:Username",
        "username|user name|login name|nickname|handle|screen name",
    ),
    ("dpv-pd:Password", "password|credential|pin code"),
    ("dpv-pd:Name", "name|surname|identity"),
    ("dpv-pd:EmailAddress", "email*|e mail|mail address"),
    (
        "dpv-pd:EmailContent",
        "mail|mailbox|mail content|inbox|correspondence",
    ),
    (
        "dpv-pd:Communication",
        "message*|chat*|conversation|call recording|support ticket|ticket|letter|enquir*",
    ),
    (
        "dpv-pd:TelephoneNumber",
        "phone|telephone|mobile|address book|cell number|contact list|msisdn",
    ),
    (
        "dpv-pd:PhysicalAddress",
        "address|postal*|postcode|residence",
    ),
    ("dpv-pd:IPAddress", "ip address|ip|internet address"),
    ("dpv-pd:Contact", "contact*"),
    (
        "dpv-pd:BirthDate",
        "birth date|date birth|birthday|dob|year birth",
    ),
    ("dpv-pd:Age", "age|age band|age range"),
    ("dpv-pd:Gender", "gender|sex"),
    ("dpv-pd:Nationality", "nationalit*|citizenship"),
    ("dpv-pd:Language", "language"),
    ("dpv-pd:MaritalStatus", "marital|married|civil status"),
    (
        "dpv-pd:Family",
        "family|child* name|next kin|relative|dependant|parent",
    ),
    ("dpv-pd:Household", "household"),
    (
        "dpv-pd:OfficialID",
        "id document|identity document|identity card|id card|national id*|id number|\
         national insurance|social security|tax number|driving licence|id scan|bsn|cpr",
    ),
    ("dpv-pd:Passport", "passport"),
    (
        "dpv-pd:Picture",
        "photo*|picture|image|video|footage|cctv|recording|selfie|screenshot",
    ),
    // Devices and their use.
    (
        "dpv-pd:Identifier",
        "cookie|identifier|unique id|online id*|advertising id|tracking id|device id|customer id|user id|hash*",
    ),
    (
        "dpv-pd:DeviceSoftware",
        "browser|operating system|software version",
    ),
    ("dpv-pd:DeviceBased", "device"),
    (
        "dpv-pd:BrowsingBehaviour",
        "browsing|page visit*|page view*|visited page|click*|search term|search histor*|url|web histor*",
    ),
    (
        "dpv-pd:ServiceConsumptionBehaviour",
        "usage|diagnostic|telemetry|log|activity|viewing|listening|metadata|analytics",
    ),
    ("dpv-pd:GPSCoordinate", "gps|coordinate"),
    (
        "dpv-pd:TravelHistory",
        "travel*|trip|journey|booking|itinerar*|flight|pnr",
    ),
    (
        "dpv-pd:Location",
        "location|whereabouts|geolocation|position",
    ),
    (
        "dpv-pd:AccountIdentifier",
        "account|customer number|membership number",
    ),
    // Money and buying.
    ("dpv-pd:Salary", "salar*|wage|pay slip|payslip|pay|payroll"),
    (
        "dpv-pd:BankAccount",
        "bank account|iban|bank detail|account number",
    ),
    ("dpv-pd:Income", "income*|earning"),
    ("dpv-pd:Credit", "credit*|debt|solvency|loan"),
    ("dpv-pd:PaymentCard", "card*"),
    ("dpv-pd:Transaction", "payment|transaction|invoice|billing"),
    (
        "dpv-pd:Purchase",
        "purchase*|bought|buy|order|basket|shopping|buying",
    ),
    ("dpv-pd:Insurance", "insurance|policy number|claim"),
    ("dpv-pd:Tax", "tax"),
    ("dpv-pd:Financial", "financial|finances|wealth"),
    // Work and school.
    (
        "dpv-pd:EducationQualification",
        "qualification|degree|diploma|certificate",
    ),
    (
        "dpv-pd:Education",
        "exam*|grade|mark|school record|pupil record|learning|course",
    ),
    (
        "dpv-pd:WorkHistory",
        "cv|resume|employment histor*|work histor*|career",
    ),
    (
        "dpv-pd:PerformanceAtWork",
        "performance|appraisal|evaluation|working time|attendance|shift",
    ),
    (
        "dpv-pd:DisciplinaryAction",
        "disciplin*|grievance|complaint",
    ),
    (
        "dpv-pd:Professional",
        "employment|job|staff record|staff file|personnel|hr record|hr file|hr data|occupation|profession",
    ),
    // What is made of it.
    ("dpv-pd:Profile", "profile|segment|affinit*|score"),
    ("dpv-pd:Preference", "preference|wish list"),
    ("dpv-pd:Interest", "interest|hobb*"),
    (
        "dpv-pd:SocialNetwork",
        "friend|follower|social graph|social network|match contact",
    ),
    (
        "dpv-pd:VehicalLicenseNumber",
        "number plate|licence plate|license plate|registration plate",
    ),
    (
        "dpv-pd:Opinion",
        "opinion|review|feedback|survey answer|rating",
    ),
    // Words that say no more than that there is something.
    (
        ANY,
        "personal data|personal information|your information|your data|other information|\
         certain information|various|all data|any information|some information|certain data",
    ),
];
