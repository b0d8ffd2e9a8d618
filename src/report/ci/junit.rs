//! JUnit's XML, which nearly every build server reads.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::spot;
use crate::estate::model::Severity;
use crate::report::terminal::law_line;
use crate::report::text::sanitize;
use crate::view::{FindingView, Report, RuleView, unread_note_of};

/// Writes each rule as a test: a family of rules is a suite; a rule that found nothing is a test that
/// passed, and each of its findings one that failed. What is less severe than `failing` is skipped, with
/// its words, and so is what is waived; `None` fails nothing. Nothing was timed: all times
/// are zero, and the day of the check is the time.
///
/// Source: the JUnit XML schema of Windy Road Technology, for Apache Ant.
///
/// # Errors
/// When `out` cannot be written to.
pub fn junit(
    report: &Report<'_>,
    failing: Option<Severity>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut xml = Xml::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.write_event(Event::Start(BytesStart::new("testsuites")))?;
    let mut by_rule: BTreeMap<&str, Vec<Test<'_>>> = BTreeMap::new();
    for finding in report.arranged() {
        let tests = by_rule.entry(&finding.rule).or_default();
        tests.push(Test::of(finding, failing));
    }
    for rule in &report.rules {
        by_rule
            .entry(&rule.id)
            .or_insert_with(|| vec![Test::passed(rule)]);
    }
    let mut families: BTreeMap<&str, Vec<Test<'_>>> = BTreeMap::new();
    for (rule, tests) in by_rule {
        let family = rule.split('/').next().unwrap_or(rule);
        families.entry(family).or_default().extend(tests);
    }
    for (id, (family, tests)) in families.iter().enumerate() {
        suite(&mut xml, report, id, family, tests)?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    out.write_all(&xml.into_inner())?;
    out.write_all(b"\n")?;
    out.flush()
}

struct Test<'a> {
    rule: &'a str,
    name: String,
    /// What became of it; `None`: it passed.
    outcome: Option<(&'static str, &'a FindingView)>,
}

impl<'a> Test<'a> {
    fn passed(rule: &'a RuleView) -> Self {
        Self {
            rule: &rule.id,
            name: rule.id.clone(),
            outcome: None,
        }
    }

    fn of(finding: &'a FindingView, failing: Option<Severity>) -> Self {
        let fails = failing.is_some_and(|least| finding.severity >= least);
        let outcome = if !finding.is_suppressed() && fails {
            "failure"
        } else {
            "skipped"
        };
        let about = finding.flows.first().map_or("the notice", |flow| &**flow);
        let more = match finding.flows.len() {
            0 | 1 => String::new(),
            flows => format!(" and {} more", flows - 1),
        };
        Self {
            rule: &finding.rule,
            // Two findings of one rule may be about the same flow; their ids differ.
            name: format!("{} {about}{more} ({})", finding.rule, finding.id),
            outcome: Some((outcome, finding)),
        }
    }
}

type Xml = Writer<Vec<u8>>;

