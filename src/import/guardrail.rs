//! A guardrail: a policy of an account, a subscription or an organisation that allows some regions only.

use super::place::Place;
use crate::input::Span;

/// A policy that allows some regions only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guardrail {
    /// The provider whose resources it is about, as the tables name it.
    pub provider: String,
    /// The regions that it allows, where the tables know all of them; else none.
    pub allows: Vec<Place>,
    /// What it does not hold for, as the policy names it: `iam:*`.
    pub exempt: Vec<String>,
    /// What alone it holds for; empty: everything.
    pub only: Vec<String>,
    /// Why it guarantees nothing here: it is not attached, not enforced, or for a part only.
    pub idle: Option<&'static str>,
    /// Where the policy is written.
    pub span: Span,
}

impl Guardrail {
    /// It in words: `allows eu-west-2 (GB) only; exempt: iam:*, sts:*`.
    pub fn words(&self) -> String {
        let places: Vec<String> = self.allows.iter().map(Place::words).collect();
        let mut words = match places.as_slice() {
            [] => "allows some regions only, not all of which the tables know".to_owned(),
            places => format!("allows {} only", places.join(", ")),
        };
        if !self.only.is_empty() {
            words.push_str(&format!("; for {}", self.only.join(", ")));
        }
        if !self.exempt.is_empty() {
            words.push_str(&format!("; exempt: {}", self.exempt.join(", ")));
        }
        if let Some(why) = self.idle {
            words.push_str(&format!("; {why}, so that it guarantees nothing here"));
        }
        words
    }

    /// Whether it guarantees that a resource of a type is in some places.
    pub(super) fn guarantees(&self, provider: &str, type_name: &str, places: &[Place]) -> bool {
        let is_allowed = |place: &Place| {
            self.allows.iter().any(|allowed| {
                let within = allowed.is_wide
                    && !place.countries.is_empty()
                    && place
                        .countries
                        .iter()
                        .all(|country| allowed.countries.contains(country));
                allowed.region == place.region || within
            })
        };
        let service = service(type_name);
        let names = |actions: &[String]| actions.iter().any(|action| makes(action, &service));
        self.idle.is_none()
            && self.provider == provider
            && !places.is_empty()
            && places.iter().all(is_allowed)
            && (self.only.is_empty() || names(&self.only))
            && !names(&self.exempt)
    }
}

/// Whether an action of AWS is one that makes resources of a service: `s3:*`, `s3:CreateBucket`.
fn makes(action: &str, service: &str) -> bool {
    if action == "*" {
        return true;
    }
    let Some((of, verb)) = action.split_once(':') else {
        return false;
    };
    of.eq_ignore_ascii_case(service)
        && ["*", "Create", "Put", "Run"]
            .iter()
            .any(|lead| verb.starts_with(lead))
}

/// What policies of AWS call the service of a type.
fn service(type_name: &str) -> String {
    let name = type_name.strip_prefix("aws_").unwrap_or(type_name);
    let first = name.split('_').next().unwrap_or(name);
    let service = match first {
        "db" => "rds",
        "instance" | "ebs" | "ami" | "vpc" | "launch" | "spot" | "subnet" | "eip" => "ec2",
        "cloudwatch" if name.starts_with("cloudwatch_log") => "logs",
        "cloudwatch" if name.starts_with("cloudwatch_event") => "events",
        "efs" => "elasticfilesystem",
        "opensearch" | "elasticsearch" => "es",
        "msk" => "kafka",
        "cognito" => "cognito-idp",
        "lb" | "alb" | "elb" => "elasticloadbalancing",
        "sesv2" => "ses",
        other => other,
    };
    service.to_owned()
}
