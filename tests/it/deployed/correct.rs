//! Where things are and where they send data: kinds of mistakes, each with the nearest case that is in order.

use serde_json::{Value, json};

use super::made::{Estate, block, configured, later, made, one, plan, wrong};

#[test]
fn data_go_from_the_source_to_its_replica() {
    let estate = Estate::new(
        "GB",
        "[aws_db_instance.main, google_sql_database_instance.main]",
    );
    let main = made(
        "aws_db_instance.main",
        json!({"identifier": "main", "region": "eu-west-2", "arn": "arn:aws:rds:eu-west-2:1:db:main"}),
    );
    let replica = |region: &str, source: &str| {
        made(
            "aws_db_instance.replica",
            json!({"identifier": "r", "region": region, "replicate_source_db": source}),
        )
    };
    for source in ["arn:aws:rds:eu-west-2:1:db:main", "main"] {
        let found = wrong(
            &estate,
            &plan(vec![main.clone(), replica("us-east-1", source)]),
        );
        one(
            &found,
            "error undeclared-replication: aws_db_instance.main",
            "us-east-1 (US)",
        );
        let found = wrong(
            &estate,
            &plan(vec![main.clone(), replica("eu-west-2", source)]),
        );
        assert_eq!(found, Vec::<String>::new());
    }
    // The other way round nothing is said: the replica is of another system, in its place.
    let standby = Estate {
        home: "GB",
        hosting: "US",
        deployed: "aws_db_instance.replica",
    };
    let found = wrong(&standby, &plan(vec![main, replica("us-east-1", "main")]));
    assert_eq!(found, Vec::<String>::new());

    let sql = |name: &str, region: &str, master: Value| {
        made(
            &format!("google_sql_database_instance.{name}"),
            json!({"name": name, "region": region, "master_instance_name": master}),
        )
    };
    let found = wrong(
        &estate,
        &plan(vec![
            sql("main", "europe-west2", json!(null)),
            sql("far", "us-east1", json!("main")),
        ]),
    );
    one(
        &found,
        "error undeclared-replication: google_sql_database_instance.main",
        "us-east1 (US)",
    );
}

#[test]
fn members_of_a_group_copy_from_the_first_to_the_others() {
    let estate = Estate::new("GB", "aws_rds_cluster.main");
    let cluster = |name: &str, region: &str, more: Value| {
        let mut values = json!({"cluster_identifier": name, "region": region, "global_cluster_identifier": "all"});
        values
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        made(&format!("aws_rds_cluster.{name}"), values)
    };
    let main = cluster("main", "eu-west-2", json!({"master_username": "root"}));
    let far = cluster("far", "us-east-1", json!({"source_region": "eu-west-2"}));
    let near = cluster("near", "eu-west-2", json!({"source_region": "eu-west-2"}));
    let found = wrong(&estate, &plan(vec![main.clone(), far.clone()]));
    one(
        &found,
        "error undeclared-replication: aws_rds_cluster.main",
        "us-east-1 (US)",
    );
    assert_eq!(
        wrong(&estate, &plan(vec![main.clone(), near])),
        Vec::<String>::new()
    );
    let standby = Estate {
        home: "GB",
        hosting: "US",
        deployed: "aws_rds_cluster.far",
    };
    assert_eq!(
        wrong(&standby, &plan(vec![main, far])),
        Vec::<String>::new()
    );
}

#[test]
fn the_arn_of_a_target_is_not_that_of_the_resource() {
    let estate = Estate::new(
        "IE",
        "['aws_cloudwatch_event_target.*', 'aws_api_gateway_stage.*', 'aws_lambda_function.*']",
    );
    let event = |arn: &str| {
        made(
            "aws_cloudwatch_event_target.t",
            json!({"arn": arn, "region": "eu-west-1", "rule": "r"}),
        )
    };
    // The target is in the same file: both have the ARN as an attribute.
    let far = "arn:aws:lambda:us-east-1:1:function:f";
    let function = made(
        "aws_lambda_function.f",
        json!({"arn": far, "region": "us-east-1"}),
    );
    let found = wrong(&estate, &plan(vec![event(far), function]));
    assert!(
        found.iter().any(|it| it.starts_with("error undeclared-replication: aws_cloudwatch_event_target.t")),
        "{found:#?}"
    );
    let found = wrong(
        &estate,
        &plan(vec![event("arn:aws:lambda:us-east-1:1:function:g")]),
    );
    one(
        &found,
        "error undeclared-replication: aws_cloudwatch_event_target.t",
        "us-east-1 (US)",
    );
    let found = wrong(
        &estate,
        &plan(vec![event("arn:aws:lambda:eu-west-1:1:function:g")]),
    );
    assert_eq!(found, Vec::<String>::new());

    let stage = |region: &str| {
        made(
            "aws_api_gateway_stage.s",
            json!({"region": "eu-west-1", "arn": "arn:aws:apigateway:eu-west-1::/restapis/a/stages/s",
                "access_log_settings": [{"destination_arn": format!("arn:aws:firehose:{region}:1:deliverystream/l")}]}),
        )
    };
    let found = wrong(&estate, &plan(vec![stage("us-east-1")]));
    one(
        &found,
        "error undeclared-replication: aws_api_gateway_stage.s",
        "us-east-1 (US)",
    );
    assert_eq!(
        wrong(&estate, &plan(vec![stage("eu-west-1")])),
        Vec::<String>::new()
    );
}

