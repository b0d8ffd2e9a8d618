//! A small estate's findings, shared by the tests of every format.

use jiff::civil::date;

use crate::engine::facts::LabelRole;
use crate::estate::model::Severity;
use crate::estate::vocabulary::Concern;
use crate::input::{FileId, SourceMap, Span};
use crate::view::FindingView;
use crate::view::LabelView;
use crate::view::LawView;
use crate::view::Named;
use crate::view::RemedyView;
use crate::view::Report;
use crate::view::RuleView;
use crate::view::StatementView;
use crate::view::Summary;
use crate::view::WaiverView;

pub const FLOWS: &str = "\
service: klz
flows:
  - id: klz-accounts
    from: klz
    to: office-365
    subjects: [student, staff]
    data: [name, email-address, upn, registration-class]
    purpose: account-provisioning
    safeguards: [eu-scc-2010-c2p]
";

pub const NOTICE: &str = "\
# Kent Learning Zone (KLZ)

Who do we share it with? Microsoft, to set up
the accounts that schools use.

# Schools Broadband

Who do we share it with? Nobody.

# Remote Backup

Who do we share it with? Nobody.

# WordPress

Who do we share it with? Nobody.
";

/// The files of the estate.
pub struct Files {
    pub sources: SourceMap,
    pub flows: FileId,
    pub notice: FileId,
    pub parties: FileId,
}

impl Files {
    pub fn new() -> Self {
        let mut sources = SourceMap::new();
        let flows = sources.add("services/klz.yaml", FLOWS);
        let notice = sources.add("notice.md", NOTICE);
        let parties = sources.add(
            "parties.yaml",
            "parties:\n  - id: microsoft\n    country: IE\n",
        );
        Self {
            sources,
            flows,
            notice,
            parties,
        }
    }

    /// The place of the `nth` occurrence of some words.
    pub fn at(&self, file: FileId, words: &str, nth: usize) -> Span {
        let text = self.sources.file(file).unwrap().text();
        let (at, found) = text.match_indices(words).nth(nth).unwrap();
        Span::new(file, at as u32, (at + found.len()) as u32)
    }

    pub fn label(&self, role: LabelRole, words: &str, nth: usize, text: &str) -> LabelView {
        let file = match role {
            LabelRole::Flow | LabelRole::Deployed | LabelRole::Observed => self.flows,
            LabelRole::Notice => self.notice,
            LabelRole::Estate | LabelRole::Law => self.parties,
        };
        LabelView {
            role,
            span: self.at(file, words, nth),
            text: text.to_owned(),
            url: None,
        }
    }

