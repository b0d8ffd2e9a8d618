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

/// An estate of a notice, a page and a plan, with the texts of its files.
fn made(notice: &str, page: Option<&str>, plan: Option<&str>) -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "privacy.md", notice);
    let mut call = vec!["init", "estate", "--notice", "privacy.md"];
    if let Some(page) = page {
        write(folder.path(), "list.md", page);
        call.extend(["--subprocessors", "list.md"]);
    }
    if let Some(plan) = plan {
        write(folder.path(), "plan.json", plan);
        call.extend(["--deployed", "plan.json"]);
    }
    run(folder.path(), &call).exits(0);
    folder
}

fn file_of(folder: &tempfile::TempDir, name: &str) -> String {
    std::fs::read_to_string(folder.path().join("estate").join(name)).unwrap_or_default()
}

const NOTICE: &str = "# Privacy notice\n\nHolm Ltd, 1 High Street, London, United Kingdom is the data controller. We collect \
    your name and email address to provide the service.\n";

#[test]
fn the_controller_is_named_by_what_is_below_a_sentence_on_it() {
    let notice = "# Holm - Privacy Policy\n\nThe data controller responsible for your data is:\n\nFen Mill SARL, a French \
        limited liability company with a share capital of 2,000 EUR, with its registered office at 3 rue du Moulin, 85110 \
        Chantonnay, France.\n\nWe collect your name. We share it with Holm and with Stripe.\n";
    let (first, parties) = begun(notice, &[]);
    assert!(first.contains("name: Fen Mill SARL\n"), "{first}");
    assert!(first.contains("country: FR\n"), "{first}");
    assert!(
        !parties.contains("Fen Mill") && !parties.contains("Holm"),
        "{parties}"
    );
}

#[test]
fn a_phrase_in_capital_letters_is_no_vendor() {
    let notice = format!(
        "{NOTICE}\nTransfers are governed by a documented Transfer Impact Assessment.\n\n## Sharing\n\n\
         * **Collaborating with Others**. When you share an app, the people with whom you share see your name.\n"
    );
    let (_, parties) = begun(&notice, &[]);
    assert_eq!(parties, "", "no party is named");
}

#[test]
fn a_copy_of_its_own_and_the_company_behind_a_service_are_no_parties() {
    let notice = format!(
        "{NOTICE}\nWe use Matomo (self-hosted on matomo.holm.example) for analytics.\n\nAmazon Web Services is a hosting \
         service provided by Amazon.com Inc.\n\nMail is sent by Postmark (ActiveCampaign).\n"
    );
    let (_, parties) = begun(&notice, &[]);
    assert!(!parties.contains("Matomo"), "{parties}");
    assert!(!parties.contains("Amazon.com"), "{parties}");
    assert!(!parties.contains("id: activecampaign"), "{parties}");
    // Each line is named once.
    let lines = parties.lines().filter(|it| it.contains("evidence: ["));
    for line in lines {
        let (_, all) = line.split_once('[').unwrap();
        let all: Vec<&str> = all.trim_end_matches(']').split(", ").collect();
        let once: std::collections::BTreeSet<&&str> = all.iter().collect();
        assert_eq!(once.len(), all.len(), "{line}");
    }
}

#[test]
fn a_row_of_a_party_that_is_deployed_keeps_its_place_and_seat() {
    let plan = r#"{"format_version":"1.2","terraform_version":"1.5.0","planned_values":{"root_module":{"resources":[{"address":"aws_db_instance.main","mode":"managed","type":"aws_db_instance","name":"main","provider_name":"registry.terraform.io/hashicorp/aws","values":{"availability_zone":"eu-central-1a"}}]}},"resource_changes":[{"address":"aws_db_instance.main","mode":"managed","type":"aws_db_instance","name":"main","provider_name":"registry.terraform.io/hashicorp/aws","change":{"actions":["create"],"before":null,"after":{"availability_zone":"eu-central-1a"},"after_unknown":{}}}]}"#;
    let page = |place: &str| {
        format!(
            "# Sub-processors\n\n| Sub-processor | Location | Purpose |\n| --- | --- | --- |\n\
             | Amazon Web Services, Inc. | {place} | Backups |\n"
        )
    };
    let folder = made(NOTICE, Some(&page("United States")), Some(plan));
    let (deployed, list) = (
        file_of(&folder, "deployed.yaml"),
        file_of(&folder, "subprocessors.yaml"),
    );
    assert!(deployed.contains("    country: US\n"), "{deployed}");
    assert!(list.contains("    hosting: US\n"), "{list}");
    assert!(
        list.contains("    to: amazon-web-services-service\n"),
        "{list}"
    );
    let asked = run(folder.path(), &["questions", "estate"]).exits(0).out;
    assert!(!asked.contains("in which countries"), "{asked}");
    // Where it states the place of the plan, the system of the plan has the data.
    let folder = made(NOTICE, Some(&page("Germany")), Some(plan));
    let list = file_of(&folder, "subprocessors.yaml");
    assert!(!list.contains("hosting:"), "{list}");
    assert!(list.contains("    to: amazon-web-services-de\n"), "{list}");
}

#[test]
fn what_init_writes_contradicts_nothing_that_it_read() {
    let notice = "# Privacy notice\n\nHolm BV (\"we\") has its registered office at Mill 1, 2000 Antwerp, Belgium.\n\n\
        ## Use\n\nWe use your data for direct marketing.\n\n## Legitimate interests\n\nWhen we rely on legitimate interest, \
        we assess it. Examples of such interests include:\n\n* Analysing email and website usage to measure the performance \
        of our campaigns;\n\n## Retention\n\n| Data Category | Retention Period | Legal Basis |\n| --- | --- | --- |\n\
        | Website analytics and cookies | 13 months | Consent |\n\
        | Contact form submissions | 24 months | Legitimate interest |\n";
    let folder = made(notice, None, None);
    run(folder.path(), &["check", "estate"]).exits(0);
    let flows = file_of(&folder, "flows.yaml");
    assert!(!flows.contains("basis:"), "{flows}");
}

#[test]
fn a_row_with_data_purpose_and_basis_is_a_flow() {
    let notice = format!(
        "{NOTICE}\n## Purposes\n\n| Purpose | Data | Legal basis |\n| --- | --- | --- |\n\
         | Billing and payment | Name, billing address | Contract |\n| Direct marketing | Email address | Consent |\n"
    );
    let folder = made(&notice, None, None);
    let flows = file_of(&folder, "flows.yaml");
    for words in [
        "name: \"Purposes: Billing and payment\"\n",
        "data: [name, billing-address]\n",
        "basis: contract\n",
        "name: \"Purposes: Direct marketing\"\n",
        "data: email-address\n",
        "basis: consent\n",
    ] {
        assert!(flows.contains(words), "{words}: {flows}");
    }
    run(folder.path(), &["check", "estate"]).exits(0);
}
