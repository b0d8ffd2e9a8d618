//! What documents say: keys, ids, dates, terms.

use super::*;

#[test]
fn keys() {
    let mut group = Group::new("keys");
    group.flow("an unknown key", "    basis:", "    bassis:", "17:5");
    group.add("a key of another kind of thing", "flow: []\n", "9:1");
    group.text(
        "an unknown key in an inline map",
        "controller: a\nparties: [{id: a, contry: GB}]\n",
        "2:19",
    );
    group.flow(
        "a key twice",
        "    to: shop\n",
        "    to: shop\n    to: shop\n",
        "14:5",
    );
    group.flow(
        "a key that must stand is missing",
        "    data: [name, email-address]\n",
        "",
        "10:5",
    );
    group.flow(
        "nothing behind a key that must stand",
        "to: shop",
        "to:",
        "13:",
    );
    group.text("no controller", "parties: []\n", "1:1");
    group.flow(
        "a list where a word is wanted",
        "to: shop",
        "to: [shop]",
        "13:9",
    );
    group.text(
        "a word where a list is wanted",
        "controller: a\nparties: a\n",
        "2:10",
    );
    group.text("a number where a word is wanted", "controller: 5\n", "1:13");
    group.text("a list as the whole file", "- controller: a\n", "1:1");
    group.text("a text as the whole file", "hello\n", "1:1");
    group.flow(
        "empty lists",
        "data: [name, email-address]",
        "data: []",
        "15:11",
    );
    group.add("an empty include", "include: []\n", "9:10");
    group.flow("blank text", "id: orders", "id: ' '", "10:9");
    group.flow(
        "a word that is none of a choice",
        "    basis: contract",
        "    mode: telepathy",
        "17:11",
    );
    let several =
        "controler: a\nparties:\n  - {id: b, country: GB, grup: g}\nflows:\n  - {id: f, from: b}\n";
    group.text("several at once", several, "1:1");
}

#[test]
fn ids_and_references() {
    let mut group = Group::new("references");
    group.text("an id twice", &estate("").replace("id: b", "id: a"), "4:10");
    let two = format!("{}{}", estate(FLOW), FLOW.trim_start_matches("flows:\n"));
    group.text("a flow's id twice", &two, "18:9");
    group.text(
        "a controller that is nobody",
        &estate("").replace("controller: a", "controller: aa"),
        "1:13",
    );
    group.flow("a flow to nowhere", "to: shop", "to: shpo", "13:9");
    group.flow(
        "a flow of no service",
        "service: sales",
        "service: sale",
        "11:14",
    );
    group.text(
        "a system of nobody",
        &estate("").replace("operator: a", "operator: z"),
        "6:26",
    );
    group.flow(
        "a safeguard that is not there",
        "    basis: contract",
        "    basis: contract\n    safeguards: scc",
        "18:17",
    );
    let contract = "contracts:\n  - {id: c, kind: processor, between: [a, q], since: 2024-01-01}\n";
    group.add("a contract with nobody", contract, "10:43");
    let statement = "notice:\n  text: We share.\n  statements:\n    - {id: s, quote: We share, shares: {with: bb}}\n";
    group.add("a statement about nobody", statement, "12:");
    let part: &[u8] = b"flows:\n  - {id: f, from: x, to: shop, subjects: customer, data: name, purpose: marketing}\n";
    let root = estate("include: part.yaml\n");
    group.files(
        "in an included file",
        &[("fairnotice.yaml", root.as_bytes()), ("part.yaml", part)],
        "part.yaml:2:",
    );
    group.add(
        "a severity of no rule",
        "severity: {transfer/no-safegard: note}\n",
        "9:",
    );
    group.add(
        "a file that is not there",
        "include: [parts.yaml]\n",
        "9:11",
    );
    group.add(
        "a pattern that matches nothing",
        "include: ['parts/*.yaml']\n",
        "9:11",
    );
    group.add("a notice that is not there", "notice: notice.yaml\n", "9:9");
}

#[test]
fn dates() {
    let mut group = Group::new("dates");
    let since = |date: &str| {
        flow(
            "    basis: contract",
            &format!("    basis: contract\n    {date}"),
        )
    };
    group.text(
        "a day that does not exist",
        &since("since: 2023-02-29"),
        "18:12",
    );
    group.text(
        "a day in another order",
        &since("since: 01/02/2023"),
        "18:12",
    );
    group.text("a month without a day", &since("since: 2023-02"), "18:12");
    group.text(
        "an end before the beginning",
        &since("since: 2023-02-01\n    until: 2023-01-31"),
        "19:12",
    );
    let contract = "contracts:\n  - {id: c, kind: processor, between: [a, b], since: 2024-01-01, until: 2023-01-01}\n";
    group.add("a contract that ends before it begins", contract, "10:");
    group.flow(
        "a period that is none",
        "    basis: contract",
        "    retention: 3 years",
        "17:16",
    );
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", estate(FLOW));
    group.refused(
        "a day before the law",
        folder.path(),
        "2018-05-24",
        "2018-05-25",
    );
    write(
        folder.path(),
        "fairnotice.yaml",
        estate(FLOW).replace("country: GB}", "country: BR}"),
    );
    group.refused(
        "a controller outside both regimes",
        folder.path(),
        DAY,
        "fairnotice.yaml:3:",
    );
}

#[test]
fn terms() {
    let mut group = Group::new("terms");
    group.flow(
        "data that no vocabulary has",
        "email-address]",
        "emial-address]",
        "15:18",
    );
    group.flow(
        "people that no vocabulary has",
        "customer",
        "custmer",
        "14:15",
    );
    group.flow(
        "a purpose that no vocabulary has",
        "service-provision",
        "selling-stuff",
        "16:14",
    );
    group.flow(
        "a basis that no vocabulary has",
        "basis: contract",
        "basis: legitimate-intrests",
        "17:12",
    );
    group.flow(
        "an article that is no basis",
        "basis: contract",
        "basis: 6(1)(z)",
        "17:12",
    );
    group.flow(
        "a purpose as data",
        "[name, email-address]",
        "[name, marketing]",
        "15:18",
    );
    group.text(
        "a country that is none",
        &estate("").replace("country: FR", "country: XX"),
        "4:35",
    );
    group.text(
        "a country by its name",
        &estate("").replace("country: FR", "country: Frnace"),
        "4:35",
    );
    group.add(
        "a term under no term",
        "terms:\n  - {id: badge, under: identification-numbre}\n",
        "10:",
    );
    group.add(
        "a term twice",
        "terms:\n  - {id: badge, under: name}\n  - {id: badge, under: name}\n",
        "11:",
    );
}
