//! The law tables as they are written, read row by row.

use std::sync::LazyLock;

use serde_json::Value;

use crate::estate::Safeguard;

pub const EU: &str = "eu-gdpr";
pub const UK: &str = "uk-gdpr";
pub const REGIMES: [&str; 2] = [EU, UK];

static TERRITORY: LazyLock<Value> = LazyLock::new(|| table("territory"));
static ADEQUACY: LazyLock<Value> = LazyLock::new(|| table("adequacy"));
static SAFEGUARDS: LazyLock<Value> = LazyLock::new(|| table("safeguards"));
static BASES: LazyLock<Value> = LazyLock::new(|| table("bases"));

fn table(name: &str) -> Value {
    let path = format!("{}/policies/law/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
    serde_saphyr::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn rows(file: &'static Value, key: &str) -> &'static [Value] {
    file[key].as_array().unwrap()
}

fn word<'v>(row: &'v Value, key: &str) -> Option<&'v str> {
    row[key].as_str()
}

fn has(list: &Value, item: &str) -> bool {
    list.as_array()
        .is_some_and(|list| list.iter().any(|one| one == item))
}

/// The last day on which anything can rely on a row.
fn last_day(row: &Value) -> Option<&str> {
    word(row, "existing-until").or(word(row, "until"))
}

fn in_force(row: &Value, day: &str) -> bool {
    row["never"] != true
        && word(row, "from").is_some_and(|from| from <= day)
        && last_day(row).is_none_or(|last| day <= last)
}

/// The first day of a regime.
pub fn begins(regime: &str) -> &'static str {
    rows(&TERRITORY, "territory")
        .iter()
        .filter(|row| row["role"] == "regime-applies" && has(&row["regimes"], regime))
        .filter_map(|row| word(row, "from"))
        .min()
        .unwrap()
}

fn named_in(row: &Value, country: &str) -> bool {
    has(&row["codes"], country)
        || row["parts"]
            .as_object()
            .is_some_and(|parts| parts.values().any(|codes| has(codes, country)))
}

/// The states of a place: of an area those that the rows of its members name on the day, else itself.
pub fn states<'p>(place: &'p str, day: &str) -> Vec<&'p str> {
    let role = match place {
        "EU" => "eu-member",
        "EEA" | "UK+EEA" => "eea-member",
        country => return vec![country],
    };
    let mut states: Vec<&str> = rows(&TERRITORY, "territory")
        .iter()
        .filter(|row| row["role"] == role && in_force(row, day))
        .flat_map(|row| row["codes"].as_array().unwrap())
        .map(|code| code.as_str().unwrap())
        .collect();
    if place == "UK+EEA" {
        states.push("GB");
    }
    states
}

/// Whether data that go to a place stay inside the territory of a regime, or count as if they did, in
/// whichever of its states they are.
pub fn stays_inside(regime: &str, place: &str, day: &str) -> bool {
    let states = states(place, day);
    states
        .into_iter()
        .all(|state| inside(regime, state, day) || bridged(regime, state, day))
}

/// Whether data that go to a country stay inside the territory of a regime.
pub fn inside(regime: &str, country: &str, day: &str) -> bool {
    rows(&TERRITORY, "territory").iter().any(|row| {
        has(&row["regimes"], regime)
            && row["role"] != "bridge"
            && row["role"] != "outside"
            && in_force(row, day)
            && named_in(row, country)
    })
}

/// Whether data may go to a country on a day as if it were inside: so it was with the United Kingdom
/// for the six months after its leaving.
pub fn bridged(regime: &str, country: &str, day: &str) -> bool {
    rows(&TERRITORY, "territory").iter().any(|row| {
        has(&row["regimes"], regime)
            && row["role"] == "bridge"
            && in_force(row, day)
            && named_in(row, country)
    })
}

/// The regime that applies to an establishment in a country.
pub fn applies(country: &str, day: &str) -> Option<&'static str> {
    REGIMES.into_iter().find(|regime| {
        begins(regime) <= day
            && rows(&TERRITORY, "territory").iter().any(|row| {
                let roles = [
                    "regime-applies",
                    "eu-member",
                    "treated-as-member",
                    "part-of-member",
                ];
                has(&row["regimes"], regime)
                    && roles.iter().any(|role| row["role"] == *role)
                    && in_force(row, day)
                    && named_in(row, country)
            })
    })
}

/// The conditions of the adequacy rows for a country, with what a notice would call each row.
pub fn adequacy(
    regime: &str,
    country: &str,
    day: &str,
) -> Vec<(Vec<&'static Value>, &'static str)> {
    rows(&ADEQUACY, "adequacy")
        .iter()
        .filter(|row| has(&row["regimes"], regime) && in_force(row, day))
        .filter(|row| {
            let within = word(row, "territory-of");
            has(&row["countries"], country)
                || within.is_some_and(|inner| inside(inner, country, day))
        })
        .map(|row| {
            let conditions: Vec<&Value> =
                row["conditions"].as_array().into_iter().flatten().collect();
            let scheme = conditions
                .iter()
                .find_map(|one| word(one, "recipient-certified"));
            let general = if regime == EU {
                "eu-adequacy"
            } else {
                "uk-adequacy"
            };
            (conditions, scheme.unwrap_or(general))
        })
        .collect()
}

pub fn is_scheme(id: &str) -> bool {
    rows(&ADEQUACY, "schemes")
        .iter()
        .any(|scheme| scheme["id"] == id)
}

/// Whether a foreign law binds bodies of a kind.
pub fn binds(law: &Value, kind: &str) -> bool {
    let mut laws = rows(&ADEQUACY, "recipient-laws").iter();
    laws.any(|it| it["id"] == *law && has(&it["binds"], kind))
}

