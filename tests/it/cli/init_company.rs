//! `init`: whose estate it is, and what the sources leave out.

use super::*;

/// The first file of an estate that is made of a notice, and the names of its other parties.
fn begun(notice: &str, more: &[(&str, &str)]) -> (String, String) {
    let folder = folder();
    write(folder.path(), "privacy.md", notice);
    let mut call = vec!["init", "estate", "--notice", "privacy.md"];
    for (option, value) in more {
        call.extend([*option, *value]);
    }
    run(folder.path(), &call).exits(0);
    let read = |name: &str| {
        let path = folder.path().join("estate").join(name);
        std::fs::read_to_string(path).unwrap_or_default()
    };
    (read("fairnotice.yaml"), read("parties.yaml"))
}

#[test]
fn the_controller_is_a_company_and_no_recipient() {
    let notice = "# Skylark General Privacy Statement\n\nIt applies to data that Skylark, Inc. or Skylark B.V. processes.\n\n\
        We collect your name. We share your name with Skylark affiliates and with Stripe.\n\n\
        You may complain to the ICO (ico.org.uk).\n";
    let (first, parties) = begun(notice, &[]);
    assert!(first.contains("name: \"Skylark, Inc.\"\n"), "{first}");
    assert!(first.contains("country: US\n"), "{first}");
    assert!(parties.contains("Stripe"), "{parties}");
    assert!(!parties.contains("Skylark"), "{parties}");
    // A vendor of the table that publishes the notice is no recipient of its own data.
    let notice = "# GitHub privacy notice\n\nGitHub, Inc. collects your name. Data are in GitHub and at Stripe.\n";
    let (first, parties) = begun(notice, &[]);
    assert!(first.contains("name: \"GitHub, Inc.\"\n"), "{first}");
    assert!(!parties.contains("GitHub"), "{parties}");
}

#[test]
fn general_words_are_no_controller() {
    let notice = "# Privacy Policy\n\nWe are responsible for your Personal Data (collectively \"we\", \"our\" or \"us\").\n";
    let (first, _) = begun(notice, &[]);
    assert!(first.contains("name: estate\n"), "{first}");
    let notice = "# Privacy Policy\n\nThis is how Holm Mobile, Inc. (\"Holm,\" \"we,\" or \"us\") uses data.\n";
    let (first, _) = begun(notice, &[]);
    assert!(first.contains("name: \"Holm Mobile, Inc.\"\n"), "{first}");
    assert!(first.contains("country: US\n"), "{first}");
    // What the call says is not replaced.
    let (first, _) = begun(notice, &[("--name", "Holm"), ("--country", "GB")]);
    assert!(
        first.contains("name: Holm\n") && first.contains("country: GB\n"),
        "{first}"
    );
}

#[test]
fn a_plan_without_stores_is_mentioned() {
    let folder = folder();
    let plan = r#"{"format_version":"1.2","terraform_version":"1.5.0","planned_values":{"root_module":{"resources":[{"address":"aws_instance.web","mode":"managed","type":"aws_instance","name":"web","provider_name":"registry.terraform.io/hashicorp/aws","values":{"availability_zone":"us-east-1a"}}]}},"resource_changes":[{"address":"aws_instance.web","mode":"managed","type":"aws_instance","name":"web","provider_name":"registry.terraform.io/hashicorp/aws","change":{"actions":["create"],"before":null,"after":{"availability_zone":"us-east-1a"},"after_unknown":{}}}]}"#;
    write(folder.path(), "plan.json", plan);
    let call = [
        "init",
        "estate",
        "--deployed",
        "plan.json",
        "--name",
        "Holm",
        "--country",
        "GB",
    ];
    run(folder.path(), &call).exits(0);
    let first = std::fs::read_to_string(folder.path().join("estate/fairnotice.yaml")).unwrap();
    assert!(
        first.contains("# - plan.json: nothing, for none of 1 resource is known to keep data"),
        "{first}"
    );
}

/// The part that a record makes, and what is said of it.
fn recorded(record: &str) -> String {
    let folder = folder();
    write(folder.path(), "record.csv", record);
    let call = [
        "init",
        "estate",
        "--ropa",
        "record.csv",
        "--name",
        "Holm",
        "--country",
        "GB",
    ];
    run(folder.path(), &call).exits(0);
    std::fs::read_to_string(folder.path().join("estate/record.yaml")).unwrap()
}

#[test]
fn a_mapping_that_lacks_something_says_what() {
    let folder = folder();
    write(
        folder.path(),
        "record.csv",
        "System,Purpose,Retention\nPostgres,Account,6y\n",
    );
    write(
        folder.path(),
        "columns.yaml",
        "columns:\n  System: system\n  Purpose: purpose\n  Retention: retention\n",
    );
    for call in [
        &["init", "estate", "--ropa"][..],
        &["import", "ropa", "--for", "holm"],
    ] {
        let call = [call, &["record.csv", "--mapping", "columns.yaml"]].concat();
        let refused = run(folder.path(), &call).refused();
        assert!(
            refused.err.contains("no column is `data` or `subjects`")
                && refused.err.contains("`columns.yaml`"),
            "{}",
            refused.err
        );
    }
}

#[test]
fn a_place_where_data_are_stored_is_no_system() {
    let record = recorded(
        "Processing activity,Purpose of Processing,Data Subjects,Categories of personal data,Processor,Storage Location,International Transfer\n\
         Billing,Billing,Customers,Billing address,Stripe,US and EU systems,Yes\n\
         Help desk,Support,Customers,Name email phone,Zendesk,Cloud SaaS,Yes\n",
    );
    assert!(!record.contains("\nsystems:"), "{record}");
    for words in [
        "\"US and EU systems\": a place and no system",
        "\"Cloud SaaS\": it names no system",
        "\"Yes\": to which country",
        "data: [name, email-address, telephone-number]",
    ] {
        assert!(record.contains(words), "{words}: {record}");
    }
}

#[test]
fn a_column_on_data_and_subjects_is_read_as_both() {
    let record = recorded(
        "Processing activity,Purpose,Categories (data/subjects),Recipients,Retention\n\
         Billing,Invoicing,Customers; invoice data,Bank,7 years\n",
    );
    assert!(record.contains("    subjects: customer\n"), "{record}");
    assert!(!record.contains("under: data-subject"), "{record}");
}
