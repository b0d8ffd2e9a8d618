//! `party add` and `flow add`: entries with the right keys in the right file, or nothing.

use fairnotice::Project;

use super::*;

const ESTATE: &str = "\
controller: club
parties: [{id: club, country: GB}]   # all of them
include: flows.yaml
";

const FLOWS: &str = "\
# What we do.
flows:
  - id: joining
    from: data-subjects
    to: club
    subjects: customer
    data: name
    purpose: account-management

# The end.
";

fn estate() -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    write(folder.path(), "flows.yaml", FLOWS);
    folder
}

fn text(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn entries_go_where_their_list_is() {
    let folder = estate();
    let done = run(
        folder.path(),
        &["party", "add", "Pigeon Mail Ltd", "--country", "IE"],
    )
    .exits(0);
    assert!(
        done.err.contains("added `pigeon-mail` to fairnotice.yaml"),
        "{}",
        done.err
    );
    run(
        folder.path(),
        &["party", "add", "Stripe", "--vendor", "stripe"],
    )
    .exits(0);
    assert_eq!(
        text(folder.path(), "fairnotice.yaml"),
        ESTATE.replace(
            "GB}]",
            "GB}, {id: pigeon-mail, name: Pigeon Mail Ltd, country: IE}, {id: stripe, name: Stripe, vendor: stripe}]"
        )
    );
    let call = [
        "flow",
        "add",
        "letters",
        "--from",
        "club",
        "--to",
        "pigeon-mail",
        "--data",
        "name,email-address",
        "--subjects",
        "customer",
        "--purpose",
        "newsletter",
        "--basis",
        "6(1)(a)",
    ];
    run(folder.path(), &call).exits(0);
    let added = "  - id: letters\n    from: club\n    to: pigeon-mail\n    subjects: customer\n    data: [name, email-address]\n    \
                 purpose: newsletter\n    basis: \"6(1)(a)\"\n";
    let wanted = FLOWS.replace(
        "account-management\n",
        &format!("account-management\n{added}"),
    );
    assert_eq!(text(folder.path(), "flows.yaml"), wanted);
    assert_eq!(Project::open(folder.path()).unwrap().estate.flows.len(), 2);
}

#[test]
fn what_would_not_load_is_not_written() {
    let folder = estate();
    for (call, words) in [
        (&["party", "add", "Club", "--id", "club"][..], "club"),
        (
            &["party", "add", "Acme", "--country", "Atlantis"],
            "Atlantis",
        ),
        (
            &[
                "flow",
                "add",
                "x",
                "--from",
                "club",
                "--to",
                "nobody",
                "--data",
                "name",
                "--subjects",
                "customer",
                "--purpose",
                "marketing",
            ],
            "nobody",
        ),
        (&["flow", "add", "x", "--from", "club"], "--to"),
    ] {
        let refused = run(folder.path(), call).refused();
        assert!(refused.err.contains(words), "{words}: {}", refused.err);
    }
    assert_eq!(text(folder.path(), "fairnotice.yaml"), ESTATE);
    assert_eq!(text(folder.path(), "flows.yaml"), FLOWS);
}
