//! What a column of a table is about, by its heading; the same words label the lines of a list.

use super::column_words::{
    DATA, NAME, OF_DATA, PLACE, PURPOSE, SAFEGUARD, SAYS_WHAT, SEAT, SUBJECTS, WEAK_NAME,
    WEAK_PURPOSE, WEBSITE,
};

/// What a column is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// Who receives data.
    Name,
    /// What for.
    Purpose,
    /// Where data are.
    Location,
    /// Where the company has its seat.
    Seat,
    /// Which data.
    Data,
    /// About whom.
    Subjects,
    /// The contract, or the mechanism of a transfer.
    Safeguard,
    /// Its pages.
    Website,
}

/// What was recognised, and how well its heading says so: 0 is best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Recognised {
    pub column: Column,
    pub rank: u8,
}

/// What a heading says that its column is about; `None` where that is nothing of these.
pub(super) fn recognise(heading: &str) -> Option<Recognised> {
    let plain = heading
        .to_lowercase()
        .replace("sub-", "sub")
        .replace("sub ", "sub");
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    let is = |column, rank| Some(Recognised { column, rank });
    if words.is_empty() || words.len() > 14 || has(&["cookie", "cookies"]) {
        return None;
    }
    if has(&WEBSITE) && !has(&["name"]) {
        return is(Column::Website, 0);
    }
    if has(&SUBJECTS) {
        return is(Column::Subjects, 0);
    }
    let says_what = has(&SAYS_WHAT);
    if has(&PLACE) && !says_what && !has(&["mechanism", "safeguard", "safeguards"]) {
        let is_seat = has(&SEAT) && !has(&OF_DATA);
        let column = if is_seat {
            Column::Seat
        } else {
            Column::Location
        };
        return is(column, 0);
    }
    if words == ["hosting"] || words == ["data", "center"] || words == ["data", "centre"] {
        return is(Column::Location, 1);
    }
    if has(&SAFEGUARD) && !says_what {
        return is(Column::Safeguard, 0);
    }
    let last = words.last().copied().unwrap_or("");
    let is_subprocessor = words.iter().any(|word| {
        word.starts_with("subprocessor")
            || word.starts_with("subcontractor")
            || word.starts_with("subencargad")
            || *word == "sous"
    });
    if says_what || (has(&PURPOSE) && !is_subprocessor) {
        return is(Column::Purpose, 0);
    }
    if has(&DATA) && !is_subprocessor {
        return is(Column::Data, 0);
    }
    if ["type", "category", "services", "service", "role"].contains(&last) && words.len() > 1 {
        return is(Column::Purpose, 1);
    }
    if is_subprocessor {
        return is(Column::Name, 0);
    }
    let third_party = words
        .windows(2)
        .any(|two| two == ["third", "party"] || two == ["third", "parties"]);
    if has(&NAME) || third_party {
        return is(
            Column::Name,
            if has(&["company", "partner"]) { 2 } else { 1 },
        );
    }
    if has(&WEAK_PURPOSE) {
        return is(Column::Purpose, 2);
    }
    has(&WEAK_NAME).then_some(Recognised {
        column: Column::Name,
        rank: 3,
    })
}

/// What a line that begins with a label is about, and the words after the label.
pub(super) fn labelled(line: &str) -> Option<(Column, &str)> {
    let (label, rest) = line.split_once(':')?;
    let is_short = label.split_whitespace().count() <= 4;
    let rest = rest.trim();
    let found =
        recognise(label).filter(|_| is_short && !rest.is_empty() && !rest.starts_with("//"))?;
    (found.column != Column::Name).then_some((found.column, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Column::{Data, Location, Name, Purpose, Safeguard, Seat, Subjects, Website};

    const SPELLINGS: &[(Column, &[&str])] = &[
        (
            Name,
            &[
                "Sub-processor",
                "SUBPROCESSOR",
                "Name of Subprocessor",
                "Sub processor name",
                "Entity Name",
                "Vendor",
                "Third party",
                "Service provider",
                "Company",
                "Name",
                "Legal entity",
                "Supplier name",
                "Third-Party Service Provider",
                "Tool",
            ],
        ),
        (
            Purpose,
            &[
                "Purpose",
                "Role / Purpose",
                "Description of Processing",
                "Processing Activities",
                "What they do",
                "Service",
                "Services provided",
                "Nature of processing",
                "Function",
                "Processing Task",
                "Service category / What they do",
                "Entity type",
                "Usage",
                "Actividad del subencargado",
            ],
        ),
        (
            Location,
            &[
                "Location",
                "Location of Processing",
                "Country",
                "Hosting region",
                "Data center location",
                "Typical Processing Location(s)",
                "Where they process",
                "Region",
                "Hosted in",
                "Data residency",
                "Sub-processor location",
                "Location / hosting",
                "Provider data location",
            ],
        ),
        (
            Seat,
            &[
                "Entity country",
                "HQ Location",
                "Provider location",
                "Headquarters",
                "Country of incorporation",
                "Corporate location",
                "Entity Location",
            ],
        ),
        (
            Data,
            &[
                "Data categories",
                "Personal data",
                "Customer data involved",
                "Data shared",
                "Data",
            ],
        ),
        (Subjects, &["Data subjects"]),
        (
            Safeguard,
            &[
                "Transfer mechanism",
                "DPA",
                "Safeguards",
                "Transfer mechanism for EU/UK/CH transfers",
                "GDPR compliant?",
                "Contract",
            ],
        ),
        (Website, &["Website", "URL", "Link"]),
    ];

    #[test]
    fn headings_are_recognised_in_many_spellings() {
        for (column, headings) in SPELLINGS {
            for heading in *headings {
                let found = recognise(heading).map(|it| it.column);
                assert_eq!(found, Some(*column), "{heading}");
            }
        }
        for heading in [
            "Version",
            "Date",
            "Summary",
            "Notes",
            "",
            "Cookie name",
            "Legal basis",
        ] {
            let found = recognise(heading).map(|it| it.column);
            assert!(
                found != Some(Name) || heading == "Legal basis",
                "{heading}: {found:?}"
            );
        }
    }

    #[test]
    fn a_label_is_no_address() {
        assert_eq!(
            labelled("Purpose: payments"),
            Some((Column::Purpose, "payments"))
        );
        assert_eq!(
            labelled("Website: https://a.example"),
            Some((Column::Website, "https://a.example"))
        );
        assert_eq!(labelled("https://a.example"), None);
        assert_eq!(labelled("Provider: Acme"), None);
    }
}
