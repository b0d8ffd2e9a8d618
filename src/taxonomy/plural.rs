//! Names of data subjects in the plural, for sentences that speak of all of them.

/// Words whose plural no rule of spelling gives, each with it.
const IRREGULAR: [(&str, &str); 13] = [
    ("child", "children"),
    ("person", "people"),
    ("man", "men"),
    ("woman", "women"),
    ("staff", "staff"),
    ("crew", "crew"),
    ("clergy", "clergy"),
    ("police", "police"),
    ("people", "people"),
    ("personnel", "personnel"),
    ("public", "public"),
    ("passer by", "passers-by"),
    ("passer-by", "passers-by"),
];

/// Words that end as a plural does and are none, or that precede another noun as often.
const SINGULAR: [&str; 8] = [
    "sales", "news", "sports", "series", "arts", "goods", "savings", "benefits",
];

/// Words that have no other plural and precede another noun as often.
const UNCOUNTED: [&str; 6] = ["staff", "crew", "clergy", "police", "personnel", "public"];

/// Words for people: "parents of data subjects", but "people of influence".
const PEOPLE: [&str; 10] = [
    "subject", "human", "child", "employee", "student", "pupil", "patient", "customer", "user",
    "member",
];

/// Words after which a name only says more of those that it names.
const SAYS_MORE: [&str; 14] = [
    " who ",
    " whom ",
    " whose ",
    " that ",
    " which ",
    " in ",
    " at ",
    " on ",
    " with ",
    " without ",
    " from ",
    " for ",
    " under ",
    " to ",
];

/// A name in the plural: `user` as `users`, `parent(s) of data subject` as `parents of data subjects`, `patient in
/// a trial` as `patients in a trial`. One that is in the plural stays as it is.
pub(super) fn plural(name: &str) -> String {
    let name = name.replace("(s)", "");
    let more = SAYS_MORE.iter().filter_map(|word| name.find(word)).min();
    let (name, more) = name.split_at(more.unwrap_or(name.len()));
    format!("{}{more}", plural_of(name))
}

fn plural_of(name: &str) -> String {
    if name.ends_with("next of kin") {
        return name.to_owned();
    }
    match name.split_once(" of ") {
        // "Holders of a card" and "parents of the child" have one each.
        Some((who, whose)) => {
            let one_each = ["a ", "an ", "the "].iter().any(|it| whose.starts_with(it));
            let of_people = PEOPLE.iter().any(|it| whose.ends_with(it));
            let whose = if of_people && !one_each {
                of_last_word(whose)
            } else {
                whose.to_owned()
            };
            format!("{} of {whose}", of_last_word(who))
        }
        None => of_last_word(name),
    }
}

/// Whether a word is a noun in the plural as far as it can be seen: in `families helped` more words only say which.
fn is_plural(word: &str) -> bool {
    let irregular = IRREGULAR.iter().any(|(_, many)| word == *many);
    let ends_in_s = word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    let is_singular = word.ends_with("'s") || word.ends_with("is") || SINGULAR.contains(&word);
    irregular && !UNCOUNTED.contains(&word) || ends_in_s && !is_singular
}

fn of_last_word(name: &str) -> String {
    // What precedes a plural says of what kind they are, what follows which they are.
    let (before, last) = name.rsplit_once(' ').unwrap_or(("", name));
    if ends_as_participle(last) && before.split(' ').any(is_plural) {
        return name.to_owned();
    }
    for (one, many) in IRREGULAR {
        let Some(before) = name.strip_suffix(one) else {
            continue;
        };
        if before.is_empty() || before.ends_with([' ', '-']) {
            return format!("{before}{many}");
        }
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if ends(&["ss", "x", "ch", "sh"]) {
        return format!("{name}es");
    }
    if ends(&["s", "children", "people", "men"]) || !name.ends_with(char::is_alphabetic) {
        return name.to_owned();
    }
    match name.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{name}s"),
    }
}

/// Whether a word that follows a plural says which they are: people named, families helped, relatives nearby.
fn ends_as_participle(word: &str) -> bool {
    const SAY_WHICH: [&str; 10] = [
        "ed", "en", "nearby", "abroad", "online", "overseas", "alone", "present", "known", "away",
    ];
    SAY_WHICH.iter().any(|ending| word.ends_with(ending))
        && !["children", "women", "men"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::plural;

    #[test]
    fn names_of_data_subjects_are_put_in_the_plural() {
        for (one, many) in [
            ("user", "users"),
            ("job applicant", "job applicants"),
            ("child", "children"),
            ("school child", "school children"),
            ("customer contact", "customer contacts"),
            ("parent(s) of data subject", "parents of data subjects"),
            ("parent of human", "parents of humans"),
            ("trustee", "trustees"),
            ("beneficiary", "beneficiaries"),
            ("witness", "witnesses"),
            ("staff", "staff"),
            ("members", "members"),
            ("holder of a card", "holders of a card"),
            ("class 7", "class 7"),
            (
                "people who apply for housing",
                "people who apply for housing",
            ),
            ("patient in a trial", "patients in a trial"),
            ("holder of a card who pays", "holders of a card who pays"),
            ("cabin crew", "cabin crew"),
            ("next of kin", "next of kin"),
            ("passer-by", "passers-by"),
            ("people of influence", "people of influence"),
            ("supplier of food", "suppliers of food"),
            ("people named in a report", "people named in a report"),
            ("families helped", "families helped"),
            ("relatives living nearby", "relatives living nearby"),
            ("sales representative", "sales representatives"),
            ("class child", "class children"),
        ] {
            assert_eq!(plural(one), many, "{one}");
        }
    }
}
