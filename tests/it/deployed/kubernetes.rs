//! Manifests of Kubernetes and compose files: an estate in which a finding fires, and one in which nothing does.

use super::made::{Estate, reported};

/// A workload with a label of its node and a setting.
fn workload(region: &str, value: &str) -> String {
    format!(
        "\
apiVersion: v1
kind: Namespace
metadata: {{name: crm}}
---
# Source: crm/templates/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: crm
  labels: {{app: crm}}
spec:
  template:
    spec:
      nodeSelector:
        topology.kubernetes.io/region: {region}
      containers:
        - name: web
          image: ghcr.io/example/web:1
          env:
            - name: DATABASE_URL
              value: {value}
"
    )
}

fn findings(estate: &Estate, text: &str) -> Vec<String> {
    reported(&estate.check(text, &["--format", "json"]))
}

#[test]
fn the_place_is_what_labels_bind_to_and_no_guess() {
    for deployed in [
        "web",
        "crm/web",
        "{type: Deployment}",
        "{type: kubernetes_deployment}",
        "{type: '*', tags: {app: crm}}",
    ] {
        let estate = Estate::new("DE", deployed);
        assert_eq!(
            findings(&estate, &workload("eu-central-1", "db")),
            [""; 0],
            "{deployed}"
        );
        let found = findings(&estate, &workload("us-east-1", "db"));
        assert_eq!(found.len(), 1, "{deployed}: {found:?}");
        assert!(
            found[0].starts_with("error undeclared-location"),
            "{found:?}"
        );
        let open = workload("x", "db").replace("topology.kubernetes.io/region", "disk");
        let found = findings(&estate, &open);
        assert!(
            found[0].starts_with("warning unknown-location"),
            "{found:?}"
        );
    }
}

#[test]
fn hosts_outside_are_reported_and_images_are_no_places() {
    let estate = Estate::new("DE", "web");
    for (value, host) in [
        (
            "postgres://user:hunter2@db.example.com:5432/x",
            Some("db.example.com"),
        ),
        (
            "https://hooks.example.org/hunter2",
            Some("hooks.example.org"),
        ),
        ("db.crm.svc.cluster.local", None),
        ("db", None),
    ] {
        let found = findings(&estate, &workload("eu-central-1", value));
        let all = found.join("\n");
        assert!(
            !all.contains("ghcr.io") && !all.contains("hunter2"),
            "{all}"
        );
        match host {
            Some(host) => assert!(all.contains(host), "{value}: {all}"),
            None => assert_eq!(all, "", "{value}"),
        }
    }
    let compose = |value: &str| {
        format!(
            "services:\n  web:\n    image: ghcr.io/example/web\n    environment: [\"DB_HOST={value}\"]\nvolumes: {{data: {{}}}}\n"
        )
    };
    let reported = findings(&estate, &compose("db.example.com")).join("\n");
    assert!(
        reported.contains("db.example.com") && !reported.contains("ghcr.io"),
        "{reported}"
    );
    let reported = findings(&estate, &compose("db")).join("\n");
    assert!(
        !reported.contains("undeclared-replication") && reported.contains("unknown-location"),
        "{reported}"
    );
}

#[test]
fn a_volume_lies_where_its_class_says() {
    let text = |zone: &str| {
        format!(
            "\
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {{name: fast}}
allowedTopologies:
  - matchLabelExpressions:
      - {{key: topology.kubernetes.io/zone, values: [{zone}]}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {{name: records}}
spec: {{storageClassName: fast}}
"
        )
    };
    let estate = Estate::new("DE", "records");
    assert_eq!(findings(&estate, &text("eu-central-1a")), [""; 0]);
    let found = findings(&estate, &text("us-east-1a"));
    assert!(
        found[0].starts_with("error undeclared-location"),
        "{found:?}"
    );
}

#[test]
fn no_secret_is_ever_shown() {
    let estate = Estate::new("DE", "'*'");
    for name in ["kubernetes.yaml", "compose.yaml"] {
        estate.shows_nothing_of(name, (&["hunter2"], 137), |ran| ran);
    }
}

#[test]
fn what_is_broken_or_not_finished_is_refused_with_its_place() {
    let estate = Estate::new("DE", "'*'");
    let head = "apiVersion: v1\nkind: Pod\n";
    let deep = format!("{head}metadata: {{name: x}}\nspec: {}", "[".repeat(200));
    let bomb = "services: &a {x: {image: y}}\n".to_owned()
        + &(1..9)
            .map(|at| {
                format!(
                    "x{at}: &b{at} [*{0},*{0},*{0},*{0},*{0},*{0},*{0},*{0},*{0}]\n",
                    if at == 1 {
                        "a".to_owned()
                    } else {
                        format!("b{}", at - 1)
                    }
                )
            })
            .collect::<String>();
    for text in [
        head.to_owned(),
        format!("{head}metadata: {{}}\n"),
        format!("{head}metadata: {{name: [x]}}\n"),
        format!("{head}metadata: x\n"),
        format!("{head}metadata: {{name: x, name: y}}\n"),
        format!("{head}metadata: {{name: x}}\n---\napiVersion: v1\nmetadata: {{name: y}}\n"),
        format!("{head}metadata: {{name: x}}\n---\n- x\n"),
        format!("{head}metadata: {{name: x\n"),
        format!("{head}\tmetadata: x\n"),
        format!("{head}metadata: {{name: {{{{ .Values.name }}}}}}\n"),
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n".to_owned(),
        "services:\n".to_owned(),
        "services: []\n".to_owned(),
        "services: {web: x}\n".to_owned(),
        "services: {web: {image: x}, web: {image: y}}\n".to_owned(),
        r#"{"apiVersion": "v1", "kind": 3}"#.to_owned(),
        r#"{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}"#.to_owned(),
        deep,
        bomb,
    ] {
        let ran = estate.check(&text, &[]).refused();
        assert!(ran.err.contains("plan.json:"), "{text}: {}", ran.err);
    }
}

#[test]
fn what_a_policy_of_networks_lets_out_is_where_data_may_go() {
    let estate = Estate::new("DE", "'*'");
    let policy = |egress: &str| {
        format!(
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: out}}\nspec:\n  podSelector: {{}}\n  egress: {egress}\n"
        )
    };
    for (egress, expected) in [
        (
            "[{to: [{ipBlock: {cidr: 203.0.113.7/32}}]}]",
            "the host `203.0.113.7`",
        ),
        // Inside, and the whole world.
        ("[{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]", ""),
        ("[{to: [{ipBlock: {cidr: 100.64.0.0/10}}]}]", ""),
        (
            "[{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}]}]",
            "",
        ),
        ("[{to: [{namespaceSelector: {}}]}]", ""),
    ] {
        let found = findings(&estate, &policy(egress));
        let of_hosts: Vec<&String> = found.iter().filter(|it| it.contains("host")).collect();
        assert_eq!(
            of_hosts.len(),
            usize::from(!expected.is_empty()),
            "{egress}: {found:?}"
        );
        assert!(of_hosts.iter().all(|it| it.contains(expected)), "{found:?}");
    }
    let cilium = "\
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: out}
spec:
  egress: [{toFQDNs: [{matchName: api.example.com}, {matchPattern: '*.example.org'}]}]
";
    let found = findings(&estate, cilium).join(" ");
    assert!(
        found.contains("api.example.com") && found.contains("example.org"),
        "{found}"
    );
}
