//! Names of companies as pages write them: what is one, which vendor it is, and an id for it.

use std::collections::{BTreeMap, BTreeSet};

use super::name_words::{FORMS, NO_NAMES, PAGES};
use super::page::collapsed;
use crate::estate::RESERVED_IDS;
use crate::vendors::{Vendor, Vendors};

/// A name has as many characters, at most; what is longer is a sentence.
const LONGEST: usize = 120;
/// An id has as many characters, about.
const LONGEST_ID: usize = 32;

/// Why words are no name.
pub(super) fn fault(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let last = lower.rsplit(' ').next().unwrap_or("");
    let is_page = lower.contains(' ') && PAGES.contains(&last);
    let is_template = name.contains("{{")
        || name.contains("${")
        || name.starts_with('[') && name.ends_with(']')
        || name.starts_with('<') && name.ends_with('>');
    if is_template {
        Some("it is left to be filled in")
    } else if !name.chars().any(char::is_alphanumeric)
        || is_page
        || NO_NAMES.contains(&lower.as_str())
    {
        Some("it has no name of a party")
    } else if name.chars().count() > LONGEST {
        Some("its name is too long to be one")
    } else {
        None
    }
}

/// A name without marks of footnotes and what parts it from the next words.
pub(super) fn cleaned(name: &str) -> String {
    let marks = [
        '*', '†', '‡', '¹', '²', '³', '⁴', ':', ',', ';', '–', '—', '•', '·', '|',
    ];
    let name = collapsed(name);
    let name = name.trim_matches(marks).trim();
    let name = name.strip_suffix(" -").unwrap_or(name);
    let name = match name.trim_end_matches('.') {
        bare if name.ends_with("..") => format!("{bare}."),
        _ => name.to_owned(),
    };
    // A full stop ends a sentence, unless a legal form ends with it.
    let bare = name.strip_suffix('.').filter(|bare| !has_form(bare));
    bare.unwrap_or(&name).trim().to_owned()
}

/// Whether the longer words of a name begin with a capital letter or have a digit, as names do.
pub(super) fn is_capital(name: &str) -> bool {
    let words = name.split_whitespace();
    let mut long = words.filter(|word| word.chars().count() > 3);
    long.all(|word| {
        word.chars()
            .any(|c| c.is_uppercase() || c.is_ascii_digit() || c == '.')
    })
}

/// Whether two names are those of one company, however its legal form is written.
pub fn is_same_company(one: &str, other: &str) -> bool {
    has_form(one) && company(one) == company(other)
}

/// What the spellings of a company's name have in common.
fn company(name: &str) -> String {
    let mut words = words(name);
    for word in &mut words {
        let short = match word.as_str() {
            "limited" => "ltd",
            "incorporated" => "inc",
            "corporation" => "corp",
            "company" => "co",
            _ => continue,
        };
        *word = short.to_owned();
    }
    words.concat()
}

/// Whether a name ends with a legal form.
pub(super) fn has_form(name: &str) -> bool {
    let words = words(name);
    words.len() > 1
        && words
            .last()
            .is_some_and(|last| FORMS.contains(&last.as_str()))
}