fn suite(
    xml: &mut Xml,
    report: &Report<'_>,
    id: usize,
    family: &str,
    tests: &[Test<'_>],
) -> io::Result<()> {
    let count = |outcome: &str| {
        let of = tests.iter().filter_map(|test| test.outcome);
        of.filter(|(was, _)| *was == outcome).count().to_string()
    };
    let mut start = BytesStart::new("testsuite");
    for (name, value) in [
        ("package", "fairnotice"),
        ("id", &id.to_string()),
        ("name", family),
        ("timestamp", &format!("{}T00:00:00", report.day)),
        ("hostname", "localhost"),
        ("tests", &tests.len().to_string()),
        ("failures", &count("failure")),
        ("errors", "0"),
        ("skipped", &count("skipped")),
        ("time", "0"),
    ] {
        start.push_attribute((name, value));
    }
    xml.write_event(Event::Start(start))?;
    xml.write_event(Event::Start(BytesStart::new("properties")))?;
    let looked_at: Vec<String> = report
        .looked_at_words()
        .map(|(path, words)| format!("{}: {words}", report.repository_path(path)))
        .collect();
    let day = report.day.to_string();
    let known = [
        ("estate", report.estate.as_str()),
        ("as-of", &*day),
        ("fairnotice", &*report.version),
    ];
    let looked_at = looked_at.iter().map(|words| ("looked-at", words.as_str()));
    let overrides = report.overrides.iter();
    let overrides = overrides.map(|text| ("set-by-the-estate", text.as_str()));
    for (name, value) in known.into_iter().chain(looked_at).chain(overrides) {
        let mut property = BytesStart::new("property");
        property.push_attribute(("name", name));
        property.push_attribute(("value", &*sanitize(value)));
        xml.write_event(Event::Empty(property))?;
    }
    xml.write_event(Event::End(BytesEnd::new("properties")))?;
    for test in tests {
        let mut case = BytesStart::new("testcase");
        case.push_attribute(("name", &*sanitize(&test.name)));
        case.push_attribute((
            "classname",
            &*format!("fairnotice.{}", test.rule.replace('/', ".")),
        ));
        case.push_attribute(("time", "0"));
        match test.outcome {
            None => xml.write_event(Event::Empty(case))?,
            Some((outcome, finding)) => {
                xml.write_event(Event::Start(case))?;
                self::outcome(xml, report, outcome, finding)?;
                xml.write_event(Event::End(BytesEnd::new("testcase")))?;
            }
        }
    }
    let cited = tests.iter().filter_map(|test| test.outcome);
    match unread_note_of(cited.map(|(_, finding)| finding)) {
        Some(note) => {
            xml.write_event(Event::Start(BytesStart::new("system-out")))?;
            xml.write_event(Event::Text(BytesText::new(&sanitize(&note))))?;
            xml.write_event(Event::End(BytesEnd::new("system-out")))?;
        }
        None => xml.write_event(Event::Empty(BytesStart::new("system-out")))?,
    }
    xml.write_event(Event::Empty(BytesStart::new("system-err")))?;
    xml.write_event(Event::End(BytesEnd::new("testsuite")))
}

fn outcome(
    xml: &mut Xml,
    report: &Report<'_>,
    outcome: &'static str,
    finding: &FindingView,
) -> io::Result<()> {
    let mut start = BytesStart::new(outcome);
    if outcome == "failure" {
        start.push_attribute(("message", &*sanitize(&finding.message)));
        start.push_attribute(("type", finding.severity.as_str()));
    }
    let mut lines = vec![format!(
        "{}: {}",
        finding.severity.as_str(),
        finding.message
    )];
    if let Some(spot) = spot(report, finding) {
        lines.push(format!(
            "at {}:{}:{}",
            spot.path, spot.from.line, spot.from.column
        ));
    }
    if finding.known {
        lines.push("known: it was there before".to_owned());
    }
    if finding.changed {
        lines.push("changed: the baseline has it in another state".to_owned());
    }
    if let Some(waiver) = &finding.waived {
        lines.push(format!("waived by {}: {}", waiver.owner, waiver.reason));
    }
    let statements = finding.statements.iter();
    lines.extend(statements.map(|it| format!("the notice: \"{}\"", it.quote)));
    lines.extend(
        finding
            .law
            .iter()
            .map(|row| format!("law: {}", law_line(row))),
    );
    lines.extend(
        finding
            .remedies
            .iter()
            .map(|it| format!("help: {}", it.text)),
    );
    let lines: Vec<_> = lines.iter().map(|line| sanitize(line)).collect();
    xml.write_event(Event::Start(start))?;
    xml.write_event(Event::Text(BytesText::new(&lines.join("\n"))))?;
    xml.write_event(Event::End(BytesEnd::new(outcome)))
}