/// Whether one scheme extends another.
pub fn extends(one: &str, other: &str) -> bool {
    extended(one) == Some(other)
}

/// The scheme that one extends.
pub fn extended(id: &str) -> Option<&'static str> {
    let scheme = rows(&ADEQUACY, "schemes")
        .iter()
        .find(|scheme| scheme["id"] == id)?;
    word(scheme, "extends")
}

/// What a recorded instrument is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Worth {
    Valid,
    Expired,
    Pending,
    Foreign,
    Nothing,
}

pub fn class(kind: &str) -> &'static str {
    let row = rows(&SAFEGUARDS, "instruments")
        .iter()
        .find(|row| has(&row["kinds"], kind));
    word(row.unwrap(), "class").unwrap()
}

/// The row that an instrument has its days from.
fn dated(row: &'static Value) -> &'static Value {
    match word(row, "dates-of") {
        None => row,
        Some(id) => rows(&ADEQUACY, "adequacy")
            .iter()
            .find(|row| row["id"] == id)
            .unwrap(),
    }
}

pub fn worth(instrument: &Safeguard, regime: &str, day: &str) -> Worth {
    let of = |regime: &str| -> Vec<&'static Value> {
        rows(&SAFEGUARDS, "instruments")
            .iter()
            .filter(|row| has(&row["kinds"], &instrument.kind) && row["never"] != true)
            .filter(|row| has(&row["regimes"], regime))
            .collect()
    };
    let own = of(regime);
    if own.is_empty() {
        let other = if regime == EU { UK } else { EU };
        let foreign = of(other)
            .into_iter()
            .max_by_key(|row| word(dated(row), "from"));
        // What ended before this regime began is expired rather than foreign.
        return match foreign.map(|row| last_day(dated(row))) {
            None => Worth::Nothing,
            Some(Some(last)) if last < begins(regime) => Worth::Expired,
            Some(_) => Worth::Foreign,
        };
    }
    if instrument.until.as_deref().is_some_and(|until| until < day) {
        return Worth::Expired;
    }
    let concluded = instrument.concluded.as_deref();
    if concluded.is_some_and(|concluded| concluded > day) {
        return Worth::Pending;
    }
    let begun = own
        .into_iter()
        .filter(|row| word(dated(row), "from").is_some_and(|from| from <= day))
        .max_by_key(|row| word(dated(row), "from"));
    let Some(row) = begun else {
        return Worth::Pending;
    };
    let days = dated(row);
    if let Some(concluded) = concluded {
        if word(row, "concluded-from").is_some_and(|first| concluded < first) {
            return Worth::Pending;
        }
        if word(days, "until").is_some_and(|last| last < concluded) {
            return Worth::Expired;
        }
    }
    if last_day(days).is_some_and(|last| last < day) {
        return Worth::Expired;
    }
    // Where only old ones go on, they do so as long as the processing stays as it was.
    let changed = instrument
        .processing_changed
        .as_deref()
        .filter(|on| *on <= day);
    let after = changed.is_some_and(|on| word(days, "until").is_some_and(|last| last < on));
    if has(&row["conditions"], "processing-unchanged") && after {
        return Worth::Expired;
    }
    Worth::Valid
}

/// Whether the risk of a transfer under an instrument has to be assessed.
pub fn assessment_due(regime: &str, day: &str) -> bool {
    rows(&SAFEGUARDS, "duties").iter().any(|row| {
        row["duty"] == "risk-assessment"
            && has(&row["regimes"], regime)
            && begins(regime) <= day
            && in_force(row, day)
    })
}

/// How well a word of a notice fits a kind of instrument: `Some(true)` says it, `Some(false)` is
/// broader.
pub fn says(stated: &str, kind: &str) -> Option<bool> {
    if stated == kind {
        return Some(true);
    }
    let parts: Vec<Option<bool>> = kind
        .split('+')
        .map(|part| says_part(stated, part))
        .collect();
    if parts.iter().all(|part| *part == Some(true)) {
        return Some(true);
    }
    let some = parts.iter().any(Option::is_some) || says_part(stated, kind).is_some();
    some.then_some(false)
}

/// Whether words of a notice name the part of a joint instrument that is the instrument of a regime.
pub fn says_part_of(stated: &[&str], kind: &str, regime: &str) -> bool {
    let of_regime = rows(&SAFEGUARDS, "instruments")
        .iter()
        .filter(|row| has(&row["kinds"], kind) && has(&row["regimes"], regime));
    let mut parts = of_regime.flat_map(|row| kind.split('+').filter(|it| has(&row["kinds"], it)));
    kind.contains('+')
        && parts.any(|part| stated.iter().any(|it| says_part(it, part) == Some(true)))
}

fn says_part(stated: &str, kind: &str) -> Option<bool> {
    if stated == kind {
        return Some(true);
    }
    let entry = rows(&SAFEGUARDS, "mechanisms")
        .iter()
        .find(|it| it["word"] == stated)?;
    if has(&entry["names"], kind) {
        return Some(true);
    }
    let classes = &entry["broader-than-class"];
    let by_class = rows(&SAFEGUARDS, "instruments")
        .iter()
        .any(|row| has(&row["kinds"], kind) && has(classes, word(row, "class").unwrap()));
    (has(&entry["broader-than"], kind) || by_class).then_some(false)
}

/// Whether the law of the day knows a basis of Art 6 or a condition of Art 9.
pub fn knows(table: &str, article: &str, regime: &str, day: &str) -> bool {
    rows(&BASES, table)
        .iter()
        .filter(|row| row["article"] == article && in_force(row, day))
        .any(|row| match word(row, "national") {
            Some(country) => applies(country, day) == Some(regime),
            None => has(&row["regimes"], regime) && begins(regime) <= day,
        })
}
