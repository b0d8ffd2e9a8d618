//! `import ropa`: records of processing in the templates of regulators, of our own writing, become flows, and the
//! record of the estate says again what they said.

use rust_xlsxwriter::Workbook;

use fairnotice::{MemoryFiles, Project};

use super::*;

const ESTATE: &str = "\
controller: club
parties:
  - {id: club, name: Chess Club, country: GB}
  - {id: mail, name: Pigeon Mail Ltd, country: IE}
systems: [{id: mail-service, name: Pigeon, operator: mail, hosting: IE}]
include: imported.yaml
";

/// The headings of the British template for controllers.
const ICO: [&str; 14] = [
    "Business function",
    "Purpose of processing",
    "Name and contact details of joint controller (if applicable)",
    "Categories of individuals",
    "Categories of personal data",
    "Categories of recipients",
    "Link to contract with processor",
    "Names of third countries or international organisations that personal data are transferred to (if applicable)",
    "Safeguards for exceptional transfers of personal data to third countries or international organisations (if applicable)",
    "Retention schedule (if possible)",
    "General description of technical and organisational security measures (if possible)",
    "Article 6 lawful basis for processing personal data",
    "Article 9 condition for processing special category data",
    "Location of personal data",
];

const ICO_ROWS: [[&str; 14]; 4] = [
    [
        "Membership",
        "Account management",
        "N/A",
        "Members",
        "Name, email address, rating of play",
        "Pigeon Mail Ltd",
        "contracts/pigeon.pdf",
        "None",
        "N/A",
        "2 years after the membership ends",
        "Encryption in transfer",
        "Article 6(1)(b) - contract",
        "N/A",
        "Member database",
    ],
    [
        "",
        "Newsletter",
        "N/A",
        "Members; Donors",
        "Email address",
        "Larkline Sendings (United States); Internal: committee",
        "",
        "United States",
        "IDTA",
        "Until they unsubscribe",
        "",
        "Consent",
        "N/A",
        "",
    ],
    [
        "Tournaments",
        "Running tournaments, with lists of results",
        "",
        "Players",
        "Name\nHealth record",
        "Town Hall",
        "",
        "None",
        "",
        "6 years",
        "Locked cabinets",
        "Legitimate interests",
        "Explicit consent",
        "",
    ],
    [
        "",
        "",
        "",
        "Arbiters",
        "Bank account",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
    ],
];