#[test]
fn a_setting_can_widen_the_place() {
    let estate = Estate::new("SE", "'azurerm_cognitive_*'");
    let deployment = |sku: &str| {
        configured(
            plan(vec![
                made(
                    "azurerm_cognitive_account.ai",
                    json!({"name": "ai", "location": "swedencentral"}),
                ),
                later(
                    made(
                        "azurerm_cognitive_deployment.gpt",
                        json!({"sku": [{"name": sku}]}),
                    ),
                    json!({"cognitive_account_id": true}),
                ),
            ]),
            json!({"azurerm": {"name": "azurerm"}}),
            json!([block(
                "azurerm_cognitive_deployment.gpt",
                json!({"cognitive_account_id":
                {"references": ["azurerm_cognitive_account.ai.id", "azurerm_cognitive_account.ai"]}})
            )]),
        )
    };
    for (sku, begin, words) in [
        ("GlobalStandard", "warning unknown-location", "every region"),
        ("GlobalBatch", "warning unknown-location", "every region"),
        (
            "DataZoneStandard",
            "warning undeclared-replication-inside",
            "EU",
        ),
    ] {
        one(&wrong(&estate, &deployment(sku)), begin, words);
    }
    assert_eq!(
        wrong(&estate, &deployment("Standard")),
        Vec::<String>::new()
    );
}

#[test]
fn an_inference_profile_can_widen_the_place() {
    let estate = Estate::new("SE", "'aws_bedrock*'");
    let agent = |model: &str| {
        plan(vec![made(
            "aws_bedrockagent_agent.a",
            json!({"region": "eu-north-1", "foundation_model": model}),
        )])
    };
    for (model, begin, words) in [
        (
            "global.vendor.model-v1:0",
            "warning unknown-location",
            "every region",
        ),
        (
            "eu.vendor.model-v1:0",
            "warning undeclared-replication-inside",
            "EU",
        ),
        (
            "arn:aws:bedrock:eu-north-1:1:inference-profile/us.vendor.model",
            "error undeclared-replication",
            "US",
        ),
    ] {
        one(&wrong(&estate, &agent(model)), begin, words);
    }
    assert_eq!(
        wrong(&estate, &agent("vendor.model-v1:0")),
        Vec::<String>::new()
    );
    let wide = Estate {
        home: "SE",
        hosting: "EU",
        deployed: "aws_bedrockagent_agent.a",
    };
    assert_eq!(
        wrong(&wide, &agent("eu.vendor.model-v1:0")),
        Vec::<String>::new()
    );
}

#[test]
fn a_witness_is_a_place() {
    let estate = Estate::new("SE", "['aws_dynamodb_*', 'aws_dsql_*']");
    let table = |witness: &str| {
        plan(vec![made(
            "aws_dynamodb_table.t",
            json!({"region": "eu-north-1", "global_table_witness": [{"region_name": witness}]}),
        )])
    };
    one(
        &wrong(&estate, &table("eu-west-2")),
        "error undeclared-replication",
        "eu-west-2 (GB)",
    );
    assert_eq!(wrong(&estate, &table("eu-north-1")), Vec::<String>::new());
    let cluster = plan(vec![made(
        "aws_dsql_cluster.c",
        json!({"region": "eu-north-1", "multi_region_properties": [{"witness_region": "eu-west-2"}]}),
    )]);
    one(
        &wrong(&estate, &cluster),
        "error undeclared-replication",
        "eu-west-2 (GB)",
    );
}