fn words(name: &str) -> Vec<String> {
    let name = name.to_lowercase().replace('.', "");
    let words = name.split(|c: char| c.is_whitespace() || c == ',');
    words
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A name without its legal form.
fn bare(name: &str) -> String {
    let mut words = words(name);
    let is_form = |word: &String| FORMS.contains(&word.as_str()) || word == "&";
    while words.len() > 1 && words.last().is_some_and(is_form) {
        words.pop();
    }
    words.join(" ")
}

/// The short form of a name, without its legal form: of *Arbor Education Ltd* the first two words. A single word may be
/// one of everyday use, and is none.
pub(super) fn short(name: &str) -> Option<&str> {
    let (short, _) = name.trim().rsplit_once(' ')?;
    let short = short.trim_end_matches(',');
    (has_form(name) && short.contains(' ')).then_some(short)
}

/// What two names share that are written in different ways.
pub(super) fn folded(name: &str) -> String {
    let (outer, _) = parts(name);
    let bare = bare(&outer);
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What the names in brackets behind a name share with other spellings of them.
pub(super) fn in_brackets(name: &str) -> Vec<String> {
    let (_, inner) = parts(name);
    let inner = inner.unwrap_or_default();
    let names = inner.split([',', '/', ';']).map(folded);
    names.filter(|it| !it.is_empty()).collect()
}

/// A name without an address in brackets behind it, and the address.
pub(super) fn without_address(name: &str) -> (&str, Option<&str>) {
    let found = name.strip_suffix(')').and_then(|it| it.rsplit_once('('));
    let is_address = |inner: &str| {
        let mut words = inner.split([' ', ',']);
        inner.contains(',') && words.any(|it| it.starts_with(|c: char| c.is_ascii_digit()))
    };
    match found {
        Some((outer, inner)) if !outer.trim().is_empty() && is_address(inner) => {
            (outer.trim(), Some(inner.trim()))
        }
        _ => (name, None),
    }
}

/// A name without what is in brackets behind it: *Fen Ltd (letters)*.
pub(super) fn outer(name: &str) -> String {
    parts(name).0
}

/// A name, and what is in brackets behind it.
fn parts(name: &str) -> (String, Option<String>) {
    let Some((outer, inner)) = name.split_once('(') else {
        return (name.trim().to_owned(), None);
    };
    let inner = inner.split(')').next().unwrap_or("").trim();
    let inner = (!inner.is_empty()).then(|| inner.to_owned());
    match outer.trim() {
        "" => (inner.unwrap_or_default(), None),
        outer => (outer.to_owned(), inner),
    }
}

/// By what a vendor was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Known {
    /// Its name as it is written.
    Name,
    /// The name of one of its companies.
    Company,
    /// A part of what is written: without the legal form, or in brackets.
    PartOfName,
    /// The host of a link.
    Host(String),
}

/// The table of vendors by the names of vendors and of their companies.
#[derive(Debug)]
pub(super) struct VendorNames<'v> {
    vendors: &'v Vendors,
    /// By the names of companies, however their legal forms are written.
    companies: BTreeMap<String, Vec<&'v Vendor>>,
    /// In small letters, each with whether it is that of a company.
    names: BTreeMap<String, Vec<(&'v Vendor, bool)>>,
    /// By the names of companies without their legal forms, which pages write as they like.
    companies_folded: BTreeMap<String, Vec<&'v Vendor>>,
}

impl<'v> VendorNames<'v> {
    /// The names of a table.
    pub fn new(vendors: &'v Vendors) -> Self {
        let mut names: BTreeMap<String, Vec<(&'v Vendor, bool)>> = BTreeMap::new();
        let mut companies_folded: BTreeMap<String, Vec<&'v Vendor>> = BTreeMap::new();
        let mut spelled: BTreeMap<String, Vec<&'v Vendor>> = BTreeMap::new();
        for vendor in vendors.iter() {
            let own = [&vendor.id, &vendor.label].into_iter().chain(&vendor.names);
            let own = own.map(|name| (name, false));
            let companies = vendor.entities.iter().map(|it| &it.name);
            let companies = companies.chain(vendor.parent.iter().map(|it| &it.name));
            for (name, is_company) in own.chain(companies.map(|name| (name, true))) {
                let held = names.entry(name.to_lowercase()).or_default();
                if held.iter().all(|(held, _)| held.id != vendor.id) {
                    held.push((vendor, is_company));
                }
                if is_company {
                    spelled.entry(company(name)).or_default().push(vendor);
                }
            }
            for company in &vendor.entities {
                let held = companies_folded.entry(folded(&company.name)).or_default();
                if held.iter().all(|held| held.id != vendor.id) {
                    held.push(vendor);
                }
            }
        }
        Self {
            vendors,
            companies: spelled,
            names,
            companies_folded,
        }
    }

    /// The vendors with a company of a name: see [`is_same_company`].
    pub fn with_company(&self, name: &str) -> &[&'v Vendor] {
        let found = has_form(name).then(|| self.companies.get(&company(name)));
        found.flatten().map_or(&[], Vec::as_slice)
    }

    /// The vendor that a name means, else the one whose host a link leads to.
    pub fn find(&self, name: &str, links: &[String]) -> Option<(&'v Vendor, Known)> {
        let (outer, inner) = parts(name);
        let whole = [(name.to_owned(), Known::Name), (outer.clone(), Known::Name)];
        let inner = inner.into_iter().map(|it| (it, Known::PartOfName));
        let bare = [(bare(&outer), Known::PartOfName)];
        for (asked, by) in whole.into_iter().chain(bare).chain(inner) {
            // A word that several have is nobody's.
            if let Some([(vendor, is_company)]) = self
                .names
                .get(&asked.trim().to_lowercase())
                .map(Vec::as_slice)
            {
                return Some((vendor, if *is_company { Known::Company } else { by }));
            }
        }
        if let Some([vendor]) = self.companies_folded.get(&folded(name)).map(Vec::as_slice) {
            return Some((vendor, Known::Company));
        }
        let is_host = outer.contains('.') && !outer.contains(char::is_whitespace);
        let hosts = links.iter().filter_map(|link| host(link));
        let mut hosts = is_host.then_some(outer.as_str()).into_iter().chain(hosts);
        hosts.find_map(|host| {
            let vendor = self.vendors.of_host(host)?;
            Some((vendor, Known::Host(host.to_owned())))
        })
    }
}

/// The host that a link leads to.
pub(super) fn host(link: &str) -> Option<&str> {
    let (scheme, rest) = link.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    (is_web && host.contains('.')).then_some(host)
}

/// An id for a name that none of the others is: `Acme Ltd.` is `acme`.
pub(super) fn id(name: &str, taken: &mut BTreeSet<String>) -> String {
    let (outer, _) = parts(name);
    let plain: String = bare(&outer)
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let mut id = String::new();
    for word in plain.split_whitespace() {
        if !id.is_empty() && id.chars().count() + word.chars().count() >= LONGEST_ID {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(word.chars().take(LONGEST_ID));
    }
    if id.is_empty() {
        id.push_str("party");
    }
    unused(&id, taken)
}

/// An id, with a number behind it where it is taken or is a word of the format.
pub(super) fn unused(id: &str, taken: &mut BTreeSet<String>) -> String {
    let mut turn = 1_usize;
    loop {
        let with = if turn == 1 {
            id.to_owned()
        } else {
            format!("{id}-{turn}")
        };
        if !RESERVED_IDS.contains(&with.as_str()) && taken.insert(with.clone()) {
            return with;
        }
        turn += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_from_what_is_none() {
        for name in [
            "[EMAIL PROVIDER]",
            "{{VENDOR}}",
            "N/A",
            "—",
            "",
            "Privacy Policy",
            &"a ".repeat(80),
        ] {
            assert!(fault(name).is_some(), "{name}");
        }
        assert_eq!(fault("Acme (Mail) [EU]"), None);
        assert_eq!(cleaned(" Acme,  Inc.* "), "Acme, Inc.");
        assert_eq!(cleaned("Acme.:"), "Acme");
        assert_eq!(cleaned("Acme, Inc.."), "Acme, Inc.");
        assert!(fault("Acme data processing agreement").is_some());
        assert!(is_capital("Acme e-mail.example 2go") && !is_capital("Speed up your searches"));
        assert!(is_same_company("Acme Europe, Ltd.", "Acme Europe Limited"));
        assert!(!is_same_company("Acme", "Acme"));
    }

    #[test]
    fn one_company_has_one_fold_and_one_id() {
        assert_eq!(folded("Acme, Inc."), folded("ACME"));
        assert_eq!(folded("Acme GmbH & Co. KG"), folded("Acme (Mail)"));
        let mut taken = BTreeSet::new();
        let mut next = |name: &str| id(name, &mut taken);
        assert_eq!(next("Acme, Inc."), "acme");
        assert_eq!(next("Acme"), "acme-2");
        assert_eq!(next("Unknown"), "unknown-2");
        assert_eq!(next("Größe & Co. (x)"), "größe");
        assert_eq!(next("!!!"), "party");
    }

    #[test]
    fn brackets_have_other_names_or_an_address() {
        assert_eq!(in_brackets("Mailer (Pigeon, Post Ltd)"), ["pigeon", "post"]);
        assert!(in_brackets("Mailer").is_empty());
        assert_eq!(
            without_address("Acme, Inc. (101 Mill St, San Francisco, CA 94107)"),
            ("Acme, Inc.", Some("101 Mill St, San Francisco, CA 94107"))
        );
        for name in [
            "Acme (Mail, Post)",
            "Acme (2 servers)",
            "Acme",
            "(1 Mill St, X)",
        ] {
            assert_eq!(without_address(name), (name, None));
        }
    }

    #[test]
    fn a_vendor_is_known_by_its_name_a_part_of_it_or_a_link() {
        let vendors = Vendors::builtin().unwrap();
        let names = VendorNames::new(&vendors);
        let found = |name: &str, link: &str| {
            let links = [link.to_owned()];
            let (vendor, by) = names.find(name, &links)?;
            Some((vendor.id.clone(), by))
        };
        assert_eq!(
            found("Stripe", ""),
            Some(("stripe".to_owned(), Known::Name))
        );
        assert_eq!(found("Stripe, Inc", "").unwrap().0, "stripe");
        // The table has `Stripe Payments Europe, Limited`; several vendors have a company `Google LLC`.
        let europe = found("Stripe Payments Europe Ltd.", "");
        assert_eq!(europe, Some(("stripe".to_owned(), Known::Company)));
        assert_eq!(found("Google GmbH", ""), found("Google", ""));
        assert_eq!(
            found("Card payments", "https://stripe.com/privacy")
                .unwrap()
                .1,
            Known::Host("stripe.com".to_owned())
        );
        assert_eq!(found("No Such Company", "mailto:a@stripe.com"), None);
    }
}
