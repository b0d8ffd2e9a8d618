//! The estate compared with its pages: the notice, its statements, the README.

use super::*;

#[test]
fn every_statement_is_in_the_notice_under_its_heading() {
    let checked = on(DAYS[0]);
    let notice = checked.estate.notices.first().unwrap();
    assert!(
        notice.statements.len() >= 60,
        "{} statements",
        notice.statements.len()
    );
    let text = std::fs::read_to_string(eis().join("notice.md")).unwrap();
    let headings: BTreeSet<&str> = text
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| line.trim_start_matches('#').trim())
        .collect();
    let mut spoken_of = BTreeSet::new();
    for statement in &notice.statements {
        let section = statement
            .section
            .as_deref()
            .unwrap_or_else(|| panic!("{} has no section", statement.id));
        assert!(
            headings.contains(section),
            "{}: `{section}` is no heading",
            statement.id
        );
        let AnchorState::Found { heading, .. } = &statement.anchor else {
            panic!("{} is not found", statement.id)
        };
        assert_eq!(heading.as_deref(), Some(section), "{}", statement.id);
        spoken_of.insert(section);
    }
    // Headings that only hold others together say nothing themselves.
    let silent: Vec<&&str> = headings.difference(&spoken_of).collect();
    assert_eq!(silent, [&"Service Contracts", &"Support Processes"]);
}

#[test]
fn every_service_of_the_notice_has_flows() {
    let checked = on(DAYS[0]);
    let mut flows: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, flow) in checked.estate.flow_indices() {
        let service = checked
            .estate
            .shape(flow.shape)
            .service
            .unwrap_or_else(|| panic!("{}: no service", flow.id));
        *flows
            .entry(checked.estate.service(service).name.as_str())
            .or_default() += 1;
    }
    let expected = [
        "All Services",
        "Annual Data Review",
        "Kent Learning Zone",
        "Mobile Device Management",
        "Remote Backup",
        "Remote Support",
        "SIMS Personnel Update",
        "SIMS and Admin Support",
        "Sales and Marketing",
        "Schools Broadband",
        "Service Desk",
        "Support Call Screenshots",
        "Virtual Infrastructure",
        "WordPress Websites",
    ];
    assert_eq!(flows.keys().copied().collect::<Vec<_>>(), expected);
}

#[test]
fn illustrations_say_so() {
    // A party that the notice does not name may only occur in flows that say what they are.
    let invented = [
        "chat-vendor",
        "message-carrier",
        "device-vendor",
        "mailing-vendor",
    ];
    let checked = on(DAYS[3]);
    for id in invented {
        let party = checked
            .estate
            .parties
            .iter()
            .find(|party| party.id == id)
            .unwrap();
        assert!(party.name.contains("(illustration)"), "{}", party.name);
    }
    for file in [
        "service-desk",
        "klz",
        "mobile-devices",
        "sales-marketing",
        "wordpress",
    ] {
        let text = std::fs::read_to_string(eis().join(format!("services/{file}.yaml"))).unwrap();
        assert!(text.contains("evidence: \"Illustration: "), "{file}");
    }
}

#[test]
fn the_readme_shows_what_comes_out() {
    let readme = std::fs::read_to_string(eis().join("README.md")).unwrap();
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().replace(['`', '*'], ""))
            .collect()
    };
    let mut stated: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in readme
        .lines()
        .filter(|line| line.starts_with("| `") || line.starts_with("| **all**"))
    {
        let row = cells(line);
        if row.len() == 6 {
            stated.insert(row[0].clone(), row[1..5].to_vec());
        }
    }
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut ids = BTreeMap::new();
    for (at, day) in DAYS.iter().enumerate() {
        let checked = on(*day);
        for finding in &checked.outcome.findings {
            for row in [finding.rule.as_str(), "all"] {
                found
                    .entry(row.to_owned())
                    .or_insert_with(|| vec![0; DAYS.len()])[at] += 1;
            }
            ids.insert((finding.id.clone(), day.to_string()), finding.rule.clone());
        }
    }
    let found: BTreeMap<String, Vec<String>> = found
        .into_iter()
        .map(|(rule, counts)| (rule, counts.iter().map(usize::to_string).collect()))
        .collect();
    assert_eq!(stated, found, "the table of flows/eis/README.md");
    // Every finding that a command names is there on its day.
    let mut explained = BTreeSet::new();
    for line in readme.lines() {
        if let Some(call) = line.strip_prefix("$ fairnotice explain ") {
            let (id, day) = call.split_once(" flows/eis --as-of ").unwrap();
            let rule = ids.get(&(id.to_owned(), day.to_owned()));
            explained.insert(
                rule.unwrap_or_else(|| panic!("no finding `{id}` on {day}"))
                    .clone(),
            );
        }
    }
    assert!(explained.len() >= 5, "{explained:?}");
}

#[test]
fn the_notice_is_restated_and_not_copied() {
    const WORDS: usize = 8;
    let Some(shared) = shared() else { return };
    let original = std::fs::read_to_string(shared.join("notice/eis-privacy-notice.txt")).unwrap();
    let original = words(&original);
    let taken: BTreeSet<&[String]> = original.windows(WORDS).collect();
    assert!(taken.len() > 1000, "the original is there");
    let restated = std::fs::read_to_string(eis().join("notice.md")).unwrap();
    let mut copied = Vec::new();
    let mut compared = 0;
    for run in running_text(&restated) {
        let run = words(&run);
        compared += run.windows(WORDS).count();
        copied.extend(
            run.windows(WORDS)
                .filter(|it| taken.contains(it))
                .map(|it| it.join(" ")),
        );
    }
    assert!(compared > 1000, "{compared} runs of words were compared");
    assert!(copied.is_empty(), "{}", copied.join("\n"));
}

/// The runs of text of a page in Markdown between its headings, labels, comments, items of the list
/// of contents and addresses.
fn running_text(page: &str) -> Vec<String> {
    let headings: BTreeSet<String> = page
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| words(line).join(" "))
        .collect();
    let mut runs = vec![String::new()];
    for line in page.lines() {
        let is_item =
            line.starts_with("- ") || line.starts_with(|first: char| first.is_ascii_digit());
        let of_contents = line
            .strip_prefix("- ")
            .is_some_and(|item| headings.contains(&words(item).join(" ")));
        if line.starts_with('#') || line.starts_with("<!--") || line.is_empty() || of_contents {
            runs.push(String::new());
            continue;
        }
        if is_item {
            runs.push(String::new());
        }
        let text = match line
            .strip_prefix("**")
            .and_then(|rest| rest.split_once("**"))
        {
            Some((_, behind_the_label)) => behind_the_label,
            None => line,
        };
        for word in text.split_whitespace() {
            if word.starts_with("http") || word.contains('@') {
                runs.push(String::new());
            } else if let Some(run) = runs.last_mut() {
                run.push_str(word);
                run.push(' ');
            }
        }
    }
    runs
}

/// Words as they are compared: without case, punctuation and the kind of apostrophe.
fn words(text: &str) -> Vec<String> {
    text.replace('\u{2019}', "'")
        .to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric() && letter != '\'')
        .map(|word| word.trim_matches('\'').to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}