#[test]
fn places_that_are_written_are_read() {
    let estate = Estate::new("DE", "'*'");
    let here = |change: Value| wrong(&estate, &plan(vec![change]));
    for (there, elsewhere) in [
        (
            made(
                "databricks_mws_workspaces.w",
                json!({"aws_region": "eu-central-1"}),
            ),
            made(
                "databricks_mws_workspaces.w",
                json!({"aws_region": "us-east-1"}),
            ),
        ),
        (
            made(
                "vercel_project.p",
                json!({"serverless_function_region": "fra1"}),
            ),
            made(
                "vercel_project.p",
                json!({"serverless_function_region": "iad1"}),
            ),
        ),
        (
            made(
                "vercel_project.p",
                json!({"resource_config": {"function_default_regions": ["fra1"]}}),
            ),
            made(
                "vercel_project.p",
                json!({"resource_config": {"function_default_regions": ["fra1", "sfo1"]}}),
            ),
        ),
        (
            made(
                "oci_core_instance.i",
                json!({"availability_domain": "Uocm:EU-FRANKFURT-1-AD-1"}),
            ),
            made(
                "oci_core_instance.i",
                json!({"availability_domain": "Uocm:PHX-AD-2"}),
            ),
        ),
        (
            made(
                "azurerm_active_directory_domain_service_replica_set.r",
                json!({"location": "germanywestcentral"}),
            ),
            made(
                "azurerm_active_directory_domain_service_replica_set.r",
                json!({"location": "eastus"}),
            ),
        ),
        (
            made("neon_project.p", json!({"region_id": "aws-eu-central-1"})),
            made("neon_project.p", json!({"region_id": "aws-us-east-1"})),
        ),
    ] {
        assert_eq!(here(there.clone()), Vec::<String>::new(), "{there}");
        let found = here(elsewhere.clone());
        assert!(
            !found.is_empty()
                && found
                    .iter()
                    .all(|it| it.starts_with("error undeclared-") && it.contains("(US)")),
            "{elsewhere}: {found:#?}"
        );
    }
}

#[test]
fn settings_are_learned_from_zones_and_never_count_as_stated() {
    let provider =
        |alias: &str| format!("provider[\"registry.terraform.io/hashicorp/aws\"]{alias}");
    let one_of = |type_name: &str, name: &str, alias: &str, attributes: Value| {
        json!({"mode": "managed", "type": type_name, "name": name, "provider": provider(alias),
            "instances": [{"attributes": attributes}]})
    };
    let state = |resources: Vec<Value>| json!({"version": 4, "terraform_version": "1.9.5", "serial": 1, "lineage": "x", "resources": resources});
    let estate = Estate::new("DE", "aws_sqs_queue.q");
    let queue = one_of("aws_sqs_queue", "q", "", json!({"name": "q"}));
    let subnet = |zone: &str, alias: &str| {
        one_of(
            "aws_subnet",
            &format!("s{}", zone.len()),
            alias,
            json!({"availability_zone": zone}),
        )
    };
    let found = wrong(
        &estate,
        &state(vec![queue.clone(), subnet("us-east-1a", "")]),
    );
    one(
        &found,
        "error undeclared-location: aws_sqs_queue.q",
        "us-east-1 (US)",
    );
    assert_eq!(
        wrong(
            &estate,
            &state(vec![queue.clone(), subnet("eu-central-1b", "")])
        ),
        Vec::<String>::new()
    );
    // Neither from other settings, nor where they do not agree.
    for others in [
        vec![subnet("us-east-1a", ".east")],
        vec![subnet("us-east-1a", ""), subnet("eu-central-1b", "")],
    ] {
        let all = [vec![queue.clone()], others].concat();
        one(
            &wrong(&estate, &state(all)),
            "warning unknown-location",
            "aws_sqs_queue.q",
        );
    }
    // It says how it is known.
    let folder = crate::support::run::folder();
    let text = state(vec![queue, subnet("us-east-1a", "")]).to_string();
    crate::support::run::write(folder.path(), "plan.json", text);
    let call = ["reconcile", "plan.json", "--format", "json"];
    let json = crate::support::run::run(folder.path(), &call).json();
    let resources = json["resources"].as_array().unwrap();
    let queue = resources
        .iter()
        .find(|it| it["address"] == "aws_sqs_queue.q")
        .unwrap();
    assert_eq!(queue["location"]["known"], "inferred");
    assert_eq!(queue["location"]["inferred_from"], "others");

    // A function is where its subnet is.
    let estate = Estate::new("DE", "aws_lambda_function.f");
    let function = one_of(
        "aws_lambda_function",
        "f",
        ".a",
        json!({"vpc_config": [{"subnet_ids": ["subnet-1"]}]}),
    );
    let net = one_of(
        "aws_subnet",
        "s",
        ".b",
        json!({"id": "subnet-1", "availability_zone": "us-east-1a"}),
    );
    one(
        &wrong(&estate, &state(vec![function, net])),
        "error undeclared-location: aws_lambda_function.f",
        "us-east-1 (US)",
    );
}
