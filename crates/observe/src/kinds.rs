//! The kinds of logs that are counted, and the columns that are read of each, by the names that their documentation has.

use std::fmt;

use clap::ValueEnum;

/// A kind of logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Kind {
    /// Flow logs of a VPC of AWS
    AwsVpc,
    /// Flow logs of a virtual network of Azure
    AzureVnet,
    /// Flow logs of a VPC of Google Cloud
    GcpVpc,
    /// Access logs: one request a row (Envoy and Istio, or any with `--columns`)
    Requests,
    /// Spans of OpenTelemetry, one a row
    Spans,
    /// Edges that were counted before, which are added up
    Edges,
}

/// A column of the table `logs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name in the statement.
    pub name: &'static str,
    /// Where it may be found: each a column, or a field in a column, and so on. The first that has a value counts.
    pub places: Vec<Vec<String>>,
    /// Whether NDJSON has a whole number there, or a text that is one.
    pub is_whole: bool,
    /// Whether a file without it is of another kind.
    pub is_required: bool,
}

/// A column by its places, parts of which are separated by `/`.
fn column(name: &'static str, places: &[&str]) -> Column {
    let parts = |place: &&str| place.split('/').map(str::to_owned).collect();
    Column {
        name,
        places: places.iter().map(parts).collect(),
        is_whole: false,
        is_required: false,
    }
}

impl Column {
    fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    fn whole(mut self) -> Self {
        self.is_whole = true;
        self
    }
}

/// The lists that Azure nests in each other, from the outside, each as the path from an item of the one before.
pub const AZURE_LISTS: [&[&str]; 4] = [
    &["records"],
    &["flowRecords", "flows"],
    &["flowGroups"],
    &["flowTuples"],
];

impl Kind {
    /// All of them, in the order in which a file is tried.
    pub const ALL: [Self; 6] = [
        Self::Edges,
        Self::AwsVpc,
        Self::GcpVpc,
        Self::AzureVnet,
        Self::Spans,
        Self::Requests,
    ];

    /// The word for it on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AwsVpc => "aws-vpc",
            Self::AzureVnet => "azure-vnet",
            Self::GcpVpc => "gcp-vpc",
            Self::Requests => "requests",
            Self::Spans => "spans",
            Self::Edges => "edges",
        }
    }

    /// The part of the statement that is its own.
    pub(crate) fn records(self) -> &'static str {
        match self {
            Self::AwsVpc => include_str!("sql/aws-vpc.sql"),
            Self::AzureVnet => include_str!("sql/azure-vnet.sql"),
            Self::GcpVpc => include_str!("sql/gcp-vpc.sql"),
            Self::Requests => include_str!("sql/requests.sql"),
            Self::Spans => include_str!("sql/spans.sql"),
            Self::Edges => include_str!("sql/edges.sql"),
        }
    }

    /// The columns of `logs`.
    pub fn columns(self) -> Vec<Column> {
        match self {
            // https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
            Self::AwsVpc => vec![
                column("srcaddr", &["srcaddr"]).required(),
                column("dstaddr", &["dstaddr"]).required(),
                column("pkt_srcaddr", &["pkt_srcaddr"]),
                column("pkt_dstaddr", &["pkt_dstaddr"]),
                column("srcport", &["srcport"]).whole(),
                column("dstport", &["dstport"]).whole(),
                column("bytes", &["bytes"]).whole(),
                column("start", &["start"]).whole(),
                column("end", &["end"]).whole(),
                column("action", &["action"]),
                column("flow_direction", &["flow_direction"]),
            ],
            // https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview
            Self::AzureVnet => vec![column("tuple", &["records"]).required()],
            // https://cloud.google.com/vpc/docs/about-flow-logs-records
            Self::GcpVpc => vec![
                google("src_ip", "connection/src_ip").required(),
                google("dest_ip", "connection/dest_ip").required(),
                google("src_port", "connection/src_port").whole(),
                google("dest_port", "connection/dest_port").whole(),
                google("bytes_sent", "bytes_sent").whole(),
                google("start_time", "start_time"),
                google("end_time", "end_time"),
                google("reporter", "reporter"),
            ],
            // https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage
            Self::Requests => vec![
                column("source", &[]),
                column("destination", &["authority"]).required(),
                column("bytes", &["bytes_received"]).whole(),
                column("first", &["start_time"]),
                column("last", &[]),
            ],
            // https://opentelemetry.io/docs/specs/semconv/
            Self::Spans => vec![
                column("service", &["service.name", "service/name"]),
                column(
                    "address",
                    &["server.address", "server/address", "net.peer.name"],
                )
                .required(),
                column("role", &["span.kind", "kind"]).required(),
                column(
                    "size",
                    &["http.request.body.size", "http.request_content_length"],
                )
                .whole(),
                column("began", &["start_time_unix_nano", "startTimeUnixNano"]).whole(),
                column("ended", &["end_time_unix_nano", "endTimeUnixNano"]).whole(),
            ],
            Self::Edges => vec![
                column("source", &["source"]).required(),
                column("destination", &["destination"]).required(),
                column("kind", &["kind"]).required(),
                column("n", &["n", "count"]).whole().required(),
                column("bytes", &["bytes"]).whole(),
                column("first", &["first"]),
                column("last", &["last"]),
            ],
        }
    }
}

/// A field of a flow log of Google Cloud: within an entry of Cloud Logging, or by itself.
fn google(name: &'static str, place: &str) -> Column {
    column(name, &[&format!("jsonPayload/{place}"), place])
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How names of columns are compared: flow logs of AWS have `log-status` as text and `log_status` as Parquet.
pub fn plain(name: &str) -> String {
    name.trim().to_ascii_lowercase().replace('-', "_")
}