/// A workbook with the rows of each sheet, after some rows of its head.
fn workbook(sheets: &[(&str, Vec<Vec<&str>>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                sheet
                    .write_string(row as u32, column as u16, *cell)
                    .unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn ico() -> Vec<u8> {
    let mut rows = vec![
        vec!["Controller", "", "Data protection officer"],
        vec!["Name", "Chess Club", "Name", "Ada Pawn"],
        vec![],
        vec![
            "Article 30 record",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "Privacy notices",
        ],
        ICO.to_vec(),
    ];
    rows.extend(ICO_ROWS.iter().map(|row| row.to_vec()));
    let notes = vec![vec!["How to fill this in", "Ask the officer"]];
    workbook(&[("Controller", rows), ("Notes", notes)])
}

/// The form of the French regulator: a sheet for each activity.
fn cnil() -> Vec<u8> {
    let form = vec![
        vec!["Description du traitement"],
        vec!["Nom / sigle", "Gestion des adhérents"],
        vec!["N° / REF", "T-001"],
        vec!["Date de création", "2026-01-05"],
        vec![],
        vec!["Acteurs", "Nom", "Adresse"],
        vec!["Responsable du traitement", "Club d'échecs"],
        vec![],
        vec!["Finalité(s) du traitement effectué"],
        vec!["Finalité principale", "Gestion de la paie"],
        vec!["Sous-finalité 1", "Suivi des cotisations"],
        vec![],
        vec!["Mesures de sécurité"],
        vec!["Mesures de sécurité techniques", "Chiffrement"],
        vec![],
        vec![
            "Catégories de données personnelles concernées",
            "Description",
            "Délai d'effacement",
        ],
        vec!["Etat civil, identité", "Nom, adresse", "5 ans"],
        vec!["Vie personnelle", "", ""],
        vec!["Données de connexion", "adresse IP", "1 an"],
        vec![],
        vec!["Catégories de personnes concernées"],
        vec!["Catégorie de personnes 1", "Clients"],
        vec![],
        vec!["Destinataires", "", "Type de destinataire"],
        vec!["Destinataire 1", "Bureau du club", "Service interne"],
        vec!["Destinataire 2", "Nuage Ltée", "Sous-traitants"],
        vec![],
        vec![
            "Transferts hors UE",
            "Destinataire",
            "Pays",
            "Type de Garanties",
        ],
        vec![
            "Organisme destinataire 1",
            "Nuage Ltée",
            "Canada",
            "Clauses contractuelles types",
        ],
    ];
    let list = vec![
        vec!["Liste des traitements"],
        vec!["Nom du traitement", "N° / REF", "Mise à jour"],
    ];
    workbook(&[("Liste", list), ("Fiche 1", form)])
}

const PROCESSOR: &str = "\
Name and contact details of controller,Categories of processing,Names of third countries or international organisations that personal data are transferred to,Categories of personal data,General description of technical and organisational security measures
\"Oak School
oak@school.example\",Sending newsletters,None,Email address,Encryption
";

const PLAIN: &str = "\
What we do;Who we know;Facts we keep;For how long
Coaching lessons;Pupils;Name, notes of the coach;1 year
";

fn prepared() -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    write(folder.path(), "imported.yaml", "flows: []\n");
    write(folder.path(), "ico.xlsx", ico());
    write(folder.path(), "cnil.xlsx", cnil());
    write(folder.path(), "processor.csv", PROCESSOR);
    write(folder.path(), "plain.csv", PLAIN);
    folder
}

/// The estate with what was made of a record.
fn imported(folder: &Path, record: &str, more: &[&str]) -> Project {
    let call = [&["import", "ropa", record, "--output", "part.yaml"], more].concat();
    run(folder, &call).exits(0);
    let part = std::fs::read_to_string(folder.join("part.yaml")).unwrap();
    write(folder, "imported.yaml", &part);
    Project::open(folder).unwrap_or_else(|errors| panic!("{record}: {errors}\n{part}"))
}

#[test]
fn what_a_user_sees_of_a_record() {
    let folder = prepared();
    support::snapshots("import", || {
        for record in ["ico.xlsx", "cnil.xlsx", "processor.csv"] {
            let shown = run(folder.path(), &["import", "ropa", record]).exits(0);
            let name = format!("ropa-{}", record.split('.').next().unwrap());
            insta::assert_snapshot!(name, format!("{}--- stderr\n{}", shown.out, shown.err));
        }
    });
}

#[test]
fn the_record_of_the_estate_says_what_the_sheet_said() {
    let folder = prepared();
    imported(folder.path(), "ico.xlsx", &[]);
    let call = ["report", "ropa", "--as-of", DAY, "--format", "json"];
    let record = run(folder.path(), &call).exits(0).json();
    let rows = record["tables"][0]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 3, "{record:#}");
    let row = |activity: &str, purpose: &str| {
        let found = rows.iter().find(|row| {
            let text = row["cells"].to_string().to_lowercase();
            text.contains(&activity.to_lowercase()) && text.contains(&purpose.to_lowercase())
        });
        found.unwrap_or_else(|| panic!("{activity}: {record:#}"))["cells"]
            .to_string()
            .to_lowercase()
    };
    for (activity, purpose, words) in [
        (
            "Membership",
            "account management",
            &[
                "member",
                "name",
                "email address",
                "rating of play",
                "pigeon mail ltd",
                "contracts/pigeon.pdf",
                "2 years",
                "encryption in transfer",
                "contract",
                "member database",
                "ireland",
            ][..],
        ),
        (
            "Membership",
            "newsletter",
            &[
                "donors",
                "larkline sendings",
                "united states",
                "until-they-unsubscribe",
                "consent",
            ],
        ),
        (
            "Tournaments",
            "running tournaments, with lists of results",
            &[
                "players",
                "arbiters",
                "health record",
                "bank account",
                "town hall",
                "6 years",
                "locked storage",
                "legitimate interest",
                "9(2)(a)",
            ],
        ),
    ] {
        let text = row(activity, purpose);
        for word in words {
            assert!(text.contains(word), "{activity}: no `{word}` in {text}");
        }
    }
}

#[test]
fn each_template_becomes_flows_that_load() {
    let folder = prepared();
    let estate = imported(folder.path(), "cnil.xlsx", &[]).estate;
    assert_eq!(estate.flows.len(), 2);
    let cloud = estate
        .parties
        .iter()
        .find(|it| it.name == "Nuage Ltée")
        .unwrap();
    assert_eq!(cloud.country.unwrap().as_str(), "CA");
    let estate = imported(folder.path(), "processor.csv", &[]).estate;
    assert!(estate.parties.iter().any(|it| it.name == "Oak School"));
    assert_eq!(estate.flows.len(), 1);
    // What the program itself writes as a record is one that it reads.
    imported(folder.path(), "ico.xlsx", &[]);
    let call = ["report", "ropa", "--as-of", DAY, "--output", "record.xlsx"];
    run(folder.path(), &call).exits(0);
    write(folder.path(), "imported.yaml", "flows: []\n");
    let again = imported(folder.path(), "record.xlsx", &[]).estate;
    assert!(again.flows.len() >= 3);
}

#[test]
fn a_record_that_is_imported_twice_proposes_nothing_but_flows_again() {
    let folder = prepared();
    let once = imported(folder.path(), "ico.xlsx", &[]).estate;
    let call = ["import", "ropa", "ico.xlsx"];
    let part = run(folder.path(), &call).exits(0).out;
    for list in ["\nterms:", "\nparties:", "\nservices:", "\ncontracts:"] {
        assert!(!part.contains(list), "{list} {part}");
    }
    let files = MemoryFiles::new()
        .with(
            "fairnotice.yaml",
            ESTATE.replace("imported.yaml", "[imported.yaml, again.yaml]"),
        )
        .with(
            "imported.yaml",
            std::fs::read(folder.path().join("imported.yaml")).unwrap(),
        )
        .with("again.yaml", part.as_str());
    let twice = Project::load(&files, "fairnotice.yaml")
        .unwrap_or_else(|errors| panic!("{errors}\n{part}"));
    assert_eq!(twice.estate.flows.len(), 2 * once.flows.len());
}

#[test]
fn columns_of_no_known_template_are_asked_for_once() {
    let folder = prepared();
    let call = ["import", "ropa", "plain.csv", "--mapping", "columns.yaml"];
    let refused = run(folder.path(), &call[..3]).refused();
    assert!(refused.err.contains("--mapping FILE"), "{}", refused.err);
    let refused = run(folder.path(), &call).refused();
    assert!(refused.err.contains("correct it"), "{}", refused.err);
    let proposal = std::fs::read_to_string(folder.path().join("columns.yaml")).unwrap();
    assert!(proposal.contains("\"What we do\": ignore"), "{proposal}");
    // Not corrected, it says no more than before.
    let refused = run(folder.path(), &call).refused();
    assert!(refused.err.contains("`columns.yaml`"), "{}", refused.err);
    let corrected = proposal
        .replace("\"What we do\": ignore", "\"What we do\": purpose")
        .replace("\"Who we know\": ignore", "\"Who we know\": subjects")
        .replace("\"Facts we keep\": ignore", "\"Facts we keep\": data")
        .replace("\"For how long\": ignore", "\"For how long\": retention");
    write(folder.path(), "columns.yaml", &corrected);
    let project = imported(folder.path(), "plain.csv", &["--mapping", "columns.yaml"]);
    let flow = &project.estate.flows[0];
    assert_eq!(&*flow.id, "coaching-lessons-collection");
    write(
        folder.path(),
        "columns.yaml",
        corrected.replace("retention", "retenton"),
    );
    let refused = run(folder.path(), &call).refused();
    assert!(
        refused.err.contains("columns.yaml") && refused.err.contains("retention"),
        "{}",
        refused.err
    );
}

#[test]
fn what_is_no_record_is_refused_with_what_to_do() {
    let folder = prepared();
    write(folder.path(), "old.xls", [0xD0, 0xCF, 0x11, 0xE0, 0]);
    write(folder.path(), "broken.xlsx", b"PK\x03\x04 and no more");
    for (call, words) in [
        (&["none.csv"][..], "none.csv"),
        (&["old.xls"], "save it as XLSX"),
        (&["broken.xlsx"], "no workbook"),
        (&["ico.xlsx", "--for", "clubs"], "did you mean `club`?"),
        (
            &["ico.xlsx", "--output", "ico.xlsx"],
            "no output replaces it",
        ),
    ] {
        let call = [&["import", "ropa"], call].concat();
        let refused = run(folder.path(), &call).refused();
        assert!(refused.err.contains(words), "{words}: {}", refused.err);
    }
    std::fs::remove_file(folder.path().join("fairnotice.yaml")).unwrap();
    let refused = run(folder.path(), &["import", "ropa", "ico.xlsx"]).refused();
    assert!(refused.err.contains("--for"), "{}", refused.err);
}