    /// A report of findings.
    pub fn report(&self, findings: Vec<FindingView>) -> Report<'_> {
        Report {
            estate: "EIS".to_owned(),
            root: String::new(),
            call: Vec::new(),
            day: date(2026, 11, 24),
            version: "0.1.0".to_owned(),
            summary: Summary::of(&findings, 41, 97, 23),
            findings,
            not_judged: Vec::new(),
            looked_at: Vec::new(),
            observed: Vec::new(),
            within: None,
            overrides: Vec::new(),
            gone: 0,
            absent: None,
            show_suppressed: false,
            rules: vec![
                rule("disclosure/vague-recipient", Severity::Warning),
                rule("transfer/no-safeguard", Severity::Error),
            ],
            sources: &self.sources,
        }
    }

    /// A transfer without a safeguard: flow, notice, law, a remedy.
    pub fn transfer(&self) -> FindingView {
        FindingView {
            flows: vec!["klz-accounts".into()],
            across_services: false,
            about_deployed: false,
            service: Some(named("klz", "Kent Learning Zone")),
            exporter: Some("eis".to_owned()),
            importer: Some("microsoft-us".to_owned()),
            data: vec!["name".to_owned(), "upn".to_owned()],
            message: "nothing carries the transfer of `name` and `upn` to Microsoft Corporation in the \
                      United States"
                .to_owned(),
            labels: vec![
                self.label(LabelRole::Flow, "office-365", 0, "hosted in the United States"),
                self.label(LabelRole::Flow, "eu-scc-2010-c2p", 0, "spent since 2024-03-22"),
                self.label(
                    LabelRole::Notice,
                    "Microsoft, to set up\nthe accounts that schools use",
                    0,
                    "names the recipient, no safeguard",
                ),
                self.label(LabelRole::Estate, "IE", 0, "established in Ireland"),
            ],
            statements: vec![StatementView {
                id: "klz-microsoft".to_owned(),
                quote: "Microsoft, to set up the accounts that schools use".to_owned(),
                section: Some("Kent Learning Zone (KLZ)".to_owned()),
                place: Some(self.at(self.notice, "Microsoft", 0)),
            }],
            law: vec![
                LawView {
                    id: "uk-scc-eu-old".to_owned(),
                    title: "the EU's old standard clauses".to_owned(),
                    citation: "UK GDPR Art 46(2)(c)".to_owned(),
                    from: Some(date(2021, 1, 1)),
                    until: Some(date(2024, 3, 21)),
                    references: vec!["https://www.legislation.gov.uk/eur/2016/679/article/46".to_owned()],
                    read: Some(date(2026, 11, 28)),
                    under_appeal: None,
                },
                LawView {
                    id: "uk-art-44".to_owned(),
                    title: "no transfer without one of the grounds of Chapter V".to_owned(),
                    citation: "UK GDPR Art 44".to_owned(),
                    from: Some(date(2021, 1, 1)),
                    until: None,
                    references: Vec::new(),
                    read: None,
                    under_appeal: None,
                },
            ],
            remedies: vec![RemedyView {
                text: "conclude the UK Addendum with Microsoft Corporation and list it under `safeguards`".to_owned(),
                verified: true,
                change: None,
            }],
            covers: vec!["disclosure/undisclosed-safeguard".to_owned()],
            derivation: vec![
                "klz-accounts ends at Office 365, which Microsoft Corporation operates".to_owned(),
                "the clauses of 2010 could be relied on until 2024-03-21".to_owned(),
            ],
            ..finding("3f2a9c01b7de", "transfer/no-safeguard", Severity::Error)
        }
    }

    /// One sentence in several sections.
    pub fn nobody(&self) -> FindingView {
        FindingView {
            flows: vec!["backup".into(), "broadband".into(), "wordpress".into()],
            message:
                "`internet-provider` receives `ip-address`, and the notice only says \"Nobody\""
                    .to_owned(),
            labels: (0..3)
                .map(|nth| self.label(LabelRole::Notice, "Nobody", nth, "says nobody"))
                .collect(),
            ..finding(
                "0badc0ffee00",
                "disclosure/vague-recipient",
                Severity::Warning,
            )
        }
    }

    /// A fault of the notice alone.
    pub fn retention(&self) -> FindingView {
        FindingView {
            message: "no period, and no criterion that anyone could check".to_owned(),
            labels: vec![self.label(LabelRole::Notice, "that schools use", 0, "")],
            ..finding(
                "a1b2c3d4e5f6",
                "notice/indefinite-retention",
                Severity::Note,
            )
        }
    }
}

pub fn waiver() -> WaiverView {
    WaiverView {
        owner: "dpo@example.org".to_owned(),
        reason: "the vendor signs in December".to_owned(),
        until: Some(date(2026, 12, 31)),
    }
}

pub fn named(id: &str, name: &str) -> Named {
    Named {
        id: id.to_owned(),
        name: name.to_owned(),
    }
}

pub fn finding(id: &str, rule: &str, severity: Severity) -> FindingView {
    FindingView {
        id: id.to_owned(),
        rule: rule.to_owned(),
        title: "A title".to_owned(),
        severity,
        regimes: vec![named("uk-gdpr", "UK GDPR")],
        rows: Vec::new(),
        asks: None,
        flows: Vec::new(),
        across_services: false,
        about_deployed: false,
        concerns: Some(Concern::Lawfulness),
        service: None,
        exporter: None,
        importer: None,
        data: Vec::new(),
        message: String::new(),
        labels: Vec::new(),
        statements: Vec::new(),
        law: Vec::new(),
        remedies: Vec::new(),
        covers: Vec::new(),
        derivation: Vec::new(),
        waived: None,
        known: false,
        changed: false,
        state: "0123456789ab".to_owned(),
    }
}

pub fn rule(id: &str, severity: Severity) -> RuleView {
    RuleView {
        id: id.to_owned(),
        title: "A restricted transfer rests on no safeguard".to_owned(),
        severity,
        help_markdown: "A transfer out of the territory needs one of three grounds:\n\n- adequacy,\n- an \
                        appropriate safeguard such as standard clauses, binding rules or an approved code,\n- a \
                        derogation.\n\nThis one has none on the day of the check.\n"
            .to_owned(),
        law: vec!["uk-art-44".to_owned()],
        tags: vec!["transfer".to_owned(), "uk-gdpr".to_owned()],
        remedies: vec!["conclude an instrument that is in force".to_owned()],
        changes: vec!["conclude-instrument", "retire-flow"],
        path: format!("policies/{id}.cedar"),
        source: "// A transfer out of the territory needs one of three grounds.\n@id(\"transfer/no-safeguard\")\n\
                 forbid (principal, action, resource)\nwhen { context.transfer.restricted };\n"
            .to_owned(),
    }
}

/// Runs assertions on snapshots, which live in `snapshots/report/` at the top of the repository.
pub fn with_snapshots(run: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/report"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(run);
}
